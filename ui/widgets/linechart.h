#pragma once
// How it went over time: a line with a tinted area, the period before it dashed, and a read-out under the pointer or
// the arrow keys. The last point can be marked as unfinished and is dotted then.
#include <QtCharts/QChartView>

#include <functional>

class QCategoryAxis;
class QLineSeries;

namespace backroom {

struct LineData
{
    QList<double> now; // one a slot, in the unit that `figure` takes
    QList<double> before = {}; // of the period before, or empty
    bool unfinished = false; // the last slot is still going on
    QList<QPair<int, QString>> ticks = {}; // labels beneath: slot and words
    QString nowName, beforeName; // "This day", "30 days before"
    std::function<QString(int slot)> slotName = {}; // "Sat 31 October"
    std::function<QString(double value)> figure = {}; // of the read-out, in full
    std::function<QString(double value)> axis = {}; // of the grid lines, short
};

class LineChart final : public QChartView {
    Q_OBJECT
public:
    explicit LineChart(QWidget *parent = nullptr);
    ~LineChart() override;

    void setData(const LineData &data);
    const LineData &data() const { return m_data; }
    // The slot under the pointer or chosen by keys; -1: none.
    int pointed() const { return m_pointed; }
    void point(int slot);
    // The same as rows of words, for "Show as table" and for screen readers.
    QList<QStringList> table() const;

Q_SIGNALS:
    void opened(int slot);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    class ReadOut;
    void build();
    void dress();
    LineData m_data;
    QLineSeries *m_now = nullptr, *m_rest = nullptr, *m_before = nullptr, *m_ground = nullptr;
    ReadOut *m_readOut;
    int m_pointed = -1;
};

}
