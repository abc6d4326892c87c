#pragma once
// The foot of the window: what this page says, long work with its way out, and the lamps of what runs.
#include "ui/widgets/badge.h"

#include <QAbstractButton>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace backroom {

// Dot or triangle, words; a click leads to what is behind. Muted and hollow is "not known yet", which is not green.
class Lamp final : public QAbstractButton {
    Q_OBJECT
public:
    explicit Lamp(const QString &objectName, QWidget *parent = nullptr);
    void set(Glyph glyph, Ink ink, const QString &text, const QString &tip = {});
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    Glyph m_glyph = Glyph::Over;
    Ink m_ink = Ink::Muted;
};

class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setText(const QString &text);
    Lamp *addLamp(const QString &objectName);
    // "Importing 1,204 of 3,100, 40 s left"; total 0 is of unknown length.
    void showProgress(const QString &text, qint64 done, qint64 total);
    void hideProgress();

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QLabel *m_text;
    QWidget *m_work;
    QLabel *m_workText;
    QProgressBar *m_bar;
    QHBoxLayout *m_lamps;
};

}
