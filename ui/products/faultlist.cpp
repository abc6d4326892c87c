#include "ui/products/faultlist.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
class Sign final : public QWidget {
public:
    Sign(const QString &name, Ink ink) : m_name(name), m_ink(ink) { setFixedSize(metrics().icon, metrics().unit); }

private:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int side = metrics().icon;
        paintIcon(painter, QRect(0, (height() - side) / 2, side, side), m_name, colour(tokens(), m_ink));
    }

    QString m_name;
    Ink m_ink;
};

QLabel *makeWrapped(const QString &text, Type type, Ink ink)
{
    QLabel *label = makeLabel(text, type, ink);
    label->setTextFormat(Qt::PlainText); // it quotes the file
    label->setWordWrap(true);
    return label;
}
}

FaultList::FaultList(QWidget *parent) : QWidget(parent), m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(8);
}

void FaultList::setRows(const QList<ListRow> &rows)
{
    m_rows = rows;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList spoken;
    for (const ListRow &row : rows) {
        auto *line = new QWidget;
        auto *across = new QHBoxLayout(line);
        across->setContentsMargins(0, 0, 0, 0);
        across->setSpacing(10);
        across->addWidget(new Sign(row.sign, row.ink), 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(makeWrapped(row.text, Type::Body, Ink::Text));
        words->addWidget(makeWrapped(row.second, Type::Caption, Ink::Muted));
        across->addLayout(words, 1);
        m_lines->addWidget(line);
        spoken << row.text + u", "_s + row.second;
    }
    setAccessibleDescription(spoken.join(u"; "_s));
}

}
