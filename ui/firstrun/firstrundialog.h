#pragma once
// The first questions: what the shop is called, where it is, who owns it, and whether it begins empty, with a catalogue to
// be imported, as a sample to look around in, or as what a backup holds. Currency follows the country until somebody
// chooses it, and so does the language where the desktop's is none of ours. It speaks the language that it shows.
#include "app/init.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace backroom {

class CountryBox;
class FormField;
class Segmented;

// What a new shop begins with.
enum class Beginning { Empty, Import, Sample };

class FirstRunDialog final : public QDialog {
    Q_OBJECT
public:
    explicit FirstRunDialog(bool sample, QWidget *parent = nullptr);

    // Of the window, one of Translations::languages(): the country's where it is spoken here, until another is chosen.
    // Nothing for the desktop's; a shop out of a backup says nothing about it.
    QString language() const;
    QByteArray country() const;
    // In the language of now, built anew around what was typed.
    void speakAnew();
    // What was typed stays; each fault stands at its field, the rest beneath.
    void showError(const Error &error);

Q_SIGNALS:
    // Everything was filled in and fits. Close with accept() once the shop is there.
    void asked(const backroom::NewShop &shop, backroom::Beginning beginning);
    // Texts made from here on are to be in it; then speakAnew(). Empty: the desktop's.
    void languageChosen(const QString &language);
    // A shop out of this file; `words` are a passphrase, a recovery sheet's words, or nothing. Likewise.
    void restoreAsked(const QString &file, const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Typed;
    void build(int kind);
    // Not before who asked for it is done with the box.
    void speak();
    void makeFields();
    void chooseCountry();
    void makeRestoreFields();
    void showKind(int kind);
    void chooseFile();
    void submit();
    void submitRestore();
    NewShop typed() const;
    void setBusy(bool busy);
    void fit();

    QWidget *m_inside = nullptr; // everything, made anew for another language
    Segmented *m_kind = nullptr;
    QLabel *m_kindHelp = nullptr;
    QScrollArea *m_scroll = nullptr;
    QLineEdit *m_name = nullptr;
    CountryBox *m_country = nullptr;
    QComboBox *m_currency = nullptr;
    QComboBox *m_language = nullptr;
    QLineEdit *m_ownerName = nullptr;
    QLineEdit *m_email = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_file = nullptr;
    QLineEdit *m_words = nullptr;
    QLabel *m_fault = nullptr;
    QPushButton *m_open = nullptr;
    bool m_currencyChosen = false, m_languageChosen = false;
    QString m_spoken; // as the box of languages has it
    bool m_nameSuggested = false; // the sample's, which goes with it
    QList<FormField *> m_fields; // of a new shop
    QList<FormField *> m_restoreFields; // of a backup's
};

}
