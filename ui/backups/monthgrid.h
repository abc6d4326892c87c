#pragma once
// A month at a glance: days that hold backups stand out, and lead to them. Arrow keys go from day to day, page keys from
// month to month.
#include "app/backups/backupsstate.h"
#include "ui/shell/format.h"

#include <QDate>
#include <QHash>
#include <QWidget>

namespace backroom {

class MonthGrid final : public QWidget {
    Q_OBJECT
public:
    explicit MonthGrid(const Format &format, QWidget *parent = nullptr);

    void show(const BackupsState &state, Millis now);
    QDate month() const { return m_month; } // its first day
    // As far as there are backups, and no further than this month.
    void go(int months);
    bool canGo(int months) const;
    QString title() const;
    int backupsOn(QDate day) const { return m_days.value(day).count; }
    QRect placeOf(QDate day) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(QDate day);
    void monthChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Day
    {
        int count = 0;
        bool faulty = false; // none of them can be relied on
    };
    void show(QDate month);
    void point(QDate day);
    QDate dayAt(const QPoint &at) const;
    QString words(QDate day) const;
    QSize cell() const;
    int column(QDate day) const;
    void paintDay(QPainter &painter, QDate day) const;

    Format m_format;
    QHash<QDate, Day> m_days;
    QDate m_month, m_today, m_first, m_current, m_hovered;
};

}
