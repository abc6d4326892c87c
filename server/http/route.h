#pragma once
// The one route table: method, path, who may, what goes in and comes out, and the handler. It routes the requests,
// guards them, makes the OpenAPI document and feeds the role-matrix test; nothing is served that is not in it.
#include "app/base/actor.h"
#include "app/store/writer.h"
#include "server/http/head.h"
#include "server/http/reply.h"
#include "server/http/shape.h"

#include <any>
#include <functional>
#include <vector>

namespace backroom {

class Call;

// Runs on the worker in one read snapshot of its own connection.
using ReadHandler = std::function<Result<Reply>(Call &, Reader &)>;
// Runs in the writer's transaction; the reply leaves after the commit. A Reply of any status commits, an error does not.
// Where a body does not fit its shape, the part that does is given to it, too, in a transaction that is taken back: its
// faults are told with those of the shape.
using WriteHandler = std::function<Result<Reply>(Call &, Transaction &)>;
// Runs before a read or write handler on a slow thread, where it may hash, read and write through call.shop(); what it
// gives is call.prepared() afterwards, an error is the answer.
using SlowStep = std::function<Result<std::any>(Call &)>;
// What a slow step would find wrong in a body, found without its work. On a slow thread, too.
using BodyFaults = std::function<QList<FieldError>(const Call &)>;

// Who may call.
struct Access
{
    enum class Kind { Anyone, SignedIn, Permitted, Loopback };
    Kind kind = Kind::Anyone;
    Permission permission = {Area::Products, Verb::Read};
};
inline Access anyone() { return {}; }
// A person with a session, whatever the role (not an API key).
inline Access signedIn() { return {Access::Kind::SignedIn}; }
inline Access reading(Area area) { return {Access::Kind::Permitted, {area, Verb::Read}}; }
inline Access writing(Area area) { return {Access::Kind::Permitted, {area, Verb::Write}}; }
// From this machine, or by one who may read settings.
inline Access loopback() { return {Access::Kind::Loopback}; }

inline constexpr int MaxCursor = 2000; // characters of a page's cursor, as clients hold it

struct QueryParameter
{
    QByteArray name;
    ShapePtr shape;
};

class Route {
public:
    int number = 0; // its place in the table
    Method method = Method::Get;
    QByteArray path; // "/api/v1/products/{id}"
    Access access;
    QByteArray summary;
    ReadHandler read;
    WriteHandler write;
    SlowStep slow;
    BodyFaults furtherFaults;
    ShapePtr body; // of JSON requests; none: no body or {}
    ShapePtr answer;
    int status = 200;
    QList<QueryParameter> query;
    QByteArrayList uploadTypes; // instead of JSON: these media types, up to Limits::uploadBody
    QByteArrayList answerTypes = {"application/json"};
    Durability durability = Durability::Durable;
    bool isCached = false; // GET of catalogue or content: ETag, and kept in the workers' caches
    bool isPublicForever = false; // immutable bytes under their own hash
    bool takesIfMatch = false;
    bool isPaged = false;
    bool isWholeUnlessPaged = false; // without limit and after, all of it comes
    QByteArray rateClass; // own class for the rate limits ("login"); else by method

    // POST, PUT and PATCH take a body, if only {}; one where no field is needed may be left out.
    bool mayHaveBody() const { return method == Method::Post || method == Method::Put || method == Method::Patch; }
    bool needsBody() const;

    Route &says(const QByteArray &text)
    {
        summary = text;
        return *this;
    }
    Route &takes(const ShapePtr &shape)
    {
        body = shape;
        return *this;
    }
    Route &answers(const ShapePtr &shape, int code = 200)
    {
        answer = shape;
        status = code;
        return *this;
    }
    Route &answersNothing()
    {
        status = 204;
        return *this;
    }
    Route &asks(const QByteArray &name, const ShapePtr &shape)
    {
        query << QueryParameter{name, shape};
        return *this;
    }
    // limit and after, and the answer is a page.
    Route &paged()
    {
        isPaged = true;
        return *this;
    }
    // The same, but the list comes whole where neither is asked for.
    Route &pagedWhenAsked()
    {
        isWholeUnlessPaged = true;
        return paged();
    }
    Route &cached()
    {
        isCached = true;
        return *this;
    }
    Route &forever()
    {
        isPublicForever = true;
        return *this;
    }
    Route &ifMatch()
    {
        takesIfMatch = true;
        return *this;
    }
    Route &relaxed()
    {
        durability = Durability::Relaxed;
        return *this;
    }
    Route &uploads(const QByteArrayList &types)
    {
        uploadTypes = types;
        return *this;
    }
    Route &alsoCsv()
    {
        answerTypes << "text/csv";
        return *this;
    }
    Route &gives(const QByteArrayList &types)
    {
        answerTypes = types;
        return *this;
    }
    Route &slowly(SlowStep step)
    {
        slow = std::move(step);
        return *this;
    }
    Route &finds(BodyFaults faults)
    {
        furtherFaults = std::move(faults);
        return *this;
    }
    Route &limitedAs(const QByteArray &rate)
    {
        rateClass = rate;
        return *this;
    }
};

class Routes {
public:
    Route &get(const QByteArray &path, Access access, ReadHandler handler);
    Route &post(const QByteArray &path, Access access, WriteHandler handler);
    Route &put(const QByteArray &path, Access access, WriteHandler handler);
    Route &patch(const QByteArray &path, Access access, WriteHandler handler);
    Route &remove(const QByteArray &path, Access access, WriteHandler handler);
    const std::vector<std::unique_ptr<Route>> &all() const { return m_routes; }

private:
    Route &add(Method method, const QByteArray &path, Access access);
    std::vector<std::unique_ptr<Route>> m_routes;
};

struct ServerShared;

// Every route of the program. Without a server behind them they can be documented, not called.
Routes allRoutes(ServerShared *shared = nullptr);

}
