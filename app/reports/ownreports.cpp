#include "app/reports/ownreports.h"

#include "app/base/json.h"
#include "app/reports/openschema.h"
#include "app/settings/settings.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom::ownreports {

namespace {
constexpr int LongestName = 100, LongestSql = 100'000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// A person, and the owner: what such a report reads is everybody's.
Result<> require(const Actor &actor)
{
    if (auto allowed = actor.require({Area::Settings, Verb::Write}); !allowed)
        return allowed;
    if (actor.kind == Actor::Kind::ApiKey)
        return fail(ErrorCode::Forbidden, tr("Reports of one's own are the owner's, not a key's."));
    return {};
}

QByteArray toJson(const OwnReport &report)
{
    JsonWriter json;
    json.object().field("name", report.name).field("sql", report.sql).field("revision", report.revision).endObject();
    return json.take();
}

QList<FieldError> faultsOf(const OwnReport &report)
{
    QList<FieldError> faults;
    if (report.name.isEmpty() || report.name.size() > LongestName)
        faults << FieldError{u"name"_s, tr("Give the report a name of up to %L1 characters.").arg(LongestName)};
    if (report.sql.trimmed().isEmpty() || report.sql.size() > LongestSql)
        faults << FieldError{u"sql"_s, tr("Write what the report shows: a text that begins with SELECT or WITH.")};
    return faults;
}

std::optional<OwnReport> load(Transaction &transaction, OwnReportId id)
{
    Query row =
        transaction.query("SELECT id, name, statement, revision FROM own_reports WHERE id = ? /*for update*/", id);
    if (!row.next())
        return std::nullopt;
    return OwnReport{row.id<OwnReportId>(0), row.text(1), row.text(2), row.int64(3)};
}

void journal(Transaction &transaction, const char *action, OwnReportId id, const QByteArray &before,
             const QByteArray &after)
{
    transaction.journal({action, "report", id.bytes(), before, after, {{Topic::Settings, 0}}});
}

auto gone() { return fail(ErrorCode::NotFound, tr("There is no such report. It may have been removed meanwhile.")); }

ReportKind kindOf(const OwnAnswer &answer, qsizetype column)
{
    static const QRegularExpression date(u"^\\d{4}-\\d{2}-\\d{2}$"_s);
    bool dates = false, texts = false, reals = false, wholes = false;
    for (const QList<OwnValue> &row : answer.rows) {
        const OwnValue &value = row.at(column);
        if (const auto *text = std::get_if<QString>(&value))
            (date.match(*text).hasMatch() ? dates : texts) = true;
        reals = reals || std::holds_alternative<double>(value);
        wholes = wholes || std::holds_alternative<qint64>(value);
    }
    if (texts)
        return ReportKind::Text;
    if (dates)
        return reals || wholes ? ReportKind::Text : ReportKind::Day;
    const auto named = openschema::kindOf(answer.columns.at(column));
    // A mean of amounts is an amount.
    if (named && *named != ReportKind::Text && (wholes || reals))
        return reals && *named != ReportKind::Money ? ReportKind::Number : *named;
    return reals ? ReportKind::Number : wholes ? ReportKind::Count : ReportKind::Text;
}

// What the name says of the kind is not said to people.
QString titleOf(const QByteArray &name)
{
    const QString title = QString::fromUtf8(name);
    for (const QLatin1StringView end : {"_money"_L1, "_day"_L1, "_time"_L1, "_rate"_L1})
        if (title.size() > end.size() && title.endsWith(end))
            return title.chopped(end.size());
    return title;
}

ReportValue valueOf(const OwnValue &value, ReportKind kind)
{
    if (const auto *text = std::get_if<QString>(&value)) {
        if (kind == ReportKind::Day)
            return qint64(dateDay(QDate::fromString(*text, Qt::ISODate)));
        return *text;
    }
    if (const auto *real = std::get_if<double>(&value)) {
        if (kind == ReportKind::Money)
            return qint64(std::llround(*real));
        return kind == ReportKind::Text ? ReportValue(QString::number(*real, 'g', 15)) : ReportValue(*real);
    }
    if (const auto *whole = std::get_if<qint64>(&value))
        return kind == ReportKind::Text ? ReportValue(QString::number(*whole)) : ReportValue(*whole);
    return {};
}
}

Result<QList<OwnReport>> list(Reader &reader, const Actor &actor)
{
    if (const auto allowed = require(actor); !allowed)
        return fail(allowed.error());
    Query rows = reader.query("SELECT id, name, statement, revision FROM own_reports ORDER BY lower(name), id");
    QList<OwnReport> all;
    while (rows.next())
        all << OwnReport{rows.id<OwnReportId>(0), rows.text(1), rows.text(2), rows.int64(3)};
    return all;
}

Result<OwnReport> save(Transaction &transaction, const Actor &actor, const OwnReport &report,
                       std::optional<qint64> expected)
{
    if (const auto allowed = require(actor); !allowed)
        return fail(allowed.error());
    OwnReport saved = report;
    saved.name = report.name.simplified();
    if (const auto faults = faultsOf(saved); !faults.isEmpty())
        return invalid(faults);
    if (!report.id) {
        if (transaction.number("SELECT count(*) FROM own_reports").value_or(0) >= MostReports)
            return fail(ErrorCode::Conflict, tr("There are %L1 reports already. Remove one first.").arg(MostReports));
        saved.revision = 1;
        saved.id = transaction.insert<OwnReportId>(
            "INSERT INTO own_reports (name, statement, created_at, updated_at) VALUES (?, ?, ?, ?) RETURNING id",
            saved.name, saved.sql, transaction.now(), transaction.now());
        journal(transaction, "report.created", saved.id, {}, toJson(saved));
        return saved;
    }
    const auto before = load(transaction, report.id);
    if (!before)
        return gone();
    if (expected && *expected != before->revision)
        return fail(ErrorCode::Stale, tr("Somebody changed this report meanwhile. Open it again, then save."));
    if (before->name == saved.name && before->sql == saved.sql)
        return *before;
    saved.revision = before->revision + 1;
    transaction.exec("UPDATE own_reports SET name = ?, statement = ?, revision = ?, updated_at = ? WHERE id = ?",
                     saved.name, saved.sql, saved.revision, transaction.now(), saved.id);
    journal(transaction, "report.changed", saved.id, toJson(*before), toJson(saved));
    return saved;
}

Result<> remove(Transaction &transaction, const Actor &actor, OwnReportId id)
{
    if (auto allowed = require(actor); !allowed)
        return allowed;
    const auto before = load(transaction, id);
    if (!before)
        return gone();
    transaction.exec("DELETE FROM own_reports WHERE id = ?", id);
    journal(transaction, "report.removed", id, toJson(*before), {});
    return {};
}

Result<> restore(Transaction &transaction, const Actor &actor, const OwnReport &report)
{
    if (auto allowed = require(actor); !allowed)
        return allowed;
    if (load(transaction, report.id))
        return fail(ErrorCode::Conflict, tr("This report is there already."));
    transaction.exec(
        "INSERT INTO own_reports (id, name, statement, revision, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
        report.id, report.name, report.sql, report.revision + 1, transaction.now(), transaction.now());
    OwnReport put = report;
    ++put.revision;
    journal(transaction, "report.created", report.id, {}, toJson(put));
    return {};
}

Result<std::optional<Answer>> run(Database &database, const Actor &actor, const QString &sql, const OwnLimits &limits,
                                  const std::atomic<bool> &stopped)
{
    if (const auto allowed = require(actor); !allowed)
        return fail(allowed.error());
    const auto shop = database.read([](Reader &reader) -> Result<Settings> { return settings::load(reader); });
    if (!shop)
        return fail(shop.error());
    const auto asked = ownquery::run(database.config(), openschema::open(), sql.toUtf8(), limits, stopped);
    if (!asked)
        return fail(asked.error());
    if (!*asked)
        return std::optional<Answer>();
    const OwnAnswer &from = **asked;
    Answer answer;
    answer.cut = from.cut;
    answer.table.currency = shop->currency;
    answer.table.digits = shop->currency.isEmpty() ? 2 : shop->digits();
    for (qsizetype column = 0; column < from.columns.size(); ++column) {
        const QByteArray &name = from.columns.at(column);
        answer.table.columns << ReportColumn{name, titleOf(name), kindOf(from, column)};
    }
    for (const QList<OwnValue> &row : from.rows) {
        ReportRow values;
        for (qsizetype column = 0; column < row.size(); ++column)
            values << valueOf(row.at(column), answer.table.columns.at(column).kind);
        answer.table.rows << values;
    }
    return std::optional(answer);
}

}
