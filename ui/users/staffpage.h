#pragma once
// Who works in the shop, and which programs do: people with their roles, keys with what they may. One of them is shown
// beside the list.
#include "app/users/apikeys.h"
#include "app/users/staff.h"
#include "ui/shell/page.h"
#include "ui/shell/servicesource.h"

class QSplitter;
class QStackedWidget;

namespace backroom {

class ApiHost;
class MainWindow;
class PagedModel;
class PageHead;
class PersonDeeds;
class SearchField;
class Segmented;
class StaffSide;
class TableView;

class StaffPage final : public ConsolePage {
    Q_OBJECT
public:
    // All outlive the page.
    StaffPage(MainWindow &window, Desk &desk, const ApiHost &host);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;

private:
    enum Kind { Staff, Programs };
    using People = ServiceSource<UserQuery, UserId, StaffRow>;
    using Keys = ServiceSource<apikeys::Everything, ApiKeyId, ApiKey>;
    void makeCommands();
    void makeLists();
    QWidget *makeHead();
    void showKind(int kind);
    // What is chosen in the list, in the side panel; and which commands there are for it.
    void showChosen();
    void showState(PagedModel *model);
    void take(const Commit &commit);
    void invite();
    void editPerson();
    void makeKey();
    void editKey();
    void revokeKey();
    std::optional<StaffRow> person() const;
    std::optional<ApiKey> key() const;

    MainWindow &m_window;
    Desk &m_desk;
    PersonDeeds *m_deeds;
    std::shared_ptr<People> m_people;
    std::shared_ptr<Keys> m_keys;
    PagedModel *m_personModel, *m_keyModel;
    TableView *m_personTable, *m_keyTable;
    PageHead *m_head = nullptr;
    Segmented *m_kind = nullptr;
    SearchField *m_search = nullptr;
    QStackedWidget *m_lists = nullptr;
    QWidget *m_noKeys = nullptr, *m_nobody = nullptr;
    StaffSide *m_side = nullptr;
    QSplitter *m_splitter = nullptr;
    QAction *m_invite, *m_edit, *m_wayIn, *m_twoSteps, *m_shutOut, *m_save, *m_remove;
    QAction *m_makeKey, *m_editKey, *m_revoke;
};

void addStaffPages(MainWindow &window, Desk &desk, const ApiHost &host);

}
