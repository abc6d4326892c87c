#include "ui/settings/deliverydialog.h"

#include "ui/settings/countrylist.h"
#include "ui/settings/settingswords.h"
#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString plainMoney(const Format &format, std::optional<qint64> amount)
{
    return amount ? format.moneyPlain(*amount) : QString();
}

QString plainKilos(const Format &format, std::optional<qint64> grams)
{
    return grams ? settingswords::kilosPlain(format, *grams) : QString();
}
}

DeliveryDialog::DeliveryDialog(Desk &desk, const ShippingMethod &method, QWidget *parent)
    : FormDialog(u"deliveryDialog"_s,
                 method.id.value ? tr("Change the delivery “%1”").arg(method.name) : tr("Add a way of delivery"),
                 method.id.value ? tr("Save") : tr("Add delivery"), tr("Cancel"), parent),
      m_desk(desk),
      m_method(method),
      m_name(new QLineEdit(method.name)),
      m_price(new QLineEdit(method.id.value ? desk.format().moneyPlain(method.price) : QString())),
      m_freeAbove(new QLineEdit(plainMoney(desk.format(), method.freeAbove))),
      m_least(new QLineEdit(plainKilos(desk.format(), method.minWeightGrams))),
      m_most(new QLineEdit(plainKilos(desk.format(), method.maxWeightGrams))),
      m_countries(new CountryList(method.countries)),
      m_active(new QCheckBox(tr("Offer it to customers")))
{
    addField(u"name"_s, tr("Name"), m_name, tr("As customers see it: “Post, 2 to 3 days”."));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(PanelGap);
    const auto place = [this, grid](FormField *field, int row, int column) {
        takeField(field);
        grid->addWidget(field, row, column);
        grid->setColumnStretch(column, 1);
    };
    const bool gross = desk.shop().settings()->pricesIncludeTax;
    place(new FormField(u"price"_s, tr("Price"), m_price,
                        gross ? tr("With its tax; 0 is free.") : tr("Before tax; 0 is free.")),
          0, 0);
    place(new FormField(u"free_above"_s, tr("Free from goods worth"), m_freeAbove, tr("Empty: never.")), 0, 1);
    place(new FormField(u"min_weight_grams"_s, tr("From this weight, in kg"), m_least, tr("Empty: any.")), 1, 0);
    place(new FormField(u"max_weight_grams"_s, tr("Up to this weight, in kg"), m_most, tr("Empty: any.")), 1, 1);
    body()->addLayout(grid);
    addField(u"countries"_s, tr("Goes to"), m_countries);
    m_active->setObjectName(u"active"_s);
    m_active->setChecked(method.active);
    body()->addWidget(m_active);
    if (method.id.value) {
        QPushButton *away = addAside(tr("Remove"), u"removeDelivery"_s);
        setKind(*away, ButtonKind::Destructive);
        connect(away, &QPushButton::clicked, this, &DeliveryDialog::remove);
    }
    m_name->setFocus();
    fit();
}

Result<ShippingMethodDraft> DeliveryDialog::draft() const
{
    const Format &format = m_desk.format();
    QList<FieldError> faults;
    const auto money = [&](const QLineEdit *edit, const QString &field) -> std::optional<qint64> {
        if (edit->text().trimmed().isEmpty())
            return {};
        const auto amount = format.parseMoney(edit->text());
        if (!amount)
            faults << FieldError{field, tr("This is no amount. Write it as in %1.").arg(format.moneyPlain(490))};
        return amount;
    };
    const auto weight = [&](const QLineEdit *edit, const QString &field) -> std::optional<qint64> {
        if (edit->text().trimmed().isEmpty())
            return {};
        const auto grams = settingswords::parseKilos(format, edit->text());
        if (!grams)
            faults << FieldError{
                field, tr("This is no weight. Write it as in %1.").arg(settingswords::kilosPlain(format, 2500))};
        return grams;
    };
    ShippingMethodDraft draft;
    draft.name = m_name->text();
    draft.countries = m_countries->codes();
    draft.price = money(m_price, u"price"_s);
    draft.freeAbove = money(m_freeAbove, u"free_above"_s);
    draft.minWeightGrams = weight(m_least, u"min_weight_grams"_s);
    draft.maxWeightGrams = weight(m_most, u"max_weight_grams"_s);
    draft.active = m_active->isChecked();
    if (!draft.price && faults.isEmpty())
        faults << FieldError{u"price"_s, tr("Say what it costs; 0 is free.")};
    if (!faults.isEmpty())
        return invalid(faults);
    return draft;
}

void DeliveryDialog::submit()
{
    const auto typed = draft();
    if (!typed)
        return showError(typed.error());
    setWorking(tr("Saving…"));
    m_desk.write(
        this,
        [actor = m_desk.actor(), method = m_method, draft = *typed](Transaction &transaction) {
            return method.id.value ? shipping::update(transaction, actor, method.id, draft, method.revision)
                                   : shipping::create(transaction, actor, draft);
        },
        [this](const Result<ShippingMethod> &saved) {
            setWorking();
            if (!saved)
                return showError(saved.error());
            Q_EMIT m_desk.told(m_method.id.value ? tr("Delivery “%1” changed").arg(saved->name)
                                                 : tr("Delivery “%1” added").arg(saved->name));
            accept();
        });
}

void DeliveryDialog::remove()
{
    m_desk.write(
        this,
        [actor = m_desk.actor(), method = m_method](Transaction &transaction) {
            return shipping::remove(transaction, actor, method.id, method.revision);
        },
        [this](const Result<> &removed) {
            if (!removed)
                return showError(removed.error());
            Q_EMIT m_desk.told(tr("Delivery “%1” removed").arg(m_method.name));
            accept();
        });
}

}
