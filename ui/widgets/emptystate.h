#pragma once
// What stands where a list has nothing: a small drawing, what will stand here, one or two ways to begin. The other one,
// for a search without a hit, names the search and offers to clear it. In a low place it goes without the drawing.
#include <QWidget>

class QAction;

namespace backroom {

class EmptyState final : public QWidget {
    Q_OBJECT
public:
    // At most two actions; the hint is for those who come from another system, or empty.
    EmptyState(const QString &title, const QString &sentence, const QList<QAction *> &actions, const QString &hint = {},
               QWidget *parent = nullptr);
    // "Nothing is called “xyz”": search is what was typed, `clear` takes it away.
    static EmptyState *nothingFound(const QString &search, QAction *clear, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *m_drawing;
};

}
