#pragma once
// Labels for the products that are chosen: which sheet, what stands on them, how many, with the pages as they will be.
#include "app/products/labels.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPagedPaintDevice;
class QPushButton;
class QSpinBox;

namespace backroom {

class Desk;

class LabelsDialog final : public QDialog {
    Q_OBJECT
public:
    // Deletes itself when closed.
    LabelsDialog(Desk &desk, const QList<ProductId> &ids, QWidget *parent);

private:
    class Preview;
    void load(const QList<ProductId> &ids);
    void show();
    QLayout *makeLeafing();
    void leaf(int by);
    LabelStyle style() const;
    const LabelSheet &sheet() const;
    void print();
    void save();
    // Paints onto it off the GUI thread; a hundred sheets take their time.
    void paint(const std::shared_ptr<QPagedPaintDevice> &device, const QString &done, const QString &fault);

    Desk &m_desk;
    QList<Label> m_labels;
    QComboBox *m_sheet, *m_kind;
    QCheckBox *m_price;
    QSpinBox *m_copies, *m_skip;
    QLabel *m_says;
    QPushButton *m_save, *m_print;
    Preview *m_preview;
    QPushButton *m_before, *m_after;
    QLabel *m_pageSays;
    int m_page = 0; // that is shown
};

}
