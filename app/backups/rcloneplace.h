#pragma once
// A place that rclone reaches: S3, SFTP, WebDAV and many more, set up with rclone's own configuration. What rclone says of
// itself ends in the sentence of a fault; its passwords are its own.
#include "app/backups/places.h"

#include <QStringList>

namespace backroom {

class RclonePlace final : public Place {
public:
    // `remote` is REMOTE:PATH; `program` where rclone lies, empty when it is not installed.
    RclonePlace(const QString &remote, const QString &program) : m_remote(remote), m_program(program) {}

    // The program in PATH, or nothing.
    static QString find();

    Result<PlaceLook> look(const QByteArray &storeId, bool known) override;
    Result<QByteArray> put(const QString &file, const QString &name, const CopyGoOn &goOn) override;
    Result<QByteArray> hash(const QString &name, const CopyGoOn &goOn) override;
    Result<QByteArray> fetch(const QString &name, const QString &file, const CopyGoOn &goOn) override;
    Result<> remove(const QString &name) override;

private:
    using Output = std::function<void(QByteArrayView)>;
    // Runs it to its end, and gives what it writes to `output` as it comes. `beat` is called several times a second.
    Result<> run(const QStringList &arguments, const Output &output, const std::function<bool()> &beat = {}) const;
    Result<QByteArray> ask(const QStringList &arguments) const;
    Result<QByteArray> read(const QString &name, const Output &output, const CopyGoOn &goOn) const;
    QString at(const QString &name) const;

    QString m_remote;
    QString m_program;
};

}
