#pragma once
// A line of time up to now: the stretch in which every moment can be gone back to, and a dot for each backup. A dot can be
// clicked, or reached with the arrow keys.
#include "app/backups/backupsstate.h"
#include "ui/shell/format.h"

#include <QWidget>

namespace backroom {

class TimeStrip final : public QWidget {
    Q_OBJECT
public:
    explicit TimeStrip(const Format &format, QWidget *parent = nullptr);

    // Without a stretch, and with no dots or only such of the same hour, nothing is drawn.
    void show(const BackupsState &state, Millis now);
    bool isWorthShowing() const;
    // For tests and screen readers.
    int dots() const { return int(m_dots.size()); }
    QPoint placeOf(BackupId id) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(backroom::BackupId id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    struct Dot
    {
        BackupId id;
        Millis at = 0;
    };
    double xOf(Millis at) const;
    QRect track() const;
    int dotAt(const QPoint &at) const;
    void point(int dot);
    void paintLabels(QPainter &painter) const;
    void paintReadOut(QPainter &painter) const;

    Format m_format;
    QList<Dot> m_dots; // oldest first
    std::optional<Millis> m_reachFrom;
    Millis m_from = 0, m_now = 0;
    int m_pointed = -1;
};

}
