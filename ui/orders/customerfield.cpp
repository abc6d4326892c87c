#include "ui/orders/customerfield.h"

#include "app/users/addressbook.h"
#include "app/users/users.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostOffered = 8;
constexpr int RowRole = Qt::UserRole + 1;
}

CustomerField::CustomerField(Desk &desk, QWidget *parent)
    : QLineEdit(parent), m_desk(desk), m_offers(new QStandardItemModel(this)), m_completer(new QCompleter(this))
{
    setObjectName(u"customerField"_s);
    setPlaceholderText(tr("Name or e-mail address"));
    setClearButtonEnabled(true);
    addAction(icon(u"person"_s), LeadingPosition);
    m_completer->setModel(m_offers);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_completer->popup()->setObjectName(u"customerOffers"_s);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &at) {
        if (const int row = at.data(RowRole).toInt(); row < m_found.size())
            choose(m_found.at(row));
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(150);
    connect(&m_rest, &QTimer::timeout, this, &CustomerField::offer);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_chosen = {};
        m_address.reset();
        m_rest.start();
        Q_EMIT changed();
    });
}

void CustomerField::forget()
{
    m_rest.stop();
    clear();
    m_chosen = {};
    m_address.reset();
    Q_EMIT changed();
}

void CustomerField::offer()
{
    const QString typed = text().trimmed();
    if (typed.size() < 2) {
        m_completer->popup()->hide();
        return;
    }
    m_desk.read(
        this,
        [typed, actor = m_desk.actor()](Reader &reader) -> Result<QList<User>> {
            UserQuery query;
            query.who = UserQuery::Who::Customers;
            query.search = typed;
            query.limit = MostOffered;
            const auto page = users::list(reader, actor, query);
            return page ? Result<QList<User>>(page->items) : fail(page.error());
        },
        [this, typed](const Result<QList<User>> &found) {
            if (!found || typed != text().trimmed() || !hasFocus())
                return;
            m_found = *found;
            m_offers->clear();
            for (int i = 0; i < m_found.size(); ++i) {
                QStringList words{m_found.at(i).name, m_found.at(i).email};
                words.removeAll(QString());
                auto *item = new QStandardItem(words.join(u"  ·  "_s));
                item->setData(i, RowRole);
                item->setSizeHint({0, metrics().control});
                m_offers->appendRow(item);
            }
            if (m_found.isEmpty())
                return m_completer->popup()->hide();
            m_completer->complete();
            m_completer->popup()->setCurrentIndex({}); // somebody of the same name is chosen by hand only
        });
}

void CustomerField::choose(const User &user)
{
    m_completer->popup()->hide();
    m_chosen = user;
    m_address.reset();
    setText(user.name.isEmpty() ? user.email : user.name);
    Q_EMIT changed();
    m_desk.read(
        this, [id = user.id](Reader &reader) -> Result<QList<SavedAddress>> { return addressbook::ofUser(reader, id); },
        [this, id = user.id](const Result<QList<SavedAddress>> &book) {
            if (!book || book->isEmpty() || m_chosen.id != id)
                return;
            m_address = book->constLast().address;
            Q_EMIT changed();
        });
}

}
