#include "ui/orders/tillline.h"

#include "ui/widgets/text.h"

#include <QHBoxLayout>

namespace backroom {

TillLine::TillLine(const QString &objectName, const QString &name, Type type, QWidget *parent)
    : QWidget(parent), m_name(makeLabel(name, Type::Heading, QFont::DemiBold)), m_figure(makeLabel({}, type))
{
    m_figure->setObjectName(objectName);
    m_figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_figure->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(m_name);
    row->addWidget(m_figure, 1);
    for (QLabel *label : {m_name, m_figure}) {
        QSizePolicy policy = label->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        label->setSizePolicy(policy);
    }
    m_figure->setText(QString(u'0')); // as high as a figure before there is one
    setFigure({});
}

void TillLine::setFigure(const QString &figure)
{
    if (!figure.isEmpty())
        m_figure->setText(figure);
    m_name->setVisible(!figure.isEmpty());
    m_figure->setVisible(!figure.isEmpty());
}

}
