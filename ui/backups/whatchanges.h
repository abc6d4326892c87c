#pragma once
// What a restore would change: a button that compares the backup with the shop as it is now, and what was found.
#include "ui/backups/pastopener.h"

#include <QWidget>
#include <atomic>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace backroom {

class Desk;
class FactList;
struct Comparison;

class WhatChanges final : public QWidget {
    Q_OBJECT
public:
    // `key` is asked, on the GUI thread, when it is compared.
    using Key = std::function<std::optional<BackupKey>()>;
    WhatChanges(Desk &desk, const PastOpener &open, const Key &key, QWidget *parent = nullptr);
    // Another shop to compare with: what was found is taken away.
    void setOpener(const PastOpener &open);
    // Stands beside the button.
    void addBeside(QWidget *widget);
    // Stops what is under way.
    ~WhatChanges() override;

Q_SIGNALS:
    void shown(); // there is more to see
    void locked(); // it needs another key than it was given

private:
    void compare();
    void show(const Comparison &found);
    Desk &m_desk;
    PastOpener m_open;
    Key m_key;
    QHBoxLayout *m_row;
    QPushButton *m_button;
    QLabel *m_heading;
    FactList *m_facts;
    QLabel *m_fault;
    std::shared_ptr<std::atomic<bool>> m_stopped = std::make_shared<std::atomic<bool>>(false);
};

}
