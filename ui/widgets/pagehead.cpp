#include "ui/widgets/pagehead.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

PageHead::PageHead(const QString &title, QWidget *parent)
    : QWidget(parent),
      m_marks(new QHBoxLayout),
      m_actions(new QHBoxLayout),
      m_back(new QPushButton(this)),
      m_title(makeLabel(title, Type::Title)),
      m_fact(new ElidedLabel)
{
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(PageEdge, 16, PageEdge, 12);
    all->setSpacing(0);
    m_back->setObjectName(u"back"_s);
    m_back->setAccessibleName(tr("Back"));
    m_back->setToolTip(tr("Back"));
    m_back->setIcon(icon(u"back"_s));
    setKind(*m_back, ButtonKind::Quiet);
    m_back->hide();
    connect(m_back, &QPushButton::clicked, this, &PageHead::back);
    all->addWidget(m_back);
    m_title->setObjectName(u"pageTitle"_s);
    all->addWidget(m_title);
    all->addSpacing(16);
    m_marks->setSpacing(8);
    all->addLayout(m_marks);
    m_fact->setObjectName(u"pageFact"_s);
    setInk(*m_fact, Ink::Muted); // gives way before anything that can be pressed
    all->addWidget(m_fact, 1);
    m_actions->setSpacing(8);
    all->addLayout(m_actions);
    m_title->setMinimumHeight(metrics().control);
}

void PageHead::setTitle(const QString &title) { m_title->setText(title); }
void PageHead::setFact(const QString &fact) { m_fact->setText(fact); }

void PageHead::addMark(QWidget *widget)
{
    m_marks->addWidget(widget);
    m_marks->setContentsMargins(0, 0, 12, 0);
}

void PageHead::addWidget(QWidget *widget) { m_actions->addWidget(widget); }

QPushButton *PageHead::addAction(QAction *action, bool primary)
{
    QPushButton *button = makeButton(action);
    if (primary)
        setKind(*button, ButtonKind::Primary);
    m_actions->addWidget(button);
    return button;
}

void PageHead::showBack() { m_back->show(); }

QPushButton *makeButton(QAction *action, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        // Shown before it has a parent it would be a window for a moment, and take the keyboard.
        if (button->parentWidget() || !action->isVisible())
            button->setVisible(action->isVisible());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(keys.isEmpty() ? QString() : action->iconText() + u"  "_s + keys);
        button->setAccessibleName(action->iconText());
    };
    follow();
    button->setObjectName(action->objectName());
    button->setAutoDefault(false);
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    if (action->menu())
        button->setMenu(action->menu<QMenu *>());
    return button;
}

}
