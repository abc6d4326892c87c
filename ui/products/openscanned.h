#pragma once
// What is scanned where nobody else takes it opens the product that carries the code, or says that none does.

namespace backroom {

class Desk;
class MainWindow;

// The window owns what listens. Desk and window outlive it.
void addScanning(MainWindow &window, Desk &desk);

}
