#include "ui/widgets/bulkbar.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

BulkBar::BulkBar(const QString &objectName, const QString &name, const QList<QAction *> &verbs, QWidget *parent)
    : QWidget(parent),
      m_text(new ElidedLabel),
      m_more(new QPushButton(icon(u"more"_s), tr("More"))),
      m_folded(new QMenu(this))
{
    setObjectName(objectName);
    setAccessibleName(name);
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(PageEdge, 10, PageEdge, 10);
    all->setSpacing(8);
    setType(*m_text, Type::Body, QFont::Medium);
    m_text->setObjectName(QString(objectName + u"Text"_s));
    all->addWidget(m_text);
    all->addSpacing(8);
    for (QAction *verb : verbs) {
        QPushButton *button = makeButton(verb);
        all->addWidget(button);
        m_verbs << std::pair(verb, button);
        connect(verb, &QAction::changed, this, &BulkBar::fit); // behind the button, which follows it as well
    }
    m_more->setObjectName(u"moreVerbs"_s);
    m_more->setAutoDefault(false);
    m_more->setMenu(m_folded);
    m_more->hide();
    all->addWidget(m_more);
    all->addStretch(1);
    auto *clear = new QPushButton(tr("Clear selection"));
    clear->setObjectName(u"clearSelection"_s);
    clear->setAutoDefault(false);
    setKind(*clear, ButtonKind::Link);
    connect(clear, &QPushButton::clicked, this, &BulkBar::cleared);
    all->addWidget(clear);
    hide();
}

void BulkBar::setText(const QString &text)
{
    m_text->setText(text);
    setVisible(!text.isEmpty());
    fit();
}

void BulkBar::fit()
{
    const int gap = layout()->spacing();
    const auto widthOf = [gap](const QPushButton *button) { return button->sizeHint().width() + gap; };
    int wanted = layout()->sizeHint().width();
    for (int i = 0; i < layout()->count(); ++i) // as if none of them were there
        if (const auto *button = qobject_cast<QPushButton *>(layout()->itemAt(i)->widget());
            button && !button->isHidden() && button->objectName() != u"clearSelection"_s)
            wanted -= widthOf(button);
    for (const auto &[verb, button] : std::as_const(m_verbs))
        wanted += verb->isVisible() ? widthOf(button) : 0;
    QList<QAction *> folded;
    for (auto verb = m_verbs.crbegin(); verb != m_verbs.crend(); ++verb) {
        const bool fold = verb->first->isVisible() && wanted > width();
        if (fold) {
            wanted -= widthOf(verb->second) - (folded.isEmpty() ? widthOf(m_more) : 0);
            folded.prepend(verb->first);
        }
        const bool shown = verb->first->isVisible() && !fold;
        if (shown == verb->second->isHidden())
            verb->second->setVisible(shown);
    }
    if (m_folded->actions() != folded) {
        m_folded->clear();
        m_folded->addActions(folded);
    }
    if (m_more->isHidden() != folded.isEmpty())
        m_more->setVisible(!folded.isEmpty());
}

void BulkBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

// The bar never keeps the window from being made narrower.
QSize BulkBar::minimumSizeHint() const { return {1, QWidget::minimumSizeHint().height()}; }

void BulkBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    hairline(painter, QRect(0, 0, width(), 1), tokens().border);
}

}
