#pragma once
// The made-up goods of the benchmarks: titles from two lists of words, the same in every run.
#include <QByteArray>
#include <array>

namespace backroom::bench {

inline constexpr std::array Adjectives{"Amber",   "Blue",    "Ceramic", "Dotted",  "Enamel",  "Folding", "Glass",
                                       "Hanging", "Ivory",   "Jute",    "Knitted", "Linen",   "Maple",   "Nordic",
                                       "Oak",     "Painted", "Quilted", "Rustic",  "Striped", "Travel",  "Umber",
                                       "Vintage", "Woven",   "Zinc",    "Copper",  "Marble",  "Velvet",  "Cotton",
                                       "Bamboo",  "Walnut",  "Silver",  "Scented"};
inline constexpr std::array Nouns{"Apron",    "Basket",   "Candle", "Doormat", "Eggcup",  "Frame",  "Garland",
                                  "Heart",    "Incense",  "Jug",    "Kettle",  "Lantern", "Mug",    "Napkin",
                                  "Ornament", "Plate",    "Quilt",  "Ribbon",  "Spoon",   "Teapot", "Umbrella",
                                  "Vase",     "Wreath",   "Trivet", "Cushion", "Blanket", "Bottle", "Clock",
                                  "Mirror",   "Notebook", "Puzzle", "Tray"};

inline QByteArray titleOf(int product)
{
    const auto adjective = Adjectives[size_t(product) % Adjectives.size()];
    const auto noun = Nouns[size_t(product) / Adjectives.size() % Nouns.size()];
    return QByteArray(adjective) + ' ' + noun + " No. " + QByteArray::number(product);
}

inline qint64 priceOf(int product) { return 500 + qint64(product) * 7919 % 15'000; }

}
