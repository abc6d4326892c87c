#include "ui/shell/sidebar.h"

#include "ui/shell/sideitem.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

// The sign of the shop, its name, and who is signed in.
class Identity final : public QWidget {
public:
    QString shop, person;
    bool compact = false;
    QSize sizeHint() const override { return {side() + 8, side() + 4}; }
    static int side() { return metrics().unit * 2 + 2; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QPainter painter(this);
        const auto placed = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
        const int box = side();
        const QRect sign(compact ? (width() - box) / 2 : 8, (height() - box) / 2, box, box);
        roundedBox(painter, placed(sign), ControlRadius, t.accent);
        painter.setPen(t.onAccent);
        painter.setFont(typeFont(Type::Body, QFont::Bold));
        painter.drawText(placed(sign), Qt::AlignCenter, initials(shop));
        if (compact)
            return;
        const QRect words(sign.right() + 11, sign.top(), width() - sign.right() - 15, box);
        const Qt::Alignment left = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
        painter.setPen(t.text);
        painter.setFont(typeFont(Type::Body, QFont::DemiBold));
        const int top = words.center().y() - (metrics().unit + metrics().small) / 2;
        drawText(painter, placed(QRect(words.left(), top, words.width(), metrics().unit)), left | Qt::AlignVCenter,
                 shop);
        painter.setPen(t.muted);
        painter.setFont(typeFont(Type::Caption));
        drawText(painter, placed(QRect(words.left(), top + metrics().unit, words.width(), metrics().small)),
                 left | Qt::AlignVCenter, person);
    }
};

// Looks like a field, is a button: what it opens is the real one.
class FindButton final : public QAbstractButton {
public:
    explicit FindButton(QAction *action) : keys(action->shortcut().toString(QKeySequence::NativeText))
    {
        setObjectName(u"findAnything"_s);
        setText(action->iconText()); // without the letter that answers to Alt
        setAccessibleName(action->iconText());
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    }
    QString keys;
    bool compact = false;
    QSize sizeHint() const override { return {metrics().control, metrics().control}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QPainter painter(this);
        const auto placed = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
        roundedBox(painter, rect(), ControlRadius, underMouse() ? t.hover : t.surface,
                   hasFocus() ? t.accent : t.outline, hasFocus() ? 2 : 1);
        const int side = metrics().icon, left = compact ? (width() - side) / 2 : 10;
        paintIcon(painter, placed(QRect(left, (height() - side) / 2, side, side)), u"search"_s, t.muted);
        if (compact)
            return;
        painter.setFont(typeFont(Type::Caption));
        // "Ctrl K": as a person would say it.
        const QString shown = QString(keys).replace(u'+', u' ');
        const int keyWidth = painter.fontMetrics().horizontalAdvance(shown) + 10, tall = metrics().small + 4;
        const QRect cap = placed(QRect(width() - keyWidth - 6, (height() - tall) / 2, keyWidth, tall));
        roundedBox(painter, cap, 4, t.canvas, t.border);
        painter.setPen(t.muted);
        painter.drawText(cap, Qt::AlignCenter, shown);
        painter.setFont(typeFont(Type::Body));
        drawText(painter, placed(QRect(left + side + 8, 0, width() - keyWidth - left - side - 18, height())),
                 QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter, text());
    }
};

class GroupRule final : public QWidget {
public:
    GroupRule() { setFixedHeight(17); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        hairline(painter, QRect(4, 8, width() - 8, 1), tokens().border.darker(104));
    }
};

}

Sidebar::Sidebar(QAction *find, QWidget *parent)
    : QWidget(parent), m_identity(new Identity), m_find(new FindButton(find)), m_items(new QVBoxLayout)
{
    setObjectName(u"sidebar"_s);
    setAccessibleName(tr("Pages"));
    m_identity->setObjectName(u"shopSign"_s);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(8, 6, 9, 8);
    all->setSpacing(0);
    all->addWidget(m_identity);
    all->addSpacing(8);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 4, 0);
    row->addWidget(m_find);
    all->addLayout(row);
    all->addSpacing(12);
    m_items->setSpacing(2);
    all->addLayout(m_items);
    all->addStretch();
    fit();
}

void Sidebar::setShop(const QString &shop, const QString &person)
{
    auto *identity = static_cast<Identity *>(m_identity);
    identity->shop = shop;
    identity->person = person;
    identity->setToolTip(shop.toHtmlEscaped() + u"<br>"_s + person.toHtmlEscaped());
    identity->setAccessibleName(shop + u", "_s + person);
    identity->update();
}

void Sidebar::addPage(ConsolePage *page)
{
    if (m_lastGroup && *m_lastGroup != page->group())
        m_items->addWidget(new GroupRule);
    m_lastGroup = page->group();
    auto *item = new SideItem(page->key(), page->title(), page->iconName(), this);
    item->setCompact(m_compact);
    m_items->addWidget(item);
    m_list << item;
    item->setCount(page->waiting());
    connect(page, &ConsolePage::waitingChanged, item, [this, item](int count) {
        item->setCount(count);
        fit();
    });
    connect(item, &QAbstractButton::clicked, this, [this, item] { Q_EMIT chosen(item->key()); });
    fit();
}

void Sidebar::setCurrent(const QString &key)
{
    for (SideItem *item : std::as_const(m_list)) {
        if (item->key() == key)
            item->setChecked(true);
    }
}

void Sidebar::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    static_cast<Identity *>(m_identity)->compact = compact;
    static_cast<FindButton *>(m_find)->compact = compact;
    m_find->setToolTip(compact ? m_find->text() : QString());
    for (SideItem *item : std::as_const(m_list))
        item->setCompact(compact);
    fit();
}

// As wide as the widest word needs, and 14 lines of text at least.
void Sidebar::fit()
{
    int width = 14 * metrics().unit;
    for (const SideItem *item : std::as_const(m_list))
        width = qMax(width, item->wantedWidth() + 17);
    setFixedWidth(m_compact ? qMax(metrics().sideIcon + 24, Identity::side()) + 25 : width);
}

// In a low window with large text the shop's sign gives way to the pages, whole.
void Sidebar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const QMargins edge = layout()->contentsMargins();
    const int pages = edge.top() + edge.bottom() + m_find->sizeHint().height() + 12 + m_items->sizeHint().height();
    m_identity->setVisible(height() >= pages + 8 + m_identity->sizeHint().height());
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().chrome);
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    hairline(painter, QRect(edge, 0, 1, height()), tokens().border);
}

void Sidebar::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    for (int i = 0; step && i < m_list.size(); ++i) {
        if (m_list.at(i)->hasFocus() && i + step >= 0 && i + step < m_list.size()) {
            m_list.at(i + step)->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    QWidget::keyPressEvent(event);
}

void Sidebar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

}
