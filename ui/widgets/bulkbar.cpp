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
    for (QAction *verb : verbs)
        all->addWidget(makeButton(verb));
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
}

void BulkBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    hairline(painter, QRect(0, 0, width(), 1), tokens().border);
}

}
