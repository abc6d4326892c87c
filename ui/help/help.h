#pragma once
// The help of the window: F1 opens it at its side for the page that is shown, and it follows from page to page.

namespace backroom {

class MainWindow;

// Once all pages are there.
void addHelp(MainWindow &window);

}
