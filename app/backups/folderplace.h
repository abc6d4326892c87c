#pragma once
// A place that is a folder: a disk, a stick, a network share that is mounted.
#include "app/backups/places.h"

namespace backroom {

class FolderPlace final : public Place {
public:
    explicit FolderPlace(const QString &folder) : m_folder(folder) {}

    // Whether this shop has been there: a folder in which a disk is not plugged in does not know it.
    static bool knows(const QString &folder, const QByteArray &storeId);
    // What tells a disk from another one that is plugged in at the same place, as people take turns with two sticks.
    static QByteArray disk(const QString &folder);

    Result<PlaceLook> look(const QByteArray &storeId, bool known) override;
    Result<QByteArray> put(const QString &file, const QString &name, const CopyGoOn &goOn) override;
    Result<QByteArray> hash(const QString &name, const CopyGoOn &goOn) override;
    Result<QByteArray> fetch(const QString &name, const QString &file, const CopyGoOn &goOn) override;
    Result<> remove(const QString &name) override;

private:
    bool mark(const QByteArray &storeId) const;
    QString pathOf(const QString &name) const { return m_folder + u'/' + name; }
    Result<> makeFolderOf(const QString &name) const;
    QString m_folder;
};

}
