#include "ui/users/staffside.h"

#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/users/peoplewords.h"
#include "ui/users/sessionspanel.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

enum Sheets { Nothing, Person, Key };
static constexpr Millis SoonOver = 7LL * 24 * 3600 * 1000;

StaffSide::StaffSide(Desk &desk, const QList<QAction *> &forPeople, const QList<QAction *> &forKeys, QWidget *parent)
    : QStackedWidget(parent),
      m_desk(desk),
      m_nothing(makeLabel({}, Type::Body, Ink::Muted)),
      m_sessions(new SessionsPanel(desk))
{
    setObjectName(u"staffSide"_s);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_nothing->setContentsMargins(PanelEdge, PanelEdge, PageEdge, PanelEdge);
    addWidget(m_nothing);
    m_person = makeSheet(u"person"_s, forPeople);
    m_person.rest->addWidget(m_sessions);
    m_person.rest->addStretch(1);
    m_key = makeSheet(u"key"_s, forKeys);
    m_key.rest->addStretch(1);
    setMinimumWidth(metrics().unit * 16);
}

StaffSide::Sheet StaffSide::makeSheet(const QString &objectName, const QList<QAction *> &actions)
{
    Sheet sheet;
    auto *canvas = new QWidget;
    auto *all = new QVBoxLayout(canvas);
    all->setContentsMargins(PanelEdge, 12, PageEdge, PanelEdge);
    all->setSpacing(12);
    sheet.name = makeLabel({}, Type::Heading, QFont::DemiBold);
    sheet.name->setObjectName(objectName + u"Name"_s);
    sheet.name->setWordWrap(true);
    all->addWidget(sheet.name);
    sheet.state = new Badge;
    all->addWidget(sheet.state, 0, Qt::AlignLeading);
    sheet.fault = makeLabel({}, Type::Body, Ink::Bad);
    sheet.fault->setObjectName(objectName + u"Fault"_s);
    sheet.fault->setWordWrap(true);
    sheet.fault->hide();
    all->addWidget(sheet.fault);
    sheet.facts = new FactList;
    sheet.facts->setObjectName(objectName + u"Facts"_s);
    all->addWidget(sheet.facts);
    sheet.sentence = makeLabel({}, Type::Body, Ink::Muted);
    sheet.sentence->setObjectName(objectName + u"May"_s);
    sheet.sentence->setWordWrap(true);
    all->addWidget(sheet.sentence);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(8);
    for (QAction *action : actions) {
        QPushButton *button = makeButton(action);
        if (action == actions.last())
            setKind(*button, ButtonKind::Destructive);
        buttons->addWidget(button);
    }
    all->addLayout(buttons);
    sheet.rest = all;
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(canvas);
    addWidget(scroll);
    return sheet;
}

void StaffSide::showFault(const QString &sentence)
{
    for (const Sheet *sheet : {&m_person, &m_key}) {
        sheet->fault->setText(sentence);
        sheet->fault->setVisible(!sentence.isEmpty());
    }
}

void StaffSide::showNothing(const QString &sentence)
{
    m_nothing->setText(sentence);
    setCurrentIndex(Nothing);
}

void StaffSide::show(const StaffRow &row)
{
    const Format &format = m_desk.format();
    const User &user = row.user;
    m_person.name->setText(peoplewords::name(user));
    m_person.state->setLook(peoplewords::state(user));
    QList<Fact> facts{{tr("Role"), peoplewords::role(user.role)}, {tr("E-mail"), user.email}};
    if (!user.phone.isEmpty())
        facts << Fact{tr("Telephone"), user.phone};
    const QString steps = user.hasTotp ? tr("On, %n recovery codes left", nullptr, row.codesLeft) : tr("Off");
    facts << Fact{tr("Two steps to sign in"), steps}
          << Fact{tr("Last seen"), row.lastSeen ? format.near(*row.lastSeen, m_desk.now()) : u"–"_s}
          << Fact{tr("Since"), format.near(user.createdAt, m_desk.now())};
    m_person.facts->setFacts(facts);
    m_person.sentence->setText(peoplewords::mayDo(user.role));
    m_sessions->open(user.id, peoplewords::name(user));
    setCurrentIndex(Person);
}

void StaffSide::show(const ApiKey &key)
{
    const Format &format = m_desk.format();
    m_key.name->setText(key.name);
    m_key.state->setLook(keyState(key, m_desk.now()));
    m_key.facts->setFacts({{tr("Begins with"), u"bk_live_"_s + QString::fromLatin1(key.lookup)},
                           {tr("Last used"), key.lastUsedAt ? format.near(*key.lastUsedAt, m_desk.now()) : tr("Never")},
                           {tr("Ends"), key.expiresAt ? format.near(*key.expiresAt, m_desk.now()) : tr("Never")},
                           {tr("Made"), format.near(key.createdAt, m_desk.now())}});
    m_key.sentence->setText(peoplewords::scopes(key.scopes));
    setCurrentIndex(Key);
}

BadgeLook keyState(const ApiKey &key, Millis now)
{
    if (key.expiresAt && *key.expiresAt <= now)
        return {StaffSide::tr("Over"), Glyph::Over, Ink::Muted, true};
    if (key.expiresAt && *key.expiresAt <= now + SoonOver)
        return {StaffSide::tr("Ends soon"), Glyph::Look, Ink::Warn, true};
    return {StaffSide::tr("Good"), Glyph::Done, Ink::Good};
}

}
