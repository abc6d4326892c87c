#include "ui/settings/countrylist.h"

#include "app/base/text.h"
#include "app/settings/countries.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr int CodeRole = Qt::UserRole, UnionRole = Qt::UserRole + 1;

CountryList::CountryList(const QList<QByteArray> &chosen, QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit), m_list(new QListWidget)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    auto *row = new QHBoxLayout;
    m_search->setObjectName(u"searchCountries"_s);
    m_search->setPlaceholderText(tr("Find a country"));
    m_search->setAccessibleName(tr("Find a country"));
    m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    row->addWidget(m_search, 1);
    auto *europe = new QPushButton(tr("All of the European Union"));
    europe->setObjectName(u"allOfEurope"_s);
    europe->setAutoDefault(false);
    row->addWidget(europe);
    all->addLayout(row);
    m_list->setObjectName(u"countryList"_s);
    m_list->setAccessibleName(tr("Countries it goes to"));
    m_list->setFixedHeight(metrics().unit * 8);
    all->addWidget(m_list);
    setFocusProxy(m_search);
    QList<std::tuple<bool, QString, const Country *>> named; // the chosen ones first
    for (const Country &country : countries())
        named.emplaceBack(!chosen.contains(QByteArray(country.code)), country.name(), &country);
    std::sort(named.begin(), named.end(), [](const auto &a, const auto &b) {
        return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) < std::get<0>(b)
                                                : std::get<1>(a).localeAwareCompare(std::get<1>(b)) < 0;
    });
    for (const auto &[other, name, country] : std::as_const(named)) {
        auto *item = new QListWidgetItem(name, m_list);
        item->setData(CodeRole, QByteArray(country->code));
        item->setData(UnionRole, country->inEuropeanUnion());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(other ? Qt::Unchecked : Qt::Checked);
    }
    connect(m_search, &QLineEdit::textChanged, this, &CountryList::search);
    connect(europe, &QPushButton::clicked, this, [this] {
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->data(UnionRole).toBool())
                m_list->item(i)->setCheckState(Qt::Checked);
    });
}

void CountryList::search(const QString &text)
{
    const QString folded = foldText(text);
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setHidden(!foldText(m_list->item(i)->text()).contains(folded));
}

QList<QByteArray> CountryList::codes() const
{
    QList<QByteArray> chosen;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            chosen << m_list->item(i)->data(CodeRole).toByteArray();
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

}
