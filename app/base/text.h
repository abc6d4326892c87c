#pragma once
// Text as it is searched, sorted and put into addresses: the same on both databases because it is made here.
#include <QString>
#include <QStringList>

namespace backroom {

inline constexpr int MaxSlugLength = 100;
inline constexpr int MaxSearchWords = 12;

// Case, accents, ligatures and blanks made alike: "Ærø  CAFÉ" is "aero cafe", "Straße" is "strasse". For search columns
// and sort keys. Marks that carry meaning (Indic vowels, kana voicing) stay.
QString foldText(QStringView text);
// The words of a search query, folded, without repeats, at most MaxSearchWords; each is meant as a prefix.
QStringList searchWords(QStringView query);
// "Women's T-Shirt" is "womens-t-shirt"; empty when nothing in the title can stand in an address.
QString slugify(QStringView title);
// a-z, 0-9 and single hyphens between them, up to MaxSlugLength.
bool isSlug(QStringView text);

}
