#pragma once
// The shop as it was, in a window of its own: marked as what it is, to look around in and to bring one thing back from.
// What it was put together of goes when it closes. Deletes itself then.
#include "ui/backups/pastshop.h"

#include <QMainWindow>
#include <QTimer>
#include <atomic>

class QStackedWidget;

namespace backroom {

class Memory;
class NoticeBar;
class PastList;
class PastMark;
class PastOpening;
class Segmented;
class StatusStrip;
class Thumbnails;

class PastWindow final : public QMainWindow {
    Q_OBJECT
public:
    // Begins to put it together in the folder `scratch`, on `opening`. All are borrowed.
    PastWindow(Desk &live, TaskPool &opening, Memory &memory, const PastAsk &ask, const QString &scratch);
    // Stops what is under way.
    ~PastWindow() override;

    PastShop *past() const { return m_past; }

Q_SIGNALS:
    // Somebody wants to see in the shop what was brought back.
    void showAsked(backroom::PastKind kind, const QByteArray &key);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    struct Progress
    {
        std::atomic<bool> stopped = false;
        std::atomic<double> share = 0;
    };
    QAction *command(QMenu &menu, const QString &objectName, const QString &text, const QString &icon,
                     const QKeySequence &keys, std::function<void()> run);
    void makeMenus();
    void open(const std::optional<BackupKey> &key);
    void take(const Result<std::shared_ptr<PastShop::Opened>> &opened);
    void showAt(Millis at);
    QWidget *makePages();
    PastList *current() const;
    void go(int list);
    void bringBack();
    void tell(PastKind kind, const QString &words, const BroughtBack &brought);

    Desk &m_live;
    TaskPool &m_opening;
    Memory &m_memory;
    const PastOpener m_opener;
    const QString m_scratch;
    std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
    QTimer m_tick;
    PastShop *m_past = nullptr;
    PastMark *m_mark;
    QStackedWidget *m_stack; // what is put together, what it is
    PastOpening *m_page;
    Segmented *m_kinds = nullptr;
    QStackedWidget *m_lists = nullptr;
    StatusStrip *m_status;
    NoticeBar *m_notice;
    QList<QAction *> m_open; // what can be done once it is there
    QAction *m_bring = nullptr;
    QAction *m_show = nullptr; // of what was brought back last
};

}
