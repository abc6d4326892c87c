// Contrast of the tokens, recomputed: text wants 4.5 to 1, edges and marks 3 to 1, in both tables; and no other file
// holds a colour.
#include "tests/support/paths.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class tst_Tokens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrast_data();
    void contrast();
    void onlyOneFileHoldsColours();
    void iconsFollowTheTheme();
    void everyIconDraws();
    void choosing();
};

using Get = QColor Tokens::*;
Q_DECLARE_METATYPE(Get)

void tst_Tokens::contrast_data()
{
    QTest::addColumn<Get>("mark");
    QTest::addColumn<Get>("ground");
    QTest::addColumn<double>("light");
    QTest::addColumn<double>("dark");
    const auto row = [](const char *name, Get mark, Get ground, double light, double dark) {
        QTest::newRow(name) << mark << ground << light << dark;
    };
    row("text on surface", &Tokens::text, &Tokens::surface, 16.9, 13.6);
    row("text on select", &Tokens::text, &Tokens::select, 14.1, 10.7);
    row("muted on surface", &Tokens::muted, &Tokens::surface, 6.6, 6.9);
    row("muted on chrome", &Tokens::muted, &Tokens::chrome, 5.6, 7.2);
    row("muted on select", &Tokens::muted, &Tokens::select, 5.5, 5.5);
    row("accent on surface", &Tokens::accent, &Tokens::surface, 6.2, 7.6);
    row("accent on canvas", &Tokens::accent, &Tokens::canvas, 5.7, 8.5);
    row("accent on select", &Tokens::accent, &Tokens::select, 5.1, 6.0);
    row("onAccent on accent", &Tokens::onAccent, &Tokens::accent, 6.2, 7.4);
    row("good on goodSoft", &Tokens::good, &Tokens::goodSoft, 5.8, 6.9);
    row("warn on warnSoft", &Tokens::warn, &Tokens::warnSoft, 5.9, 7.2);
    row("bad on badSoft", &Tokens::bad, &Tokens::badSoft, 5.9, 6.3);
    row("control on surface", &Tokens::control, &Tokens::surface, 3.7, 4.2);
    row("control on canvas", &Tokens::control, &Tokens::canvas, 3.4, 4.7);
    row("s1 on surface", &Tokens::s1, &Tokens::surface, 6.2, 7.6);
    row("s1Fill on surface", &Tokens::s1Fill, &Tokens::surface, 6.2, 4.3);
    row("s2 on surface", &Tokens::s2, &Tokens::surface, 3.5, 6.1);
    row("s3 on surface", &Tokens::s3, &Tokens::surface, 4.8, 4.6);
    row("s4 on surface", &Tokens::s4, &Tokens::surface, 9.9, 13.7);
    row("prev on surface", &Tokens::prev, &Tokens::surface, 3.3, 5.1);
    row("outline on surface", &Tokens::outline, &Tokens::surface, 1.6, 1.8);
}

void tst_Tokens::contrast()
{
    QFETCH(Get, mark);
    QFETCH(Get, ground);
    QFETCH(double, light);
    QFETCH(double, dark);
    const auto near = [](double computed, double written) { return std::abs(computed - written) < 0.06; };
    const double onLight = backroom::contrast(lightTokens().*mark, lightTokens().*ground);
    const double onDark = backroom::contrast(darkTokens().*mark, darkTokens().*ground);
    QVERIFY2(near(onLight, light), qPrintable(QString::number(onLight)));
    QVERIFY2(near(onDark, dark), qPrintable(QString::number(onDark)));
}

void tst_Tokens::onlyOneFileHoldsColours()
{
    const QRegularExpression hex(
        u"0x[0-9A-Fa-f]{6}\\b|\"#[0-9A-Fa-f]{3,8}\"|Qt::(red|blue|green|gray|white|black)\\b|setStyleSheet"_s);
    QStringList guilty;
    QDirIterator files(test::source(u"ui"_s), {u"*.cpp"_s, u"*.h"_s, u"*.ui"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().endsWith("theme/tokens.cpp"_L1))
            continue;
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (hex.match(QString::fromUtf8(file.readAll())).hasMatch())
            guilty << file.fileName();
    }
    QCOMPARE(guilty, QStringList());
}

// The strongest colour of the drawn icon.
static QColor inkOf(const QIcon &icon)
{
    const QImage image = icon.pixmap(32, 32).toImage();
    QColor best(Qt::transparent);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > best.alpha())
                best = image.pixelColor(x, y);
        }
    }
    return best;
}

void tst_Tokens::iconsFollowTheTheme()
{
    Theme theme(*qApp, Theme::Choice::Light);
    const QIcon plus = icon(u"plus"_s, Ink::Bad);
    QCOMPARE(inkOf(plus), lightTokens().bad);
    theme.choose(Theme::Choice::Dark);
    QCOMPARE(inkOf(plus), darkTokens().bad);
    QCOMPARE(iconName(plus), u"plus"_s);
}

void tst_Tokens::everyIconDraws()
{
    const QStringList names = iconNames();
    QVERIFY(names.size() >= 45);
    for (const QString &name : names) {
        QVERIFY2(inkOf(icon(name)).alpha() > 200, qPrintable(name));
        QFile file(u":/icons/"_s + name + u".svg"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().contains("currentColor"), qPrintable(name));
    }
}

void tst_Tokens::choosing()
{
    Theme theme(*qApp, Theme::Choice::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Base), lightTokens().surface);
    QVERIFY(!tokens().dark);
    theme.choose(Theme::Choice::Dark);
    QVERIFY(theme.dark());
    QVERIFY(tokens().dark);
    QCOMPARE(QApplication::palette().color(QPalette::WindowText), darkTokens().text);
}

QTEST_MAIN(tst_Tokens)
#include "tst_tokens.moc"
