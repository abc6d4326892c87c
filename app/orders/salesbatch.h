#pragma once
// Writes one batch of a sales history, all of it or nothing: the part of the import that runs in a transaction.
#include "app/orders/salessurvey.h"
#include "app/reports/totals.h"

#include <vector>

namespace backroom {

// What is the same for all batches of an import. Unchanged by a batch, which may be run again.
struct SalesContext
{
    qint64 import = 0;
    QTimeZone zone;
    bool pricesIncludeTax = true;
    const SalesSurvey *survey = nullptr;
    // Variants met so far, by stock code.
    struct Known
    {
        VariantId variant;
        ProductId product;
        QString title;
    };
    QHash<QString, Known> variants;
};

class SalesBatch {
public:
    SalesBatch(const SalesContext &context, const std::vector<SaleRecord> &records)
        : m_context(context), m_records(records)
    {}

    // Writes the records and their totals, and moves the mark from `from` to `to` rows. Conflict when another import
    // of the same file moved it. Can be called again after its transaction was taken back.
    Result<> write(Transaction &transaction, qint64 from, qint64 to, bool last);

    // What was written, once its transaction held.
    struct Outcome
    {
        qint64 lines = 0;
        qint64 known = 0;
        qint64 orders = 0;
        qint64 products = 0;
        qint64 customers = 0;
        qint64 refused = 0;
        QList<RowFault> faults;
        QHash<QString, SalesContext::Known> variants; // that the context did not know
    };
    const Outcome &outcome() const { return m_outcome; }

private:
    struct Order
    {
        OrderId id;
        QString number;
        int day = 0;
        QString country;
        bool existed = false;
        qint64 itemsBefore = 0;
        qint64 items = 0; // added
        qint64 total = 0;
        int lines = 0; // that it has
        std::vector<const SaleRecord *> records;
    };
    bool claim(Transaction &transaction, qint64 from, qint64 to, bool last);
    void gatherOrders(Transaction &transaction);
    bool findOrder(Transaction &transaction, Order &order);
    void leaveOutKnownLines(Transaction &transaction, Order &order);
    void findVariants(Transaction &transaction);
    void makeProduct(Transaction &transaction, const QString &code);
    void findCustomers(Transaction &transaction);
    void writeOrders(Transaction &transaction);
    void writeLines(Transaction &transaction);
    const SalesContext::Known &variant(const QString &code) const;

    const SalesContext &m_context;
    const std::vector<SaleRecord> &m_records;
    std::vector<Order> m_orders;
    QHash<QString, std::pair<UserId, QString>> m_customers; // id and name, by number
    Outcome m_outcome;
};

}
