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

void Progress::at(qint64 done, qint64 total)
{
    const bool finished = total > 0 && done >= total;
    if (!m_shown || (m_last.isValid() && !finished && m_last.elapsed() < (m_terminal ? 100 : 1000)))
        return;
    m_last.start();
    const QLocale locale(QLocale::English, QLocale::UnitedKingdom);
    const qint64 rate = done * 1000 / qMax<qint64>(1, m_started.elapsed());
    QString text = total > 0 ? QCoreApplication::translate("backroom", "%1 of %2 %3 (%4 %), %5 a second")
                                   .arg(locale.toString(done), locale.toString(total), m_unit)
                                   .arg(done * 100 / total)
                                   .arg(locale.toString(rate))
                             : QCoreApplication::translate("backroom", "%1 %2 read").arg(locale.toString(done), m_unit);
    const QByteArray line = (m_terminal ? QString(u'\r' % text % u"\033[K") : QString(text % u'\n')).toUtf8();
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
    m_open = m_terminal;
}

}
