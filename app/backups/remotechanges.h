#pragma once
// Copies of segments where rclone reaches: what a segment grew by travels as a part of its own (fileparts.h), and takes the
// place of all of them when it is closed. Each is read back before it counts.
#include "app/backups/changeplace.h"
#include "app/backups/fileparts.h"
#include "app/backups/rcloneplace.h"

#include <QSet>

namespace backroom {

class RemoteChanges final : public ChangePlace {
public:
    // Copies to "changes" in what `remote` is.
    RemoteChanges(const ChangeSource &source, const QString &remote, const QString &rclone);

    Result<> copy(const QString &growing, const GoOn &goOn) override;
    Result<> prune(Millis before, const QByteArray &current, const GoOn &goOn) override;
    std::chrono::milliseconds pause() const override { return std::chrono::seconds(10); }

private:
    Result<> look();
    Result<> copyAll(const QString &growing, const GoOn &goOn);
    Result<> sendGrowth(const QString &file, const QString &name, const GoOn &goOn);
    // Conflict when what is there under the name began otherwise.
    Result<> checkHead(const QString &file, const QString &name);
    Result<> sendWhole(const QString &file, const QString &name, const GoOn &goOn);
    Result<> remove(const QStringList &names);
    QList<fileparts::Part> partsOf(const QString &name) const { return fileparts::chain(name, *m_there); }
    qint64 reachOf(const QString &name) const;
    QString firstOf(const QString &name) const;
    QStringList filesOf(const QString &epoch) const;
    Result<> fetch(const QString &name, const QString &file, const GoOn &goOn);

    const ChangeSource m_source;
    const GoOn *m_goOn = nullptr; // of the call under way
    RclonePlace m_place;
    std::optional<QHash<QString, qint64>> m_there; // what was found and sent, EPOCH/NAME each; none: to be looked for
    QSet<QString> m_checked; // begin there as they do here
    QSet<QString> m_done; // do not grow any more
};

}
