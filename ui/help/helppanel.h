#pragma once
// The help beside the pages: the text of the page that is shown, a search over all texts, and the keys as a second tab.
#include "ui/help/helptexts.h"

#include <QWidget>

class QListWidget;
class QMenuBar;
class QStackedWidget;
class QTabBar;
class QTextBrowser;

namespace backroom {

class SearchField;

class HelpPanel final : public QWidget {
    Q_OBJECT
public:
    // The keys are read from the menus when their tab is shown.
    HelpPanel(const QMenuBar &menus, const QLocale &locale, QWidget *parent = nullptr);

    // A page of the console without a text of its own shows the first steps.
    void open(const QString &page);
    void showKeys();
    const QString &page() const { return m_page; }
    const HelpTexts &texts() const { return m_texts; }

Q_SIGNALS:
    void closed();
    // A link of a text leads to a page of the console.
    void pageAsked(const QString &key);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void search(const QString &text);
    void follow(const QUrl &link);
    void show();

    const QMenuBar &m_menus;
    HelpTexts m_texts;
    QString m_page;
    SearchField *m_search;
    QTabBar *m_tabs;
    QStackedWidget *m_stack; // the text, the keys, what was found
    QTextBrowser *m_text, *m_keys;
    QListWidget *m_found;
};

}
