#pragma once
// The folder of PostgreSQL's time machine. It holds stretches: times in which nothing that the database wrote is missing,
// each with bases (the database's files, complete) and the write-ahead log since. A new stretch begins when the
// database did not keep what was not received yet.
//
//   FOLDER/timemachine.ini            whose folder it is: without it nothing is written there
//   FOLDER/20261120T091530123Z/       a stretch, called by when it began
//     about.ini                       the database
//     base/20261120T091531456Z/       a base, called by when it was complete
//     wal/                            the log, as pg_receivewal writes it
//     reached                         until when the log is known to be whole
#include "app/backups/timeline.h"
#include "app/base/result.h"

#include <optional>

namespace backroom {

struct PgBase
{
    Millis at = 0; // from here on it can be gone to; by the database's clock, as all times here
    QString path;
};

class PgStretch {
public:
    struct About
    {
        QByteArray storeId;
        QByteArray system; // what the database's server calls itself, unlike any other
        int server = 0; // its major version
        QString database;
        QString user; // the shop's
        QString schema; // empty when it is the user's own
        qint64 segment = 0; // bytes of each file of its log
    };
    // All that was committed until `at` is in the log up to this place.
    struct Reached
    {
        Millis at = 0;
        qint64 place = 0;
    };

    // Makes its folder. Unavailable or Full in a sentence.
    static Result<PgStretch> begin(const QString &folder, Millis now, const About &about);
    // In order.
    static QList<PgStretch> in(const QString &folder);

    const QString &path() const { return m_path; }
    const About &about() const { return m_about; }
    QString walFolder() const;
    // Where the next base is made; it gets its name when it is complete.
    QString unfinishedBase() const;
    // Complete ones, in order.
    QList<PgBase> bases() const;
    Reached reached() const;
    Result<> setReached(const Reached &reached) const;
    // Gives the unfinished base its name.
    Result<> finishBase(Millis at) const;
    // What is older than the cutoff and not needed to go back to it. The current stretch keeps its newest base always.
    void prune(Millis cutoff) const;
    // What ended programs left half done.
    void removeLeftovers() const;

private:
    PgStretch(const QString &path, const About &about) : m_path(path), m_about(about) {}
    QString m_path;
    About m_about;
};

namespace pgfolder {

// Makes the folder this shop's. Conflict when it is another's, or when something else lies in it.
Result<> claim(const QString &folder, const QByteArray &storeId);
// The store whose it is; nothing when it is no such folder, or away.
std::optional<QByteArray> storeOf(const QString &folder);
// The moments that it reaches.
QList<Stretch> moments(const QString &folder);
// Older stretches that lead nowhere after the cutoff, and in the newest what is no longer needed.
void prune(const QString &folder, Millis cutoff);
qint64 bytesIn(const QString &folder);

}
}
