#pragma once
// What is typed into the fields of a product, read in the person's locale: amounts, whole numbers, lists of words.
#include "ui/shell/format.h"

#include <QStringList>

namespace backroom {

// Minor units; nothing for an empty text. `fault` gets a sentence when it is no amount.
std::optional<qint64> typedAmount(const Format &format, const QString &text, QString &fault);
// A whole number from 0, grouping allowed; nothing for an empty text.
std::optional<qint64> typedCount(const Format &format, const QString &text, QString &fault);
// "red, blue" as its words, each once.
QStringList typedWords(const QString &text);

}
