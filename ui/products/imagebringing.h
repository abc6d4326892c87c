#pragma once
// Bringing the images that lie elsewhere on the web into the shop: after an import or at a command, at the foot of the
// window while one works on, with what could not be brought to look at afterwards. When the window goes meanwhile, for
// another language or for the night, it is taken up again with the next one.
#include "app/products/webimages.h"

#include <QAction>
#include <QPointer>
#include <QTimer>

namespace backroom {

class Desk;
class Memory;
class StatusStrip;

class ImageBringing final : public QObject {
    Q_OBJECT
public:
    // Desk, strip and memory outlive it, and so do the command and `window`, which its dialog stands over. The command
    // says why where it cannot be given.
    ImageBringing(Desk &desk, StatusStrip &strip, Memory &memory, QAction *command, QWidget *window);

    // How many there are now; off the GUI thread, and soon.
    void look();
    // Those of these products, or all of them. One such work at a time: what is asked for meanwhile comes after it.
    void bring(const std::optional<QList<ProductId>> &products);

private:
    struct Run
    {
        std::optional<QList<ProductId>> products;
        QByteArray id; // in the journal
        bool isTakenUp = false; // was begun in an earlier window
    };
    void start(const Run &run);
    void remember();
    void takeUp();
    void open();
    void showCommand();
    void ended(const Result<images::BringSummary> &summary);
    void tell(const images::BringSummary &summary);

    Desk &m_desk;
    StatusStrip &m_strip;
    Memory &m_memory;
    QAction *m_command;
    QWidget *m_window;
    QAction m_show; // beside what is told at the end
    QString m_words; // of the command
    QTimer m_soon; // many changes at once are one look
    std::optional<qint64> m_there;
    QList<images::BringSummary::Fault> m_faults; // of the last time
    bool m_busy = false;
    QList<Run> m_runs; // the first is under way
};

}
