#include "ui/widgets/bulkbar.h"

#include "ui/theme/style.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

BulkBar::BulkBar(const QString &objectName, const QString &name, const QList<QAction *> &verbs, QWidget *parent)
    : QWidget(parent), m_text(new ElidedLabel)
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
        connect(verb, &QAction::changed, this, &BulkBar::fit); // behind the button, which takes the words again
    }
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
    for (const auto &[verb, button] : std::as_const(m_verbs))
        button->setText(verb->text());
    layout()->invalidate();
    for (auto verb = m_verbs.crbegin(); verb != m_verbs.crend() && layout()->sizeHint().width() > width(); ++verb) {
        verb->second->setText({});
        layout()->invalidate();
    }
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
