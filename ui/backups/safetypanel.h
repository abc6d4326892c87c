#pragma once
// What is safe until when: a headline, a sentence, the line of time, and what was done last that can be taken back.
#include "app/backups/backupsstate.h"
#include "ui/shell/format.h"
#include "ui/widgets/panel.h"

class QAction;
class QLabel;

namespace backroom {

class KeyHomeRow;
class SignTile;
class TimeStrip;

class SafetyPanel final : public Panel {
    Q_OBJECT
public:
    // `travel` goes back to a moment, `undo` brings back what was there before a restore, `sheet` makes the recovery sheet.
    // `key` types the words of the key where it is not here.
    SafetyPanel(const Format &format, QAction *travel, QAction *undo, QAction *sheet, QAction *key,
                QWidget *parent = nullptr);
    void show(const BackupsState &state, Millis now);
    using Panel::show;
    // Where the key is kept, which it does not know of itself.
    KeyHomeRow *keyHome() const { return m_keyHome; }
    // Why what was asked for did not happen; empty takes it away.
    void setFault(const QString &sentence);

Q_SIGNALS:
    void chosen(backroom::BackupId id);

private:
    QWidget *makeVerdict();
    QLayout *makeSheetRow(QAction *sheet);
    Format m_format;
    SignTile *m_sign;
    QLabel *m_headline, *m_sentence, *m_legend, *m_fault, *m_restored;
    QWidget *m_travel;
    QWidget *m_key;
    QWidget *m_undoRow;
    KeyHomeRow *m_keyHome;
    TimeStrip *m_strip;
};

}
