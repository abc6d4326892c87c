#include "app/products/barcode.h"

#include <QPainter>
#include <zint.h>

namespace backroom {

namespace {
constexpr qsizetype MostBars = 60, MostSquare = 800; // characters that a scanner still reads off a label

struct Symbol
{
    zint_symbol *symbol = ZBarcode_Create();
    Symbol() = default;
    ~Symbol() { ZBarcode_Delete(symbol); }
    Q_DISABLE_COPY_MOVE(Symbol)
    bool encode(int kind, const QByteArray &text)
    {
        ZBarcode_Clear(symbol);
        symbol->symbology = kind;
        symbol->input_mode = UNICODE_MODE;
        symbol->show_hrt = 0;
        symbol->height = 50;
        symbol->output_options = BARCODE_STDOUT; // no text, no border of its own
        return ZBarcode_Encode_and_Buffer_Vector(symbol, reinterpret_cast<const unsigned char *>(text.constData()),
                                                 int(text.size()), 0)
            < ZINT_ERROR;
    }
};

// GS1: the sum of the digits, every second from the right but the last threefold, is a multiple of ten with the last.
bool isArticleNumber(const QByteArray &text)
{
    if (text.size() != 8 && text.size() != 12 && text.size() != 13)
        return false;
    int sum = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char digit = text.at(text.size() - 1 - i);
        if (digit < '0' || digit > '9')
            return false;
        sum += (digit - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
}
}

std::optional<Barcode> Barcode::of(const QString &text, CodeKind kind)
{
    const QByteArray bytes = text.trimmed().toUtf8();
    const bool square = kind == CodeKind::Square;
    if (bytes.isEmpty() || bytes.size() > (square ? MostSquare : MostBars))
        return std::nullopt;
    Symbol symbol;
    bool good = false;
    if (square)
        good = symbol.encode(BARCODE_QRCODE, bytes);
    else if (isArticleNumber(bytes))
        good = symbol.encode(BARCODE_EANX, bytes.size() == 12 ? QByteArray('0' + bytes) : bytes);
    if (!good && !square)
        good = symbol.encode(BARCODE_CODE128, bytes);
    if (!good || !symbol.symbol->vector)
        return std::nullopt;
    Barcode code;
    code.m_square = square;
    QRectF bounds;
    for (const zint_vector_rect *bar = symbol.symbol->vector->rectangles; bar; bar = bar->next) {
        const QRectF rect(double(bar->x), double(bar->y), double(bar->width), double(bar->height));
        code.m_bars << rect;
        bounds = bounds.united(rect);
    }
    for (QRectF &bar : code.m_bars)
        bar.translate(-bounds.topLeft());
    code.m_size = bounds.size();
    return code;
}

void Barcode::paint(QPainter &painter, const QRectF &rect) const
{
    // In modules: ten beside bars, four around a square. A module of a symbol is its narrowest bar.
    double module = m_size.width();
    for (const QRectF &bar : m_bars)
        module = std::min(module, bar.width());
    const double quiet = (m_square ? 4 : 10) * module;
    QRectF inside = rect;
    double wide = rect.width() / (m_size.width() + 2 * quiet), high = 0;
    if (m_square) {
        wide = high = std::min(wide, rect.height() / (m_size.height() + 2 * quiet));
        inside = QRectF(0, 0, m_size.width() * wide, m_size.height() * wide);
        inside.moveCenter(rect.center());
    } else {
        high = rect.height() / m_size.height();
        inside.adjust(quiet * wide, 0, -quiet * wide, 0);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const QRectF &bar : m_bars)
        painter.fillRect(QRectF(inside.left() + bar.left() * wide, inside.top() + (m_square ? bar.top() * high : 0),
                                bar.width() * wide, m_square ? bar.height() * high : inside.height()),
                         Qt::black);
    painter.restore();
}

}
