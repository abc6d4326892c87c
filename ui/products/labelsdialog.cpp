#include "ui/products/labelsdialog.h"

#include "app/products/productstore.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QPainter>
#include <QPdfWriter>
#include <QPrinter>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// One page, as large as there is room: paper is white in the dark theme too.
class LabelsDialog::Preview final : public QWidget {
public:
    void set(const LabelSheet &sheet, const LabelStyle &style, const QList<Label> &labels, int page)
    {
        m_sheet = &sheet;
        m_page = page;
        m_style = style;
        m_labels = labels;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_sheet)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double scale = std::min((width() - 8) / m_sheet->page.width(), (height() - 8) / m_sheet->page.height());
        QRectF paper(QPointF(), m_sheet->page * scale);
        paper.moveCenter(QRectF(rect()).center());
        painter.fillRect(paper, lightTokens().surface);
        painter.translate(paper.topLeft());
        painter.scale(scale, scale);
        painter.setPen(QPen(tokens().border, 0));
        for (int place = 0; place < m_sheet->columns * m_sheet->rows; ++place)
            painter.drawRect(QRectF(QPointF(m_sheet->first.x() + place % m_sheet->columns * m_sheet->step.width(),
                                            m_sheet->first.y() + place / m_sheet->columns * m_sheet->step.height()),
                                    m_sheet->label));
        labels::paintPage(painter, *m_sheet, m_style, m_labels, m_page);
    }

private:
    const LabelSheet *m_sheet = nullptr;
    LabelStyle m_style;
    QList<Label> m_labels;
    int m_page = 0;
};

LabelsDialog::LabelsDialog(Desk &desk, const QList<ProductId> &ids, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_sheet(new QComboBox),
      m_kind(new QComboBox),
      m_price(new QCheckBox(tr("With the price"))),
      m_copies(new QSpinBox),
      m_skip(new QSpinBox),
      m_says(makeLabel({}, Type::Body, Ink::Muted)),
      m_preview(new Preview),
      m_before(new QPushButton(icon(u"chevron-left"_s), {})),
      m_after(new QPushButton(icon(u"chevron-right"_s), {})),
      m_pageSays(makeLabel({}, Type::Body, Ink::Muted))
{
    setObjectName(u"labelsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Print labels"));
    for (const LabelSheet &each : labels::sheets())
        m_sheet->addItem(each.rows == 1 ? tr("Roll, %1").arg(each.name) : each.name, each.key);
    m_sheet->setObjectName(u"labelSheet"_s);
    m_kind->addItems({tr("Bar code"), tr("QR code"), tr("No code")});
    m_kind->setObjectName(u"labelKind"_s);
    m_price->setObjectName(u"labelPrice"_s);
    m_price->setChecked(true);
    m_copies->setObjectName(u"labelCopies"_s);
    m_copies->setRange(1, 500);
    m_skip->setObjectName(u"labelSkip"_s);
    m_skip->setRange(0, 64);
    m_says->setObjectName(u"labelSays"_s);
    m_says->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(PageEdge, PageEdge, PageEdge, 12);
    row->setSpacing(24);
    auto *form = new QVBoxLayout;
    form->setSpacing(4);
    form->addWidget(new FormField(u"sheet"_s, tr("Sheet"), m_sheet));
    form->addWidget(new FormField(u"kind"_s, tr("Code"), m_kind));
    form->addWidget(new FormField(u"copies"_s, tr("Of each"), m_copies));
    form->addWidget(new FormField(u"skip"_s, tr("Begin after"), m_skip, tr("Labels of the sheet that are used up")));
    form->addWidget(m_price);
    form->addStretch(1);
    form->addWidget(m_says);
    row->addLayout(form);
    auto *shown = new QVBoxLayout;
    shown->setSpacing(8);
    shown->addWidget(m_preview, 1);
    shown->addLayout(makeLeafing());
    row->addLayout(shown, 1);
    m_preview->setAccessibleName(tr("The pages as they will be printed"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(row, 1);
    all->addWidget(makeRule());
    auto *buttons = new QDialogButtonBox;
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(u"cancel"_s);
    m_save = buttons->addButton(tr("Save as PDF…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(u"saveLabels"_s);
    m_print = buttons->addButton(tr("Print…"), QDialogButtonBox::AcceptRole);
    m_print->setObjectName(u"printLabels"_s);
    setKind(*m_print, ButtonKind::Primary);
    all->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &LabelsDialog::save);
    connect(m_print, &QPushButton::clicked, this, &LabelsDialog::print);
    for (QComboBox *combo : {m_sheet, m_kind})
        connect(combo, &QComboBox::currentIndexChanged, this, &LabelsDialog::show);
    for (QSpinBox *spin : {m_copies, m_skip})
        connect(spin, &QSpinBox::valueChanged, this, &LabelsDialog::show);
    connect(m_price, &QCheckBox::toggled, this, &LabelsDialog::show);
    fitToScreen(*this, {metrics().unit * 46, metrics().unit * 34});
    load(ids);
}

QLayout *LabelsDialog::makeLeafing()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(m_before);
    row->addWidget(m_pageSays);
    row->addWidget(m_after);
    row->addStretch(1);
    m_pageSays->setObjectName(u"labelPage"_s);
    for (const auto &[button, name, says] : {std::tuple(m_before, u"labelPageBefore"_s, tr("Page before")),
                                             std::tuple(m_after, u"labelPageAfter"_s, tr("Next page"))}) {
        button->setObjectName(name);
        button->setAccessibleName(says);
        button->setToolTip(says);
        button->setAutoDefault(false);
        setKind(*button, ButtonKind::Quiet);
    }
    connect(m_before, &QPushButton::clicked, this, [this] { leaf(-1); });
    connect(m_after, &QPushButton::clicked, this, [this] { leaf(1); });
    return row;
}

void LabelsDialog::leaf(int by)
{
    m_page += by;
    show();
}

void LabelsDialog::load(const QList<ProductId> &ids)
{
    m_desk.read(
        this, [ids](Reader &reader) -> Result<QList<Product>> { return products::load(reader, ids); },
        [this](const Result<QList<Product>> &products) {
            if (!products)
                return m_says->setText(products.error().message);
            m_labels = labels::of(*products, [this](qint64 minor) { return m_desk.format().money(minor); });
            show();
        });
}

const LabelSheet &LabelsDialog::sheet() const { return labels::sheets().at(std::max(0, m_sheet->currentIndex())); }

LabelStyle LabelsDialog::style() const
{
    return {m_kind->currentIndex() == 1 ? CodeKind::Square : CodeKind::Bars, m_price->isChecked(),
            m_kind->currentIndex() < 2, m_copies->value(), m_skip->value()};
}

void LabelsDialog::show()
{
    const LabelStyle wanted = style();
    m_skip->setEnabled(sheet().rows > 1);
    const int pages = labels::pages(sheet(), wanted, m_labels.size());
    const QString count = tr("%Ln labels", nullptr, int(m_labels.size()) * wanted.copies);
    m_says->setText(sheet().rows > 1 ? tr("%1 on %2").arg(count, tr("%Ln sheets", nullptr, pages)) : count);
    m_page = qBound(0, m_page, qMax(0, pages - 1));
    const Format &format = m_desk.format();
    m_pageSays->setText(tr("Page %1 of %2").arg(format.number(m_page + 1), format.number(pages)));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_before), static_cast<QWidget *>(m_after), static_cast<QWidget *>(m_pageSays)})
        widget->setVisible(pages > 1);
    m_before->setEnabled(m_page > 0);
    m_after->setEnabled(m_page + 1 < pages);
    m_preview->set(sheet(), wanted, m_labels, m_page);
}

void LabelsDialog::paint(const std::shared_ptr<QPagedPaintDevice> &device, const QString &done, const QString &fault)
{
    m_print->setEnabled(false);
    m_save->setEnabled(false);
    m_desk.pool().run(
        this,
        [device, sheet = sheet(), style = style(), list = m_labels] {
            return labels::print(*device, sheet, style, list);
        },
        [this, done, fault](bool painted) {
            m_print->setEnabled(true);
            m_save->setEnabled(true);
            if (!painted)
                return m_says->setText(fault);
            Q_EMIT m_desk.told(done);
            accept();
        });
}

void LabelsDialog::print()
{
    m_desk.ask().printer(this, windowTitle(), [this](const std::shared_ptr<QPrinter> &printer) {
        if (!printer)
            return;
        printer->setPageSize(QPageSize(sheet().page, QPageSize::Millimeter));
        printer->setFullPage(true);
        paint(printer, tr("The labels were sent to the printer"), tr("The printer did not take it. Is it on?"));
    });
}

void LabelsDialog::save()
{
    m_desk.ask().fileToSave(this, tr("Save the labels"), tr("labels") + u".pdf"_s, tr("PDF (*.pdf)"),
                            [this](const QString &path) {
                                if (path.isEmpty())
                                    return;
                                const auto writer = std::make_shared<QPdfWriter>(path);
                                writer->setTitle(windowTitle());
                                paint(writer, tr("The labels were saved"),
                                      tr("%1 cannot be written. Choose another place.").arg(path));
                            });
}

}
