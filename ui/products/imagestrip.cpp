#include "ui/products/imagestrip.h"

#include "ui/products/thumbnails.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/tableview.h"

#include <QContextMenuEvent>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

constexpr int UrlRole = Qt::UserRole + 1;

class Pictures final : public QStyledItemDelegate {
public:
    Pictures(Thumbnails &thumbnails, QObject *parent) : QStyledItemDelegate(parent), m_thumbnails(thumbnails) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect box = option.rect.adjusted(4, 4, -4, -4);
        paintPicture(*painter, box, m_thumbnails.picture(index.data(UrlRole).toString()));
        const bool chosen = option.state & QStyle::State_Selected;
        roundedBox(*painter, box, ControlRadius, {}, chosen ? tokens().accent : tokens().border, chosen ? 2 : 1);
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const int side = 3 * metrics().control + 8;
        return {side, side};
    }

private:
    Thumbnails &m_thumbnails;
};

}

ImageStrip::ImageStrip(Thumbnails &thumbnails, QWidget *parent) : QListWidget(parent)
{
    setObjectName(u"imageStrip"_s);
    setAccessibleName(tr("Images"));
    setFrameShape(NoFrame);
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new Pictures(thumbnails, this));
    connect(&thumbnails, &Thumbnails::arrived, viewport(), qOverload<>(&QWidget::update));
    setImages({});
}

void ImageStrip::setImages(const QList<ProductImage> &images)
{
    const auto chosen = current();
    clear();
    for (const ProductImage &image : images) {
        auto *item = new QListWidgetItem(this);
        item->setData(Qt::UserRole, image.id.value);
        item->setData(UrlRole, image.url);
        const QString words = image.alt.isEmpty() ? tr("Image %L1").arg(row(item) + 1) : image.alt;
        item->setData(Qt::AccessibleTextRole, words);
        item->setToolTip(words.toHtmlEscaped());
        if (image.id == chosen)
            setCurrentItem(item);
    }
    setVisible(!images.isEmpty());
    fit();
}

std::optional<ImageId> ImageStrip::current() const
{
    const QListWidgetItem *item = currentItem();
    return item && item->isSelected() ? std::optional(ImageId{item->data(Qt::UserRole).toLongLong()}) : std::nullopt;
}

void ImageStrip::resizeEvent(QResizeEvent *event)
{
    QListWidget::resizeEvent(event);
    fit();
}

void ImageStrip::contextMenuEvent(QContextMenuEvent *event)
{
    const QListWidgetItem *item = event->reason() == QContextMenuEvent::Mouse ? itemAt(event->pos()) : currentItem();
    if (item)
        Q_EMIT menuWanted(event->reason() == QContextMenuEvent::Mouse
                              ? event->globalPos()
                              : viewport()->mapToGlobal(visualItemRect(item).center()));
}

void ImageStrip::fit()
{
    const int side = 3 * metrics().control + 8, across = qMax(1, viewport()->width() / side);
    setFixedHeight(qMax(1, (count() + across - 1) / across) * side + 4);
}

}
