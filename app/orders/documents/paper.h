#pragma once
// A page to draw on in millimetres, whatever device is behind it: text in the scale of the papers, lines, a code, and a
// new page when this one is full.
#include <QPainter>

#include <functional>

class QPagedPaintDevice;

namespace backroom::documents {

enum class Weight { Plain, Medium, Bold };

struct Ink
{
    double points = 9.5;
    Weight weight = Weight::Plain;
    bool quiet = false; // grey
};

class Paper {
public:
    // Draws on `painter`, which is begun on the device. Width and height are of what can be printed on.
    Paper(QPainter &painter, QPagedPaintDevice &device);

    double width() const { return m_width; }
    double height() const { return m_height; }
    int page() const { return m_page; }
    // Nothing is drawn when it only measures; heights are told all the same.
    void newPage();

    // Text within a width, broken where it must be; gives the height it took.
    double text(double x, double y, double width, const QString &text, const Ink &ink = {},
                Qt::Alignment side = Qt::AlignLeft);
    double heightOf(double width, const QString &text, const Ink &ink = {});
    // As much of one line as fits, with dots.
    void line(double x, double y, double width, const QString &text, const Ink &ink = {},
              Qt::Alignment side = Qt::AlignLeft);
    double lineHeight(const Ink &ink = {});
    void rule(double x, double y, double width, bool strong = false);
    // A QR code of that side.
    void code(double x, double y, double side, const QString &text);

private:
    void apply(const Ink &ink);
    QRectF dots(double x, double y, double width, double height) const;
    QPainter &m_painter;
    QPagedPaintDevice &m_device;
    double m_scale; // dots a millimetre
    double m_width, m_height;
    int m_page = 1;
};

}
