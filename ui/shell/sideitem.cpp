#include "ui/shell/sideitem.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace backroom {

SideItem::SideItem(const QString &key, const QString &title, const QString &icon, QWidget *parent)
    : QAbstractButton(parent), m_key(key), m_icon(icon)
{
    setObjectName(key + u"Item"_s);
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SideItem::setCount(int count)
{
    m_count = count;
    setAccessibleName(count ? tr("%1, %n waiting", nullptr, count).arg(text()) : text());
    updateGeometry();
    update();
}

void SideItem::setCompact(bool compact)
{
    m_compact = compact;
    setToolTip(compact ? text() : QString());
    updateGeometry();
    update();
}

static int countWidth(int count)
{
    return qMax(20,
                QFontMetrics(typeFont(Type::Caption, QFont::Medium)).horizontalAdvance(QString::number(count)) + 14);
}

int SideItem::wantedWidth() const
{
    const int words = QFontMetrics(typeFont(Type::Body, QFont::DemiBold)).horizontalAdvance(text());
    return 12 + metrics().sideIcon + 12 + words + 12 + (m_count ? countWidth(m_count) + 8 : 0);
}

QSize SideItem::sizeHint() const { return {m_compact ? metrics().sideIcon + 24 : wantedWidth(), metrics().unit + 14}; }

void SideItem::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    const bool here = isChecked();
    QPainter painter(this);
    const auto placed = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    if (here)
        roundedBox(painter, rect(), ControlRadius, t.select);
    else if (underMouse())
        roundedBox(painter, rect(), ControlRadius, mixed(t.chrome, t.text, 0.06));
    if (here)
        roundedBox(painter, placed(QRect(0, 7, 3, height() - 14)), 1.5, t.accent);
    if (hasFocus())
        roundedBox(painter, rect(), ControlRadius, {}, t.accent, 2);
    const int side = metrics().sideIcon;
    const int left = m_compact ? (width() - side) / 2 : 12;
    paintIcon(painter, placed(QRect(left, (height() - side) / 2, side, side)), m_icon, here ? t.accent : t.muted);
    if (m_compact) {
        if (m_count)
            roundedBox(painter, placed(QRect(left + side - 3, 5, 7, 7)), 3.5, t.accent);
        return;
    }
    const int count = m_count ? countWidth(m_count) : 0;
    painter.setFont(typeFont(Type::Body, here ? QFont::DemiBold : QFont::Normal));
    painter.setPen(t.text);
    const int from = left + side + 12;
    drawText(painter, placed(QRect(from, 0, width() - from - (count ? count + 12 : 4), height())),
             QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter, text());
    if (!m_count)
        return;
    const int tall = metrics().small + 4;
    const QRect badge = placed(QRect(width() - count - 6, (height() - tall) / 2, count, tall));
    roundedBox(painter, badge, tall / 2.0, here ? mixed(t.select, t.text, 0.1) : mixed(t.chrome, t.text, 0.08));
    painter.setFont(typeFont(Type::Caption, QFont::DemiBold));
    painter.drawText(badge, Qt::AlignCenter, QString::number(m_count));
}

QString initials(const QString &name)
{
    QString letters;
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (letters.size() < 3 && (word.at(0).isLetterOrNumber() || word.at(0) == u'&'))
            letters += word.at(0).toUpper();
    }
    return letters.endsWith(u'&') ? letters.chopped(1) : letters;
}

}
