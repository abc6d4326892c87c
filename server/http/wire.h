#pragma once
// What carries the bytes of one connection: the kernel's socket itself, or Qt's where there is TLS on it.
#include <QByteArray>

namespace backroom {

// All on the worker's thread.
class Wire {
public:
    // Whose connection it is. None of these is called from within a call of the wire's own functions.
    class User {
    public:
        virtual void readable() = 0; // bytes, or the end, may be there to read
        virtual void written(qint64 count) = 0; // bytes that waited were taken
        virtual void gone() = 0; // nothing more comes or goes
    protected:
        ~User() = default;
    };

    Wire() = default;
    virtual ~Wire() = default;
    Q_DISABLE_COPY_MOVE(Wire)

    // Once, before anything else.
    virtual void begin(User *user) = 0;
    // Whether a read may bring something. Told again by readable() when it did not and then may.
    virtual bool mayRead() const = 0;
    // Up to `size` bytes; 0 when none is there now.
    virtual qsizetype read(char *into, qsizetype size) = 0;
    // The other side sends no more, whether or not all was read.
    virtual bool isEnding() const = 0;
    // Sends, or keeps what is not taken at once until it is. False when the connection is broken.
    virtual bool write(QByteArrayView head, const QByteArray &body) = 0;
    // Bytes that wait to be taken, as they go over the line.
    virtual qint64 queued() const = 0;
    // Nothing is sent any more; after all was taken.
    virtual void shutDown() = 0;
    // Closes at once. gone() is not called.
    virtual void close() = 0;
    // The same, so that the other side cannot take what it got for the whole.
    virtual void breakOff() = 0;
};

}
