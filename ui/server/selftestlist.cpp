#include "ui/server/selftestlist.h"

#include "ui/widgets/badge.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
BadgeLook markOf(SelfTestVerdict verdict)
{
    switch (verdict) {
    case SelfTestVerdict::Good: return {{}, Glyph::Done, Ink::Good};
    case SelfTestVerdict::Look: return {{}, Glyph::Look, Ink::Warn};
    case SelfTestVerdict::Failed: break;
    }
    return {{}, Glyph::Look, Ink::Bad};
}

QString wordOf(SelfTestVerdict verdict)
{
    switch (verdict) {
    case SelfTestVerdict::Good: return SelfTestList::tr("holds");
    case SelfTestVerdict::Look: return SelfTestList::tr("holds, look at it");
    case SelfTestVerdict::Failed: break;
    }
    return SelfTestList::tr("failed");
}

QLabel *makeWrapped(const QString &text, Ink ink)
{
    QLabel *label = makeLabel(text, Type::Body, ink);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}
}

SelfTestList::SelfTestList(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    setObjectName(u"selfTestLines"_s);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(8);
}

void SelfTestList::setLines(const QList<SelfTestLine> &lines)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const SelfTestLine &line : lines) {
        m_rows->addWidget(makeRule());
        m_rows->addWidget(makeRow(line));
    }
}

QWidget *SelfTestList::makeRow(const SelfTestLine &line)
{
    auto *row = new QWidget;
    row->setObjectName("selfTest-"_L1 % QString::fromLatin1(line.name));
    row->setAccessibleName(line.what % u", "_s % wordOf(line.verdict) % u", "_s % line.figure);
    row->setAccessibleDescription(QStringList{line.detail, line.trend, line.advice}.join(u' ').simplified());
    auto *all = new QHBoxLayout(row);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    auto *mark = new Badge(markOf(line.verdict));
    mark->setAccessibleName(wordOf(line.verdict));
    all->addWidget(mark, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(line.what, Type::Body, QFont::DemiBold), 1);
    head->addWidget(makeLabel(line.figure, Type::Body, QFont::DemiBold));
    words->addLayout(head);
    words->addWidget(makeWrapped(line.detail, line.verdict == SelfTestVerdict::Failed ? Ink::Text : Ink::Muted));
    if (!line.trend.isEmpty())
        words->addWidget(makeWrapped(line.trend, line.verdict == SelfTestVerdict::Good ? Ink::Muted : Ink::Text));
    if (!line.advice.isEmpty())
        words->addWidget(makeWrapped(line.advice, Ink::Text));
    all->addLayout(words, 1);
    return row;
}

}
