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
    m_shown = m_rows;
    arrange();
}

void SettingsSection::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    m_grid->setColumnStretch(1, columns - 1);
    m_grid->setHorizontalSpacing(columns > 1 ? PanelGap : 0);
    arrange();
}

int SettingsSection::filter(const QStringList &words)
{
    const auto fits = [&words](const QString &text) {
        return std::all_of(words.begin(), words.end(), [&text](const QString &word) { return text.contains(word); });
    };
    // The section's own name finds all of it; else each row is asked together with it.
    const bool whole = fits(m_words);
    m_shown.clear();
    for (const Row &row : std::as_const(m_rows))
        if (whole || fits(QString(m_words + u' ' + row.words)))
            m_shown << row;
    arrange();
    setVisible(!m_shown.isEmpty());
    return int(m_shown.size());
}

void SettingsSection::arrange()
{
    for (const Row &row : std::as_const(m_rows)) {
        m_grid->removeWidget(row.widget);
        const bool shown = std::any_of(m_shown.begin(), m_shown.end(),
                                       [&row](const Row &other) { return other.widget == row.widget; });
        if (!shown)
            row.widget->hide();
    }
    int line = 0, column = 0;
    for (const Row &row : std::as_const(m_shown)) {
        const int taken = row.wide ? m_columns : 1;
        if (column + taken > m_columns) {
            ++line;
            column = 0;
        }
        m_grid->addWidget(row.widget, line, column, 1, taken, Qt::AlignTop);
        row.widget->show();
        column += taken;
    }
}

}
