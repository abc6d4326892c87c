#pragma once
// A panel on the canvas: white ground, hairline, a heading on top with room for a link or a badge at its end.
#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace backroom {

class FlowRow;

class Panel : public QFrame {
    Q_OBJECT
public:
    // No title, no head.
    explicit Panel(const QString &title = {}, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    // What stands in the panel goes here.
    QVBoxLayout *body() const { return m_body; }
    // At the end of the head: a badge, a legend.
    void addToHead(QWidget *widget);
    QPushButton *addLink(const QString &text, const QString &objectName);

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QLabel *m_title;
    FlowRow *m_head;
    QVBoxLayout *m_body;
};

// A hairline across, between the rows of a panel.
QWidget *makeRule(QWidget *parent = nullptr);

}
