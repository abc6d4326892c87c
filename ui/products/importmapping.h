#pragma once
// Which column of somebody's own file is what: each with what stands in it, guessed where its name says it.
#include "app/products/productfile.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;

namespace backroom {

class ImportMapping final : public QWidget {
    Q_OBJECT
public:
    explicit ImportMapping(QWidget *parent = nullptr);

    // `examples` are the cells of the first row.
    void setColumns(const QStringList &header, const QStringList &examples);
    ColumnMapping mapping() const;
    // What keeps it from being used, in a sentence; empty when it will do.
    QString fault() const;

Q_SIGNALS:
    void changed();

private:
    QGridLayout *m_grid;
    QStringList m_header;
    QList<QComboBox *> m_choices;
};

}
