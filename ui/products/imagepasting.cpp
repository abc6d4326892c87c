// An image on the clipboard becomes one of the product, wherever in the editor the focus is.
#include "ui/products/producteditor.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const QMimeData *copied() { return QGuiApplication::clipboard()->mimeData(); }
}

void ProductEditor::makePasting()
{
    auto *paste = new QAction(icon(u"copy"_s), tr("Paste image"), this);
    paste->setObjectName(u"pasteImage"_s);
    paste->setShortcuts(QKeySequence::Paste);
    paste->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(paste);
    connect(paste, &QAction::triggered, this, &ProductEditor::pasteImage);
    QCoreApplication::instance()->installEventFilter(this);
}

// Fields to type in take the keys for themselves; an image without any text is of no use to them.
bool ProductEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_shown
        && static_cast<const QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const auto *field = qobject_cast<const QWidget *>(watched);
        if (field && isAncestorOf(field) && copied() && copied()->hasImage() && !copied()->hasText()) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ProductEditor::pasteImage()
{
    if (!m_shown)
        return;
    const QImage image = copied() ? qvariant_cast<QImage>(copied()->imageData()) : QImage();
    if (image.isNull())
        return Q_EMIT told(tr("There is no image on the clipboard. Copy one first."));
    keepImage([image]() -> Result<QByteArray> {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
            return fail(ErrorCode::Unsupported, tr("This image cannot be read. Save it as a file and add that."));
        return bytes;
    });
}

}
