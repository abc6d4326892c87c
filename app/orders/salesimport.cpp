#include "app/orders/salesimport.h"

#include "app/base/gzip.h"
#include "app/orders/salesbatch.h"
#include "app/settings/settings.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 HashedAtOnce = 256 * 1024;
constexpr qint64 RowsBetweenLooks = 4096;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

class Import {
public:
    Import(Database &database, const Actor &actor, const QString &path, const SalesImportOptions &options)
        : m_database(database), m_actor(actor), m_path(path), m_options(options)
    {}

    Result<SalesImportSummary> run()
    {
        if (const auto permitted = m_actor.require({Area::Imports, Verb::Write}); !permitted)
            return fail(permitted.error());
        if (const auto known = lookAtShop(); !known)
            return fail(known.error());
        if (const auto read = lookThrough(); !read)
            return fail(read.error());
        if (m_summary.cancelled)
            return m_summary;
        m_summary.refused = m_survey.refused;
        m_summary.faults = m_survey.faults;
        if (m_survey.taken == 0 && m_survey.refused > 0)
            return nothingUsable();
        if (m_options.dryRun)
            return dryRun();
        if (const auto begun = beginImport(); !begun)
            return fail(begun.error());
        if (const auto written = writeAll(); !written)
            return fail(written.error());
        return m_summary;
    }

private:
    bool cancelled()
    {
        m_summary.cancelled = m_options.cancel && *m_options.cancel;
        return m_summary.cancelled;
    }
    void report(qint64 done) const
    {
        if (m_options.progress)
            m_options.progress(done, m_survey.rows);
    }

    Result<> lookAtShop()
    {
        const Result<Settings> settings =
            m_database.read([](Reader &reader) -> Result<Settings> { return settings::load(reader); });
        if (!settings)
            return fail(settings.error());
        if (settings->currency.isEmpty())
            return fail(ErrorCode::Conflict, tr("There is no shop in this store yet. Make one first."));
        m_currency = settings->currency;
        m_context.zone = settings->zone();
        m_context.pricesIncludeTax = settings->pricesIncludeTax;
        return {};
    }

    // The hash is of the text, so that the same history is known again whether it is compressed or not.
    Result<> hashFile()
    {
        auto file = InputFile::open(m_path);
        if (!file)
            return fail(file.error());
        QCryptographicHash hash(QCryptographicHash::Blake2b_256);
        QByteArray buffer(HashedAtOnce, Qt::Uninitialized);
        for (;;) {
            const qint64 got = (*file)->device()->read(buffer.data(), buffer.size());
            if (got < 0)
                return fail(ErrorCode::Malformed, (*file)->device()->errorString());
            if (got == 0)
                break;
            hash.addData(QByteArrayView(buffer).first(got));
        }
        m_hash = hash.result();
        return {};
    }

    Result<> lookThrough()
    {
        if (const auto hashed = hashFile(); !hashed)
            return fail(hashed.error());
        auto file = InputFile::open(m_path);
        if (!file)
            return fail(file.error());
        SalesFileReader reader((*file)->device(), m_currency, m_context.zone);
        if (const auto begun = reader.begin(); !begun)
            return fail(begun.error());
        SaleRecord record;
        for (;;) {
            const Result<bool> more = reader.next(record);
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
            ++m_survey.taken;
            m_survey.articles[record.stockCode].add(record);
            if (m_options.dryRun) {
                m_invoices.insert(record.invoice);
                if (!record.customer.isEmpty())
                    m_customers.insert(record.customer);
            }
            if (m_survey.taken % RowsBetweenLooks == 0) {
                report(0);
                if (cancelled())
                    return {};
            }
        }
        m_survey.rows = reader.rowCount();
        m_survey.refused = reader.faultCount();
        m_survey.faults = reader.faults();
        return {};
    }

    tl::unexpected<Error> nothingUsable() const
    {
        QList<FieldError> fields;
        for (const RowFault &fault : m_survey.faults.first(std::min<qsizetype>(20, m_survey.faults.size())))
            fields << FieldError{u"line %1 %2"_s.arg(fault.line).arg(fault.column).trimmed(), fault.reason};
        Error error{ErrorCode::Invalid,
                    tr("Not one row of this file can be taken. The first that is wrong is line %1: %2")
                        .arg(m_survey.faults.first().line)
                        .arg(m_survey.faults.first().reason)};
        error.fields = fields;
        return fail(error);
    }

    Result<SalesImportSummary> dryRun()
    {
        return m_database.read([this](Reader &reader) -> Result<SalesImportSummary> {
            const auto finished =
                reader.number("SELECT finished FROM imports WHERE kind = 'sales' AND file_hash = ?", Blob{m_hash});
            if (finished.value_or(0) == 1) {
                m_summary.known = m_survey.taken;
                return m_summary;
            }
            m_summary.lines = m_survey.taken;
            for (const QString &invoice : std::as_const(m_invoices))
                m_summary.orders += reader.number("SELECT 1 FROM orders WHERE number = ?", invoice) ? 0 : 1;
            for (const QString &customer : std::as_const(m_customers))
                m_summary.customers += reader.number("SELECT 1 FROM users WHERE external_number = ?", customer) ? 0 : 1;
            for (auto it = m_survey.articles.keyBegin(); it != m_survey.articles.keyEnd(); ++it)
                m_summary.products += reader.number("SELECT 1 FROM variants WHERE sku = ?", *it) ? 0 : 1;
            return m_summary;
        });
    }

    // Finds the mark that an earlier run left, or sets it.
    Result<> beginImport()
    {
        return m_database.writeNow(m_actor, [this](Transaction &transaction) -> Result<> {
            transaction.exec(
                "INSERT INTO imports (kind, file_hash, rows_done, created_at, updated_at) VALUES ('sales', ?, 0, ?, ?) "
                "ON CONFLICT (kind, file_hash) DO NOTHING",
                Blob{m_hash}, transaction.now(), transaction.now());
            Query row =
                transaction.query("SELECT id, rows_done, finished FROM imports WHERE kind = 'sales' AND file_hash = ?",
                                  Blob{m_hash});
            row.next();
            m_context.import = row.int64(0);
            m_done = row.int64(1);
            m_finished = row.boolean(2);
            return {};
        });
    }

    Result<> writeAll()
    {
        if (m_finished) {
            m_summary.known = m_survey.taken;
            report(m_survey.rows);
            return {};
        }
        auto file = InputFile::open(m_path);
        if (!file)
            return fail(file.error());
        SalesFileReader reader((*file)->device(), m_currency, m_context.zone);
        if (const auto begun = reader.begin(); !begun)
            return fail(begun.error());
        m_context.survey = &m_survey;
        SaleRecord record;
        while (reader.rowCount() < m_done) {
            const Result<bool> more = reader.next(record);
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
            ++m_summary.known;
        }
        std::vector<SaleRecord> records;
        records.reserve(size_t(m_options.batchLines));
        for (bool end = false; !end;) {
            if (cancelled())
                return {};
            records.clear();
            qint64 to = m_done;
            while (records.size() < size_t(m_options.batchLines)) {
                const Result<bool> more = reader.next(record);
                if (!more)
                    return fail(more.error());
                end = !*more;
                to = reader.rowCount();
                if (end)
                    break;
                records.push_back(record);
            }
            if (const auto written = writeBatch(records, to, end); !written)
                return fail(written.error());
            report(m_done);
        }
        return lookAtRowCounts();
    }

    // So many new rows make PostgreSQL plan reports badly until it has counted them, which it would do in its own time.
    Result<> lookAtRowCounts()
    {
        if (m_database.kind() != StoreKind::Postgres)
            return {};
        return m_database.writeNow(m_actor, [](Transaction &transaction) -> Result<> {
            transaction.exec(
                "ANALYZE orders, order_lines, users, products, variants, stock_levels, daily_sales, daily_variants, daily_countries");
            return {};
        });
    }

    Result<> writeBatch(const std::vector<SaleRecord> &records, qint64 to, bool last)
    {
        SalesBatch batch(m_context, records);
        const Result<> written = m_database.writeNow(m_actor, [&](Transaction &transaction) -> Result<> {
            return batch.write(transaction, m_done, to, last);
        });
        if (!written)
            return written;
        const SalesBatch::Outcome &outcome = batch.outcome();
        m_summary.lines += outcome.lines;
        m_summary.known += outcome.known;
        m_summary.orders += outcome.orders;
        m_summary.products += outcome.products;
        m_summary.customers += outcome.customers;
        m_summary.refused += outcome.refused;
        m_summary.faults += outcome.faults;
        m_context.variants.insert(outcome.variants);
        m_done = to;
        return {};
    }

    Database &m_database;
    const Actor &m_actor;
    QString m_path;
    const SalesImportOptions &m_options;
    SalesImportSummary m_summary;
    SalesSurvey m_survey;
    SalesContext m_context;
    QByteArray m_currency;
    QByteArray m_hash;
    QSet<QString> m_invoices; // of a dry run
    QSet<QString> m_customers;
    qint64 m_done = 0;
    bool m_finished = false;
};
}

namespace salesimport {

Result<SalesImportSummary> run(Database &database, const Actor &actor, const QString &path,
                               const SalesImportOptions &options)
{
    return Import(database, actor, path, options).run();
}

}
}
