#include "app/store/ownqueryparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::ownquery {

namespace {
constexpr qsizetype MostSql = 100'000; // bytes
constexpr qint64 CellCost = 32; // bytes of room that a cell takes besides its text

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

tl::unexpected<Error> refused(const QString &sentence) { return invalid(u"sql"_s, sentence); }

tl::unexpected<Error> notUnderstood(const QByteArray &reason)
{
    return refused(
        tr("The database does not understand this: %1.").arg(QString::fromUtf8(reason).simplified().left(300)));
}

tl::unexpected<Error> tookTooLong(int seconds)
{
    return refused(
        tr("This took longer than %L1 seconds and was stopped. Narrow it down with WHERE, or take fewer days.")
            .arg(seconds));
}

tl::unexpected<Error> closedColumn(const QByteArray &table, const QByteArray &column)
{
    return refused(tr("%1 is kept out of reports. The list beside the text has what can be read.")
                       .arg(QString::fromUtf8(QByteArray(table + '.' + column))));
}

tl::unexpected<Error> closedTable(const QByteArray &table)
{
    return refused(
        tr("%1 is kept out of reports. The list beside the text has what can be read.").arg(QString::fromUtf8(table)));
}

tl::unexpected<Error> closedFunction(const QByteArray &function)
{
    return refused(
        tr("The function %1 is kept out of reports, which only read and add up.").arg(QString::fromUtf8(function)));
}

tl::unexpected<Error> onlySelect() { return refused(tr("A report only reads: begin with SELECT or WITH.")); }

tl::unexpected<Error> onlyOne()
{
    return refused(tr("A report is one statement. Take out what follows the first semicolon."));
}

tl::unexpected<Error> joinWithOn()
{
    return refused(tr("Join tables with ON and the two columns; USING and NATURAL have no place in a report."));
}

tl::unexpected<Error> quoteNames()
{
    return refused(tr("Write names plainly or \"in double quotes\", not in other brackets."));
}

QString bytesText(qint64 bytes) { return tr("(%L1 bytes)").arg(bytes); }

bool takesRoom(qint64 &room, const QList<OwnValue> &row)
{
    for (const OwnValue &value : row) {
        room -= CellCost;
        if (const auto *text = std::get_if<QString>(&value))
            room -= text->size() * qint64(sizeof(QChar));
    }
    return room >= 0;
}

Result<std::optional<OwnAnswer>> run(const StoreConfig &config, const QList<OpenTable> &open, const QByteArray &sql,
                                     const OwnLimits &limits, const std::atomic<bool> &stopped)
{
    if (sql.trimmed().isEmpty())
        return onlySelect();
    if (sql.size() > MostSql)
        return refused(tr("This text is too long for a report."));
    // Beyond a zero byte a database would not look; U+FEFF is white space to SQLite, and part of a name to who reads before.
    if (sql.contains('\0') || sql.contains("\xEF\xBB\xBF"))
        return refused(tr("There is an invisible character in this text. Type it again."));
    // A line ends alike for both databases, and for who reads the text before them.
    const QByteArray text = QByteArray(sql).replace("\r\n", "\n").replace('\r', '\n');
    return config.kind() == StoreKind::Sqlite ? runOnSqlite(config, open, text, limits, stopped)
                                              : runOnPostgres(config, open, text, limits, stopped);
}

}
