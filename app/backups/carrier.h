#pragma once
// The owner's places, each with who carries there (placecarrier.h).
#include "app/backups/placecarrier.h"

#include <memory>
#include <vector>

namespace backroom {

class Carrier {
public:
    using Setup = CarrierSetup;

    // `changed` is called on the carriers' threads when something that places() shows is different, or the list is.
    Carrier(Setup setup, const Clock &clock, std::function<void()> changed);
    Q_DISABLE_COPY_MOVE(Carrier)

    // Any thread, all of these. What is under way at a place that is none any more is stopped, and waited for.
    void setPlaces(const QList<BackupPlace> &places);
    // Looks at every place now, or at this one.
    void look(int number = 0);
    QList<PlaceState> places() const;
    // Looks at every place now and returns when that is done, or after that long: what was made last is there then, where it
    // can be reached. Blocks.
    void settle(std::chrono::seconds most);

private:
    const Setup m_setup;
    const Clock &m_clock;
    const std::function<void()> m_changed;
    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<PlaceCarrier>> m_places;
};

}
