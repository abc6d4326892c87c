#include "ui/stock/receivesheet.h"

#include "app/stock/goodsin.h"
#include "ui/shell/desk.h"
#include "ui/widgets/factlist.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QList<LineColumn> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    const auto type = [&desk](PieceLine &line, const QString &text) {
        const auto count = typedCount(desk, text);
        if (!count || *count < 1)
            return false;
        line.quantity = *count;
        line.at = desk.now();
        return true;
    };
    return {pieceColumn(),
            {u"there"_s, ReceiveSheet::tr("In stock"), ColumnKind::Figure,
             [&format](const PieceLine &line) {
                 return Cell{.text = format.number(line.piece.level), .ink = Ink::Muted};
             }},
            {u"quantity"_s, ReceiveSheet::tr("Came in"), ColumnKind::Figure,
             [&format](const PieceLine &line) { return Cell{.text = format.number(line.quantity)}; }, type,
             [](const PieceLine &line) { return QString::number(line.quantity); }},
            {u"then"_s, ReceiveSheet::tr("Then"), ColumnKind::Figure, [&format](const PieceLine &line) {
                 return Cell{.text = format.number(line.piece.level + line.quantity)};
             }}};
}
}

ReceiveSheet::ReceiveSheet(Desk &desk)
    : GoodsSheet(desk,
                 {.name = u"receiveSheet"_s,
                  .title = tr("Receive goods"),
                  .save = tr("Put on the shelf"),
                  .emptyTitle = tr("What came in?"),
                  .emptySentence = tr("Scan each piece, or look for it above and type how many there are.")},
                 columnsOf(desk), {0, 12, 12, 12}),
      m_reference(new QLineEdit),
      m_note(new QLineEdit)
{
    addField(u"reference"_s, tr("Delivery note"), m_reference, tr("Its number, to find it again"));
    addField(u"note"_s, tr("Note"), m_note, tr("Who brought it, what was missing. It may stay empty."));
    linesChanged();
}

void ReceiveSheet::linesChanged()
{
    qint64 pieces = 0;
    for (const PieceLine &line : m_lines->lines())
        pieces += line.quantity;
    m_sum->setFacts({{tr("Different things"), m_desk.format().number(m_lines->lines().size())},
                     {tr("Pieces"), m_desk.format().number(pieces), true}});
}

void ReceiveSheet::save()
{
    GoodsIn goods;
    for (const PieceLine &line : m_lines->lines())
        goods.lines << GoodsLine{line.piece.variant, line.quantity};
    goods.reference = m_reference->text().trimmed();
    goods.note = m_note->text().trimmed();
    setSaving(true);
    m_desk.write(
        this,
        [goods, actor = m_desk.actor()](Transaction &transaction) { return stock::receive(transaction, actor, goods); },
        [this](const Result<QList<MovementRow>> &rows) {
            setSaving(false);
            if (!rows)
                return showError(rows.error());
            qint64 pieces = 0;
            for (const MovementRow &row : *rows)
                pieces += row.delta;
            Q_EMIT m_desk.told(tr("%Ln pieces came in and are on the shelf", nullptr, int(pieces)));
            empty();
            Q_EMIT closed();
        });
}

}
