#pragma once
// One product to work on: what it says of itself, its variants, its images. What was typed is never lost: faults stand
// beside it, and what somebody else changed meanwhile is told and not overwritten.
#include "app/products/product.h"
#include "ui/shell/desk.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace backroom {

class Badge;
class FormField;
class ImageStrip;
class PageHead;
class Panel;
class ProductForm;
class Thumbnails;
class VariantGrid;

class ProductEditor final : public QWidget {
    Q_OBJECT
public:
    // The actions are the page's; their buttons stand in the head and with the images.
    ProductEditor(Desk &desk, Thumbnails &thumbnails, QAction *save, QAction *moveStock, QAction *cropImage,
                  QWidget *parent = nullptr);

    void open(ProductId id);
    // Closes at once when nothing was typed, else asks.
    void leave();
    // The one that is shown, or none.
    ProductId product() const { return m_shown ? m_id : ProductId(); }
    bool isHalfTyped() const { return m_shown && isEdited(); }
    void refresh();
    // What was committed, by whomever.
    void take(const Commit &commit);
    bool isEdited() const;
    // Whose columns are remembered.
    VariantGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void closed();
    void told(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeVariants();
    void makeImages(Thumbnails &thumbnails);
    void fetch(bool keep);
    void show(const Product &product);
    void showHead();
    void follow();
    // Images and variants that went or came at once: the base moves on, what is typed stays.
    void rebase(const Product &product);
    void save();
    void saved(const Result<Product> &product);
    void showFaults(const Error &error, const QList<FieldError> &own);
    void tellStale();
    // What is done at once is our own change: it does not look like somebody else's while its answer is on the way.
    void beginDeed() { ++m_deeds; }
    void endDeed();
    void takeDone(const Result<Product> &product, const QString &done);
    void removeVariant();
    void addImage();
    // What `read` brings, on a thread of the pool, becomes an image of the product.
    void keepImage(std::function<Result<QByteArray>()> read);
    void makePasting();
    void pasteImage();
    void removeImage();
    void makeCropping();
    const ProductImage *chosenImage() const;
    void followImage();
    void cropImage();
    void showImageMenu(const QPoint &at);
    void moveStock();

    Desk &m_desk;
    QAction *m_save, *m_move, *m_crop;
    PageHead *m_head;
    Badge *m_badge;
    QWidget *m_stale; // somebody else changed it
    QLabel *m_fault;
    QScrollArea *m_area;
    ProductForm *m_form;
    Panel *m_variants, *m_images;
    QLineEdit *m_options;
    FormField *m_optionsField;
    VariantGrid *m_grid;
    QLabel *m_cellFault;
    ImageStrip *m_strip;
    QLabel *m_noImages;
    QPushButton *m_cropImage, *m_removeImage;
    Product m_base; // as it was when it was shown
    ProductId m_id;
    bool m_optionsEdited = false, m_saving = false, m_shown = false;
    int m_deeds = 0; // under way
    bool m_leaving = false; // as soon as it is saved
};

}
