#include "app/store/changefields.h"

#include <QtEndian>
#include <bit>
#include <sqlite3.h>

namespace backroom::changefields {

namespace {
void putNumber(std::string &out, int kind, quint64 bits)
{
    out.push_back(char(kind));
    bits = qToBigEndian(bits);
    out.append(reinterpret_cast<const char *>(&bits), sizeof bits);
}

void putBytes(std::string &out, int kind, const void *bytes, int size)
{
    out.push_back(char(kind));
    putVarint(out, quint32(size));
    if (size > 0)
        out.append(static_cast<const char *>(bytes), size_t(size));
}

// Seven bits a byte, the highest first. From one byte after the kind; where the value begins goes to `at`.
quint32 takeVarint(const char *&at)
{
    quint32 value = 0;
    for (;; ++at) {
        value = (value << 7) | (quint32(uchar(*at)) & 0x7f);
        if ((uchar(*at) & 0x80) == 0)
            break;
    }
    ++at;
    return value;
}
}

void putVarint(std::string &out, quint32 value)
{
    for (int shift = 28; shift > 0; shift -= 7)
        if (value >> shift != 0)
            out.push_back(char(0x80 | ((value >> shift) & 0x7f)));
    out.push_back(char(value & 0x7f));
}

void put(std::string &out, qint64 value) { putNumber(out, SQLITE_INTEGER, quint64(value)); }

void put(std::string &out, sqlite3_value *value)
{
    switch (const int kind = sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return put(out, sqlite3_value_int64(value));
    case SQLITE_FLOAT: return putNumber(out, kind, std::bit_cast<quint64>(sqlite3_value_double(value)));
    case SQLITE_TEXT: {
        const void *bytes = sqlite3_value_text(value);
        return putBytes(out, kind, bytes, sqlite3_value_bytes(value));
    }
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_value_blob(value);
        return putBytes(out, kind, bytes, sqlite3_value_bytes(value));
    }
    default: out.push_back(char(SQLITE_NULL));
    }
}

void put(std::string &out, sqlite3_stmt *statement, int column)
{
    switch (const int kind = sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return put(out, sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return putNumber(out, kind, std::bit_cast<quint64>(sqlite3_column_double(statement, column)));
    case SQLITE_TEXT: {
        const void *bytes = sqlite3_column_text(statement, column);
        return putBytes(out, kind, bytes, sqlite3_column_bytes(statement, column));
    }
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(statement, column);
        return putBytes(out, kind, bytes, sqlite3_column_bytes(statement, column));
    }
    default: out.push_back(char(SQLITE_NULL));
    }
}

size_t lengthOf(const char *at)
{
    switch (*at) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: return 1 + sizeof(quint64);
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        const char *value = at + 1;
        const quint32 size = takeVarint(value);
        return size_t(value - at) + size;
    }
    default: return 1;
    }
}

int bind(sqlite3_stmt *statement, int parameter, const char *at)
{
    const char *value = at + 1;
    switch (*at) {
    case SQLITE_INTEGER: return sqlite3_bind_int64(statement, parameter, qFromBigEndian<qint64>(value));
    case SQLITE_FLOAT:
        return sqlite3_bind_double(statement, parameter, std::bit_cast<double>(qFromBigEndian<quint64>(value)));
    case SQLITE_TEXT: {
        const quint32 size = takeVarint(value);
        return sqlite3_bind_text(statement, parameter, value, int(size), SQLITE_STATIC);
    }
    case SQLITE_BLOB: {
        const quint32 size = takeVarint(value);
        return sqlite3_bind_blob(statement, parameter, value, int(size), SQLITE_STATIC);
    }
    default: return sqlite3_bind_null(statement, parameter);
    }
}

}
