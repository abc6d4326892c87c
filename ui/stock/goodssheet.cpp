#include "ui/stock/goodssheet.h"

#include "ui/shell/desk.h"
#include "ui/stock/linetable.h"
#include "ui/stock/piecefield.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// In heights of a line: the column of facts and fields beside the lines, and what both want of a sheet.
static constexpr int SideWidth = 19, TextWidth = 45;

std::optional<qint64> typedCount(const Desk &desk, const QString &text)
{
    const QString bare = text.trimmed();
    bool whole = false;
    qint64 count = desk.format().locale().toLongLong(bare, &whole);
    if (!whole)
        count = bare.toLongLong(&whole);
    return whole ? std::optional(count) : std::nullopt;
}

GoodsSheet::GoodsSheet(Desk &desk, const Words &words, const QList<LineColumn> &columns, const QList<int> &widths)
    : m_desk(desk),
      m_lines(new PieceLines(this)),
      m_sum(new FactList),
      m_words(words),
      m_head(new PageHead(words.title)),
      m_piece(new PieceField(desk)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_content(new QStackedWidget),
      m_fieldsBox(new QVBoxLayout),
      m_save(new QAction(icon(u"check"_s), words.save, this)),
      m_empty(new QAction(icon(u"trash"_s), tr("Empty the list"), this))
{
    setObjectName(words.name);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_lines->setColumns(columns);
    m_table = new LineTable(*m_lines, widths);
    m_save->setObjectName(words.name + u"Save"_s);
    m_empty->setObjectName(words.name + u"Empty"_s);
    m_head->showBack();
    m_head->addAction(m_empty);
    m_head->addAction(m_save, true);
    m_fault->setObjectName(words.name + u"Fault"_s);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->hide();

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(PageEdge, 0, PageEdge, 12);
    row->addWidget(m_piece, 3);
    row->addStretch(1);
    all->addLayout(row);
    all->addWidget(m_fault);
    all->addWidget(makeRule());
    m_columns = new QHBoxLayout;
    m_columns->setSpacing(0);
    auto *hint = new EmptyState(words.emptyTitle, words.emptySentence, {},
                                tr("A barcode scanner works at once, wherever the cursor is."));
    // The table's words stand under the field's, and its lines go a little further.
    auto *framed = new QWidget;
    m_frame = new QVBoxLayout(framed);
    m_frame->setContentsMargins(PageEdge - 12, 0, 0, 0);
    m_frame->addWidget(m_table);
    m_content->addWidget(framed);
    m_content->addWidget(hint);
    m_columns->addWidget(m_content, 1);
    m_side = new QWidget;
    makeSide(*new QVBoxLayout(m_side));
    m_rule = makeRule();
    m_columns->addWidget(m_rule);
    m_columns->addWidget(m_side);
    all->addLayout(m_columns, 1);

    connect(m_head, &PageHead::back, this, &GoodsSheet::closed);
    connect(m_save, &QAction::triggered, this, [this] {
        if (m_saving)
            return;
        m_fault->hide();
        if (m_table->takeTyped())
            return save();
        m_fault->setText(tr("One of the figures is no number of pieces. Type it again."));
        m_fault->show();
    });
    connect(m_empty, &QAction::triggered, this, &GoodsSheet::empty);
    connect(m_piece, &PieceField::picked, this, &GoodsSheet::add);
    connect(m_piece, &PieceField::unknown, this, [this](const QString &sentence) {
        m_fault->setText(sentence);
        m_fault->show();
    });
    connect(m_lines, &PieceLines::edited, this, [this] {
        showContent();
        linesChanged();
    });
    showContent();
}

void GoodsSheet::makeSide(QVBoxLayout &side)
{
    side.setContentsMargins(PanelEdge, PanelEdge, PageEdge, PanelEdge);
    side.setSpacing(PanelGap);
    m_sum->setObjectName(m_words.name + u"Sum"_s);
    side.addWidget(m_sum);
    m_fieldsBox->setSpacing(4);
    side.addLayout(m_fieldsBox);
    side.addStretch(1);
}

// What it comes to stands under the lines where there is no room beside them.
void GoodsSheet::arrange()
{
    const int unit = metrics().unit;
    const bool beside = width() >= TextWidth * unit;
    m_columns->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_rule->setVisible(!beside);
    m_frame->setContentsMargins(PageEdge - 12, 0, beside ? 0 : PageEdge - 12, 0);
    m_side->layout()->setContentsMargins(beside ? PanelEdge : PageEdge, PanelEdge, PageEdge, PanelEdge);
    m_side->setMinimumWidth(beside ? SideWidth * unit + PanelEdge + PageEdge : 0);
    m_side->setMaximumWidth(beside ? m_side->minimumWidth() : QWIDGETSIZE_MAX);
}

void GoodsSheet::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

FormField *GoodsSheet::addField(const QString &name, const QString &label, QWidget *editor, const QString &help)
{
    auto *field = new FormField(name, label, editor, help);
    m_fields << field;
    m_fieldsBox->addWidget(field);
    return field;
}

bool GoodsSheet::takeScan(const QString &code)
{
    m_piece->look(code);
    return true;
}

void GoodsSheet::activate() { m_piece->setFocus(Qt::OtherFocusReason); }

void GoodsSheet::add(const Piece &piece)
{
    m_fault->hide();
    if (m_saving) {
        QApplication::beep();
        m_fault->setText(tr("“%1” came while the list was saved. Scan it again.").arg(piece.title));
        m_fault->show();
        return;
    }
    const int row = m_lines->add(piece, m_desk.now());
    m_table->point(row);
}

void GoodsSheet::showContent()
{
    const bool any = !m_lines->lines().isEmpty();
    m_content->setCurrentIndex(any ? 0 : 1);
    m_save->setEnabled(any && !m_saving);
    m_empty->setEnabled(any && !m_saving);
    qint64 pieces = 0;
    for (const PieceLine &line : m_lines->lines())
        pieces += line.quantity;
    m_head->setFact(any ? tr("%Ln pieces", nullptr, int(pieces)) : QString());
}

// Levels as they are by now; what was typed stays.
void GoodsSheet::take(const Commit &commit)
{
    if (m_lines->lines().isEmpty() || !(commit.touches(Topic::Stock) || commit.touches(Topic::Products)))
        return;
    m_desk.read(
        this,
        [ids = m_lines->variants(), actor = m_desk.actor()](Reader &reader) {
            return pieces::fetch(reader, actor, ids);
        },
        [this](const Result<QList<Piece>> &found) {
            if (!found)
                return;
            m_lines->update(*found);
            linesChanged();
        });
}

void GoodsSheet::setSaving(bool saving)
{
    m_saving = saving;
    if (saving)
        m_typing = focusWidget();
    for (QWidget *typed : {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_piece)})
        typed->setEnabled(!saving);
    for (FormField *field : std::as_const(m_fields))
        field->setEnabled(!saving);
    if (!saving && m_typing)
        m_typing->setFocus(Qt::OtherFocusReason); // what is disabled loses it
    showContent();
    m_save->setText(saving ? tr("Saving…") : m_words.save);
}

void GoodsSheet::empty()
{
    m_fault->hide();
    for (FormField *field : std::as_const(m_fields)) {
        field->setError({});
        if (auto *line = qobject_cast<QLineEdit *>(field->editor()))
            line->clear();
    }
    m_lines->clear();
    activate();
}

void GoodsSheet::showError(const Error &error)
{
    QStringList elsewhere;
    for (FormField *field : std::as_const(m_fields))
        field->setError({});
    const QList<FieldError> others = m_lines->setFaults(error.fields);
    for (const FieldError &fault : others) {
        const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                        [&](const FormField *one) { return one->name() == fault.field; });
        if (field == m_fields.end())
            elsewhere << fault.message;
        else
            (*field)->setError(fault.message);
    }
    if (error.fields.isEmpty())
        elsewhere << error.message;
    else if (others.size() < error.fields.size())
        elsewhere << tr("Some lines cannot be saved so; they say why.");
    m_fault->setText(elsewhere.join(u' '));
    m_fault->setVisible(!elsewhere.isEmpty());
}

}
