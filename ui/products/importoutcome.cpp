#include "ui/products/importoutcome.h"

#include "ui/models/pagedmodel.h"
#include "ui/products/faultlist.h"
#include "ui/products/importedsource.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QHeaderView>
#include <QSaveFile>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MostWhole = 200; // in whole sentences; more of them are lines of a list
}

// Rows of one fate.
struct ImportOutcome::Kind
{
    QString title;
    const QList<RowFault> *faults = nullptr; // or products, by their numbers
    QList<qsizetype> products = {};
};

ImportOutcome::ImportOutcome(const Format &format, QWidget *parent)
    : QWidget(parent),
      m_format(format),
      m_says(makeLabel({})),
      m_choice(new QWidget),
      m_lists(new QStackedWidget),
      m_whole(new QScrollArea),
      m_faults(new FaultList),
      m_source(std::make_shared<ImportedSource>()),
      m_model(new PagedModel(ImportedSource::columns(), m_source, this)),
      m_table(new TableView(RowHeight::TwoLines))
{
    m_says->setObjectName(u"importOutcome"_s);
    m_says->setWordWrap(true);
    m_faults->setObjectName(u"importFaults"_s);
    m_faults->setAccessibleName(tr("Rows that cannot be taken"));
    auto *inside = new QWidget; // room to spare goes beneath the lines
    auto *lines = new QVBoxLayout(inside);
    lines->setContentsMargins(0, 4, 0, 0);
    lines->addWidget(m_faults);
    lines->addStretch(1);
    m_whole->setFrameShape(QFrame::NoFrame);
    m_whole->setWidgetResizable(true);
    m_whole->setFocusPolicy(Qt::StrongFocus); // to be scrolled by keys
    m_whole->setAccessibleName(m_faults->accessibleName());
    m_whole->setWidget(inside);
    m_table->setObjectName(u"importRows"_s);
    m_table->setAccessibleName(tr("What is in the file"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->hide();
    m_table->setEdge(12);
    m_table->setPagedModel(m_model);
    m_lists->addWidget(m_whole);
    m_lists->addWidget(m_table);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_says);
    auto *choice = new QHBoxLayout(m_choice);
    choice->setContentsMargins(0, 4, 0, 0);
    all->addWidget(m_choice);
    all->addWidget(m_lists, 1);
    connect(m_table, &TableView::opened, this, [this](qint64 id) {
        const Kind &kind = m_shown.at(m_kinds->current());
        if (kind.faults || id < 1 || id > kind.products.size())
            return;
        if (const ProductId product = m_summary.products.at(kind.products.at(id - 1)).product)
            Q_EMIT opened(product);
    });
}

ImportOutcome::~ImportOutcome() = default;

QStringList ImportOutcome::sentences(const ProductImportSummary &summary) const
{
    QStringList says;
    const auto say = [&](qint64 count, const QString &would, const QString &did) {
        if (count > 0)
            says << (summary.dryRun ? would : did);
    };
    const int created = int(summary.created), updated = int(summary.updated), unchanged = int(summary.unchanged),
              categories = int(summary.categories), refused = int(summary.refused);
    say(created, tr("%Ln products will be added.", nullptr, created), tr("%Ln products were added.", nullptr, created));
    say(updated, tr("%Ln products will be changed.", nullptr, updated),
        tr("%Ln products were changed.", nullptr, updated));
    say(unchanged, tr("%Ln products stay as they are.", nullptr, unchanged),
        tr("%Ln products stayed as they were.", nullptr, unchanged));
    say(categories, tr("%Ln categories will be made.", nullptr, categories),
        tr("%Ln categories were made.", nullptr, categories));
    const bool all = says.isEmpty();
    say(refused,
        all ? tr("%Ln rows cannot be taken.", nullptr, refused)
            : tr("%Ln rows cannot be taken; the rest can.", nullptr, refused),
        tr("%Ln rows were not taken.", nullptr, refused));
    return says;
}

void ImportOutcome::show(const ProductImportSummary &summary, const ColumnMapping &mapping)
{
    m_summary = summary;
    m_mapping = mapping;
    m_says->setText(sentences(summary).join(u'\n'));
    Kind created, updated, unchanged;
    for (qsizetype i = 0; i < m_summary.products.size(); ++i) {
        const ImportedRow::What what = m_summary.products.at(i).what;
        (what == ImportedRow::What::Created       ? created
             : what == ImportedRow::What::Updated ? updated
                                                  : unchanged)
                .products
            << i;
    }
    const bool would = summary.dryRun;
    created.title = would ? tr("To be added") : tr("Added", "products");
    updated.title = would ? tr("To be changed") : tr("Changed", "products");
    unchanged.title = tr("As they are", "products");
    m_shown = {Kind{tr("Not taken", "rows"), &m_summary.faults, {}},
               Kind{tr("Taken in part", "rows"), &m_summary.notes, {}}, created, updated, unchanged};
    m_shown.removeIf([](const Kind &kind) { return (kind.faults ? kind.faults->size() : kind.products.size()) == 0; });
    delete m_kinds;
    m_kinds = nullptr;
    m_choice->setVisible(!m_shown.isEmpty());
    m_lists->setVisible(!m_shown.isEmpty());
    if (m_shown.isEmpty())
        return;
    QStringList titles;
    for (const Kind &kind : std::as_const(m_shown))
        titles << kind.title + u"  "_s + m_format.number(kind.faults ? kind.faults->size() : kind.products.size());
    m_kinds = new Segmented(titles);
    m_kinds->setObjectName(u"importKinds"_s);
    m_kinds->setAccessibleName(tr("Which rows"));
    static_cast<QHBoxLayout *>(m_choice->layout())->addWidget(m_kinds, 0, Qt::AlignLeading);
    connect(m_kinds, &Segmented::currentChanged, this, &ImportOutcome::showKind);
    showKind(0);
}

QString ImportOutcome::placeOf(const RowFault &fault) const
{
    const QString line = m_format.number(fault.line);
    // As the file calls it, not as we do.
    return fault.column.isEmpty() ? tr("Line %1").arg(line)
                                  : tr("Line %1, %2").arg(line, m_mapping.key(fault.column, fault.column));
}

void ImportOutcome::showKind(int index)
{
    const Kind &kind = m_shown.at(index);
    if (kind.faults && kind.faults->size() <= MostWhole) {
        const bool refused = kind.faults == &m_summary.faults;
        QList<ListRow> rows;
        for (const RowFault &fault : *kind.faults)
            rows << ListRow{.text = fault.reason,
                            .second = placeOf(fault),
                            .sign = refused ? u"fault"_s : u"info"_s,
                            .ink = refused ? Ink::Bad : Ink::Muted};
        m_faults->setRows(rows);
        return m_lists->setCurrentWidget(m_whole);
    }
    if (kind.faults) {
        m_source->set(kind.faults->size(), [this, faults = *kind.faults](qsizetype row) {
            return ImportedSource::Row{faults.at(row).reason, placeOf(faults.at(row))};
        });
    } else {
        m_source->set(kind.products.size(), [this, numbers = kind.products](qsizetype row) {
            const ImportedRow &product = m_summary.products.at(numbers.at(row));
            return ImportedSource::Row{product.title, tr("Line %1").arg(m_format.number(product.line))};
        });
    }
    m_model->refresh();
    m_table->scrollToTop();
    m_lists->setCurrentWidget(m_table);
}

bool ImportOutcome::writeRefused(const QString &path, const ProductImportSummary &summary)
{
    const QByteArray &rows = summary.refusedRows;
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(rows) == rows.size() && file.commit();
}

}
