#include "server/api/images.h"

#include "app/products/imagename.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/productservice.h"
#include "app/products/productstore.h"
#include "server/api/productshapes.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// Which image of which product, and the product as it was seen.
struct Target
{
    ProductId product;
    ImageId image;
    std::optional<qint64> expected;
};
Result<Target> target(const Call &call)
{
    const auto product = call.id<ProductId>();
    if (!product)
        return fail(product.error());
    const auto image = call.id<ImageId>(1);
    if (!image)
        return fail(image.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    return Target{*product, *image, *expected};
}

// The product's image, with the product's revision: it is the product that changes.
Result<Reply> answer(const Call &call, const Product &product, ImageId id)
{
    for (const ProductImage &image : product.images) {
        if (image.id != id)
            continue;
        JsonWriter json = call.json();
        products::writeJson(json, image, product);
        return call.reply(json, product.revision);
    }
    return Call::notFound();
}

// After a change: the product is at its new revision by now.
Result<Reply> answer(const Call &call, Reader &reader, ProductId id, const Result<ProductImage> &image)
{
    return image ? answer(call, *products::load(reader, id), image->id) : fail(image.error());
}

const QStringList CsvHeader{u"id"_s,     u"url"_s, u"thumbnail_url"_s, u"width"_s,
                            u"height"_s, u"alt"_s, u"position"_s,      u"created_at"_s};

QStringList csvCells(const ProductImage &image)
{
    const auto pixels = [](int count) { return count > 0 ? QString::number(count) : QString(); };
    return {image.id.text(),
            image.url,
            image.thumbnailUrl,
            pixels(image.width),
            pixels(image.height),
            image.alt,
            QString::number(image.position),
            QString::fromLatin1(timeText(image.createdAt))};
}

Result<Reply> listImages(Call &call, Reader &reader)
{
    const auto id = call.id<ProductId>();
    if (!id)
        return fail(id.error());
    const auto product = products::get(reader, call.actor(), *id);
    if (!product)
        return fail(product.error());
    const api::Sheet sheet{"images.csv", CsvHeader, csvCells};
    return api::orderedList(call, product->images, "images:position", sheet,
                            [&](JsonWriter &json, const ProductImage &image) {
                                products::writeJson(json, image, *product);
                            });
}

Result<Reply> getImage(Call &call, Reader &reader)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    const auto product = products::get(reader, call.actor(), at->product);
    return product ? answer(call, *product, at->image) : fail(product.error());
}

// Decoding takes long; the bytes lie in their place before the product refers to them.
Result<std::any> readUpload(Call &call)
{
    const auto file = readImageFile(call.request().body());
    if (!file)
        return fail(file.error());
    if (const auto kept = ImageStore(call.shop().config()).keep(*file); !kept)
        return fail(kept.error());
    return std::any(*file);
}

Result<Reply> postImage(Call &call, Transaction &transaction)
{
    const auto id = call.id<ProductId>();
    if (!id)
        return fail(id.error());
    const QString alt = QString::fromUtf8(call.query("alt").value_or(QByteArray()));
    const auto image = images::add(transaction, call.actor(), *id, call.prepared<ImageFile>(), alt);
    auto reply = answer(call, transaction, *id, image);
    if (reply)
        reply->headers.emplaceBack("Location",
                                   "/api/v1/admin/products/" + id->bytes() + "/images/" + image->id.bytes());
    return reply;
}

Result<Reply> patchImage(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    images::ImageChange change;
    change.alt = call.text("alt"_L1);
    if (const auto position = call.integer("position"_L1))
        change.position = int(*position);
    return answer(call, transaction, at->product,
                  images::change(transaction, call.actor(), at->product, at->image, change, at->expected));
}

Result<Reply> deleteImage(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    if (const auto removed = images::remove(transaction, call.actor(), at->product, at->image, at->expected); !removed)
        return fail(removed.error());
    return Call::nothing();
}

Result<Reply> getBytes(Call &call, Reader &reader)
{
    const auto bytes = ImageStore(call.shop().config()).read(reader, call.parameter());
    if (!bytes)
        return fail(bytes.error());
    return Reply{200, imageMediaType(call.parameter()), *bytes, {}};
}
}

void addImageRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/products/{id}/images";
    const QByteArray one = all + "/{image}";
    const QByteArrayList types{"image/png", "image/jpeg", "image/webp"};
    routes.get(all, reading(Area::Products), listImages)
        .says("A product's images, in their order; as CSV all of them")
        .answers(shape::page("ImagePage", api::imageShape()))
        .paged()
        .alsoCsv();
    routes.post(all, writing(Area::Products), postImage)
        .says("Add an image: its bytes are the body")
        .asks("alt", shape::text(0, images::MaxAlt))
        .uploads(types)
        .slowly(readUpload)
        .answers(api::imageShape(), 201);
    routes.get(one, reading(Area::Products), getImage).says("One image").answers(api::imageShape());
    routes.patch(one, writing(Area::Products), patchImage)
        .says("Describe an image, or put it at another place among the product's; its ETag is the product's")
        .takes(shape::object("ImagePatch",
                             {shape::optional("alt", shape::text(0, images::MaxAlt)),
                              shape::optional("position", shape::integer(0, 1000))}))
        .answers(api::imageShape())
        .ifMatch();
    routes.remove(one, writing(Area::Products), deleteImage).says("Take an image off a product").ifMatch();
    routes.get("/images/{name}", anyone(), getBytes)
        .says("An image's bytes, under its content's hash; they never change")
        .gives(types)
        .forever();
}

}
