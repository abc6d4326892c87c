#pragma once
// A real window on a real small shop, with an owner at it, for tests of single pages. Its questions are answered with yes
// and remembered; a file asked for is the one that was set.
#include "app/backroom.h"
#include "tests/support/quiethost.h"
#include "tests/support/smallshop.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QPushButton>

namespace backroom::test {

class YesToAll final : public Ask {
public:
    void question(QWidget *, const Question &asked, std::function<void(bool)> done) override
    {
        names << asked.name;
        done(yes);
    }
    void fileToOpen(QWidget *, const QString &, const QString &, std::function<void(const QString &)> done) override
    {
        done(file);
    }
    void text(QWidget *, const QString &, const QString &, const QString &, const QString &,
              std::function<void(const QString &)> done) override
    {
        done(typed);
    }
    void fileToSave(QWidget *, const QString &, const QString &, const QString &,
                    std::function<void(const QString &)> done) override
    {
        done(file);
    }
    bool yes = true;
    QStringList names;
    QString file;
    QString typed;
};

struct StaffedWindow
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    YesToAll ask;
    QuietHost host;
    Actor owner;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    // Pages are added by the test, then shown by show().
    StaffedWindow()
    {
        QLocale::setDefault(QLocale(QStringLiteral("en_GB")));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        owner = SmallShop::actorOf(small->addUser(QStringLiteral("owner@example.com"), Role::Owner), Role::Owner);
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, folder.path());
    }
    ~StaffedWindow()
    {
        window.reset();
        desk.reset();
    }
    Q_DISABLE_COPY_MOVE(StaffedWindow)
    void show(const QString &page)
    {
        window->resize(1280, 800);
        window->show();
        activate();
        window->goTo(page);
    }
    // Keys of menus answer in the active window only.
    void activate() const
    {
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    QAction *action(const QString &name) const { return find<QAction>(name); }
    // Waits for it to open.
    QDialog *dialog(const QString &name) const
    {
        [&] { QTRY_VERIFY(find<QDialog>(name) && find<QDialog>(name)->isVisible()); }();
        return find<QDialog>(name);
    }
    static void click(const QWidget *over, const QString &button)
    {
        QTest::mouseClick(over->findChild<QPushButton *>(button), Qt::LeftButton);
    }
    template<typename Work> auto write(Work work) { return shop->database().writeNow(owner, work); }
    template<typename Work> auto read(Work work) { return shop->database().read(work); }
};

}
