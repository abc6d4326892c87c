// What stands in the sections of the settings page.
#include "ui/settings/countrybox.h"
#include "ui/settings/deliverydialog.h"
#include "ui/settings/languagebutton.h"
#include "ui/settings/settingspage.h"
#include "ui/settings/settingssection.h"
#include "ui/settings/settingswords.h"
#include "ui/settings/taxdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/translations.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/segmented.h"

#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int LinesHigh = 4; // of fields that take several lines

QPlainTextEdit *makeLines()
{
    auto *edit = new QPlainTextEdit;
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(metrics().unit * LinesHigh);
    return edit;
}

QStringList linesOf(const QPlainTextEdit *edit)
{
    QStringList lines;
    const QStringList typed = edit->toPlainText().split(u'\n');
    for (const QString &line : typed)
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    return lines;
}

RowList *makeRows(const QString &objectName, const QString &name)
{
    auto *rows = new RowList;
    rows->setObjectName(objectName);
    rows->setAccessibleName(name);
    rows->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return rows;
}

void setRows(RowList *list, const QList<ListRow> &rows)
{
    list->setRows(rows);
    list->setFixedHeight(list->sizeHint().height());
}
}

FormField *SettingsPage::addText(SettingsSection *section, QString Settings::*member,
                                 std::optional<QString> SettingsPatch::*into, const QString &name, const QString &label,
                                 const QString &help, const QString &synonyms)
{
    auto *edit = new QLineEdit;
    auto *field = new FormField(name, label, edit, help);
    section->addField(field, synonyms);
    m_form.bind<QString>(
        field, member, into, [edit](const QString &text) { edit->setText(text); },
        [edit] { return edit->text().trimmed(); });
    connect(edit, &QLineEdit::textChanged, &m_form, &SettingsForm::touched);
    return field;
}

FormField *SettingsPage::addLines(SettingsSection *section, QStringList Settings::*member,
                                  std::optional<QStringList> SettingsPatch::*into, const QString &name,
                                  const QString &label, const QString &help, const QString &synonyms)
{
    QPlainTextEdit *edit = makeLines();
    auto *field = new FormField(name, label, edit, help);
    section->addField(field, synonyms);
    m_form.bind<QStringList>(
        field, member, into, [edit](const QStringList &lines) { edit->setPlainText(lines.join(u'\n')); },
        [edit] { return linesOf(edit); });
    connect(edit, &QPlainTextEdit::textChanged, &m_form, &SettingsForm::touched);
    return field;
}

void SettingsPage::addShop()
{
    SettingsSection *shop = addSection(u"shopSection"_s, tr("Shop"), tr("company business store"));
    addText(shop, &Settings::shopName, &SettingsPatch::shopName, u"shop_name"_s, tr("Name of the shop"), {},
            tr("title brand"));
    auto *languages = new LanguageButton;
    auto *languageField = new FormField(u"languages"_s, tr("Languages of the shop"), languages,
                                        tr("What its pages and products are written in; the first is the usual one."));
    shop->addField(languageField, tr("translation English German French Spanish locale"));
    m_form.bind<QStringList>(
        languageField, &Settings::languages, &SettingsPatch::languages,
        [languages](const QStringList &codes) { languages->setCodes(codes); },
        [languages] { return languages->codes(); });
    connect(languages, &LanguageButton::changed, &m_form, &SettingsForm::touched);
    addText(shop, &Settings::contactEmail, &SettingsPatch::contactEmail, u"contact_email"_s, tr("E-mail for customers"),
            tr("Shop sites and receipts show it."), tr("mail contact address support"));
    addText(shop, &Settings::contactPhone, &SettingsPatch::contactPhone, u"contact_phone"_s,
            tr("Telephone for customers"), {}, tr("phone contact number mobile"));
    auto *country = new CountryBox;
    auto *countryField = new FormField(u"country"_s, tr("Country"), country, tr("Where the shop is at home."));
    shop->addField(countryField, tr("nation place location state"));
    m_form.bind<QByteArray>(
        countryField, &Settings::country, &SettingsPatch::country,
        [country](const QByteArray &code) { country->setCode(code); }, [country] { return country->code(); });
    connect(country, &QComboBox::currentIndexChanged, &m_form, &SettingsForm::touched);
    auto *zone = new QComboBox;
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &id : zones)
        zone->addItem(QString::fromLatin1(id));
    zone->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    zone->setMinimumContentsLength(14);
    auto *zoneField = new FormField(u"timezone"_s, tr("Time zone"), zone,
                                    tr("Days of sales begin at its midnight. Windows follow at their next start."));
    shop->addField(zoneField, tr("clock hours day midnight UTC"));
    m_form.bind<QByteArray>(
        zoneField, &Settings::timezone, &SettingsPatch::timezone,
        [zone](const QByteArray &id) {
            if (zone->findText(QString::fromLatin1(id)) < 0)
                zone->addItem(QString::fromLatin1(id));
            zone->setCurrentText(QString::fromLatin1(id));
        },
        [zone] { return zone->currentText().toLatin1(); });
    connect(zone, &QComboBox::currentIndexChanged, &m_form, &SettingsForm::touched);
    QPlainTextEdit *address = makeLines();
    auto *addressField = new FormField(u"address"_s, tr("Address of the shop"), address,
                                       tr("Invoices and packing slips show it, line by line."));
    shop->addField(addressField, tr("street city postcode imprint invoice sender"));
    m_form.bind<QString>(
        addressField, &Settings::address, &SettingsPatch::address,
        [address](const QString &text) { address->setPlainText(text); },
        [address] { return address->toPlainText().trimmed(); });
    connect(address, &QPlainTextEdit::textChanged, &m_form, &SettingsForm::touched);
    addText(shop, &Settings::taxNumber, &SettingsPatch::taxNumber, u"tax_number"_s, tr("Tax number"),
            tr("Invoices and receipts show it."), tr("VAT USt-IdNr SIRET NIF invoice"));
    auto *currency = new QLineEdit(QString::fromLatin1(m_desk.shop().settings()->currency));
    currency->setReadOnly(true);
    shop->addField(new FormField(u"currency"_s, tr("Currency"), currency,
                                 tr("Chosen when the shop was made. It stays, as prices and books are in it.")),
                   tr("money euro pound dollar"));
}

void SettingsPage::addTaxes()
{
    SettingsSection *taxes = addSection(u"taxSection"_s, tr("Taxes"), tr("VAT GST sales tax"));
    auto *mode = new QComboBox;
    mode->addItem(tr("With tax, as the customer pays them"), true);
    mode->addItem(tr("Before tax, which the checkout adds"), false);
    auto *field = new FormField(u"prices_include_tax"_s, tr("Prices are written"), mode,
                                tr("Prices keep their figures when this is changed, so look at them afterwards."));
    taxes->addField(field, tr("gross net inclusive exclusive tax mode included"), true);
    m_form.bind<bool>(
        field, &Settings::pricesIncludeTax, &SettingsPatch::pricesIncludeTax,
        [mode](const bool &with) { mode->setCurrentIndex(with ? 0 : 1); },
        [mode] { return mode->currentData().toBool(); });
    connect(mode, &QComboBox::currentIndexChanged, &m_form, &SettingsForm::touched);
    m_rates = makeRows(u"taxRates"_s, tr("Tax rates"));
    taxes->addRow(m_rates, tr("rates percent class reduced standard region"));
    QPushButton *add = taxes->addLink(tr("Add a rate"), u"addTaxRate"_s);
    connect(add, &QPushButton::clicked, this, [this] {
        TaxRate rate;
        rate.country = m_form.base().country;
        (new TaxDialog(m_desk, rate, this))->open(); // deletes itself when closed
    });
    connect(m_rates, &RowList::opened, this, [this](int row) {
        if (row < m_rateList.size())
            (new TaxDialog(m_desk, m_rateList.at(row), this))->open();
    });
}

void SettingsPage::addDelivery()
{
    SettingsSection *delivery =
        addSection(u"deliverySection"_s, tr("Delivery"), tr("shipping postage parcel post carrier courier freight"));
    m_methods = makeRows(u"deliveryMethods"_s, tr("Ways of delivery"));
    delivery->addRow(m_methods, tr("methods price weight countries free"));
    QPushButton *add = delivery->addLink(tr("Add a way"), u"addDelivery"_s);
    connect(add, &QPushButton::clicked, this, [this] {
        ShippingMethod method;
        method.countries = {m_form.base().country};
        (new DeliveryDialog(m_desk, method, this))->open(); // deletes itself when closed
    });
    connect(m_methods, &RowList::opened, this, [this](int row) {
        if (row < m_methodList.size())
            (new DeliveryDialog(m_desk, m_methodList.at(row), this))->open();
    });
}

void SettingsPage::addCustomers()
{
    SettingsSection *customers = addSection(u"customersSection"_s, tr("Customers and carts"), tr("buyers shoppers"));
    auto *days = new QSpinBox;
    days->setRange(1, 365);
    auto *field = new FormField(u"cart_days"_s, tr("Days a cart is kept"), days,
                                tr("A cart that nobody touched for so long is put away. Nothing is reserved by it."));
    customers->addField(field, tr("basket abandoned expire days"));
    m_form.bind<int>(
        field, &Settings::cartDays, &SettingsPatch::cartDays, [days](const int &value) { days->setValue(value); },
        [days] { return days->value(); });
    connect(days, &QSpinBox::valueChanged, &m_form, &SettingsForm::touched);
}

void SettingsPage::addWeb()
{
    SettingsSection *web = addSection(u"webSection"_s, tr("Web"), tr("internet browser site domain CORS security"));
    addLines(web, &Settings::allowedOrigins, &SettingsPatch::allowedOrigins, u"allowed_origins"_s,
             tr("Sites that may use the shop from a browser"),
             tr("One a line, as in https://shop.example. Others are refused by the browser."),
             tr("origin origins CORS website storefront"));
    addLines(web, &Settings::allowedHosts, &SettingsPatch::allowedHosts, u"allowed_hosts"_s,
             tr("Names this server answers to"),
             tr("One a line, as in api.shop.example. On this computer it always answers."),
             tr("host hosts domain DNS hostname"));
}

void SettingsPage::addWindow()
{
    SettingsSection *look = addSection(u"windowSection"_s, tr("This window"), tr("appearance look console display"));
    auto *colours = new Segmented({tr("As the desktop"), tr("Light"), tr("Dark")});
    colours->setCurrent(m_window.memory().value(u"theme"_s, 0).toInt());
    look->addField(new FormField(u"colours"_s, tr("Colours"), colours,
                                 tr("Acts at once, for whoever uses this "
                                    "computer.")),
                   tr("theme dark light night mode contrast"));
    connect(colours, &Segmented::currentChanged, this, [this](int choice) {
        static const char16_t *const names[] = {u"coloursSystem", u"coloursLight", u"coloursDark"};
        if (auto *action = m_window.findChild<QAction *>(QString::fromUtf16(names[choice])))
            action->trigger();
    });
    auto *size = new QComboBox;
    for (const int percent : {100, 115, 130, 150, 175, 200})
        size->addItem(tr("%1%").arg(m_desk.format().number(percent)), percent);
    size->setCurrentIndex(qMax(0, size->findData(m_window.memory().value(u"textSize"_s, 100).toInt())));
    look->addField(new FormField(u"textSize"_s, tr("Size of the text"), size, tr("Acts at once, as the colours do.")),
                   tr("font larger smaller zoom scale big"));
    // What stands keeps its measures, so the window is built anew, as in another language.
    connect(size, &QComboBox::activated, this, [this, size] {
        m_window.memory().setValue(u"textSize"_s, size->currentData());
        m_window.setLanguage(m_window.language());
    });
    auto *language = new QComboBox;
    language->addItem(tr("As the desktop"), QString());
    // Each in its own language, so that everybody finds theirs.
    const QStringList tongues = Translations::languages();
    for (const QString &code : tongues)
        language->addItem(Translations::nameOf(code), code);
    language->setCurrentIndex(qMax(0, language->findData(m_window.memory().value(u"language"_s).toString())));
    look->addField(new FormField(u"language"_s, tr("Language of this window"), language),
                   tr("English Deutsch Français Español translation idioma langue Sprache"));
    connect(language, &QComboBox::activated, this,
            [this, language] { m_window.setLanguage(language->currentData().toString()); });
}

void SettingsPage::addElsewhere()
{
    SettingsSection *other = addSection(u"elsewhereSection"_s, tr("On pages of their own"), {});
    const std::tuple<QString, QString, QString, QString, QString> places[] = {
        {u"server"_s, u"server"_s, tr("Server"),
         tr("Where shop sites and apps reach the shop, and what its limits are"),
         tr("address port network limits HTTPS certificate API")},
        {u"backups"_s, u"backups"_s, tr("Backups"), tr("When they are made, where they are kept and for how long"),
         tr("save restore schedule disk copy")},
        {u"staff"_s, u"staff"_s, tr("Staff and keys"), tr("Who works here, and which programs may do what"),
         tr("users roles password API key token permission two-step")},
    };
    for (const auto &[page, icon, title, sentence, words] : places) {
        RowList *row = makeRows(page + u"Elsewhere"_s, title);
        setRows(row, {ListRow{.text = title, .second = sentence, .sign = icon, .tile = true, .leads = true}});
        other->addRow(row, title + u' ' + sentence + u' ' + words);
        connect(row, &RowList::opened, this, [this, page = page] { m_window.goTo(page); });
    }
}

void SettingsPage::loadLists()
{
    m_desk.read(
        this, [actor = m_desk.actor()](Reader &reader) { return taxes::list(reader, actor); },
        [this](const Result<QList<TaxRate>> &rates) {
            QList<ListRow> rows;
            m_rateList = rates ? *rates : QList<TaxRate>();
            for (const TaxRate &rate : std::as_const(m_rateList)) {
                QStringList where{countryName(rate.country)};
                if (!rate.region.isEmpty())
                    where << rate.region;
                where << settingswords::taxClass(rate.taxClass);
                rows << ListRow{.text = rate.name,
                                .second = where.join(u" · "_s),
                                .figure = tr("%1%").arg(settingswords::percentPlain(m_desk.format(), rate.rate)),
                                .leads = true};
            }
            if (rows.isEmpty())
                rows << ListRow{.text = rates ? tr("No rates yet: nothing is taxed.") : rates.error().message};
            setRows(m_rates, rows);
        });
    m_desk.read(
        this, [actor = m_desk.actor()](Reader &reader) { return shipping::list(reader, actor); },
        [this](const Result<QList<ShippingMethod>> &methods) {
            QList<ListRow> rows;
            m_methodList = methods ? *methods : QList<ShippingMethod>();
            for (const ShippingMethod &method : std::as_const(m_methodList)) {
                rows << ListRow{.text = method.name,
                                .second = settingswords::countries(method.countries) + u" · "_s
                                    + settingswords::method(m_desk.format(), method),
                                .leads = true};
                if (!method.active)
                    rows.last().badge = BadgeLook{tr("Not offered"), Glyph::Over, Ink::Muted, true};
            }
            if (rows.isEmpty())
                rows << ListRow{.text = methods ? tr("No delivery yet: customers collect what they buy.")
                                                : methods.error().message};
            setRows(m_methods, rows);
        });
}

}
