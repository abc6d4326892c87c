#pragma once
// Facts under each other: a name at the left, a figure or word at the right, some of them the sum of those above.
#include <QWidget>

class QGridLayout;
class QLabel;

namespace backroom {

struct Fact
{
    QString name;
    QString value;
    bool sum = false; // stronger, with a hairline above
};

class FactList final : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    void setFacts(const QList<Fact> &facts);
    const QList<Fact> &facts() const { return m_facts; }

private:
    QGridLayout *m_grid;
    QList<Fact> m_facts;
    QList<QLabel *> m_values;
};

}
