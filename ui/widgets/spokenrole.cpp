#include "ui/widgets/spokenrole.h"

#include <QAccessibleWidget>
#include <QWidget>

namespace backroom {

static constexpr char RoleProperty[] = "spokenRole";

static QAccessibleInterface *makeFace(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const QVariant role = widget ? widget->property(RoleProperty) : QVariant();
    return role.isValid() ? new QAccessibleWidget(widget, QAccessible::Role(role.toInt())) : nullptr;
}

void setSpokenRole(QWidget &widget, QAccessible::Role role)
{
    static const bool known = (QAccessible::installFactory(makeFace), true);
    Q_UNUSED(known)
    widget.setProperty(RoleProperty, int(role));
}

}
