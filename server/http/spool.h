#pragma once
// Where large bodies lie until they are whole: on the disk, in files without a name, so that they cost no memory while
// they arrive and nothing is left of them when the program ends, however it ends.
#include <QByteArray>
#include <QString>
#include <atomic>
#include <memory>

namespace backroom {

// How much may lie there at once. Any thread.
class SpoolRoom {
public:
    explicit SpoolRoom(qint64 most) : m_left(most) {}
    bool take(qint64 bytes)
    {
        if (m_left.fetch_sub(bytes, std::memory_order_relaxed) >= bytes)
            return true;
        give(bytes);
        return false;
    }
    void give(qint64 bytes) { m_left.fetch_add(bytes, std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_left;
};

class Spool {
public:
    // In TMPDIR if that is set; else in /var/tmp, which is a disk also where /tmp is memory, or in /tmp. Null when no
    // file can be made there.
    static std::unique_ptr<Spool> open(std::shared_ptr<SpoolRoom> room);
    ~Spool();
    Q_DISABLE_COPY_MOVE(Spool)

    // 0, or the status to refuse the body with: 503 when too much lies here already, 507 when the disk takes no more.
    int append(QByteArrayView bytes);
    // Fills `into` with what was appended from `at` on; false when it cannot be read.
    bool read(qint64 at, QByteArray &into) const;
    // Makes what was appended readable as bytes(); false when there is no address space for it.
    bool map();
    // A view into the file, valid as long as this lives; after map().
    QByteArray bytes() const { return QByteArray::fromRawData(m_mapped, m_size); }
    // A path under which this process can open the file.
    QString path() const;

private:
    Spool(int descriptor, std::shared_ptr<SpoolRoom> room) : m_descriptor(descriptor), m_room(std::move(room)) {}

    const int m_descriptor;
    const std::shared_ptr<SpoolRoom> m_room;
    qint64 m_size = 0;
    const char *m_mapped = nullptr;
};

}
