#pragma once
// The real console on a shop's folder, with its server on a free port.
#include "server/http/apiserver.h"
#include "ui/shell/console.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

namespace backroom::test {

// With its window there. Null when it did not come within half a minute.
inline std::unique_ptr<Console> openConsole(const QString &folder)
{
    ConsoleOptions options;
    options.store = {folder, {}};
    auto console = std::make_unique<Console>(*qApp, options, [](Backroom &shop, Backups &) -> std::unique_ptr<ApiHost> {
        ServerOptions server;
        server.port = 0;
        return std::make_unique<ApiServer>(shop, server);
    });
    QSignalSpy opened(console.get(), &Console::opened);
    console->begin();
    return QTest::qWaitFor([&opened] { return opened.count() == 1; }, 30'000) ? std::move(console) : nullptr;
}

}
