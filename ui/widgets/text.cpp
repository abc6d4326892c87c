#include "ui/widgets/text.h"

#include "ui/theme/style.h"

#include <QEvent>
#include <QPainter>

namespace backroom {
namespace {

int widestDigit(const QFontMetrics &metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = qMax(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

bool tabular(const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(u'1') == metrics.horizontalAdvance(u'0')
        && metrics.horizontalAdvance(u'1') == metrics.horizontalAdvance(u'8');
}

// Palettes carry some inks by role; the others are painted over on every change of the application's palette.
class Dye final : public QObject {
public:
    Dye(QWidget *widget, Ink ink) : QObject(widget), m_widget(widget), m_ink(ink)
    {
        setObjectName(QStringLiteral("dye"));
        widget->installEventFilter(this);
        apply();
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange && !m_busy)
            apply();
        return false;
    }

private:
    void apply()
    {
        const QColor wanted = colour(tokens(), m_ink);
        if (m_widget->palette().color(QPalette::WindowText) == wanted)
            return;
        m_busy = true;
        QPalette palette = m_widget->palette();
        palette.setColor(QPalette::WindowText, wanted);
        m_widget->setPalette(palette);
        m_busy = false;
    }

    QWidget *m_widget;
    Ink m_ink;
    bool m_busy = false;
};

}

bool drawText(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, int(alignment) | Qt::TextSingleLine, shown);
    return shown == text;
}

int figuresWidth(const QFontMetrics &metrics, const QString &text)
{
    if (tabular(metrics))
        return metrics.horizontalAdvance(text);
    const int cell = widestDigit(metrics);
    int width = 0;
    for (const QChar c : text)
        width += c.isDigit() ? cell : metrics.horizontalAdvance(c);
    return width;
}

void drawFigures(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = figuresWidth(metrics, text);
    if (tabular(metrics) || width > rect.width()) {
        drawText(painter, rect, alignment, text);
        return;
    }
    const int cell = widestDigit(metrics);
    int x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.left() + (rect.width() - width) / 2;
    const int baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    for (const QChar c : text) {
        const int own = metrics.horizontalAdvance(c);
        const int place = c.isDigit() ? cell : own;
        painter.drawText(x + (place - own) / 2, baseline, QString(c));
        x += place;
    }
}

QString escaped(const QString &name)
{
    QString text = name;
    return text.replace(u'&', QStringLiteral("&&"));
}

QLabel *makeLabel(const QString &text, Type type, Ink ink, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setType(*label, type);
    setInk(*label, ink);
    return label;
}

QLabel *makeLabel(const QString &text, Type type, QFont::Weight weight, Ink ink, QWidget *parent)
{
    QLabel *label = makeLabel(text, type, ink, parent);
    setType(*label, type, weight);
    return label;
}

void setInk(QWidget &widget, Ink ink)
{
    delete widget.findChild<QObject *>(QStringLiteral("dye"), Qt::FindDirectChildrenOnly);
    widget.setPalette({});
    switch (ink) {
    case Ink::Text: widget.setForegroundRole(QPalette::WindowText); return;
    case Ink::Muted: widget.setForegroundRole(QPalette::PlaceholderText); return;
    case Ink::Accent: widget.setForegroundRole(QPalette::Link); return;
    default: widget.setForegroundRole(QPalette::WindowText); new Dye(&widget, ink); // owned by the widget
    }
}

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'x') * 4, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    const bool whole =
        drawText(painter, contentsRect(), QStyle::visualAlignment(layoutDirection(), alignment()), text());
    const QString tip = whole ? QString() : text();
    if (toolTip() != tip)
        setToolTip(tip);
}

}
