#pragma once
// What happened, newest on top: a dot, who did what, when, and the details beneath; the dot of the newest is filled. Long
// details wrap.
#include <QWidget>

namespace backroom {

struct TimeLineEntry
{
    QString text; // "Tom Adeyemi sent 3 × Olive oil soap bar"
    QString second = {}; // "Parcel JD0002 4417 8810"
    QString when = {}; // "Today 08:51"
    QString tip = {}; // the full time
    bool said = false; // `second` is what a person wrote: set apart on a soft ground
};

class TimeLine final : public QWidget {
    Q_OBJECT
public:
    explicit TimeLine(QWidget *parent = nullptr);
    void setEntries(const QList<TimeLineEntry> &entries);
    const QList<TimeLineEntry> &entries() const { return m_entries; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    bool event(QEvent *event) override;

private:
    struct Place
    {
        QRect all, text, second, when;
    };
    QList<Place> places(int width) const;
    QList<TimeLineEntry> m_entries;
};

}
