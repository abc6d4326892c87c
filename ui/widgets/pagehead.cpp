#include "ui/widgets/pagehead.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

PageHead::PageHead(const QString &title, QWidget *parent)
    : QWidget(parent),
      m_marks(new QHBoxLayout),
      m_actions(new QHBoxLayout),
      m_back(new QPushButton(this)),
      m_title(new ElidedLabel(title)),
      m_fact(new ElidedLabel),
      m_more(new QPushButton(this)),
      m_folded(new QMenu(this))
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
    setType(*m_title, Type::Title);
    setInk(*m_title, Ink::Text);
    all->addWidget(m_title);
    all->addSpacing(16);
    m_marks->setSpacing(8);
    all->addLayout(m_marks);
    m_fact->setObjectName(u"pageFact"_s);
    setInk(*m_fact, Ink::Muted); // gives way before anything that can be pressed, to nothing
    m_fact->setMinimumWidth(1);
    all->addWidget(m_fact, 1);
    m_actions->setSpacing(8);
    all->addLayout(m_actions);
    m_more->setObjectName(u"moreDeeds"_s);
    m_more->setIcon(icon(u"more"_s));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More"));
    m_more->setAutoDefault(false);
    m_more->setMenu(m_folded);
    m_actions->addWidget(m_more);
    m_more->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_title->setMinimumHeight(metrics().control);
}

void PageHead::setTitle(const QString &title) { m_title->setText(title); }

void PageHead::setFact(const QString &fact, const QString &shorter)
{
    m_wholeFact = fact;
    m_shorterFact = shorter;
    m_fact->setText(fact); // and what there is room for once it is laid out
}

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
    m_deeds << Deed{action, button, primary};
    connect(action, &QAction::changed, this, &PageHead::fit); // behind the button, which follows it as well
    return button;
}

int PageHead::shortTitle() const
{
    return qMin(m_title->sizeHint().width(), m_title->fontMetrics().averageCharWidth() * 12);
}

// All but the deeds, with the title as short as it may be.
int PageHead::leastWidth() const
{
    int width = 2 * PageEdge + (m_back->isHidden() ? 0 : m_back->sizeHint().width()) + shortTitle() + 16
        + m_marks->sizeHint().width();
    for (int i = 0; i < m_actions->count(); ++i) {
        const QWidget *widget = m_actions->itemAt(i)->widget();
        const auto isIt = [widget](const Deed &deed) { return deed.button == widget; };
        if (widget && widget != m_more && !widget->isHidden() && std::none_of(m_deeds.begin(), m_deeds.end(), isIt))
            width += widget->sizeHint().width() + m_actions->spacing();
    }
    return width;
}

void PageHead::fit()
{
    const int gap = m_actions->spacing();
    int wanted = leastWidth();
    for (const Deed &deed : std::as_const(m_deeds))
        wanted += deed.action->isVisible() ? deed.button->sizeHint().width() + gap : 0;
    QList<QAction *> folded;
    for (const Deed &deed : std::as_const(m_deeds)) {
        const bool fold = deed.action->isVisible() && !deed.primary && wanted > width();
        if (fold) {
            wanted -= deed.button->sizeHint().width() + (folded.isEmpty() ? -m_more->sizeHint().width() : gap);
            folded << deed.action;
        }
        const bool shown = deed.action->isVisible() && !fold;
        if (shown == deed.button->isHidden())
            deed.button->setVisible(shown);
    }
    if (m_folded->actions() != folded) {
        m_folded->clear();
        m_folded->addActions(folded);
    }
    if (m_more->isHidden() != folded.isEmpty())
        m_more->setVisible(!folded.isEmpty());
    // Before a short title is cut the fact beside it gives way, and so do the deeds; the last of them does not.
    const int title = wanted > width() ? 0 : shortTitle();
    if (m_title->minimumWidth() != title)
        m_title->setMinimumWidth(title);
    // What the whole title and everything else leave to it, with some air before the first deed.
    const int room = width() - wanted - m_title->sizeHint().width() + shortTitle() - 2 * gap;
    const bool whole = m_shorterFact.isEmpty() || m_fact->fontMetrics().horizontalAdvance(m_wholeFact) <= room;
    if (const QString &fact = whole ? m_wholeFact : m_shorterFact; m_fact->text() != fact)
        m_fact->setText(fact);
}

// The head never keeps the window from being made narrower.
QSize PageHead::minimumSizeHint() const { return {1, QWidget::minimumSizeHint().height()}; }

void PageHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

// Longer words, another title, larger text.
bool PageHead::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QWidget::event(event);
}

void PageHead::showBack() { m_back->show(); }

QPushButton *makeButton(QAction *action, QWidget *parent, ButtonWords words)
{
    auto *button = new QPushButton(parent);
    const auto follow = [button, action, words] {
        button->setText(words == ButtonWords::Shown ? action->text() : QString());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        // Shown before it has a parent it would be a window for a moment, and take the keyboard.
        if (button->parentWidget() || !action->isVisible())
            button->setVisible(action->isVisible());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(keys.isEmpty() ? action->iconText() : action->iconText() + u"  "_s + keys);
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
