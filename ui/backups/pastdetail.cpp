#include "ui/backups/pastdetail.h"

#include "ui/backups/pastwords.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QLabel *paragraph(const QString &objectName, Type type, Ink ink)
{
    QLabel *label = makeLabel({}, type, ink);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void say(QLabel &label, const QString &text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}
}

PastDetail::PastDetail(PastShop &past, PastKind kind, QAction *bring, QWidget *parent)
    : QScrollArea(parent),
      m_past(past),
      m_kind(kind),
      m_all(new QWidget),
      m_title(paragraph(u"pastTitle"_s, Type::Heading, Ink::Text)),
      m_second(paragraph(u"pastSecond"_s, Type::Body, Ink::Muted)),
      m_heading(makeLabel({}, Type::Body, QFont::DemiBold)),
      m_text(paragraph(u"pastText"_s, Type::Body, Ink::Muted)),
      m_whyNot(paragraph(u"pastWhyNot"_s, Type::Caption, Ink::Muted)),
      m_fault(paragraph(u"pastFault"_s, Type::Body, Ink::Bad)),
      m_hint(paragraph(u"pastHint"_s, Type::Body, Ink::Muted)),
      m_badge(new Badge),
      m_facts(new FactList),
      m_rows(new RowList),
      m_bring(bring)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setType(*m_title, Type::Heading, QFont::DemiBold);
    m_hint->setText(tr("Choose a row to read all of it, and to bring it back."));
    m_facts->setObjectName(u"pastFacts"_s);
    m_rows->setObjectName(u"pastRows"_s);
    m_badge->setObjectName(u"pastBadge"_s);
    auto *all = new QVBoxLayout(m_all);
    all->setContentsMargins(PanelEdge, PanelEdge, PanelEdge, PanelEdge);
    all->setSpacing(8);
    all->addWidget(m_title);
    all->addWidget(m_second);
    all->addWidget(m_badge, 0, Qt::AlignLeading);
    all->addSpacing(4);
    QPushButton *button = makeButton(bring);
    button->setObjectName(u"bringBackButton"_s);
    all->addWidget(button, 0, Qt::AlignLeading);
    all->addWidget(m_whyNot);
    all->addSpacing(8);
    all->addWidget(m_facts);
    all->addSpacing(8);
    all->addWidget(m_heading);
    all->addWidget(m_rows);
    all->addWidget(m_text);
    all->addWidget(m_fault);
    all->addStretch(1);
    auto *both = new QWidget;
    auto *stack = new QVBoxLayout(both);
    stack->setContentsMargins(0, 0, 0, 0);
    m_hint->setContentsMargins(PanelEdge, PanelEdge, PanelEdge, PanelEdge);
    stack->addWidget(m_hint);
    stack->addWidget(m_all, 1);
    stack->addStretch(1);
    setWidget(both);
    show(0);
}

void PastDetail::show(qint64 id)
{
    const bool isAnother = id != m_id;
    m_id = id;
    const Since since = m_past.since(m_kind, id);
    const QString whyNot = id ? pastwords::whyNot(m_past, m_kind, since) : QString();
    m_bring->setEnabled(id && whyNot.isEmpty());
    say(*m_whyNot, whyNot);
    m_badge->setLook(pastwords::since(since));
    m_badge->updateGeometry();
    m_hint->setVisible(!id);
    if (isAnother || !id)
        m_all->setVisible(false); // until it is here
    if (!id)
        return;
    loadPastDetails(m_past, m_kind, id, this, [this, id](const Result<PastDetails> &details) {
        if (id != m_id)
            return;
        say(*m_fault, details ? QString() : details.error().message);
        fill(details.value_or(PastDetails()));
        m_all->setVisible(true);
    });
}

void PastDetail::fill(const PastDetails &details)
{
    say(*m_title, details.title);
    say(*m_second, details.second);
    say(*m_heading, details.rows.isEmpty() ? QString() : details.heading);
    say(*m_text, details.text);
    m_facts->setFacts(details.facts);
    m_rows->setRows(details.rows);
    m_rows->setVisible(!details.rows.isEmpty());
    m_rows->setMinimumHeight(m_rows->sizeHint().height());
}

}
