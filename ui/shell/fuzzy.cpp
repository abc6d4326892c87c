#include "ui/shell/fuzzy.h"

#include "app/base/text.h"

#include <QVarLengthArray>

namespace backroom {

int prefixDistance(QStringView typed, QStringView word, int most)
{
    const qsizetype n = typed.size(), m = std::min(word.size(), typed.size() + most);
    if (n - m > most)
        return most + 1;
    using Row = QVarLengthArray<int, 64>;
    Row before(m + 1), last(m + 1), now(m + 1);
    for (int j = 0; j <= m; ++j)
        last[j] = j;
    for (int i = 1; i <= n; ++i) {
        now[0] = i;
        for (int j = 1; j <= m; ++j) {
            const int other = typed[i - 1] == word[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + other});
            if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before = last;
        last = now;
    }
    // The rest of the word was not typed yet.
    const int least = *std::min_element(last.cbegin(), last.cend());
    return std::min(least, most + 1);
}

int matchOf(const QString &typed, const QString &name)
{
    const QString folded = foldText(name);
    const QStringList sought = foldText(typed).split(u' ', Qt::SkipEmptyParts);
    const QStringList words = folded.split(u' ', Qt::SkipEmptyParts);
    if (sought.isEmpty())
        return 1;
    int worst = 4;
    for (const QString &part : sought) {
        // One slip in a short word, two in a long one, none where two letters say little.
        const int slips = part.size() < 3 ? 0 : part.size() < 7 ? 1 : 2;
        int best = 0;
        for (const QString &word : words) {
            const int match = word.startsWith(part)                                                   ? 3
                : word.contains(part)                                                                 ? 2
                : prefixDistance(part, word, slips) <= slips && slips > 0 && word.at(0) == part.at(0) ? 1
                                                                                                      : 0;
            best = std::max(best, match);
        }
        if (best == 0)
            return 0;
        worst = std::min(worst, best);
    }
    return folded.startsWith(sought.join(u' ')) ? 4 : worst;
}

}
