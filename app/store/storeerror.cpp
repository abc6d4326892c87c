#include "app/store/storeerror.h"

#include <QCoreApplication>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Error StoreError::toError() const
{
    switch (kind) {
    case Kind::Unique:
        return {ErrorCode::Conflict,
                tr("Something with this name or number was saved at the same moment. Look again and choose another."),
                {},
                0,
                {}};
    case Kind::Serialization: return {ErrorCode::Busy, tr("The shop is very busy. Try again in a moment."), {}, 1, {}};
    case Kind::Value:
        return {ErrorCode::Malformed,
                tr("The shop's database cannot hold one of these values: a number is too large, or a "
                   "text has a character that no text has. Change it, then try again."),
                {},
                0,
                {}};
    case Kind::Constraint:
        return {ErrorCode::Conflict,
                tr("The shop's data does not allow this: something else still refers to it."),
                {},
                0,
                {}};
    case Kind::Full:
        return {ErrorCode::Full,
                tr("The disk is full. Make room on it; nothing was lost, and saving goes on by itself."),
                {},
                10,
                {}};
    case Kind::Io:
        return {ErrorCode::Unavailable,
                tr("The disk did not take the change, so it was not made. Check the disk, then try again."),
                {},
                5,
                {}};
    case Kind::Lost:
        return {ErrorCode::Unavailable,
                tr("The database does not answer. Check that it runs; the shop goes on as soon as it does."),
                {},
                5,
                {}};
    case Kind::Corrupt:
        return {ErrorCode::Unavailable,
                tr("The shop's file is damaged. Restore the newest backup; the file was left as it is."),
                {},
                0,
                {}};
    case Kind::ReadOnly:
        return {
            ErrorCode::Unavailable,
            tr("The shop's data may not be written. Give your account the right to do so: to the file and its folder, "
               "or in the database to its schema."),
            {},
            0,
            {}};
    case Kind::Closed:
        return {ErrorCode::Busy, tr("The shop is being restored from a backup. Try again in a moment."), {}, 5, {}};
    case Kind::Other: break;
    }
    return {ErrorCode::Internal, tr("Something went wrong in the shop's database. The log says what."), {}, 0, {}};
}

Error faultOf(const std::exception &error)
{
    qCritical("a fault of the program: %s", error.what());
    return {ErrorCode::Internal,
            QCoreApplication::translate("backroom", "Something went wrong in the program. The log says what.")};
}

}
