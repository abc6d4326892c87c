#include "app/products/webimages.h"

#include "app/base/crypto.h"
#include "app/products/imagefetcher.h"
#include "app/products/imagesbrought.h"
#include "app/products/imagestore.h"
#include "app/store/idlist.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace backroom::images {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What came is soon to be seen, and a long run does not fill the history: each batch may take twice as long as the one
// before. Where bytes go into the store itself they wait in memory, so there is an end to them.
constexpr qint64 FirstBatch = 4000, LongestBatch = 60'000; // milliseconds
constexpr qint64 MostWaiting = 32 * 1024 * 1024; // bytes

class Run {
public:
    Run(Database &database, const Actor &actor, const BringOptions &options, QList<WebImage> all)
        : m_database(database),
          m_actor(actor),
          m_options(options),
          m_all(std::move(all)),
          m_store(database.config()),
          m_run(options.run.isEmpty() ? randomBase62(12) : options.run)
    {
        for (qsizetype i = 0; i < m_all.size(); ++i) {
            m_wanted[m_all.at(i).address] << i;
            m_addresses << m_all.at(i).address;
        }
    }

    BringSummary go()
    {
        ImageFetcher fetcher(m_addresses, m_options.limits);
        m_since.start();
        tell(fetcher.received());
        while (m_summary.ended.isEmpty()) {
            const auto fetched = fetcher.next(m_options.cancel);
            if (!fetched)
                break;
            take(*fetched);
            tell(fetcher.received());
            if (m_since.elapsed() >= m_batchMillis || m_bytes >= MostWaiting)
                write();
        }
        m_summary.cancelled = m_options.cancel && *m_options.cancel && m_done < m_all.size();
        if (m_summary.ended.isEmpty())
            write();
        return std::move(m_summary);
    }

private:
    void tell(qint64 received) const
    {
        if (m_options.progress)
            m_options.progress(m_done, m_all.size(), received);
    }

    void take(const FetchedImage &fetched)
    {
        const QList<qsizetype> places = m_wanted.value(fetched.address);
        m_done += places.size();
        if (!fetched.bytes)
            return refuse(places, fetched.bytes.error());
        auto file = readImageFile(*fetched.bytes);
        if (!file && file.error().code == ErrorCode::Unsupported)
            return refuse(places, tr("This is no image that Backroom can show: it takes PNG, JPEG and WebP."));
        if (!file)
            return refuse(places,
                          file.error().fields.isEmpty() ? file.error().message
                                                        : file.error().fields.constFirst().message);
        if (const auto kept = m_store.keep(*file); !kept) {
            m_summary.ended = kept.error().message;
            return;
        }
        if (m_database.kind() == StoreKind::Sqlite) { // they are files by now
            file->bytes.clear();
            file->thumbnail.clear();
        }
        m_bytes += file->bytes.size() + file->thumbnail.size();
        const auto shared = std::make_shared<const ImageFile>(*std::move(file));
        for (const qsizetype place : places)
            m_batch << BroughtImage{m_all.at(place).product, m_all.at(place).image, fetched.address, shared};
    }

    void refuse(const QList<qsizetype> &places, const QString &reason)
    {
        for (const qsizetype place : places)
            m_summary.faults << BringSummary::Fault{m_all.at(place).product, m_all.at(place).title,
                                                    m_all.at(place).address, reason};
    }

    void write()
    {
        if (!m_batch.isEmpty()) {
            const auto written = m_database.writeNow(m_actor, [this](Transaction &transaction) {
                return bring(transaction, m_actor, m_batch, m_run);
            });
            if (written)
                m_summary.brought += *written;
            else
                m_summary.ended = written.error().message;
        }
        m_batch.clear();
        m_bytes = 0;
        m_batchMillis = std::min(2 * m_batchMillis, LongestBatch);
        m_since.restart();
    }

    Database &m_database;
    const Actor &m_actor;
    const BringOptions &m_options;
    QList<WebImage> m_all;
    ImageStore m_store;
    QByteArray m_run; // what the journal entries of its batches have in common
    QHash<QString, QList<qsizetype>> m_wanted; // images by the address that they lie at
    QStringList m_addresses;
    QList<BroughtImage> m_batch;
    qint64 m_bytes = 0; // of the batch, in memory
    qint64 m_done = 0;
    qint64 m_batchMillis = FirstBatch;
    QElapsedTimer m_since;
    BringSummary m_summary;
};
}

Result<QList<WebImage>> onTheWeb(Reader &reader, const Actor &actor, const std::optional<QList<ProductId>> &products)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Read}); !allowed)
        return fail(allowed.error());
    QByteArray sql =
        "SELECT i.product_id, p.title, i.id, i.source FROM images i JOIN products p ON p.id = i.product_id "
        "WHERE i.source <> ''";
    const QByteArray order = " ORDER BY i.product_id, i.position, i.id";
    Query rows = products ? reader.query(QByteArray(sql + " AND i.product_id " + idList(reader.kind()) + order),
                                         idListText(reader.kind(), *products))
                          : reader.query(QByteArray(sql + order));
    QList<WebImage> all;
    while (rows.next())
        all << WebImage{rows.id<ProductId>(0), rows.text(1), rows.id<ImageId>(2), rows.text(3)};
    return all;
}

Result<WebCount> countOnTheWeb(Reader &reader, const Actor &actor)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Read}); !allowed)
        return fail(allowed.error());
    Query row = reader.query("SELECT COUNT(*), COUNT(DISTINCT product_id) FROM images WHERE source <> ''");
    row.next();
    return WebCount{row.int64(0), row.int64(1)};
}

Result<BringSummary> bringFromWeb(Database &database, const Actor &actor, const BringOptions &options)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    auto all = database.read([&](Reader &reader) { return onTheWeb(reader, actor, options.products); });
    if (!all)
        return fail(all.error());
    return Run(database, actor, options, *std::move(all)).go();
}

}
