#pragma once
// What a handler answers: values only. The gate adds Date, Content-Length, X-Request-Id and the connection's fields.
#include <QByteArray>
#include <QList>
#include <memory>
#include <utility>

namespace backroom {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

class BodyStream;

struct Reply
{
    int status = 200;
    QByteArray type = {}; // Content-Type; none is sent when empty
    QByteArray body = {}; // given also for HEAD: its length is told, its bytes are kept back
    HeaderList headers = {};
    std::shared_ptr<BodyStream> stream = {}; // instead of the body, when that is still being made
};

}
