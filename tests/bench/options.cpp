#include "tests/bench/options.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace backroom::bench {

bool Options::wants(const QString &name) const
{
    // What takes long to make ready is asked for by name, or comes with everything.
    const auto named = [&name](const QString &part, QLatin1StringView word) {
        return part.contains(word) || !name.contains(word);
    };
    return names.isEmpty() || std::any_of(names.begin(), names.end(), [&](const QString &part) {
               return name.contains(part) && named(part, "postgresql"_L1) && named(part, "million"_L1);
           });
}

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Measures the server and the store. Rounds of what is measured and of its reference take turns, the medians\n"
        u"count, and the ratio of the two is what can be compared between machines.\n\n"
        u"Names: start memory list product search crowd order checkout flood import report; those on PostgreSQL end in -postgresql,\nthose on a shop of a million products and orders in million; both run when their name says so."_s);
    parser.addPositionalArgument(u"NAME"_s, u"Run only what has this in its name; all when left out."_s, u"[NAME…]"_s);
    const QCommandLineOption quick(u"quick"_s, u"Less of everything: to see that it works, not how fast."_s);
    const QCommandLineOption seconds(u"seconds"_s, u"How long one round measures (2)."_s, u"N"_s);
    const QCommandLineOption rounds(u"rounds"_s, u"How many rounds (3)."_s, u"N"_s);
    const QCommandLineOption json(u"json"_s, u"Print one JSON object instead of the table."_s);
    parser.addOptions({quick, seconds, rounds, json});
    parser.addHelpOption();
    parser.process(arguments);
    Options options;
    options.names = parser.positionalArguments();
    options.quick = parser.isSet(quick);
    options.json = parser.isSet(json);
    if (options.quick) {
        options.seconds = 0.5;
        options.rounds = 1;
    }
    if (parser.isSet(seconds))
        options.seconds = std::max(0.1, parser.value(seconds).toDouble());
    if (parser.isSet(rounds))
        options.rounds = std::max(1, parser.value(rounds).toInt());
    return options;
}

}
