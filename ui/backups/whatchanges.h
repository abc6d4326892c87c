#pragma once
// What a restore would change: a button that compares the backup with the shop as it is now, and what was found.
#include "app/backups/backupprogress.h"
#include "app/base/result.h"

#include <QWidget>
#include <atomic>
#include <functional>
#include <memory>

class QLabel;
class QPushButton;

namespace backroom {

class Desk;
class FactList;
class ProvedBackup;
struct Comparison;

class WhatChanges final : public QWidget {
    Q_OBJECT
public:
    // Gives the shop to compare with; run on another thread.
    using Open = std::function<Result<std::unique_ptr<ProvedBackup>>(const BackupGoOn &)>;
    WhatChanges(Desk &desk, const Open &open, QWidget *parent = nullptr);
    // A backup's file whose key is kept here.
    static Open fileOpener(Desk &desk, const QString &file);
    // Another shop to compare with: what was found is taken away.
    void setOpen(const Open &open);
    // Stops what is under way.
    ~WhatChanges() override;

Q_SIGNALS:
    void shown(); // there is more to see

private:
    void compare();
    void show(const Comparison &found);
    Desk &m_desk;
    Open m_open;
    QPushButton *m_button;
    QLabel *m_heading;
    FactList *m_facts;
    QLabel *m_fault;
    std::shared_ptr<std::atomic<bool>> m_stopped = std::make_shared<std::atomic<bool>>(false);
};

}
