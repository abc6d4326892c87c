#include "ui/widgets/qrcode.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QPainter>
#include <memory>
#include <qrencode.h>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr int Quiet = 4; // modules of empty edge, as the standard asks
static constexpr int Lines = 11; // its side, in heights of a line, about

QrCode::QrCode(const QString &text, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"qrCode"_s);
    setAccessibleName(tr("QR code"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
}

void QrCode::setText(const QString &text)
{
    m_text = text;
    m_code = {};
    setAccessibleDescription(text);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        text.isEmpty() ? nullptr : QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
        QRcode_free);
    if (code) {
        const int side = code->width + 2 * Quiet;
        m_code = QImage(side, side, QImage::Format_ARGB32);
        m_code.fill(lightTokens().surface);
        for (int y = 0; y < code->width; ++y)
            for (int x = 0; x < code->width; ++x)
                if (code->data[y * code->width + x] & 1)
                    m_code.setPixelColor(x + Quiet, y + Quiet, lightTokens().text);
    }
    updateGeometry();
    update();
}

// Whole pixels a module, so that its edges are sharp.
int QrCode::module() const { return m_code.isNull() ? 0 : qMax(3, metrics().unit * Lines / m_code.width()); }

QSize QrCode::sizeHint() const { return QSize(1, 1) * module() * m_code.width(); }

void QrCode::paintEvent(QPaintEvent *)
{
    if (m_code.isNull())
        return;
    QPainter painter(this);
    const int side = module() * m_code.width();
    roundedBox(painter, QRectF(0, 0, side, side), ControlRadius, lightTokens().surface, tokens().border);
    const int drawn = side - 2 * module(); // within the quiet edge, so that the corners stay round
    painter.drawImage(QRect(module(), module(), drawn, drawn), m_code.copy(m_code.rect().adjusted(1, 1, -1, -1)));
}

}
