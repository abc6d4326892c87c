#include "ui/shell/translations.h"

#include "app/base/spokenlocale.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

static void initTranslations() { Q_INIT_RESOURCE(translations); }

namespace backroom {

namespace {
// One context for all: see collect.py.
class OwnTranslator final : public QTranslator {
public:
    QString translate(const char *, const char *source, const char *disambiguation, int n) const override
    {
        return QTranslator::translate("backroom", source, disambiguation, n);
    }
};

QString systemLanguage(const QLocale &desktop)
{
    const QString code = QLocale::languageToCode(desktop.language());
    return Translations::languages().contains(code) ? code : u"en"_s;
}

QLocale localeFor(const QString &language, const QLocale &desktop, const QByteArray &country)
{
    const QLocale::Language wanted = QLocale::codeToLanguage(language);
    if (desktop.language() == wanted)
        return desktop;
    const auto territory = QLocale::codeToTerritory(QString::fromLatin1(country));
    const QLocale there(wanted, territory);
    if (territory != QLocale::AnyTerritory && there.language() == wanted && there.territory() == territory)
        return there;
    // The sources are British.
    return wanted == QLocale::English ? QLocale(QLocale::English, QLocale::UnitedKingdom) : QLocale(wanted);
}
}

QStringList Translations::languages() { return {u"en"_s, u"de"_s, u"fr"_s, u"es"_s}; }

QString Translations::nameOf(const QString &language)
{
    const QString name = QLocale(language).nativeLanguageName();
    // "British English" and "español de España" say more than is meant.
    if (language == "en"_L1)
        return u"English"_s;
    if (language == "es"_L1)
        return u"Español"_s;
    return name.left(1).toUpper() + name.mid(1);
}

Translations::Translations(QApplication &application)
    : m_application(application), m_reversed(QGuiApplication::isRightToLeft())
{
    initTranslations();
}

Translations::~Translations()
{
    for (QTranslator *translator : {m_own.get(), m_qt.get()})
        if (translator)
            m_application.removeTranslator(translator);
}

bool Translations::wouldChange(const QString &language) const
{
    return m_current != (languages().contains(language) ? language : systemLanguage(m_desktop));
}

void Translations::use(const QString &language, const QByteArray &country)
{
    for (QTranslator *translator : {m_own.get(), m_qt.get()})
        if (translator)
            m_application.removeTranslator(translator);
    m_current = languages().contains(language) ? language : systemLanguage(m_desktop);
    setSpokenLocale(localeFor(m_current, m_desktop, country));
    // Later ones are asked first: Qt's own words, then ours.
    m_qt = std::make_unique<QTranslator>();
    if (m_qt->load(u"qtbase_"_s + m_current, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        m_application.installTranslator(m_qt.get());
    m_own = std::make_unique<OwnTranslator>();
    if (m_own->load(u":/translations/backroom_%1.qm"_s.arg(m_current)))
        m_application.installTranslator(m_own.get());
    m_application.setLayoutDirection(m_reversed ? Qt::RightToLeft : QLocale().textDirection());
}

}
