#pragma once
// Bar codes and QR codes as vectors, to be painted at any size.
#include <QList>
#include <QRectF>
#include <QString>
#include <optional>

class QPainter;

namespace backroom {

enum class CodeKind {
    Bars, // EAN-13, EAN-8 or UPC where the digits are one with a right check digit (GS1 General Specifications), else Code 128
    Square, // QR code, ISO/IEC 18004
};

class Barcode {
public:
    // Nothing when the text cannot be written as such a code: it is empty or too long.
    static std::optional<Barcode> of(const QString &text, CodeKind kind);

    // Bars as high as the rectangle, a square as large as fits; black on what is there, with the quiet zone that scanners
    // need left free.
    void paint(QPainter &painter, const QRectF &rect) const;
    bool isSquare() const { return m_square; }

private:
    QList<QRectF> m_bars; // in modules
    QSizeF m_size;
    bool m_square = false;
};

}
