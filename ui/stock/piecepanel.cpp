#include "ui/stock/piecepanel.h"

#include "app/stock/stocklist.h"
#include "ui/shell/desk.h"
#include "ui/stock/stockwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

PiecePanel::PiecePanel(Desk &desk, QAction *move, QAction *open, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_title(new ElidedLabel),
      m_codes(new ElidedLabel),
      m_level(makeLabel({}, Type::Title, QFont::DemiBold)),
      m_facts(new FactList),
      m_movements(new RowList)
{
    setObjectName(u"piecePanel"_s);
    setMinimumWidth(metrics().unit * 18);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setType(*m_title, Type::Heading);
    setType(*m_codes, Type::Caption);
    setInk(*m_codes, Ink::Muted);
    m_level->setObjectName(u"pieceLevel"_s);
    m_facts->setObjectName(u"pieceFacts"_s);
    m_movements->setObjectName(u"pieceMovements"_s);

    auto *close = new QPushButton(icon(u"close"_s), {});
    close->setObjectName(u"closePiece"_s);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close"));
    setKind(*close, ButtonKind::Quiet);
    connect(close, &QPushButton::clicked, this, &PiecePanel::closed);
    auto *head = new QHBoxLayout;
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_codes);
    head->addLayout(names, 1);
    head->addWidget(close, 0, Qt::AlignTop);

    auto *buttons = new FlowRow;
    buttons->setSpacing(8);
    buttons->addWidget(makeButton(move));
    buttons->addWidget(makeButton(open));

    auto *more = new QPushButton(tr("Show all its movements"));
    more->setObjectName(u"allMovements"_s);
    setKind(*more, ButtonKind::Link);
    connect(more, &QPushButton::clicked, this, &PiecePanel::allAsked);
    m_more = more;

    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(PanelEdge, 0, PanelEdge, PanelEdge);
    column->setSpacing(12);
    column->addWidget(m_level);
    column->addWidget(m_facts);
    column->addLayout(buttons);
    column->addWidget(makeLabel(tr("What happened"), Type::Body, QFont::DemiBold));
    column->addWidget(m_movements);
    column->addWidget(more, 0, Qt::AlignLeading);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    inner->setBackgroundRole(QPalette::Base);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    head->setContentsMargins(PanelEdge, 14, 8, 12);
    all->addLayout(head);
    all->addWidget(scroll, 1);
}

void PiecePanel::show(VariantId variant)
{
    m_variant = variant;
    reload();
}

void PiecePanel::reload()
{
    if (!m_variant)
        return;
    m_desk.read(
        this,
        [variant = m_variant, actor = m_desk.actor()](Reader &reader) -> Result<Shown> {
            auto rows = stock::fetchShelf(reader, actor, {variant});
            if (!rows)
                return fail(rows.error());
            MovementQuery query;
            query.variant = variant;
            query.limit = MostMovements;
            const auto ids = stock::movementIds(reader, actor, query);
            if (!ids)
                return fail(ids.error());
            auto movements = stock::fetchMovements(reader, actor, ids->mid(0, MostMovements));
            if (!movements)
                return fail(movements.error());
            return Shown{*std::move(rows), *std::move(movements), ids->size() > MostMovements};
        },
        [this](const Result<Shown> &shown) {
            if (shown && !shown->rows.isEmpty() && shown->rows.constFirst().id == m_variant)
                take(*shown);
        });
}

void PiecePanel::take(const Shown &shown)
{
    const Format &format = m_desk.format();
    m_row = shown.rows.constFirst();
    m_title->setText(m_row.options.isEmpty() ? m_row.title : tr("%1, %2").arg(m_row.title, m_row.options));
    QStringList codes{m_row.sku, m_row.barcode};
    codes.removeAll(QString());
    m_codes->setText(codes.join(u"  ·  "_s));
    m_level->setText(m_row.tracked ? tr("%Ln in stock", nullptr, int(m_row.level)) : tr("Its stock is not counted"));
    QList<Fact> facts{{tr("Sold in 30 days"), format.number(m_row.sold)}};
    if (const QString lasts = stockwords::lasts(m_row); !lasts.isEmpty())
        facts << Fact{tr("Lasts about"), lasts};
    facts << Fact{tr("Low at"), m_row.lowAt ? format.number(*m_row.lowAt) : u"–"_s};
    m_facts->setFacts(facts);
    QList<ListRow> rows;
    for (const MovementRow &movement : shown.movements) {
        QStringList why{format.near(movement.at, m_desk.now()), stockwords::about(movement), stockwords::who(movement)};
        why.removeAll(QString());
        rows << ListRow{
            .text = tr("%1, then %2 there").arg(stockwords::reason(movement.reason), format.number(movement.level)),
            .second = why.join(u"  ·  "_s),
            .figure = stockwords::change(format, movement.delta)};
    }
    m_movements->setRows(rows);
    m_more->setVisible(shown.more);
}

}
