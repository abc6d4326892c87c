#pragma once
// A report of one's own: its name and text, what can be read beside it, and what came out beneath. Running it reads and
// does nothing else; a half-written text stays when the list changes elsewhere.
#include "app/reports/ownreports.h"
#include "app/reports/startingpoints.h"
#include "ui/models/taskpool.h"
#include "ui/reports/reportchart.h"

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSplitter;

namespace backroom {

class Desk;
class FormField;
class Memory;
class PageHead;
class ReportView;

class OwnReportView final : public QWidget {
    Q_OBJECT
public:
    explicit OwnReportView(Desk &desk, QWidget *parent = nullptr);
    ~OwnReportView() override;

    // Shows one, or an empty one to be written, and runs it unless it is empty.
    void open(const OwnReport &report);
    const OwnReport &report() const { return m_report; }
    bool isChanged() const;
    // As it is typed, saved or not.
    QString name() const;
    void run();
    void stop();
    void save();
    // Null while nothing came out.
    const std::shared_ptr<const ReportTable> &table() const { return m_table; }
    const ReportChart &chart() const;
    PageHead &head() const { return *m_head; }
    void keep(Memory &memory);

Q_SIGNALS:
    void saved(const backroom::OwnReport &report);
    void waiting(const QString &says); // empty: not any more
    void answered();

private:
    void showFault(const QString &sentence);
    QPushButton *makeStart();
    // In the place of the text, which Ctrl+Z brings back, and run.
    void begin(const StartingPoint &point);
    Desk &m_desk;
    TaskPool m_pool{1};
    OwnReport m_report; // as it is stored
    std::shared_ptr<std::atomic<bool>> m_stopped;
    std::shared_ptr<const ReportTable> m_table;
    int m_asked = 0;
    PageHead *m_head;
    QLineEdit *m_name;
    QString m_suggested; // a name that nobody typed
    FormField *m_nameField;
    QPlainTextEdit *m_text;
    QLabel *m_fault, *m_note;
    ReportView *m_view;
    QSplitter *m_across, *m_down;
};

}
