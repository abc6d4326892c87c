#pragma once
// A moment within a stretch of time, to the second: a slider for the rough, a field for the exact.
#include "app/backups/timeline.h"

#include <QDateTime>
#include <QTimeZone>
#include <QWidget>

class QDateTimeEdit;
class QSlider;

namespace backroom {

class Format;

class MomentField final : public QWidget {
    Q_OBJECT
public:
    // Begins a minute before the stretch's end.
    MomentField(const Format &format, const Stretch &stretch, QWidget *parent = nullptr);
    // UTC milliseconds.
    Millis moment() const;

Q_SIGNALS:
    void changed(backroom::Millis moment);

private:
    // What a clock on the shop's wall shows; the field knows no zones.
    QDateTime onTheWall(Millis at) const;
    void slide(int step);
    void typed();
    const QTimeZone m_zone;
    Stretch m_stretch;
    QSlider *m_slider;
    QDateTimeEdit *m_exact;
};

}
