#include "ui/users/sessionspanel.h"

#include "app/users/peoplesessions.h"
#include "ui/shell/desk.h"
#include "ui/users/peoplewords.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

SessionsPanel::SessionsPanel(Desk &desk, QWidget *parent)
    : Panel(tr("Signed in on"), parent),
      m_desk(desk),
      m_rows(new RowList),
      m_none(makeLabel({}, Type::Body, Ink::Muted))
{
    setObjectName(u"sessionsPanel"_s);
    m_endAll = addLink(tr("End all…"), u"endSessions"_s);
    m_rows->setObjectName(u"sessions"_s);
    m_rows->setAccessibleName(tr("Signed in on"));
    m_rows->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_none->setWordWrap(true);
    body()->addWidget(m_rows);
    body()->addWidget(m_none);
    connect(m_endAll, &QPushButton::clicked, this, [this] { end({}); });
    connect(m_rows, &RowList::opened, this, [this](int row) { end(m_sessions.at(row).id); });
    show({});
}

void SessionsPanel::open(UserId person, const QString &name)
{
    if (person != m_person)
        show({});
    m_person = person;
    m_name = name;
    reload();
}

void SessionsPanel::reload()
{
    m_desk.read(
        this,
        [actor = m_desk.actor(), person = m_person](Reader &reader) {
            return sessions::ofPerson(reader, actor, person);
        },
        [this, person = m_person](const Result<QList<Session>> &sessions) {
            if (person != m_person)
                return;
            show(sessions ? *sessions : QList<Session>());
            if (!sessions)
                m_none->setText(sessions.error().message);
        });
}

void SessionsPanel::show(const QList<Session> &sessions)
{
    m_sessions = sessions;
    QList<ListRow> rows;
    for (const Session &session : sessions)
        rows << ListRow{.text = peoplewords::device(session.agent),
                        .second = session.address.isEmpty()
                            ? tr("Last seen %1").arg(m_desk.format().ago(session.lastUsedAt, m_desk.now()))
                            : tr("Last seen %1, from %2")
                                  .arg(m_desk.format().ago(session.lastUsedAt, m_desk.now()), session.address),
                        .leads = true};
    m_rows->setRows(rows);
    m_rows->setFixedHeight(m_rows->sizeHint().height());
    m_rows->setVisible(!rows.isEmpty());
    m_none->setVisible(rows.isEmpty());
    m_none->setText(tr("Nowhere at the moment."));
    m_endAll->setVisible(!rows.isEmpty());
}

void SessionsPanel::end(std::optional<SessionId> session)
{
    const int count = session ? 1 : int(m_sessions.size());
    m_desk.ask().question(this,
                          {.name = u"endSessions"_s,
                           .title = tr("End %n sessions of %1?", nullptr, count).arg(m_name),
                           .effect = tr("Whoever works there signs in again, with the password."),
                           .yes = tr("End %n sessions", nullptr, count),
                           .no = tr("Keep")},
                          [this, session, count](bool yes) {
                              if (!yes)
                                  return;
                              m_desk.write(
                                  this,
                                  [actor = m_desk.actor(), person = m_person, session](Transaction &transaction) {
                                      return sessions::endOfPerson(transaction, actor, person, session);
                                  },
                                  [this, count](const Result<> &ended) {
                                      Q_EMIT m_desk.told(ended ? tr("%n sessions ended", nullptr, count)
                                                               : ended.error().message);
                                      reload();
                                  });
                          });
}

}
