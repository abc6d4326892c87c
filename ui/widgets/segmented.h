#pragma once
// A few choices side by side, one of them taken: the period of a dashboard. Arrow keys move the choice. Where there is no
// room for all, those around the taken one are shown, and a "▾" (Space or Down) opens a menu of all.
#include <QStringList>
#include <QWidget>

#include <utility>

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
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    bool isShort() const { return width() < sizeHint().width(); }
    // Of the choices that are shown, the first and the one behind the last.
    std::pair<int, int> shown() const;
    // Only of choices that are shown.
    QRect cell(int index) const;
    QRect more() const; // the "▾"; nothing while there is room for all
    void openMenu();
    QStringList m_choices;
    int m_current = 0;
};

}
