// Feeds a target the inputs of the folders and files it is given, one after the other: what fuzzing found once is tested
// in every build, without a fuzzer.
#include "tests/fuzz/target.h"

#include <QDirIterator>
#include <QFile>
#include <cstdio>

int main(int argc, char **argv)
{
    int count = 0;
    const auto read = [&count](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return false;
        std::fprintf(stderr, "%s\n", qPrintable(path)); // the last one named is the one that failed
        const QByteArray bytes = file.readAll();
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size()));
        ++count;
        return true;
    };
    for (int i = 1; i < argc; ++i) {
        const QString path = QString::fromLocal8Bit(argv[i]);
        if (!QFileInfo(path).isDir()) {
            if (!read(path))
                return 1;
            continue;
        }
        QDirIterator files(path, QDir::Files);
        while (files.hasNext())
            if (!read(files.next()))
                return 1;
    }
    std::fprintf(stderr, "%d inputs read\n", count);
    return count > 0 ? 0 : 1;
}
