#include "ui/products/pages.h"

#include "ui/products/productspage.h"
#include "ui/shell/mainwindow.h"

namespace backroom {

void addProductsPages(MainWindow &window, Desk &desk) { window.addPage(new ProductsPage(window, desk)); }

}
