#pragma once
// The language that the console speaks, and how numbers, money and dates read in it. Texts are looked up by their words
// alone, whichever class says them (translations/README.md).
#include <QLocale>
#include <QObject>
#include <QStringList>
#include <memory>

class QApplication;
class QTranslator;

namespace backroom {

class Translations final : public QObject {
    Q_OBJECT
public:
    // "en", "de", "fr", "es": those that are complete.
    static QStringList languages();
    // As their speakers call them: "Deutsch".
    static QString nameOf(const QString &language);

    explicit Translations(QApplication &application);
    ~Translations() override;

    // One of languages(), or nothing for the desktop's. Texts made from here on are in it; the country decides how money
    // and dates read where the desktop speaks another language. GUI thread.
    // Nobody else may be writing numbers or dates meanwhile: Qt's default locale is not guarded.
    void use(const QString &language, const QByteArray &country = {});
    bool wouldChange(const QString &language) const;
    QString current() const { return m_current; }

private:
    QApplication &m_application;
    QLocale m_desktop; // before anything was chosen
    bool m_reversed; // started with -reverse: everything from right to left, to look at
    QString m_current;
    std::unique_ptr<QTranslator> m_own, m_qt;
};

}
