#pragma once
// What papers say, in the language of whoever gets them, whatever the windows speak.
#include "app/orders/documents/document.h"

class QTranslator;

namespace backroom::documents {

class Words {
public:
    explicit Words(const QLocale &locale);
    ~Words();
    Q_DISABLE_COPY_MOVE(Words)

    // A source text marked with QT_TRANSLATE_NOOP("backroom", …).
    QString operator()(const char *text) const;
    // One whose meaning was told with it: QT_TRANSLATE_NOOP3("backroom", …).
    struct Told
    {
        const char *text, *meaning;
    };
    QString operator()(const Told &told) const;
    QString kind(DocumentKind kind) const;
    QString method(const QByteArray &method) const;

private:
    std::unique_ptr<QTranslator> m_translator;
};

}
