// backroomd: the server without a window, and the commands an administrator types.
#include "app/log/applicationlog.h"
#include "server/commands/command.h"

#include <QGuiApplication>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    // Whatever is made belongs to who runs this, and to nobody else.
    ::umask(077);
    backroom::takeOverLog();
    // Images are read and drawn here too, and no display is needed for that.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    return backroom::runCommand(QCoreApplication::arguments().mid(1));
}
