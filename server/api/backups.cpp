#include "server/api/backups.h"

#include "app/backups/backups.h"
#include "server/api/shortlist.h"
#include "server/http/servershared.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const QByteArray ListOrder = "backups:-at";

const ShapePtr BackupShape = shape::object(
    "Backup",
    {shape::required("id", shape::id()), shape::required("file", shape::text()), shape::required("at", shape::time()),
     shape::required("reason", shape::text()), shape::required("bytes", shape::integer(0, 1LL << 50)),
     shape::required("here", shape::boolean()), shape::required("places", shape::list(shape::text())),
     shape::required("proved_at", shape::nullable(shape::time())),
     shape::required("fault", shape::nullable(shape::text())), shape::required("revision", shape::integer(1, 1)),
     shape::required("created_at", shape::time()), shape::required("updated_at", shape::time())});

const ShapePtr JobShape =
    shape::object("BackupJob",
                  {shape::required("id", shape::id()),
                   shape::required("kind", shape::oneOf({u"backup"_s, u"verify"_s, u"restore"_s, u"undo"_s})),
                   shape::required("state",
                                   shape::oneOf({u"waiting"_s, u"running"_s, u"done"_s, u"failed"_s, u"stopped"_s})),
                   shape::required("share", shape::integer(0, 100)),
                   shape::required("seconds_left", shape::nullable(shape::integer(0, 1LL << 31))),
                   shape::required("backup_id", shape::nullable(shape::id())),
                   shape::required("message", shape::nullable(shape::text()))});

QByteArray kindText(BackupJob::Kind kind)
{
    switch (kind) {
    case BackupJob::Kind::Backup: return "backup";
    case BackupJob::Kind::Verify: return "verify";
    case BackupJob::Kind::Restore: return "restore";
    case BackupJob::Kind::UndoRestore: return "undo";
    }
    Q_UNREACHABLE();
}

void writeText(JsonWriter &json, const char *name, const QString &text)
{
    json.name(QByteArrayView(name));
    text.isEmpty() ? json.null() : json.value(text);
}

QStringList placesOf(const BackupEntry &entry, const BackupsState &state)
{
    QStringList names;
    for (const PlaceState &place : state.places)
        if (entry.places.contains(place.place.number))
            names << place.place.name;
    return names;
}

void writeJob(JsonWriter &json, BackupJobId id, BackupJob::Kind kind, const char *state, const BackupJob *job,
              BackupId backup, const QString &message)
{
    json.object().field("id", QByteArray::number(id)).field("kind", kindText(kind)).field("state", state);
    json.field("share", job ? int(job->progress.share * 100) : job || qstrcmp(state, "waiting") == 0 ? 0 : 100);
    json.name("seconds_left");
    job && job->secondsLeft >= 0 ? json.value(job->secondsLeft) : json.null();
    json.name("backup_id");
    backup ? json.value(backup) : json.null();
    writeText(json, "message", message);
    json.endObject();
}

// Nothing when it is not known, or was too long ago.
std::optional<QByteArray> jobJson(const BackupsState &state, BackupJobId id, JsonWriter json)
{
    if (state.job && state.job->id == id)
        writeJob(json, id, state.job->kind, "running", &*state.job, state.job->backup, {});
    else if (const BackupOutcome *outcome = state.outcomeOf(id))
        writeJob(json, id, outcome->kind,
                 outcome->result          ? "done"
                     : outcome->cancelled ? "stopped"
                                          : "failed",
                 nullptr, outcome->result.value_or(BackupId{}),
                 outcome->result ? QString() : outcome->result.error().message);
    else
        for (const BackupJob &job : state.waiting)
            if (job.id == id)
                writeJob(json, id, job.kind, "waiting", &job, job.backup, {});
    return json.bytes().isEmpty() ? std::nullopt : std::optional(json.take());
}

Result<Backups *> backupsOf(ServerShared *shared)
{
    if (shared && shared->backups)
        return shared->backups;
    return fail(ErrorCode::Conflict,
                tr("This server has no folder of its own to keep backups in. Start it with --data FOLDER."));
}

std::shared_ptr<const BackupsState> stateOf(ServerShared *shared)
{
    return shared && shared->backups ? shared->backups->state() : std::make_shared<const BackupsState>();
}

// What is known of a backup changes, what it holds never does: it is at its first revision for ever.
void writeEntry(JsonWriter &json, const BackupEntry &entry, const BackupsState &state)
{
    JsonWriter known = json.likewise();
    writeJson(known, entry, placesOf(entry, state));
    JsonWriter kept = json.likewise();
    kept.object().field("revision", 1).timeField("created_at", entry.at).timeField("updated_at", entry.at).endObject();
    json.raw(QByteArray(known.take().chopped(1) + ',' + kept.take().sliced(1)));
}

const QStringList CsvHeader{u"id"_s,   u"file"_s,   u"at"_s,        u"reason"_s, u"bytes"_s,
                            u"here"_s, u"places"_s, u"proved_at"_s, u"fault"_s};

QStringList csvCells(const BackupEntry &entry, const BackupsState &state)
{
    return {entry.id.text(),
            entry.fileName,
            QString::fromLatin1(timeText(entry.at)),
            QString::fromLatin1(entry.reason),
            QString::number(entry.bytes),
            entry.here ? u"true"_s : u"false"_s,
            placesOf(entry, state).join("; "_L1),
            entry.provedAt ? QString::fromLatin1(timeText(*entry.provedAt)) : QString(),
            entry.fault};
}

Result<Page<BackupEntry>> pageOf(const Call &call, const QList<BackupEntry> &backups)
{
    if (call.wantsAllAsCsv())
        return Page<BackupEntry>{backups, {}};
    const auto after = call.after(ListOrder);
    if (!after)
        return fail(after.error());
    Page<BackupEntry> page;
    for (const BackupEntry &entry : backups) {
        // Behind where the last page ended, whatever was made or went since.
        if (*after && std::pair((*after)->value.toLongLong(), (*after)->id) <= std::pair(entry.at, entry.id.value))
            continue;
        if (page.items.size() == call.limit()) {
            const BackupEntry &last = page.items.constLast();
            page.next = Cursor{ListOrder, QByteArray::number(last.at), last.id.value};
            break;
        }
        page.items << entry;
    }
    return page;
}

Result<Reply> list(Call &call, ServerShared *shared)
{
    const auto state = stateOf(shared);
    const api::Sheet sheet{"backups.csv", CsvHeader, [&](const BackupEntry &entry) { return csvCells(entry, *state); }};
    return api::pageReply(call, pageOf(call, state->backups), sheet,
                          [&](JsonWriter &json, const BackupEntry &entry) { writeEntry(json, entry, *state); });
}

Result<Reply> get(Call &call, ServerShared *shared)
{
    const auto id = call.id<BackupId>();
    if (!id)
        return fail(id.error());
    const auto state = stateOf(shared);
    const BackupEntry *entry = state->find(*id);
    if (!entry)
        return Call::notFound();
    JsonWriter json = call.json();
    writeEntry(json, *entry, *state);
    return call.reply(json);
}

Result<Reply> getJob(Call &call, ServerShared *shared)
{
    bool ok = false;
    const BackupJobId id = call.parameter().toULongLong(&ok);
    const auto found = ok ? jobJson(*stateOf(shared), id, call.json()) : std::nullopt;
    if (!found)
        return Call::notFound();
    return Reply{200, "application/json", *found, {}};
}

// 202, and where to ask how far it is.
Result<Reply> accepted(const Call &call, const Backups &backups, const Result<BackupJobId> &job)
{
    if (!job)
        return fail(job.error());
    const auto json = jobJson(*backups.state(), *job, call.json());
    if (!json)
        return Call::notFound();
    return Reply{202,
                 "application/json",
                 *json,
                 {{"Location", "/api/v1/admin/backup-jobs/" + QByteArray::number(*job)}}};
}

using Asking = Result<BackupJobId> (*)(Backups &, const Call &, BackupId);

WriteHandler asks(ServerShared *shared, bool ofOne, Asking ask)
{
    return [shared, ofOne, ask](Call &call, Transaction &) -> Result<Reply> {
        const auto id = ofOne ? call.id<BackupId>() : Result<BackupId>(BackupId{});
        if (!id)
            return fail(id.error());
        // Which backups there are is nobody's to try out who may not.
        const auto backups = backupsOf(shared);
        return backups ? accepted(call, **backups, ask(**backups, call, *id)) : fail(backups.error());
    };
}
}

void addBackupRoutes(Routes &routes, ServerShared *shared)
{
    const QByteArray path = "/api/v1/admin/backups";
    routes.get(path, reading(Area::Backups), [shared](Call &call, Reader &) { return list(call, shared); })
        .says("List the backups, newest first; as CSV all of them")
        .answers(shape::page("BackupPage", BackupShape))
        .paged()
        .alsoCsv();
    routes
        .post(path, writing(Area::Backups),
              asks(shared, false,
                   [](Backups &backups, const Call &call, BackupId) { return backups.backUpNow(call.actor()); }))
        .says("Make a backup now; the answer says where to ask how far it is")
        .answers(JobShape, 202);
    routes.get(path + "/{id}", reading(Area::Backups), [shared](Call &call, Reader &) { return get(call, shared); })
        .says("Show a backup")
        .answers(BackupShape);
    routes
        .post(path + "/{id}/verify", writing(Area::Backups),
              asks(shared, true,
                   [](Backups &backups, const Call &call, BackupId id) { return backups.verify(id, call.actor()); }))
        .says("Read a backup to its last byte and prove it")
        .answers(JobShape, 202);
    routes
        .post(path + "/{id}/restore", writing(Area::Backups),
              asks(shared, true,
                   [](Backups &backups, const Call &call, BackupId id) { return backups.restore(id, call.actor()); }))
        .says("Put a backup in the shop's place; what was there is kept, and changes are answered 503 meanwhile")
        .answers(JobShape, 202);
    routes
        .get("/api/v1/admin/backup-jobs/{id}", reading(Area::Backups),
             [shared](Call &call, Reader &) { return getJob(call, shared); })
        .says("How far a backup, its proof or a restore is")
        .answers(JobShape);
}

}
