#pragma once
// Files of a database, put where a server of this program's own can use them.
#include "app/backups/pgprocess.h"

namespace backroom::pgclusterfiles {

// Links stay links. Full or Unavailable in a sentence.
Result<> copyTree(const QString &from, const QString &to);
// All of it becomes the account's.
void give(const QString &path, const PgAccount &account);
// In the place of what is there.
Result<> write(const QString &path, const QByteArray &text);
Result<> checkRoom(qint64 needed, const QString &folder);
// Whether other accounts may enter this folder.
bool isOpenToOthers(const QString &folder);

}
