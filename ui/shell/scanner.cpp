#include "ui/shell/scanner.h"

#include "ui/shell/mainwindow.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace backroom {

namespace {
// The line that keys go into, whatever it is part of.
QLineEdit *lineIn(QWidget *focus)
{
    if (auto *edit = qobject_cast<QLineEdit *>(focus))
        return edit;
    if (const auto *combo = qobject_cast<QComboBox *>(focus))
        return combo->lineEdit();
    return qobject_cast<QAbstractSpinBox *>(focus) ? focus->findChild<QLineEdit *>() : nullptr;
}

// The list whose cell is being typed into, or none.
QAbstractItemView *listAround(const QWidget *focus)
{
    for (QWidget *up = focus ? focus->parentWidget() : nullptr; up; up = up->parentWidget())
        if (auto *list = qobject_cast<QAbstractItemView *>(up))
            return list;
    return nullptr;
}

bool isEnter(int key) { return key == Qt::Key_Return || key == Qt::Key_Enter; }
}

Scanner::Scanner(MainWindow &window) : QObject(&window), m_window(window)
{
    m_clock.start();
    QCoreApplication::instance()->installEventFilter(this);
}

// Keys pass here first on their way to a window, then once more on that to a widget; only the first is looked at.
bool Scanner::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched->isWindowType() && key(*static_cast<QKeyEvent *>(event)))
        return true;
    return QObject::eventFilter(watched, event);
}

bool Scanner::key(const QKeyEvent &event)
{
    // The time of the key, not of its turn: what waited while the program was busy comes at once, but was not typed so.
    const qint64 now = event.timestamp() ? qint64(event.timestamp()) : m_clock.elapsed();
    const bool inTime = now - m_last <= MaxGap;
    if (event.key() == Qt::Key_Shift || event.key() == Qt::Key_CapsLock)
        return false;
    if (isEnter(event.key())) {
        const QString code = std::exchange(m_keys, {});
        return inTime && code.size() >= LeastKeys && deliver(code);
    }
    const QString text = event.text();
    const bool plain = text.size() == 1 && text.at(0).isPrint() && !event.isAutoRepeat()
        && !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain) {
        m_keys.clear();
        return false;
    }
    if (!inTime || m_keys.isEmpty())
        begin();
    m_keys += text;
    m_last = now;
    return false;
}

void Scanner::begin()
{
    m_keys.clear();
    m_inCell = listAround(QApplication::focusWidget());
    m_field.edit = lineIn(QApplication::focusWidget());
    if (m_field.edit) {
        m_field.text = m_field.edit->text();
        m_field.cursor = m_field.edit->cursorPosition();
    }
}

void Scanner::restoreField()
{
    if (m_field.edit && m_field.edit->text() != m_field.text) {
        m_field.edit->setText(m_field.text);
        m_field.edit->setCursorPosition(m_field.cursor);
    }
    QWidget *focus = QApplication::focusWidget();
    QAbstractItemView *list = listAround(focus);
    if (list && m_inCell) {
        list->setFocus(Qt::OtherFocusReason);
    } else if (list) {
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QApplication::sendEvent(focus, &escape);
    }
}

bool Scanner::deliver(const QString &code)
{
    QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog && QApplication::activeWindow() && QApplication::activeWindow() != &m_window)
        return false;
    auto *taker = dynamic_cast<ScanTaker *>(dialog ? dialog : m_window.currentPage());
    // A cell of somebody who takes no scans wants it typed, with its Enter: a barcode in a table.
    if (!taker && m_inCell)
        return false;
    // In a text of many lines the code stays where it was typed, with its Enter.
    if (!taker
        && (qobject_cast<QPlainTextEdit *>(QApplication::focusWidget())
            || qobject_cast<QTextEdit *>(QApplication::focusWidget())))
        return false;
    // In a dialog the code stays where it was typed; neither is the form sent by it, nor is a button pressed.
    if (!taker && dialog)
        return true;
    restoreField();
    if (!taker || !taker->takeScan(code))
        Q_EMIT scanned(code);
    return true;
}

}
