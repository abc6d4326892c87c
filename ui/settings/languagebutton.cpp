#include "ui/settings/languagebutton.h"

#include "ui/shell/translations.h"

#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// What shops in Europe and beyond most likely write in; any other code stays as it is.
const char *const Known[] = {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "da", "sv",
                             "nb", "fi", "hu", "ro", "tr", "el", "uk", "ja", "zh", "ar", "he"};

QString nameOf(const QString &code)
{
    const QString name = Translations::nameOf(code);
    return name.isEmpty() ? code : name;
}
}

LanguageButton::LanguageButton(QWidget *parent) : QPushButton(parent)
{
    auto *menu = new QMenu(this);
    setMenu(menu);
    setAutoDefault(false);
    for (const char *known : Known) {
        const QString code = QString::fromLatin1(known);
        QAction *action = menu->addAction(nameOf(code));
        action->setObjectName(u"shopLanguage-"_s + code);
        action->setData(code);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, code](bool chosen) {
            m_codes.removeAll(code);
            if (chosen)
                m_codes << code;
            showCodes();
            Q_EMIT changed();
        });
    }
    showCodes();
}

void LanguageButton::setCodes(const QStringList &codes)
{
    m_codes = codes;
    showCodes();
}

void LanguageButton::showCodes()
{
    QStringList names;
    for (const QString &code : std::as_const(m_codes))
        names << nameOf(code);
    setText(names.isEmpty() ? tr("None chosen") : QLocale().createSeparatedList(names));
    const auto actions = menu()->actions();
    for (QAction *action : actions)
        action->setChecked(m_codes.contains(action->data().toString()));
}

}
