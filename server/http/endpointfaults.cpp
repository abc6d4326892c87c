// How an Endpoint refuses a body: with all its faults at once, those that only a service can find among them.
#include "server/http/bodyfit.h"
#include "server/http/endpoint.h"

namespace backroom {

namespace {
constexpr qsizetype MostFaults = 20; // in a body's shape: who errs that often is told so, and no service is asked

Error withFurther(const Error &error, const QList<FieldError> &further)
{
    return further.isEmpty() ? error : invalid(allFaults(error.fields, further)).value();
}
}

void Endpoint::refuse(const ExchangePtr &exchange, const Error &error)
{
    const Route &route = exchange->call.route();
    const QList<FieldError> &faults = error.fields;
    const bool isAll = error.code != ErrorCode::Invalid || faults.isEmpty() || faults.size() > MostFaults
        || faults.constFirst().field.isEmpty(); // no object at all
    if (isAll || (!route.furtherFaults && (route.slow || !route.write)) || !exchange->fitBody())
        return exchange->answer(fail(error));
    if (route.furtherFaults) { // may take a moment, as to judge a password does
        const bool taken = poolOf(*exchange).run([exchange, error] {
            exchange->guarded([&] {
                exchange->answer(fail(withFurther(error, exchange->call.route().furtherFaults(exchange->call))));
            });
        });
        return taken ? void() : exchange->answer(fail(error));
    }
    const auto further = std::make_shared<QList<FieldError>>();
    exchange->shared.shop.database().write(
        exchange->call.actor(),
        [exchange, further](Transaction &transaction) -> Result<> {
            const Result<Reply> tried = exchange->call.route().write(exchange->call, transaction);
            *further = tried ? QList<FieldError>() : tried.error().fields;
            return fail(ErrorCode::Invalid, {}); // whatever it did is taken back
        },
        [exchange, error, further](const Result<> &) { exchange->answer(fail(withFurther(error, *further))); },
        Durability::Relaxed);
}

}
