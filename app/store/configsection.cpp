#include "app/store/configsection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

ConfigSection::ConfigSection(QSettings &settings, const QString &name) : m_settings(settings)
{
    settings.beginGroup(name);
    m_left = settings.allKeys();
}

std::optional<QString> ConfigSection::take(const QString &key)
{
    if (m_left.removeAll(key) == 0)
        return std::nullopt;
    return m_settings.value(key).toStringList().join(u',').trimmed();
}

std::optional<qint64> ConfigSection::takeNumber(const QString &key, qint64 least, qint64 most, qint64 usual)
{
    const auto text = take(key);
    if (!text)
        return std::nullopt;
    bool ok = false;
    const qint64 number = text->toLongLong(&ok);
    if (ok && number >= least && number <= most)
        return number;
    m_faults << tr("%1 takes a number from %2 to %3, not “%4”; usual is %5.")
                    .arg(key)
                    .arg(least)
                    .arg(most)
                    .arg(text->left(40))
                    .arg(usual);
    return std::nullopt;
}

std::optional<bool> ConfigSection::takeSwitch(const QString &key)
{
    const auto text = take(key);
    if (!text)
        return std::nullopt;
    if (*text == "on"_L1 || *text == "true"_L1)
        return true;
    if (*text == "off"_L1 || *text == "false"_L1)
        return false;
    m_faults << tr("%1 takes “on” or “off”, not “%2”.").arg(key, text->left(40));
    return std::nullopt;
}

QStringList ConfigSection::faults() const
{
    QStringList all = m_faults;
    for (const QString &key : m_left)
        all << tr("There is no setting “%1”.").arg(key.left(60));
    return all;
}

Result<std::unique_ptr<QSettings>> readConfigFile(const QString &dataDir)
{
    const QString file = QDir(dataDir).filePath(u"config.ini"_s);
    if (dataDir.isEmpty() || !QFileInfo::exists(file))
        return nullptr;
    if (!QFileInfo(file).isReadable())
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be read. Give your account the right to read it.").arg(file));
    auto settings = std::make_unique<QSettings>(file, QSettings::IniFormat);
    if (settings->status() == QSettings::FormatError)
        return fail(
            ErrorCode::Malformed,
            tr("%1 cannot be understood. It has lines like “key=value” under titles like “[server]”.").arg(file));
    return settings;
}

}
