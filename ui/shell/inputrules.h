#pragma once
// What wheel, keys and focus do wherever they are used: scrolling a page changes nothing on it, Ctrl+Z is the window's once
// a field has nothing of its own to take back, Enter presses the button that has the focus, and a dialog begins in its
// first field.
#include <QObject>

class QWidget;

namespace backroom {

class InputRules final : public QObject {
    Q_OBJECT
public:
    // Holds for all windows of the program as long as it lives.
    explicit InputRules(QObject *parent = nullptr);

    // Something was saved or placed: from here on the field that has the focus takes back what is typed next, no more.
    static void forgetTyping(QWidget *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}
