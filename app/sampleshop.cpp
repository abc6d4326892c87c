#include "app/sampleshop.h"

#include "app/base/csv.h"
#include "app/base/money.h"
#include "app/orders/carts.h"
#include "app/orders/checkout.h"
#include "app/orders/orderwork.h"
#include "app/orders/shipping.h"
#include "app/products/productimport.h"
#include "app/users/users.h"

#include <QBuffer>
#include <QFile>
#include <QRandomGenerator>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom::sample {

namespace {
constexpr Millis Hour = 3'600'000;
constexpr Millis Day = 24 * Hour;

const char *const FirstNames[] = {"Ada",   "Bruno", "Clara", "Dario", "Elif",  "Finn",  "Greta",
                                  "Hugo",  "Ines",  "Jonas", "Kaia",  "Luca",  "Marta", "Nils",
                                  "Olive", "Pavel", "Rosa",  "Samir", "Tilda", "Viktor"};
const char *const LastNames[] = {"Ashdown", "Bergman", "Castell", "Dorn", "Elmer", "Fairfax", "Gale", "Holm"};
const char *const Streets[] = {"Harbour Road", "Mill Lane", "Orchard Street", "Station Road", "Old Bridge"};

// Prices of the file are as in a currency with hundredths; where there are none, they become round whole numbers.
QString priceIn(const QString &text, int digits)
{
    if (text.isEmpty() || digits >= 2)
        return text;
    return QString::number(qRound64(text.toDouble() * 15) * 10);
}

// `plenty`: how many times the usual stock there is.
Result<QByteArray> catalogue(int digits, qint64 plenty)
{
    QFile file(u":/sample/products.csv"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Internal, u"The sample is missing from this program."_s);
    CsvReader csv(&file);
    QByteArray out;
    CsvColumns columns;
    for (auto more = csv.next(); more && *more; more = csv.next()) {
        QStringList cells = csv.fields();
        if (out.isEmpty()) {
            columns = CsvColumns(cells);
            out = csvRow(cells);
            continue;
        }
        for (const QString &name : {u"price"_s, u"compare_at_price"_s, u"cost"_s})
            cells[columns.find(name)] = priceIn(cells[columns.find(name)], digits);
        QString &stock = cells[columns.find(u"stock"_s)];
        if (plenty > 1)
            stock = QString::number(std::min(MaxQuantity, stock.toLongLong() * plenty));
        out += csvRow(cells);
    }
    return out;
}

struct Customer
{
    Actor actor;
    QString email;
    Address address;
};

struct Piece
{
    VariantId variant;
    int weight; // how often it is bought, beside the others
};

class Sample {
public:
    Sample(Database &database, ManualClock &clock, const Options &options)
        : m_database(database), m_clock(clock), m_options(options)
    {}

    Result<> fill(const Settings &settings)
    {
        auto csv = catalogue(settings.digits(), 1 + m_options.orders / 400);
        if (!csv)
            return fail(csv.error());
        QBuffer buffer(&*csv);
        buffer.open(QIODevice::ReadOnly);
        if (const auto imported = products::importFile(m_database, m_maker, &buffer); !imported)
            return backroom::fail(imported.error());
        if (const auto made = makeCustomers(settings); !made)
            return made;
        if (const auto looked = look(); !looked)
            return looked;
        return makeOrders();
    }

private:
    int below(int bound) { return int(m_random.bounded(bound)); }

    Result<> makeCustomers(const Settings &settings)
    {
        for (int i = 0; i < 40; ++i) {
            const QString first = QString::fromLatin1(FirstNames[i % 20]);
            const QString last = QString::fromLatin1(LastNames[below(8)]);
            Customer customer;
            customer.email = "%1.%2%3@example.com"_L1.arg(first.toLower(), last.toLower()).arg(i + 1);
            customer.address.name = first % u' ' % last;
            customer.address.line1 = QString::number(1 + below(90)) % u' ' % QString::fromLatin1(Streets[below(5)]);
            customer.address.city = u"Sampleton"_s;
            customer.address.postalCode = QString::number(10'000 + below(80'000));
            customer.address.country = settings.country;
            UserDraft draft;
            draft.email = customer.email;
            draft.name = customer.address.name;
            draft.country = settings.country;
            const auto user = m_database.writeNow(m_maker, [&](Transaction &transaction) {
                return users::signUp(transaction, draft);
            });
            if (!user)
                return fail(user.error());
            customer.actor.kind = Actor::Kind::User;
            customer.actor.user = user->id;
            customer.actor.role = Role::Customer;
            customer.actor.name = user->name;
            m_customers << customer;
        }
        return {};
    }

    // What there is to buy, and how it is sent.
    Result<> look()
    {
        return m_database.read([this](Reader &reader) -> Result<> {
            Query rows = reader.query("SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id "
                                      "JOIN stock_levels s ON s.variant_id = v.id "
                                      "WHERE p.status = 'published' AND s.level > 0 ORDER BY v.id");
            while (rows.next()) {
                // A few sell all the time, most now and then.
                const int weight = 1 + 24 / (1 + below(24));
                m_pieces << Piece{rows.id<VariantId>(0), weight};
                m_weights += weight;
            }
            Query methods = reader.query("SELECT id FROM shipping_methods ORDER BY id");
            if (methods.next())
                m_method = methods.id<ShippingMethodId>(0);
            return {};
        });
    }

    VariantId anyPiece()
    {
        int at = below(m_weights);
        for (const Piece &piece : std::as_const(m_pieces))
            if ((at -= piece.weight) < 0)
                return piece.variant;
        return m_pieces.constLast().variant;
    }

    Result<> makeOrders()
    {
        const Millis begin = m_clock.now();
        const Millis end = begin + m_options.days * Day - Hour;
        for (int i = 0; i < m_options.orders; ++i) {
            // A little more every week.
            const double part = std::pow(double(i + 1) / m_options.orders, 0.8);
            m_clock.set(std::max(m_clock.now(), begin + Millis(double(end - begin) * part)));
            const auto made = makeOrder(end - m_clock.now());
            if (!made)
                return made;
            if (m_options.progress)
                m_options.progress(i + 1, m_options.orders);
        }
        return {};
    }

    // `age`: how long ago it was. Older ones are paid and sent.
    Result<> makeOrder(Millis age)
    {
        const Customer &customer = m_customers[below(int(m_customers.size()))];
        const auto placed = m_database.writeNow(customer.actor, [&](Transaction &transaction) -> Result<PlacedOrder> {
            auto cart = carts::create(transaction, customer.actor);
            for (int lines = 1 + below(3); cart && lines > 0; --lines)
                cart =
                    carts::addLine(transaction, customer.actor, QByteArray(cart->key), anyPiece(), 1 + below(10) / 8);
            if (cart)
                cart = carts::setAddress(transaction, customer.actor, QByteArray(cart->key), customer.address);
            if (cart && m_method)
                cart = carts::setShippingOption(transaction, customer.actor, QByteArray(cart->key), m_method);
            if (!cart)
                return fail(cart.error());
            auto order = checkout::place(transaction, customer.actor, cart->key,
                                         {customer.email, below(4) ? "bank_transfer" : "cash", {}, {}});
            if (order)
                transaction.exec("UPDATE orders SET source = 'sample' WHERE id = ?", order->order.id);
            return order;
        });
        if (!placed) // sold out: that happens in shops
            return placed.error().code == ErrorCode::Conflict ? Result<>() : fail(placed.error());
        const QByteArray number = placed->order.number;
        if (age > Day && below(12) > 0) {
            const auto paid = m_database.writeNow(m_maker, [&](Transaction &transaction) {
                return orderwork::pay(transaction, m_maker, number, {placed->order.paymentMethod, {}, {}});
            });
            if (!paid)
                return fail(paid.error());
        }
        if (age > 3 * Day && below(15) > 0) {
            const auto sent = m_database.writeNow(m_maker, [&](Transaction &transaction) {
                return orderwork::fulfil(transaction, m_maker, number, {});
            });
            if (!sent)
                return fail(sent.error());
        }
        return {};
    }

    Database &m_database;
    ManualClock &m_clock;
    const Options &m_options;
    const Actor m_maker = Actor::system(u"Sample"_s);
    QRandomGenerator m_random{20261120}; // the same sample for everybody
    QList<Customer> m_customers;
    QList<Piece> m_pieces;
    int m_weights = 0;
    ShippingMethodId m_method;
};
}

Result<> makeShop(const StoreConfig &config, const Clock &clock, const NewShop &shop, const Options &options)
{
    ManualClock past(clock.now() - options.days * Day);
    return init::makeShop(config, past, shop,
                          [&](Database &database) { return Sample(database, past, options).fill(shop.settings); });
}

}
