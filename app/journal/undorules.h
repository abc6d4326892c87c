#pragma once
// What the features' own rules of taking back share. A rule is handed an entry of its action and makes the change that
// takes it back, in words of its own where that is no longer possible.
#include "app/journal/journal.h"

#include <QJsonObject>

namespace backroom::undo {

using Rule = Result<> (*)(Transaction &transaction, const Actor &actor, const JournalRow &entry);

// The features' rules, by the entry's action; null for what has none. See each feature's undo file.
Rule ruleOf(const QByteArray &action);

QJsonObject object(const QByteArray &json);

// The members that the entry changed, as they were before it, of those that still are as it left them; Conflict naming
// those that were changed again since. Ids, revisions and times do not count. `now` is the thing as it is.
Result<QJsonObject> fieldsBack(const JournalRow &entry, const QJsonObject &now);

// "It was removed since: there is nothing to take back any more."
tl::unexpected<Error> goneSince();
// "This was changed again since: price, title. …"
tl::unexpected<Error> changedSince(const QStringList &fields);

// How people call a member of a journal entry's JSON: "price" is "Price". The key itself where there is no word for it.
QString fieldName(const QString &key);

}
