#pragma once
// A filter of a list: "Status: Active, draft ×". A click edits it, the cross, Delete or Backspace takes it away. In too
// little room its value ends in dots.
#include <QAbstractButton>

namespace backroom {

class Chip final : public QAbstractButton {
    Q_OBJECT
public:
    Chip(const QString &name, const QString &value, QWidget *parent = nullptr);
    // The dashed one at the end of the row, which adds a filter.
    static Chip *adder(const QString &text, QWidget *parent = nullptr);

    void setValue(const QString &value);
    QString value() const { return m_value; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removed();

protected:
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    explicit Chip(QWidget *parent);
    QRect cross() const;
    void tipWhatIsCut();

    QString m_name, m_value;
    bool m_adder = false;
    bool m_overCross = false;
};

}
