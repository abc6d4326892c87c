#include "ui/theme/tokens.h"

#include <QPalette>
#include <cmath>

namespace backroom {

const Tokens &lightTokens()
{
    static const Tokens tokens = [] {
        Tokens t;
        t.chrome = QColor(0xEDEDEA);
        t.canvas = QColor(0xF6F6F4);
        t.surface = QColor(0xFFFFFF);
        t.hover = QColor(0xF3F3F0);
        t.border = QColor(0xE3E2DE);
        t.outline = QColor(0xCBCAC5);
        t.control = QColor(0x86857F);
        t.text = QColor(0x1D1D1B);
        t.muted = QColor(0x5E5D58);
        t.disabled = QColor(0x9B9A94);
        t.accent = QColor(0x0B6B7D);
        t.accentHover = QColor(0x095B6B);
        t.accentDown = QColor(0x074B58);
        t.onAccent = QColor(0xFFFFFF);
        t.select = QColor(0xDCEEF1);
        t.good = QColor(0x17683A);
        t.goodSoft = QColor(0xDDF2E4);
        t.warn = QColor(0x7F4F00);
        t.warnSoft = QColor(0xFBEBC8);
        t.bad = QColor(0xA8201A);
        t.badSoft = QColor(0xFBE2DF);
        t.neutralSoft = QColor(0xEAE9E5);
        t.s1 = QColor(0x0B6B7D);
        t.s1Fill = QColor(0x0B6B7D);
        t.s2 = QColor(0xC9731D);
        t.s3 = QColor(0xA24BC4);
        t.s4 = QColor(0x454521);
        t.prev = QColor(0x8E8D87);
        t.grid = QColor(0xECEBE7);
        return t;
    }();
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens = [] {
        Tokens t;
        t.chrome = QColor(0x1A1C1C);
        t.canvas = QColor(0x141616);
        t.surface = QColor(0x1D2020);
        t.hover = QColor(0x252929);
        t.border = QColor(0x2D3131);
        t.outline = QColor(0x434848);
        t.control = QColor(0x7C8381);
        t.text = QColor(0xE8EAE7);
        t.muted = QColor(0xA4AAA7);
        t.disabled = QColor(0x6B716F);
        t.accent = QColor(0x56BFD2);
        t.accentHover = QColor(0x74CDDD);
        t.accentDown = QColor(0x8FD8E5);
        t.onAccent = QColor(0x05262C);
        t.select = QColor(0x17363C);
        t.good = QColor(0x6CCB93);
        t.goodSoft = QColor(0x17341F);
        t.warn = QColor(0xE6B656);
        t.warnSoft = QColor(0x3A2D0E);
        t.bad = QColor(0xF4918A);
        t.badSoft = QColor(0x45201D);
        t.neutralSoft = QColor(0x2C3030);
        t.s1 = QColor(0x56BFD2);
        t.s1Fill = QColor(0x3B8E9E);
        t.s2 = QColor(0xE08A33);
        t.s3 = QColor(0xA56CE6);
        t.s4 = QColor(0xEDEDC4);
        t.prev = QColor(0x8A918E);
        t.grid = QColor(0x272B2B);
        t.dark = true;
        return t;
    }();
    return tokens;
}

Tokens contrastTokens(const QPalette &desktop)
{
    const QColor ground = desktop.color(QPalette::Window);
    const QColor text = desktop.color(QPalette::WindowText);
    Tokens t = ground.lightness() < text.lightness() ? darkTokens() : lightTokens();
    t.chrome = t.canvas = ground;
    t.surface = desktop.color(QPalette::Base);
    t.neutralSoft = t.goodSoft = t.warnSoft = t.badSoft = t.surface;
    t.text = t.muted = t.outline = t.control = t.border = text;
    t.accent = t.accentHover = t.accentDown = desktop.color(QPalette::Highlight);
    t.onAccent = desktop.color(QPalette::HighlightedText);
    t.select = mixed(t.surface, t.accent, 0.15);
    t.hover = mixed(t.surface, t.text, 0.12);
    return t;
}

QColor colour(const Tokens &tokens, Ink ink)
{
    switch (ink) {
    case Ink::Text: return tokens.text;
    case Ink::Muted: return tokens.muted;
    case Ink::Disabled: return tokens.disabled;
    case Ink::Accent: return tokens.accent;
    case Ink::OnAccent: return tokens.onAccent;
    case Ink::Good: return tokens.good;
    case Ink::Warn: return tokens.warn;
    case Ink::Bad: return tokens.bad;
    }
    return tokens.text;
}

QColor softColour(const Tokens &tokens, Ink ink)
{
    switch (ink) {
    case Ink::Accent: return tokens.select;
    case Ink::Good: return tokens.goodSoft;
    case Ink::Warn: return tokens.warnSoft;
    case Ink::Bad: return tokens.badSoft;
    default: return tokens.neutralSoft;
    }
}

QColor mixed(const QColor &ground, const QColor &over, double share)
{
    const auto channel = [share](double below, double above) { return float(below + (above - below) * share); };
    return QColor::fromRgbF(channel(ground.redF(), over.redF()), channel(ground.greenF(), over.greenF()),
                            channel(ground.blueF(), over.blueF()));
}

static double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QPalette palette(const Tokens &t)
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor &colour, const QColor &disabled) {
        p.setColor(QPalette::Active, role, colour);
        p.setColor(QPalette::Inactive, role, colour);
        p.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::Window, t.canvas, t.canvas);
    set(QPalette::WindowText, t.text, t.disabled);
    set(QPalette::Base, t.surface, t.canvas);
    set(QPalette::AlternateBase, t.hover, t.hover);
    set(QPalette::Text, t.text, t.disabled);
    set(QPalette::PlaceholderText, t.muted, t.disabled);
    set(QPalette::Button, t.surface, t.surface);
    set(QPalette::ButtonText, t.text, t.disabled);
    set(QPalette::BrightText, t.bad, t.disabled);
    set(QPalette::Highlight, t.accent, t.outline);
    set(QPalette::HighlightedText, t.onAccent, t.text);
    set(QPalette::Link, t.accent, t.disabled);
    set(QPalette::LinkVisited, t.accent, t.disabled);
    set(QPalette::ToolTipBase, t.text, t.text);
    set(QPalette::ToolTipText, t.surface, t.surface);
    set(QPalette::Light, t.surface, t.surface);
    set(QPalette::Midlight, t.border, t.border);
    set(QPalette::Mid, t.outline, t.outline);
    set(QPalette::Dark, t.control, t.outline);
    set(QPalette::Shadow, t.control, t.control);
    return p;
}

}
