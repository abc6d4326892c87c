#pragma once
// How wide a dialog with a few fields is.

class QWidget;

namespace backroom {

// Some 78 letters, however large they are, and no more than the dialog's screen has room for.
int dialogWidth(const QWidget &dialog);

}
