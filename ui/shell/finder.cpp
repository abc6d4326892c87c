#include "ui/shell/finder.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

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

Finder::Finder(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent), m_field(new QLineEdit), m_found(new QListWidget)
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
    m_field->setPlaceholderText(tr("A page or a command"));
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
    resize(metrics().unit * 35, metrics().unit * 26);
    connect(m_field, &QLineEdit::textChanged, this, &Finder::search);
    connect(m_field, &QLineEdit::returnPressed, this, &Finder::choose);
    connect(m_found, &QListWidget::itemClicked, this, &Finder::choose);
    search({});
}

void Finder::search(const QString &text)
{
    m_found->clear();
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const QAction *action = m_actions.at(i);
        if (!action)
            continue;
        const QString name = action->iconText(); // without & and dots
        bool all = true;
        for (const QString &word : words)
            all = all && name.contains(word, Qt::CaseInsensitive);
        if (!all)
            continue;
        auto *item = new QListWidgetItem(action->icon(), name, m_found);
        item->setData(Qt::UserRole, int(i));
        item->setData(Qt::UserRole + 1, action->shortcut().toString(QKeySequence::NativeText));
    }
    m_found->setCurrentRow(0);
}

void Finder::choose()
{
    const QListWidgetItem *item = m_found->currentItem();
    if (!item)
        return;
    const QPointer<QAction> action = m_actions.value(item->data(Qt::UserRole).toInt());
    accept();
    if (action)
        action->trigger();
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
