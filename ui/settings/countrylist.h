#pragma once
// Several countries to tick, the chosen ones on top, with a field that finds one by its name.
#include <QListWidget>

class QLineEdit;

namespace backroom {

class CountryList final : public QWidget {
    Q_OBJECT
public:
    explicit CountryList(const QList<QByteArray> &chosen, QWidget *parent = nullptr);

    QList<QByteArray> codes() const;

private:
    void search(const QString &text);
    QLineEdit *m_search;
    QListWidget *m_list;
};

}
