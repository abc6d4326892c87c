#include "ui/firstrun/firstrundialog.h"

#include "app/settings/countries.h"
#include "ui/settings/countrybox.h"
#include "ui/shell/translations.h"
#include "ui/theme/style.h"
#include "ui/widgets/dialogwidth.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
enum Kind { Empty, Import, Sample, Backup }; // in their order on the dialog

QStringList currencies()
{
    QStringList codes;
    for (const Country &country : countries())
        if (const QString code = QString::fromLatin1(country.currency); !code.isEmpty() && !codes.contains(code))
            codes << code;
    codes.sort();
    return codes;
}
}

// Whether the desktop speaks a language that this program has: then it is whoever sits here who chose it.
static bool desktopIsUnderstood()
{
    const QLocale desktop = QLocale::system();
    return desktop.language() != QLocale::C
        && Translations::languages().contains(QLocale::languageToCode(desktop.language()));
}

// What survives another language.
struct FirstRunDialog::Typed
{
    int kind;
    QByteArray country;
    QString currency, language, focused;
    QHash<QString, std::pair<QString, bool>>
        lines; // by the field's name: what stands in it, and whether a person typed it
};

FirstRunDialog::FirstRunDialog(bool sample, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"firstRun"_s);
    auto *around = new QVBoxLayout(this);
    around->setContentsMargins(0, 0, 0, 0);
    build(sample ? Sample : Empty);
    m_spoken = desktopIsUnderstood() ? QString() : u"en"_s;
    m_name->setFocus();
    speak();
}

void FirstRunDialog::build(int kind)
{
    setWindowTitle(tr("Welcome to Backroom"));
    setFixedWidth(dialogWidth(*this));
    m_inside = new QWidget(this);
    layout()->addWidget(m_inside);
    auto *all = new QVBoxLayout(m_inside);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    all->setSpacing(12);
    QLabel *heading = makeLabel(tr("Welcome to Backroom"), Type::Title, QFont::DemiBold);
    heading->setWordWrap(true);
    all->addWidget(heading);
    m_kind = new Segmented({tr("Empty"), tr("Import"), tr("Sample"), tr("Backup")});
    m_kind->setObjectName(u"kind"_s);
    m_kind->setAccessibleName(tr("What to begin with"));
    all->addWidget(m_kind, 0, Qt::AlignLeading);
    m_kindHelp = makeLabel({}, Type::Body, Ink::Muted);
    m_kindHelp->setWordWrap(true);
    all->addWidget(m_kindHelp);
    all->addSpacing(4);
    makeFields();
    makeRestoreFields();
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    // Country beside currency, name beside e-mail address.
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        FormField *field = m_fields.at(i);
        if (field->name() != "country"_L1 && field->name() != "owner_name"_L1) {
            column->addWidget(field);
            continue;
        }
        auto *row = new QHBoxLayout;
        row->setSpacing(PanelGap);
        row->addWidget(field, 1);
        row->addWidget(m_fields.at(++i), 1);
        column->addLayout(row);
    }
    for (FormField *field : std::as_const(m_restoreFields))
        column->addWidget(field);
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(inner);
    all->addWidget(m_scroll);
    m_fault = makeLabel({}, Type::Body, Ink::Bad);
    m_fault->setObjectName(u"fault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    all->addWidget(m_fault);
    auto *buttons = new QDialogButtonBox;
    QPushButton *leave = buttons->addButton(tr("Not now"), QDialogButtonBox::RejectRole);
    leave->setObjectName(u"leave"_s);
    m_open = buttons->addButton(tr("Open the shop"), QDialogButtonBox::AcceptRole);
    m_open->setObjectName(u"open"_s);
    setKind(*m_open, ButtonKind::Primary);
    all->addWidget(buttons);
    m_open->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(buttons, &QDialogButtonBox::accepted, this, &FirstRunDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    connect(m_kind, &Segmented::currentChanged, this, &FirstRunDialog::showKind);
    m_kind->setCurrent(kind);
    m_inside->show();
    showKind(m_kind->current());
}

void FirstRunDialog::speak()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            const QString wanted = m_language->currentData().toString();
            if (!m_language->isEnabled() || wanted == std::exchange(m_spoken, wanted))
                return;
            Q_EMIT languageChosen(wanted);
        },
        Qt::QueuedConnection);
}

void FirstRunDialog::speakAnew()
{
    const auto lines = [this] { return findChildren<QLineEdit *>(); };
    Typed typed{m_kind->current(), country(), m_currency->currentText(), m_language->currentData().toString(), {}, {}};
    if (const QWidget *focused = focusWidget())
        typed.focused = focused->objectName();
    for (const QLineEdit *line : lines())
        typed.lines.insert(line->objectName(), {line->text(), line->isModified()});
    delete m_inside;
    m_fields.clear();
    m_restoreFields.clear();
    const bool suggested = std::exchange(m_nameSuggested, false);
    build(typed.kind);
    {
        const QSignalBlocker quietCountry(m_country), quietCurrency(m_currency), quietLanguage(m_language);
        m_country->setCode(typed.country);
        m_currency->setCurrentText(typed.currency);
        m_language->setCurrentIndex(qMax(0, m_language->findData(typed.language)));
    }
    for (QLineEdit *line : lines()) {
        const auto [text, isTyped] = typed.lines.value(line->objectName());
        if (line == m_name && suggested && !isTyped)
            continue; // the sample's name is in the new language
        line->setText(text);
        line->setModified(isTyped);
    }
    if (auto *focused = findChild<QWidget *>(typed.focused))
        focused->setFocus(Qt::OtherFocusReason);
}

QByteArray FirstRunDialog::country() const { return m_country->code(); }

void FirstRunDialog::showKind(int kind)
{
    const auto help = [](int of) {
        switch (of) {
        case Empty: return tr("A shop of your own to fill by hand. A catalogue can be imported later, too.");
        case Import: return tr("A shop of your own, and then the catalogue of Shopify, WooCommerce or a table for it.");
        case Sample: return tr("With products, stock and some weeks of orders. Throw it away whenever you like.");
        default: return tr("The shop as it was when the backup was made: on a new computer, or after a disk was lost.");
        }
    };
    m_kindHelp->setText(help(kind));
    if (m_nameSuggested && kind != Sample && !m_name->isModified())
        m_name->clear();
    m_nameSuggested = kind == Sample && (m_name->text().isEmpty() || (m_nameSuggested && !m_name->isModified()));
    if (m_nameSuggested)
        m_name->setText(tr("Harbour Lane"));
    for (FormField *field : std::as_const(m_fields))
        field->setVisible(kind != Backup);
    for (FormField *field : std::as_const(m_restoreFields))
        field->setVisible(kind == Backup);
    m_fault->hide();
    setBusy(false);
    fit();
}

// As high as what is in it, and no higher than the screen: then the fields are scrolled, and the buttons stay in sight.
void FirstRunDialog::fit()
{
    m_inside->layout()->activate();
    m_scroll->setFixedHeight(1);
    const int rest = m_inside->layout()->totalHeightForWidth(width()) - 1;
    const int room = roomFor(*this).height() - rest;
    const int inside = m_scroll->widget()->heightForWidth(width() - 2 * PageEdge);
    m_scroll->setFixedHeight(qMin(inside, room));
    m_inside->updateGeometry();
    layout()->activate();
    resize(width(), rest + m_scroll->height());
}

void FirstRunDialog::makeRestoreFields()
{
    auto *row = new QWidget;
    row->setObjectName(u"fileRow"_s);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_file = new QLineEdit;
    m_file->setObjectName(u"file"_s);
    m_file->setAccessibleName(tr("The backup"));
    auto *choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(u"chooseFile"_s);
    choose->setAutoDefault(false);
    layout->addWidget(m_file, 1);
    layout->addWidget(choose);
    row->setFocusProxy(m_file);
    connect(choose, &QPushButton::clicked, this, &FirstRunDialog::chooseFile);
    m_words = new QLineEdit;
    m_restoreFields = {
        new FormField(u"backup_file"_s, tr("The backup"), row, tr("Its name ends in .backroom.")),
        new FormField(
            u"backup_words"_s, tr("Recovery words or passphrase"), m_words,
            tr("The words of the recovery sheet, in their order. Leave it empty on the computer that made the backup.")),
    };
}

void FirstRunDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a backup"), {}, tr("Backups (*.backroom);;All files (*)"));
    dialog->setObjectName(u"chooseBackup"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void FirstRunDialog::makeFields()
{
    m_name = new QLineEdit;
    m_country = new CountryBox;
    m_currency = new QComboBox;
    m_currency->setMaxVisibleItems(12);
    m_currency->addItems(currencies());
    m_language = new QComboBox;
    m_language->addItem(tr("As the desktop"), QString());
    const QStringList languages = Translations::languages();
    for (const QString &code : languages)
        m_language->addItem(Translations::nameOf(code), code);
    m_ownerName = new QLineEdit;
    m_email = new QLineEdit;
    m_email->setInputMethodHints(Qt::ImhEmailCharactersOnly);
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_fields = {
        new FormField(u"shop_name"_s, tr("Name of the shop"), m_name),
        new FormField(u"country"_s, tr("Country"), m_country,
                      desktopIsUnderstood() ? tr("Sets tax and time zone; both can be changed later.")
                                            : tr("Sets tax, time zone and language; all can be changed later.")),
        new FormField(u"currency"_s, tr("Currency"), m_currency, tr("Stays as it is once you sell.")),
        new FormField(u"window_language"_s, tr("Language of this window"), m_language),
        new FormField(u"owner_name"_s, tr("Your name"), m_ownerName,
                      tr("It stands beside what you do. It may stay empty.")),
        new FormField(u"owner_email"_s, tr("Your e-mail address"), m_email, tr("You sign in with it.")),
        new FormField(u"owner_password"_s, tr("A password"), m_password,
                      tr("Eight characters or more; a sentence is easier to keep in mind than a riddle.")),
    };
    connect(m_country, &QComboBox::currentIndexChanged, this, &FirstRunDialog::chooseCountry);
    connect(m_currency, &QComboBox::textActivated, this, [this] { m_currencyChosen = true; });
    connect(m_language, &QComboBox::activated, this, [this] {
        m_languageChosen = true;
        speak();
    });
    // While a country is being typed, its language may be any: it is spoken once the box is left.
    m_country->installEventFilter(this);
    m_country->setCode(countryHere(QLocale::system(), QTimeZone::systemTimeZone()));
    chooseCountry();
}

bool FirstRunDialog::eventFilter(QObject *watched, QEvent *event)
{
    const bool left = watched == m_country && event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason;
    if (left)
        speak();
    return QDialog::eventFilter(watched, event);
}

void FirstRunDialog::chooseCountry()
{
    const Country *country = findCountry(m_country->code());
    if (country && !m_currencyChosen)
        m_currency->setCurrentText(QString::fromLatin1(country->currency));
    if (country && !m_languageChosen && !desktopIsUnderstood())
        m_language->setCurrentIndex(qMax(0, m_language->findData(country->language())));
}

QString FirstRunDialog::language() const
{
    return m_kind->current() == Backup ? QString() : m_language->currentData().toString();
}

NewShop FirstRunDialog::typed() const
{
    NewShop shop;
    shop.settings =
        init::suggestedSettings(m_name->text().trimmed(), m_country->code(), m_currency->currentText().toLatin1());
    shop.ownerName = m_ownerName->text().simplified();
    shop.ownerEmail = m_email->text().trimmed();
    shop.ownerPassword = m_password->text();
    return shop;
}

void FirstRunDialog::submitRestore()
{
    if (m_file->text().trimmed().isEmpty())
        return showError({ErrorCode::Invalid, {}, {{u"backup_file"_s, tr("Choose the file of a backup.")}}});
    showError({ErrorCode::Invalid, {}, {}});
    setBusy(true);
    Q_EMIT restoreAsked(m_file->text().trimmed(), m_words->text());
}

void FirstRunDialog::submit()
{
    if (m_kind->current() == Backup)
        return submitRestore();
    const NewShop shop = typed();
    if (const auto faults = init::validate(shop); !faults.isEmpty())
        return showError({ErrorCode::Invalid, {}, faults});
    showError({ErrorCode::Invalid, {}, {}});
    setBusy(true);
    Q_EMIT asked(shop, Beginning(m_kind->current()));
}

void FirstRunDialog::showError(const Error &error)
{
    setBusy(false);
    QStringList elsewhere;
    if (error.fields.isEmpty() && !error.message.isEmpty())
        elsewhere << error.message;
    FormField *first = nullptr;
    const QList<FormField *> shown = m_kind->current() == Backup ? m_restoreFields : m_fields;
    for (FormField *field : shown) {
        QString sentence;
        for (const FieldError &fault : error.fields)
            if (fault.field == field->name())
                sentence = fault.message;
        field->setError(sentence);
        if (!sentence.isEmpty() && !first)
            first = field;
    }
    for (const FieldError &fault : error.fields)
        if (std::none_of(shown.begin(), shown.end(), [&](FormField *f) { return f->name() == fault.field; }))
            elsewhere << fault.message;
    m_fault->setText(elsewhere.join(u' '));
    m_fault->setVisible(!elsewhere.isEmpty());
    fit();
    if (first)
        first->editor()->setFocus();
}

void FirstRunDialog::setBusy(bool busy)
{
    m_open->setEnabled(!busy);
    m_language->setEnabled(!busy); // while the shop is made, its thread reads how figures are written
    if (m_kind->current() == Backup)
        m_open->setText(busy ? tr("Proving and restoring…") : tr("Restore the shop"));
    else
        m_open->setText(busy ? tr("Making the shop…") : tr("Open the shop"));
}

}
