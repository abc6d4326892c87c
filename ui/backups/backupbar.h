#pragma once
// What can be done with the backup that is selected, at the foot of the list.
#include <QWidget>

class QAction;

namespace backroom {

class ElidedLabel;

class BackupBar final : public QWidget {
    Q_OBJECT
public:
    BackupBar(const QList<QAction *> &verbs, QWidget *parent = nullptr);
    // Empty hides it.
    void setText(const QString &text);

Q_SIGNALS:
    void cleared();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_text;
};

}
