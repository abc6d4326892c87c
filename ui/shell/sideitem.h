#pragma once
// One line of the sidebar. "Here" is shown by fill, bar, weight and the colour of the icon together.
#include <QAbstractButton>

namespace backroom {

class SideItem final : public QAbstractButton {
    Q_OBJECT
public:
    SideItem(const QString &key, const QString &title, const QString &icon, QWidget *parent = nullptr);
    const QString &key() const { return m_key; }
    void setCount(int count);
    void setCompact(bool compact);
    // What the words and the count need.
    int wantedWidth() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QString m_key, m_icon;
    int m_count = 0;
    bool m_compact = false;
};

// The round sign of a shop or person with the first letters of its name.
QString initials(const QString &name);

}
