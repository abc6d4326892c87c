#include "app/orders/salessurvey.h"

#include "app/base/money.h"
#include "app/base/text.h"
#include "app/settings/countries.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr size_t MostKinds = 24;
constexpr qint64 PriceScale = 10'000;
}

void SoldArticle::add(const SaleRecord &record)
{
    const bool sold = record.quantity > 0 && record.unitPrice > 0;
    if (!record.description.isEmpty()) {
        auto name =
            std::find_if(m_names.begin(), m_names.end(), [&](const Name &n) { return n.text == record.description; });
        if (name == m_names.end() && m_names.size() < MostKinds)
            name = m_names.insert(m_names.end(), {record.description});
        if (name != m_names.end()) {
            ++name->count;
            name->sold += sold ? 1 : 0;
        }
    }
    if (!sold)
        return;
    auto price =
        std::find_if(m_prices.begin(), m_prices.end(), [&](const Price &p) { return p.unitPrice == record.unitPrice; });
    if (price == m_prices.end() && m_prices.size() < MostKinds)
        price = m_prices.insert(m_prices.end(), {record.unitPrice});
    if (price != m_prices.end()) {
        ++price->count;
        price->line = record.line;
    }
}

QString SoldArticle::title() const
{
    const auto most = std::max_element(m_names.begin(), m_names.end(), [](const Name &a, const Name &b) {
        return std::pair(a.sold, a.count) < std::pair(b.sold, b.count);
    });
    return most == m_names.end() ? QString() : most->text;
}

qint64 SoldArticle::price() const
{
    const auto most = std::max_element(m_prices.begin(), m_prices.end(), [](const Price &a, const Price &b) {
        return std::pair(a.count, a.line) < std::pair(b.count, b.line);
    });
    return most == m_prices.end() ? 0 : mulDiv(most->unitPrice, 1, PriceScale);
}

QString salesCountry(const QString &written)
{
    static const QHash<QString, QString> codes = [] {
        QHash<QString, QString> codes;
        for (const Country &country : countries()) {
            for (const QLocale &locale : {QLocale(QLocale::English), QLocale(QLocale::German), QLocale(QLocale::French),
                                          QLocale(QLocale::Spanish)})
                codes.insert(foldText(country.name(locale)), QString::fromLatin1(country.code));
            codes.insert(foldText(country.englishName()), QString::fromLatin1(country.code));
            codes.insert(foldText(QString::fromLatin1(country.code)), QString::fromLatin1(country.code));
        }
        for (const auto &[name, code] : {std::pair{"eire"_L1, "IE"_L1},
                                         {"usa"_L1, "US"_L1},
                                         {"rsa"_L1, "ZA"_L1},
                                         {"uk"_L1, "GB"_L1},
                                         {"great britain"_L1, "GB"_L1},
                                         {"hong kong"_L1, "HK"_L1},
                                         {"czech republic"_L1, "CZ"_L1},
                                         {"korea"_L1, "KR"_L1},
                                         {"turkey"_L1, "TR"_L1}})
            codes.insert(name, code);
        return codes;
    }();
    return codes.value(foldText(written), written);
}

}
