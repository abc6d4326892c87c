#pragma once
// What an import says of single lines of its file, each sentence in full, over as many lines as it takes.
#include "ui/widgets/rowlist.h"

class QVBoxLayout;

namespace backroom {

class FaultList final : public QWidget {
    Q_OBJECT
public:
    explicit FaultList(QWidget *parent = nullptr);

    // Their text, what is quiet below it, sign and ink.
    void setRows(const QList<ListRow> &rows);
    const QList<ListRow> &rows() const { return m_rows; }

private:
    QList<ListRow> m_rows;
    QVBoxLayout *m_lines;
};

}
