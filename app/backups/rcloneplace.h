#pragma once
// A place that rclone reaches: S3, SFTP, WebDAV and many more, set up with rclone's own configuration. What rclone says of
// itself ends in the sentence of a fault; its passwords are its own.
#include "app/backups/places.h"

#include <QStringList>

namespace backroom {

class RclonePlace final : public Place {
public:
    // `remote` is REMOTE:PATH; `program` where rclone lies, empty when it is not installed. Whatever is under way ends with
    // Conflict once `goOn` is false, which is asked several times a second.
    RclonePlace(const QString &remote, const QString &program, std::function<bool()> goOn = {})
        : m_remote(remote), m_program(program), m_goOn(std::move(goOn))
    {}

    // The program in PATH, or nothing.
    static QString find();

    Result<PlaceLook> look(const QByteArray &storeId, bool known) override;
    Result<QByteArray> put(const QString &file, const QString &name, const CopyGoOn &goOn) override;
    Result<QByteArray> hash(const QString &name, const CopyGoOn &goOn) override;
    Result<QByteArray> fetch(const QString &name, const QString &file, const CopyGoOn &goOn) override;
    Result<> remove(const QString &name) override;

    // As put, but under its name from the first byte on: for what tells of itself whether it is whole.
    Result<QByteArray> send(const QString &file, const QString &name, const CopyGoOn &goOn);
    // The first bytes of it, into a file that is overwritten.
    Result<> begin(const QString &name, qint64 bytes, const QString &file);
    // All that lies in a folder there, into one here that is made when there is something; files that are here already, of
    // the same size, are not brought again.
    Result<> fetchFolder(const QString &name, const QString &folder, const CopyGoOn &goOn);
    // At once, whether or not they are there.
    Result<> removeAll(const QStringList &names);

private:
    using Output = std::function<void(QByteArrayView)>;
    // Runs it to its end, and gives what it writes to `output` as it comes. `beat` is called several times a second.
    Result<> run(const QStringList &arguments, const Output &output, const std::function<bool()> &beat = {}) const;
    Result<QByteArray> ask(const QStringList &arguments) const;
    Result<QByteArray> read(const QString &name, const Output &output, const CopyGoOn &goOn, qint64 most = 0) const;
    Result<QByteArray> take(const QString &name, const QString &file, const CopyGoOn &goOn, qint64 most = 0) const;
    QString at(const QString &name) const;

    QString m_remote;
    QString m_program;
    std::function<bool()> m_goOn;
};

}
