#include "ui/shell/memory.h"

#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QMainWindow>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace backroom {

Memory::Memory(const QString &dataFolder)
    : m_lasting(!dataFolder.isEmpty()),
      m_file(m_lasting ? dataFolder + u"/window.ini"_s : QString(), QSettings::IniFormat)
{}

void Memory::setValue(const QString &key, const QVariant &value)
{
    if (m_lasting)
        m_file.setValue(key, value);
}

void Memory::keep(QSplitter &splitter, const QString &key)
{
    splitter.restoreState(value(key).toByteArray());
    QObject::connect(&splitter, &QSplitter::splitterMoved, &splitter,
                     [this, &splitter, key] { setValue(key, splitter.saveState()); });
}

void Memory::keep(TableView &table, const QString &key)
{
    if (const QByteArray state = value(key).toByteArray(); !state.isEmpty())
        table.restoreColumns(state);
    QObject::connect(&table, &TableView::columnsArranged, &table,
                     [this, &table, key] { setValue(key, table.horizontalHeader()->saveState()); });
}

void Memory::restore(QMainWindow &window)
{
    if (!window.restoreGeometry(value(u"window/geometry"_s).toByteArray()))
        window.resize(QSize(1440, 900).boundedTo(roomFor(window))); // a small screen holds all of it
}

void Memory::save(const QMainWindow &window) { setValue(u"window/geometry"_s, window.saveGeometry()); }

}
