// A report on paper: a head that says whose and what it is, the chart, the table with its head on each page.
#include "ui/reports/reportfile.h"

#include "app/reports/totalrow.h"
#include "ui/reports/paperchart.h"
#include "ui/reports/reportwords.h"
#include "ui/theme/tokens.h"

#include <QCoreApplication>
#include <QPagedPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom::reportfile {

namespace {
constexpr int MeasuredRows = 400; // by which widths are chosen
constexpr int NarrowColumns = 6; // more want paper on its side
constexpr double Edge = 14; // millimetres

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

class Sheet {
public:
    Sheet(const ReportPaper &paper, QPagedPaintDevice &device)
        : m_paper(paper),
          m_table(*paper.table),
          m_total(reports::totalOf(m_table)),
          m_device(device),
          m_painter(&device),
          m_page(QPointF(0, 0), device.pageLayout().paintRectPixels(m_painter.device()->logicalDpiX()).size()),
          m_unit(m_painter.device()->logicalDpiX() / 72.0)
    {
        if (isOpen())
            measure();
    }
    bool isOpen() const { return m_painter.isActive(); }

    int paint(ReportProgress &progress, int most)
    {
        double top = paintTop();
        const double footAt = m_page.bottom() - 12 * m_unit;
        const int first = rowsIn(footAt - top - m_rowHeight);
        const int later = std::max(1, rowsIn(footAt - m_page.top() - m_rowHeight));
        const int rows = int(m_table.rows.size()) + (m_total ? 1 : 0);
        const int rest = std::max(0, rows - first);
        const int pages = 1 + (rest + later - 1) / later;
        int page = 1, row = 0;
        for (;; ++page) {
            top = paintHead(top);
            const int end = std::min(rows, row + (page == 1 ? first : later));
            for (; row < end; ++row) {
                paintRow(row, top);
                top += m_rowHeight;
            }
            paintFoot(page, pages);
            progress.rows = std::min(row, int(m_table.rows.size()));
            if (row >= rows || page >= most || progress.cancelled || !m_device.newPage())
                break;
            top = m_page.top();
        }
        return page;
    }

private:
    int rowsIn(double height) const { return std::max(0, int(std::floor(height / m_rowHeight))); }

    QFont font(double points, QFont::Weight weight = QFont::Normal) const
    {
        QFont font = m_paper.font;
        font.setPointSizeF(points);
        font.setWeight(weight);
        return font;
    }
    double pt(double points) const { return points * m_unit; }

    // Each column as wide as its words; when together they are too wide, those of words give way.
    void measure()
    {
        m_painter.setFont(font(8));
        const QFontMetricsF metrics(m_painter.font(), m_painter.device());
        m_rowHeight = metrics.height() + pt(5);
        double figures = 0, texts = 0;
        for (int column = 0; column < m_table.columns.size(); ++column) {
            double width = metrics.horizontalAdvance(m_table.columns.at(column).title) * 1.08;
            for (int row = 0; row < std::min(MeasuredRows, int(m_table.rows.size())); ++row)
                width =
                    std::max(width, metrics.horizontalAdvance(reportwords::cell(m_paper.format, m_table, row, column)));
            if (m_total)
                width =
                    std::max(width,
                             metrics.horizontalAdvance(reportwords::cell(m_paper.format, *m_total, 0, column)) * 1.08);
            width += pt(10);
            m_widths << width;
            (isFigure(m_table.columns.at(column).kind) ? figures : texts) += width;
        }
        const double room = m_page.width() - figures;
        if (figures + texts > m_page.width() && room > pt(40) && texts > 0)
            for (int column = 0; column < m_widths.size(); ++column)
                if (!isFigure(m_table.columns.at(column).kind))
                    m_widths[column] *= room / texts;
        double sum = 0;
        for (const double width : std::as_const(m_widths))
            sum += width;
        for (double &width : m_widths)
            width *= m_page.width() / std::max(1.0, sum);
    }

    double line(double top, const QString &text, const QFont &with, const QColor &ink)
    {
        m_painter.setFont(with);
        m_painter.setPen(ink);
        const QFontMetricsF metrics(with, m_painter.device());
        m_painter.drawText(QRectF(m_page.left(), top, m_page.width(), metrics.height()),
                           Qt::AlignLeading | Qt::AlignVCenter,
                           metrics.elidedText(text, Qt::ElideRight, m_page.width()));
        return top + metrics.height();
    }

    double paintTop()
    {
        const Tokens &t = lightTokens();
        double top = line(m_page.top(), m_paper.shop, font(9), t.muted);
        top = line(top, m_paper.title, font(18, QFont::DemiBold), t.text) + pt(2);
        top = line(top, m_paper.period, font(10), t.text);
        if (!m_paper.summary.isEmpty())
            top = line(top + pt(2), m_paper.summary, font(10, QFont::DemiBold), t.text);
        top += pt(10);
        if (m_paper.chart.kind != ReportChart::Kind::None) {
            const double height = std::min(pt(180), m_page.height() * 0.35);
            paintPaperChart(m_painter, QRectF(m_page.left(), top, m_page.width(), height), m_paper.chart, font(8));
            top += height + pt(14);
        }
        return top;
    }

    double paintHead(double top)
    {
        const Tokens &t = lightTokens();
        m_painter.setFont(font(8, QFont::DemiBold));
        m_painter.setPen(t.muted);
        double left = m_page.left();
        for (int column = 0; column < m_widths.size(); ++column) {
            text(QRectF(left, top, m_widths.at(column), m_rowHeight), column, m_table.columns.at(column).title);
            left += m_widths.at(column);
        }
        m_painter.fillRect(QRectF(m_page.left(), top + m_rowHeight - pt(0.8), m_page.width(), pt(0.8)), t.outline);
        return top + m_rowHeight;
    }

    // Behind the last one stand the sums.
    void paintRow(int row, double top)
    {
        const Tokens &t = lightTokens();
        const bool isTotal = row == m_table.rows.size();
        const ReportTable &table = isTotal ? *m_total : m_table;
        m_painter.setFont(font(8, isTotal ? QFont::DemiBold : QFont::Normal));
        m_painter.setPen(t.text);
        double left = m_page.left();
        for (int column = 0; column < m_widths.size(); ++column) {
            text(QRectF(left, top, m_widths.at(column), m_rowHeight), column,
                 reportwords::cell(m_paper.format, table, isTotal ? 0 : row, column));
            left += m_widths.at(column);
        }
        if (isTotal)
            m_painter.fillRect(QRectF(m_page.left(), top - pt(0.4), m_page.width(), pt(0.8)), t.outline);
        else
            m_painter.fillRect(QRectF(m_page.left(), top + m_rowHeight - pt(0.4), m_page.width(), pt(0.4)), t.border);
    }

    void text(const QRectF &cell, int column, const QString &words)
    {
        const QRectF inner = cell.adjusted(column == 0 ? 0 : pt(4), 0, column == m_widths.size() - 1 ? 0 : -pt(4), 0);
        const QFontMetricsF metrics(m_painter.font(), m_painter.device());
        const int side = isFigure(m_table.columns.at(column).kind) ? Qt::AlignTrailing : Qt::AlignLeading;
        m_painter.drawText(inner, side | Qt::AlignVCenter, metrics.elidedText(words, Qt::ElideRight, inner.width()));
    }

    void paintFoot(int page, int pages)
    {
        m_painter.setFont(font(7.5));
        m_painter.setPen(lightTokens().muted);
        const QRectF foot(m_page.left(), m_page.bottom() - pt(11), m_page.width(), pt(11));
        m_painter.drawText(foot, Qt::AlignLeading | Qt::AlignBottom,
                           u"%1 · %2 · %3"_s.arg(m_paper.shop, m_paper.title, m_paper.made));
        m_painter.drawText(foot, Qt::AlignTrailing | Qt::AlignBottom, tr("Page %1 of %2").arg(page).arg(pages));
    }

    const ReportPaper &m_paper;
    const ReportTable &m_table;
    const std::optional<ReportTable> m_total;
    QPagedPaintDevice &m_device;
    QPainter m_painter;
    QRectF m_page;
    double m_unit; // of a point
    double m_rowHeight = 0;
    QList<double> m_widths;
};
}

void layOut(QPagedPaintDevice &device, const ReportPaper &paper)
{
    const bool wide = paper.table->columns.size() > NarrowColumns;
    device.setPageOrientation(wide ? QPageLayout::Landscape : QPageLayout::Portrait);
    device.setPageMargins(QMarginsF(Edge, Edge, Edge, Edge), QPageLayout::Millimeter);
}

int paint(const ReportPaper &paper, QPagedPaintDevice &device, ReportProgress &progress, int most)
{
    Sheet sheet(paper, device);
    return sheet.isOpen() ? sheet.paint(progress, most) : 0;
}

}
