#include "app/reports/doctor.h"

#include "app/backups/keyring.h"
#include "app/backups/pgsetup.h"
#include "app/base/json.h"
#include "app/reports/totals.h"
#include "app/settings/settings.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"
#include "server/commands/timemachinetext.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString asJson(const QList<Finding> &findings)
{
    JsonWriter json;
    json.object().name("items").array();
    for (const Finding &finding : findings)
        json.object()
            .field("check", finding.check)
            .field("what", finding.what)
            .field("ok", finding.ok)
            .field("detail", finding.detail)
            .field("advice", finding.advice)
            .endObject();
    json.endArray().endObject();
    return QString::fromUtf8(json.bytes());
}

void show(const QList<Finding> &findings)
{
    for (const Finding &finding : findings) {
        say((finding.ok ? tr("ok    ") : tr("WRONG ")) % finding.what
            % (finding.detail.isEmpty() ? QString() : QString(": "_L1 % finding.detail)));
        if (!finding.advice.isEmpty())
            say("      "_L1 % finding.advice);
    }
}

// Where it was turned on.
std::optional<Finding> timeMachine(const CommandLine &line, Database &database)
{
    if (database.kind() == StoreKind::Sqlite || !line.has(u"data"_s))
        return std::nullopt;
    const auto status = pgStatus(database);
    if (status && !*status) {
        const auto left = isPgSetupLeft(database);
        if (!left || !*left)
            return std::nullopt;
        return Finding{"timemachine", tr("The time machine"), false, leftSetupText(), {}};
    }
    const QStringList troubles = status ? (*status)->troubles : QStringList{status.error().message};
    return Finding{"timemachine", tr("The time machine"), troubles.isEmpty(), troubles.join(u' '),
                   troubles.isEmpty() ? QString() : tr("“backroomd timemachine status” tells more.")};
}

int examine(const CommandLine &line, Database &database, bool json)
{
    if (line.has(u"rebuild-totals"_s)) {
        const auto rebuilt = database.writeNow(administrator(), [](Transaction &transaction) -> Result<> {
            totals::rebuild(transaction);
            return {};
        });
        if (!rebuilt)
            return failed(rebuilt.error());
    }
    const QString images = QDir(database.config().dataDir).filePath(u"images"_s);
    auto findings = database.read([&](Reader &reader) -> Result<QList<Finding>> {
        QList<Finding> found = doctor::examine(reader, images);
        found << doctor::backups(database.config().dataDir, database.clock().now(), settings::load(reader).zone());
        return found;
    });
    if (!findings)
        return failed(findings.error());
    *findings << doctor::backupKey(database, Keyring());
    if (const auto machine = timeMachine(line, database))
        *findings << *machine;
    if (json)
        say(asJson(*findings));
    else
        show(*findings);
    const auto wrong =
        std::count_if(findings->cbegin(), findings->cend(), [](const Finding &finding) { return !finding.ok; });
    if (wrong > 0)
        return failed({ErrorCode::Conflict,
                       tr("%n things are wrong with this shop. Do what is advised beside each.")
                           .replace("%n"_L1, QString::number(wrong))});
    return ExitDone;
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    return withShop(line, [&](Database &database) { return examine(line, database, *format == "json"_L1); });
}
}

Command doctorCommand()
{
    return {u"doctor"_s,
            {},
            tr("Reads the whole store and tells what is wrong with it, and what to do."),
            {{u"rebuild-totals"_s, tr("Make the daily totals anew from the orders first.")},
             {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            run};
}

}
