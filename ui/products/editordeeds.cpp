// What is done at once with the product in the editor, each with its undo: variants and images taken off or added.
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/productservice.h"
#include "ui/products/imagestrip.h"
#include "ui/products/producteditor.h"
#include "ui/products/variantgrid.h"
#include "ui/stock/movestock.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom {

void ProductEditor::endDeed()
{
    if (--m_deeds == 0) // whoever else was at it meanwhile is told now
        take({0, {{Topic::Products, m_id.value}}, false});
}

// The product as it is after a deed, or why not.
void ProductEditor::takeDone(const Result<Product> &product, const QString &done)
{
    if (product) {
        rebase(*product);
        Q_EMIT told(done);
    } else if (product.error().code == ErrorCode::Stale) {
        tellStale();
    } else {
        Q_EMIT told(product.error().message);
    }
    endDeed();
}

void ProductEditor::removeVariant()
{
    const auto id = m_grid->currentVariant();
    if (!id)
        return m_grid->removeCurrentRow();
    QString sku;
    for (const Variant &variant : std::as_const(m_base.variants)) {
        if (variant.id == *id)
            sku = variant.sku;
    }
    beginDeed();
    m_desk.write(
        this,
        [product = m_id, id = *id, expected = m_base.revision,
         actor = m_desk.actor()](Transaction &transaction) -> Result<Product> {
            const auto removed = products::removeVariant(transaction, actor, product, id, expected);
            return removed ? products::get(transaction, actor, product) : fail(removed.error());
        },
        [this, sku, id = *id](const Result<Product> &product) {
            if (product && m_grid->currentVariant() == id)
                m_grid->removeCurrentRow();
            takeDone(product, tr("%1 is no longer sold").arg(sku));
        });
}

void ProductEditor::addImage()
{
    m_desk.ask().fileToOpen(this, tr("Add image"), tr("Images (*.png *.jpg *.jpeg *.webp)"),
                            [this](const QString &path) {
                                if (path.isEmpty())
                                    return;
                                keepImage([path]() -> Result<QByteArray> {
                                    QFile file(path);
                                    if (!file.open(QIODevice::ReadOnly))
                                        return fail(ErrorCode::NotFound,
                                                    tr("This file could not be read: %1.").arg(file.errorString()));
                                    return file.readAll();
                                });
                            });
}

void ProductEditor::keepImage(std::function<Result<QByteArray>()> read)
{
    beginDeed();
    m_desk.pool().run(
        this,
        [read = std::move(read), &shop = m_desk.shop(), actor = m_desk.actor(), id = m_id,
         expected = m_base.revision]() -> Result<Product> {
            const auto bytes = read();
            if (!bytes)
                return fail(bytes.error());
            const auto image = readImageFile(*bytes);
            if (!image)
                return fail(image.error());
            if (const auto kept = ImageStore(shop.config()).keep(*image); !kept)
                return fail(kept.error());
            return shop.database().writeNow(actor, [&](Transaction &transaction) -> Result<Product> {
                const auto before = products::get(transaction, actor, id);
                if (!before)
                    return fail(before.error());
                if (before->revision != expected)
                    return fail(ErrorCode::Stale, {});
                const auto added = images::add(transaction, actor, id, *image, {});
                return added ? products::get(transaction, actor, id) : fail(added.error());
            });
        },
        [this](const Result<Product> &product) { takeDone(product, tr("The image was added")); });
}

void ProductEditor::removeImage()
{
    const auto image = m_strip->current();
    if (!image)
        return;
    beginDeed();
    m_desk.write(
        this,
        [id = m_id, image = *image, actor = m_desk.actor(),
         expected = m_base.revision](Transaction &transaction) -> Result<Product> {
            const auto before = products::get(transaction, actor, id);
            if (!before || before->revision != expected)
                return before ? fail(ErrorCode::Stale, {}) : before;
            const auto removed = images::remove(transaction, actor, id, image);
            return removed ? products::get(transaction, actor, id) : fail(removed.error());
        },
        [this](const Result<Product> &product) { takeDone(product, tr("The image was removed")); });
}

void ProductEditor::moveStock()
{
    QList<Variant> sold;
    qsizetype chosen = 0;
    const auto current = m_grid->currentVariant();
    for (const Variant &variant : std::as_const(m_base.variants)) {
        if (variant.archived)
            continue;
        if (variant.id == current)
            chosen = sold.size();
        sold << variant;
    }
    if (sold.isEmpty())
        return;
    auto *dialog = new MoveStock(m_desk, m_base.title, sold, chosen, this); // deletes itself when closed
    connect(dialog, &MoveStock::moved, this, &ProductEditor::told);
    dialog->open();
}

}
