#include "server/http/openapi.h"

#include "server/commands/command.h"

#include <QCoreApplication>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace backroom {

Command openApiCommand()
{
    return {u"openapi"_s,
            {},
            QCoreApplication::translate("backroom", "Prints the API's description, OpenAPI 3.1."),
            {},
            [](const CommandLine &) -> int {
                say(QString::fromUtf8(openApiDocument(allRoutes())));
                return ExitDone;
            }};
}

}
