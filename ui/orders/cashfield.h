#pragma once
// The cash that is handed over: while it is typed how much is missing stands beside it, then the change beneath.
#include <QWidget>

class QLineEdit;

namespace backroom {

class Format;
class FormField;
class TillLine;

class CashField final : public QWidget {
    Q_OBJECT
public:
    // The format outlives it.
    explicit CashField(const Format &format, QWidget *parent = nullptr);

    FormField *field() const { return m_field; }
    // What is to be paid.
    void setTotal(qint64 total);
    bool isEmpty() const;
    // Minor units; nothing where nothing is typed, or no amount.
    std::optional<qint64> given() const;
    // What goes back; nothing while that is not asked or not enough was given.
    std::optional<qint64> change() const;
    // Why it cannot be paid with this; empty where it can: nothing typed is as much as it costs.
    QString why() const;
    // Says it beside the field.
    void mark();
    void clear();

Q_SIGNALS:
    void edited();

private:
    void show();
    QString missing() const;

    const Format &m_format;
    QLineEdit *m_edit;
    FormField *m_field;
    TillLine *m_change;
    qint64 m_total = 0;
};

}
