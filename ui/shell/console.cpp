#include "ui/shell/console.h"

#include "app/apihost.h"
#include "app/backups/newfrombackup.h"
#include "app/backups/upgrade.h"
#include "app/base/crypto.h"
#include "app/sampleshop.h"
#include "app/settings/countries.h"
#include "app/store/scratchstore.h"
#include "ui/backups/backupspage.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/firstrun/firstrundialog.h"
#include "ui/help/help.h"
#include "ui/history/historypage.h"
#include "ui/logs/logspage.h"
#include "ui/orders/orderspage.h"
#include "ui/products/openscanned.h"
#include "ui/products/pages.h"
#include "ui/products/productspage.h"
#include "ui/reports/reportspage.h"
#include "ui/server/serverpage.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/finder.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/tray.h"
#include "ui/stock/stockpage.h"
#include "ui/users/customerspage.h"
#include "ui/users/staffpage.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QTimer>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace backroom {

// What comes back from the thread that opened the shop.
struct Console::Opened
{
    std::unique_ptr<StoreLock> lock;
    std::unique_ptr<Backroom> shop;
    Actor actor;
};

namespace {
// Who works at this console: the shop's first owner, until people sign in here.
Result<Actor> consoleActor(Reader &reader)
{
    Query row = reader.query("SELECT id, name FROM users WHERE role = 'owner' AND disabled = 0 ORDER BY id LIMIT 1");
    if (!row.next())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("backroom", "This shop has no owner yet."));
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.user = row.id<UserId>(0);
    actor.name = row.text(1);
    actor.role = Role::Owner;
    return actor;
}
}

Console::Console(QApplication &application, ConsoleOptions options, HostFactory makeHost)
    : m_options(std::move(options)),
      m_makeHost(std::move(makeHost)),
      m_theme(application),
      m_translations(application),
      m_one(m_options.store.dataDir + u'\n' + m_options.store.url)
{
    // Closing the window ends the program, unless it was closed to be built anew or to sell on.
    QApplication::setQuitOnLastWindowClosed(false);
}

Console::~Console()
{
    m_window.reset();
    if (m_host)
        m_host->stop();
    m_host.reset();
    m_desk.reset();
}

void Console::begin()
{
    if (m_one.raiseOther()) {
        QTimer::singleShot(0, this, [] { QCoreApplication::quit(); });
        return;
    }
    m_one.listen();
    connect(&m_one, &OneWindow::asked, this, &Console::raiseWindow);
    chooseLanguage();
    open();
}

void Console::chooseLanguage()
{
    const Memory memory(m_options.store.dataDir);
    const QString wanted = memory.value(u"language"_s).toString();
    if (!m_host || m_translations.wouldChange(wanted))
        m_translations.use(wanted, m_shop ? m_shop->settings()->country : QByteArray());
}

void Console::raiseWindow()
{
    if (!m_window)
        return;
    if (m_window->isMinimized())
        m_window->showNormal();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void Console::open()
{
    m_pool.run(
        this,
        [store = m_options.store, &clock = m_clock] {
            auto result = std::make_shared<Result<Opened>>();
            auto lock = StoreLock::take(store, StoreLock::Holder::Console);
            if (!lock) {
                *result = fail(lock.error());
                return result;
            }
            if (const auto kept = backUpBeforeUpgrade(store, clock); !kept) {
                *result = fail(kept.error());
                return result;
            }
            auto shop = Backroom::open(store, clock);
            if (!shop) {
                *result = fail(shop.error());
                return result;
            }
            ScratchStore::removeLeftovers((*shop)->database());
            auto actor = (*shop)->database().read(consoleActor);
            if (!actor)
                *result = fail(actor.error());
            else
                *result = Opened{*std::move(lock), *std::move(shop), *std::move(actor)};
            return result;
        },
        [this](const std::shared_ptr<Result<Opened>> &result) { take(result); });
}

void Console::take(const std::shared_ptr<Result<Opened>> &result)
{
    if (!*result) {
        if (result->error().code == ErrorCode::NotFound)
            return m_options.sample ? makeSample() : askForShop();
        return giveUp(result->error().message);
    }
    m_lock = std::move((*result)->lock);
    m_shop = std::move((*result)->shop);
    m_actor = (*result)->actor;
    showWindow();
}

void Console::askForShop()
{
    auto *dialog = new FirstRunDialog(m_options.sample);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto settled = [this, dialog = QPointer(dialog)](const Result<> &made) {
        if (!dialog)
            return;
        if (!made)
            return dialog->showError(made.error());
        if (!dialog->language().isEmpty())
            Memory(m_options.store.dataDir).setValue(u"language"_s, dialog->language());
        dialog->accept();
        open();
    };
    connect(dialog, &FirstRunDialog::asked, this, [this, settled](const NewShop &shop, Beginning beginning) {
        m_import = beginning == Beginning::Import;
        makeShop(shop, beginning == Beginning::Sample, settled);
    });
    connect(dialog, &FirstRunDialog::restoreAsked, this,
            [this, settled](const QString &file, const QString &words) { restoreShop(file, words, settled); });
    connect(dialog, &FirstRunDialog::languageChosen, this, [this, dialog](const QString &language) {
        m_translations.use(language, dialog->country());
        dialog->speakAnew();
    });
    connect(dialog, &QDialog::rejected, this, [] { QCoreApplication::quit(); });
    dialog->open();
}

void Console::restoreShop(const QString &file, const QString &words, std::function<void(const Result<> &)> done)
{
    m_pool.run(
        this,
        [store = m_options.store, file, words]() -> Result<> {
            const auto made = newFromBackup(store, Keyring(), file, words);
            if (made)
                return {};
            Error error = made.error();
            // Beside the field that it is about.
            if (error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::Invalid)
                error.fields = {{u"backup_words"_s, error.message}};
            else if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Malformed
                     || error.code == ErrorCode::Unsupported)
                error.fields = {{u"backup_file"_s, error.message}};
            return fail(error);
        },
        std::move(done));
}

// Without a question: a shop to look around in needs none. Its owner's password is made up and told once.
void Console::makeSample()
{
    const QByteArray country = countryHere(QLocale::system(), QTimeZone::systemTimeZone());
    NewShop shop;
    shop.settings = init::suggestedSettings(tr("Harbour Lane"), country);
    shop.ownerEmail = u"owner@example.com"_s;
    shop.ownerPassword = QString::fromLatin1(randomBase62(16));
    makeShop(shop, true, [this, shop](const Result<> &made) {
        if (!made)
            return giveUp(made.error().message);
        std::printf("%s\n",
                    qPrintable(tr("The sample shop's owner signs in as %1 with the password %2")
                                   .arg(shop.ownerEmail, shop.ownerPassword)));
        std::fflush(stdout);
        open();
    });
}

void Console::makeShop(const NewShop &shop, bool sample, std::function<void(const Result<> &)> done)
{
    m_pool.run(
        this,
        [store = m_options.store, &clock = m_clock, shop, sample]() -> Result<> {
            return sample ? backroom::sample::makeShop(store, clock, shop) : init::makeShop(store, clock, shop);
        },
        std::move(done));
}

void Console::giveUp(const QString &sentence)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Backroom cannot open the shop"), sentence);
    box->setObjectName(u"cannotOpen"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->addButton(tr("Close"), QMessageBox::AcceptRole);
    connect(box, &QMessageBox::finished, this, [] { QCoreApplication::exit(1); });
    box->open();
}

void Console::startServices()
{
    m_housekeeping = std::make_unique<Housekeeping>(*m_shop);
    m_backups = std::make_unique<Backups>(*m_shop);
    m_host = m_makeHost(*m_shop, *m_backups);
}

void Console::showWindow()
{
    const bool first = !m_host;
    if (first) {
        m_since = m_shop->clock().now();
        chooseLanguage();
        startServices();
    } else {
        chooseLanguage();
    }
    const auto settings = m_shop->settings();
    m_desk = std::make_unique<Desk>(*m_shop, m_actor, m_pool, m_ask, m_since);
    m_window = std::make_unique<MainWindow>(m_theme, m_options.store.dataDir);
    m_window->setShop(settings->shopName, tr("%1, owner").arg(m_actor.name));
    m_window->setDesk(*m_desk);
    addDashboardPage(*m_window, *m_desk);
    addOrdersPages(*m_window, *m_desk);
    addProductsPages(*m_window, *m_desk);
    addStockPages(*m_window, *m_desk);
    addCustomersPages(*m_window, *m_desk, *m_host);
    addReportsPages(*m_window, *m_desk);
    addLogPages(*m_window, *m_desk);
    addHistoryPages(*m_window, *m_desk);
    addBackupsPages(*m_window, *m_desk, *m_backups);
    addServerPages(*m_window, *m_desk, *m_host);
    addStaffPages(*m_window, *m_desk, *m_host);
    addSettingsPages(*m_window, *m_desk);
    addHelp(*m_window);
    addScanning(*m_window, *m_desk);
    showServerLamp();
    m_window->start();
    m_window->show();
    if (std::exchange(m_import, false)) {
        m_window->goTo(u"products"_s);
        if (auto *wizard = m_window->findChild<QAction *>(u"importProducts"_s))
            wizard->trigger();
    }
    auto *tray = new Tray(*m_window, *m_desk);
    m_window->setTrayed(tray->isThere());
    connect(tray, &Tray::openAsked, this, &Console::raiseWindow);
    connect(tray, &Tray::orderAsked, this, [this](const QByteArray &number) {
        openThing({FoundThing::Kind::Order, number, {}, {}});
    });
    connect(m_window.get(), &MainWindow::thingChosen, this, &Console::openThing);
    connect(m_window.get(), &MainWindow::closed, this, [] { QCoreApplication::quit(); });
    connect(
        m_window.get(), &MainWindow::languageChosen, this, [this] { rebuildWindow(); }, Qt::QueuedConnection);
    if (!first)
        return;
    // After the first paint: what listens may wait, what is seen may not.
    QTimer::singleShot(0, this, [this] {
        if (const auto started = m_host->start(); !started)
            m_window->notice(started.error().message);
    });
    Q_EMIT opened();
}

void Console::openThing(const FoundThing &thing)
{
    switch (thing.kind) {
    case FoundThing::Kind::Product:
        m_window->goTo(u"products"_s);
        if (auto *page = qobject_cast<ProductsPage *>(m_window->page(u"products"_s)))
            page->open(ProductId{thing.key.toLongLong()});
        break;
    case FoundThing::Kind::Order:
        m_window->goTo(u"orders"_s);
        if (auto *page = qobject_cast<OrdersPage *>(m_window->page(u"orders"_s)))
            page->open(thing.key);
        break;
    case FoundThing::Kind::Customer:
        m_window->goTo(u"customers"_s);
        if (auto *page = qobject_cast<CustomersPage *>(m_window->page(u"customers"_s)))
            page->open(UserId{thing.key.toLongLong()});
        break;
    }
}

// Pages go with their window; what works behind them stays.
void Console::rebuildWindow()
{
    m_window.reset();
    m_desk.reset();
    // For another language the server rests a moment: see Translations::use().
    const bool rests = m_host->isRunning()
        && m_translations.wouldChange(Memory(m_options.store.dataDir).value(u"language"_s).toString());
    if (rests)
        m_host->stop();
    m_pool.drain();
    showWindow();
    if (!rests)
        return;
    if (const auto started = m_host->start(); !started)
        m_window->notice(started.error().message);
}

void Console::showServerLamp()
{
    Lamp *lamp = m_window->status().addLamp(u"serverLamp"_s);
    const auto show = [this, lamp](bool running) {
        if (running)
            lamp->set(Glyph::Done, Ink::Good, tr("Server on, %1").arg(m_host->address().section(u"//"_s, 1)));
        else
            lamp->set(Glyph::Over, Ink::Muted, tr("Server off"));
    };
    show(m_host->isRunning());
    connect(m_host.get(), &ApiHost::runningChanged, lamp, show);
    connect(lamp, &QAbstractButton::clicked, m_window.get(), [this] { m_window->goTo(u"server"_s); });
}

}
