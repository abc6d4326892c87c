#pragma once
// A table of any length that never makes the window wait: it holds the ordered ids, keeps the rows that were looked at
// lately and fetches the others when a view asks for them. Answers to questions that are no longer asked are dropped.
#include "ui/models/column.h"
#include "ui/models/rowsource.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

#include <memory>

namespace backroom {

class PagedModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { CellRole = Qt::UserRole, IdRole, LoadedRole };
    enum class State { Empty, Loading, Ready, Failed };

    // GUI thread. The source is kept alive as long as the model.
    PagedModel(QList<Column> columns, std::shared_ptr<RowSource> source, QObject *parent = nullptr);

    const QList<Column> &columns() const { return m_columns; }
    State state() const { return m_state; }
    // Why the last load failed.
    const Error &error() const { return m_error; }

    // Asks for the order again; rows are shown as they were until new ones arrive.
    void refresh();
    // These rows have changed where they stand: fetched again when looked at. Order and number are kept.
    void invalidate(const QList<qint64> &ids);

    qint64 idAt(int row) const;
    int rowOf(qint64 id) const; // -1: not in the list
    // The row's value, or nothing while it is not here; asking does not fetch.
    QVariant valueAt(int row) const;
    // Rows held at most, pages of a fetch: for tests and tuning.
    static constexpr int CacheRows = 4000;
    static constexpr int FetchRows = 64;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder direction) override;
    const ListOrder &order() const { return m_order; }

Q_SIGNALS:
    void stateChanged();

private:
    struct Kept
    {
        QVariant value;
        bool stale = false;
    };
    void take(Result<QList<qint64>> ids);
    void replace(QList<qint64> ids);
    void want(int row) const;
    void fetch();
    void takeRows(const QList<qint64> &asked, Result<QList<SourceRow>> rows);
    void announce(const QList<qint64> &ids);
    void setState(State state);

    QList<Column> m_columns;
    std::shared_ptr<RowSource> m_source;
    ListOrder m_order;
    QList<qint64> m_ids;
    mutable QCache<qint64, Kept> m_rows{CacheRows};
    mutable QList<int> m_wanted; // first rows of pages, the newest wish last
    mutable bool m_scheduled = false;
    bool m_halted = false; // after rows could not be fetched
    QList<qint64> m_asked; // under way
    int m_askedRow = 0; // where they stood when asked
    State m_state = State::Empty;
    Error m_error;
    quint64 m_generation = 0; // of the order
    quint64 m_rowGeneration = 0; // of the rows' values
};

}
