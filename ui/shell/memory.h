#pragma once
// What the console remembers between two starts: where the window stood, widths of columns, positions of splitters, the
// theme. A file in the data folder; losing it loses nothing else.
#include <QThreadPool>
#include <QTimer>
#include <QVariant>

class QSplitter;
class QMainWindow;

namespace backroom {

class TableView;

class Memory {
public:
    // An empty folder remembers nothing.
    explicit Memory(const QString &dataFolder);
    // Waits until all is written.
    ~Memory();
    Q_DISABLE_COPY_MOVE(Memory)

    // Restores now, and saves whenever it is moved. `key` is unique in the console ("products/table").
    void keep(QSplitter &splitter, const QString &key);
    void keep(TableView &table, const QString &key);
    void restore(QMainWindow &window);
    void save(const QMainWindow &window);

    QVariant value(const QString &key, const QVariant &otherwise = {}) const { return m_values.value(key, otherwise); }
    // Is on the disk a little later: a disk may take its time, and the window does not wait for it.
    void setValue(const QString &key, const QVariant &value);

private:
    void write();

    QString m_path; // empty: nothing is remembered
    QVariantHash m_values, m_unwritten;
    QTimer m_soon;
    QThreadPool m_writer;
};

}
