#pragma once
// The built-in help as it is written: one Markdown text a page of the console, and a few for what goes across pages; in
// each language, English where a language lacks one. Any thread.
#include <QLocale>
#include <QStringList>

namespace backroom {

struct HelpHit
{
    QString page; // "orders"
    QString title;
    QString line; // the first that holds what was looked for
};

class HelpTexts {
public:
    explicit HelpTexts(const QLocale &locale);

    // "en", or another that there is help in.
    const QString &language() const { return m_language; }
    // In the order to list them: the first steps, then the pages.
    QStringList pages() const;
    bool has(const QString &page) const;
    QString title(const QString &page) const; // its first heading
    QString markdown(const QString &page) const;
    // Those that hold all the words, in any case and with accents or without: titles before text.
    QList<HelpHit> search(const QString &text) const;

private:
    QString m_language;
};

}
