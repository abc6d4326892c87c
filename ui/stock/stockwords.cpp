#include "ui/stock/stockwords.h"

#include "ui/shell/desk.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::stockwords {

namespace {
QString tr(const char *text, int n = -1) { return QCoreApplication::translate("backroom", text, nullptr, n); }

Column pieceColumn(bool sortable)
{
    return column<ShelfRow>(
        u"piece"_s, tr("Piece"), ColumnKind::Name, 0,
        [](const ShelfRow &row) {
            QStringList quiet{row.options, row.sku};
            quiet.removeAll(QString());
            return Cell{.text = row.title, .second = quiet.join(u"  ·  "_s)};
        },
        sortable);
}

Column soldColumn(const Format &format)
{
    return column<ShelfRow>(u"sold"_s, tr("Sold, 30 days"), ColumnKind::Figure, 12,
                            [&format](const ShelfRow &row) { return Cell{.text = format.number(row.sold)}; });
}

Column daysColumn()
{
    return column<ShelfRow>(u"days"_s, tr("Lasts"), ColumnKind::Figure, 12, [](const ShelfRow &row) {
        const bool soon = row.daysLeft().value_or(LowDays + 1) <= LowDays / 2;
        return Cell{.text = lasts(row), .ink = soon ? std::optional(Ink::Warn) : std::nullopt};
    });
}

Column levelColumn(const Format &format)
{
    return column<ShelfRow>(u"level"_s, tr("In stock"), ColumnKind::Figure, 12,
                            [&format](const ShelfRow &row) { return level(format, row); });
}
}

QString reason(const QByteArray &reason)
{
    if (reason == "received")
        return tr("Received");
    if (reason == "sold")
        return tr("Sold");
    if (reason == "returned")
        return QCoreApplication::translate("backroom", "Taken back", "pieces");
    if (reason == "counted")
        return tr("Counted");
    if (reason == "damaged")
        return tr("Damaged");
    return tr("Correction");
}

QString change(const Format &format, qint64 delta)
{
    return delta > 0 ? u'+' + format.number(delta) : format.number(delta);
}

QString who(const MovementRow &row)
{
    if (!row.actorName.isEmpty())
        return row.actorName;
    if (row.actor.startsWith("key:"))
        return tr("An API key");
    if (row.actor == "system")
        return tr("Backroom");
    return row.actor == "guest" ? tr("A customer") : tr("Somebody who left");
}

QString about(const MovementRow &row)
{
    const bool order = row.reason == "sold" || row.reason == "returned";
    QStringList parts;
    if (!row.reference.isEmpty())
        parts << (order ? tr("Order #%1").arg(row.reference) : row.reference);
    if (!row.note.isEmpty())
        parts << row.note;
    return parts.join(u"  ·  "_s);
}

Cell level(const Format &format, const ShelfRow &row)
{
    if (!row.tracked)
        return Cell{.text = tr("not counted"), .ink = Ink::Muted};
    if (row.level <= 0 && !row.backorder)
        return Cell{.text = tr("Sold out"), .ink = Ink::Bad, .warning = u"warning"_s};
    if (row.lowAt && row.level <= *row.lowAt)
        return Cell{.text = format.number(row.level),
                    .ink = Ink::Warn,
                    .warning = u"warning"_s,
                    .tip = tr("Low: at or below %1").arg(format.number(*row.lowAt))};
    return Cell{.text = format.number(row.level)};
}

QString lasts(const ShelfRow &row)
{
    const auto days = row.daysLeft();
    if (!days)
        return {};
    return *days > 365 ? tr("over a year") : tr("%Ln days", int(*days));
}

QList<Column> levelColumns(const Desk &desk)
{
    const Format &format = desk.format();
    return {pieceColumn(true),
            column<ShelfRow>(
                u"barcode"_s, tr("Barcode"), ColumnKind::Quiet, 16,
                [](const ShelfRow &row) { return Cell{.text = row.barcode}; }, false),
            levelColumn(format),
            column<ShelfRow>(
                u"lowAt"_s, tr("Low at"), ColumnKind::Figure, 8,
                [&format](const ShelfRow &row) {
                    return Cell{.text = row.lowAt ? format.number(*row.lowAt) : QString(), .ink = Ink::Muted};
                },
                false),
            soldColumn(format),
            daysColumn()};
}

QList<Column> lowColumns(const Desk &desk, std::shared_ptr<int> days)
{
    const Format &format = desk.format();
    return {pieceColumn(true),
            column<ShelfRow>(
                u"vendor"_s, tr("Vendor"), ColumnKind::Text, 16,
                [](const ShelfRow &row) { return Cell{.text = row.vendor}; }, false),
            levelColumn(format),
            soldColumn(format),
            daysColumn(),
            column<ShelfRow>(
                u"order"_s, tr("Order"), ColumnKind::Figure, 10,
                [&format, days](const ShelfRow &row) { return Cell{.text = format.number(row.toOrder(*days))}; },
                false)};
}

QList<Column> movementColumns(const Desk &desk)
{
    const Format &format = desk.format();
    return {column<MovementRow>(
                u"piece"_s, tr("Piece"), ColumnKind::Name, 0,
                [](const MovementRow &row) { return Cell{.text = row.title, .second = row.sku}; }, false),
            column<MovementRow>(
                u"reason"_s, tr("What happened"), ColumnKind::Text, 14,
                [](const MovementRow &row) { return Cell{.text = reason(row.reason)}; }, false),
            column<MovementRow>(
                u"delta"_s, tr("Change"), ColumnKind::Figure, 9,
                [&format](const MovementRow &row) { return Cell{.text = change(format, row.delta)}; }, false),
            column<MovementRow>(
                u"level"_s, tr("Then there"), ColumnKind::Figure, 10,
                [&format](const MovementRow &row) { return Cell{.text = format.number(row.level), .ink = Ink::Muted}; },
                false),
            column<MovementRow>(
                u"about"_s, tr("Why"), ColumnKind::Text, 24,
                [](const MovementRow &row) { return Cell{.text = about(row)}; }, false),
            column<MovementRow>(
                u"who"_s, tr("Who"), ColumnKind::Text, 16,
                [](const MovementRow &row) { return Cell{.text = who(row)}; }, false),
            column<MovementRow>(
                u"at"_s, tr("When"), ColumnKind::Quiet, 13,
                [&desk, &format](const MovementRow &row) {
                    return Cell{.text = format.near(row.at, desk.now()), .tip = format.full(row.at)};
                },
                false)};
}

}
