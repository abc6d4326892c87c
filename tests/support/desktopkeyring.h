#pragma once
// The keyring of a desktop that somebody signed in to: GNOME's own, on a session bus that nothing else is on, with its
// files in a folder of its own. This process and those that it starts find it from the environment, while the object is
// alive.
#include <QProcess>
#include <QTemporaryDir>

namespace backroom::test {

class DesktopKeyring {
public:
    // Open, and empty. Ends the test's program when it cannot be had.
    DesktopKeyring();
    ~DesktopKeyring();
    Q_DISABLE_COPY_MOVE(DesktopKeyring)

    // The one that was there begins anew with what it holds: after a sign-in with the password, or without one.
    void open();
    void lock();
    // It is no longer there; the bus is.
    void kill();
    // The session's end: no bus.
    void endSession();
    // It takes questions and answers nothing, as a program does that hangs; thaw() it before it ends.
    void freeze();
    void thaw();

private:
    void start(bool withPassword);
    QTemporaryDir m_folder;
    QProcess m_bus, m_keyring;
};

}
