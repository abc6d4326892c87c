// A report as a workbook: amounts are numbers and days are dates, so that a spreadsheet can go on with them.
#include "ui/reports/reportfile.h"

#include "app/base/money.h"
#include "app/reports/totalrow.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <xlsxwriter.h>

using namespace Qt::StringLiterals;

namespace backroom::reportfile {

namespace {
constexpr int MostRows = 1'048'574; // of a sheet, below its head and above its sums
constexpr int MostText = 32'000; // of a cell
constexpr int MeasuredRows = 500; // by which widths are chosen

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What XML cannot hold is left out.
QByteArray plain(const QString &text)
{
    QString kept;
    for (const QChar c : text.left(MostText))
        if (c.unicode() >= 0x20 || c == u'\n' || c == u'\t')
            kept += c;
    return kept.toUtf8();
}

class Book {
public:
    Book(const ReportPaper &paper, const QString &path) : m_paper(paper), m_table(*paper.table)
    {
        const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        QByteArray writable = folder;
        options.tmpdir = writable.data();
        m_book = workbook_new_opt(QFile::encodeName(path).constData(), &options);
        m_sheet = m_book ? workbook_add_worksheet(m_book, nullptr) : nullptr;
        if (!m_sheet)
            return;
        m_head = workbook_add_format(m_book);
        format_set_bold(m_head);
        format_set_bottom(m_head, LXW_BORDER_THIN);
        m_foot = workbook_add_format(m_book);
        format_set_bold(m_foot);
        format_set_top(m_foot, LXW_BORDER_THIN);
        for (const auto &[kind, pattern] : {std::pair{ReportKind::Money, moneyPattern()},
                                            {ReportKind::Count, QByteArray("#,##0")},
                                            {ReportKind::Rate, QByteArray("0.0%")},
                                            {ReportKind::Duration, QByteArray("#,##0.0")},
                                            {ReportKind::Number, QByteArray("#,##0.00")},
                                            {ReportKind::Day, QByteArray("yyyy-mm-dd")},
                                            {ReportKind::Time, QByteArray("yyyy-mm-dd hh:mm")}}) {
            lxw_format *format = workbook_add_format(m_book);
            format_set_num_format(format, pattern.constData());
            m_formats.insert(int(kind), format);
            format = workbook_add_format(m_book);
            format_set_num_format(format, pattern.constData());
            format_set_bold(format);
            format_set_top(format, LXW_BORDER_THIN);
            m_sums.insert(int(kind), format);
        }
        QByteArray title = plain(paper.title), shop = plain(paper.shop);
        lxw_doc_properties about{};
        about.title = title.data();
        about.company = shop.data();
        workbook_set_properties(m_book, &about);
    }

    bool isOpen() const { return m_sheet != nullptr; }

    void head()
    {
        for (int column = 0; column < m_table.columns.size(); ++column) {
            const ReportColumn &of = m_table.columns.at(column);
            const QString title = of.kind == ReportKind::Money && !m_table.currency.isEmpty()
                ? tr("%1 (%2)").arg(of.title, QString::fromLatin1(m_table.currency))
                : of.title;
            qsizetype widest = title.size();
            for (int row = 0; row < qMin(MeasuredRows, int(m_table.rows.size())); ++row)
                widest = qMax(widest, m_table.text(row, column).size());
            worksheet_set_column(m_sheet, at(column), at(column), double(std::clamp<qsizetype>(widest + 2, 8, 60)),
                                 nullptr);
            worksheet_write_string(m_sheet, 0, at(column), plain(title).constData(), m_head);
        }
        worksheet_freeze_panes(m_sheet, 1, 0);
        worksheet_repeat_rows(m_sheet, 0, 0);
        if (!m_table.columns.isEmpty())
            worksheet_autofilter(m_sheet, 0, 0, lxw_row_t(m_table.rows.size()), at(m_table.columns.size() - 1));
    }

    void row(int row)
    {
        for (int column = 0; column < m_table.columns.size(); ++column)
            cell(row, column);
    }

    // Sums that follow the filter above the table.
    void total()
    {
        const auto total = reports::totalOf(m_table);
        if (!total)
            return;
        const auto below = lxw_row_t(m_table.rows.size() + 1);
        for (int column = 0; column < m_table.columns.size(); ++column) {
            const ReportValue &value = total->rows.constFirst().at(column);
            const ReportKind kind = m_table.columns.at(column).kind;
            char range[LXW_MAX_CELL_RANGE_LENGTH];
            lxw_rowcol_to_range(range, 1, at(column), below - 1, at(column));
            if (const auto *sum = std::get_if<qint64>(&value))
                worksheet_write_formula_num(m_sheet, below, at(column),
                                            QByteArray("=SUBTOTAL(109," + QByteArray(range) + ')').constData(),
                                            m_sums.value(int(kind)),
                                            kind == ReportKind::Money ? amount(*sum) : double(*sum));
            else
                worksheet_write_string(m_sheet, below, at(column), plain(textOf(value)).constData(), m_foot);
        }
    }

    bool close()
    {
        lxw_workbook *book = std::exchange(m_book, nullptr);
        return book && workbook_close(book) == LXW_NO_ERROR;
    }
    ~Book() { close(); }
    Q_DISABLE_COPY_MOVE(Book)

private:
    static QString textOf(const ReportValue &value)
    {
        const auto *text = std::get_if<QString>(&value);
        return text ? *text : QString();
    }
    double amount(qint64 minor) const
    {
        double scale = 1;
        for (int i = 0; i < m_table.digits; ++i)
            scale *= 10;
        return double(minor) / scale;
    }
    static lxw_col_t at(qsizetype column) { return lxw_col_t(column); }
    QByteArray moneyPattern() const
    {
        return m_table.digits > 0 ? "#,##0." + QByteArray(m_table.digits, '0') : QByteArray("#,##0");
    }

    void date(int row, int column, const QDateTime &when, ReportKind kind)
    {
        const QDate day = when.date();
        lxw_datetime cell{day.year(),         day.month(),          day.day(),
                          when.time().hour(), when.time().minute(), double(when.time().second())};
        worksheet_write_datetime(m_sheet, lxw_row_t(row + 1), at(column), &cell, m_formats.value(int(kind)));
    }

    void number(int row, int column, double value, ReportKind kind)
    {
        worksheet_write_number(m_sheet, lxw_row_t(row + 1), at(column), value, m_formats.value(int(kind)));
    }

    void cell(int row, int column)
    {
        const ReportKind kind = m_table.columns.at(column).kind;
        const ReportValue &value = m_table.rows.at(row).at(column);
        const auto *whole = std::get_if<qint64>(&value);
        // The period of a sale is the day that it begins with.
        if (m_table.name == "sales" && column == 0)
            if (const auto *start = std::get_if<qint64>(&m_table.keys.at(row)))
                return date(row, column, dayDate(int(*start)).startOfDay(Qt::UTC), ReportKind::Day);
        if (const auto *text = std::get_if<QString>(&value)) {
            worksheet_write_string(m_sheet, lxw_row_t(row + 1), at(column), plain(*text).constData(), nullptr);
        } else if (const auto *real = std::get_if<double>(&value)) {
            number(row, column, *real, kind);
        } else if (whole) {
            switch (kind) {
            case ReportKind::Money: return number(row, column, amount(*whole), kind);
            case ReportKind::Rate: return number(row, column, double(*whole) / 1e6, kind);
            case ReportKind::Duration: return number(row, column, double(*whole) / 1e3, kind);
            case ReportKind::Day: return date(row, column, dayDate(int(*whole)).startOfDay(Qt::UTC), kind);
            case ReportKind::Time:
                return date(row, column, QDateTime::fromMSecsSinceEpoch(*whole, m_paper.format.zone()), kind);
            case ReportKind::Text:
            case ReportKind::Count:
            case ReportKind::Number: return number(row, column, double(*whole), kind);
            }
        }
    }

    const ReportPaper &m_paper;
    const ReportTable &m_table;
    lxw_workbook *m_book = nullptr;
    lxw_worksheet *m_sheet = nullptr;
    lxw_format *m_head = nullptr, *m_foot = nullptr;
    QHash<int, lxw_format *> m_formats, m_sums; // by kind: in the rows, below them
};
}

Result<> writeXlsx(const ReportPaper &paper, const QString &path, ReportProgress &progress)
{
    if (paper.table->rows.size() > MostRows)
        return fail(
            ErrorCode::TooLarge,
            tr("A workbook holds at most %L1 rows and this report has more. Export it as CSV, or choose fewer days.")
                .arg(MostRows));
    Book book(paper, path);
    if (book.isOpen()) {
        book.head();
        for (int row = 0; row < paper.table->rows.size() && !progress.cancelled; ++row) {
            book.row(row);
            progress.rows = row + 1;
        }
        if (!progress.cancelled)
            book.total();
    }
    if (!book.close())
        return fail(ErrorCode::Unavailable,
                    tr("%1 cannot be written. Choose another folder, or make room on the disk.").arg(path));
    return {};
}

}
