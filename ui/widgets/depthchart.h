#pragma once
// How slow: up to three lines of one hue in three depths over time, the slowest strongest, each named at its right end.
// A read-out under the pointer or the arrow keys says all of them. Slots without a figure leave a gap.
#include <QWidget>

#include <functional>
#include <optional>

namespace backroom {

struct DepthLine
{
    QString name; // "95%"
    QString longName; // of the read-out: "95% within"
    QList<std::optional<double>> values; // one a slot
};

struct DepthData
{
    QList<DepthLine> lines; // the fastest first
    QList<QPair<int, QString>> ticks = {};
    std::function<QString(int slot)> slotName = {};
    std::function<QString(double value)> figure = {};
    std::function<QString(double value, double largest)> axis = {};
    std::function<QString(int slot)> note = {}; // a further line of the read-out: how many calls
};

class DepthChart final : public QWidget {
    Q_OBJECT
public:
    explicit DepthChart(QWidget *parent = nullptr);

    void setData(const DepthData &data);
    const DepthData &data() const { return m_data; }
    int pointed() const { return m_pointed; }
    void point(int slot); // -1: none
    // The same as rows of words.
    QList<QStringList> table() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void opened(int slot);

protected:
    void paintEvent(QPaintEvent *) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int slotCount() const;
    QRect plot() const;
    double x(int slot) const;
    double y(double value) const;
    QColor ink(qsizetype line) const;
    void paintAxes(QPainter &painter) const;
    void paintLine(QPainter &painter, qsizetype line) const;
    void paintNames(QPainter &painter) const;
    void paintReadOut(QPainter &painter) const;

    DepthData m_data;
    QList<double> m_steps{0, 1};
    int m_pointed = -1;
};

}
