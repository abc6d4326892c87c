#include "ui/widgets/factlist.h"

#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QGridLayout>

namespace backroom {

FactList::FactList(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(0, 1);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    const bool sameNames = std::equal(facts.begin(), facts.end(), m_facts.begin(), m_facts.end(),
                                      [](const Fact &a, const Fact &b) { return a.name == b.name && a.sum == b.sum; });
    m_facts = facts;
    if (sameNames) { // figures that change every second stay selected and where they are
        for (qsizetype i = 0; i < facts.size(); ++i)
            m_values.at(i)->setText(facts.at(i).value);
        return;
    }
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    m_values.clear();
    int row = 0;
    for (const Fact &fact : facts) {
        if (fact.sum)
            m_grid->addWidget(makeRule(), row++, 0, 1, 2);
        const auto weight = fact.sum ? QFont::DemiBold : QFont::Normal;
        m_grid->addWidget(makeLabel(fact.name, Type::Body, weight, fact.sum ? Ink::Text : Ink::Muted), row, 0);
        m_values << makeLabel(fact.value, Type::Body, weight);
        m_values.last()->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(m_values.last(), row++, 1, Qt::AlignTrailing);
    }
}

}
