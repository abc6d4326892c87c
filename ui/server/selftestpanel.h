#pragma once
// "Test my server": tries on a copy of the shop what customers and others do, and says in plain words what was seen.
#include "app/base/result.h"
#include "app/selftest/verdict.h"
#include "ui/widgets/panel.h"

#include <atomic>
#include <memory>

class QAction;
class QLabel;
class QProgressBar;
class QStackedWidget;

namespace backroom {

class ApiHost;
class Badge;
class Desk;
class SelfTestList;
struct SelfTestProgress;

class SelfTestPanel final : public Panel {
    Q_OBJECT
public:
    // `test` is the page's command that begins it, and is not owned.
    SelfTestPanel(Desk &desk, ApiHost &host, QAction *test, QWidget *parent = nullptr);
    // Stops a test that is under way.
    ~SelfTestPanel() override;

    bool isTesting() const { return m_stop != nullptr; }

    // Nothing while one is under way. `quick` measures for a shorter time.
    void start(bool quick = false);
    void stop();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeCalm();
    QWidget *makeBusy();
    void showProgress(const SelfTestProgress &progress);
    void finished(const Result<SelfTestReport> &report);
    void fetch();
    void say(const QString &text);
    void showHistory(const QList<SelfTestReport> &history);

    Desk &m_desk;
    ApiHost &m_host;
    QAction *m_test;
    std::shared_ptr<std::atomic<bool>> m_stop; // of the test under way
    Badge *m_result = nullptr;
    QStackedWidget *m_controls = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_said = nullptr; // how far it is, or when it was tested last
    QLabel *m_fault = nullptr;
    SelfTestList *m_lines = nullptr;
};

}
