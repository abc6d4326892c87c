#include "ui/shell/onewindow.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Patience = 1000; // milliseconds
constexpr auto Word = "show\n";
}

OneWindow::OneWindow(const QString &shop, QObject *parent) : QObject(parent)
{
    const QByteArray hash = QCryptographicHash::hash(shop.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty())
        folder = QDir::tempPath();
    m_name = QDir(folder).filePath(u"backroom-"_s + QString::fromLatin1(hash));
}

bool OneWindow::raiseOther() const
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (!other.waitForConnected(Patience))
        return false;
    other.write(Word);
    // It answers once it has taken it: one that hangs is none.
    return other.waitForReadyRead(Patience) && other.readAll() == Word;
}

void OneWindow::listen()
{
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(m_name); // of one that was killed; who holds the shop is settled by its lock
    if (!m_server->listen(m_name))
        return;
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *caller = m_server->nextPendingConnection();
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        connect(caller, &QLocalSocket::readyRead, this, [this, caller] {
            if (caller->readAll() != Word)
                return caller->abort();
            caller->write(Word);
            caller->flush();
            Q_EMIT asked();
        });
    });
}

}
