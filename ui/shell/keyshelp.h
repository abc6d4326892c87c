#pragma once
// The keys of this page, on one sheet: opened by ?, closed by Esc.
#include <QDialog>

class QMenuBar;

namespace backroom {

class KeysHelp final : public QDialog {
    Q_OBJECT
public:
    // What has keys in the parts of the page that are shown, then in the menus as they are now.
    KeysHelp(const QMenuBar &menus, const QWidget *page, QWidget *parent);
};

}
