#pragma once
// How the server keeps up, what it turned away and the room it takes: three short lists of figures.
#include "app/apihost.h"
#include "ui/shell/format.h"

#include <QWidget>

class QGridLayout;

namespace backroom {

class FactList;

class HealthFacts final : public QWidget {
    Q_OBJECT
public:
    explicit HealthFacts(const Format &format, QWidget *parent = nullptr);
    void show(const HostFigures &figures);
    // In how many columns the lists stand: 1 for a side of the page, 2 or 3 across it.
    void setColumns(int columns);

private:
    Format m_format;
    QGridLayout *m_grid;
    QList<QWidget *> m_panels;
    FactList *m_pace;
    FactList *m_refused;
    FactList *m_room;
};

}
