#include "app/backups/pglatest.h"

#include "app/backups/pgchoice.h"
#include "app/backups/pgfolderlock.h"
#include "app/backups/pgready.h"
#include "app/backups/pgreceiver.h"
#include "app/store/database.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <thread>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int Patience = 100; // tenths of a second, for the program that does it

Result<> waitUntilReached(const PgStretch &stretch, Millis at, const std::function<bool()> &goOn)
{
    for (int i = 0; i < Patience && (!goOn || goOn()); ++i) {
        if (stretch.reached().at >= at)
            return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return fail(ErrorCode::Unavailable,
                tr("What was committed last has not arrived in the time machine's folder yet. Try again in a moment."));
}

Result<> receiveHere(Database &shop, Connection &connection, const PgChoice &choice, const PgStretch &stretch,
                     const std::function<bool()> &goOn)
{
    const PgSlot slot = slotState(connection, choice.slot);
    if (!slot.isThere || slot.isLost || describeServer(connection, {}).system != stretch.about().system)
        return fail(ErrorCode::Unavailable,
                    tr("The database did not keep what was not received yet. The time machine begins anew when the "
                       "shop's program runs."));
    if (slot.received < slot.written)
        if (auto done =
                PgReceiver::receiveUntil(shop.config(), stretch, choice.slot, placeText(slot.written - 1), goOn);
            !done)
            return done;
    return stretch.setReached({slot.now, slot.written});
}
}

Result<> receiveLatest(Database &shop, const std::function<bool()> &goOn)
{
    const auto choice = PgChoice::read(shop.config().dataDir);
    if (!choice || !*choice)
        return choice ? Result<>() : fail(choice.error());
    const PgChoice &chosen = **choice;
    const auto all = PgStretch::in(chosen.folder);
    if (all.isEmpty() || pgfolder::storeOf(chosen.folder) != shop.secrets().storeId)
        return fail(ErrorCode::Unavailable,
                    tr("The time machine's folder %1 is not there. Bring the disk back.").arg(chosen.folder));
    const auto connection = Connection::open(shop.config());
    if (!connection)
        return fail(connection.error());
    try {
        PgFolderLock lock;
        const auto ours = lock.take(chosen.folder);
        if (!ours)
            return fail(ours.error());
        if (*ours)
            return receiveHere(shop, **connection, chosen, all.constLast(), goOn);
        return waitUntilReached(all.constLast(), slotState(**connection, chosen.slot).now, goOn);
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
}

}
