#include "ui/widgets/flowrow.h"

#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace backroom {

FlowRow::FlowRow(QWidget *parent) : QLayout(parent) {}
FlowRow::~FlowRow() = default;

int FlowRow::Item::least() const
{
    if (isGap())
        return 0;
    const int wanted = stretch > 0 ? item->minimumSize().width() : item->sizeHint().width();
    return std::clamp(wanted, item->minimumSize().width(),
                      std::max(item->minimumSize().width(), item->maximumSize().width()));
}

int FlowRow::Item::wanted() const { return isGap() ? 0 : std::clamp(item->sizeHint().width(), least(), most()); }

int FlowRow::Item::most() const
{
    return isGap() ? QLAYOUTSIZE_MAX : stretch > 0 ? std::max(least(), item->maximumSize().width()) : least();
}

void FlowRow::addWidget(QWidget *widget, int stretch)
{
    QLayout::addWidget(widget);
    m_items.back().stretch = stretch;
}

void FlowRow::insertWidget(int index, QWidget *widget)
{
    QLayout::addWidget(widget);
    std::rotate(m_items.begin() + index, m_items.end() - 1, m_items.end());
}

void FlowRow::addStretch(int stretch)
{
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
    m_items.back().stretch = stretch;
}

void FlowRow::addItem(QLayoutItem *item)
{
    m_items.push_back({std::unique_ptr<QLayoutItem>(item), 0});
    invalidate();
}

QLayoutItem *FlowRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items.at(size_t(index)).item.get() : nullptr;
}

QLayoutItem *FlowRow::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *taken = m_items.at(size_t(index)).item.release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return taken;
}

// Where it takes no more lines, each has the room it asks for.
std::vector<FlowRow::Line> FlowRow::lines(int width) const
{
    std::vector<Line> tight = broken(width, &Item::least);
    if (tight.size() < 2)
        return tight;
    std::vector<Line> roomy = broken(width, &Item::wanted);
    return roomy.size() > tight.size() ? tight : roomy;
}

std::vector<FlowRow::Line> FlowRow::broken(int width, int (Item::*room)() const) const
{
    std::vector<Line> all;
    int used = -gap();
    for (const Item &item : m_items) {
        if (item.isGap()) {
            // Never at the beginning of a further line, where there is nothing to push away from.
            if (all.empty())
                all.emplace_back();
            all.back().push_back(&item);
            continue;
        }
        if (item.item->isEmpty())
            continue; // hidden
        const int wanted = (item.*room)();
        if (all.empty() || (used > -gap() && used + gap() + wanted > width)) {
            all.emplace_back();
            used = -gap();
        }
        used += gap() + wanted;
        all.back().push_back(&item);
    }
    // At the end of all it leaves room, as somebody wanted; where the line was broken there is nothing to push.
    for (size_t i = 0; i + 1 < all.size(); ++i)
        while (all[i].back()->isGap())
            all[i].pop_back();
    return all;
}

std::vector<int> FlowRow::widths(const Line &line, int width) const
{
    std::vector<int> all;
    int left = width + gap();
    for (const Item *item : line)
        left -= item->isGap() ? 0 : gap();
    for (const Item *item : line)
        all.push_back(item->stretch > 0 ? -1 : std::min(item->most(), left)); // one too wide for a line gets all of it
    const auto settle = [&](size_t i, int to) {
        all[i] = to;
        left -= to;
    };
    for (size_t i = 0; i < line.size(); ++i)
        if (all[i] >= 0)
            settle(i, all[i]);
    // Room is pushed between things only when those that grow have as much as they ask for.
    int asked = 0;
    for (const Item *item : line)
        asked += item->stretch > 0 && !item->isGap() ? item->wanted() : 0;
    for (size_t i = 0; i < line.size(); ++i)
        if (line[i]->isGap() && asked >= left)
            settle(i, 0);
    const auto least = [asked, room = left](const Item &item) { return asked < room ? item.wanted() : item.least(); };
    // Each gets its part of the room; whoever wants more or may not take so much is settled first.
    for (bool again = true; again;) {
        again = false;
        int parts = 0;
        for (size_t i = 0; i < line.size(); ++i)
            parts += all[i] < 0 ? line[i]->stretch : 0;
        for (size_t i = 0; i < line.size() && !again; ++i) {
            if (all[i] >= 0)
                continue;
            const int part = left * line[i]->stretch / parts;
            if (part >= least(*line[i]) && part <= line[i]->most())
                continue;
            settle(i, std::clamp(part, least(*line[i]), line[i]->most()));
            again = true;
        }
    }
    int parts = 0;
    for (size_t i = 0; i < line.size(); ++i)
        parts += all[i] < 0 ? line[i]->stretch : 0;
    for (size_t i = 0; i < line.size(); ++i) {
        if (all[i] >= 0)
            continue;
        const int stretch = line[i]->stretch;
        settle(i, left * stretch / parts);
        parts -= stretch;
    }
    return all;
}

int FlowRow::heightOf(const Line &line)
{
    int height = 0;
    for (const Item *item : line)
        height = std::max(height, item->item->sizeHint().height());
    return height;
}

int FlowRow::heightForWidth(int width) const
{
    const QMargins edge = contentsMargins();
    int height = 0;
    for (const Line &line : lines(width - edge.left() - edge.right()))
        height += heightOf(line) + (height > 0 ? gap() : 0);
    return height + edge.top() + edge.bottom();
}

QSize FlowRow::sizeHint() const
{
    const QMargins edge = contentsMargins();
    QSize size(-gap(), 0);
    for (const Item &item : m_items) {
        if (item.isGap() || item.item->isEmpty())
            continue;
        const QSize one = item.item->sizeHint();
        size = {size.width() + gap() + one.width(), std::max(size.height(), one.height())};
    }
    return QSize(std::max(0, size.width()), size.height()).grownBy(edge);
}

QSize FlowRow::minimumSize() const
{
    QSize size;
    for (const Item &item : m_items)
        if (!item.isGap() && !item.item->isEmpty())
            size = size.expandedTo(item.item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowRow::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect inner = rect.marginsRemoved(contentsMargins());
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int top = inner.top();
    for (const Line &line : lines(inner.width())) {
        const int height = heightOf(line);
        const std::vector<int> all = widths(line, inner.width());
        int left = inner.left();
        for (size_t i = 0; i < line.size(); ++i) {
            const QRect place(left, top, all[i], height);
            line[i]->item->setGeometry(QStyle::visualRect(direction, inner, place));
            left += all[i] + (line[i]->isGap() ? 0 : gap());
        }
        top += height + gap();
    }
}

}
