#pragma once
// Reports: which one, of which days, as chart and table, with the orders behind each figure, as a file and on paper; and
// those that the owner wrote.
#include "app/orders/orders.h"
#include "app/reports/ownreports.h"
#include "app/reports/period.h"
#include "app/reports/reports.h"
#include "ui/models/taskpool.h"
#include "ui/reports/reportfile.h"
#include "ui/shell/page.h"

#include <QTimer>

class QListWidget;
class QSplitter;
class QStackedWidget;

namespace backroom {

class Desk;
class MainWindow;
class Memory;
class OwnReportView;
class PageHead;
class PeriodBar;
class ReportOutput;
class ReportView;

class ReportsPage final : public ConsolePage {
    Q_OBJECT
public:
    explicit ReportsPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    bool isHalfTyped() const override;
    bool isAtWork() const override;
    // Which report, days and widths were shown last; memory outlives the page.
    void keep(Memory &memory);
    void showReport(const QByteArray &report, Span span);

Q_SIGNALS:
    // The orders behind a figure, and what they are.
    void ordersWanted(const backroom::OrderQuery &query, const QString &says);
    // A page: what is behind figures that no orders are.
    void wanted(const QString &page);

private:
    // What an item of the list says beside its words: the name of a built-in report, or the id of an own one.
    enum ItemRole { Named = Qt::UserRole, OwnId };
    struct Answer
    {
        std::shared_ptr<const ReportTable> table, before;
        int first = 0; // day of the shop
    };
    QWidget *makeReport();
    QWidget *makeOwn();
    void makeCommands();
    // Of the list: a report, one of the owner's, or a new one of those.
    QByteArray report() const; // empty for the owner's
    OwnReportId own() const;
    bool showsOwn() const;
    void select(const QByteArray &report);
    void choose();
    void take(const Result<Answer> &answer);
    void open(int row);
    ReportPaper paper() const;
    void loadOwn(OwnReportId select = {});
    void showOwn(const QList<OwnReport> &reports, OwnReportId select);
    void removeOwn();
    void showCommands();

    Desk &m_desk;
    TaskPool m_pool{2}; // some reports take a while: they stand in nobody's way
    QListWidget *m_list;
    QSplitter *m_splitter;
    QStackedWidget *m_pages; // a report, one of the owner's
    PageHead *m_head;
    PeriodBar *m_period;
    ReportView *m_view;
    OwnReportView *m_ownView;
    ReportOutput *m_output;
    QAction *m_csv, *m_xlsx, *m_pdf, *m_print, *m_new, *m_run, *m_save, *m_remove;
    QList<QAction *> m_needRows, m_ofOwn;
    QList<OwnReport> m_own;
    std::shared_ptr<const ReportTable> m_before;
    int m_asked = 0; // only the newest question is answered
    QTimer m_soon;
};

void addReportsPages(MainWindow &window, Desk &desk);
// Leads to a report of these days.
void showReport(MainWindow &window, const QByteArray &report, Span span);

}
