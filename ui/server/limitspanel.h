#pragma once
// What the server allows each caller and all of them together, in plain words, and where that is changed.
#include "app/apihost.h"
#include "ui/widgets/panel.h"

class QGridLayout;
class QLabel;

namespace backroom {

class LimitsPanel final : public Panel {
    Q_OBJECT
public:
    // `file` is where limits are written: config.ini.
    explicit LimitsPanel(const QString &file, QWidget *parent = nullptr);
    void show(const QList<HostLimit> &limits);

private:
    QGridLayout *m_grid;
    QLabel *m_how;
};

}
