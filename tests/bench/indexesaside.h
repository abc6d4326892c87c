#pragma once
// Rows by the million go in several times faster into tables whose indexes are made afterwards.
#include "app/store/connection.h"

#include <QByteArrayList>

namespace backroom::bench {

// Drops the indexes of the tables, those that keep values unique apart, and makes them anew when it goes.
class IndexesAside {
public:
    IndexesAside(Connection &connection, const QByteArrayList &tables);
    ~IndexesAside();
    Q_DISABLE_COPY_MOVE(IndexesAside)

private:
    Connection &m_connection;
    QByteArrayList m_create;
};

}
