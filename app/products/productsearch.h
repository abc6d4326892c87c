#pragma once
// Finding products by words, each a prefix, alike on both databases: text is folded and cut into words here, and a
// person's text never reaches a database's query syntax.
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::products {

// Where a product's words stand, and how much they count.
enum class SearchField {
    Title,
    Names, // and SKUs, vendor, tags
    All, // and the description
};

class SearchQuery {
public:
    explicit SearchQuery(QStringView text);
    // Nothing in it that can be looked for: finds nothing.
    bool isEmpty() const { return m_words.isEmpty(); }
    // The condition's parameter: for MATCH on SQLite, a tsquery on PostgreSQL.
    QByteArray parameter(StoreKind kind, SearchField field) const;
    // "SELECT rowid FROM product_search WHERE …" with one placeholder.
    static QByteArray select(StoreKind kind);
    // As title keys are folded.
    const QString &folded() const { return m_folded; }

private:
    QStringList m_words;
    QString m_folded;
};

// Keeps the index right; in the transaction that changes the product.
void indexProduct(Transaction &transaction, const Product &product);
void unindexProduct(Transaction &transaction, ProductId product);

}
