// What is done from the stock page: a piece looked at or moved, sheets opened, scans taken, the order list saved.
#include "app/products/pieces.h"
#include "app/products/productservice.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/productspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/stock/goodssheet.h"
#include "ui/stock/movestock.h"
#include "ui/stock/piecepanel.h"
#include "ui/stock/stockpage.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QSaveFile>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace backroom {

VariantId StockPage::chosen() const
{
    const qint64 id = table()->currentId();
    if (m_tab != Tab::Movements)
        return VariantId{id};
    const QVariant row = table()->pagedModel()->valueAt(table()->pagedModel()->rowOf(id));
    return row.isValid() ? row.value<MovementRow>().variant : VariantId();
}

void StockPage::openPiece(VariantId variant)
{
    if (!variant)
        return;
    m_panel->show(variant);
    static_cast<QWidget *>(m_panel)->setVisible(true);
}

void StockPage::closePiece()
{
    m_panel->hide();
    table()->setFocus(Qt::OtherFocusReason);
}

void StockPage::showAllMovements()
{
    m_movements->query.variant = m_panel->row().id;
    m_piece->setValue(m_panel->row().sku);
    showTab(Tab::Movements);
}

void StockPage::showSheet(QWidget *sheet)
{
    m_pages->setCurrentWidget(sheet);
    for (QAction *action : {m_move, m_open, m_saveList})
        action->setEnabled(false);
    setStatusText({});
    static_cast<GoodsSheet *>(sheet)->activate();
}

bool StockPage::takeScan(const QString &code)
{
    if (m_pages->currentIndex() != 0)
        return static_cast<GoodsSheet *>(m_pages->currentWidget())->takeScan(code);
    m_desk.read(
        this, [code, actor = m_desk.actor()](Reader &reader) { return pieces::scanned(reader, actor, code); },
        [this, code](const Result<QList<Piece>> &found) {
            if (found && !found->isEmpty())
                return openPiece(found->constFirst().variant);
            QApplication::beep();
            Q_EMIT m_desk.told(found
                                   ? tr("Nothing in the shop has the code “%1”. Give it to a product first.").arg(code)
                                   : found.error().message);
        });
    return true;
}

void StockPage::moveStock()
{
    const VariantId variant = m_panel->isVisible() ? m_panel->row().id : chosen();
    if (!variant)
        return;
    m_desk.read(
        this,
        [variant, actor = m_desk.actor()](Reader &reader) -> Result<Product> {
            const auto product = reader.number("SELECT product_id FROM variants WHERE id = ?", variant);
            return products::get(reader, actor, ProductId{product.value_or(0)});
        },
        [this, variant](const Result<Product> &product) {
            if (!product) {
                Q_EMIT m_desk.told(product.error().message);
                return;
            }
            QList<Variant> sold = product->variants;
            sold.removeIf([](const Variant &one) { return one.archived; });
            const auto at =
                std::find_if(sold.begin(), sold.end(), [&](const Variant &one) { return one.id == variant; });
            if (at == sold.end())
                return;
            auto *dialog = new MoveStock(m_desk, product->title, sold, at - sold.begin(), this);
            connect(dialog, &MoveStock::moved, this, [this](const QString &told) { Q_EMIT m_desk.told(told); });
            dialog->open();
        });
}

void StockPage::saveOrderList()
{
    m_desk.ask().fileToSave(
        this, tr("Save the order list"), tr("order-list.csv"), tr("Tables (*.csv)"), [this](const QString &path) {
            if (path.isEmpty())
                return;
            m_desk.pool().run(
                this,
                [&shop = m_desk.shop(), actor = m_desk.actor(), query = m_low->query, days = *m_days,
                 path]() -> Result<qsizetype> {
                    const auto rows = shop.database().read([&](Reader &reader) -> Result<QList<ShelfRow>> {
                        const auto ids = stock::shelfIds(reader, actor, query);
                        return ids ? stock::fetchShelf(reader, actor, *ids) : fail(ids.error());
                    });
                    if (!rows)
                        return fail(rows.error());
                    QSaveFile file(path);
                    if (!file.open(QIODevice::WriteOnly) || file.write(stock::orderListCsv(*rows, days)) < 0
                        || !file.commit())
                        return fail(
                            ErrorCode::Unavailable,
                            tr("%1 could not be written: %2. Choose another place.").arg(path, file.errorString()));
                    return rows->size();
                },
                [this, path](const Result<qsizetype> &saved) {
                    Q_EMIT m_desk.told(
                        saved ? tr("%Ln lines were saved in %1", nullptr, int(*saved)).arg(QFileInfo(path).fileName())
                              : saved.error().message);
                });
        });
}

}
