#include "ui/backups/pastlist.h"

#include "ui/backups/pastdetail.h"
#include "ui/backups/pastsource.h"
#include "ui/backups/pastwords.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/thumbnails.h"
#include "ui/theme/type.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int DetailWidth = 360;
enum Which { All, Changed, Gone };

QString nameOf(PastKind kind) { return QString::fromLatin1(pastWord(kind)); }
}

PastList::PastList(PastShop &past, PastKind kind, Thumbnails &thumbnails, QAction *bring, QWidget *parent)
    : QWidget(parent),
      m_past(past),
      m_kind(kind),
      m_listing(pastListing(kind, past, thumbnails)),
      m_source(std::make_shared<PastSource>(m_listing.source, past.live().pool())),
      m_model(new PagedModel(m_listing.columns, m_source, this)),
      m_search(new SearchField(m_listing.hint)),
      m_which(new Segmented({tr("All"), tr("Changed since"), tr("No longer there")})),
      m_table(new TableView(RowHeight::TwoLines)),
      m_lists(new QStackedWidget),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_detail(new PastDetail(past, kind, bring)),
      m_bring(bring)
{
    m_table->setObjectName(u"past-"_s + nameOf(kind));
    m_table->setAccessibleName(m_listing.name);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setPagedModel(m_model);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_lists->addWidget(m_table);
    m_lists->addWidget(new EmptyState(tr("Nothing here"), tr("Nothing of then fits what is chosen above."), {}));
    m_splitter->addWidget(m_lists);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({3 * DetailWidth, DetailWidth});
    m_detail->setMinimumWidth(DetailWidth - 2 * PageEdge);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(m_splitter, 1);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_listing.search(text);
        m_model->refresh();
    });
    connect(m_which, &Segmented::currentChanged, this, &PastList::narrow);
    connect(m_table, &TableView::selectionChangedIds, this, &PastList::showChosen);
    connect(m_table, &TableView::opened, this, &PastList::bringAsked);
    connect(m_table, &QWidget::customContextMenuRequested, this, &PastList::showMenu);
    connect(m_model, &PagedModel::stateChanged, this, &PastList::showState);
    connect(&thumbnails, &Thumbnails::arrived, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(&past, &PastShop::looked, this, &PastList::takeLook);
    m_model->refresh();
}

QWidget *PastList::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(PageEdge, 0, PageEdge, 12);
    row->setSpacing(8);
    m_search->setObjectName(u"pastSearch-"_s + nameOf(m_kind));
    m_which->setObjectName(u"pastWhich-"_s + nameOf(m_kind));
    m_which->setAccessibleName(tr("Which are shown"));
    row->addWidget(m_search, 1);
    row->addWidget(m_which);
    row->addStretch(1);
    return head;
}

void PastList::narrow(int which)
{
    const SinceThen::Kind &differing = m_past.differences(m_kind);
    m_source->only(which == Changed    ? std::optional(differing.changed)
                       : which == Gone ? std::optional(differing.gone)
                                       : std::nullopt);
    m_model->refresh();
}

void PastList::takeLook()
{
    if (m_which->current() != All)
        narrow(m_which->current());
    m_table->viewport()->update();
    if (isVisible())
        showChosen();
    Q_EMIT factChanged();
}

void PastList::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    m_lists->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    if (!chosen())
        showChosen();
    Q_EMIT factChanged();
}

QString PastList::fact() const
{
    if (m_model->state() == PagedModel::State::Failed)
        return m_model->error().message;
    const Format &format = m_past.live().format();
    const QString count = tr("%Ln shown", nullptr, m_model->rowCount());
    return m_past.differences()
        ? tr("%1. Since then: %2").arg(count, pastwords::summary(format, m_past.differences(m_kind)))
        : count;
}

QWidget *PastList::searchField() const { return m_search; }

qint64 PastList::chosen() const
{
    const QList<qint64> ids = m_table->selectedIds();
    return ids.isEmpty() ? 0 : ids.constFirst();
}

QByteArray PastList::chosenKey() const
{
    const QVariant row = m_model->valueAt(m_model->rowOf(chosen()));
    return row.isValid() ? m_listing.key(row) : QByteArray();
}

QString PastList::chosenTitle() const
{
    const QVariant row = m_model->valueAt(m_model->rowOf(chosen()));
    return row.isValid() ? m_listing.title(row) : QString();
}

void PastList::showChosen() { m_detail->show(chosen()); }

void PastList::showMenu(const QPoint &at)
{
    const qint64 id = m_model->idAt(m_table->rowAt(at.y()));
    if (!id)
        return;
    m_table->selectIds({id});
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_bring);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

}
