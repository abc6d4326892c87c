#include "ui/backups/backupbar.h"

#include "ui/theme/style.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

BackupBar::BackupBar(const QList<QAction *> &verbs, QWidget *parent) : QWidget(parent), m_text(new ElidedLabel)
{
    setObjectName(u"backupBar"_s);
    setAccessibleName(tr("The selected backup"));
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(PageEdge, 10, PageEdge, 10);
    all->setSpacing(8);
    setType(*m_text, Type::Body, QFont::Medium);
    m_text->setObjectName(u"selectedBackup"_s);
    all->addWidget(m_text);
    all->addSpacing(8);
    for (QAction *verb : verbs)
        all->addWidget(makeButton(verb));
    all->addStretch(1);
    auto *clear = new QPushButton(tr("Clear selection"));
    clear->setObjectName(u"clearSelection"_s);
    clear->setAutoDefault(false);
    setKind(*clear, ButtonKind::Link);
    connect(clear, &QPushButton::clicked, this, &BackupBar::cleared);
    all->addWidget(clear);
    hide();
}

void BackupBar::setText(const QString &text)
{
    m_text->setText(text);
    setVisible(!text.isEmpty());
}

void BackupBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    hairline(painter, QRect(0, 0, width(), 1), tokens().border);
}

}
