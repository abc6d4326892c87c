#include "ui/shell/inputrules.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTextEdit>
#include <QToolButton>

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

// What is typed into, or chosen from, the way it is read.
QWidget *firstField(const QDialog &dialog)
{
    QWidget *first = nullptr;
    QPoint at;
    const auto all = dialog.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const auto *line = qobject_cast<QLineEdit *>(widget);
        const bool isInside = qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
            || qobject_cast<QComboBox *>(widget->parentWidget());
        const bool isField = (line && !line->isReadOnly() && !isInside) || qobject_cast<QAbstractSpinBox *>(widget)
            || qobject_cast<QComboBox *>(widget) || qobject_cast<QPlainTextEdit *>(widget);
        if (!isField || !widget->isEnabled() || !widget->isVisibleTo(&dialog)
            || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const QPoint place = widget->mapTo(&dialog, QPoint());
        if (!first || std::pair(place.y(), place.x()) < std::pair(at.y(), at.x())) {
            first = widget;
            at = place;
        }
    }
    return first;
}

bool pressFocused(QWidget *widget, const QKeyEvent &key)
{
    // Once: a key that is held down must not press what it led to.
    if ((key.key() != Qt::Key_Return && key.key() != Qt::Key_Enter) || (key.modifiers() & ~Qt::KeypadModifier)
        || key.isAutoRepeat())
        return false;
    if (auto *push = qobject_cast<QPushButton *>(widget); push && push->isEnabled()) {
        if (push->menu())
            push->showMenu();
        else
            push->click();
        return true;
    }
    if (auto *tool = qobject_cast<QToolButton *>(widget); tool && tool->isEnabled()) {
        if (tool->menu() && tool->popupMode() == QToolButton::InstantPopup)
            tool->showMenu();
        else
            tool->click();
        return true;
    }
    return false;
}
}

InputRules::InputRules(QObject *parent) : QObject(parent) { QCoreApplication::instance()->installEventFilter(this); }

bool InputRules::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched->isWidgetType() && wouldChange(static_cast<QWidget *>(watched))) {
        event->ignore(); // whatever scrolls around it has it
        return true;
    }
    if (event->type() == QEvent::KeyPress && watched->isWidgetType()
        && pressFocused(static_cast<QWidget *>(watched), *static_cast<QKeyEvent *>(event)))
        return true;
    if (event->type() == QEvent::Show && !event->spontaneous()) {
        auto *dialog = qobject_cast<QDialog *>(watched);
        if (QWidget *field = dialog && !dialog->focusWidget() ? firstField(*dialog) : nullptr)
            field->setFocus(Qt::TabFocusReason); // which selects what stands in it
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
