#include "app/backups/recoverysheet.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>
#include <algorithm>
#include <qrencode.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// Millimetres, on A4 with margins of 20.
constexpr double Margin = 20;
constexpr double Width = 170, Height = 257;
constexpr int WordsInRow = 3;
constexpr double RowHeight = 11;
constexpr double CodeSize = 52;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

class Sheet {
public:
    Sheet(QPagedPaintDevice &device, const QLocale &locale) : m_locale(locale), m_isOpen(m_painter.begin(&device))
    {
        const QRectF room = device.pageLayout().paintRect(QPageLayout::Millimeter);
        m_fit = std::min({1.0, room.width() / Width, room.height() / Height});
        m_scale = device.logicalDpiX() / 25.4 * m_fit;
    }
    bool isOpen() const { return m_isOpen; }
    bool close() { return m_painter.end(); }

    void text(double size, bool bold, const QString &text, double after)
    {
        setFont(size, bold);
        const QRectF room(0, m_y * m_scale, Width * m_scale, Height * m_scale);
        QRectF taken;
        m_painter.drawText(room, Qt::AlignLeft | Qt::TextWordWrap, text, &taken);
        m_y += taken.height() / m_scale + after;
    }

    void words(const QStringList &words)
    {
        constexpr double Column = Width / WordsInRow;
        for (qsizetype i = 0; i < words.size(); ++i) {
            const qsizetype row = i / WordsInRow, column = i % WordsInRow;
            const double x = double(column) * Column;
            const double y = m_y + double(row) * RowHeight;
            const QRectF box(x * m_scale, y * m_scale, Column * m_scale, RowHeight * m_scale);
            setFont(9, false);
            m_painter.setPen(QColor(0x66, 0x66, 0x66)); // on paper, whatever the screen's theme is
            m_painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, m_locale.toString(i + 1));
            m_painter.setPen(Qt::black);
            setFont(15, true);
            m_painter.drawText(box.translated(9 * m_scale, 0), Qt::AlignLeft | Qt::AlignVCenter, words.at(i));
        }
        const qsizetype rows = (words.size() + WordsInRow - 1) / WordsInRow;
        m_y += double(rows) * RowHeight + 8;
    }

    void code(const QString &text)
    {
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(text.toUtf8().constData(), 0,
                                                                                       QR_ECLEVEL_Q, QR_MODE_8, 1),
                                                                   QRcode_free);
        if (!code)
            return;
        const double module = CodeSize / code->width;
        for (int y = 0; y < code->width; ++y)
            for (int x = 0; x < code->width; ++x)
                if (code->data[y * code->width + x] & 1)
                    m_painter.fillRect(QRectF(x * module * m_scale, (m_y + y * module) * m_scale,
                                              module * m_scale * 1.02, module * m_scale * 1.02),
                                       Qt::black);
        m_y += CodeSize + 8;
    }

    void line()
    {
        m_painter.fillRect(QRectF(0, m_y * m_scale, Width * m_scale, 0.3 * m_scale), Qt::black);
        m_y += 6;
    }

private:
    void setFont(double points, bool bold)
    {
        QFont font = m_painter.font();
        font.setFamilies({u"Inter"_s, u"DejaVu Sans"_s});
        font.setPointSizeF(points * m_fit);
        font.setBold(bold);
        m_painter.setFont(font);
    }

    const QLocale &m_locale;
    QPainter m_painter;
    bool m_isOpen;
    double m_fit = 1; // of paper that is smaller than A4
    double m_scale = 1; // dots a millimetre
    double m_y = 0;
};
}

void setRecoverySheetEdges(QPagedPaintDevice &device)
{
    device.setPageMargins(QMarginsF(Margin, Margin, Margin, Margin), QPageLayout::Millimeter);
}

bool paintRecoverySheet(QPagedPaintDevice &device, const RecoverySheet &sheet)
{
    Sheet page(device, sheet.locale);
    if (!page.isOpen())
        return false;
    page.text(22, true, tr("Recovery sheet"), 3);
    page.text(13, false,
              tr("%1, printed on %2").arg(sheet.shopName, sheet.locale.toString(sheet.day, QLocale::LongFormat)), 6);
    page.line();
    page.text(11, false,
              tr("With these words and a file of a backup this shop can be restored on any computer. Without them a "
                 "backup cannot be opened if this computer is lost. Keep the sheet where you keep deeds and "
                 "passports, and not beside the backups: whoever has both has the shop's data."),
              8);
    page.words(sheet.key.recoveryWords().split(u' '));
    page.code(sheet.key.recoveryWords());
    page.text(11, false,
              tr("To restore: install Backroom, choose “Backup” when it starts for the first time, pick the file "
                 "(its name ends in .backroom; keep the folder “images” beside it), and type the words in their order, "
                 "or read the code with a camera. Capital letters do not matter."),
              4);
    page.text(9, false, tr("Key %1").arg(QString::fromLatin1(sheet.key.id().toHex())), 0);
    return page.close();
}

QByteArray recoverySheetPdf(const RecoverySheet &sheet)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    setRecoverySheetEdges(writer);
    writer.setResolution(300);
    writer.setTitle(tr("Recovery sheet: %1").arg(sheet.shopName));
    paintRecoverySheet(writer, sheet);
    return buffer.data();
}

}
