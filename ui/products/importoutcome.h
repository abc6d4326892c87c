#pragma once
// What an import did, or would do: how many of what, and each of them, those that cannot be taken first. As quick with a
// hundred thousand rows as with ten.
#include "app/products/productimport.h"
#include "ui/shell/format.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace backroom {

class FaultList;
class ImportedSource;
class PagedModel;
class Segmented;
class TableView;

class ImportOutcome final : public QWidget {
    Q_OBJECT
public:
    explicit ImportOutcome(const Format &format, QWidget *parent = nullptr);
    ~ImportOutcome() override;

    // A dry run says what would be. Columns at fault are called as `mapping` has them from the file.
    void show(const ProductImportSummary &summary, const ColumnMapping &mapping);
    // The rows that were not taken, as they were, into a file to mend; false when it was not written.
    static bool writeRefused(const QString &path, const ProductImportSummary &summary);

Q_SIGNALS:
    void opened(backroom::ProductId product);

private:
    struct Kind;
    void showKind(int index);
    QStringList sentences(const ProductImportSummary &summary) const;
    QString placeOf(const RowFault &fault) const;

    const Format &m_format;
    ProductImportSummary m_summary;
    ColumnMapping m_mapping;
    QLabel *m_says;
    QWidget *m_choice; // where the kinds stand; made anew for others
    Segmented *m_kinds = nullptr;
    QStackedWidget *m_lists;
    QScrollArea *m_whole; // a few faults, in whole sentences
    FaultList *m_faults;
    std::shared_ptr<ImportedSource> m_source;
    PagedModel *m_model;
    TableView *m_table;
    QList<Kind> m_shown;
};

}
