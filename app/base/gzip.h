#pragma once
// Input files that may be compressed: a .gz is told by its first bytes and read as a stream.
#include "app/base/result.h"

#include <QFile>
#include <QIODevice>
#include <memory>

namespace backroom {

// Decompresses what `source` (open, the caller's, outliving this) holds, several members one after another included.
// Sequential. A cut or damaged file makes read() return -1 with a sentence in errorString().
class GunzipDevice final : public QIODevice {
public:
    explicit GunzipDevice(QIODevice *source);
    ~GunzipDevice() override;
    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_done && QIODevice::atEnd(); }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 damaged(const QString &sentence);

    struct Stream;
    std::unique_ptr<Stream> m_stream;
    QIODevice *m_source;
    QByteArray m_input;
    bool m_inMember = false;
    bool m_any = false; // a member was finished
    bool m_done = false;
};

// A file opened for import.
class InputFile {
public:
    // NotFound or Forbidden, with what to do, when it cannot be opened.
    static Result<std::unique_ptr<InputFile>> open(const QString &path);

    // The text, decompressed when it has to be. Lives as long as this.
    QIODevice *device();
    // Bytes of the file as it lies on the disk, for a progress bar.
    qint64 position() const { return m_file.pos(); }
    qint64 size() const { return m_file.size(); }

private:
    explicit InputFile(const QString &path) : m_file(path) {}
    QFile m_file;
    std::unique_ptr<GunzipDevice> m_gunzip;
};

}
