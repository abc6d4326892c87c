#include "ui/backups/whatchanges.h"

#include "app/backups/comparison.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
Result<Comparison> compared(Backroom &shop, const PastOpener &open, const std::optional<BackupKey> &key,
                            const std::shared_ptr<std::atomic<bool>> &stopped)
{
    const QString scratch = QDir(shop.config().dataDir).filePath(u"compare.tmp"_s);
    const auto proved = open(scratch, key, [stopped](const BackupProgress &) { return !*stopped; });
    if (!proved)
        return fail(proved.error());
    const auto backup = openProved(**proved, shop.clock());
    return backup ? compareWith(shop.database(), **backup, 0) : fail(backup.error());
}
}

WhatChanges::WhatChanges(Desk &desk, const PastOpener &open, const Key &key, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_open(open),
      m_key(key),
      m_row(new QHBoxLayout),
      m_button(new QPushButton(icon(u"search"_s), tr("See what would change"))),
      m_heading(makeLabel(tr("Since then"), Type::Body, QFont::DemiBold)),
      m_facts(new FactList),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    m_button->setObjectName(u"compare"_s);
    m_button->setAutoDefault(false);
    m_facts->setObjectName(u"whatChanges"_s);
    m_heading->hide();
    m_facts->hide();
    m_fault->setWordWrap(true);
    m_fault->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 8, 0, 0);
    m_row->addWidget(m_button);
    m_row->addStretch(1);
    all->addLayout(m_row);
    all->addWidget(m_heading);
    all->addWidget(m_facts);
    all->addWidget(m_fault);
    connect(m_button, &QPushButton::clicked, this, &WhatChanges::compare);
}

WhatChanges::~WhatChanges() { *m_stopped = true; }

void WhatChanges::addBeside(QWidget *widget) { m_row->insertWidget(1, widget); }

void WhatChanges::setOpener(const PastOpener &open)
{
    m_open = open;
    m_heading->hide();
    m_facts->hide();
    m_fault->hide();
    m_button->show();
}

void WhatChanges::compare()
{
    m_button->setEnabled(false);
    m_button->setText(tr("Comparing…"));
    m_fault->hide();
    m_desk.pool().run(
        this,
        [&shop = m_desk.shop(), open = m_open, key = m_key(), stopped = m_stopped] {
            return compared(shop, open, key, stopped);
        },
        [this](const Result<Comparison> &found) {
            m_button->setEnabled(true);
            m_button->setText(tr("See what would change"));
            const bool isLocked = !found && found.error().code == ErrorCode::Unauthenticated;
            m_fault->setVisible(!found && !isLocked);
            if (found)
                show(*found);
            else if (isLocked)
                Q_EMIT locked();
            else
                m_fault->setText(found.error().message);
            layout()->activate(); // so that whoever hears of it knows how high it is
            Q_EMIT shown();
        });
}

void WhatChanges::show(const Comparison &found)
{
    const auto words = [this](const Comparison::Kind &kind) {
        const Format &format = m_desk.format();
        QStringList parts;
        if (kind.added > 0)
            parts << tr("%1 made since would go").arg(format.number(kind.added));
        if (kind.changed > 0)
            parts << tr("%1 would be as before").arg(format.number(kind.changed));
        if (kind.gone > 0)
            parts << tr("%1 would come back").arg(format.number(kind.gone));
        return parts.isEmpty() ? tr("no difference") : parts.join(u", "_s);
    };
    m_facts->setFacts({{tr("Orders"), words(found.orders)},
                       {tr("Products"), words(found.products)},
                       {tr("Customers"), words(found.customers)}});
    m_heading->setVisible(true);
    m_facts->setVisible(true);
    m_button->hide();
}

}
