#pragma once
// The way around the console: who is here, what can be found, and the pages with how much waits in them. Shrinks to
// icons in a narrow window.
#include "ui/shell/page.h"

#include <QAbstractButton>

#include <optional>

class QVBoxLayout;

namespace backroom {

class SideItem;

class Sidebar final : public QWidget {
    Q_OBJECT
public:
    // `find` is the command behind "Find anything".
    explicit Sidebar(QAction *find, QWidget *parent = nullptr);

    void setShop(const QString &shop, const QString &person);
    // In the order of the calls; a hairline between groups. The item shows what the page says of itself.
    void addPage(ConsolePage *page);
    void setCurrent(const QString &key);
    void setCompact(bool compact);

Q_SIGNALS:
    void chosen(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    QString m_shop, m_person;
    QWidget *m_identity;
    QAbstractButton *m_find;
    QVBoxLayout *m_items;
    QList<SideItem *> m_list;
    std::optional<PageGroup> m_lastGroup;
    bool m_compact = false;
};

}
