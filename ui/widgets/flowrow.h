#pragma once
// A row that goes on in a further line where the window is too narrow for it: filters above a list, buttons of a panel.
// What may grow shares the room of its line; lines begin where reading does.
#include <QLayout>

#include <memory>
#include <vector>

namespace backroom {

class FlowRow final : public QLayout {
    Q_OBJECT
public:
    explicit FlowRow(QWidget *parent = nullptr);
    ~FlowRow() override;

    // With a stretch it may shrink to its minimum before the line breaks, and takes what is left of the line.
    void addWidget(QWidget *widget, int stretch = 0);
    // Between what is there already; it keeps its own width.
    void insertWidget(int index, QWidget *widget);
    // Pushes apart what stands before and behind it in the same line.
    void addStretch(int stretch = 1);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Item
    {
        std::unique_ptr<QLayoutItem> item;
        int stretch = 0;
        bool isGap() const { return item->spacerItem() != nullptr; }
        int least() const; // what it wants of a line
        int wanted() const; // where there is room
        int most() const;
    };
    using Line = std::vector<const Item *>;

    int gap() const { return spacing() < 0 ? 8 : spacing(); }
    std::vector<Line> lines(int width) const;
    std::vector<Line> broken(int width, int (Item::*room)() const) const;
    // How wide each of a line becomes in that width.
    std::vector<int> widths(const Line &line, int width) const;
    static int heightOf(const Line &line);
    std::vector<Item> m_items;
};

}
