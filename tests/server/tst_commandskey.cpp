// backroomd with the key of the backups in the computer's keyring, as an administrator types it; on both stores.
#include "tests/support/daemon.h"
#include "tests/support/desktopkeyring.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom::test;

class TestCommandsKey : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("BACKROOM_KEYS", m_folder->filePath(u"keys"_s).toUtf8());
        m_data = m_folder->filePath(u"shop"_s);
        m_url = store == "postgresql"_L1 ? freshPostgresUrl() : QString();
        makeShop(m_data, m_url);
    }

    void cleanup()
    {
        if (!m_url.isEmpty())
            dropPostgres(m_url);
    }

    void withoutAKeyring()
    {
        expect(run(u"backup-key"_s), 0, "no key yet", {});
        expect(run(u"backup"_s), 0, {}, {});
        expect(run(u"backup-key"_s), 0, "in a file in", {});
        expect(run(u"backup-key"_s, {u"--to"_s, u"keyring"_s}), 1, {}, "No keyring answers");
        expect(run(u"backup-key"_s, {u"--to"_s, u"file"_s}), 0, "in a file in", {});
        expect(run(u"backup-key"_s, {u"--to"_s, u"pocket"_s}), 2, {}, {});
        expect(run(u"backup-key"_s, {u"--to"_s}), 2, {}, {});
    }

    void movedThereAndBack()
    {
        DesktopKeyring desktop;
        expect(run(u"backup-key"_s, {u"--to"_s, u"keyring"_s}), 0, "keyring", {});
        QVERIFY(QDir(m_folder->filePath(u"keys"_s)).entryList({u"*.key"_s}, QDir::Files).isEmpty());
        const QString file = m_folder->filePath(u"first.backroom"_s);
        expect(run(u"backup"_s, {u"--to"_s, file}), 0, {}, {});
        const Ran verified = backroomd({u"verify"_s, file});
        QVERIFY2(verified.status == 0, verified.err.constData());

        desktop.lock();
        expect(run(u"backup-key"_s), 1, {}, "locked");
        expect(run(u"backup"_s), 1, {}, "locked");
        expect(run(u"backup-key"_s, {u"--to"_s, u"file"_s}), 1, {}, "locked");
        expect(run(u"doctor"_s), 1, "locked", {});
        const Ran sealed = backroomd({u"verify"_s, file});
        QCOMPARE(sealed.status, 1);
        QVERIFY2(sealed.err.contains("--passphrase-file"), sealed.err.constData());

        desktop.open();
        expect(run(u"backup-key"_s, {u"--to"_s, u"file"_s}), 0, "in a file in", {});
        desktop.kill();
        expect(run(u"backup"_s), 0, {}, {});
        const Ran opened = backroomd({u"verify"_s, file});
        QVERIFY2(opened.status == 0, opened.err.constData());
    }

private:
    Ran run(const QString &command, const QStringList &more = {}) const
    {
        QStringList arguments{command, u"--data"_s, m_data};
        if (!m_url.isEmpty())
            arguments << u"--store"_s << m_url;
        return backroomd(arguments + more);
    }

    static void expect(const Ran &ran, int status, const QByteArray &out, const QByteArray &err)
    {
        const QByteArray all = QByteArray::number(ran.status) + ": " + ran.out + ran.err;
        QVERIFY2(ran.status == status, all.constData());
        QVERIFY2(ran.out.contains(out) && ran.err.contains(err), all.constData());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data, m_url;
};

QTEST_GUILESS_MAIN(TestCommandsKey)
#include "tst_commandskey.moc"
