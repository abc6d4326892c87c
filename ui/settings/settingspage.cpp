#include "ui/settings/settingspage.h"

#include "app/base/text.h"
#include "ui/settings/settingssection.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/style.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/keepedge.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// In heights of a line: the widest that the column of sections becomes, and what two columns in them want.
static constexpr int WidestUnits = 56, TwoColumns = 44;

SettingsPage::SettingsPage(MainWindow &window, Desk &desk)
    : ConsolePage(u"settings"_s, tr("Settings"), u"settings"_s, PageGroup::House),
      m_window(window),
      m_desk(desk),
      m_head(new PageHead(tr("Settings"))),
      m_search(new SearchField(tr("Find a setting: “VAT”, “postage”, “dark”…"))),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_nothing(makeLabel({}, Type::Body, Ink::Muted)),
      m_save(addCommand(MenuPlace::Shop, u"saveSettings"_s, tr("Save"), u"done"_s, QKeySequence::Save)),
      m_revert(addCommand(MenuPlace::Edit, u"revertSettings"_s, tr("Leave as it was"), u"undo"_s))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head->addAction(m_revert);
    m_head->addAction(m_save, true);
    all->addWidget(m_head);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(PageEdge, 0, PageEdge, 12);
    m_search->setObjectName(u"searchSettings"_s);
    top->addWidget(m_search, 1);
    top->addStretch(1);
    all->addLayout(top);
    makeBar(all);
    m_fault->setObjectName(u"settingsFault"_s);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setWordWrap(true);
    m_fault->hide();
    all->addWidget(m_fault);
    auto *canvas = new QWidget;
    canvas->setMaximumWidth(metrics().unit * WidestUnits);
    m_column = new QVBoxLayout(canvas);
    m_column->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    m_column->setSpacing(PanelGap);
    addShop();
    addTaxes();
    addDelivery();
    addCustomers();
    addWeb();
    addWindow();
    addElsewhere();
    m_nothing->setObjectName(u"noSetting"_s);
    m_nothing->hide();
    m_column->addWidget(m_nothing);
    m_column->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(u"settingsBoard"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(canvas);
    keepEdge(*m_scroll, *m_column);
    all->addWidget(m_scroll, 1);
    connect(m_search, &SearchField::searched, this, &SettingsPage::filter);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
    connect(&m_form, &SettingsForm::edited, this, &SettingsPage::showEdited);
    connect(m_save, &QAction::triggered, this, &SettingsPage::save);
    connect(m_revert, &QAction::triggered, this, [this] { m_form.show(m_form.base()); });
    connect(&m_desk, &Desk::changed, this, [this](const Commit &commit) {
        if (commit.touches(Topic::Settings))
            load();
        if (commit.touches(Topic::Taxes) || commit.touches(Topic::Shipping))
            loadLists();
    });
    m_form.show(*m_desk.shop().settings());
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    ConsolePage::resizeEvent(event);
    const int columns = width() - 2 * PageEdge < TwoColumns * metrics().unit ? 1 : 2;
    for (SettingsSection *section : std::as_const(m_sections))
        section->setColumns(columns);
}

void SettingsPage::makeBar(QVBoxLayout *all)
{
    m_bar = new QWidget;
    m_bar->setObjectName(u"staleBar"_s);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(PageEdge, 0, PageEdge, 8);
    row->setSpacing(8);
    QLabel *says = makeLabel(tr("Somebody changed these settings meanwhile. What you typed is still here, and nothing "
                                "was overwritten."),
                             Type::Body, Ink::Warn);
    says->setWordWrap(true);
    row->addWidget(says, 1);
    auto *theirs = new QPushButton(tr("Show what is there now"));
    theirs->setObjectName(u"showTheirs"_s);
    row->addWidget(theirs);
    auto *mine = new QPushButton(tr("Keep what I typed"));
    mine->setObjectName(u"keepMine"_s);
    row->addWidget(mine);
    all->addWidget(m_bar);
    m_bar->hide();
    connect(theirs, &QPushButton::clicked, this, [this] {
        m_form.show(*m_theirs);
        m_theirs.reset();
        m_bar->hide();
    });
    connect(mine, &QPushButton::clicked, this, [this] {
        m_form.keepMine(*m_theirs);
        m_theirs.reset();
        m_bar->hide();
        showEdited();
    });
}

SettingsSection *SettingsPage::addSection(const QString &objectName, const QString &title, const QString &synonyms)
{
    auto *section = new SettingsSection(objectName, title, synonyms);
    m_column->addWidget(section);
    m_sections << section;
    return section;
}

void SettingsPage::activated() { refresh(); }

void SettingsPage::refresh()
{
    load();
    loadLists();
}

QWidget *SettingsPage::searchField() { return m_search; }

void SettingsPage::show(const QString &search)
{
    m_search->setText(search);
    filter(search);
}

void SettingsPage::filter(const QString &text)
{
    const QStringList words = searchWords(text);
    int shown = 0;
    for (SettingsSection *section : std::as_const(m_sections))
        shown += section->filter(words);
    m_nothing->setText(tr("No setting is called “%1”. Try another word for it.").arg(text));
    m_nothing->setVisible(shown == 0);
    m_scroll->ensureVisible(0, 0);
}

void SettingsPage::load()
{
    m_desk.read(
        this, [](Reader &reader) -> Result<Settings> { return settings::load(reader); },
        [this](const Result<Settings> &settings) {
            if (settings)
                take(*settings);
            else
                setStatusText(settings.error().message);
        });
}

void SettingsPage::take(const Settings &settings)
{
    if (m_saving || settings.revision == m_form.base().revision)
        return;
    if (m_form.take(settings)) {
        m_theirs.reset();
        m_bar->hide();
        return;
    }
    m_theirs = settings;
    m_bar->show();
    showEdited();
}

void SettingsPage::showEdited()
{
    const bool edited = m_form.isEdited();
    m_save->setEnabled(edited && !m_theirs && !m_saving);
    m_revert->setEnabled(edited);
    m_head->setFact(edited ? tr("Not saved yet") : QString());
    setStatusText(edited ? tr("Save with %1").arg(m_save->shortcut().toString(QKeySequence::NativeText))
                         : tr("Everything is saved"));
}

void SettingsPage::save()
{
    if (!m_form.isEdited())
        return;
    m_fault->hide();
    m_saving = true;
    m_save->setEnabled(false);
    m_save->setText(tr("Saving…"));
    m_desk.write(
        this,
        [actor = m_desk.actor(), patch = m_form.patch(), revision = m_form.base().revision](Transaction &transaction) {
            return settings::update(transaction, actor, patch, revision);
        },
        [this](const Result<Settings> &saved) {
            m_saving = false;
            m_save->setText(tr("Save"));
            if (saved) {
                m_form.accept(*saved);
                load();
                Q_EMIT m_desk.told(tr("Settings saved"));
                return;
            }
            showEdited();
            if (saved.error().code == ErrorCode::Stale)
                return load();
            const QStringList elsewhere = m_form.setFaults(saved.error());
            m_fault->setText(elsewhere.join(u' '));
            m_fault->setVisible(!elsewhere.isEmpty());
        });
}

void addSettingsPages(MainWindow &window, Desk &desk) { window.addPage(new SettingsPage(window, desk)); }

}
