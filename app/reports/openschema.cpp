#include "app/reports/openschema.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::openschema {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
constexpr ReportKind Text = ReportKind::Text, Count = ReportKind::Count, Money = ReportKind::Money,
                     Rate = ReportKind::Rate, Day = ReportKind::Day, Time = ReportKind::Time,
                     Micros = ReportKind::Duration;

QList<OpenTableWords> selling()
{
    return {
        {"orders",
         tr("Orders"),
         {{"id", tr("Inner number"), Count},
          {"number", tr("Order number"), Text},
          {"source", tr("Where it came from"), Text},
          {"user_id", tr("Customer"), Count},
          {"email", tr("E-mail"), Text},
          {"customer_name", tr("Name"), Text},
          {"status", tr("State: open, closed, cancelled"), Text},
          {"payment_status", tr("Payment"), Text},
          {"fulfilment_status", tr("Delivery"), Text},
          {"prices_include_tax", tr("Prices hold tax: 1 or 0"), Count},
          {"subtotal", tr("Sum of the lines"), Money},
          {"discount", tr("Discount"), Money},
          {"shipping", tr("Shipping"), Money},
          {"shipping_tax", tr("Tax in shipping"), Money},
          {"tax", tr("Tax"), Money},
          {"total", tr("Total"), Money},
          {"paid", tr("Paid"), Money},
          {"refunded", tr("Given back"), Money},
          {"item_count", tr("Pieces"), Count},
          {"country", tr("Country"), Text},
          {"shipping_method", tr("Shipping option"), Text},
          {"payment_method", tr("Paid by"), Text},
          {"note", tr("Note"), Text},
          {"day", tr("Day"), Day},
          {"placed_at", tr("Placed"), Time},
          {"cancelled_at", tr("Cancelled"), Time},
          {"updated_at", tr("Changed"), Time}}},
        {"order_lines",
         tr("Lines of orders"),
         {{"id", tr("Inner number"), Count},
          {"order_id", tr("Order"), Count},
          {"position", tr("Place in its list"), Count},
          {"variant_id", tr("Piece"), Count},
          {"product_id", tr("Product"), Count},
          {"sku", tr("SKU"), Text},
          {"title", tr("Title"), Text},
          {"options", tr("Options"), Text},
          {"quantity", tr("Pieces"), Count},
          {"total", tr("Total"), Money},
          {"discount", tr("Discount"), Money},
          {"tax_name", tr("Tax"), Text},
          {"tax_rate", tr("Rate"), Rate},
          {"tax", tr("Tax"), Money},
          {"fulfilled", tr("Sent"), Count},
          {"refunded_quantity", tr("Pieces given back"), Count},
          {"refunded", tr("Given back"), Money}}},
        {"order_taxes",
         tr("Taxes of orders"),
         {{"order_id", tr("Order"), Count},
          {"name", tr("Name"), Text},
          {"rate", tr("Rate"), Rate},
          {"net", tr("Before tax"), Money},
          {"amount", tr("Amount"), Money}}},
        {"payments",
         tr("Payments"),
         {{"id", tr("Inner number"), Count},
          {"order_id", tr("Order"), Count},
          {"at", tr("When"), Time},
          {"amount", tr("Amount"), Money},
          {"shipping", tr("Shipping"), Money},
          {"method", tr("How"), Text},
          {"reference", tr("Reference"), Text},
          {"reason", tr("Reason"), Text}}},
        {"fulfilments",
         tr("Deliveries"),
         {{"id", tr("Inner number"), Count},
          {"order_id", tr("Order"), Count},
          {"at", tr("When"), Time},
          {"tracking", tr("Tracking"), Text}}},
        {"fulfilment_lines",
         tr("Lines of deliveries"),
         {{"fulfilment_id", tr("Delivery"), Count},
          {"order_line_id", tr("Line of the order"), Count},
          {"quantity", tr("Pieces"), Count}}},
        {"refund_lines",
         tr("What was given back"),
         {{"payment_id", tr("Payment"), Count},
          {"order_line_id", tr("Line of the order"), Count},
          {"quantity", tr("Pieces"), Count},
          {"amount", tr("Amount"), Money},
          {"tax", tr("Tax"), Money},
          {"restocked", tr("Put back on the shelf: 1 or 0"), Count}}},
    };
}

QList<OpenTableWords> shelves()
{
    return {
        {"products",
         tr("Products"),
         {{"id", tr("Inner number"), Count},
          {"title", tr("Title"), Text},
          {"slug", tr("Name in addresses"), Text},
          {"description", tr("Description"), Text},
          {"status", tr("State: draft, published, archived"), Text},
          {"vendor", tr("Vendor"), Text},
          {"price", tr("Price"), Money},
          {"available", tr("In stock: 1 or 0"), Count},
          {"created_at", tr("Made"), Time},
          {"updated_at", tr("Changed"), Time}}},
        {"variants",
         tr("Pieces that are sold"),
         {{"id", tr("Inner number"), Count},
          {"product_id", tr("Product"), Count},
          {"position", tr("Place in its list"), Count},
          {"sku", tr("SKU"), Text},
          {"barcode", tr("Barcode"), Text},
          {"options", tr("Options"), Text},
          {"price", tr("Price"), Money},
          {"compare_at_price", tr("Price before"), Money},
          {"cost", tr("What it cost"), Money},
          {"weight_grams", tr("Weight in grams"), Count},
          {"tax_class", tr("Tax class"), Text},
          {"track_stock", tr("Stock is counted: 1 or 0"), Count},
          {"allow_backorder", tr("Sold beyond the stock: 1 or 0"), Count},
          {"low_stock_threshold", tr("Low at"), Count},
          {"archived", tr("Archived: 1 or 0"), Count}}},
        {"categories",
         tr("Categories"),
         {{"id", tr("Inner number"), Count},
          {"parent_id", tr("In category"), Count},
          {"name", tr("Name"), Text},
          {"slug", tr("Name in addresses"), Text},
          {"position", tr("Place in its list"), Count}}},
        {"product_categories",
         tr("Products in categories"),
         {{"product_id", tr("Product"), Count}, {"category_id", tr("Category"), Count}}},
        {"product_tags", tr("Tags of products"), {{"product_id", tr("Product"), Count}, {"tag", tr("Tag"), Text}}},
        {"stock_levels", tr("Stock"), {{"variant_id", tr("Piece"), Count}, {"level", tr("Level"), Count}}},
        {"stock_movements",
         tr("Movements of stock"),
         {{"id", tr("Inner number"), Count},
          {"variant_id", tr("Piece"), Count},
          {"at", tr("When"), Time},
          {"delta", tr("Came or went"), Count},
          {"level", tr("Level after it"), Count},
          {"reason", tr("Reason"), Text},
          {"reference", tr("Reference"), Text},
          {"note", tr("Note"), Text},
          {"actor", tr("By whom"), Text}}},
    };
}

QList<OpenTableWords> sums()
{
    return {
        {"daily_sales",
         tr("Sales by day"),
         {{"day", tr("Day"), Day},
          {"orders", tr("Orders"), Count},
          {"items", tr("Pieces"), Count},
          {"gross", tr("Gross"), Money},
          {"discounts", tr("Discounts"), Money},
          {"returns", tr("Returns"), Money},
          {"net", tr("Net"), Money},
          {"tax", tr("Tax"), Money},
          {"shipping", tr("Shipping"), Money}}},
        {"daily_variants",
         tr("Pieces by day"),
         {{"day", tr("Day"), Day},
          {"variant_id", tr("Piece"), Count},
          {"units", tr("Sold"), Count},
          {"revenue", tr("Revenue"), Money}}},
        {"daily_countries",
         tr("Countries by day"),
         {{"day", tr("Day"), Day},
          {"country", tr("Country"), Text},
          {"orders", tr("Orders"), Count},
          {"items", tr("Pieces"), Count},
          {"net", tr("Net"), Money}}},
        {"daily_taxes",
         tr("Taxes by day"),
         {{"day", tr("Day"), Day},
          {"name", tr("Name"), Text},
          {"rate", tr("Rate"), Rate},
          {"net", tr("Before tax"), Money},
          {"tax", tr("Tax"), Money}}},
    };
}

QList<OpenTableWords> people()
{
    return {
        {"users",
         tr("Customers and staff"),
         {{"id", tr("Inner number"), Count},
          {"email", tr("E-mail"), Text},
          {"name", tr("Name"), Text},
          {"phone", tr("Phone"), Text},
          {"role", tr("Role"), Text},
          {"external_number", tr("Number elsewhere"), Text},
          {"country", tr("Country"), Text},
          {"note", tr("Note"), Text},
          {"disabled", tr("Shut out: 1 or 0"), Count},
          {"erased", tr("Erased: 1 or 0"), Count},
          {"created_at", tr("Made"), Time},
          {"updated_at", tr("Changed"), Time}}},
        {"shipping_methods",
         tr("Shipping options"),
         {{"id", tr("Inner number"), Count},
          {"name", tr("Name"), Text},
          {"countries", tr("Countries"), Text},
          {"price", tr("Price"), Money},
          {"free_above", tr("Free from"), Money},
          {"active", tr("Offered: 1 or 0"), Count}}},
        {"tax_rates",
         tr("Tax rates"),
         {{"id", tr("Inner number"), Count},
          {"name", tr("Name"), Text},
          {"country", tr("Country"), Text},
          {"tax_class", tr("Tax class"), Text},
          {"rate", tr("Rate"), Rate}}},
        {"requests",
         tr("Requests of sites and apps"),
         {{"id", tr("Inner number"), Count},
          {"at", tr("When"), Time},
          {"method", tr("How"), Text},
          {"path", tr("What was asked"), Text},
          {"status", tr("Answer"), Count},
          {"micros", tr("Took"), Micros},
          {"bytes", tr("Bytes"), Count},
          {"actor", tr("By whom"), Text},
          {"request_id", tr("Request id"), Text},
          {"address", tr("From where"), Text}}},
        {"request_stats",
         tr("Requests by hour"),
         {{"hour", tr("Hour"), Time},
          {"method", tr("How"), Text},
          {"path", tr("What was asked"), Text},
          {"calls", tr("Calls"), Count},
          {"errors", tr("Faults"), Count},
          {"refused", tr("Refused"), Count},
          {"bytes", tr("Bytes"), Count}}},
        {"journal",
         tr("History"),
         {{"seq", tr("Number"), Count},
          {"at", tr("When"), Time},
          {"actor", tr("By whom"), Text},
          {"actor_name", tr("Name"), Text},
          {"action", tr("What was done"), Text},
          {"entity", tr("To what"), Text},
          {"entity_id", tr("To which"), Text},
          {"request_id", tr("Request id"), Text},
          {"address", tr("From where"), Text}}},
    };
}

// Kinds by name, without those of which two columns differ.
QHash<QByteArray, ReportKind> kinds()
{
    QHash<QByteArray, ReportKind> known;
    QByteArrayList mixed;
    const QList<OpenTableWords> all = tables();
    for (const OpenTableWords &table : all)
        for (const OpenColumnWords &column : table.columns) {
            if (known.contains(column.name) && known.value(column.name) != column.kind)
                mixed << column.name;
            known.insert(column.name, column.kind);
        }
    for (const QByteArray &name : std::as_const(mixed))
        known.remove(name);
    return known;
}
}

QList<OpenTableWords> tables() { return selling() + shelves() + sums() + people(); }

QList<OpenTable> open()
{
    QList<OpenTable> open;
    const QList<OpenTableWords> all = tables();
    for (const OpenTableWords &table : all) {
        OpenTable one{table.name, {}};
        for (const OpenColumnWords &column : table.columns)
            one.columns << column.name;
        open << one;
    }
    return open;
}

std::optional<ReportKind> kindOf(const QByteArray &column)
{
    static const QHash<QByteArray, ReportKind> known = kinds();
    const QByteArray name = column.toLower();
    if (const auto found = known.constFind(name); found != known.constEnd())
        return *found;
    for (const auto &[end, kind] :
         {std::pair{"_money", Money}, {"_day", Day}, {"_time", Time}, {"_at", Time}, {"_rate", Rate}})
        if (name.endsWith(end))
            return kind;
    return std::nullopt;
}

}
