#include "app/log/logreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::logreader {

namespace {
constexpr char FileName[] = "backroom.log";
constexpr qint64 AtOnce = 256 * 1024; // bytes read from a file's end
constexpr qsizetype LongestLine = 64 * 1024;

// The newest file first.
QStringList filesOf(const QString &folder)
{
    QStringList files;
    const QString name = QString::fromLatin1(FileName);
    for (int number = 0;; ++number) {
        const QString path = folder + u'/' + name + (number == 0 ? QString() : u'.' + QString::number(number));
        if (!QFileInfo::exists(path))
            return files;
        files << path;
    }
}

class Reading {
public:
    explicit Reading(const LogQuery &query)
        : m_query(query), m_text(query.text.trimmed()), m_utf8(m_text.toUtf8().toLower())
    {}

    // False when there are enough.
    bool file(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return true;
        qint64 left = file.size();
        QByteArray rest; // the begin of a line whose end was read
        while (left > 0) {
            const qint64 size = std::min(left, AtOnce);
            left -= size;
            if (!file.seek(left))
                return true;
            QByteArray bytes = file.read(size) + rest;
            // What stands before the first end of a line goes on in the part before.
            const qsizetype first = left > 0 ? bytes.indexOf('\n') : -1;
            rest = left > 0 && first < 0 ? bytes : bytes.left(left > 0 ? first : 0);
            if (rest.size() > LongestLine)
                rest.clear();
            if (left > 0 && first < 0)
                continue;
            qsizetype end = bytes.size();
            while (end > first + 1) {
                const qsizetype before = bytes.lastIndexOf('\n', end - 1);
                const qsizetype begin = std::max(before, first) + 1;
                if (end > begin)
                    line(QByteArrayView(bytes).sliced(begin, end - begin));
                if (m_lines.size() >= m_query.limit)
                    return false;
                if (before <= first)
                    break;
                end = before;
            }
        }
        return true;
    }

    QList<LogLine> take() { return std::move(m_lines); }

private:
    void line(QByteArrayView json)
    {
        // Most are not looked for: they are not even parsed.
        if (!m_utf8.isEmpty() && !json.toByteArray().toLower().contains(m_utf8))
            return;
        const QJsonObject object = QJsonDocument::fromJson(json.toByteArray()).object();
        const auto level = parseLevel(object["level"_L1].toString());
        const QDateTime at = QDateTime::fromString(object["time"_L1].toString(), Qt::ISODateWithMs);
        if (!level || !at.isValid() || *level < m_query.least)
            return;
        LogLine found{at.toMSecsSinceEpoch(),
                      *level,
                      object["message"_L1].toString(),
                      object["thread"_L1].toString(),
                      object["request_id"_L1].toString().toUtf8(),
                      object["actor"_L1].toString().toUtf8()};
        if (!m_text.isEmpty() && !found.message.contains(m_text, Qt::CaseInsensitive)
            && !QString::fromUtf8(found.actor).contains(m_text, Qt::CaseInsensitive)
            && QString::fromUtf8(found.requestId) != m_text)
            return;
        const auto hash = quint64(qHash(json, size_t(1)));
        // Said twice in the same millisecond, it is two lines.
        found.id = qint64((hash + m_same[hash]++) & 0x7fff'ffff'ffff'ffff);
        m_lines << found;
    }

    const LogQuery &m_query;
    QString m_text;
    QByteArray m_utf8;
    QList<LogLine> m_lines;
    QHash<quint64, quint64> m_same;
};
}

QString folderOf(const QString &dataDir) { return dataDir + u"/logs"_s; }

QList<LogLine> newest(const QString &folder, const LogQuery &query)
{
    Reading reading(query);
    const QStringList files = filesOf(folder);
    for (const QString &file : files)
        if (!reading.file(file))
            break;
    return reading.take();
}

QByteArray state(const QString &folder)
{
    const QFileInfo file(folder + u'/' + QString::fromLatin1(FileName));
    return file.exists()
        ? QByteArray::number(file.size()) + '@' + QByteArray::number(file.lastModified().toMSecsSinceEpoch())
        : QByteArray();
}

}
