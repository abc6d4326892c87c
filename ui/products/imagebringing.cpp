#include "ui/products/imagebringing.h"

#include "ui/products/webimagesdialog.h"
#include "ui/shell/longwork.h"

using namespace Qt::StringLiterals;

namespace backroom {

ImageBringing::ImageBringing(Desk &desk, StatusStrip &strip, QAction *command, QWidget *window)
    : QObject(window), m_desk(desk), m_strip(strip), m_command(command), m_window(window), m_words(command->text())
{
    m_show.setObjectName(u"showImageFaults"_s);
    m_show.setText(tr("Show"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(200);
    connect(&m_soon, &QTimer::timeout, this, &ImageBringing::look);
    connect(&desk, &Desk::changed, this, [this](const Commit &commit) {
        if (m_there && commit.touches(Topic::Products) && !m_soon.isActive())
            m_soon.start();
    });
    connect(command, &QAction::triggered, this, &ImageBringing::open);
    connect(&m_show, &QAction::triggered, this, &ImageBringing::open);
}

void ImageBringing::look()
{
    m_desk.read(
        this, [actor = m_desk.actor()](Reader &reader) { return images::countOnTheWeb(reader, actor); },
        [this](const Result<images::WebCount> &count) {
            if (count)
                m_there = count->images;
            showCommand();
        });
}

void ImageBringing::showCommand()
{
    const bool none = m_there && *m_there == 0;
    m_command->setEnabled(!m_busy && !none);
    m_command->setText(m_busy     ? tr("Bring images from the &web (under way)")
                           : none ? tr("Bring images from the &web (none are there)")
                                  : m_words);
}

void ImageBringing::open()
{
    auto *dialog = new WebImagesDialog(m_desk, m_faults, m_window); // deletes itself when closed
    connect(dialog, &WebImagesDialog::wanted, this, [this] { bring({}); });
    dialog->open();
}

void ImageBringing::bring(const std::optional<QList<ProductId>> &products)
{
    if (m_busy) {
        m_next << products;
        return;
    }
    m_busy = true;
    showCommand();
    LongWork::run(
        m_strip, m_desk, tr("Bringing images"),
        [&pool = m_desk.pool(), &database = m_desk.shop().database(), actor = m_desk.actor(),
         products](WorkReport &report) {
            images::BringOptions options;
            options.products = products;
            options.cancel = &report.cancelled;
            options.progress = [&report](qint64 done, qint64 total, qint64 bytes) {
                report.total = total;
                report.done = done;
                report.bytes = bytes;
            };
            return pool.beside([&] { return images::bringFromWeb(database, actor, options); });
        },
        [self = QPointer(this)](const Result<images::BringSummary> &summary) {
            if (self)
                self->ended(summary);
        });
}

void ImageBringing::ended(const Result<images::BringSummary> &summary)
{
    m_busy = false;
    look();
    if (!summary) {
        Q_EMIT m_desk.told(summary.error().message);
    } else {
        m_faults = summary->faults;
        tell(*summary);
    }
    if (!m_next.isEmpty())
        bring(m_next.takeFirst());
}

void ImageBringing::tell(const images::BringSummary &summary)
{
    const QString brought = tr("%Ln images were brought", nullptr, int(summary.brought));
    const int faults = int(summary.faults.size());
    if (!summary.ended.isEmpty())
        Q_EMIT m_desk.told(tr("%1, then no more. %2").arg(brought, summary.ended));
    else if (summary.cancelled)
        Q_EMIT m_desk.told(tr("Stopped after %Ln images", nullptr, int(summary.brought)));
    else if (faults == 0)
        Q_EMIT m_desk.told(brought);
    else if (summary.brought == 0)
        Q_EMIT m_desk.toldWith(tr("%Ln images could not be brought", nullptr, faults), &m_show);
    else
        Q_EMIT m_desk.toldWith(tr("%1, %2").arg(brought, tr("%Ln could not be", "images brought", faults)), &m_show);
}

}
