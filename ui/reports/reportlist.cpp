#include "ui/reports/reportlist.h"

#include "ui/theme/icons.h"
#include "ui/widgets/text.h"

#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Inset = 12;

class Rows final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), metrics().control};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = tokens();
        const bool chosen = option.state & QStyle::State_Selected;
        painter->save();
        if (chosen || option.state & QStyle::State_MouseOver)
            roundedBox(*painter, QRectF(option.rect), ControlRadius, chosen ? t.select : t.hover);
        QRect inner = option.rect.adjusted(Inset, 0, -Inset, 0);
        const auto placed = [&](const QRect &at) { return QStyle::visualRect(option.direction, option.rect, at); };
        if (const QString sign = iconName(index.data(Qt::DecorationRole).value<QIcon>()); !sign.isEmpty()) {
            const int side = metrics().icon;
            paintIcon(*painter, placed(QRect(inner.left(), option.rect.top(), side, option.rect.height())), sign,
                      t.muted);
            inner.setLeft(inner.left() + side + 8);
        }
        painter->setFont(typeFont(Type::Body, chosen ? QFont::DemiBold : QFont::Normal));
        painter->setPen(t.text);
        drawText(*painter, placed(inner), Qt::AlignLeading | Qt::AlignVCenter, index.data().toString());
        painter->restore();
    }
};
}

ReportList::ReportList(QWidget *parent) : Ringed(parent)
{
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new Rows(this));
    setMouseTracking(true);
    setSpacing(1);
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

}
