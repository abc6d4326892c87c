#pragma once
// The one vocabulary for what can go wrong: a closed list of codes, a sentence a shop owner understands, and the
// fields at fault. Both faces (window and API) translate it, neither invents its own.
#include <QList>
#include <QString>
#include <tl/expected.hpp>

namespace backroom {

enum class ErrorCode {
    Malformed, // cannot be read at all (400)
    Unauthenticated, // no or bad credentials (401)
    Forbidden, // known, but may not (403)
    NotFound, // does not exist, or is not yours (404)
    MethodNotAllowed, // exists, but not with this method (405)
    Conflict, // the state or the stock does not allow it (409)
    Stale, // somebody changed it meanwhile (412)
    TooLarge, // (413)
    Unsupported, // not a kind of content taken here (415)
    Invalid, // does not validate; see fields (422)
    PreconditionRequired, // If-Match is missing (428)
    TooMany, // slow down; see retryAfter (429)
    Busy, // try again; see retryAfter (503)
    Full, // no room on the disk (507)
    Unavailable, // the store does not answer (503)
    Internal, // a fault of ours (500)
};

// A fault of one field, named as the caller named it ("variants[0].price").
struct FieldError
{
    QString field;
    QString message;
    bool operator==(const FieldError &) const = default;
};

struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message; // a whole sentence: what is so, then the way out
    QList<FieldError> fields = {};
    int retryAfter = 0; // seconds, for TooMany and Busy
    QByteArray extra = {}; // a JSON object's members for problem+json (the lines that fell short), or nothing
};

template<typename T = void> using Result = tl::expected<T, Error>;

// return fail(ErrorCode::NotFound, tr("…"));
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, const QString &message)
{
    return tl::unexpected<Error>(Error{code, message});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
// All faults of an input at once.
[[nodiscard]] tl::unexpected<Error> invalid(const QList<FieldError> &fields);
[[nodiscard]] inline tl::unexpected<Error> invalid(const QString &field, const QString &message)
{
    return invalid(QList<FieldError>{{field, message}});
}

}
