#pragma once
// One figure of the dashboard with what it is compared to and the shape of its period. A click opens what is behind it.
#include <QAbstractButton>

namespace backroom {

struct Kpi
{
    QString name; // "Net sales"
    QString figure; // "£18,402.50"
    QString change = {}; // "12.4%", without a sign: the arrow says it
    QString before = {}; // "was £16,372.10"
    int direction = 0; // -1, 0, 1: the arrow
    bool good = true; // the colour of the change
    QList<double> shape = {}; // of the period; fewer than two points draw nothing
};

class KpiTile final : public QAbstractButton {
    Q_OBJECT
public:
    explicit KpiTile(QWidget *parent = nullptr);
    void setKpi(const Kpi &kpi);
    const Kpi &kpi() const { return m_kpi; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    int wordsWidth() const; // of the comparison beneath the figure
    Kpi m_kpi;
};

// The line of a period without axes, its last point marked.
void paintSparkline(QPainter &painter, const QRectF &rect, const QList<double> &points);

}
