#include "server/commands/progress.h"

#include <QCoreApplication>
#include <QLocale>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

Progress::Progress(bool shown, const QString &unit)
    : m_shown(shown), m_terminal(::isatty(STDERR_FILENO) == 1), m_unit(unit)
{
    m_started.start();
}

Progress::~Progress()
{
    if (m_open)
        std::fputc('\n', stderr);
}

bool Progress::isTime(bool finished)
{
    if (!m_shown || (m_last.isValid() && !finished && m_last.elapsed() < (m_terminal ? 100 : 1000)))
        return false;
    m_last.start();
    return true;
}

void Progress::at(qint64 done, qint64 total)
{
    if (!isTime(total > 0 && done >= total))
        return;
    const QLocale locale(QLocale::English, QLocale::UnitedKingdom);
    const qint64 rate = done * 1000 / qMax<qint64>(1, m_started.elapsed());
    show(total > 0 ? QCoreApplication::translate("backroom", "%1 of %2 %3 (%4 %), %5 a second")
                         .arg(locale.toString(done), locale.toString(total), m_unit)
                         .arg(done * 100 / total)
                         .arg(locale.toString(rate))
                   : QCoreApplication::translate("backroom", "%1 %2 read").arg(locale.toString(done), m_unit));
}

void Progress::at(double share)
{
    constexpr double EnoughToTell = 0.05;
    if (!isTime(share >= 1))
        return;
    const int percent = int(share * 100);
    const auto left = qint64(double(m_started.elapsed()) / 1000 * (1 - share) / qMax(share, EnoughToTell)) + 1;
    show(share < EnoughToTell || share >= 1
             ? QCoreApplication::translate("backroom", "%1 % done").arg(percent)
             : QCoreApplication::translate("backroom", "%1 % done, %2 s left").arg(percent).arg(left));
}

void Progress::show(const QString &text)
{
    const QByteArray line = (m_terminal ? QString(u'\r' % text % u"\033[K") : QString(text % u'\n')).toUtf8();
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
    m_open = m_terminal;
}

}
