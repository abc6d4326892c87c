#include "app/backups/backupsettings.h"

#include "app/store/configsection.h"

#include <QCoreApplication>
#include <QDir>
#include <QSet>
#include <QTime>
#include <array>

using namespace Qt::StringLiterals;

namespace backroom::backupsettings {

namespace {
using Every = BackupSchedule::Every;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostPlaces = 99;
constexpr int LongestName = 60;

struct Word
{
    const char *text;
    int value;
};
constexpr std::array EveryWords = {Word{"hour", int(Every::Hour)}, Word{"day", int(Every::Day)},
                                   Word{"week", int(Every::Week)}, Word{"never", int(Every::Never)}};
constexpr std::array Weekdays = {Word{"monday", 1}, Word{"tuesday", 2},  Word{"wednesday", 3}, Word{"thursday", 4},
                                 Word{"friday", 5}, Word{"saturday", 6}, Word{"sunday", 7}};

struct Span
{
    const char *key;
    int Retention::*member;
    int least;
    int most;
    const char *meaning;
};
constexpr std::array Spans = {
    Span{"keep_hours", &Retention::hours, 1, 8760,
         QT_TRANSLATE_NOOP("backroom", "Every backup is kept for so many hours")},
    Span{"keep_days", &Retention::days, 0, 3660, QT_TRANSLATE_NOOP("backroom", "One of each day, for so many days")},
    Span{"keep_weeks", &Retention::weeks, 0, 520, QT_TRANSLATE_NOOP("backroom", "One of each week, for so many weeks")},
    Span{"keep_months", &Retention::months, 0, 240,
         QT_TRANSLATE_NOOP("backroom", "One of each month, for so many months")},
    Span{"keep_years", &Retention::years, 0, 100, QT_TRANSLATE_NOOP("backroom", "One of each year, for so many years")},
    Span{"keep_safety_days", &Retention::safetyDays, 1, 3660,
         QT_TRANSLATE_NOOP("backroom", "What a person made or a restore put aside is kept for so many days at least")},
    Span{"time_machine_days", &Retention::changeDays, 1, 366,
         QT_TRANSLATE_NOOP("backroom", "To any moment of the last days it can be gone back, so many of them")},
};

template<size_t Size> QString listed(const std::array<Word, Size> &words)
{
    QStringList texts;
    for (const Word &word : words)
        texts << QString::fromLatin1(word.text);
    return texts.join(u", "_s);
}

template<size_t Size>
std::optional<int> takeWord(ConfigSection &section, const QString &key, const std::array<Word, Size> &words)
{
    const auto text = section.take(key);
    if (!text)
        return std::nullopt;
    for (const Word &word : words)
        if (*text == QLatin1StringView(word.text))
            return word.value;
    section.fault(tr("%1 takes one of %2, not “%3”.").arg(key, listed(words), text->left(40)));
    return std::nullopt;
}

template<size_t Size> QString wordOf(const std::array<Word, Size> &words, int value)
{
    for (const Word &word : words)
        if (word.value == value)
            return QString::fromLatin1(word.text);
    return {};
}

QString timeText(int minute) { return QTime(minute / 60, minute % 60).toString(u"HH:mm"_s); }
QString placeKey(int number) { return u"place_%1"_s.arg(number); }
QString nameKey(int number) { return u"place_%1_name"_s.arg(number); }

void readSchedule(ConfigSection &section, BackupSchedule &schedule)
{
    if (const auto every = takeWord(section, u"every"_s, EveryWords))
        schedule.every = Every(*every);
    if (const auto text = section.take(u"at"_s)) {
        const QTime time = QTime::fromString(*text, u"HH:mm"_s);
        if (time.isValid())
            schedule.minuteOfDay = time.hour() * 60 + time.minute();
        else
            section.fault(tr("at takes a time of day like 03:00, not “%1”.").arg(text->left(40)));
    }
    if (const auto day = takeWord(section, u"on"_s, Weekdays))
        schedule.weekday = *day;
    if (const auto close = section.takeSwitch(u"at_close"_s))
        schedule.atClose = *close;
}

// A path that begins at the root is a folder, everything else is for rclone: REMOTE:PATH.
BackupPlace placeFrom(int number, const QString &path, const std::optional<QString> &name)
{
    const bool folder = path.startsWith(u'/');
    return {number, name.value_or(path.left(LongestName)),
            folder ? BackupPlace::Kind::Folder : BackupPlace::Kind::Rclone, path};
}

QString faultOf(const BackupPlace &place)
{
    const bool folder = place.kind == BackupPlace::Kind::Folder;
    if (folder && !place.path.startsWith(u'/'))
        return tr("“%1” does not say where the folder lies. Give its whole path, from “/” on.")
            .arg(place.path.left(100));
    if (!folder && (place.path.startsWith(u'-') || place.path.startsWith(u'/') || !place.path.contains(u':')))
        return tr("“%1” is no place that rclone knows. Write it as REMOTE:FOLDER.").arg(place.path.left(100));
    if (place.path.contains(QChar(0)) || place.path.contains(u'\n') || place.path.size() > 1000)
        return tr("The place's path cannot be used. Choose a shorter one without line breaks.");
    return {};
}
}

Result<BackupSettings> read(const QString &dataDir)
{
    BackupSettings settings;
    const auto file = readConfigFile(dataDir);
    if (!file)
        return fail(file.error());
    if (!*file)
        return settings;
    ConfigSection section(**file, u"backups"_s);
    readSchedule(section, settings.schedule);
    for (const Span &span : Spans)
        if (const auto value =
                section.takeNumber(QString::fromLatin1(span.key), span.least, span.most, settings.keep.*span.member))
            settings.keep.*span.member = int(*value);
    for (int number = 1; number <= MostPlaces; ++number) {
        const auto path = section.take(placeKey(number));
        const auto name = section.take(nameKey(number));
        if (!path && name)
            section.fault(tr("%1 names a place, but there is no %2.").arg(nameKey(number), placeKey(number)));
        if (!path)
            continue;
        const BackupPlace place = placeFrom(number, *path, name);
        if (const QString fault = faultOf(place); !fault.isEmpty())
            section.fault(placeKey(number) % ": "_L1 % fault);
        settings.places << place;
    }
    if (const QStringList faults = section.faults(); !faults.isEmpty())
        return fail(ErrorCode::Malformed,
                    tr("%1, section [backups]: %2 “backroomd serve --help” lists what can stand there.")
                        .arg(QDir::toNativeSeparators((*file)->fileName()), faults.join(u' ')));
    return settings;
}

QList<FieldError> validate(const BackupSettings &settings)
{
    QList<FieldError> faults;
    const BackupSchedule &schedule = settings.schedule;
    if (schedule.minuteOfDay < 0 || schedule.minuteOfDay >= 24 * 60)
        faults << FieldError{u"at"_s, tr("Choose a time of day.")};
    if (schedule.weekday < 1 || schedule.weekday > 7)
        faults << FieldError{u"on"_s, tr("Choose a day of the week.")};
    for (const Span &span : Spans)
        if (settings.keep.*span.member < span.least || settings.keep.*span.member > span.most)
            faults << FieldError{QString::fromLatin1(span.key),
                                 tr("Choose a number from %1 to %2.").arg(span.least).arg(span.most)};
    QSet<int> numbers;
    QSet<QString> paths;
    for (const BackupPlace &place : settings.places) {
        const QString field = placeKey(place.number);
        if (const QString fault = faultOf(place); !fault.isEmpty())
            faults << FieldError{field, fault};
        else if (paths.contains(place.path))
            faults << FieldError{field, tr("“%1” is a place already.").arg(place.path.left(100))};
        if (place.number < 1 || place.number > MostPlaces || numbers.contains(place.number))
            faults << FieldError{field,
                                 tr("There is room for %1 places, each with a number of its own.").arg(MostPlaces)};
        if (place.name.trimmed().isEmpty() || place.name.size() > LongestName)
            faults << FieldError{nameKey(place.number),
                                 tr("Give the place a name of up to %1 characters.").arg(LongestName)};
        numbers.insert(place.number);
        paths.insert(place.path);
    }
    return faults;
}

Result<> write(const QString &dataDir, const BackupSettings &settings)
{
    if (const auto faults = validate(settings); !faults.isEmpty())
        return invalid(faults);
    QSettings file(QDir(dataDir).filePath(u"config.ini"_s), QSettings::IniFormat);
    file.beginGroup(u"backups"_s);
    file.remove(QString());
    file.setValue(u"every"_s, wordOf(EveryWords, int(settings.schedule.every)));
    file.setValue(u"at"_s, timeText(settings.schedule.minuteOfDay));
    file.setValue(u"on"_s, wordOf(Weekdays, settings.schedule.weekday));
    file.setValue(u"at_close"_s, settings.schedule.atClose ? u"on"_s : u"off"_s);
    for (const Span &span : Spans)
        file.setValue(QString::fromLatin1(span.key), QString::number(settings.keep.*span.member));
    for (const BackupPlace &place : settings.places) {
        file.setValue(placeKey(place.number), place.path);
        file.setValue(nameKey(place.number), place.name.trimmed());
    }
    file.sync();
    if (file.status() != QSettings::NoError)
        return fail(
            ErrorCode::Unavailable,
            tr("%1 may not be written. Give your account the right to write this folder.").arg(file.fileName()));
    return {};
}

QString explain()
{
    const BackupSettings usual;
    QStringList lines{
        tr("When backups are made by themselves and where they are kept stands under the title [backups]:")};
    const auto add = [&lines](const QString &left, const QString &meaning) {
        lines << "  "_L1 % left.leftJustified(37) % u' ' % meaning;
    };
    add("every="_L1 % wordOf(EveryWords, int(usual.schedule.every)), tr("How often: %1").arg(listed(EveryWords)));
    add("at="_L1 % timeText(usual.schedule.minuteOfDay), tr("At what time; of hourly ones, its minute counts"));
    add("on="_L1 % wordOf(Weekdays, usual.schedule.weekday), tr("On what day weekly ones are made"));
    add(u"at_close=off"_s, tr("Whether one is made when the program ends"));
    for (const Span &span : Spans)
        add(QString::fromLatin1(span.key) % u'=' % QString::number(usual.keep.*span.member),
            tr(span.meaning) % tr(" (%1 to %2)").arg(span.least).arg(span.most));
    add(u"place_1=FOLDER"_s,
        tr("A second place: a folder from “/” on, or REMOTE:FOLDER for rclone; place_2 and so on"));
    add(u"place_1_name=NAME"_s, tr("What people know it by"));
    return lines.join(u'\n');
}

}
