#pragma once
// What can be set, in plain words and found by any of them: the shop, taxes, delivery, customers, the web, this window.
// Fields are saved together; tax rates and ways of delivery each by themselves.
#include "app/orders/shipping.h"
#include "app/orders/taxes.h"
#include "ui/settings/settingsform.h"
#include "ui/shell/desk.h"
#include "ui/shell/page.h"

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace backroom {

class MainWindow;
class PageHead;
class RowList;
class SearchField;
class SettingsSection;

class SettingsPage final : public ConsolePage {
    Q_OBJECT
public:
    // Both outlive the page.
    SettingsPage(MainWindow &window, Desk &desk);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    bool isHalfTyped() const override { return m_form.isEdited(); }
    // Brings a section into view, and what in it is called so: "taxes", "delivery".
    void show(const QString &search);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    SettingsSection *addSection(const QString &objectName, const QString &title, const QString &synonyms);
    void addShop();
    void addTaxes();
    void addDelivery();
    void addCustomers();
    void addWeb();
    void addWindow();
    void addElsewhere();
    FormField *addText(SettingsSection *section, QString Settings::*member, std::optional<QString> SettingsPatch::*into,
                       const QString &name, const QString &label, const QString &help, const QString &synonyms);
    FormField *addLines(SettingsSection *section, QStringList Settings::*member,
                        std::optional<QStringList> SettingsPatch::*into, const QString &name, const QString &label,
                        const QString &help, const QString &synonyms);
    void makeBar(QVBoxLayout *all);
    void filter(const QString &text);
    void load();
    void loadLists();
    void take(const Settings &settings);
    void save();
    void showEdited();

    MainWindow &m_window;
    Desk &m_desk;
    SettingsForm m_form;
    PageHead *m_head;
    SearchField *m_search;
    QLabel *m_fault, *m_nothing;
    QWidget *m_bar = nullptr; // tells of a change from elsewhere
    QAction *m_save, *m_revert;
    QVBoxLayout *m_column = nullptr;
    QScrollArea *m_scroll = nullptr;
    QList<SettingsSection *> m_sections;
    RowList *m_rates = nullptr, *m_methods = nullptr;
    QList<TaxRate> m_rateList;
    QList<ShippingMethod> m_methodList;
    bool m_saving = false; // what is told meanwhile may be of this very save
    std::optional<Settings> m_theirs; // saved elsewhere, and clashing with what is typed here
};

void addSettingsPages(MainWindow &window, Desk &desk);

}
