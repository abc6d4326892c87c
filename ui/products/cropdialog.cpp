#include "ui/products/cropdialog.h"

#include "app/products/imagecrop.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/productservice.h"
#include "ui/products/cropframe.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int ShownSide = 1600; // pixels of the picture as it is looked at
constexpr int Patience = 300; // milliseconds before it says that it is at work

struct Fetched
{
    QByteArray bytes;
    QImage shown;
    QSize size;
};

Result<Fetched> fetched(Backroom &shop, const QString &url)
{
    const auto bytes = shop.database().read(
        [&](Reader &reader) { return ImageStore(shop.config()).read(reader, url.section(u'/', -1).toLatin1()); });
    if (!bytes)
        return fail(bytes.error());
    const auto picture = readPicture(*bytes);
    if (!picture)
        return fail(picture.error());
    const bool small = qMax(picture->width(), picture->height()) <= ShownSide;
    return Fetched{*bytes,
                   small ? *picture
                         : picture->scaled(ShownSide, ShownSide, Qt::KeepAspectRatio, Qt::SmoothTransformation),
                   picture->size()};
}
}

CropDialog::CropDialog(Desk &desk, const Product &product, const ProductImage &image, QWidget *parent)
    : FormDialog(u"cropDialog"_s, tr("Crop image"), tr("Save"), tr("Cancel"), parent),
      m_desk(desk),
      m_product(product.id),
      m_revision(product.revision),
      m_image(image),
      m_frame(new CropFrame),
      m_proportion(
          new Segmented({tr("Free", "proportion"), tr("Square"), u"4:3"_s, u"3:4"_s, tr("Original", "proportion")})),
      m_left(new QPushButton(icon(u"turn-left"_s), tr("Turn left"))),
      m_right(new QPushButton(icon(u"turn-right"_s), tr("Turn right"))),
      m_reset(addAside(tr("Reset"), u"cropReset"_s)),
      m_size(makeLabel({}, Type::Body, QFont::Medium)),
      m_moves(makeLabel(tr("This image moves. Cropped, it stands still, as you see it here."), Type::Body, Ink::Warn))
{
    makeControls();
    connect(m_frame, &CropFrame::changed, this, &CropDialog::follow);
    connect(m_proportion, &Segmented::currentChanged, this, [this] { m_frame->setRatio(ratio()); });
    for (const auto &[button, quarters] : {std::pair(m_left, -1), {m_right, 1}})
        connect(button, &QPushButton::clicked, this, [this, quarters = quarters] {
            m_frame->turn(quarters);
            m_frame->setRatio(ratio());
        });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_proportion->setCurrent(0);
        m_frame->reset();
    });
    const QSize window = parent->window()->size();
    letGrow(QSize(metrics().unit * 56, metrics().unit * 44).boundedTo(window * 9 / 10));
    follow();
    m_frame->setFocus();
    fetch();
}

void CropDialog::makeControls()
{
    m_frame->setObjectName(u"cropFrame"_s);
    m_proportion->setObjectName(u"cropProportion"_s);
    m_proportion->setAccessibleName(tr("Proportion"));
    m_left->setObjectName(u"cropTurnLeft"_s);
    m_right->setObjectName(u"cropTurnRight"_s);
    m_size->setObjectName(u"cropSize"_s);
    for (QPushButton *button : {m_left, m_right})
        button->setAutoDefault(false); // Enter saves
    m_moves->setObjectName(u"cropMoves"_s);
    m_moves->setWordWrap(true);
    m_moves->hide();
    body()->addWidget(m_moves);
    body()->addWidget(m_frame, 1);
    auto *hint = makeLabel(tr("Drag the frame or its edges. Arrow keys move it, with Ctrl they change its size, with "
                              "Shift by 10 pixels."),
                           Type::Caption, Ink::Muted);
    hint->setWordWrap(true);
    body()->addWidget(hint);
    auto *above = new QHBoxLayout, *below = new QHBoxLayout;
    above->setContentsMargins(0, 8, 0, 0);
    above->addWidget(makeLabel(tr("Proportion"), Type::Body, QFont::Medium));
    above->addSpacing(4);
    above->addWidget(m_proportion);
    above->addStretch(1);
    for (QHBoxLayout *row : {above, below})
        row->setSpacing(8);
    below->addWidget(m_left);
    below->addWidget(m_right);
    below->addStretch(1);
    below->addWidget(m_size);
    body()->addLayout(above);
    body()->addLayout(below);
}

void CropDialog::fetch()
{
    QTimer::singleShot(Patience, this, [this] {
        if (m_bytes.isEmpty())
            m_size->setText(tr("Fetching the image…"));
    });
    m_desk.pool().run(
        this, [&shop = m_desk.shop(), url = m_image.url] { return fetched(shop, url); },
        [this](const Result<Fetched> &found) {
            if (!found)
                return showError(found.error());
            m_bytes = found->bytes;
            m_moves->setVisible(isMoving(m_bytes));
            m_frame->setPicture(found->shown, found->size);
        });
}

double CropDialog::ratio() const
{
    switch (m_proportion->current()) {
    case 1: return 1;
    case 2: return 4.0 / 3;
    case 3: return 3.0 / 4;
    case 4: return double(m_frame->pictureSize().width()) / qMax(1, m_frame->pictureSize().height());
    default: return 0;
    }
}

void CropDialog::follow()
{
    const bool there = !m_bytes.isEmpty() && !m_saving;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_proportion), static_cast<QWidget *>(m_left), static_cast<QWidget *>(m_right)})
        widget->setEnabled(there);
    m_frame->setEnabled(!m_saving);
    m_reset->setEnabled(there && (!m_frame->isWhole() || m_proportion->current() != 0));
    setReady(there && !m_frame->isWhole());
    if (!m_bytes.isEmpty())
        m_size->setText(tr("%1 × %2 pixels").arg(m_frame->part().width()).arg(m_frame->part().height()));
}

void CropDialog::submit()
{
    if (m_bytes.isEmpty() || m_saving || m_frame->isWhole())
        return;
    m_saving = true;
    clearErrors();
    setWorking(tr("Saving…"));
    follow();
    m_desk.pool().run(
        this,
        [&shop = m_desk.shop(), actor = m_desk.actor(), bytes = m_bytes, product = m_product, image = m_image.id,
         revision = m_revision, crop = ImageCrop{m_frame->quarters(), m_frame->part()},
         givenUp = m_givenUp]() -> Result<Product> {
            const auto file = cropImage(bytes, crop);
            if (!file)
                return fail(file.error());
            if (*givenUp)
                return fail(ErrorCode::Conflict, QString()); // nobody is there to be told
            if (const auto kept = ImageStore(shop.config()).keep(*file); !kept)
                return fail(kept.error());
            return shop.database().writeNow(actor, [&](Transaction &transaction) -> Result<Product> {
                const auto replaced = images::replace(transaction, actor, product, image, *file, revision);
                return replaced ? products::get(transaction, actor, product) : fail(replaced.error());
            });
        },
        [this](const Result<Product> &product) {
            m_saving = false;
            setWorking();
            follow();
            if (product) {
                Q_EMIT cropped(*product);
                return accept();
            }
            Error error = product.error();
            if (error.code == ErrorCode::Stale)
                error.message = tr("Somebody else changed this product meanwhile, and nothing was overwritten. Close "
                                   "this, look at the image as it is now, and crop that.");
            showError(error);
        });
}

}
