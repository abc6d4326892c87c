#pragma once
// Which languages the shop speaks: a button that names them and opens the list to tick.
#include <QPushButton>

namespace backroom {

class LanguageButton final : public QPushButton {
    Q_OBJECT
public:
    explicit LanguageButton(QWidget *parent = nullptr);

    // "en", "de": those that the list does not have are kept.
    void setCodes(const QStringList &codes);
    const QStringList &codes() const { return m_codes; }

Q_SIGNALS:
    void changed();

private:
    void showCodes();
    QStringList m_codes;
};

}
