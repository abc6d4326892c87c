#include "server/http/router.h"

#include <unordered_map>

namespace backroom {

struct Router::Node
{
    struct Hash
    {
        using is_transparent = void;
        size_t operator()(QByteArrayView text) const { return qHash(text); }
        size_t operator()(const QByteArray &text) const { return qHash(QByteArrayView(text)); }
    };
    struct Equal
    {
        using is_transparent = void;
        bool operator()(QByteArrayView a, QByteArrayView b) const { return a == b; }
    };
    std::unordered_map<QByteArray, std::unique_ptr<Node>, Hash, Equal> words;
    std::unique_ptr<Node> parameter;
    std::array<const Route *, 7> routes{};
};

Router::Router(const Routes &routes) : m_root(std::make_unique<Node>())
{
    for (const auto &route : routes.all()) {
        Node *node = m_root.get();
        for (const QByteArray &segment : route->path.split('/')) {
            if (segment.isEmpty())
                continue;
            std::unique_ptr<Node> &next = segment.startsWith('{') ? node->parameter : node->words[segment];
            if (!next)
                next = std::make_unique<Node>();
            node = next.get();
        }
        Q_ASSERT_X(!node->routes[size_t(route->method)], "Router", route->path.constData());
        node->routes[size_t(route->method)] = route.get();
    }
}

Router::~Router() = default;

bool Router::walk(const Node &node, const Segments &segments, qsizetype depth, QByteArrayList &parameters,
                  const Node *&found)
{
    if (depth == segments.size()) {
        found = &node;
        return std::any_of(node.routes.begin(), node.routes.end(), [](const Route *route) { return route; });
    }
    if (const auto next = node.words.find(segments[depth]);
        next != node.words.end() && walk(*next->second, segments, depth + 1, parameters, found))
        return true;
    if (!node.parameter)
        return false;
    parameters << segments[depth].toByteArray();
    if (walk(*node.parameter, segments, depth + 1, parameters, found))
        return true;
    parameters.removeLast();
    return false;
}

Router::Match Router::find(Method method, const Segments &segments) const
{
    Match match;
    const Node *node = nullptr;
    if (!walk(*m_root, segments, 0, match.parameters, node))
        return match;
    match.route = node->routes[size_t(method == Method::Head ? Method::Get : method)];
    for (const Route *route : node->routes) {
        if (!route)
            continue;
        match.allowed << methodText(route->method);
        if (route->method == Method::Get)
            match.allowed << "HEAD";
    }
    match.allowed << "OPTIONS";
    return match;
}

}
