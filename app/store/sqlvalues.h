#pragma once
// Parameters of a statement whose text is put together: conditions are added with their values, in one order.
#include "app/base/ids.h"

#include <QByteArray>
#include <QString>
#include <vector>

namespace backroom {

class SqlValues {
public:
    struct Value
    {
        bool isText = false;
        qint64 number = 0;
        QByteArray text = {}; // UTF-8
    };
    SqlValues &operator<<(qint64 value) { return add({false, value}); }
    SqlValues &operator<<(int value) { return add({false, value}); }
    SqlValues &operator<<(const QByteArray &utf8) { return add({true, 0, utf8}); }
    SqlValues &operator<<(const QString &text) { return add({true, 0, text.toUtf8()}); }
    template<typename Tag> SqlValues &operator<<(Id<Tag> id) { return add({false, id.value}); }
    SqlValues &operator<<(const SqlValues &more)
    {
        m_values.insert(m_values.end(), more.m_values.begin(), more.m_values.end());
        return *this;
    }
    const std::vector<Value> &all() const { return m_values; }

private:
    SqlValues &add(const Value &value)
    {
        m_values.push_back(value);
        return *this;
    }
    std::vector<Value> m_values;
};

}
