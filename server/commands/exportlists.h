#pragma once
// Lists of the shop as files: written row by row in one snapshot, in bounded memory.
#include "app/store/transaction.h"

class QIODevice;

namespace backroom::exports {

enum class Format { Csv, Json };

// Each asks for the permission to read what it lists; Full when `out` (open) takes no more. Money in CSV is decimals of
// the shop's currency, times are the shop's local ones; JSON is as the API shows it.
Result<> products(Reader &reader, const Actor &actor, QIODevice *out, Format format);
Result<> orders(Reader &reader, const Actor &actor, QIODevice *out, Format format);
Result<> customers(Reader &reader, const Actor &actor, QIODevice *out, Format format);
Result<> stock(Reader &reader, const Actor &actor, QIODevice *out, Format format);

}
