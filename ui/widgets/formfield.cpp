#include "ui/widgets/formfield.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

FormField::FormField(const QString &name, const QString &label, QWidget *editor, const QString &help, QWidget *parent)
    : QWidget(parent), m_name(name), m_help(help), m_editor(editor), m_mark(new QLabel), m_sentence(nullptr)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    auto *heading = makeLabel(label, Type::Body, QFont::Medium);
    heading->setBuddy(editor);
    all->addWidget(heading);
    if (editor->objectName().isEmpty())
        editor->setObjectName(name);
    editor->setAccessibleName(label);
    editor->installEventFilter(this);
    all->addWidget(editor);

    auto *below = new QHBoxLayout;
    below->setSpacing(6);
    m_mark->setPixmap({});
    m_mark->setAlignment(Qt::AlignTop);
    m_sentence = makeLabel(help, Type::Caption, Ink::Muted);
    m_sentence->setObjectName(name + u"Message"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_sentence->setMinimumHeight(2 * metrics().small + 2); // two lines always, so that nothing jumps
    below->addWidget(m_mark);
    below->addWidget(m_sentence, 1);
    all->addLayout(below);
    setFocusProxy(editor);
    show();
}

void FormField::setHelp(const QString &help)
{
    m_help = help;
    show();
}

void FormField::setError(const QString &sentence)
{
    m_error = sentence;
    show();
}

void FormField::show()
{
    const bool wrong = !m_error.isEmpty();
    setFault(*m_editor, wrong);
    m_editor->setAccessibleDescription(wrong ? m_error : m_help);
    m_sentence->setText(wrong ? m_error : m_help);
    setInk(*m_sentence, wrong ? Ink::Bad : Ink::Muted);
    m_mark->setVisible(wrong);
    if (wrong)
        m_mark->setPixmap(icon(u"fault"_s, Ink::Bad).pixmap(metrics().small, metrics().small));
}

bool FormField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::FocusOut && m_check) {
        const auto *line = qobject_cast<const QLineEdit *>(m_editor);
        if (!line || line->isModified() || !m_error.isEmpty())
            setError(m_check());
    }
    return QWidget::eventFilter(watched, event);
}

}
