#include "server/api/categories.h"

#include "app/products/category.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const ShapePtr &draftShape()
{
    static const ShapePtr made =
        shape::object("CategoryDraft",
                      {shape::required("name", shape::text(1, 200)), shape::optional("slug", shape::text(1, 100)),
                       shape::optional("parent_id", shape::nullable(shape::id())),
                       shape::optional("position", shape::integer(0, 1'000'000))});
    return made;
}

const ShapePtr &answerShape()
{
    static const ShapePtr made =
        shape::object("Category",
                      {shape::required("id", shape::id()), shape::required("parent_id", shape::nullable(shape::id())),
                       shape::required("name", shape::text()), shape::required("slug", shape::text()),
                       shape::required("position", shape::integer(0, 1'000'000)),
                       shape::required("revision", shape::integer(1, 1'000'000'000)),
                       shape::required("created_at", shape::time()), shape::required("updated_at", shape::time())});
    return made;
}

CategoryChange changeOf(const Call &call)
{
    CategoryChange change;
    change.name = call.text("name"_L1);
    change.slug = call.text("slug"_L1);
    if (const auto position = call.integer("position"_L1))
        change.position = int(*position);
    if (call.has("parent_id"_L1)) {
        const auto text = call.text("parent_id"_L1);
        change.parent = text ? std::optional(CategoryId::parse(*text).value_or(CategoryId{-1})) : std::nullopt;
    }
    return change;
}

Result<Reply> answer(Call &call, const Result<Category> &category)
{
    if (!category)
        return fail(category.error());
    JsonWriter json = call.json();
    categories::writeJson(json, *category);
    return call.reply(json, category->revision);
}

const QStringList CsvHeader{u"id"_s,   u"parent_id"_s, u"name"_s,       u"path"_s,
                            u"slug"_s, u"position"_s,  u"created_at"_s, u"updated_at"_s};

QStringList csvCells(const Category &category, const QList<Category> &tree)
{
    return {category.id.text(),
            category.parent ? category.parent->text() : QString(),
            category.name,
            categories::pathOf(tree, category.id).join(" > "_L1),
            category.slug,
            QString::number(category.position),
            QString::fromLatin1(timeText(category.createdAt)),
            QString::fromLatin1(timeText(category.updatedAt))};
}

Result<Reply> listCategories(Call &call, Reader &reader)
{
    const QList<Category> tree = categories::tree(reader);
    const api::Sheet sheet{"categories.csv", CsvHeader,
                           [&](const Category &category) { return csvCells(category, tree); }};
    return api::shortList(call, tree, "categories:id", sheet,
                          [](JsonWriter &json, const Category &category) { categories::writeJson(json, category); });
}

Result<Reply> getCategory(Call &call, Reader &reader)
{
    const auto id = call.id<CategoryId>();
    return id ? answer(call, categories::get(reader, *id)) : fail(id.error());
}

Result<Reply> postCategory(Call &call, Transaction &transaction)
{
    return answer(call, categories::create(transaction, call.actor(), changeOf(call)));
}

Result<Reply> patchCategory(Call &call, Transaction &transaction)
{
    const auto id = call.id<CategoryId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    return answer(call, categories::update(transaction, call.actor(), *id, changeOf(call), *expected));
}

Result<Reply> deleteCategory(Call &call, Transaction &transaction)
{
    const auto id = call.id<CategoryId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    if (const auto removed = categories::remove(transaction, call.actor(), *id, *expected); !removed)
        return fail(removed.error());
    return Call::nothing();
}
}

void addCategoryRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/categories";
    const QByteArray one = all + "/{id}";
    routes.get(all, reading(Area::Categories), listCategories)
        .says("All categories, each with its parent; as CSV in the order of the tree")
        .answers(shape::page("CategoryPage", answerShape()))
        .paged()
        .alsoCsv();
    routes.post(all, writing(Area::Categories), postCategory)
        .says("Make a category")
        .takes(draftShape())
        .answers(answerShape(), 201);
    routes.get(one, reading(Area::Categories), getCategory).says("One category").answers(answerShape());
    routes.patch(one, writing(Area::Categories), patchCategory)
        .says("Change a category, or move it in the tree")
        .takes(shape::patchOf("CategoryPatch", draftShape()))
        .answers(answerShape())
        .ifMatch();
    routes.remove(one, writing(Area::Categories), deleteCategory)
        .says("Remove a category; those below it move up to where it stood, its products stay")
        .ifMatch();
}

}
