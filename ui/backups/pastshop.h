#pragma once
// The shop as it was at one moment, open to look at: its own threads read it, nothing changes it, and it goes with this
// object. What it holds is compared with the shop that goes on, and one thing at a time is brought back into that.
#include "app/backups/bringback.h"
#include "app/backups/comparison.h"
#include "ui/backups/pastopener.h"
#include "ui/shell/desk.h"

#include <QSet>

namespace backroom {

enum class PastKind { Products, Orders, Customers };

// How something stands in the shop now.
enum class Since { NotKnown, Same, Changed, Gone, BroughtBack };

class PastShop final : public QObject {
    Q_OBJECT
public:
    // What a slow thread makes; kept by jobs that read both shops.
    struct Opened
    {
        std::unique_ptr<ProvedBackup> backup;
        std::unique_ptr<Backroom> shop; // the first to go
    };
    static Result<std::shared_ptr<Opened>> open(const PastOpener &opener, const QString &scratch,
                                                const std::optional<BackupKey> &key, const Clock &clock,
                                                const BackupGoOn &goOn);

    // `live` outlives it.
    PastShop(std::shared_ptr<Opened> opened, Desk &live, QObject *parent = nullptr);
    ~PastShop() override;

    Millis at() const { return m_opened->backup->manifest().at; }
    // For lists and reading: everything of it is as it was then.
    Desk &desk() const { return *m_desk; }
    Desk &live() const { return m_live; }
    // For jobs on live().pool().
    const std::shared_ptr<Opened> &opened() const { return m_opened; }

    Since since(PastKind kind, qint64 id) const;
    // What differs now; nothing before the first look is done.
    const std::optional<SinceThen> &differences() const { return m_since; }
    const SinceThen::Kind &differences(PastKind kind) const;
    // Compares anew; `looked` follows.
    void look();

    // Into the shop that goes on, as one change; `key` as bringBack takes it. `done` comes while context is alive.
    void bringBack(const QObject *context, PastKind kind, qint64 id, const QByteArray &key,
                   std::function<void(const Result<BroughtBack> &)> done);

Q_SIGNALS:
    void looked();

private:
    std::shared_ptr<Opened> m_opened;
    Desk &m_live;
    std::unique_ptr<TaskPool> m_pool; // of the past's own desk
    std::unique_ptr<Desk> m_desk;
    std::optional<SinceThen> m_since;
    QMap<PastKind, QSet<qint64>> m_brought;
    bool m_looking = false, m_lookAgain = false;
};

// What bringBack() calls it: "product".
QByteArray pastWord(PastKind kind);

}
