#include "ui/shell/scanner.h"

#include "ui/shell/mainwindow.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

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

// A cell that is being typed into: the scan belongs into it, with its Enter.
bool isCell(const QWidget *focus)
{
    for (const QWidget *up = focus ? focus->parentWidget() : nullptr; up; up = up->parentWidget())
        if (qobject_cast<const QAbstractItemView *>(up))
            return true;
    return false;
}

bool isEnter(int key) { return key == Qt::Key_Return || key == Qt::Key_Enter; }
}

Scanner::Scanner(MainWindow &window) : QObject(&window), m_window(window)
{
    m_clock.start();
    qApp->installEventFilter(this);
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
        return inTime && code.size() >= LeastKeys && !isCell(QApplication::focusWidget()) && deliver(code);
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
    m_field.edit = lineIn(QApplication::focusWidget());
    if (m_field.edit) {
        m_field.text = m_field.edit->text();
        m_field.cursor = m_field.edit->cursorPosition();
    }
}

void Scanner::restoreField()
{
    if (!m_field.edit || m_field.edit->text() == m_field.text)
        return;
    m_field.edit->setText(m_field.text);
    m_field.edit->setCursorPosition(m_field.cursor);
}

bool Scanner::deliver(const QString &code)
{
    if (QWidget *dialog = QApplication::activeModalWidget()) {
        auto *taker = dynamic_cast<ScanTaker *>(dialog);
        if (!taker || !taker->takeScan(code)) // the code stays where it was typed; the form is not sent by it
            return lineIn(QApplication::focusWidget()) != nullptr;
        restoreField();
        return true;
    }
    if (QApplication::activeWindow() && QApplication::activeWindow() != &m_window)
        return false;
    restoreField();
    auto *taker = dynamic_cast<ScanTaker *>(m_window.currentPage());
    if (!taker || !taker->takeScan(code))
        Q_EMIT scanned(code);
    return true;
}

}
