#include "tests/support/desktopkeyring.h"

#include "app/backups/systemkeyring.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
constexpr int Long = 20'000;

// One that starts nothing by itself, as the keyring would be when it is gone.
QByteArray busConfig(const QString &folder)
{
    return "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
           "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
           "<busconfig><type>session</type><listen>unix:path="
        + QFile::encodeName(folder)
        + "/bus</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\"/>"
          "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>\n";
}

// In folders of the test's, and gone with it however it ends.
void prepare(QProcess &process, const QString &folder, const QString &address = {})
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &name :
         {u"HOME"_s, u"XDG_RUNTIME_DIR"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s})
        environment.insert(name, folder);
    environment.remove(u"GNOME_KEYRING_CONTROL"_s);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, address);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}
}

DesktopKeyring::DesktopKeyring()
{
    const QString folder = m_folder.path(), config = m_folder.filePath(u"bus.conf"_s);
    QFile file(config);
    if (!file.open(QIODevice::WriteOnly) || file.write(busConfig(folder)) < 0)
        qFatal("a keyring for tests: %s cannot be written", qPrintable(config));
    file.close();
    prepare(m_bus, folder);
    m_bus.start(u"dbus-daemon"_s, {"--config-file="_L1 % config, u"--nofork"_s, u"--print-address"_s});
    if (!m_bus.waitForStarted(Long) || !m_bus.waitForReadyRead(Long))
        qFatal("a keyring for tests: dbus-daemon does not start. Install the package dbus-daemon (./dev test does).");
    const QByteArray address = m_bus.readLine().trimmed();
    if (!address.startsWith("unix:"))
        qFatal("a keyring for tests: dbus-daemon says %s", address.constData());
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    qunsetenv("BACKROOM_KEYRING");
    start(true);
}

DesktopKeyring::~DesktopKeyring()
{
    kill();
    endSession();
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("BACKROOM_KEYRING", "off");
}

void DesktopKeyring::start(bool withPassword)
{
    kill();
    prepare(m_keyring, m_folder.path(), qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
    QStringList arguments{u"--foreground"_s, u"--components=secrets"_s};
    if (withPassword)
        arguments << u"--unlock"_s;
    m_keyring.start(u"gnome-keyring-daemon"_s, arguments);
    if (!m_keyring.waitForStarted(Long))
        qFatal(
            "a keyring for tests: gnome-keyring-daemon does not start. Install the package gnome-keyring (./dev test "
            "does).");
    if (withPassword)
        m_keyring.write("a password for this test");
    m_keyring.closeWriteChannel();
    const auto wanted = withPassword ? systemkeyring::Condition::Open : systemkeyring::Condition::Locked;
    if (!QTest::qWaitFor([wanted] { return systemkeyring::condition() == wanted; }, Long))
        qFatal("a keyring for tests: gnome-keyring-daemon says %s", m_keyring.readAll().constData());
}

void DesktopKeyring::open() { start(true); }
void DesktopKeyring::lock() { start(false); }

void DesktopKeyring::kill()
{
    m_keyring.kill();
    m_keyring.waitForFinished(Long);
}

void DesktopKeyring::endSession()
{
    m_bus.kill();
    m_bus.waitForFinished(Long);
}

void DesktopKeyring::freeze() { ::kill(pid_t(m_keyring.processId()), SIGSTOP); }
void DesktopKeyring::thaw() { ::kill(pid_t(m_keyring.processId()), SIGCONT); }

}
