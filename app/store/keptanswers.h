#pragma once
// What a call was answered, kept for two days in the call's own transaction, so that the same call made once more, because
// nobody knows whether it arrived, finds its answer instead of being done twice. Names are hashes: whoever keeps an answer
// says in them whose call it was and what for.
#include "app/store/transaction.h"

namespace backroom::keptanswers {

struct Kept
{
    QByteArray asked; // a hash of what the call said
    int status = 0; // 201, as HTTP has it
    QByteArray answer;
};

std::optional<Kept> find(Reader &reader, const QByteArray &name);
// Where the same call committed meanwhile on another connection, what is under way is run again, and finds it.
void keep(Transaction &transaction, const QByteArray &name, const Kept &kept);
// For a call that failed, perhaps because the same call committed since it was looked for: run again, it finds that one.
void runAgainWhereKept(Transaction &transaction, const QByteArray &name);

}
