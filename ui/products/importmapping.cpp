#include "ui/products/importmapping.h"

#include "app/journal/undorules.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom {

ImportMapping::ImportMapping(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
}

void ImportMapping::setColumns(const QStringList &header, const QStringList &examples)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_grid->setRowStretch(int(m_header.size()) + 1, 0);
    m_grid->setRowStretch(int(header.size()) + 1, 1); // room to spare goes beneath
    m_header = header;
    m_choices.clear();
    const ColumnMapping guessed = guessMapping(header);
    const QStringList columns = mappableColumns();
    int at = 0;
    for (const QString &title : {tr("In the file"), tr("For example"), tr("Is")})
        m_grid->addWidget(makeLabel(title, Type::Caption, Ink::Muted), 0, at++);
    for (qsizetype i = 0; i < header.size(); ++i) {
        const int row = int(i) + 1;
        auto *name = makeLabel(header.at(i), Type::Body, QFont::Medium);
        auto *example = new ElidedLabel(examples.value(i).simplified());
        setInk(*example, Ink::Muted);
        auto *choice = new QComboBox;
        choice->setObjectName(u"column-"_s + header.at(i));
        choice->setAccessibleName(tr("What “%1” is").arg(header.at(i)));
        choice->addItem(tr("Leave out"));
        for (const QString &column : columns)
            choice->addItem(column == "images"_L1 ? tr("Pictures (web addresses)") : undo::fieldName(column), column);
        choice->setCurrentIndex(std::max(0, choice->findData(guessed.value(header.at(i)))));
        connect(choice, &QComboBox::currentIndexChanged, this, &ImportMapping::changed);
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(example, row, 1);
        m_grid->addWidget(choice, row, 2);
        m_choices << choice;
    }
}

ColumnMapping ImportMapping::mapping() const
{
    ColumnMapping mapping;
    for (qsizetype i = 0; i < m_choices.size(); ++i)
        if (const QString column = m_choices.at(i)->currentData().toString(); !column.isEmpty())
            mapping.insert(m_header.at(i), column);
    return mapping;
}

QString ImportMapping::fault() const
{
    const QStringList used = mapping().values();
    if (!used.contains("title"_L1))
        return tr("Say which column is the title of a product.");
    if (!used.contains("price"_L1))
        return tr("Say which column is the price.");
    if (QSet(used.begin(), used.end()).size() != used.size())
        return tr("Two columns are said to be the same. Leave one of them out.");
    return {};
}

}
