#include "app/products/productsearch.h"

#include "app/base/text.h"

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
constexpr qsizetype MaxWord = 64; // code points
constexpr int MaxPosition = 16'383; // PostgreSQL's last one

// Folded words: letters, numbers and the marks on them. What is neither (also emoji) parts words.
QStringList wordsOf(const QString &text)
{
    const QString folded = foldText(text);
    QStringList words;
    QString word;
    bool hasLetter = false;
    const auto end = [&] {
        if (hasLetter)
            words << word;
        word.clear();
        hasLetter = false;
    };
    for (const char32_t c : folded.toUcs4()) {
        const bool letter = QChar::isLetterOrNumber(c);
        if (!letter && !(QChar::isMark(c) && hasLetter)) {
            end();
            continue;
        }
        hasLetter = true;
        if (word.size() < MaxWord)
            word += QStringView(QChar::fromUcs4(c));
    }
    end();
    return words;
}
}

IndexedWords indexedWords(const QString &title, const QString &names, const QString &description)
{
    return {wordsOf(title).join(u' ').toUtf8(), wordsOf(names).join(u' ').toUtf8(),
            wordsOf(description).join(u' ').toUtf8()};
}

QByteArray searchVector(const IndexedWords &words)
{
    QByteArray vector;
    int position = 0;
    const auto add = [&](QByteArrayView text, char weight) {
        while (!text.isEmpty()) {
            const qsizetype space = text.indexOf(' ');
            const QByteArrayView word = space < 0 ? text : text.first(space);
            position = std::min(position + 1, MaxPosition);
            vector += '\'' + word.toByteArray() + "':" + QByteArray::number(position) + weight + ' ';
            text = space < 0 ? QByteArrayView() : text.sliced(space + 1);
        }
    };
    add(words.title, 'A');
    add(words.names, 'B');
    add(words.body, 'C');
    return vector;
}

SearchQuery::SearchQuery(QStringView text) : m_folded(foldText(text.left(1000)).toUtf8())
{
    for (const QString &word : wordsOf(text.left(1000).toString()))
        if (const QByteArray utf8 = word.toUtf8(); m_words.size() < MaxSearchWords && !m_words.contains(utf8))
            m_words << utf8;
}

QByteArray SearchQuery::parameter(StoreKind kind, SearchField field) const
{
    // Words hold letters, numbers and marks only, so the quotes around them cannot be ended from inside.
    QByteArrayList parts;
    if (kind == StoreKind::Sqlite) {
        for (const QByteArray &word : m_words)
            parts << '"' + word + "\"*";
        const QByteArray all = '(' + parts.join(" AND ") + ')';
        if (field == SearchField::Title)
            return "{title} : " + all;
        return field == SearchField::Names ? "{title names} : " + all : all;
    }
    const QByteArray weights = field == SearchField::Title ? "A" : field == SearchField::Names ? "AB" : "";
    for (const QByteArray &word : m_words)
        parts << '\'' + word + "':*" + weights;
    return parts.join(" & ");
}

QByteArray SearchQuery::parameterOnlyIn(StoreKind kind, SearchField field) const
{
    QByteArray here = parameter(kind, field);
    if (field == SearchField::Title)
        return here;
    const QByteArray before = parameter(kind, field == SearchField::Names ? SearchField::Title : SearchField::Names);
    return '(' + here + (kind == StoreKind::Sqlite ? ") NOT (" : ") & !(") + before + ')';
}

std::optional<SearchField> SearchQuery::foundIn(QByteArrayView title, QByteArrayView names, QByteArrayView body) const
{
    const auto holds = [](QByteArrayView text, QByteArrayView word) {
        for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
            if (at == 0 || text[at - 1] == ' ')
                return true;
        return false;
    };
    SearchField found = SearchField::Title;
    for (const QByteArray &word : m_words) {
        if (holds(title, word))
            continue;
        if (holds(names, word))
            found = std::max(found, SearchField::Names);
        else if (holds(body, word))
            found = SearchField::All;
        else
            return {};
    }
    return found;
}

QByteArray SearchQuery::select(StoreKind kind)
{
    return kind == StoreKind::Sqlite ? "SELECT rowid FROM product_search WHERE product_search MATCH ?"
                                     : "SELECT rowid FROM product_search WHERE document @@ ?::tsquery";
}

void indexProduct(Transaction &transaction, const Product &product)
{
    QString names = product.vendor;
    for (const Variant &variant : product.variants)
        names += u' ' + variant.sku + u' ' + variant.barcode;
    names += u' ' + product.tags.join(u' ');
    const IndexedWords words = indexedWords(product.title, names, product.description);
    if (transaction.kind() == StoreKind::Sqlite) {
        unindexProduct(transaction, product.id);
        transaction.exec("INSERT INTO product_search (rowid, title, names, body) VALUES (?, ?, ?, ?)", product.id,
                         words.title, words.names, words.body);
    } else {
        transaction.exec(
            "INSERT INTO product_search (rowid, document) VALUES (?, ?::tsvector) ON CONFLICT (rowid) DO UPDATE SET "
            "document = excluded.document",
            product.id, searchVector(words));
    }
}

bool joinIndexPieces(Transaction &transaction)
{
    if (transaction.kind() != StoreKind::Sqlite)
        return false;
    // Two pieces of a size are enough to be made one; what grew large is left alone until there is another like it.
    constexpr int PiecesToJoin = 2;
    constexpr int PagesAtOnce = 64;
    if (transaction.number("SELECT v FROM product_search_config WHERE k = 'usermerge'") != PiecesToJoin)
        transaction.exec("INSERT INTO product_search (product_search, rank) VALUES ('usermerge', ?)", PiecesToJoin);
    const auto pieces = [&transaction] {
        Query row = transaction.query("SELECT block FROM product_search_data WHERE id = 10"); // FTS5's own list of them
        return row.next() ? row.blob(0) : QByteArray();
    };
    const QByteArray before = pieces();
    transaction.exec("INSERT INTO product_search (product_search, rank) VALUES ('merge', ?)", PagesAtOnce);
    return pieces() != before;
}

void unindexProduct(Transaction &transaction, ProductId product)
{
    transaction.exec("DELETE FROM product_search WHERE rowid = ?", product);
}

}
