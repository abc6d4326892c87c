#include "app/backups/carrier.h"

namespace backroom {

Carrier::Carrier(Setup setup, const Clock &clock, std::function<void()> changed)
    : m_setup(std::move(setup)), m_clock(clock), m_changed(std::move(changed))
{}

void Carrier::setPlaces(const QList<BackupPlace> &places)
{
    std::vector<std::unique_ptr<PlaceCarrier>> gone; // end outside the lock: one may hang
    const std::lock_guard lock(m_mutex);
    std::vector<std::unique_ptr<PlaceCarrier>> wanted;
    for (const BackupPlace &place : places) {
        const auto known = std::find_if(m_places.begin(), m_places.end(), [&place](const auto &carrier) {
            if (!carrier)
                return false;
            const BackupPlace before = carrier->state().place;
            return before.number == place.number && before.path == place.path && before.kind == place.kind;
        });
        if (known != m_places.end()) {
            (*known)->rename(place.name);
            wanted.push_back(std::move(*known));
        } else {
            wanted.push_back(std::make_unique<PlaceCarrier>(m_setup, place, m_clock, m_changed));
        }
    }
    m_places.swap(wanted);
    gone = std::move(wanted);
}

void Carrier::look(int number)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &place : m_places)
        if (number == 0 || place->state().place.number == number)
            place->look();
}

QList<PlaceState> Carrier::places() const
{
    const std::lock_guard lock(m_mutex);
    QList<PlaceState> states;
    for (const auto &place : m_places)
        states << place->state();
    return states;
}

void Carrier::settle(std::chrono::seconds most)
{
    look();
    const auto end = std::chrono::steady_clock::now() + most;
    const auto isDone = [this] {
        const std::lock_guard lock(m_mutex);
        return std::all_of(m_places.begin(), m_places.end(), [](const auto &place) { return place->isResting(); });
    };
    while (!isDone() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

}
