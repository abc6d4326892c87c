#include "ui/backups/whatchanges.h"

#include "app/backups/comparison.h"
#include "app/backups/keyring.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
Result<Comparison> compared(Backroom &shop, const WhatChanges::Open &open,
                            const std::shared_ptr<std::atomic<bool>> &stopped)
{
    const auto proved = open([stopped](const BackupProgress &) { return !*stopped; });
    if (!proved)
        return fail(proved.error());
    const auto backup = openProved(**proved, shop.clock());
    return backup ? compareWith(shop.database(), **backup, 0) : fail(backup.error());
}
}

WhatChanges::Open WhatChanges::fileOpener(Desk &desk, const QString &file)
{
    return [&shop = desk.shop(), file](const BackupGoOn &goOn) -> Result<std::unique_ptr<ProvedBackup>> {
        const auto key = openingKey(Keyring(), file);
        if (!key)
            return fail(key.error());
        return proveBackup(file, *key, QDir(shop.config().dataDir).filePath(u"compare.tmp"_s), goOn);
    };
}

WhatChanges::WhatChanges(Desk &desk, const Open &open, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_open(open),
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
    all->addWidget(m_button, 0, Qt::AlignLeft);
    all->addWidget(m_heading);
    all->addWidget(m_facts);
    all->addWidget(m_fault);
    connect(m_button, &QPushButton::clicked, this, &WhatChanges::compare);
}

WhatChanges::~WhatChanges() { *m_stopped = true; }

void WhatChanges::setOpen(const Open &open)
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
        this, [&shop = m_desk.shop(), open = m_open, stopped = m_stopped] { return compared(shop, open, stopped); },
        [this](const Result<Comparison> &found) {
            m_button->setEnabled(true);
            m_button->setText(tr("See what would change"));
            m_fault->setVisible(!found);
            if (found)
                show(*found);
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
