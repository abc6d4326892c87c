#pragma once
// Two to five choices side by side, one of them taken: the period of a dashboard. Arrow keys move the choice.
#include <QStringList>
#include <QWidget>

namespace backroom {

class Segmented final : public QWidget {
    Q_OBJECT
public:
    explicit Segmented(const QStringList &choices, QWidget *parent = nullptr);

    int current() const { return m_current; }
    void setCurrent(int index);
    // A choice called anew, with a count beside its word.
    void setChoice(int index, const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    QRect cell(int index) const;
    QStringList m_choices;
    int m_current = 0;
};

}
