#include "app/backroom.h"
#include "app/backups/backupwork.h"
#include "app/base/json.h"

using namespace Qt::StringLiterals;

namespace backroom {

void BackupWork::journalSettings(const Actor &actor, const BackupSettings &settings) const
{
    JsonWriter after;
    after.object().field("every", int(settings.schedule.every)).field("minute", settings.schedule.minuteOfDay);
    after.field("at_close", settings.schedule.atClose).field("keep_days", settings.keep.days).name("places").array();
    for (const BackupPlace &place : settings.places)
        after.value(place.name);
    after.endArray().endObject();
    journal(actor, {"backups.changed", "backups", {}, {}, after.take(), {{Topic::Backups}}});
}

void BackupWork::journalOverdue(Millis since) const
{
    JsonWriter after;
    after.object().timeField("since", since).endObject();
    journal(Actor::system(u"backups"_s), {"backup.overdue", "backup", {}, {}, after.take(), {{Topic::Backups}}});
}

void BackupWork::journalRemoved(const Actor &actor, const BackupEntry &entry) const
{
    JsonWriter before;
    before.object().field("file", entry.fileName).field("reason", entry.reason).field("bytes", entry.bytes);
    before.timeField("at", entry.at).endObject();
    journal(actor,
            {"backup.removed", "backup", entry.id.bytes(), before.take(), {}, {{Topic::Backups, entry.id.value}}});
}

void BackupWork::journal(const Actor &actor, const JournalEntry &entry) const
{
    const auto written = m_shop.database().writeNow(actor, [&entry](Transaction &transaction) -> Result<> {
        transaction.journal(entry);
        return {};
    });
    if (!written)
        qWarning("the journal did not take %s: %s", entry.action.constData(), qPrintable(written.error().message));
}

}
