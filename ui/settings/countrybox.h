#pragma once
// A list of countries to choose one from, by name; typing "Ger" finds Germany.
#include <QComboBox>

namespace backroom {

class CountryBox final : public QComboBox {
    Q_OBJECT
public:
    // With `none` the first line is an empty choice that reads like that.
    explicit CountryBox(const QString &none = {}, QWidget *parent = nullptr);

    // ISO 3166 alpha-2, or nothing.
    QByteArray code() const { return currentData().toString().toLatin1(); }
    void setCode(const QByteArray &code);
};

// As the windows name it; the code itself when it is none of the list.
QString countryName(const QByteArray &code);

}
