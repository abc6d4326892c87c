#pragma once
// Finds the route of a path: one hash look-up a segment, however many routes there are.
#include "server/http/request.h"
#include "server/http/route.h"

#include <QHash>

namespace backroom {

class Router {
public:
    // Borrows the routes.
    explicit Router(const Routes &routes);
    ~Router();

    struct Match
    {
        const Route *route = nullptr; // null: unknown path, or known but not with this method
        QByteArrayList parameters;
        QByteArrayList allowed; // the methods that the path knows; empty when it is unknown
    };
    // HEAD finds the GET route.
    Match find(Method method, const Segments &segments) const;

private:
    struct Node;
    static bool walk(const Node &node, const Segments &segments, qsizetype depth, QByteArrayList &parameters,
                     const Node *&found);
    std::unique_ptr<Node> m_root;
};

}
