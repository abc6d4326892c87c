#include "ui/theme/desktop.h"

#include <QFileInfo>
#include <QGuiApplication>
#include <QSettings>
#include <QStyleHints>

#ifdef BACKROOM_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

using namespace Qt::StringLiterals;

namespace backroom {

#ifdef BACKROOM_DBUS
static constexpr auto Service = "org.freedesktop.portal.Desktop"_L1;
static constexpr auto Path = "/org/freedesktop/portal/desktop"_L1;
static constexpr auto Interface = "org.freedesktop.portal.Settings"_L1;

// Without a bus at hand libdbus would try to start one, which takes long and is not ours to do.
static bool busAtHand()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}
#endif
static constexpr auto Appearance = "org.freedesktop.appearance"_L1;

Desktop::Desktop(QObject *parent) : QObject(parent), m_palette(QGuiApplication::palette())
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Desktop::changed);
#elif defined(Q_OS_WIN)
    const QSettings personal(uR"(HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize)"_s,
                             QSettings::NativeFormat);
    m_dark = personal.value("AppsUseLightTheme"_L1, 1).toInt() == 0;
#endif
#ifdef BACKROOM_DBUS
    if (!busAtHand())
        return;
    QDBusConnection::sessionBus().connect(Service, Path, Interface, u"SettingChanged"_s, this,
                                          SLOT(portalChanged(QString, QString, QDBusVariant)));
    askPortal(u"color-scheme"_s);
    askPortal(u"contrast"_s);
#endif
}

bool Desktop::dark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    if (m_dark)
        return *m_dark;
    return m_palette.color(QPalette::Window).lightness() < m_palette.color(QPalette::WindowText).lightness();
}

void Desktop::askPortal(const QString &key)
{
#ifdef BACKROOM_DBUS
    QDBusMessage call = QDBusMessage::createMethodCall(Service, Path, Interface, u"Read"_s);
    call << QString(Appearance) << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isError())
            return; // no portal: the palette's answer stands
        QVariant value = reply.value().variant();
        if (value.userType() == qMetaTypeId<QDBusVariant>()) // "Read" wraps its answer twice
            value = value.value<QDBusVariant>().variant();
        take(key, value.toUInt());
    });
#else
    Q_UNUSED(key)
#endif
}

void Desktop::portalChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
#ifdef BACKROOM_DBUS
    if (space == Appearance)
        take(key, value.variant().toUInt());
#else
    Q_UNUSED(space)
    Q_UNUSED(key)
    Q_UNUSED(value)
#endif
}

void Desktop::take(const QString &key, uint value)
{
    if (key == "color-scheme"_L1) {
        if (value == 0) // no preference
            m_dark.reset();
        else
            m_dark = value == 1;
    } else if (key == "contrast"_L1) {
        m_contrast = value == 1;
    } else {
        return;
    }
    Q_EMIT changed();
}

}
