#pragma once
// The busiest endpoints: how often each was called, how often that failed, and within how long it answered.
#include "app/apihost.h"
#include "ui/shell/format.h"
#include "ui/widgets/panel.h"

namespace backroom {

class PagedModel;
class TableView;

class EndpointList final : public Panel {
    Q_OBJECT
public:
    static constexpr int Shown = 12;

    explicit EndpointList(const Format &format, QWidget *parent = nullptr);
    ~EndpointList() override;
    void show(const QList<HostEndpoint> &endpoints);

Q_SIGNALS:
    void opened(); // somebody wants to see the requests behind a row

private:
    class Source;
    void fit();

    std::shared_ptr<Source> m_source;
    PagedModel *m_model;
    TableView *m_table;
};

}
