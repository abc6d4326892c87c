#include "app/base/page.h"
#include "server/http/openapi.h"
#include "server/http/problem.h"

#include <QMap>

namespace backroom {

namespace {
constexpr auto Style = R"(<style>
:root{color-scheme:light dark;--text:#1d1d1b;--muted:#5e5d58;--ground:#f6f6f4;--panel:#fff;--line:#e3e2de;--accent:#0b6b7d}
@media(prefers-color-scheme:dark){:root{--text:#e8eae7;--muted:#a4aaa7;--ground:#141616;--panel:#1d2020;--line:#2d3131;--accent:#56bfd2}}
body{margin:0;font:15px/1.5 Inter,"Segoe UI",system-ui,sans-serif;color:var(--text);background:var(--ground)}
main{max-width:60rem;margin:0 auto;padding:2rem 1.5rem 4rem}h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
p,.who{color:var(--muted)}details{background:var(--panel);border:1px solid var(--line);border-radius:8px;margin:.4rem 0;padding:0 1rem}
summary{cursor:pointer;padding:.55rem 0}code{font:13px/1.4 ui-monospace,"DejaVu Sans Mono",monospace}
.m{display:inline-block;width:4.2rem;font-weight:600;color:var(--accent)}.s{color:var(--muted);margin-left:.8rem}
table{border-collapse:collapse;width:100%;margin:0 0 1rem}td,th{text-align:left;padding:.25rem .8rem .25rem 0;border-top:1px solid var(--line);vertical-align:top}
th{font-weight:500;color:var(--muted);border:0}a{color:var(--accent)}</style>)";

QByteArray typeText(const ShapePtr &shape)
{
    QByteArray text;
    switch (shape->kind) {
    case Shape::Kind::Object: text = shape->name.isEmpty() ? QByteArray("object") : shape->name; break;
    case Shape::Kind::Array: text = "list of " + typeText(shape->items); break;
    case Shape::Kind::Map: text = "object of " + typeText(shape->items); break;
    case Shape::Kind::Text:
        text = shape->words.isEmpty() ? QByteArray("text") : shape->words.join(QStringLiteral(" | ")).toUtf8();
        break;
    case Shape::Kind::Integer: text = "integer"; break;
    case Shape::Kind::Boolean: text = "true | false"; break;
    case Shape::Kind::Number: text = "number"; break;
    case Shape::Kind::Money: text = "money"; break;
    case Shape::Kind::Time: text = "time"; break;
    case Shape::Kind::Id: text = "id"; break;
    case Shape::Kind::Any: text = "anything"; break;
    }
    return shape->nullable ? text + " or null" : text;
}

QByteArray escaped(const QByteArray &text) { return QString::fromUtf8(text).toHtmlEscaped().toUtf8(); }

QByteArray members(const char *title, const ShapePtr &shape)
{
    if (!shape || shape->kind != Shape::Kind::Object)
        return {};
    QByteArray html = "<table><tr><th>" + QByteArray(title) + "</th><th></th><th></th></tr>";
    for (const Member &member : shape->members)
        html += "<tr><td><code>" + member.name + "</code></td><td>" + escaped(typeText(member.shape))
            + "</td><td class=who>" + (member.required ? "" : "may be left out") + "</td></tr>";
    return html + "</table>";
}

QByteArray who(const Route &route)
{
    switch (route.access.kind) {
    case Access::Kind::Anyone: return "Anyone";
    case Access::Kind::SignedIn: return "Who signed in";
    case Access::Kind::Loopback: return "From this machine, or the owner";
    case Access::Kind::Permitted: break;
    }
    return "Role " + roleText(leastRole(route.access.permission)) + " and up, or an API key with <code>"
        + scopeText(route.access.permission).toLatin1() + "</code>";
}

QByteArray entry(const Route &route)
{
    QByteArray html = "<details><summary><span class=m>" + methodText(route.method) + "</span><code>"
        + escaped(route.path) + "</code><span class=s>" + escaped(route.summary) + "</span></summary><p class=who>"
        + who(route) + ". Answers " + QByteArray::number(route.status) + ".</p>";
    if (!route.query.isEmpty() || route.isPaged) {
        html += "<table><tr><th>Query</th><th></th></tr>";
        for (const QueryParameter &query : route.query)
            html += "<tr><td><code>" + query.name + "</code></td><td>" + escaped(typeText(query.shape)) + "</td></tr>";
        if (route.isPaged)
            html += "<tr><td><code>limit</code></td><td>1 to " + QByteArray::number(MaxLimit) + ", "
                + (route.isWholeUnlessPaged ? "all" : QByteArray::number(DefaultLimit)) + " if left out"
                + "</td></tr><tr><td><code>after</code></td><td>the cursor that the page before gave as <code>next</code></td></tr>";
        html += "</table>";
    }
    for (const QByteArray &type : route.uploadTypes)
        html += "<p>Takes <code>" + type + "</code>.</p>";
    html += members("Body", route.body);
    const bool page = route.answer && route.isPaged && !route.answer->members.isEmpty();
    html += members(page ? "Each item" : "Answer", page ? route.answer->members.first().shape->items : route.answer);
    return html + "</details>";
}

// Where the type of a problem leads.
QByteArray problems()
{
    QByteArray html =
        "<h2>Problems</h2><table><tr><th>Status</th><th>Type</th><th>What it is</th><th>What to do</th></tr>";
    for (const ProblemKind &kind : problemKinds())
        html += "<tr id=\"problem-" + QByteArray(kind.name) + "\"><td>" + QByteArray::number(kind.status)
            + "</td><td><code>" + kind.name + "</code></td><td>" + escaped(kind.title) + "</td><td>"
            + escaped(kind.wayOut) + "</td></tr>";
    return html + "</table>";
}
}

QByteArray apiReference(const Routes &routes)
{
    QMap<QByteArray, QByteArray> sections;
    for (const auto &route : routes.all()) {
        const QByteArrayList words = route->path.mid(1).split('/');
        QByteArray section = words.value(0) == "api" ? words.value(2) : QByteArray("server");
        if (section == "admin")
            section = "admin: " + words.value(3);
        sections[section] += entry(*route);
    }
    QByteArray html =
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width,initial-scale=1\">"
        "<title>Backroom API</title>";
    html += Style;
    html +=
        "<main><h1>Backroom API</h1><p>JSON in UTF-8. Money is an object of an integer <code>amount</code> in the currency's minor unit and its "
        "<code>currency</code>; times are RFC 3339 in UTC; ids are text. A token goes into the header <code>Authorization: Bearer TOKEN</code>; "
        "every POST takes an <code>Idempotency-Key</code>. Errors are <code>application/problem+json</code> (RFC 9457). "
        "The same as an <a href=\"/api/v1/openapi.json\">OpenAPI document</a>.</p>";
    for (auto section = sections.cbegin(); section != sections.cend(); ++section)
        html += "<h2>" + escaped(section.key()) + "</h2>" + section.value();
    return html + problems() + "</main></html>";
}

}
