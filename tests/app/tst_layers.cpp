// The walls of the house: who may include what, where the clock and the colours come from, what the server links.
#include "tests/support/paths.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom::test;

namespace {
struct Source
{
    QString path; // from the top of the tree
    QStringList lines;
};

QList<Source> readSources()
{
    QList<Source> sources;
    const QDir top(source({}));
    for (const auto &room : {u"app"_s, u"server"_s, u"ui"_s}) {
        QDirIterator files(top.filePath(room), {u"*.h"_s, u"*.cpp"_s, u"*.ui"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                sources.append({top.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()).split(u'\n')});
        }
    }
    return sources;
}

// What of these sources breaks a rule, as "path:line: text".
QStringList offences(const QList<Source> &sources, const QString &in, const QString &forbidden,
                     const QStringList &except)
{
    const QRegularExpression place(in), text(forbidden);
    QStringList found;
    for (const Source &source : sources) {
        if (!place.match(source.path).hasMatch() || except.contains(source.path))
            continue;
        for (qsizetype i = 0; i < source.lines.size(); ++i)
            if (text.match(source.lines[i]).hasMatch())
                found.append("%1:%2: %3"_L1.arg(source.path).arg(i + 1).arg(source.lines[i].trimmed()));
    }
    return found;
}
}

class TestLayers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_sources = readSources();
        QVERIFY(m_sources.size() > 20);
    }

    void rules_data()
    {
        QTest::addColumn<QString>("in"); // the places, by path
        QTest::addColumn<QString>("forbidden");
        QTest::addColumn<QString>("broken"); // a line that breaks it, so that the rule is known to bite
        QTest::addColumn<QStringList>("except");

        QTest::newRow("app knows neither face") << u"^app/"_s << uR"(#include .(server|ui|tests)/)"_s
                                                << u"#include \"server/http/gate.h\""_s << QStringList{};
        QTest::newRow("server knows no windows")
            << u"^server/"_s << uR"(#include .(ui|tests)/)"_s << u"#include \"ui/theme/tokens.h\""_s << QStringList{};
        QTest::newRow("windows know no server")
            << u"^ui/"_s << uR"(#include .(server|tests)/)"_s << u"#include \"server/http/gate.h\""_s
            << QStringList{u"ui/main.cpp"_s};
        QTest::newRow("includes go from the root")
            << u"."_s << uR"(#include \x22(?!(app|server|ui|moc_|ui_)|[a-z_]+\.moc\x22))"_s
            << u"#include \"../money.h\""_s << QStringList{};
        QTest::newRow("no widgets below ui")
            << u"^(app|server)/"_s
            << uR"(#include <(Qt(Widgets|Charts)|Q\w*(Widget|Dialog|Chart\w*|Button|MessageBox)|QApplication|QMainWindow|QStyle)\b)"_s
            << u"#include <QMessageBox>"_s << QStringList{};
        QTest::newRow("SQL only in app/store")
            << u"^(?!app/store/)"_s << uR"(#include <(QtSql|QSql\w*|sqlite3\.h|libpq-fe\.h))"_s
            << u"#include <QSqlQuery>"_s << QStringList{};
        QTest::newRow("Qt HTTP Server only in server/http")
            << u"^(?!server/http/)"_s << uR"(#include <(QtHttpServer|QHttpServer\w*|QAbstractHttpServer))"_s
            << u"#include <QHttpServer>"_s << QStringList{};
        QTest::newRow("one clock") << u"^(app|server)/"_s
                                   << uR"(currentDateTime|currentMSecsSinceEpoch|currentSecsSinceEpoch|system_clock)"_s
                                   << u"QDateTime::currentDateTimeUtc()"_s << QStringList{u"app/base/clock.cpp"_s};
        QTest::newRow("colours only as tokens")
            << u"^ui/"_s
            << uR"([\x22\x27( ]#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|0x([0-9a-fA-F]{2})?[0-9a-fA-F]{6}\b)"_s
            << u"color: #1f2937;"_s << QStringList{u"ui/theme/tokens.cpp"_s, u"ui/theme/tokens.h"_s};
        // D-Bus takes nothing else.
        QTest::newRow("no string connects")
            << u"."_s << uR"(\b(SIGNAL|SLOT)\()"_s << u"connect(a, SIGNAL(b()), c, SLOT(d()))"_s
            << QStringList{u"ui/theme/desktop.cpp"_s};
        QTest::newRow("no singletons") << u"."_s << uR"(\bqApp\b|\bstatic \w+ ?[*&] ?instance\(\))"_s
                                       << u"static Shop &instance();"_s << QStringList{};
        QTest::newRow("nothing left for later")
            << u"."_s << uR"(\b(TODO|FIXME|XXX|HACK)\b)"_s << u"// TODO: this"_s << QStringList{};
    }

    void rules()
    {
        QFETCH(QString, in);
        QFETCH(QString, forbidden);
        QFETCH(QString, broken);
        QFETCH(QStringList, except);
        QVERIFY2(QRegularExpression(forbidden).isValid() && QRegularExpression(in).isValid(),
                 "the rule itself is wrong");
        QVERIFY2(QRegularExpression(forbidden).match(broken).hasMatch(), "the rule finds nothing");
        const QStringList found = offences(m_sources, in, forbidden, except);
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' % found.join(u'\n')));
    }

    // The link line holds the direction a second time: a server's machine needs no windows.
    void serverLinksNoWidgets()
    {
        QProcess readelf;
        readelf.start(u"readelf"_s, {u"-d"_s, program(u"backroomd"_s)});
        QVERIFY(readelf.waitForFinished());
        const QString needed = QString::fromUtf8(readelf.readAllStandardOutput());
        QVERIFY2(needed.contains("libQt6Core.so"_L1), qPrintable(needed));
        for (const auto &library : {"libQt6Widgets"_L1, "libQt6Charts"_L1, "libQt6OpenGLWidgets"_L1, "libQt6Svg"_L1})
            QVERIFY2(!needed.contains(library), qPrintable(needed));
    }

private:
    QList<Source> m_sources;
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
