#pragma once
// Looks after a shop's backups by itself: makes them when they are due, proves them, carries them to the owner's places,
// puts away what is past its time, and does what people ask of it, one job at a time on a thread of its own. One per
// program that holds the shop (a console or a server). Its functions may be called from any thread and never block but
// for a lock that is held for moments, save where said.
#include "app/backups/backupkey.h"
#include "app/backups/backupsstate.h"
#include "app/backups/keyring.h"
#include "app/backups/systemkeyring.h"
#include "app/base/actor.h"

#include <functional>
#include <memory>

namespace backroom {

class Backroom;
class ProvedBackup;

struct BackupsOptions
{
    QString keyFolder = {}; // of the Keyring; its usual one when empty
    int firstAfterSeconds = 600; // after the start, when there is no backup yet
    int settleSeconds = 60; // after the start, before what was missed is made up
    QString rclone = {}; // the program; found in PATH when empty
};

// Where the key of a shop's backups is kept, if it is here, and how the computer's keyring stands.
struct KeyStanding
{
    std::optional<KeyHome> home;
    systemkeyring::Condition keyring = systemkeyring::Condition::Absent;
};

class Backups {
public:
    using Listener = std::function<void()>;
    // Ends with its owner: once it is gone the listener is not running and never called again.
    using Subscription = std::shared_ptr<void>;

    // Starts the threads. Borrows the shop.
    explicit Backups(Backroom &shop, const BackupsOptions &options = {});
    // Stops what is under way without a trace; makes the one that is due at the close first, when that was chosen. Blocks.
    ~Backups();
    Q_DISABLE_COPY_MOVE(Backups)

    // As it is now; never null.
    std::shared_ptr<const BackupsState> state() const;
    // The listener is called whenever the state changed, on the threads of this object: post, do not work. Several times
    // a second while a job runs.
    [[nodiscard]] Subscription subscribe(Listener listener);

    // Jobs are queued and done in turn; what became of them stands in the state (outcomeOf). A second request for the
    // same while the first waits is the same job. They need Area::Backups, Verb::Write.
    Result<BackupJobId> backUpNow(const Actor &actor, const QByteArray &reason = "manual");
    // `key` opens a backup whose key is not kept here: a passphrase, or the words of a recovery sheet.
    Result<BackupJobId> verify(BackupId id, const Actor &actor, const std::optional<BackupKey> &key = {});
    Result<BackupJobId> restore(BackupId id, const Actor &actor, const std::optional<BackupKey> &key = {});
    // The same with a file from anywhere.
    Result<BackupJobId> restoreFile(const QString &file, const Actor &actor, const std::optional<BackupKey> &key = {});
    // The shop as it was at that moment, which lies in a stretch of state()->reachable.
    Result<BackupJobId> restoreMoment(Millis moment, const Actor &actor);
    // The same to look around in, and to bring one thing back from (bringback.h): a shop in the folder `scratch`, which is
    // made, and goes with the object. Blocks: on a slow thread. Area::Backups, Verb::Read.
    Result<std::unique_ptr<ProvedBackup>> shopAtMoment(Millis moment, const QString &scratch, const Actor &actor,
                                                       const BackupGoOn &goOn = {});
    // The same of a backup in the list, brought here first where it lies on a place only, and of a file from anywhere.
    Result<std::unique_ptr<ProvedBackup>> shopOf(BackupId id, const QString &scratch, const Actor &actor,
                                                 const std::optional<BackupKey> &key = {}, const BackupGoOn &goOn = {});
    Result<std::unique_ptr<ProvedBackup>> shopIn(const QString &file, const QString &scratch, const Actor &actor,
                                                 const std::optional<BackupKey> &key = {}, const BackupGoOn &goOn = {});
    // Puts back what was there before the last restore.
    Result<BackupJobId> undoRestore(const Actor &actor);
    // Stops the job that is under way, or takes it out of those that wait. No effect once it ended.
    void cancel(BackupJobId job);
    // Whether a backup takes the shop's place at this moment, in this program. Takes no lock.
    bool isRestoring() const;

    // Kept in config.ini and taken up at once. Invalid with all faults. These write a file: not on the GUI thread.
    Result<> saveSettings(const Actor &actor, const BackupSettings &settings);
    // Gives it a number. Looks at the place at once; what it finds stands in the state.
    Result<int> addPlace(const Actor &actor, const BackupPlace &place);
    // What lies there stays there.
    Result<> removePlace(const Actor &actor, int number);
    // Looks at the place now instead of at retryAt.
    void lookAtPlace(int number);
    // Where the key of the shop's backups is not kept here (shopkey.h): types its words, or makes another in its place. Block.
    Result<> typeKey(const Actor &actor, const QString &words);
    Result<BackupKey> replaceKey(const Actor &actor);
    KeyStanding keyStanding() const;
    // Keeps it there, as shopkey::moveTo; and opens the keyring that it is in. These are for a person at the window: the
    // keyring may ask for its password, and is waited for.
    Result<> moveKey(const Actor &actor, KeyHome to);
    Result<> unlockKeyring(const Actor &actor);
    // Removes one backup, here and, once they are reached, from places. Conflict for the newest proved one. Writes files.
    Result<> remove(BackupId id, const Actor &actor);

    // Looks whether something is due now, instead of within some seconds: for a clock that was turned.
    void wake();
    // Whether rclone is installed, which reaches more than folders.
    bool hasRclone() const;

private:
    struct State;
    std::unique_ptr<State> m;
};

}
