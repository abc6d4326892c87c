// What the owner chose: read, changed, and taken up by those whom it concerns.
#include "app/backups/backupskeeper.h"

#include "app/backroom.h"

using namespace Qt::StringLiterals;

namespace backroom {

Result<> Backups::State::changeSettings(const Actor &actor, const std::function<Result<>(BackupSettings &)> &fn)
{
    if (auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return allowed;
    const std::lock_guard changing(m_settingsMutex);
    auto settings = backupsettings::read(shop.config().dataDir);
    if (!settings)
        return fail(settings.error());
    if (auto changed = fn(*settings); !changed)
        return changed;
    if (auto written = backupsettings::write(shop.config().dataDir, *settings); !written)
        return written;
    {
        const std::lock_guard lock(m_mutex);
        m_settings = *settings;
        m_settingsFault.clear();
    }
    usePlaces(settings->places);
    work.journalSettings(actor, *settings);
    amend();
    listChanged();
    return {};
}

void Backups::State::readSettings()
{
    const std::lock_guard changing(m_settingsMutex);
    const auto settings = backupsettings::read(shop.config().dataDir);
    if (!settings)
        qWarning("%s", qPrintable(settings.error().message));
    {
        const std::lock_guard lock(m_mutex);
        m_settings = settings.value_or(BackupSettings());
        m_settingsFault = settings ? QString() : settings.error().message;
    }
    if (settings)
        usePlaces(settings->places);
}

void Backups::State::usePlaces(const QList<BackupPlace> &places)
{
    carrier->setPlaces(places);
    shipper->setPlaces(places, rclone);
}

}
