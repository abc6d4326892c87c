#pragma once
// How the shelf reads: columns of its lists, what a movement is called, a level with its warning.
#include "app/stock/shelflist.h"
#include "ui/models/column.h"

namespace backroom {

class Desk;
class Format;

namespace stockwords {

QString reason(const QByteArray &reason);
// "+12", "−3".
QString change(const Format &format, qint64 delta);
// A person's name, or what else did it.
QString who(const MovementRow &row);
// "Order 1042", a delivery note's number, a note.
QString about(const MovementRow &row);
Cell level(const Format &format, const ShelfRow &row);
QString lasts(const ShelfRow &row);

QList<Column> levelColumns(const Desk &desk);
// `days`: how long an order should last; read when a cell is drawn.
QList<Column> lowColumns(const Desk &desk, std::shared_ptr<int> days);
QList<Column> movementColumns(const Desk &desk);

}
}
