#include "ui/shell/statusstrip.h"

#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

Lamp::Lamp(const QString &objectName, QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(objectName);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

static int gap() { return qMax(6, metrics().unit / 3); } // between lamp and word

void Lamp::set(Glyph glyph, Ink ink, const QString &text, const QString &tip)
{
    m_glyph = glyph;
    m_ink = ink;
    setText(text);
    setAccessibleName(text);
    setToolTip(tip);
    updateGeometry();
    update();
}

QSize Lamp::sizeHint() const
{
    return {QFontMetrics(typeFont(Type::Caption)).horizontalAdvance(text()) + metrics().unit / 2 + 16 + gap(),
            metrics().small + 10};
}

void Lamp::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    if (underMouse() || hasFocus())
        roundedBox(painter, rect(), 4, underMouse() ? mixed(t.chrome, t.text, 0.06) : QColor(),
                   hasFocus() ? t.accent : QColor(), 2);
    const int side = metrics().unit / 2;
    const auto placed = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    paintGlyph(painter, placed(QRect(8, (height() - side) / 2, side, side)), m_glyph, colour(t, m_ink));
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(m_ink == Ink::Bad ? t.bad : t.muted);
    painter.drawText(placed(rect().adjusted(side + 8 + gap(), 0, 0, 0)), Qt::AlignLeading | Qt::AlignVCenter, text());
}

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent),
      m_text(new ElidedLabel),
      m_work(new QWidget),
      m_workText(makeLabel({}, Type::Caption, QFont::Medium)),
      m_bar(new QProgressBar),
      m_lamps(new QHBoxLayout)
{
    setObjectName(u"statusStrip"_s);
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(16, 1, 12, 0);
    all->setSpacing(12);
    m_text->setObjectName(u"statusText"_s);
    setType(*m_text, Type::Caption);
    setInk(*m_text, Ink::Muted);
    all->addWidget(m_text, 1);

    auto *work = new QHBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setSpacing(12);
    m_bar->setFixedWidth(140);
    m_bar->setTextVisible(false);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(u"cancelWork"_s);
    cancel->setAccessibleName(tr("Cancel what is under way"));
    setKind(*cancel, ButtonKind::Link);
    connect(cancel, &QPushButton::clicked, this, &StatusStrip::cancelled);
    m_workText->setObjectName(u"workText"_s);
    work->addWidget(m_workText);
    work->addWidget(m_bar);
    work->addWidget(cancel);
    all->addWidget(m_work);
    m_work->hide();
    m_lamps->setSpacing(8);
    all->addLayout(m_lamps);
    setFixedHeight(qMax(28, metrics().small + 13));
}

void StatusStrip::setText(const QString &text) { m_text->setText(text); }

Lamp *StatusStrip::addLamp(const QString &objectName)
{
    auto *lamp = new Lamp(objectName);
    m_lamps->addWidget(lamp);
    return lamp;
}

void StatusStrip::showProgress(const QString &text, qint64 done, qint64 total)
{
    m_workText->setText(text);
    m_bar->setAccessibleName(text);
    // In thousandths: counts may be larger than the bar's int.
    m_bar->setRange(0, total > 0 ? 1000 : 0);
    m_bar->setValue(total > 0 ? int(1000.0 * double(done) / double(total)) : 0);
    m_work->show();
}

void StatusStrip::hideProgress() { m_work->hide(); }

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().chrome);
    hairline(painter, QRect(0, 0, width(), 1), tokens().border);
}

}
