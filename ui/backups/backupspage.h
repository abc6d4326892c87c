#pragma once
// The backups page: what is safe until when, where it is kept, every backup there is, and what can be done with one.
#include "ui/backups/backupswatch.h"
#include "ui/backups/pastopener.h"
#include "ui/shell/page.h"

class QGridLayout;
class QScrollArea;
class QStackedWidget;

namespace backroom {

class BulkBar;
class BackupListSource;
class CalendarPanel;
class Desk;
class MainWindow;
class PagedModel;
class PageHead;
class PaperPreview;
class PlacesPanel;
class RestoreDialog;
class SafetyPanel;
class TableView;
struct RecoverySheet;

class BackupsPage final : public ConsolePage {
    Q_OBJECT
public:
    BackupsPage(Desk &desk, BackupsWatch &watch, QWidget *parent = nullptr);
    ~BackupsPage() override;

    void activated() override;
    void refresh() override;
    bool goBack() override;

Q_SIGNALS:
    // What was done, and the way back; the page owns the action.
    void done(const QString &text, QAction *undo);
    // Somebody wants to look around in it, in a window of its own.
    void lookAsked(const backroom::PastAsk &ask);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeCommands();
    QWidget *makeBoard();
    void makeList();
    void arrange();
    void fitList();
    void show();
    void showSelection();
    void take(const BackupOutcome &outcome);
    const BackupEntry *selected() const;
    void select(BackupId id);
    void selectDay(QDate day);
    void ask(const Result<BackupJobId> &job);
    void backUpNow();
    void restoreSelected();
    void lookAround();
    void goBackInTime();
    void openFile();
    void restore(RestoreDialog *dialog);
    void checkSelected();
    void removeSelected();
    void changeSettings();
    void addPlace();
    // The recovery sheet: looked at first, then printed, or kept as a file to print elsewhere.
    void showSheet();
    void saveSheet(const RecoverySheet &sheet, PaperPreview *preview);
    void printSheet(const RecoverySheet &sheet, PaperPreview *preview);
    void typeKey();
    void lookAtKey();
    void moveKey(KeyHome to);
    void unlockKeyring();
    void openPlace(int number);
    // Work that writes files, off the GUI thread; `then` once it held, `atEnd` before, whatever became of it.
    void carryOut(std::function<Result<>()> work, std::function<void()> then, std::function<void()> atEnd = {});
    QAction *makeUndo(std::function<void()> run);

    Desk &m_desk;
    BackupsWatch &m_watch;
    std::shared_ptr<BackupListSource> m_source;
    PagedModel *m_model = nullptr;
    QAction *m_make = nullptr, *m_restore = nullptr, *m_check = nullptr, *m_remove = nullptr, *m_open = nullptr,
            *m_look = nullptr;
    QAction *m_settings = nullptr, *m_addPlace = nullptr, *m_undoRestore = nullptr, *m_sheet = nullptr,
            *m_key = nullptr;
    QAction *m_travel = nullptr;
    QAction *m_undo = nullptr; // of what was done last
    PageHead *m_head = nullptr;
    QScrollArea *m_scroll = nullptr;
    QGridLayout *m_panels = nullptr;
    SafetyPanel *m_safety = nullptr;
    CalendarPanel *m_calendar = nullptr;
    PlacesPanel *m_places = nullptr;
    QStackedWidget *m_lists = nullptr;
    TableView *m_table = nullptr;
    BulkBar *m_bar = nullptr;
    QSet<BackupJobId> m_asked; // by this page
    QList<BackupEntry> m_shown;
    QString m_keyFault; // that is shown
    int m_columns = 0; // how the panels stand: 3, or 2 below the first
};

// Adds the page to the window, its lamp and its progress to the foot, and what wants somebody to the dashboard.
void addBackupsPages(MainWindow &window, Desk &desk, Backups &backups);

}
