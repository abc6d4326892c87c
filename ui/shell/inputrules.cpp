#include "ui/shell/inputrules.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextEdit>

namespace backroom {

namespace {
// A choice or a figure that the wheel would change; the field inside a box counts as the box.
bool wouldChange(const QWidget *widget)
{
    if (qobject_cast<const QLineEdit *>(widget) && widget->parentWidget())
        widget = widget->parentWidget();
    return qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QTabBar *>(widget)
        || (qobject_cast<const QAbstractSlider *>(widget) && !qobject_cast<const QScrollBar *>(widget));
}

bool hasOwn(const QWidget *field, bool undo)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(field))
        return undo ? line->isUndoAvailable() : line->isRedoAvailable();
    const QTextDocument *document = nullptr;
    if (const auto *plain = qobject_cast<const QPlainTextEdit *>(field))
        document = plain->document();
    else if (const auto *rich = qobject_cast<const QTextEdit *>(field))
        document = rich->document();
    return document && (undo ? document->isUndoAvailable() : document->isRedoAvailable());
}
}

InputRules::InputRules(QObject *parent) : QObject(parent) { QCoreApplication::instance()->installEventFilter(this); }

bool InputRules::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched->isWidgetType() && wouldChange(static_cast<QWidget *>(watched))) {
        event->ignore(); // whatever scrolls around it has it
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && watched->isWidgetType()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool undo = key->matches(QKeySequence::Undo);
        if ((undo || key->matches(QKeySequence::Redo)) && !hasOwn(static_cast<QWidget *>(watched), undo)) {
            event->ignore(); // fields claim the keys also where they have nothing to take back
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void InputRules::forgetTyping(QWidget *field)
{
    if (auto *line = qobject_cast<QLineEdit *>(field)) {
        const int at = line->cursorPosition();
        line->setText(line->text());
        line->setCursorPosition(at);
    } else if (auto *plain = qobject_cast<QPlainTextEdit *>(field)) {
        plain->document()->clearUndoRedoStacks();
    } else if (auto *rich = qobject_cast<QTextEdit *>(field)) {
        rich->document()->clearUndoRedoStacks();
    }
}

}
