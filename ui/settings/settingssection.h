#pragma once
// One section of the settings: fields and rows in one or two columns, each of them found by its own words.
#include "ui/widgets/panel.h"

class QGridLayout;

namespace backroom {

class FormField;

class SettingsSection final : public Panel {
    Q_OBJECT
public:
    // The synonyms find everything in the section: other words that people use for it.
    SettingsSection(const QString &objectName, const QString &title, const QString &synonyms,
                    QWidget *parent = nullptr);

    // Two, or one under the other.
    void setColumns(int columns);
    // Wide ones take both columns.
    void addField(FormField *field, const QString &synonyms, bool wide = false);
    void addRow(QWidget *row, const QString &words, bool wide = true);
    // Shows only what fits all of the words (folded); nothing typed shows all. How many it shows; without any it hides.
    int filter(const QStringList &words);

private:
    struct Row
    {
        QWidget *widget;
        QString words; // folded
        bool wide;
    };
    void arrange();
    QString m_words;
    QList<Row> m_rows, m_shown;
    int m_columns = 2;
    QGridLayout *m_grid;
};

}
