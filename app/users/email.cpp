#include "app/users/email.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
bool plainPart(QStringView part)
{
    constexpr QStringView refused = u"\"(),:;<>@[\\]";
    for (const QChar c : part)
        if (c.isSpace() || !c.isPrint() || refused.contains(c)) {
            if (!c.isSurrogate())
                return false;
        }
    return !part.isEmpty() && !part.startsWith(u'.') && !part.endsWith(u'.') && !part.contains(u"..");
}

bool validDomain(QStringView domain)
{
    if (!plainPart(domain) || !domain.contains(u'.'))
        return false;
    QStringView last;
    for (const QStringView label : domain.tokenize(u'.')) {
        if (label.size() > 63 || label.startsWith(u'-') || label.endsWith(u'-'))
            return false;
        for (const QChar c : label)
            if (c.unicode() < 128 && c != u'-' && !c.isLetterOrNumber())
                return false;
        last = label;
    }
    return last.size() >= 2 && !last.front().isDigit();
}
}

QString emailKey(QStringView email)
{
    return email.trimmed().toString().normalized(QString::NormalizationForm_C).toLower();
}

Result<QString> checkEmail(QStringView email)
{
    const QStringView text = email.trimmed();
    const qsizetype at = text.lastIndexOf(u'@');
    if (text.size() > MaxEmailLength)
        return invalid(u"email"_s,
                       QCoreApplication::translate(
                           "backroom", "This e-mail address is too long. It can have up to 254 characters."));
    if (at < 1 || at > 64 || !plainPart(text.left(at)) || !validDomain(text.mid(at + 1)))
        return invalid(u"email"_s,
                       QCoreApplication::translate("backroom",
                                                   "This is no e-mail address. Write it as in name@example.com."));
    return text.toString();
}

}
