#include "app/journal/undorules.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::undo {

namespace {
// `which` tells apart what English has one word for.
struct Name
{
    const char *text = nullptr;
    const char *which = nullptr;
};
}

QString fieldName(const QString &key)
{
    static const QHash<QString, Name> names{
        {u"title"_s, {QT_TRANSLATE_NOOP("backroom", "Title")}},
        {u"slug"_s, {QT_TRANSLATE_NOOP("backroom", "Address in the shop")}},
        {u"description"_s, {QT_TRANSLATE_NOOP("backroom", "Description")}},
        {u"status"_s, {QT_TRANSLATE_NOOP("backroom", "Status")}},
        {u"vendor"_s, {QT_TRANSLATE_NOOP("backroom", "Vendor")}},
        {u"handle"_s, {QT_TRANSLATE_NOOP("backroom", "Name in import files")}},
        {u"tags"_s, {QT_TRANSLATE_NOOP("backroom", "Tags")}},
        {u"categories"_s, {QT_TRANSLATE_NOOP("backroom", "Categories")}},
        {u"category_ids"_s, {QT_TRANSLATE_NOOP("backroom", "Categories")}},
        {u"options"_s, {QT_TRANSLATE_NOOP("backroom", "Options")}},
        {u"variants"_s, {QT_TRANSLATE_NOOP("backroom", "Variants")}},
        {u"images"_s, {QT_TRANSLATE_NOOP("backroom", "Images")}},
        {u"image"_s, {QT_TRANSLATE_NOOP("backroom", "Image")}},
        {u"available"_s, {QT_TRANSLATE_NOOP("backroom", "Available")}},
        {u"sku"_s, {QT_TRANSLATE_NOOP("backroom", "SKU")}},
        {u"barcode"_s, {QT_TRANSLATE_NOOP("backroom", "Barcode")}},
        {u"price"_s, {QT_TRANSLATE_NOOP("backroom", "Price")}},
        {u"compare_at_price"_s, {QT_TRANSLATE_NOOP("backroom", "Price before")}},
        {u"cost"_s, {QT_TRANSLATE_NOOP("backroom", "Cost")}},
        {u"weight_grams"_s, {QT_TRANSLATE_NOOP("backroom", "Weight in grams")}},
        {u"tax_class"_s, {QT_TRANSLATE_NOOP("backroom", "Tax class")}},
        {u"track_stock"_s, {QT_TRANSLATE_NOOP("backroom", "Stock is counted")}},
        {u"allow_backorder"_s, {QT_TRANSLATE_NOOP("backroom", "Back-orders")}},
        {u"low_stock_threshold"_s, {QT_TRANSLATE_NOOP("backroom", "Low from")}},
        {u"kept_in"_s, {QT_TRANSLATE_NOOP("backroom", "Kept in")}},
        {u"archived"_s, {QT_TRANSLATE_NOOP("backroom", "Put away")}},
        {u"level"_s, {QT_TRANSLATE_NOOP("backroom", "Stock")}},
        {u"delta"_s, {QT_TRANSLATE_NOOP("backroom", "Pieces")}},
        {u"reason"_s, {QT_TRANSLATE_NOOP("backroom", "Reason")}},
        {u"reference"_s, QT_TRANSLATE_NOOP3("backroom", "Reference", "of a delivery of goods")},
        {u"alt"_s, {QT_TRANSLATE_NOOP("backroom", "Description of the image")}},
        {u"position"_s, {QT_TRANSLATE_NOOP("backroom", "Place")}},
        {u"name"_s, {QT_TRANSLATE_NOOP("backroom", "Name")}},
        {u"parent_id"_s, {QT_TRANSLATE_NOOP("backroom", "Stands below")}},
        {u"email"_s, {QT_TRANSLATE_NOOP("backroom", "E-mail")}},
        {u"phone"_s, {QT_TRANSLATE_NOOP("backroom", "Phone")}},
        {u"role"_s, {QT_TRANSLATE_NOOP("backroom", "Role")}},
        {u"country"_s, {QT_TRANSLATE_NOOP("backroom", "Country")}},
        {u"countries"_s, {QT_TRANSLATE_NOOP("backroom", "Countries")}},
        {u"region"_s, {QT_TRANSLATE_NOOP("backroom", "Region")}},
        {u"rate"_s, {QT_TRANSLATE_NOOP("backroom", "Rate")}},
        {u"note"_s, {QT_TRANSLATE_NOOP("backroom", "Note")}},
        {u"disabled"_s, {QT_TRANSLATE_NOOP("backroom", "Disabled")}},
        {u"active"_s, {QT_TRANSLATE_NOOP("backroom", "In use")}},
        {u"free_above"_s, {QT_TRANSLATE_NOOP("backroom", "Free from")}},
        {u"min_weight_grams"_s, {QT_TRANSLATE_NOOP("backroom", "Least weight in grams")}},
        {u"max_weight_grams"_s, {QT_TRANSLATE_NOOP("backroom", "Largest weight in grams")}},
        {u"scopes"_s, {QT_TRANSLATE_NOOP("backroom", "What it may do")}},
        {u"expires_at"_s, {QT_TRANSLATE_NOOP("backroom", "Ends")}},
        {u"shop_name"_s, {QT_TRANSLATE_NOOP("backroom", "Name of the shop")}},
        {u"currency"_s, {QT_TRANSLATE_NOOP("backroom", "Currency")}},
        {u"timezone"_s, {QT_TRANSLATE_NOOP("backroom", "Time zone")}},
        {u"languages"_s, {QT_TRANSLATE_NOOP("backroom", "Languages")}},
        {u"prices_include_tax"_s, {QT_TRANSLATE_NOOP("backroom", "Prices contain tax")}},
        {u"contact_email"_s, {QT_TRANSLATE_NOOP("backroom", "E-mail")}},
        {u"contact_phone"_s, {QT_TRANSLATE_NOOP("backroom", "Phone")}},
        {u"address"_s, {QT_TRANSLATE_NOOP("backroom", "Address")}},
        {u"tax_number"_s, {QT_TRANSLATE_NOOP("backroom", "Tax number")}},
        {u"allowed_origins"_s, {QT_TRANSLATE_NOOP("backroom", "Shop sites that may call")}},
        {u"allowed_hosts"_s, {QT_TRANSLATE_NOOP("backroom", "Names of the server")}},
        {u"cart_days"_s, {QT_TRANSLATE_NOOP("backroom", "Days that carts are kept")}},
        {u"shipping_address"_s, {QT_TRANSLATE_NOOP("backroom", "Delivery address")}},
        {u"billing_address"_s, {QT_TRANSLATE_NOOP("backroom", "Billing address")}},
        {u"payment_status"_s, {QT_TRANSLATE_NOOP("backroom", "Payment")}},
        {u"fulfilment_status"_s, {QT_TRANSLATE_NOOP("backroom", "Delivery")}},
        {u"total"_s, {QT_TRANSLATE_NOOP("backroom", "Total")}},
        {u"paid"_s, QT_TRANSLATE_NOOP3("backroom", "Paid", "an amount")},
        {u"refunded"_s, {QT_TRANSLATE_NOOP("backroom", "Given back")}},
        {u"item_count"_s, {QT_TRANSLATE_NOOP("backroom", "Pieces")}},
        {u"lines"_s, {QT_TRANSLATE_NOOP("backroom", "Lines")}},
        {u"quantity"_s, {QT_TRANSLATE_NOOP("backroom", "Pieces")}},
        {u"fulfilled"_s, QT_TRANSLATE_NOOP3("backroom", "Sent", "pieces of a line")},
        {u"source"_s, {QT_TRANSLATE_NOOP("backroom", "Where it came from")}},
        {u"stock"_s, {QT_TRANSLATE_NOOP("backroom", "Stock")}},
        {u"number"_s, {QT_TRANSLATE_NOOP("backroom", "Number")}},
        {u"customer_name"_s, {QT_TRANSLATE_NOOP("backroom", "Customer")}},
        {u"line1"_s, {QT_TRANSLATE_NOOP("backroom", "Street and number")}},
        {u"line2"_s, {QT_TRANSLATE_NOOP("backroom", "Flat, floor, company")}},
        {u"city"_s, {QT_TRANSLATE_NOOP("backroom", "Town")}},
        {u"postal_code"_s, {QT_TRANSLATE_NOOP("backroom", "Postal code")}},
        {u"children"_s, {QT_TRANSLATE_NOOP("backroom", "Categories below")}},
        {u"sql"_s, {QT_TRANSLATE_NOOP("backroom", "Statement")}},
        {u"every"_s, {QT_TRANSLATE_NOOP("backroom", "How often")}},
        {u"minute"_s, {QT_TRANSLATE_NOOP("backroom", "Time of day")}},
        {u"at_close"_s, {QT_TRANSLATE_NOOP("backroom", "When the program is closed")}},
        {u"keep_days"_s, {QT_TRANSLATE_NOOP("backroom", "Days that backups are kept")}},
        {u"places"_s, {QT_TRANSLATE_NOOP("backroom", "Places")}},
        {u"file"_s, {QT_TRANSLATE_NOOP("backroom", "File")}},
        {u"bytes"_s, {QT_TRANSLATE_NOOP("backroom", "Size")}},
        {u"message"_s, {QT_TRANSLATE_NOOP("backroom", "Why")}},
        {u"since"_s, {QT_TRANSLATE_NOOP("backroom", "Since")}},
        {u"orders"_s, {QT_TRANSLATE_NOOP("backroom", "Orders")}},
        {u"products"_s, {QT_TRANSLATE_NOOP("backroom", "Products")}},
        {u"customers"_s, {QT_TRANSLATE_NOOP("backroom", "Customers")}},
        {u"rows"_s, {QT_TRANSLATE_NOOP("backroom", "Rows read")}},
        {u"ended"_s, {QT_TRANSLATE_NOOP("backroom", "Sessions ended")}},
        {u"key"_s, {QT_TRANSLATE_NOOP("backroom", "Key")}},
        {u"prefix"_s, QT_TRANSLATE_NOOP3("backroom", "Begins with", "a key")},
    };
    const Name name = names.value(key);
    return name.text ? QCoreApplication::translate("backroom", name.text, name.which) : key;
}

}
