#include "ui/shell/finder.h"

#include "ui/shell/desk.h"
#include "ui/shell/fuzzy.h"
#include "ui/shell/page.h"
#include "ui/shell/shopsearch.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/fittoscreen.h"

#include <QAction>
#include <QActionGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

constexpr int RestMillis = 120;

class Painter final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, metrics().textRow};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = tokens();
        const QRect rect = option.rect;
        painter->save();
        if (option.state & QStyle::State_Selected)
            roundedBox(*painter, rect, ControlRadius, t.select);
        if (!(index.flags() & Qt::ItemIsEnabled)) { // nothing to go to
            painter->setPen(t.muted);
            painter->drawText(rect.adjusted(12, 0, -12, 0), Qt::AlignVCenter, index.data().toString());
            painter->restore();
            return;
        }
        const int side = metrics().icon;
        const QString sign = iconName(index.data(Qt::DecorationRole).value<QIcon>());
        paintIcon(*painter, QRect(rect.left() + 12, rect.center().y() - side / 2 + 1, side, side),
                  sign.isEmpty() ? u"arrow-right"_s : sign, t.muted);
        painter->setPen(t.text);
        painter->drawText(rect.adjusted(side + 24, 0, -12, 0), Qt::AlignVCenter, index.data().toString());
        painter->setPen(t.muted);
        painter->drawText(rect.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight,
                          index.data(Qt::UserRole + 1).toString());
        painter->restore();
    }
};

}

namespace {
// As it is found: one of several choices is said with the name of its menu, "Language: English".
QString nameOf(const QAction *action)
{
    const QObjectList places = action->actionGroup() ? action->associatedObjects() : QObjectList();
    for (const QObject *place : places)
        if (const auto *menu = qobject_cast<const QMenu *>(place); menu && !menu->title().isEmpty())
            return Finder::tr("%1: %2", "a menu, what stands in it")
                .arg(menu->menuAction()->iconText(), action->iconText());
    return action->iconText(); // without & and dots
}

// With nothing typed, pages come first; what ends the program is never the one that Enter takes.
int rankOf(const QAction *action, bool nothingTyped)
{
    if (action->menuRole() == QAction::QuitRole)
        return 2;
    return nothingTyped && !action->objectName().startsWith("go-"_L1) ? 1 : 0;
}
}

Finder::Finder(const QList<QAction *> &actions, Desk *desk, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_field(new QLineEdit), m_found(new QListWidget)
{
    setObjectName(u"finder"_s);
    setWindowTitle(tr("Find anything"));
    for (QAction *action : actions) {
        if (action->isEnabled() && action->isVisible() && !action->text().isEmpty())
            m_actions << action;
    }
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    m_field->setObjectName(u"finderField"_s);
    m_field->setAccessibleName(tr("What to find"));
    m_field->setPlaceholderText(desk ? tr("A product, an order, a customer, a page, a command")
                                     : tr("A page or a command"));
    m_field->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_found->setObjectName(u"finderList"_s);
    m_found->setAccessibleName(tr("What was found"));
    m_found->setFrameShape(QFrame::NoFrame);
    m_found->setFocusPolicy(Qt::NoFocus);
    m_found->viewport()->setAutoFillBackground(false);
    m_found->setItemDelegate(new Painter(m_found));
    all->addWidget(m_field);
    all->addWidget(m_found);
    fitToScreen(*this, {metrics().unit * 38, metrics().unit * 28});
    m_rest.setSingleShot(true);
    m_rest.setInterval(RestMillis);
    connect(&m_rest, &QTimer::timeout, this, &Finder::searchShop);
    connect(m_field, &QLineEdit::textChanged, this, &Finder::search);
    connect(m_field, &QLineEdit::returnPressed, this, &Finder::choose);
    connect(m_found, &QListWidget::itemClicked, this, &Finder::choose);
    search({});
}

void Finder::search(const QString &text)
{
    ++m_asked;
    m_things.clear();
    m_found->clear();
    QList<std::pair<std::pair<int, int>, qsizetype>> matches; // the best first, else in the order of the menus
    for (qsizetype i = 0; i < m_actions.size(); ++i)
        if (m_actions.at(i))
            if (const int match = matchOf(text, nameOf(m_actions.at(i))); match > 0)
                matches << std::pair(std::pair(rankOf(m_actions.at(i), text.trimmed().isEmpty()), -match), i);
    std::stable_sort(matches.begin(), matches.end(),
                     [](const auto &one, const auto &other) { return one.first < other.first; });
    for (const auto &[match, i] : std::as_const(matches)) {
        const QAction *action = m_actions.at(i);
        auto *item = new QListWidgetItem(action->icon(), nameOf(action), m_found);
        item->setData(Qt::UserRole, int(i));
        // Keys of another page answer only there, so its name is said instead.
        const auto *page = qobject_cast<ConsolePage *>(action->parent());
        item->setData(Qt::UserRole + 1,
                      page && !page->isVisible() ? page->title()
                                                 : action->shortcut().toString(QKeySequence::NativeText));
    }
    m_found->setCurrentRow(0);
    if (m_desk && !text.trimmed().isEmpty())
        m_rest.start();
    else
        sayNothing();
}

void Finder::sayNothing()
{
    if (m_found->count() == 0)
        (new QListWidgetItem(tr("Nothing was found"), m_found))->setFlags(Qt::NoItemFlags);
}

void Finder::searchShop()
{
    m_desk->read(
        this,
        [actor = m_desk->actor(), text = m_field->text(), format = m_desk->format()](Reader &reader) {
            return backroom::searchShop(reader, actor, text, format);
        },
        [this, asked = m_asked](const Result<QList<FoundThing>> &things) {
            if (asked == m_asked)
                show(things.value_or(QList<FoundThing>()));
        });
}

// Behind the pages and commands, so that what was under the cursor stays there.
void Finder::show(const QList<FoundThing> &things)
{
    m_things = things;
    for (qsizetype i = 0; i < things.size(); ++i) {
        const FoundThing &thing = things.at(i);
        const QString sign = thing.kind == FoundThing::Kind::Product ? u"products"_s
            : thing.kind == FoundThing::Kind::Order                  ? u"orders"_s
                                                                     : u"customers"_s;
        auto *item = new QListWidgetItem(icon(sign), thing.name, m_found);
        item->setData(Qt::UserRole, int(-1 - i));
        item->setData(Qt::UserRole + 1, thing.second);
    }
    if (m_found->currentRow() < 0)
        m_found->setCurrentRow(0);
    sayNothing();
}

void Finder::choose()
{
    const QListWidgetItem *item = m_found->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const int at = item->data(Qt::UserRole).toInt();
    const QPointer<QAction> action = at >= 0 ? m_actions.value(at) : QPointer<QAction>();
    const FoundThing thing = at < 0 ? m_things.value(-1 - at) : FoundThing();
    accept();
    if (action)
        Q_EMIT commandChosen(action);
    else if (at < 0)
        Q_EMIT chosen(thing);
}

bool Finder::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<const QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step) {
            m_found->setCurrentRow(qBound(0, m_found->currentRow() + step, m_found->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

}
