#include "app/journal/journal.h"

#include "app/base/json.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString asJson(const JournalCheck &check)
{
    JsonWriter json;
    json.object()
        .field("entries", check.entries)
        .field("whole", check.whole)
        .field("first_bad_seq", check.whole ? std::nullopt : std::optional(check.firstBadSeq))
        .field("message", check.message)
        .endObject();
    return QString::fromUtf8(json.bytes());
}

int verify(Database &database, bool json)
{
    const auto check = database.read([](Reader &reader) -> Result<JournalCheck> { return journal::verify(reader); });
    if (!check)
        return failed(check.error());
    if (json)
        say(asJson(*check));
    if (!check->whole)
        return failed({ErrorCode::Conflict,
                       check->message % u' ' % tr("Keep this store as it is, and compare it with a backup.")});
    if (!json)
        say(tr("The journal is whole: %1 entries.").arg(check->entries));
    return ExitDone;
}

int run(const CommandLine &line)
{
    if (line.operands() != QStringList{u"verify"_s})
        return line.wrong(tr("Say “backroomd journal verify”."));
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    return withShop(line, [&](Database &database) { return verify(database, *format == "json"_L1); });
}
}

Command journalCommand()
{
    return {u"journal"_s,
            u"verify"_s,
            tr("Reads every entry of the journal and tells whether one was changed, removed or put in."),
            {{u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            run};
}

}
