#include "app/backups/backupentry.h"

#include "app/base/json.h"

namespace backroom {

void writeJson(JsonWriter &json, const BackupEntry &entry, const QStringList &placeNames)
{
    json.object()
        .field("id", entry.id)
        .field("file", entry.fileName)
        .timeField("at", entry.at)
        .field("reason", entry.reason)
        .field("bytes", entry.bytes)
        .field("here", entry.here)
        .field("places", placeNames)
        .timeField("proved_at", entry.provedAt)
        .name("fault");
    entry.fault.isEmpty() ? json.null() : json.value(entry.fault);
    json.endObject();
}

}
