#pragma once
// What can be done with the rows that are selected, at the foot of their list, where nothing jumps when it comes.
#include <QWidget>

class QAction;
class QMenu;
class QPushButton;

namespace backroom {

class ElidedLabel;

class BulkBar final : public QWidget {
    Q_OBJECT
public:
    // `name` is for screen readers; the label is called like the bar, with "Text" behind it.
    BulkBar(const QString &objectName, const QString &name, const QList<QAction *> &verbs, QWidget *parent = nullptr);
    // Empty hides it.
    void setText(const QString &text);

Q_SIGNALS:
    void cleared();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QSize minimumSizeHint() const override;

private:
    // Where there is no room for all verbs, the last ones go into a menu. Each keeps its words.
    void fit();
    ElidedLabel *m_text;
    QPushButton *m_more;
    QMenu *m_folded;
    QList<std::pair<QAction *, QPushButton *>> m_verbs;
};

}
