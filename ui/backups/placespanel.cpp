#include "ui/backups/placespanel.h"

#include "ui/backups/backupwords.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

PlacesPanel::PlacesPanel(const Format &format, QWidget *parent)
    : Panel(tr("Kept on"), parent),
      m_format(format),
      m_rows(new RowList),
      m_keeps(makeLabel({}, Type::Caption, Ink::Muted))
{
    setObjectName(u"backupPlacesPanel"_s);
    connect(addLink(tr("Add a place"), u"addPlaceLink"_s), &QPushButton::clicked, this, &PlacesPanel::addAsked);
    m_rows->setObjectName(u"backupPlaces"_s);
    m_rows->setAccessibleName(tr("Where backups are kept"));
    m_rows->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_keeps->setObjectName(u"backupKeeps"_s);
    m_keeps->setWordWrap(true);
    body()->addWidget(m_rows);
    body()->addStretch(1);
    body()->addWidget(m_keeps);
    connect(m_rows, &RowList::opened, this, [this](int row) {
        if (const int number = m_numbers.value(row); number > 0)
            Q_EMIT opened(number);
    });
}

void PlacesPanel::show(const BackupsState &state, Millis now)
{
    const QLocale &locale = m_format.locale();
    QString fact = backupwords::size(locale, state.usedBytes);
    if (state.usedBytes == 0 && state.freeBytes >= 0)
        fact = tr("%1 free").arg(backupwords::size(locale, state.freeBytes));
    else
        fact = state.freeBytes >= 0 ? tr("%1 used, %2 free").arg(fact, backupwords::size(locale, state.freeBytes))
                                    : tr("%1 used").arg(fact);
    QList<ListRow> rows{{.text = tr("This computer"), .second = fact, .sign = u"server"_s, .tile = true}};
    m_numbers = {0};
    for (const PlaceState &place : state.places) {
        std::optional<BadgeLook> badge;
        if (place.condition != PlaceState::Condition::Unknown)
            badge = backupwords::placeBadge(place);
        const bool cloud = place.place.kind == BackupPlace::Kind::Rclone;
        rows << ListRow{.text = place.place.name,
                        .second = backupwords::placeFact(m_format, place, now),
                        .badge = badge,
                        .sign = cloud ? u"globe"_s : u"archive"_s,
                        .tile = true,
                        .leads = true};
        m_numbers << place.place.number;
    }
    if (state.places.isEmpty())
        rows << ListRow{.text = tr("Nowhere else yet"),
                        .second = tr("One more disk is safer"),
                        .sign = u"info"_s,
                        .tile = true};
    m_rows->setRows(rows);
    m_rows->setFixedHeight(m_rows->sizeHint().height());
    m_keeps->setText(backupwords::schedule(m_format, state.settings.schedule) + u' '
                     + backupwords::keeps(state.settings.keep));
}

}
