#include "app/selftest/history.h"

namespace backroom::selftest {

void keep(Transaction &transaction, const SelfTestReport &report)
{
    transaction.exec("INSERT INTO selftests (at, version, report) VALUES (?, ?, ?)", report.at, report.version,
                     toJson(report));
    transaction.exec("DELETE FROM selftests WHERE id NOT IN (SELECT id FROM selftests ORDER BY id DESC LIMIT ?)",
                     MostKept);
}

QList<SelfTestReport> history(Reader &reader)
{
    QList<SelfTestReport> reports;
    Query rows = reader.query("SELECT report FROM selftests ORDER BY id DESC");
    while (rows.next())
        if (const auto report = fromJson(rows.bytes(0)))
            reports << *report;
    return reports;
}

}
