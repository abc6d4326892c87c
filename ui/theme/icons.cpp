#include "ui/theme/icons.h"

#include "ui/theme/style.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace backroom {
namespace {

constexpr auto Prefix = "backroom:"_L1;

QPixmap render(const QString &name, int side, qreal ratio, const QColor &colour)
{
    const QString key = u"icon/%1/%2/%3/%4"_s.arg(name).arg(side).arg(ratio).arg(colour.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    const int pixels = qRound(side * ratio);
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class Engine final : public QIconEngine {
public:
    Engine(const QString &name, Ink ink) : m_name(name), m_ink(ink) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, rect, m_name, colour(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // Qt asks in device pixels and sets the ratio itself.
        Q_UNUSED(scale)
        return render(m_name, qMin(size.width(), size.height()), 1, colour(mode));
    }
    QIconEngine *clone() const override { return new Engine(*this); }
    QString key() const override { return u"backroom"_s; }
    QString iconName() override { return Prefix + m_name; }
    bool isNull() override { return false; }

private:
    QColor colour(QIcon::Mode mode) const
    {
        return backroom::colour(tokens(), mode == QIcon::Disabled ? Ink::Disabled : m_ink);
    }
    QString m_name;
    Ink m_ink;
};

}

QIcon icon(const QString &name, Ink ink) { return QIcon(new Engine(name, ink)); }

void paintIcon(QPainter &painter, const QRect &rect, const QString &name, const QColor &colour)
{
    const int side = qMin(rect.width(), rect.height());
    if (side <= 0)
        return;
    const qreal ratio = painter.device()->devicePixelRatio();
    const QPixmap pixmap = render(name, side, ratio, colour);
    painter.drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, pixmap);
}

QString iconName(const QIcon &icon)
{
    if (icon.isNull())
        return {};
    const QString name = icon.name();
    return name.startsWith(Prefix) ? name.mid(Prefix.size()) : QString();
}

QStringList iconNames()
{
    QStringList names;
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    for (const QString &file : files)
        names << file.chopped(4);
    return names;
}

}
