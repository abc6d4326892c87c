#pragma once
// Words found although they were mistyped: one letter too many, too few, another one, or two swapped, and more of them
// in longer words.
#include <QString>

namespace backroom {

// How well a name answers what was typed: 0 not at all, then the better the higher: mistyped, inside a word, at the
// beginning of a word, the whole beginning. Case and accents do not count.
int matchOf(const QString &typed, const QString &name);

// Damerau–Levenshtein distance of the typed word and the best beginning of the other (optimal string alignment; see
// L. Boytsov, "Indexing methods for approximate dictionary searching", 2011), at most `most`, else most + 1.
int prefixDistance(QStringView typed, QStringView word, int most);

}
