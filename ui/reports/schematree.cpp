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
    setColumnWidth(0, fontMetrics().averageCharWidth() * 24);
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) { Q_EMIT chosen(item->text(1)); });
    connect(this, &QTreeWidget::itemClicked, this, [](QTreeWidgetItem *item) {
        if (item->childCount() > 0)
            item->setExpanded(!item->isExpanded());
    });
}

}
