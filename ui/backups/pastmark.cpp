#include "ui/backups/pastmark.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace backroom {

PastMark::PastMark(QWidget *parent) : QWidget(parent), m_text(makeLabel({}, Type::Body, QFont::DemiBold))
{
    setObjectName(u"pastMark"_s);
    m_text->setObjectName(u"pastMarkText"_s);
    m_text->setWordWrap(true);
    auto *hint = makeLabel(tr("Nothing in this window changes the shop, but for what you bring back."), Type::Caption);
    hint->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_text);
    words->addWidget(hint);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(PageEdge + metrics().sideIcon + 12, 10, PageEdge, 10);
    row->addLayout(words, 1);
}

void PastMark::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void PastMark::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.warnSoft);
    hairline(painter, QRect(0, height() - 1, width(), 1), t.warn);
    const int side = metrics().sideIcon;
    const QRect sign(PageEdge, (height() - side) / 2, side, side);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), sign), u"history"_s, t.warn);
}

}
