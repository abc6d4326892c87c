#include "ui/products/imagebringing.h"

#include "app/base/crypto.h"
#include "ui/products/webimagesdialog.h"
#include "ui/shell/longwork.h"
#include "ui/shell/memory.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const auto Remembered = u"products/bringing"_s;
}

ImageBringing::ImageBringing(Desk &desk, StatusStrip &strip, Memory &memory, QAction *command, QWidget *window)
    : QObject(window),
      m_desk(desk),
      m_strip(strip),
      m_memory(memory),
      m_command(command),
      m_window(window),
      m_words(command->text())
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
    QTimer::singleShot(0, this, &ImageBringing::takeUp);
}

void ImageBringing::remember()
{
    QVariantList all;
    for (const Run &run : std::as_const(m_runs)) {
        QVariantMap one{{u"run"_s, run.id}};
        if (run.products) {
            QVariantList ids;
            for (const ProductId id : *run.products)
                ids << id.value;
            one.insert(u"products"_s, ids);
        }
        all << one;
    }
    m_memory.setValue(Remembered, all);
}

void ImageBringing::takeUp()
{
    const QVariantList all = m_memory.value(Remembered).toList();
    for (const QVariant &each : all) {
        const QVariantMap one = each.toMap();
        Run run{{}, one.value(u"run"_s).toByteArray(), true};
        if (one.contains(u"products"_s)) {
            run.products.emplace();
            for (const QVariant &id : one.value(u"products"_s).toList())
                *run.products << ProductId{id.toLongLong()};
        }
        m_runs << run;
    }
    if (!m_runs.isEmpty() && !m_busy)
        start(m_runs.constFirst());
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
    m_runs << Run{products, randomBase62(12)};
    remember();
    if (!m_busy)
        start(m_runs.constFirst());
}

void ImageBringing::start(const Run &run)
{
    m_busy = true;
    showCommand();
    LongWork::run(
        m_strip, m_desk, tr("Bringing images"),
        [&pool = m_desk.pool(), &database = m_desk.shop().database(), actor = m_desk.actor(), run](WorkReport &report) {
            images::BringOptions options;
            options.products = run.products;
            options.run = run.id;
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
        },
        LongWork::Broken::IsTakenUpAgain);
}

void ImageBringing::ended(const Result<images::BringSummary> &summary)
{
    m_busy = false;
    look();
    const Run run = m_runs.takeFirst();
    remember();
    const bool nothing = summary && summary->brought == 0 && summary->faults.isEmpty() && !summary->cancelled
        && summary->ended.isEmpty();
    if (!summary) {
        Q_EMIT m_desk.told(summary.error().message);
    } else if (!nothing || !run.isTakenUp) { // else it was done when the window went
        m_faults = summary->faults;
        tell(*summary);
    }
    if (!m_runs.isEmpty())
        start(m_runs.constFirst());
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
