#pragma once
// Copies of segments in a folder on another disk, each brought up to date by the bytes that it lacks, synced.
#include "app/backups/changeplace.h"

#include <QSet>

namespace backroom {

class FolderChanges final : public ChangePlace {
public:
    // Copies to the folder "changes" in `folder`, which must be there itself and know the shop (FolderPlace::knows).
    FolderChanges(const ChangeSource &source, const QString &folder) : m_source(source), m_folder(folder) {}

    Result<> copy(const QString &growing, const GoOn &goOn) override;
    Result<> prune(Millis before, const QByteArray &current, const GoOn &goOn) override;
    std::chrono::milliseconds pause() const override { return std::chrono::seconds(2); }

private:
    Result<> copyFile(const QString &from, const QString &to);

    const ChangeSource m_source;
    const QString m_folder;
    QByteArray m_disk; // that was there last (FolderPlace::disk)
    QSet<QString> m_checked; // compared with their copies, which began alike
    QSet<QString> m_done; // do not grow any more
};

}
