#include "ui/backups/backupspage.h"

#include "ui/backups/backuplistsource.h"
#include "ui/backups/backupsettingsdialog.h"
#include "ui/backups/backupwords.h"
#include "ui/backups/calendarpanel.h"
#include "ui/backups/keyhomerow.h"
#include "ui/backups/placedialogs.h"
#include "ui/backups/placespanel.h"
#include "ui/backups/restoredialog.h"
#include "ui/backups/safetypanel.h"
#include "ui/models/pagedmodel.h"
#include "ui/theme/type.h"
#include "ui/widgets/bulkbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keepedge.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TextWidth = 66, TwoWidth = 40; // of three panels beside each other and of two, in heights of a line

// As far as the list shows it.
bool reads(const BackupEntry &a, const BackupEntry &b)
{
    return a.id == b.id && a.at == b.at && a.bytes == b.bytes && a.here == b.here && a.provedAt == b.provedAt
        && a.fault == b.fault && a.places == b.places && a.reason == b.reason;
}
}

BackupsPage::BackupsPage(Desk &desk, BackupsWatch &watch, QWidget *parent)
    : ConsolePage(u"backups"_s, tr("Backups"), u"backups"_s, PageGroup::Oversight, parent),
      m_desk(desk),
      m_watch(watch),
      m_source(std::make_shared<BackupListSource>())
{
    m_model = new PagedModel(BackupListSource::columns(desk), m_source, this);
    makeCommands();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Backups"));
    m_head->addAction(m_open);
    m_head->addAction(m_settings);
    m_head->addAction(m_make, true);
    all->addWidget(m_head);
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(u"backupsBoard"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(makeBoard());
    all->addWidget(m_scroll, 1);
    keepEdge(*m_scroll, *m_panels);
    m_bar = new BulkBar(u"backupBar"_s, tr("The selected backup"), {m_look, m_restore, m_check, m_remove});
    all->addWidget(m_bar);
    connect(m_bar, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(&m_watch, &BackupsWatch::changed, this, &BackupsPage::show);
    connect(&m_watch, &BackupsWatch::ended, this, &BackupsPage::take);
    show();
}

BackupsPage::~BackupsPage() = default;

void BackupsPage::makeCommands()
{
    m_make = addCommand(MenuPlace::Tools, u"backUpNow"_s, tr("Back up now"), u"backups"_s, QKeySequence::New);
    offerEverywhere(m_make);
    m_restore = addCommand(MenuPlace::Tools, u"restoreBackup"_s, tr("Restore…"), u"history"_s);
    m_look = addCommand(MenuPlace::Tools, u"lookAround"_s, tr("Look around…"), u"search"_s);
    m_travel = addCommand(MenuPlace::Tools, u"goBackInTime"_s, tr("Go back in time…"), u"history"_s);
    m_check = addCommand(MenuPlace::Tools, u"checkBackup"_s, tr("Check"), u"shield"_s);
    m_remove = addCommand(MenuPlace::Tools, u"removeBackup"_s, tr("Remove…"), u"trash"_s, QKeySequence(Qt::Key_Delete));
    m_undoRestore = addCommand(MenuPlace::Edit, u"undoRestore"_s, tr("Bring it back"), u"undo"_s);
    m_open = addCommand(MenuPlace::Shop, u"openBackup"_s, tr("Open a backup file…"), u"import"_s, QKeySequence::Open);
    m_addPlace = addCommand(MenuPlace::Tools, u"addBackupPlace"_s, tr("Add a place for backups…"), u"plus"_s);
    m_sheet = addCommand(MenuPlace::Shop, u"recoverySheet"_s, tr("Recovery sheet…"), u"print"_s);
    m_key = addCommand(MenuPlace::Tools, u"typeKey"_s, tr("Type the recovery words…"), u"key"_s);
    m_settings = addCommand(MenuPlace::Tools, u"backupSettings"_s, tr("Settings…"), u"settings"_s);
    const auto run = [this](QAction *action, void (BackupsPage::*slot)()) {
        connect(action, &QAction::triggered, this, slot);
    };
    run(m_make, &BackupsPage::backUpNow);
    run(m_restore, &BackupsPage::restoreSelected);
    run(m_look, &BackupsPage::lookAround);
    run(m_travel, &BackupsPage::goBackInTime);
    run(m_check, &BackupsPage::checkSelected);
    run(m_remove, &BackupsPage::removeSelected);
    run(m_open, &BackupsPage::openFile);
    run(m_sheet, &BackupsPage::showSheet);
    run(m_key, &BackupsPage::typeKey);
    run(m_addPlace, &BackupsPage::addPlace);
    run(m_settings, &BackupsPage::changeSettings);
    connect(m_undoRestore, &QAction::triggered, this, [this] { ask(m_watch.backups().undoRestore(m_desk.actor())); });
}

QWidget *BackupsPage::makeBoard()
{
    auto *board = new QWidget;
    auto *all = new QVBoxLayout(board);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_panels = new QGridLayout;
    m_panels->setContentsMargins(PageEdge, 0, PageEdge, PanelGap);
    m_panels->setSpacing(PanelGap);
    m_safety = new SafetyPanel(m_desk.format(), m_travel, m_undoRestore, m_sheet, m_key);
    m_calendar = new CalendarPanel(m_desk.format());
    m_places = new PlacesPanel(m_desk.format());
    connect(m_safety, &SafetyPanel::chosen, this, &BackupsPage::select);
    connect(m_calendar, &CalendarPanel::chosen, this, &BackupsPage::selectDay);
    connect(m_safety->keyHome(), &KeyHomeRow::moveAsked, this, &BackupsPage::moveKey);
    connect(m_safety->keyHome(), &KeyHomeRow::unlockAsked, this, &BackupsPage::unlockKeyring);
    connect(m_places, &PlacesPanel::addAsked, m_addPlace, &QAction::trigger);
    connect(m_places, &PlacesPanel::opened, this, &BackupsPage::openPlace);
    arrange();
    all->addLayout(m_panels);
    all->addWidget(makeRule());
    makeList();
    all->addWidget(m_lists, 1);
    return board;
}

void BackupsPage::makeList()
{
    m_table = new TableView(RowHeight::Airy);
    m_table->setObjectName(u"backupList"_s);
    m_table->setAccessibleName(tr("Backups"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setPagedModel(m_model);
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_table);
    m_lists->addWidget(new EmptyState(
        tr("No backup yet"),
        tr("Each backup stands here once it was put together on a spare copy and everything in it was counted."),
        {m_make, m_open}));
    connect(m_table, &TableView::opened, this, &BackupsPage::restoreSelected);
    connect(m_table, &TableView::selectionChangedIds, this, &BackupsPage::showSelection);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &BackupsPage::fitList);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &BackupsPage::fitList);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        const QRect row = m_table->visualRect(now);
        if (row.isValid())
            m_scroll->ensureVisible(0,
                                    m_table->mapTo(m_scroll->widget(), row.center()).y()
                                        + m_table->horizontalHeader()->height(),
                                    0, 3 * row.height());
    });
    fitList();
}

// All rows are seen; it is the page that scrolls.
void BackupsPage::fitList()
{
    const int rows = qMax(1, m_model->rowCount());
    m_table->setMinimumHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_table->rowHeight() + 2);
}

// Beside each other where there is room for the words of all, else the first above the others; in a very narrow window
// each under the other.
void BackupsPage::arrange()
{
    const int room = (width() - 2 * PageEdge) / metrics().unit;
    const int columns = room < TwoWidth ? 1 : room < TextWidth ? 2 : 3;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const bool wide = columns == 3;
    m_panels->addWidget(m_safety, 0, 0, 1, columns == 2 ? 2 : 1);
    m_panels->addWidget(m_calendar, wide ? 0 : 1, wide ? 1 : 0);
    m_panels->addWidget(m_places, wide ? 0 : columns == 2 ? 1 : 2, columns - 1);
    m_places->setFixedWidth(wide ? 20 * metrics().unit : QWIDGETSIZE_MAX);
    if (!wide)
        m_places->setMinimumWidth(0);
    m_panels->setHorizontalSpacing(columns == 1 ? 0 : PanelGap);
    m_panels->setColumnStretch(0, columns == 2 ? 0 : 1);
    m_panels->setColumnStretch(1, columns == 2 ? 1 : 0);
    m_panels->setColumnStretch(2, 0);
}

void BackupsPage::resizeEvent(QResizeEvent *event)
{
    ConsolePage::resizeEvent(event);
    arrange();
}

void BackupsPage::activated()
{
    show();
    lookAtKey();
}

void BackupsPage::refresh()
{
    m_watch.backups().wake();
    for (const PlaceState &place : m_watch.state().places)
        m_watch.backups().lookAtPlace(place.place.number);
    m_model->refresh();
}

bool BackupsPage::goBack()
{
    if (m_table->selectedIds().isEmpty())
        return false;
    m_table->clearSelection();
    return true;
}

void BackupsPage::show()
{
    const BackupsState &state = m_watch.state();
    const Millis now = m_desk.now();
    m_safety->show(state, now);
    m_calendar->show(state, now);
    m_places->show(state, now);
    const bool same = std::equal(m_shown.begin(), m_shown.end(), state.backups.begin(), state.backups.end(), reads);
    if (!same || state.keyFault != m_keyFault)
        lookAtKey();
    m_keyFault = state.keyFault;
    m_source->set(std::make_shared<const BackupsState>(state));
    QList<qint64> ids;
    for (const BackupEntry &backup : state.backups)
        ids << backup.id.value;
    m_model->invalidate(ids); // ages grow
    if (!same || m_model->state() == PagedModel::State::Empty) {
        m_shown = state.backups;
        m_model->refresh();
    }
    const int count = int(state.backups.size());
    m_lists->setCurrentIndex(count > 0 ? 0 : 1);
    const QString number = count == 1 ? tr("1 backup") : tr("%n backups", nullptr, count);
    m_head->setFact(count > 0 ? number + u", "_s + backupwords::size(m_desk.format().locale(), state.usedBytes)
                              : QString());
    setStatusText(state.folder.isEmpty()
                      ? QString()
                      : tr("On this computer they lie in %1").arg(QDir::toNativeSeparators(state.folder)));
    setWaiting(state.isWell() ? 0 : 1);
    const bool making = state.job && state.job->kind == BackupJob::Kind::Backup;
    m_make->setEnabled(!making);
    m_undoRestore->setEnabled(state.canUndoRestore && !state.job);
    m_travel->setEnabled(state.canGoBackTo && !state.job);
    m_key->setEnabled(!state.keyFault.isEmpty());
    showSelection();
}

void BackupsPage::showSelection()
{
    const BackupEntry *backup = selected();
    for (QAction *verb : {m_look, m_restore, m_check, m_remove})
        verb->setEnabled(backup);
    if (!backup)
        return m_bar->setText({});
    const QString kind = backupwords::kind(*backup);
    const QString moment = backupwords::moment(m_desk.format(), backup->at, m_desk.now());
    m_bar->setText(kind.isEmpty() ? moment : moment + u", "_s + kind);
}

const BackupEntry *BackupsPage::selected() const
{
    const QList<qint64> ids = m_table->selectedIds();
    return ids.isEmpty() ? nullptr : m_watch.state().find(BackupId{ids.first()});
}

void BackupsPage::select(BackupId id)
{
    const int row = m_model->rowOf(id.value);
    if (row < 0)
        return;
    m_table->setCurrentIndex(m_model->index(row, 0));
    m_table->selectIds({id.value});
    m_table->setFocus(Qt::OtherFocusReason);
}

// The newest of that day.
void BackupsPage::selectDay(QDate day)
{
    for (const BackupEntry &backup : m_watch.state().backups)
        if (QDateTime::fromMSecsSinceEpoch(backup.at, m_desk.format().zone()).date() == day)
            return select(backup.id);
}

}
