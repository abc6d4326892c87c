#include "server/api/images.h"

#include "app/products/imagename.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "server/api/productshapes.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
Result<Reply> answer(Call &call, const Result<ProductImage> &image)
{
    if (!image)
        return fail(image.error());
    JsonWriter json = call.json();
    products::writeJson(json, *image);
    return call.reply(json);
}

struct Target
{
    ProductId product;
    ImageId image;
};
Result<Target> target(const Call &call)
{
    const auto product = call.id<ProductId>();
    if (!product)
        return fail(product.error());
    const auto image = call.id<ImageId>(1);
    if (!image)
        return fail(image.error());
    return Target{*product, *image};
}

Result<Reply> listImages(Call &call, Reader &reader)
{
    const auto id = call.id<ProductId>();
    if (!id)
        return fail(id.error());
    const auto images = images::list(reader, call.actor(), *id);
    if (!images)
        return fail(images.error());
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const ProductImage &image : *images)
        products::writeJson(json, image);
    call.endPage(json, {});
    return call.reply(json);
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
    return answer(call, images::add(transaction, call.actor(), *id, call.prepared<ImageFile>(), alt));
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
    return answer(call, images::change(transaction, call.actor(), at->product, at->image, change));
}

Result<Reply> deleteImage(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    if (const auto removed = images::remove(transaction, call.actor(), at->product, at->image); !removed)
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
        .says("A product's images, in their order")
        .answers(shape::page("ImagePage", api::imageShape()));
    routes.post(all, writing(Area::Products), postImage)
        .says("Add an image: its bytes are the body")
        .asks("alt", shape::text(0, images::MaxAlt))
        .uploads(types)
        .slowly(readUpload)
        .answers(api::imageShape(), 201);
    routes.patch(one, writing(Area::Products), patchImage)
        .says("Describe an image, or put it at another place among the product's")
        .takes(shape::object("ImagePatch",
                             {shape::optional("alt", shape::text(0, images::MaxAlt)),
                              shape::optional("position", shape::integer(0, 1000))}))
        .answers(api::imageShape());
    routes.remove(one, writing(Area::Products), deleteImage).says("Take an image off a product");
    routes.get("/images/{name}", anyone(), getBytes)
        .says("An image's bytes, under its content's hash; they never change")
        .gives(types)
        .forever();
}

}
