#pragma once
// What stands in the window of a past shop until it is put together: how far it is, the way out, what went wrong, and the
// field for a key that is not kept here.
#include <QElapsedTimer>
#include <QWidget>

#include "app/backups/backupkey.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace backroom {

class FormField;

class PastOpening final : public QWidget {
    Q_OBJECT
public:
    explicit PastOpening(QWidget *parent = nullptr);
    void setTitle(const QString &title);
    // It is under way.
    void begin();
    // 0 to 1.
    void setShare(double share);
    // It came to nothing; where a key is missing or the wrong one, the field for it stands there.
    void showError(const Error &error);

Q_SIGNALS:
    void cancelled();
    void keyGiven(const backroom::BackupKey &key);

private:
    void give();
    QLabel *m_title, *m_left, *m_fault;
    QProgressBar *m_bar;
    QLineEdit *m_key;
    FormField *m_keyField;
    QPushButton *m_open, *m_cancel;
    QElapsedTimer m_since;
};

}
