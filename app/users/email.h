#pragma once
// E-mail addresses: which are taken, and when two are the same.
#include "app/base/result.h"

namespace backroom {

inline constexpr int MaxEmailLength = 254;

// The address as people are told apart by it: trimmed, NFC, lower case. International domains are left as typed.
QString emailKey(QStringView email);
// The trimmed address, or Invalid with field "email". Practical, not RFC 5322: name@domain.tld without quotes or blanks.
Result<QString> checkEmail(QStringView email);

}
