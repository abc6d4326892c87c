#include "ui/help/helptexts.h"

#include "app/base/text.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// Files that are not in this list come after it, by name.
const char *const Order[] = {"start",   "dashboard", "orders",  "products", "stock",  "customers", "import",  "undo",
                             "reports", "logs",      "history", "backups",  "server", "staff",     "settings"};

QString pathOf(const QString &language, const QString &page)
{
    return u":/help/"_s + language + u'/' + page + u".md"_s;
}

// Without the marks of Markdown; of a link, its words.
QString plain(QString line)
{
    static const QRegularExpression link(u"\\[([^\\]]*)\\]\\([^)]*\\)"_s), bullet(u"^[-0-9.]+ "_s);
    return line.replace(link, u"\\1"_s).remove(bullet).remove(u'*').remove(u'`');
}
}

HelpTexts::HelpTexts(const QLocale &locale) : m_language(locale.name().section(u'_', 0, 0))
{
    if (!QFile::exists(pathOf(m_language, u"start"_s)))
        m_language = u"en"_s;
}

QStringList HelpTexts::pages() const
{
    QStringList names;
    const QStringList files = QDir(u":/help/en"_s).entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        names << file.chopped(3);
    const auto place = [](const QString &name) {
        return std::find_if(std::begin(Order), std::end(Order),
                            [&name](const char *known) { return name == QLatin1StringView(known); });
    };
    std::stable_sort(names.begin(), names.end(),
                     [&](const QString &one, const QString &other) { return place(one) < place(other); });
    return names;
}

bool HelpTexts::has(const QString &page) const { return QFile::exists(pathOf(u"en"_s, page)); }

QString HelpTexts::markdown(const QString &page) const
{
    QFile file(pathOf(m_language, page));
    if (!file.open(QIODevice::ReadOnly)) {
        file.setFileName(pathOf(u"en"_s, page));
        if (!file.open(QIODevice::ReadOnly))
            return {};
    }
    return QString::fromUtf8(file.readAll());
}

QString HelpTexts::title(const QString &page) const
{
    const QString first = markdown(page).section(u'\n', 0, 0);
    return first.startsWith(u"# "_s) ? first.mid(2).trimmed() : page;
}

QList<HelpHit> HelpTexts::search(const QString &text) const
{
    const QStringList words = searchWords(text);
    const auto holds = [&words](const QString &folded) {
        return std::all_of(words.begin(), words.end(),
                           [&folded](const QString &word) { return folded.contains(word); });
    };
    QList<HelpHit> inTitle, inText;
    const QStringList all = pages();
    for (const QString &page : all) {
        const QString name = title(page), body = markdown(page);
        if (words.isEmpty() || !holds(foldText(body)))
            continue;
        HelpHit hit{page, name, {}};
        const QStringList lines = body.split(u'\n');
        for (const QString &line : lines) {
            const QString folded = foldText(line);
            if (!line.startsWith(u'#') && folded.contains(words.first())) {
                hit.line = plain(line);
                break;
            }
        }
        (holds(foldText(name)) ? inTitle : inText) << hit;
    }
    return inTitle + inText;
}

}
