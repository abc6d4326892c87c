#pragma once
// The band over a past shop that keeps anybody from taking it for the shop of now.
#include <QWidget>

class QLabel;

namespace backroom {

class PastMark final : public QWidget {
    Q_OBJECT
public:
    explicit PastMark(QWidget *parent = nullptr);
    // "Harbour Lane as it was on Thu 19 November 2026, 18:27 – only to look at"
    void setText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
};

}
