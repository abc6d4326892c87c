#pragma once
// The small pictures of products: read and scaled off the GUI thread when a list first asks for them, kept while they
// are looked at. Pictures that lie elsewhere on the network are not fetched.
#include "ui/shell/desk.h"

#include <QCache>
#include <QPixmap>
#include <QSet>

namespace backroom {

class Thumbnails final : public QObject {
    Q_OBJECT
public:
    explicit Thumbnails(Desk &desk, QObject *parent = nullptr);

    // By the image's address, "/images/HASH.png". Null while it is on its way, and when there is none.
    QPixmap picture(const QString &url);

Q_SIGNALS:
    // Some that were asked for are here now.
    void arrived();

private:
    void fetch();

    Desk &m_desk;
    QCache<QString, QPixmap> m_pictures;
    QStringList m_wanted;
    bool m_busy = false;
};

}
