#pragma once
// The images of a product in their order, the first being the one that lists show.
#include "app/products/product.h"

#include <QListWidget>

namespace backroom {

class Thumbnails;

class ImageStrip final : public QListWidget {
    Q_OBJECT
public:
    // The thumbnails outlive it.
    explicit ImageStrip(Thumbnails &thumbnails, QWidget *parent = nullptr);

    void setImages(const QList<ProductImage> &images);
    // The chosen one, or nothing.
    std::optional<ImageId> current() const;

Q_SIGNALS:
    // Where its menu belongs, on the screen.
    void menuWanted(const QPoint &at);

private:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void fit();
    void resizeEvent(QResizeEvent *event) override;
};

}
