// backroomd: the server without a window, and the commands an administrator types.
#include "app/log/applicationlog.h"
#include "server/commands/command.h"

#include <QGuiApplication>
#include <malloc.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    // Whatever is made belongs to who runs this, and to nobody else.
    ::umask(077);
    // What is large goes back to the system as soon as it is free. Left alone, the limit rises to the largest block that
    // was ever freed, and from then on lists that grow in a flood leave holes between what lives long.
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    backroom::takeOverLog();
    // Images are read and drawn here too, and no display is needed for that.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    return backroom::runCommand(QCoreApplication::arguments().mid(1));
}
