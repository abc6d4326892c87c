#pragma once
// SQL read word by word, as PostgreSQL reads it with standard strings: what a text names, before a database sees it.
// Ways of writing that hide a name (escapes, dollar quotes) are refused rather than understood.
#include "app/base/result.h"

#include <QByteArray>
#include <QList>

namespace backroom {

struct SqlWord
{
    enum class Kind { Name, Quoted, Text, Number, Sign };
    Kind kind = Kind::Sign;
    QByteArray text; // a name in lower case, a quoted one as it stands inside its quotes, one sign
    qsizetype at = 0; // where it begins
    bool isName() const { return kind == Kind::Name || kind == Kind::Quoted; }
    bool isSign(char sign) const { return kind == Kind::Sign && text.size() == 1 && text.front() == sign; }
};

// Comments are left out. Invalid, with a sentence, for what has no end or is not written plainly.
Result<QList<SqlWord>> sqlWords(const QByteArray &sql);

}
