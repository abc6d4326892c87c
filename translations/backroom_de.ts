<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>backroom</name>
    <message>
        <source> (%1 to %2)</source>
        <translation> (%1 bis %2)</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> Stunden</translation>
    </message>
    <message>
        <source> months</source>
        <translation> Monate</translation>
    </message>
    <message>
        <source> weeks</source>
        <translation> Wochen</translation>
    </message>
    <message>
        <source> years</source>
        <translation> Jahre</translation>
    </message>
    <message>
        <source>#%1 was placed, %2 to be paid</source>
        <translation>#%1 wurde aufgegeben, %2 zu zahlen</translation>
    </message>
    <message>
        <source>#%1, %2 paid</source>
        <translation>#%1, %2 bezahlt</translation>
    </message>
    <message>
        <source>#%1, %2 paid. Change: %3</source>
        <translation>#%1, %2 bezahlt. Rückgeld: %3</translation>
    </message>
    <message>
        <source>%1 %  %2, %3 s left</source>
        <translation>%1 %  %2, noch %3 s</translation>
    </message>
    <message>
        <source>%1 % done</source>
        <translation>%1 % fertig</translation>
    </message>
    <message>
        <source>%1 % done, %2 s left</source>
        <translation>%1 % fertig, noch %2 s</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>%1 %2 read</source>
        <translation>%1 %2 gelesen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (contained)</source>
        <translation>%1 (enthalten)</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 pro Sekunde</translation>
    </message>
    <message>
        <source>%1 accepted the invitation</source>
        <translation>%1 hat die Einladung angenommen</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiteres</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 as it was on %2 – only to look at</source>
        <translation>%1, wie es am %2 war – nur zum Ansehen</translation>
    </message>
    <message>
        <source>%1 as it was – only to look at</source>
        <translation>%1, wie es war – nur zum Ansehen</translation>
    </message>
    <message>
        <source>%1 belongs to another program. It was left as it is; open another folder.</source>
        <translation>%1 gehört einem anderen Programm. Es wurde gelassen, wie es war; öffnen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 came</source>
        <translation>%1 gekommen</translation>
    </message>
    <message>
        <source>%1 can no longer sign in</source>
        <translation>%1 kann sich nicht mehr anmelden</translation>
    </message>
    <message>
        <source>%1 can sign in again</source>
        <translation>%1 kann sich wieder anmelden</translation>
    </message>
    <message>
        <source>%1 cancelled the order</source>
        <translation>%1 hat die Bestellung storniert</translation>
    </message>
    <message>
        <source>%1 cannot be copied to %2: %3. Make room there, or give your account the right to read and write.</source>
        <translation>%1 lässt sich nicht nach %2 kopieren: %3. Schaffen Sie dort Platz, oder geben Sie Ihrem Konto das Recht zu lesen und zu schreiben.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>%1 lässt sich nicht öffnen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read or written (%2). Look whether its disk or connection is well.</source>
        <translation>%1 lässt sich nicht lesen oder schreiben (%2). Sehen Sie nach, ob der Datenträger oder die Verbindung in Ordnung ist.</translation>
    </message>
    <message>
        <source>%1 cannot be read. Give your account the right to read it.</source>
        <translation>%1 lässt sich nicht lesen. Geben Sie Ihrem Konto das Recht, es zu lesen.</translation>
    </message>
    <message>
        <source>%1 cannot be relied on: %2</source>
        <translation>Auf %1 ist kein Verlass: %2</translation>
    </message>
    <message>
        <source>%1 cannot be understood. It has lines like “key=value” under titles like “[server]”.</source>
        <translation>%1 ist nicht zu verstehen. Es hat Zeilen wie „key=value“ unter Titeln wie „[server]“.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another folder, or make room on the disk.</source>
        <translation>%1 lässt sich nicht schreiben. Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place for the refused rows.</source>
        <translation>%1 lässt sich nicht schreiben. Wählen Sie einen anderen Ort für die abgewiesenen Zeilen.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place.</source>
        <translation>%1 lässt sich nicht schreiben. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Give your account the right to write there, and see that there is room.</source>
        <translation>%1 lässt sich nicht schreiben. Geben Sie Ihrem Konto das Recht, dort zu schreiben, und sorgen Sie für Platz.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Make room in the data folder and try again.</source>
        <translation>%1 lässt sich nicht schreiben. Schaffen Sie Platz im Datenordner und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 changed the order</source>
        <translation>%1 hat die Bestellung geändert</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1 could not be compressed.</source>
        <translation>%1 ließ sich nicht komprimieren.</translation>
    </message>
    <message>
        <source>%1 could not be reached: %2. It is tried again by itself.</source>
        <translation>%1 war nicht zu erreichen: %2. Es wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>%1 customers order the last %2 pieces</source>
        <translation>%1 Kunden bestellen die letzten %2 Stück</translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment.</source>
        <translation>%1 Kunden bestellten die letzten %2 Stück im selben Moment.</translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment: %2 got one, %3 were told that it is sold out. Nothing was sold twice, and no order number is missing.</source>
        <translation>%1 Kunden bestellten die letzten %2 Stück im selben Moment: %2 bekamen eines, %3 erfuhren, dass es ausverkauft ist. Nichts wurde doppelt verkauft, und keine Bestellnummer fehlt.</translation>
    </message>
    <message>
        <source>%1 does not start. Install rclone anew.</source>
        <translation>%1 startet nicht. Installieren Sie rclone neu.</translation>
    </message>
    <message>
        <source>%1 ends before its first change.</source>
        <translation>%1 endet vor der ersten Änderung.</translation>
    </message>
    <message>
        <source>%1 entries, each as it was written.</source>
        <translation>%1 Einträge, jeder, wie er geschrieben wurde.</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 gave back %2</source>
        <translation>%1 hat %2 erstattet</translation>
    </message>
    <message>
        <source>%1 given back</source>
        <translation>%1 erstattet</translation>
    </message>
    <message>
        <source>%1 given back in all for order #%2</source>
        <translation>%1 insgesamt erstattet für Bestellung #%2</translation>
    </message>
    <message>
        <source>%1 given, change %2</source>
        <translation>%1 gegeben, Rückgeld %2</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 handed over %2</source>
        <translation>%1 hat %2 übergeben</translation>
    </message>
    <message>
        <source>%1 handed something over</source>
        <translation>%1 hat etwas übergeben</translation>
    </message>
    <message>
        <source>%1 has a new password, and is signed out everywhere.</source>
        <translation>%1 hat ein neues Passwort und ist überall abgemeldet.</translation>
    </message>
    <message>
        <source>%1 has not got it yet</source>
        <translation>%1 hat sie noch nicht</translation>
    </message>
    <message>
        <source>%1 has the same values as another variant.</source>
        <translation>%1 hat dieselben Werte wie eine andere Variante.</translation>
    </message>
    <message>
        <source>%1 has values of options that this product does not have.</source>
        <translation>%1 hat Werte von Merkmalen, die dieses Produkt nicht hat.</translation>
    </message>
    <message>
        <source>%1 in %2 s (%3/s)</source>
        <translation>%1 in %2 s (%3/s)</translation>
    </message>
    <message>
        <source>%1 is a folder, not a shop's file. Move it away, or open another folder.</source>
        <translation>%1 ist ein Ordner, keine Shopdatei. Verschieben Sie ihn, oder öffnen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 is another shop's, or of another copy of this one. Choose a folder of its own.</source>
        <translation>%1 gehört einem anderen Shop oder einer anderen Kopie von diesem. Wählen Sie einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>%1 is cut short: its end is missing. Use another backup.</source>
        <translation>%1 ist abgeschnitten: Das Ende fehlt. Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>%1 is cut short: part of the shop's file is missing. Restore the newest backup; the file was left as it is.</source>
        <translation>%1 ist abgeschnitten: Ein Teil der Shopdatei fehlt. Stellen Sie die neueste Sicherung wieder her; die Datei wurde gelassen, wie sie war.</translation>
    </message>
    <message>
        <source>%1 is damaged: its beginning cannot be read. Use another backup.</source>
        <translation>%1 ist beschädigt: Der Anfang lässt sich nicht lesen. Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>%1 is damaged: what was read after %2 bytes is not what was written. Use another backup.</source>
        <translation>%1 ist beschädigt: Was nach %2 Bytes gelesen wurde, ist nicht, was geschrieben wurde. Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>%1 is empty. Use another backup.</source>
        <translation>%1 ist leer. Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>%1 is good for %2, until %3. Its key is in %4; keep that one to yourself.</source>
        <translation>%1 gilt für %2, bis %3. Der Schlüssel dazu liegt in %4; behalten Sie den für sich.</translation>
    </message>
    <message>
        <source>%1 is kept out of reports. The list beside the text has what can be read.</source>
        <translation>%1 bleibt aus Berichten heraus. Die Liste neben dem Text enthält, was sich lesen lässt.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 fehlen.</translation>
    </message>
    <message>
        <source>%1 is neither on this computer nor at a place that is set up.</source>
        <translation>%1 liegt weder auf diesem Computer noch an einem eingerichteten Ort.</translation>
    </message>
    <message>
        <source>%1 is no backup of Backroom.</source>
        <translation>%1 ist keine Sicherung von Backroom.</translation>
    </message>
    <message>
        <source>%1 is no longer sold</source>
        <translation>%1 wird nicht mehr verkauft</translation>
    </message>
    <message>
        <source>%1 is not a shop's file. It was left as it is; restore a backup, or open another folder.</source>
        <translation>%1 ist keine Shopdatei. Sie wurde gelassen, wie sie war; stellen Sie eine Sicherung wieder her, oder öffnen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 is out of bounds: from %2 to %3. Correct it.</source>
        <translation>%1 liegt außerhalb der Grenzen: von %2 bis %3. Berichtigen Sie es.</translation>
    </message>
    <message>
        <source>%1 is ready in %2. Open it with: backroomd serve --data %2</source>
        <translation>%1 liegt bereit in %2. Öffnen Sie ihn mit: backroomd serve --data %2</translation>
    </message>
    <message>
        <source>%1 is still to be paid.</source>
        <translation>%1 ist noch zu zahlen.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop.</source>
        <translation>%1 ist die Zeitmaschine eines anderen Shops.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Choose another folder.</source>
        <translation>%1 ist die Zeitmaschine eines anderen Shops. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Turn it off here and on again with a folder of this shop's own.</source>
        <translation>%1 ist die Zeitmaschine eines anderen Shops. Schalten Sie sie hier aus und mit einem eigenen Ordner dieses Shops wieder ein.</translation>
    </message>
    <message>
        <source>%1 kinds of hostile requests were sent, %2 and %3 among them. Each was refused, and a customer beside them was served all the time.</source>
        <translation>%1 Arten feindlicher Anfragen wurden gesendet, darunter %2 und %3. Jede wurde abgewiesen, und ein Kunde daneben wurde die ganze Zeit bedient.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 lines taken: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation>%1 Zeilen übernommen: %2 Bestellungen, %3 Produkte und %4 Kunden angelegt; %5 Zeilen schon bekannt, %6 abgewiesen.</translation>
    </message>
    <message>
        <source>%1 lists of products were not answered as they should be. The first one: %2</source>
        <translation>%1 Produktlisten wurden nicht beantwortet, wie sie sollten. Die erste: %2</translation>
    </message>
    <message>
        <source>%1 made since would go</source>
        <translation>%1 seither erstellte würden verschwinden</translation>
    </message>
    <message>
        <source>%1 made the order by hand</source>
        <translation>%1 hat die Bestellung von Hand angelegt</translation>
    </message>
    <message>
        <source>%1 may not be read or written. Give your account the right to do so.</source>
        <translation>%1 darf nicht gelesen oder geschrieben werden. Geben Sie Ihrem Konto das Recht dazu.</translation>
    </message>
    <message>
        <source>%1 may not be read. Check the disk.</source>
        <translation>%1 darf nicht gelesen werden. Prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>%1 may not be read. Give your account the right to read it.</source>
        <translation>%1 darf nicht gelesen werden. Geben Sie Ihrem Konto das Recht, es zu lesen.</translation>
    </message>
    <message>
        <source>%1 may not be removed. Give your account the right to write there.</source>
        <translation>%1 darf nicht entfernt werden. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to do so.</source>
        <translation>%1 darf nicht geschrieben werden. Geben Sie Ihrem Konto das Recht dazu.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write it and its folder.</source>
        <translation>%1 darf nicht geschrieben werden. Geben Sie Ihrem Konto das Recht, die Datei und ihren Ordner zu beschreiben.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write there.</source>
        <translation>%1 darf nicht geschrieben werden. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write this folder.</source>
        <translation>%1 darf nicht geschrieben werden. Geben Sie Ihrem Konto das Recht, in diesen Ordner zu schreiben.</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 names a place, but there is no %2.</source>
        <translation>%1 nennt einen Ort, aber es gibt kein %2.</translation>
    </message>
    <message>
        <source>%1 needs a value for “%2”.</source>
        <translation>%1 braucht einen Wert für „%2“.</translation>
    </message>
    <message>
        <source>%1 needs rclone, which is not installed. Install it, then it is tried again by itself.</source>
        <translation>%1 braucht rclone, das nicht installiert ist. Installieren Sie es, dann wird es von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>%1 no longer there</source>
        <translation>%1 nicht mehr da</translation>
    </message>
    <message>
        <source>%1 noted</source>
        <translation>%1 hat vermerkt</translation>
    </message>
    <message>
        <source>%1 noted a payment of %2</source>
        <translation>%1 hat eine Zahlung von %2 vermerkt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3 (%4 %), %5 a second</source>
        <translation>%1 von %2 %3 (%4 %), %5 pro Sekunde</translation>
    </message>
    <message>
        <source>%1 of %2 handed over</source>
        <translation>%1 von %2 übergeben</translation>
    </message>
    <message>
        <source>%1 of %2 orders that the server had answered were gone after its restart.</source>
        <translation>%1 von %2 Bestellungen, die der Server beantwortet hatte, waren nach seinem Neustart weg.</translation>
    </message>
    <message>
        <source>%1 of %2 refused</source>
        <translation>%1 von %2 abgewiesen</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>%1 von %2 versendet</translation>
    </message>
    <message>
        <source>%1 of %2 tests failed: %3.</source>
        <translation>%1 von %2 Prüfungen fehlgeschlagen: %3.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 opened the order again</source>
        <translation>%1 hat die Bestellung wieder geöffnet</translation>
    </message>
    <message>
        <source>%1 order numbers were used for it.</source>
        <translation>%1 Bestellnummern wurden dafür verbraucht.</translation>
    </message>
    <message>
        <source>%1 orders were not answered as they should be. The first one: %2</source>
        <translation>%1 Bestellungen wurden nicht beantwortet, wie sie sollten. Die erste: %2</translation>
    </message>
    <message>
        <source>%1 orders, %2 products, %3 images as of %4; %5 in the file.</source>
        <translation>%1 Bestellungen, %2 Produkte, %3 Bilder, Stand %4; %5 in der Datei.</translation>
    </message>
    <message>
        <source>%1 products made, %2 changed, %3 as they were, %4 refused.</source>
        <translation>%1 Produkte angelegt, %2 geändert, %3 wie zuvor, %4 abgewiesen.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 sent %2</source>
        <translation>%1 hat %2 versendet</translation>
    </message>
    <message>
        <source>%1 sent something</source>
        <translation>%1 hat etwas versendet</translation>
    </message>
    <message>
        <source>%1 signed up</source>
        <translation>%1 hat sich registriert</translation>
    </message>
    <message>
        <source>%1 signs in in two steps from now on</source>
        <translation>%1 meldet sich ab jetzt in zwei Schritten an</translation>
    </message>
    <message>
        <source>%1 signs in with the password alone</source>
        <translation>%1 meldet sich mit dem Passwort allein an</translation>
    </message>
    <message>
        <source>%1 since the start</source>
        <translation>%1 seit dem Start</translation>
    </message>
    <message>
        <source>%1 sold</source>
        <translation>%1 verkauft</translation>
    </message>
    <message>
        <source>%1 sold it at the counter</source>
        <translation>%1 hat es an der Kasse verkauft</translation>
    </message>
    <message>
        <source>%1 sold · %2</source>
        <translation>%1 verkauft · %2</translation>
    </message>
    <message>
        <source>%1 takes a number from %2 to %3, not “%4”; usual is %5.</source>
        <translation>%1 nimmt eine Zahl von %2 bis %3, nicht „%4“; üblich ist %5.</translation>
    </message>
    <message>
        <source>%1 takes a number of days from 1 to %2.</source>
        <translation>%1 nimmt eine Zahl von Tagen von 1 bis %2.</translation>
    </message>
    <message>
        <source>%1 takes one of %2, not “%3”.</source>
        <translation>%1 nimmt eines von %2, nicht „%3“.</translation>
    </message>
    <message>
        <source>%1 takes “on” or “off”, not “%2”.</source>
        <translation>%1 nimmt „on“ oder „off“, nicht „%2“.</translation>
    </message>
    <message>
        <source>%1 there, %2 sold in 30 days</source>
        <translation>%1 da, %2 in 30 Tagen verkauft</translation>
    </message>
    <message>
        <source>%1 there, none sold in 30 days</source>
        <translation>%1 da, keine in 30 Tagen verkauft</translation>
    </message>
    <message>
        <source>%1 took the parcel back</source>
        <translation>%1 hat das Paket zurückgenommen</translation>
    </message>
    <message>
        <source>%1 took the payment back</source>
        <translation>%1 hat die Zahlung zurückgenommen</translation>
    </message>
    <message>
        <source>%1 took the refund back</source>
        <translation>%1 hat die Erstattung zurückgenommen</translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation>%1 belegt</translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation>%1 belegt, %2 frei</translation>
    </message>
    <message>
        <source>%1 was added</source>
        <translation>%1 wurde hinzugefügt</translation>
    </message>
    <message>
        <source>%1 was brought back from a backup</source>
        <translation>%1 wurde aus einer Sicherung zurückgeholt</translation>
    </message>
    <message>
        <source>%1 was changed</source>
        <translation>%1 wurde geändert</translation>
    </message>
    <message>
        <source>%1 was invited</source>
        <translation>%1 wurde eingeladen</translation>
    </message>
    <message>
        <source>%1 was made by a newer Backroom. Install the newest version to open it.</source>
        <translation>%1 wurde von einem neueren Backroom erstellt. Installieren Sie die neueste Version, um es zu öffnen.</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>%1 wurde entfernt</translation>
    </message>
    <message>
        <source>%1 was removed from the staff</source>
        <translation>%1 wurde aus dem Team entfernt</translation>
    </message>
    <message>
        <source>%1 were told that it is sold out, where it should have been %2.</source>
        <translation>%1 erfuhren, dass es ausverkauft ist; es hätten %2 sein sollen.</translation>
    </message>
    <message>
        <source>%1 were told that they got one, and there are %2 orders.</source>
        <translation>%1 erfuhren, dass sie eines bekommen haben, und es gibt %2 Bestellungen.</translation>
    </message>
    <message>
        <source>%1 would be as before</source>
        <translation>%1 wären wie zuvor</translation>
    </message>
    <message>
        <source>%1 would come back</source>
        <translation>%1 kämen zurück</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3 from the left, %4 from the top</source>
        <translation>%1 × %2 Pixel, %3 von links, %4 von oben</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2 less than the %3 of %4</source>
        <translation>%1, %2 weniger als %3 (%4)</translation>
    </message>
    <message>
        <source>%1, %2 more than the %3 of %4</source>
        <translation>%1, %2 mehr als %3 (%4)</translation>
    </message>
    <message>
        <source>%1, %2 s left</source>
        <translation>%1, noch %2 s</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n minutes left</source>
        <translation>
            <numerusform>%1, noch %n Minute</numerusform>
            <numerusform>%1, noch %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n seconds left</source>
        <translation>
            <numerusform>%1, noch %n Sekunde</numerusform>
            <numerusform>%1, noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation>
            <numerusform>%1, %n wartet</numerusform>
            <numerusform>%1, %n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, against %2 from %3</source>
        <translation>%1, gegenüber %2 (%3)</translation>
    </message>
    <message>
        <source>%1, now %2</source>
        <translation>%1, jetzt %2</translation>
    </message>
    <message>
        <source>%1, owner</source>
        <translation>%1, Inhaber</translation>
    </message>
    <message>
        <source>%1, printed on %2</source>
        <translation>%1, gedruckt am %2</translation>
    </message>
    <message>
        <source>%1, row %2 of %3</source>
        <translation>%1, Zeile %2 von %3</translation>
    </message>
    <message>
        <source>%1, section [backups]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation>%1, Abschnitt [backups]: %2 „backroomd serve --help“ zählt auf, was dort stehen kann.</translation>
    </message>
    <message>
        <source>%1, section [server]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation>%1, Abschnitt [server]: %2 „backroomd serve --help“ zählt auf, was dort stehen kann.</translation>
    </message>
    <message>
        <source>%1, section [timemachine]: %2 “backroomd timemachine off” and “on” write it anew.</source>
        <translation>%1, Abschnitt [timemachine]: %2 „backroomd timemachine off“ und „on“ schreiben ihn neu.</translation>
    </message>
    <message>
        <source>%1, then %2 there</source>
        <translation>%1, danach %2 da</translation>
    </message>
    <message>
        <source>%1, then no more. %2</source>
        <translation>%1, dann keine mehr. %2</translation>
    </message>
    <message>
        <source>%1, version %2, %3 processors.</source>
        <translation>%1, Version %2, %3 Prozessoren.</translation>
    </message>
    <message numerus="yes">
        <source>%1. %Ln were changed again since and stay as they are.</source>
        <translation>
            <numerusform>%1. %Ln wurde seitdem wieder geändert und bleibt, wie er ist.</numerusform>
            <numerusform>%1. %Ln wurden seitdem wieder geändert und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Not all of it: %2</source>
        <translation>%1. Nicht alles davon: %2</translation>
    </message>
    <message>
        <source>%1. Since then: %2</source>
        <translation>%1. Seither: %2</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a menu, what stands in it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 in the backup, %3 in the shop; since then %4 came, %5 changed, %6 are gone.</source>
        <translation>%1: %2 in der Sicherung, %3 im Shop; seither kamen %4, änderten sich %5, verschwanden %6.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln pieces are there now</source>
        <translation>
            <numerusform>%1: %Ln Stück ist jetzt da</numerusform>
            <numerusform>%1: %Ln Stück sind jetzt da</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: stopping</source>
        <translation>%1: hält an</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%L1 of %L2 selected</source>
        <translation>%L1 von %L2 ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories</source>
        <translation>
            <numerusform>%Ln Kategorie</numerusform>
            <numerusform>%Ln Kategorien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories were made.</source>
        <translation>
            <numerusform>%Ln Kategorie wurde angelegt.</numerusform>
            <numerusform>%Ln Kategorien wurden angelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories will be made.</source>
        <translation>
            <numerusform>%Ln Kategorie wird angelegt.</numerusform>
            <numerusform>%Ln Kategorien werden angelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be</source>
        <comment>images brought</comment>
        <translation>
            <numerusform>%Ln nicht</numerusform>
            <numerusform>%Ln nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln did not come the last time</source>
        <comment>images</comment>
        <translation>
            <numerusform>%Ln kam beim letzten Mal nicht</numerusform>
            <numerusform>%Ln kamen beim letzten Mal nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are still on another website, as an import left them.</source>
        <translation>
            <numerusform>%Ln Bild liegt noch auf einer anderen Website, wie es ein Import hinterlassen hat.</numerusform>
            <numerusform>%Ln Bilder liegen noch auf einer anderen Website, wie sie ein Import hinterlassen hat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images could not be brought</source>
        <translation>
            <numerusform>%Ln Bild ließ sich nicht holen</numerusform>
            <numerusform>%Ln Bilder ließen sich nicht holen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were brought</source>
        <translation>
            <numerusform>%Ln Bild wurde geholt</numerusform>
            <numerusform>%Ln Bilder wurden geholt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in stock</source>
        <translation>
            <numerusform>%Ln auf Lager</numerusform>
            <numerusform>%Ln auf Lager</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kinds of pieces</source>
        <translation>
            <numerusform>%Ln Artikel</numerusform>
            <numerusform>%Ln Artikel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln Etikett</numerusform>
            <numerusform>%Ln Etiketten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines were saved in %1</source>
        <translation>
            <numerusform>%Ln Zeile wurde in %1 gespeichert</numerusform>
            <numerusform>%Ln Zeilen wurden in %1 gespeichert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln movements</source>
        <translation>
            <numerusform>%Ln Bewegung</numerusform>
            <numerusform>%Ln Bewegungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces</source>
        <translation>
            <numerusform>%Ln Stück</numerusform>
            <numerusform>%Ln Stück</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces are there now</source>
        <translation>
            <numerusform>%Ln Stück ist jetzt da</numerusform>
            <numerusform>%Ln Stück sind jetzt da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces came in and are on the shelf</source>
        <translation>
            <numerusform>%Ln Stück kam herein und steht im Regal</numerusform>
            <numerusform>%Ln Stück kamen herein und stehen im Regal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln Produkt</numerusform>
            <numerusform>%Ln Produkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stay as they are.</source>
        <translation>
            <numerusform>%Ln Produkt bleibt, wie es ist.</numerusform>
            <numerusform>%Ln Produkte bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stayed as they were.</source>
        <translation>
            <numerusform>%Ln Produkt blieb, wie es war.</numerusform>
            <numerusform>%Ln Produkte blieben, wie sie waren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were added.</source>
        <translation>
            <numerusform>%Ln Produkt kam dazu.</numerusform>
            <numerusform>%Ln Produkte kamen dazu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were archived</source>
        <translation>
            <numerusform>%Ln Produkt wurde archiviert</numerusform>
            <numerusform>%Ln Produkte wurden archiviert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed</source>
        <translation>
            <numerusform>%Ln Produkt wurde geändert</numerusform>
            <numerusform>%Ln Produkte wurden geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed, others not. %1</source>
        <translation>
            <numerusform>%Ln Produkt wurde geändert, andere nicht. %1</numerusform>
            <numerusform>%Ln Produkte wurden geändert, andere nicht. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed.</source>
        <translation>
            <numerusform>%Ln Produkt wurde geändert.</numerusform>
            <numerusform>%Ln Produkte wurden geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were exported</source>
        <translation>
            <numerusform>%Ln Produkt wurde exportiert</numerusform>
            <numerusform>%Ln Produkte wurden exportiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were imported</source>
        <translation>
            <numerusform>%Ln Produkt wurde importiert</numerusform>
            <numerusform>%Ln Produkte wurden importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be added.</source>
        <translation>
            <numerusform>%Ln Produkt kommt hinzu.</numerusform>
            <numerusform>%Ln Produkte kommen hinzu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be changed.</source>
        <translation>
            <numerusform>%Ln Produkt wird geändert.</numerusform>
            <numerusform>%Ln Produkte werden geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken.</source>
        <translation>
            <numerusform>%Ln Zeile lässt sich nicht übernehmen.</numerusform>
            <numerusform>%Ln Zeilen lassen sich nicht übernehmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken; the rest can.</source>
        <translation>
            <numerusform>%Ln Zeile lässt sich nicht übernehmen; der Rest schon.</numerusform>
            <numerusform>%Ln Zeilen lassen sich nicht übernehmen; der Rest schon.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were not taken.</source>
        <translation>
            <numerusform>%Ln Zeile wurde nicht übernommen.</numerusform>
            <numerusform>%Ln Zeilen wurden nicht übernommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <comment>orders</comment>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sheets</source>
        <translation>
            <numerusform>%Ln Blatt</numerusform>
            <numerusform>%Ln Blätter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>%Ln gezeigt</numerusform>
            <numerusform>%Ln gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there</source>
        <translation>
            <numerusform>%Ln da</numerusform>
            <numerusform>%Ln da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants</source>
        <translation>
            <numerusform>%Ln Variante</numerusform>
            <numerusform>%Ln Varianten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants are low or sold out.</source>
        <translation>
            <numerusform>%Ln Variante ist knapp oder ausverkauft.</numerusform>
            <numerusform>%Ln Varianten sind knapp oder ausverkauft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n hinzugefügt</numerusform>
            <numerusform>%n hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n Aufruf</numerusform>
            <numerusform>%n Aufrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n Kunde</numerusform>
            <numerusform>%n Kunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>noch %n Tag</numerusform>
            <numerusform>noch %n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fields need another look.</source>
        <translation>
            <numerusform>%n Feld braucht noch einen Blick.</numerusform>
            <numerusform>%n Felder brauchen noch einen Blick.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images are nowhere to be found, and the shop goes without them.</source>
        <translation>
            <numerusform>%n Bild ist nirgends zu finden, und der Laden kommt ohne es aus.</numerusform>
            <numerusform>%n Bilder sind nirgends zu finden, und der Laden kommt ohne sie aus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the shop</source>
        <translation>
            <numerusform>%n im Shop</numerusform>
            <numerusform>%n im Shop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds in the last 30 days</source>
        <translation>
            <numerusform>%n Art in den letzten 30 Tagen</numerusform>
            <numerusform>%n Arten in den letzten 30 Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines of this sale are taken away, and what was typed beside them.</source>
        <translation>
            <numerusform>Eine Zeile dieses Verkaufs wird verworfen, und was daneben eingegeben wurde.</numerusform>
            <numerusform>%n Zeilen dieses Verkaufs werden verworfen, und was daneben eingegeben wurde.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>noch %n min</numerusform>
            <numerusform>noch %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n neue Bestellung</numerusform>
            <numerusform>%n neue Bestellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them failed</source>
        <translation>
            <numerusform>%n davon ist fehlgeschlagen</numerusform>
            <numerusform>%n davon sind fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on the web</source>
        <translation>
            <numerusform>%n im Web</numerusform>
            <numerusform>%n im Web</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n Bestellung</numerusform>
            <numerusform>%n Bestellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation>
            <numerusform>%n Stück</numerusform>
            <numerusform>%n Stück</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n Produkt</numerusform>
            <numerusform>%n Produkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n entfernt</numerusform>
            <numerusform>%n entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests in the last 30 days</source>
        <translation>
            <numerusform>%n Anfrage in den letzten 30 Tagen</numerusform>
            <numerusform>%n Anfragen in den letzten 30 Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows to look at</source>
        <translation>
            <numerusform>%n Zeile zum Ansehen</numerusform>
            <numerusform>%n Zeilen zum Ansehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>noch %n s</numerusform>
            <numerusform>noch %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions ended</source>
        <translation>
            <numerusform>%n Sitzung beendet</numerusform>
            <numerusform>%n Sitzungen beendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are wrong with this shop. Do what is advised beside each.</source>
        <translation>
            <numerusform>%n Sache stimmt mit diesem Shop nicht. Tun Sie, was daneben geraten wird.</numerusform>
            <numerusform>%n Sachen stimmen mit diesem Shop nicht. Tun Sie, was jeweils daneben geraten wird.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add product</source>
        <translation>Produkt &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Bring back…</source>
        <translation>&amp;Zurückholen…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Count stock</source>
        <translation>Bestand &amp;zählen</translation>
    </message>
    <message>
        <source>&amp;Counter</source>
        <translation>&amp;Kasse</translation>
    </message>
    <message>
        <source>&amp;Days an order lasts</source>
        <translation>Tage, die eine Bestellung &amp;reicht</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Export products…</source>
        <translation>Produkte &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Find in this list</source>
        <translation>In dieser Liste s&amp;uchen</translation>
    </message>
    <message>
        <source>&amp;Find in this page</source>
        <translation>Auf dieser Seite &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vor</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>&amp;Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>&amp;History of the product</source>
        <translation>&amp;Verlauf des Produkts</translation>
    </message>
    <message>
        <source>&amp;Import products…</source>
        <translation>Produkte &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Keys of this page</source>
        <translation>&amp;Tasten dieser Seite</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Move stock…</source>
        <translation>Bestand &amp;bewegen…</translation>
    </message>
    <message>
        <source>&amp;New order</source>
        <translation>&amp;Neue Bestellung</translation>
    </message>
    <message>
        <source>&amp;Open product</source>
        <translation>Produkt ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Orders</source>
        <translation>&amp;Bestellungen</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drucken…</translation>
    </message>
    <message>
        <source>&amp;Products</source>
        <translation>&amp;Produkte</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Receive goods</source>
        <translation>&amp;Ware annehmen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Shop</source>
        <translation>&amp;Shop</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>(%L1 bytes)</source>
        <translation>(%L1 Bytes)</translation>
    </message>
    <message>
        <source>--%1 is missing.</source>
        <translation>--%1 fehlt.</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>--%1 takes a day, as in 2011-01-31.</source>
        <translation>--%1 nimmt einen Tag, wie 2011-01-31.</translation>
    </message>
    <message>
        <source>--%1 takes a number from %2 to %3.</source>
        <translation>--%1 nimmt eine Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>--%1 takes one of: %2.</source>
        <translation>--%1 nimmt eines von: %2.</translation>
    </message>
    <message>
        <source>--role takes one of: owner, manager, staff, viewer, customer.</source>
        <translation>--role nimmt eines von: owner, manager, staff, viewer, customer.</translation>
    </message>
    <message>
        <source>--tls-cert and --tls-key need each other.</source>
        <translation>--tls-cert und --tls-key brauchen einander.</translation>
    </message>
    <message>
        <source>1 backup</source>
        <translation>1 Sicherung</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>180 is the days since their last order.</source>
        <translation>180 sind die Tage seit ihrer letzten Bestellung.</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>365 is the days to look back.</source>
        <translation>365 sind die Tage, die zurückgeblickt wird.</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>95 % ms</source>
        <translation>95 % ms</translation>
    </message>
    <message>
        <source>95%</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>95% answered within</source>
        <translation>95 % beantwortet in</translation>
    </message>
    <message>
        <source>95% answered within %1 ms</source>
        <translation>95 % in %1 ms beantwortet</translation>
    </message>
    <message>
        <source>95% saved to disk within</source>
        <translation>95 % auf dem Datenträger in</translation>
    </message>
    <message>
        <source>95% waited for their turn</source>
        <translation>95 % warteten auf ihre Reihe</translation>
    </message>
    <message>
        <source>95% within</source>
        <translation>95 % in</translation>
    </message>
    <message>
        <source>99 % ms</source>
        <translation>99 % ms</translation>
    </message>
    <message>
        <source>99%</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>99% within</source>
        <translation>99 % in</translation>
    </message>
    <message>
        <source>99% within %1</source>
        <translation>99 % in %1</translation>
    </message>
    <message>
        <source>A backup failed</source>
        <translation>Eine Sicherung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>A backup is being put in the shop's place. Try again as soon as Retry-After says.</source>
        <translation>Gerade wird eine Sicherung an die Stelle des Shops gesetzt. Versuchen Sie es noch einmal, sobald Retry-After es sagt.</translation>
    </message>
    <message>
        <source>A backup is overdue</source>
        <translation>Eine Sicherung ist überfällig</translation>
    </message>
    <message>
        <source>A backup was made</source>
        <translation>Eine Sicherung wurde erstellt</translation>
    </message>
    <message>
        <source>A barcode scanner works at once, wherever the cursor is.</source>
        <translation>Ein Strichcodescanner geht sofort, wo immer der Cursor steht.</translation>
    </message>
    <message>
        <source>A body has to arrive within this time, and the time its size earns</source>
        <translation>Ein Inhalt muss in dieser Zeit ankommen, plus der Zeit, die ihm seine Größe bringt</translation>
    </message>
    <message>
        <source>A cart holds up to %1 different things. Order these first, or take some out.</source>
        <translation>Ein Warenkorb fasst bis zu %1 verschiedene Artikel. Bestellen Sie diese erst, oder nehmen Sie einige heraus.</translation>
    </message>
    <message>
        <source>A cart that nobody touched for so long is put away. Nothing is reserved by it.</source>
        <translation>Ein Warenkorb, den so lange niemand angefasst hat, wird weggeräumt. Er hält nichts zurück.</translation>
    </message>
    <message>
        <source>A category cannot stand below itself. Choose another place for it.</source>
        <translation>Eine Kategorie kann nicht unter sich selbst stehen. Wählen Sie einen anderen Platz für sie.</translation>
    </message>
    <message>
        <source>A category was added</source>
        <translation>Eine Kategorie wurde hinzugefügt</translation>
    </message>
    <message>
        <source>A category was changed</source>
        <translation>Eine Kategorie wurde geändert</translation>
    </message>
    <message>
        <source>A category was removed</source>
        <translation>Eine Kategorie wurde entfernt</translation>
    </message>
    <message>
        <source>A comment has no end. Close it with */.</source>
        <translation>Ein Kommentar hat kein Ende. Schließen Sie ihn mit */.</translation>
    </message>
    <message>
        <source>A copy of the database's files needs %1 in %2, and %3 are free. Make room there.</source>
        <translation>Eine Kopie der Dateien der Datenbank braucht %1 in %2, und %3 sind frei. Schaffen Sie dort Platz.</translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products and %2 orders.</source>
        <translation>Eine Kopie des Shops mit %1 Produkten und %2 Bestellungen.</translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products, without its %2 orders.</source>
        <translation>Eine Kopie des Shops mit %1 Produkten, ohne seine %2 Bestellungen.</translation>
    </message>
    <message>
        <source>A customer</source>
        <translation>Ein Kunde</translation>
    </message>
    <message>
        <source>A customer placed this order. Cancel the order instead.</source>
        <translation>Diese Bestellung hat ein Kunde aufgegeben. Stornieren Sie die Bestellung stattdessen.</translation>
    </message>
    <message>
        <source>A customer was not served during: %1.</source>
        <translation>Ein Kunde wurde nicht bedient während: %1.</translation>
    </message>
    <message>
        <source>A delivery note, why it was damaged, who counted</source>
        <translation>Ein Lieferschein, warum es beschädigt war, wer gezählt hat</translation>
    </message>
    <message>
        <source>A delivery or a count was taken back</source>
        <translation>Eine Lieferung oder Zählung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A fault of the program: the application log says more</source>
        <translation>Ein Fehler des Programms: Das Programmprotokoll sagt mehr</translation>
    </message>
    <message>
        <source>A field was not as it has to be</source>
        <translation>Ein Feld war nicht, wie es sein muss</translation>
    </message>
    <message>
        <source>A file that holds the passphrase in its first line, or the words of the recovery sheet. When left out, the key that is kept for the owner.</source>
        <translation>Eine Datei, die in der ersten Zeile die Passphrase enthält, oder die Wörter des Wiederherstellungsblatts. Fehlt sie, der Schlüssel, der für den Inhaber hinterlegt ist.</translation>
    </message>
    <message>
        <source>A key is shown once, when it is made</source>
        <translation>Ein Schlüssel wird einmal gezeigt, beim Anlegen</translation>
    </message>
    <message>
        <source>A key was changed</source>
        <translation>Ein Schlüssel wurde geändert</translation>
    </message>
    <message>
        <source>A key was made</source>
        <translation>Ein Schlüssel wurde angelegt</translation>
    </message>
    <message>
        <source>A key was taken away</source>
        <translation>Ein Schlüssel wurde entzogen</translation>
    </message>
    <message>
        <source>A kind of content that is not taken here</source>
        <translation>Eine Art von Inhalt, die hier nicht angenommen wird</translation>
    </message>
    <message>
        <source>A later refund stands on this one. Take that back first.</source>
        <translation>Auf dieser steht eine spätere Erstattung. Nehmen Sie die erst zurück.</translation>
    </message>
    <message>
        <source>A line holds up to %1; with what is in the cart already this would be %2.</source>
        <translation>Eine Position fasst bis zu %1; mit dem, was schon im Warenkorb ist, wären es %2.</translation>
    </message>
    <message>
        <source>A name or address that the server is reached by, beside localhost; may be given again.</source>
        <translation>Ein Name oder eine Adresse, unter der der Server erreicht wird, neben localhost; darf mehrmals stehen.</translation>
    </message>
    <message>
        <source>A new copy of the database every so many days; 7 when left out.</source>
        <translation>Alle so viele Tage eine neue Kopie der Datenbank; ohne Angabe 7.</translation>
    </message>
    <message>
        <source>A new key for a program</source>
        <translation>Ein neuer Schlüssel für ein Programm</translation>
    </message>
    <message>
        <source>A new password for %1</source>
        <translation>Ein neues Passwort für %1</translation>
    </message>
    <message>
        <source>A note has up to 10,000 characters.</source>
        <translation>Eine Notiz hat bis zu 10.000 Zeichen.</translation>
    </message>
    <message>
        <source>A note on an order was taken back</source>
        <translation>Eine Notiz zu einer Bestellung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A note on order #%1 was taken back</source>
        <translation>Eine Notiz zu Bestellung #%1 wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A note was written on an order</source>
        <translation>Zu einer Bestellung wurde eine Notiz geschrieben</translation>
    </message>
    <message>
        <source>A note was written on order #%1</source>
        <translation>Zu Bestellung #%1 wurde eine Notiz geschrieben</translation>
    </message>
    <message>
        <source>A page or a command</source>
        <translation>Eine Seite oder ein Befehl</translation>
    </message>
    <message>
        <source>A part of order #%1 is handed over</source>
        <translation>Ein Teil von Bestellung #%1 ist übergeben</translation>
    </message>
    <message>
        <source>A part of order #%1 is on its way</source>
        <translation>Ein Teil von Bestellung #%1 ist unterwegs</translation>
    </message>
    <message>
        <source>A password</source>
        <translation>Ein Passwort</translation>
    </message>
    <message>
        <source>A password needs an e-mail address to sign in with.</source>
        <translation>Ein Passwort braucht eine E-Mail-Adresse zum Anmelden.</translation>
    </message>
    <message>
        <source>A password was changed</source>
        <translation>Ein Passwort wurde geändert</translation>
    </message>
    <message>
        <source>A password was reset</source>
        <translation>Ein Passwort wurde zurückgesetzt</translation>
    </message>
    <message>
        <source>A password was set</source>
        <translation>Ein Passwort wurde gesetzt</translation>
    </message>
    <message>
        <source>A payment for order #%1 was noted</source>
        <translation>Eine Zahlung für Bestellung #%1 wurde vermerkt</translation>
    </message>
    <message>
        <source>A payment for order #%1 was taken back</source>
        <translation>Eine Zahlung für Bestellung #%1 wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A payment was noted</source>
        <translation>Eine Zahlung wurde vermerkt</translation>
    </message>
    <message>
        <source>A payment was taken back</source>
        <translation>Eine Zahlung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A picture of a product was changed</source>
        <translation>Ein Bild eines Produkts wurde geändert</translation>
    </message>
    <message>
        <source>A picture of a product was replaced</source>
        <translation>Ein Bild eines Produkts wurde ersetzt</translation>
    </message>
    <message>
        <source>A picture was added to a product</source>
        <translation>Einem Produkt wurde ein Bild hinzugefügt</translation>
    </message>
    <message>
        <source>A picture was taken off a product</source>
        <translation>Von einem Produkt wurde ein Bild weggenommen</translation>
    </message>
    <message>
        <source>A price cannot be below 0. Correct it.</source>
        <translation>Ein Preis kann nicht unter 0 liegen. Berichtigen Sie ihn.</translation>
    </message>
    <message>
        <source>A price is not below zero.</source>
        <translation>Ein Preis liegt nicht unter null.</translation>
    </message>
    <message>
        <source>A product export of Shopify or WooCommerce, or any table saved as CSV: its columns may be called as you like. Nothing is changed before you have seen what would come of it.</source>
        <translation>Ein Produktexport von Shopify oder WooCommerce, oder irgendeine als CSV gespeicherte Tabelle: Ihre Spalten dürfen heißen, wie Sie möchten. Nichts wird geändert, bevor Sie gesehen haben, was dabei herauskäme.</translation>
    </message>
    <message>
        <source>A product file of %1.</source>
        <translation>Eine Produktdatei von %1.</translation>
    </message>
    <message>
        <source>A product has %1 images at the most. Remove one first.</source>
        <translation>Ein Produkt hat höchstens %1 Bilder. Entfernen Sie erst eines.</translation>
    </message>
    <message>
        <source>A product has %1 options at the most.</source>
        <translation>Ein Produkt hat höchstens %1 Merkmale.</translation>
    </message>
    <message>
        <source>A product has %1 tags at the most.</source>
        <translation>Ein Produkt hat höchstens %1 Schlagwörter.</translation>
    </message>
    <message>
        <source>A product has %1 variants at the most.</source>
        <translation>Ein Produkt hat höchstens %1 Varianten.</translation>
    </message>
    <message>
        <source>A product is in 100 categories at the most.</source>
        <translation>Ein Produkt steht in höchstens 100 Kategorien.</translation>
    </message>
    <message>
        <source>A product needs a price. Type it as in %1.</source>
        <translation>Ein Produkt braucht einen Preis. Schreiben Sie ihn wie %1.</translation>
    </message>
    <message>
        <source>A product needs a variant that is sold, and this would leave none.</source>
        <translation>Ein Produkt braucht eine Variante, die verkauft wird, und damit bliebe keine.</translation>
    </message>
    <message>
        <source>A product needs a variant, with SKU and price.</source>
        <translation>Ein Produkt braucht eine Variante, mit SKU und Preis.</translation>
    </message>
    <message>
        <source>A product needs a variant. Remove the product, or add another variant first.</source>
        <translation>Ein Produkt braucht eine Variante. Entfernen Sie das Produkt, oder fügen Sie erst eine andere Variante hinzu.</translation>
    </message>
    <message>
        <source>A product of several categories counts in each of them</source>
        <translation>Ein Produkt in mehreren Kategorien zählt in jeder davon</translation>
    </message>
    <message>
        <source>A product was added</source>
        <translation>Ein Produkt wurde hinzugefügt</translation>
    </message>
    <message>
        <source>A product was brought back from a backup</source>
        <translation>Ein Produkt wurde aus einer Sicherung zurückgeholt</translation>
    </message>
    <message>
        <source>A product was changed</source>
        <translation>Ein Produkt wurde geändert</translation>
    </message>
    <message>
        <source>A product was removed</source>
        <translation>Ein Produkt wurde entfernt</translation>
    </message>
    <message>
        <source>A product, an order, a customer, a page, a command</source>
        <translation>Ein Produkt, eine Bestellung, ein Kunde, eine Seite, ein Befehl</translation>
    </message>
    <message>
        <source>A program still receives from the database. Try again in a moment.</source>
        <translation>Ein Programm empfängt noch von der Datenbank. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>A program without a name</source>
        <translation>Ein Programm ohne Namen</translation>
    </message>
    <message>
        <source>A quantity of %1 is more than a line can have. Split the row.</source>
        <translation>Eine Menge von %1 ist mehr, als eine Position haben kann. Teilen Sie die Zeile.</translation>
    </message>
    <message>
        <source>A quarter faster than %1 (version %2).</source>
        <translation>Ein Viertel schneller als %1 (Version %2).</translation>
    </message>
    <message>
        <source>A quarter slower than %1 (version %2).</source>
        <translation>Ein Viertel langsamer als %1 (Version %2).</translation>
    </message>
    <message>
        <source>A quote has no end.</source>
        <translation>Ein Anführungszeichen hat kein Ende.</translation>
    </message>
    <message>
        <source>A recorded change does not fit what was there before it: the shop's file was changed by another program, or a backup is damaged. Choose an earlier moment.</source>
        <translation>Eine aufgezeichnete Änderung passt nicht zu dem, was davor da war: Die Shopdatei wurde von einem anderen Programm geändert, oder eine Sicherung ist beschädigt. Wählen Sie einen früheren Moment.</translation>
    </message>
    <message>
        <source>A refund of order #%1 was taken back</source>
        <translation>Eine Erstattung von Bestellung #%1 wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A refund was taken back</source>
        <translation>Eine Erstattung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A refused client may still read for</source>
        <translation>Ein Abgewiesener darf noch lesen für</translation>
    </message>
    <message>
        <source>A report is one statement. Take out what follows the first semicolon.</source>
        <translation>Ein Bericht ist eine Anweisung. Nehmen Sie heraus, was auf das erste Semikolon folgt.</translation>
    </message>
    <message>
        <source>A report of your own</source>
        <translation>Ein eigener Bericht</translation>
    </message>
    <message>
        <source>A report only reads: begin with SELECT or WITH.</source>
        <translation>Ein Bericht liest nur: Beginnen Sie mit SELECT oder WITH.</translation>
    </message>
    <message>
        <source>A report was changed</source>
        <translation>Ein Bericht wurde geändert</translation>
    </message>
    <message>
        <source>A report was removed</source>
        <translation>Ein Bericht wurde entfernt</translation>
    </message>
    <message>
        <source>A report was saved</source>
        <translation>Ein Bericht wurde gespeichert</translation>
    </message>
    <message>
        <source>A request is answered within</source>
        <translation>Eine Anfrage wird beantwortet in</translation>
    </message>
    <message>
        <source>A request's head has to arrive within</source>
        <translation>Der Kopf einer Anfrage muss ankommen in</translation>
    </message>
    <message>
        <source>A scan opens the piece that carries the code</source>
        <translation>Ein Scan öffnet den Artikel mit diesem Code</translation>
    </message>
    <message>
        <source>A second place: a folder from “/” on, or REMOTE:FOLDER for rclone; place_2 and so on</source>
        <translation>Ein zweiter Ort: ein Ordner von „/“ an, oder REMOTE:FOLDER für rclone; place_2 und so weiter</translation>
    </message>
    <message>
        <source>A sending was taken back</source>
        <translation>Ein Versand wurde zurückgenommen</translation>
    </message>
    <message>
        <source>A shop of your own to fill by hand. A catalogue can be imported later, too.</source>
        <translation>Ein eigener Shop, den Sie von Hand füllen. Ein Katalog lässt sich auch später importieren.</translation>
    </message>
    <message>
        <source>A shop of your own, and then the catalogue of Shopify, WooCommerce or a table for it.</source>
        <translation>Ein eigener Shop und dazu der Katalog von Shopify, WooCommerce oder aus einer Tabelle.</translation>
    </message>
    <message>
        <source>A shop site, an app or a till signs in with a key of its own, which may do just what it needs and can be taken away alone.</source>
        <translation>Eine Shopseite, eine App oder eine Kasse meldet sich mit einem eigenen Schlüssel an, der genau darf, was sie braucht, und sich einzeln entziehen lässt.</translation>
    </message>
    <message>
        <source>A slug of digits only looks like an id. Add a word to it.</source>
        <translation>Ein Kurzname nur aus Ziffern sieht aus wie eine ID. Fügen Sie ein Wort hinzu.</translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirt.</source>
        <translation>Ein Kurzname steht in einer Adresse: Schreiben Sie ihn mit a bis z, 0 bis 9 und einzelnen Bindestrichen, bis zu %1 Zeichen, wie blaues-hemd.</translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirts.</source>
        <translation>Ein Kurzname steht in einer Adresse: Schreiben Sie ihn mit a bis z, 0 bis 9 und einzelnen Bindestrichen, bis zu %1 Zeichen, wie blaue-hemden.</translation>
    </message>
    <message>
        <source>A stock of more than %L1 pieces cannot be kept.</source>
        <translation>Ein Bestand von mehr als %L1 Stück lässt sich nicht führen.</translation>
    </message>
    <message>
        <source>A tag has 1 to 100 characters.</source>
        <translation>Ein Schlagwort hat 1 bis 100 Zeichen.</translation>
    </message>
    <message>
        <source>A tax was added</source>
        <translation>Eine Steuer wurde hinzugefügt</translation>
    </message>
    <message>
        <source>A tax was changed</source>
        <translation>Eine Steuer wurde geändert</translation>
    </message>
    <message>
        <source>A tax was removed</source>
        <translation>Eine Steuer wurde entfernt</translation>
    </message>
    <message>
        <source>A telephone number has up to 50 characters.</source>
        <translation>Eine Telefonnummer hat bis zu 50 Zeichen.</translation>
    </message>
    <message>
        <source>A third as fast as %1 (version %2).</source>
        <translation>Ein Drittel so schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>A third faster than %1 (version %2).</source>
        <translation>Ein Drittel schneller als %1 (Version %2).</translation>
    </message>
    <message>
        <source>A third slower than %1 (version %2).</source>
        <translation>Ein Drittel langsamer als %1 (Version %2).</translation>
    </message>
    <message>
        <source>A value has 1 to 200 characters.</source>
        <translation>Ein Wert hat 1 bis 200 Zeichen.</translation>
    </message>
    <message>
        <source>A way of delivery was added</source>
        <translation>Eine Lieferart wurde hinzugefügt</translation>
    </message>
    <message>
        <source>A way of delivery was changed</source>
        <translation>Eine Lieferart wurde geändert</translation>
    </message>
    <message>
        <source>A way of delivery was removed</source>
        <translation>Eine Lieferart wurde entfernt</translation>
    </message>
    <message>
        <source>A workbook holds at most %L1 rows and this report has more. Export it as CSV, or choose fewer days.</source>
        <translation>Eine Arbeitsmappe fasst höchstens %L1 Zeilen, und dieser Bericht hat mehr. Exportieren Sie ihn als CSV, oder wählen Sie weniger Tage.</translation>
    </message>
    <message>
        <source>A&amp;rchive</source>
        <translation>&amp;Archivieren</translation>
    </message>
    <message>
        <source>API calls today: %1</source>
        <translation>API-Aufrufe heute: %1</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Active, draft</source>
        <translation>Aktiv, Entwurf</translation>
    </message>
    <message>
        <source>Acts at once, as the colours do.</source>
        <translation>Gilt sofort, wie die Farben.</translation>
    </message>
    <message>
        <source>Acts at once, for whoever uses this computer.</source>
        <translation>Gilt sofort, für alle an diesem Computer.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a customer</source>
        <translation>Kunden hinzufügen</translation>
    </message>
    <message>
        <source>Add a piece</source>
        <translation>Artikel hinzufügen</translation>
    </message>
    <message>
        <source>Add a place</source>
        <translation>Ort hinzufügen</translation>
    </message>
    <message>
        <source>Add a place for backups…</source>
        <translation>Ort für Sicherungen hinzufügen…</translation>
    </message>
    <message>
        <source>Add a rate</source>
        <translation>Steuersatz hinzufügen</translation>
    </message>
    <message>
        <source>Add a tax rate</source>
        <translation>Steuersatz hinzufügen</translation>
    </message>
    <message>
        <source>Add a way</source>
        <translation>Lieferart hinzufügen</translation>
    </message>
    <message>
        <source>Add a way of delivery</source>
        <translation>Lieferart hinzufügen</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>Kategorie hinzufügen</translation>
    </message>
    <message>
        <source>Add customer</source>
        <translation>Kunden hinzufügen</translation>
    </message>
    <message>
        <source>Add customer…</source>
        <translation>Kunden hinzufügen…</translation>
    </message>
    <message>
        <source>Add delivery</source>
        <translation>Lieferart hinzufügen</translation>
    </message>
    <message>
        <source>Add image</source>
        <translation>Bild hinzufügen</translation>
    </message>
    <message>
        <source>Add image…</source>
        <translation>Bild hinzufügen…</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Add one below</source>
        <translation>Eine darunter</translation>
    </message>
    <message>
        <source>Add place</source>
        <translation>Ort hinzufügen</translation>
    </message>
    <message>
        <source>Add product</source>
        <translation>Produkt hinzufügen</translation>
    </message>
    <message>
        <source>Add rate</source>
        <translation>Satz hinzufügen</translation>
    </message>
    <message>
        <source>Add variant</source>
        <translation>Variante hinzufügen</translation>
    </message>
    <message>
        <source>Added</source>
        <comment>products</comment>
        <translation>Dazugekommen</translation>
    </message>
    <message>
        <source>Adding up…</source>
        <translation>Wird zusammengerechnet…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Adresse kopiert</translation>
    </message>
    <message>
        <source>Address in the shop</source>
        <translation>Adresse im Shop</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>Address of the shop</source>
        <translation>Adresse des Shops</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Addresses or networks of proxies in front, with commas between them: their X-Forwarded-For says who asks</source>
        <translation>Adressen oder Netze vorgeschalteter Proxys, durch Kommas getrennt: ihr X-Forwarded-For sagt, wer fragt</translation>
    </message>
    <message>
        <source>Addresses that are none</source>
        <translation>Adressen, die es nicht gibt</translation>
    </message>
    <message>
        <source>Addresses then</source>
        <translation>Adressen damals</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>After all this, stock, payments, totals and order numbers agree, and none of the journal's %1 entries was changed.</source>
        <translation>Nach alldem stimmen Bestand, Zahlungen, Summen und Bestellnummern überein, und keiner der %1 Einträge des Verlaufs wurde geändert.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All</source>
        <comment>orders</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All</source>
        <comment>requests</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All %1 tests passed.</source>
        <translation>Alle %1 Prüfungen bestanden.</translation>
    </message>
    <message>
        <source>All %1 tests passed; look at this: %2.</source>
        <translation>Alle %1 Prüfungen bestanden; sehen Sie sich an: %2.</translation>
    </message>
    <message>
        <source>All are there.</source>
        <translation>Alle sind da.</translation>
    </message>
    <message>
        <source>All endpoints</source>
        <translation>Alle Endpunkte</translation>
    </message>
    <message>
        <source>All movements</source>
        <translation>Alle Bewegungen</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All of the European Union</source>
        <translation>Die ganze Europäische Union</translation>
    </message>
    <message>
        <source>All pieces</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>All they bought, less what went back</source>
        <translation>Alle Einkäufe, abzüglich Rückgaben</translation>
    </message>
    <message>
        <source>Also at closing.</source>
        <translation>Auch beim Schließen.</translation>
    </message>
    <message>
        <source>Also when Backroom is closed</source>
        <translation>Auch wenn Backroom geschlossen ist</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Amounts are written in the smallest unit of the currency: %1 is %2.</source>
        <translation>Beträge stehen in der kleinsten Einheit der Währung: %1 sind %2.</translation>
    </message>
    <message>
        <source>An API key</source>
        <translation>Ein API-Schlüssel</translation>
    </message>
    <message>
        <source>An Idempotency-Key has 1 to 255 printable characters without blanks.</source>
        <translation>Ein Idempotency-Key hat 1 bis 255 druckbare Zeichen ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>An address of somebody was removed</source>
        <translation>Bei jemandem wurde eine Adresse entfernt</translation>
    </message>
    <message>
        <source>An address was added to somebody</source>
        <translation>Bei jemandem wurde eine Adresse hinzugefügt</translation>
    </message>
    <message>
        <source>An amount, or as in 10% of the goods</source>
        <translation>Ein Betrag, oder etwa 10 % der Waren</translation>
    </message>
    <message>
        <source>An example</source>
        <translation>Ein Beispiel</translation>
    </message>
    <message>
        <source>An idle connection is kept open for</source>
        <translation>Eine ruhende Verbindung bleibt offen für</translation>
    </message>
    <message>
        <source>An image in the database is not what was put in. Nothing was changed.</source>
        <translation>Ein Bild in der Datenbank ist nicht das, was hineingelegt wurde. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>An image of the backup is damaged: %1.</source>
        <translation>Ein Bild der Sicherung ist beschädigt: %1.</translation>
    </message>
    <message>
        <source>An image of the backup is missing: %1. Copy the folder “images” that lies beside the backup along with it.</source>
        <translation>Ein Bild der Sicherung fehlt: %1. Kopieren Sie den Ordner „images“, der neben der Sicherung liegt, mit.</translation>
    </message>
    <message>
        <source>An old backup was removed</source>
        <translation>Eine alte Sicherung wurde entfernt</translation>
    </message>
    <message>
        <source>An option has 1,000 values at the most.</source>
        <translation>Ein Merkmal hat höchstens 1.000 Werte.</translation>
    </message>
    <message>
        <source>An option has a name of up to 100 characters and a value of up to 200.</source>
        <translation>Ein Merkmal hat einen Namen mit bis zu 100 Zeichen und einen Wert mit bis zu 200.</translation>
    </message>
    <message>
        <source>An order holds up to %1 different things.</source>
        <translation>Eine Bestellung fasst bis zu %1 verschiedene Artikel.</translation>
    </message>
    <message>
        <source>An order is open again</source>
        <translation>Eine Bestellung ist wieder offen</translation>
    </message>
    <message>
        <source>An order on average</source>
        <translation>Eine Bestellung im Schnitt</translation>
    </message>
    <message>
        <source>An order sent twice</source>
        <translation>Eine zweimal gesendete Bestellung</translation>
    </message>
    <message>
        <source>An order was brought back from a backup</source>
        <translation>Eine Bestellung wurde aus einer Sicherung zurückgeholt</translation>
    </message>
    <message>
        <source>An order was cancelled</source>
        <translation>Eine Bestellung wurde storniert</translation>
    </message>
    <message>
        <source>An order was changed</source>
        <translation>Eine Bestellung wurde geändert</translation>
    </message>
    <message>
        <source>An order was placed</source>
        <translation>Eine Bestellung wurde aufgegeben</translation>
    </message>
    <message>
        <source>An order was sent</source>
        <translation>Eine Bestellung wurde versendet</translation>
    </message>
    <message>
        <source>An owner always remains</source>
        <translation>Ein Inhaber bleibt immer</translation>
    </message>
    <message>
        <source>And more like these.</source>
        <translation>Und weitere wie diese.</translation>
    </message>
    <message>
        <source>And with it</source>
        <translation>Und dazu</translation>
    </message>
    <message>
        <source>Another backup of this shop is being made or proved. Wait until that is done.</source>
        <translation>Gerade wird eine andere Sicherung dieses Shops erstellt oder geprüft. Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>Another backup of this shop is being made. Wait until that is done.</source>
        <translation>Gerade wird eine andere Sicherung dieses Shops erstellt. Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>Another category has this slug. Choose another one.</source>
        <translation>Eine andere Kategorie hat diesen Kurznamen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Another country has other taxes and shipping. Cancel the order and place it anew.</source>
        <translation>Ein anderes Land hat andere Steuern und anderen Versand. Stornieren Sie die Bestellung und geben Sie sie neu auf.</translation>
    </message>
    <message>
        <source>Another customer has the number %1 now.</source>
        <translation>Die Nummer %1 hat jetzt ein anderer Kunde.</translation>
    </message>
    <message>
        <source>Another option of this product has this name.</source>
        <translation>Ein anderes Merkmal dieses Produkts hat diesen Namen.</translation>
    </message>
    <message>
        <source>Another product has the address “%1” now. Give that one another, and try again.</source>
        <translation>Die Adresse „%1“ hat jetzt ein anderes Produkt. Geben Sie jenem eine andere und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another product has the handle “%1” now. Remove that one, and try again.</source>
        <translation>Den Handle „%1“ hat jetzt ein anderes Produkt. Entfernen Sie jenes und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another product has this slug. Choose another one.</source>
        <translation>Ein anderes Produkt hat diesen Kurznamen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Another program that has this shop open carries its changes. This one goes on when that ends.</source>
        <translation>Ein anderes Programm, das diesen Shop offen hat, nimmt die Änderungen mit. Dieses macht weiter, sobald jenes endet.</translation>
    </message>
    <message>
        <source>Another program works in %1. Try again in a moment.</source>
        <translation>Ein anderes Programm arbeitet in %1. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Another variant has the SKU “%1” now. Give that one another, and try again.</source>
        <translation>Die SKU „%1“ hat jetzt eine andere Variante. Geben Sie jener eine andere und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another variant of this product has this SKU.</source>
        <translation>Eine andere Variante dieses Produkts hat diese SKU.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer in JSON.</source>
        <translation>In JSON antworten.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Answered from memory</source>
        <translation>Aus dem Speicher beantwortet</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Answering at %1</source>
        <translation>Antwortet unter %1</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>Any scanner works while this field is open</source>
        <translation>Solange dieses Feld offen ist, geht jeder Scanner</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Archived: 1 or 0</source>
        <translation>Archiviert: 1 oder 0</translation>
    </message>
    <message>
        <source>Archiving</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Arrange cate&amp;gories</source>
        <translation>Kate&amp;gorien ordnen</translation>
    </message>
    <message>
        <source>Arrange categories…</source>
        <translation>Kategorien ordnen…</translation>
    </message>
    <message>
        <source>As customers see it: “Post, 2 to 3 days”.</source>
        <translation>Wie die Kunden sie sehen: „Post, 2 bis 3 Tage“.</translation>
    </message>
    <message>
        <source>As fast as %1 (version %2).</source>
        <translation>So schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>Wie es kommt</translation>
    </message>
    <message>
        <source>As it stands on the bank statement. It may stay empty.</source>
        <translation>Wie es auf dem Kontoauszug steht. Es darf leer bleiben.</translation>
    </message>
    <message>
        <source>As rclone knows it, with a colon between: storagebox:backroom</source>
        <translation>So, wie rclone es kennt, mit einem Doppelpunkt dazwischen: storagebox:backroom</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Wie der &amp;Desktop</translation>
    </message>
    <message>
        <source>As the bill shows it: “VAT 20%”.</source>
        <translation>Wie die Rechnung ihn zeigt: „MwSt. 19 %“.</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>As they are</source>
        <comment>products</comment>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Asked too often</source>
        <translation>Zu oft angefragt</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>At closing</source>
        <translation>Beim Schließen</translation>
    </message>
    <message>
        <source>At or below what you want to have</source>
        <translation>Wunschbestand oder weniger</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Gefährdet</translation>
    </message>
    <message>
        <source>At what it cost, where that is written down, and at today’s prices.</source>
        <translation>Zum Einkaufspreis, wo er eingetragen ist, und zu den Preisen von heute.</translation>
    </message>
    <message>
        <source>At what time; of hourly ones, its minute counts</source>
        <translation>Zu welcher Zeit; bei stündlichen zählt die Minute</translation>
    </message>
    <message>
        <source>Attacks</source>
        <translation>Angriffe</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Average order</source>
        <translation>Bestellung im Schnitt</translation>
    </message>
    <message>
        <source>B/s</source>
        <translation>B/s</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Back-order</source>
        <translation>Nachlieferbar</translation>
    </message>
    <message>
        <source>Back-orders</source>
        <translation>Nachlieferungen</translation>
    </message>
    <message>
        <source>Backed up %1</source>
        <translation>Gesichert %1</translation>
    </message>
    <message>
        <source>Backed up and proved: %1</source>
        <translation>Gesichert und geprüft: %1</translation>
    </message>
    <message>
        <source>Backroom</source>
        <translation>Backroom</translation>
    </message>
    <message>
        <source>Backroom cannot open the shop</source>
        <translation>Backroom kann den Shop nicht öffnen</translation>
    </message>
    <message>
        <source>Backroom: the key of a shop’s backups</source>
        <translation>Backroom: Schlüssel der Sicherungen eines Shops</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation>Sicherung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Backup made and proved</source>
        <translation>Sicherung erstellt und geprüft</translation>
    </message>
    <message>
        <source>Backup overdue</source>
        <translation>Sicherung überfällig</translation>
    </message>
    <message>
        <source>Backup removed</source>
        <translation>Sicherung entfernt</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Backups (*.backroom);;All files (*)</source>
        <translation>Sicherungen (*.backroom);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Backups are kept on “%1” too</source>
        <translation>Sicherungen werden auch auf „%1“ aufbewahrt</translation>
    </message>
    <message>
        <source>Backups are made as before</source>
        <translation>Sicherungen werden erstellt wie zuvor</translation>
    </message>
    <message>
        <source>Backups are made with a new key from now on. Print its sheet: “backroomd recovery-sheet --to FILE”. What was made so far opens with the old sheet alone.</source>
        <translation>Sicherungen werden von nun an mit einem neuen Schlüssel erstellt. Drucken Sie sein Blatt: „backroomd recovery-sheet --to FILE“. Was bisher erstellt wurde, öffnet nur noch das alte Blatt.</translation>
    </message>
    <message>
        <source>Backups from now on open with a new recovery sheet. Those made so far open with the old sheet alone, on this computer too.</source>
        <translation>Sicherungen öffnen sich von nun an mit einem neuen Wiederherstellungsblatt. Die bisherigen öffnet nur noch das alte Blatt, auch auf diesem Computer.</translation>
    </message>
    <message>
        <source>Backups have a new key: print its recovery sheet</source>
        <translation>Sicherungen haben einen neuen Schlüssel: Drucken Sie sein Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>Backups of Backroom (*.backroom);;All files (*)</source>
        <translation>Sicherungen von Backroom (*.backroom);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Backups on a line of time</source>
        <translation>Sicherungen auf einer Zeitlinie</translation>
    </message>
    <message>
        <source>Backups wait for their key</source>
        <translation>Sicherungen warten auf ihren Schlüssel</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Überweisung</translation>
    </message>
    <message>
        <source>Bar code</source>
        <translation>Strichcode</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Strichcode</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Vor einem Wiederherstellen</translation>
    </message>
    <message>
        <source>Before an upgrade</source>
        <translation>Vor einer Aktualisierung</translation>
    </message>
    <message>
        <source>Before something was changed here this was placed as order #%1. Look at that order first; placed once more, this is another.</source>
        <translation>Bevor hier etwas geändert wurde, ist dies als Bestellung #%1 aufgegeben worden. Sehen Sie zuerst dort nach; noch einmal aufgegeben, ist es eine weitere.</translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation>Ohne Steuer</translation>
    </message>
    <message>
        <source>Before tax, which the checkout adds</source>
        <translation>Ohne Steuer, die an der Kasse dazukommt</translation>
    </message>
    <message>
        <source>Before tax; 0 is free.</source>
        <translation>Ohne Steuer; 0 ist kostenlos.</translation>
    </message>
    <message>
        <source>Before that, everything that is there now is kept as a backup of its own, so that you can bring it back. The shop takes no orders for the moment that it takes.</source>
        <translation>Davor wird alles, was jetzt da ist, als eigene Sicherung aufbewahrt, damit Sie es zurückholen können. Für den Augenblick, den es dauert, nimmt der Shop keine Bestellungen an.</translation>
    </message>
    <message>
        <source>Begin after</source>
        <translation>Beginnen nach</translation>
    </message>
    <message>
        <source>Begin with a new key</source>
        <translation>Mit neuem Schlüssel beginnen</translation>
    </message>
    <message>
        <source>Begin with a new key?</source>
        <translation>Mit einem neuen Schlüssel beginnen?</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Begins with</source>
        <comment>a key</comment>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Beside the password the shop then asks for six digits, which an authenticator app on the telephone shows. Let the app take this picture, or type the secret into it.</source>
        <translation>Neben dem Passwort fragt der Shop dann nach sechs Ziffern, die eine Authenticator-App auf dem Telefon zeigt. Lassen Sie die App dieses Bild aufnehmen, oder tippen Sie das Geheimnis dort ein.</translation>
    </message>
    <message>
        <source>Best customers of the year</source>
        <translation>Beste Kunden des Jahres</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>Am meisten verkauft</translation>
    </message>
    <message>
        <source>Best sellers of a vendor</source>
        <translation>Meistverkauft, von einem Hersteller</translation>
    </message>
    <message>
        <source>Billing address</source>
        <translation>Rechnungsadresse</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Bücher</translation>
    </message>
    <message>
        <source>Books balance</source>
        <translation>Die Bücher stimmen</translation>
    </message>
    <message>
        <source>Books do not balance</source>
        <translation>Die Bücher stimmen nicht</translation>
    </message>
    <message>
        <source>Bought in all</source>
        <translation>Einkäufe gesamt</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>Zusammen gekauft</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>Zurückholen…</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web (none are there)</source>
        <translation>Bilder aus dem &amp;Web holen (dort sind keine)</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web (under way)</source>
        <translation>Bilder aus dem &amp;Web holen (läuft)</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web…</source>
        <translation>Bilder aus dem &amp;Web holen…</translation>
    </message>
    <message>
        <source>Bring images from the web</source>
        <translation>Bilder aus dem Web holen</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Bring order #%1 back into the shop?</source>
        <translation>Bestellung #%1 in den Shop zurückholen?</translation>
    </message>
    <message numerus="yes">
        <source>Bring the %Ln images into the shop too</source>
        <translation>
            <numerusform>Auch das Bild in den Shop holen</numerusform>
            <numerusform>Auch die %Ln Bilder in den Shop holen</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring them into the shop</source>
        <translation>In den Shop holen</translation>
    </message>
    <message>
        <source>Bring “%1” back into the shop?</source>
        <translation>„%1“ in den Shop zurückholen?</translation>
    </message>
    <message>
        <source>Bringing back what was there</source>
        <translation>Holt zurück, was da war</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>Wird zurückgeholt…</translation>
    </message>
    <message>
        <source>Bringing images</source>
        <translation>Bilder holen</translation>
    </message>
    <message>
        <source>Brings one product, customer or order out of a backup into the shop, which goes on meanwhile.</source>
        <translation>Holt ein Produkt, einen Kunden oder eine Bestellung aus einer Sicherung in den Shop, der dabei weiterläuft.</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Zurückgeholt</translation>
    </message>
    <message>
        <source>Brought back from a backup; it was #%1.</source>
        <translation>Aus einer Sicherung zurückgeholt; es war #%1.</translation>
    </message>
    <message>
        <source>Brought back: %1 (%2).</source>
        <translation>Zurückgeholt: %1 (%2).</translation>
    </message>
    <message>
        <source>Brought over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Brought over from another system</source>
        <translation>Aus einem anderen System übernommen</translation>
    </message>
    <message>
        <source>Busiest endpoints</source>
        <translation>Meistgenutzte Endpunkte</translation>
    </message>
    <message>
        <source>But the database is set to answer before the disk has the order.</source>
        <translation>Aber die Datenbank ist so eingestellt, dass sie antwortet, bevor der Datenträger die Bestellung hat.</translation>
    </message>
    <message>
        <source>Buys in the shop and sees their own orders.</source>
        <translation>Kauft im Shop ein und sieht die eigenen Bestellungen.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Von %1</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>By how much</source>
        <translation>Um wie viel</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Durch wen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>C&amp;ustomers</source>
        <translation>&amp;Kunden</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Called now</source>
        <translation>Heißt jetzt</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Zurückgekommen</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Hereingekommen</translation>
    </message>
    <message>
        <source>Came or went</source>
        <translation>Zu- oder Abgang</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Bestellung stornieren</translation>
    </message>
    <message>
        <source>Cancel what is under way</source>
        <translation>Abbrechen, was gerade läuft</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>orders</comment>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Cannot be relied on</source>
        <translation>Darauf ist kein Verlass</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Carts are kept for 1 to 365 days.</source>
        <translation>Warenkörbe bleiben 1 bis 365 Tage.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Cash given</source>
        <translation>Bar erhalten</translation>
    </message>
    <message>
        <source>Categor&amp;y</source>
        <translation>Kategor&amp;ie</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Categories below</source>
        <translation>Kategorien darunter</translation>
    </message>
    <message>
        <source>Categories sort the catalogue as shelves do: Clothing, and below it Hoodies. A product can stand in several.</source>
        <translation>Kategorien ordnen den Katalog wie Regale: Kleidung, und darunter Kapuzenpullis. Ein Produkt kann in mehreren stehen.</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Category “%1” was added</source>
        <translation>Kategorie „%1“ wurde hinzugefügt</translation>
    </message>
    <message>
        <source>Category “%1” was changed</source>
        <translation>Kategorie „%1“ wurde geändert</translation>
    </message>
    <message>
        <source>Category “%1” was removed</source>
        <translation>Kategorie „%1“ wurde entfernt</translation>
    </message>
    <message>
        <source>Champion</source>
        <translation>Beste Kunden</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>a right</comment>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>an address</comment>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>money back</comment>
        <translation>Rückgeld</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Change &amp;categories…</source>
        <translation>&amp;Kategorien ändern…</translation>
    </message>
    <message>
        <source>Change &amp;price…</source>
        <translation>&amp;Preis ändern…</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>Adresse ändern</translation>
    </message>
    <message>
        <source>Change categories</source>
        <translation>Kategorien ändern</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>Schlüssel ändern…</translation>
    </message>
    <message>
        <source>Change nothing; tell what would be done.</source>
        <translation>Nichts ändern; sagen, was getan würde.</translation>
    </message>
    <message>
        <source>Change person or role…</source>
        <translation>Person oder Rolle ändern…</translation>
    </message>
    <message>
        <source>Change prices</source>
        <translation>Preise ändern</translation>
    </message>
    <message>
        <source>Change s&amp;tatus…</source>
        <translation>S&amp;tatus ändern…</translation>
    </message>
    <message>
        <source>Change status</source>
        <translation>Status ändern</translation>
    </message>
    <message>
        <source>Change ta&amp;gs…</source>
        <translation>Schlag&amp;wörter ändern…</translation>
    </message>
    <message>
        <source>Change tags</source>
        <translation>Schlagwörter ändern</translation>
    </message>
    <message>
        <source>Change the delivery “%1”</source>
        <translation>Lieferart „%1“ ändern</translation>
    </message>
    <message>
        <source>Change the key %1</source>
        <translation>Schlüssel %1 ändern</translation>
    </message>
    <message>
        <source>Change the tax rate %1</source>
        <translation>Steuersatz %1 ändern</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>Änderung: %1</translation>
    </message>
    <message>
        <source>Change: %1. Look at: %2</source>
        <translation>Änderung: %1. Einblick: %2</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>products</comment>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>Geändert %1</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>Seither geändert</translation>
    </message>
    <message>
        <source>Changes are not kept</source>
        <translation>Änderungen werden nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Changes between backups are not kept</source>
        <translation>Änderungen zwischen Sicherungen werden nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Changes saved at once</source>
        <translation>Auf einmal gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Changes waiting now</source>
        <translation>Jetzt wartende Änderungen</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Check the books</source>
        <translation>Bücher prüfen</translation>
    </message>
    <message>
        <source>Checking a backup</source>
        <translation>Prüft eine Sicherung</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Cheque</source>
        <translation>Scheck</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Sicherung wählen</translation>
    </message>
    <message>
        <source>Choose a country by its two letters, as in DE.</source>
        <translation>Wählen Sie ein Land mit seinen zwei Buchstaben, wie DE.</translation>
    </message>
    <message>
        <source>Choose a currency by its three letters, as in EUR.</source>
        <translation>Wählen Sie eine Währung mit ihren drei Buchstaben, wie EUR.</translation>
    </message>
    <message>
        <source>Choose a day of the week.</source>
        <translation>Wählen Sie einen Wochentag.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Choose a key to see what it may do.</source>
        <translation>Wählen Sie einen Schlüssel, um zu sehen, was er darf.</translation>
    </message>
    <message>
        <source>Choose a line to see what was before and after.</source>
        <translation>Wählen Sie eine Zeile, um zu sehen, was davor und danach war.</translation>
    </message>
    <message>
        <source>Choose a number from %1 to %2.</source>
        <translation>Wählen Sie eine Zahl von %1 bis %2.</translation>
    </message>
    <message>
        <source>Choose a reason: received, sold, returned, counted, damaged or correction.</source>
        <translation>Wählen Sie einen Grund: received, sold, returned, counted, damaged oder correction.</translation>
    </message>
    <message>
        <source>Choose a row to read all of it, and to bring it back.</source>
        <translation>Wählen Sie eine Zeile, um alles davon zu lesen und es zurückzuholen.</translation>
    </message>
    <message>
        <source>Choose a time of day.</source>
        <translation>Wählen Sie eine Uhrzeit.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come, or none.</source>
        <translation>Wählen Sie eine Zeit, die noch kommt, oder keine.</translation>
    </message>
    <message>
        <source>Choose a time zone by its name, as in Europe/Berlin.</source>
        <translation>Wählen Sie eine Zeitzone mit ihrem Namen, wie Europe/Berlin.</translation>
    </message>
    <message>
        <source>Choose at least one scope: a key without any can do nothing.</source>
        <translation>Wählen Sie mindestens eine Berechtigung: Ein Schlüssel ohne kann nichts.</translation>
    </message>
    <message>
        <source>Choose bank_transfer or cash.</source>
        <translation>Wählen Sie bank_transfer oder cash.</translation>
    </message>
    <message>
        <source>Choose how it is sent there.</source>
        <translation>Wählen Sie, wie es dorthin versendet wird.</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>Wählen Sie eines von %1.</translation>
    </message>
    <message>
        <source>Choose one of the cart's shipping options first.</source>
        <translation>Wählen Sie erst eine der Versandarten des Warenkorbs.</translation>
    </message>
    <message>
        <source>Choose other days above.</source>
        <translation>Wählen Sie oben andere Tage.</translation>
    </message>
    <message>
        <source>Choose owner, manager, staff, viewer or customer.</source>
        <translation>Wählen Sie owner, manager, staff, viewer oder customer.</translation>
    </message>
    <message>
        <source>Choose somebody to see their role and where they are signed in.</source>
        <translation>Wählen Sie jemanden, um die Rolle zu sehen und wo er oder sie angemeldet ist.</translation>
    </message>
    <message>
        <source>Choose the file of a backup.</source>
        <translation>Wählen Sie die Datei einer Sicherung.</translation>
    </message>
    <message>
        <source>Choose the products first.</source>
        <translation>Wählen Sie erst die Produkte.</translation>
    </message>
    <message>
        <source>Choose what goes back, or write an amount of up to %1.</source>
        <translation>Wählen Sie, was zurückgeht, oder schreiben Sie einen Betrag bis %1.</translation>
    </message>
    <message>
        <source>Choose what is to change.</source>
        <translation>Wählen Sie, was sich ändern soll.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Chosen when the shop was made. It stays, as prices and books are in it.</source>
        <translation>Beim Anlegen des Shops gewählt. Sie bleibt, denn Preise und Bücher sind darin geführt.</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <comment>a way to pay</comment>
        <translation>Gewählt: %1</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Clients turned away are told to come back after</source>
        <translation>Abgewiesene sollen wiederkommen nach</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close Backroom without finishing what is begun?</source>
        <translation>Backroom schließen, obwohl etwas nicht fertig ist?</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>Hilfe schließen</translation>
    </message>
    <message>
        <source>Cloud storage</source>
        <translation>Cloud-Speicher</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Abholung</translation>
    </message>
    <message>
        <source>Collected in the shop, or no address was kept.</source>
        <translation>Im Laden abgeholt, oder es wurde keine Adresse gespeichert.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Spalten der Datei</translation>
    </message>
    <message>
        <source>Coming from another system? Importing its orders brings its customers, too.</source>
        <translation>Sie kommen von einem anderen System? Beim Import der Bestellungen kommen die Kunden mit.</translation>
    </message>
    <message>
        <source>Coming from another system? “backroomd import sales” brings its history.</source>
        <translation>Sie kommen von einem anderen System? „backroomd import sales“ bringt den Verlauf mit.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare a&amp;gain</source>
        <translation>&amp;Neu vergleichen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Connect it while the shop is open or served: they are copied there by themselves. One that is no more is taken off the list on the backups page or in config.ini.</source>
        <translation>Schließen Sie ihn an, während der Laden offen ist oder bedient: sie werden von selbst dorthin kopiert. Einen, den es nicht mehr gibt, nehmen Sie auf der Seite „Sicherungen“ oder in config.ini von der Liste.</translation>
    </message>
    <message>
        <source>Connections that may wait to be accepted</source>
        <translation>Verbindungen, die auf Annahme warten dürfen</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy failed</source>
        <translation>Kopieren fehlgeschlagen</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy the folder “images” of a backup back, or upload these images again.</source>
        <translation>Kopieren Sie den Ordner „images“ einer Sicherung zurück, oder laden Sie diese Bilder noch einmal hoch.</translation>
    </message>
    <message>
        <source>Copy the request id</source>
        <translation>Anfrage-ID kopieren</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Wird kopiert</translation>
    </message>
    <message>
        <source>Correct it; until then the usual schedule holds, and nothing is put away.</source>
        <translation>Berichtigen Sie es; bis dahin gilt der übliche Plan, und nichts wird weggeräumt.</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Berichtigung</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Einkauf</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <source>Count stock</source>
        <translation>Bestand zählen</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Länder</translation>
    </message>
    <message>
        <source>Countries by day</source>
        <translation>Länder nach Tag</translation>
    </message>
    <message>
        <source>Countries it goes to</source>
        <translation>Länder, in die geliefert wird</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Crop &amp;image…</source>
        <translation>Bild &amp;zuschneiden…</translation>
    </message>
    <message>
        <source>Crop image</source>
        <translation>Bild zuschneiden</translation>
    </message>
    <message>
        <source>Crop image…</source>
        <translation>Bild zuschneiden…</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Customer %1</source>
        <translation>Kunde %1</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Kunde seit</translation>
    </message>
    <message>
        <source>Customer since %1</source>
        <translation>Kunde seit %1</translation>
    </message>
    <message>
        <source>Customer since today, %1</source>
        <translation>Kunde seit heute, %1</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Kunden</translation>
    </message>
    <message>
        <source>Customers and carts</source>
        <translation>Kunden und Warenkörbe</translation>
    </message>
    <message>
        <source>Customers and staff</source>
        <translation>Kunden und Team</translation>
    </message>
    <message>
        <source>Customers fill carts and order</source>
        <translation>Kunden füllen Warenkörbe und bestellen</translation>
    </message>
    <message>
        <source>Customers see them only as long as that website keeps them. Brought into the shop they stay, are shown here too, and can be cropped. Ctrl+Z makes links of them again.</source>
        <translation>Kunden sehen sie nur, solange jene Website sie behält. In den Shop geholt bleiben sie, werden auch hier gezeigt und lassen sich zuschneiden. Strg+Z macht wieder Links daraus.</translation>
    </message>
    <message>
        <source>Customers who have not bought since</source>
        <translation>Kunden, die lange nicht gekauft haben</translation>
    </message>
    <message>
        <source>Customer’s wish</source>
        <translation>Wunsch des Kunden</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>Täglich</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>D&amp;unkel</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Days a cart is kept</source>
        <translation>Tage, die ein Warenkorb bleibt</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>Reicht für Tage</translation>
    </message>
    <message>
        <source>Days of sales begin at its midnight. Windows follow at their next start.</source>
        <translation>Um seine Mitternacht beginnen die Verkaufstage. Fenster folgen beim nächsten Start.</translation>
    </message>
    <message>
        <source>Days that backups are kept</source>
        <translation>Tage, die Sicherungen bleiben</translation>
    </message>
    <message>
        <source>Days that carts are kept</source>
        <translation>Tage, die Warenkörbe bleiben</translation>
    </message>
    <message>
        <source>Days with a backup</source>
        <translation>Tage mit einer Sicherung</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Lieferungen</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>Delivery address</source>
        <translation>Lieferadresse</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>Lieferschein</translation>
    </message>
    <message>
        <source>Delivery “%1” added</source>
        <translation>Lieferart „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>Delivery “%1” changed</source>
        <translation>Lieferart „%1“ geändert</translation>
    </message>
    <message>
        <source>Delivery “%1” removed</source>
        <translation>Lieferart „%1“ entfernt</translation>
    </message>
    <message>
        <source>Delivery “%1” was added</source>
        <translation>Lieferart „%1“ wurde hinzugefügt</translation>
    </message>
    <message>
        <source>Delivery “%1” was changed</source>
        <translation>Lieferart „%1“ wurde geändert</translation>
    </message>
    <message>
        <source>Delivery “%1” was removed</source>
        <translation>Lieferart „%1“ wurde entfernt</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Description of the image</source>
        <translation>Beschreibung des Bilds</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Different things</source>
        <translation>Verschiedene Artikel</translation>
    </message>
    <message>
        <source>Digits that the app shows</source>
        <translation>Ziffern, die die App zeigt</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabatt</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Rabatte</translation>
    </message>
    <message>
        <source>Do the books balance?</source>
        <translation>Stimmen die Bücher?</translation>
    </message>
    <message>
        <source>Do what that says, then make one with “backroomd backup”.</source>
        <translation>Tun Sie, was dort steht, und erstellen Sie dann eine mit „backroomd backup“.</translation>
    </message>
    <message>
        <source>Does not sign in</source>
        <translation>Meldet sich nicht an</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Wiederholt: %1</translation>
    </message>
    <message>
        <source>Dormant</source>
        <translation>Eingeschlafen</translation>
    </message>
    <message>
        <source>Dots are full backups. Between them every change is kept, so you can stop at any second.</source>
        <translation>Punkte sind volle Sicherungen. Dazwischen wird jede Änderung aufbewahrt, sodass Sie bei jeder Sekunde anhalten können.</translation>
    </message>
    <message>
        <source>Dots are full backups. Choose one to see what can be done with it.</source>
        <translation>Punkte sind volle Sicherungen. Wählen Sie eine, um zu sehen, was damit möglich ist.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Drag the frame or its edges. Arrow keys move it, with Ctrl they change its size, with Shift by 10 pixels.</source>
        <translation>Ziehen Sie den Rahmen oder seine Kanten. Pfeiltasten verschieben ihn, mit Strg ändern sie seine Größe, mit Umschalt um je 10 Pixel.</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one</source>
        <translation>Ziehen Sie eine Datei hierher, oder wählen Sie eine</translation>
    </message>
    <message>
        <source>Drop mine, show theirs</source>
        <translation>Meines verwerfen, das andere zeigen</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>E-mail address and password do not fit each other. Look at both, then try again.</source>
        <translation>E-Mail-Adresse und Passwort passen nicht zusammen. Sehen Sie beide an und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>E-mail for customers</source>
        <translation>E-Mail für Kunden</translation>
    </message>
    <message>
        <source>E-mail now</source>
        <translation>E-Mail jetzt</translation>
    </message>
    <message>
        <source>Each</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>Each backup stands here once it was put together on a spare copy and everything in it was counted.</source>
        <translation>Jede Sicherung steht hier, sobald sie auf einer Probekopie zusammengesetzt und alles darin gezählt wurde.</translation>
    </message>
    <message>
        <source>Each is the sum of its lines, shipping and tax.</source>
        <translation>Jede ist die Summe aus Positionen, Versand und Steuer.</translation>
    </message>
    <message>
        <source>Each is the sum of its movements.</source>
        <translation>Jeder ist die Summe seiner Bewegungen.</translation>
    </message>
    <message>
        <source>Each of these pictures was changed again or removed since: nothing is left to take back.</source>
        <translation>Jedes dieser Bilder wurde seither noch einmal geändert oder entfernt: Es gibt nichts mehr zurückzunehmen.</translation>
    </message>
    <message>
        <source>Each of these products was changed again or removed since: nothing is left to take back.</source>
        <translation>Jedes dieser Produkte wurde seither wieder geändert oder entfernt: Es gibt nichts mehr zurückzunehmen.</translation>
    </message>
    <message>
        <source>Each piece the shop sells stands here with how many there are of it.</source>
        <translation>Hier steht jeder Artikel, den der Shop verkauft, und wie viele davon da sind.</translation>
    </message>
    <message>
        <source>Each request that a shop site or an app makes stands here a second later, with how long it took.</source>
        <translation>Jede Anfrage einer Shopseite oder App steht eine Sekunde später hier, und wie lange sie dauerte.</translation>
    </message>
    <message>
        <source>Each table counted and hashed in both stores, and the same:</source>
        <translation>Jede Tabelle in beiden Speichern gezählt und mit Prüfsumme versehen, und dieselbe:</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Eight characters or more; a sentence is easier to keep in mind than a riddle.</source>
        <translation>Acht Zeichen oder mehr; ein Satz merkt sich leichter als ein Rätsel.</translation>
    </message>
    <message>
        <source>Either --undo or --at, not both.</source>
        <translation>Entweder --undo oder --at, nicht beides.</translation>
    </message>
    <message>
        <source>Either a test is made or those that were made are listed.</source>
        <translation>Entweder wird eine Prüfung gemacht, oder die gemachten werden aufgezählt.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Empty: any.</source>
        <translation>Leer: beliebig.</translation>
    </message>
    <message>
        <source>Empty: exactly as much as it costs</source>
        <translation>Leer: genau so viel, wie es kostet</translation>
    </message>
    <message>
        <source>Empty: never.</source>
        <translation>Leer: nie.</translation>
    </message>
    <message>
        <source>Empty: nobody in particular</source>
        <translation>Leer: niemand Bestimmtes</translation>
    </message>
    <message>
        <source>Empty: the whole country.</source>
        <translation>Leer: das ganze Land.</translation>
    </message>
    <message>
        <source>Empty: what the chosen pieces cost.</source>
        <translation>Leer: was die gewählten Stücke kosten.</translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions</source>
        <translation>
            <numerusform>%n Sitzung beenden</numerusform>
            <numerusform>%n Sitzungen beenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions of %1?</source>
        <translation>
            <numerusform>%n Sitzung von %1 beenden?</numerusform>
            <numerusform>%n Sitzungen von %1 beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>End all…</source>
        <translation>Alle beenden…</translation>
    </message>
    <message>
        <source>End in 99</source>
        <translation>Auf 99 enden</translation>
    </message>
    <message>
        <source>Ended sessions stay ended. Whoever was there signs in again.</source>
        <translation>Beendete Sitzungen bleiben beendet. Wer dort war, meldet sich neu an.</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>Läuft bald ab</translation>
    </message>
    <message>
        <source>English Deutsch Français Español translation idioma langue Sprache</source>
        <translation>Deutsch English Français Español Übersetzung idioma langue language Sprache</translation>
    </message>
    <message>
        <source>Enough of everything</source>
        <translation>Von allem genug da</translation>
    </message>
    <message>
        <source>Enter leads to the request</source>
        <translation>Eingabetaste führt zur Anfrage</translation>
    </message>
    <message>
        <source>Entry %1 is missing.</source>
        <translation>Eintrag %1 fehlt.</translation>
    </message>
    <message>
        <source>Entry %1 was changed, moved or put in after it was written.</source>
        <translation>Eintrag %1 wurde nach dem Schreiben geändert, verschoben oder eingefügt.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Erase everything personal of %1?</source>
        <translation>Alles Persönliche von %1 löschen?</translation>
    </message>
    <message>
        <source>Erased: 1 or 0</source>
        <translation>Gelöscht: 1 oder 0</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Every backup</source>
        <translation>Jede Sicherung</translation>
    </message>
    <message>
        <source>Every backup is copied there too, locked, and read back after it was copied. Choose a disk that is not in this computer, or a share of another one.</source>
        <translation>Jede Sicherung wird auch dorthin kopiert, verschlossen, und nach dem Kopieren wieder gelesen. Wählen Sie einen Datenträger, der nicht in diesem Computer steckt, oder eine Freigabe eines anderen.</translation>
    </message>
    <message>
        <source>Every backup is kept for so many hours</source>
        <translation>Jede Sicherung bleibt so viele Stunden</translation>
    </message>
    <message>
        <source>Every call is described at &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt;, and as an OpenAPI document at &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Figures for Prometheus are at &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</source>
        <translation>Jeder Aufruf ist unter &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt; beschrieben, und als OpenAPI-Dokument unter &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Zahlen für Prometheus stehen unter &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</translation>
    </message>
    <message>
        <source>Every change stands here, made in this window, by an import or by a shop site, with the way back.</source>
        <translation>Hier steht jede Änderung, ob in diesem Fenster, durch einen Import oder eine Shopseite, mit dem Weg zurück.</translation>
    </message>
    <message>
        <source>Every change, to go back to any second</source>
        <translation>Jede Änderung, um zu jeder Sekunde zurückzukönnen</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Jede Stunde</translation>
    </message>
    <message>
        <source>Every order is sent and paid.</source>
        <translation>Jede Bestellung ist versendet und bezahlt.</translation>
    </message>
    <message>
        <source>Every product can be found.</source>
        <translation>Jedes Produkt lässt sich finden.</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Jede Woche</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Everything adds up. Checked %1.</source>
        <translation>Alles geht auf. Geprüft %1.</translation>
    </message>
    <message>
        <source>Everything in the order was shipped already.</source>
        <translation>Alles in der Bestellung wurde schon versendet.</translation>
    </message>
    <message>
        <source>Everything is as it was before this already.</source>
        <translation>Alles ist schon, wie es davor war.</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Alles ist gespeichert</translation>
    </message>
    <message>
        <source>Everything personal was erased</source>
        <translation>Alles Persönliche wurde gelöscht</translation>
    </message>
    <message>
        <source>Everything the shop holds on %1</source>
        <translation>Alles, was der Shop über %1 weiß</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln products</source>
        <translation>
            <numerusform>%Ln Produkt exportieren</numerusform>
            <numerusform>%Ln Produkte exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Export as &amp;CSV…</source>
        <translation>Als &amp;CSV exportieren…</translation>
    </message>
    <message>
        <source>Export as P&amp;DF…</source>
        <translation>Als P&amp;DF exportieren…</translation>
    </message>
    <message>
        <source>Export as a &amp;workbook…</source>
        <translation>Als &amp;Arbeitsmappe exportieren…</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>FAILED </source>
        <translation>FEHLER </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>requests</comment>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Faults of ours</source>
        <translation>Fehler von uns</translation>
    </message>
    <message>
        <source>Fetch a&amp;gain</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Fetching the image…</source>
        <translation>Das Bild wird geholt…</translation>
    </message>
    <message>
        <source>Figures as of %1, net of tax and returns</source>
        <translation>Zahlen von %1 Uhr, ohne Steuer und Rückgaben</translation>
    </message>
    <message>
        <source>Figures count what was not cancelled, less what went back</source>
        <translation>Gezählt wird, was nicht storniert wurde, abzüglich Rückgaben</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter %1: %2</source>
        <translation>Filter %1: %2</translation>
    </message>
    <message>
        <source>Find &amp;anything</source>
        <translation>&amp;Alles finden</translation>
    </message>
    <message>
        <source>Find a country</source>
        <translation>Land suchen</translation>
    </message>
    <message>
        <source>Find a setting: “VAT”, “postage”, “dark”…</source>
        <translation>Einstellung suchen: „Steuer“, „Porto“, „dunkel“…</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>Flat, floor, company</source>
        <translation>Wohnung, Stockwerk, Firma</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Mitlaufen</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>For developers of your shop site</source>
        <translation>Für die Entwickler Ihrer Shopseite</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>For products that are taxed</source>
        <translation>Für Produkte mit der Steuer</translation>
    </message>
    <message>
        <source>For the shop’s own people; the customer does not see it.</source>
        <translation>Nur für das Team des Shops; der Kunde sieht es nicht.</translation>
    </message>
    <message>
        <source>Found no free connection</source>
        <translation>Fanden keine freie Verbindung</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>of charge</comment>
        <translation>Kostenlos</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>proportion</comment>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Free from</source>
        <translation>Kostenlos ab</translation>
    </message>
    <message>
        <source>Free from goods worth</source>
        <translation>Kostenlos ab Warenwert</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Häufigkeit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a computer</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Von der Adresse %1</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>Von Anfang an</translation>
    </message>
    <message>
        <source>From the empty cart to the answer. With %1 customers at once, 99 of 100 waited %2 ms at most. All %3 orders that were answered were found again after a restart of the server.</source>
        <translation>Vom leeren Warenkorb bis zur Antwort. Bei %1 Kunden zugleich warteten 99 von 100 höchstens %2 ms. Alle %3 beantworteten Bestellungen waren nach einem Neustart des Servers wieder da.</translation>
    </message>
    <message>
        <source>From then on it no longer opens anything.</source>
        <translation>Von da an öffnet er nichts mehr.</translation>
    </message>
    <message>
        <source>From this weight, in kg</source>
        <translation>Ab diesem Gewicht, in kg</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>Woher</translation>
    </message>
    <message>
        <source>Full width</source>
        <translation>Volle Breite</translation>
    </message>
    <message>
        <source>Give a name of up to 200 characters.</source>
        <translation>Geben Sie einen Namen mit bis zu 200 Zeichen an.</translation>
    </message>
    <message>
        <source>Give a percentage from −100 to 1,000 that is not 0.</source>
        <translation>Geben Sie einen Prozentsatz von −100 bis 1.000 an, der nicht 0 ist.</translation>
    </message>
    <message>
        <source>Give a percentage, such as 10.</source>
        <translation>Geben Sie einen Prozentsatz an, etwa 10.</translation>
    </message>
    <message>
        <source>Give a price of nothing or more.</source>
        <translation>Geben Sie einen Preis von null oder mehr an.</translation>
    </message>
    <message>
        <source>Give a weight in grams that is not negative.</source>
        <translation>Geben Sie ein Gewicht in Gramm an, das nicht negativ ist.</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation>Geben Sie eine ganze Zahl von %1 bis %2 an.</translation>
    </message>
    <message>
        <source>Give a whole number from 0 to %L1.</source>
        <translation>Geben Sie eine ganze Zahl von 0 bis %L1 an.</translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %1, which is what is left of it.</source>
        <translation>Geben Sie eine ganze Zahl von 1 bis %1 an, so viel ist davon übrig.</translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %L1.</source>
        <translation>Geben Sie eine ganze Zahl von 1 bis %L1 an.</translation>
    </message>
    <message>
        <source>Give an amount above zero and up to what is left of the payment.</source>
        <translation>Geben Sie einen Betrag über null an, bis zu dem, was von der Zahlung übrig ist.</translation>
    </message>
    <message>
        <source>Give an amount above zero.</source>
        <translation>Geben Sie einen Betrag über null an.</translation>
    </message>
    <message>
        <source>Give an amount that is not negative.</source>
        <translation>Geben Sie einen Betrag an, der nicht negativ ist.</translation>
    </message>
    <message>
        <source>Give an amount, such as %1.</source>
        <translation>Geben Sie einen Betrag an, etwa %1.</translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as customers see it.</source>
        <translation>Geben Sie ihr einen Namen mit bis zu 100 Zeichen, wie die Kunden ihn sehen.</translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as the bill shows it.</source>
        <translation>Geben Sie ihm einen Namen mit bis zu 100 Zeichen, wie die Rechnung ihn zeigt.</translation>
    </message>
    <message>
        <source>Give it no more than it needs.</source>
        <translation>Geben Sie ihm nicht mehr, als er braucht.</translation>
    </message>
    <message>
        <source>Give the category a name of up to 200 characters.</source>
        <translation>Geben Sie der Kategorie einen Namen mit bis zu 200 Zeichen.</translation>
    </message>
    <message>
        <source>Give the e-mail address that this person signs in with.</source>
        <translation>Geben Sie die E-Mail-Adresse an, mit der sich diese Person anmeldet.</translation>
    </message>
    <message>
        <source>Give the key a name of up to 200 characters, such as what it is for.</source>
        <translation>Geben Sie dem Schlüssel einen Namen mit bis zu 200 Zeichen, etwa wofür er ist.</translation>
    </message>
    <message>
        <source>Give the option a name of up to 100 characters.</source>
        <translation>Geben Sie dem Merkmal einen Namen mit bis zu 100 Zeichen.</translation>
    </message>
    <message>
        <source>Give the place a name of up to %1 characters.</source>
        <translation>Geben Sie dem Ort einen Namen mit bis zu %1 Zeichen.</translation>
    </message>
    <message>
        <source>Give the postal code.</source>
        <translation>Geben Sie die Postleitzahl an.</translation>
    </message>
    <message>
        <source>Give the product a SKU, your own number of it.</source>
        <translation>Geben Sie dem Produkt eine Artikelnummer (SKU), Ihre eigene Nummer dafür.</translation>
    </message>
    <message>
        <source>Give the product a name of up to 200 characters.</source>
        <translation>Geben Sie dem Produkt einen Namen mit bis zu 200 Zeichen.</translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation>Geben Sie dem Produkt einen Namen.</translation>
    </message>
    <message>
        <source>Give the product a title of up to 200 characters.</source>
        <translation>Geben Sie dem Produkt einen Titel mit bis zu 200 Zeichen.</translation>
    </message>
    <message>
        <source>Give the report a name of up to %L1 characters.</source>
        <translation>Geben Sie dem Bericht einen Namen mit bis zu %L1 Zeichen.</translation>
    </message>
    <message>
        <source>Give the shop a name of up to 200 characters.</source>
        <translation>Geben Sie dem Shop einen Namen mit bis zu 200 Zeichen.</translation>
    </message>
    <message>
        <source>Give the street and house number.</source>
        <translation>Geben Sie Straße und Hausnummer an.</translation>
    </message>
    <message>
        <source>Give the town.</source>
        <translation>Geben Sie den Ort an.</translation>
    </message>
    <message>
        <source>Give the variant a SKU of up to 100 characters.</source>
        <translation>Geben Sie der Variante eine Artikelnummer (SKU) mit bis zu 100 Zeichen.</translation>
    </message>
    <message>
        <source>Give the variant a price.</source>
        <translation>Geben Sie der Variante einen Preis.</translation>
    </message>
    <message>
        <source>Give your account the right to read and write there.</source>
        <translation>Geben Sie Ihrem Konto das Recht, dort zu lesen und zu schreiben.</translation>
    </message>
    <message>
        <source>Give your e-mail address.</source>
        <translation>Geben Sie Ihre E-Mail-Adresse an.</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Go back in time</source>
        <translation>In der Zeit zurückgehen</translation>
    </message>
    <message>
        <source>Go back in time…</source>
        <translation>In der Zeit zurückgehen…</translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation>Zu %1 zurückgehen?</translation>
    </message>
    <message>
        <source>Go back to the version before, if it did not fail there, and report this with the numbers above.</source>
        <translation>Gehen Sie zur Version davor zurück, falls es dort nicht fehlschlug, und melden Sie dies mit den Zahlen oben.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht nach</translation>
    </message>
    <message>
        <source>Going back needs %1 on the disk of %2 for a copy of the database, and %3 are free. Make room there.</source>
        <translation>Das Zurückgehen braucht %1 auf dem Datenträger von %2 für eine Kopie der Datenbank, und %3 sind frei. Schaffen Sie dort Platz.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Waren</translation>
    </message>
    <message>
        <source>Goods were received</source>
        <translation>Ware wurde angenommen</translation>
    </message>
    <message>
        <source>Grams</source>
        <translation>Gramm</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Warenwert</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>Hälfte</translation>
    </message>
    <message>
        <source>Half as fast again as %1 (version %2).</source>
        <translation>Anderthalbmal so schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>Half as fast as %1 (version %2).</source>
        <translation>Halb so schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>Hälfte in</translation>
    </message>
    <message>
        <source>Hand over the rest…</source>
        <translation>Rest übergeben…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Übergeben…</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Handed over, %1 taken back</source>
        <translation>Übergeben, %1 zurückgenommen</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>Harbour Lane</source>
        <translation>Harbour Lane</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help or keys</source>
        <translation>Hilfe oder Tasten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Hostile requests are sent</source>
        <translation>Feindliche Anfragen werden gesendet</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Hourly</source>
        <translation>Stündlich</translation>
    </message>
    <message>
        <source>Housekeeping</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Wie weit zurück</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>How it gets to the customer</source>
        <translation>Wie es zum Kunden kommt</translation>
    </message>
    <message>
        <source>How it is paid</source>
        <translation>Wie bezahlt wird</translation>
    </message>
    <message>
        <source>How it keeps up</source>
        <translation>Wie gut er mithält</translation>
    </message>
    <message>
        <source>How large</source>
        <translation>Wie groß</translation>
    </message>
    <message>
        <source>How long it is good for; 825 when left out, which is the most.</source>
        <translation>Wie lange es gilt; ohne Angabe 825, was das meiste ist.</translation>
    </message>
    <message>
        <source>How long they are kept</source>
        <translation>Wie lange sie aufbewahrt werden</translation>
    </message>
    <message>
        <source>How many are gone</source>
        <translation>Wie viele weg sind</translation>
    </message>
    <message>
        <source>How many came in</source>
        <translation>Wie viele hereinkamen</translation>
    </message>
    <message>
        <source>How many days it can be gone back; 28 when left out.</source>
        <translation>Wie viele Tage man zurückgehen kann; ohne Angabe 28.</translation>
    </message>
    <message>
        <source>How many lines; all when left out.</source>
        <translation>Wie viele Zeilen; ohne Angabe alle.</translation>
    </message>
    <message>
        <source>How many orders the sample has.</source>
        <translation>Wie viele Bestellungen das Beispiel hat.</translation>
    </message>
    <message>
        <source>How many there are; the difference is moved</source>
        <translation>Wie viele da sind; der Unterschied wird gebucht</translation>
    </message>
    <message>
        <source>How many threads answer; 0 for as many as there are processors</source>
        <translation>Wie viele Threads antworten; 0 für so viele, wie es Prozessoren gibt</translation>
    </message>
    <message>
        <source>How many threads answer; as many as there are processors when left out.</source>
        <translation>Wie viele Threads antworten; ohne Angabe so viele, wie es Prozessoren gibt.</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>How often: %1</source>
        <translation>Wie oft: %1</translation>
    </message>
    <message>
        <source>How to answer: text or json.</source>
        <translation>Wie geantwortet wird: text oder json.</translation>
    </message>
    <message>
        <source>How to write it: csv or json.</source>
        <translation>Wie geschrieben wird: csv oder json.</translation>
    </message>
    <message>
        <source>How “products” is sorted: revenue or units.</source>
        <translation>Wonach „products“ sortiert ist: revenue oder units.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image %L1</source>
        <translation>Bild %L1</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>Images from the web were brought into the shop</source>
        <translation>Bilder aus dem Web wurden in den Shop geholt</translation>
    </message>
    <message>
        <source>Images that did not come</source>
        <translation>Bilder, die nicht kamen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln products</source>
        <translation>
            <numerusform>%Ln Produkt importieren</numerusform>
            <numerusform>%Ln Produkte importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Import products</source>
        <translation>Produkte importieren</translation>
    </message>
    <message>
        <source>Imported sales are history. Restore a backup from before the import instead.</source>
        <translation>Importierte Verkäufe sind Geschichte. Stellen Sie stattdessen eine Sicherung von vor dem Import wieder her.</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Importe</translation>
    </message>
    <message numerus="yes">
        <source>In %n days</source>
        <translation>
            <numerusform>In %n Tag</numerusform>
            <numerusform>In %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>In a file that only your account can read, backups would not wait for that.</source>
        <translation>In einer Datei, die nur Ihr Konto lesen kann, müssten Sicherungen darauf nicht warten.</translation>
    </message>
    <message>
        <source>In category</source>
        <translation>In Kategorie</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>Auf Lager</translation>
    </message>
    <message>
        <source>In stock: 1 or 0</source>
        <translation>Auf Lager: 1 oder 0</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>In their order, with blanks between them. Capitals do not matter.</source>
        <translation>In ihrer Reihenfolge, mit Leerzeichen dazwischen. Großschreibung ist gleichgültig.</translation>
    </message>
    <message>
        <source>In this computer’s keyring it would open with your sign-in alone, and no backup be made while you are signed out.</source>
        <translation>Im Schlüsselbund dieses Computers öffnete er sich nur mit Ihrer Anmeldung; solange Sie abgemeldet sind, würde nicht gesichert.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>In which a shop day begins and ends, as in Europe/Berlin.</source>
        <translation>In welcher ein Shoptag beginnt und endet, wie Europe/Berlin.</translation>
    </message>
    <message>
        <source>Inner number</source>
        <translation>Innere Nummer</translation>
    </message>
    <message>
        <source>Instead of a backup: bring back what was there before the last restore.</source>
        <translation>Statt einer Sicherung: zurückholen, was vor dem letzten Wiederherstellen da war.</translation>
    </message>
    <message>
        <source>Instead of words: begin with a new key, where nobody has the sheet any more.</source>
        <translation>Statt der Wörter: mit einem neuen Schlüssel beginnen, wo niemand das Blatt mehr hat.</translation>
    </message>
    <message>
        <source>Invitation for %1</source>
        <translation>Einladung für %1</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Invite again…</source>
        <translation>Noch einmal einladen…</translation>
    </message>
    <message>
        <source>Invite somebody to the staff</source>
        <translation>Jemanden ins Team einladen</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Eingeladen</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen…</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>Invoices and packing slips show it, line by line.</source>
        <translation>Rechnungen und Lieferscheine zeigen sie, Zeile für Zeile.</translation>
    </message>
    <message>
        <source>Invoices and receipts show it.</source>
        <translation>Rechnungen und Belege zeigen sie.</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Is behind</source>
        <translation>Hinkt nach</translation>
    </message>
    <message>
        <source>It asked too often</source>
        <translation>Es wurde zu oft angefragt</translation>
    </message>
    <message>
        <source>It came too slowly.</source>
        <translation>Es kam zu langsam.</translation>
    </message>
    <message>
        <source>It can only read. A column called like one at the right, or ending in _money, _day, _time or _rate, is shown as such.</source>
        <translation>Er kann nur lesen. Eine Spalte, die so heißt wie eine rechts oder auf _money, _day, _time oder _rate endet, wird auch so gezeigt.</translation>
    </message>
    <message>
        <source>It comes back as a new product, with its words, prices and pictures, and with nothing in stock: count or receive its pieces afterwards.</source>
        <translation>Es kommt als neues Produkt zurück, mit Texten, Preisen und Bildern und ohne Bestand: Zählen Sie den Bestand danach, oder nehmen Sie die Ware an.</translation>
    </message>
    <message>
        <source>It comes back with its lines, payments and parcels, under the next free number, and what it took from stock is taken again.</source>
        <translation>Sie kommt mit Positionen, Zahlungen und Paketen zurück, unter der nächsten freien Nummer, und was sie vom Bestand nahm, wird wieder genommen.</translation>
    </message>
    <message>
        <source>It has been since version %1.</source>
        <translation>So ist es seit Version %1.</translation>
    </message>
    <message>
        <source>It is being compared with the shop of now.</source>
        <translation>Es wird mit dem Shop von jetzt verglichen.</translation>
    </message>
    <message>
        <source>It is damaged: %1.</source>
        <translation>Sie ist beschädigt: %1.</translation>
    </message>
    <message>
        <source>It is in the shop now as it was then.</source>
        <translation>Es ist jetzt im Shop, wie es damals war.</translation>
    </message>
    <message>
        <source>It is kept for the account that runs the shop: look as %1.</source>
        <translation>Er ist für das Konto hinterlegt, das den Shop betreibt: Sehen Sie als %1 nach.</translation>
    </message>
    <message>
        <source>It is larger than %1 MB.</source>
        <translation>Es ist größer als %1 MB.</translation>
    </message>
    <message>
        <source>It is put together on a spare copy. The shop goes on meanwhile.</source>
        <translation>Es wird auf einer Probekopie zusammengesetzt. Der Shop läuft dabei weiter.</translation>
    </message>
    <message>
        <source>It is removed from this computer and from every place, and cannot be brought back.</source>
        <translation>Sie wird von diesem Computer und von jedem Ort entfernt und lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>It is shown only now.</source>
        <translation>Es wird nur jetzt gezeigt.</translation>
    </message>
    <message>
        <source>It is tried again at %1.</source>
        <translation>Um %1 wird es noch einmal versucht.</translation>
    </message>
    <message>
        <source>It is tried again in a moment.</source>
        <translation>Es wird gleich noch einmal versucht.</translation>
    </message>
    <message>
        <source>It is whole.</source>
        <translation>Sie ist unversehrt.</translation>
    </message>
    <message>
        <source>It leads to any moment from %1 until %2.</source>
        <translation>Sie führt zu jedem Moment von %1 bis %2.</translation>
    </message>
    <message>
        <source>It may stay empty.</source>
        <translation>Es darf leer bleiben.</translation>
    </message>
    <message>
        <source>It stands beside what you do. It may stay empty.</source>
        <translation>Er steht neben dem, was Sie tun. Er darf leer bleiben.</translation>
    </message>
    <message>
        <source>It takes along what the database writes, and is %1 behind.</source>
        <translation>Sie nimmt mit, was die Datenbank schreibt, und ist %1 im Rückstand.</translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation>Es dauerte %1 s.</translation>
    </message>
    <message>
        <source>It was brought back into the shop.</source>
        <translation>Es wurde in den Shop zurückgeholt.</translation>
    </message>
    <message>
        <source>It was refused</source>
        <translation>Es wurde abgewiesen</translation>
    </message>
    <message>
        <source>It was removed since: there is nothing left to take this back on.</source>
        <translation>Es wurde seither entfernt: Es ist nichts mehr da, woran sich das zurücknehmen ließe.</translation>
    </message>
    <message>
        <source>It was stopped before it began.</source>
        <translation>Es wurde angehalten, bevor es begann.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Es wurde angehalten.</translation>
    </message>
    <message>
        <source>It was stopped. Everything is as it was before.</source>
        <translation>Es wurde angehalten. Alles ist, wie es davor war.</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Its address holds a name or a password, and these are sent to nobody.</source>
        <translation>In seiner Adresse steht ein Name oder ein Passwort, und die werden niemandem geschickt.</translation>
    </message>
    <message>
        <source>Its address leads on and on to others.</source>
        <translation>Seine Adresse führt immer weiter zu anderen.</translation>
    </message>
    <message>
        <source>Its address leads on to one that is not safe.</source>
        <translation>Seine Adresse führt zu einer, die nicht sicher ist.</translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved.</source>
        <translation>Ihre Datei auf diesem Computer hat sich seit der Prüfung verändert.</translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved. Do not rely on this disk; make another backup.</source>
        <translation>Ihre Datei auf diesem Computer hat sich seit der Prüfung verändert. Verlassen Sie sich nicht auf diesen Datenträger; erstellen Sie eine weitere Sicherung.</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Sein Schlüssel</translation>
    </message>
    <message>
        <source>Its key, a PEM file without a passphrase.</source>
        <translation>Sein Schlüssel, eine PEM-Datei ohne Passphrase.</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Der Name</translation>
    </message>
    <message>
        <source>Its name ends in .backroom.</source>
        <translation>Ihr Name endet auf .backroom.</translation>
    </message>
    <message>
        <source>Its number, to find it again</source>
        <translation>Seine Nummer, um ihn wiederzufinden</translation>
    </message>
    <message>
        <source>Its stock is counted for all variations together there. Here each counts its own, so it is not tracked yet.</source>
        <translation>Sein Bestand wird dort für alle Varianten zusammen gezählt. Hier zählt jede ihren eigenen, deshalb wird er noch nicht verfolgt.</translation>
    </message>
    <message>
        <source>Its stock is not counted</source>
        <translation>Sein Bestand wird nicht gezählt</translation>
    </message>
    <message>
        <source>Its stock is not counted.</source>
        <translation>Sein Bestand wird nicht gezählt.</translation>
    </message>
    <message>
        <source>Its words, prices, tags, categories and pictures become again what they were then. Variants made since stay, and so does what is in stock.</source>
        <translation>Texte, Preise, Schlagwörter, Kategorien und Bilder werden wieder, was sie damals waren. Seither angelegte Varianten bleiben, und der Bestand auch.</translation>
    </message>
    <message>
        <source>Its write-ahead log</source>
        <translation>Ihr Write-Ahead-Log</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Join tables with ON and the two columns; USING and NATURAL have no place in a report.</source>
        <translation>Verbinden Sie Tabellen mit ON und den beiden Spalten; USING und NATURAL haben in einem Bericht keinen Platz.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep &amp;selling when the window is closed</source>
        <translation>Bei geschlossenem Fenster &amp;weiterverkaufen</translation>
    </message>
    <message>
        <source>Keep as a customer</source>
        <translation>Als Kunden speichern</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>Lassen, wie es ist</translation>
    </message>
    <message>
        <source>Keep it in a file</source>
        <translation>In einer Datei aufbewahren</translation>
    </message>
    <message>
        <source>Keep it in the keyring</source>
        <translation>Im Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <source>Keep it in this computer's keyring, which opens only while its owner is signed in, or in a file.</source>
        <translation>Im Schlüsselbund dieses Computers aufbewahren, der nur offen ist, solange sein Inhaber angemeldet ist, oder in einer Datei.</translation>
    </message>
    <message>
        <source>Keep mine on top</source>
        <translation>Meines darüberlegen</translation>
    </message>
    <message>
        <source>Keep the description within %1 characters.</source>
        <translation>Bleiben Sie bei der Beschreibung unter %1 Zeichen.</translation>
    </message>
    <message>
        <source>Keep the description within %L1 characters.</source>
        <translation>Bleiben Sie bei der Beschreibung unter %L1 Zeichen.</translation>
    </message>
    <message>
        <source>Keep the key here</source>
        <translation>Schlüssel hier aufbewahren</translation>
    </message>
    <message>
        <source>Keep the note within 2,000 characters.</source>
        <translation>Bleiben Sie bei der Notiz unter 2.000 Zeichen.</translation>
    </message>
    <message>
        <source>Keep the reference within 200 characters.</source>
        <translation>Bleiben Sie beim Verwendungszweck unter 200 Zeichen.</translation>
    </message>
    <message>
        <source>Keep the sale</source>
        <translation>Verkauf behalten</translation>
    </message>
    <message>
        <source>Keep this store as it is, and compare it with a backup.</source>
        <translation>Diesen Speicher lassen, wie er ist, und ihn mit einer Sicherung vergleichen.</translation>
    </message>
    <message>
        <source>Keep this within %L1 characters.</source>
        <translation>Bleiben Sie hier unter %L1 Zeichen.</translation>
    </message>
    <message>
        <source>Keep what I typed</source>
        <translation>Meine Eingaben behalten</translation>
    </message>
    <message>
        <source>Keeps the key of the shop's backups here too, from the words of its recovery sheet: for a second account or computer.</source>
        <translation>Bewahrt den Schlüssel der Sicherungen auch hier auf, aus den Wörtern des Wiederherstellungsblatts: für ein zweites Konto oder einen zweiten Computer.</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Aufbewahrt in</translation>
    </message>
    <message>
        <source>Kept on</source>
        <translation>Aufbewahrt auf</translation>
    </message>
    <message>
        <source>Kept on</source>
        <comment>one backup</comment>
        <translation>Aufbewahrt auf</translation>
    </message>
    <message>
        <source>Kept: %1.</source>
        <translation>Aufbewahrt: %1.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>Key “%1” changed</source>
        <translation>Schlüssel „%1“ geändert</translation>
    </message>
    <message>
        <source>Key “%1” made</source>
        <translation>Schlüssel „%1“ angelegt</translation>
    </message>
    <message>
        <source>Key “%1” taken away</source>
        <translation>Schlüssel „%1“ entzogen</translation>
    </message>
    <message>
        <source>Key “%1” was changed</source>
        <translation>Schlüssel „%1“ wurde geändert</translation>
    </message>
    <message>
        <source>Key “%1” was made</source>
        <translation>Schlüssel „%1“ wurde angelegt</translation>
    </message>
    <message>
        <source>Key “%1” was taken away</source>
        <translation>Schlüssel „%1“ wurde entzogen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys</source>
        <comment>of the API</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys of programs</source>
        <translation>Schlüssel von Programmen</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>Tasten dieser Seite</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>KiB</translation>
    </message>
    <message>
        <source>KiB/s</source>
        <translation>KiB/s</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>LOOK   </source>
        <translation>SIEHE  </translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>Labels of the sheet that are used up</source>
        <translation>Verbrauchte Etiketten auf dem Blatt</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>Sprache dieses Fensters</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Languages of the shop</source>
        <translation>Sprachen des Shops</translation>
    </message>
    <message>
        <source>Larger bodies lie on the disk while they arrive</source>
        <translation>Größere Inhalte liegen beim Ankommen auf dem Datenträger</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>Größter Inhalt</translation>
    </message>
    <message>
        <source>Largest image or import</source>
        <translation>Größtes Bild oder größter Import</translation>
    </message>
    <message>
        <source>Largest request head</source>
        <translation>Größter Kopf einer Anfrage</translation>
    </message>
    <message>
        <source>Largest weight in grams</source>
        <translation>Höchstes Gewicht in Gramm</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>Letzte Bestellung</translation>
    </message>
    <message>
        <source>Last restore: %1. What was there before is kept.</source>
        <translation>Letztes Wiederherstellen: %1. Was davor da war, ist aufbewahrt.</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <translation>Zuletzt gesehen %1</translation>
    </message>
    <message>
        <source>Last seen %1, from %2</source>
        <translation>Zuletzt gesehen %1, von %2</translation>
    </message>
    <message>
        <source>Last up to date</source>
        <translation>Zuletzt aktuell</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Reicht</translation>
    </message>
    <message>
        <source>Lasts about</source>
        <translation>Reicht etwa</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Least rate at which a body earns more time</source>
        <translation>Mindesttempo, bei dem ein Inhalt mehr Zeit bekommt</translation>
    </message>
    <message>
        <source>Least rate at which a reply has to be read</source>
        <translation>Mindesttempo, mit dem eine Antwort gelesen werden muss</translation>
    </message>
    <message>
        <source>Least weight in grams</source>
        <translation>Geringstes Gewicht in Gramm</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>Lassen, wie es war</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Leave “%1” without saving?</source>
        <translation>„%1“ verlassen, ohne zu speichern?</translation>
    </message>
    <message>
        <source>Length of a period</source>
        <translation>Länge eines Zeitraums</translation>
    </message>
    <message>
        <source>Less than a third as fast as %1 (version %2).</source>
        <translation>Weniger als ein Drittel so schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>Wieder zulassen</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Level after it</source>
        <translation>Bestand danach</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Bestände</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Line %1, %2</source>
        <translation>Zeile %1, %2</translation>
    </message>
    <message>
        <source>Line of the order</source>
        <translation>Position der Bestellung</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Lines of deliveries</source>
        <translation>Positionen von Lieferungen</translation>
    </message>
    <message>
        <source>Lines of orders</source>
        <translation>Positionen von Bestellungen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>List the tests that were made, and test nothing.</source>
        <translation>Die gemachten Prüfungen aufzählen und nichts prüfen.</translation>
    </message>
    <message>
        <source>Lists of products are asked for again and again</source>
        <translation>Produktlisten werden wieder und wieder angefragt</translation>
    </message>
    <message>
        <source>Lists of products are asked for that nobody asked for before</source>
        <translation>Produktlisten werden angefragt, nach denen zuvor niemand fragte</translation>
    </message>
    <message>
        <source>Lists of products that somebody had asked for before; new ones, %1 a second. With %2 customers at once, 99 of 100 waited %3 ms at most, and %4 ms for new ones.</source>
        <translation>Produktlisten, die schon jemand angefragt hatte; neue: %1 pro Sekunde. Bei %2 Kunden zugleich warteten 99 von 100 höchstens %3 ms, und %4 ms auf neue.</translation>
    </message>
    <message>
        <source>Lists the shop's backups, newest first: when, why, how large, whether proved, and where they are kept.</source>
        <translation>Zählt die Sicherungen des Shops auf, die neueste zuerst: wann, warum, wie groß, ob geprüft und wo sie aufbewahrt sind.</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Log before</source>
        <translation>Voriges Protokoll</translation>
    </message>
    <message>
        <source>Log of requests</source>
        <translation>Anfrageprotokoll</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Longest of these</source>
        <translation>Längste davon</translation>
    </message>
    <message>
        <source>Longest request line</source>
        <translation>Längste Anfragezeile</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Einblick</translation>
    </message>
    <message>
        <source>Look again now</source>
        <translation>Jetzt noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Look around…</source>
        <translation>Umsehen…</translation>
    </message>
    <message>
        <source>Look at everything</source>
        <translation>Einblick in alles</translation>
    </message>
    <message>
        <source>Look at: %1</source>
        <translation>Einblick: %1</translation>
    </message>
    <message>
        <source>Look for the sheet</source>
        <translation>Suchen Sie das Blatt</translation>
    </message>
    <message>
        <source>Look into the log for the reason.</source>
        <translation>Sehen Sie im Protokoll nach dem Grund.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Low at</source>
        <translation>Knapp ab</translation>
    </message>
    <message>
        <source>Low from</source>
        <translation>Knapp ab</translation>
    </message>
    <message>
        <source>Low stock</source>
        <translation>Wenig Bestand</translation>
    </message>
    <message>
        <source>Low: at or below %1</source>
        <translation>Knapp: bei %1 oder weniger</translation>
    </message>
    <message>
        <source>Lower by an amount</source>
        <translation>Um einen Betrag senken</translation>
    </message>
    <message>
        <source>Lower by per cent</source>
        <translation>Um Prozent senken</translation>
    </message>
    <message>
        <source>Loyal</source>
        <translation>Treu</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Made %1</source>
        <translation>Erstellt %1</translation>
    </message>
    <message>
        <source>Made at closing.</source>
        <translation>Erstellt beim Schließen.</translation>
    </message>
    <message>
        <source>Made by hand or before a restore, at least</source>
        <translation>Von Hand oder vor einem Wiederherstellen erstellte, mindestens</translation>
    </message>
    <message>
        <source>Made every %1 at %2.</source>
        <translation>Erstellt jeden %1 um %2.</translation>
    </message>
    <message>
        <source>Made every day at %1.</source>
        <translation>Erstellt jeden Tag um %1.</translation>
    </message>
    <message>
        <source>Made every hour.</source>
        <translation>Erstellt jede Stunde.</translation>
    </message>
    <message>
        <source>Made only when you ask for it.</source>
        <translation>Nur auf Ihren Wunsch erstellt.</translation>
    </message>
    <message>
        <source>Make a backup first. Then restore the last one that was right, or report this with its numbers.</source>
        <translation>Erstellen Sie erst eine Sicherung. Stellen Sie dann die letzte wieder her, die stimmte, oder melden Sie dies mit den Zahlen.</translation>
    </message>
    <message>
        <source>Make another one, and look whether this disk is well.</source>
        <translation>Erstellen Sie eine weitere, und sehen Sie nach, ob dieser Datenträger in Ordnung ist.</translation>
    </message>
    <message>
        <source>Make one now.</source>
        <translation>Erstellen Sie jetzt eine.</translation>
    </message>
    <message>
        <source>Make the daily totals anew from the orders first.</source>
        <translation>Die Tagessummen erst aus den Bestellungen neu bilden.</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Schlüssel anlegen</translation>
    </message>
    <message>
        <source>Makes a backup of the shop, while it sells, and proves that it can be restored.</source>
        <translation>Erstellt eine Sicherung des Shops, während er verkauft, und prüft, dass sie sich wiederherstellen lässt.</translation>
    </message>
    <message>
        <source>Makes a certificate of the shop's own, to serve https:// with.</source>
        <translation>Erstellt ein eigenes Zertifikat des Shops, um https:// damit anzubieten.</translation>
    </message>
    <message>
        <source>Makes a shop and its first owner.</source>
        <translation>Legt einen Shop und seinen ersten Inhaber an.</translation>
    </message>
    <message>
        <source>Makes the sheet to print that opens the shop's backups on any computer.</source>
        <translation>Erstellt das Blatt zum Drucken, das die Sicherungen des Shops auf jedem Computer öffnet.</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>Erstellt eine Sicherung</translation>
    </message>
    <message>
        <source>Making the shop…</source>
        <translation>Der Shop wird angelegt…</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Marge</translation>
    </message>
    <message>
        <source>Margin by category</source>
        <translation>Marge nach Kategorie</translation>
    </message>
    <message>
        <source>Mark as handed over</source>
        <translation>Als übergeben vermerken</translation>
    </message>
    <message>
        <source>Mark as paid</source>
        <translation>Als bezahlt vermerken</translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <translation>Als versendet vermerken</translation>
    </message>
    <message>
        <source>Mark paid…</source>
        <translation>Als bezahlt vermerken…</translation>
    </message>
    <message>
        <source>Markdown: **bold**, *italic*, - a list</source>
        <translation>Markdown: **fett**, *kursiv*, - eine Liste</translation>
    </message>
    <message>
        <source>May do everything, also settings, keys, backups and other owners.</source>
        <translation>Darf alles, auch Einstellungen, Schlüssel, Sicherungen und andere Inhaber.</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>Mit Anmeldung</translation>
    </message>
    <message>
        <source>Measure for a shorter time, which is less exact.</source>
        <translation>Kürzer messen, was weniger genau ist.</translation>
    </message>
    <message>
        <source>Median ms</source>
        <translation>Median ms</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Minutes past the hour</source>
        <translation>Minuten nach der vollen Stunde</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>Es fehlt: %1.</translation>
    </message>
    <message>
        <source>Monetary</source>
        <translation>Umsatzwert</translation>
    </message>
    <message>
        <source>Money of order #%1 was given back</source>
        <translation>Geld von Bestellung #%1 wurde erstattet</translation>
    </message>
    <message>
        <source>Money of the order was given back since. Take that back first.</source>
        <translation>Von dieser Bestellung wurde seitdem Geld erstattet. Nehmen Sie das zuerst zurück.</translation>
    </message>
    <message>
        <source>Money was given back</source>
        <translation>Geld wurde erstattet</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More than expected</source>
        <translation>Mehr als erwartet</translation>
    </message>
    <message>
        <source>More than twice as fast as %1 (version %2).</source>
        <translation>Mehr als doppelt so schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>More was sent than is taken</source>
        <translation>Es wurde mehr gesendet, als angenommen wird</translation>
    </message>
    <message>
        <source>Most TLS handshakes under way; beyond, the oldest makes room</source>
        <translation>Meiste laufende TLS-Aushandlungen; darüber macht die älteste Platz</translation>
    </message>
    <message>
        <source>Most connections from one address</source>
        <translation>Meiste Verbindungen von einer Adresse</translation>
    </message>
    <message>
        <source>Most connections from this computer</source>
        <translation>Meiste Verbindungen von diesem Computer</translation>
    </message>
    <message>
        <source>Most connections in all</source>
        <translation>Meiste Verbindungen insgesamt</translation>
    </message>
    <message>
        <source>Most header fields of a request</source>
        <translation>Meiste Kopffelder einer Anfrage</translation>
    </message>
    <message>
        <source>Most that all such bodies take on the disk together</source>
        <translation>Was alle solchen Inhalte zusammen höchstens auf dem Datenträger belegen</translation>
    </message>
    <message>
        <source>Move at most %1 pieces at a time.</source>
        <translation>Bewegen Sie höchstens %1 Stück auf einmal.</translation>
    </message>
    <message>
        <source>Move below the one above</source>
        <translation>Unter die darüber</translation>
    </message>
    <message>
        <source>Move between 1 and %L1 pieces at a time, in or out.</source>
        <translation>Bewegen Sie 1 bis %L1 Stück auf einmal, hinein oder heraus.</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move out of the one above</source>
        <translation>Eine Ebene höher</translation>
    </message>
    <message>
        <source>Move stock</source>
        <translation>Bestand bewegen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>Bewegungen</translation>
    </message>
    <message>
        <source>Movements of stock</source>
        <translation>Bestandsbewegungen</translation>
    </message>
    <message>
        <source>Moves the shop from its file to PostgreSQL or back, proved row by row. The old store is left as it is.</source>
        <translation>Zieht den Shop aus seiner Datei nach PostgreSQL um oder zurück, Zeile für Zeile geprüft. Der alte Speicher bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Moving from another system? Its export, or any table saved as CSV, can be imported.</source>
        <translation>Sie ziehen von einem anderen System um? Dessen Export, oder jede als CSV gespeicherte Tabelle, lässt sich importieren.</translation>
    </message>
    <message>
        <source>Much is asked of the backups already. Wait until some of it is done.</source>
        <translation>Die Sicherungen haben schon viel zu tun. Warten Sie, bis etwas davon erledigt ist.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name at least one country it goes to.</source>
        <translation>Nennen Sie mindestens ein Land, in das geliefert wird.</translation>
    </message>
    <message>
        <source>Name at least one line, or leave them out for all that is left.</source>
        <translation>Nennen Sie mindestens eine Position, oder lassen Sie sie weg für alles, was übrig ist.</translation>
    </message>
    <message>
        <source>Name each line once.</source>
        <translation>Nennen Sie jede Position einmal.</translation>
    </message>
    <message>
        <source>Name in addresses</source>
        <translation>Name in Adressen</translation>
    </message>
    <message>
        <source>Name in import files</source>
        <translation>Name in Importdateien</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>Name des Shops</translation>
    </message>
    <message>
        <source>Name one backup of those in %1, the newest is %2; or a moment, with --at.</source>
        <translation>Nennen Sie eine der Sicherungen in %1, die neueste ist %2; oder mit --at einen Zeitpunkt.</translation>
    </message>
    <message>
        <source>Name one backup.</source>
        <translation>Nennen Sie eine Sicherung.</translation>
    </message>
    <message>
        <source>Name one file that holds the words, or - for standard input; or say --new.</source>
        <translation>Nennen Sie eine Datei, die die Wörter enthält, oder - für die Standardeingabe; oder geben Sie --new an.</translation>
    </message>
    <message>
        <source>Name or e-mail address</source>
        <translation>Name oder E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Name tables without a schema: “orders”, not “%1.orders”.</source>
        <translation>Nennen Sie Tabellen ohne Schema: „orders“, nicht „%1.orders“.</translation>
    </message>
    <message>
        <source>Name the lines that come back.</source>
        <translation>Nennen Sie die Positionen, die zurückkommen.</translation>
    </message>
    <message>
        <source>Name the tax class in up to 40 characters, as in standard.</source>
        <translation>Nennen Sie die Steuerklasse in bis zu 40 Zeichen, wie standard.</translation>
    </message>
    <message>
        <source>Name with --data a folder for that backup.</source>
        <translation>Nennen Sie mit --data einen Ordner für diese Sicherung.</translation>
    </message>
    <message>
        <source>Name, addresses and sessions go, and what the history says of them. Orders that were not sent are cancelled; the others stay in the books without a name. This cannot be taken back.</source>
        <translation>Name, Adressen und Sitzungen verschwinden, und was der Verlauf davon sagt. Nicht versendete Bestellungen werden storniert; die übrigen bleiben ohne Namen in den Büchern. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Name, contact, note and saved addresses become again what they were then. Orders stay as they are.</source>
        <translation>Name, Kontakt, Notiz und gespeicherte Adressen werden wieder, was sie damals waren. Bestellungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Names of the server</source>
        <translation>Namen des Servers</translation>
    </message>
    <message>
        <source>Names this server answers to</source>
        <translation>Namen, auf die dieser Server hört</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>Nettoumsatz</translation>
    </message>
    <message>
        <source>Net sales by day</source>
        <translation>Nettoumsatz nach Tag</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New connections get the certificate from before until this is mended.</source>
        <translation>Neue Verbindungen bekommen das Zertifikat von zuvor, bis das behoben ist.</translation>
    </message>
    <message>
        <source>New connections get the certificate now in “%1”.</source>
        <translation>Neue Verbindungen bekommen das Zertifikat, das jetzt in „%1“ steht.</translation>
    </message>
    <message>
        <source>New customers</source>
        <translation>Neue Kunden</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Neuer Schlüssel…</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neue Bestellung</translation>
    </message>
    <message>
        <source>New orders appear by themselves</source>
        <translation>Neue Bestellungen erscheinen von selbst</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>Neues Passwort…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next a&amp;rea</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>Next log</source>
        <translation>Nächstes Protokoll</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>No backup is made by itself: choose when under Settings.</source>
        <translation>Von selbst wird keine Sicherung erstellt: Wählen Sie unter „Einstellungen“, wann.</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Noch keine Sicherung</translation>
    </message>
    <message>
        <source>No categories yet</source>
        <translation>Noch keine Kategorien</translation>
    </message>
    <message>
        <source>No change fits what is chosen above.</source>
        <translation>Keine Änderung passt zu dem, was oben gewählt ist.</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>Kein Code</translation>
    </message>
    <message>
        <source>No copy on %1</source>
        <translation>Keine Kopie auf %1</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>Noch keine Kunden</translation>
    </message>
    <message>
        <source>No delivery yet: customers collect what they buy.</source>
        <translation>Noch keine Lieferung: Kunden holen ab, was sie kaufen.</translation>
    </message>
    <message>
        <source>No hostile request could be sent.</source>
        <translation>Es ließ sich keine feindliche Anfrage senden.</translation>
    </message>
    <message>
        <source>No image is on another website: the shop has all of its own.</source>
        <translation>Kein Bild liegt auf einer anderen Website: Der Shop hat alle selbst.</translation>
    </message>
    <message>
        <source>No images yet. The first one stands in lists and in the web shop.</source>
        <translation>Noch keine Bilder. Das erste steht in Listen und im Webshop.</translation>
    </message>
    <message>
        <source>No keyring answers on this computer. Sign in to its desktop, or keep the key in a file.</source>
        <translation>Auf diesem Computer antwortet kein Schlüsselbund. Melden Sie sich an seiner Oberfläche an, oder bewahren Sie den Schlüssel in einer Datei auf.</translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation>Noch keine Schlüssel</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>No moment can be gone back to yet.</source>
        <translation>Noch lässt sich zu keinem Moment zurückgehen.</translation>
    </message>
    <message>
        <source>No more backups are copied there then. What lies there stays there.</source>
        <translation>Dann werden keine Sicherungen mehr dorthin kopiert. Was dort liegt, bleibt dort.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Kein Name</translation>
    </message>
    <message>
        <source>No name given</source>
        <translation>Kein Name angegeben</translation>
    </message>
    <message>
        <source>No one vouches for it: give %1 to those who are to trust it (curl --cacert), or use a certificate of an authority for a site that everybody visits.</source>
        <translation>Niemand bürgt dafür: Geben Sie %1 denen, die ihm trauen sollen (curl --cacert), oder nehmen Sie für eine Seite, die jeder besucht, das Zertifikat einer Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Noch keine Bestellungen</translation>
    </message>
    <message>
        <source>No orders yet.</source>
        <translation>Noch keine Bestellungen.</translation>
    </message>
    <message>
        <source>No product matches these filters. Take one of them away.</source>
        <translation>Kein Produkt passt zu diesen Filtern. Nehmen Sie einen davon weg.</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>Noch keine Produkte</translation>
    </message>
    <message>
        <source>No program has the shop open now. The database keeps %1 for when one has.</source>
        <translation>Kein Programm hat den Shop jetzt offen. Die Datenbank behält %1, bis eines ihn öffnet.</translation>
    </message>
    <message>
        <source>No rates yet: nothing is taxed.</source>
        <translation>Noch keine Sätze: Nichts wird besteuert.</translation>
    </message>
    <message>
        <source>No row fits</source>
        <translation>Keine Zeile passt</translation>
    </message>
    <message>
        <source>No row of “%1” has a title. Add it.</source>
        <translation>Keine Zeile von „%1“ hat einen Titel. Ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>No secure connection comes about: the server’s certificate is not right.</source>
        <translation>Es kommt keine sichere Verbindung zustande: Das Zertifikat des Servers stimmt nicht.</translation>
    </message>
    <message>
        <source>No setting is called “%1”. Try another word for it.</source>
        <translation>Keine Einstellung heißt „%1“. Versuchen Sie ein anderes Wort dafür.</translation>
    </message>
    <message>
        <source>No such customers</source>
        <translation>Keine solchen Kunden</translation>
    </message>
    <message>
        <source>No such orders</source>
        <translation>Keine solchen Bestellungen</translation>
    </message>
    <message>
        <source>No such requests</source>
        <translation>Keine solchen Anfragen</translation>
    </message>
    <message>
        <source>No test of the server was kept yet.</source>
        <translation>Noch wurde keine Prüfung des Servers aufbewahrt.</translation>
    </message>
    <message>
        <source>No variation of “%1” says which %2 it is. The choices are kept in its description.</source>
        <translation>Keine Variante von „%1“ sagt, welche Angabe sie bei %2 hat. Die Auswahl steht in ihrer Beschreibung.</translation>
    </message>
    <message>
        <source>Nobody has asked yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>Nobody has the sheet any more…</source>
        <translation>Niemand hat das Blatt mehr…</translation>
    </message>
    <message>
        <source>Nobody here has the e-mail address %1. “backroomd user list” shows who does.</source>
        <translation>Niemand hier hat die E-Mail-Adresse %1. „backroomd user list“ zeigt, wer da ist.</translation>
    </message>
    <message>
        <source>Nobody is called that</source>
        <translation>So heißt hier niemand</translation>
    </message>
    <message>
        <source>Nobody sets another's password. Let them change it.</source>
        <translation>Niemand setzt das Passwort anderer. Lassen Sie die Person es selbst ändern.</translation>
    </message>
    <message>
        <source>Nobody takes the list any more, or the disk is full.</source>
        <translation>Niemand nimmt die Liste mehr an, oder der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Nobody was signed in, or the key was wrong</source>
        <translation>Niemand war angemeldet, oder der Schlüssel war falsch</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>Keine gewählt</translation>
    </message>
    <message>
        <source>None is missing.</source>
        <translation>Es fehlt keines.</translation>
    </message>
    <message>
        <source>None kept. Each order has its own.</source>
        <translation>Keine gespeichert. Jede Bestellung hat ihre eigene.</translation>
    </message>
    <message>
        <source>None of the customers fits what is asked for above.</source>
        <translation>Kein Kunde passt zu dem, was oben gesucht wird.</translation>
    </message>
    <message>
        <source>None of the orders fits what is chosen above.</source>
        <translation>Keine Bestellung passt zu dem, was oben gewählt ist.</translation>
    </message>
    <message>
        <source>None of the requests fits what is chosen above.</source>
        <translation>Keine Anfrage passt zu dem, was oben gewählt ist.</translation>
    </message>
    <message>
        <source>None of the staff fits what is asked for above.</source>
        <translation>Niemand im Team passt zu dem, was oben gesucht wird.</translation>
    </message>
    <message>
        <source>None was made yet. The first is made soon after the shop is opened or served.</source>
        <translation>Es wurde noch keine erstellt. Die erste entsteht bald, nachdem der Shop geöffnet oder angeboten wird.</translation>
    </message>
    <message>
        <source>None was proved yet, and one was due at %1.</source>
        <translation>Es wurde noch keine geprüft, und um %1 war eine fällig.</translation>
    </message>
    <message>
        <source>Not backed up yet</source>
        <translation>Noch nicht gesichert</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Noch nicht geprüft</translation>
    </message>
    <message>
        <source>Not checked yet. The check adds up stock, payments, lines, taxes, order numbers and the totals of each day, and compares them with what is kept beside them. Work can go on meanwhile.</source>
        <translation>Noch nicht geprüft. Die Prüfung rechnet Bestand, Zahlungen, Positionen, Steuern, Bestellnummern und Tagessummen nach und vergleicht sie mit dem, was daneben aufbewahrt ist. Die Arbeit kann dabei weitergehen.</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>Nicht gewählt</translation>
    </message>
    <message>
        <source>Not in it: %1.</source>
        <translation>Nicht darin: %1.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Noch nicht angesehen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Not offered</source>
        <translation>Nicht angeboten</translation>
    </message>
    <message>
        <source>Not one row of this file can be taken. The first that is wrong is line %1: %2</source>
        <translation>Nicht eine Zeile dieser Datei lässt sich übernehmen. Die erste falsche ist Zeile %1: %2</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Nicht bezahlt</translation>
    </message>
    <message>
        <source>Not paid  %1</source>
        <translation>Nicht bezahlt  %1</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Not refused as it should be: %1.</source>
        <translation>Nicht abgewiesen, wie es sein sollte: %1.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Not sold in the last 90 days</source>
        <translation>In den letzten 90 Tagen nicht verkauft</translation>
    </message>
    <message>
        <source>Not taken</source>
        <comment>rows</comment>
        <translation>Nicht übernommen</translation>
    </message>
    <message>
        <source>Not taxed</source>
        <translation>Nicht besteuert</translation>
    </message>
    <message>
        <source>Not tested yet. It takes about 15 seconds.</source>
        <translation>Noch nicht geprüft. Es dauert etwa 15 Sekunden.</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Noch nicht dort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note, seen by staff only</source>
        <translation>Notiz, nur für das Team sichtbar</translation>
    </message>
    <message>
        <source>Nothing came from standard input. Write it there on one line.</source>
        <translation>Von der Standardeingabe kam nichts. Schreiben Sie es dort in eine Zeile.</translation>
    </message>
    <message>
        <source>Nothing can be read from standard input.</source>
        <translation>Von der Standardeingabe lässt sich nichts lesen.</translation>
    </message>
    <message>
        <source>Nothing can be written in %1. Give your account the right to, or make room on that disk.</source>
        <translation>In %1 lässt sich nichts schreiben. Geben Sie Ihrem Konto das Recht dazu, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Nothing can be written to standard output.</source>
        <translation>In die Standardausgabe lässt sich nichts schreiben.</translation>
    </message>
    <message>
        <source>Nothing else changes. It stands in the history like any other change.</source>
        <translation>Sonst ändert sich nichts. Es steht im Verlauf wie jede andere Änderung.</translation>
    </message>
    <message>
        <source>Nothing fits what is chosen above.</source>
        <translation>Nichts passt zu dem, was oben gewählt ist.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>Nothing here matches “%1”. Look for less, or take the filters away.</source>
        <translation>Hier passt nichts zu „%1“. Suchen Sie nach weniger, oder nehmen Sie die Filter weg.</translation>
    </message>
    <message>
        <source>Nothing in the help is about “%1”.</source>
        <translation>Die Hilfe enthält nichts zu „%1“.</translation>
    </message>
    <message>
        <source>Nothing in the shop can be brought back so far.</source>
        <translation>Bisher lässt sich nichts vom Shop zurückholen.</translation>
    </message>
    <message>
        <source>Nothing in the shop has the code “%1”. Give it to a product first.</source>
        <translation>Nichts im Shop hat den Code „%1“. Geben Sie ihn erst einem Produkt.</translation>
    </message>
    <message>
        <source>Nothing in these days</source>
        <translation>Nichts in diesen Tagen</translation>
    </message>
    <message>
        <source>Nothing in this window changes the shop, but for what you bring back.</source>
        <translation>Nichts in diesem Fenster ändert den Shop, außer dem, was Sie zurückholen.</translation>
    </message>
    <message>
        <source>Nothing is in the delivery yet. Scan or choose what came in.</source>
        <translation>In der Lieferung ist noch nichts. Scannen oder wählen Sie, was hereinkam.</translation>
    </message>
    <message>
        <source>Nothing is in the order yet. Scan or choose what is bought.</source>
        <translation>In der Bestellung ist noch nichts. Scannen oder wählen Sie, was gekauft wird.</translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation>Es ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Nothing moved yet</source>
        <translation>Noch nichts bewegt</translation>
    </message>
    <message>
        <source>Nothing of then fits what is chosen above.</source>
        <translation>Nichts von damals passt zu dem, was oben gewählt ist.</translation>
    </message>
    <message>
        <source>Nothing on the shelf yet</source>
        <translation>Noch nichts im Regal</translation>
    </message>
    <message>
        <source>Nothing runs low</source>
        <translation>Nichts wird knapp</translation>
    </message>
    <message>
        <source>Nothing sold yet</source>
        <translation>Noch nichts verkauft</translation>
    </message>
    <message>
        <source>Nothing that was paid is left to refund.</source>
        <translation>Von dem, was bezahlt wurde, ist nichts mehr zu erstatten.</translation>
    </message>
    <message>
        <source>Nothing to change: they are like that already</source>
        <translation>Nichts zu ändern: Sie sind schon so</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>Nichts zu importieren</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Noch nichts zu zeigen</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Es wartet nichts</translation>
    </message>
    <message>
        <source>Nothing waits here</source>
        <translation>Hier wartet nichts</translation>
    </message>
    <message>
        <source>Nothing was changed here since the start. The page History has what was before.</source>
        <translation>Seit dem Start wurde hier nichts geändert. Die Seite Verlauf hat, was davor war.</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>Es wurde noch nichts geändert</translation>
    </message>
    <message>
        <source>Nothing was counted yet. Scan or choose what stands on the shelf.</source>
        <translation>Es wurde noch nichts gezählt. Scannen oder wählen Sie, was im Regal steht.</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing was moved by it: there is nothing to take back.</source>
        <translation>Damit wurde nichts bewegt: Es gibt nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>Nothing was paid yet</source>
        <translation>Es wurde noch nichts bezahlt</translation>
    </message>
    <message>
        <source>Nothing was refused and nothing failed</source>
        <translation>Nichts wurde abgewiesen, und nichts ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Nothing was restored here yet, so there is nothing to take back.</source>
        <translation>Hier wurde noch nichts wiederhergestellt, also gibt es nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>Nothing was said</source>
        <translation>Es wurde nichts gemeldet</translation>
    </message>
    <message>
        <source>Nothing was taken back that could be done again.</source>
        <translation>Es wurde nichts zurückgenommen, was sich wiederholen ließe.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Nowhere at the moment.</source>
        <translation>Im Moment nirgends.</translation>
    </message>
    <message>
        <source>Nowhere else yet</source>
        <translation>Noch nirgends sonst</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>Nummer %1</translation>
    </message>
    <message>
        <source>Number elsewhere</source>
        <translation>Nummer anderswo</translation>
    </message>
    <message>
        <source>Of each</source>
        <translation>Von jedem</translation>
    </message>
    <message>
        <source>Of what has a cost written down. 90 is the days to look back.</source>
        <translation>Von allem, wo der Einkaufspreis eingetragen ist. 90 sind die Tage, die zurückgeblickt wird.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Off: customers cannot order</source>
        <translation>Aus: Kunden können nicht bestellen</translation>
    </message>
    <message>
        <source>Offer it to customers</source>
        <translation>Den Kunden anbieten</translation>
    </message>
    <message>
        <source>Offered: 1 or 0</source>
        <translation>Angeboten: 1 oder 0</translation>
    </message>
    <message>
        <source>On</source>
        <comment>a weekday</comment>
        <translation>Am</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Am %1</translation>
    </message>
    <message>
        <source>On PostgreSQL: the folder that holds copies of the database and what it wrote since, best on another disk, and an encrypted one.</source>
        <translation>Mit PostgreSQL: der Ordner für Kopien der Datenbank und was sie seither schrieb, am besten auf einem anderen Datenträger, und einem verschlüsselten.</translation>
    </message>
    <message>
        <source>On another computer, backups open with the words of the recovery sheet. Print it, and put it away.</source>
        <translation>Auf einem anderen Computer öffnen sich Sicherungen mit den Wörtern des Wiederherstellungsblatts. Drucken Sie es und verwahren Sie es gut.</translation>
    </message>
    <message>
        <source>On pages of their own</source>
        <translation>Auf eigenen Seiten</translation>
    </message>
    <message>
        <source>On the page %1 something was typed or scanned that is not saved. It would be lost.</source>
        <translation>Auf der Seite %1 wurde etwas getippt oder gescannt, das nicht gespeichert ist. Es ginge verloren.</translation>
    </message>
    <message>
        <source>On this computer they lie in %1</source>
        <translation>Auf diesem Computer liegen sie in %1</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>Auf dieser Seite</translation>
    </message>
    <message>
        <source>On what day weekly ones are made</source>
        <translation>An welchem Tag wöchentliche erstellt werden</translation>
    </message>
    <message numerus="yes">
        <source>On, %n recovery codes left</source>
        <translation>
            <numerusform>Ein, noch %n Wiederherstellungscode</numerusform>
            <numerusform>Ein, noch %n Wiederherstellungscodes</numerusform>
        </translation>
    </message>
    <message>
        <source>One a day</source>
        <translation>Eine pro Tag</translation>
    </message>
    <message>
        <source>One a line, as in api.shop.example. On this computer it always answers.</source>
        <translation>Einer pro Zeile, wie api.shop.example. Auf diesem Computer antwortet er immer.</translation>
    </message>
    <message>
        <source>One a line, as in https://shop.example. Others are refused by the browser.</source>
        <translation>Eine pro Zeile, wie https://shop.example. Andere weist der Browser ab.</translation>
    </message>
    <message>
        <source>One a month</source>
        <translation>Eine pro Monat</translation>
    </message>
    <message>
        <source>One a week</source>
        <translation>Eine pro Woche</translation>
    </message>
    <message>
        <source>One a year</source>
        <translation>Eine pro Jahr</translation>
    </message>
    <message>
        <source>One more disk is safer</source>
        <translation>Ein Datenträger mehr ist sicherer</translation>
    </message>
    <message>
        <source>One of each day, for so many days</source>
        <translation>Eine von jedem Tag, so viele Tage</translation>
    </message>
    <message>
        <source>One of each month, for so many months</source>
        <translation>Eine von jedem Monat, so viele Monate</translation>
    </message>
    <message>
        <source>One of each week, for so many weeks</source>
        <translation>Eine von jeder Woche, so viele Wochen</translation>
    </message>
    <message>
        <source>One of each year, for so many years</source>
        <translation>Eine von jedem Jahr, so viele Jahre</translation>
    </message>
    <message>
        <source>One of the figures is no number of pieces or no price. Type it again.</source>
        <translation>Eine der Angaben ist keine Stückzahl oder kein Preis. Geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>One of the figures is no number of pieces. Type it again.</source>
        <translation>Eine der Angaben ist keine Stückzahl. Geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>One of the recovery words is mistyped. Compare them with the recovery sheet.</source>
        <translation>Eines der Wiederherstellungswörter ist vertippt. Vergleichen Sie sie mit dem Wiederherstellungsblatt.</translation>
    </message>
    <message>
        <source>One order is sent again and again</source>
        <translation>Eine Bestellung wird wieder und wieder gesendet</translation>
    </message>
    <message>
        <source>One order was sent %1 times, as a customer's phone does when the connection breaks, the last time after a restart of the server. It was taken once, and every answer was the same.</source>
        <translation>Eine Bestellung wurde %1-mal gesendet, wie es das Telefon eines Kunden bei abgebrochener Verbindung tut, das letzte Mal nach einem Neustart des Servers. Sie wurde einmal angenommen, und jede Antwort war gleich.</translation>
    </message>
    <message>
        <source>One order was sent %1 times. %2 answers said that it was taken, %3 of them differently, and there are %4 orders; it should be one.</source>
        <translation>Eine Bestellung wurde %1-mal gesendet. %2 Antworten sagten, sie sei angenommen, %3 davon anders, und es gibt %4 Bestellungen; es sollte eine sein.</translation>
    </message>
    <message>
        <source>One should have been made by %1.</source>
        <translation>Bis %1 hätte eine erstellt sein sollen.</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Nur</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Only %1 is left to give back.</source>
        <translation>Nur noch %1 können erstattet werden.</translation>
    </message>
    <message>
        <source>Only %L1 of it are there. Take less, or take it out.</source>
        <translation>Davon sind nur %L1 da. Nehmen Sie weniger, oder nehmen Sie es heraus.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are left: what was sold since cannot go back with the others.</source>
        <translation>Von %2 sind nur noch %L1 Stück da: Was seither verkauft wurde, kann nicht mit den anderen zurück.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are there. Take out fewer, or allow back-orders.</source>
        <translation>Von %2 sind nur %L1 Stück da. Nehmen Sie weniger heraus, oder erlauben Sie Nachlieferungen.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of “%2” are left: what went back on the shelf was sold since.</source>
        <translation>Von „%2“ sind nur noch %L1 Stück da: Was zurück ins Regal kam, wurde seither verkauft.</translation>
    </message>
    <message>
        <source>Only active products are sold in the web shop</source>
        <translation>Nur aktive Produkte werden im Webshop verkauft</translation>
    </message>
    <message>
        <source>Only an active person with an e-mail address and without a password can be invited.</source>
        <translation>Nur eine aktive Person mit E-Mail-Adresse und ohne Passwort lässt sich einladen.</translation>
    </message>
    <message>
        <source>Only an owner handles owners and managers. Ask one.</source>
        <translation>Nur ein Inhaber verwaltet Inhaber und Leitung. Fragen Sie einen.</translation>
    </message>
    <message>
        <source>Only by %1</source>
        <translation>Nur durch %1</translation>
    </message>
    <message>
        <source>Only from %1</source>
        <translation>Nur von %1</translation>
    </message>
    <message>
        <source>Only since then</source>
        <translation>Nur seither</translation>
    </message>
    <message>
        <source>Only the first pages are shown; all are printed</source>
        <translation>Gezeigt werden nur die ersten Seiten; gedruckt werden alle</translation>
    </message>
    <message>
        <source>Only when I ask</source>
        <translation>Nur auf Wunsch</translation>
    </message>
    <message>
        <source>Only who may change products may sell for another price.</source>
        <translation>Nur wer Produkte ändern darf, darf zu einem anderen Preis verkaufen.</translation>
    </message>
    <message>
        <source>Only who may work on backups brings things back. Ask an owner.</source>
        <translation>Nur wer an Sicherungen arbeiten darf, holt Dinge zurück. Fragen Sie einen Inhaber.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>a customer</comment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open Backroom</source>
        <translation>Backroom öffnen</translation>
    </message>
    <message>
        <source>Open a backup file</source>
        <translation>Sicherungsdatei öffnen</translation>
    </message>
    <message>
        <source>Open a backup file…</source>
        <translation>Sicherungsdatei öffnen…</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Offene Verbindungen</translation>
    </message>
    <message>
        <source>Open files and connections</source>
        <translation>Offene Dateien und Verbindungen</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Bestellung öffnen</translation>
    </message>
    <message>
        <source>Open the shop</source>
        <translation>Shop öffnen</translation>
    </message>
    <message>
        <source>Open these products and save them once.</source>
        <translation>Öffnen Sie diese Produkte und speichern Sie sie einmal.</translation>
    </message>
    <message>
        <source>OpenSSL could not make a certificate. See whether this computer gives random numbers.</source>
        <translation>OpenSSL konnte kein Zertifikat erstellen. Sehen Sie nach, ob dieser Computer Zufallszahlen liefert.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Or write into %1:</source>
        <translation>Oder schreiben Sie in %1:</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Order #%1</source>
        <translation>Bestellung #%1</translation>
    </message>
    <message>
        <source>Order #%1 is back</source>
        <translation>Bestellung #%1 ist zurück</translation>
    </message>
    <message>
        <source>Order #%1 is back, as #%2</source>
        <translation>Bestellung #%1 ist zurück, als #%2</translation>
    </message>
    <message>
        <source>Order #%1 is handed over</source>
        <translation>Bestellung #%1 ist übergeben</translation>
    </message>
    <message>
        <source>Order #%1 is on its way</source>
        <translation>Bestellung #%1 ist unterwegs</translation>
    </message>
    <message>
        <source>Order #%1 is open again</source>
        <translation>Bestellung #%1 ist wieder offen</translation>
    </message>
    <message>
        <source>Order #%1 is paid</source>
        <translation>Bestellung #%1 ist bezahlt</translation>
    </message>
    <message>
        <source>Order #%1 was brought back from a backup</source>
        <translation>Bestellung #%1 wurde aus einer Sicherung zurückgeholt</translation>
    </message>
    <message>
        <source>Order #%1 was cancelled</source>
        <translation>Bestellung #%1 wurde storniert</translation>
    </message>
    <message>
        <source>Order #%1 was cancelled; hand back %2 yourself</source>
        <translation>Bestellung #%1 wurde storniert; geben Sie %2 selbst zurück</translation>
    </message>
    <message>
        <source>Order #%1 was changed</source>
        <translation>Bestellung #%1 wurde geändert</translation>
    </message>
    <message>
        <source>Order #%1 was placed</source>
        <translation>Bestellung #%1 wurde aufgegeben</translation>
    </message>
    <message>
        <source>Order #%1 was sent</source>
        <translation>Bestellung #%1 wurde versendet</translation>
    </message>
    <message>
        <source>Order %1 (%2) is not the sum of its lines, shipping and tax.</source>
        <translation>Bestellung %1 (%2) ist nicht die Summe aus Positionen, Versand und Steuer.</translation>
    </message>
    <message>
        <source>Order %1 is in the shop, as number %2. It was left as it is.</source>
        <translation>Bestellung %1 ist im Shop, als Nummer %2. Sie wurde gelassen, wie sie war.</translation>
    </message>
    <message>
        <source>Order %1 says that %2 was kept, its payments say otherwise.</source>
        <translation>Bestellung %1 sagt, dass %2 behalten wurde, ihre Zahlungen sagen anderes.</translation>
    </message>
    <message>
        <source>Order %1 took %L2 pieces of %3, and %L4 are there now. Book in what is missing first.</source>
        <translation>Bestellung %1 nahm %L2 Stück von %3, und jetzt sind %L4 da. Buchen Sie erst ein, was fehlt.</translation>
    </message>
    <message>
        <source>Order %1 was paid or refunded (%2) beyond what it came to.</source>
        <translation>Bestellung %1 wurde über ihre Summe hinaus bezahlt oder erstattet (%2).</translation>
    </message>
    <message>
        <source>Order %1, line %2: what was refunded is not the sum of its refunds.</source>
        <translation>Bestellung %1, Position %2: Was erstattet wurde, ist nicht die Summe ihrer Erstattungen.</translation>
    </message>
    <message>
        <source>Order %1, line %2: what was shipped is not the sum of its shipments.</source>
        <translation>Bestellung %1, Position %2: Was versendet wurde, ist nicht die Summe ihrer Sendungen.</translation>
    </message>
    <message>
        <source>Order %1: its tax, %2, is not the sum of its rates.</source>
        <translation>Bestellung %1: Ihre Steuer, %2, ist nicht die Summe ihrer Sätze.</translation>
    </message>
    <message>
        <source>Order before</source>
        <translation>Vorige Bestellung</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Bestellnummer</translation>
    </message>
    <message>
        <source>Order numbers</source>
        <translation>Bestellnummern</translation>
    </message>
    <message>
        <source>Order numbers have a gap: %1 is missing before %2.</source>
        <translation>Die Bestellnummern haben eine Lücke: %1 fehlt vor %2.</translation>
    </message>
    <message>
        <source>Order placed in the web shop</source>
        <translation>Im Webshop aufgegebene Bestellung</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Orders above an amount</source>
        <translation>Bestellungen über einem Betrag</translation>
    </message>
    <message>
        <source>Orders and their lines</source>
        <translation>Bestellungen und ihre Positionen</translation>
    </message>
    <message>
        <source>Orders and their tax</source>
        <translation>Bestellungen und ihre Steuer</translation>
    </message>
    <message>
        <source>Orders are paid, shipped and refunded as their payments, shipments and refunds say.</source>
        <translation>Bestellungen sind bezahlt, versendet und erstattet, wie ihre Zahlungen, Sendungen und Erstattungen es sagen.</translation>
    </message>
    <message>
        <source>Orders not paid</source>
        <translation>Nicht bezahlte Bestellungen</translation>
    </message>
    <message>
        <source>Orders of this customer</source>
        <translation>Bestellungen dieses Kunden</translation>
    </message>
    <message>
        <source>Orders to send</source>
        <translation>Zu versendende Bestellungen</translation>
    </message>
    <message>
        <source>Orders, payments and deliveries</source>
        <translation>Bestellungen, Zahlungen und Lieferungen</translation>
    </message>
    <message>
        <source>Original</source>
        <comment>proportion</comment>
        <translation>Original</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstige</translation>
    </message>
    <message>
        <source>Other days…</source>
        <translation>Andere Tage…</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Own report…</source>
        <translation>Eigener Bericht…</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF-Dateien (*.pdf)</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Gepackt</translation>
    </message>
    <message>
        <source>Packing slip</source>
        <translation>Lieferschein</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Paid</source>
        <comment>an amount</comment>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>Bezahlt mit</translation>
    </message>
    <message>
        <source>Paid, done</source>
        <translation>Bezahlt, fertig</translation>
    </message>
    <message>
        <source>Pairs in one order. 90 is the days to look back.</source>
        <translation>Paare in einer Bestellung. 90 sind die Tage, die zurückgeblickt wird.</translation>
    </message>
    <message>
        <source>Parcel %1</source>
        <translation>Paket %1</translation>
    </message>
    <message>
        <source>Parcel number</source>
        <translation>Paketnummer</translation>
    </message>
    <message>
        <source>Part of the order was shipped there already. The address stays.</source>
        <translation>Ein Teil der Bestellung wurde schon dorthin versendet. Die Adresse bleibt.</translation>
    </message>
    <message>
        <source>Partly handed over</source>
        <translation>Teilweise übergeben</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Teilweise bezahlt</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>Teilweise erstattet</translation>
    </message>
    <message>
        <source>Partly sent</source>
        <translation>Teilweise versendet</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Passed, look at it</source>
        <translation>Bestanden, ansehen</translation>
    </message>
    <message>
        <source>Passphrase or recovery words</source>
        <translation>Passphrase oder Wiederherstellungswörter</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Passwörter</translation>
    </message>
    <message>
        <source>Paste image</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>Anhalten oder weiter</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlung</translation>
    </message>
    <message>
        <source>Payment failed</source>
        <translation>Zahlung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Payment noted; %1 is still to be paid</source>
        <translation>Zahlung vermerkt; %1 ist noch zu zahlen</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Zahlungen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>People or keys</source>
        <translation>Personen oder Schlüssel</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures (web addresses)</source>
        <translation>Bilder (Webadressen)</translation>
    </message>
    <message>
        <source>Pictures that were taken off are kept for 90 days, and this one is older.</source>
        <translation>Weggenommene Bilder werden 90 Tage aufbewahrt, und dieses ist älter.</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Pieces by day</source>
        <translation>Stück nach Tag</translation>
    </message>
    <message>
        <source>Pieces counted</source>
        <translation>Stück gezählt</translation>
    </message>
    <message>
        <source>Pieces given back</source>
        <translation>Zurückgegebene Stückzahl</translation>
    </message>
    <message>
        <source>Pieces in all</source>
        <translation>Stück insgesamt</translation>
    </message>
    <message>
        <source>Pieces in stock now</source>
        <translation>Stück jetzt auf Lager</translation>
    </message>
    <message>
        <source>Pieces of %1</source>
        <translation>Stück von %1</translation>
    </message>
    <message>
        <source>Pieces that are sold</source>
        <translation>Was verkauft wird</translation>
    </message>
    <message>
        <source>Pipelined requests of one connection taken in a turn</source>
        <translation>Aufgereihte Anfragen einer Verbindung, die auf einmal genommen werden</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Place in its list</source>
        <translation>Platz in der Liste</translation>
    </message>
    <message>
        <source>Place order</source>
        <translation>Bestellung aufgeben</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Bestellt</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Port %1 is used by another program. Choose another port, or end that program.</source>
        <translation>Port %1 wird von einem anderen Programm benutzt. Wählen Sie einen anderen Port, oder beenden Sie jenes Programm.</translation>
    </message>
    <message>
        <source>Positions begin at 0.</source>
        <translation>Positionen beginnen bei 0.</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>PostgreSQL answers, and looks after its own files.</source>
        <translation>PostgreSQL antwortet und sieht selbst nach seinen Dateien.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 does not start: %2.</source>
        <translation>Das PostgreSQL-Programm %1 startet nicht: %2.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 failed: %2</source>
        <translation>Das PostgreSQL-Programm %1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 is not on this machine. Install the package postgresql-client-%2, or one that is newer.</source>
        <translation>Das PostgreSQL-Programm %1 ist nicht auf diesem Rechner. Installieren Sie das Paket postgresql-client-%2 oder ein neueres.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 of version %2 is not on this machine. Install the package postgresql-%2; a server of its own need not run.</source>
        <translation>Das PostgreSQL-Programm %1 in Version %2 ist nicht auf diesem Rechner. Installieren Sie das Paket postgresql-%2; ein eigener Server muss nicht laufen.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump could not copy the shop: %1. Check that the database runs and that this address, user and password may read it.</source>
        <translation>Das PostgreSQL-Programm pg_dump konnte den Shop nicht kopieren: %1. Prüfen Sie, ob die Datenbank läuft und ob diese Adresse, dieser Benutzer und dieses Passwort sie lesen dürfen.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump was ended before it was done. Try again in a moment.</source>
        <translation>Das PostgreSQL-Programm pg_dump wurde beendet, bevor es fertig war. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal ended: %1. It is started again in a moment.</source>
        <translation>Das PostgreSQL-Programm pg_receivewal endete: %1. Es wird gleich wieder gestartet.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal was ended. It is started again in a moment.</source>
        <translation>Das PostgreSQL-Programm pg_receivewal wurde beendet. Es wird gleich wieder gestartet.</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Vorschau…</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Price before</source>
        <translation>Alter Preis</translation>
    </message>
    <message>
        <source>Prices are written</source>
        <translation>Preise werden geschrieben</translation>
    </message>
    <message>
        <source>Prices contain tax</source>
        <translation>Preise enthalten Steuer</translation>
    </message>
    <message>
        <source>Prices hold tax: 1 or 0</source>
        <translation>Preise enthalten Steuer: 1 oder 0</translation>
    </message>
    <message>
        <source>Prices keep their figures when this is changed, so look at them afterwards.</source>
        <translation>Preise behalten ihre Zahlen, wenn das geändert wird; sehen Sie sie danach also durch.</translation>
    </message>
    <message numerus="yes">
        <source>Print %Ln orders</source>
        <translation>
            <numerusform>%Ln Bestellung drucken</numerusform>
            <numerusform>%Ln Bestellungen drucken</numerusform>
        </translation>
    </message>
    <message>
        <source>Print &amp;labels…</source>
        <translation>Etiketten &amp;drucken…</translation>
    </message>
    <message>
        <source>Print labels</source>
        <translation>Etiketten drucken</translation>
    </message>
    <message>
        <source>Print order #%1</source>
        <translation>Bestellung #%1 drucken</translation>
    </message>
    <message>
        <source>Print the recovery sheet</source>
        <translation>Wiederherstellungsblatt drucken</translation>
    </message>
    <message>
        <source>Print “%1”</source>
        <translation>„%1“ drucken</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Wird gedruckt</translation>
    </message>
    <message>
        <source>Prints a report: %1.</source>
        <translation>Gibt einen Bericht aus: %1.</translation>
    </message>
    <message>
        <source>Prints the API's description, OpenAPI 3.1.</source>
        <translation>Gibt die Beschreibung der API aus, OpenAPI 3.1.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Product lists</source>
        <translation>Produktlisten</translation>
    </message>
    <message>
        <source>Product “%1” was added</source>
        <translation>Produkt „%1“ wurde hinzugefügt</translation>
    </message>
    <message>
        <source>Product “%1” was brought back from a backup</source>
        <translation>Produkt „%1“ wurde aus einer Sicherung zurückgeholt</translation>
    </message>
    <message>
        <source>Product “%1” was changed</source>
        <translation>Produkt „%1“ wurde geändert</translation>
    </message>
    <message>
        <source>Product “%1” was removed</source>
        <translation>Produkt „%1“ wurde entfernt</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produkte</translation>
    </message>
    <message>
        <source>Products in categories</source>
        <translation>Produkte in Kategorien</translation>
    </message>
    <message>
        <source>Products of the kind “%1” are not known here. Make it simple or variable.</source>
        <translation>Produkte der Art „%1“ sind hier nicht bekannt. Machen Sie es zu simple oder variable.</translation>
    </message>
    <message>
        <source>Products were imported</source>
        <translation>Produkte wurden importiert</translation>
    </message>
    <message>
        <source>Products, stock, orders, customers and settings become what they were then. What came since, orders too, is no longer in the shop.</source>
        <translation>Produkte, Bestand, Bestellungen, Kunden und Einstellungen werden, wie sie damals waren. Was seither kam, auch Bestellungen, ist dann nicht mehr im Shop.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Promising</source>
        <translation>Vielversprechend</translation>
    </message>
    <message>
        <source>Proportion</source>
        <translation>Seitenverhältnis</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Proved %1</source>
        <translation>Geprüft %1</translation>
    </message>
    <message>
        <source>Proving and restoring…</source>
        <translation>Wird geprüft und wiederhergestellt…</translation>
    </message>
    <message>
        <source>Proving the new backup</source>
        <translation>Prüft die neue Sicherung</translation>
    </message>
    <message>
        <source>Proxies that are believed whom they ask for</source>
        <translation>Proxys, denen geglaubt wird, für wen sie fragen</translation>
    </message>
    <message>
        <source>Put a new one in the place of the one that is there, for the same hosts unless some are named. A running server takes it up by itself.</source>
        <translation>Ein neues an die Stelle des vorhandenen setzen, für dieselben Namen, außer es werden welche genannt. Ein laufender Server übernimmt es von selbst.</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Weggelegt</translation>
    </message>
    <message>
        <source>Put back on the shelf: 1 or 0</source>
        <translation>Zurück ins Regal: 1 oder 0</translation>
    </message>
    <message>
        <source>Put back to what it was: %1 (%2).</source>
        <translation>Zurückgesetzt auf das, was war: %1 (%2).</translation>
    </message>
    <message>
        <source>Put in a sample to look around: products, customers, some weeks of orders.</source>
        <translation>Ein Beispiel zum Umsehen einfügen: Produkte, Kunden, einige Wochen Bestellungen.</translation>
    </message>
    <message>
        <source>Put into</source>
        <translation>Aufnehmen in</translation>
    </message>
    <message>
        <source>Put into the folder</source>
        <translation>In den Ordner gelegt</translation>
    </message>
    <message>
        <source>Put it into a file and name that with --passphrase-file.</source>
        <translation>Schreiben Sie sie in eine Datei und nennen Sie diese mit --passphrase-file.</translation>
    </message>
    <message>
        <source>Put it where the program keeps its secrets. It sends it as “Authorization: Bearer …” with every request.</source>
        <translation>Legen Sie ihn dorthin, wo das Programm seine Geheimnisse aufbewahrt. Es sendet ihn als „Authorization: Bearer …“ mit jeder Anfrage.</translation>
    </message>
    <message>
        <source>Put on the shelf</source>
        <translation>Ins Regal stellen</translation>
    </message>
    <message>
        <source>Put the pieces back on the shelf</source>
        <translation>Die Ware zurück ins Regal stellen</translation>
    </message>
    <message>
        <source>Put to the test</source>
        <translation>Auf die Probe gestellt</translation>
    </message>
    <message>
        <source>Puts a backup in the place of what the shop holds, or makes a shop of it where there is none. What was there is kept. FILE may also be one that rclone reaches, as in box:shop/NAME.backroom.</source>
        <translation>Setzt eine Sicherung an die Stelle dessen, was der Laden enthält, oder macht einen Laden daraus, wo keiner ist. Was da war, bleibt erhalten. FILE kann auch eine sein, die rclone erreicht, wie box:shop/NAME.backroom.</translation>
    </message>
    <message>
        <source>Puts the period before beside it</source>
        <translation>Stellt den Zeitraum davor daneben</translation>
    </message>
    <message>
        <source>Putting the backup in place</source>
        <translation>Setzt die Sicherung ein</translation>
    </message>
    <message>
        <source>Putting together the shop as it was</source>
        <translation>Der Shop wird zusammengesetzt, wie er war</translation>
    </message>
    <message>
        <source>Putting together the shop as it was on %1</source>
        <translation>Der Shop wird zusammengesetzt, wie er am %1 war</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>Qt's part for TLS with OpenSSL is missing here. Install the package libqt6network6 as a whole.</source>
        <translation>Der Teil von Qt für TLS mit OpenSSL fehlt hier. Installieren Sie das Paket libqt6network6 vollständig.</translation>
    </message>
    <message>
        <source>Quantity times price is larger than any amount that a shop can have. Correct one of them.</source>
        <translation>Menge mal Preis ist höher als jeder Betrag, den ein Shop haben kann. Berichtigen Sie eines von beiden.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Raise by an amount</source>
        <translation>Um einen Betrag erhöhen</translation>
    </message>
    <message>
        <source>Raise by per cent</source>
        <translation>Um Prozent erhöhen</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Rate in per cent</source>
        <translation>Satz in Prozent</translation>
    </message>
    <message>
        <source>Read ahead of the request being answered</source>
        <translation>Vorausgelesen, während eine Anfrage beantwortet wird</translation>
    </message>
    <message>
        <source>Read the owner's password from standard input, one line.</source>
        <translation>Das Passwort des Inhabers von der Standardeingabe lesen, eine Zeile.</translation>
    </message>
    <message>
        <source>Read the password from standard input, one line; without it, a new person is invited.</source>
        <translation>Das Passwort von der Standardeingabe lesen, eine Zeile; ohne das wird eine neue Person eingeladen.</translation>
    </message>
    <message>
        <source>Reading the backup</source>
        <translation>Liest die Sicherung</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Reads a backup to its last byte, puts its shop together on a scratch copy and compares every row.</source>
        <translation>Liest eine Sicherung bis zum letzten Byte, setzt ihren Shop auf einer Probekopie zusammen und vergleicht jede Zeile.</translation>
    </message>
    <message>
        <source>Reads every entry of the journal and tells whether one was changed, removed or put in.</source>
        <translation>Liest jeden Eintrag des Verlaufs und sagt, ob einer geändert, entfernt oder eingefügt wurde.</translation>
    </message>
    <message>
        <source>Reads the shop and changes nothing</source>
        <translation>Liest den Shop und ändert nichts</translation>
    </message>
    <message>
        <source>Reads the whole store and tells what is wrong with it, and what to do.</source>
        <translation>Liest den ganzen Speicher und sagt, was damit nicht stimmt und was zu tun ist.</translation>
    </message>
    <message>
        <source>Ready reports</source>
        <translation>Fertige Berichte</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>Beleg…</translation>
    </message>
    <message>
        <source>Receive goods</source>
        <translation>Ware annehmen</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>Recency</source>
        <translation>Aktualität</translation>
    </message>
    <message>
        <source>Recorded changes after %1 are missing or damaged (%2). The shop can be taken to moments until then.</source>
        <translation>Aufgezeichnete Änderungen nach %1 fehlen oder sind beschädigt (%2). Der Shop lässt sich zu Momenten bis dahin zurücksetzen.</translation>
    </message>
    <message>
        <source>Recovery codes</source>
        <translation>Notfallcodes</translation>
    </message>
    <message>
        <source>Recovery codes for %1</source>
        <translation>Notfallcodes für %1</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>Recovery sheet saved: print it, put it away, and remove the file</source>
        <translation>Wiederherstellungsblatt gespeichert: Drucken Sie es, verwahren Sie es, und entfernen Sie die Datei</translation>
    </message>
    <message>
        <source>Recovery sheet sent to the printer: put it away, and not beside the backups</source>
        <translation>Wiederherstellungsblatt an den Drucker gesendet: Verwahren Sie es gut, und nicht neben den Sicherungen</translation>
    </message>
    <message>
        <source>Recovery sheet.pdf</source>
        <translation>Wiederherstellungsblatt.pdf</translation>
    </message>
    <message>
        <source>Recovery sheet: %1</source>
        <translation>Wiederherstellungsblatt: %1</translation>
    </message>
    <message>
        <source>Recovery sheet…</source>
        <translation>Wiederherstellungsblatt…</translation>
    </message>
    <message>
        <source>Recovery words or passphrase</source>
        <translation>Wiederherstellungswörter oder Passphrase</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Ermäßigt</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Verwendungszweck</translation>
    </message>
    <message>
        <source>Reference</source>
        <comment>of a delivery of goods</comment>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Refund</source>
        <comment>to do it</comment>
        <translation>Erstatten</translation>
    </message>
    <message>
        <source>Refund %1</source>
        <translation>%1 erstatten</translation>
    </message>
    <message>
        <source>Refund all %1</source>
        <translation>Alles erstatten: %1</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Erstatten…</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Refused and failed</source>
        <translation>Abgewiesen und fehlgeschlagen</translation>
    </message>
    <message>
        <source>Refused and failed requests, those alike together</source>
        <translation>Abgewiesene und fehlgeschlagene Anfragen, gleichartige zusammen</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Region or state</source>
        <translation>Region oder Bundesland</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from the staff?</source>
        <translation>%1 aus dem Team entfernen?</translation>
    </message>
    <message>
        <source>Remove a view</source>
        <translation>Ansicht entfernen</translation>
    </message>
    <message>
        <source>Remove backup</source>
        <translation>Sicherung entfernen</translation>
    </message>
    <message>
        <source>Remove category</source>
        <translation>Kategorie entfernen</translation>
    </message>
    <message>
        <source>Remove image</source>
        <translation>Bild entfernen</translation>
    </message>
    <message>
        <source>Remove image…</source>
        <translation>Bild entfernen…</translation>
    </message>
    <message>
        <source>Remove the backup of %1?</source>
        <translation>Die Sicherung von %1 entfernen?</translation>
    </message>
    <message>
        <source>Remove this place</source>
        <translation>Diesen Ort entfernen</translation>
    </message>
    <message>
        <source>Remove variant…</source>
        <translation>Variante entfernen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Report “%1” removed</source>
        <translation>Bericht „%1“ entfernt</translation>
    </message>
    <message>
        <source>Report “%1” saved</source>
        <translation>Bericht „%1“ gespeichert</translation>
    </message>
    <message>
        <source>Report “%1” was changed</source>
        <translation>Bericht „%1“ wurde geändert</translation>
    </message>
    <message>
        <source>Report “%1” was removed</source>
        <translation>Bericht „%1“ wurde entfernt</translation>
    </message>
    <message>
        <source>Report “%1” was saved</source>
        <translation>Bericht „%1“ wurde gespeichert</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Reports and imports waiting</source>
        <translation>Wartende Berichte und Importe</translation>
    </message>
    <message>
        <source>Reports of one's own are the owner's, not a key's.</source>
        <translation>Eigene Berichte gehören dem Inhaber, nicht einem Schlüssel.</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>Anfragen pro Sekunde</translation>
    </message>
    <message>
        <source>Requests by hour</source>
        <translation>Anfragen nach Stunde</translation>
    </message>
    <message>
        <source>Requests of sites and apps</source>
        <translation>Anfragen von Seiten und Apps</translation>
    </message>
    <message>
        <source>Requests that were not answered as asked stand here, those alike together.</source>
        <translation>Hier stehen Anfragen, die nicht wie verlangt beantwortet wurden, gleichartige zusammen.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore although images are missing that should lie beside the backup, in the folder “images”.</source>
        <translation>Auch wiederherstellen, wenn Bilder fehlen, die neben der Sicherung im Ordner „images“ liegen sollten.</translation>
    </message>
    <message>
        <source>Restore from %1?</source>
        <translation>Von %1 wiederherstellen?</translation>
    </message>
    <message>
        <source>Restore the newest backup that verifies.</source>
        <translation>Stellen Sie die neueste Sicherung wieder her, die die Prüfung besteht.</translation>
    </message>
    <message>
        <source>Restore the shop</source>
        <translation>Shop wiederherstellen</translation>
    </message>
    <message>
        <source>Restored: “%1” as of %2, with %3 orders and %4 products.</source>
        <translation>Wiederhergestellt: „%1“, Stand %2, mit %3 Bestellungen und %4 Produkten.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Rückgaben</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Roll, %1</source>
        <translation>Rolle, %1</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>Rolle, 80 mm</translation>
    </message>
    <message>
        <source>Round to a whole amount</source>
        <translation>Auf ganze Beträge runden</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Rundung</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Gelesene Zeilen</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>Zeilen, die sich nicht übernehmen lassen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run “backroomd doctor --rebuild-totals”, which makes them anew from the orders.</source>
        <translation>Führen Sie „backroomd doctor --rebuild-totals“ aus, das sie aus den Bestellungen neu bildet.</translation>
    </message>
    <message>
        <source>Running for %1</source>
        <translation>Läuft seit %1</translation>
    </message>
    <message>
        <source>Running low</source>
        <translation>Wird knapp</translation>
    </message>
    <message>
        <source>Runs out soon</source>
        <translation>Geht bald aus</translation>
    </message>
    <message>
        <source>Runs the shop: catalogue, prices, delivery, tax, imports and the staff below. No settings, keys or backups.</source>
        <translation>Führt den Shop: Katalog, Preise, Lieferung, Steuer, Importe und das Team darunter. Keine Einstellungen, Schlüssel oder Sicherungen.</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>Artikelnummer (SKU)</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Verkäufe</translation>
    </message>
    <message>
        <source>Sales and changes until</source>
        <translation>Verkäufe und Änderungen bis</translation>
    </message>
    <message>
        <source>Sales by day</source>
        <translation>Verkäufe nach Tag</translation>
    </message>
    <message>
        <source>Sales of before were imported</source>
        <translation>Frühere Verkäufe wurden importiert</translation>
    </message>
    <message>
        <source>Sales until %1 are there</source>
        <translation>Verkäufe bis %1 sind dort</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>Beispielladen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save &amp;order list…</source>
        <translation>&amp;Bestellliste speichern…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>Save the count</source>
        <translation>Zählung speichern</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Etiketten speichern</translation>
    </message>
    <message>
        <source>Save the order list</source>
        <translation>Bestellliste speichern</translation>
    </message>
    <message>
        <source>Save the product first, or leave it.</source>
        <translation>Speichern Sie erst das Produkt, oder verlassen Sie es.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Wiederherstellungsblatt speichern</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Abgewiesene Zeilen speichern</translation>
    </message>
    <message>
        <source>Save the refused rows…</source>
        <translation>Abgewiesene Zeilen speichern…</translation>
    </message>
    <message>
        <source>Save their data…</source>
        <translation>Daten speichern…</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Diese Ansicht speichern</translation>
    </message>
    <message>
        <source>Save up to %L1 lines at a time, and the rest after that.</source>
        <translation>Speichern Sie bis zu %L1 Zeilen auf einmal und den Rest danach.</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>Speichern, was gezeigt wird…</translation>
    </message>
    <message>
        <source>Save with %1</source>
        <translation>Mit %1 speichern</translation>
    </message>
    <message>
        <source>Saved &amp;views</source>
        <translation>&amp;Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Saved addresses</source>
        <translation>Gespeicherte Adressen</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Say add, list, disable, enable or password.</source>
        <translation>Geben Sie add, list, disable, enable oder password an.</translation>
    </message>
    <message>
        <source>Say first where it goes: set the shipping address.</source>
        <translation>Geben Sie erst an, wohin es geht: Setzen Sie die Lieferadresse.</translation>
    </message>
    <message>
        <source>Say how it is paid.</source>
        <translation>Geben Sie an, wie bezahlt wird.</translation>
    </message>
    <message>
        <source>Say in which folder with --to FOLDER, best on another disk.</source>
        <translation>Geben Sie mit --to FOLDER an, in welchem Ordner, am besten auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>Say on standard error how far it is, also where that is no terminal.</source>
        <translation>In der Standardfehlerausgabe sagen, wie weit es ist, auch wo das kein Terminal ist.</translation>
    </message>
    <message>
        <source>Say on, status or off.</source>
        <translation>Geben Sie on, status oder off an.</translation>
    </message>
    <message>
        <source>Say product, customer or order, its number, and the backup's file.</source>
        <translation>Geben Sie product, customer oder order, die Nummer und die Datei der Sicherung an.</translation>
    </message>
    <message>
        <source>Say product, customer or order.</source>
        <translation>Geben Sie product, customer oder order an.</translation>
    </message>
    <message>
        <source>Say what it costs; 0 is free.</source>
        <translation>Geben Sie an, was es kostet; 0 ist kostenlos.</translation>
    </message>
    <message>
        <source>Say what to do.</source>
        <translation>Geben Sie an, was zu tun ist.</translation>
    </message>
    <message>
        <source>Say what to export: products, orders, customers or stock.</source>
        <translation>Geben Sie an, was exportiert wird: products, orders, customers oder stock.</translation>
    </message>
    <message>
        <source>Say what to import: products FILE or sales FILE.</source>
        <translation>Geben Sie an, was importiert wird: products FILE oder sales FILE.</translation>
    </message>
    <message>
        <source>Say where the shop is with --data FOLDER.</source>
        <translation>Geben Sie mit --data FOLDER an, wo der Shop liegt.</translation>
    </message>
    <message>
        <source>Say where the shop's folder is to be with --data FOLDER.</source>
        <translation>Geben Sie mit --data FOLDER an, wo der Ordner des Shops liegen soll.</translation>
    </message>
    <message>
        <source>Say where the shop's folder is with --data FOLDER: what was chosen is kept there.</source>
        <translation>Geben Sie mit --data FOLDER an, wo der Ordner des Shops liegt: Dort ist aufbewahrt, was gewählt wurde.</translation>
    </message>
    <message>
        <source>Say which column is the price.</source>
        <translation>Geben Sie an, welche Spalte der Preis ist.</translation>
    </message>
    <message>
        <source>Say which column is the title of a product.</source>
        <translation>Geben Sie an, welche Spalte der Titel eines Produkts ist.</translation>
    </message>
    <message>
        <source>Say which report: %1.</source>
        <translation>Geben Sie an, welcher Bericht: %1.</translation>
    </message>
    <message>
        <source>Say which shop moves with --data FOLDER, and where to with --to.</source>
        <translation>Geben Sie mit --data FOLDER an, welcher Shop umzieht, und mit --to, wohin.</translation>
    </message>
    <message>
        <source>Say who receives it.</source>
        <translation>Geben Sie an, wer es empfängt.</translation>
    </message>
    <message>
        <source>Say whom you mean with --email ADDRESS.</source>
        <translation>Geben Sie mit --email ADDRESS an, wen Sie meinen.</translation>
    </message>
    <message>
        <source>Say with --data which folder is the shop's.</source>
        <translation>Geben Sie mit --data an, welcher Ordner der des Shops ist.</translation>
    </message>
    <message>
        <source>Say with --to where the backup goes.</source>
        <translation>Geben Sie mit --to an, wohin die Sicherung kommt.</translation>
    </message>
    <message>
        <source>Say with --to which file to make.</source>
        <translation>Geben Sie mit --to an, welche Datei erstellt wird.</translation>
    </message>
    <message>
        <source>Say “backroomd journal verify”.</source>
        <translation>Geben Sie „backroomd journal verify“ an.</translation>
    </message>
    <message>
        <source>Says to which moments the shop can be taken back; on PostgreSQL it is turned on and off with it.</source>
        <translation>Sagt, zu welchen Momenten sich der Shop zurücksetzen lässt; mit PostgreSQL wird sie damit ein- und ausgeschaltet.</translation>
    </message>
    <message>
        <source>Scan each piece, or look for it above and type how many there are.</source>
        <translation>Scannen Sie jedes Stück, oder suchen Sie es oben und tippen Sie ein, wie viele da sind.</translation>
    </message>
    <message>
        <source>Scan each piece, or look for it above.</source>
        <translation>Scannen Sie jedes Stück, oder suchen Sie es oben.</translation>
    </message>
    <message>
        <source>Scan every piece one after the other, or look for one and type how many there are. Pieces that are set aside for orders do not count.</source>
        <translation>Scannen Sie jedes Stück nacheinander, oder suchen Sie einen Artikel und tippen Sie ein, wie viele da sind. Für Bestellungen beiseitegelegte Ware zählt nicht mit.</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Scannen oder eintippen</translation>
    </message>
    <message>
        <source>Scan, or type a name, SKU or barcode</source>
        <translation>Scannen oder Namen, SKU oder Strichcode eintippen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search name or e-mail</source>
        <translation>Name oder E-Mail suchen</translation>
    </message>
    <message>
        <source>Search name, SKU or barcode</source>
        <translation>Name, SKU oder Strichcode suchen</translation>
    </message>
    <message>
        <source>Search name, SKU, barcode</source>
        <translation>Name, SKU, Strichcode suchen</translation>
    </message>
    <message>
        <source>Search name, e-mail or number</source>
        <translation>Name, E-Mail oder Nummer suchen</translation>
    </message>
    <message>
        <source>Search name, e-mail or telephone</source>
        <translation>Name, E-Mail oder Telefon suchen</translation>
    </message>
    <message>
        <source>Search names, SKUs, numbers, people</source>
        <translation>Namen, SKU, Nummern, Personen suchen</translation>
    </message>
    <message>
        <source>Search number, name or e-mail</source>
        <translation>Nummer, Name oder E-Mail suchen</translation>
    </message>
    <message>
        <source>Search path, address or request id</source>
        <translation>Pfad, Adresse oder Anfrage-ID suchen</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>Produkte suchen</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Search what was said, or a request id</source>
        <translation>In den Meldungen suchen oder nach einer Anfrage-ID</translation>
    </message>
    <message>
        <source>Searched the newest %L1 changes</source>
        <translation>Die neuesten %L1 Änderungen durchsucht</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>See what would change</source>
        <translation>Sehen, was sich ändern würde</translation>
    </message>
    <message>
        <source>Sees products, stock, orders, customers and reports. Changes nothing.</source>
        <translation>Sieht Produkte, Bestand, Bestellungen, Kunden und Berichte. Ändert nichts.</translation>
    </message>
    <message>
        <source>Selected orders</source>
        <translation>Ausgewählte Bestellungen</translation>
    </message>
    <message>
        <source>Sell in the web shop as soon as it is saved</source>
        <translation>Nach dem Speichern gleich im Webshop verkaufen</translation>
    </message>
    <message>
        <source>Send JSON, with the header “Content-Type: application/json”.</source>
        <translation>Senden Sie JSON, mit dem Header „Content-Type: application/json“.</translation>
    </message>
    <message>
        <source>Send one of: %1.</source>
        <translation>Senden Sie eines von: %1.</translation>
    </message>
    <message>
        <source>Send the rest…</source>
        <translation>Rest versenden…</translation>
    </message>
    <message>
        <source>Send the token as “Authorization: Bearer TOKEN”.</source>
        <translation>Senden Sie das Token als „Authorization: Bearer TOKEN“.</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>Versenden…</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Versendet</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>goods</comment>
        <translation>Versendet</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>pieces of a line</comment>
        <translation>Versendete Stücke</translation>
    </message>
    <message>
        <source>Sent before</source>
        <translation>Zuvor versendet</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>Versand mit</translation>
    </message>
    <message>
        <source>Sent nothing readable</source>
        <translation>Sendeten nichts Lesbares</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>An den Drucker gesendet</translation>
    </message>
    <message>
        <source>Sent, %1 taken back</source>
        <translation>Versendet, %1 zurückgenommen</translation>
    </message>
    <message>
        <source>Serve https:// with this certificate, a PEM file; a renewed one in its place is taken up by itself.</source>
        <translation>https:// mit diesem Zertifikat anbieten, einer PEM-Datei; ein erneuertes an seiner Stelle wird von selbst übernommen.</translation>
    </message>
    <message>
        <source>Serve https:// with this certificate; “backroomd certificate” makes one</source>
        <translation>https:// mit diesem Zertifikat anbieten; „backroomd certificate“ erstellt eines</translation>
    </message>
    <message>
        <source>Serve with it: backroomd serve --data %1 --tls-cert %2 --tls-key %3</source>
        <translation>Damit anbieten: backroomd serve --data %1 --tls-cert %2 --tls-key %3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Server off</source>
        <translation>Server aus</translation>
    </message>
    <message>
        <source>Server on, %1</source>
        <translation>Server an, %1</translation>
    </message>
    <message>
        <source>Serves the shop's API until it is told to stop.</source>
        <translation>Bietet die API des Shops an, bis es angehalten wird.</translation>
    </message>
    <message>
        <source>Sessions ended</source>
        <translation>Beendete Anmeldungen</translation>
    </message>
    <message>
        <source>Set fsync and synchronous_commit of PostgreSQL to on, or a power cut may lose orders.</source>
        <translation>Setzen Sie fsync und synchronous_commit von PostgreSQL auf on, sonst können bei einem Stromausfall Bestellungen verloren gehen.</translation>
    </message>
    <message>
        <source>Set to an amount</source>
        <translation>Auf einen Betrag setzen</translation>
    </message>
    <message>
        <source>Set up two steps…</source>
        <translation>Zwei Schritte einrichten…</translation>
    </message>
    <message>
        <source>Sets tax and time zone; both can be changed later.</source>
        <translation>Bestimmt Steuer und Zeitzone; beides lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Sets tax, time zone and language; all can be changed later.</source>
        <translation>Legt Steuer, Zeitzone und Sprache fest; alles lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings of backups saved</source>
        <translation>Einstellungen der Sicherungen gespeichert</translation>
    </message>
    <message>
        <source>Settings saved</source>
        <translation>Einstellungen gespeichert</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Several products were changed</source>
        <translation>Mehrere Produkte wurden geändert</translation>
    </message>
    <message>
        <source>Several with commas between</source>
        <translation>Mehrere mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Share of the revenue</source>
        <translation>Anteil am Umsatz</translation>
    </message>
    <message>
        <source>Share of what was sold</source>
        <translation>Anteil am Verkauften</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Versand</translation>
    </message>
    <message>
        <source>Shipping option</source>
        <translation>Versandart</translation>
    </message>
    <message>
        <source>Shipping options</source>
        <translation>Versandarten</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>Shop health</source>
        <translation>Zustand des Shops</translation>
    </message>
    <message>
        <source>Shop sites and receipts show it.</source>
        <translation>Shopseiten und Belege zeigen es.</translation>
    </message>
    <message>
        <source>Shop sites that may call</source>
        <translation>Shopseiten, die anfragen dürfen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show all customers</source>
        <translation>Alle Kunden zeigen</translation>
    </message>
    <message>
        <source>Show all its movements</source>
        <translation>Alle Bewegungen davon zeigen</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>Alle Bestellungen zeigen</translation>
    </message>
    <message>
        <source>Show all requests</source>
        <translation>Alle Anfragen zeigen</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Show how far it has come.</source>
        <translation>Zeigen, wie weit es gekommen ist.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show its products</source>
        <translation>Ihre Produkte zeigen</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show the price of before crossed out where it falls</source>
        <translation>Wo er sinkt, den alten Preis durchgestrichen zeigen</translation>
    </message>
    <message>
        <source>Show this.</source>
        <translation>Dies zeigen.</translation>
    </message>
    <message>
        <source>Show what is there now</source>
        <translation>Zeigen, was jetzt da ist</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Shut out: 1 or 0</source>
        <translation>Gesperrt: 1 oder 0</translation>
    </message>
    <message>
        <source>Shut them out</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Melden Sie sich erst an.</translation>
    </message>
    <message>
        <source>Sign-ins waiting</source>
        <translation>Wartende Anmeldungen</translation>
    </message>
    <message>
        <source>Signed in on</source>
        <translation>Angemeldet auf</translation>
    </message>
    <message>
        <source>Signing in in two steps was set up for somebody</source>
        <translation>Eine Anmeldung in zwei Schritten wurde eingerichtet</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>what became of it</comment>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>Seither</translation>
    </message>
    <message>
        <source>Sites that may use the shop from a browser</source>
        <translation>Seiten, die den Shop aus einem Browser nutzen dürfen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Sold beyond the stock: 1 or 0</source>
        <translation>Über den Bestand hinaus verkauft: 1 oder 0</translation>
    </message>
    <message>
        <source>Sold in 30 days</source>
        <translation>In 30 Tagen verkauft</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>Ausverkauft</translation>
    </message>
    <message>
        <source>Sold, 30 days</source>
        <translation>Verkauft, 30 Tage</translation>
    </message>
    <message>
        <source>Some lines cannot be saved so; they say why.</source>
        <translation>Einige Zeilen lassen sich so nicht speichern; sie sagen, warum.</translation>
    </message>
    <message>
        <source>Some of what the database wrote before that moment is missing or damaged in %1. Choose an earlier moment.</source>
        <translation>Ein Teil dessen, was die Datenbank vor diesem Moment schrieb, fehlt oder ist beschädigt in %1. Wählen Sie einen früheren Moment.</translation>
    </message>
    <message>
        <source>Some parameters need another look.</source>
        <translation>Einige Parameter brauchen noch einen Blick.</translation>
    </message>
    <message>
        <source>Somebody accepted an invitation</source>
        <translation>Jemand hat eine Einladung angenommen</translation>
    </message>
    <message>
        <source>Somebody changed the store past the program. Compare with a backup from before entry %1.</source>
        <translation>Jemand hat den Speicher am Programm vorbei geändert. Vergleichen Sie mit einer Sicherung von vor Eintrag %1.</translation>
    </message>
    <message>
        <source>Somebody changed these settings meanwhile. What you typed is still here, and nothing was overwritten.</source>
        <translation>Inzwischen hat jemand diese Einstellungen geändert. Was Sie eingegeben haben, ist noch hier, und nichts wurde überschrieben.</translation>
    </message>
    <message>
        <source>Somebody changed this key meanwhile. Look at it again, then save.</source>
        <translation>Inzwischen hat jemand diesen Schlüssel geändert. Sehen Sie ihn noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>Somebody changed this person meanwhile. Look at them again, then save.</source>
        <translation>Inzwischen hat jemand diese Person geändert. Sehen Sie sie noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>Somebody changed this report meanwhile. Open it again, then save.</source>
        <translation>Inzwischen hat jemand diesen Bericht geändert. Öffnen Sie ihn noch einmal und speichern Sie dann.</translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile, and nothing was overwritten. Close this, look at the image as it is now, and crop that.</source>
        <translation>Inzwischen hat jemand anderes dieses Produkt geändert, und nichts wurde überschrieben. Schließen Sie dies, sehen Sie sich das Bild an, wie es jetzt ist, und schneiden Sie dieses zu.</translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile. What you typed is still here and nothing was overwritten.</source>
        <translation>Inzwischen hat jemand anderes dieses Produkt geändert. Was Sie eingegeben haben, ist noch hier, und nichts wurde überschrieben.</translation>
    </message>
    <message>
        <source>Somebody else has the e-mail address %1 now. Change that first, and try again.</source>
        <translation>Die E-Mail-Adresse %1 hat jetzt jemand anderes. Ändern Sie das erst und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Somebody had changed it meanwhile</source>
        <translation>Jemand hatte es inzwischen geändert</translation>
    </message>
    <message>
        <source>Somebody has this e-mail address already. Choose another, or find that person.</source>
        <translation>Diese E-Mail-Adresse hat schon jemand. Wählen Sie eine andere, oder suchen Sie jene Person.</translation>
    </message>
    <message>
        <source>Somebody signed up</source>
        <translation>Jemand hat sich registriert</translation>
    </message>
    <message>
        <source>Somebody was added</source>
        <translation>Jemand wurde hinzugefügt</translation>
    </message>
    <message>
        <source>Somebody was brought back from a backup</source>
        <translation>Jemand wurde aus einer Sicherung zurückgeholt</translation>
    </message>
    <message>
        <source>Somebody was changed</source>
        <translation>Jemand wurde geändert</translation>
    </message>
    <message>
        <source>Somebody was erased at their wish</source>
        <translation>Jemand wurde auf eigenen Wunsch gelöscht</translation>
    </message>
    <message>
        <source>Somebody was invited</source>
        <translation>Jemand wurde eingeladen</translation>
    </message>
    <message>
        <source>Somebody was removed</source>
        <translation>Jemand wurde entfernt</translation>
    </message>
    <message>
        <source>Somebody who left</source>
        <translation>Jemand, der nicht mehr da ist</translation>
    </message>
    <message>
        <source>Somebody’s sessions were ended</source>
        <translation>Die Sitzungen von jemandem wurden beendet</translation>
    </message>
    <message>
        <source>Something else lies in %1. Choose a folder that is empty or new.</source>
        <translation>In %1 liegt etwas anderes. Wählen Sie einen leeren oder neuen Ordner.</translation>
    </message>
    <message>
        <source>Something is half typed on the page %1. Save it or leave it first.</source>
        <translation>Auf der Seite %1 ist etwas halb eingegeben. Speichern oder verwerfen Sie es erst.</translation>
    </message>
    <message>
        <source>Something is still being done, at the foot of this window. Wait for it, or stop it first.</source>
        <translation>Am Fuß dieses Fensters läuft noch etwas. Warten Sie darauf, oder brechen Sie es zuerst ab.</translation>
    </message>
    <message>
        <source>Something went wrong in the program. The log says what.</source>
        <translation>Im Programm ist etwas schiefgegangen. Das Protokoll sagt, was.</translation>
    </message>
    <message>
        <source>Something went wrong in the shop's database. The log says what.</source>
        <translation>In der Datenbank des Ladens ging etwas schief. Das Protokoll sagt, was.</translation>
    </message>
    <message>
        <source>Something with this name or number was saved at the same moment. Look again and choose another.</source>
        <translation>Im selben Augenblick wurde etwas mit diesem Namen oder dieser Nummer gespeichert. Sehen Sie noch einmal nach und wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Ausgegeben</translation>
    </message>
    <message>
        <source>Spent in all</source>
        <translation>Insgesamt ausgegeben</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Staff and keys</source>
        <translation>Team und Schlüssel</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Stands below</source>
        <translation>Steht unter</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>Start over?</source>
        <translation>Von vorn beginnen?</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>Start the server to read the description of every call.</source>
        <translation>Starten Sie den Server, um die Beschreibung aller Aufrufe zu lesen.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>State: draft, published, archived</source>
        <translation>Zustand: draft, published, archived</translation>
    </message>
    <message>
        <source>State: open, closed, cancelled</source>
        <translation>Zustand: open, closed, cancelled</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Stays as it is once you sell.</source>
        <translation>Bleibt so, sobald Sie verkaufen.</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Noch zu zahlen</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Noch zu zahlen</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Stock and its movements</source>
        <translation>Bestand und seine Bewegungen</translation>
    </message>
    <message>
        <source>Stock is counted</source>
        <translation>Bestand wird gezählt</translation>
    </message>
    <message>
        <source>Stock is counted: 1 or 0</source>
        <translation>Bestand wird gezählt: 1 oder 0</translation>
    </message>
    <message>
        <source>Stock levels</source>
        <translation>Bestände</translation>
    </message>
    <message>
        <source>Stock of “%1” was moved</source>
        <translation>Bestand von „%1“ wurde bewegt</translation>
    </message>
    <message>
        <source>Stock was counted</source>
        <translation>Bestand wurde gezählt</translation>
    </message>
    <message>
        <source>Stock was moved</source>
        <translation>Bestand wurde bewegt</translation>
    </message>
    <message>
        <source>Stock, payments, lines, taxes, order numbers and totals agree</source>
        <translation>Bestand, Zahlungen, Positionen, Steuern, Bestellnummern und Summen stimmen überein</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Prüfung anhalten</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln images</source>
        <translation>
            <numerusform>Nach %Ln Bild angehalten</numerusform>
            <numerusform>Nach %Ln Bildern angehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln products</source>
        <translation>
            <numerusform>Nach %Ln Produkt angehalten</numerusform>
            <numerusform>Nach %Ln Produkten angehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>Abgebrochen. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Storage and folder</source>
        <translation>Speicher und Ordner</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Sum of the lines</source>
        <translation>Summe der Positionen</translation>
    </message>
    <message>
        <source>Sums of orders</source>
        <translation>Summen der Bestellungen</translation>
    </message>
    <message>
        <source>TLS has to be agreed on within</source>
        <translation>TLS muss ausgehandelt sein in</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt *.tsv *.gz);;All files (*)</source>
        <translation>Tabellen (*.csv *.txt *.tsv *.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags of products</source>
        <translation>Schlagwörter von Produkten</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Entziehen</translation>
    </message>
    <message>
        <source>Take away the key “%1”?</source>
        <translation>Den Schlüssel „%1“ entziehen?</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Abschalten</translation>
    </message>
    <message>
        <source>Take off no more than the goods cost.</source>
        <translation>Ziehen Sie nicht mehr ab, als die Waren kosten.</translation>
    </message>
    <message>
        <source>Take out of</source>
        <translation>Herausnehmen aus</translation>
    </message>
    <message>
        <source>Take the key away…</source>
        <translation>Schlüssel entziehen…</translation>
    </message>
    <message>
        <source>Take the rest, or choose another way to pay.</source>
        <translation>Den Rest nehmen oder eine andere Zahlungsart wählen.</translation>
    </message>
    <message>
        <source>Take the second step off for %1?</source>
        <translation>Den zweiten Schritt für %1 abschalten?</translation>
    </message>
    <message>
        <source>Take the second step off…</source>
        <translation>Zweiten Schritt abschalten…</translation>
    </message>
    <message>
        <source>Taken along</source>
        <translation>Mitgenommen</translation>
    </message>
    <message>
        <source>Taken along at the counter.</source>
        <translation>An der Kasse mitgenommen.</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Taken back</source>
        <comment>pieces</comment>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Taken back by entry %L1</source>
        <translation>Zurückgenommen durch Eintrag %L1</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Taken in part</source>
        <comment>rows</comment>
        <translation>Teilweise übernommen</translation>
    </message>
    <message>
        <source>Takes back entry %L1</source>
        <translation>Nimmt Eintrag %L1 zurück</translation>
    </message>
    <message>
        <source>Takes products or a sales history from a file. The same file twice changes nothing.</source>
        <translation>Übernimmt Produkte oder einen Verkaufsverlauf aus einer Datei. Dieselbe Datei ein zweites Mal ändert nichts.</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuer</translation>
    </message>
    <message>
        <source>Tax class</source>
        <translation>Steuerklasse</translation>
    </message>
    <message>
        <source>Tax in shipping</source>
        <translation>Steuer im Versand</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Steuernummer</translation>
    </message>
    <message>
        <source>Tax number: %1</source>
        <translation>Steuernummer: %1</translation>
    </message>
    <message>
        <source>Tax rate “%1” added</source>
        <translation>Steuersatz „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>Tax rate “%1” changed</source>
        <translation>Steuersatz „%1“ geändert</translation>
    </message>
    <message>
        <source>Tax rate “%1” removed</source>
        <translation>Steuersatz „%1“ entfernt</translation>
    </message>
    <message>
        <source>Tax rates</source>
        <translation>Steuersätze</translation>
    </message>
    <message>
        <source>Tax “%1” was added</source>
        <translation>Steuer „%1“ wurde hinzugefügt</translation>
    </message>
    <message>
        <source>Tax “%1” was changed</source>
        <translation>Steuer „%1“ wurde geändert</translation>
    </message>
    <message>
        <source>Tax “%1” was removed</source>
        <translation>Steuer „%1“ wurde entfernt</translation>
    </message>
    <message>
        <source>Taxed</source>
        <translation>Besteuert</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Taxes by day</source>
        <translation>Steuern nach Tag</translation>
    </message>
    <message>
        <source>Taxes of orders</source>
        <translation>Steuern von Bestellungen</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Telephone for customers</source>
        <translation>Telefon für Kunden</translation>
    </message>
    <message>
        <source>Tell more on standard error.</source>
        <translation>In der Standardfehlerausgabe mehr erzählen.</translation>
    </message>
    <message>
        <source>Tell on standard error how far it has come.</source>
        <translation>In der Standardfehlerausgabe sagen, wie weit es gekommen ist.</translation>
    </message>
    <message>
        <source>Tells what a backup holds beside what the shop holds now: what came, changed and is gone since.</source>
        <translation>Sagt, was eine Sicherung enthält, verglichen mit dem, was der Shop jetzt enthält: was seither kam, sich änderte und verschwand.</translation>
    </message>
    <message>
        <source>Tells where the key of the shop's backups is kept, or keeps it elsewhere.</source>
        <translation>Sagt, wo der Schlüssel der Sicherungen des Shops aufbewahrt wird, oder bewahrt ihn anderswo auf.</translation>
    </message>
    <message>
        <source>Test again when this computer is quiet. If it stays so, report it with both versions.</source>
        <translation>Prüfen Sie noch einmal, wenn dieser Computer ruhig ist. Bleibt es so, melden Sie es mit beiden Versionen.</translation>
    </message>
    <message>
        <source>Test my server</source>
        <translation>Meinen Server prüfen</translation>
    </message>
    <message>
        <source>Tested last %1. %2</source>
        <translation>Zuletzt geprüft %1. %2</translation>
    </message>
    <message>
        <source>Tests the server on a copy of the shop: how fast it is, whether the last piece is sold once, what hostile requests do. The shop goes on meanwhile.</source>
        <translation>Prüft den Server auf einer Kopie des Shops: wie schnell er ist, ob das letzte Stück nur einmal verkauft wird, was feindliche Anfragen anrichten. Der Shop läuft dabei weiter.</translation>
    </message>
    <message>
        <source>Thank you, and see you again.</source>
        <translation>Vielen Dank und auf Wiedersehen.</translation>
    </message>
    <message>
        <source>That is too much at once. Wait as long as Retry-After says.</source>
        <translation>Das ist zu viel auf einmal. Warten Sie so lange, wie Retry-After sagt.</translation>
    </message>
    <message>
        <source>That rate is measured over</source>
        <translation>Dieses Tempo wird gemessen über</translation>
    </message>
    <message>
        <source>The PDF to make.</source>
        <translation>Das PDF, das erstellt wird.</translation>
    </message>
    <message>
        <source>The SKU “%1” stands in the file twice. Give every variant its own.</source>
        <translation>Die SKU „%1“ steht zweimal in der Datei. Geben Sie jeder Variante ihre eigene.</translation>
    </message>
    <message>
        <source>The address exists, but not for this method</source>
        <translation>Die Adresse gibt es, aber nicht für diese Methode</translation>
    </message>
    <message>
        <source>The address of order #%1 was changed</source>
        <translation>Die Adresse von Bestellung #%1 wurde geändert</translation>
    </message>
    <message>
        <source>The address to listen on</source>
        <translation>Die Adresse, an der gelauscht wird</translation>
    </message>
    <message>
        <source>The address to listen on; 127.0.0.1 when left out.</source>
        <translation>Die Adresse, an der gelauscht wird; ohne Angabe 127.0.0.1.</translation>
    </message>
    <message>
        <source>The backup</source>
        <translation>Die Sicherung</translation>
    </message>
    <message>
        <source>The backup cannot be unpacked to %1: %2. Make room and try again.</source>
        <translation>Die Sicherung lässt sich nicht nach %1 entpacken: %2. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The backup does not say what is in it. Use another, and tell us about this one.</source>
        <translation>Die Sicherung sagt nicht, was darin ist. Nehmen Sie eine andere, und melden Sie uns diese.</translation>
    </message>
    <message>
        <source>The backup holds no such customer.</source>
        <translation>Die Sicherung enthält keinen solchen Kunden.</translation>
    </message>
    <message>
        <source>The backup holds no such order.</source>
        <translation>Die Sicherung enthält keine solche Bestellung.</translation>
    </message>
    <message>
        <source>The backup holds no such product.</source>
        <translation>Die Sicherung enthält kein solches Produkt.</translation>
    </message>
    <message>
        <source>The backup holds something that this Backroom does not know. Install the newest version to open it.</source>
        <translation>Die Sicherung enthält etwas, das dieses Backroom nicht kennt. Installieren Sie die neueste Version, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>The backup is not what it says it is: %1. Use another, and tell us about this one.</source>
        <translation>Die Sicherung ist nicht, was sie zu sein angibt: %1. Nehmen Sie eine andere, und melden Sie uns diese.</translation>
    </message>
    <message>
        <source>The backup is whole: everything in it was counted again</source>
        <translation>Die Sicherung ist unversehrt: Alles darin wurde noch einmal gezählt</translation>
    </message>
    <message>
        <source>The backup needs %1 on the disk of %2, and %3 are free. Make room there, and try again.</source>
        <translation>Die Sicherung braucht %1 auf dem Datenträger von %2, und %3 sind frei. Schaffen Sie dort Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The backup's rows cannot be read: %1.</source>
        <translation>Die Zeilen der Sicherung lassen sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>The backups have another key</source>
        <translation>Die Sicherungen haben einen anderen Schlüssel</translation>
    </message>
    <message>
        <source>The backups' key</source>
        <translation>Der Schlüssel der Sicherungen</translation>
    </message>
    <message>
        <source>The backups' key cannot be kept in %1. Give your account the right to write there.</source>
        <translation>Der Schlüssel der Sicherungen lässt sich in %1 nicht aufbewahren. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The backups' key could not be read back from %1. Look whether this disk is well.</source>
        <translation>Der Schlüssel der Sicherungen ließ sich aus %1 nicht zurücklesen. Sehen Sie nach, ob dieser Datenträger in Ordnung ist.</translation>
    </message>
    <message>
        <source>The backups' key in %1 cannot be read. Put back the file, or type the words of the recovery sheet.</source>
        <translation>Der Schlüssel der Sicherungen in %1 lässt sich nicht lesen. Legen Sie die Datei zurück, oder geben Sie die Wörter des Wiederherstellungsblatts ein.</translation>
    </message>
    <message>
        <source>The backups' key is in the keyring of this computer, which does not answer. Sign in to its desktop, or use the words of the recovery sheet.</source>
        <translation>Der Schlüssel der Sicherungen ist im Schlüsselbund dieses Computers, der nicht antwortet. Melden Sie sich an seiner Oberfläche an, oder nehmen Sie die Wörter des Wiederherstellungsblatts.</translation>
    </message>
    <message>
        <source>The backups' key is in the keyring of this computer, which is locked. Sign in to its desktop, or use the words of the recovery sheet.</source>
        <translation>Der Schlüssel der Sicherungen ist im Schlüsselbund dieses Computers, der gesperrt ist. Melden Sie sich an seiner Oberfläche an, oder nehmen Sie die Wörter des Wiederherstellungsblatts.</translation>
    </message>
    <message>
        <source>The backups' key was put into the keyring of this computer, and is not there any more. Use the words of the recovery sheet.</source>
        <translation>Der Schlüssel der Sicherungen lag im Schlüsselbund dieses Computers und ist nicht mehr dort. Nehmen Sie die Wörter des Wiederherstellungsblatts.</translation>
    </message>
    <message>
        <source>The body is an object, as in {"name": …}.</source>
        <translation>Der Inhalt ist ein Objekt, wie {"name": …}.</translation>
    </message>
    <message>
        <source>The books</source>
        <translation>Die Bücher</translation>
    </message>
    <message>
        <source>The books are looked through</source>
        <translation>Die Bücher werden durchgesehen</translation>
    </message>
    <message>
        <source>The brackets do not match.</source>
        <translation>Die Klammern passen nicht zusammen.</translation>
    </message>
    <message>
        <source>The cart is empty. Put something into it first.</source>
        <translation>Der Warenkorb ist leer. Legen Sie erst etwas hinein.</translation>
    </message>
    <message>
        <source>The categories were arranged anew meanwhile. Look at them again, then move it.</source>
        <translation>Die Kategorien wurden inzwischen neu geordnet. Sehen Sie sie noch einmal an, dann verschieben Sie.</translation>
    </message>
    <message>
        <source>The certificate in “%1” is good from %2 on. Check the clock of this computer.</source>
        <translation>Das Zertifikat in „%1“ gilt erst ab %2. Prüfen Sie die Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>The certificate in “%1” ran out on %2. Renew it, then start again.</source>
        <translation>Das Zertifikat in „%1“ ist am %2 abgelaufen. Erneuern Sie es und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>The chosen pieces cost more than the %1 that are left. Write how much goes back.</source>
        <translation>Die gewählten Stücke kosten mehr als die %1, die noch erstattet werden können. Schreiben Sie, wie viel zurückgeht.</translation>
    </message>
    <message>
        <source>The compressed file ends too early. Copy or download it again.</source>
        <translation>Die komprimierte Datei endet zu früh. Kopieren oder laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The compressed file is damaged. Copy or download it again.</source>
        <translation>Die komprimierte Datei ist beschädigt. Kopieren oder laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>Die Verbindung brach ab.</translation>
    </message>
    <message>
        <source>The copy of the database in %1 could not be taken to that moment: %2</source>
        <translation>Die Kopie der Datenbank in %1 ließ sich nicht zu diesem Moment bringen: %2</translation>
    </message>
    <message>
        <source>The copy of the database in %1 is damaged. %2</source>
        <translation>Die Kopie der Datenbank in %1 ist beschädigt. %2</translation>
    </message>
    <message>
        <source>The copy of the shop cannot be read: %1.</source>
        <translation>Die Kopie des Shops lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>The copy of the shop needs %1 on the disk of %2, and %3 are free. Make room there, and try again.</source>
        <translation>Die Kopie des Ladens braucht %1 auf dem Datenträger von %2, und %3 sind frei. Schaffen Sie dort Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The copy of the shop needs a schema of its own, which this database's user may not make. Let the database's administrator run: GRANT CREATE ON DATABASE "%1" TO "%2"</source>
        <translation>Die Kopie des Shops braucht ein eigenes Schema, das der Benutzer dieser Datenbank nicht anlegen darf. Lassen Sie die Verwaltung der Datenbank ausführen: GRANT CREATE ON DATABASE "%1" TO "%2"</translation>
    </message>
    <message>
        <source>The count was saved: all was as expected</source>
        <translation>Die Zählung wurde gespeichert: Alles war wie erwartet</translation>
    </message>
    <message numerus="yes">
        <source>The count was saved; %Ln levels were put right</source>
        <translation>
            <numerusform>Die Zählung wurde gespeichert; %Ln Bestand wurde berichtigt</numerusform>
            <numerusform>Die Zählung wurde gespeichert; %Ln Bestände wurden berichtigt</numerusform>
        </translation>
    </message>
    <message>
        <source>The customer comes back with name, contact, note and saved addresses.</source>
        <translation>Der Kunde kommt mit Name, Kontakt, Notiz und gespeicherten Adressen zurück.</translation>
    </message>
    <message>
        <source>The customer sees it. It may stay empty.</source>
        <translation>Der Kunde sieht sie. Sie darf leer bleiben.</translation>
    </message>
    <message>
        <source>The customer’s wish</source>
        <translation>Der Wunsch des Kunden</translation>
    </message>
    <message>
        <source>The data of %1 were saved</source>
        <translation>Die Daten von %1 wurden gespeichert</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>Die Datenbank</translation>
    </message>
    <message>
        <source>The database at %1 does not answer: %2. Check that it runs and that its address, user and password are right.</source>
        <translation>Die Datenbank unter %1 antwortet nicht: %2. Prüfen Sie, ob sie läuft und ob Adresse, Benutzer und Passwort stimmen.</translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet, so some moments are missing. The time machine begins anew when a program of the shop runs.</source>
        <translation>Die Datenbank hat nicht behalten, was noch nicht empfangen war, deshalb fehlen einige Momente. Die Zeitmaschine beginnt neu, sobald ein Programm des Shops läuft.</translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet. The time machine begins anew when the shop's program runs.</source>
        <translation>Die Datenbank hat nicht behalten, was noch nicht empfangen war. Die Zeitmaschine beginnt neu, sobald das Programm des Shops läuft.</translation>
    </message>
    <message>
        <source>The database does not answer. Check that it runs; the shop goes on as soon as it does.</source>
        <translation>Die Datenbank antwortet nicht. Prüfen Sie, ob sie läuft; der Laden macht weiter, sobald sie es tut.</translation>
    </message>
    <message>
        <source>The database does not understand this: %1.</source>
        <translation>Die Datenbank versteht das nicht: %1.</translation>
    </message>
    <message>
        <source>The database has too few places for followers. Have its administrator run: ALTER SYSTEM SET max_wal_senders = %1; and start the server anew.</source>
        <translation>Die Datenbank hat zu wenige Plätze für Mitleser. Lassen Sie ihre Verwaltung ausführen: ALTER SYSTEM SET max_wal_senders = %1; und den Server neu starten.</translation>
    </message>
    <message>
        <source>The database has too few replication slots. Have its administrator run: ALTER SYSTEM SET max_replication_slots = %1; and start the server anew.</source>
        <translation>Die Datenbank hat zu wenige Replikationsslots. Lassen Sie ihre Verwaltung ausführen: ALTER SYSTEM SET max_replication_slots = %1; und den Server neu starten.</translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1, and %2 on this machine is of version %3, which is too old for it. Install the package postgresql-client-%1.</source>
        <translation>Die Datenbank ist PostgreSQL %1, und %2 auf diesem Rechner hat Version %3, die dafür zu alt ist. Installieren Sie das Paket postgresql-client-%1.</translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1; the time machine needs %2 or newer.</source>
        <translation>Die Datenbank ist PostgreSQL %1; die Zeitmaschine braucht %2 oder neuer.</translation>
    </message>
    <message>
        <source>The database is a standby of another. Use the address of the one that it follows.</source>
        <translation>Die Datenbank ist Bereitschaft einer anderen. Nehmen Sie die Adresse derjenigen, der sie folgt.</translation>
    </message>
    <message>
        <source>The database keeps its log for the time machine of this shop. Turn that off first: backroomd timemachine off.</source>
        <translation>Die Datenbank behält ihr Log für die Zeitmaschine dieses Shops. Schalten Sie diese erst aus: backroomd timemachine off.</translation>
    </message>
    <message>
        <source>The database lets nobody follow it from here. Have its administrator add this line to pg_hba.conf: %1 and then run: SELECT pg_reload_conf();</source>
        <translation>Die Datenbank lässt von hier niemanden mitlesen. Lassen Sie ihre Verwaltung diese Zeile in pg_hba.conf ergänzen: %1 und dann ausführen: SELECT pg_reload_conf();</translation>
    </message>
    <message>
        <source>The database writes too little into its log (wal_level is %1). Have its administrator run: ALTER SYSTEM SET wal_level = 'replica'; and start the server anew.</source>
        <translation>Die Datenbank schreibt zu wenig in ihr Log (wal_level ist %1). Lassen Sie ihre Verwaltung ausführen: ALTER SYSTEM SET wal_level = 'replica'; und den Server neu starten.</translation>
    </message>
    <message>
        <source>The database's server keeps tables in tablespaces of their own, which the time machine cannot follow. Have its administrator move them to pg_default, or use backups alone.</source>
        <translation>Der Server der Datenbank hält Tabellen in eigenen Tablespaces, denen die Zeitmaschine nicht folgen kann. Lassen Sie seine Verwaltung sie nach pg_default verschieben, oder nehmen Sie nur Sicherungen.</translation>
    </message>
    <message>
        <source>The day after the last, as in 2011-02-01.</source>
        <translation>Der Tag nach dem letzten, wie 2011-02-01.</translation>
    </message>
    <message>
        <source>The disk did not keep %1. Check the disk.</source>
        <translation>Der Datenträger hat %1 nicht behalten. Prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>The disk did not take the change, so it was not made. Check the disk, then try again.</source>
        <translation>Der Datenträger hat die Änderung nicht angenommen, also wurde sie nicht gemacht. Prüfen Sie den Datenträger und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full. Make room on it; nothing was lost, and saving goes on by itself.</source>
        <translation>Der Datenträger ist voll. Schaffen Sie Platz; nichts ging verloren, und das Speichern geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The eighteen words</source>
        <translation>Die achtzehn Wörter</translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check its name and your account's rights.</source>
        <translation>Die Datei %1 lässt sich nicht lesen. Prüfen Sie ihren Namen und die Rechte Ihres Kontos.</translation>
    </message>
    <message>
        <source>The file could not be written: %1.</source>
        <translation>Die Datei ließ sich nicht schreiben: %1.</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another place.</source>
        <translation>Die Datei ließ sich nicht schreiben: %1. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The file to make; one in the shop's folder “backups” when left out.</source>
        <translation>Die Datei, die erstellt wird; ohne Angabe eine im Ordner „backups“ des Shops.</translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows; there are more. Narrow it down with WHERE.</source>
        <translation>
            <numerusform>Die erste Zeile; es gibt mehr. Grenzen Sie es mit WHERE ein.</numerusform>
            <numerusform>Die ersten %n Zeilen; es gibt mehr. Grenzen Sie es mit WHERE ein.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first day, as in 2011-01-01.</source>
        <translation>Der erste Tag, wie 2011-01-01.</translation>
    </message>
    <message>
        <source>The first one is made in a moment.</source>
        <translation>Die erste wird gleich erstellt.</translation>
    </message>
    <message>
        <source>The first one is made on %1.</source>
        <translation>Die erste wird am %1 erstellt.</translation>
    </message>
    <message>
        <source>The first one is made today at %1.</source>
        <translation>Die erste wird heute um %1 erstellt.</translation>
    </message>
    <message>
        <source>The first one is made tomorrow at %1.</source>
        <translation>Die erste wird morgen um %1 erstellt.</translation>
    </message>
    <message>
        <source>The first owner signs in with it.</source>
        <translation>Der erste Inhaber meldet sich damit an.</translation>
    </message>
    <message>
        <source>The first owner's name.</source>
        <translation>Der Name des ersten Inhabers.</translation>
    </message>
    <message>
        <source>The first row of “%1” has no title. Add it.</source>
        <translation>Die erste Zeile von „%1“ hat keinen Titel. Ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made or written. Give your account the right to write there.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen oder beschreiben. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Choose another, or give your account the right to write there.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen. Wählen Sie einen anderen, oder geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Give your account the right to write there.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The folder %1 does not know this shop, as when its disk is not plugged in. Plug it in; or remove the place and add it again, if this is a new one.</source>
        <translation>Der Ordner %1 kennt diesen Shop nicht, etwa weil sein Datenträger nicht eingesteckt ist. Stecken Sie ihn ein; ist es ein neuer, entfernen Sie den Ort und fügen Sie ihn wieder hinzu.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation>Der Ordner %1 ist nicht da. Bringen Sie den Datenträger zurück; bis dahin behält die Datenbank, was sie schreibt, auf dem eigenen Datenträger, der sich auf Dauer füllt.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Connect its disk or the network; what it lacks is then copied.</source>
        <translation>Der Ordner %1 ist nicht da. Verbinden Sie seinen Datenträger oder das Netzwerk; was ihm fehlt, wird dann kopiert.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Plug in its disk or connect to its share; it is tried again by itself.</source>
        <translation>Der Ordner %1 ist nicht da. Stecken Sie seinen Datenträger ein oder verbinden Sie seine Freigabe; es wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>The folder %1 may not be written. Give your account the right to write there.</source>
        <translation>In den Ordner %1 darf nicht geschrieben werden. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The folder that holds everything of the shop.</source>
        <translation>Der Ordner, der alles vom Shop enthält.</translation>
    </message>
    <message>
        <source>The function %1 is kept out of reports, which only read and add up.</source>
        <translation>Die Funktion %1 bleibt aus Berichten heraus, die nur lesen und zusammenrechnen.</translation>
    </message>
    <message>
        <source>The handle is missing. Add it.</source>
        <translation>Der Handle fehlt. Ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>The image %1 cannot be read: %2.</source>
        <translation>Das Bild %1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>The image %1 in the backup is not the one that the shop showed. Use another backup.</source>
        <translation>Das Bild %1 in der Sicherung ist nicht das, das der Shop zeigte. Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>The image could not be kept: %1. Make room in the data folder and try again.</source>
        <translation>Das Bild ließ sich nicht aufbewahren: %1. Schaffen Sie Platz im Datenordner und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The image was added</source>
        <translation>Das Bild wurde hinzugefügt</translation>
    </message>
    <message>
        <source>The image was cropped</source>
        <translation>Das Bild wurde zugeschnitten</translation>
    </message>
    <message>
        <source>The image was removed</source>
        <translation>Das Bild wurde entfernt</translation>
    </message>
    <message>
        <source>The import was stopped before its end; what went in stays. Import the same file again to go on.</source>
        <translation>Der Import wurde vor seinem Ende angehalten; was hineinkam, bleibt. Importieren Sie dieselbe Datei noch einmal, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The invitation, shown only this once: %1</source>
        <translation>Die Einladung, nur dieses eine Mal gezeigt: %1</translation>
    </message>
    <message>
        <source>The invoice number is missing. Add it.</source>
        <translation>Die Rechnungsnummer fehlt. Ergänzen Sie sie.</translation>
    </message>
    <message>
        <source>The journal</source>
        <translation>Der Verlauf</translation>
    </message>
    <message>
        <source>The journal has no such entry.</source>
        <translation>Der Verlauf hat keinen solchen Eintrag.</translation>
    </message>
    <message>
        <source>The journal is whole: %1 entries.</source>
        <translation>Der Verlauf ist unversehrt: %1 Einträge.</translation>
    </message>
    <message>
        <source>The journal was cut: %1 entries are missing at its end.</source>
        <translation>Der Verlauf wurde gekürzt: %1 Einträge fehlen am Ende.</translation>
    </message>
    <message>
        <source>The journal's end mark does not fit its last entry.</source>
        <translation>Die Endmarke des Verlaufs passt nicht zu seinem letzten Eintrag.</translation>
    </message>
    <message>
        <source>The journal's end mark is missing.</source>
        <translation>Die Endmarke des Verlaufs fehlt.</translation>
    </message>
    <message>
        <source>The kept answer cannot be read.</source>
        <translation>Die aufbewahrte Antwort lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The key in “%1” does not belong to the certificate in “%2”. Give the two that were issued together.</source>
        <translation>Der Schlüssel in „%1“ gehört nicht zum Zertifikat in „%2“. Geben Sie die beiden an, die zusammen ausgestellt wurden.</translation>
    </message>
    <message>
        <source>The key in “%1” is locked with a passphrase. Save it without one, in a file that only this account may read.</source>
        <translation>Der Schlüssel in „%1“ ist mit einer Passphrase verschlossen. Speichern Sie ihn ohne, in einer Datei, die nur dieses Konto lesen darf.</translation>
    </message>
    <message>
        <source>The key in “%1” is of a kind that this server does not use. Have one made for the curve P-256, or RSA with at least 2,048 bits.</source>
        <translation>Der Schlüssel in „%1“ ist von einer Art, die dieser Server nicht benutzt. Lassen Sie einen für die Kurve P-256 erstellen, oder RSA mit mindestens 2048 Bit.</translation>
    </message>
    <message>
        <source>The key is kept in a file that only your account can read: backups are made whether or not anybody is signed in to this computer.</source>
        <translation>Der Schlüssel liegt in einer Datei, die nur Ihr Konto lesen kann: Gesichert wird, ob an diesem Computer jemand angemeldet ist oder nicht.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which does not answer.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund dieses Computers, der nicht antwortet.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which is locked.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund dieses Computers, der gesperrt ist.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which opens with your sign-in: no backup is made while you are signed out.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund dieses Computers, der sich mit Ihrer Anmeldung öffnet: Solange Sie abgemeldet sind, wird nicht gesichert.</translation>
    </message>
    <message>
        <source>The key itself was never kept. Make a new one.</source>
        <translation>Der Schlüssel selbst wurde nie aufbewahrt. Legen Sie einen neuen an.</translation>
    </message>
    <message>
        <source>The key of the backups is being moved just now. Try again in a moment.</source>
        <translation>Der Schlüssel der Sicherungen zieht gerade um. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The key of the backups is kept elsewhere</source>
        <translation>Der Schlüssel der Sicherungen wird anderswo aufbewahrt</translation>
    </message>
    <message>
        <source>The key of the backups is kept here now</source>
        <translation>Der Schlüssel der Sicherungen wird jetzt hier aufbewahrt</translation>
    </message>
    <message>
        <source>The key of the backups is kept in a file now</source>
        <translation>Der Schlüssel der Sicherungen wird jetzt in einer Datei aufbewahrt</translation>
    </message>
    <message>
        <source>The key of the backups is kept in this computer’s keyring now</source>
        <translation>Der Schlüssel der Sicherungen wird jetzt im Schlüsselbund dieses Computers aufbewahrt</translation>
    </message>
    <message>
        <source>The key of the backups was made</source>
        <translation>Der Schlüssel der Sicherungen wurde angelegt</translation>
    </message>
    <message>
        <source>The key of this backup is not on this computer. The words of its recovery sheet open it.</source>
        <translation>Der Schlüssel dieser Sicherung ist nicht auf diesem Computer. Die Wörter ihres Wiederherstellungsblatts öffnen sie.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept by another account or computer. Type the words of the recovery sheet on the backups page, or name a file that holds them: “backroomd recovery-words FILE”.</source>
        <translation>Der Schlüssel der Sicherungen dieses Shops ist bei einem anderen Konto oder Computer hinterlegt. Geben Sie die Wörter des Wiederherstellungsblatts auf der Seite „Sicherungen“ ein, oder nennen Sie eine Datei, die sie enthält: „backroomd recovery-words FILE“.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept here now, in %1.</source>
        <translation>Der Schlüssel der Sicherungen dieses Shops wird jetzt hier aufbewahrt, in %1.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept here now, in this computer's keyring.</source>
        <translation>Der Schlüssel der Sicherungen dieses Shops wird jetzt hier aufbewahrt, im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept in a file in %1, which this account alone may read.</source>
        <translation>Der Schlüssel der Sicherungen dieses Shops wird in einer Datei in %1 aufbewahrt, die nur dieses Konto lesen darf.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept in this computer's keyring. While nobody is signed in to its desktop, no backup can be made.</source>
        <translation>Der Schlüssel der Sicherungen dieses Shops wird im Schlüsselbund dieses Computers aufbewahrt. Solange an seiner Oberfläche niemand angemeldet ist, kann nicht gesichert werden.</translation>
    </message>
    <message>
        <source>The key “%1”</source>
        <translation>Der Schlüssel „%1“</translation>
    </message>
    <message>
        <source>The key's file in %1 cannot be removed. Give your account the right to write there.</source>
        <translation>Die Datei des Schlüssels in %1 lässt sich nicht entfernen. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key. Look whether it is well, or keep the key in a file.</source>
        <translation>Der Schlüsselbund dieses Computers hat den Schlüssel nicht behalten. Sehen Sie nach, ob er in Ordnung ist, oder bewahren Sie den Schlüssel in einer Datei auf.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked still.</source>
        <translation>Der Schlüsselbund dieses Computers ist noch immer gesperrt.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked. Sign in to its desktop, or keep the key in a file.</source>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt. Melden Sie sich an seiner Oberfläche an, oder bewahren Sie den Schlüssel in einer Datei auf.</translation>
    </message>
    <message>
        <source>The labels were saved</source>
        <translation>Die Etiketten wurden gespeichert</translation>
    </message>
    <message>
        <source>The labels were sent to the printer</source>
        <translation>Die Etiketten wurden an den Drucker gesendet</translation>
    </message>
    <message>
        <source>The largest weight lies below the smallest.</source>
        <translation>Das höchste Gewicht liegt unter dem geringsten.</translation>
    </message>
    <message>
        <source>The last %1 pieces</source>
        <translation>Die letzten %1 Stück</translation>
    </message>
    <message>
        <source>The last backup failed</source>
        <translation>Die letzte Sicherung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The last backup was put together on a spare copy and everything in it was counted.</source>
        <translation>Die letzte Sicherung wurde auf einer Probekopie zusammengesetzt und alles darin gezählt.</translation>
    </message>
    <message>
        <source>The link that was made serves once, and ends by itself. A new one takes its place.</source>
        <translation>Der erstellte Link gilt einmal und endet von selbst. Ein neuer ersetzt ihn.</translation>
    </message>
    <message>
        <source>The list could not be written to its end. Make room, then export again.</source>
        <translation>Die Liste ließ sich nicht zu Ende schreiben. Schaffen Sie Platz und exportieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>The list of backups could not be written: %1</source>
        <translation>Die Liste der Sicherungen ließ sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>The list of backups is damaged.</source>
        <translation>Die Liste der Sicherungen ist beschädigt.</translation>
    </message>
    <message>
        <source>The moment, roughly</source>
        <translation>Der Moment, ungefähr</translation>
    </message>
    <message>
        <source>The moment, to the second</source>
        <translation>Der Moment, auf die Sekunde</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>Nächster Monat</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>Voriger Monat</translation>
    </message>
    <message>
        <source>The name is missing. Add it.</source>
        <translation>Der Name fehlt. Ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>The name of a new person.</source>
        <translation>Der Name einer neuen Person.</translation>
    </message>
    <message>
        <source>The new store: an empty PostgreSQL database, or “sqlite” for the file in the folder.</source>
        <translation>Der neue Speicher: eine leere PostgreSQL-Datenbank, oder „sqlite“ für die Datei im Ordner.</translation>
    </message>
    <message>
        <source>The newest backup that can be relied on is of %1.</source>
        <translation>Die neueste Sicherung, auf die Verlass ist, ist von %1.</translation>
    </message>
    <message>
        <source>The newest copy of the database is of %1; a new one is made every %2 days, and %3 days are kept.</source>
        <translation>Die neueste Kopie der Datenbank ist von %1; alle %2 Tage wird eine neue erstellt, und %3 Tage werden aufbewahrt.</translation>
    </message>
    <message>
        <source>The newest copy of the database is older than it should be. The log of the shop's program says why.</source>
        <translation>Die neueste Kopie der Datenbank ist älter, als sie sein sollte. Das Protokoll des Shopprogramms sagt, warum.</translation>
    </message>
    <message>
        <source>The newest proved backup is never removed, and none is while the last one failed.</source>
        <translation>Die neueste geprüfte Sicherung wird nie entfernt, und gar keine, solange die letzte fehlgeschlagen ist.</translation>
    </message>
    <message>
        <source>The newest proved backup is of %1</source>
        <translation>Die neueste geprüfte Sicherung ist von %1</translation>
    </message>
    <message>
        <source>The newest that was proved is of %1.</source>
        <translation>Die neueste geprüfte ist von %1.</translation>
    </message>
    <message>
        <source>The newest that was proved is of %1; another was due at %2.</source>
        <translation>Die neueste geprüfte ist von %1; um %2 war eine weitere fällig.</translation>
    </message>
    <message>
        <source>The newest: #%1, %2, %3</source>
        <translation>Die neueste: #%1, %2, %3</translation>
    </message>
    <message>
        <source>The next one is made in a moment.</source>
        <translation>Die nächste wird gleich erstellt.</translation>
    </message>
    <message>
        <source>The next one is made on %1.</source>
        <translation>Die nächste wird am %1 erstellt.</translation>
    </message>
    <message>
        <source>The next one is made today at %1.</source>
        <translation>Die nächste wird heute um %1 erstellt.</translation>
    </message>
    <message>
        <source>The next one is made tomorrow at %1.</source>
        <translation>Die nächste wird morgen um %1 erstellt.</translation>
    </message>
    <message>
        <source>The note was added</source>
        <translation>Die Notiz wurde hinzugefügt</translation>
    </message>
    <message>
        <source>The old store, %1, was left as it is; nothing uses it any more.</source>
        <translation>Der alte Speicher, %1, wurde gelassen, wie er war; nichts benutzt ihn mehr.</translation>
    </message>
    <message>
        <source>The oldest: %1</source>
        <translation>Die älteste: %1</translation>
    </message>
    <message>
        <source>The one currency of the shop, as in EUR. It cannot be changed later.</source>
        <translation>Die eine Währung des Shops, wie EUR. Sie lässt sich später nicht ändern.</translation>
    </message>
    <message>
        <source>The order is cancelled already.</source>
        <translation>Die Bestellung ist schon storniert.</translation>
    </message>
    <message>
        <source>The order is cancelled: nothing is to be paid.</source>
        <translation>Die Bestellung ist storniert: Es ist nichts zu zahlen.</translation>
    </message>
    <message>
        <source>The order is cancelled: nothing of it is shipped.</source>
        <translation>Die Bestellung ist storniert: Nichts davon wird versendet.</translation>
    </message>
    <message>
        <source>The order is not cancelled any more.</source>
        <translation>Die Bestellung ist nicht mehr storniert.</translation>
    </message>
    <message>
        <source>The order is on its way already. Ask the shop about sending it back.</source>
        <translation>Die Bestellung ist schon unterwegs. Fragen Sie den Shop, wie Sie sie zurücksenden.</translation>
    </message>
    <message>
        <source>The order is paid already.</source>
        <translation>Die Bestellung ist schon bezahlt.</translation>
    </message>
    <message>
        <source>The order is paid in part only. Take the rest first, or cancel it.</source>
        <translation>Die Bestellung ist nur zum Teil bezahlt. Nehmen Sie erst den Rest an, oder stornieren Sie sie.</translation>
    </message>
    <message>
        <source>The order was cancelled since: its payments stay as they are.</source>
        <translation>Die Bestellung wurde seither storniert: Ihre Zahlungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The order was changed meanwhile. Look at it again, then save.</source>
        <translation>Die Bestellung wurde inzwischen geändert. Sehen Sie sie noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>The order was paid and shipped. Refund it instead.</source>
        <translation>Die Bestellung wurde bezahlt und versendet. Erstatten Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>The order with the inner number %1 (%2) has no number.</source>
        <translation>Die Bestellung mit der inneren Nummer %1 (%2) hat keine Nummer.</translation>
    </message>
    <message>
        <source>The order's state does not allow this any more. Look at it again.</source>
        <translation>Der Zustand der Bestellung lässt das nicht mehr zu. Sehen Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>The owner's password is read from standard input: say so with --owner-password-stdin.</source>
        <translation>Das Passwort des Inhabers wird von der Standardeingabe gelesen: Geben Sie das mit --owner-password-stdin an.</translation>
    </message>
    <message>
        <source>The page %1 is still working something out. Wait until it is there.</source>
        <translation>Die Seite %1 rechnet noch. Warten Sie, bis das Ergebnis da ist.</translation>
    </message>
    <message>
        <source>The pages as they will be printed</source>
        <translation>Die Seiten, wie sie gedruckt werden</translation>
    </message>
    <message>
        <source>The part to keep</source>
        <translation>Der Teil, der bleibt</translation>
    </message>
    <message>
        <source>The part to keep is not within the image. Choose it again.</source>
        <translation>Der Teil, der bleiben soll, liegt nicht im Bild. Wählen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The passphrase file %1 cannot be read. Check its name and your account's rights.</source>
        <translation>Die Passphrasendatei %1 lässt sich nicht lesen. Prüfen Sie ihren Namen und die Rechte Ihres Kontos.</translation>
    </message>
    <message>
        <source>The passphrase is empty. Choose a few words.</source>
        <translation>Die Passphrase ist leer. Wählen Sie ein paar Wörter.</translation>
    </message>
    <message>
        <source>The passphrase is not the one of this backup. The file itself is whole at its beginning; try again.</source>
        <translation>Das ist nicht die Passphrase dieser Sicherung. Die Datei selbst ist am Anfang unversehrt; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The passphrase that it was made with, or the words of the recovery sheet.</source>
        <translation>Die Passphrase, mit der sie erstellt wurde, oder die Wörter des Wiederherstellungsblatts.</translation>
    </message>
    <message>
        <source>The password alone lets them in again. It can be set up anew, with another secret.</source>
        <translation>Dann genügt wieder das Passwort allein. Er kann neu eingerichtet werden, mit einem anderen Geheimnis.</translation>
    </message>
    <message>
        <source>The password is read from standard input: say so with --password-stdin.</source>
        <translation>Das Passwort wird von der Standardeingabe gelesen: Geben Sie das mit --password-stdin an.</translation>
    </message>
    <message>
        <source>The password of before is not kept. Set a new one instead.</source>
        <translation>Das Passwort von zuvor ist nicht aufbewahrt. Setzen Sie stattdessen ein neues.</translation>
    </message>
    <message>
        <source>The period before</source>
        <translation>Der Zeitraum davor</translation>
    </message>
    <message>
        <source>The place's path cannot be used. Choose a shorter one without line breaks.</source>
        <translation>Der Pfad des Ortes lässt sich nicht benutzen. Wählen Sie einen kürzeren ohne Zeilenumbrüche.</translation>
    </message>
    <message>
        <source>The plan of backups was changed</source>
        <translation>Der Plan der Sicherungen wurde geändert</translation>
    </message>
    <message>
        <source>The port to listen on</source>
        <translation>Der Port, an dem gelauscht wird</translation>
    </message>
    <message>
        <source>The port to listen on; 8080 when left out, 0 for any that is free.</source>
        <translation>Der Port, an dem gelauscht wird; ohne Angabe 8080, 0 für irgendeinen freien.</translation>
    </message>
    <message>
        <source>The price is missing. Add it.</source>
        <translation>Der Preis fehlt. Ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>The printer did not take it. Is it on?</source>
        <translation>Der Drucker hat es nicht angenommen. Ist er an?</translation>
    </message>
    <message>
        <source>The printer did not take it. Look whether it is on and has paper.</source>
        <translation>Der Drucker hat es nicht angenommen. Sehen Sie nach, ob er an ist und Papier hat.</translation>
    </message>
    <message>
        <source>The printer did not take it. See whether it is on, or export a PDF and print that.</source>
        <translation>Der Drucker hat es nicht angenommen. Sehen Sie nach, ob er an ist, oder exportieren Sie ein PDF und drucken Sie das.</translation>
    </message>
    <message>
        <source>The product is archived already, and has a history: it stays there.</source>
        <translation>Das Produkt ist schon archiviert und hat einen Verlauf: Es bleibt dort.</translation>
    </message>
    <message>
        <source>The products could not be fetched</source>
        <translation>Die Produkte ließen sich nicht laden</translation>
    </message>
    <message>
        <source>The products' search index</source>
        <translation>Das Suchverzeichnis der Produkte</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Das Programm</translation>
    </message>
    <message>
        <source>The program that holds it is refused from now on. This cannot be taken back; a new key can be made.</source>
        <translation>Das Programm, das ihn hat, wird von nun an abgewiesen. Das lässt sich nicht zurücknehmen; ein neuer Schlüssel lässt sich anlegen.</translation>
    </message>
    <message>
        <source>The quotation mark opened on line %1 is never closed. Add the missing one, then import the file again.</source>
        <translation>Das Anführungszeichen, das in Zeile %1 beginnt, wird nie geschlossen. Ergänzen Sie das fehlende und importieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>The range ends before it begins. Its last day is the one before “to”.</source>
        <translation>Der Zeitraum endet, bevor er beginnt. Sein letzter Tag ist der vor „to“.</translation>
    </message>
    <message>
        <source>The recorded changes in %1 are damaged. Choose an earlier moment, or use the copy in another place.</source>
        <translation>Die aufgezeichneten Änderungen in %1 sind beschädigt. Wählen Sie einen früheren Moment, oder nehmen Sie die Kopie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>The recovery sheet is %1. Print it, put it away, and remove the file.</source>
        <translation>Das Wiederherstellungsblatt ist %1. Drucken Sie es, verwahren Sie es, und entfernen Sie die Datei.</translation>
    </message>
    <message>
        <source>The report as a table</source>
        <translation>Der Bericht als Tabelle</translation>
    </message>
    <message>
        <source>The report could not be written to its end. Make room, then ask again.</source>
        <translation>Der Bericht ließ sich nicht zu Ende schreiben. Schaffen Sie Platz und fragen Sie noch einmal an.</translation>
    </message>
    <message>
        <source>The reports' daily totals</source>
        <translation>Die Tagessummen der Berichte</translation>
    </message>
    <message>
        <source>The reports' daily totals differ from the orders on %1.</source>
        <translation>Die Tagessummen der Berichte weichen am %1 von den Bestellungen ab.</translation>
    </message>
    <message>
        <source>The request did not say which version it changes</source>
        <translation>Die Anfrage sagte nicht, welche Version sie ändert</translation>
    </message>
    <message>
        <source>The role %1 may not follow the database. Have its administrator run: ALTER ROLE %2 REPLICATION;</source>
        <translation>Die Rolle %1 darf bei der Datenbank nicht mitlesen. Lassen Sie ihre Verwaltung ausführen: ALTER ROLE %2 REPLICATION;</translation>
    </message>
    <message>
        <source>The room it takes</source>
        <translation>Wie viel Platz sie belegt</translation>
    </message>
    <message>
        <source>The row has %1 columns instead of %2. Put texts with separators into quotation marks.</source>
        <translation>Die Zeile hat %1 Spalten statt %2. Setzen Sie Texte mit Trennzeichen in Anführungszeichen.</translation>
    </message>
    <message>
        <source>The row has %1 of %2 columns. Complete it.</source>
        <translation>Die Zeile hat %1 von %2 Spalten. Vervollständigen Sie sie.</translation>
    </message>
    <message>
        <source>The row on line %1 is too large. A field can have up to 1 MiB; shorten it, then import the file again.</source>
        <translation>Der Datensatz in Zeile %1 ist zu groß. Ein Feld darf bis zu 1 MiB haben; kürzen Sie es und importieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>The rows in %1 are not those of the old store. The shop is still in the old one; check this disk.</source>
        <translation>Die Zeilen in %1 sind nicht die des alten Speichers. Der Shop liegt noch im alten; prüfen Sie diesen Datenträger.</translation>
    </message>
    <message>
        <source>The rows in the new store are not those of the old one.</source>
        <translation>Die Zeilen im neuen Speicher sind nicht die des alten.</translation>
    </message>
    <message>
        <source>The rows in this backup do not read as a shop's. Use another backup, or a newer Backroom if that made it.</source>
        <translation>Die Zeilen in dieser Sicherung lesen sich nicht wie die eines Shops. Nehmen Sie eine andere Sicherung, oder ein neueres Backroom, falls sie davon stammt.</translation>
    </message>
    <message>
        <source>The sale price has dates, which are not kept here. The regular price is taken.</source>
        <translation>Der Aktionspreis hat Termine, die hier nicht aufbewahrt werden. Der reguläre Preis wird übernommen.</translation>
    </message>
    <message>
        <source>The same and more can stand in config.ini in the shop's folder, under the title [server]; what is typed beats it:</source>
        <translation>Dasselbe und mehr kann in config.ini im Ordner des Shops stehen, unter dem Titel [server]; was eingetippt wird, geht vor:</translation>
    </message>
    <message>
        <source>The sample shop's owner signs in as %1 with the password %2</source>
        <translation>Der Inhaber des Beispielshops meldet sich als %1 mit dem Passwort %2 an</translation>
    </message>
    <message>
        <source>The schema %1 cannot be used: %2</source>
        <translation>Das Schema %1 lässt sich nicht benutzen: %2</translation>
    </message>
    <message>
        <source>The second step to sign in was taken off somebody</source>
        <translation>Ein zweiter Schritt der Anmeldung wurde abgeschaltet</translation>
    </message>
    <message>
        <source>The secret as a QR code</source>
        <translation>Das Geheimnis als QR-Code</translation>
    </message>
    <message>
        <source>The selected backup</source>
        <translation>Die ausgewählte Sicherung</translation>
    </message>
    <message>
        <source>The selected products</source>
        <translation>Die ausgewählten Produkte</translation>
    </message>
    <message>
        <source>The sending of order #%1 was taken back</source>
        <translation>Der Versand von Bestellung #%1 wurde zurückgenommen</translation>
    </message>
    <message>
        <source>The server could not be tested</source>
        <translation>Der Server ließ sich nicht prüfen</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>The server is off</source>
        <translation>Der Server ist aus</translation>
    </message>
    <message>
        <source>The server is off: start it on the page Server, or the link leads nowhere.</source>
        <translation>Der Server ist aus: Starten Sie ihn auf der Seite Server, sonst führt der Link ins Leere.</translation>
    </message>
    <message>
        <source>The server listens on this computer only, so the link opens here. For others, let it listen on the network.</source>
        <translation>Der Server lauscht nur auf diesem Computer, deshalb öffnet sich der Link nur hier. Für andere lassen Sie ihn im Netzwerk lauschen.</translation>
    </message>
    <message>
        <source>The server of a Backroom shop without a window, and what its administrator types.</source>
        <translation>Der Server eines Backroom-Shops ohne Fenster, und was seine Verwaltung eintippt.</translation>
    </message>
    <message>
        <source>The server of this shop is being tested already. Wait until that is done.</source>
        <translation>Der Server dieses Shops wird schon geprüft. Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>The server said %1.</source>
        <translation>Der Server sagte %1.</translation>
    </message>
    <message>
        <source>The server was called by a name that is not allowed</source>
        <translation>Der Server wurde mit einem nicht erlaubten Namen angesprochen</translation>
    </message>
    <message>
        <source>The server was tested</source>
        <translation>Der Server wurde geprüft</translation>
    </message>
    <message>
        <source>The server was too busy, or the shop was closed for a moment</source>
        <translation>Der Server war überlastet, oder der Shop war für einen Moment geschlossen</translation>
    </message>
    <message>
        <source>The settings were changed</source>
        <translation>Die Einstellungen wurden geändert</translation>
    </message>
    <message>
        <source>The settings were changed meanwhile. Look at them again, then save.</source>
        <translation>Die Einstellungen wurden inzwischen geändert. Sehen Sie sie noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>The shipping method was changed meanwhile. Look at it again, then save.</source>
        <translation>Die Versandart wurde inzwischen geändert. Sehen Sie sie noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>The shop as it was at this moment, as in 2026-11-20T09:30:00Z: from the newest backup before it, in the folder or rclone's REMOTE:PATH named or in the shop's own, and the changes recorded since; on PostgreSQL out of the time machine's folder.</source>
        <translation>Der Laden, wie er zu diesem Zeitpunkt war, wie 2026-11-20T09:30:00Z: aus der neuesten Sicherung davor im genannten Ordner, in rclones REMOTE:PATH oder im eigenen Ordner des Ladens, und den seither aufgezeichneten Änderungen; auf PostgreSQL aus dem Ordner der Zeitmaschine.</translation>
    </message>
    <message>
        <source>The shop as it was when the backup was made: on a new computer, or after a disk was lost.</source>
        <translation>Der Shop, wie er beim Erstellen der Sicherung war: auf einem neuen Computer, oder nachdem ein Datenträger verloren ging.</translation>
    </message>
    <message>
        <source>The shop expects other digits. Type those that are shown now; the telephone’s clock must be right.</source>
        <translation>Der Shop erwartet andere Ziffern. Tippen Sie die ein, die jetzt zu sehen sind; die Uhr des Telefons muss stimmen.</translation>
    </message>
    <message>
        <source>The shop has an order %1. It was left as it is.</source>
        <translation>Der Shop hat eine Bestellung %1. Sie wurde gelassen, wie sie war.</translation>
    </message>
    <message>
        <source>The shop has no SKU “%1”. Correct it, or add columns that say which variant of “%2” it is.</source>
        <translation>Der Shop kennt keine SKU „%1“. Berichtigen Sie sie, oder ergänzen Sie Spalten, die sagen, welche Variante von „%2“ es ist.</translation>
    </message>
    <message>
        <source>The shop is as it was in the backup</source>
        <translation>Der Shop ist, wie er in der Sicherung war</translation>
    </message>
    <message>
        <source>The shop is being restored from a backup. Try again in a moment.</source>
        <translation>Der Laden wird gerade aus einer Sicherung wiederhergestellt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The shop is copied</source>
        <translation>Der Shop wird kopiert</translation>
    </message>
    <message>
        <source>The shop is there already.</source>
        <translation>Der Shop ist schon da.</translation>
    </message>
    <message>
        <source>The shop is very busy. Try again in a moment.</source>
        <translation>Im Laden ist gerade sehr viel los. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The shop itself has an order with the number %1. Give the invoice another one.</source>
        <translation>Der Shop hat selbst eine Bestellung mit der Nummer %1. Geben Sie der Rechnung eine andere.</translation>
    </message>
    <message>
        <source>The shop knows somebody with this address already. Choose them.</source>
        <translation>Der Shop kennt schon jemanden mit dieser Adresse. Wählen Sie diesen Kunden.</translation>
    </message>
    <message>
        <source>The shop still has this order. An order comes back only when it is gone.</source>
        <translation>Der Shop hat diese Bestellung noch. Eine Bestellung kommt nur zurück, wenn sie verschwunden ist.</translation>
    </message>
    <message>
        <source>The shop was made</source>
        <translation>Der Shop wurde angelegt</translation>
    </message>
    <message>
        <source>The shop was restored from a backup</source>
        <translation>Der Shop wurde aus einer Sicherung wiederhergestellt</translation>
    </message>
    <message>
        <source>The shop's data does not allow this: something else still refers to it.</source>
        <translation>Die Daten des Ladens lassen das nicht zu: etwas anderes bezieht sich noch darauf.</translation>
    </message>
    <message>
        <source>The shop's data may not be written. Give your account the right to do so: to the file and its folder, or in the database to its schema.</source>
        <translation>Die Daten des Ladens dürfen nicht geschrieben werden. Geben Sie Ihrem Konto das Recht dazu: an der Datei und ihrem Ordner, oder in der Datenbank am Schema.</translation>
    </message>
    <message>
        <source>The shop's database cannot hold one of these values: a number is too large, or a text has a character that no text has. Change it, then try again.</source>
        <translation>Die Datenbank des Ladens kann einen dieser Werte nicht aufnehmen: eine Zahl ist zu groß, oder ein Text hat ein Zeichen, das es in Texten nicht gibt. Ändern Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The shop's file</source>
        <translation>Die Shopdatei</translation>
    </message>
    <message>
        <source>The shop's file cannot be set aside in %1. Give your account the right to write there.</source>
        <translation>Die Datei des Shops lässt sich in %1 nicht beiseitelegen. Geben Sie Ihrem Konto das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The shop's file could not be opened and was set aside: %1</source>
        <translation>Die Shopdatei ließ sich nicht öffnen und wurde beiseitegelegt: %1</translation>
    </message>
    <message>
        <source>The shop's file is damaged. Restore the newest backup; the file was left as it is.</source>
        <translation>Die Datei des Ladens ist beschädigt. Stellen Sie die neueste Sicherung wieder her; die Datei blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The shop's file was changed by another program before %1 (%2), so what was recorded does not lead to this moment. Choose an earlier one, or the next backup.</source>
        <translation>Die Shopdatei wurde vor %1 von einem anderen Programm geändert (%2), deshalb führt das Aufgezeichnete nicht zu diesem Moment. Wählen Sie einen früheren, oder die nächste Sicherung.</translation>
    </message>
    <message>
        <source>The state or the stock did not allow it</source>
        <translation>Der Zustand oder der Bestand ließ es nicht zu</translation>
    </message>
    <message>
        <source>The stock code is missing. Add it.</source>
        <translation>Die Artikelnummer fehlt. Ergänzen Sie sie.</translation>
    </message>
    <message>
        <source>The stock is %1 and the sum of its movements %2; both should be 0.</source>
        <translation>Der Bestand ist %1 und die Summe seiner Bewegungen %2; beides sollte 0 sein.</translation>
    </message>
    <message>
        <source>The stock is below 0 there. It begins with 0 here.</source>
        <translation>Der Bestand liegt dort unter 0. Hier beginnt er mit 0.</translation>
    </message>
    <message>
        <source>The stock of %1 is %2, though it is not sold on back-order.</source>
        <translation>Der Bestand von %1 ist %2, obwohl es nicht auf Nachlieferung verkauft wird.</translation>
    </message>
    <message>
        <source>The stock of %1 is %2, which is not the sum of its movements.</source>
        <translation>Der Bestand von %1 ist %2, was nicht die Summe seiner Bewegungen ist.</translation>
    </message>
    <message>
        <source>The store went away while the list was made.</source>
        <translation>Der Speicher verschwand, während die Liste erstellt wurde.</translation>
    </message>
    <message>
        <source>The table %1 is not in the other store as it is in this one. Nothing was changed.</source>
        <translation>Die Tabelle %1 ist im anderen Speicher nicht so wie in diesem. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The tax rate was changed meanwhile. Look at it again, then save.</source>
        <translation>Der Steuersatz wurde inzwischen geändert. Sehen Sie ihn noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>The test begins</source>
        <translation>Die Prüfung beginnt</translation>
    </message>
    <message>
        <source>The test was stopped</source>
        <translation>Die Prüfung wurde angehalten</translation>
    </message>
    <message>
        <source>The test was stopped. Nothing is left of the copy.</source>
        <translation>Die Prüfung wurde angehalten. Von der Kopie ist nichts übrig.</translation>
    </message>
    <message>
        <source>The text above was understood; nothing in the shop fits it.</source>
        <translation>Der Text oben wurde verstanden; nichts im Shop passt dazu.</translation>
    </message>
    <message>
        <source>The time machine</source>
        <translation>Die Zeitmaschine</translation>
    </message>
    <message>
        <source>The time machine in %1 reaches no moment yet.</source>
        <translation>Die Zeitmaschine in %1 erreicht noch keinen Moment.</translation>
    </message>
    <message>
        <source>The time machine is being turned on already. Wait until that is done.</source>
        <translation>Die Zeitmaschine wird bereits eingeschaltet. Warten Sie, bis das geschehen ist.</translation>
    </message>
    <message>
        <source>The time machine is not on yet. It is once “backroomd serve” or the console has the shop open.</source>
        <translation>Die Zeitmaschine ist noch nicht an. Sie ist es, sobald „backroomd serve“ oder die Konsole den Shop offen hat.</translation>
    </message>
    <message>
        <source>The time machine is off already.</source>
        <translation>Die Zeitmaschine ist schon aus.</translation>
    </message>
    <message>
        <source>The time machine is off, and the database keeps nothing for it any more. What is in %1 stays: “backroomd restore %1 --at TIME” leads to its moments.</source>
        <translation>Die Zeitmaschine ist aus, und die Datenbank behält nichts mehr für sie. Was in %1 liegt, bleibt: „backroomd restore %1 --at TIME“ führt zu seinen Momenten.</translation>
    </message>
    <message>
        <source>The time machine is off. “backroomd timemachine on --to FOLDER” turns it on.</source>
        <translation>Die Zeitmaschine ist aus. „backroomd timemachine on --to FOLDER“ schaltet sie ein.</translation>
    </message>
    <message>
        <source>The time machine is on already, in %1. Turn it off first to change that.</source>
        <translation>Die Zeitmaschine ist schon an, in %1. Schalten Sie sie erst aus, um das zu ändern.</translation>
    </message>
    <message>
        <source>The time machine is on, in %1 (%2).</source>
        <translation>Die Zeitmaschine ist an, in %1 (%2).</translation>
    </message>
    <message>
        <source>The time machine is on, in %1. A first copy of the database was made there and proved.</source>
        <translation>Die Zeitmaschine ist an, in %1. Eine erste Kopie der Datenbank wurde dort erstellt und geprüft.</translation>
    </message>
    <message>
        <source>The time machine is on: every change is kept, encrypted, in %1 (%2).</source>
        <translation>Die Zeitmaschine ist an: Jede Änderung wird verschlüsselt aufbewahrt, in %1 (%2).</translation>
    </message>
    <message>
        <source>The time machine of a shop in a file is on by itself, in the shop's folder “backups”, and nothing needs to be set up.</source>
        <translation>Die Zeitmaschine eines Shops in einer Datei ist von selbst an, im Ordner „backups“ des Shops, und nichts muss eingerichtet werden.</translation>
    </message>
    <message>
        <source>The time machine of this shop is off. “backroomd timemachine on” turns it on from then; until then only backups are there.</source>
        <translation>Die Zeitmaschine dieses Shops ist aus. „backroomd timemachine on“ schaltet sie von da an ein; bis dahin gibt es nur Sicherungen.</translation>
    </message>
    <message>
        <source>The time machine reaches every moment %1. Choose one of them.</source>
        <translation>Die Zeitmaschine erreicht jeden Moment %1. Wählen Sie einen davon.</translation>
    </message>
    <message>
        <source>The time machine was off. What the database kept for a beginning of it that was cut off is let go of.</source>
        <translation>Die Zeitmaschine war aus. Was die Datenbank für einen abgebrochenen Anfang aufhob, ist freigegeben.</translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back.</source>
        <translation>Der Ordner der Zeitmaschine, %1, ist nicht da. Bringen Sie den Datenträger zurück.</translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation>Der Ordner der Zeitmaschine, %1, ist nicht da. Bringen Sie den Datenträger zurück; bis dahin behält die Datenbank, was sie schreibt, auf dem eigenen Datenträger, der sich auf Dauer füllt.</translation>
    </message>
    <message>
        <source>The title is missing. Add it.</source>
        <translation>Der Titel fehlt. Tragen Sie ihn ein.</translation>
    </message>
    <message>
        <source>The totals of %1 are not what the orders of that day come to.</source>
        <translation>Die Summen vom %1 sind nicht, was die Bestellungen jenes Tages ergeben.</translation>
    </message>
    <message>
        <source>The tree is %1 levels deep at the most. Choose a higher place.</source>
        <translation>Der Baum ist höchstens %1 Ebenen tief. Wählen Sie einen höheren Platz.</translation>
    </message>
    <message>
        <source>The variation “%1” is switched off there, so it is left out.</source>
        <translation>Die Variante „%1“ ist dort ausgeschaltet, also wird sie ausgelassen.</translation>
    </message>
    <message>
        <source>The version is the same: look what else this computer does, and test again when it is quiet.</source>
        <translation>Die Version ist dieselbe: Sehen Sie nach, was dieser Computer sonst tut, und prüfen Sie noch einmal, wenn er ruhig ist.</translation>
    </message>
    <message>
        <source>The view “%1” was saved</source>
        <translation>Die Ansicht „%1“ wurde gespeichert</translation>
    </message>
    <message>
        <source>The words of the recovery sheet, in their order. Leave it empty on the computer that made the backup.</source>
        <translation>Die Wörter des Wiederherstellungsblatts, in ihrer Reihenfolge. Auf dem Computer, der die Sicherung erstellt hat, lassen Sie das Feld leer.</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Then press again: it is placed once, however often.</source>
        <translation>Dann noch einmal drücken: Aufgegeben wird nur einmal, egal wie oft.</translation>
    </message>
    <message>
        <source>Then there</source>
        <translation>Danach da</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>There are %L1 reports already. Remove one first.</source>
        <translation>Es gibt schon %L1 Berichte. Entfernen Sie erst einen.</translation>
    </message>
    <message>
        <source>There are no categories yet</source>
        <translation>Es gibt noch keine Kategorien</translation>
    </message>
    <message>
        <source>There are no categories yet. Arrange some first.</source>
        <translation>Es gibt noch keine Kategorien. Ordnen Sie erst welche an.</translation>
    </message>
    <message>
        <source>There are tables in the database that are not the shop's. Give the shop a database or a schema of its own.</source>
        <translation>In der Datenbank sind Tabellen, die nicht die des Shops sind. Geben Sie dem Shop eine eigene Datenbank oder ein eigenes Schema.</translation>
    </message>
    <message>
        <source>There has to be a space between a number and a word.</source>
        <translation>Zwischen einer Zahl und einem Wort muss ein Leerzeichen stehen.</translation>
    </message>
    <message>
        <source>There is a certificate in “%1” already, and it was left as it is. Put a new one in its place with --renew.</source>
        <translation>In „%1“ ist schon ein Zertifikat, und es wurde gelassen, wie es war. Setzen Sie mit --renew ein neues an seine Stelle.</translation>
    </message>
    <message>
        <source>There is a comment in a comment. Take one of them out.</source>
        <translation>In einem Kommentar steht ein Kommentar. Nehmen Sie einen davon heraus.</translation>
    </message>
    <message>
        <source>There is a file %1 already. Choose another name.</source>
        <translation>Es gibt schon eine Datei %1. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is a rate for this class there already. Change that one.</source>
        <translation>Für diese Klasse gibt es dort schon einen Satz. Ändern Sie jenen.</translation>
    </message>
    <message>
        <source>There is a shop in %1 already.</source>
        <translation>In %1 ist schon ein Shop.</translation>
    </message>
    <message>
        <source>There is a shop in %1 already. Give this one an empty database.</source>
        <translation>In %1 ist schon ein Shop. Geben Sie diesem eine leere Datenbank.</translation>
    </message>
    <message>
        <source>There is a shop in this place already. Open it, or choose another place.</source>
        <translation>An diesem Ort ist schon ein Shop. Öffnen Sie ihn, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>There is a shop's file already: %1. Move it to another folder first.</source>
        <translation>Es gibt schon eine Shopdatei: %1. Verschieben Sie sie erst in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is an invisible character in this text. Type it again.</source>
        <translation>In diesem Text ist ein unsichtbares Zeichen. Tippen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>There is no backup from before %1 in %2. Choose a later moment.</source>
        <translation>In %2 gibt es keine Sicherung von vor %1. Wählen Sie einen späteren Zeitpunkt.</translation>
    </message>
    <message>
        <source>There is no backup from before %1. Choose a later moment, or a folder with older backups.</source>
        <translation>Es gibt keine Sicherung von vor %1. Wählen Sie einen späteren Moment, oder einen Ordner mit älteren Sicherungen.</translation>
    </message>
    <message>
        <source>There is no backup in %1. Check its name.</source>
        <translation>In %1 gibt es keine Sicherung. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>There is no backup to go back to yet.</source>
        <translation>Es gibt noch keine Sicherung, zu der man zurückgehen kann.</translation>
    </message>
    <message>
        <source>There is no backup yet. “backroomd backup” makes one.</source>
        <translation>Es gibt noch keine Sicherung. „backroomd backup“ erstellt eine.</translation>
    </message>
    <message>
        <source>There is no certificate in “%1”. It is text that begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>In „%1“ ist kein Zertifikat. Es ist Text, der mit „-----BEGIN CERTIFICATE-----“ beginnt.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>There is no file %1. Check its name.</source>
        <translation>Es gibt keine Datei %1. Prüfen Sie ihren Namen.</translation>
    </message>
    <message>
        <source>There is no file “%1”. Check its name and folder.</source>
        <translation>Es gibt keine Datei „%1“. Prüfen Sie ihren Namen und Ordner.</translation>
    </message>
    <message>
        <source>There is no folder %1. Check its name.</source>
        <translation>Es gibt keinen Ordner %1. Prüfen Sie seinen Namen.</translation>
    </message>
    <message>
        <source>There is no folder %1. Plug in the disk, or choose another folder.</source>
        <translation>Es gibt keinen Ordner %1. Stecken Sie den Datenträger ein oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is no folder “%1”. Make a shop with “backroomd init” first.</source>
        <translation>Es gibt keinen Ordner „%1“. Legen Sie erst mit „backroomd init“ einen Shop an.</translation>
    </message>
    <message>
        <source>There is no image on the clipboard. Copy one first.</source>
        <translation>In der Zwischenablage ist kein Bild. Kopieren Sie zuerst eines.</translation>
    </message>
    <message>
        <source>There is no key yet: it is made with the first backup.</source>
        <translation>Es gibt noch keinen Schlüssel: Er entsteht mit der ersten Sicherung.</translation>
    </message>
    <message>
        <source>There is no private key in “%1”. It is text that begins with “-----BEGIN PRIVATE KEY-----”.</source>
        <translation>In „%1“ ist kein privater Schlüssel. Er ist Text, der mit „-----BEGIN PRIVATE KEY-----“ beginnt.</translation>
    </message>
    <message>
        <source>There is no report “%1”. There are: %2.</source>
        <translation>Es gibt keinen Bericht „%1“. Es gibt: %2.</translation>
    </message>
    <message>
        <source>There is no room for %1 at “%2”. Make room there, or keep fewer backups; it is safe on this computer.</source>
        <translation>Für %1 ist auf „%2“ kein Platz. Schaffen Sie dort Platz oder behalten Sie weniger Sicherungen; auf diesem Computer ist sie sicher.</translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there first.</source>
        <translation>Für %1 ist kein Platz. Schaffen Sie dort erst Platz.</translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there, or keep fewer backups.</source>
        <translation>Für %1 ist kein Platz. Schaffen Sie dort Platz, oder behalten Sie weniger Sicherungen.</translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room and try again.</source>
        <translation>Für %1 ist kein Platz mehr. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room there; it is then gone on with.</source>
        <translation>Für %1 ist kein Platz mehr. Schaffen Sie dort Platz; dann geht es weiter.</translation>
    </message>
    <message>
        <source>There is no room on the disk for this file. Make room, then try again.</source>
        <translation>Auf dem Datenträger ist kein Platz für diese Datei. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no server of this name, or no way to the Internet.</source>
        <translation>Einen Server dieses Namens gibt es nicht, oder keine Verbindung ins Internet.</translation>
    </message>
    <message>
        <source>There is no setting “%1”.</source>
        <translation>Es gibt keine Einstellung „%1“.</translation>
    </message>
    <message>
        <source>There is no shop in %1. Open another folder, or make a shop there first.</source>
        <translation>In %1 ist kein Shop. Öffnen Sie einen anderen Ordner, oder legen Sie dort erst einen Shop an.</translation>
    </message>
    <message>
        <source>There is no shop in this database. Make one with “backroomd init”.</source>
        <translation>In dieser Datenbank ist kein Shop. Legen Sie mit „backroomd init“ einen an.</translation>
    </message>
    <message>
        <source>There is no shop in this place yet. Make one with “backroomd init”.</source>
        <translation>An diesem Ort ist noch kein Shop. Legen Sie mit „backroomd init“ einen an.</translation>
    </message>
    <message>
        <source>There is no shop in this store yet. Make one first.</source>
        <translation>In diesem Speicher ist noch kein Shop. Legen Sie erst einen an.</translation>
    </message>
    <message>
        <source>There is no such backup any more.</source>
        <translation>Diese Sicherung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such backup.</source>
        <translation>Diese Sicherung gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such cart. It may have expired; start a new one.</source>
        <translation>Diesen Warenkorb gibt es nicht. Er ist vielleicht abgelaufen; beginnen Sie einen neuen.</translation>
    </message>
    <message>
        <source>There is no such category.</source>
        <translation>Diese Kategorie gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such customer any more. Choose another, or none.</source>
        <translation>Diesen Kunden gibt es nicht mehr. Wählen Sie einen anderen, oder keinen.</translation>
    </message>
    <message>
        <source>There is no such field here.</source>
        <translation>Dieses Feld gibt es hier nicht.</translation>
    </message>
    <message>
        <source>There is no such image.</source>
        <translation>Dieses Bild gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such key. It may have been removed meanwhile.</source>
        <translation>Diesen Schlüssel gibt es nicht. Er wurde vielleicht inzwischen entfernt.</translation>
    </message>
    <message>
        <source>There is no such line in this cart.</source>
        <translation>In diesem Warenkorb gibt es keine solche Position.</translation>
    </message>
    <message>
        <source>There is no such order.</source>
        <translation>Diese Bestellung gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such parameter here.</source>
        <translation>Diesen Parameter gibt es hier nicht.</translation>
    </message>
    <message>
        <source>There is no such person here. They may have been removed meanwhile.</source>
        <translation>Diese Person gibt es hier nicht. Sie wurde vielleicht inzwischen entfernt.</translation>
    </message>
    <message>
        <source>There is no such place.</source>
        <translation>Diesen Ort gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such product.</source>
        <translation>Dieses Produkt gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such report. It may have been removed meanwhile.</source>
        <translation>Diesen Bericht gibt es nicht. Er wurde vielleicht inzwischen entfernt.</translation>
    </message>
    <message>
        <source>There is no such scope. These there are: %1.</source>
        <translation>Diese Berechtigung gibt es nicht. Es gibt diese: %1.</translation>
    </message>
    <message>
        <source>There is no such shipping method.</source>
        <translation>Diese Versandart gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such tax rate.</source>
        <translation>Diesen Steuersatz gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such thing, or it is somebody else's</source>
        <translation>So etwas gibt es nicht, oder es gehört jemand anderem</translation>
    </message>
    <message>
        <source>There is no such variant.</source>
        <translation>Diese Variante gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no variable product “%1” in the file that could be taken. Add it.</source>
        <translation>In der Datei ist kein Produkt „%1“ mit Varianten, das sich übernehmen ließ. Ergänzen Sie es.</translation>
    </message>
    <message>
        <source>There is no way back from this.</source>
        <translation>Davon führt kein Weg zurück.</translation>
    </message>
    <message>
        <source>There is not enough left of what is in the cart. Take less of it, or take it out.</source>
        <translation>Von dem, was im Warenkorb ist, ist nicht genug da. Nehmen Sie weniger davon, oder nehmen Sie es heraus.</translation>
    </message>
    <message>
        <source>There is not enough memory to check a password right now. Try again in a moment.</source>
        <translation>Gerade ist nicht genug Arbeitsspeicher da, um ein Passwort zu prüfen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>There is not enough memory to try the passphrase. Close other programs and try again.</source>
        <translation>Es ist nicht genug Arbeitsspeicher da, um die Passphrase zu prüfen. Schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is nothing here under this address.</source>
        <translation>Unter dieser Adresse gibt es hier nichts.</translation>
    </message>
    <message>
        <source>There is nothing in the list to export.</source>
        <translation>In der Liste ist nichts zu exportieren.</translation>
    </message>
    <message>
        <source>There is nothing to bring back: this shop was not restored, or that was too long ago.</source>
        <translation>Es gibt nichts zurückzuholen: Dieser Shop wurde nicht wiederhergestellt, oder es ist zu lange her.</translation>
    </message>
    <message>
        <source>There is room for %1 places, each with a number of its own.</source>
        <translation>Es ist Platz für %1 Orte, jeder mit eigener Nummer.</translation>
    </message>
    <message>
        <source>There was no room on the disk</source>
        <translation>Auf dem Datenträger war kein Platz</translation>
    </message>
    <message numerus="yes">
        <source>There were too many wrong passwords. Try again in %n seconds.</source>
        <translation>
            <numerusform>Das waren zu viele falsche Passwörter. Versuchen Sie es in %n Sekunde noch einmal.</numerusform>
            <numerusform>Das waren zu viele falsche Passwörter. Versuchen Sie es in %n Sekunden noch einmal.</numerusform>
        </translation>
    </message>
    <message>
        <source>These are not the digits that the authenticator shows now.</source>
        <translation>Das sind nicht die Ziffern, die die Authenticator-App jetzt zeigt.</translation>
    </message>
    <message>
        <source>These are not the words of a recovery sheet: it has eighteen, of five letters each.</source>
        <translation>Das sind nicht die Wörter eines Wiederherstellungsblatts: Es hat achtzehn, mit je fünf Buchstaben.</translation>
    </message>
    <message>
        <source>These are the words of another key. Use the newest recovery sheet of this shop.</source>
        <translation>Das sind die Wörter eines anderen Schlüssels. Nehmen Sie das neueste Wiederherstellungsblatt dieses Shops.</translation>
    </message>
    <message>
        <source>These lines come to more than is left of the payment. Give an amount with them.</source>
        <translation>Diese Positionen ergeben mehr, als von der Zahlung übrig ist. Geben Sie einen Betrag dazu an.</translation>
    </message>
    <message>
        <source>These rows do not add up. Look at each; if you cannot tell why, bring the newest proved backup to somebody who can. Checked %1.</source>
        <translation>Diese Zeilen gehen nicht auf. Sehen Sie jede an; wenn Sie nicht erkennen, warum, geben Sie die neueste geprüfte Sicherung jemandem, der es kann. Geprüft %1.</translation>
    </message>
    <message>
        <source>These words do not open this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation>Diese Wörter öffnen diese Sicherung nicht. Nehmen Sie das Wiederherstellungsblatt des Shops, von dem sie stammt.</translation>
    </message>
    <message>
        <source>They are made while the shop is open or served. Let it run, or make one with “backroomd backup”.</source>
        <translation>Sie entstehen, während der Shop offen ist oder angeboten wird. Lassen Sie ihn laufen, oder erstellen Sie eine mit „backroomd backup“.</translation>
    </message>
    <message>
        <source>They are only links to another website, and go when it goes. Brought here, they stay.</source>
        <translation>Sie sind nur Links auf eine andere Website und gehen mit ihr. Hierher geholt bleiben sie.</translation>
    </message>
    <message>
        <source>They are put away</source>
        <translation>Sie sind verwahrt</translation>
    </message>
    <message>
        <source>They are shown only now.</source>
        <translation>Sie werden nur jetzt gezeigt.</translation>
    </message>
    <message>
        <source>They are signed out everywhere, and name and addresses are erased. What they did stays in the history. This cannot be taken back; shutting them out can.</source>
        <translation>Die Person wird überall abgemeldet, Name und Adressen werden gelöscht. Was sie getan hat, bleibt im Verlauf. Das lässt sich nicht zurücknehmen, das Sperren schon.</translation>
    </message>
    <message>
        <source>They are what the orders say.</source>
        <translation>Sie sind, was die Bestellungen sagen.</translation>
    </message>
    <message>
        <source>They differ from the orders on %1.</source>
        <translation>Sie weichen am %1 von den Bestellungen ab.</translation>
    </message>
    <message>
        <source>They grew too many for the shop's disk, and those since %1 were let go: there is no way back to the moments after it until this is mended and another backup is made.</source>
        <translation>Es wurden zu viele für den Datenträger des Shops, und die seit %1 wurden aufgegeben: Zu den Momenten danach führt kein Weg zurück, bis das behoben und eine weitere Sicherung erstellt ist.</translation>
    </message>
    <message>
        <source>They have failed since %1: %2</source>
        <translation>Sie schlagen seit %1 fehl: %2</translation>
    </message>
    <message>
        <source>They have no password yet, which is the first step.</source>
        <translation>Es gibt noch kein Passwort, und das ist der erste Schritt.</translation>
    </message>
    <message>
        <source>They have used the shop since. Disable them instead.</source>
        <translation>Sie hat den Shop seither benutzt. Sperren Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>They show that the app has the secret. Codes for a lost telephone come next.</source>
        <translation>Sie zeigen, dass die App das Geheimnis hat. Danach kommen Codes für den Fall, dass das Telefon verloren geht.</translation>
    </message>
    <message>
        <source>They sign in in two steps already. Take those off first.</source>
        <translation>Die Anmeldung in zwei Schritten ist schon eingerichtet. Schalten Sie sie zuerst ab.</translation>
    </message>
    <message>
        <source>They sign in with it.</source>
        <translation>Damit meldet sich die Person an.</translation>
    </message>
    <message>
        <source>They sign in with it. It may stay empty.</source>
        <translation>Damit meldet sich die Person an. Es darf leer bleiben.</translation>
    </message>
    <message>
        <source>They sign in with their password alone already.</source>
        <translation>Die Anmeldung geht schon mit dem Passwort allein.</translation>
    </message>
    <message>
        <source>This Idempotency-Key was used with another body. Use a new key for a new call.</source>
        <translation>Dieser Idempotency-Key wurde mit einem anderen Inhalt benutzt. Nehmen Sie für einen neuen Aufruf einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>This account also asks for the six digits of your authenticator.</source>
        <translation>Dieses Konto fragt auch nach den sechs Ziffern Ihrer Authenticator-App.</translation>
    </message>
    <message>
        <source>This address knows other methods: see the header Allow.</source>
        <translation>Diese Adresse kennt andere Methoden: siehe den Header Allow.</translation>
    </message>
    <message>
        <source>This backup has a passphrase: it opens with that, and with nothing else.</source>
        <translation>Diese Sicherung hat eine Passphrase: Nur damit lässt sie sich öffnen.</translation>
    </message>
    <message>
        <source>This backup is later than that moment. Choose one from before.</source>
        <translation>Diese Sicherung ist später als jener Moment. Wählen Sie eine von davor.</translation>
    </message>
    <message>
        <source>This backup is locked, and its key is not on this computer. Type the passphrase that it was made with, or the words of its recovery sheet.</source>
        <translation>Diese Sicherung ist verschlossen, und ihr Schlüssel ist nicht auf diesem Computer. Geben Sie die Passphrase ein, mit der sie erstellt wurde, oder die Wörter ihres Wiederherstellungsblatts.</translation>
    </message>
    <message>
        <source>This cannot be placed so; what is marked says why.</source>
        <translation>So lässt sich das nicht aufgeben; das Markierte sagt, warum.</translation>
    </message>
    <message>
        <source>This cart was ordered already. Start a new one.</source>
        <translation>Dieser Warenkorb wurde schon bestellt. Beginnen Sie einen neuen.</translation>
    </message>
    <message>
        <source>This cart would cost more than one order can. Take less.</source>
        <translation>Dieser Warenkorb würde mehr kosten, als eine Bestellung kann. Nehmen Sie weniger.</translation>
    </message>
    <message>
        <source>This category was changed meanwhile. Look at it again, then save.</source>
        <translation>Diese Kategorie wurde inzwischen geändert. Sehen Sie sie noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>This cursor does not belong to this list. Begin again without “after”.</source>
        <translation>Diese Lesemarke gehört nicht zu dieser Liste. Beginnen Sie neu, ohne „after“.</translation>
    </message>
    <message>
        <source>This customer has open orders. Fulfil or cancel them first.</source>
        <translation>Dieser Kunde hat offene Bestellungen. Versenden oder stornieren Sie diese zuerst.</translation>
    </message>
    <message>
        <source>This customer was erased at their own wish, and does not come back out of a backup.</source>
        <translation>Dieser Kunde wurde auf eigenen Wunsch gelöscht und kommt nicht aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>This database belongs to another program. Give the shop an empty database of its own.</source>
        <translation>Diese Datenbank gehört einem anderen Programm. Geben Sie dem Shop eine eigene leere Datenbank.</translation>
    </message>
    <message>
        <source>This day</source>
        <translation>Dieser Tag</translation>
    </message>
    <message>
        <source>This does not ship there, or not these goods. Choose one of the cart's shipping options.</source>
        <translation>So wird dorthin nicht versendet, oder nicht diese Waren. Wählen Sie eine der Versandarten des Warenkorbs.</translation>
    </message>
    <message>
        <source>This e-mail address is too long. It can have up to 254 characters.</source>
        <translation>Diese E-Mail-Adresse ist zu lang. Sie kann bis zu 254 Zeichen haben.</translation>
    </message>
    <message>
        <source>This file could not be read: %1.</source>
        <translation>Diese Datei ließ sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>This file has the columns of another kind (%1). Choose that kind, or leave the choice to the program.</source>
        <translation>Diese Datei hat die Spalten einer anderen Art (%1). Wählen Sie diese Art, oder überlassen Sie die Wahl dem Programm.</translation>
    </message>
    <message>
        <source>This file is being imported elsewhere at the same time. Wait until that import has ended, then import the file again: it goes on where the other one stopped.</source>
        <translation>Diese Datei wird gerade anderswo importiert. Warten Sie, bis jener Import fertig ist, und importieren Sie sie dann noch einmal: Es geht weiter, wo der andere aufhörte.</translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and products below it.</source>
        <translation>Diese Datei ist leer. Wählen Sie eine mit Kopfzeile und Produkten darunter.</translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and sales below it.</source>
        <translation>Diese Datei ist leer. Wählen Sie eine mit Kopfzeile und Verkäufen darunter.</translation>
    </message>
    <message>
        <source>This file is in UTF-16. Save it as CSV in UTF-8, then import it again.</source>
        <translation>Diese Datei ist in UTF-16. Speichern Sie sie als CSV in UTF-8 und importieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>This has %1 characters at least.</source>
        <translation>Dies hat mindestens %1 Zeichen.</translation>
    </message>
    <message>
        <source>This has %1 characters at the most.</source>
        <translation>Dies hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>This has %1 entries at the most.</source>
        <translation>Dies hat höchstens %1 Einträge.</translation>
    </message>
    <message>
        <source>This has a character that no text has.</source>
        <translation>Dies hat ein Zeichen, das in keinem Text steht.</translation>
    </message>
    <message>
        <source>This image cannot be read. Save it as a file and add that.</source>
        <translation>Dieses Bild lässt sich nicht lesen. Speichern Sie es als Datei und fügen Sie diese hinzu.</translation>
    </message>
    <message>
        <source>This image cannot be read: the file is damaged. Export it again from where it came.</source>
        <translation>Dieses Bild lässt sich nicht lesen: Die Datei ist beschädigt. Exportieren Sie es noch einmal dort, woher es kam.</translation>
    </message>
    <message>
        <source>This image has more than 50 million pixels. Make it smaller and try again.</source>
        <translation>Dieses Bild hat mehr als 50 Millionen Bildpunkte. Verkleinern Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This image moves. Cropped, it stands still, as you see it here.</source>
        <translation>Dieses Bild bewegt sich. Zugeschnitten steht es still, so wie Sie es hier sehen.</translation>
    </message>
    <message>
        <source>This invitation was used or is over. Ask the shop for a new one.</source>
        <translation>Diese Einladung wurde benutzt oder ist abgelaufen. Bitten Sie den Shop um eine neue.</translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”.</source>
        <translation>Das ist die Sicherung eines anderen Ladens, „%1“.</translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”. Restore it into a folder of its own.</source>
        <translation>Das ist eine Sicherung eines anderen Shops, „%1“. Stellen Sie sie in einem eigenen Ordner wieder her.</translation>
    </message>
    <message>
        <source>This is a list.</source>
        <translation>Dies ist eine Liste.</translation>
    </message>
    <message>
        <source>This is a number.</source>
        <translation>Dies ist eine Zahl.</translation>
    </message>
    <message>
        <source>This is a time as in 2026-11-20T09:30:00.000Z.</source>
        <translation>Dies ist eine Zeit wie 2026-11-20T09:30:00.000Z.</translation>
    </message>
    <message>
        <source>This is a whole number from %1 to %2.</source>
        <translation>Dies ist eine ganze Zahl von %1 bis %2.</translation>
    </message>
    <message>
        <source>This is a whole number from 0 to %L1.</source>
        <translation>Dies ist eine ganze Zahl von 0 bis %L1.</translation>
    </message>
    <message>
        <source>This is an id, as text.</source>
        <translation>Dies ist eine ID, als Text.</translation>
    </message>
    <message>
        <source>This is an object.</source>
        <translation>Dies ist ein Objekt.</translation>
    </message>
    <message>
        <source>This is for people who signed in, not for API keys.</source>
        <translation>Das ist für angemeldete Personen, nicht für API-Schlüssel.</translation>
    </message>
    <message>
        <source>This is for people. A key has no sessions: sign in instead.</source>
        <translation>Das ist für Personen. Ein Schlüssel hat keine Sitzungen: Melden Sie sich stattdessen an.</translation>
    </message>
    <message>
        <source>This is less than it costs. Take the rest, or choose another way to pay.</source>
        <translation>Das ist weniger, als es kostet. Nehmen Sie den Rest an, oder wählen Sie eine andere Zahlungsart.</translation>
    </message>
    <message>
        <source>This is more than is left to pay. Give that, or leave the amount out.</source>
        <translation>Das ist mehr, als noch zu zahlen ist. Geben Sie das an, oder lassen Sie den Betrag weg.</translation>
    </message>
    <message>
        <source>This is more than one order can hold. Make two of it.</source>
        <translation>Das ist mehr, als eine Bestellung fassen kann. Machen Sie zwei daraus.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Dies wird gebraucht.</translation>
    </message>
    <message>
        <source>This is no PNG, JPEG or WebP image. Save it as one of these and try again.</source>
        <translation>Das ist kein PNG-, JPEG- oder WebP-Bild. Speichern Sie es als eines davon und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This is no amount of money. Type it as in %1.</source>
        <translation>Das ist kein Geldbetrag. Schreiben Sie ihn wie %1.</translation>
    </message>
    <message>
        <source>This is no amount. Write it as in %1.</source>
        <translation>Das ist kein Betrag. Schreiben Sie ihn wie %1.</translation>
    </message>
    <message>
        <source>This is no e-mail address. Write it as in name@example.com.</source>
        <translation>Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.</translation>
    </message>
    <message>
        <source>This is no image that Backroom can show: it takes PNG, JPEG and WebP.</source>
        <translation>Das ist kein Bild, das Backroom zeigen kann: Es nimmt PNG, JPEG und WebP.</translation>
    </message>
    <message>
        <source>This is no line of the order.</source>
        <translation>Das ist keine Position der Bestellung.</translation>
    </message>
    <message>
        <source>This is no product file that is known here: its first line is neither that of a Shopify or WooCommerce product export nor of Backroom's own (handle, title, sku, price, …).</source>
        <translation>Das ist keine Produktdatei, die hier bekannt ist: Ihre erste Zeile ist weder die eines Produktexports von Shopify oder WooCommerce noch die von Backroom selbst (handle, title, sku, price, …).</translation>
    </message>
    <message>
        <source>This is no sales history: its first line must name InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country.</source>
        <translation>Das ist kein Verkaufsverlauf: Seine erste Zeile muss InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID und Country nennen.</translation>
    </message>
    <message>
        <source>This is no text file. Export it as CSV, then import it again.</source>
        <translation>Das ist keine Textdatei. Exportieren Sie sie als CSV und importieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>This is no web address.</source>
        <translation>Das ist keine Webadresse.</translation>
    </message>
    <message>
        <source>This is no weight. Write it as in %1.</source>
        <translation>Das ist kein Gewicht. Schreiben Sie es wie %1.</translation>
    </message>
    <message>
        <source>This is no whole number. Type digits only, as in %1.</source>
        <translation>Das ist keine ganze Zahl. Tippen Sie nur Ziffern, etwa %1.</translation>
    </message>
    <message>
        <source>This is none of the option's values.</source>
        <translation>Das ist keiner der Werte des Merkmals.</translation>
    </message>
    <message>
        <source>This is not JSON: %1 at byte %2.</source>
        <translation>Das ist kein JSON: %1 bei Byte %2.</translation>
    </message>
    <message>
        <source>This is not for sale. Choose a variant of a published product.</source>
        <translation>Das steht nicht zum Verkauf. Wählen Sie eine Variante eines veröffentlichten Produkts.</translation>
    </message>
    <message>
        <source>This is not for sale. Publish its product first.</source>
        <translation>Das steht nicht zum Verkauf. Veröffentlichen Sie erst das Produkt.</translation>
    </message>
    <message>
        <source>This is not sold any more. Take it out of the list.</source>
        <translation>Das wird nicht mehr verkauft. Nehmen Sie es aus der Liste.</translation>
    </message>
    <message>
        <source>This is not text in UTF-8.</source>
        <translation>Das ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>This is not undone from here. The page Backups has the ways back.</source>
        <translation>Das lässt sich hier nicht rückgängig machen. Die Seite „Sicherungen“ hat die Wege zurück.</translation>
    </message>
    <message>
        <source>This is not your current password. Type it once more.</source>
        <translation>Das ist nicht Ihr jetziges Passwort. Geben Sie es noch einmal ein.</translation>
    </message>
    <message>
        <source>This is one of: %1.</source>
        <translation>Dies ist eines von: %1.</translation>
    </message>
    <message>
        <source>This is shown only now. Whoever has it can use it, so hand it over in person or by a way that you trust.</source>
        <translation>Das wird nur jetzt gezeigt. Wer es hat, kann es benutzen; übergeben Sie es also persönlich oder auf einem Weg, dem Sie trauen.</translation>
    </message>
    <message>
        <source>This is text.</source>
        <translation>Dies ist Text.</translation>
    </message>
    <message>
        <source>This is the newest backup that was proved. Make another one first.</source>
        <translation>Das ist die neueste geprüfte Sicherung. Erstellen Sie erst eine weitere.</translation>
    </message>
    <message>
        <source>This is the shop's last owner. Make somebody else an owner first.</source>
        <translation>Das ist der letzte Inhaber des Shops. Machen Sie erst jemand anderen zum Inhaber.</translation>
    </message>
    <message>
        <source>This is true or false.</source>
        <translation>Dies ist wahr oder falsch (true oder false).</translation>
    </message>
    <message>
        <source>This key is not the one of this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation>Das ist nicht der Schlüssel dieser Sicherung. Nehmen Sie das Wiederherstellungsblatt des Shops, von dem sie stammt.</translation>
    </message>
    <message>
        <source>This list has %1 to %2 items.</source>
        <translation>Diese Liste hat %1 bis %2 Einträge.</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>This note is not there any more.</source>
        <translation>Diese Notiz ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This order is no longer there.</source>
        <translation>Diese Bestellung ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Diese Seite</translation>
    </message>
    <message>
        <source>This passphrase does not open this backup. Look at capitals and spaces, and type it again.</source>
        <translation>Diese Passphrase öffnet die Sicherung nicht. Achten Sie auf Großschreibung und Leerzeichen und geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>This password is among the first that anybody would try. Use a longer or rarer one, such as four unrelated words.</source>
        <translation>Dieses Passwort gehört zu den ersten, die jeder ausprobieren würde. Nehmen Sie ein längeres oder selteneres, etwa vier Wörter ohne Zusammenhang.</translation>
    </message>
    <message>
        <source>This password is too long. It can have up to 128 characters.</source>
        <translation>Dieses Passwort ist zu lang. Es kann bis zu 128 Zeichen haben.</translation>
    </message>
    <message>
        <source>This password is too short. It needs at least 8 characters.</source>
        <translation>Dieses Passwort ist zu kurz. Es braucht mindestens 8 Zeichen.</translation>
    </message>
    <message>
        <source>This person has no e-mail address to sign in with. Give them one first.</source>
        <translation>Diese Person hat keine E-Mail-Adresse zum Anmelden. Geben Sie ihr erst eine.</translation>
    </message>
    <message>
        <source>This person is not signed in there any more.</source>
        <translation>Diese Person ist dort nicht mehr angemeldet.</translation>
    </message>
    <message>
        <source>This person may not sign in. Let them in again first.</source>
        <translation>Diese Person darf sich nicht anmelden. Lassen Sie sie erst wieder zu.</translation>
    </message>
    <message>
        <source>This person never had a password. Invite them instead.</source>
        <translation>Diese Person hatte nie ein Passwort. Laden Sie sie stattdessen ein.</translation>
    </message>
    <message>
        <source>This person signs in with the e-mail address. Give another one.</source>
        <translation>Diese Person meldet sich mit der E-Mail-Adresse an. Geben Sie ihr eine andere.</translation>
    </message>
    <message>
        <source>This price is larger than any that a shop can have. Correct it.</source>
        <translation>Dieser Preis ist höher, als ein Shop ihn haben kann. Berichtigen Sie ihn.</translation>
    </message>
    <message>
        <source>This product has no option of this name.</source>
        <translation>Dieses Produkt hat kein Merkmal dieses Namens.</translation>
    </message>
    <message>
        <source>This product has no such image.</source>
        <translation>Dieses Produkt hat kein solches Bild.</translation>
    </message>
    <message>
        <source>This product has no such variant.</source>
        <translation>Dieses Produkt hat keine solche Variante.</translation>
    </message>
    <message>
        <source>This product was changed meanwhile. Look at it again, then save.</source>
        <translation>Dieses Produkt wurde inzwischen geändert. Sehen Sie es noch einmal an und speichern Sie dann.</translation>
    </message>
    <message>
        <source>This product was removed meanwhile. What you typed is still here.</source>
        <translation>Dieses Produkt wurde inzwischen entfernt. Was Sie eingegeben haben, ist noch hier.</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>Dieses Quartal</translation>
    </message>
    <message>
        <source>This range has too many periods. Choose a shorter range or a longer interval.</source>
        <translation>Diese Spanne hat zu viele Zeiträume. Wählen Sie eine kürzere Spanne oder längere Abschnitte.</translation>
    </message>
    <message>
        <source>This report is there already.</source>
        <translation>Diesen Bericht gibt es schon.</translation>
    </message>
    <message>
        <source>This server has no folder of its own to keep backups in. Start it with --data FOLDER.</source>
        <translation>Dieser Server hat keinen eigenen Ordner, um Sicherungen aufzubewahren. Starten Sie ihn mit --data FOLDER.</translation>
    </message>
    <message>
        <source>This shop does not go by the name in the address. If it should, its owner adds the name to allowed_hosts in the settings.</source>
        <translation>Dieser Shop hört nicht auf den Namen in der Adresse. Falls er das soll, ergänzt sein Inhaber den Namen in den Einstellungen unter allowed_hosts.</translation>
    </message>
    <message>
        <source>This shop has an owner already. Let them make others.</source>
        <translation>Dieser Shop hat schon einen Inhaber. Lassen Sie ihn weitere anlegen.</translation>
    </message>
    <message>
        <source>This shop has no owner yet.</source>
        <translation>Dieser Shop hat noch keinen Inhaber.</translation>
    </message>
    <message>
        <source>This shop is being made at the moment (process %1). Wait until that is done.</source>
        <translation>Dieser Shop wird gerade angelegt (Prozess %1). Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>This shop is being restored already. Wait until that is done.</source>
        <translation>Dieser Shop wird schon wiederhergestellt. Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>This shop is being taken back already. Wait until that is done.</source>
        <translation>Dieser Shop wird schon zurückgesetzt. Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>This shop is moving to another store at the moment (process %1). Wait until that is done.</source>
        <translation>Dieser Shop zieht gerade in einen anderen Speicher um (Prozess %1). Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>This shop is open already in a server (process %1). Stop it there first.</source>
        <translation>Dieser Shop ist schon in einem Server offen (Prozess %1). Halten Sie ihn dort erst an.</translation>
    </message>
    <message>
        <source>This shop is open already in another program. Close it there first.</source>
        <translation>Dieser Shop ist schon in einem anderen Programm offen. Schließen Sie ihn dort erst.</translation>
    </message>
    <message>
        <source>This shop is open already in the console (process %1). Close it there first.</source>
        <translation>Dieser Shop ist schon in der Konsole offen (Prozess %1). Schließen Sie ihn dort erst.</translation>
    </message>
    <message>
        <source>This shop sells in %1.</source>
        <translation>Dieser Shop verkauft in %1.</translation>
    </message>
    <message>
        <source>This shop was last opened by a newer Backroom. Install that version, or a later one; the shop was left as it is.</source>
        <translation>Dieser Shop wurde zuletzt von einem neueren Backroom geöffnet. Installieren Sie jene Version oder eine spätere; der Shop wurde gelassen, wie er war.</translation>
    </message>
    <message>
        <source>This shop was made by a Backroom that this one does not know. Install the version that opened it last; the shop was left as it is.</source>
        <translation>Dieser Shop wurde von einem Backroom angelegt, das dieses nicht kennt. Installieren Sie die Version, die ihn zuletzt geöffnet hat; der Shop wurde gelassen, wie er war.</translation>
    </message>
    <message>
        <source>This shop was opened by an older Backroom last, and is backed up before this one changes it. That could not be done, and the shop was left as it was: %1</source>
        <translation>Dieser Shop wurde zuletzt von einem älteren Backroom geöffnet und wird gesichert, bevor dieses ihn ändert. Das war nicht möglich, und der Shop wurde gelassen, wie er war: %1</translation>
    </message>
    <message>
        <source>This shop’s backups are made with one key, so that the printed sheet opens all of them. It cannot be had on this computer now, or not by this account.</source>
        <translation>Die Sicherungen dieses Shops werden mit einem Schlüssel erstellt, damit das gedruckte Blatt sie alle öffnet. Auf diesem Computer ist er jetzt nicht zu haben, oder nicht für dieses Konto.</translation>
    </message>
    <message>
        <source>This stands here twice.</source>
        <translation>Das steht hier zweimal.</translation>
    </message>
    <message>
        <source>This stands in the list twice. Put both together.</source>
        <translation>Das steht zweimal in der Liste. Legen Sie beides zusammen.</translation>
    </message>
    <message>
        <source>This stands in the order twice. Put both together.</source>
        <translation>Das steht zweimal in der Bestellung. Legen Sie beides zusammen.</translation>
    </message>
    <message>
        <source>This text is too long for a report.</source>
        <translation>Dieser Text ist zu lang für einen Bericht.</translation>
    </message>
    <message>
        <source>This text is too long. Shorten it.</source>
        <translation>Dieser Text ist zu lang. Kürzen Sie ihn.</translation>
    </message>
    <message>
        <source>This token does not hold, or no longer. Sign in again.</source>
        <translation>Dieses Token gilt nicht oder nicht mehr. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>This took longer than %L1 seconds and was stopped. Narrow it down with WHERE, or take fewer days.</source>
        <translation>Das dauerte länger als %L1 Sekunden und wurde angehalten. Grenzen Sie es mit WHERE ein, oder nehmen Sie weniger Tage.</translation>
    </message>
    <message>
        <source>This user may not open port %1. Choose a port from 1024 upwards.</source>
        <translation>Dieser Benutzer darf den Port %1 nicht öffnen. Wählen Sie einen Port ab 1024.</translation>
    </message>
    <message>
        <source>This variant is named twice.</source>
        <translation>Diese Variante ist zweimal genannt.</translation>
    </message>
    <message>
        <source>This was changed again since: %1. Take the later change back first.</source>
        <translation>Das wurde seither wieder geändert: %1. Nehmen Sie die spätere Änderung zuerst zurück.</translation>
    </message>
    <message>
        <source>This was done by an older version, which did not keep enough to take it back.</source>
        <translation>Das hat eine ältere Version getan, die nicht genug behielt, um es zurückzunehmen.</translation>
    </message>
    <message>
        <source>This was taken back already.</source>
        <translation>Das wurde schon zurückgenommen.</translation>
    </message>
    <message>
        <source>This was the person’s own doing. Disable them instead.</source>
        <translation>Das hat die Person selbst getan. Sperren Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Dieses Fenster</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Time to answer</source>
        <translation>Zeit bis zur Antwort</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Times a worker stood still</source>
        <translation>Wie oft ein Arbeiter stillstand</translation>
    </message>
    <message>
        <source>Times are the shop's</source>
        <translation>Es gilt die Zeit des Shops</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>To any moment of the last days it can be gone back, so many of them</source>
        <translation>Zu jedem Moment der letzten Tage lässt sich zurückgehen, so viele davon</translation>
    </message>
    <message>
        <source>To be added</source>
        <translation>Kommt dazu</translation>
    </message>
    <message>
        <source>To be changed</source>
        <translation>Wird geändert</translation>
    </message>
    <message>
        <source>To change one, write its name at the right into the section [server] of %1, as in “idle_seconds=60”, and stop and start the server.</source>
        <translation>Um eine zu ändern, schreiben Sie ihren Namen von rechts in den Abschnitt [server] von %1, etwa „idle_seconds=60“, und halten Sie den Server an und starten Sie ihn wieder.</translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation>Zu übergeben</translation>
    </message>
    <message>
        <source>To restore: install Backroom, choose “Backup” when it starts for the first time, pick the file (its name ends in .backroom; keep the folder “images” beside it), and type the words in their order, or read the code with a camera. Capital letters do not matter.</source>
        <translation>Zum Wiederherstellen: Installieren Sie Backroom, wählen Sie beim ersten Start „Sicherung“, nehmen Sie die Datei (ihr Name endet auf .backroom; lassen Sie den Ordner „images“ daneben) und geben Sie die Wörter in ihrer Reihenfolge ein, oder lesen Sie den Code mit einer Kamera. Großschreibung ist gleichgültig.</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Zu versenden</translation>
    </message>
    <message>
        <source>To send  %1</source>
        <translation>Zu versenden  %1</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>An was</translation>
    </message>
    <message>
        <source>To which</source>
        <translation>An welches</translation>
    </message>
    <message>
        <source>To which moment?</source>
        <translation>Zu welchem Moment?</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Heute %1</translation>
    </message>
    <message>
        <source>Together %1</source>
        <translation>Zusammen %1</translation>
    </message>
    <message>
        <source>Too many are asking for this at the same moment. Try again shortly.</source>
        <translation>Zu viele fragen das im selben Moment an. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Too many people are signing in right now. Try again in a moment.</source>
        <translation>Gerade melden sich zu viele an. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Totals by day</source>
        <translation>Summen nach Tag</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Sendungsnummer</translation>
    </message>
    <message>
        <source>Tried again at %1</source>
        <translation>Neuer Versuch um %1</translation>
    </message>
    <message>
        <source>Tried again in a moment</source>
        <translation>Neuer Versuch gleich</translation>
    </message>
    <message>
        <source>Tries on a copy of the shop what customers and others do: how fast it answers, whether the last piece is sold once, what hostile requests do. The shop goes on selling meanwhile.</source>
        <translation>Probiert auf einer Kopie des Shops aus, was Kunden und andere tun: wie schnell er antwortet, ob das letzte Stück nur einmal verkauft wird, was feindliche Anfragen anrichten. Der Shop verkauft dabei weiter.</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Links drehen</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Rechts drehen</translation>
    </message>
    <message>
        <source>Turning the time machine on was cut off once, and the database keeps its log for it until its disk is full. “backroomd timemachine off” lets it go.</source>
        <translation>Das Einschalten der Zeitmaschine wurde einmal abgebrochen, und die Datenbank hebt dafür ihr Protokoll auf, bis ihr Datenträger voll ist. „backroomd timemachine off“ gibt es frei.</translation>
    </message>
    <message>
        <source>Twice as fast as %1 (version %2).</source>
        <translation>Doppelt so schnell wie %1 (Version %2).</translation>
    </message>
    <message>
        <source>Two columns are said to be the same. Leave one of them out.</source>
        <translation>Zwei Spalten sollen dasselbe sein. Lassen Sie eine davon weg.</translation>
    </message>
    <message>
        <source>Two steps to sign in</source>
        <translation>Anmeldung in zwei Schritten</translation>
    </message>
    <message>
        <source>Two steps to sign in for %1</source>
        <translation>Anmeldung in zwei Schritten für %1</translation>
    </message>
    <message>
        <source>Type how many pieces, as in %1.</source>
        <translation>Tippen Sie ein, wie viele Stück, etwa %1.</translation>
    </message>
    <message>
        <source>Type the passphrase, or the words of the recovery sheet.</source>
        <translation>Geben Sie die Passphrase oder die Wörter des Wiederherstellungsblatts ein.</translation>
    </message>
    <message>
        <source>Type the recovery words…</source>
        <translation>Wiederherstellungswörter eingeben…</translation>
    </message>
    <message>
        <source>Type the vendor between the quotes; % stands for anything. 90 is the days to look back.</source>
        <translation>Schreiben Sie den Hersteller zwischen die Anführungszeichen; % steht für alles. 90 sind die Tage, die zurückgeblickt wird.</translation>
    </message>
    <message>
        <source>Type the words of the recovery sheet</source>
        <translation>Wörter des Wiederherstellungsblatts eingeben</translation>
    </message>
    <message>
        <source>Type the words of the recovery sheet.</source>
        <translation>Geben Sie die Wörter des Wiederherstellungsblatts ein.</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>Das rückgängig machen</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Stückzahl</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unlock the keyring</source>
        <translation>Schlüsselbund entsperren</translation>
    </message>
    <message>
        <source>Unpacking the backup needs more than %1 on the disk of %2, and %3 are free. Make room there.</source>
        <translation>Das Entpacken der Sicherung braucht mehr als %1 auf dem Datenträger von %2, und %3 sind frei. Schaffen Sie dort Platz.</translation>
    </message>
    <message>
        <source>Until and with</source>
        <translation>Bis einschließlich</translation>
    </message>
    <message>
        <source>Until then no backup is made. Where nobody has the sheet any more: “backroomd recovery-words --new”.</source>
        <translation>Bis dahin wird keine Sicherung erstellt. Wo niemand das Blatt mehr hat: „backroomd recovery-words --new“.</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Up to date %1</source>
        <translation>Aktuell %1</translation>
    </message>
    <message>
        <source>Up to this weight, in kg</source>
        <translation>Bis zu diesem Gewicht, in kg</translation>
    </message>
    <message>
        <source>Usage: backroomd %1 %2[options]</source>
        <translation>Aufruf: backroomd %1 %2[Optionen]</translation>
    </message>
    <message>
        <source>Usage: backroomd COMMAND [options]</source>
        <translation>Aufruf: backroomd BEFEHL [Optionen]</translation>
    </message>
    <message>
        <source>Use at most %1 characters.</source>
        <translation>Nehmen Sie höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>Use at most 100 characters.</source>
        <translation>Nehmen Sie höchstens 100 Zeichen.</translation>
    </message>
    <message>
        <source>Use at most 2,000 characters.</source>
        <translation>Nehmen Sie höchstens 2.000 Zeichen.</translation>
    </message>
    <message>
        <source>Use at most 200 characters.</source>
        <translation>Nehmen Sie höchstens 200 Zeichen.</translation>
    </message>
    <message>
        <source>Use at most 500 characters.</source>
        <translation>Nehmen Sie höchstens 500 Zeichen.</translation>
    </message>
    <message>
        <source>Use one line of plain text.</source>
        <translation>Nehmen Sie eine Zeile einfachen Text.</translation>
    </message>
    <message>
        <source>Use this PostgreSQL database instead of the file in the folder.</source>
        <translation>Diese PostgreSQL-Datenbank statt der Datei im Ordner benutzen.</translation>
    </message>
    <message>
        <source>Used by backups</source>
        <translation>Von Sicherungen belegt</translation>
    </message>
    <message>
        <source>VAT GST sales tax</source>
        <translation>MwSt Mehrwertsteuer USt Umsatzsteuer</translation>
    </message>
    <message>
        <source>VAT USt-IdNr SIRET NIF invoice</source>
        <translation>USt-IdNr Umsatzsteuer Mehrwertsteuer Finanzamt Rechnung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Variants then</source>
        <translation>Varianten damals</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Nur Einblick</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Gutschein</translation>
    </message>
    <message>
        <source>WRONG </source>
        <translation>FALSCH </translation>
    </message>
    <message>
        <source>Waiting for a slow reader before it is asked nothing more</source>
        <translation>Was auf einen langsamen Leser wartet, bevor er nichts mehr gefragt wird</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Warnings and faults</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Weg zurück</translation>
    </message>
    <message>
        <source>Ways of delivery</source>
        <translation>Lieferarten</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Web shop</source>
        <translation>Webshop</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>Wöchentlich</translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation>Gewicht in Gramm</translation>
    </message>
    <message>
        <source>Welcome to Backroom</source>
        <translation>Willkommen bei Backroom</translation>
    </message>
    <message>
        <source>What PostgreSQL's programs write into the folder holds all databases of that server and is not encrypted, other than backups: keep it on an encrypted disk that nobody else may read.</source>
        <translation>Was die Programme von PostgreSQL in den Ordner schreiben, umfasst alle Datenbanken jenes Servers und ist, anders als Sicherungen, nicht verschlüsselt: Legen Sie es auf einen verschlüsselten Datenträger, den sonst niemand lesen darf.</translation>
    </message>
    <message>
        <source>What a line of “sales” covers: day, week or month.</source>
        <translation>Was eine Zeile von „sales“ umfasst: day, week oder month.</translation>
    </message>
    <message>
        <source>What a new person may: owner, manager, staff, viewer or customer.</source>
        <translation>Was eine neue Person darf: owner, manager, staff, viewer oder customer.</translation>
    </message>
    <message>
        <source>What a person made or a restore put aside is kept for so many days at least</source>
        <translation>Was jemand erstellt oder ein Wiederherstellen beiseitegelegt hat, bleibt mindestens so viele Tage</translation>
    </message>
    <message>
        <source>What are its columns?</source>
        <translation>Was bedeuten die Spalten?</translation>
    </message>
    <message>
        <source>What came in?</source>
        <translation>Was ist hereingekommen?</translation>
    </message>
    <message>
        <source>What can be read</source>
        <translation>Was gelesen werden kann</translation>
    </message>
    <message>
        <source>What comes back most</source>
        <translation>Was am häufigsten zurückkommt</translation>
    </message>
    <message>
        <source>What customers order through your shop site or app stands here the moment it is placed.</source>
        <translation>Was Kunden über Ihre Shopseite oder App bestellen, steht hier im selben Moment.</translation>
    </message>
    <message>
        <source>What does not add up</source>
        <translation>Was nicht aufgeht</translation>
    </message>
    <message>
        <source>What each piece brought, before tax, less returns</source>
        <translation>Was jeder Artikel einbrachte, ohne Steuer, abzüglich Rückgaben</translation>
    </message>
    <message>
        <source>What entry %1 says was changed after it was written.</source>
        <translation>Was Eintrag %1 sagt, wurde nach dem Schreiben geändert.</translation>
    </message>
    <message>
        <source>What goes back of order #%1?</source>
        <translation>Was kommt von Bestellung #%1 zurück?</translation>
    </message>
    <message>
        <source>What goes into the parcel, without prices, with boxes to tick.</source>
        <translation>Was ins Paket kommt, ohne Preise, mit Kästchen zum Abhaken.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>What is at its mark, or lasts no more than two weeks at the pace of the last 30 days, stands here with how much to order.</source>
        <translation>Hier steht, was an seiner Marke liegt oder beim Tempo der letzten 30 Tage höchstens zwei Wochen reicht, und wie viel zu bestellen ist.</translation>
    </message>
    <message>
        <source>What is bought?</source>
        <translation>Was wird gekauft?</translation>
    </message>
    <message>
        <source>What is handed over of order #%1?</source>
        <translation>Was wird von Bestellung #%1 übergeben?</translation>
    </message>
    <message>
        <source>What is in stock and nobody bought. 90 is the days to look back.</source>
        <translation>Was auf Lager ist und niemand gekauft hat. 90 sind die Tage, die zurückgeblickt wird.</translation>
    </message>
    <message>
        <source>What is in stock for fewer than 30 days, if it sells as in the last 30.</source>
        <translation>Was für weniger als 30 Tage reicht, wenn es sich verkauft wie in den letzten 30.</translation>
    </message>
    <message>
        <source>What is in the file</source>
        <translation>Was in der Datei steht</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>Was angesehen wird</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>Was sicher ist</translation>
    </message>
    <message>
        <source>What is sent of order #%1?</source>
        <translation>Was wird von Bestellung #%1 versendet?</translation>
    </message>
    <message>
        <source>What is there, what it is worth, and how long it lasts at the pace of these days</source>
        <translation>Was da ist, was es wert ist und wie lange es beim Tempo dieser Tage reicht</translation>
    </message>
    <message>
        <source>What is under way when the server stops has</source>
        <translation>Was beim Anhalten des Servers gerade läuft, hat</translation>
    </message>
    <message>
        <source>What is written to logs/backroom.log and to standard error, and whatever is graver: debug, info, warning or error. When left out, info to the file and warning to standard error.</source>
        <translation>Was in logs/backroom.log und in die Standardfehlerausgabe geschrieben wird, und alles Ernstere: debug, info, warning oder error. Ohne Angabe info in die Datei und warning in die Standardfehlerausgabe.</translation>
    </message>
    <message>
        <source>What it cost</source>
        <translation>Was es kostete</translation>
    </message>
    <message>
        <source>What it is for: “Shop site”, “Warehouse scanner”.</source>
        <translation>Wofür er ist: „Shopseite“, „Lagerscanner“.</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Was er darf</translation>
    </message>
    <message>
        <source>What it shows, in SQL</source>
        <translation>Was er zeigt, in SQL</translation>
    </message>
    <message>
        <source>What its pages and products are written in; the first is the usual one.</source>
        <translation>Worin seine Seiten und Produkte geschrieben sind; die erste ist die übliche.</translation>
    </message>
    <message>
        <source>What kind of file it is; told by its header when left out.</source>
        <translation>Was für eine Datei es ist; ohne Angabe an der Kopfzeile erkannt.</translation>
    </message>
    <message>
        <source>What kind of place</source>
        <translation>Was für ein Ort</translation>
    </message>
    <message>
        <source>What of the stock is shown</source>
        <translation>Was vom Bestand gezeigt wird</translation>
    </message>
    <message>
        <source>What people know it by</source>
        <translation>Unter welchem Namen man ihn kennt</translation>
    </message>
    <message>
        <source>What sells out soon, or is below what you want to have, stands here.</source>
        <translation>Hier steht, was bald ausverkauft ist oder unter dem liegt, was Sie haben möchten.</translation>
    </message>
    <message>
        <source>What sites and apps asked of the server, and how fast it answered</source>
        <translation>Was Seiten und Apps vom Server wollten und wie schnell er antwortete</translation>
    </message>
    <message>
        <source>What stands on the shelf?</source>
        <translation>Was steht im Regal?</translation>
    </message>
    <message>
        <source>What the database holds is not what was put in (%1). Nothing was changed.</source>
        <translation>Was die Datenbank enthält, ist nicht, was hineingelegt wurde (%1). Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>What the database wrote has been received until %1 only.</source>
        <translation>Was die Datenbank schrieb, ist nur bis %1 angekommen.</translation>
    </message>
    <message>
        <source>What the limits are</source>
        <translation>Welche Grenzen gelten</translation>
    </message>
    <message>
        <source>What the program has to say stands here: that it started, what went wrong and why.</source>
        <translation>Hier steht, was das Programm zu melden hat: dass es gestartet ist, was schiefging und warum.</translation>
    </message>
    <message>
        <source>What the program said</source>
        <translation>Was das Programm gemeldet hat</translation>
    </message>
    <message>
        <source>What the program said to it</source>
        <translation>Was das Programm dazu gemeldet hat</translation>
    </message>
    <message>
        <source>What the recorded changes lead to is no whole shop (%1). Choose an earlier moment, or the next backup.</source>
        <translation>Wozu die aufgezeichneten Änderungen führen, ist kein ganzer Shop (%1). Wählen Sie einen früheren Moment, oder die nächste Sicherung.</translation>
    </message>
    <message>
        <source>What the shop is called.</source>
        <translation>Wie der Shop heißt.</translation>
    </message>
    <message>
        <source>What the shop sells stands here, with pictures, prices and what is in stock.</source>
        <translation>Hier steht, was der Shop verkauft, mit Bildern, Preisen und Bestand.</translation>
    </message>
    <message>
        <source>What the stock is worth, by vendor</source>
        <translation>Was der Bestand wert ist, nach Hersteller</translation>
    </message>
    <message>
        <source>What the text above finds stands here, as a table and, where it has a name and a figure, as a chart. “Ready reports” has some to begin with, without any SQL.</source>
        <translation>Was der Text oben findet, steht hier, als Tabelle und, wo es einen Namen und eine Zahl hat, als Diagramm. „Fertige Berichte“ hat welche zum Anfangen, ganz ohne SQL.</translation>
    </message>
    <message>
        <source>What the variants differ in, with commas between: Size, Colour</source>
        <translation>Worin sich die Varianten unterscheiden, mit Kommas dazwischen: Größe, Farbe</translation>
    </message>
    <message>
        <source>What they bought</source>
        <translation>Was gekauft wurde</translation>
    </message>
    <message>
        <source>What this changed was erased from the journal.</source>
        <translation>Was hier geändert wurde, ist aus dem Verlauf gelöscht.</translation>
    </message>
    <message>
        <source>What to begin with</source>
        <translation>Womit Sie beginnen</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Was gesucht wird</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Was gefragt wurde</translation>
    </message>
    <message>
        <source>What was bought, with its taxes, what it came to and what is left to pay.</source>
        <translation>Was gekauft wurde, mit den Steuern, der Summe und dem, was noch zu zahlen ist.</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Was geändert wurde</translation>
    </message>
    <message>
        <source>What was chosen about backups cannot be read</source>
        <translation>Was zu Sicherungen gewählt wurde, lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>What was committed last could not be asked for: %1</source>
        <translation>Was zuletzt geschrieben wurde, ließ sich nicht erfragen: %1</translation>
    </message>
    <message>
        <source>What was committed last has not arrived in the time machine's folder yet. Try again in a moment.</source>
        <translation>Was zuletzt geschrieben wurde, ist noch nicht im Ordner der Zeitmaschine angekommen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>What was copied to %1 reads back differently. Its disk or connection is not to be relied on; use another.</source>
        <translation>Was nach %1 kopiert wurde, liest sich anders zurück. Auf den Datenträger oder die Verbindung ist kein Verlass; nehmen Sie einen anderen.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>What was found in the help</source>
        <translation>Was in der Hilfe gefunden wurde</translation>
    </message>
    <message>
        <source>What was given back</source>
        <translation>Was erstattet wurde</translation>
    </message>
    <message>
        <source>What was imported</source>
        <translation>Was importiert wurde</translation>
    </message>
    <message>
        <source>What was paid for order #%1?</source>
        <translation>Was wurde für Bestellung #%1 gezahlt?</translation>
    </message>
    <message>
        <source>What was paid, short: for the roll of a receipt printer, or on a sheet.</source>
        <translation>Was bezahlt wurde, kurz: für die Rolle eines Bondruckers, oder auf einem Blatt.</translation>
    </message>
    <message>
        <source>What was personal is gone for good. A backup may still hold it.</source>
        <translation>Was persönlich war, ist endgültig weg. Eine Sicherung enthält es vielleicht noch.</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>What was sent came back since. Take that back first.</source>
        <translation>Was versendet wurde, kam seither zurück. Nehmen Sie das erst zurück.</translation>
    </message>
    <message>
        <source>What was sent could not be read</source>
        <translation>Was gesendet wurde, war nicht zu lesen</translation>
    </message>
    <message>
        <source>What was sent to %1 reads back differently. It is sent again by itself.</source>
        <translation>Was an %1 gesendet wurde, liest sich anders zurück. Es wird von selbst noch einmal gesendet.</translation>
    </message>
    <message>
        <source>What was sold, before tax, less discounts and returns</source>
        <translation>Was verkauft wurde, ohne Steuer, abzüglich Rabatten und Rückgaben</translation>
    </message>
    <message>
        <source>What was taxed at which rate, and the tax in it</source>
        <translation>Was zu welchem Satz besteuert wurde, und die Steuer darin</translation>
    </message>
    <message>
        <source>What was there before is back</source>
        <translation>Was davor da war, ist wieder da</translation>
    </message>
    <message>
        <source>What was there before is kept in %1; “backroomd restore --undo” brings it back.</source>
        <translation>Was davor da war, ist in %1 aufbewahrt; „backroomd restore --undo“ holt es zurück.</translation>
    </message>
    <message>
        <source>What was turned away</source>
        <translation>Was abgewiesen wurde</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Was sich ändern wird</translation>
    </message>
    <message>
        <source>What would come of it</source>
        <translation>Was dabei herauskäme</translation>
    </message>
    <message>
        <source>What you call it: “USB stick”, “Shop NAS”</source>
        <translation>Wie Sie ihn nennen: „USB-Stick“, „NAS im Laden“</translation>
    </message>
    <message>
        <source>What you changed here is lost.</source>
        <translation>Was Sie hier geändert haben, geht verloren.</translation>
    </message>
    <message>
        <source>What “%1” has of %2 is not what was proved.</source>
        <translation>Was „%1“ von %2 hat, ist nicht das, was geprüft wurde.</translation>
    </message>
    <message>
        <source>What “%1” is</source>
        <translation>Was „%1“ ist</translation>
    </message>
    <message>
        <source>Whatever comes in, is sold, taken back or counted stands here, with who and why.</source>
        <translation>Hier steht, was hereinkommt, verkauft, zurückgenommen oder gezählt wird, und wer und warum.</translation>
    </message>
    <message>
        <source>Whatever is placed and wants somebody stands here by itself.</source>
        <translation>Was bestellt wird und jemanden braucht, steht hier von selbst.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When backups are made</source>
        <translation>Wann Sicherungen erstellt werden</translation>
    </message>
    <message>
        <source>When backups are made by themselves and where they are kept stands under the title [backups]:</source>
        <translation>Wann Sicherungen von selbst erstellt und wo sie aufbewahrt werden, steht unter dem Titel [backups]:</translation>
    </message>
    <message>
        <source>When the program is closed</source>
        <translation>Beim Schließen des Programms</translation>
    </message>
    <message>
        <source>When they are made, where they are kept and for how long</source>
        <translation>Wann sie erstellt, wo und wie lange sie aufbewahrt werden</translation>
    </message>
    <message>
        <source>When they were placed</source>
        <translation>Wann bestellt wurde</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Where backups are kept</source>
        <translation>Wo Sicherungen aufbewahrt werden</translation>
    </message>
    <message>
        <source>Where does order #%1 go?</source>
        <translation>Wohin geht Bestellung #%1?</translation>
    </message>
    <message>
        <source>Where else are backups kept?</source>
        <translation>Wo sonst werden Sicherungen aufbewahrt?</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>Woher sie kam</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Wo es steht</translation>
    </message>
    <message>
        <source>Where orders went, before tax</source>
        <translation>Wohin Bestellungen gingen, ohne Steuer</translation>
    </message>
    <message>
        <source>Where shop sites and apps reach the shop, and what its limits are</source>
        <translation>Wo Shopseiten und Apps den Shop erreichen und welche Grenzen gelten</translation>
    </message>
    <message>
        <source>Where shop sites and apps reach this shop</source>
        <translation>Wo Shopseiten und Apps diesen Shop erreichen</translation>
    </message>
    <message>
        <source>Where the shop is at home.</source>
        <translation>Wo der Shop zu Hause ist.</translation>
    </message>
    <message>
        <source>Where the shop is, as in DE. Tax, time zone and delivery begin with what is usual there.</source>
        <translation>Wo der Shop ist, wie DE. Steuer, Zeitzone und Lieferung beginnen mit dem dort Üblichen.</translation>
    </message>
    <message>
        <source>Where the telephone is lost or not at hand, one of these lets %1 in instead of the six digits; each of them once. Write them on paper or print them, and keep that in a safe place.</source>
        <translation>Ist das Telefon verloren oder nicht zur Hand, kommt %1 mit einem davon statt der sechs Ziffern hinein; mit jedem nur einmal. Schreiben oder drucken Sie sie auf Papier, und verwahren Sie es sicher.</translation>
    </message>
    <message>
        <source>Where they came from</source>
        <translation>Woher sie kamen</translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much</source>
        <translation>Ob gebremst wird, wer zu viel anfragt</translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much: on or off.</source>
        <translation>Ob gebremst wird, wer zu viel anfragt: on oder off.</translation>
    </message>
    <message>
        <source>Whether one is made when the program ends</source>
        <translation>Ob eine erstellt wird, wenn das Programm endet</translation>
    </message>
    <message>
        <source>Which are shown</source>
        <translation>Welche gezeigt werden</translation>
    </message>
    <message>
        <source>Which changes are shown</source>
        <translation>Welche Änderungen gezeigt werden</translation>
    </message>
    <message>
        <source>Which customers are shown</source>
        <translation>Welche Kunden gezeigt werden</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Welche Datei?</translation>
    </message>
    <message>
        <source>Which kind of paper</source>
        <translation>Welche Art von Papier</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>Welche Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>Which log is shown</source>
        <translation>Welches Protokoll gezeigt wird</translation>
    </message>
    <message>
        <source>Which movements are shown</source>
        <translation>Welche Bewegungen gezeigt werden</translation>
    </message>
    <message>
        <source>Which orders are shown</source>
        <translation>Welche Bestellungen gezeigt werden</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>Welches Papier</translation>
    </message>
    <message>
        <source>Which pieces are shown</source>
        <translation>Welche Artikel gezeigt werden</translation>
    </message>
    <message>
        <source>Which requests are shown</source>
        <translation>Welche Anfragen gezeigt werden</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>Welche Zeilen</translation>
    </message>
    <message>
        <source>Which shelf, who counted. It may stay empty.</source>
        <translation>Welches Regal, wer gezählt hat. Es darf leer bleiben.</translation>
    </message>
    <message>
        <source>While it is off, shop sites and apps get no answer.</source>
        <translation>Solange er aus ist, bekommen Shopseiten und Apps keine Antwort.</translation>
    </message>
    <message>
        <source>While neither does, the database keeps it on its own disk until one is opened again. Turn the time machine off before the shop rests for long.</source>
        <translation>Solange das keines tut, behält die Datenbank es auf dem eigenen Datenträger, bis wieder eines geöffnet wird. Schalten Sie die Zeitmaschine aus, bevor der Shop lange ruht.</translation>
    </message>
    <message>
        <source>While “backroomd serve” or the console has the shop open, what the database writes is taken along, and “backroomd restore --at TIME” leads to any moment from %1 on.</source>
        <translation>Solange „backroomd serve“ oder die Konsole den Shop offen hat, wird mitgenommen, was die Datenbank schreibt, und „backroomd restore --at TIME“ führt zu jedem Moment ab %1.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Who bought, how often and for how much, with tax and shipping</source>
        <translation>Wer kaufte, wie oft und für wie viel, mit Steuer und Versand</translation>
    </message>
    <message>
        <source>Who brought it, what was missing. It may stay empty.</source>
        <translation>Wer es brachte, was fehlte. Es darf leer bleiben.</translation>
    </message>
    <message>
        <source>Who works here, and which programs may do what</source>
        <translation>Wer hier arbeitet und welche Programme was dürfen</translation>
    </message>
    <message>
        <source>Who works in the shop: makes people, lists them, shuts them out, gives them a new password.</source>
        <translation>Wer im Shop arbeitet: legt Personen an, zählt sie auf, sperrt sie, gibt ihnen ein neues Passwort.</translation>
    </message>
    <message>
        <source>Whoever asked may not do this</source>
        <translation>Wer gefragt hat, darf das nicht</translation>
    </message>
    <message>
        <source>Whoever signs up or orders with an account stands here, with all they bought.</source>
        <translation>Wer sich registriert oder mit einem Konto bestellt, steht hier, mit allen Einkäufen.</translation>
    </message>
    <message>
        <source>Whoever works there signs in again, with the password.</source>
        <translation>Wer dort arbeitet, meldet sich mit dem Passwort neu an.</translation>
    </message>
    <message>
        <source>Whole and proved: %1</source>
        <translation>Unversehrt und geprüft: %1</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>Ganze Seite</translation>
    </message>
    <message>
        <source>Whom you mean.</source>
        <translation>Wen Sie meinen.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>With --undo no backup is named: it is the one made before the last restore.</source>
        <translation>Mit --undo wird keine Sicherung genannt: Es ist die, die vor dem letzten Wiederherstellen erstellt wurde.</translation>
    </message>
    <message>
        <source>With a minus when there are fewer</source>
        <translation>Mit einem Minus, wenn es weniger sind</translation>
    </message>
    <message>
        <source>With commas between them</source>
        <translation>Mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>With its tax; 0 is free.</source>
        <translation>Mit ihrer Steuer; 0 ist kostenlos.</translation>
    </message>
    <message>
        <source>With products, stock and some weeks of orders. Throw it away whenever you like.</source>
        <translation>Mit Produkten, Bestand und einigen Wochen Bestellungen. Werfen Sie es weg, wann immer Sie möchten.</translation>
    </message>
    <message>
        <source>With tax, as the customer pays it</source>
        <translation>Mit Steuer, wie die Kunden ihn zahlen</translation>
    </message>
    <message>
        <source>With tax, as the customer pays them</source>
        <translation>Mit Steuer, wie die Kunden sie zahlen</translation>
    </message>
    <message>
        <source>With the first order, sales day by day and what sells best stand here.</source>
        <translation>Mit der ersten Bestellung stehen hier die Umsätze Tag für Tag und was am besten läuft.</translation>
    </message>
    <message>
        <source>With the first request of a shop site or an app, how many come in, how fast they are answered and what was turned away stand here.</source>
        <translation>Mit der ersten Anfrage einer Shopseite oder App steht hier, wie viele hereinkommen, wie schnell sie beantwortet werden und was abgewiesen wurde.</translation>
    </message>
    <message>
        <source>With the price</source>
        <translation>Mit dem Preis</translation>
    </message>
    <message>
        <source>With the program rclone installed, cloud storage can be chosen as well.</source>
        <translation>Ist das Programm rclone installiert, lässt sich auch ein Cloud-Speicher wählen.</translation>
    </message>
    <message>
        <source>With these words and a file of a backup this shop can be restored on any computer. Without them a backup cannot be opened if this computer is lost. Keep the sheet where you keep deeds and passports, and not beside the backups: whoever has both has the shop's data.</source>
        <translation>Mit diesen Wörtern und einer Sicherungsdatei lässt sich dieser Shop auf jedem Computer wiederherstellen. Ohne sie lässt sich keine Sicherung öffnen, wenn dieser Computer verloren geht. Bewahren Sie das Blatt dort auf, wo Sie Urkunden und Pässe aufbewahren, und nicht bei den Sicherungen: Wer beides hat, hat die Daten des Shops.</translation>
    </message>
    <message>
        <source>With this link %1 chooses a new password, once and within seven days. Until then the old one holds.</source>
        <translation>Mit diesem Link wählt %1 ein neues Passwort, einmal und innerhalb von sieben Tagen. Bis dahin gilt das alte.</translation>
    </message>
    <message>
        <source>With this link %1 chooses a password and can sign in, once and within seven days.</source>
        <translation>Mit diesem Link wählt %1 ein Passwort und kann sich anmelden, einmal und innerhalb von sieben Tagen.</translation>
    </message>
    <message>
        <source>Without a data folder no backups are kept here.</source>
        <translation>Ohne Datenordner werden hier keine Sicherungen aufbewahrt.</translation>
    </message>
    <message>
        <source>Without a data folder none are kept here.</source>
        <translation>Ohne Datenordner werden hier keine aufbewahrt.</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx)</source>
        <translation>Arbeitsmappen (*.xlsx)</translation>
    </message>
    <message>
        <source>Works on orders, stock and customers, and sees the rest.</source>
        <translation>Arbeitet an Bestellungen, Bestand und Kunden und sieht das Übrige.</translation>
    </message>
    <message>
        <source>Would make %1 products and change %2; %3 stay as they are, %4 refused.</source>
        <translation>Würde %1 Produkte anlegen und %2 ändern; %3 bleiben, wie sie sind, %4 abgewiesen.</translation>
    </message>
    <message>
        <source>Would take %1 lines: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation>Würde %1 Zeilen übernehmen: %2 Bestellungen, %3 Produkte und %4 Kunden angelegt; %5 Zeilen schon bekannt, %6 abgewiesen.</translation>
    </message>
    <message>
        <source>Write a host as shop.example, without https://, port, path or asterisk.</source>
        <translation>Schreiben Sie einen Servernamen wie shop.example, ohne https://, Port, Pfad oder Sternchen.</translation>
    </message>
    <message>
        <source>Write a note, seen by staff only</source>
        <translation>Notiz schreiben, nur für das Team sichtbar</translation>
    </message>
    <message>
        <source>Write a tag to add, or one to take away.</source>
        <translation>Schreiben Sie ein Schlagwort zum Hinzufügen oder eines zum Wegnehmen.</translation>
    </message>
    <message>
        <source>Write an amount above zero.</source>
        <translation>Einen Betrag über null schreiben.</translation>
    </message>
    <message>
        <source>Write an amount or a share, as in 5 or 10%.</source>
        <translation>Schreiben Sie einen Betrag oder einen Anteil, etwa 5 oder 10 %.</translation>
    </message>
    <message>
        <source>Write an origin as https://shop.example, without a path.</source>
        <translation>Schreiben Sie eine Herkunft wie https://shop.example, ohne Pfad.</translation>
    </message>
    <message>
        <source>Write it in the settings</source>
        <translation>In den Einstellungen eintragen</translation>
    </message>
    <message>
        <source>Write money as {"amount": 1999, "currency": "%1"}, in the currency's smallest unit.</source>
        <translation>Schreiben Sie Geld als {"amount": 1999, "currency": "%1"}, in der kleinsten Einheit der Währung.</translation>
    </message>
    <message>
        <source>Write names plainly or "in double quotes", not in other brackets.</source>
        <translation>Schreiben Sie Namen einfach so oder "in doppelten Anführungszeichen", nicht in anderen Klammern.</translation>
    </message>
    <message>
        <source>Write texts 'in single quotes' and names "in double quotes", with a space before them.</source>
        <translation>Schreiben Sie Texte 'in einfachen Anführungszeichen' und Namen "in doppelten", mit einem Leerzeichen davor.</translation>
    </message>
    <message>
        <source>Write texts 'in single quotes'; a dollar sign has no place here.</source>
        <translation>Schreiben Sie Texte 'in einfachen Anführungszeichen'; ein Dollarzeichen hat hier keinen Platz.</translation>
    </message>
    <message>
        <source>Write the moment as in 2026-11-20T09:30:00Z.</source>
        <translation>Schreiben Sie den Moment wie 2026-11-20T09:30:00Z.</translation>
    </message>
    <message>
        <source>Write the rate as a decimal from 0 to 1, as in 0.19.</source>
        <translation>Schreiben Sie den Satz als Dezimalzahl von 0 bis 1, wie 0.19.</translation>
    </message>
    <message>
        <source>Write the rate in per cent from 0 to 100, as in %1.</source>
        <translation>Schreiben Sie den Satz in Prozent von 0 bis 100, etwa %1.</translation>
    </message>
    <message>
        <source>Write the rows that could not be taken into this file, to mend and import again.</source>
        <translation>Die Zeilen, die sich nicht übernehmen ließen, in diese Datei schreiben, um sie zu berichtigen und noch einmal zu importieren.</translation>
    </message>
    <message>
        <source>Write what the others should know.</source>
        <translation>Schreiben Sie, was die anderen wissen sollen.</translation>
    </message>
    <message>
        <source>Write what the report shows: a text that begins with SELECT or WITH.</source>
        <translation>Schreiben Sie, was der Bericht zeigt: einen Text, der mit SELECT oder WITH beginnt.</translation>
    </message>
    <message>
        <source>Writes a list to standard output.</source>
        <translation>Schreibt eine Liste in die Standardausgabe.</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Written: %1. Proved: %2.</source>
        <translation>Geschrieben: %1. Geprüft: %2.</translation>
    </message>
    <message>
        <source>Wrong or not allowed</source>
        <translation>Falsch oder nicht erlaubt</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>Gestern %1</translation>
    </message>
    <message>
        <source>You can go back to any second since %1.</source>
        <translation>Sie können zu jeder Sekunde seit %1 zurückgehen.</translation>
    </message>
    <message numerus="yes">
        <source>You can go back to each of %n backups since %1.</source>
        <translation>
            <numerusform>Sie können zu %n Sicherung seit %1 zurückgehen.</numerusform>
            <numerusform>Sie können zu jeder von %n Sicherungen seit %1 zurückgehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go back to it at any time.</source>
        <translation>Sie können jederzeit dahin zurückgehen.</translation>
    </message>
    <message>
        <source>You have 50 addresses here. Remove one before you add another.</source>
        <translation>Sie haben hier 50 Adressen. Entfernen Sie eine, bevor Sie eine weitere hinzufügen.</translation>
    </message>
    <message>
        <source>You have no password here to change.</source>
        <translation>Sie haben hier kein Passwort zu ändern.</translation>
    </message>
    <message>
        <source>You have no such address. It may have been removed already.</source>
        <translation>Sie haben keine solche Adresse. Sie wurde vielleicht schon entfernt.</translation>
    </message>
    <message>
        <source>You have no such session. It may be over already.</source>
        <translation>Sie haben keine solche Sitzung. Sie ist vielleicht schon vorbei.</translation>
    </message>
    <message>
        <source>You may not add customers. Sell without keeping them.</source>
        <translation>Sie dürfen keine Kunden hinzufügen. Verkaufen Sie, ohne sie zu speichern.</translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation>Damit melden Sie sich an.</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask the shop's owner.</source>
        <translation>Ihr Konto darf das nicht. Fragen Sie den Inhaber des Shops.</translation>
    </message>
    <message>
        <source>Your address is missing on this invoice.</source>
        <translation>Ihre Adresse fehlt auf dieser Rechnung.</translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation>Ihre E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your own number of it</source>
        <translation>Ihre eigene Nummer dafür</translation>
    </message>
    <message>
        <source>Your tax number is missing on this invoice.</source>
        <translation>Ihre Steuernummer fehlt auf dieser Rechnung.</translation>
    </message>
    <message>
        <source>a category that is gone</source>
        <translation>eine Kategorie, die es nicht mehr gibt</translation>
    </message>
    <message>
        <source>a day, counted from 1 January 1970</source>
        <translation>ein Tag, gezählt ab dem 1. Januar 1970</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>einer Datei</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>vor einer Minute</translation>
    </message>
    <message>
        <source>a moment, in milliseconds since 1970 (UTC)</source>
        <translation>ein Moment, in Millisekunden seit 1970 (UTC)</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a request that hides another one</source>
        <translation>eine Anfrage, die eine andere verbirgt</translation>
    </message>
    <message>
        <source>a request whose beginning does not end</source>
        <translation>eine Anfrage, deren Anfang nicht endet</translation>
    </message>
    <message>
        <source>a row of %1 that belongs to nothing</source>
        <translation>eine Zeile von %1, die zu nichts gehört</translation>
    </message>
    <message>
        <source>a share, in millionths</source>
        <translation>ein Anteil, in Millionsteln</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>address port network limits HTTPS certificate API</source>
        <translation>Adresse Port Netzwerk Grenzen Limits HTTPS Zertifikat API</translation>
    </message>
    <message>
        <source>an amount, in the smallest unit of the currency</source>
        <translation>ein Betrag, in der kleinsten Einheit der Währung</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>vor einer Stunde</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiteres</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>appearance look console display</source>
        <translation>Aussehen Darstellung Konsole Anzeige</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>wie erwartet</translation>
    </message>
    <message>
        <source>at takes a time of day like 03:00, not “%1”.</source>
        <translation>at nimmt eine Uhrzeit wie 03:00, nicht „%1“.</translation>
    </message>
    <message>
        <source>basket abandoned expire days</source>
        <translation>Korb Einkaufswagen verlassen ablaufen Tage</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>buyers shoppers</source>
        <translation>Käufer Käuferinnen Kundschaft</translation>
    </message>
    <message>
        <source>bytes that are no request</source>
        <translation>Bytes, die keine Anfrage sind</translation>
    </message>
    <message>
        <source>came</source>
        <translation>gekommen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message>
        <source>clock hours day midnight UTC</source>
        <translation>Uhr Stunden Tag Mitternacht UTC</translation>
    </message>
    <message>
        <source>company business store</source>
        <translation>Firma Unternehmen Geschäft Laden</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>how a day is written</comment>
        <translation>d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>how a day is written</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>data nested a hundred thousand deep</source>
        <translation>hunderttausendfach verschachtelte Daten</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>down %1</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>encrypted with TLS</source>
        <translation>mit TLS verschlüsselt</translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n days</source>
        <translation>
            <numerusform>jede Sicherung für %n Tag</numerusform>
            <numerusform>jede Sicherung für %n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n hours</source>
        <translation>
            <numerusform>jede Sicherung für %n Stunde</numerusform>
            <numerusform>jede Sicherung für %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>every backup for a day</source>
        <translation>jede Sicherung für einen Tag</translation>
    </message>
    <message>
        <source>every backup for an hour</source>
        <translation>jede Sicherung für eine Stunde</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>folder takes the whole path of a folder, from “/” on.</source>
        <translation>folder nimmt den ganzen Pfad eines Ordners, von „/“ an.</translation>
    </message>
    <message>
        <source>font larger smaller zoom scale big</source>
        <translation>Schrift größer kleiner Zoom Skalierung groß</translation>
    </message>
    <message>
        <source>free from %1</source>
        <translation>kostenlos ab %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>from %1 kg</source>
        <translation>ab %1 kg</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>verschwunden</translation>
    </message>
    <message>
        <source>gross net inclusive exclusive tax mode included</source>
        <translation>brutto netto inklusive exklusive Steuer enthalten</translation>
    </message>
    <message>
        <source>half</source>
        <translation>Hälfte</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>hält</translation>
    </message>
    <message>
        <source>holds, look at it</source>
        <translation>hält, ansehen</translation>
    </message>
    <message>
        <source>host hosts domain DNS hostname</source>
        <translation>Host Hosts Domain Domäne DNS Hostname Rechnername</translation>
    </message>
    <message>
        <source>how long it took, in microseconds</source>
        <translation>wie lange es dauerte, in Mikrosekunden</translation>
    </message>
    <message>
        <source>internet browser site domain CORS security</source>
        <translation>Internet Browser Website Domain CORS Sicherheit</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>eingeladen</translation>
    </message>
    <message>
        <source>it was ended.</source>
        <translation>es wurde beendet.</translation>
    </message>
    <message>
        <source>its journal ends elsewhere</source>
        <translation>sein Verlauf endet anderswo</translation>
    </message>
    <message>
        <source>its store is damaged</source>
        <translation>sein Speicher ist beschädigt</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>line_kib is more than head_kib, but a request line is part of the head.</source>
        <translation>line_kib ist mehr als head_kib, aber die Anfragezeile ist ein Teil des Kopfes.</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>mail contact address support</source>
        <translation>Mail Kontakt Adresse Support Hilfe</translation>
    </message>
    <message>
        <source>methods price weight countries free</source>
        <translation>Methoden Preis Gewicht Länder kostenlos Versandarten</translation>
    </message>
    <message>
        <source>money euro pound dollar</source>
        <translation>Geld Euro Pfund Dollar Franken</translation>
    </message>
    <message>
        <source>nation place location state</source>
        <translation>Staat Ort Standort Bundesland</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no backup</source>
        <translation>keine Sicherung</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>nobody has asked yet</source>
        <translation>noch keine Anfragen</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>nicht gezählt</translation>
    </message>
    <message>
        <source>not encrypted: for this computer, or behind a proxy that has TLS</source>
        <translation>nicht verschlüsselt: für diesen Computer, oder hinter einem Proxy mit TLS</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>nicht bezahlt</translation>
    </message>
    <message>
        <source>nothing asked that is kept</source>
        <translation>nach nichts Aufbewahrtem gefragt</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>nichts geändert</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>of %1 at most</source>
        <translation>von höchstens %1</translation>
    </message>
    <message>
        <source>of it %1 on %2 net</source>
        <translation>darin %1 auf %2 netto</translation>
    </message>
    <message>
        <source>ok    </source>
        <translation>ok     </translation>
    </message>
    <message>
        <source>ok     </source>
        <translation>ok     </translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>am %1</translation>
    </message>
    <message numerus="yes">
        <source>one a day for %n days</source>
        <translation>
            <numerusform>eine pro Tag für %n Tag</numerusform>
            <numerusform>eine pro Tag für %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>one a day for a day</source>
        <translation>eine pro Tag für einen Tag</translation>
    </message>
    <message numerus="yes">
        <source>one a month for %n months</source>
        <translation>
            <numerusform>eine pro Monat für %n Monat</numerusform>
            <numerusform>eine pro Monat für %n Monate</numerusform>
        </translation>
    </message>
    <message>
        <source>one a month for a month</source>
        <translation>eine pro Monat für einen Monat</translation>
    </message>
    <message numerus="yes">
        <source>one a week for %n weeks</source>
        <translation>
            <numerusform>eine pro Woche für %n Woche</numerusform>
            <numerusform>eine pro Woche für %n Wochen</numerusform>
        </translation>
    </message>
    <message>
        <source>one a week for a week</source>
        <translation>eine pro Woche für eine Woche</translation>
    </message>
    <message numerus="yes">
        <source>one a year for %n years</source>
        <translation>
            <numerusform>eine pro Jahr für %n Jahr</numerusform>
            <numerusform>eine pro Jahr für %n Jahre</numerusform>
        </translation>
    </message>
    <message>
        <source>one a year for a year</source>
        <translation>eine pro Jahr für ein Jahr</translation>
    </message>
    <message>
        <source>one that announces ten gigabytes</source>
        <translation>eine, die zehn Gigabyte ankündigt</translation>
    </message>
    <message>
        <source>one that asks for this computer's files</source>
        <translation>eine, die nach Dateien dieses Computers fragt</translation>
    </message>
    <message>
        <source>one that is meant for another site</source>
        <translation>eine, die für eine andere Seite gedacht ist</translation>
    </message>
    <message>
        <source>one that is sent a letter at a time</source>
        <translation>eine, die Buchstabe für Buchstabe gesendet wird</translation>
    </message>
    <message>
        <source>order-list.csv</source>
        <translation>Bestellliste.csv</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>origin origins CORS website storefront</source>
        <translation>origin origins Herkunft CORS Website Schaufenster</translation>
    </message>
    <message>
        <source>other rows came out than went in (%1)</source>
        <translation>es kamen andere Zeilen heraus, als hineingingen (%1)</translation>
    </message>
    <message>
        <source>over a year</source>
        <translation>über ein Jahr</translation>
    </message>
    <message>
        <source>phone contact number mobile</source>
        <translation>Telefonnummer Kontakt Nummer Handy</translation>
    </message>
    <message>
        <source>products</source>
        <translation>Produkte</translation>
    </message>
    <message>
        <source>proved %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message>
        <source>rates percent class reduced standard region</source>
        <translation>Sätze Prozent Klasse ermäßigt normal Region</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>save restore schedule disk copy</source>
        <translation>Backup speichern wiederherstellen Zeitplan Festplatte Kopie</translation>
    </message>
    <message>
        <source>shipping postage parcel post carrier courier freight</source>
        <translation>Versand Porto Paket Post Paketdienst Kurier Fracht</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>since the start, answered within</source>
        <translation>seit dem Start, beantwortet in</translation>
    </message>
    <message>
        <source>slot takes up to 63 small letters, digits and “_”.</source>
        <translation>slot nimmt bis zu 63 Kleinbuchstaben, Ziffern und „_“.</translation>
    </message>
    <message>
        <source>stays %1</source>
        <translation>bleibt %1</translation>
    </message>
    <message>
        <source>street city postcode imprint invoice sender</source>
        <translation>Straße Stadt Ort Postleitzahl PLZ Impressum Rechnung Absender</translation>
    </message>
    <message>
        <source>taken %1 times</source>
        <translation>%1-mal angenommen</translation>
    </message>
    <message>
        <source>taken once</source>
        <translation>einmal angenommen</translation>
    </message>
    <message>
        <source>theme dark light night mode contrast</source>
        <translation>Thema dunkel hell Nacht Modus Kontrast</translation>
    </message>
    <message>
        <source>they balance</source>
        <translation>sie stimmen</translation>
    </message>
    <message>
        <source>they do not balance</source>
        <translation>sie stimmen nicht</translation>
    </message>
    <message>
        <source>this computer’s keyring</source>
        <translation>dem Schlüsselbund dieses Computers</translation>
    </message>
    <message>
        <source>title brand</source>
        <translation>Titel Marke</translation>
    </message>
    <message>
        <source>tls_certificate and tls_key need each other.</source>
        <translation>tls_certificate und tls_key brauchen einander.</translation>
    </message>
    <message>
        <source>to be had</source>
        <translation>vorrätig</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>zu versenden</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>heute um %1</translation>
    </message>
    <message>
        <source>translation English German French Spanish locale</source>
        <translation>Übersetzung Englisch Deutsch Französisch Spanisch Locale</translation>
    </message>
    <message>
        <source>trusted_proxies takes addresses and networks with commas between them, as in 127.0.0.1, 10.0.0.0/8, not “%1”.</source>
        <translation>trusted_proxies nimmt Adressen und Netze mit Kommas dazwischen, wie 127.0.0.1, 10.0.0.0/8, nicht „%1“.</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>up to %1 kg</source>
        <translation>bis %1 kg</translation>
    </message>
    <message>
        <source>users roles password API key token permission two-step</source>
        <translation>Benutzer Rollen Passwort API-Schlüssel Token Berechtigung Mitarbeiter zwei Schritte</translation>
    </message>
    <message>
        <source>version %1, lists %2, orders %3: %4</source>
        <translation>Version %1, Listen %2, Bestellungen %3: %4</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>zuvor %1</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>“%1” as of %2: %3 orders, %4 products, %5 images. Made by Backroom %6.</source>
        <translation>„%1“, Stand %2: %3 Bestellungen, %4 Produkte, %5 Bilder. Erstellt von Backroom %6.</translation>
    </message>
    <message>
        <source>“%1” came while the list was saved. Scan it again.</source>
        <translation>„%1“ kam, während die Liste gespeichert wurde. Scannen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“%1” came while the order was placed. Scan it again.</source>
        <translation>„%1“ kam, während die Bestellung aufgegeben wurde. Scannen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“%1” cannot be read. Check that it is there and that this account may read it.</source>
        <translation>„%1“ lässt sich nicht lesen. Prüfen Sie, ob es da ist und dieses Konto es lesen darf.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2. Check who may read it.</source>
        <translation>„%1“ lässt sich nicht lesen: %2. Prüfen Sie, wer sie lesen darf.</translation>
    </message>
    <message>
        <source>“%1” cannot be written. See whether there is room on the disk and your account may write there.</source>
        <translation>„%1“ lässt sich nicht schreiben. Sehen Sie nach, ob auf dem Datenträger Platz ist und Ihr Konto dort schreiben darf.</translation>
    </message>
    <message>
        <source>“%1” cannot stand in an address. Write the handle with a to z, 0 to 9 and hyphens.</source>
        <translation>„%1“ kann nicht in einer Adresse stehen. Schreiben Sie den Handle mit a bis z, 0 bis 9 und Bindestrichen.</translation>
    </message>
    <message>
        <source>“%1” does not say where the folder lies. Give its whole path, from “/” on.</source>
        <translation>„%1“ sagt nicht, wo der Ordner liegt. Geben Sie den ganzen Pfad an, von „/“ an.</translation>
    </message>
    <message>
        <source>“%1” has moved to %2: %3 rows in %4 tables, and %5 image files.</source>
        <translation>„%1“ ist nach %2 umgezogen: %3 Zeilen in %4 Tabellen und %5 Bilddateien.</translation>
    </message>
    <message>
        <source>“%1” has no place here.</source>
        <translation>„%1“ hat hier keinen Platz.</translation>
    </message>
    <message>
        <source>“%1” has no price. Add it.</source>
        <translation>„%1“ hat keinen Preis. Ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>“%1” has no variation that can be taken. Add one with a price.</source>
        <translation>„%1“ hat keine Variante, die sich übernehmen lässt. Ergänzen Sie eine mit Preis.</translation>
    </message>
    <message>
        <source>“%1” has not got the backups since %2.</source>
        <translation>„%1“ fehlen die Sicherungen seit %2.</translation>
    </message>
    <message>
        <source>“%1” has the options %2 twice. Remove one of them.</source>
        <translation>„%1“ hat die Merkmale %2 zweimal. Entfernen Sie eines davon.</translation>
    </message>
    <message>
        <source>“%1” has this SKU already. Choose another one.</source>
        <translation>„%1“ hat diese SKU schon. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>“%1” is a download there. Its files are not taken.</source>
        <translation>„%1“ ist dort ein Download. Seine Dateien werden nicht übernommen.</translation>
    </message>
    <message>
        <source>“%1” is a folder. Name the file inside it.</source>
        <translation>„%1“ ist ein Ordner. Nennen Sie die Datei darin.</translation>
    </message>
    <message>
        <source>“%1” is a gift card there. It is taken as a plain product.</source>
        <translation>„%1“ ist dort ein Geschenkgutschein. Er wird als einfaches Produkt übernommen.</translation>
    </message>
    <message>
        <source>“%1” is a group of other products and has no price of its own. It is taken as a draft, without its members.</source>
        <translation>„%1“ ist eine Gruppe anderer Produkte und hat keinen eigenen Preis. Sie wird als Entwurf übernommen, ohne ihre Mitglieder.</translation>
    </message>
    <message>
        <source>“%1” is a place already.</source>
        <translation>„%1“ ist schon ein Ort.</translation>
    </message>
    <message>
        <source>“%1” is as it was on %2</source>
        <translation>„%1“ ist wie am %2</translation>
    </message>
    <message>
        <source>“%1” is back among the customers</source>
        <translation>„%1“ ist zurück bei den Kunden</translation>
    </message>
    <message>
        <source>“%1” is back, with nothing in stock</source>
        <translation>„%1“ ist zurück, ohne Bestand</translation>
    </message>
    <message>
        <source>“%1” is hidden from the catalogue there, so it is a draft here. Publish it when it should be seen.</source>
        <translation>„%1“ ist dort im Katalog verborgen, deshalb ist es hier ein Entwurf. Veröffentlichen Sie es, wenn es zu sehen sein soll.</translation>
    </message>
    <message>
        <source>“%1” is neither a name nor an address of a computer. Write it as in shop.example.com or 192.168.1.20.</source>
        <translation>„%1“ ist weder Name noch Adresse eines Computers. Schreiben Sie es wie shop.example.com oder 192.168.1.20.</translation>
    </message>
    <message>
        <source>“%1” is no date and time. Write it as in 2010-12-01 08:26:00 or, month first, 12/1/2010 8:26.</source>
        <translation>„%1“ ist kein Datum mit Uhrzeit. Schreiben Sie es wie 2010-12-01 08:26:00 oder, mit dem Monat zuerst, 12/1/2010 8:26.</translation>
    </message>
    <message>
        <source>“%1” is no day. Write it as in 2011-01-31.</source>
        <translation>„%1“ ist kein Tag. Schreiben Sie ihn wie 2011-01-31.</translation>
    </message>
    <message>
        <source>“%1” is no figure. It stays as it was.</source>
        <translation>„%1“ ist keine Zahl. Es bleibt, wie es war.</translation>
    </message>
    <message>
        <source>“%1” is no longer a place for backups</source>
        <translation>„%1“ ist kein Ort für Sicherungen mehr</translation>
    </message>
    <message>
        <source>“%1” is no number of a product or customer.</source>
        <translation>„%1“ ist keine Nummer eines Produkts oder Kunden.</translation>
    </message>
    <message>
        <source>“%1” is no place that rclone knows. Write it as REMOTE:FOLDER.</source>
        <translation>„%1“ ist kein Ort, den rclone kennt. Schreiben Sie ihn als REMOTE:FOLDER.</translation>
    </message>
    <message>
        <source>“%1” is no price. Write it with a point or comma and at most %2 digits behind it.</source>
        <translation>„%1“ ist kein Preis. Schreiben Sie ihn mit Punkt oder Komma und höchstens %2 Stellen dahinter.</translation>
    </message>
    <message>
        <source>“%1” is no status. Write draft, active or archived.</source>
        <translation>„%1“ ist kein Status. Schreiben Sie Entwurf, aktiv oder archiviert.</translation>
    </message>
    <message>
        <source>“%1” is no time. Write it as in 2026-11-20T09:30:00.000Z.</source>
        <translation>„%1“ ist keine Zeit. Schreiben Sie sie wie 2026-11-20T09:30:00.000Z.</translation>
    </message>
    <message>
        <source>“%1” is no web address, so this image is left out.</source>
        <translation>„%1“ ist keine Webadresse, deshalb wird dieses Bild ausgelassen.</translation>
    </message>
    <message>
        <source>“%1” is no weight. Write it as in 0.5.</source>
        <translation>„%1“ ist kein Gewicht. Schreiben Sie es wie 0.5.</translation>
    </message>
    <message>
        <source>“%1” is no whole number. Correct it.</source>
        <translation>„%1“ ist keine ganze Zahl. Berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>“%1” is no whole number. Write it as in 12 or -12.</source>
        <translation>„%1“ ist keine ganze Zahl. Schreiben Sie sie wie 12 oder -12.</translation>
    </message>
    <message>
        <source>“%1” is not a number. Write it with a point, as in 12.50.</source>
        <translation>„%1“ ist keine Zahl. Schreiben Sie sie mit Punkt, wie 12.50.</translation>
    </message>
    <message>
        <source>“%1” is not an address of this computer. Use 127.0.0.1 for this computer alone, or 0.0.0.0 for the whole network.</source>
        <translation>„%1“ ist keine Adresse dieses Computers. Nehmen Sie 127.0.0.1 für diesen Computer allein, oder 0.0.0.0 für das ganze Netzwerk.</translation>
    </message>
    <message>
        <source>“%1” is not for sale. Publish it first.</source>
        <translation>„%1“ steht nicht zum Verkauf. Veröffentlichen Sie es erst.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a PostgreSQL database. Write it as postgresql://user@host:5432/database.</source>
        <translation>„%1“ ist nicht die Adresse einer PostgreSQL-Datenbank. Schreiben Sie sie wie postgresql://user@host:5432/database.</translation>
    </message>
    <message>
        <source>“%1” is sold elsewhere. It is taken as a draft; the address stands in its description.</source>
        <translation>„%1“ wird anderswo verkauft. Es wird als Entwurf übernommen; die Adresse steht in seiner Beschreibung.</translation>
    </message>
    <message>
        <source>“%1” stands in the file twice. Give one of them another handle.</source>
        <translation>„%1“ steht zweimal in der Datei. Geben Sie einem davon einen anderen Handle.</translation>
    </message>
    <message>
        <source>“%1” was added</source>
        <translation>„%1“ wurde hinzugefügt</translation>
    </message>
    <message>
        <source>“%1” was archived</source>
        <translation>„%1“ wurde archiviert</translation>
    </message>
    <message>
        <source>“%1” was moved</source>
        <translation>„%1“ wurde verschoben</translation>
    </message>
    <message>
        <source>“%1” was removed; its products stay</source>
        <translation>„%1“ wurde entfernt; die Produkte bleiben</translation>
    </message>
    <message>
        <source>“%1” was saved</source>
        <translation>„%1“ wurde gespeichert</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>“backroomd %1 --help” shows what it takes.</source>
        <translation>„backroomd %1 --help“ zeigt, was es nimmt.</translation>
    </message>
    <message>
        <source>“backroomd --help” lists the commands.</source>
        <translation>„backroomd --help“ zählt die Befehle auf.</translation>
    </message>
    <message>
        <source>“backroomd COMMAND --help” tells more. Exit status: 0 done, 1 failed, 2 wrong usage.</source>
        <translation>„backroomd BEFEHL --help“ sagt mehr. Rückgabewert: 0 erledigt, 1 fehlgeschlagen, 2 falsch aufgerufen.</translation>
    </message>
    <message>
        <source>“backroomd doctor” tells whether the shop itself has this fault, and what to do.</source>
        <translation>„backroomd doctor“ sagt, ob der Shop selbst diesen Fehler hat und was zu tun ist.</translation>
    </message>
    <message>
        <source>“backroomd timemachine status” tells more.</source>
        <translation>„backroomd timemachine status“ sagt mehr.</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>… und %1 weitere.</translation>
    </message>
</context>
</TS>
