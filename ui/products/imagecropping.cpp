// How the images of a product that is worked on are cropped: from the head of their panel, by key, double click and menu.
#include "ui/products/cropdialog.h"
#include "ui/products/imagestrip.h"
#include "ui/products/producteditor.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

void ProductEditor::makeCropping()
{
    // Enter is the strip's own, as it opens what is chosen elsewhere.
    m_crop->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    m_crop->setShortcutContext(Qt::WidgetShortcut);
    m_strip->addAction(m_crop);
    m_cropImage->setToolTip(m_crop->iconText() + u"  "_s + m_crop->shortcut().toString(QKeySequence::NativeText));
    connect(m_crop, &QAction::triggered, this, &ProductEditor::cropImage);
    connect(m_cropImage, &QPushButton::clicked, m_crop, &QAction::trigger);
    connect(m_strip, &QListWidget::itemDoubleClicked, m_crop, &QAction::trigger);
    connect(m_strip, &QListWidget::itemSelectionChanged, this, &ProductEditor::followImage);
    connect(m_strip, &ImageStrip::menuWanted, this, &ProductEditor::showImageMenu);
}

const ProductImage *ProductEditor::chosenImage() const
{
    const auto chosen = m_strip->current();
    for (const ProductImage &image : m_base.images)
        if (image.id == chosen)
            return &image;
    return nullptr;
}

void ProductEditor::followImage()
{
    const ProductImage *image = chosenImage();
    m_removeImage->setEnabled(image);
    // The bytes of one that lies elsewhere are not ours to cut.
    m_crop->setEnabled(m_shown && image && image->width > 0);
    m_cropImage->setEnabled(m_crop->isEnabled());
}

void ProductEditor::cropImage()
{
    const ProductImage *image = chosenImage();
    if (!image)
        return;
    auto *dialog = new CropDialog(m_desk, m_base, *image, this); // deletes itself when closed
    beginDeed();
    connect(dialog, &QDialog::finished, this, &ProductEditor::endDeed);
    connect(dialog, &CropDialog::cropped, this, [this](const Product &product) {
        if (product.id != m_id || !m_shown)
            return;
        rebase(product);
        Q_EMIT told(tr("The image was cropped"));
    });
    dialog->open();
}

void ProductEditor::showImageMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"imageMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_crop);
    menu->addAction(icon(u"trash"_s), tr("Remove image"), this, &ProductEditor::removeImage);
    menu->popup(at);
}

}
