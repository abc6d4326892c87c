#pragma once
// The sheet that an owner prints and puts away: with it and a backup's file a shop can be restored on any computer.
#include "app/backups/backupkey.h"
#include "app/base/clock.h"

#include <QLocale>

class QPagedPaintDevice;

namespace backroom {

struct RecoverySheet
{
    QString shopName;
    QDate day; // printed beside the name, so that two sheets are told apart
    BackupKey key;
    QLocale locale = {}; // how its day and figures read
};

// One page of A4 as PDF: what it is for, the key's words in numbered rows, and the same as a QR code. Needs a
// QGuiApplication for its fonts; any thread.
QByteArray recoverySheetPdf(const RecoverySheet &sheet);

// The same onto any paper: its edges first, while nothing is painted yet, then the page, made smaller where the paper is.
// False when it cannot be painted on.
void setRecoverySheetEdges(QPagedPaintDevice &device);
bool paintRecoverySheet(QPagedPaintDevice &device, const RecoverySheet &sheet);

}
