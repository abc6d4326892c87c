#pragma once
// What was typed after a command's name, read and checked; and the ways a command answers its caller.
#include "app/base/result.h"
#include "app/store/storeconfig.h"

#include <QCommandLineOption>
#include <QHash>
#include <QStringList>

namespace backroom {

enum ExitStatus { ExitDone = 0, ExitFailed = 1, ExitUsage = 2 };

// Lines to standard output and standard error, UTF-8, at once.
void say(const QString &line);
void complain(const QString &line);
// Bytes to standard output; false when it takes no more.
bool print(const QByteArray &bytes);
// The error's sentences on standard error, each fault of an option with the option before it; ExitFailed.
int failed(const Error &error);

class CommandLine {
public:
    // Reads the options that are known; a sentence for what is not.
    static Result<CommandLine> parse(const QString &command, const QList<QCommandLineOption> &options,
                                     const QStringList &arguments);

    const QStringList &operands() const { return m_operands; }
    bool has(const QString &option) const { return m_values.contains(option); }
    // Empty when it was not given.
    QString value(const QString &option) const { return m_values.value(option); }
    // As often as it was given, in that order.
    QStringList values(const QString &option) const { return m_lists.value(option); }
    void setValue(const QString &option, const QString &value) { m_values.insert(option, value); }
    Result<int> number(const QString &option, int otherwise, int least, int most) const;
    // One of these words; the first when it was not given.
    Result<QString> choice(const QString &option, const QStringList &words) const;
    // --data and --store. Without a data folder only a PostgreSQL store can be meant.
    Result<StoreConfig> store() const;
    // The sentence and where the help is, on standard error; ExitUsage.
    int wrong(const QString &sentence) const;

private:
    QString m_command;
    QStringList m_operands;
    QHash<QString, QString> m_values;
    QHash<QString, QStringList> m_lists;
};

// One line of standard input without its end; Malformed when there is none.
Result<QString> readLine();

}
