#pragma once
// A file that whole lines are added to, and that makes way for a new one when it has grown: NAME, NAME.1 (the one
// before), NAME.2, … Several processes may write the same one. Nothing here ever throws or waits for another process.
#include <QString>

namespace backroom {

class RotatingFile {
public:
    // `most` bytes each, `files` of them in all. The folder is made at the first line when its own folder is there.
    RotatingFile(const QString &folder, const QString &name, qint64 most, int files);
    ~RotatingFile();
    Q_DISABLE_COPY_MOVE(RotatingFile)

    // False when they could not be written, or not to their end: a full disk, no right. Tried anew with each call.
    bool append(QByteArrayView lines);

private:
    bool isOurs() const;
    bool open();
    void close();
    bool rotate();
    QByteArray place(int number) const;

    QByteArray m_folder;
    QByteArray m_path;
    qint64 m_most;
    int m_files;
    int m_descriptor = -1;
    bool m_torn = false; // the last line has no end
};

}
