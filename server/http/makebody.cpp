#include "server/http/makebody.h"

#include <QCoreApplication>
#include <QIODevice>

namespace backroom {

namespace {
// What makers write to.
class StreamDevice final : public QIODevice {
public:
    explicit StreamDevice(BodyStream &stream) : m_stream(stream) { open(WriteOnly | Unbuffered); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override
    {
        return m_stream.put(QByteArrayView(data, size)) ? size : -1;
    }

private:
    BodyStream &m_stream;
};

Result<> made(Call &call, BodyStream &stream)
{
    return call.shop().database().read([&](Reader &reader) -> Result<> {
        // A read is tried again when the database went away; what was sent cannot be taken back.
        if (stream.made() > 0)
            return fail(ErrorCode::Unavailable,
                        QCoreApplication::translate("backroom", "The store went away while the list was made."));
        StreamDevice device(stream);
        return call.maker()(call, reader, device);
    });
}
}

void makeBody(Call &call, BodyStream &stream)
{
    try {
        const Result<> result = made(call, stream);
        if (result)
            return stream.finish();
        if (!stream.isLeft())
            qWarning("a reply broke off: %s", qUtf8Printable(result.error().message));
    } catch (const std::exception &error) {
        qWarning("a reply broke off: %s", error.what());
    }
    stream.fail();
}

}
