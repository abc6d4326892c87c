#include "ui/stock/piecefield.h"

#include "ui/theme/icons.h"
#include "ui/theme/type.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostOffered = 12;
constexpr int PieceRole = Qt::UserRole + 1;

QString lineOf(const Format &format, const Piece &piece)
{
    QStringList words{piece.title};
    if (!piece.options.isEmpty())
        words << piece.options;
    words << piece.sku << format.money(piece.price);
    if (piece.left())
        words << PieceField::tr("%Ln there", nullptr, int(*piece.left()));
    return words.join(u"  ·  "_s);
}
}

PieceField::PieceField(Desk &desk, QWidget *parent)
    : QLineEdit(parent), m_desk(desk), m_offers(new QStandardItemModel(this)), m_completer(new QCompleter(this))
{
    setObjectName(u"pieceField"_s);
    setPlaceholderText(tr("Scan, or type a name, SKU or barcode"));
    setAccessibleName(tr("Add a piece"));
    setClearButtonEnabled(true);
    addAction(icon(u"barcode"_s), LeadingPosition);
    m_completer->setModel(m_offers);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(MostOffered);
    m_completer->setWidget(this);
    m_completer->popup()->setObjectName(u"pieceOffers"_s);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &at) {
        if (const int row = at.data(PieceRole).toInt(); row < m_found.size())
            take(m_found.at(row));
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(120);
    connect(&m_rest, &QTimer::timeout, this, &PieceField::offer);
    connect(this, &QLineEdit::textEdited, this, [this] { m_rest.start(); });
}

void PieceField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const QModelIndex chosen = m_completer->popup()->currentIndex();
        const int row = chosen.data(PieceRole).toInt();
        if (m_completer->popup()->isVisible() && chosen.isValid() && row < m_found.size() && !m_rest.isActive())
            take(m_found.at(row));
        else
            enter();
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        m_rest.stop();
        if (!m_completer->popup()->isVisible())
            clear();
        m_completer->popup()->hide();
        return;
    }
    if (event->key() == Qt::Key_Down && !m_found.isEmpty() && !text().trimmed().isEmpty()) {
        m_completer->complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

// Whatever is offered goes with the page that it is offered on.
void PieceField::hideEvent(QHideEvent *event)
{
    m_rest.stop();
    m_completer->popup()->hide();
    QLineEdit::hideEvent(event);
}

void PieceField::offer()
{
    const QString typed = text();
    if (typed.trimmed().isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_desk.read(
        this,
        [typed, actor = m_desk.actor()](Reader &reader) { return pieces::search(reader, actor, typed, MostOffered); },
        [this, typed](const Result<QList<Piece>> &found) {
            if (!found || typed != text() || !hasFocus())
                return;
            m_found = *found;
            m_offers->clear();
            for (int i = 0; i < m_found.size(); ++i) {
                auto *item = new QStandardItem(lineOf(m_desk.format(), m_found.at(i)));
                item->setData(i, PieceRole);
                item->setSizeHint({0, metrics().control});
                m_offers->appendRow(item);
            }
            if (m_found.isEmpty())
                return m_completer->popup()->hide();
            m_completer->complete();
            m_completer->popup()->setCurrentIndex(
                {}); // none is chosen before somebody does: Enter looks for what stands there
        });
}

void PieceField::enter()
{
    m_rest.stop();
    if (!text().trimmed().isEmpty())
        look(text());
}

void PieceField::look(const QString &code)
{
    m_desk.read(
        this, [code, actor = m_desk.actor()](Reader &reader) { return pieces::search(reader, actor, code, 1); },
        [this, code](const Result<QList<Piece>> &found) {
            if (!found) {
                Q_EMIT unknown(found.error().message);
            } else if (found->isEmpty()) {
                QApplication::beep();
                Q_EMIT unknown(tr("Nothing in the shop has the code “%1”. Give it to a product first.").arg(code));
                selectAll();
            } else {
                if (text() == code)
                    setText({}); // not for Ctrl+Z to bring back
                take(found->constFirst());
            }
        });
}

// By value: it may stand in the list that goes.
void PieceField::take(Piece piece)
{
    m_completer->popup()->hide();
    if (hasFocus())
        setText({});
    m_found.clear();
    Q_EMIT picked(piece);
}

}
