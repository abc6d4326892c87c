#pragma once
// Descriptions from other shops are HTML; Backroom's are Markdown.
#include <QString>

namespace backroom {

// Keeps paragraphs, headings, lists, emphasis and links to web and mail addresses; everything else (scripts, styles,
// comments, unknown tags) goes, its visible text stays. Text without any markup is returned as it is, trimmed.
QString htmlToMarkdown(const QString &html);

}
