#pragma once
// The field that filters a list: says what was typed once the hands rest, at once on Enter; Esc empties it.
#include <QLineEdit>
#include <QTimer>

namespace backroom {

class SearchField final : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);
    // Room for a word or two, and for the signs beside them.
    QSize minimumSizeHint() const override;
    // For all of the hint.
    QSize sizeHint() const override;

Q_SIGNALS:
    void searched(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void say();
    QTimer m_rest;
    QString m_said;
};

}
