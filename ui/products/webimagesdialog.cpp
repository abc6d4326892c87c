#include "ui/products/webimagesdialog.h"

#include "ui/products/faultlist.h"
#include "ui/shell/desk.h"
#include "ui/widgets/dialogwidth.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/text.h"

#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MostFaults = 200; // shown
}

WebImagesDialog::WebImagesDialog(Desk &desk, const QList<images::BringSummary::Fault> &faults, QWidget *parent)
    : FormDialog(u"webImages"_s, tr("Bring images from the web"), tr("Bring them into the shop"), tr("Close"), parent),
      m_says(makeLabel(tr("Looking…")))
{
    m_says->setObjectName(u"webImagesSay"_s);
    m_says->setWordWrap(true);
    body()->addWidget(m_says);
    addSentence(
        tr("Customers see them only as long as that website keeps them. Brought into the shop they stay, are shown "
           "here too, and can be cropped. Ctrl+Z makes links of them again."));
    if (!faults.isEmpty())
        addFaults(faults);
    setReady(false);
    fit();
    desk.read(
        this, [actor = desk.actor()](Reader &reader) { return images::countOnTheWeb(reader, actor); },
        [this](const Result<images::WebCount> &count) {
            if (!count)
                return showError(count.error());
            showCount(*count);
        });
}

void WebImagesDialog::addFaults(const QList<images::BringSummary::Fault> &faults)
{
    body()->addSpacing(8);
    body()->addWidget(
        makeLabel(tr("%Ln did not come the last time", "images", int(faults.size())), Type::Body, QFont::DemiBold));
    auto *list = new FaultList;
    list->setObjectName(u"webImageFaults"_s);
    list->setAccessibleName(tr("Images that did not come"));
    QList<ListRow> rows;
    for (const auto &fault : faults.first(std::min(faults.size(), MostFaults)))
        rows << ListRow{.text = tr("%1: %2").arg(fault.title, fault.reason),
                        .second = fault.address,
                        .sign = u"fault"_s,
                        .ink = Ink::Bad};
    list->setRows(rows);
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::StrongFocus); // to be scrolled by keys
    area->setAccessibleName(list->accessibleName());
    auto *content = new QWidget; // room to spare goes beneath the lines
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(list);
    column->addStretch(1);
    area->setWidget(content);
    body()->addWidget(area, 1);
    if (const qsizetype more = faults.size() - rows.size(); more > 0)
        body()->addWidget(makeLabel(tr("and %Ln more", nullptr, int(more)), Type::Caption, Ink::Muted));
    const int shown = int(std::min<qsizetype>(rows.size(), 6));
    letGrow(QSize(dialogWidth(*this), metrics().unit * (15 + 4 * shown)).boundedTo(roomFor(*this)));
}

void WebImagesDialog::showCount(const images::WebCount &count)
{
    m_says->setText(count.images == 0 ? tr("No image is on another website: the shop has all of its own.")
                                      : tr("%Ln images are still on another website, as an import left them.", nullptr,
                                           int(count.images)));
    setReady(count.images > 0);
    fit();
}

void WebImagesDialog::submit()
{
    Q_EMIT wanted();
    accept();
}

}
