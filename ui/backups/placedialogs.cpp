#include "ui/backups/placedialogs.h"

#include "ui/backups/backupwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

AddPlaceDialog::AddPlaceDialog(Desk &desk, Backups &backups, QWidget *parent)
    : FormDialog(u"addPlaceDialog"_s, tr("Where else are backups kept?"), tr("Add place"), tr("Cancel"), parent),
      m_desk(desk),
      m_backups(backups),
      m_path(new QLineEdit),
      m_cloud(new QLineEdit),
      m_name(new QLineEdit)
{
    addSentence(tr("Every backup is copied there too, locked, and read back after it was copied. Choose a disk that is "
                   "not in this computer, or a share of another one."));
    if (backups.hasRclone()) {
        m_kind = new Segmented({tr("Folder"), tr("Cloud storage")});
        m_kind->setObjectName(u"placeKind"_s);
        m_kind->setAccessibleName(tr("What kind of place"));
        body()->addWidget(m_kind);
        connect(m_kind, &Segmented::currentChanged, this, &AddPlaceDialog::showKind);
    } else {
        addSentence(tr("With the program rclone installed, cloud storage can be chosen as well."));
    }
    body()->addSpacing(8); // what was said is about all that follows, not about the first field
    m_path->setObjectName(u"placePath"_s);
    m_folder = makePath();
    body()->addWidget(m_folder);
    m_cloud->setObjectName(u"placeCloud"_s);
    m_cloudField = addField(u"cloud"_s, tr("Storage and folder"), m_cloud,
                            tr("As rclone knows it, with a colon between: storagebox:backroom"));
    m_name->setObjectName(u"placeName"_s);
    addField(u"name"_s, tr("Name"), m_name, tr("What you call it: “USB stick”, “Shop NAS”"));
    connect(m_path, &QLineEdit::textChanged, this, &AddPlaceDialog::suggestName);
    connect(m_cloud, &QLineEdit::textChanged, this, &AddPlaceDialog::suggestName);
    showKind();
    m_path->setFocus();
}

bool AddPlaceDialog::isCloud() const { return m_kind && m_kind->current() == 1; }

// Beside the field, not beside its label.
QWidget *AddPlaceDialog::makePath()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *field = new FormField(u"path"_s, tr("Folder"), m_path);
    takeField(field);
    row->addWidget(field, 1);
    auto *choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(u"choosePlace"_s);
    choose->setAutoDefault(false);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addSpacing(metrics().unit + 4);
    column->addWidget(choose);
    column->addStretch(1);
    row->addLayout(column);
    connect(choose, &QPushButton::clicked, this, [this] {
        m_desk.ask().folder(this, tr("Where backups are kept"), [this](const QString &path) {
            if (!path.isEmpty())
                m_path->setText(QDir::toNativeSeparators(path));
        });
    });
    return line;
}

void AddPlaceDialog::showKind()
{
    m_folder->setVisible(!isCloud());
    m_cloudField->setVisible(isCloud());
    suggestName();
    fit();
}

// The last part of the path, until somebody types another one.
void AddPlaceDialog::suggestName()
{
    if (m_name->text() != m_suggested)
        return;
    const QString path = QDir::fromNativeSeparators(isCloud() ? m_cloud->text() : m_path->text());
    m_suggested = isCloud() ? path.section(u':', 0, 0) : QFileInfo(QDir::cleanPath(path)).fileName();
    m_name->setText(m_suggested);
}

void AddPlaceDialog::submit()
{
    BackupPlace place;
    place.kind = isCloud() ? BackupPlace::Kind::Rclone : BackupPlace::Kind::Folder;
    place.name = m_name->text().trimmed();
    place.path =
        isCloud() ? m_cloud->text().trimmed() : QDir::cleanPath(QDir::fromNativeSeparators(m_path->text().trimmed()));
    clearErrors();
    if (m_path->text().trimmed().isEmpty() && !isCloud())
        return showError({ErrorCode::Invalid, {}, {{u"path"_s, tr("Choose a folder.")}}});
    setWorking(tr("Saving…"));
    m_desk.pool().run(
        this,
        [&backups = m_backups, actor = m_desk.actor(), place]() -> Result<int> {
            if (place.kind == BackupPlace::Kind::Folder && QDir::isAbsolutePath(place.path)
                && !QFileInfo(place.path).isDir())
                return invalid(u"path"_s,
                               tr("There is no folder %1. Plug in the disk, or choose another folder.")
                                   .arg(QDir::toNativeSeparators(place.path)));
            return backups.addPlace(actor, place);
        },
        [this, place](const Result<int> &number) {
            setWorking();
            if (number) {
                Q_EMIT added(place.name, *number);
                return accept();
            }
            // The settings' own names of fields, as this dialog calls them.
            Error error = number.error();
            for (FieldError &fault : error.fields) {
                if (fault.field.endsWith("_name"_L1))
                    fault.field = u"name"_s;
                else if (fault.field.startsWith("place_"_L1))
                    fault.field = isCloud() ? u"cloud"_s : u"path"_s;
            }
            showError(error);
        });
}

PlaceDialog::PlaceDialog(Desk &desk, BackupsWatch &watch, const PlaceState &place, QWidget *parent)
    : FormDialog(u"placeDialog"_s, place.place.name, tr("Look again now"), tr("Close"), parent),
      m_desk(desk),
      m_watch(watch),
      m_place(place.place)
{
    const Format &format = desk.format();
    QList<Fact> list{{tr("Where"), QDir::toNativeSeparators(place.place.path)},
                     {tr("State"), backupwords::placeBadge(place).text}};
    if (place.upToDateAt)
        list << Fact{tr("Last up to date"), format.full(*place.upToDateAt)};
    if (place.changesUntil)
        list << Fact{tr("Sales and changes until"), format.full(*place.changesUntil)};
    if (place.missing > 0)
        list << Fact{tr("Not there yet"), tr("%n backups", nullptr, place.missing)};
    if (place.usedBytes >= 0)
        list << Fact{tr("Used by backups"), backupwords::size(format.locale(), place.usedBytes)};
    if (place.freeBytes >= 0)
        list << Fact{tr("Free"), backupwords::size(format.locale(), place.freeBytes)};
    auto *facts = new FactList;
    facts->setObjectName(u"placeFacts"_s);
    facts->setFacts(list);
    body()->addWidget(facts);
    if (const QString fault = place.fault.isEmpty() ? place.changesFault : place.fault; !fault.isEmpty())
        setInk(*addSentence(fault), Ink::Bad);
    auto *row = new QHBoxLayout;
    auto *remove = new QPushButton(icon(u"trash"_s), tr("Remove this place"));
    remove->setObjectName(u"removePlace"_s);
    remove->setAutoDefault(false);
    setKind(*remove, ButtonKind::Destructive);
    connect(remove, &QPushButton::clicked, this, &PlaceDialog::remove);
    row->addWidget(remove);
    row->addStretch(1);
    body()->addSpacing(4);
    body()->addLayout(row);
    QLabel *effect = addSentence(tr("No more backups are copied there then. What lies there stays there."));
    setType(*effect, Type::Caption);
    fit();
}

void PlaceDialog::submit()
{
    m_watch.backups().lookAtPlace(m_place.number);
    accept();
}

void PlaceDialog::remove()
{
    m_desk.pool().run(
        this,
        [&backups = m_watch.backups(), actor = m_desk.actor(), number = m_place.number] {
            return backups.removePlace(actor, number);
        },
        [this](const Result<> &gone) {
            if (!gone)
                return showError(gone.error());
            Q_EMIT removed(m_place);
            accept();
        });
}

}
