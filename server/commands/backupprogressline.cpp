#include "server/commands/backupprogressline.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

BackupProgressLine::BackupProgressLine(const CommandLine &line) : m_progress(line.has(u"progress"_s)) {}

BackupGoOn BackupProgressLine::goOn()
{
    return [this](const BackupProgress &progress) {
        m_progress.at(progress.share);
        return !m_interrupt.requested();
    };
}

QCommandLineOption progressOption() { return {u"progress"_s, tr("Tell on standard error how far it has come.")}; }

QString speedText(qint64 bytes, qint64 millis)
{
    const QLocale locale;
    return tr("%1 in %2 s (%3/s)")
        .arg(locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat),
             locale.toString(double(millis) / 1000, 'f', 1),
             locale.formattedDataSize(bytes * 1000 / std::max<qint64>(millis, 1), 0, QLocale::DataSizeSIFormat));
}

}
