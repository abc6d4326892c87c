#pragma once
// The bar at the bottom that says what was just done and takes it back: one at a time, gone after eight seconds unless
// the pointer or the focus is on it. It is announced and never takes the focus.
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QPropertyAnimation;
class QPushButton;

namespace backroom {

class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    // Floats over its parent, bottom centre, and above a bar of verbs that is there.
    explicit NoticeBar(QWidget *parent);

    // Without an action it only tells. The action's word stands on the button and its keys beside it; `also` leads to more
    // of what it tells. Neither is owned.
    void show(const QString &text, QAction *undo = nullptr, QAction *also = nullptr);
    QString text() const;

public Q_SLOTS:
    void dismiss();

protected:
    void paintEvent(QPaintEvent *) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();
    // Of the parent: where the bars at its foot begin.
    int floor();
    QLabel *m_text;
    QPushButton *m_also;
    QPushButton *m_undo;
    QLabel *m_keys;
    QPushButton *m_close;
    QMetaObject::Connection m_connection, m_alsoConnection;
    QTimer m_gone;
    QPointer<QPropertyAnimation> m_slide;
};

}
