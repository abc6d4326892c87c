#include "app/log/inertline.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MostCharacters = 4'000;

// Line ends, escapes, and the signs that turn the direction of what follows.
bool isObeyed(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

// Tokens and keys of ours, whatever is sent as a credential, and passwords in URLs.
void hideSecrets(QString &text)
{
    static const QRegularExpression credential(uR"(\b(Bearer|Basic)\s+[^\s"',;]+)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression key(uR"(\bbk_live_\w+)"_s);
    static const QRegularExpression named(
        uR"rx(\b((?:password|passwd|pwd|token|secret|passphrase|totp)"?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&"',;]+))rx"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression inUrl(uR"((://[^/\s:@]*):[^/\s@]*@)"_s);
    static const QRegularExpression token(uR"(\b[0-9A-Za-z]{43}\b)"_s);
    text.replace(credential, u"\\1 …"_s);
    text.replace(key, u"bk_live_…"_s);
    text.replace(named, u"\\1…"_s);
    text.replace(inUrl, u"\\1:…@"_s);
    text.replace(token, u"…"_s);
}
}

QByteArray inertLine(const QString &message)
{
    QString text = message.left(MostCharacters);
    for (QChar &c : text)
        if (isObeyed(c))
            c = u' ';
    hideSecrets(text);
    return text.toUtf8();
}

}
