// Hashes of many messages are those that libsodium makes of each.
#include "app/base/crypto.h"
#include "app/base/manyhashes.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>
#include <cstring>

using namespace backroom;

class TestManyHashes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areLibsodiums_data()
    {
        QTest::addColumn<bool>("careful");
        QTest::newRow("as the processor can") << false;
        QTest::newRow("one by one") << true;
    }

    void areLibsodiums()
    {
        QFETCH(bool, careful);
        QRandomGenerator random(7);
        QByteArrayList messages;
        for (const int size : {0, 1, 63, 64, 127, 128, 129, 255, 256, 257, 384, 1000, 5000, 128, 0, 129, 1})
            messages << bytes(random, size);
        for (int i = 0; i < 2000; ++i)
            messages << bytes(random, random.bounded(700));
        QByteArrayList hashes;
        ManyHashes many(careful);
        const auto keep = [&hashes](const ManyHashes::Hash &hash) {
            QByteArray bytes(32, '\0');
            for (size_t i = 0; i < hash.size(); ++i)
                qToLittleEndian<quint64>(hash[i], bytes.data() + 8 * i);
            hashes << bytes;
        };
        for (const QByteArray &message : messages) {
            // In two pieces, as rows come.
            const qsizetype half = message.size() / 3;
            std::memcpy(many.room(size_t(half)), message.constData(), size_t(half));
            std::memcpy(many.room(size_t(message.size() - half)), message.constData() + half,
                        size_t(message.size() - half));
            if (many.end())
                many.take(keep);
        }
        many.take(keep);
        QCOMPARE(hashes.size(), messages.size());
        for (qsizetype i = 0; i < messages.size(); ++i)
            QVERIFY2(hashes.at(i) == blake2b(messages.at(i)), QByteArray::number(messages.at(i).size()).constData());
    }

private:
    static QByteArray bytes(QRandomGenerator &random, int size)
    {
        QByteArray bytes(size, '\0');
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        return bytes;
    }
};

QTEST_GUILESS_MAIN(TestManyHashes)
#include "tst_manyhashes.moc"
