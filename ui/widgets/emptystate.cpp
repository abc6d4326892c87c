#include "ui/widgets/emptystate.h"

#include "ui/theme/style.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

// Three sheets, the front one with lines of writing.
class Drawing final : public QWidget {
public:
    Drawing() { setFixedSize(150, 116); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF sheet(-33, -44, 66, 88);
        const auto behind = [&](double x, double angle) {
            painter.save();
            painter.translate(75 + x, 60);
            painter.rotate(angle);
            roundedBox(painter, sheet.adjusted(2, 2, -2, -2), 6, t.canvas, t.outline);
            painter.restore();
        };
        behind(-28, -13);
        behind(28, 13);
        painter.translate(75, 54);
        roundedBox(painter, sheet, 6, t.surface, t.outline);
        roundedBox(painter, QRectF(-22, -29, 26, 5), 2.5, t.accent);
        for (const int y : {-13, -1, 11}) {
            roundedBox(painter, QRectF(-22, y, 30, 4), 2, t.neutralSoft);
            roundedBox(painter, QRectF(12, y, 10, 4), 2, t.neutralSoft);
        }
        roundedBox(painter, QRectF(4, 25, 18, 5), 2.5, t.outline);
    }
};

// In the middle, as wide as the eye follows or as there is room.
void addSentence(QVBoxLayout &all, const QString &text, Type type)
{
    QLabel *label = makeLabel(text, type, Ink::Muted);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setMaximumWidth(QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 62);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(label, 1000);
    row->addStretch(1);
    all.addLayout(row);
}

}

EmptyState::EmptyState(const QString &title, const QString &sentence, const QList<QAction *> &actions,
                       const QString &hint, QWidget *parent)
    : QWidget(parent), m_drawing(new Drawing)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(title);
    setMinimumHeight(metrics().unit * 4); // what stands above it needs its room first
    auto *all = new QVBoxLayout(this);
    all->setSpacing(8);
    all->addStretch(2);
    all->addWidget(m_drawing, 0, Qt::AlignHCenter);
    all->addSpacing(4);
    all->addWidget(makeLabel(title, Type::Title), 0, Qt::AlignHCenter);
    addSentence(*all, sentence, Type::Body);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    for (QAction *action : actions)
        row->addWidget(makeButton(action));
    row->addStretch();
    all->addSpacing(8);
    all->addLayout(row);
    if (!hint.isEmpty()) {
        all->addSpacing(8);
        addSentence(*all, hint, Type::Caption);
    }
    all->addStretch(3);
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_drawing->setVisible(height() >= m_drawing->height() + metrics().unit * 3);
}

EmptyState *EmptyState::nothingFound(const QString &search, QAction *clear, QWidget *parent)
{
    return new EmptyState(tr("Nothing found"),
                          tr("Nothing here matches “%1”. Look for less, or take the filters away.").arg(search),
                          {clear}, {}, parent);
}

}
