#include "server/api/categories.h"

#include "app/products/category.h"
#include "server/http/call.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr char Order[] = "categories:id";

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

Result<Reply> listCategories(Call &call, Reader &reader)
{
    const auto after = call.after(Order);
    if (!after)
        return fail(after.error());
    QList<Category> all = categories::tree(reader);
    std::sort(all.begin(), all.end(), [](const Category &a, const Category &b) { return a.id < b.id; });
    JsonWriter json = call.json();
    json.object().name("items").array();
    std::optional<Cursor> next;
    int count = 0;
    CategoryId last;
    for (const Category &category : std::as_const(all)) {
        if (*after && category.id.value <= (*after)->id)
            continue;
        if (count++ == call.limit()) {
            next = Cursor{Order, {}, last.value};
            break;
        }
        categories::writeJson(json, category);
        last = category.id;
    }
    call.endPage(json, next);
    return call.reply(json);
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
        .says("All categories, each with its parent")
        .answers(shape::page("CategoryPage", answerShape()))
        .paged();
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
