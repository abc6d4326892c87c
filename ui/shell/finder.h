#pragma once
// "Find anything": type a few letters, choose a page, a command, a product, an order or a customer, Enter opens it. A slip
// of the fingers is forgiven.
#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <functional>

class QAction;
class QLineEdit;
class QListWidget;

namespace backroom {

class Desk;

// What the shop has besides pages and commands.
struct FoundThing
{
    enum class Kind { Product, Order, Customer };
    Kind kind;
    QByteArray key; // an id, or an order's number
    QString name;
    QString second; // quiet, at the end
};

class Finder final : public QDialog {
    Q_OBJECT
public:
    // The actions that may be found; those that are disabled when it opens are left out. Without a desk only they are.
    Finder(const QList<QAction *> &actions, Desk *desk, QWidget *parent);

Q_SIGNALS:
    // Not triggered yet: where it belongs to a page, that has to be shown first.
    void commandChosen(QAction *command);
    void chosen(const backroom::FoundThing &thing);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void searchShop();
    void show(const QList<FoundThing> &things);
    void sayNothing(); // where the list is empty
    void choose();

    QList<QPointer<QAction>> m_actions;
    Desk *m_desk;
    QLineEdit *m_field;
    QListWidget *m_found;
    QList<FoundThing> m_things;
    QTimer m_rest; // until the hands rest
    quint64 m_asked = 0;
};

}
