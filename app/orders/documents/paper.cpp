#include "app/orders/documents/paper.h"

#include <QFontMetricsF>
#include <QPagedPaintDevice>
#include <qrencode.h>

using namespace Qt::StringLiterals;

namespace backroom::documents {

namespace {
constexpr double Room = 10'000; // millimetres, more than any text is high
const QColor Grey(0x5a, 0x5a, 0x58); // on paper, whatever the screen's theme is
const QColor Hair(0xc8, 0xc8, 0xc4);
}

Paper::Paper(QPainter &painter, QPagedPaintDevice &device)
    : m_painter(painter), m_device(device), m_scale(device.logicalDpiX() / 25.4)
{
    const QRectF area = device.pageLayout().paintRect(QPageLayout::Millimeter);
    m_width = area.width();
    m_height = area.height();
}

void Paper::newPage()
{
    m_device.newPage();
    ++m_page;
}

void Paper::apply(const Ink &ink)
{
    QFont font;
    font.setFamilies({u"Inter"_s, u"DejaVu Sans"_s});
    font.setPointSizeF(ink.points);
    font.setWeight(ink.weight == Weight::Plain        ? QFont::Normal
                       : ink.weight == Weight::Medium ? QFont::Medium
                                                      : QFont::Bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    // Glyphs that stand in for others by the font's own rules cannot be read back from a PDF: "MUG-1" would be "MUG 1".
    font.setStyleStrategy(QFont::PreferNoShaping);
    m_painter.setFont(font);
    m_painter.setPen(ink.quiet ? Grey : QColor(Qt::black));
}

QRectF Paper::dots(double x, double y, double width, double height) const
{
    return {x * m_scale, y * m_scale, width * m_scale, height * m_scale};
}

double Paper::heightOf(double width, const QString &text, const Ink &ink)
{
    if (text.isEmpty())
        return 0;
    apply(ink);
    return m_painter.boundingRect(dots(0, 0, width, Room), int(Qt::AlignLeft | Qt::TextWordWrap), text).height()
        / m_scale;
}

double Paper::text(double x, double y, double width, const QString &text, const Ink &ink, Qt::Alignment side)
{
    if (text.isEmpty())
        return 0;
    apply(ink);
    QRectF taken;
    m_painter.drawText(dots(x, y, width, Room), int(side | Qt::AlignTop) | Qt::TextWordWrap, text, &taken);
    return taken.height() / m_scale;
}

void Paper::line(double x, double y, double width, const QString &text, const Ink &ink, Qt::Alignment side)
{
    apply(ink);
    const QFontMetricsF metrics(m_painter.font(), &m_device);
    const QString fits = metrics.elidedText(text, Qt::ElideRight, width * m_scale + 1);
    m_painter.drawText(dots(x, y, width, lineHeight(ink)), int(side | Qt::AlignTop) | Qt::TextSingleLine, fits);
}

double Paper::lineHeight(const Ink &ink)
{
    apply(ink);
    return QFontMetricsF(m_painter.font(), &m_device).height() / m_scale;
}

void Paper::rule(double x, double y, double width, bool strong)
{
    m_painter.fillRect(dots(x, y, width, strong ? 0.35 : 0.18), strong ? QColor(Qt::black) : Hair);
}

void Paper::code(double x, double y, double side, const QString &text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(text.toUtf8().constData(), 0,
                                                                                   QR_ECLEVEL_M, QR_MODE_8, 1),
                                                               QRcode_free);
    if (!code)
        return;
    const double module = side / code->width;
    for (int row = 0; row < code->width; ++row)
        for (int column = 0; column < code->width; ++column)
            if (code->data[row * code->width + column] & 1)
                m_painter.fillRect(dots(x + column * module, y + row * module, module * 1.03, module * 1.03),
                                   Qt::black);
}

}
