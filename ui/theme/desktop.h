#pragma once
// What the desktop wants: dark or light, more contrast or not. From Qt 6.5 Qt knows; before, the settings portal of
// Linux desktops or the registry of Windows is asked, and where neither answers the palette the desktop gave.
#include <QObject>
#include <QPalette>

#include <optional>

#ifdef BACKROOM_DBUS
#include <QDBusVariant>
#else
class QDBusVariant;
#endif

namespace backroom {

class Desktop final : public QObject {
    Q_OBJECT
public:
    // Reads the palette: to be made before the first QApplication::setPalette, which hides the desktop's for good.
    explicit Desktop(QObject *parent = nullptr);

    bool dark() const;
    bool highContrast() const { return m_contrast; }
    const QPalette &palette() const { return m_palette; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal(const QString &key);
    void take(const QString &key, uint value);

    QPalette m_palette;
    std::optional<bool> m_dark; // what somebody answered
    bool m_contrast = false;
};

}
