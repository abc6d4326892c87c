#include "ui/shell/memory.h"

#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace backroom {

static constexpr auto Soon = 500ms;

Memory::Memory(const QString &dataFolder) : m_path(dataFolder.isEmpty() ? QString() : dataFolder + u"/window.ini"_s)
{
    if (m_path.isEmpty())
        return;
    const QSettings file(m_path, QSettings::IniFormat);
    for (const QString &key : file.allKeys())
        m_values.insert(key, file.value(key));
    m_writer.setMaxThreadCount(1); // one after the other, in their order
    m_soon.setSingleShot(true);
    m_soon.setInterval(Soon);
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { write(); });
}

Memory::~Memory()
{
    write();
    m_writer.waitForDone();
}

void Memory::setValue(const QString &key, const QVariant &value)
{
    if (m_path.isEmpty() || (m_values.contains(key) && m_values.value(key) == value))
        return;
    m_values.insert(key, value);
    m_unwritten.insert(key, value);
    m_soon.start();
}

void Memory::write()
{
    if (m_unwritten.isEmpty())
        return;
    m_writer.start([path = m_path, values = std::exchange(m_unwritten, {})] {
        QSettings file(path, QSettings::IniFormat);
        for (auto value = values.begin(); value != values.end(); ++value)
            file.setValue(value.key(), value.value());
    });
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
