#include "app/backups/pgchoice.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostDays = 3660;

QString fileIn(const QString &dataDir) { return QDir(dataDir).filePath(u"config.ini"_s); }

int days(const QSettings &settings, const QString &key, int usual, QStringList &faults)
{
    if (!settings.contains(key))
        return usual;
    bool ok = false;
    const int number = settings.value(key).toInt(&ok);
    if (!ok || number < 1 || number > MostDays)
        faults << tr("%1 takes a number of days from 1 to %2.").arg(key).arg(MostDays);
    return number;
}
}

Result<std::optional<PgChoice>> PgChoice::read(const QString &dataDir)
{
    const QString file = fileIn(dataDir);
    if (dataDir.isEmpty() || !QFileInfo::exists(file))
        return std::nullopt;
    QSettings settings(file, QSettings::IniFormat);
    if (settings.status() != QSettings::NoError)
        return fail(ErrorCode::Unavailable, tr("%1 cannot be read. Give your account the right to read it.").arg(file));
    settings.beginGroup(u"timemachine"_s);
    if (settings.allKeys().isEmpty())
        return std::nullopt;
    QStringList faults;
    // A name with a comma comes back as a list.
    PgChoice choice{settings.value(u"folder"_s).toStringList().join(u','), settings.value(u"slot"_s).toByteArray()};
    choice.baseDays = days(settings, u"base_days"_s, choice.baseDays, faults);
    choice.keepDays = days(settings, u"keep_days"_s, choice.keepDays, faults);
    static const QRegularExpression name(uR"(^[a-z0-9_]{1,63}$)"_s);
    if (!choice.folder.startsWith(u'/'))
        faults << tr("folder takes the whole path of a folder, from “/” on.");
    if (!name.match(QString::fromUtf8(choice.slot)).hasMatch())
        faults << tr("slot takes up to 63 small letters, digits and “_”.");
    if (!faults.isEmpty())
        return fail(ErrorCode::Malformed,
                    tr("%1, section [timemachine]: %2 “backroomd timemachine off” and “on” write it anew.")
                        .arg(QDir::toNativeSeparators(file), faults.join(u' ')));
    return choice;
}

Result<> PgChoice::write(const QString &dataDir, const std::optional<PgChoice> &choice)
{
    QSettings settings(fileIn(dataDir), QSettings::IniFormat);
    settings.beginGroup(u"timemachine"_s);
    settings.remove(QString());
    if (choice) {
        settings.setValue(u"folder"_s, choice->folder);
        settings.setValue(u"slot"_s, QString::fromUtf8(choice->slot));
        settings.setValue(u"base_days"_s, QString::number(choice->baseDays));
        settings.setValue(u"keep_days"_s, QString::number(choice->keepDays));
    }
    settings.sync();
    if (settings.status() != QSettings::NoError)
        return fail(
            ErrorCode::Unavailable,
            tr("%1 may not be written. Give your account the right to write this folder.").arg(settings.fileName()));
    return {};
}

}
