#pragma once
// Which is most: horizontal bars with their names at the left and their figures at their ends, the largest on top.
#include <QtCharts/QChartView>

class QBarSet;
class QHorizontalBarSeries;

namespace backroom {

struct Bar
{
    QString name;
    double value = 0; // decides the length
    QString figure; // "£2,856.00"
    QString second = {}; // "42 sold"
};

class BarChart final : public QChartView {
    Q_OBJECT
public:
    explicit BarChart(QWidget *parent = nullptr);

    // At most eight are readable; the caller sorts.
    void setBars(const QList<Bar> &bars);
    const QList<Bar> &bars() const { return m_bars; }

Q_SIGNALS:
    void opened(int bar); // click, or Enter on the one chosen by keys

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void dress();
    void fit(); // a bar into its room
    QRectF slot(int bar) const;
    QList<Bar> m_bars;
    QBarSet *m_set = nullptr;
    QHorizontalBarSeries *m_series = nullptr;
    int m_current = -1;
};

}
