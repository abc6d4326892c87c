#pragma once
// One tax rate: added, changed or removed. Removing needs no question, as it can be taken back.
#include "app/orders/taxes.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;

namespace backroom {

class CountryBox;
class Desk;

class TaxDialog final : public FormDialog {
    Q_OBJECT
public:
    // One without an id is new.
    TaxDialog(Desk &desk, const TaxRate &rate, QWidget *parent);

private:
    void submit() override;
    void remove();
    // Millionths of what was typed in per cent; nothing when it is no number.
    std::optional<qint64> rate() const;

    Desk &m_desk;
    const TaxRate m_rate;
    QLineEdit *m_name, *m_region, *m_percent;
    CountryBox *m_country;
    QComboBox *m_class;
};

}
