#pragma once
// A server as a process of its own: started, asked for its memory and processor time, ended.
#include <QProcess>
#include <QString>

namespace backroom::bench {

// A program that prints "listening on http://HOST:PORT" when it is ready.
class Program {
public:
    // Returns when the line has come; ends the benchmarks when it does not.
    Program(const QString &file, const QStringList &arguments);
    // One that says nothing and listens on this port of 127.0.0.1: returns when it takes a connection.
    Program(const QString &file, const QStringList &arguments, int port);
    // SIGTERM, and waits.
    ~Program();
    Q_DISABLE_COPY_MOVE(Program)

    int port() const { return m_port; }
    double megabytes() const { return status("VmRSS:"); } // in memory now
    double mostMegabytes() const { return status("VmHWM:"); }
    double cpuSeconds() const; // user and system, since its start

private:
    double status(QByteArrayView field) const;
    QProcess m_process;
    int m_port = 0;
};

// Runs a program to its end, `input` on its standard input; what it printed. Ends the benchmarks when it fails.
QByteArray runProgram(const QString &file, const QStringList &arguments, const QByteArray &input = {});

// The same, handing back why it failed, or nothing.
QString tryProgram(const QString &file, const QStringList &arguments);

// build/release/backroomd, beside this program.
QString backroomd();
// This program, as the bare Qt HTTP Server that everything is compared with.
QString self();

}
