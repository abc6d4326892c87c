#pragma once
// One change to many products: what is to change, and beside it what each of them will be, before anything is done.
#include "app/products/bulkchange.h"
#include "app/products/category.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace backroom {

class Desk;
class FormField;
class RowList;
class StatusStrip;

class BulkDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Kind { Price, Status, Categories, Tags };
    // Deletes itself when closed; works on at the foot of the window.
    BulkDialog(Desk &desk, StatusStrip &strip, Kind kind, const QList<ProductId> &ids, QWidget *parent);

private:
    void makePrice();
    void makeStatus();
    void makeCategories();
    void makeTags();
    FormField *addField(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    // Nothing while what is typed is no change yet; faults stand at their fields when `strict`.
    std::optional<BulkChange> change(bool strict);
    std::optional<PriceRule> price(bool strict);
    void look();
    void showEffects(const Result<QList<BulkEffect>> &effects);
    QString beforeOf(const BulkEffect &effect) const;
    QString afterOf(const BulkEffect &effect) const;
    void apply();

    Desk &m_desk;
    StatusStrip &m_strip;
    Kind m_kind;
    QList<ProductId> m_ids;
    QList<Category> m_tree;
    QWidget *m_form;
    QComboBox *m_how = nullptr, *m_ending = nullptr, *m_choice = nullptr;
    QLineEdit *m_value = nullptr, *m_add = nullptr, *m_remove = nullptr;
    QCheckBox *m_keep = nullptr;
    QList<FormField *> m_fields;
    RowList *m_effects;
    QLabel *m_more, *m_fault;
    QPushButton *m_apply;
    QTimer m_rest; // until the hands rest
    quint64 m_asked = 0;
};

// What became of a change of many, for the notice: `all` where nothing was in its way.
QString summaryOf(const Result<BulkSummary> &summary, const QString &all);

}
