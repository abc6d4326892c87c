#include "ui/users/staffpage.h"

#include "app/users/users.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/type.h"
#include "ui/users/keydialog.h"
#include "ui/users/peoplewords.h"
#include "ui/users/persondeeds.h"
#include "ui/users/persondialog.h"
#include "ui/users/staffside.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QList<Column> personColumns(Desk &desk)
{
    const Format &format = desk.format();
    return {
        column<StaffRow>(u"name"_s, StaffPage::tr("Name"), ColumnKind::Name, 0,
                         [](const StaffRow &row) {
                             return Cell{.text = peoplewords::name(row.user), .second = row.user.email};
                         }),
        column<StaffRow>(
            u"role"_s, StaffPage::tr("Role"), ColumnKind::Text, 12,
            [](const StaffRow &row) {
                return Cell{.text = peoplewords::role(row.user.role), .tip = peoplewords::mayDo(row.user.role)};
            },
            false),
        column<StaffRow>(
            u"state"_s, StaffPage::tr("State"), ColumnKind::State, 14,
            [](const StaffRow &row) {
                const BadgeLook badge = peoplewords::state(row.user);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<StaffRow>(
            u"seen"_s, StaffPage::tr("Last seen"), ColumnKind::Quiet, 13,
            [&desk, &format](const StaffRow &row) {
                return row.lastSeen
                    ? Cell{.text = format.near(*row.lastSeen, desk.now()), .tip = format.full(*row.lastSeen)}
                    : Cell{};
            },
            false),
    };
}

QList<Column> keyColumns(Desk &desk)
{
    const Format &format = desk.format();
    return {
        column<ApiKey>(
            u"name"_s, StaffPage::tr("Key"), ColumnKind::Name, 0,
            [](const ApiKey &key) { return Cell{.text = key.name, .second = peoplewords::scopes(key.scopes)}; }, false),
        column<ApiKey>(
            u"state"_s, StaffPage::tr("State"), ColumnKind::State, 13,
            [&desk](const ApiKey &key) {
                const BadgeLook badge = keyState(key, desk.now());
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<ApiKey>(
            u"used"_s, StaffPage::tr("Last used"), ColumnKind::Quiet, 13,
            [&desk, &format](const ApiKey &key) {
                return key.lastUsedAt
                    ? Cell{.text = format.near(*key.lastUsedAt, desk.now()), .tip = format.full(*key.lastUsedAt)}
                    : Cell{};
            },
            false),
        column<ApiKey>(
            u"ends"_s, StaffPage::tr("Ends"), ColumnKind::Quiet, 13,
            [&desk, &format](const ApiKey &key) {
                return key.expiresAt
                    ? Cell{.text = format.near(*key.expiresAt, desk.now()), .tip = format.full(*key.expiresAt)}
                    : Cell{.text = StaffPage::tr("Never")};
            },
            false),
    };
}

void arrangePeople(UserQuery &query, const ListOrder &order)
{
    query.order = order.direction == Qt::DescendingOrder ? UserQuery::Order::NameDown : UserQuery::Order::Name;
}
}

StaffPage::StaffPage(MainWindow &window, Desk &desk, const ApiHost &host)
    : ConsolePage(u"staff"_s, tr("Staff and keys"), u"staff"_s, PageGroup::House),
      m_window(window),
      m_desk(desk),
      m_deeds(new PersonDeeds(desk, host, this)),
      m_people(std::make_shared<People>(desk, &staff::ids, &staff::fetch, &arrangePeople)),
      m_keys(std::make_shared<Keys>(desk, &apikeys::ids, &apikeys::fetch)),
      m_personModel(new PagedModel(personColumns(desk), m_people, this)),
      m_keyModel(new PagedModel(keyColumns(desk), m_keys, this))
{
    makeCommands();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    makeLists();
    m_splitter = new QSplitter;
    m_splitter->setObjectName(u"staffSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_lists);
    m_side = new StaffSide(desk, {m_edit, m_wayIn, m_twoSteps, m_shutOut, m_save, m_remove}, {m_editKey, m_revoke});
    m_splitter->addWidget(m_side);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({900, 360});
    window.memory().keep(*m_splitter, u"staff/splitter"_s);
    all->addWidget(m_splitter, 1);
    connect(&m_desk, &Desk::changed, this, &StaffPage::take);
    connect(m_deeds, &PersonDeeds::refused, m_side, &StaffSide::showFault);
    connect(m_kind, &Segmented::currentChanged, this, [this](int kind) {
        m_window.memory().setValue(u"staff/kind"_s, kind);
        showKind(kind);
    });
    m_kind->setCurrent(window.memory().value(u"staff/kind"_s, Staff).toInt());
    showKind(m_kind->current());
}

void StaffPage::makeCommands()
{
    const auto deed = [this](QAction *action, auto work) {
        connect(action, &QAction::triggered, this, [this, work] {
            if (const auto row = person())
                work(row->user);
        });
        return action;
    };
    m_invite = addCommand(MenuPlace::Edit, u"inviteStaff"_s, tr("Invite…"), u"plus"_s, QKeySequence::New);
    m_edit = addCommand(MenuPlace::Edit, u"editStaff"_s, tr("Change person or role…"), u"edit"_s, Qt::Key_F2);
    m_wayIn = deed(addCommand(MenuPlace::Edit, u"staffPassword"_s, tr("New password…"), u"key"_s),
                   [this](const User &user) { m_deeds->wayIn(user); });
    m_twoSteps = deed(addCommand(MenuPlace::Edit, u"twoSteps"_s, tr("Set up two steps…"), u"shield"_s),
                      [this](const User &user) { m_deeds->setTwoSteps(user); });
    m_shutOut = deed(addCommand(MenuPlace::Edit, u"shutOutStaff"_s, tr("Shut them out"), u"stop"_s),
                     [this](const User &user) { m_deeds->setDisabled(user, !user.disabled); });
    m_save = deed(addCommand(MenuPlace::Shop, u"saveStaffData"_s, tr("Save their data…"), u"export"_s),
                  [this](const User &user) { m_deeds->saveData(user); });
    m_remove = deed(addCommand(MenuPlace::Edit, u"removeStaff"_s, tr("Remove…"), u"trash"_s),
                    [this](const User &user) { m_deeds->remove(user); });
    m_makeKey = addCommand(MenuPlace::Edit, u"makeKey"_s, tr("New key…"), u"key"_s, QKeySequence(u"Ctrl+Shift+N"_s));
    m_editKey = addCommand(MenuPlace::Edit, u"editKey"_s, tr("Change key…"), u"edit"_s);
    m_revoke = addCommand(MenuPlace::Edit, u"revokeKey"_s, tr("Take the key away…"), u"trash"_s);
    connect(m_invite, &QAction::triggered, this, &StaffPage::invite);
    connect(m_edit, &QAction::triggered, this, &StaffPage::editPerson);
    connect(m_makeKey, &QAction::triggered, this, &StaffPage::makeKey);
    connect(m_editKey, &QAction::triggered, this, &StaffPage::editKey);
    connect(m_revoke, &QAction::triggered, this, &StaffPage::revokeKey);
}

QWidget *StaffPage::makeHead()
{
    auto *top = new QWidget;
    auto *all = new QVBoxLayout(top);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Staff and keys"));
    m_head->addAction(m_makeKey);
    m_head->addAction(m_invite, true);
    all->addWidget(m_head);
    auto *filters = new FlowRow;
    filters->setContentsMargins(PageEdge, 0, PageEdge, 12);
    filters->setSpacing(8);
    m_search = new SearchField(tr("Search name or e-mail"));
    m_search->setObjectName(u"searchStaff"_s);
    m_kind = new Segmented({tr("People"), tr("Keys of programs")});
    m_kind->setObjectName(u"staffKind"_s);
    m_kind->setAccessibleName(tr("People or keys"));
    filters->addWidget(m_kind);
    filters->addWidget(m_search, 1);
    filters->addStretch(1);
    all->addLayout(filters);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_people->query.search = text;
        m_personModel->refresh();
    });
    return top;
}

void StaffPage::makeLists()
{
    m_lists = new QStackedWidget;
    const auto makeTable = [this](const QString &objectName, const QString &name, PagedModel *model) {
        auto *table = new TableView(RowHeight::TwoLines);
        table->setObjectName(objectName);
        table->setAccessibleName(name);
        table->setSelectionMode(QAbstractItemView::SingleSelection);
        table->setPagedModel(model);
        m_window.memory().keep(*table, objectName + u"/table"_s);
        m_lists->addWidget(table);
        connect(table, &TableView::selectionChangedIds, this, [this] {
            m_side->showFault({});
            showChosen();
        });
        connect(model, &PagedModel::dataChanged, this, &StaffPage::showChosen);
        connect(model, &PagedModel::stateChanged, this, [this, model] { showState(model); });
        return table;
    };
    m_personTable = makeTable(u"staff"_s, tr("Staff"), m_personModel);
    m_keyTable = makeTable(u"keys"_s, tr("Keys of programs"), m_keyModel);
    connect(m_personTable, &TableView::opened, m_edit, &QAction::trigger);
    connect(m_keyTable, &TableView::opened, m_editKey, &QAction::trigger);
    m_noKeys = new EmptyState(tr("No keys yet"),
                              tr("A shop site, an app or a till signs in with a key of its own, which may do just what "
                                 "it needs and can be taken away alone."),
                              {m_makeKey});
    auto *clear = new QAction(tr("Show everybody"), this);
    connect(clear, &QAction::triggered, m_search, [this] {
        m_search->clear();
        Q_EMIT m_search->searched({});
    });
    m_nobody =
        new EmptyState(tr("Nobody is called that"), tr("None of the staff fits what is asked for above."), {clear});
    m_lists->addWidget(m_noKeys);
    m_lists->addWidget(m_nobody);
}

void StaffPage::activated() { refresh(); }

void StaffPage::refresh()
{
    m_personModel->refresh();
    m_keyModel->refresh();
}

QWidget *StaffPage::searchField() { return m_kind->current() == Staff ? m_search : nullptr; }

void StaffPage::showKind(int kind)
{
    m_search->setVisible(kind == Staff);
    for (QAction *action : {m_edit, m_wayIn, m_twoSteps, m_shutOut, m_save, m_remove})
        action->setVisible(kind == Staff);
    for (QAction *action : {m_editKey, m_revoke})
        action->setVisible(kind == Programs);
    showState(kind == Staff ? m_personModel : m_keyModel);
    showChosen();
}

void StaffPage::showState(PagedModel *model)
{
    if (model != (m_kind->current() == Staff ? m_personModel : m_keyModel))
        return;
    if (model->state() == PagedModel::State::Loading)
        return;
    if (model->state() == PagedModel::State::Failed)
        return setStatusText(model->error().message);
    const int count = model->rowCount();
    const bool ready = model->state() == PagedModel::State::Ready;
    if (model == m_personModel) {
        m_head->setFact(tr("%n people", nullptr, count));
        m_lists->setCurrentWidget(count > 0 || !ready ? static_cast<QWidget *>(m_personTable) : m_nobody);
        setStatusText(tr("An owner always remains"));
    } else {
        m_head->setFact(tr("%n keys", nullptr, count));
        m_lists->setCurrentWidget(count > 0 || !ready ? static_cast<QWidget *>(m_keyTable) : m_noKeys);
        setStatusText(tr("A key is shown once, when it is made"));
    }
    showChosen();
}

std::optional<StaffRow> StaffPage::person() const
{
    const QList<qint64> ids = m_personTable->selectedIds();
    const QVariant row = ids.size() == 1 ? m_personModel->valueAt(m_personModel->rowOf(ids.first())) : QVariant();
    return row.isValid() && m_kind->current() == Staff ? std::optional(row.value<StaffRow>()) : std::nullopt;
}

std::optional<ApiKey> StaffPage::key() const
{
    const QList<qint64> ids = m_keyTable->selectedIds();
    const QVariant row = ids.size() == 1 ? m_keyModel->valueAt(m_keyModel->rowOf(ids.first())) : QVariant();
    return row.isValid() && m_kind->current() == Programs ? std::optional(row.value<ApiKey>()) : std::nullopt;
}

void StaffPage::showChosen()
{
    if (!m_side)
        return;
    const auto chosen = person();
    const auto program = key();
    for (QAction *action : {m_edit, m_wayIn, m_twoSteps, m_shutOut, m_save, m_remove})
        action->setEnabled(chosen.has_value());
    for (QAction *action : {m_editKey, m_revoke})
        action->setEnabled(program.has_value());
    if (chosen) {
        const User &user = chosen->user;
        m_wayIn->setEnabled(!user.disabled);
        m_wayIn->setText(user.hasPassword ? tr("New password…") : tr("Invite again…"));
        m_twoSteps->setEnabled(user.hasTotp || (user.hasPassword && !user.disabled));
        m_twoSteps->setText(user.hasTotp ? tr("Take the second step off…") : tr("Set up two steps…"));
        m_shutOut->setText(user.disabled ? tr("Let in again") : tr("Shut them out"));
        m_side->show(*chosen);
    } else if (program) {
        m_side->show(*program);
    } else {
        m_side->showNothing(m_kind->current() == Staff
                                ? tr("Choose somebody to see their role and where they are signed in.")
                                : tr("Choose a key to see what it may do."));
    }
}

void StaffPage::take(const Commit &commit)
{
    const auto idsOf = [&commit](Topic topic) {
        QList<qint64> ids;
        for (const Change &change : commit.changes)
            if (change.topic == topic && change.id > 0)
                ids << change.id;
        return ids;
    };
    if (commit.touches(Topic::Users)) {
        m_personModel->invalidate(idsOf(Topic::Users));
        m_personTable->flash(idsOf(Topic::Users));
        m_personModel->refresh();
    }
    if (commit.touches(Topic::ApiKeys)) {
        m_keyModel->invalidate(idsOf(Topic::ApiKeys));
        m_keyTable->flash(idsOf(Topic::ApiKeys));
        m_keyModel->refresh();
    }
}

void addStaffPages(MainWindow &window, Desk &desk, const ApiHost &host)
{
    window.addPage(new StaffPage(window, desk, host));
}

}
