#pragma once
// The text of PostgreSQL's COPY: a row a line, its fields apart by tabs, with \N for nothing and backslashes before what
// would be taken for these.
#include <QByteArray>
#include <vector>

namespace backroom::copytext {

struct Field
{
    bool isNull = false;
    QByteArray value; // as it was before it was written so
};

// The fields of a line without its end. False when it holds what COPY does not write.
bool split(QByteArrayView line, std::vector<Field> &fields);
// The bytes of a BYTEA's value ("\x" and hexadecimal). False when it is none.
bool decodeBytes(QByteArrayView value, QByteArray &bytes);

// Each appends one field without what parts it from the next.
void appendNull(QByteArray &line);
void appendText(QByteArray &line, QByteArrayView utf8);
void appendBytes(QByteArray &line, QByteArrayView bytes);

}
