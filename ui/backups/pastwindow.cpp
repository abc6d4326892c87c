#include "ui/backups/pastwindow.h"

#include "ui/backups/bringbackdialog.h"
#include "ui/backups/pastlist.h"
#include "ui/backups/pastmark.h"
#include "ui/backups/pastopening.h"
#include "ui/products/thumbnails.h"
#include "ui/shell/memory.h"
#include "ui/shell/statusstrip.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QCloseEvent>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TickMillis = 100;
constexpr PastKind Kinds[] = {PastKind::Products, PastKind::Orders, PastKind::Customers};
}

PastWindow::PastWindow(Desk &live, TaskPool &opening, Memory &memory, const PastAsk &ask, const QString &scratch)
    : m_live(live),
      m_opening(opening),
      m_memory(memory),
      m_opener(ask.open),
      m_scratch(scratch),
      m_mark(new PastMark),
      m_stack(new QStackedWidget),
      m_page(new PastOpening),
      m_status(new StatusStrip),
      m_notice(new NoticeBar(m_stack))
{
    setObjectName(u"pastWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_QuitOnClose, false); // the shop of now is what keeps the program open
    setMinimumSize(960, 520);
    setContextMenuPolicy(Qt::NoContextMenu);
    if (!restoreGeometry(m_memory.value(u"past/geometry"_s).toByteArray()))
        resize(QSize(1200, 760).boundedTo(screen()->availableSize() - QSize(48, 64))); // beside the shop's own
    makeMenus();
    m_stack->addWidget(m_page);
    auto *middle = new QWidget;
    auto *all = new QVBoxLayout(middle);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_mark);
    all->addWidget(m_stack, 1);
    all->addWidget(m_status);
    setCentralWidget(middle);
    showAt(ask.at);
    m_tick.setInterval(TickMillis);
    connect(&m_tick, &QTimer::timeout, this, [this] { m_page->setShare(m_progress->share); });
    connect(m_page, &PastOpening::cancelled, this, &QWidget::close);
    connect(m_page, &PastOpening::keyGiven, this, [this](const BackupKey &key) { open(key); });
    open(ask.key);
}

PastWindow::~PastWindow()
{
    m_progress->stopped = true;
    delete takeCentralWidget(); // lists first, then what they read
    delete m_past;
}

QAction *PastWindow::command(QMenu &menu, const QString &objectName, const QString &text, const QString &icon,
                             const QKeySequence &keys, std::function<void()> run)
{
    QAction *action = menu.addAction(icon.isEmpty() ? QIcon() : backroom::icon(icon), text);
    action->setObjectName(objectName);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

void PastWindow::makeMenus()
{
    QMenu *window = menuBar()->addMenu(tr("&Window"));
    QMenu *view = menuBar()->addMenu(tr("&View"));
    m_bring = command(*window, u"bringBack"_s, tr("&Bring back…"), u"return"_s, QKeySequence(u"Ctrl+B"_s),
                      [this] { bringBack(); });
    m_bring->setIconText(tr("Bring back…"));
    m_bring->setEnabled(false);
    command(*window, u"closePast"_s, tr("&Close"), u"close"_s, QKeySequence(u"Ctrl+W"_s), [this] { close(); });
    const QString names[] = {tr("&Products"), tr("&Orders"), tr("C&ustomers")};
    for (int i = 0; i < 3; ++i)
        m_open << command(*view, u"past-go-%1"_s.arg(QString::fromLatin1(pastWord(Kinds[i]))), names[i], {},
                          QKeySequence(u"Ctrl+%1"_s.arg(i + 1)), [this, i] { m_kinds->setCurrent(i), go(i); });
    view->addSeparator();
    m_open << command(*view, u"pastFind"_s, tr("&Find in this list"), u"search"_s, QKeySequence::Find,
                      [this] { current()->searchField()->setFocus(Qt::ShortcutFocusReason); });
    m_open << command(*view, u"pastCompare"_s, tr("Compare a&gain"), u"refresh"_s, QKeySequence(Qt::Key_F5),
                      [this] { m_past->look(); });
    for (QAction *action : std::as_const(m_open))
        action->setEnabled(false);
}

void PastWindow::showAt(Millis at)
{
    const QString shop = m_live.shop().settings()->shopName;
    const QString words = at ? tr("%1 as it was on %2 – only to look at").arg(shop, m_live.format().full(at))
                             : tr("%1 as it was – only to look at").arg(shop);
    setWindowTitle(words);
    m_mark->setText(words);
    m_page->setTitle(at ? tr("Putting together the shop as it was on %1").arg(m_live.format().full(at))
                        : tr("Putting together the shop as it was"));
}

void PastWindow::open(const std::optional<BackupKey> &key)
{
    m_page->begin();
    m_tick.start();
    m_opening.run(
        this,
        [opener = m_opener, scratch = m_scratch, key, &clock = m_live.shop().clock(),
         progress = m_progress]() -> Result<std::shared_ptr<PastShop::Opened>> {
            auto opened = PastShop::open(opener, scratch, key, clock, [progress](const BackupProgress &made) {
                progress->share = made.share;
                return !progress->stopped;
            });
            if (progress->stopped) // nobody waits for it: it goes here, where nobody waits for that
                return fail(ErrorCode::Conflict, {});
            return opened;
        },
        [this](const Result<std::shared_ptr<PastShop::Opened>> &opened) { take(opened); });
}

void PastWindow::take(const Result<std::shared_ptr<PastShop::Opened>> &opened)
{
    m_tick.stop();
    if (!opened)
        return m_page->showError(opened.error());
    m_past = new PastShop(*opened, m_live, this);
    showAt(m_past->at());
    m_stack->addWidget(makePages());
    m_stack->setCurrentIndex(1);
    for (QAction *action : std::as_const(m_open))
        action->setEnabled(true);
    // What is changed in the shop meanwhile is compared anew.
    connect(&m_live, &Desk::changed, m_past, [this](const Commit &commit) {
        if (commit.touches(Topic::Products) || commit.touches(Topic::Orders) || commit.touches(Topic::Customers))
            m_past->look();
    });
    go(0);
}

QWidget *PastWindow::makePages()
{
    auto *pages = new QWidget;
    auto *thumbnails = new Thumbnails(m_past->desk(), pages);
    m_lists = new QStackedWidget;
    QStringList names;
    for (const PastKind kind : Kinds) {
        auto *list = new PastList(*m_past, kind, *thumbnails, m_bring);
        const QString key = u"past/"_s + QString::fromLatin1(pastWord(kind));
        m_memory.keep(*list->table(), key);
        m_memory.keep(*list->splitter(), key + u"-splitter"_s);
        names << list->name();
        m_lists->addWidget(list);
        connect(list, &PastList::bringAsked, this, &PastWindow::bringBack);
        connect(list, &PastList::factChanged, this, [this, list] {
            if (list == current())
                m_status->setText(list->fact());
        });
    }
    m_kinds = new Segmented(names);
    m_kinds->setObjectName(u"pastKinds"_s);
    m_kinds->setAccessibleName(tr("What is looked at"));
    connect(m_kinds, &Segmented::currentChanged, this, &PastWindow::go);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(PageEdge, PanelGap, PageEdge, 12);
    head->addWidget(m_kinds);
    head->addStretch(1);
    auto *all = new QVBoxLayout(pages);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_lists, 1);
    return pages;
}

PastList *PastWindow::current() const { return qobject_cast<PastList *>(m_lists->currentWidget()); }

void PastWindow::go(int list)
{
    m_lists->setCurrentIndex(list);
    m_status->setText(current()->fact());
    current()->showChosen();
    current()->table()->setFocus(Qt::OtherFocusReason);
}

void PastWindow::bringBack()
{
    PastList *list = m_past ? current() : nullptr;
    if (!list || !m_bring->isEnabled() || list->chosenKey().isEmpty())
        return;
    auto *dialog = new BringBackDialog(*m_past, list->kind(), list->chosen(), list->chosenKey(), list->chosenTitle(),
                                       this); // deletes itself when closed
    connect(dialog, &BringBackDialog::broughtBack, this,
            [this, kind = list->kind()](const QString &words, const BroughtBack &brought) {
                tell(kind, words, brought);
            });
    dialog->open();
}

// Here, with the way to it, and in the window of the shop.
void PastWindow::tell(PastKind kind, const QString &words, const BroughtBack &brought)
{
    delete m_show;
    m_show = new QAction(tr("Show it"), this);
    m_show->setObjectName(u"showBroughtBack"_s);
    connect(m_show, &QAction::triggered, this, [this, kind, key = brought.key] { Q_EMIT showAsked(kind, key); });
    m_notice->show(words, m_show);
    Q_EMIT m_live.told(words);
}

void PastWindow::closeEvent(QCloseEvent *event)
{
    m_progress->stopped = true;
    m_memory.setValue(u"past/geometry"_s, saveGeometry());
    QMainWindow::closeEvent(event);
}

}
