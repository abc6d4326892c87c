#include "ui/users/scopegrid.h"

#include "app/base/actor.h"
#include "ui/users/peoplewords.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr int Rows = 8; // then the next column begins
static constexpr int LeastTarget = 24; // pixels to hit with a pointer

ScopeGrid::ScopeGrid(const QStringList &scopes, QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(0);
    for (int block = 0; block < 2; ++block) {
        grid->addWidget(makeLabel(tr("Look"), Type::Caption, Ink::Muted), 0, block * 4 + 1);
        grid->addWidget(makeLabel(tr("Change", "a right"), Type::Caption, Ink::Muted), 0, block * 4 + 2);
        grid->setColumnStretch(block * 4, 1);
    }
    grid->setColumnMinimumWidth(3, 16);
    const auto areas = peoplewords::areas();
    for (qsizetype i = 0; i < areas.size(); ++i) {
        const int row = int(i) % Rows + 1, column = int(i) / Rows * 4;
        const QString name = peoplewords::area(areas.at(i));
        grid->addWidget(makeLabel(name), row, column);
        QCheckBox *boxes[2];
        for (const Verb verb : {Verb::Read, Verb::Write}) {
            const QString scope = scopeText({areas.at(i), verb});
            auto *box = boxes[int(verb)] = new QCheckBox;
            box->setObjectName(scope);
            box->setAccessibleName(verb == Verb::Read ? tr("Look at: %1").arg(name) : tr("Change: %1").arg(name));
            box->setChecked(scopes.contains(scope));
            box->setMinimumHeight(LeastTarget);
            grid->addWidget(box, row, column + 1 + int(verb), Qt::AlignHCenter);
            m_boxes.emplaceBack(scope, box);
        }
        // Whoever changes something wants to see it.
        connect(boxes[1], &QCheckBox::toggled, boxes[0], [look = boxes[0]](bool change) {
            if (change)
                look->setChecked(true);
        });
    }
    setFocusProxy(m_boxes.first().second);
}

QStringList ScopeGrid::scopes() const
{
    QStringList chosen;
    for (const auto &[scope, box] : m_boxes)
        if (box->isChecked())
            chosen << scope;
    return chosen;
}

}
