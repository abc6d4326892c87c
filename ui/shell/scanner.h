#pragma once
// A barcode scanner is a keyboard that types very fast and ends with Enter. Such a burst is recognised wherever it comes
// in and given to whoever takes it: the visible page or dialog, else whoever listens to scanned(). What the burst typed
// into a field meanwhile is taken out of it again. Ordinary typing is passed on untouched, at once.
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

class QKeyEvent;
class QLineEdit;
class QWidget;

namespace backroom {

class MainWindow;

// A page, or a part of one that can be in view, or a dialog that does something with what is scanned while it is shown.
class ScanTaker {
public:
    virtual ~ScanTaker() = default;
    // False when it does not want it just now.
    virtual bool takeScan(const QString &code) = 0;
};

class Scanner final : public QObject {
    Q_OBJECT
public:
    static constexpr int MaxGap = 35; // milliseconds between two keys of a burst
    static constexpr int LeastKeys = 6;

    // Listens to the whole application for as long as it lives. The window is where scans go while no dialog is open.
    explicit Scanner(MainWindow &window);

Q_SIGNALS:
    // Nobody took it.
    void scanned(const QString &code);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool key(const QKeyEvent &event);
    void begin();
    // What the burst typed goes out of the field again; a cell that it opened closes, one that was open is taken over.
    void restoreField();
    bool deliver(const QString &code);

    MainWindow &m_window;
    QElapsedTimer m_clock;
    QString m_keys; // of the burst under way
    qint64 m_last = 0;
    struct Field
    {
        QPointer<QLineEdit> edit;
        QString text;
        int cursor = 0;
    };
    Field m_field; // as it was when the burst began
    bool m_inCell = false; // when it began
};

}
