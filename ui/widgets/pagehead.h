#pragma once
// The head of a page: title, a quiet fact beside it, what can be done at the right with one primary button last.
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace backroom {

class PageHead final : public QWidget {
    Q_OBJECT
public:
    explicit PageHead(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setFact(const QString &fact);
    // Beside the title: badges of the thing shown.
    void addMark(QWidget *widget);
    // At the right, in this order. A button follows its action: text, icon, enabled, tooltip with the keys.
    void addWidget(QWidget *widget);
    QPushButton *addAction(QAction *action, bool primary = false);
    // A small arrow before the title that says `back`.
    void showBack();

Q_SIGNALS:
    void back();

private:
    QHBoxLayout *m_marks;
    QHBoxLayout *m_actions;
    QPushButton *m_back;
    QLabel *m_title;
    QLabel *m_fact;
};

// A button that does what its action does and looks as it says.
QPushButton *makeButton(QAction *action, QWidget *parent = nullptr);

}
