#include "ui/server/selftestpanel.h"

#include "app/apihost.h"
#include "app/selftest/history.h"
#include "ui/server/selftestlist.h"
#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
enum State { Calm, Busy };
constexpr int BarSteps = 1000;
constexpr int BarWidth = 240;

QLabel *makeWrapped(const QString &text, Ink ink)
{
    QLabel *label = makeLabel(text, Type::Body, ink);
    label->setWordWrap(true);
    return label;
}
}

SelfTestPanel::SelfTestPanel(Desk &desk, ApiHost &host, QAction *test, QWidget *parent)
    : Panel(tr("Put to the test"), parent), m_desk(desk), m_host(host), m_test(test)
{
    setObjectName(u"selfTest"_s);
    m_result = new Badge;
    m_result->setObjectName(u"selfTestResult"_s);
    m_result->hide();
    addToHead(m_result);
    body()->addWidget(makeWrapped(
        tr("Tries on a copy of the shop what customers and others do: how fast it answers, whether the last "
           "piece is sold once, what hostile requests do. The shop goes on selling meanwhile."),
        Ink::Muted));
    m_controls = new QStackedWidget; // both as high, so that nothing jumps
    m_controls->addWidget(makeCalm());
    m_controls->addWidget(makeBusy());
    m_controls->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    body()->addWidget(m_controls);
    m_said = makeWrapped({}, Ink::Muted);
    m_said->setObjectName(u"selfTestSaid"_s);
    body()->addWidget(m_said);
    m_fault = makeWrapped({}, Ink::Bad);
    m_fault->setObjectName(u"selfTestFault"_s);
    m_fault->hide();
    body()->addWidget(m_fault);
    m_lines = new SelfTestList;
    body()->addWidget(m_lines);
    connect(m_test, &QAction::triggered, this, [this] { start(); });
}

SelfTestPanel::~SelfTestPanel() { stop(); }

QWidget *SelfTestPanel::makeCalm()
{
    auto *calm = new QWidget;
    auto *row = new QHBoxLayout(calm);
    row->setContentsMargins(0, 4, 0, 4);
    row->addWidget(makeButton(m_test));
    row->addStretch(1);
    return calm;
}

QWidget *SelfTestPanel::makeBusy()
{
    auto *busy = new QWidget;
    auto *row = new QHBoxLayout(busy);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(12);
    m_bar = new QProgressBar;
    m_bar->setObjectName(u"selfTestBar"_s);
    m_bar->setRange(0, BarSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(BarWidth);
    row->addWidget(m_bar);
    auto *cancel = new QPushButton(tr("Stop the test"));
    cancel->setObjectName(u"stopSelfTest"_s);
    cancel->setAccessibleName(cancel->text());
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &SelfTestPanel::stop);
    row->addWidget(cancel);
    row->addStretch(1);
    return busy;
}

void SelfTestPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    fetch();
}

void SelfTestPanel::start(bool quick)
{
    if (isTesting())
        return;
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_test->setEnabled(false);
    m_fault->hide();
    m_bar->setValue(0);
    m_said->setText(tr("The test begins"));
    m_controls->setCurrentIndex(Busy);
    TaskPool &pool = m_desk.pool();
    m_desk.pool().run(
        this,
        [&pool, test = m_host.selfTest(), stop = m_stop, panel = QPointer(this), quick] {
            return test->run(quick, [&pool, &stop, &panel](const SelfTestProgress &progress) {
                pool.deliver([panel, progress] {
                    if (panel)
                        panel->showProgress(progress);
                });
                return !*stop;
            });
        },
        [this](const Result<SelfTestReport> &report) { finished(report); });
}

void SelfTestPanel::stop()
{
    if (m_stop)
        *m_stop = true;
}

void SelfTestPanel::showProgress(const SelfTestProgress &progress)
{
    if (!isTesting())
        return;
    const QString text = tr("%1, %2 s left").arg(progress.step, m_desk.format().number(progress.secondsLeft));
    m_bar->setValue(int(progress.share * BarSteps));
    m_bar->setAccessibleName(text);
    m_said->setText(text);
}

void SelfTestPanel::finished(const Result<SelfTestReport> &report)
{
    const bool wasStopped = *m_stop;
    m_stop.reset();
    m_test->setEnabled(true);
    m_controls->setCurrentIndex(Calm);
    fetch();
    if (!report && !wasStopped) {
        m_fault->setText(report.error().message);
        m_fault->show();
    }
    Q_EMIT m_desk.told(report           ? tr("The server was tested")
                           : wasStopped ? tr("The test was stopped")
                                        : tr("The server could not be tested"));
}

// Not while a test says how far it is.
void SelfTestPanel::say(const QString &text)
{
    if (!isTesting())
        m_said->setText(text);
}

void SelfTestPanel::fetch()
{
    m_desk.read(
        this, [](Reader &reader) -> Result<QList<SelfTestReport>> { return selftest::history(reader); },
        [this](const Result<QList<SelfTestReport>> &history) {
            if (history)
                showHistory(*history);
        });
}

void SelfTestPanel::showHistory(const QList<SelfTestReport> &history)
{
    m_result->setVisible(!history.isEmpty());
    if (history.isEmpty())
        return say(tr("Not tested yet. It takes about 15 seconds."));
    const SelfTestReport &last = history.constFirst();
    const selftest::Manner manner{m_desk.format().locale(), m_desk.format().zone()};
    const QList<SelfTestLine> lines = selftest::judge(last, history, manner);
    const bool look = std::any_of(lines.cbegin(), lines.cend(),
                                  [](const SelfTestLine &line) { return line.verdict != SelfTestVerdict::Good; });
    m_result->setLook(!selftest::passed(lines) ? BadgeLook{tr("Failed"), Glyph::Look, Ink::Bad, true}
                          : look               ? BadgeLook{tr("Passed, look at it"), Glyph::Look, Ink::Warn, true}
                                               : BadgeLook{tr("Passed"), Glyph::Done, Ink::Good});
    say(tr("Tested last %1. %2").arg(selftest::when(last.at, m_desk.now(), manner), selftest::subject(last, manner)));
    m_lines->setLines(lines);
}

}
