#pragma once
// What a painted widget is for those who hear the window: Qt only knows the roles of its own. The name and what is chosen
// in it are the widget's accessible name and description.
#include <QAccessible>

class QWidget;

namespace backroom {

// Once, in the widget's constructor. GUI thread.
void setSpokenRole(QWidget &widget, QAccessible::Role role);

}
