#pragma once
// Cuts an image of a product to the part that is wanted, and turns it. Decodes and encodes off the GUI thread; saved, it
// stands in the place of the image as it was, which undo brings back.
#include "app/products/product.h"
#include "ui/shell/desk.h"
#include "ui/widgets/formdialog.h"

#include <atomic>
#include <memory>

class QLabel;
class QPushButton;

namespace backroom {

class CropFrame;
class Segmented;

class CropDialog final : public FormDialog {
    Q_OBJECT
public:
    // One whose bytes are here. `product` is as it was shown: if it was changed since, nothing is overwritten.
    CropDialog(Desk &desk, const Product &product, const ProductImage &image, QWidget *parent);
    ~CropDialog() override { *m_givenUp = true; }

Q_SIGNALS:
    void cropped(const backroom::Product &product);

private:
    void makeControls();
    void fetch();
    void follow();
    double ratio() const;
    void submit() override;

    Desk &m_desk;
    ProductId m_product;
    qint64 m_revision;
    ProductImage m_image;
    QByteArray m_bytes; // as they came, for the whole picture is in memory only while it is worked on
    CropFrame *m_frame;
    Segmented *m_proportion;
    QPushButton *m_left, *m_right, *m_reset;
    QLabel *m_size, *m_moves;
    bool m_saving = false;
    // Closed before it was saved: then it is not.
    const std::shared_ptr<std::atomic<bool>> m_givenUp = std::make_shared<std::atomic<bool>>(false);
};

}
