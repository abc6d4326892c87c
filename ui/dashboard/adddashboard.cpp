#include "ui/dashboard/dashboardpage.h"
#include "ui/orders/orderspage.h"
#include "ui/products/productspage.h"
#include "ui/reports/reportspage.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"

using namespace Qt::StringLiterals;

namespace backroom {

void DashboardPage::openFault(const BookFault &fault)
{
    OrderQuery query;
    if (!fault.order.isEmpty()) {
        Q_EMIT orderWanted(fault.order);
    } else if (fault.day) {
        query.counted = true;
        query.fromDay = *fault.day;
        query.toDay = *fault.day + 1;
        Q_EMIT ordersWanted(query, m_desk.format().dayLong(dayDate(*fault.day)));
    } else if (fault.product) {
        Q_EMIT pieceWanted(fault.product);
    }
}

void addDashboardPage(MainWindow &window, Desk &desk)
{
    auto *page = new DashboardPage(desk);
    page->keep(window.memory());
    window.addPage(page);
    QObject::connect(page, &DashboardPage::wanted, &window, [&window](const QString &key) {
        window.goTo(key == "stock"_L1 && !window.page(key) ? u"products"_s : key);
    });
    QObject::connect(page, &DashboardPage::ordersWanted, &window,
                     [&window](const OrderQuery &query, const QString &says) { showOrders(window, query, says); });
    QObject::connect(page, &DashboardPage::reportWanted, &window,
                     [&window](const QByteArray &report, Span span) { showReport(window, report, span); });
    QObject::connect(page, &DashboardPage::orderWanted, &window, [&window](const QByteArray &number) {
        auto *orders = qobject_cast<OrdersPage *>(window.page(u"orders"_s));
        if (!orders)
            return;
        window.goTo(orders->key());
        orders->open(number);
    });
    QObject::connect(page, &DashboardPage::pieceWanted, &window, [&window](ProductId product) {
        auto *products = qobject_cast<ProductsPage *>(window.page(u"products"_s));
        if (!products)
            return;
        window.goTo(products->key());
        products->open(product);
    });
}

}
