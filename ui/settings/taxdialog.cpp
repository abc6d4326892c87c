#include "ui/settings/taxdialog.h"

#include "ui/settings/countrybox.h"
#include "ui/settings/settingswords.h"
#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

TaxDialog::TaxDialog(Desk &desk, const TaxRate &rate, QWidget *parent)
    : FormDialog(u"taxDialog"_s, rate.id.value ? tr("Change the tax rate %1").arg(rate.name) : tr("Add a tax rate"),
                 rate.id.value ? tr("Save") : tr("Add rate"), tr("Cancel"), parent),
      m_desk(desk),
      m_rate(rate),
      m_name(new QLineEdit(rate.name)),
      m_region(new QLineEdit(rate.region)),
      m_percent(new QLineEdit(rate.id.value ? settingswords::percentPlain(desk.format(), rate.rate) : QString())),
      m_country(new CountryBox),
      m_class(new QComboBox)
{
    m_country->setCode(rate.country);
    for (const QString &known : {u"standard"_s, u"reduced"_s})
        m_class->addItem(settingswords::taxClass(known), known);
    if (m_class->findData(rate.taxClass) < 0)
        m_class->addItem(settingswords::taxClass(rate.taxClass), rate.taxClass);
    m_class->setCurrentIndex(m_class->findData(rate.taxClass));
    addField(u"name"_s, tr("Name"), m_name, tr("As the bill shows it: “VAT 20%”."));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(PanelGap);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    const auto place = [this, grid](FormField *field, int row, int column) {
        takeField(field);
        grid->addWidget(field, row, column);
    };
    place(new FormField(u"rate"_s, tr("Rate in per cent"), m_percent), 0, 0);
    place(new FormField(u"tax_class"_s, tr("For products that are taxed"), m_class), 0, 1);
    place(new FormField(u"country"_s, tr("Country"), m_country), 1, 0);
    place(new FormField(u"region"_s, tr("Region"), m_region, tr("Empty: the whole country.")), 1, 1);
    body()->addLayout(grid);
    if (rate.id.value) {
        QPushButton *away = addAside(tr("Remove"), u"removeRate"_s);
        setKind(*away, ButtonKind::Destructive);
        connect(away, &QPushButton::clicked, this, &TaxDialog::remove);
    }
    m_name->setFocus();
    fit();
}

std::optional<qint64> TaxDialog::rate() const
{
    return settingswords::parsePercent(m_desk.format(), m_percent->text());
}

void TaxDialog::submit()
{
    const auto millionths = rate();
    if (!millionths || *millionths > 1'000'000)
        return showError({ErrorCode::Invalid,
                          {},
                          {{u"rate"_s,
                            tr("Write the rate in per cent from 0 to 100, as in %1.")
                                .arg(settingswords::percentPlain(m_desk.format(), 85'000))}}});
    TaxRateDraft draft;
    draft.name = m_name->text();
    draft.country = m_country->code();
    draft.region = m_region->text();
    draft.taxClass = m_class->currentData().toString();
    draft.rate = QString::fromLatin1(taxes::rateText(*millionths));
    setWorking(tr("Saving…"));
    m_desk.write(
        this,
        [actor = m_desk.actor(), rate = m_rate, draft](Transaction &transaction) {
            return rate.id.value ? taxes::update(transaction, actor, rate.id, draft, rate.revision)
                                 : taxes::create(transaction, actor, draft);
        },
        [this](const Result<TaxRate> &saved) {
            setWorking();
            if (!saved)
                return showError(saved.error());
            Q_EMIT m_desk.told(m_rate.id.value ? tr("Tax rate “%1” changed").arg(saved->name)
                                               : tr("Tax rate “%1” added").arg(saved->name));
            accept();
        });
}

void TaxDialog::remove()
{
    m_desk.write(
        this,
        [actor = m_desk.actor(), rate = m_rate](Transaction &transaction) {
            return taxes::remove(transaction, actor, rate.id, rate.revision);
        },
        [this](const Result<> &removed) {
            if (!removed)
                return showError(removed.error());
            Q_EMIT m_desk.told(tr("Tax rate “%1” removed").arg(m_rate.name));
            accept();
        });
}

}
