#include "app/base/spokenlocale.h"

#include <mutex>
#include <optional>

namespace backroom {

namespace {
std::mutex guard;
std::optional<QLocale> &spoken()
{
    static std::optional<QLocale> locale;
    return locale;
}
}

QLocale spokenLocale()
{
    const std::lock_guard lock(guard);
    return spoken() ? *spoken() : QLocale();
}

void setSpokenLocale(const QLocale &locale)
{
    const std::lock_guard lock(guard);
    spoken() = locale;
    QLocale::setDefault(locale);
}

}
