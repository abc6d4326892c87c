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
    // The same for what matches in this field and in none that counts more.
    QByteArray parameterOnlyIn(StoreKind kind, SearchField field) const;
    // "SELECT rowid FROM product_search WHERE …" with one placeholder.
    static QByteArray select(StoreKind kind);
    // The first field in which a product's indexed words, apart by spaces, hold all that is looked for; none when the
    // three do not.
    std::optional<SearchField> foundIn(QByteArrayView title, QByteArrayView names, QByteArrayView body) const;
    // Each a prefix of what is looked for; UTF-8.
    const QList<QByteArray> &words() const { return m_words; }
    // As title keys are folded; UTF-8.
    const QByteArray &folded() const { return m_folded; }

private:
    QList<QByteArray> m_words; // UTF-8
    QByteArray m_folded;
};

// What the index holds of a product: its words as they are compared, apart by spaces; UTF-8.
struct IndexedWords
{
    QByteArray title;
    QByteArray names; // and SKUs, barcodes, vendor, tags
    QByteArray body;
};
// `names` apart by spaces.
IndexedWords indexedWords(const QString &title, const QString &names, const QString &description);
// The same as PostgreSQL's tsvector.
QByteArray searchVector(const IndexedWords &words);

// Keeps the index right; in the transaction that changes the product.
void indexProduct(Transaction &transaction, const Product &product);
void unindexProduct(Transaction &transaction, ProductId product);
// SQLite writes the index in pieces, and each is looked into by every search: puts some of them together. Says whether
// there is more to do. Short enough for orders to wait for.
bool joinIndexPieces(Transaction &transaction);

}
