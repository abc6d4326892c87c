#include "ui/reports/ownreportview.h"

#include "ui/reports/reportview.h"
#include "ui/reports/schematree.h"
#include "ui/shell/desk.h"
#include "ui/shell/memory.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTextCursor>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

OwnReportView::OwnReportView(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_head(new PageHead(tr("A report of your own"))),
      m_name(new QLineEdit),
      m_text(new QPlainTextEdit),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_note(makeLabel({}, Type::Caption, Ink::Muted)),
      m_view(new ReportView(desk)),
      m_across(new QSplitter),
      m_down(new QSplitter(Qt::Vertical))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    auto *writing = new QWidget;
    auto *column = new QVBoxLayout(writing);
    column->setContentsMargins(PageEdge, 0, 12, 8);
    column->setSpacing(4);
    m_name->setObjectName(u"ownReportName"_s);
    m_name->setMaxLength(100);
    m_nameField = new FormField(u"name"_s, tr("Name"), m_name);
    column->addWidget(m_nameField);
    auto *label = makeLabel(tr("What it shows, in SQL"), Type::Body, QFont::Medium);
    label->setBuddy(m_text);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(label, 1);
    row->addWidget(makeStart());
    column->addLayout(row);
    m_text->setObjectName(u"ownReportSql"_s);
    m_text->setAccessibleName(label->text());
    m_text->setFont(codeFont());
    m_text->setPlaceholderText(
        u"SELECT customer_name, sum(total) AS total\nFROM orders\nGROUP BY customer_name\nORDER BY total DESC"_s);
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 1);
    m_fault->setObjectName(u"ownReportFault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    column->addWidget(m_fault);
    m_note->setObjectName(u"ownReportNote"_s);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    auto *schema = new SchemaTree;
    m_across->addWidget(writing);
    m_across->addWidget(schema);
    m_across->setStretchFactor(0, 4);
    m_across->setStretchFactor(1, 3);
    m_across->setSizes({400, 300}); // names in the database are read whole, too
    m_across->setChildrenCollapsible(false);
    m_down->addWidget(m_across);
    m_down->addWidget(m_view);
    m_down->setStretchFactor(0, 2);
    m_down->setStretchFactor(1, 3);
    m_down->setChildrenCollapsible(false);
    all->addWidget(m_down, 1);
    m_view->setEmptyWords(
        tr("Nothing to show yet"),
        tr("What the text above finds stands here, as a table and, where it has a name and a figure, as a chart. "
           "“Ready reports” has some to begin with, without any SQL."));
    m_view->show(std::make_shared<ReportTable>(), nullptr);
    connect(schema, &SchemaTree::chosen, this, [this](const QString &name) {
        m_text->insertPlainText(name);
        m_text->setFocus();
    });
}

OwnReportView::~OwnReportView() { stop(); }

QPushButton *OwnReportView::makeStart()
{
    auto *button = new QPushButton(icon(u"bookmark"_s), tr("Ready reports"));
    button->setObjectName(u"startingPoints"_s);
    button->setAutoDefault(false);
    auto *menu = new QMenu(button);
    const QList<StartingPoint> points =
        ownreports::startingPoints(m_desk.shop().config().kind(), m_desk.shop().settings()->digits());
    for (const StartingPoint &point : points) {
        QAction *action = menu->addAction(escaped(point.title), this, [this, point] { begin(point); });
        action->setObjectName(u"start-"_s + QString::fromLatin1(point.key));
    }
    button->setMenu(menu);
    return button;
}

void OwnReportView::begin(const StartingPoint &point)
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty() || name == m_suggested) {
        m_suggested = point.title.left(m_name->maxLength());
        m_name->setText(m_suggested);
    }
    QTextCursor all(m_text->document());
    all.select(QTextCursor::Document);
    all.insertText(point.sql);
    m_text->moveCursor(QTextCursor::Start);
    m_text->setFocus();
    run();
}

const ReportChart &OwnReportView::chart() const { return m_view->chart(); }

void OwnReportView::keep(Memory &memory)
{
    memory.keep(*m_across, u"reports/ownAcross"_s);
    memory.keep(*m_down, u"reports/ownDown"_s);
    memory.keep(m_view->splitter(), u"reports/ownChart"_s);
}

void OwnReportView::open(const OwnReport &report)
{
    stop();
    m_report = report;
    m_suggested.clear();
    m_name->setText(report.name);
    m_text->setPlainText(report.sql);
    m_head->setTitle(report.name.isEmpty() ? tr("A report of your own") : report.name);
    m_nameField->setError({});
    showFault({});
    m_note->setText(tr(
        "It can only read. A column called like one at the right, or ending in _money, _day, _time or _rate, is shown "
        "as such."));
    m_table.reset();
    m_view->show(std::make_shared<ReportTable>(), nullptr);
    Q_EMIT answered();
    if (report.sql.isEmpty())
        m_name->setFocus();
    else
        run();
}

QString OwnReportView::name() const { return m_name->text().simplified(); }

bool OwnReportView::isChanged() const
{
    return m_name->text().simplified() != m_report.name || m_text->toPlainText() != m_report.sql;
}

void OwnReportView::showFault(const QString &sentence)
{
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
    m_text->setAccessibleDescription(sentence);
}

void OwnReportView::stop()
{
    if (m_stopped)
        *m_stopped = true;
    m_stopped.reset();
    ++m_asked;
    Q_EMIT waiting({});
}

void OwnReportView::run()
{
    stop();
    const int asked = ++m_asked;
    m_stopped = std::make_shared<std::atomic<bool>>(false);
    showFault({});
    Q_EMIT waiting(tr("Reading…"));
    m_pool.run(
        this,
        [&shop = m_desk.shop(), actor = m_desk.actor(), sql = m_text->toPlainText(), stopped = m_stopped] {
            return ownreports::run(shop.database(), actor, sql, {}, *stopped);
        },
        [this, asked](const Result<std::optional<ownreports::Answer>> &answer) {
            if (asked != m_asked)
                return;
            m_stopped.reset();
            Q_EMIT waiting({});
            if (!answer) {
                const Error &error = answer.error();
                showFault(error.fields.isEmpty() ? error.message : error.fields.constFirst().message);
            } else if (*answer) {
                m_table = std::make_shared<const ReportTable>((*answer)->table);
                const int rows = int(m_table->rows.size());
                m_note->setText((*answer)->cut
                                    ? tr("The first %n rows; there are more. Narrow it down with WHERE.", nullptr, rows)
                                    : tr("%n rows", nullptr, rows));
                m_view->setEmptyWords(tr("No row fits"),
                                      tr("The text above was understood; nothing in the shop fits it."));
                m_view->show(m_table, nullptr);
            }
            Q_EMIT answered();
        });
}

void OwnReportView::save()
{
    OwnReport report = m_report;
    report.name = m_name->text();
    report.sql = m_text->toPlainText();
    m_desk.write(
        this,
        [actor = m_desk.actor(), report](Transaction &transaction) {
            return ownreports::save(transaction, actor, report,
                                    report.id ? std::optional(report.revision) : std::nullopt);
        },
        [this](const Result<OwnReport> &done) {
            m_nameField->setError({});
            if (!done) {
                for (const FieldError &fault : done.error().fields)
                    if (fault.field == "name"_L1)
                        m_nameField->setError(fault.message);
                    else
                        showFault(fault.message);
                if (done.error().fields.isEmpty())
                    showFault(done.error().message);
                return;
            }
            m_report = *done;
            m_head->setTitle(done->name);
            Q_EMIT m_desk.told(tr("Report “%1” saved").arg(done->name));
            Q_EMIT saved(*done);
        });
}

}
