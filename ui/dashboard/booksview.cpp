#include "ui/dashboard/booksview.h"

#include "ui/dashboard/bookswatch.h"
#include "ui/theme/icons.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString bookName(const QByteArray &book)
{
    if (book == "stock")
        return BooksView::tr("Stock and its movements");
    if (book == "payments")
        return BooksView::tr("Orders, payments and deliveries");
    if (book == "lines")
        return BooksView::tr("Orders and their lines");
    if (book == "taxes")
        return BooksView::tr("Orders and their tax");
    if (book == "numbers")
        return BooksView::tr("Order numbers");
    return BooksView::tr("Totals by day");
}
}

BooksView::BooksView(Desk &desk, BooksWatch &watch, QWidget *parent) : QWidget(parent), m_desk(desk), m_watch(watch)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Books"));
    m_head->showBack();
    m_check = new QAction(icon(u"refresh"_s), tr("Check now"), this);
    m_check->setObjectName(u"checkBooks"_s);
    m_head->addAction(m_check, true);
    all->addWidget(m_head);
    auto *board = new QWidget;
    auto *column = new QVBoxLayout(board);
    column->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    auto *panel = new Panel(tr("Do the books balance?"));
    m_sentence = makeLabel({}, Type::Body, Ink::Muted);
    m_sentence->setObjectName(u"booksSentence"_s);
    m_sentence->setWordWrap(true);
    panel->body()->addWidget(m_sentence);
    m_rows = new RowList;
    m_rows->setObjectName(u"bookFaults"_s);
    m_rows->setAccessibleName(tr("What does not add up"));
    panel->body()->addWidget(m_rows);
    column->addWidget(panel);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(board);
    all->addWidget(scroll, 1);
    connect(m_head, &PageHead::back, this, &BooksView::back);
    connect(m_check, &QAction::triggered, &m_watch, &BooksWatch::check);
    connect(&m_watch, &BooksWatch::changed, this, &BooksView::show);
    connect(m_rows, &RowList::opened, this, [this](int row) {
        if (m_watch.last() && row < m_watch.last()->faults.size())
            Q_EMIT wanted(m_watch.last()->faults.at(row));
    });
    show();
}

void BooksView::show()
{
    m_check->setEnabled(!m_watch.isChecking());
    m_check->setText(m_watch.isChecking() ? tr("Checking…") : tr("Check now"));
    QList<ListRow> rows;
    if (!m_watch.fault().isEmpty()) {
        m_sentence->setText(m_watch.fault());
    } else if (!m_watch.last()) {
        m_sentence->setText(tr(
            "Not checked yet. The check adds up stock, payments, lines, taxes, order numbers and the totals of each day, "
            "and compares them with what is kept beside them. Work can go on meanwhile."));
    } else if (m_watch.last()->faults.isEmpty()) {
        m_sentence->setText(tr("Everything adds up. Checked %1.").arg(m_desk.format().full(m_watch.last()->at)));
        rows << ListRow{.text = tr("Stock, payments, lines, taxes, order numbers and totals agree"),
                        .sign = u"done"_s,
                        .ink = Ink::Good};
    } else {
        m_sentence->setText(
            tr("These rows do not add up. Look at each; if you cannot tell why, bring the newest proved backup "
               "to somebody who can. Checked %1.")
                .arg(m_desk.format().full(m_watch.last()->at)));
        for (const BookFault &fault : m_watch.last()->faults)
            rows << ListRow{.text = fault.message,
                            .second = bookName(fault.book),
                            .sign = u"warning"_s,
                            .ink = Ink::Bad,
                            .tile = true,
                            .leads = !fault.order.isEmpty() || fault.product || fault.day.has_value()};
    }
    m_rows->setRows(rows);
}

}
