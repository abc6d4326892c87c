#include "ui/shell/ask.h"

#include "ui/theme/style.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/text.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

void Ask::question(QWidget *parent, const Question &question, std::function<void(bool)> done)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(question.name);
    dialog->setWindowTitle(question.title);
    dialog->setAccessibleDescription(question.effect);
    auto *all = new QVBoxLayout(dialog);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    all->setSpacing(8);
    for (const auto &[text, type] :
         {std::pair(question.title, Type::Heading), std::pair(question.effect, Type::Body)}) {
        if (text.isEmpty())
            continue;
        auto *label = makeLabel(text, type, type == Type::Heading ? Ink::Text : Ink::Muted);
        label->setWordWrap(true);
        label->setMinimumWidth(400);
        all->addWidget(label);
    }
    all->addSpacing(12);
    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *no = buttons->addButton(question.no, QDialogButtonBox::RejectRole);
    QPushButton *yes = buttons->addButton(question.yes, QDialogButtonBox::AcceptRole);
    no->setObjectName(u"no"_s);
    yes->setObjectName(u"yes"_s);
    setKind(*yes, question.destructive ? ButtonKind::LastStep : ButtonKind::Primary);
    all->addWidget(buttons);
    // What cannot be taken back is never one stray Enter away.
    (question.destructive ? no : yes)->setDefault(true);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, parent,
                     [done = std::move(done)](int result) { done(result == QDialog::Accepted); });
    dialog->open();
}

static void choose(QFileDialog *dialog, QWidget *parent, std::function<void(const QString &)> done)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, parent, [dialog, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

void Ask::fileToOpen(QWidget *parent, const QString &title, const QString &filter,
                     std::function<void(const QString &)> done)
{
    auto *dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    choose(dialog, parent, std::move(done));
}

void Ask::folder(QWidget *parent, const QString &title, std::function<void(const QString &)> done)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    choose(dialog, parent, std::move(done));
}

void Ask::text(QWidget *parent, const QString &title, const QString &label, const QString &suggestion,
               const QString &yes, std::function<void(const QString &)> done)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"askText"_s);
    dialog->setWindowTitle(title);
    auto *all = new QVBoxLayout(dialog);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    auto *field = new QLineEdit(suggestion);
    field->setObjectName(u"text"_s);
    field->setMinimumWidth(360);
    field->selectAll();
    all->addWidget(new FormField(u"text"_s, label, field));
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(QObject::tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(u"no"_s);
    QPushButton *ok = buttons->addButton(yes, QDialogButtonBox::AcceptRole);
    ok->setObjectName(u"yes"_s);
    ok->setDefault(true);
    setKind(*ok, ButtonKind::Primary);
    const auto show = [ok, field] { ok->setEnabled(!field->text().trimmed().isEmpty()); };
    show();
    QObject::connect(field, &QLineEdit::textChanged, dialog, show);
    all->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, parent, [field, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? field->text().trimmed() : QString());
    });
    dialog->open();
}

void Ask::fileToSave(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter,
                     std::function<void(const QString &)> done)
{
    auto *dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestion);
    choose(dialog, parent, std::move(done));
}

void Ask::printer(QWidget *parent, const QString &title, std::function<void(const std::shared_ptr<QPrinter> &)> done)
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    QObject::connect(dialog, &QDialog::finished, parent, [printer, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? printer : nullptr);
    });
    dialog->open();
}

}
