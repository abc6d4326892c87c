#pragma once
// The console from its start to its end: opens the shop, asks the first questions where there is none yet, starts the
// server and shows the window.
#include "app/backups/backups.h"
#include "app/base/clock.h"
#include "app/housekeeping.h"
#include "app/store/storelock.h"
#include "ui/shell/desk.h"
#include "ui/shell/onewindow.h"
#include "ui/shell/translations.h"
#include "ui/theme/theme.h"

namespace backroom {

struct FoundThing;
struct NewShop;

struct ConsoleOptions
{
    StoreConfig store;
    bool sample = false; // make a sample shop without asking where there is none
};

// Builds the server on an open shop; only main knows which.
using HostFactory = std::function<std::unique_ptr<ApiHost>(Backroom &, Backups &)>;

class Console final : public QObject {
    Q_OBJECT
public:
    Console(QApplication &application, ConsoleOptions options, HostFactory makeHost);
    // Stops the server and closes the shop.
    ~Console() override;

    // Opens the shop off the GUI thread; then the window appears, or the first questions, or the reason why not.
    void begin();
    MainWindow *window() const { return m_window.get(); }
    // Once there is a window.
    ApiHost *host() const { return m_host.get(); }
    Backroom *shop() const { return m_shop.get(); }

Q_SIGNALS:
    void opened(); // the window is there

private:
    struct Opened;
    void open();
    void take(const std::shared_ptr<Result<Opened>> &result);
    void askForShop();
    void restoreShop(const QString &file, const QString &words, std::function<void(const Result<> &)> done);
    void makeSample();
    void makeShop(const NewShop &shop, bool sample, std::function<void(const Result<> &)> done);
    void startServices();
    void showWindow();
    // Down and up again, in another language.
    void rebuildWindow();
    void raiseWindow();
    void openThing(const FoundThing &thing);
    void chooseLanguage();
    void giveUp(const QString &sentence);
    void showServerLamp();

    ConsoleOptions m_options;
    HostFactory m_makeHost;
    SystemClock m_clock;
    Theme m_theme;
    Translations m_translations;
    OneWindow m_one;
    Ask m_ask;
    std::unique_ptr<StoreLock> m_lock;
    std::unique_ptr<Backroom> m_shop;
    std::unique_ptr<Backups> m_backups; // ends before the shop, and may make one last backup first
    std::unique_ptr<Housekeeping> m_housekeeping; // ends before the shop, like the pool
    TaskPool m_pool;
    Actor m_actor;
    Millis m_since = 0; // when the shop was opened here
    bool m_import = false; // a new shop whose catalogue is to come from a file
    std::unique_ptr<ApiHost> m_host;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

}
