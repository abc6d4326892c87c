#pragma once
// What the lines of a chart mean, in the head of its panel: a short stroke and its name.
#include <QWidget>

namespace backroom {

enum class Stroke { Line, Dashed, Square };

class ChartKey final : public QWidget {
    Q_OBJECT
public:
    ChartKey(Stroke stroke, const QString &name, QWidget *parent = nullptr);
    void setName(const QString &name);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    Stroke m_stroke;
    QString m_name;
};

}
