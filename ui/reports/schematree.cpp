#include "ui/reports/schematree.h"

#include "app/reports/openschema.h"
#include "ui/theme/type.h"

#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString kindWords(ReportKind kind)
{
    switch (kind) {
    case ReportKind::Money: return SchemaTree::tr("an amount, in the smallest unit of the currency");
    case ReportKind::Rate: return SchemaTree::tr("a share, in millionths");
    case ReportKind::Day: return SchemaTree::tr("a day, counted from 1 January 1970");
    case ReportKind::Time: return SchemaTree::tr("a moment, in milliseconds since 1970 (UTC)");
    case ReportKind::Duration: return SchemaTree::tr("how long it took, in microseconds");
    case ReportKind::Count:
    case ReportKind::Number: return SchemaTree::tr("a number");
    case ReportKind::Text: break;
    }
    return SchemaTree::tr("words");
}
}

SchemaTree::SchemaTree(QWidget *parent) : Ringed(parent)
{
    setObjectName(u"reportSchema"_s);
    setAccessibleName(tr("What can be read"));
    setColumnCount(2);
    setHeaderLabels({tr("What can be read"), tr("Its name")});
    setFrameShape(QFrame::NoFrame);
    setExpandsOnDoubleClick(false);
    header()->setStretchLastSection(true);
    const QList<OpenTableWords> tables = openschema::tables();
    for (const OpenTableWords &table : tables) {
        auto *top = new QTreeWidgetItem(this, {table.title, QString::fromLatin1(table.name)});
        top->setFont(0, typeFont(Type::Body, QFont::Medium));
        for (const OpenColumnWords &column : table.columns) {
            auto *item = new QTreeWidgetItem(top, {column.title, QString::fromLatin1(column.name)});
            for (int at = 0; at < 2; ++at)
                item->setToolTip(at, tr("%1: %2").arg(QString::fromLatin1(column.name), kindWords(column.kind)));
        }
    }
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) { Q_EMIT chosen(item->text(1)); });
    connect(this, &QTreeWidget::itemClicked, this, [](QTreeWidgetItem *item) {
        if (item->childCount() > 0)
            item->setExpanded(!item->isExpanded());
    });
}

// Of the tables; their columns are seen when somebody opens one.
int SchemaTree::widest(int column) const
{
    const QFontMetrics letters(typeFont(Type::Body, column == 0 ? QFont::Medium : QFont::Normal));
    int most = letters.horizontalAdvance(headerItem()->text(column));
    for (int i = 0; i < topLevelItemCount(); ++i)
        most = qMax(most, letters.horizontalAdvance(topLevelItem(i)->text(column)));
    return most + (column == 0 ? indentation() : 0) + metrics().unit;
}

void SchemaTree::resizeEvent(QResizeEvent *event)
{
    Ringed::resizeEvent(event);
    const int room = viewport()->width();
    setColumnWidth(0, qMax(room / 3, qMin(widest(0), room - widest(1))));
}

}
