#include "ui/widgets/noticebar.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/bulkbar.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QAction>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>
#include <QPainter>
#include <QPropertyAnimation>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

// A word or a cross on the inverse ground of the bar.
class Inverse final : public QPushButton {
public:
    explicit Inverse(QWidget *parent) : QPushButton(parent) { setFocusPolicy(Qt::TabFocus); }
    QSize sizeHint() const override
    {
        const QFontMetrics fm(typeFont(Type::Body, QFont::DemiBold));
        return {text().isEmpty() ? metrics().icon + 12 : fm.horizontalAdvance(text()) + 12, metrics().unit + 12};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &other = tokens().dark ? lightTokens() : darkTokens();
        QPainter painter(this);
        if (hasFocus())
            roundedBox(painter, rect(), 4, {}, other.accent, 2);
        if (text().isEmpty()) {
            const int inset = (width() - metrics().icon) / 2;
            paintIcon(painter, rect().adjusted(inset, 0, -inset, 0), u"close"_s,
                      underMouse() ? other.text : other.muted);
            return;
        }
        painter.setFont(typeFont(Type::Body, QFont::DemiBold));
        painter.setPen(underMouse() ? other.accentHover : other.accent);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

// Text in the colours of the other theme.
class InverseLabel final : public QLabel {
public:
    explicit InverseLabel(Type type, bool muted) : m_muted(muted)
    {
        setTextFormat(Qt::PlainText);
        setType(*this, type);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &other = tokens().dark ? lightTokens() : darkTokens();
        QPainter painter(this);
        painter.setPen(m_muted ? other.muted : other.text);
        drawText(painter, rect(), Qt::AlignVCenter | Qt::AlignLeft, text());
    }

private:
    bool m_muted;
};

}

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent),
      m_text(new InverseLabel(Type::Body, false)),
      m_also(new Inverse(this)),
      m_undo(new Inverse(this)),
      m_keys(new InverseLabel(Type::Caption, true)),
      m_close(new Inverse(this))
{
    setObjectName(u"noticeBar"_s);
    setFocusPolicy(Qt::NoFocus);
    m_text->setObjectName(u"noticeText"_s);
    m_also->setObjectName(u"noticeAlso"_s);
    m_undo->setObjectName(u"noticeUndo"_s);
    m_close->setObjectName(u"noticeClose"_s);
    m_close->setAccessibleName(tr("Close"));
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(16, 8, 10, 8);
    all->setSpacing(10);
    all->addWidget(m_text);
    all->addSpacing(16);
    all->addWidget(m_also);
    all->addWidget(m_undo);
    all->addWidget(m_keys);
    all->addWidget(m_close);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(18);
    shadow->setOffset(0, 4);
    QColor shade = lightTokens().text;
    shade.setAlphaF(0.35F);
    shadow->setColor(shade);
    setGraphicsEffect(shadow);
    m_gone.setSingleShot(true);
    m_gone.setInterval(8000);
    connect(&m_gone, &QTimer::timeout, this, [this] {
        if (underMouse() || m_also->hasFocus() || m_undo->hasFocus() || m_close->hasFocus())
            m_gone.start();
        else
            dismiss();
    });
    connect(m_close, &QPushButton::clicked, this, &NoticeBar::dismiss);
    parent->installEventFilter(this);
    hide();
}

void NoticeBar::show(const QString &text, QAction *undo, QAction *also)
{
    m_text->setText(text);
    setAccessibleName(text);
    disconnect(m_connection);
    disconnect(m_alsoConnection);
    m_also->setVisible(also);
    if (also) {
        m_also->setText(also->iconText());
        m_alsoConnection = connect(m_also, &QPushButton::clicked, also, [this, also] {
            dismiss();
            also->trigger();
        });
    }
    m_undo->setVisible(undo);
    m_keys->setVisible(undo);
    if (undo) {
        m_undo->setText(undo->iconText());
        m_keys->setText(undo->shortcut().toString(QKeySequence::NativeText).replace(u'+', u' '));
        m_connection = connect(m_undo, &QPushButton::clicked, this, [this, undo] {
            dismiss();
            undo->trigger();
        });
    }
    QWidget::show();
    raise();
    place();
    m_gone.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    const int duration = qMin(120, style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this));
    if (duration <= 0)
        return;
    m_slide = new QPropertyAnimation(this, "pos", this);
    m_slide->setDuration(duration);
    m_slide->setEasingCurve(QEasingCurve::OutCubic);
    m_slide->setStartValue(pos() + QPoint(0, 16));
    m_slide->setEndValue(pos());
    m_slide->start(QAbstractAnimation::DeleteWhenStopped);
}

QString NoticeBar::text() const { return isVisible() ? m_text->text() : QString(); }

void NoticeBar::dismiss()
{
    m_gone.stop();
    hide();
}

void NoticeBar::place()
{
    layout()->activate();
    adjustSize();
    resize(qMin(width(), parentWidget()->width() - 32), height());
    if (m_slide)
        m_slide->stop();
    move((parentWidget()->width() - width()) / 2, floor() - height() - 14);
}

int NoticeBar::floor()
{
    int floor = parentWidget()->height();
    for (BulkBar *bar : parentWidget()->findChildren<BulkBar *>()) {
        bar->installEventFilter(this); // once, however often it is said
        if (bar->isVisible())
            floor = qMin(floor, bar->mapTo(parentWidget(), QPoint()).y());
    }
    return floor;
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    roundedBox(painter, rect(), PanelRadius, tokens().text);
}

bool NoticeBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool moves = event->type() == QEvent::Resize
        || (watched != parentWidget()
            && (event->type() == QEvent::Move || event->type() == QEvent::Show || event->type() == QEvent::Hide));
    if (moves && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void NoticeBar::enterEvent(QEnterEvent *event)
{
    m_gone.stop();
    QWidget::enterEvent(event);
}

void NoticeBar::leaveEvent(QEvent *event)
{
    m_gone.start();
    QWidget::leaveEvent(event);
}

}
