#include "ui/help/helppanel.h"

#include "app/base/markdown.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/text.h"

#include <QEvent>
#include <QKeyEvent>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextBrowser>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
enum Tab { Text, Keys, Found };
constexpr int PageRole = Qt::UserRole;

// The texts' own dress, from the tokens: a document takes none from the palette but its text.
QString styleOf()
{
    const Tokens &t = tokens();
    return u"a{color:%1;text-decoration:none} h1{font-size:x-large;font-weight:600;margin-top:0} "
           "h2{font-size:large;font-weight:600;margin-top:14px} td{padding:2px 18px 2px 0} code{color:%2} "
           "p,li{line-height:135%} .k{color:%2}"_s.arg(t.accent.name(), t.muted.name());
}

QString keysOf(const QMenu &menu)
{
    QString rows;
    const QList<QAction *> actions = menu.actions();
    for (const QAction *action : actions) {
        if (const QMenu *inner = action->menu<QMenu *>()) {
            rows += keysOf(*inner);
            continue;
        }
        QStringList keys;
        const QList<QKeySequence> shortcuts = action->shortcuts();
        for (const QKeySequence &shortcut : shortcuts)
            keys << shortcut.toString(QKeySequence::NativeText);
        if (!keys.isEmpty() && !action->text().isEmpty())
            rows += u"<tr><td>"_s + action->iconText().toHtmlEscaped() + u"</td><td class=k>"_s
                + keys.join(u", "_s).toHtmlEscaped() + u"</td></tr>"_s;
    }
    return rows;
}

QTextBrowser *makeBrowser(const QString &objectName, const QString &name)
{
    auto *browser = new QTextBrowser;
    browser->setObjectName(objectName);
    browser->setAccessibleName(name);
    browser->setFrameShape(QFrame::NoFrame);
    browser->setOpenLinks(false);
    browser->document()->setDocumentMargin(PanelEdge);
    browser->document()->setIndentWidth(metrics().unit);
    return browser;
}
}

HelpPanel::HelpPanel(const QMenuBar &menus, const QLocale &locale, QWidget *parent)
    : QWidget(parent),
      m_menus(menus),
      m_texts(locale),
      m_search(new SearchField(tr("Search the help"))),
      m_tabs(new QTabBar),
      m_stack(new QStackedWidget),
      m_text(makeBrowser(u"helpText"_s, tr("Help"))),
      m_keys(makeBrowser(u"helpKeys"_s, tr("Keys of this page"))),
      m_found(new QListWidget)
{
    setObjectName(u"helpPanel"_s);
    setAccessibleName(tr("Help"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 12, 0, 0);
    all->setSpacing(8);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(PanelEdge, 0, 8, 0);
    m_search->setObjectName(u"searchHelp"_s);
    top->addWidget(m_search, 1);
    auto *close = new QPushButton(icon(u"close"_s), {});
    close->setObjectName(u"closeHelp"_s);
    close->setAccessibleName(tr("Close the help"));
    close->setToolTip(tr("Close the help"));
    setKind(*close, ButtonKind::Quiet);
    top->addWidget(close);
    all->addLayout(top);
    m_tabs->setObjectName(u"helpTabs"_s);
    m_tabs->setAccessibleName(tr("Help or keys"));
    m_tabs->addTab(tr("This page"));
    m_tabs->addTab(tr("Keys"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(PanelEdge, 0, PanelEdge, 0);
    row->addWidget(m_tabs);
    row->addStretch(1);
    all->addLayout(row);
    m_found->setObjectName(u"helpFound"_s);
    m_found->setAccessibleName(tr("What was found in the help"));
    m_found->setFrameShape(QFrame::NoFrame);
    m_found->setWordWrap(true);
    m_found->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_found->setSpacing(2);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_keys);
    m_stack->addWidget(m_found);
    all->addWidget(m_stack, 1);
    setFocusProxy(m_text);
    connect(close, &QPushButton::clicked, this, &HelpPanel::closed);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { show(); });
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this] { m_search->clear(); });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpPanel::follow);
    connect(m_search, &QLineEdit::textChanged, this, &HelpPanel::search);
    const auto take = [this](const QListWidgetItem *item) {
        if (item && !item->data(PageRole).toString().isEmpty())
            open(item->data(PageRole).toString());
    };
    connect(m_found, &QListWidget::itemClicked, this, take);
    connect(m_found, &QListWidget::itemActivated, this, take);
    connect(m_search, &QLineEdit::returnPressed, this, [this, take] { take(m_found->item(0)); });
    open(u"start"_s);
}

void HelpPanel::open(const QString &page)
{
    m_page = m_texts.has(page) ? page : u"start"_s;
    m_search->clear();
    m_tabs->setTabText(Text, m_texts.title(m_page));
    m_tabs->setCurrentIndex(Text);
    show();
}

void HelpPanel::showKeys()
{
    m_search->clear();
    m_tabs->setCurrentIndex(Keys);
    show();
}

void HelpPanel::show()
{
    if (m_tabs->currentIndex() == Text) {
        m_text->document()->setDefaultStyleSheet(styleOf());
        m_text->setHtml(QString::fromUtf8(markdownToHtml(m_texts.markdown(m_page))));
    } else {
        QString html;
        const QList<QAction *> tops = m_menus.actions();
        for (const QAction *top : tops)
            if (const QString rows = top->menu<QMenu *>() ? keysOf(*top->menu<QMenu *>()) : QString(); !rows.isEmpty())
                html += u"<h2>"_s + top->iconText().toHtmlEscaped() + u"</h2><table>"_s + rows + u"</table>"_s;
        m_keys->document()->setDefaultStyleSheet(styleOf());
        m_keys->setHtml(html);
    }
    m_stack->setCurrentIndex(m_tabs->currentIndex());
}

void HelpPanel::search(const QString &text)
{
    if (text.trimmed().isEmpty())
        return show();
    m_found->clear();
    const QList<HelpHit> hits = m_texts.search(text);
    for (const HelpHit &hit : hits) {
        auto *item =
            new QListWidgetItem(hit.line.isEmpty() ? hit.title : QString(hit.title + u'\n' + hit.line), m_found);
        item->setData(PageRole, hit.page);
    }
    if (hits.isEmpty()) {
        auto *none = new QListWidgetItem(tr("Nothing in the help is about “%1”.").arg(text), m_found);
        none->setFlags(Qt::ItemIsEnabled);
    }
    m_stack->setCurrentIndex(Found);
}

// "orders" is a text, "/orders" the page of the console.
void HelpPanel::follow(const QUrl &link)
{
    const QString path = link.path();
    if (path.startsWith(u'/'))
        Q_EMIT pageAsked(path.mid(1));
    else
        open(path.endsWith(u".md"_s) ? path.chopped(3) : path);
}

void HelpPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void HelpPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_stack->count() > 0 && m_stack->currentIndex() != Found)
        show();
}

}
