#include "ui/widgets/panel.h"

#include "ui/theme/style.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace backroom {

Panel::Panel(const QString &title, QWidget *parent)
    : QFrame(parent), m_title(makeLabel(title, Type::Heading)), m_head(new FlowRow), m_body(new QVBoxLayout)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PanelEdge, 14, PanelEdge, PanelEdge);
    all->setSpacing(8);
    m_head->setSpacing(12);
    m_head->addWidget(m_title);
    m_head->addStretch();
    all->addLayout(m_head);
    m_body->setSpacing(8);
    all->addLayout(m_body, 1);
    setTitle(title);
}

void Panel::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Panel::addToHead(QWidget *widget) { m_head->addWidget(widget); }

QPushButton *Panel::addLink(const QString &text, const QString &objectName)
{
    auto *link = new QPushButton(text);
    link->setObjectName(objectName);
    link->setAccessibleName(text);
    setKind(*link, ButtonKind::Link);
    m_head->addWidget(link);
    return link;
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    roundedBox(painter, rect(), PanelRadius, tokens().surface, tokens().border);
}

namespace {
class Rule final : public QWidget {
public:
    explicit Rule(QWidget *parent) : QWidget(parent) { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        hairline(painter, rect(), tokens().border);
    }
};
}

QWidget *makeRule(QWidget *parent) { return new Rule(parent); }

}
