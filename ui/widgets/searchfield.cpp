#include "ui/widgets/searchfield.h"

#include "ui/theme/icons.h"
#include "ui/theme/type.h"

#include <QAction>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace backroom {

SearchField::SearchField(const QString &placeholder, QWidget *parent) : QLineEdit(parent)
{
    setObjectName(u"search"_s);
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    addAction(icon(u"search"_s), LeadingPosition)->setText(tr("Search"));
    if (auto *clear = findChild<QAction *>(u"_q_qlineeditclearaction"_s)) {
        clear->setIcon(icon(u"close"_s));
        clear->setText(tr("Clear the search"));
    }
    m_rest.setSingleShot(true);
    m_rest.setInterval(200);
    connect(&m_rest, &QTimer::timeout, this, &SearchField::say);
    connect(this, &QLineEdit::textChanged, this, [this] { m_rest.start(); });
    connect(this, &QLineEdit::returnPressed, this, &SearchField::say);
}

QSize SearchField::minimumSizeHint() const
{
    const QSize least = QLineEdit::minimumSizeHint();
    return {fontMetrics().averageCharWidth() * 14 + 2 * metrics().icon + 30, least.height()};
}

QSize SearchField::sizeHint() const
{
    const int signs = metrics().icon * 5 / 2 + 36; // of searching and of clearing, with what stands around them
    const int hint = fontMetrics().horizontalAdvance(placeholderText()) + signs;
    return {qMax(hint, minimumSizeHint().width()), QLineEdit::sizeHint().height()};
}

// Where the hint is cut, it can be read all the same.
void SearchField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    setToolTip(width() < sizeHint().width() ? placeholderText() : QString());
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        say();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::say()
{
    m_rest.stop();
    if (text() == m_said)
        return;
    m_said = text();
    Q_EMIT searched(m_said);
}

}
