// How a window ends: closed, kept in the tray, or built anew in another language; never over what is half done.
#include "ui/shell/desk.h"
#include "ui/shell/longwork.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/undoer.h"

#include <QCloseEvent>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

void MainWindow::quit()
{
    m_quitting = true;
    close();
}

QString MainWindow::language() const { return m_memory.value(u"language"_s).toString(); }

void MainWindow::setLanguage(const QString &language)
{
    for (int i = 0; i < m_stack->count(); ++i) {
        const auto *page = qobject_cast<ConsolePage *>(m_stack->widget(i));
        if (page && page->isHalfTyped())
            return notice(tr("Something is half typed on the page %1. Save it or leave it first.").arg(page->title()));
        if (page && page->isAtWork())
            return notice(tr("The page %1 is still working something out. Wait until it is there.").arg(page->title()));
    }
    const auto works = m_desk ? m_desk->findChildren<LongWork *>() : QList<LongWork *>();
    const bool waits = std::any_of(works.begin(), works.end(),
                                   [](const LongWork *work) { return work->broken() == LongWork::Broken::IsLost; });
    if (waits || (m_undoer && m_undoer->isRunning()))
        return notice(tr("Something is still being done, at the foot of this window. Wait for it, or stop it first."));
    m_memory.setValue(u"language"_s, language);
    m_memory.save(*this);
    Q_EMIT languageChosen(language);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_memory.save(*this);
    if (!m_quitting && m_keepSelling->isVisible() && m_keepSelling->isChecked()) {
        hide(); // the tray brings it back
        event->ignore();
        return;
    }
    const ConsolePage *half = m_desk && !m_givenUp ? halfTyped() : nullptr;
    if (half) {
        event->ignore();
        return askToClose(*half);
    }
    QMainWindow::closeEvent(event);
    if (event->isAccepted())
        Q_EMIT closed();
}

const ConsolePage *MainWindow::halfTyped() const
{
    for (int i = 0; i < m_stack->count(); ++i)
        if (const auto *page = qobject_cast<ConsolePage *>(m_stack->widget(i)); page && page->isHalfTyped())
            return page;
    return nullptr;
}

void MainWindow::askToClose(const ConsolePage &half)
{
    const bool quitting = std::exchange(m_quitting, false);
    goTo(half.key());
    m_desk->ask().question(
        this,
        {u"closeHalfTyped"_s, tr("Close Backroom without finishing what is begun?"),
         tr("On the page %1 something was typed or scanned that is not saved. It would be lost.").arg(half.title()),
         tr("Close"), tr("Go on")},
        [this, quitting](bool yes) {
            if (!yes)
                return;
            m_givenUp = true;
            m_quitting = quitting;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
}

}
