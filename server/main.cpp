// backroomd: the server without a window, and the commands an administrator types.
#include "app/log/applicationlog.h"
#include "server/commands/command.h"

#include <QGuiApplication>
#include <malloc.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    // Whatever is made belongs to who runs this, and to nobody else.
    ::umask(077);
    // What is large goes back to the system as soon as it is free. Left alone, the limit rises to the largest block that
    // was ever freed, and from then on lists that grow in a flood leave holes between what lives long.
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    backroom::takeOverLog();
    // Only what draws words needs more than the core: looking for fonts takes time and memory, and complains on standard
    // error where their list may not be written. Images are read and scaled without it.
    std::unique_ptr<QCoreApplication> application;
    if (argc > 1 && std::string_view(argv[1]) == "recovery-sheet") {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    return backroom::runCommand(QCoreApplication::arguments().mid(1));
}
