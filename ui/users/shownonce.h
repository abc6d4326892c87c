#pragma once
// Escape, pressed in passing, does not take away what a dialog shows this one time; once that is said to be copied, it
// closes it as any other.
#include <QDialog>
#include <QKeyEvent>

namespace backroom {

class ShownOnce final : public QObject {
public:
    // Lives with the dialog.
    explicit ShownOnce(QDialog *dialog) : QObject(dialog) { dialog->installEventFilter(this); }

    void copied() { m_copied = true; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        return !m_copied && event->type() == QEvent::KeyPress
            && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Cancel);
    }

private:
    bool m_copied = false;
};

}
