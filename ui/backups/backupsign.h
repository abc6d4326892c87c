#pragma once
// Backups at the foot of the window, whatever page is shown: the lamp that says when the last was made, and what is under
// way with its time left and its Cancel.
#include "ui/backups/backupswatch.h"

#include <QElapsedTimer>

namespace backroom {

class Desk;
class Lamp;
class StatusStrip;

class BackupSign final : public QObject {
    Q_OBJECT
public:
    BackupSign(StatusStrip &strip, Desk &desk, BackupsWatch &watch, QObject *parent = nullptr);

Q_SIGNALS:
    void clicked();

private:
    void show();
    void showJob();
    StatusStrip &m_strip;
    Desk &m_desk;
    BackupsWatch &m_watch;
    Lamp *m_lamp;
    BackupJobId m_job = 0; // that is shown
    QElapsedTimer m_since;
};

}
