#include "app/store/storeconfig.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString iniFile(const QString &dataDir) { return QDir(dataDir).filePath(u"config.ini"_s); }
}

QString StoreConfig::sqliteFile() const { return QDir(dataDir).filePath(u"backroom.db"_s); }
QString StoreConfig::safeUrl() const { return QUrl(url).toString(QUrl::RemovePassword); }

Result<> checkStoreUrl(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const bool scheme = parsed.scheme() == "postgresql"_L1 || parsed.scheme() == "postgres"_L1;
    if (!parsed.isValid() || !scheme || parsed.path().size() < 2)
        return fail(
            ErrorCode::Invalid,
            QCoreApplication::translate(
                "backroom",
                "“%1” is not the address of a PostgreSQL database. Write it as postgresql://user@host:5432/database.")
                .arg(QUrl(url).toString(QUrl::RemovePassword).left(200)));
    return {};
}

Result<StoreConfig> StoreConfig::resolve(const QString &dataDir, const QString &storeFlag)
{
    StoreConfig config{QDir(dataDir).absolutePath(), storeFlag};
    if (config.url.isEmpty())
        config.url = qEnvironmentVariable("BACKROOM_STORE");
    if (config.url.isEmpty())
        config.url = QSettings(iniFile(config.dataDir), QSettings::IniFormat).value(u"store"_s).toString();
    if (config.url == "sqlite"_L1)
        config.url.clear();
    if (!config.url.isEmpty())
        if (const auto checked = checkStoreUrl(config.url); !checked)
            return fail(checked.error());
    return config;
}

Result<> StoreConfig::remember() const
{
    QSettings settings(iniFile(dataDir), QSettings::IniFormat);
    if (kind() == StoreKind::Postgres)
        settings.setValue(u"store"_s, safeUrl());
    else if (settings.contains(u"store"_s))
        settings.remove(u"store"_s);
    settings.sync();
    if (settings.status() != QSettings::NoError)
        return fail(ErrorCode::Unavailable,
                    QCoreApplication::translate(
                        "backroom", "%1 may not be written. Give your account the right to write this folder.")
                        .arg(settings.fileName()));
    return {};
}

}
