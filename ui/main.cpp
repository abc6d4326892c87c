// backroom: the console, with the server inside. The one file that sees app, server and ui.
#include <QApplication>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    return 0;
}
