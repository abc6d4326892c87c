#include "ui/users/peoplewords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom::peoplewords {

namespace {
// `which` tells apart what English has one word for.
QString tr(const char *text, const char *which = nullptr)
{
    return QCoreApplication::translate("backroom", text, which);
}

constexpr std::array Areas = {Area::Orders,  Area::Products, Area::Categories, Area::Stock,   Area::Customers,
                              Area::Reports, Area::Imports,  Area::Shipping,   Area::Taxes,   Area::Settings,
                              Area::Users,   Area::ApiKeys,  Area::Backups,    Area::Journal, Area::Requests};

QString listed(const QStringList &words) { return QLocale().createSeparatedList(words); }
}

QString role(Role role)
{
    switch (role) {
    case Role::Owner: return tr("Owner");
    case Role::Manager: return tr("Manager");
    case Role::Staff: return tr("Staff");
    case Role::Viewer: return tr("Viewer");
    case Role::Customer: return tr("Customer");
    case Role::None: break;
    }
    return {};
}

QString mayDo(Role role)
{
    switch (role) {
    case Role::Owner: return tr("May do everything, also settings, keys, backups and other owners.");
    case Role::Manager:
        return tr("Runs the shop: catalogue, prices, delivery, tax, imports and the staff below. No settings, keys or "
                  "backups.");
    case Role::Staff: return tr("Works on orders, stock and customers, and sees the rest.");
    case Role::Viewer: return tr("Sees products, stock, orders, customers and reports. Changes nothing.");
    case Role::Customer: return tr("Buys in the shop and sees their own orders.");
    case Role::None: break;
    }
    return {};
}

QString name(const User &user)
{
    if (!user.name.isEmpty())
        return user.name;
    if (!user.email.isEmpty())
        return user.email;
    if (!user.externalNumber.isEmpty())
        return tr("Customer %1").arg(user.externalNumber);
    return tr("Customer %1").arg(user.id.text());
}

BadgeLook state(const User &user)
{
    if (user.disabled)
        return {tr("Shut out"), Glyph::Over, Ink::Muted, true};
    // Nobody waits for a customer to sign in.
    if (user.isInvited() && !user.isCustomer())
        return {tr("Invited"), Glyph::UnderWay, Ink::Warn, true};
    if (!user.hasPassword)
        return {tr("Does not sign in"), Glyph::Over, Ink::Muted};
    return {tr("Active"), Glyph::Done, Ink::Good};
}

QString device(const QString &agent)
{
    const auto first = [&agent](std::initializer_list<std::pair<const char16_t *, const char *>> names) {
        for (const auto &[sign, word] : names)
            if (agent.contains(QStringView(sign)))
                return QString::fromLatin1(word);
        return QString();
    };
    // What comes later in the list also stands in the others' lines.
    QString browser = first({{u"Edg", "Edge"},
                             {u"OPR/", "Opera"},
                             {u"Firefox/", "Firefox"},
                             {u"Chrome/", "Chrome"},
                             {u"Safari/", "Safari"}});
    const QString system = first({{u"Android", "Android"},
                                  {u"iPhone", "iPhone"},
                                  {u"iPad", "iPad"},
                                  {u"Windows", "Windows"},
                                  {u"Mac OS X", "macOS"},
                                  {u"Linux", "Linux"}});
    if (!browser.isEmpty() && !system.isEmpty())
        return tr("%1 on %2").arg(browser, system);
    if (!browser.isEmpty())
        return browser;
    const QString program = agent.section(u'/', 0, 0).section(u' ', 0, 0).trimmed();
    return program.isEmpty() ? tr("A program without a name") : program;
}

QString area(Area area)
{
    switch (area) {
    case Area::Products: return tr("Products");
    case Area::Categories: return tr("Categories");
    case Area::Stock: return tr("Stock");
    case Area::Orders: return tr("Orders");
    case Area::Customers: return tr("Customers");
    case Area::Users: return tr("Staff");
    case Area::Shipping: return tr("Delivery");
    case Area::Taxes: return tr("Tax rates");
    case Area::Settings: return tr("Settings");
    case Area::ApiKeys: return tr("Keys", "of the API");
    case Area::Backups: return tr("Backups");
    case Area::Reports: return tr("Reports");
    case Area::Journal: return tr("History");
    case Area::Requests: return tr("Log of requests");
    case Area::Imports: return tr("Imports");
    }
    return {};
}

QList<Area> areas() { return {Areas.begin(), Areas.end()}; }

QString scopes(const QStringList &scopes)
{
    QStringList looked, changed;
    for (const Area each : Areas) {
        if (scopes.contains(scopeText({each, Verb::Write})))
            changed << area(each);
        else if (scopes.contains(scopeText({each, Verb::Read})))
            looked << area(each);
    }
    if (changed.size() == qsizetype(Areas.size()))
        return tr("Everything");
    if (looked.size() == qsizetype(Areas.size()))
        return tr("Look at everything");
    if (looked.isEmpty())
        return tr("Change: %1").arg(listed(changed));
    if (changed.isEmpty())
        return tr("Look at: %1").arg(listed(looked));
    return tr("Change: %1. Look at: %2").arg(listed(changed), listed(looked));
}

}
