#pragma once
// Reports that leave the window, as files and on paper: the bar at a page's foot that says how far it is and cancels it.
// It tells of other long work, too.
#include "ui/models/taskpool.h"
#include "ui/reports/reportfile.h"

#include <QTimer>
#include <QWidget>

class QDialog;
class QPrinter;
class QPushButton;

namespace backroom {

class Desk;
class ElidedLabel;

class ReportOutput final : public QWidget {
    Q_OBJECT
public:
    explicit ReportOutput(Desk &desk, QWidget *parent = nullptr);
    // Waits until what is being written has noticed.
    ~ReportOutput() override;

    // Asks where to, then writes. Only one at a time.
    void exportAs(ReportFormat format, const ReportPaper &paper);
    // Shows its pages first.
    void print(const ReportPaper &paper);
    bool isWriting() const { return m_progress != nullptr; }
    // Says that something else takes its time, once it has taken a while; empty: it does not any more.
    void setWaiting(const QString &says);
    bool isWaiting() const { return !m_waiting.isEmpty(); }

Q_SIGNALS:
    void cancelled(); // what it waited for

private:
    void choosePrinter(const ReportPaper &paper, QDialog *preview);
    void printOn(const std::shared_ptr<QPrinter> &printer, const ReportPaper &paper);
    void write(const ReportPaper &paper, const QString &says, std::function<Result<bool>(ReportProgress &)> job,
               const QString &told);
    void show();
    Desk &m_desk;
    TaskPool m_pool{1};
    ElidedLabel *m_text;
    QPushButton *m_cancel;
    std::shared_ptr<ReportProgress> m_progress;
    QString m_says, m_waiting;
    int m_rows = 0;
    QTimer m_tick, m_slow;
};

}
