#pragma once
// Every question to the person goes through here, so that tests can answer it; nothing waits in a nested event loop.
#include <QString>

#include <functional>
#include <memory>

class QPrinter;
class QWidget;

namespace backroom {

// Asked only where undo cannot help: names the thing and the effect.
struct Question
{
    QString name; // of the question, for tests: "endSessions"
    QString title; // "End all 3 sessions of Tom Adeyemi?"
    QString effect = {}; // what happens then
    QString yes; // a verb: "End sessions"
    QString no; // "Keep"
    bool destructive = true;
};

class Ask {
public:
    virtual ~Ask() = default;
    // `done` is called once, later, on the GUI thread; not at all when the parent goes first.
    virtual void question(QWidget *parent, const Question &question, std::function<void(bool yes)> done);
    // Empty when the person thought better of it. Filter as QFileDialog takes it.
    virtual void fileToOpen(QWidget *parent, const QString &title, const QString &filter,
                            std::function<void(const QString &path)> done);
    virtual void folder(QWidget *parent, const QString &title, std::function<void(const QString &path)> done);
    // A short text, such as a name; empty when the person thought better of it.
    virtual void text(QWidget *parent, const QString &title, const QString &label, const QString &suggestion,
                      const QString &yes, std::function<void(const QString &text)> done);
    virtual void fileToSave(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter,
                            std::function<void(const QString &path)> done);
    // A printer with its paper, or null.
    virtual void printer(QWidget *parent, const QString &title,
                         std::function<void(const std::shared_ptr<QPrinter> &printer)> done);
};

}
