#include "ui/server/limitspanel.h"

#include "ui/theme/type.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostWidth = 50; // in heights of a line
}

LimitsPanel::LimitsPanel(const QString &file, QWidget *parent)
    : Panel(tr("What the limits are"), parent), m_grid(new QGridLayout), m_how(makeLabel({}, Type::Body, Ink::Muted))
{
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(0, 1);
    m_how->setObjectName(u"howToChangeLimits"_s);
    m_how->setWordWrap(true);
    m_how->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_how->setText(tr("To change one, write its name at the right into the section [server] of %1, as in "
                      "“idle_seconds=60”, and stop and start the server.")
                       .arg(QDir::toNativeSeparators(file)));
    body()->addWidget(m_how);
    // Not wider than the eye follows from a meaning to its value.
    auto *rows = new QWidget;
    rows->setLayout(m_grid);
    rows->setMaximumWidth(MostWidth * metrics().unit);
    body()->addWidget(rows);
}

void LimitsPanel::show(const QList<HostLimit> &limits)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    int row = 0;
    for (const HostLimit &limit : limits) {
        QLabel *meaning = makeLabel(limit.meaning);
        meaning->setWordWrap(true);
        QLabel *value = makeLabel(limit.value, Type::Body, QFont::DemiBold);
        QLabel *key = makeLabel(limit.key, Type::Caption, Ink::Muted);
        key->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(meaning, row, 0);
        m_grid->addWidget(value, row, 1, Qt::AlignTrailing | Qt::AlignVCenter);
        m_grid->addWidget(key, row++, 2, Qt::AlignLeading | Qt::AlignVCenter);
    }
}

}
