#pragma once
// A server that only says where it would listen: for pages that show its address.
#include "app/apihost.h"

namespace backroom::test {

class QuietHost final : public ApiHost {
public:
    Result<> start() override { return {}; }
    void stop() override {}
    bool isRunning() const override { return false; }
    QString address() const override { return QStringLiteral("http://127.0.0.1:8080"); }
    HostFigures figures() const override { return {}; }
    QList<HostLimit> limits() const override { return {}; }
    std::shared_ptr<SelfTest> selfTest() override { return {}; }
};

}
