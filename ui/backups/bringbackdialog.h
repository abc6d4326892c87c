#pragma once
// Says what bringing one thing back out of the past does to the shop that goes on, and does it.
#include "ui/backups/pastshop.h"
#include "ui/widgets/formdialog.h"

namespace backroom {

class BringBackDialog final : public FormDialog {
    Q_OBJECT
public:
    // `name` is the thing's then; an order's number.
    BringBackDialog(PastShop &past, PastKind kind, qint64 id, const QByteArray &key, const QString &name,
                    QWidget *parent);

Q_SIGNALS:
    // In words, and what it is in the shop now.
    void broughtBack(const QString &words, const backroom::BroughtBack &brought);

protected:
    void submit() override;

private:
    PastShop &m_past;
    PastKind m_kind;
    qint64 m_id;
    QByteArray m_key;
    QString m_name;
};

}
