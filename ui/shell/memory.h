#pragma once
// What the console remembers between two starts: where the window stood, widths of columns, positions of splitters, the
// theme. A file in the data folder; losing it loses nothing else.
#include <QSettings>

class QSplitter;
class QMainWindow;

namespace backroom {

class TableView;

class Memory {
public:
    // An empty folder remembers nothing.
    explicit Memory(const QString &dataFolder);

    // Restores now, and saves whenever it is moved. `key` is unique in the console ("products/table").
    void keep(QSplitter &splitter, const QString &key);
    void keep(TableView &table, const QString &key);
    void restore(QMainWindow &window);
    void save(const QMainWindow &window);

    QVariant value(const QString &key, const QVariant &otherwise = {}) const { return m_file.value(key, otherwise); }
    void setValue(const QString &key, const QVariant &value);

private:
    bool m_lasting;
    QSettings m_file;
};

}
