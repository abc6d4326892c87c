#pragma once
// What a report of one's own can read, beside its text: tables and columns in plain words with their names in the
// database. A double click or Enter puts the name into the text.
#include "ui/widgets/ringed.h"

#include <QTreeWidget>

namespace backroom {

class SchemaTree final : public Ringed<QTreeWidget> {
    Q_OBJECT
public:
    explicit SchemaTree(QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &name);

protected:
    // Names in the database are read whole before the words for them are.
    void resizeEvent(QResizeEvent *event) override;

private:
    int widest(int column) const;
};

}
