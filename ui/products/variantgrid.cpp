#include "ui/products/variantgrid.h"

#include "ui/products/amounts.h"
#include "ui/products/gridcells.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

constexpr int IdRole = Qt::UserRole;
constexpr auto OptionPrefix = GridColumn::OptionPrefix;
}

VariantGrid::VariantGrid(const Format &format, QWidget *parent) : QTableWidget(parent), m_format(format)
{
    setObjectName(u"variantGrid"_s);
    setAccessibleName(tr("Variants"));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setSelectionMode(NoSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setHorizontalScrollMode(ScrollPerPixel);
    setItemDelegate(new GridCells(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(metrics().airyRow);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(40);
    horizontalHeader()->setFixedHeight(metrics().textRow);
    connect(this, &QTableWidget::itemChanged, this, [this](QTableWidgetItem *item) {
        if (m_filling)
            return;
        m_edited = true;
        m_filling = true;
        item->setData(FaultRole, QVariant());
        m_filling = false;
        Q_EMIT edited();
    });
    makeColumns();
}

void VariantGrid::makeColumns()
{
    m_columns = gridColumns(m_options);
    m_fields.clear();
    setColumnCount(int(m_columns.size()));
    for (int i = 0; i < m_columns.size(); ++i) {
        const GridColumn &column = m_columns.at(i);
        m_fields << column.field;
        auto *item = new QTableWidgetItem(column.title);
        item->setTextAlignment(Qt::AlignVCenter | (column.figure ? Qt::AlignRight : Qt::AlignLeft));
        setHorizontalHeaderItem(i, item);
    }
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

int VariantGrid::columnOf(const QString &field) const { return int(m_fields.indexOf(field)); }

void VariantGrid::setCell(int row, const QString &field, const QString &text)
{
    const int at = columnOf(field);
    if (at < 0)
        return;
    const GridColumn &column = m_columns.at(at);
    auto *cell = new QTableWidgetItem(text);
    cell->setTextAlignment(Qt::AlignVCenter | (column.figure ? Qt::AlignRight : Qt::AlignLeft));
    cell->setFlags(column.fixed || column.box ? Qt::ItemIsEnabled | Qt::ItemIsSelectable
                                              : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    if (column.box) {
        cell->setText({});
        cell->setCheckState(text.isEmpty() ? Qt::Unchecked : Qt::Checked);
        cell->setFlags(cell->flags() | Qt::ItemIsUserCheckable);
    }
    setItem(row, at, cell);
}

void VariantGrid::fillRow(int row, const Variant &variant)
{
    const auto amount = [this](std::optional<qint64> value) { return value ? m_format.moneyPlain(*value) : QString(); };
    const auto box = [](bool on) { return on ? u"x"_s : QString(); };
    for (const QString &option : std::as_const(m_options))
        setCell(row, OptionPrefix + option, variant.options.value(option));
    setCell(row, u"sku"_s, variant.sku);
    setCell(row, u"barcode"_s, variant.barcode);
    setCell(row, u"price"_s, variant.id ? amount(variant.price) : QString());
    setCell(row, u"compare_at_price"_s, amount(variant.compareAtPrice));
    setCell(row, u"cost"_s, amount(variant.cost));
    setCell(row, u"weight_grams"_s, variant.weightGrams ? m_format.number(variant.weightGrams) : QString());
    setCell(row, u"level"_s, variant.id && variant.trackStock ? m_format.number(variant.level) : QString());
    setCell(row, u"track_stock"_s, box(variant.trackStock));
    setCell(row, u"allow_backorder"_s, box(variant.allowBackorder));
    setCell(row, u"low_stock_threshold"_s,
            variant.lowStockThreshold ? m_format.number(*variant.lowStockThreshold) : QString());
    item(row, 0)->setData(IdRole, variant.id.value);
}

void VariantGrid::setProduct(const Product &product)
{
    m_filling = true;
    m_options.clear();
    for (const ProductOption &option : product.options)
        m_options << option.name;
    setRowCount(0);
    makeColumns();
    for (const Variant &variant : product.variants) {
        if (variant.archived)
            continue;
        insertRow(rowCount());
        fillRow(rowCount() - 1, variant);
    }
    m_filling = false;
    m_edited = false;
    fit();
    if (rowCount() > 0)
        setCurrentCell(0, 0);
}

void VariantGrid::setLevels(const Product &product)
{
    m_filling = true;
    for (int row = 0; row < rowCount(); ++row) {
        const VariantId id{item(row, 0)->data(IdRole).toLongLong()};
        for (const Variant &variant : product.variants) {
            if (variant.id == id)
                item(row, columnOf(u"level"_s))
                    ->setText(variant.trackStock ? m_format.number(variant.level) : QString());
        }
    }
    m_filling = false;
}

void VariantGrid::setOptionNames(const QStringList &names)
{
    if (names == m_options)
        return;
    // Everything as it is typed, by field; the columns move.
    QList<QHash<QString, QString>> texts;
    QList<qint64> ids;
    for (int row = 0; row < rowCount(); ++row) {
        QHash<QString, QString> cells;
        for (const QString &field : std::as_const(m_fields)) {
            const QTableWidgetItem *cell = item(row, columnOf(field));
            cells[field] = cell->data(Qt::CheckStateRole).isValid()
                ? (cell->checkState() == Qt::Checked ? u"x"_s : QString())
                : cell->text();
        }
        texts << cells;
        ids << item(row, 0)->data(IdRole).toLongLong();
    }
    m_filling = true;
    m_options = names;
    makeColumns();
    for (int row = 0; row < rowCount(); ++row) {
        for (const QString &field : std::as_const(m_fields))
            setCell(row, field, texts.at(row).value(field));
        item(row, 0)->setData(IdRole, ids.at(row));
    }
    m_filling = false;
    m_edited = true;
    fitColumns();
    Q_EMIT edited();
}

void VariantGrid::addVariant()
{
    m_filling = true;
    insertRow(rowCount());
    fillRow(rowCount() - 1, Variant());
    m_filling = false;
    m_edited = true;
    fit();
    setCurrentCell(rowCount() - 1, 0);
    Q_EMIT edited();
}

std::optional<VariantId> VariantGrid::currentVariant() const
{
    const QTableWidgetItem *first = currentRow() < 0 ? nullptr : item(currentRow(), 0);
    const qint64 id = first ? first->data(IdRole).toLongLong() : 0;
    return id ? std::optional(VariantId{id}) : std::nullopt;
}

void VariantGrid::removeCurrentRow()
{
    if (currentRow() >= 0)
        removeRow(currentRow());
    fit();
    Q_EMIT edited();
}

QString VariantGrid::textAt(int row, const QString &field) const
{
    return item(row, columnOf(field))->text().trimmed();
}

bool VariantGrid::checkedAt(int row, const QString &field) const
{
    return item(row, columnOf(field))->checkState() == Qt::Checked;
}

QList<ProductOption> VariantGrid::options(const Product &base) const
{
    QList<ProductOption> all;
    for (const QString &name : m_options) {
        ProductOption option{name, {}};
        QStringList used;
        for (int row = 0; row < rowCount(); ++row)
            used << textAt(row, OptionPrefix + name).simplified();
        for (const ProductOption &known : base.options) {
            // Values of archived variants stay: history names them.
            for (const QString &value : known.name == name ? known.values : QStringList()) {
                const bool archived = std::any_of(base.variants.begin(), base.variants.end(), [&](const Variant &each) {
                    return each.archived && each.options.value(name) == value;
                });
                if (used.contains(value) || archived)
                    option.values << value;
            }
        }
        for (const QString &value : std::as_const(used)) {
            if (!value.isEmpty() && !option.values.contains(value))
                option.values << value;
        }
        all << option;
    }
    return all;
}

QList<VariantChange> VariantGrid::changes(const Product &base, QList<FieldError> &faults) const
{
    QList<VariantChange> all;
    for (int row = 0; row < rowCount(); ++row) {
        const qint64 id = item(row, 0)->data(IdRole).toLongLong();
        Variant before;
        for (const Variant &variant : base.variants) {
            if (id && variant.id.value == id)
                before = variant;
        }
        VariantChange change;
        if (id)
            change.id = VariantId{id};
        const QString place = u"variants[%1]."_s.arg(row);
        const auto read = [&](const QString &field, auto parse) {
            QString fault;
            const std::optional<qint64> value = parse(m_format, textAt(row, field), fault);
            if (!fault.isEmpty())
                faults << FieldError{place + field, fault};
            return value;
        };
        const auto put = [id](auto &into, const auto &now, const auto &was) {
            if (!id || now != was)
                into = now;
        };
        const auto price = read(u"price"_s, typedAmount);
        if (price)
            put(change.price, *price, before.price);
        else if (textAt(row, u"price"_s).isEmpty())
            faults << FieldError{place + "price"_L1, tr("Give the variant a price.")};
        put(change.sku, textAt(row, u"sku"_s), before.sku);
        put(change.barcode, textAt(row, u"barcode"_s), before.barcode);
        put(change.compareAtPrice, read(u"compare_at_price"_s, typedAmount), before.compareAtPrice);
        put(change.cost, read(u"cost"_s, typedAmount), before.cost);
        put(change.weightGrams, read(u"weight_grams"_s, typedCount).value_or(0), before.weightGrams);
        put(change.lowStockThreshold, read(u"low_stock_threshold"_s, typedCount), before.lowStockThreshold);
        put(change.trackStock, checkedAt(row, u"track_stock"_s), before.trackStock);
        put(change.allowBackorder, checkedAt(row, u"allow_backorder"_s), before.allowBackorder);
        if (!id && !base.variants.isEmpty())
            change.taxClass = base.variants.constFirst().taxClass; // as the product's others
        QMap<QString, QString> options;
        for (const QString &name : m_options) {
            if (const QString value = textAt(row, OptionPrefix + name).simplified(); !value.isEmpty())
                options.insert(name, value);
        }
        if (!id || options != before.options)
            change.options = options;
        all << change;
    }
    return all;
}

QList<FieldError> VariantGrid::setFaults(const QList<FieldError> &faults)
{
    m_filling = true;
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column)
            item(row, column)->setData(FaultRole, QVariant());
    }
    QList<FieldError> rest;
    bool first = true;
    for (const FieldError &fault : faults) {
        const qsizetype close = fault.field.indexOf("]."_L1);
        bool indexed = false;
        const int row = fault.field.startsWith("variants["_L1) ? fault.field.mid(9, close - 9).toInt(&indexed) : -1;
        QString field = fault.field.mid(close + 2);
        if (field == "options"_L1)
            field = m_fields.constFirst(); // the row's values together
        const int column = columnOf(field);
        if (!indexed || row < 0 || row >= rowCount() || column < 0) {
            rest << fault;
            continue;
        }
        if (isColumnHidden(column)) {
            m_wanted.insert(field, true);
            fitColumns();
        }
        item(row, column)->setData(FaultRole, fault.message);
        item(row, column)->setData(Qt::AccessibleDescriptionRole, fault.message);
        if (std::exchange(first, false))
            setCurrentCell(row, column);
    }
    m_filling = false;
    viewport()->update();
    return rest;
}

bool VariantGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTableWidgetItem *cell = itemAt(help->pos());
        QToolTip::showText(help->globalPos(), cell ? cell->data(FaultRole).toString().toHtmlEscaped() : QString(),
                           this);
        return true;
    }
    return QTableWidget::viewportEvent(event);
}

// As high as its rows, up to a dozen; beyond that it scrolls.
void VariantGrid::fit()
{
    const int rows = qBound(1, rowCount(), 12);
    setFixedHeight(horizontalHeader()->height() + rows * metrics().airyRow
                   + horizontalScrollBar()->sizeHint().height());
    fitColumns();
}

}
