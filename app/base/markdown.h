#pragma once
// Markdown, as the shop's people write descriptions, to HTML that is safe to show to anybody.
#include <QString>

namespace backroom {

// CommonMark with tables and strikethrough. Raw HTML is shown as text; links lead only to web and mail addresses or
// stay inside the site, images only come from web addresses or the site. Any thread.
QByteArray markdownToHtml(QStringView markdown);

}
