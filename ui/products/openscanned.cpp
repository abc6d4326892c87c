#include "ui/products/openscanned.h"

#include "app/products/pieces.h"
#include "ui/products/productspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/scanner.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace backroom {

void addScanning(MainWindow &window, Desk &desk)
{
    auto *scanner = new Scanner(window);
    QObject::connect(scanner, &Scanner::scanned, scanner, [&window, &desk, scanner](const QString &code) {
        desk.read(
            scanner, [code, actor = desk.actor()](Reader &reader) { return pieces::scanned(reader, actor, code); },
            [&window, code](const Result<QList<Piece>> &found) {
                if (!found)
                    return window.notice(found.error().message);
                auto *products = qobject_cast<ProductsPage *>(window.page(u"products"_s));
                if (!found->isEmpty() && products) {
                    window.goTo(products->key());
                    return products->open(found->constFirst().product);
                }
                QApplication::beep();
                window.notice(
                    QCoreApplication::translate("backroom",
                                                "Nothing in the shop has the code “%1”. Give it to a product first.")
                        .arg(code));
            });
    });
}

}
