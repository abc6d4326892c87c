#include "app/backups/imagestopostgres.h"

#include "app/products/imagename.h"
#include "app/store/copytext.h"
#include "app/store/pgcopy.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<qint64> putImages(const QString &folder, Connection &target)
{
    QHash<QByteArray, QByteArray> hashes;
    {
        CopyIn copy(target, "COPY image_files (name, bytes) FROM STDIN (FREEZE)");
        for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
            const QByteArray name = info.fileName().toLatin1();
            if (!isImageFileName(name))
                continue;
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                return fail(ErrorCode::Unavailable,
                            tr("The image %1 cannot be read: %2.").arg(info.filePath(), file.errorString()));
            const QByteArray bytes = file.readAll();
            hashes.insert(name, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
            QByteArray line = name + '\t';
            copytext::appendBytes(line, bytes);
            line += '\n';
            copy.write(line);
        }
        copy.finish();
    }
    qint64 same = 0;
    CopyOut rows(target, "COPY (SELECT name, encode(sha256(bytes), 'hex') FROM image_files) TO STDOUT");
    while (const auto row = rows.next()) {
        const qsizetype tab = row->indexOf('\t');
        if (hashes.value(row->first(tab).toByteArray()) == row->sliced(tab + 1))
            ++same;
    }
    if (same != hashes.size())
        return fail(ErrorCode::Internal, tr("An image in the database is not what was put in. Nothing was changed."));
    return same;
}

}
