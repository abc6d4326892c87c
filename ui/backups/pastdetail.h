#pragma once
// One row of a past list in full, to read: what it was then and, where that is another, what it is now; and the button
// that brings it back.
#include "ui/backups/pastdetails.h"

#include <QScrollArea>

class QAction;
class QLabel;

namespace backroom {

class Badge;
class FactList;
class RowList;

class PastDetail final : public QScrollArea {
    Q_OBJECT
public:
    // `bring` is the action of the button.
    PastDetail(PastShop &past, PastKind kind, QAction *bring, QWidget *parent = nullptr);
    // Fetches and shows it; nothing leaves the panel empty.
    void show(qint64 id);
    using QScrollArea::show;
    qint64 id() const { return m_id; }

private:
    void fill(const PastDetails &details);
    PastShop &m_past;
    PastKind m_kind;
    qint64 m_id = 0;
    QWidget *m_all;
    QLabel *m_title, *m_second, *m_heading, *m_text, *m_whyNot, *m_fault, *m_hint;
    Badge *m_badge;
    FactList *m_facts;
    RowList *m_rows;
    QAction *m_bring;
};

}
