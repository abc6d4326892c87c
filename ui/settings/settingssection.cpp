#include "ui/settings/settingssection.h"

#include "app/base/text.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"

#include <QGridLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

SettingsSection::SettingsSection(const QString &objectName, const QString &title, const QString &synonyms,
                                 QWidget *parent)
    : Panel(title, parent), m_words(foldText(QString(title + u' ' + synonyms))), m_grid(new QGridLayout)
{
    setObjectName(objectName);
    m_grid->setHorizontalSpacing(PanelGap);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    body()->addLayout(m_grid);
}

void SettingsSection::addField(FormField *field, const QString &synonyms, bool wide)
{
    addRow(field, field->editor()->accessibleName() + u' ' + synonyms, wide);
}

void SettingsSection::addRow(QWidget *row, const QString &words, bool wide)
{
    m_rows << Row{row, foldText(words), wide};
    arrange(m_rows);
}

int SettingsSection::filter(const QStringList &words)
{
    const auto fits = [&words](const QString &text) {
        return std::all_of(words.begin(), words.end(), [&text](const QString &word) { return text.contains(word); });
    };
    // The section's own name finds all of it; else each row is asked together with it.
    const bool whole = fits(m_words);
    QList<Row> shown;
    for (const Row &row : std::as_const(m_rows))
        if (whole || fits(QString(m_words + u' ' + row.words)))
            shown << row;
    arrange(shown);
    setVisible(!shown.isEmpty());
    return int(shown.size());
}

void SettingsSection::arrange(const QList<Row> &rows)
{
    for (const Row &row : std::as_const(m_rows)) {
        m_grid->removeWidget(row.widget);
        const bool shown =
            std::any_of(rows.begin(), rows.end(), [&row](const Row &other) { return other.widget == row.widget; });
        if (!shown)
            row.widget->hide();
    }
    int line = 0, column = 0;
    for (const Row &row : rows) {
        if (row.wide && column > 0) {
            ++line;
            column = 0;
        }
        m_grid->addWidget(row.widget, line, column, 1, row.wide ? 2 : 1, Qt::AlignTop);
        row.widget->show();
        column += row.wide ? 2 : 1;
        if (column > 1) {
            ++line;
            column = 0;
        }
    }
}

}
