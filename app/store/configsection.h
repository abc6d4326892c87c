#pragma once
// One section of a shop's config.ini, read key by key: each is taken once, and what is left over is a mistake.
#include "app/base/result.h"

#include <QSettings>
#include <QStringList>
#include <optional>

namespace backroom {

class ConfigSection {
public:
    ConfigSection(QSettings &settings, const QString &name);

    // A list written with commas comes back as one text. Nothing when it does not stand there.
    std::optional<QString> take(const QString &key);
    // Nothing, and a fault, when it is out of its range.
    std::optional<qint64> takeNumber(const QString &key, qint64 least, qint64 most, qint64 usual);
    std::optional<bool> takeSwitch(const QString &key);
    void fault(const QString &sentence) { m_faults << sentence; }
    // Keys not taken yet.
    const QStringList &left() const { return m_left; }
    // All that is wrong, unknown keys among it.
    QStringList faults() const;

private:
    QSettings &m_settings;
    QStringList m_left;
    QStringList m_faults;
};

// The file of the folder, to be read. Null where there is none; Unavailable when it may not be read, Malformed when it
// is no such file.
Result<std::unique_ptr<QSettings>> readConfigFile(const QString &dataDir);

}
