#include "ui/stock/countsheet.h"

#include "app/stock/stocktake.h"
#include "ui/shell/desk.h"
#include "ui/widgets/factlist.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
std::optional<qint64> differenceOf(const PieceLine &line)
{
    return line.expected ? std::optional(line.quantity - *line.expected) : std::nullopt;
}

QString signedNumber(const Format &format, qint64 value)
{
    return value > 0 ? u'+' + format.number(value) : format.number(value);
}

QList<LineColumn> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    const auto type = [&desk](PieceLine &line, const QString &text) {
        const auto count = typedCount(desk, text);
        if (!count || *count < 0)
            return false;
        line.quantity = *count;
        line.at = desk.now();
        return true;
    };
    const auto difference = [&format](const PieceLine &line) {
        const auto value = differenceOf(line);
        if (!value)
            return Cell{};
        if (*value == 0)
            return Cell{.text = CountSheet::tr("as expected"), .ink = Ink::Muted};
        return Cell{.text = signedNumber(format, *value), .ink = *value < 0 ? Ink::Bad : Ink::Warn};
    };
    return {pieceColumn(),
            {u"expected"_s, CountSheet::tr("Expected"), ColumnKind::Figure,
             [&format](const PieceLine &line) {
                 return Cell{.text = line.expected ? format.number(*line.expected) : QString(), .ink = Ink::Muted};
             }},
            {u"quantity"_s, CountSheet::tr("Counted"), ColumnKind::Figure,
             [&format](const PieceLine &line) { return Cell{.text = format.number(line.quantity)}; }, type,
             [](const PieceLine &line) { return QString::number(line.quantity); }},
            {u"difference"_s, CountSheet::tr("Difference"), ColumnKind::Figure, difference}};
}

QList<CountedLine> linesOf(const PieceLines &lines)
{
    QList<CountedLine> counted;
    for (const PieceLine &line : lines.lines())
        counted << CountedLine{line.piece.variant, line.quantity, line.at};
    return counted;
}
}

CountSheet::CountSheet(Desk &desk)
    : GoodsSheet(desk,
                 {.name = u"countSheet"_s,
                  .title = tr("Count stock"),
                  .save = tr("Save the count"),
                  .emptyTitle = tr("What stands on the shelf?"),
                  .emptySentence = tr("Scan every piece one after the other, or look for one and type how many there "
                                      "are. Pieces that are set aside for orders do not count.")},
                 columnsOf(desk), {0, 12, 12, 16}),
      m_note(new QLineEdit)
{
    addField(u"note"_s, tr("Note"), m_note, tr("Which shelf, who counted. It may stay empty."));
    showSum();
}

void CountSheet::linesChanged()
{
    showSum();
    if (m_lines->lines().isEmpty())
        return;
    m_desk.read(
        this,
        [lines = linesOf(*m_lines), actor = m_desk.actor()](Reader &reader) {
            return stock::expected(reader, actor, lines);
        },
        [this](const Result<QHash<VariantId, qint64>> &expected) {
            if (expected)
                takeExpected(*expected);
        });
}

void CountSheet::takeExpected(const QHash<VariantId, qint64> &expected)
{
    for (int row = 0; row < m_lines->lines().size(); ++row) {
        const PieceLine &line = m_lines->lines().at(row);
        const auto found = expected.constFind(line.piece.variant);
        if (found == expected.constEnd() || line.expected == *found)
            continue;
        m_lines->change(row, [level = *found](PieceLine &changed) { changed.expected = level; });
    }
    showSum();
}

void CountSheet::showSum()
{
    qint64 counted = 0, less = 0, more = 0;
    for (const PieceLine &line : m_lines->lines()) {
        counted += line.quantity;
        const qint64 difference = differenceOf(line).value_or(0);
        less += qMin<qint64>(0, difference);
        more += qMax<qint64>(0, difference);
    }
    const Format &format = m_desk.format();
    m_sum->setFacts({{tr("Pieces counted"), format.number(counted)},
                     {tr("Missing"), format.number(less)},
                     {tr("More than expected"), signedNumber(format, more)},
                     {tr("Difference"), signedNumber(format, less + more), true}});
}

void CountSheet::save()
{
    const Stocktake stocktake{linesOf(*m_lines), m_note->text().trimmed()};
    setSaving(true);
    m_desk.write(
        this,
        [stocktake, actor = m_desk.actor()](Transaction &transaction) {
            return stock::count(transaction, actor, stocktake);
        },
        [this](const Result<QList<CountOutcome>> &outcomes) {
            setSaving(false);
            if (!outcomes)
                return showError(outcomes.error());
            int differed = 0;
            for (const CountOutcome &outcome : *outcomes)
                differed += outcome.delta != 0 ? 1 : 0;
            Q_EMIT m_desk.told(differed == 0 ? tr("The count was saved: all was as expected")
                                             : tr("The count was saved; %Ln levels were put right", nullptr, differed));
            empty();
            Q_EMIT closed();
        });
}

}
