#include "app/base/result.h"

#include <QCoreApplication>

namespace backroom {

tl::unexpected<Error> invalid(const QList<FieldError> &fields)
{
    const QString message = fields.size() == 1
        ? fields.first().message
        : QCoreApplication::translate("backroom", "%n fields need another look.", nullptr, int(fields.size()));
    return tl::unexpected<Error>(Error{ErrorCode::Invalid, message, fields});
}

}
