#pragma once
// The head of a page: title, a quiet fact beside it, what can be done at the right with one primary button last. What
// does not fit goes into a menu, from the left; the primary button stays.
#include <QWidget>

class QHBoxLayout;
class QMenu;
class QPushButton;

namespace backroom {

class ElidedLabel;

class PageHead final : public QWidget {
    Q_OBJECT
public:
    explicit PageHead(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    // `shorter` says it where there is no room for all of it.
    void setFact(const QString &fact, const QString &shorter = {});
    // Beside the title: badges of the thing shown.
    void addMark(QWidget *widget);
    // At the right, in this order. A button follows its action: text, icon, enabled, tooltip with the keys.
    void addWidget(QWidget *widget);
    QPushButton *addAction(QAction *action, bool primary = false);
    // A small arrow before the title that says `back`.
    void showBack();
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void back();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Deed
    {
        QAction *action;
        QPushButton *button;
        bool primary;
    };
    // Folds away what there is no room for.
    void fit();
    int leastWidth() const;
    int shortTitle() const;

    QHBoxLayout *m_marks;
    QHBoxLayout *m_actions;
    QPushButton *m_back;
    ElidedLabel *m_title;
    ElidedLabel *m_fact;
    QString m_wholeFact, m_shorterFact;
    QPushButton *m_more;
    QMenu *m_folded;
    QList<Deed> m_deeds;
};

// A button that does what its action does and looks as it says; with its sign alone, where words would be too long.
enum class ButtonWords { Shown, InTip };
QPushButton *makeButton(QAction *action, QWidget *parent = nullptr, ButtonWords words = ButtonWords::Shown);

}
