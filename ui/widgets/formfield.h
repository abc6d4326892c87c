#pragma once
// One field of a form: label above, help below, and in its place the sentence of an error. The slot for the sentence
// keeps two lines, so that nothing jumps when it appears.
#include <QLabel>
#include <QWidget>

#include <functional>

namespace backroom {

class FormField final : public QWidget {
    Q_OBJECT
public:
    // Takes the editor. `name` is the field as the services call it in their errors ("sku").
    FormField(const QString &name, const QString &label, QWidget *editor, const QString &help = {},
              QWidget *parent = nullptr);

    QString name() const { return m_name; }
    QWidget *editor() const { return m_editor; }
    // A whole sentence, plain text; empty takes the error away.
    void setError(const QString &sentence);
    QString error() const { return m_error; }
    void setHelp(const QString &help);
    // Runs when the field is left after it was changed, never while it is typed in; what it returns is the error.
    void setCheck(std::function<QString()> check) { m_check = std::move(check); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show();
    QString m_name, m_help, m_error;
    QWidget *m_editor;
    QLabel *m_mark;
    QLabel *m_sentence;
    std::function<QString()> m_check;
};

}
