#include "tests/support/teststore.h"

#include "tests/support/pgserver.h"

using namespace Qt::StringLiterals;

namespace backroom::test {

TestStore::TestStore(const QString &kind)
{
    m_config.dataDir = m_folder.path();
    if (kind == "postgresql"_L1)
        m_config.url = freshPostgresUrl();
    reopen();
}

TestStore::~TestStore()
{
    m_database.reset();
    if (m_config.kind() == StoreKind::Postgres)
        dropPostgres(m_config.url);
}

void TestStore::reopen()
{
    m_database.reset();
    auto opened = Database::open(m_config, m_clock, Database::Open::OrCreate);
    if (!opened)
        qFatal("no store: %s", qPrintable(opened.error().message));
    m_database = *std::move(opened);
}

void bothStores()
{
    QTest::addColumn<QString>("store");
    QTest::newRow("sqlite") << u"sqlite"_s;
    QTest::newRow("postgresql") << u"postgresql"_s;
}

}
