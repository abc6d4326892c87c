#include "server/api/productimport.h"

#include "app/products/productimport.h"
#include "server/http/call.h"

#include <QBuffer>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
ShapePtr summaryShape()
{
    const ShapePtr count = shape::integer(0, 1'000'000'000);
    const ShapePtr row = shape::object("ImportFault",
                                       {shape::required("line", count), shape::required("column", shape::text()),
                                        shape::required("reason", shape::text())});
    return shape::object("ProductImportSummary",
                         {shape::required("format", shape::text()), shape::required("dry_run", shape::boolean()),
                          shape::required("rows", count), shape::required("created", count),
                          shape::required("updated", count), shape::required("unchanged", count),
                          shape::required("refused", count), shape::required("categories", count),
                          shape::required("faults", shape::list(row)), shape::required("notes", shape::list(row))});
}

// Batches are transactions of their own, so all of it is done before the call's own transaction.
Result<std::any> importUpload(Call &call)
{
    QBuffer buffer;
    buffer.setData(call.request().body());
    buffer.open(QIODevice::ReadOnly);
    ProductImportOptions options;
    if (const auto format = call.query("format"))
        options.format = parseProductFormat(QString::fromUtf8(*format)).value_or(ProductFormat::Auto);
    options.dryRun = call.queryBoolean("dry_run").value_or(false);
    const auto summary = products::importFile(call.shop().database(), call.actor(), &buffer, options);
    if (!summary)
        return fail(summary.error());
    return std::any(*summary);
}

Result<Reply> postImport(Call &call, Transaction &)
{
    JsonWriter json = call.json();
    products::writeJson(json, call.prepared<ProductImportSummary>());
    return call.reply(json);
}
}

void addProductImportRoutes(Routes &routes)
{
    routes.post("/api/v1/admin/import/products", writing(Area::Imports), postImport)
        .says("Import a product file: Shopify's, WooCommerce's or Backroom's own. The same file again changes nothing")
        .asks("format", shape::oneOf({u"auto"_s, u"backroom"_s, u"shopify"_s, u"woocommerce"_s}))
        .asks("dry_run", shape::boolean())
        .uploads({"text/csv"})
        .slowly(importUpload)
        .answers(summaryShape());
}

}
