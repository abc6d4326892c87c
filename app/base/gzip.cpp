#include "app/base/gzip.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <zlib.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 ChunkSize = 64 * 1024;
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

struct GunzipDevice::Stream
{
    z_stream z = {};
    bool ready = inflateInit2(&z, 15 + 16) == Z_OK; // 16: with a gzip head
    ~Stream() { inflateEnd(&z); }
};

GunzipDevice::GunzipDevice(QIODevice *source) : m_stream(std::make_unique<Stream>()), m_source(source)
{
    QIODevice::open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

GunzipDevice::~GunzipDevice() = default;

qint64 GunzipDevice::damaged(const QString &sentence)
{
    m_done = true;
    m_stream->ready = false;
    setErrorString(sentence);
    return -1;
}

qint64 GunzipDevice::readData(char *data, qint64 size)
{
    if (!m_stream->ready)
        return -1;
    z_stream &z = m_stream->z;
    z.next_out = reinterpret_cast<Bytef *>(data);
    const uInt room = uInt(qMin<qint64>(size, 1 << 30));
    z.avail_out = room;
    while (!m_done && z.avail_out == room) {
        if (z.avail_in == 0) {
            m_input = m_source->read(ChunkSize);
            z.next_in = reinterpret_cast<Bytef *>(m_input.data());
            z.avail_in = uInt(m_input.size());
            if (m_input.isEmpty()) {
                if (m_inMember || !m_any)
                    return damaged(tr("The compressed file ends too early. Copy or download it again."));
                m_done = true;
                break;
            }
        }
        if (!m_inMember && m_any && *z.next_in != 0x1f) {
            m_done = true; // padding behind the last member, as tapes have it
            break;
        }
        m_inMember = true;
        const int status = inflate(&z, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            m_inMember = false;
            m_any = true;
            inflateReset(&z);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return damaged(tr("The compressed file is damaged. Copy or download it again."));
        }
    }
    return qint64(room - z.avail_out);
}

Result<std::unique_ptr<InputFile>> InputFile::open(const QString &path)
{
    std::unique_ptr<InputFile> input(new InputFile(path));
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, tr("There is no file “%1”. Check its name and folder.").arg(path));
    if (info.isDir())
        return fail(ErrorCode::NotFound, tr("“%1” is a folder. Name the file inside it.").arg(path));
    if (!input->m_file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Forbidden,
                    tr("“%1” cannot be read: %2. Check who may read it.").arg(path, input->m_file.errorString()));
    if (input->m_file.peek(2) == "\x1f\x8b"_ba)
        input->m_gunzip = std::make_unique<GunzipDevice>(&input->m_file);
    return input;
}

QIODevice *InputFile::device() { return m_gunzip ? static_cast<QIODevice *>(m_gunzip.get()) : &m_file; }

}
