#pragma once
// What a restore would change: a button that compares the backup with the shop as it is now, and what was found.
#include "app/backups/backupkey.h"
#include "app/base/result.h"

#include <QWidget>
#include <atomic>
#include <memory>

class QLabel;
class QPushButton;

namespace backroom {

class Desk;
class FactList;
struct Comparison;

class WhatChanges final : public QWidget {
    Q_OBJECT
public:
    // Of a backup whose key is kept here.
    WhatChanges(Desk &desk, const QString &file, QWidget *parent = nullptr);
    // Stops what is under way.
    ~WhatChanges() override;

Q_SIGNALS:
    void shown(); // there is more to see

private:
    void compare();
    void show(const Comparison &found);
    Desk &m_desk;
    QString m_file;
    QPushButton *m_button;
    QLabel *m_heading;
    FactList *m_facts;
    QLabel *m_fault;
    std::shared_ptr<std::atomic<bool>> m_stopped = std::make_shared<std::atomic<bool>>(false);
};

}
