#pragma once
// What is sold on the copy of a shop: goods of the test's own, so that nothing depends on what the shop has in stock.
#include "app/store/database.h"
#include "server/selftest/shopper.h"

namespace backroom {

struct Goods
{
    QList<VariantId> many; // with more pieces than will be sold
    VariantId last; // with LastPieces
    VariantId single; // for the order that is sent again and again
    ShippingMethodId shipping;
    QByteArray country; // that it goes to

    static constexpr int LastPieces = 10;

    // Customers with this e-mail address who buy one piece of these, in turn. Borrows nothing.
    traffic::Errand errand(const QList<VariantId> &variants, const std::string &email) const;
};

// Puts them into the copy, through the services that people use. Blocks.
Result<Goods> addGoods(Database &copy);

}
