#pragma once
// What every reply gets on its way out: who may keep it, which origins may read it, and 304 for who has it already.
#include "server/http/call.h"

namespace backroom {

void finishReply(Reply &reply, const Call &call);
// For replies that belong to no call: unknown addresses, kept answers.
void finishBare(Reply &reply, const Request &request, const Settings &settings);
void finishBare(Reply &reply, QByteArrayView origin, const Settings &settings);
// Only that: a page of an allowed origin may read it.
void allowOrigin(Reply &reply, QByteArrayView origin, const Settings &settings);
// Whether a page from there may read answers: exactly one that the owner named.
bool allowsOrigin(QByteArrayView origin, const Settings &settings);
void finishPreflight(Reply &reply, const Request &request, const QByteArrayList &allowed);
// ETag from the body's own bytes.
void addEntityTag(Reply &reply);
// Whether an If-None-Match names this ETag. Null when the field is missing.
bool namesTag(QByteArrayView ifNoneMatch, QByteArrayView tag);
// 304 without a body when If-None-Match names the reply's ETag.
void answerNotModified(Reply &reply, const Request &request);

}
