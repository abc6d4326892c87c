#pragma once
// Where the products enter the console.

namespace backroom {

class Desk;
class MainWindow;

// Adds the page of products. Desk and window outlive it.
void addProductsPages(MainWindow &window, Desk &desk);

}
