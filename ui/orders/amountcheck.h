#pragma once
// Beside a field of money, while it is typed: that this is no amount, is nothing, or is more than there is. What may still
// become right with the next key is a fault only once the field was left.
#include <QObject>

class QLineEdit;

namespace backroom {

class Format;
class FormField;

class AmountCheck final : public QObject {
    Q_OBJECT
public:
    // `tooMuch` says that it is more than `most`. Field and format outlive it; it is the field's.
    AmountCheck(FormField *field, const Format &format, qint64 most, const QString &tooMuch);

    bool isEmpty() const;
    std::optional<qint64> amount() const;
    // Why it cannot be this; empty where it can, or nothing is typed.
    QString why() const;

Q_SIGNALS:
    void edited();

private:
    bool isBegun() const;

    FormField *m_field;
    QLineEdit *m_edit;
    const Format &m_format;
    const qint64 m_most;
    const QString m_tooMuch;
};

}
