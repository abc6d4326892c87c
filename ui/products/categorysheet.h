#pragma once
// The categories of the shop, to be made, named, arranged and taken away, each change at once and with undo. What others
// change meanwhile appears, but for the line that is being typed in.
#include "app/products/category.h"
#include "app/store/changefeed.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QStackedWidget;

namespace backroom {

class CategoryTree;
class Desk;
class PageHead;

class CategorySheet final : public QWidget {
    Q_OBJECT
public:
    explicit CategorySheet(Desk &desk, QWidget *parent = nullptr);

    // It comes into view.
    void open();
    void refresh();
    void take(const Commit &commit);
    bool isHalfTyped() const;
    // What can be done here, for the window's menus; enabled while the sheet is shown.
    QMenu *menu() const { return m_menu; }
    void setCommandsEnabled(bool enabled);

Q_SIGNALS:
    void closed();
    void productsWanted(backroom::CategoryId id);

private:
    QAction *addCommand(const QString &name, const QString &text, const QString &iconName, const QKeySequence &keys);
    void makeCommands();
    void show(const QList<Category> &tree, const QHash<CategoryId, int> &counts);
    void showCommands();
    void showFault(const Error &error);
    void add(const QString &name, std::optional<CategoryId> parent);
    void change(CategoryId id, const CategoryChange &change);
    void place(CategoryId id, std::optional<CategoryId> parent, std::optional<CategoryId> before);
    void remove();

    Desk &m_desk;
    PageHead *m_head;
    QLabel *m_fault;
    QStackedWidget *m_content; // the tree, or what stands there instead
    CategoryTree *m_tree;
    QMenu *m_menu;
    QAction *m_add, *m_below, *m_rename, *m_remove, *m_up, *m_down, *m_in, *m_out, *m_products;
    QTimer m_soon; // many changes at once are one look
    quint64 m_asked = 0; // of what there is: an older answer does not replace a newer one
    CategoryId m_made; // to be selected when it is there
    bool m_enabled = false, m_stale = false;
};

}
