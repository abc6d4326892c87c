#include "app/backups/proofparts.h"

#include "app/backups/imagesbeside.h"
#include "app/backups/stopped.h"
#include "app/base/crypto.h"
#include "app/products/imagename.h"

#include <QDir>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MostImage = 64 << 20; // far beyond what the shop takes in

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> unknownPart()
{
    return fail(
        ErrorCode::Unsupported,
        tr("The backup holds something that this Backroom does not know. Install the newest version to open it."));
}

tl::unexpected<Error> noRoom(const QFile &file)
{
    return fail(ErrorCode::Full,
                tr("The backup cannot be unpacked to %1: %2. Make room and try again.")
                    .arg(QFileInfo(file).path(), file.errorString()));
}
}

QString ProofParts::dumpFile() const
{
    const QString path = QDir(m_folder).filePath(u"dump"_s);
    return QFile::exists(path) ? path : QString();
}

Result<> ProofParts::begin(const QByteArray &name)
{
    if (auto ended = end(); !ended)
        return ended;
    const QDir folder(m_folder);
    if (name.startsWith("image:")) {
        m_image = name.mid(6);
        m_bytes.clear();
        return isImageFileName(m_image) && folder.mkpath(u"images"_s) ? Result<>() : unknownPart();
    }
    if (name == "store")
        m_file.setFileName(folder.filePath(u"backroom.db"_s));
    else if (name == "dump" || name == "config.ini")
        m_file.setFileName(folder.filePath(QString::fromLatin1(name)));
    else
        return unknownPart();
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                     QFile::ReadOwner | QFile::WriteOwner))
        return noRoom(m_file);
    m_written = 0;
    m_writeback = {};
    return {};
}

Result<> ProofParts::take(const QByteArray &bytes)
{
    if (m_image.isEmpty()) {
        if (!m_file.isOpen() || m_file.write(bytes) != bytes.size())
            return noRoom(m_file);
        m_written += bytes.size();
        m_writeback.grown(m_file.handle(), m_written);
        return {};
    }
    if (m_bytes.size() + bytes.size() > MostImage)
        return unknownPart();
    m_bytes += bytes;
    return {};
}

Result<> ProofParts::end()
{
    m_file.close();
    if (m_image.isEmpty())
        return {};
    QFile file(QDir(m_folder).filePath("images/"_L1 % QString::fromLatin1(m_image)));
    if (!file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner) || file.write(m_bytes) != m_bytes.size()
        || !file.flush())
        return noRoom(file);
    m_images.insert(m_image, blake2b(m_bytes));
    m_image.clear();
    return {};
}

Result<Manifest> ProofParts::unpack(BackupReader &reader, const std::function<bool(double)> &goOn)
{
    for (;;) {
        const auto piece = reader.next();
        if (!piece)
            return fail(piece.error());
        Result<> taken;
        switch (piece->kind) {
        case backupformat::PieceKind::Part: taken = begin(piece->bytes); break;
        case backupformat::PieceKind::Data: taken = take(piece->bytes); break;
        case backupformat::PieceKind::Manifest:
            if (const auto ended = end(); !ended)
                return fail(ended.error());
            return Manifest::fromJson(piece->bytes);
        default: taken = unknownPart();
        }
        if (!taken)
            return fail(taken.error());
        if (!goOn(double(reader.position()) / double(reader.size())))
            return stopped();
    }
}

Result<> ProofParts::checkImages(const Manifest &manifest, const QString &beside, const QStringList &others)
{
    for (const ImageDigest &image : manifest.images) {
        if (!image.inside) {
            const auto bytes =
                imagesbeside::find(QStringList{beside} + others, manifest.imagesKey, image.name, image.hash);
            if (!bytes) {
                const auto why = imagesbeside::read(beside, manifest.imagesKey, image.name);
                if (!why)
                    return fail(why.error());
            }
            auto begun = begin("image:" + image.name);
            if (begun)
                begun = take(bytes.value_or(QByteArray())); // what is not the one is told below
            if (begun)
                begun = end();
            if (!begun)
                return begun;
        }
        if (m_images.value(image.name) != image.hash)
            return fail(ErrorCode::Malformed,
                        tr("The image %1 in the backup is not the one that the shop showed. Use another backup.")
                            .arg(QString::fromLatin1(image.name)));
    }
    return {};
}

}
