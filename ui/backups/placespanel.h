#pragma once
// Where backups are kept: this computer and the owner's places, each with how it stands there. A place leads to what can
// be done about it.
#include "ui/backups/backupswatch.h"
#include "ui/shell/format.h"
#include "ui/widgets/panel.h"

class QLabel;

namespace backroom {

class RowList;

class PlacesPanel final : public Panel {
    Q_OBJECT
public:
    PlacesPanel(const Format &format, QWidget *parent = nullptr);
    void show(const BackupsState &state, Millis now);
    using Panel::show;

Q_SIGNALS:
    void addAsked();
    void opened(int number); // of a place

private:
    Format m_format;
    RowList *m_rows;
    QLabel *m_keeps;
    QList<int> m_numbers;
};

}
