#pragma once
// What the lamp of the books leads to: what was checked and when, and each row that does not add up, with the way to the
// order or the piece that it is about.
#include "app/orders/books.h"

#include <QWidget>

class QAction;
class QLabel;
class QScrollArea;

namespace backroom {

class BooksWatch;
class Desk;
class PageHead;
class RowList;

class BooksView final : public QWidget {
    Q_OBJECT
public:
    BooksView(Desk &desk, BooksWatch &watch, QWidget *parent = nullptr);

Q_SIGNALS:
    void back();
    void wanted(const backroom::BookFault &fault);

private:
    void show();
    Desk &m_desk;
    BooksWatch &m_watch;
    PageHead *m_head;
    QLabel *m_sentence;
    RowList *m_rows;
    QAction *m_check;
};

}
