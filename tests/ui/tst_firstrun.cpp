// The first questions: what is typed becomes a shop, and what does not fit is told beside its field.
#include "ui/firstrun/firstrundialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestFirstRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsEveryFaultBesideItsField();
    void currencyFollowsTheCountry();
    void asksForAShop();
};

void TestFirstRun::tellsEveryFaultBesideItsField()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    QSignalSpy asked(&dialog, &FirstRunDialog::asked);
    dialog.show();
    auto *email = dialog.findChild<QLineEdit *>(u"owner_email"_s);
    email->setText(u"nobody"_s);
    const QString help = dialog.findChild<QLabel *>(u"owner_emailMessage"_s)->text();
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"open"_s), Qt::LeftButton);
    QCOMPARE(asked.count(), 0);
    QVERIFY(dialog.findChild<QLabel *>(u"owner_emailMessage"_s)->text() != help);
    QVERIFY(!dialog.findChild<QLabel *>(u"shop_nameMessage"_s)->text().isEmpty());
    QCOMPARE(email->text(), u"nobody"_s);
}

void TestFirstRun::currencyFollowsTheCountry()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(false);
    auto *country = dialog.findChild<QComboBox *>(u"country"_s);
    auto *currency = dialog.findChild<QComboBox *>(u"currency"_s);
    country->setCurrentIndex(country->findData(u"DE"_s));
    QCOMPARE(currency->currentText(), u"EUR"_s);
    country->setCurrentIndex(country->findData(u"JP"_s));
    QCOMPARE(currency->currentText(), u"JPY"_s);
}

void TestFirstRun::asksForAShop()
{
    Theme theme(*qApp, Theme::Choice::Light);
    FirstRunDialog dialog(true);
    QList<std::pair<NewShop, bool>> asked;
    connect(&dialog, &FirstRunDialog::asked, this,
            [&](const NewShop &shop, bool sample) { asked.emplaceBack(shop, sample); });
    dialog.show();
    QTest::keyClicks(dialog.findChild<QLineEdit *>(u"owner_email"_s), u"owner@example.com"_s);
    QTest::keyClicks(dialog.findChild<QLineEdit *>(u"owner_password"_s), u"correct horse battery staple"_s);
    QTest::keyClick(dialog.findChild<QLineEdit *>(u"owner_password"_s), Qt::Key_Return);
    QStringList told;
    for (const QLabel *label : dialog.findChildren<QLabel *>(QRegularExpression(u"Message$"_s)))
        told << label->text();
    told << dialog.findChild<QLabel *>(u"fault"_s)->text() << dialog.findChild<QLineEdit *>(u"shop_name"_s)->text();
    QVERIFY2(asked.size() == 1, qPrintable(told.join(u" / "_s)));
    QVERIFY(asked.first().second);
    QCOMPARE(asked.first().first.ownerEmail, u"owner@example.com"_s);
    QVERIFY(!asked.first().first.settings.shopName.isEmpty());
    // The shop says no: the sentence is there and the button works again.
    dialog.showError({ErrorCode::Unavailable, u"No room."_s, {}});
    QVERIFY(dialog.findChild<QLabel *>(u"fault"_s)->isVisible());
    QVERIFY(dialog.findChild<QPushButton *>(u"open"_s)->isEnabled());
}

QTEST_MAIN(TestFirstRun)
#include "tst_firstrun.moc"
