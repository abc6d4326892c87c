#pragma once
// A text as a QR code, to be taken by a telephone's camera. Dark on light in every theme, as cameras want it.
#include <QWidget>

namespace backroom {

class QrCode final : public QWidget {
    Q_OBJECT
public:
    explicit QrCode(const QString &text = {}, QWidget *parent = nullptr);

    // Nothing is drawn for an empty text, or one too long for a code.
    void setText(const QString &text);
    const QString &text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    int module() const;
    QString m_text;
    QImage m_code; // one pixel a module, with the quiet edge around
};

}
