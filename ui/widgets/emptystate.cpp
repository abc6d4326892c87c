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

QLabel *sentenceLabel(const QString &text, Type type)
{
    QLabel *label = makeLabel(text, type, Ink::Muted);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setFixedWidth(QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 62);
    label->setMinimumHeight(label->heightForWidth(label->width()));
    return label;
}

}

EmptyState::EmptyState(const QString &title, const QString &sentence, const QList<QAction *> &actions,
                       const QString &hint, QWidget *parent)
    : QWidget(parent)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(title);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(8);
    all->addStretch(2);
    all->addWidget(new Drawing, 0, Qt::AlignHCenter);
    all->addSpacing(4);
    all->addWidget(makeLabel(title, Type::Title), 0, Qt::AlignHCenter);
    all->addWidget(sentenceLabel(sentence, Type::Body), 0, Qt::AlignHCenter);
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
        all->addWidget(sentenceLabel(hint, Type::Caption), 0, Qt::AlignHCenter);
    }
    all->addStretch(3);
}

EmptyState *EmptyState::nothingFound(const QString &search, QAction *clear, QWidget *parent)
{
    return new EmptyState(tr("Nothing found"),
                          tr("Nothing here matches “%1”. Look for less, or take the filters away.").arg(search),
                          {clear}, {}, parent);
}

}
