#pragma once
// Whether recorded changes can be relied on before anybody needs them: reads each segment that is finished to its end once,
// some at a time, and remembers which changes it holds. One thread.
#include "app/backups/segments.h"

#include <QHash>

namespace backroom {

class SegmentCheck {
public:
    struct Holds
    {
        qint64 bytes = 0; // of the file when it was read
        qint64 first = 0; // seq of its first change, and of the last that can be read
        qint64 last = 0;
        Millis until = 0; // of that change
    };

    // Reads what it does not know yet, about so many bytes of it. True when nothing is left. Blocks.
    bool go(const QStringList &files, const QByteArray &epoch, const QByteArray &key, qint64 bytes);
    // Nothing when it was not read yet.
    std::optional<Holds> find(const QString &file) const;

private:
    QHash<QString, Holds> m_known;
};

}
