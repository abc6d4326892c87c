#include "ui/logs/logwords.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::logwords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Words of the protocol, which are not translated.
QString nameOf(int status)
{
    static const QHash<int, QString> names{{200, u"OK"_s},
                                           {201, u"Created"_s},
                                           {202, u"Accepted"_s},
                                           {204, u"No Content"_s},
                                           {206, u"Partial Content"_s},
                                           {301, u"Moved"_s},
                                           {303, u"See Other"_s},
                                           {304, u"Not Modified"_s},
                                           {400, u"Bad Request"_s},
                                           {401, u"Unauthorized"_s},
                                           {403, u"Forbidden"_s},
                                           {404, u"Not Found"_s},
                                           {405, u"Method Not Allowed"_s},
                                           {408, u"Request Timeout"_s},
                                           {409, u"Conflict"_s},
                                           {411, u"Length Required"_s},
                                           {412, u"Precondition Failed"_s},
                                           {413, u"Content Too Large"_s},
                                           {414, u"URI Too Long"_s},
                                           {415, u"Unsupported Media Type"_s},
                                           {417, u"Expectation Failed"_s},
                                           {421, u"Misdirected Request"_s},
                                           {422, u"Unprocessable Content"_s},
                                           {428, u"Precondition Required"_s},
                                           {429, u"Too Many Requests"_s},
                                           {431, u"Header Fields Too Large"_s},
                                           {500, u"Internal Server Error"_s},
                                           {501, u"Not Implemented"_s},
                                           {503, u"Service Unavailable"_s},
                                           {505, u"Version Not Supported"_s},
                                           {507, u"Insufficient Storage"_s}};
    return names.value(status);
}
}

QString status(int status)
{
    const QString name = nameOf(status);
    return name.isEmpty() ? QString::number(status) : QString::number(status) + u' ' + name;
}

BadgeLook statusBadge(int code)
{
    if (code >= 500)
        return {status(code), Glyph::Look, Ink::Bad, true};
    if (code >= 400)
        return {status(code), Glyph::Look, Ink::Warn};
    return {status(code), Glyph::Done, Ink::Good};
}

QString sense(int status)
{
    switch (status) {
    case 400: return tr("What was sent could not be read");
    case 401: return tr("Nobody was signed in, or the key was wrong");
    case 403: return tr("Whoever asked may not do this");
    case 404: return tr("There is no such thing, or it is somebody else's");
    case 405: return tr("The address exists, but not for this method");
    case 409: return tr("The state or the stock did not allow it");
    case 412: return tr("Somebody had changed it meanwhile");
    case 413: return tr("More was sent than is taken");
    case 415: return tr("A kind of content that is not taken here");
    case 421: return tr("The server was called by a name that is not allowed");
    case 422: return tr("A field was not as it has to be");
    case 428: return tr("The request did not say which version it changes");
    case 429: return tr("It asked too often");
    case 503: return tr("The server was too busy, or the shop was closed for a moment");
    case 507: return tr("There was no room on the disk");
    default: break;
    }
    return status >= 500 ? tr("A fault of the program: the application log says more") : tr("It was refused");
}

QString level(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return tr("Detail");
    case LogLevel::Info: return tr("Note");
    case LogLevel::Warning: return tr("Warning");
    case LogLevel::Error: break;
    }
    return tr("Fault");
}

BadgeLook levelBadge(LogLevel of)
{
    switch (of) {
    case LogLevel::Debug:
    case LogLevel::Info: return {level(of), Glyph::Over, Ink::Muted};
    case LogLevel::Warning: return {level(of), Glyph::Look, Ink::Warn};
    case LogLevel::Error: break;
    }
    return {level(of), Glyph::Look, Ink::Bad, true};
}

}
