#include "app/base/text.h"
#include "app/products/productfile.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
struct Names
{
    QString column;
    QStringList others; // folded: without case and accents
};

// Whole names, the usual ones of spreadsheets and tills.
const QList<Names> &known()
{
    static const QList<Names> all{
        {u"title"_s, {u"title"_s,     u"name"_s,        u"product"_s, u"product name"_s, u"item"_s,
                      u"item name"_s, u"bezeichnung"_s, u"artikel"_s, u"artikelname"_s,  u"artikelbezeichnung"_s,
                      u"produkt"_s,   u"produktname"_s, u"titel"_s,   u"nom"_s,          u"produit"_s,
                      u"article"_s,   u"designation"_s, u"libelle"_s, u"nombre"_s,       u"producto"_s,
                      u"articulo"_s}},
        {u"price"_s,
         {u"price"_s,
          u"selling price"_s,
          u"retail price"_s,
          u"unit price"_s,
          u"preis"_s,
          u"verkaufspreis"_s,
          u"vk"_s,
          u"brutto"_s,
          u"preis brutto"_s,
          u"bruttopreis"_s,
          u"preis (brutto)"_s,
          u"vk brutto"_s,
          u"vk-preis"_s,
          u"verkaufspreis brutto"_s,
          u"preis in euro"_s,
          u"preis (eur)"_s,
          u"prix"_s,
          u"prix de vente"_s,
          u"prix ttc"_s,
          u"precio"_s,
          u"precio de venta"_s,
          u"pvp"_s}},
        {u"sku"_s,
         {u"sku"_s, u"item number"_s, u"article number"_s, u"product code"_s, u"code"_s, u"artikelnummer"_s,
          u"art.-nr."_s, u"artikelnr"_s, u"artikel-nr."_s, u"artnr"_s, u"nummer"_s, u"reference"_s, u"ref"_s,
          u"referencia"_s, u"codigo"_s}},
        {u"stock"_s,
         {u"stock"_s, u"quantity"_s, u"qty"_s, u"in stock"_s, u"on hand"_s, u"inventory"_s, u"bestand"_s,
          u"lagerbestand"_s, u"lager"_s, u"auf lager"_s, u"vorrat"_s, u"menge"_s, u"anzahl"_s, u"quantite"_s,
          u"en stock"_s, u"existencias"_s, u"cantidad"_s}},
        {u"barcode"_s,
         {u"barcode"_s, u"ean"_s, u"gtin"_s, u"ean13"_s, u"upc"_s, u"isbn"_s, u"strichcode"_s, u"code barre"_s,
          u"code-barres"_s, u"codigo de barras"_s}},
        {u"description"_s, {u"description"_s, u"text"_s, u"beschreibung"_s, u"descripcion"_s, u"details"_s}},
        {u"categories"_s,
         {u"categories"_s, u"category"_s, u"group"_s, u"kategorie"_s, u"kategorien"_s, u"warengruppe"_s, u"categorie"_s,
          u"rayon"_s, u"famille"_s, u"categoria"_s, u"familia"_s}},
        {u"vendor"_s,
         {u"vendor"_s, u"brand"_s, u"manufacturer"_s, u"supplier"_s, u"hersteller"_s, u"marke"_s, u"lieferant"_s,
          u"marque"_s, u"fabricant"_s, u"fournisseur"_s, u"marca"_s, u"fabricante"_s, u"proveedor"_s}},
        {u"tags"_s, {u"tags"_s, u"keywords"_s, u"schlagworte"_s, u"stichworte"_s, u"mots-cles"_s, u"etiquetas"_s}},
        {u"cost"_s,
         {u"cost"_s, u"purchase price"_s, u"einkaufspreis"_s, u"ek"_s, u"prix d’achat"_s, u"prix d'achat"_s, u"coste"_s,
          u"costo"_s, u"precio de compra"_s}},
        {u"compare_at_price"_s,
         {u"compare_at_price"_s, u"compare at price"_s, u"old price"_s, u"rrp"_s, u"uvp"_s, u"streichpreis"_s,
          u"prix barre"_s, u"precio anterior"_s}},
        {u"weight_grams"_s,
         {u"weight_grams"_s, u"weight (g)"_s, u"weight in grams"_s, u"gewicht (g)"_s, u"gewicht in gramm"_s,
          u"poids (g)"_s, u"peso (g)"_s}},
        {u"images"_s, {u"images"_s, u"image"_s, u"picture"_s, u"bild"_s, u"bilder"_s, u"imagen"_s, u"photo"_s}},
        {u"status"_s, {u"status"_s, u"estado"_s, u"statut"_s}},
        {u"handle"_s, {u"handle"_s, u"slug"_s, u"url"_s}},
        {u"tax_class"_s, {u"tax_class"_s, u"tax class"_s, u"steuerklasse"_s}},
    };
    return all;
}
}

QStringList mappableColumns()
{
    QStringList columns;
    for (const Names &names : known())
        columns << names.column;
    return columns;
}

ColumnMapping guessMapping(const QStringList &header)
{
    ColumnMapping mapping;
    QStringList taken;
    for (const Names &names : known()) {
        for (const QString &column : header) {
            const QString folded = foldText(column.simplified());
            if (mapping.contains(column) || taken.contains(names.column) || !names.others.contains(folded))
                continue;
            mapping.insert(column, names.column);
            taken << names.column;
        }
    }
    return mapping;
}

}
