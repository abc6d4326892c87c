#pragma once
// "Find anything": type a few letters, choose a page or a command, Enter does it.
#include <QDialog>
#include <QPointer>

class QAction;
class QLineEdit;
class QListWidget;

namespace backroom {

class Finder final : public QDialog {
    Q_OBJECT
public:
    // The actions that may be found; those that are disabled when it opens are left out.
    Finder(const QList<QAction *> &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void choose();
    QList<QPointer<QAction>> m_actions;
    QLineEdit *m_field;
    QListWidget *m_found;
};

}
