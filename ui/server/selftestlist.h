#pragma once
// What a test of the server found out, a property after the other: a mark, its name and figure, what was seen beneath.
#include "app/selftest/verdict.h"

#include <QWidget>

class QVBoxLayout;

namespace backroom {

class SelfTestList final : public QWidget {
    Q_OBJECT
public:
    explicit SelfTestList(QWidget *parent = nullptr);
    void setLines(const QList<SelfTestLine> &lines);

private:
    QWidget *makeRow(const SelfTestLine &line);
    QVBoxLayout *m_rows;
};

}
