#include "server/commands/timemachinetext.h"

#include "app/backups/pgsetup.h"
#include "server/commands/commandline.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString asJson(const std::optional<PgStatus> &status)
{
    JsonWriter json;
    json.object().field("on", status.has_value()).field("kind", "postgresql").field("encrypted", false);
    if (status) {
        writeMoments(status->moments, json);
        json.field("folder", status->choice.folder)
            .field("receiving", status->slot && status->slot->isActive)
            .field("received", status->slot ? placeText(status->slot->received) : QByteArray())
            .field("behind_bytes", status->slot ? status->slot->behind() : 0)
            .field("bytes", status->bytes)
            .field("keep_days", status->choice.keepDays)
            .field("base_days", status->choice.baseDays)
            .field("troubles", status->troubles);
        json.name("last_base");
        status->lastBase != 0 ? json.time(status->lastBase) : json.null();
    }
    json.endObject();
    return QString::fromUtf8(json.bytes());
}

void show(const PgStatus &status)
{
    const QLocale locale;
    const auto size = [&locale](qint64 bytes) { return locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); };
    say(tr("The time machine is on, in %1 (%2).").arg(status.choice.folder, size(status.bytes)));
    sayMoments(status.moments);
    if (status.lastBase != 0)
        say(tr("The newest copy of the database is of %1; a new one is made every %2 days, and %3 days are kept.")
                .arg(QString::fromLatin1(timeText(status.lastBase)))
                .arg(status.choice.baseDays)
                .arg(status.choice.keepDays));
    if (const auto &slot = status.slot; slot && slot->isThere) {
        say(slot->isActive ? tr("It takes along what the database writes, and is %1 behind.").arg(size(slot->behind()))
                           : tr("No program has the shop open now. The database keeps %1 for when one has.")
                                 .arg(size(slot->behind())));
    }
    say(notEncryptedText());
}
}

QString notEncryptedText()
{
    return tr(
        "What PostgreSQL's programs write into the folder holds all databases of that server and is not encrypted, "
        "other than backups: keep it on an encrypted disk that nobody else may read.");
}

void sayMoments(const QList<Stretch> &moments)
{
    if (moments.isEmpty())
        say(tr("No moment can be gone back to yet."));
    for (const Stretch &stretch : moments)
        say(tr("It leads to any moment from %1 until %2.")
                .arg(QString::fromLatin1(timeText(stretch.from)), QString::fromLatin1(timeText(stretch.until))));
}

void writeMoments(const QList<Stretch> &moments, JsonWriter &json)
{
    json.name("moments").array();
    for (const Stretch &stretch : moments)
        json.object().timeField("from", stretch.from).timeField("until", stretch.until).endObject();
    json.endArray();
}

QString leftSetupText()
{
    return tr(
        "Turning the time machine on was cut off once, and the database keeps its log for it until its disk is full. "
        "“backroomd timemachine off” lets it go.");
}

namespace {
int tellOfLeftSetup(Database &shop)
{
    const auto left = isPgSetupLeft(shop);
    if (!left || !*left)
        return left ? ExitDone : failed(left.error());
    complain(leftSetupText());
    return ExitFailed;
}
}

int timeMachineStatus(Database &shop, bool json)
{
    const auto status = pgStatus(shop);
    if (!status)
        return failed(status.error());
    if (json)
        say(asJson(*status));
    else if (*status)
        show(**status);
    else
        say(tr("The time machine is off. “backroomd timemachine on --to FOLDER” turns it on."));
    if (!*status)
        return tellOfLeftSetup(shop);
    if ((*status)->troubles.isEmpty())
        return ExitDone;
    if (!json)
        complain((*status)->troubles.join(u'\n'));
    return ExitFailed;
}

}
