#pragma once
// What a key may do: one row an area of the shop, with a box to look and a box to change.
#include <QHash>
#include <QWidget>

class QCheckBox;

namespace backroom {

class ScopeGrid final : public QWidget {
    Q_OBJECT
public:
    explicit ScopeGrid(const QStringList &scopes, QWidget *parent = nullptr);

    // As a key holds them: "orders:read".
    QStringList scopes() const;

private:
    QList<std::pair<QString, QCheckBox *>> m_boxes;
};

}
