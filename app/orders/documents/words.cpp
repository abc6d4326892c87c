#include "app/orders/documents/words.h"

#include <QCoreApplication>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace backroom::documents {

Words::Words(const QLocale &locale) : m_translator(std::make_unique<QTranslator>())
{
    (void)m_translator->load(locale, u"backroom"_s, u"_"_s, u":/translations"_s);
}

Words::~Words() = default;

QString Words::operator()(const char *text) const { return (*this)(Told{text, nullptr}); }

QString Words::operator()(const Told &told) const
{
    const QString translated = m_translator->translate("backroom", told.text, told.meaning);
    return translated.isEmpty() ? QString::fromUtf8(told.text) : translated;
}

QString Words::kind(DocumentKind kind) const
{
    switch (kind) {
    case DocumentKind::Invoice: return (*this)(QT_TRANSLATE_NOOP("backroom", "Invoice"));
    case DocumentKind::PackingSlip: return (*this)(QT_TRANSLATE_NOOP("backroom", "Packing slip"));
    case DocumentKind::Receipt: break;
    }
    return (*this)(QT_TRANSLATE_NOOP("backroom", "Receipt"));
}

QString Words::method(const QByteArray &method) const
{
    if (method == "cash")
        return (*this)(QT_TRANSLATE_NOOP("backroom", "Cash"));
    if (method == "bank_transfer")
        return (*this)(QT_TRANSLATE_NOOP("backroom", "Bank transfer"));
    if (method == "card")
        return (*this)(QT_TRANSLATE_NOOP("backroom", "Card"));
    if (method == "cheque")
        return (*this)(QT_TRANSLATE_NOOP("backroom", "Cheque"));
    if (method == "voucher")
        return (*this)(QT_TRANSLATE_NOOP("backroom", "Voucher"));
    return (*this)(QT_TRANSLATE_NOOP("backroom", "Paid"));
}

}
