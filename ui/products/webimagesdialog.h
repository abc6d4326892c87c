#pragma once
// How many images lie elsewhere on the web, what it means to bring them, and why those of the last time did not come.
#include "app/products/webimages.h"
#include "ui/widgets/formdialog.h"

namespace backroom {

class Desk;

class WebImagesDialog final : public FormDialog {
    Q_OBJECT
public:
    // Deletes itself when closed.
    WebImagesDialog(Desk &desk, const QList<images::BringSummary::Fault> &faults, QWidget *parent);

Q_SIGNALS:
    void wanted(); // bring them

private:
    void addFaults(const QList<images::BringSummary::Fault> &faults);
    void showCount(const images::WebCount &count);
    void submit() override;

    QLabel *m_says;
};

}
