// What is done with products from their list: many changed at once, imported, exported, labels, saved views.
#include "app/products/productexport.h"
#include "ui/history/historypage.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/categorysheet.h"
#include "ui/products/filterbar.h"
#include "ui/products/imagebringing.h"
#include "ui/products/importresult.h"
#include "ui/products/importwizard.h"
#include "ui/products/labelsdialog.h"
#include "ui/products/producteditor.h"
#include "ui/products/productspage.h"
#include "ui/shell/longwork.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QSaveFile>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace backroom {

QVariantMap mapOf(const ProductFilter &filter)
{
    return {{u"text"_s, filter.text},
            {u"status"_s, int(filter.status)},
            {u"inStock"_s, filter.inStock},
            {u"category"_s, filter.category.value}};
}

ProductFilter filterFrom(const QVariantMap &map)
{
    ProductFilter filter;
    filter.text = map.value(u"text"_s).toString();
    filter.status = ShownStatus(qBound(0, map.value(u"status"_s).toInt(), int(ShownStatus::All)));
    filter.inStock = map.value(u"inStock"_s).toBool();
    filter.category = CategoryId{map.value(u"category"_s).toLongLong()};
    return filter;
}

void ProductsPage::makeDeeds()
{
    const auto change = [this](const QString &name, const QString &text, const QString &iconName,
                               BulkDialog::Kind kind) {
        QAction *action = addCommand(MenuPlace::Edit, name, text, iconName);
        connect(action, &QAction::triggered, this, [this, kind] { changeMany(kind); });
        return action;
    };
    m_price = change(u"changePrices"_s, tr("Change &price…"), u"percent"_s, BulkDialog::Kind::Price);
    m_status = change(u"changeStatus"_s, tr("Change s&tatus…"), u"done"_s, BulkDialog::Kind::Status);
    m_categories =
        change(u"changeCategories"_s, tr("Change &categories…"), u"category"_s, BulkDialog::Kind::Categories);
    m_tags = change(u"changeTags"_s, tr("Change ta&gs…"), u"tag"_s, BulkDialog::Kind::Tags);
    m_import = addCommand(MenuPlace::Shop, u"importProducts"_s, tr("&Import products…"), u"import"_s);
    m_export = addCommand(MenuPlace::Shop, u"exportProducts"_s, tr("&Export products…"), u"export"_s,
                          QKeySequence(u"Ctrl+E"_s));
    m_images =
        new ImageBringing(m_desk, m_window.status(), m_window.memory(),
                          addCommand(MenuPlace::Shop, u"bringImages"_s, tr("Bring images from the &web…"), u"image"_s),
                          this);
    m_imported = new ImportResult(m_desk, this);
    connect(m_imported, &ImportResult::opened, this, &ProductsPage::open);
    m_labels = addCommand(MenuPlace::Shop, u"printLabels"_s, tr("Print &labels…"), u"barcode"_s, QKeySequence::Print);
    m_history = addCommand(MenuPlace::View, u"productHistory"_s, tr("&History of the product"), u"history"_s);
    m_arrange = addCommand(MenuPlace::View, u"arrangeCategories"_s, tr("Arrange cate&gories"), u"category"_s,
                           QKeySequence(u"Ctrl+Shift+G"_s));
    connect(m_arrange, &QAction::triggered, this, &ProductsPage::arrangeCategories);
    m_views = addCommand(MenuPlace::View, u"savedViews"_s, tr("Saved &views"), u"bookmark"_s);
    m_columns = addCommand(MenuPlace::View, u"chooseColumns"_s, tr("Col&umns"), u"columns"_s);
    connect(m_import, &QAction::triggered, this, [this] { importProducts(); });
    connect(m_export, &QAction::triggered, this, &ProductsPage::exportList);
    connect(m_labels, &QAction::triggered, this, &ProductsPage::printLabels);
    connect(m_history, &QAction::triggered, this, &ProductsPage::showHistory);
}

bool ProductsPage::isHalfTyped() const { return m_editor->isHalfTyped() || m_arranged->isHalfTyped(); }

QList<ProductId> ProductsPage::chosen() const
{
    if (m_pages->currentWidget() == m_arranged)
        return {};
    if (m_pages->currentIndex() == 1)
        return m_editor->product() ? QList<ProductId>{m_editor->product()} : QList<ProductId>();
    QList<ProductId> ids;
    const QList<qint64> selected = m_table->selectedIds();
    for (const qint64 id : selected)
        ids << ProductId{id};
    if (ids.isEmpty() && m_table->currentId())
        ids << ProductId{m_table->currentId()};
    return ids;
}

void ProductsPage::makeCategories()
{
    m_arranged = new CategorySheet(m_desk);
    m_pages->addWidget(m_arranged);
    addCommand(MenuPlace::Edit, u"categoryMenu"_s, tr("Categor&y"), u"category"_s)->setMenu(m_arranged->menu());
    connect(m_arranged, &CategorySheet::closed, this, &ProductsPage::goBack);
    connect(m_pages, &QStackedWidget::currentChanged, m_arranged,
            [this] { m_arranged->setCommandsEnabled(m_pages->currentWidget() == m_arranged); });
    connect(m_filters, &FilterBar::categoriesWanted, this, &ProductsPage::arrangeCategories);
    connect(m_arranged, &CategorySheet::productsWanted, this, [this](CategoryId id) {
        showList();
        ProductFilter filter;
        filter.category = id;
        m_filters->setFilter(filter);
        filterChanged();
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

void ProductsPage::arrangeCategories()
{
    if (m_editor->isHalfTyped())
        return m_window.notice(tr("Save the product first, or leave it."));
    if (m_pages->currentWidget() == m_editor)
        m_editor->leave();
    m_pages->setCurrentWidget(m_arranged);
    m_open->setEnabled(false);
    m_archive->setEnabled(false); // Delete belongs to the categories there
    m_columns->setEnabled(false);
    m_save->setEnabled(false);
    m_move->setEnabled(false);
    m_arranged->open();
    setStatusText({});
}

void ProductsPage::changeMany(BulkDialog::Kind kind)
{
    const QList<ProductId> ids = chosen();
    if (ids.isEmpty())
        return m_window.notice(tr("Choose the products first."));
    auto *dialog = new BulkDialog(m_desk, m_window.status(), kind, ids, this); // deletes itself when closed
    dialog->open();
}

void ProductsPage::archive()
{
    const QList<ProductId> ids = chosen();
    if (ids.isEmpty())
        return;
    const QVariant first = m_model->valueAt(m_model->rowOf(ids.constFirst().value));
    const QString told = ids.size() == 1 && first.isValid()
        ? tr("“%1” was archived").arg(first.value<ProductRow>().title)
        : tr("%Ln products were archived", nullptr, int(ids.size()));
    BulkChange change;
    change.status = ProductStatus::Archived;
    LongWork::run(
        m_window.status(), m_desk, tr("Archiving"),
        [&database = m_desk.shop().database(), actor = m_desk.actor(), ids, change](WorkReport &report) {
            report.total = ids.size();
            return products::applyBulk(
                database, actor, ids, change, [&report](qint64 done) { report.done = done; }, &report.cancelled);
        },
        [desk = QPointer(&m_desk), told](const Result<BulkSummary> &summary) {
            if (desk)
                Q_EMIT desk->told(summaryOf(summary, told));
        });
}

void ProductsPage::importProducts(const QString &file)
{
    auto *wizard =
        new ImportWizard(m_desk, m_window.status(), *m_images, *m_imported, this); // deletes itself when closed
    wizard->open();
    if (!file.isEmpty())
        wizard->setFile(file);
}

// What is selected, or all that the list shows.
void ProductsPage::exportList()
{
    QList<ProductId> ids;
    const QList<qint64> selected = m_table->selectedIds();
    for (const qint64 id : selected)
        ids << ProductId{id};
    if (ids.size() < 2) {
        ids.clear();
        for (int row = 0; row < m_model->rowCount(); ++row)
            ids << ProductId{m_model->idAt(row)};
    }
    if (ids.isEmpty())
        return m_window.notice(tr("There is nothing in the list to export."));
    m_desk.ask().fileToSave(this, tr("Export %Ln products", nullptr, int(ids.size())), tr("products") + u".csv"_s,
                            tr("Tables (*.csv)"), [this, ids](const QString &path) {
                                if (path.isEmpty())
                                    return;
                                LongWork::run(
                                    m_window.status(), m_desk, tr("Exporting"),
                                    [&database = m_desk.shop().database(), actor = m_desk.actor(), ids,
                                     path](WorkReport &report) -> Result<> {
                                        QSaveFile file(path);
                                        if (!file.open(QIODevice::WriteOnly))
                                            return fail(ErrorCode::Full,
                                                        tr("%1 cannot be written. Choose another place.").arg(path));
                                        const auto written = database.read([&](Reader &reader) {
                                            return products::exportCsv(reader, actor, &file, ids);
                                        });
                                        if (report.cancelled)
                                            return fail(ErrorCode::Conflict, tr("Stopped. No file was written."));
                                        if (written && !file.commit())
                                            return fail(ErrorCode::Full,
                                                        tr("%1 cannot be written. Choose another place.").arg(path));
                                        return written;
                                    },
                                    [desk = QPointer(&m_desk), count = int(ids.size())](const Result<> &written) {
                                        if (desk)
                                            Q_EMIT desk->told(written ? tr("%Ln products were exported", nullptr, count)
                                                                      : written.error().message);
                                    });
                            });
}

void ProductsPage::printLabels()
{
    const QList<ProductId> ids = chosen();
    if (ids.isEmpty())
        return m_window.notice(tr("Choose the products first."));
    auto *dialog = new LabelsDialog(m_desk, ids, this); // deletes itself when closed
    dialog->open();
}

void ProductsPage::showHistory()
{
    const QList<ProductId> ids = chosen();
    auto *history = qobject_cast<HistoryPage *>(m_window.page(u"history"_s));
    if (ids.isEmpty() || !history)
        return;
    const QVariant row = m_model->valueAt(m_model->rowOf(ids.constFirst().value));
    history->showOnly("product", ids.constFirst().bytes(),
                      row.isValid() ? row.value<ProductRow>().title : ids.constFirst().text());
    m_window.goTo(u"history"_s);
}

void ProductsPage::offerViews(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"viewsMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QVariantMap views = m_window.memory().value(u"products/views"_s).toMap();
    for (auto view = views.begin(); view != views.end(); ++view)
        menu->addAction(escaped(view.key()), this, [this, map = view.value().toMap()] {
            m_filters->setFilter(filterFrom(map));
            filterChanged();
            const int column = map.value(u"column"_s, -1).toInt();
            if (column >= 0)
                m_table->horizontalHeader()->setSortIndicator(column,
                                                              map.value(u"down"_s).toBool() ? Qt::DescendingOrder
                                                                                            : Qt::AscendingOrder);
        });
    if (!views.isEmpty()) {
        menu->addSeparator();
        QMenu *remove = menu->addMenu(icon(u"trash"_s), tr("Remove a view"));
        for (auto view = views.begin(); view != views.end(); ++view)
            remove->addAction(escaped(view.key()), this, [this, name = view.key()] {
                QVariantMap left = m_window.memory().value(u"products/views"_s).toMap();
                left.remove(name);
                m_window.memory().setValue(u"products/views"_s, left);
            });
    }
    menu->addAction(icon(u"plus"_s), tr("Save what is shown…"), this, &ProductsPage::saveView);
    menu->popup(at);
}

void ProductsPage::saveView()
{
    m_desk.ask().text(this, tr("Save this view"), tr("Name"), m_filters->filter().text, tr("Save"),
                      [this](const QString &name) {
                          if (name.isEmpty())
                              return;
                          QVariantMap map = mapOf(m_filters->filter());
                          map.insert(u"column"_s, m_table->horizontalHeader()->sortIndicatorSection());
                          map.insert(u"down"_s,
                                     m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder);
                          QVariantMap views = m_window.memory().value(u"products/views"_s).toMap();
                          views.insert(name, map);
                          m_window.memory().setValue(u"products/views"_s, views);
                          m_window.notice(tr("The view “%1” was saved").arg(name));
                      });
}

}
