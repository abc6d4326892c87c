<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>backroom</name>
    <message>
        <source> (%1 to %2)</source>
        <translation> (%1 a %2)</translation>
    </message>
    <message>
        <source> and </source>
        <translation> y </translation>
    </message>
    <message>
        <source> days</source>
        <translation> días</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> horas</translation>
    </message>
    <message>
        <source> months</source>
        <translation> meses</translation>
    </message>
    <message>
        <source> weeks</source>
        <translation> semanas</translation>
    </message>
    <message>
        <source> years</source>
        <translation> años</translation>
    </message>
    <message>
        <source>#%1 was placed, %2 to be paid</source>
        <translation>El n.º %1 está hecho; quedan por pagar %2</translation>
    </message>
    <message>
        <source>#%1, %2 paid</source>
        <translation>N.º %1, %2 pagados</translation>
    </message>
    <message>
        <source>#%1, %2 paid. Change: %3</source>
        <translation>N.º %1, %2 pagados. Cambio: %3</translation>
    </message>
    <message>
        <source>%1 %  %2, %3 s left</source>
        <translation>%1 %  %2, quedan %3 s</translation>
    </message>
    <message>
        <source>%1 % done</source>
        <translation>%1 % hecho</translation>
    </message>
    <message>
        <source>%1 % done, %2 s left</source>
        <translation>%1 % hecho, quedan %2 s</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 de %3</translation>
    </message>
    <message>
        <source>%1 %2 read</source>
        <translation>%1 %2 leídos</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (contained)</source>
        <translation>%1 (incluido)</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 por segundo</translation>
    </message>
    <message>
        <source>%1 accepted the invitation</source>
        <translation>%1 aceptó la invitación</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 y %2 más</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 y %n más</numerusform>
            <numerusform>%1 y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 as it was on %2 – only to look at</source>
        <translation>%1 tal como estaba el %2 – solo para mirar</translation>
    </message>
    <message>
        <source>%1 as it was – only to look at</source>
        <translation>%1 tal como estaba – solo para mirar</translation>
    </message>
    <message>
        <source>%1 belongs to another program. It was left as it is; open another folder.</source>
        <translation>%1 pertenece a otro programa. Se dejó como está; abra otra carpeta.</translation>
    </message>
    <message>
        <source>%1 came</source>
        <translation>%1 llegaron</translation>
    </message>
    <message>
        <source>%1 can no longer sign in</source>
        <translation>%1 ya no puede iniciar sesión</translation>
    </message>
    <message>
        <source>%1 can sign in again</source>
        <translation>%1 puede iniciar sesión de nuevo</translation>
    </message>
    <message>
        <source>%1 cancelled the order</source>
        <translation>%1 canceló el pedido</translation>
    </message>
    <message>
        <source>%1 cannot be copied to %2: %3. Make room there, or give your account the right to read and write.</source>
        <translation>%1 no se puede copiar a %2: %3. Haga sitio ahí, o dé a su cuenta permiso para leer y escribir.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>No se puede abrir %1: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read or written (%2). Look whether its disk or connection is well.</source>
        <translation>%1 no se puede leer ni escribir (%2). Mire si su disco o conexión están bien.</translation>
    </message>
    <message>
        <source>%1 cannot be read. Give your account the right to read it.</source>
        <translation>No se puede leer %1. Dé a su cuenta permiso para leerlo.</translation>
    </message>
    <message>
        <source>%1 cannot be relied on: %2</source>
        <translation>%1 no es de fiar: %2</translation>
    </message>
    <message>
        <source>%1 cannot be understood. It has lines like “key=value” under titles like “[server]”.</source>
        <translation>%1 no se entiende. Tiene líneas como «clave=valor» bajo títulos como «[server]».</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>No se puede escribir %1.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another folder, or make room on the disk.</source>
        <translation>No se puede escribir %1. Elija otra carpeta, o haga sitio en el disco.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place for the refused rows.</source>
        <translation>No se puede escribir %1. Elija otro lugar para las filas rechazadas.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place.</source>
        <translation>No se puede escribir %1. Elija otro lugar.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Give your account the right to write there, and see that there is room.</source>
        <translation>No se puede escribir %1. Dé a su cuenta permiso para escribir ahí y compruebe que hay espacio.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Make room in the data folder and try again.</source>
        <translation>No se puede escribir %1. Haga sitio en la carpeta de datos e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>No se puede escribir %1: %2.</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 cambiaron</translation>
    </message>
    <message>
        <source>%1 changed the order</source>
        <translation>%1 cambió el pedido</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 copiados</translation>
    </message>
    <message>
        <source>%1 could not be compressed.</source>
        <translation>No se pudo comprimir %1.</translation>
    </message>
    <message>
        <source>%1 could not be reached: %2. It is tried again by itself.</source>
        <translation>No se pudo llegar a %1: %2. Se vuelve a intentar solo.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>No se pudo escribir %1: %2. Elija otro lugar.</translation>
    </message>
    <message>
        <source>%1 customers order the last %2 pieces</source>
        <translation>%1 clientes piden las últimas %2 unidades</translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment.</source>
        <translation>%1 clientes pidieron las últimas %2 unidades en el mismo momento.</translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment: %2 got one, %3 were told that it is sold out. Nothing was sold twice, and no order number is missing.</source>
        <translation>%1 clientes pidieron las últimas %2 unidades en el mismo momento: %2 recibieron una, a %3 se les dijo que está agotado. Nada se vendió dos veces y no falta ningún número de pedido.</translation>
    </message>
    <message>
        <source>%1 does not start. Install rclone anew.</source>
        <translation>%1 no arranca. Instale rclone de nuevo.</translation>
    </message>
    <message>
        <source>%1 ends before its first change.</source>
        <translation>%1 termina antes de su primer cambio.</translation>
    </message>
    <message>
        <source>%1 entries, each as it was written.</source>
        <translation>%1 entradas, cada una como se escribió.</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 libres</translation>
    </message>
    <message>
        <source>%1 gave back %2</source>
        <translation>%1 reembolsó %2</translation>
    </message>
    <message>
        <source>%1 given back</source>
        <translation>%1 reembolsados</translation>
    </message>
    <message>
        <source>%1 given back in all for order #%2</source>
        <translation>%1 reembolsados en total por el pedido n.º %2</translation>
    </message>
    <message>
        <source>%1 given, change %2</source>
        <translation>%1 entregados, cambio %2</translation>
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
        <translation>%1 entregó %2</translation>
    </message>
    <message>
        <source>%1 handed something over</source>
        <translation>%1 entregó algo</translation>
    </message>
    <message>
        <source>%1 has a new password, and is signed out everywhere.</source>
        <translation>%1 tiene una contraseña nueva y se cerró su sesión en todas partes.</translation>
    </message>
    <message>
        <source>%1 has not got it yet</source>
        <translation>%1 aún no la tiene</translation>
    </message>
    <message>
        <source>%1 has the same values as another variant.</source>
        <translation>%1 tiene los mismos valores que otra variante.</translation>
    </message>
    <message>
        <source>%1 has values of options that this product does not have.</source>
        <translation>%1 tiene valores de opciones que este producto no tiene.</translation>
    </message>
    <message>
        <source>%1 in %2 s (%3/s)</source>
        <translation>%1 en %2 s (%3/s)</translation>
    </message>
    <message>
        <source>%1 is a folder, not a shop's file. Move it away, or open another folder.</source>
        <translation>%1 es una carpeta, no el archivo de una tienda. Muévala a otro sitio o abra otra carpeta.</translation>
    </message>
    <message>
        <source>%1 is another shop's, or of another copy of this one. Choose a folder of its own.</source>
        <translation>%1 es de otra tienda, o de otra copia de esta. Elija una carpeta propia.</translation>
    </message>
    <message>
        <source>%1 is cut short: its end is missing. Use another backup.</source>
        <translation>%1 está cortado: falta su final. Use otra copia.</translation>
    </message>
    <message>
        <source>%1 is cut short: part of the shop's file is missing. Restore the newest backup; the file was left as it is.</source>
        <translation>%1 está cortado: falta una parte del archivo de la tienda. Restaure la copia más reciente; el archivo se dejó como está.</translation>
    </message>
    <message>
        <source>%1 is damaged: its beginning cannot be read. Use another backup.</source>
        <translation>%1 está dañado: no se puede leer su comienzo. Use otra copia.</translation>
    </message>
    <message>
        <source>%1 is damaged: what was read after %2 bytes is not what was written. Use another backup.</source>
        <translation>%1 está dañado: lo leído después de %2 bytes no es lo que se escribió. Use otra copia.</translation>
    </message>
    <message>
        <source>%1 is empty. Use another backup.</source>
        <translation>%1 está vacío. Use otra copia.</translation>
    </message>
    <message>
        <source>%1 is good for %2, until %3. Its key is in %4; keep that one to yourself.</source>
        <translation>%1 vale para %2, hasta %3. Su clave está en %4; guárdela solo para usted.</translation>
    </message>
    <message>
        <source>%1 is kept out of reports. The list beside the text has what can be read.</source>
        <translation>%1 queda fuera de los informes. La lista junto al texto tiene lo que se puede leer.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>Faltan %1.</translation>
    </message>
    <message>
        <source>%1 is neither on this computer nor at a place that is set up.</source>
        <translation>%1 no está ni en este ordenador ni en ningún lugar configurado.</translation>
    </message>
    <message>
        <source>%1 is no backup of Backroom.</source>
        <translation>%1 no es una copia de Backroom.</translation>
    </message>
    <message>
        <source>%1 is no longer sold</source>
        <translation>%1 ya no se vende</translation>
    </message>
    <message>
        <source>%1 is not a shop's file. It was left as it is; restore a backup, or open another folder.</source>
        <translation>%1 no es el archivo de una tienda. Se dejó como está; restaure una copia o abra otra carpeta.</translation>
    </message>
    <message>
        <source>%1 is out of bounds: from %2 to %3. Correct it.</source>
        <translation>%1 está fuera de los límites: de %2 a %3. Corríjalo.</translation>
    </message>
    <message>
        <source>%1 is ready in %2. Open it with: backroomd serve --data %2</source>
        <translation>%1 está lista en %2. Ábrala con: backroomd serve --data %2</translation>
    </message>
    <message>
        <source>%1 is still to be paid.</source>
        <translation>Quedan por pagar %1.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop.</source>
        <translation>%1 es la máquina del tiempo de otra tienda.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Choose another folder.</source>
        <translation>%1 es la máquina del tiempo de otra tienda. Elija otra carpeta.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Turn it off here and on again with a folder of this shop's own.</source>
        <translation>%1 es la máquina del tiempo de otra tienda. Desactívela aquí y actívela de nuevo con una carpeta propia de esta tienda.</translation>
    </message>
    <message>
        <source>%1 kinds of hostile requests were sent, %2 and %3 among them. Each was refused, and a customer beside them was served all the time.</source>
        <translation>Se enviaron %1 tipos de peticiones hostiles, entre ellas %2 y %3. Todas se rechazaron, y a un cliente a su lado se le atendió todo el tiempo.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>%1 lines taken: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation>%1 líneas tomadas: %2 pedidos, %3 productos y %4 clientes creados; %5 líneas ya conocidas, %6 rechazadas.</translation>
    </message>
    <message>
        <source>%1 lists of products were not answered as they should be. The first one: %2</source>
        <translation>%1 listas de productos no se respondieron como debían. La primera: %2</translation>
    </message>
    <message>
        <source>%1 made since would go</source>
        <translation>%1 hechos desde entonces se irían</translation>
    </message>
    <message>
        <source>%1 made the order by hand</source>
        <translation>%1 hizo el pedido a mano</translation>
    </message>
    <message>
        <source>%1 may not be read or written. Give your account the right to do so.</source>
        <translation>%1 no se puede leer ni escribir. Dé a su cuenta permiso para hacerlo.</translation>
    </message>
    <message>
        <source>%1 may not be read. Check the disk.</source>
        <translation>No se puede leer %1. Revise el disco.</translation>
    </message>
    <message>
        <source>%1 may not be read. Give your account the right to read it.</source>
        <translation>No se puede leer %1. Dé a su cuenta permiso para leerlo.</translation>
    </message>
    <message>
        <source>%1 may not be removed. Give your account the right to write there.</source>
        <translation>%1 no se puede eliminar. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to do so.</source>
        <translation>%1 no admite escritura. Dé a su cuenta permiso para hacerlo.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write it and its folder.</source>
        <translation>No se puede escribir %1. Dé a su cuenta permiso para escribir en él y en su carpeta.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write there.</source>
        <translation>%1 no se puede escribir. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write this folder.</source>
        <translation>No se puede escribir %1. Dé a su cuenta permiso para escribir en esta carpeta.</translation>
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
        <translation>%1 nombra un lugar, pero no hay %2.</translation>
    </message>
    <message>
        <source>%1 needs a value for “%2”.</source>
        <translation>%1 necesita un valor para «%2».</translation>
    </message>
    <message>
        <source>%1 needs rclone, which is not installed. Install it, then it is tried again by itself.</source>
        <translation>%1 necesita rclone, que no está instalado. Instálelo y se vuelve a intentar solo.</translation>
    </message>
    <message>
        <source>%1 no longer there</source>
        <translation>%1 ya no están</translation>
    </message>
    <message>
        <source>%1 noted</source>
        <translation>%1 anotó</translation>
    </message>
    <message>
        <source>%1 noted a payment of %2</source>
        <translation>%1 anotó un pago de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3 (%4 %), %5 a second</source>
        <translation>%1 de %2 %3 (%4 %), %5 por segundo</translation>
    </message>
    <message>
        <source>%1 of %2 handed over</source>
        <translation>%1 de %2 entregadas</translation>
    </message>
    <message>
        <source>%1 of %2 orders that the server had answered were gone after its restart.</source>
        <translation>%1 de %2 pedidos que el servidor había respondido no estaban tras reiniciarlo.</translation>
    </message>
    <message>
        <source>%1 of %2 refused</source>
        <translation>%1 de %2 rechazadas</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>%1 de %2 enviadas</translation>
    </message>
    <message>
        <source>%1 of %2 tests failed: %3.</source>
        <translation>%1 de %2 pruebas fallaron: %3.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 sobre %2</translation>
    </message>
    <message>
        <source>%1 opened the order again</source>
        <translation>%1 volvió a abrir el pedido</translation>
    </message>
    <message>
        <source>%1 order numbers were used for it.</source>
        <translation>Se usaron %1 números de pedido para ello.</translation>
    </message>
    <message>
        <source>%1 orders were not answered as they should be. The first one: %2</source>
        <translation>%1 pedidos no se respondieron como debían. El primero: %2</translation>
    </message>
    <message>
        <source>%1 orders, %2 products, %3 images as of %4; %5 in the file.</source>
        <translation>%1 pedidos, %2 productos, %3 imágenes a fecha de %4; %5 en el archivo.</translation>
    </message>
    <message>
        <source>%1 products made, %2 changed, %3 as they were, %4 refused.</source>
        <translation>%1 productos creados, %2 cambiados, %3 como estaban, %4 rechazados.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 sent %2</source>
        <translation>%1 envió %2</translation>
    </message>
    <message>
        <source>%1 sent something</source>
        <translation>%1 envió algo</translation>
    </message>
    <message>
        <source>%1 signed up</source>
        <translation>%1 se registró</translation>
    </message>
    <message>
        <source>%1 signs in in two steps from now on</source>
        <translation>%1 entra desde ahora en dos pasos</translation>
    </message>
    <message>
        <source>%1 signs in with the password alone</source>
        <translation>%1 entra solo con la contraseña</translation>
    </message>
    <message>
        <source>%1 since the start</source>
        <translation>%1 desde el arranque</translation>
    </message>
    <message>
        <source>%1 sold</source>
        <translation>%1 vendidas</translation>
    </message>
    <message>
        <source>%1 sold it at the counter</source>
        <translation>%1 lo vendió en el mostrador</translation>
    </message>
    <message>
        <source>%1 sold · %2</source>
        <translation>%1 vendidas · %2</translation>
    </message>
    <message>
        <source>%1 takes a number from %2 to %3, not “%4”; usual is %5.</source>
        <translation>%1 admite un número de %2 a %3, no «%4»; lo habitual es %5.</translation>
    </message>
    <message>
        <source>%1 takes a number of days from 1 to %2.</source>
        <translation>%1 admite un número de días de 1 a %2.</translation>
    </message>
    <message>
        <source>%1 takes one of %2, not “%3”.</source>
        <translation>%1 admite uno de %2, no «%3».</translation>
    </message>
    <message>
        <source>%1 takes “on” or “off”, not “%2”.</source>
        <translation>%1 admite «on» u «off», no «%2».</translation>
    </message>
    <message>
        <source>%1 there, %2 sold in 30 days</source>
        <translation>hay %1, %2 vendidas en 30 días</translation>
    </message>
    <message>
        <source>%1 there, none sold in 30 days</source>
        <translation>hay %1, ninguna vendida en 30 días</translation>
    </message>
    <message>
        <source>%1 took the parcel back</source>
        <translation>%1 revirtió el envío</translation>
    </message>
    <message>
        <source>%1 took the payment back</source>
        <translation>%1 revirtió el pago</translation>
    </message>
    <message>
        <source>%1 took the refund back</source>
        <translation>%1 revirtió el reembolso</translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation>%1 usados</translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation>%1 usados, %2 libres</translation>
    </message>
    <message>
        <source>%1 was added</source>
        <translation>Se añadió %1</translation>
    </message>
    <message>
        <source>%1 was brought back from a backup</source>
        <translation>Se recuperó %1 de una copia</translation>
    </message>
    <message>
        <source>%1 was changed</source>
        <translation>Se cambió %1</translation>
    </message>
    <message>
        <source>%1 was invited</source>
        <translation>Se invitó a %1</translation>
    </message>
    <message>
        <source>%1 was made by a newer Backroom. Install the newest version to open it.</source>
        <translation>%1 lo creó un Backroom más reciente. Instale la versión más nueva para abrirlo.</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>Se eliminó %1</translation>
    </message>
    <message>
        <source>%1 was removed from the staff</source>
        <translation>%1 ya no forma parte del equipo</translation>
    </message>
    <message>
        <source>%1 were told that it is sold out, where it should have been %2.</source>
        <translation>A %1 se les dijo que está agotado, cuando debían haber sido %2.</translation>
    </message>
    <message>
        <source>%1 were told that they got one, and there are %2 orders.</source>
        <translation>A %1 se les dijo que recibieron una, y hay %2 pedidos.</translation>
    </message>
    <message>
        <source>%1 would be as before</source>
        <translation>%1 quedarían como antes</translation>
    </message>
    <message>
        <source>%1 would come back</source>
        <translation>%1 volverían</translation>
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
        <translation>%1 × %2 píxeles</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3 from the left, %4 from the top</source>
        <translation>%1 × %2 píxeles, a %3 de la izquierda, a %4 de arriba</translation>
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
        <translation>%1, %2 menos que los %3 de %4</translation>
    </message>
    <message>
        <source>%1, %2 more than the %3 of %4</source>
        <translation>%1, %2 más que los %3 de %4</translation>
    </message>
    <message>
        <source>%1, %2 s left</source>
        <translation>%1, quedan %2 s</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n minutes left</source>
        <translation>
            <numerusform>%1, queda %n minuto</numerusform>
            <numerusform>%1, quedan %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n seconds left</source>
        <translation>
            <numerusform>%1, queda %n segundo</numerusform>
            <numerusform>%1, quedan %n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation>
            <numerusform>%1, %n pendiente</numerusform>
            <numerusform>%1, %n pendientes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, against %2 from %3</source>
        <translation>%1, frente a %2 de %3</translation>
    </message>
    <message>
        <source>%1, now %2</source>
        <translation>%1, ahora %2</translation>
    </message>
    <message>
        <source>%1, owner</source>
        <translation>%1, propietario</translation>
    </message>
    <message>
        <source>%1, printed on %2</source>
        <translation>%1, impreso el %2</translation>
    </message>
    <message>
        <source>%1, row %2 of %3</source>
        <translation>%1, fila %2 de %3</translation>
    </message>
    <message>
        <source>%1, section [backups]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation>%1, sección [backups]: %2 «backroomd serve --help» enumera lo que puede ir ahí.</translation>
    </message>
    <message>
        <source>%1, section [server]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation>%1, sección [server]: %2 «backroomd serve --help» enumera lo que puede ir ahí.</translation>
    </message>
    <message>
        <source>%1, section [timemachine]: %2 “backroomd timemachine off” and “on” write it anew.</source>
        <translation>%1, sección [timemachine]: %2 «backroomd timemachine off» y «on» la escriben de nuevo.</translation>
    </message>
    <message>
        <source>%1, then %2 there</source>
        <translation>%1, después hay %2</translation>
    </message>
    <message>
        <source>%1, then no more. %2</source>
        <translation>%1, y después ninguna más. %2</translation>
    </message>
    <message>
        <source>%1, version %2, %3 processors.</source>
        <translation>%1, versión %2, %3 procesadores.</translation>
    </message>
    <message numerus="yes">
        <source>%1. %Ln were changed again since and stay as they are.</source>
        <translation>
            <numerusform>%1. %Ln se ha vuelto a cambiar desde entonces y queda como está.</numerusform>
            <numerusform>%1. %Ln se han vuelto a cambiar desde entonces y quedan como están.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Not all of it: %2</source>
        <translation>%1. No todo: %2</translation>
    </message>
    <message>
        <source>%1. Since then: %2</source>
        <translation>%1. Desde entonces: %2</translation>
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
        <translation>%1: %2 en la copia, %3 en la tienda; desde entonces llegaron %4, cambiaron %5 y desaparecieron %6.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln pieces are there now</source>
        <translation>
            <numerusform>%1: ahora hay %Ln unidad</numerusform>
            <numerusform>%1: ahora hay %Ln unidades</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: stopping</source>
        <translation>%1: deteniendo</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%L1 of %L2 selected</source>
        <translation>%L1 de %L2 seleccionados</translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories</source>
        <translation>
            <numerusform>%Ln categoría</numerusform>
            <numerusform>%Ln categorías</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories were made.</source>
        <translation>
            <numerusform>Se creó %Ln categoría.</numerusform>
            <numerusform>Se crearon %Ln categorías.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories will be made.</source>
        <translation>
            <numerusform>Se creará %Ln categoría.</numerusform>
            <numerusform>Se crearán %Ln categorías.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln cambio</numerusform>
            <numerusform>%Ln cambios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be</source>
        <comment>images brought</comment>
        <translation>
            <numerusform>%Ln no se pudo</numerusform>
            <numerusform>%Ln no se pudieron</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln día</numerusform>
            <numerusform>%Ln días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln did not come the last time</source>
        <comment>images</comment>
        <translation>
            <numerusform>%Ln no llegó la última vez</numerusform>
            <numerusform>%Ln no llegaron la última vez</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are still on another website, as an import left them.</source>
        <translation>
            <numerusform>%Ln imagen está todavía en otro sitio web, como la dejó una importación.</numerusform>
            <numerusform>%Ln imágenes están todavía en otro sitio web, como las dejó una importación.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images could not be brought</source>
        <translation>
            <numerusform>%Ln imagen no se pudo traer</numerusform>
            <numerusform>%Ln imágenes no se pudieron traer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were brought</source>
        <translation>
            <numerusform>Se trajo %Ln imagen</numerusform>
            <numerusform>Se trajeron %Ln imágenes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in stock</source>
        <translation>
            <numerusform>%Ln en existencias</numerusform>
            <numerusform>%Ln en existencias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kinds of pieces</source>
        <translation>
            <numerusform>%Ln tipo de artículo</numerusform>
            <numerusform>%Ln tipos de artículo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln etiqueta</numerusform>
            <numerusform>%Ln etiquetas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines were saved in %1</source>
        <translation>
            <numerusform>Se guardó %Ln línea en %1</numerusform>
            <numerusform>Se guardaron %Ln líneas en %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln movements</source>
        <translation>
            <numerusform>%Ln movimiento</numerusform>
            <numerusform>%Ln movimientos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces</source>
        <translation>
            <numerusform>%Ln unidad</numerusform>
            <numerusform>%Ln unidades</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces are there now</source>
        <translation>
            <numerusform>Ahora hay %Ln unidad</numerusform>
            <numerusform>Ahora hay %Ln unidades</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces came in and are on the shelf</source>
        <translation>
            <numerusform>%Ln unidad llegó y está en el estante</numerusform>
            <numerusform>%Ln unidades llegaron y están en el estante</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln producto</numerusform>
            <numerusform>%Ln productos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stay as they are.</source>
        <translation>
            <numerusform>%Ln producto queda como está.</numerusform>
            <numerusform>%Ln productos quedan como están.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stayed as they were.</source>
        <translation>
            <numerusform>%Ln producto quedó como estaba.</numerusform>
            <numerusform>%Ln productos quedaron como estaban.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were added.</source>
        <translation>
            <numerusform>Se añadió %Ln producto.</numerusform>
            <numerusform>Se añadieron %Ln productos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were archived</source>
        <translation>
            <numerusform>Se archivó %Ln producto</numerusform>
            <numerusform>Se archivaron %Ln productos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed</source>
        <translation>
            <numerusform>Se cambió %Ln producto</numerusform>
            <numerusform>Se cambiaron %Ln productos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed, others not. %1</source>
        <translation>
            <numerusform>Se ha cambiado %Ln producto, otros no. %1</numerusform>
            <numerusform>Se han cambiado %Ln productos, otros no. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed.</source>
        <translation>
            <numerusform>Se cambió %Ln producto.</numerusform>
            <numerusform>Se cambiaron %Ln productos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were exported</source>
        <translation>
            <numerusform>Se exportó %Ln producto</numerusform>
            <numerusform>Se exportaron %Ln productos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were imported</source>
        <translation>
            <numerusform>Se importó %Ln producto</numerusform>
            <numerusform>Se importaron %Ln productos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be added.</source>
        <translation>
            <numerusform>Se añadirá %Ln producto.</numerusform>
            <numerusform>Se añadirán %Ln productos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be changed.</source>
        <translation>
            <numerusform>Se cambiará %Ln producto.</numerusform>
            <numerusform>Se cambiarán %Ln productos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken.</source>
        <translation>
            <numerusform>%Ln fila no se puede tomar.</numerusform>
            <numerusform>%Ln filas no se pueden tomar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken; the rest can.</source>
        <translation>
            <numerusform>%Ln fila no se puede tomar; el resto, sí.</numerusform>
            <numerusform>%Ln filas no se pueden tomar; el resto, sí.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were not taken.</source>
        <translation>
            <numerusform>%Ln fila no se tomó.</numerusform>
            <numerusform>%Ln filas no se tomaron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln seleccionado</numerusform>
            <numerusform>%Ln seleccionados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <comment>orders</comment>
        <translation>
            <numerusform>%Ln seleccionado</numerusform>
            <numerusform>%Ln seleccionados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sheets</source>
        <translation>
            <numerusform>%Ln hoja</numerusform>
            <numerusform>%Ln hojas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>%Ln mostrado</numerusform>
            <numerusform>%Ln mostrados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there</source>
        <translation>
            <numerusform>hay %Ln</numerusform>
            <numerusform>hay %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants</source>
        <translation>
            <numerusform>%Ln variante</numerusform>
            <numerusform>%Ln variantes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants are low or sold out.</source>
        <translation>
            <numerusform>Queda poco o nada de %Ln variante.</numerusform>
            <numerusform>Queda poco o nada de %Ln variantes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n añadido</numerusform>
            <numerusform>%n añadidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n copia</numerusform>
            <numerusform>%n copias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n llamada</numerusform>
            <numerusform>%n llamadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n cambiado</numerusform>
            <numerusform>%n cambiados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n cliente</numerusform>
            <numerusform>%n clientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>hace %n día</numerusform>
            <numerusform>hace %n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>queda %n día</numerusform>
            <numerusform>quedan %n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fields need another look.</source>
        <translation>
            <numerusform>%n campo necesita otro repaso.</numerusform>
            <numerusform>%n campos necesitan otro repaso.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>hace %n hora</numerusform>
            <numerusform>hace %n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images are nowhere to be found, and the shop goes without them.</source>
        <translation>
            <numerusform>%n imagen no aparece en ningún sitio, y la tienda queda sin ella.</numerusform>
            <numerusform>%n imágenes no aparecen en ningún sitio, y la tienda queda sin ellas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the shop</source>
        <translation>
            <numerusform>%n en la tienda</numerusform>
            <numerusform>%n en la tienda</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n clave</numerusform>
            <numerusform>%n claves</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds in the last 30 days</source>
        <translation>
            <numerusform>%n tipo en los últimos 30 días</numerusform>
            <numerusform>%n tipos en los últimos 30 días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n línea</numerusform>
            <numerusform>%n líneas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines of this sale are taken away, and what was typed beside them.</source>
        <translation>
            <numerusform>Se quita una línea de esta venta, y lo que se escribió al lado.</numerusform>
            <numerusform>Se quitan %n líneas de esta venta, y lo que se escribió al lado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>queda %n min</numerusform>
            <numerusform>quedan %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>hace %n minuto</numerusform>
            <numerusform>hace %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n pedido nuevo</numerusform>
            <numerusform>%n pedidos nuevos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them failed</source>
        <translation>
            <numerusform>%n de ellas falló</numerusform>
            <numerusform>%n de ellas fallaron</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on the web</source>
        <translation>
            <numerusform>%n en la web</numerusform>
            <numerusform>%n en la web</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n pedido</numerusform>
            <numerusform>%n pedidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n otro</numerusform>
            <numerusform>%n otros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n persona</numerusform>
            <numerusform>%n personas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation>
            <numerusform>%n unidad</numerusform>
            <numerusform>%n unidades</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n producto</numerusform>
            <numerusform>%n productos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n quitado</numerusform>
            <numerusform>%n quitados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests in the last 30 days</source>
        <translation>
            <numerusform>%n petición en los últimos 30 días</numerusform>
            <numerusform>%n peticiones en los últimos 30 días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n fila</numerusform>
            <numerusform>%n filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows to look at</source>
        <translation>
            <numerusform>%n fila por revisar</numerusform>
            <numerusform>%n filas por revisar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>queda %n s</numerusform>
            <numerusform>quedan %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions ended</source>
        <translation>
            <numerusform>%n sesión cerrada</numerusform>
            <numerusform>%n sesiones cerradas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are wrong with this shop. Do what is advised beside each.</source>
        <translation>
            <numerusform>Hay %n cosa mal en esta tienda. Haga lo que se aconseja junto a ella.</numerusform>
            <numerusform>Hay %n cosas mal en esta tienda. Haga lo que se aconseja junto a cada una.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n proceso</numerusform>
            <numerusform>%n procesos</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add product</source>
        <translation>&amp;Añadir producto</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Atrás</translation>
    </message>
    <message>
        <source>&amp;Bring back…</source>
        <translation>&amp;Recuperar…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colores</translation>
    </message>
    <message>
        <source>&amp;Count stock</source>
        <translation>&amp;Contar existencias</translation>
    </message>
    <message>
        <source>&amp;Counter</source>
        <translation>&amp;Mostrador</translation>
    </message>
    <message>
        <source>&amp;Days an order lasts</source>
        <translation>&amp;Días que dura un pedido</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;Export products…</source>
        <translation>&amp;Exportar productos…</translation>
    </message>
    <message>
        <source>&amp;Find in this list</source>
        <translation>&amp;Buscar en esta lista</translation>
    </message>
    <message>
        <source>&amp;Find in this page</source>
        <translation>&amp;Buscar en esta página</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>A&amp;delante</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Ir</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>A&amp;yuda de esta página</translation>
    </message>
    <message>
        <source>&amp;History of the product</source>
        <translation>&amp;Historial del producto</translation>
    </message>
    <message>
        <source>&amp;Import products…</source>
        <translation>&amp;Importar productos…</translation>
    </message>
    <message>
        <source>&amp;Keys of this page</source>
        <translation>&amp;Atajos de esta página</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>C&amp;laro</translation>
    </message>
    <message>
        <source>&amp;Move stock…</source>
        <translation>&amp;Mover existencias…</translation>
    </message>
    <message>
        <source>&amp;New order</source>
        <translation>Pedido &amp;nuevo</translation>
    </message>
    <message>
        <source>&amp;Open product</source>
        <translation>A&amp;brir producto</translation>
    </message>
    <message>
        <source>&amp;Orders</source>
        <translation>Pe&amp;didos</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>Im&amp;primir…</translation>
    </message>
    <message>
        <source>&amp;Products</source>
        <translation>&amp;Productos</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Receive goods</source>
        <translation>&amp;Recibir mercancía</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>&amp;Shop</source>
        <translation>&amp;Tienda</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Herramientas</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Ventana</translation>
    </message>
    <message>
        <source>(%L1 bytes)</source>
        <translation>(%L1 bytes)</translation>
    </message>
    <message>
        <source>--%1 is missing.</source>
        <translation>Falta --%1.</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 necesita un valor.</translation>
    </message>
    <message>
        <source>--%1 takes a day, as in 2011-01-31.</source>
        <translation>--%1 admite un día, como en 2011-01-31.</translation>
    </message>
    <message>
        <source>--%1 takes a number from %2 to %3.</source>
        <translation>--%1 admite un número de %2 a %3.</translation>
    </message>
    <message>
        <source>--%1 takes one of: %2.</source>
        <translation>--%1 admite uno de: %2.</translation>
    </message>
    <message>
        <source>--role takes one of: owner, manager, staff, viewer, customer.</source>
        <translation>--role admite uno de: owner, manager, staff, viewer, customer.</translation>
    </message>
    <message>
        <source>--tls-cert and --tls-key need each other.</source>
        <translation>--tls-cert y --tls-key se necesitan el uno al otro.</translation>
    </message>
    <message>
        <source>1 backup</source>
        <translation>1 copia</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 hora</translation>
    </message>
    <message>
        <source>180 is the days since their last order.</source>
        <translation>180 son los días desde su último pedido.</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 horas</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 días</translation>
    </message>
    <message>
        <source>365 is the days to look back.</source>
        <translation>365 son los días hacia atrás.</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 días</translation>
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
        <translation>95 % respondidas en</translation>
    </message>
    <message>
        <source>95% answered within %1 ms</source>
        <translation>95 % respondidas en %1 ms</translation>
    </message>
    <message>
        <source>95% saved to disk within</source>
        <translation>95 % guardados en disco en</translation>
    </message>
    <message>
        <source>95% waited for their turn</source>
        <translation>95 % esperaron su turno</translation>
    </message>
    <message>
        <source>95% within</source>
        <translation>95 % en</translation>
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
        <translation>99 % en</translation>
    </message>
    <message>
        <source>99% within %1</source>
        <translation>99 % en %1</translation>
    </message>
    <message>
        <source>A backup failed</source>
        <translation>Una copia de seguridad falló</translation>
    </message>
    <message>
        <source>A backup is being put in the shop's place. Try again as soon as Retry-After says.</source>
        <translation>Se está poniendo una copia en el lugar de la tienda. Inténtelo de nuevo cuando lo indique Retry-After.</translation>
    </message>
    <message>
        <source>A backup is overdue</source>
        <translation>Una copia de seguridad lleva retraso</translation>
    </message>
    <message>
        <source>A backup was made</source>
        <translation>Se hizo una copia de seguridad</translation>
    </message>
    <message>
        <source>A barcode scanner works at once, wherever the cursor is.</source>
        <translation>Un lector de códigos de barras funciona enseguida, esté donde esté el cursor.</translation>
    </message>
    <message>
        <source>A body has to arrive within this time, and the time its size earns</source>
        <translation>Un cuerpo tiene que llegar en este tiempo, más el que gana por su tamaño</translation>
    </message>
    <message>
        <source>A cart holds up to %1 different things. Order these first, or take some out.</source>
        <translation>Un carrito admite hasta %1 artículos distintos. Pida antes estos, o saque algunos.</translation>
    </message>
    <message>
        <source>A cart that nobody touched for so long is put away. Nothing is reserved by it.</source>
        <translation>Un carrito que nadie toca durante ese tiempo se retira. No reserva nada.</translation>
    </message>
    <message>
        <source>A category cannot stand below itself. Choose another place for it.</source>
        <translation>Una categoría no puede estar debajo de sí misma. Elija otro lugar para ella.</translation>
    </message>
    <message>
        <source>A category was added</source>
        <translation>Se añadió una categoría</translation>
    </message>
    <message>
        <source>A category was changed</source>
        <translation>Se cambió una categoría</translation>
    </message>
    <message>
        <source>A category was removed</source>
        <translation>Se eliminó una categoría</translation>
    </message>
    <message>
        <source>A comment has no end. Close it with */.</source>
        <translation>Un comentario no tiene final. Ciérrelo con */.</translation>
    </message>
    <message>
        <source>A copy of the database's files needs %1 in %2, and %3 are free. Make room there.</source>
        <translation>Una copia de los archivos de la base de datos necesita %1 en %2, y hay %3 libres. Haga sitio ahí.</translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products and %2 orders.</source>
        <translation>Una copia de la tienda con %1 productos y %2 pedidos.</translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products, without its %2 orders.</source>
        <translation>Una copia de la tienda con %1 productos, sin sus %2 pedidos.</translation>
    </message>
    <message>
        <source>A customer</source>
        <translation>Un cliente</translation>
    </message>
    <message>
        <source>A customer placed this order. Cancel the order instead.</source>
        <translation>Un cliente hizo este pedido. Cancele el pedido en su lugar.</translation>
    </message>
    <message>
        <source>A customer was not served during: %1.</source>
        <translation>No se atendió a un cliente durante: %1.</translation>
    </message>
    <message>
        <source>A delivery note, why it was damaged, who counted</source>
        <translation>Un albarán, por qué se dañó, quién contó</translation>
    </message>
    <message>
        <source>A delivery or a count was taken back</source>
        <translation>Se revirtió una entrega o un recuento</translation>
    </message>
    <message>
        <source>A fault of the program: the application log says more</source>
        <translation>Un fallo del programa: el registro de la aplicación dice más</translation>
    </message>
    <message>
        <source>A field was not as it has to be</source>
        <translation>Un campo no era como debe ser</translation>
    </message>
    <message>
        <source>A file that holds the passphrase in its first line, or the words of the recovery sheet. When left out, the key that is kept for the owner.</source>
        <translation>Un archivo que tiene en su primera línea la frase de contraseña, o las palabras de la hoja de recuperación. Si se omite, la clave que se guarda para el propietario.</translation>
    </message>
    <message>
        <source>A key is shown once, when it is made</source>
        <translation>Una clave se muestra una sola vez, al crearla</translation>
    </message>
    <message>
        <source>A key was changed</source>
        <translation>Se cambió una clave</translation>
    </message>
    <message>
        <source>A key was made</source>
        <translation>Se creó una clave</translation>
    </message>
    <message>
        <source>A key was taken away</source>
        <translation>Se retiró una clave</translation>
    </message>
    <message>
        <source>A kind of content that is not taken here</source>
        <translation>Un tipo de contenido que aquí no se acepta</translation>
    </message>
    <message>
        <source>A later refund stands on this one. Take that back first.</source>
        <translation>Un reembolso posterior se apoya en este. Revierta antes aquel.</translation>
    </message>
    <message>
        <source>A line holds up to %1; with what is in the cart already this would be %2.</source>
        <translation>Una línea admite hasta %1; con lo que ya hay en el carrito serían %2.</translation>
    </message>
    <message>
        <source>A name or address that the server is reached by, beside localhost; may be given again.</source>
        <translation>Un nombre o dirección por el que se llega al servidor, además de localhost; se puede indicar varias veces.</translation>
    </message>
    <message>
        <source>A new copy of the database every so many days; 7 when left out.</source>
        <translation>Una copia nueva de la base de datos cada tantos días; 7 si se omite.</translation>
    </message>
    <message>
        <source>A new key for a program</source>
        <translation>Una clave nueva para un programa</translation>
    </message>
    <message>
        <source>A new password for %1</source>
        <translation>Una contraseña nueva para %1</translation>
    </message>
    <message>
        <source>A note has up to 10,000 characters.</source>
        <translation>Una nota tiene hasta 10 000 caracteres.</translation>
    </message>
    <message>
        <source>A note on an order was taken back</source>
        <translation>Se revirtió una nota de un pedido</translation>
    </message>
    <message>
        <source>A note on order #%1 was taken back</source>
        <translation>Se revirtió una nota del pedido n.º %1</translation>
    </message>
    <message>
        <source>A note was written on an order</source>
        <translation>Se escribió una nota en un pedido</translation>
    </message>
    <message>
        <source>A note was written on order #%1</source>
        <translation>Se escribió una nota en el pedido n.º %1</translation>
    </message>
    <message>
        <source>A page or a command</source>
        <translation>Una página o una orden</translation>
    </message>
    <message>
        <source>A part of order #%1 is handed over</source>
        <translation>Una parte del pedido n.º %1 está entregada</translation>
    </message>
    <message>
        <source>A part of order #%1 is on its way</source>
        <translation>Una parte del pedido n.º %1 está en camino</translation>
    </message>
    <message>
        <source>A password</source>
        <translation>Una contraseña</translation>
    </message>
    <message>
        <source>A password needs an e-mail address to sign in with.</source>
        <translation>Una contraseña necesita una dirección de correo con la que iniciar sesión.</translation>
    </message>
    <message>
        <source>A password was changed</source>
        <translation>Se cambió una contraseña</translation>
    </message>
    <message>
        <source>A password was reset</source>
        <translation>Se restableció una contraseña</translation>
    </message>
    <message>
        <source>A password was set</source>
        <translation>Se fijó una contraseña</translation>
    </message>
    <message>
        <source>A payment for order #%1 was noted</source>
        <translation>Se anotó un pago del pedido n.º %1</translation>
    </message>
    <message>
        <source>A payment for order #%1 was taken back</source>
        <translation>Se revirtió un pago del pedido n.º %1</translation>
    </message>
    <message>
        <source>A payment was noted</source>
        <translation>Se anotó un pago</translation>
    </message>
    <message>
        <source>A payment was taken back</source>
        <translation>Se revirtió un pago</translation>
    </message>
    <message>
        <source>A picture of a product was changed</source>
        <translation>Se cambió una imagen de un producto</translation>
    </message>
    <message>
        <source>A picture of a product was replaced</source>
        <translation>Se reemplazó una imagen de un producto</translation>
    </message>
    <message>
        <source>A picture was added to a product</source>
        <translation>Se añadió una imagen a un producto</translation>
    </message>
    <message>
        <source>A picture was taken off a product</source>
        <translation>Se quitó una imagen de un producto</translation>
    </message>
    <message>
        <source>A price cannot be below 0. Correct it.</source>
        <translation>Un precio no puede ser inferior a 0. Corríjalo.</translation>
    </message>
    <message>
        <source>A price is not below zero.</source>
        <translation>Un precio no es inferior a cero.</translation>
    </message>
    <message>
        <source>A product export of Shopify or WooCommerce, or any table saved as CSV: its columns may be called as you like. Nothing is changed before you have seen what would come of it.</source>
        <translation>Una exportación de productos de Shopify o WooCommerce, o cualquier tabla guardada como CSV: sus columnas pueden llamarse como usted quiera. No se cambia nada antes de que haya visto qué resultaría.</translation>
    </message>
    <message>
        <source>A product file of %1.</source>
        <translation>Un archivo de productos de %1.</translation>
    </message>
    <message>
        <source>A product has %1 images at the most. Remove one first.</source>
        <translation>Un producto tiene como máximo %1 imágenes. Elimine una antes.</translation>
    </message>
    <message>
        <source>A product has %1 options at the most.</source>
        <translation>Un producto tiene como máximo %1 opciones.</translation>
    </message>
    <message>
        <source>A product has %1 tags at the most.</source>
        <translation>Un producto tiene como máximo %1 palabras clave.</translation>
    </message>
    <message>
        <source>A product has %1 variants at the most.</source>
        <translation>Un producto tiene como máximo %1 variantes.</translation>
    </message>
    <message>
        <source>A product is in 100 categories at the most.</source>
        <translation>Un producto está como máximo en 100 categorías.</translation>
    </message>
    <message>
        <source>A product needs a price. Type it as in %1.</source>
        <translation>Un producto necesita un precio. Escríbalo como en %1.</translation>
    </message>
    <message>
        <source>A product needs a variant that is sold, and this would leave none.</source>
        <translation>Un producto necesita una variante a la venta, y así no quedaría ninguna.</translation>
    </message>
    <message>
        <source>A product needs a variant, with SKU and price.</source>
        <translation>Un producto necesita una variante, con SKU y precio.</translation>
    </message>
    <message>
        <source>A product needs a variant. Remove the product, or add another variant first.</source>
        <translation>Un producto necesita una variante. Elimine el producto, o añada antes otra variante.</translation>
    </message>
    <message>
        <source>A product of several categories counts in each of them</source>
        <translation>Un producto de varias categorías cuenta en cada una de ellas</translation>
    </message>
    <message>
        <source>A product was added</source>
        <translation>Se añadió un producto</translation>
    </message>
    <message>
        <source>A product was brought back from a backup</source>
        <translation>Se recuperó un producto de una copia</translation>
    </message>
    <message>
        <source>A product was changed</source>
        <translation>Se cambió un producto</translation>
    </message>
    <message>
        <source>A product was removed</source>
        <translation>Se eliminó un producto</translation>
    </message>
    <message>
        <source>A product, an order, a customer, a page, a command</source>
        <translation>Un producto, un pedido, un cliente, una página, una orden</translation>
    </message>
    <message>
        <source>A program still receives from the database. Try again in a moment.</source>
        <translation>Un programa sigue recibiendo de la base de datos. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>A program without a name</source>
        <translation>Un programa sin nombre</translation>
    </message>
    <message>
        <source>A quantity of %1 is more than a line can have. Split the row.</source>
        <translation>Una cantidad de %1 es más de lo que puede tener una línea. Divida la fila.</translation>
    </message>
    <message>
        <source>A quarter faster than %1 (version %2).</source>
        <translation>Un cuarto más rápido que %1 (versión %2).</translation>
    </message>
    <message>
        <source>A quarter slower than %1 (version %2).</source>
        <translation>Un cuarto más lento que %1 (versión %2).</translation>
    </message>
    <message>
        <source>A quote has no end.</source>
        <translation>Unas comillas no tienen final.</translation>
    </message>
    <message>
        <source>A recorded change does not fit what was there before it: the shop's file was changed by another program, or a backup is damaged. Choose an earlier moment.</source>
        <translation>Un cambio anotado no encaja con lo que había antes: otro programa cambió el archivo de la tienda, o una copia está dañada. Elija un momento anterior.</translation>
    </message>
    <message>
        <source>A refund of order #%1 was taken back</source>
        <translation>Se revirtió un reembolso del pedido n.º %1</translation>
    </message>
    <message>
        <source>A refund was taken back</source>
        <translation>Se revirtió un reembolso</translation>
    </message>
    <message>
        <source>A refused client may still read for</source>
        <translation>Un cliente rechazado aún puede leer durante</translation>
    </message>
    <message>
        <source>A report is one statement. Take out what follows the first semicolon.</source>
        <translation>Un informe es una sola instrucción. Quite lo que sigue al primer punto y coma.</translation>
    </message>
    <message>
        <source>A report of your own</source>
        <translation>Un informe propio</translation>
    </message>
    <message>
        <source>A report only reads: begin with SELECT or WITH.</source>
        <translation>Un informe solo lee: empiece por SELECT o WITH.</translation>
    </message>
    <message>
        <source>A report was changed</source>
        <translation>Se cambió un informe</translation>
    </message>
    <message>
        <source>A report was removed</source>
        <translation>Se eliminó un informe</translation>
    </message>
    <message>
        <source>A report was saved</source>
        <translation>Se guardó un informe</translation>
    </message>
    <message>
        <source>A request is answered within</source>
        <translation>Una petición se responde en</translation>
    </message>
    <message>
        <source>A request's head has to arrive within</source>
        <translation>La cabecera de una petición tiene que llegar en</translation>
    </message>
    <message>
        <source>A scan opens the piece that carries the code</source>
        <translation>Un escaneo abre el artículo que lleva el código</translation>
    </message>
    <message>
        <source>A second place: a folder from “/” on, or REMOTE:FOLDER for rclone; place_2 and so on</source>
        <translation>Un segundo lugar: una carpeta desde «/», o REMOTE:FOLDER para rclone; place_2, etc.</translation>
    </message>
    <message>
        <source>A sending was taken back</source>
        <translation>Se revirtió un envío</translation>
    </message>
    <message>
        <source>A shop of your own to fill by hand. A catalogue can be imported later, too.</source>
        <translation>Una tienda propia para llenar a mano. También se puede importar un catálogo más tarde.</translation>
    </message>
    <message>
        <source>A shop of your own, and then the catalogue of Shopify, WooCommerce or a table for it.</source>
        <translation>Una tienda propia, y después el catálogo de Shopify, de WooCommerce o una tabla.</translation>
    </message>
    <message>
        <source>A shop site, an app or a till signs in with a key of its own, which may do just what it needs and can be taken away alone.</source>
        <translation>Un sitio de la tienda, una app o una caja entra con una clave propia, que puede hacer solo lo que necesita y se puede retirar por separado.</translation>
    </message>
    <message>
        <source>A slug of digits only looks like an id. Add a word to it.</source>
        <translation>Un slug solo de cifras parece un identificador. Añádale una palabra.</translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirt.</source>
        <translation>Un slug va en una dirección: escríbalo con a a z, 0 a 9 y guiones sueltos, hasta %1 caracteres, como en camisa-azul.</translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirts.</source>
        <translation>Un slug va en una dirección: escríbalo con a a z, 0 a 9 y guiones sueltos, hasta %1 caracteres, como en camisas-azules.</translation>
    </message>
    <message>
        <source>A stock of more than %L1 pieces cannot be kept.</source>
        <translation>No se pueden llevar existencias de más de %L1 unidades.</translation>
    </message>
    <message>
        <source>A tag has 1 to 100 characters.</source>
        <translation>Una palabra clave tiene de 1 a 100 caracteres.</translation>
    </message>
    <message>
        <source>A tax was added</source>
        <translation>Se añadió un impuesto</translation>
    </message>
    <message>
        <source>A tax was changed</source>
        <translation>Se cambió un impuesto</translation>
    </message>
    <message>
        <source>A tax was removed</source>
        <translation>Se eliminó un impuesto</translation>
    </message>
    <message>
        <source>A telephone number has up to 50 characters.</source>
        <translation>Un número de teléfono tiene hasta 50 caracteres.</translation>
    </message>
    <message>
        <source>A third as fast as %1 (version %2).</source>
        <translation>Un tercio de la rapidez de %1 (versión %2).</translation>
    </message>
    <message>
        <source>A third faster than %1 (version %2).</source>
        <translation>Un tercio más rápido que %1 (versión %2).</translation>
    </message>
    <message>
        <source>A third slower than %1 (version %2).</source>
        <translation>Un tercio más lento que %1 (versión %2).</translation>
    </message>
    <message>
        <source>A value has 1 to 200 characters.</source>
        <translation>Un valor tiene de 1 a 200 caracteres.</translation>
    </message>
    <message>
        <source>A way of delivery was added</source>
        <translation>Se añadió una forma de entrega</translation>
    </message>
    <message>
        <source>A way of delivery was changed</source>
        <translation>Se cambió una forma de entrega</translation>
    </message>
    <message>
        <source>A way of delivery was removed</source>
        <translation>Se eliminó una forma de entrega</translation>
    </message>
    <message>
        <source>A workbook holds at most %L1 rows and this report has more. Export it as CSV, or choose fewer days.</source>
        <translation>Un libro de cálculo admite como máximo %L1 filas y este informe tiene más. Expórtelo como CSV, o elija menos días.</translation>
    </message>
    <message>
        <source>A&amp;rchive</source>
        <translation>A&amp;rchivar</translation>
    </message>
    <message>
        <source>API calls today: %1</source>
        <translation>Llamadas a la API hoy: %1</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Active, draft</source>
        <translation>Activo, borrador</translation>
    </message>
    <message>
        <source>Acts at once, as the colours do.</source>
        <translation>Actúa enseguida, como los colores.</translation>
    </message>
    <message>
        <source>Acts at once, for whoever uses this computer.</source>
        <translation>Actúa enseguida, para quien use este ordenador.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Add a customer</source>
        <translation>Añadir un cliente</translation>
    </message>
    <message>
        <source>Add a piece</source>
        <translation>Añadir una unidad</translation>
    </message>
    <message>
        <source>Add a place</source>
        <translation>Añadir un lugar</translation>
    </message>
    <message>
        <source>Add a place for backups…</source>
        <translation>Añadir un lugar para copias…</translation>
    </message>
    <message>
        <source>Add a rate</source>
        <translation>Añadir un tipo</translation>
    </message>
    <message>
        <source>Add a tax rate</source>
        <translation>Añadir un tipo de impuesto</translation>
    </message>
    <message>
        <source>Add a way</source>
        <translation>Añadir una forma</translation>
    </message>
    <message>
        <source>Add a way of delivery</source>
        <translation>Añadir una forma de entrega</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>Añadir categoría</translation>
    </message>
    <message>
        <source>Add customer</source>
        <translation>Añadir cliente</translation>
    </message>
    <message>
        <source>Add customer…</source>
        <translation>Añadir cliente…</translation>
    </message>
    <message>
        <source>Add delivery</source>
        <translation>Añadir entrega</translation>
    </message>
    <message>
        <source>Add image</source>
        <translation>Añadir imagen</translation>
    </message>
    <message>
        <source>Add image…</source>
        <translation>Añadir imagen…</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Añadir nota</translation>
    </message>
    <message>
        <source>Add one below</source>
        <translation>Añadir debajo</translation>
    </message>
    <message>
        <source>Add place</source>
        <translation>Añadir lugar</translation>
    </message>
    <message>
        <source>Add product</source>
        <translation>Añadir producto</translation>
    </message>
    <message>
        <source>Add rate</source>
        <translation>Añadir tipo</translation>
    </message>
    <message>
        <source>Add variant</source>
        <translation>Añadir variante</translation>
    </message>
    <message>
        <source>Added</source>
        <comment>products</comment>
        <translation>Añadidos</translation>
    </message>
    <message>
        <source>Adding up…</source>
        <translation>Sumando…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Dirección copiada</translation>
    </message>
    <message>
        <source>Address in the shop</source>
        <translation>Dirección en la tienda</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Dirección del servidor</translation>
    </message>
    <message>
        <source>Address of the shop</source>
        <translation>Dirección de la tienda</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Direcciones</translation>
    </message>
    <message>
        <source>Addresses or networks of proxies in front, with commas between them: their X-Forwarded-For says who asks</source>
        <translation>Direcciones o redes de los proxys que están delante, separadas por comas: su X-Forwarded-For dice quién pregunta</translation>
    </message>
    <message>
        <source>Addresses that are none</source>
        <translation>Direcciones que no existen</translation>
    </message>
    <message>
        <source>Addresses then</source>
        <translation>Direcciones de entonces</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>After all this, stock, payments, totals and order numbers agree, and none of the journal's %1 entries was changed.</source>
        <translation>Después de todo esto, existencias, pagos, totales y números de pedido concuerdan, y no se cambió ninguna de las %1 entradas del diario.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>All</source>
        <comment>orders</comment>
        <translation>Todos</translation>
    </message>
    <message>
        <source>All</source>
        <comment>requests</comment>
        <translation>Todas</translation>
    </message>
    <message>
        <source>All %1 tests passed.</source>
        <translation>Se superaron las %1 pruebas.</translation>
    </message>
    <message>
        <source>All %1 tests passed; look at this: %2.</source>
        <translation>Se superaron las %1 pruebas; mire esto: %2.</translation>
    </message>
    <message>
        <source>All are there.</source>
        <translation>Están todas.</translation>
    </message>
    <message>
        <source>All endpoints</source>
        <translation>Todos los puntos de acceso</translation>
    </message>
    <message>
        <source>All movements</source>
        <translation>Todos los movimientos</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>All of the European Union</source>
        <translation>Toda la Unión Europea</translation>
    </message>
    <message>
        <source>All pieces</source>
        <translation>Todos los artículos</translation>
    </message>
    <message>
        <source>All they bought, less what went back</source>
        <translation>Todo lo que compró, menos lo devuelto</translation>
    </message>
    <message>
        <source>Also at closing.</source>
        <translation>También al cerrar.</translation>
    </message>
    <message>
        <source>Also when Backroom is closed</source>
        <translation>También con Backroom cerrado</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Amounts are written in the smallest unit of the currency: %1 is %2.</source>
        <translation>Los importes se escriben en la unidad más pequeña de la moneda: %1 son %2.</translation>
    </message>
    <message>
        <source>An API key</source>
        <translation>Una clave de API</translation>
    </message>
    <message>
        <source>An Idempotency-Key has 1 to 255 printable characters without blanks.</source>
        <translation>Una Idempotency-Key tiene de 1 a 255 caracteres imprimibles sin espacios.</translation>
    </message>
    <message>
        <source>An address of somebody was removed</source>
        <translation>Se eliminó una dirección de alguien</translation>
    </message>
    <message>
        <source>An address was added to somebody</source>
        <translation>Se añadió una dirección a alguien</translation>
    </message>
    <message>
        <source>An amount, or as in 10% of the goods</source>
        <translation>Un importe o un porcentaje, p. ej. 10 %</translation>
    </message>
    <message>
        <source>An example</source>
        <translation>Un ejemplo</translation>
    </message>
    <message>
        <source>An idle connection is kept open for</source>
        <translation>Una conexión inactiva se mantiene abierta durante</translation>
    </message>
    <message>
        <source>An image in the database is not what was put in. Nothing was changed.</source>
        <translation>Una imagen de la base de datos no es lo que se guardó. No se cambió nada.</translation>
    </message>
    <message>
        <source>An image of the backup is damaged: %1.</source>
        <translation>Una imagen de la copia está dañada: %1.</translation>
    </message>
    <message>
        <source>An image of the backup is missing: %1. Copy the folder “images” that lies beside the backup along with it.</source>
        <translation>Falta una imagen de la copia: %1. Copie también la carpeta «images» que está junto a la copia.</translation>
    </message>
    <message>
        <source>An old backup was removed</source>
        <translation>Se eliminó una copia antigua</translation>
    </message>
    <message>
        <source>An option has 1,000 values at the most.</source>
        <translation>Una opción tiene como máximo 1000 valores.</translation>
    </message>
    <message>
        <source>An option has a name of up to 100 characters and a value of up to 200.</source>
        <translation>Una opción tiene un nombre de hasta 100 caracteres y un valor de hasta 200.</translation>
    </message>
    <message>
        <source>An order holds up to %1 different things.</source>
        <translation>Un pedido admite hasta %1 artículos distintos.</translation>
    </message>
    <message>
        <source>An order is open again</source>
        <translation>Un pedido vuelve a estar abierto</translation>
    </message>
    <message>
        <source>An order on average</source>
        <translation>Un pedido de media</translation>
    </message>
    <message>
        <source>An order sent twice</source>
        <translation>Un pedido enviado dos veces</translation>
    </message>
    <message>
        <source>An order was brought back from a backup</source>
        <translation>Se recuperó un pedido de una copia</translation>
    </message>
    <message>
        <source>An order was cancelled</source>
        <translation>Se canceló un pedido</translation>
    </message>
    <message>
        <source>An order was changed</source>
        <translation>Se cambió un pedido</translation>
    </message>
    <message>
        <source>An order was placed</source>
        <translation>Se hizo un pedido</translation>
    </message>
    <message>
        <source>An order was sent</source>
        <translation>Se envió un pedido</translation>
    </message>
    <message>
        <source>An owner always remains</source>
        <translation>Siempre queda un propietario</translation>
    </message>
    <message>
        <source>And more like these.</source>
        <translation>Y más como estas.</translation>
    </message>
    <message>
        <source>And with it</source>
        <translation>Y con él</translation>
    </message>
    <message>
        <source>Another backup of this shop is being made or proved. Wait until that is done.</source>
        <translation>Se está haciendo o comprobando otra copia de esta tienda. Espere a que termine.</translation>
    </message>
    <message>
        <source>Another backup of this shop is being made. Wait until that is done.</source>
        <translation>Se está haciendo otra copia de esta tienda. Espere a que termine.</translation>
    </message>
    <message>
        <source>Another category has this slug. Choose another one.</source>
        <translation>Otra categoría tiene este slug. Elija otro.</translation>
    </message>
    <message>
        <source>Another country has other taxes and shipping. Cancel the order and place it anew.</source>
        <translation>Otro país tiene otros impuestos y envíos. Cancele el pedido y hágalo de nuevo.</translation>
    </message>
    <message>
        <source>Another customer has the number %1 now.</source>
        <translation>Otro cliente tiene ahora el número %1.</translation>
    </message>
    <message>
        <source>Another option of this product has this name.</source>
        <translation>Otra opción de este producto tiene este nombre.</translation>
    </message>
    <message>
        <source>Another product has the address “%1” now. Give that one another, and try again.</source>
        <translation>Otro producto tiene ahora la dirección «%1». Dele otra a aquel e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Another product has the handle “%1” now. Remove that one, and try again.</source>
        <translation>Otro producto tiene ahora el identificador (handle) «%1». Elimínelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Another product has this slug. Choose another one.</source>
        <translation>Otro producto tiene este slug. Elija otro.</translation>
    </message>
    <message>
        <source>Another program that has this shop open carries its changes. This one goes on when that ends.</source>
        <translation>Otro programa que tiene abierta esta tienda se ocupa de sus cambios. Este sigue cuando aquel termine.</translation>
    </message>
    <message>
        <source>Another program works in %1. Try again in a moment.</source>
        <translation>Otro programa trabaja en %1. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>Another variant has the SKU “%1” now. Give that one another, and try again.</source>
        <translation>Otra variante tiene ahora el SKU «%1». Dele otro a aquella e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Another variant of this product has this SKU.</source>
        <translation>Otra variante de este producto tiene este SKU.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Answer in JSON.</source>
        <translation>Responder en JSON.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondidas</translation>
    </message>
    <message>
        <source>Answered from memory</source>
        <translation>Respondidas de memoria</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Respondiendo</translation>
    </message>
    <message>
        <source>Answering at %1</source>
        <translation>Respondiendo en %1</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Any scanner works while this field is open</source>
        <translation>Cualquier lector sirve mientras este campo está abierto</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Cualquier fecha</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>Todos los canales</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivado</translation>
    </message>
    <message>
        <source>Archived: 1 or 0</source>
        <translation>Archivado: 1 o 0</translation>
    </message>
    <message>
        <source>Archiving</source>
        <translation>Archivando</translation>
    </message>
    <message>
        <source>Arrange cate&amp;gories</source>
        <translation>Ordenar cate&amp;gorías</translation>
    </message>
    <message>
        <source>Arrange categories…</source>
        <translation>Ordenar categorías…</translation>
    </message>
    <message>
        <source>As customers see it: “Post, 2 to 3 days”.</source>
        <translation>Como la ven los clientes: «Correo, de 2 a 3 días».</translation>
    </message>
    <message>
        <source>As fast as %1 (version %2).</source>
        <translation>Tan rápido como %1 (versión %2).</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>Tal como salga</translation>
    </message>
    <message>
        <source>As it stands on the bank statement. It may stay empty.</source>
        <translation>Como figura en el extracto bancario. Puede quedar vacío.</translation>
    </message>
    <message>
        <source>As rclone knows it, with a colon between: storagebox:backroom</source>
        <translation>Tal como lo conoce rclone, con dos puntos en medio: storagebox:backroom</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como el &amp;escritorio</translation>
    </message>
    <message>
        <source>As the bill shows it: “VAT 20%”.</source>
        <translation>Como lo muestra la factura: «IVA 21 %».</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>As they are</source>
        <comment>products</comment>
        <translation>Como están</translation>
    </message>
    <message>
        <source>Asked too often</source>
        <translation>Preguntaron con demasiada frecuencia</translation>
    </message>
    <message>
        <source>At</source>
        <translation>A las</translation>
    </message>
    <message>
        <source>At closing</source>
        <translation>Al cerrar</translation>
    </message>
    <message>
        <source>At or below what you want to have</source>
        <translation>Igual o por debajo de lo que usted quiere tener</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>En riesgo</translation>
    </message>
    <message>
        <source>At what it cost, where that is written down, and at today’s prices.</source>
        <translation>Al coste, donde está anotado, y a los precios de hoy.</translation>
    </message>
    <message>
        <source>At what time; of hourly ones, its minute counts</source>
        <translation>A qué hora; en las de cada hora cuenta su minuto</translation>
    </message>
    <message>
        <source>Attacks</source>
        <translation>Ataques</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Average order</source>
        <translation>Pedido medio</translation>
    </message>
    <message>
        <source>B/s</source>
        <translation>B/s</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Hacer copia ahora</translation>
    </message>
    <message>
        <source>Back-order</source>
        <translation>Bajo encargo</translation>
    </message>
    <message>
        <source>Back-orders</source>
        <translation>Bajo encargo</translation>
    </message>
    <message>
        <source>Backed up %1</source>
        <translation>Copia hecha %1</translation>
    </message>
    <message>
        <source>Backed up and proved: %1</source>
        <translation>Copiado y comprobado: %1</translation>
    </message>
    <message>
        <source>Backroom</source>
        <translation>Backroom</translation>
    </message>
    <message>
        <source>Backroom cannot open the shop</source>
        <translation>Backroom no puede abrir la tienda</translation>
    </message>
    <message>
        <source>Backroom: the key of a shop’s backups</source>
        <translation>Backroom: la clave de las copias de una tienda</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Copia de seguridad</translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation>La copia falló</translation>
    </message>
    <message>
        <source>Backup made and proved</source>
        <translation>Copia hecha y comprobada</translation>
    </message>
    <message>
        <source>Backup overdue</source>
        <translation>Copia con retraso</translation>
    </message>
    <message>
        <source>Backup removed</source>
        <translation>Copia eliminada</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Copias de seguridad</translation>
    </message>
    <message>
        <source>Backups (*.backroom);;All files (*)</source>
        <translation>Copias de seguridad (*.backroom);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Backups are kept on “%1” too</source>
        <translation>Las copias se guardan también en «%1»</translation>
    </message>
    <message>
        <source>Backups are made as before</source>
        <translation>Las copias se hacen como antes</translation>
    </message>
    <message>
        <source>Backups are made with a new key from now on. Print its sheet: “backroomd recovery-sheet --to FILE”. What was made so far opens with the old sheet alone.</source>
        <translation>Desde ahora las copias se hacen con una clave nueva. Imprima su hoja: «backroomd recovery-sheet --to FILE». Lo hecho hasta ahora se abre solo con la hoja antigua.</translation>
    </message>
    <message>
        <source>Backups from now on open with a new recovery sheet. Those made so far open with the old sheet alone, on this computer too.</source>
        <translation>Las copias a partir de ahora se abren con una hoja de recuperación nueva. Las hechas hasta ahora se abren solo con la hoja antigua, también en este ordenador.</translation>
    </message>
    <message>
        <source>Backups have a new key: print its recovery sheet</source>
        <translation>Las copias tienen una clave nueva: imprima su hoja de recuperación</translation>
    </message>
    <message>
        <source>Backups of Backroom (*.backroom);;All files (*)</source>
        <translation>Copias de Backroom (*.backroom);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Backups on a line of time</source>
        <translation>Copias en una línea de tiempo</translation>
    </message>
    <message>
        <source>Backups wait for their key</source>
        <translation>Las copias esperan su clave</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Transferencia bancaria</translation>
    </message>
    <message>
        <source>Bar code</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Antes de una restauración</translation>
    </message>
    <message>
        <source>Before an upgrade</source>
        <translation>Antes de una actualización</translation>
    </message>
    <message>
        <source>Before something was changed here this was placed as order #%1. Look at that order first; placed once more, this is another.</source>
        <translation>Antes de cambiarse algo aquí, esto quedó como pedido n.º %1. Mire primero ese pedido; si lo hace otra vez, será otro.</translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation>Sin impuestos</translation>
    </message>
    <message>
        <source>Before tax, which the checkout adds</source>
        <translation>Sin impuestos, que se suman al finalizar la compra</translation>
    </message>
    <message>
        <source>Before tax; 0 is free.</source>
        <translation>Sin impuestos; 0 es gratis.</translation>
    </message>
    <message>
        <source>Before that, everything that is there now is kept as a backup of its own, so that you can bring it back. The shop takes no orders for the moment that it takes.</source>
        <translation>Antes, todo lo que hay ahora se guarda como una copia aparte, para que pueda recuperarlo. La tienda no admite pedidos durante el momento que tarda.</translation>
    </message>
    <message>
        <source>Begin after</source>
        <translation>Empezar tras</translation>
    </message>
    <message>
        <source>Begin with a new key</source>
        <translation>Empezar con una clave nueva</translation>
    </message>
    <message>
        <source>Begin with a new key?</source>
        <translation>¿Empezar con una clave nueva?</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Empieza por</translation>
    </message>
    <message>
        <source>Begins with</source>
        <comment>a key</comment>
        <translation>Empieza por</translation>
    </message>
    <message>
        <source>Beside the password the shop then asks for six digits, which an authenticator app on the telephone shows. Let the app take this picture, or type the secret into it.</source>
        <translation>Además de la contraseña, la tienda pide entonces seis cifras que muestra una aplicación de autenticación en el teléfono. Deje que la aplicación lea esta imagen, o escriba en ella el secreto.</translation>
    </message>
    <message>
        <source>Best customers of the year</source>
        <translation>Mejores clientes del año</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>Los más vendidos</translation>
    </message>
    <message>
        <source>Best sellers of a vendor</source>
        <translation>Lo más vendido de un proveedor</translation>
    </message>
    <message>
        <source>Billing address</source>
        <translation>Dirección de facturación</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Cuentas</translation>
    </message>
    <message>
        <source>Books balance</source>
        <translation>Las cuentas cuadran</translation>
    </message>
    <message>
        <source>Books do not balance</source>
        <translation>Las cuentas no cuadran</translation>
    </message>
    <message>
        <source>Bought in all</source>
        <translation>Comprado en total</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>Comprados juntos</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Recuperar</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>Recuperar…</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web (none are there)</source>
        <translation>Traer imágenes de la &amp;web (allí no hay)</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web (under way)</source>
        <translation>Traer imágenes de la &amp;web (en curso)</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web…</source>
        <translation>Traer imágenes de la &amp;web…</translation>
    </message>
    <message>
        <source>Bring images from the web</source>
        <translation>Traer imágenes de la web</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Recuperarla</translation>
    </message>
    <message>
        <source>Bring order #%1 back into the shop?</source>
        <translation>¿Recuperar el pedido n.º %1 en la tienda?</translation>
    </message>
    <message numerus="yes">
        <source>Bring the %Ln images into the shop too</source>
        <translation>
            <numerusform>Traer también la imagen a la tienda</numerusform>
            <numerusform>Traer también las %Ln imágenes a la tienda</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring them into the shop</source>
        <translation>Traer a la tienda</translation>
    </message>
    <message>
        <source>Bring “%1” back into the shop?</source>
        <translation>¿Recuperar «%1» en la tienda?</translation>
    </message>
    <message>
        <source>Bringing back what was there</source>
        <translation>Recuperando lo que había</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>Recuperando…</translation>
    </message>
    <message>
        <source>Bringing images</source>
        <translation>Trayendo imágenes</translation>
    </message>
    <message>
        <source>Brings one product, customer or order out of a backup into the shop, which goes on meanwhile.</source>
        <translation>Recupera un producto, cliente o pedido de una copia en la tienda, que sigue mientras tanto.</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Recuperado</translation>
    </message>
    <message>
        <source>Brought back from a backup; it was #%1.</source>
        <translation>Recuperado de una copia; era el n.º %1.</translation>
    </message>
    <message>
        <source>Brought back: %1 (%2).</source>
        <translation>Recuperado: %1 (%2).</translation>
    </message>
    <message>
        <source>Brought over</source>
        <translation>Traídos</translation>
    </message>
    <message>
        <source>Brought over from another system</source>
        <translation>Traído de otro sistema</translation>
    </message>
    <message>
        <source>Busiest endpoints</source>
        <translation>Puntos de acceso más usados</translation>
    </message>
    <message>
        <source>But the database is set to answer before the disk has the order.</source>
        <translation>Pero la base de datos está configurada para responder antes de que el disco tenga el pedido.</translation>
    </message>
    <message>
        <source>Buys in the shop and sees their own orders.</source>
        <translation>Compra en la tienda y ve sus propios pedidos.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Por %1</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>A mano</translation>
    </message>
    <message>
        <source>By how much</source>
        <translation>En cuánto</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Por quién</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>C&amp;ustomers</source>
        <translation>C&amp;lientes</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Archivos CSV (*.csv)</translation>
    </message>
    <message>
        <source>Called now</source>
        <translation>Se llama ahora</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Llamadas</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Llegaron</translation>
    </message>
    <message>
        <source>Came or went</source>
        <translation>Llegaron o se fueron</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Cancelar el pedido</translation>
    </message>
    <message>
        <source>Cancel what is under way</source>
        <translation>Cancelar lo que está en marcha</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>orders</comment>
        <translation>Cancelados</translation>
    </message>
    <message>
        <source>Cannot be relied on</source>
        <translation>No es de fiar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Carts are kept for 1 to 365 days.</source>
        <translation>Los carritos se guardan de 1 a 365 días.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Efectivo</translation>
    </message>
    <message>
        <source>Cash given</source>
        <translation>Efectivo recibido</translation>
    </message>
    <message>
        <source>Categor&amp;y</source>
        <translation>Categor&amp;ía</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>Categories below</source>
        <translation>Categorías de debajo</translation>
    </message>
    <message>
        <source>Categories sort the catalogue as shelves do: Clothing, and below it Hoodies. A product can stand in several.</source>
        <translation>Las categorías ordenan el catálogo como estantes: Ropa y, debajo, Sudaderas. Un producto puede estar en varias.</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Category “%1” was added</source>
        <translation>Se añadió la categoría «%1»</translation>
    </message>
    <message>
        <source>Category “%1” was changed</source>
        <translation>Se cambió la categoría «%1»</translation>
    </message>
    <message>
        <source>Category “%1” was removed</source>
        <translation>Se eliminó la categoría «%1»</translation>
    </message>
    <message>
        <source>Champion</source>
        <translation>Campeón</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Variación</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>a right</comment>
        <translation>Modificar</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>an address</comment>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>money back</comment>
        <translation>Cambio</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>Cambiar %1</translation>
    </message>
    <message>
        <source>Change &amp;categories…</source>
        <translation>Cambiar &amp;categorías…</translation>
    </message>
    <message>
        <source>Change &amp;price…</source>
        <translation>Cambiar &amp;precio…</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>Cambiar dirección</translation>
    </message>
    <message>
        <source>Change categories</source>
        <translation>Cambiar categorías</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>Cambiar la clave…</translation>
    </message>
    <message>
        <source>Change nothing; tell what would be done.</source>
        <translation>No cambiar nada; decir lo que se haría.</translation>
    </message>
    <message>
        <source>Change person or role…</source>
        <translation>Cambiar persona o rol…</translation>
    </message>
    <message>
        <source>Change prices</source>
        <translation>Cambiar precios</translation>
    </message>
    <message>
        <source>Change s&amp;tatus…</source>
        <translation>Cambiar e&amp;stado…</translation>
    </message>
    <message>
        <source>Change status</source>
        <translation>Cambiar estado</translation>
    </message>
    <message>
        <source>Change ta&amp;gs…</source>
        <translation>Cambiar palabras c&amp;lave…</translation>
    </message>
    <message>
        <source>Change tags</source>
        <translation>Cambiar palabras clave</translation>
    </message>
    <message>
        <source>Change the delivery “%1”</source>
        <translation>Cambiar la entrega «%1»</translation>
    </message>
    <message>
        <source>Change the key %1</source>
        <translation>Cambiar la clave %1</translation>
    </message>
    <message>
        <source>Change the tax rate %1</source>
        <translation>Cambiar el tipo de impuesto %1</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>Cambiar: %1</translation>
    </message>
    <message>
        <source>Change: %1. Look at: %2</source>
        <translation>Cambiar: %1. Ver: %2</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>products</comment>
        <translation>Cambiados</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>Cambiado %1</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>Cambiado desde entonces</translation>
    </message>
    <message>
        <source>Changes are not kept</source>
        <translation>Los cambios no se guardan</translation>
    </message>
    <message>
        <source>Changes between backups are not kept</source>
        <translation>Los cambios entre copias no se guardan</translation>
    </message>
    <message>
        <source>Changes saved at once</source>
        <translation>Cambios guardados a la vez</translation>
    </message>
    <message>
        <source>Changes waiting now</source>
        <translation>Cambios en espera ahora</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Cambiando</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Comprobar ahora</translation>
    </message>
    <message>
        <source>Check the books</source>
        <translation>Comprobar las cuentas</translation>
    </message>
    <message>
        <source>Checking a backup</source>
        <translation>Comprobando una copia</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>Cheque</source>
        <translation>Cheque</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Elija una copia</translation>
    </message>
    <message>
        <source>Choose a country by its two letters, as in DE.</source>
        <translation>Elija un país por sus dos letras, como en DE.</translation>
    </message>
    <message>
        <source>Choose a currency by its three letters, as in EUR.</source>
        <translation>Elija una moneda por sus tres letras, como en EUR.</translation>
    </message>
    <message>
        <source>Choose a day of the week.</source>
        <translation>Elija un día de la semana.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Elegir un archivo…</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Elija una carpeta.</translation>
    </message>
    <message>
        <source>Choose a key to see what it may do.</source>
        <translation>Elija una clave para ver qué puede hacer.</translation>
    </message>
    <message>
        <source>Choose a line to see what was before and after.</source>
        <translation>Elija una línea para ver lo que había antes y después.</translation>
    </message>
    <message>
        <source>Choose a number from %1 to %2.</source>
        <translation>Elija un número de %1 a %2.</translation>
    </message>
    <message>
        <source>Choose a reason: received, sold, returned, counted, damaged or correction.</source>
        <translation>Elija un motivo: recibido, vendido, devuelto, contado, dañado o corrección.</translation>
    </message>
    <message>
        <source>Choose a row to read all of it, and to bring it back.</source>
        <translation>Elija una fila para leerla entera y para recuperarla.</translation>
    </message>
    <message>
        <source>Choose a time of day.</source>
        <translation>Elija una hora del día.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come, or none.</source>
        <translation>Elija una hora que aún esté por llegar, o ninguna.</translation>
    </message>
    <message>
        <source>Choose a time zone by its name, as in Europe/Berlin.</source>
        <translation>Elija una zona horaria por su nombre, como en Europe/Berlin.</translation>
    </message>
    <message>
        <source>Choose at least one scope: a key without any can do nothing.</source>
        <translation>Elija al menos un permiso: una clave sin ninguno no puede hacer nada.</translation>
    </message>
    <message>
        <source>Choose bank_transfer or cash.</source>
        <translation>Elija bank_transfer o cash.</translation>
    </message>
    <message>
        <source>Choose how it is sent there.</source>
        <translation>Elija cómo se envía.</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>Elija uno de %1.</translation>
    </message>
    <message>
        <source>Choose one of the cart's shipping options first.</source>
        <translation>Elija antes una de las opciones de envío del carrito.</translation>
    </message>
    <message>
        <source>Choose other days above.</source>
        <translation>Elija otros días arriba.</translation>
    </message>
    <message>
        <source>Choose owner, manager, staff, viewer or customer.</source>
        <translation>Elija owner, manager, staff, viewer o customer.</translation>
    </message>
    <message>
        <source>Choose somebody to see their role and where they are signed in.</source>
        <translation>Elija a alguien para ver su rol y dónde tiene sesión iniciada.</translation>
    </message>
    <message>
        <source>Choose the file of a backup.</source>
        <translation>Elija el archivo de una copia.</translation>
    </message>
    <message>
        <source>Choose the products first.</source>
        <translation>Elija antes los productos.</translation>
    </message>
    <message>
        <source>Choose what goes back, or write an amount of up to %1.</source>
        <translation>Elija lo que se devuelve, o escriba un importe de hasta %1.</translation>
    </message>
    <message>
        <source>Choose what is to change.</source>
        <translation>Elija qué cambiar.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Chosen when the shop was made. It stays, as prices and books are in it.</source>
        <translation>Se eligió al crear la tienda. No cambia, porque precios y cuentas están en ella.</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <comment>a way to pay</comment>
        <translation>Elegido: %1</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>Quitar la selección</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Vaciar la búsqueda</translation>
    </message>
    <message>
        <source>Clients turned away are told to come back after</source>
        <translation>A los clientes rechazados se les dice que vuelvan en</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close Backroom without finishing what is begun?</source>
        <translation>¿Cerrar Backroom sin acabar lo empezado?</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>Cerrar la ayuda</translation>
    </message>
    <message>
        <source>Cloud storage</source>
        <translation>Almacenamiento en la nube</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>Col&amp;umnas</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Recogida</translation>
    </message>
    <message>
        <source>Collected in the shop, or no address was kept.</source>
        <translation>Recogido en la tienda, o no se guardó ninguna dirección.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Columnas del archivo</translation>
    </message>
    <message>
        <source>Coming from another system? Importing its orders brings its customers, too.</source>
        <translation>¿Viene de otro sistema? Al importar sus pedidos llegan también sus clientes.</translation>
    </message>
    <message>
        <source>Coming from another system? “backroomd import sales” brings its history.</source>
        <translation>¿Viene de otro sistema? «backroomd import sales» trae su historial.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Línea de órdenes</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Compare a&amp;gain</source>
        <translation>C&amp;omparar de nuevo</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparando…</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminado</translation>
    </message>
    <message>
        <source>Connect it while the shop is open or served: they are copied there by themselves. One that is no more is taken off the list on the backups page or in config.ini.</source>
        <translation>Conéctelo mientras la tienda está abierta o en servicio: se copian allí solas. Uno que ya no existe se quita de la lista en la página de copias o en config.ini.</translation>
    </message>
    <message>
        <source>Connections that may wait to be accepted</source>
        <translation>Conexiones que pueden esperar a ser aceptadas</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy failed</source>
        <translation>El copiado falló</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Copy the folder “images” of a backup back, or upload these images again.</source>
        <translation>Vuelva a copiar la carpeta «images» de una copia, o suba de nuevo estas imágenes.</translation>
    </message>
    <message>
        <source>Copy the request id</source>
        <translation>Copiar el identificador de la petición</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Copiando</translation>
    </message>
    <message>
        <source>Correct it; until then the usual schedule holds, and nothing is put away.</source>
        <translation>Corríjalo; hasta entonces vale el plan habitual y no se retira nada.</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Corrección</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coste</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Contar</translation>
    </message>
    <message>
        <source>Count stock</source>
        <translation>Contar existencias</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Recuento</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Mostrador</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Países</translation>
    </message>
    <message>
        <source>Countries by day</source>
        <translation>Países por día</translation>
    </message>
    <message>
        <source>Countries it goes to</source>
        <translation>Países a los que llega</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>País</translation>
    </message>
    <message>
        <source>Crop &amp;image…</source>
        <translation>Recortar &amp;imagen…</translation>
    </message>
    <message>
        <source>Crop image</source>
        <translation>Recortar imagen</translation>
    </message>
    <message>
        <source>Crop image…</source>
        <translation>Recortar imagen…</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Customer %1</source>
        <translation>Cliente %1</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Cliente desde</translation>
    </message>
    <message>
        <source>Customer since %1</source>
        <translation>Cliente desde %1</translation>
    </message>
    <message>
        <source>Customer since today, %1</source>
        <translation>Cliente desde hoy, %1</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Customers and carts</source>
        <translation>Clientes y carritos</translation>
    </message>
    <message>
        <source>Customers and staff</source>
        <translation>Clientes y equipo</translation>
    </message>
    <message>
        <source>Customers fill carts and order</source>
        <translation>Los clientes llenan carritos y piden</translation>
    </message>
    <message>
        <source>Customers see them only as long as that website keeps them. Brought into the shop they stay, are shown here too, and can be cropped. Ctrl+Z makes links of them again.</source>
        <translation>Los clientes solo las ven mientras ese sitio las conserve. Traídas a la tienda se quedan, se ven también aquí y se pueden recortar. Ctrl+Z vuelve a hacer enlaces de ellas.</translation>
    </message>
    <message>
        <source>Customers who have not bought since</source>
        <translation>Clientes que hace tiempo no compran</translation>
    </message>
    <message>
        <source>Customer’s wish</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>Diaria</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Dañado</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Días</translation>
    </message>
    <message>
        <source>Days a cart is kept</source>
        <translation>Días que se guarda un carrito</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>Días que quedan</translation>
    </message>
    <message>
        <source>Days of sales begin at its midnight. Windows follow at their next start.</source>
        <translation>Los días de venta empiezan en su medianoche. Las ventanas la siguen en su próximo arranque.</translation>
    </message>
    <message>
        <source>Days that backups are kept</source>
        <translation>Días que se guardan las copias</translation>
    </message>
    <message>
        <source>Days that carts are kept</source>
        <translation>Días que se guardan los carritos</translation>
    </message>
    <message>
        <source>Days with a backup</source>
        <translation>Días con una copia</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Envíos</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Delivery address</source>
        <translation>Dirección de entrega</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>Albarán</translation>
    </message>
    <message>
        <source>Delivery “%1” added</source>
        <translation>Entrega «%1» añadida</translation>
    </message>
    <message>
        <source>Delivery “%1” changed</source>
        <translation>Entrega «%1» cambiada</translation>
    </message>
    <message>
        <source>Delivery “%1” removed</source>
        <translation>Entrega «%1» eliminada</translation>
    </message>
    <message>
        <source>Delivery “%1” was added</source>
        <translation>Se añadió la entrega «%1»</translation>
    </message>
    <message>
        <source>Delivery “%1” was changed</source>
        <translation>Se cambió la entrega «%1»</translation>
    </message>
    <message>
        <source>Delivery “%1” was removed</source>
        <translation>Se eliminó la entrega «%1»</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Description of the image</source>
        <translation>Descripción de la imagen</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detalle</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Different things</source>
        <translation>Artículos distintos</translation>
    </message>
    <message>
        <source>Digits that the app shows</source>
        <translation>Cifras que muestra la aplicación</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Descuento</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Descuentos</translation>
    </message>
    <message>
        <source>Do the books balance?</source>
        <translation>¿Cuadran las cuentas?</translation>
    </message>
    <message>
        <source>Do what that says, then make one with “backroomd backup”.</source>
        <translation>Haga lo que dice y después haga una con «backroomd backup».</translation>
    </message>
    <message>
        <source>Does not sign in</source>
        <translation>No inicia sesión</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Hecho de nuevo: %1</translation>
    </message>
    <message>
        <source>Dormant</source>
        <translation>Dormido</translation>
    </message>
    <message>
        <source>Dots are full backups. Between them every change is kept, so you can stop at any second.</source>
        <translation>Los puntos son copias completas. Entre ellas se guarda cada cambio, así que puede detenerse en cualquier segundo.</translation>
    </message>
    <message>
        <source>Dots are full backups. Choose one to see what can be done with it.</source>
        <translation>Los puntos son copias completas. Elija una para ver qué se puede hacer con ella.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Drag the frame or its edges. Arrow keys move it, with Ctrl they change its size, with Shift by 10 pixels.</source>
        <translation>Arrastre el marco o sus bordes. Las flechas lo mueven, con Ctrl cambian su tamaño, con Mayús de 10 en 10 píxeles.</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one</source>
        <translation>Suelte aquí un archivo, o elija uno</translation>
    </message>
    <message>
        <source>Drop mine, show theirs</source>
        <translation>Descartar lo mío, mostrar lo suyo</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Dirección de correo</translation>
    </message>
    <message>
        <source>E-mail address and password do not fit each other. Look at both, then try again.</source>
        <translation>La dirección de correo y la contraseña no van juntas. Revise ambas e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>E-mail for customers</source>
        <translation>Correo para clientes</translation>
    </message>
    <message>
        <source>E-mail now</source>
        <translation>Correo ahora</translation>
    </message>
    <message>
        <source>Each</source>
        <translation>Por unidad</translation>
    </message>
    <message>
        <source>Each backup stands here once it was put together on a spare copy and everything in it was counted.</source>
        <translation>Cada copia aparece aquí una vez que se montó en una copia de prueba y se contó todo lo que contiene.</translation>
    </message>
    <message>
        <source>Each is the sum of its lines, shipping and tax.</source>
        <translation>Cada uno es la suma de sus líneas, envío e impuestos.</translation>
    </message>
    <message>
        <source>Each is the sum of its movements.</source>
        <translation>Cada una es la suma de sus movimientos.</translation>
    </message>
    <message>
        <source>Each of these pictures was changed again or removed since: nothing is left to take back.</source>
        <translation>Cada una de estas imágenes se cambió de nuevo o se quitó desde entonces: no queda nada que deshacer.</translation>
    </message>
    <message>
        <source>Each of these products was changed again or removed since: nothing is left to take back.</source>
        <translation>Cada uno de estos productos se volvió a cambiar o se eliminó desde entonces: no queda nada que revertir.</translation>
    </message>
    <message>
        <source>Each piece the shop sells stands here with how many there are of it.</source>
        <translation>Aquí aparece cada artículo que vende la tienda, con cuántas unidades hay.</translation>
    </message>
    <message>
        <source>Each request that a shop site or an app makes stands here a second later, with how long it took.</source>
        <translation>Cada petición que hace un sitio de la tienda o una app aparece aquí un segundo después, con lo que tardó.</translation>
    </message>
    <message>
        <source>Each table counted and hashed in both stores, and the same:</source>
        <translation>Cada tabla contada y con su suma de comprobación en ambos almacenes, y son iguales:</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Eight characters or more; a sentence is easier to keep in mind than a riddle.</source>
        <translation>Ocho caracteres o más; una frase se recuerda mejor que un acertijo.</translation>
    </message>
    <message>
        <source>Either --undo or --at, not both.</source>
        <translation>O --undo o --at, no ambos.</translation>
    </message>
    <message>
        <source>Either a test is made or those that were made are listed.</source>
        <translation>O se hace una prueba o se enumeran las que se hicieron.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vacía</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>Vaciar la lista</translation>
    </message>
    <message>
        <source>Empty: any.</source>
        <translation>Vacío: cualquiera.</translation>
    </message>
    <message>
        <source>Empty: exactly as much as it costs</source>
        <translation>Vacío: exactamente lo que cuesta</translation>
    </message>
    <message>
        <source>Empty: never.</source>
        <translation>Vacío: nunca.</translation>
    </message>
    <message>
        <source>Empty: nobody in particular</source>
        <translation>Vacío: nadie en particular</translation>
    </message>
    <message>
        <source>Empty: the whole country.</source>
        <translation>Vacío: todo el país.</translation>
    </message>
    <message>
        <source>Empty: what the chosen pieces cost.</source>
        <translation>Vacío: lo que cuestan las piezas elegidas.</translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions</source>
        <translation>
            <numerusform>Cerrar %n sesión</numerusform>
            <numerusform>Cerrar %n sesiones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions of %1?</source>
        <translation>
            <numerusform>¿Cerrar %n sesión de %1?</numerusform>
            <numerusform>¿Cerrar %n sesiones de %1?</numerusform>
        </translation>
    </message>
    <message>
        <source>End all…</source>
        <translation>Cerrar todas…</translation>
    </message>
    <message>
        <source>End in 99</source>
        <translation>Terminar en 99</translation>
    </message>
    <message>
        <source>Ended sessions stay ended. Whoever was there signs in again.</source>
        <translation>Las sesiones cerradas quedan cerradas. Quien estaba ahí inicia sesión de nuevo.</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Punto de acceso</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>Termina pronto</translation>
    </message>
    <message>
        <source>English Deutsch Français Español translation idioma langue Sprache</source>
        <translation>English Deutsch Français Español translation idioma traducción langue Sprache</translation>
    </message>
    <message>
        <source>Enough of everything</source>
        <translation>Suficiente de todo</translation>
    </message>
    <message>
        <source>Enter leads to the request</source>
        <translation>Intro lleva a la petición</translation>
    </message>
    <message>
        <source>Entry %1 is missing.</source>
        <translation>Falta la entrada %1.</translation>
    </message>
    <message>
        <source>Entry %1 was changed, moved or put in after it was written.</source>
        <translation>La entrada %1 se cambió, movió o metió después de escribirse.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Erase everything personal of %1?</source>
        <translation>¿Borrar todo lo personal de %1?</translation>
    </message>
    <message>
        <source>Erased: 1 or 0</source>
        <translation>Borrado: 1 o 0</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Borrar…</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>Every backup</source>
        <translation>Todas las copias</translation>
    </message>
    <message>
        <source>Every backup is copied there too, locked, and read back after it was copied. Choose a disk that is not in this computer, or a share of another one.</source>
        <translation>Cada copia se guarda también ahí, cifrada, y se vuelve a leer después de copiarla. Elija un disco que no esté dentro de este ordenador, o una carpeta compartida de otro.</translation>
    </message>
    <message>
        <source>Every backup is kept for so many hours</source>
        <translation>Cada copia se guarda durante tantas horas</translation>
    </message>
    <message>
        <source>Every call is described at &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt;, and as an OpenAPI document at &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Figures for Prometheus are at &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</source>
        <translation>Cada llamada se describe en &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt;, y como documento OpenAPI en &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Las cifras para Prometheus están en &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</translation>
    </message>
    <message>
        <source>Every change stands here, made in this window, by an import or by a shop site, with the way back.</source>
        <translation>Aquí aparece cada cambio, hecho en esta ventana, por una importación o por un sitio de la tienda, con el camino de vuelta.</translation>
    </message>
    <message>
        <source>Every change, to go back to any second</source>
        <translation>Cada cambio, para volver a cualquier segundo</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Cada día</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Cada hora</translation>
    </message>
    <message>
        <source>Every order is sent and paid.</source>
        <translation>Todos los pedidos están enviados y pagados.</translation>
    </message>
    <message>
        <source>Every product can be found.</source>
        <translation>Se puede encontrar cada producto.</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Cada semana</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Everything adds up. Checked %1.</source>
        <translation>Todo cuadra. Comprobado %1.</translation>
    </message>
    <message>
        <source>Everything in the order was shipped already.</source>
        <translation>Ya se envió todo lo del pedido.</translation>
    </message>
    <message>
        <source>Everything is as it was before this already.</source>
        <translation>Todo está ya como antes de esto.</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Todo está guardado</translation>
    </message>
    <message>
        <source>Everything personal was erased</source>
        <translation>Se borró todo lo personal</translation>
    </message>
    <message>
        <source>Everything the shop holds on %1</source>
        <translation>Todo lo que la tienda guarda de %1</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Esperadas</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln products</source>
        <translation>
            <numerusform>Exportar %Ln producto</numerusform>
            <numerusform>Exportar %Ln productos</numerusform>
        </translation>
    </message>
    <message>
        <source>Export as &amp;CSV…</source>
        <translation>Exportar como &amp;CSV…</translation>
    </message>
    <message>
        <source>Export as P&amp;DF…</source>
        <translation>Exportar como P&amp;DF…</translation>
    </message>
    <message>
        <source>Export as a &amp;workbook…</source>
        <translation>Exportar como &amp;libro de cálculo…</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Exportar el informe</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportado a %1</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exportando</translation>
    </message>
    <message>
        <source>FAILED </source>
        <translation>FALLÓ  </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Con fallos</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>requests</comment>
        <translation>Fallidas</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fallo</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fallos</translation>
    </message>
    <message>
        <source>Faults of ours</source>
        <translation>Fallos nuestros</translation>
    </message>
    <message>
        <source>Fetch a&amp;gain</source>
        <translation>Cargar de n&amp;uevo</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Cargar de nuevo</translation>
    </message>
    <message>
        <source>Fetching the image…</source>
        <translation>Trayendo la imagen…</translation>
    </message>
    <message>
        <source>Figures as of %1, net of tax and returns</source>
        <translation>Cifras a las %1, sin impuestos ni devoluciones</translation>
    </message>
    <message>
        <source>Figures count what was not cancelled, less what went back</source>
        <translation>Las cifras cuentan lo que no se canceló, menos lo devuelto</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrar</translation>
    </message>
    <message>
        <source>Filter %1: %2</source>
        <translation>Filtro %1: %2</translation>
    </message>
    <message>
        <source>Find &amp;anything</source>
        <translation>Buscar lo &amp;que sea</translation>
    </message>
    <message>
        <source>Find a country</source>
        <translation>Buscar un país</translation>
    </message>
    <message>
        <source>Find a setting: “VAT”, “postage”, “dark”…</source>
        <translation>Busque un ajuste: «IVA», «portes», «oscuro»…</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Primero</translation>
    </message>
    <message>
        <source>Flat, floor, company</source>
        <translation>Piso, puerta, empresa</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>For developers of your shop site</source>
        <translation>Para quienes desarrollan su sitio</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Por ejemplo</translation>
    </message>
    <message>
        <source>For products that are taxed</source>
        <translation>Para los productos gravados</translation>
    </message>
    <message>
        <source>For the shop’s own people; the customer does not see it.</source>
        <translation>Para el personal de la tienda; el cliente no lo ve.</translation>
    </message>
    <message>
        <source>Found no free connection</source>
        <translation>No hallaron conexión libre</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>of charge</comment>
        <translation>Gratis</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>proportion</comment>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Free from</source>
        <translation>Gratis desde</translation>
    </message>
    <message>
        <source>Free from goods worth</source>
        <translation>Gratis desde un importe de</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Frecuencia</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a computer</comment>
        <translation>Origen</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Desde %1</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>Desde el principio</translation>
    </message>
    <message>
        <source>From the empty cart to the answer. With %1 customers at once, 99 of 100 waited %2 ms at most. All %3 orders that were answered were found again after a restart of the server.</source>
        <translation>Del carrito vacío a la respuesta. Con %1 clientes a la vez, 99 de 100 esperaron %2 ms como máximo. Los %3 pedidos respondidos se encontraron todos tras reiniciar el servidor.</translation>
    </message>
    <message>
        <source>From then on it no longer opens anything.</source>
        <translation>A partir de entonces ya no abre nada.</translation>
    </message>
    <message>
        <source>From this weight, in kg</source>
        <translation>Desde este peso, en kg</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>Desde dónde</translation>
    </message>
    <message>
        <source>Full width</source>
        <translation>Todo el ancho</translation>
    </message>
    <message>
        <source>Give a name of up to 200 characters.</source>
        <translation>Indique un nombre de hasta 200 caracteres.</translation>
    </message>
    <message>
        <source>Give a percentage from −100 to 1,000 that is not 0.</source>
        <translation>Indique un porcentaje de −100 a 1000 que no sea 0.</translation>
    </message>
    <message>
        <source>Give a percentage, such as 10.</source>
        <translation>Indique un porcentaje, como 10.</translation>
    </message>
    <message>
        <source>Give a price of nothing or more.</source>
        <translation>Indique un precio de cero o más.</translation>
    </message>
    <message>
        <source>Give a weight in grams that is not negative.</source>
        <translation>Indique un peso en gramos que no sea negativo.</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation>Indique un número entero de %1 a %2.</translation>
    </message>
    <message>
        <source>Give a whole number from 0 to %L1.</source>
        <translation>Indique un número entero de 0 a %L1.</translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %1, which is what is left of it.</source>
        <translation>Indique un número entero de 1 a %1, que es lo que queda.</translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %L1.</source>
        <translation>Indique un número entero de 1 a %L1.</translation>
    </message>
    <message>
        <source>Give an amount above zero and up to what is left of the payment.</source>
        <translation>Indique un importe mayor que cero y hasta lo que queda del pago.</translation>
    </message>
    <message>
        <source>Give an amount above zero.</source>
        <translation>Indique un importe mayor que cero.</translation>
    </message>
    <message>
        <source>Give an amount that is not negative.</source>
        <translation>Indique un importe que no sea negativo.</translation>
    </message>
    <message>
        <source>Give an amount, such as %1.</source>
        <translation>Indique un importe, como %1.</translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as customers see it.</source>
        <translation>Dele un nombre de hasta 100 caracteres, como lo ven los clientes.</translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as the bill shows it.</source>
        <translation>Dele un nombre de hasta 100 caracteres, como lo muestra la factura.</translation>
    </message>
    <message>
        <source>Give it no more than it needs.</source>
        <translation>No le dé más de lo que necesita.</translation>
    </message>
    <message>
        <source>Give the category a name of up to 200 characters.</source>
        <translation>Dele a la categoría un nombre de hasta 200 caracteres.</translation>
    </message>
    <message>
        <source>Give the e-mail address that this person signs in with.</source>
        <translation>Indique la dirección de correo con la que esta persona inicia sesión.</translation>
    </message>
    <message>
        <source>Give the key a name of up to 200 characters, such as what it is for.</source>
        <translation>Dele a la clave un nombre de hasta 200 caracteres, por ejemplo para qué es.</translation>
    </message>
    <message>
        <source>Give the option a name of up to 100 characters.</source>
        <translation>Dele a la opción un nombre de hasta 100 caracteres.</translation>
    </message>
    <message>
        <source>Give the place a name of up to %1 characters.</source>
        <translation>Dele al lugar un nombre de hasta %1 caracteres.</translation>
    </message>
    <message>
        <source>Give the postal code.</source>
        <translation>Indique el código postal.</translation>
    </message>
    <message>
        <source>Give the product a SKU, your own number of it.</source>
        <translation>Dele al producto una referencia (SKU): su propio número.</translation>
    </message>
    <message>
        <source>Give the product a name of up to 200 characters.</source>
        <translation>Dele al producto un nombre de hasta 200 caracteres.</translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation>Dele un nombre al producto.</translation>
    </message>
    <message>
        <source>Give the product a title of up to 200 characters.</source>
        <translation>Dele al producto un título de hasta 200 caracteres.</translation>
    </message>
    <message>
        <source>Give the report a name of up to %L1 characters.</source>
        <translation>Dele al informe un nombre de hasta %L1 caracteres.</translation>
    </message>
    <message>
        <source>Give the shop a name of up to 200 characters.</source>
        <translation>Dele a la tienda un nombre de hasta 200 caracteres.</translation>
    </message>
    <message>
        <source>Give the street and house number.</source>
        <translation>Indique la calle y el número.</translation>
    </message>
    <message>
        <source>Give the town.</source>
        <translation>Indique la localidad.</translation>
    </message>
    <message>
        <source>Give the variant a SKU of up to 100 characters.</source>
        <translation>Dele a la variante un SKU de hasta 100 caracteres.</translation>
    </message>
    <message>
        <source>Give the variant a price.</source>
        <translation>Dele un precio a la variante.</translation>
    </message>
    <message>
        <source>Give your account the right to read and write there.</source>
        <translation>Dé a su cuenta permiso para leer y escribir ahí.</translation>
    </message>
    <message>
        <source>Give your e-mail address.</source>
        <translation>Indique su dirección de correo.</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Reembolsado</translation>
    </message>
    <message>
        <source>Go back in time</source>
        <translation>Volver atrás en el tiempo</translation>
    </message>
    <message>
        <source>Go back in time…</source>
        <translation>Volver atrás en el tiempo…</translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation>¿Volver a %1?</translation>
    </message>
    <message>
        <source>Go back to the version before, if it did not fail there, and report this with the numbers above.</source>
        <translation>Vuelva a la versión anterior, si ahí no fallaba, y comunique esto con los números de arriba.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Seguir editando</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Llega a</translation>
    </message>
    <message>
        <source>Going back needs %1 on the disk of %2 for a copy of the database, and %3 are free. Make room there.</source>
        <translation>Volver atrás necesita %1 en el disco de %2 para una copia de la base de datos, y hay %3 libres. Haga sitio ahí.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Vigente</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Mercancía</translation>
    </message>
    <message>
        <source>Goods were received</source>
        <translation>Se recibió mercancía</translation>
    </message>
    <message>
        <source>Grams</source>
        <translation>Gramos</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Bruto</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>La mitad</translation>
    </message>
    <message>
        <source>Half as fast again as %1 (version %2).</source>
        <translation>La mitad más rápido que %1 (versión %2).</translation>
    </message>
    <message>
        <source>Half as fast as %1 (version %2).</source>
        <translation>La mitad de rápido que %1 (versión %2).</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>La mitad en</translation>
    </message>
    <message>
        <source>Hand over the rest…</source>
        <translation>Entregar el resto…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Entregar…</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Handed over, %1 taken back</source>
        <translation>Entregado, %1 devueltos</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Harbour Lane</source>
        <translation>Harbour Lane</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Help or keys</source>
        <translation>Ayuda o teclas</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Hostile requests are sent</source>
        <translation>Se envían peticiones hostiles</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Hourly</source>
        <translation>Cada hora</translation>
    </message>
    <message>
        <source>Housekeeping</source>
        <translation>Mantenimiento</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cómo</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Hasta cuándo atrás</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Por dónde va</translation>
    </message>
    <message>
        <source>How it gets to the customer</source>
        <translation>Cómo llega al cliente</translation>
    </message>
    <message>
        <source>How it is paid</source>
        <translation>Cómo se paga</translation>
    </message>
    <message>
        <source>How it keeps up</source>
        <translation>Cómo va el ritmo</translation>
    </message>
    <message>
        <source>How large</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>How long it is good for; 825 when left out, which is the most.</source>
        <translation>Para cuánto tiempo vale; 825 si se omite, que es lo máximo.</translation>
    </message>
    <message>
        <source>How long they are kept</source>
        <translation>Cuánto tiempo se guardan</translation>
    </message>
    <message>
        <source>How many are gone</source>
        <translation>Cuántas ya no están</translation>
    </message>
    <message>
        <source>How many came in</source>
        <translation>Cuántas llegaron</translation>
    </message>
    <message>
        <source>How many days it can be gone back; 28 when left out.</source>
        <translation>Cuántos días se puede volver atrás; 28 si se omite.</translation>
    </message>
    <message>
        <source>How many lines; all when left out.</source>
        <translation>Cuántas líneas; todas si se omite.</translation>
    </message>
    <message>
        <source>How many orders the sample has.</source>
        <translation>Cuántos pedidos tiene la muestra.</translation>
    </message>
    <message>
        <source>How many there are; the difference is moved</source>
        <translation>Cuántas hay; se mueve la diferencia</translation>
    </message>
    <message>
        <source>How many threads answer; 0 for as many as there are processors</source>
        <translation>Cuántos hilos responden; 0 para tantos como procesadores haya</translation>
    </message>
    <message>
        <source>How many threads answer; as many as there are processors when left out.</source>
        <translation>Cuántos hilos responden; tantos como procesadores haya si se omite.</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Con qué frecuencia</translation>
    </message>
    <message>
        <source>How often: %1</source>
        <translation>Con qué frecuencia: %1</translation>
    </message>
    <message>
        <source>How to answer: text or json.</source>
        <translation>Cómo responder: text o json.</translation>
    </message>
    <message>
        <source>How to write it: csv or json.</source>
        <translation>Cómo escribirlo: csv o json.</translation>
    </message>
    <message>
        <source>How “products” is sorted: revenue or units.</source>
        <translation>Cómo se ordena «products»: revenue o units.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Image %L1</source>
        <translation>Imagen %L1</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp)</source>
        <translation>Imágenes (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>Images from the web were brought into the shop</source>
        <translation>Se trajeron imágenes de la web a la tienda</translation>
    </message>
    <message>
        <source>Images that did not come</source>
        <translation>Imágenes que no llegaron</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln products</source>
        <translation>
            <numerusform>Importar %Ln producto</numerusform>
            <numerusform>Importar %Ln productos</numerusform>
        </translation>
    </message>
    <message>
        <source>Import products</source>
        <translation>Importar productos</translation>
    </message>
    <message>
        <source>Imported sales are history. Restore a backup from before the import instead.</source>
        <translation>Las ventas importadas son historia. Restaure en su lugar una copia anterior a la importación.</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importando</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Importaciones</translation>
    </message>
    <message numerus="yes">
        <source>In %n days</source>
        <translation>
            <numerusform>Dentro de %n día</numerusform>
            <numerusform>Dentro de %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>In a file that only your account can read, backups would not wait for that.</source>
        <translation>En un archivo que solo su cuenta puede leer, las copias no tendrían que esperarlo.</translation>
    </message>
    <message>
        <source>In category</source>
        <translation>En la categoría</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>En existencias</translation>
    </message>
    <message>
        <source>In stock: 1 or 0</source>
        <translation>En existencias: 1 o 0</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>En el archivo</translation>
    </message>
    <message>
        <source>In their order, with blanks between them. Capitals do not matter.</source>
        <translation>En su orden, con espacios entre ellas. Las mayúsculas no importan.</translation>
    </message>
    <message>
        <source>In this computer’s keyring it would open with your sign-in alone, and no backup be made while you are signed out.</source>
        <translation>En el depósito de claves de este ordenador solo se abriría con su sesión, y no se harían copias mientras esté cerrada.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En uso</translation>
    </message>
    <message>
        <source>In which a shop day begins and ends, as in Europe/Berlin.</source>
        <translation>En la que empieza y termina un día de la tienda, como en Europe/Berlin.</translation>
    </message>
    <message>
        <source>Inner number</source>
        <translation>Número interno</translation>
    </message>
    <message>
        <source>Instead of a backup: bring back what was there before the last restore.</source>
        <translation>En lugar de una copia: recuperar lo que había antes de la última restauración.</translation>
    </message>
    <message>
        <source>Instead of words: begin with a new key, where nobody has the sheet any more.</source>
        <translation>En lugar de palabras: empezar con una clave nueva, cuando ya nadie tiene la hoja.</translation>
    </message>
    <message>
        <source>Invitation for %1</source>
        <translation>Invitación para %1</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Invitar</translation>
    </message>
    <message>
        <source>Invite again…</source>
        <translation>Invitar de nuevo…</translation>
    </message>
    <message>
        <source>Invite somebody to the staff</source>
        <translation>Invitar a alguien al equipo</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Invitado</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Invitar…</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Factura</translation>
    </message>
    <message>
        <source>Invoices and packing slips show it, line by line.</source>
        <translation>Las facturas y los albaranes la muestran, línea por línea.</translation>
    </message>
    <message>
        <source>Invoices and receipts show it.</source>
        <translation>Las facturas y los recibos lo muestran.</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Es</translation>
    </message>
    <message>
        <source>Is behind</source>
        <translation>Va con retraso</translation>
    </message>
    <message>
        <source>It asked too often</source>
        <translation>Pidió con demasiada frecuencia</translation>
    </message>
    <message>
        <source>It came too slowly.</source>
        <translation>Llegó demasiado despacio.</translation>
    </message>
    <message>
        <source>It can only read. A column called like one at the right, or ending in _money, _day, _time or _rate, is shown as such.</source>
        <translation>Solo puede leer. Una columna con un nombre como los de la derecha, o terminado en _money, _day, _time o _rate, se muestra como tal.</translation>
    </message>
    <message>
        <source>It comes back as a new product, with its words, prices and pictures, and with nothing in stock: count or receive its pieces afterwards.</source>
        <translation>Vuelve como producto nuevo, con sus textos, precios e imágenes y sin existencias: cuente o reciba sus unidades después.</translation>
    </message>
    <message>
        <source>It comes back with its lines, payments and parcels, under the next free number, and what it took from stock is taken again.</source>
        <translation>Vuelve con sus líneas, pagos y paquetes, con el siguiente número libre, y lo que tomó de las existencias se toma de nuevo.</translation>
    </message>
    <message>
        <source>It has been since version %1.</source>
        <translation>Es así desde la versión %1.</translation>
    </message>
    <message>
        <source>It is being compared with the shop of now.</source>
        <translation>Se está comparando con la tienda de ahora.</translation>
    </message>
    <message>
        <source>It is damaged: %1.</source>
        <translation>Está dañado: %1.</translation>
    </message>
    <message>
        <source>It is in the shop now as it was then.</source>
        <translation>Está ahora en la tienda como estaba entonces.</translation>
    </message>
    <message>
        <source>It is kept for the account that runs the shop: look as %1.</source>
        <translation>Se guarda para la cuenta que lleva la tienda: mire como %1.</translation>
    </message>
    <message>
        <source>It is larger than %1 MB.</source>
        <translation>Ocupa más de %1 MB.</translation>
    </message>
    <message>
        <source>It is put together on a spare copy. The shop goes on meanwhile.</source>
        <translation>Se monta en una copia de prueba. La tienda sigue mientras tanto.</translation>
    </message>
    <message>
        <source>It is removed from this computer and from every place, and cannot be brought back.</source>
        <translation>Se elimina de este ordenador y de todos los lugares, y no se puede recuperar.</translation>
    </message>
    <message>
        <source>It is shown only now.</source>
        <translation>Solo se muestra ahora.</translation>
    </message>
    <message>
        <source>It is tried again at %1.</source>
        <translation>Se vuelve a intentar a las %1.</translation>
    </message>
    <message>
        <source>It is tried again in a moment.</source>
        <translation>Se vuelve a intentar en un momento.</translation>
    </message>
    <message>
        <source>It is whole.</source>
        <translation>Está entero.</translation>
    </message>
    <message>
        <source>It leads to any moment from %1 until %2.</source>
        <translation>Lleva a cualquier momento desde %1 hasta %2.</translation>
    </message>
    <message>
        <source>It may stay empty.</source>
        <translation>Puede quedar vacío.</translation>
    </message>
    <message>
        <source>It stands beside what you do. It may stay empty.</source>
        <translation>Figura junto a lo que usted hace. Puede quedar vacío.</translation>
    </message>
    <message>
        <source>It takes along what the database writes, and is %1 behind.</source>
        <translation>Va guardando lo que escribe la base de datos, con %1 de retraso.</translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation>Tardó %1 s.</translation>
    </message>
    <message>
        <source>It was brought back into the shop.</source>
        <translation>Se recuperó en la tienda.</translation>
    </message>
    <message>
        <source>It was refused</source>
        <translation>Se rechazó</translation>
    </message>
    <message>
        <source>It was removed since: there is nothing left to take this back on.</source>
        <translation>Se eliminó desde entonces: no queda nada sobre lo que revertir esto.</translation>
    </message>
    <message>
        <source>It was stopped before it began.</source>
        <translation>Se detuvo antes de empezar.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Se detuvo.</translation>
    </message>
    <message>
        <source>It was stopped. Everything is as it was before.</source>
        <translation>Se detuvo. Todo está como antes.</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Artículo</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Artículos</translation>
    </message>
    <message>
        <source>Its address holds a name or a password, and these are sent to nobody.</source>
        <translation>Su dirección contiene un nombre o una contraseña, y eso no se envía a nadie.</translation>
    </message>
    <message>
        <source>Its address leads on and on to others.</source>
        <translation>Su dirección lleva una y otra vez a otras.</translation>
    </message>
    <message>
        <source>Its address leads on to one that is not safe.</source>
        <translation>Su dirección lleva a otra que no es segura.</translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved.</source>
        <translation>Su archivo en este ordenador ha cambiado desde que se comprobó.</translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved. Do not rely on this disk; make another backup.</source>
        <translation>Su archivo en este ordenador ha cambiado desde que se comprobó. No se fíe de este disco; haga otra copia.</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Su clave</translation>
    </message>
    <message>
        <source>Its key, a PEM file without a passphrase.</source>
        <translation>Su clave, un archivo PEM sin frase de contraseña.</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>Its name ends in .backroom.</source>
        <translation>Su nombre termina en .backroom.</translation>
    </message>
    <message>
        <source>Its number, to find it again</source>
        <translation>Su número, para volver a encontrarlo</translation>
    </message>
    <message>
        <source>Its stock is counted for all variations together there. Here each counts its own, so it is not tracked yet.</source>
        <translation>Allí sus existencias se cuentan juntas para todas las variantes. Aquí cada una cuenta las suyas, así que todavía no se lleva la cuenta.</translation>
    </message>
    <message>
        <source>Its stock is not counted</source>
        <translation>Sus existencias no se cuentan</translation>
    </message>
    <message>
        <source>Its stock is not counted.</source>
        <translation>Sus existencias no se cuentan.</translation>
    </message>
    <message>
        <source>Its words, prices, tags, categories and pictures become again what they were then. Variants made since stay, and so does what is in stock.</source>
        <translation>Sus textos, precios, palabras clave, categorías e imágenes vuelven a ser los de entonces. Las variantes creadas después se quedan, y también las existencias.</translation>
    </message>
    <message>
        <source>Its write-ahead log</source>
        <translation>Su registro de escritura anticipada</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>Join tables with ON and the two columns; USING and NATURAL have no place in a report.</source>
        <translation>Una las tablas con ON y las dos columnas; USING y NATURAL no caben en un informe.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Keep &amp;selling when the window is closed</source>
        <translation>Seguir &amp;vendiendo al cerrar la ventana</translation>
    </message>
    <message>
        <source>Keep as a customer</source>
        <translation>Guardar como cliente</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>Dejarlo como está</translation>
    </message>
    <message>
        <source>Keep it in a file</source>
        <translation>Guardarla en un archivo</translation>
    </message>
    <message>
        <source>Keep it in the keyring</source>
        <translation>Guardarla en el depósito de claves</translation>
    </message>
    <message>
        <source>Keep it in this computer's keyring, which opens only while its owner is signed in, or in a file.</source>
        <translation>Guardarla en el depósito de claves de este ordenador, que solo está abierto durante la sesión de su dueño, o en un archivo.</translation>
    </message>
    <message>
        <source>Keep mine on top</source>
        <translation>Dejar lo mío encima</translation>
    </message>
    <message>
        <source>Keep the description within %1 characters.</source>
        <translation>Mantenga la descripción en %1 caracteres.</translation>
    </message>
    <message>
        <source>Keep the description within %L1 characters.</source>
        <translation>Mantenga la descripción en %L1 caracteres.</translation>
    </message>
    <message>
        <source>Keep the key here</source>
        <translation>Guardar la clave aquí</translation>
    </message>
    <message>
        <source>Keep the note within 2,000 characters.</source>
        <translation>Mantenga la nota en 2000 caracteres.</translation>
    </message>
    <message>
        <source>Keep the reference within 200 characters.</source>
        <translation>Mantenga la referencia en 200 caracteres.</translation>
    </message>
    <message>
        <source>Keep the sale</source>
        <translation>Conservar la venta</translation>
    </message>
    <message>
        <source>Keep this store as it is, and compare it with a backup.</source>
        <translation>Conservar este almacén tal como está y compararlo con una copia.</translation>
    </message>
    <message>
        <source>Keep this within %L1 characters.</source>
        <translation>Mantenga esto en %L1 caracteres.</translation>
    </message>
    <message>
        <source>Keep what I typed</source>
        <translation>Conservar lo que escribí</translation>
    </message>
    <message>
        <source>Keeps the key of the shop's backups here too, from the words of its recovery sheet: for a second account or computer.</source>
        <translation>Guarda aquí también la clave de las copias de la tienda, a partir de las palabras de su hoja de recuperación: para una segunda cuenta u ordenador.</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Guardada en</translation>
    </message>
    <message>
        <source>Kept on</source>
        <translation>Guardadas en</translation>
    </message>
    <message>
        <source>Kept on</source>
        <comment>one backup</comment>
        <translation>Guardada en</translation>
    </message>
    <message>
        <source>Kept: %1.</source>
        <translation>Se guarda: %1.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Clave %1</translation>
    </message>
    <message>
        <source>Key “%1” changed</source>
        <translation>Clave «%1» cambiada</translation>
    </message>
    <message>
        <source>Key “%1” made</source>
        <translation>Clave «%1» creada</translation>
    </message>
    <message>
        <source>Key “%1” taken away</source>
        <translation>Clave «%1» retirada</translation>
    </message>
    <message>
        <source>Key “%1” was changed</source>
        <translation>Se cambió la clave «%1»</translation>
    </message>
    <message>
        <source>Key “%1” was made</source>
        <translation>Se creó la clave «%1»</translation>
    </message>
    <message>
        <source>Key “%1” was taken away</source>
        <translation>Se retiró la clave «%1»</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Keys</source>
        <comment>of the API</comment>
        <translation>Claves</translation>
    </message>
    <message>
        <source>Keys of programs</source>
        <translation>Claves de programas</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>Atajos de esta página</translation>
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
        <translation>Tipo</translation>
    </message>
    <message>
        <source>LOOK   </source>
        <translation>MIRAR  </translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Labels of the sheet that are used up</source>
        <translation>Etiquetas de la hoja ya usadas</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>Idioma de esta ventana</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Idiomas</translation>
    </message>
    <message>
        <source>Languages of the shop</source>
        <translation>Idiomas de la tienda</translation>
    </message>
    <message>
        <source>Larger bodies lie on the disk while they arrive</source>
        <translation>Los cuerpos mayores están en el disco mientras llegan</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>Cuerpo más grande</translation>
    </message>
    <message>
        <source>Largest image or import</source>
        <translation>Imagen o importación más grande</translation>
    </message>
    <message>
        <source>Largest request head</source>
        <translation>Cabecera de petición más grande</translation>
    </message>
    <message>
        <source>Largest weight in grams</source>
        <translation>Peso máximo en gramos</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Último</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Mes pasado</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>Último pedido</translation>
    </message>
    <message>
        <source>Last restore: %1. What was there before is kept.</source>
        <translation>Última restauración: %1. Se conserva lo que había antes.</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Última vez</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <translation>Última vez %1</translation>
    </message>
    <message>
        <source>Last seen %1, from %2</source>
        <translation>Última vez %1, desde %2</translation>
    </message>
    <message>
        <source>Last up to date</source>
        <translation>Al día por última vez</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Último uso</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Alcanza para</translation>
    </message>
    <message>
        <source>Lasts about</source>
        <translation>Dura unos</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Más tarde</translation>
    </message>
    <message>
        <source>Least rate at which a body earns more time</source>
        <translation>Velocidad mínima a la que un cuerpo gana más tiempo</translation>
    </message>
    <message>
        <source>Least rate at which a reply has to be read</source>
        <translation>Velocidad mínima a la que se tiene que leer una respuesta</translation>
    </message>
    <message>
        <source>Least weight in grams</source>
        <translation>Peso mínimo en gramos</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Dejarlo como está</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>Dejarlo como estaba</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Omitir</translation>
    </message>
    <message>
        <source>Leave “%1” without saving?</source>
        <translation>¿Salir de «%1» sin guardar?</translation>
    </message>
    <message>
        <source>Length of a period</source>
        <translation>Duración del periodo</translation>
    </message>
    <message>
        <source>Less than a third as fast as %1 (version %2).</source>
        <translation>Menos de un tercio de la rapidez de %1 (versión %2).</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>Dejar entrar de nuevo</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Level after it</source>
        <translation>Nivel después</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Niveles</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Línea %1</translation>
    </message>
    <message>
        <source>Line %1, %2</source>
        <translation>Línea %1, %2</translation>
    </message>
    <message>
        <source>Line of the order</source>
        <translation>Línea del pedido</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Líneas</translation>
    </message>
    <message>
        <source>Lines of deliveries</source>
        <translation>Líneas de los envíos</translation>
    </message>
    <message>
        <source>Lines of orders</source>
        <translation>Líneas de los pedidos</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Enlace</translation>
    </message>
    <message>
        <source>List the tests that were made, and test nothing.</source>
        <translation>Enumerar las pruebas que se hicieron y no probar nada.</translation>
    </message>
    <message>
        <source>Lists of products are asked for again and again</source>
        <translation>Se piden listas de productos una y otra vez</translation>
    </message>
    <message>
        <source>Lists of products are asked for that nobody asked for before</source>
        <translation>Se piden listas de productos que nadie pidió antes</translation>
    </message>
    <message>
        <source>Lists of products that somebody had asked for before; new ones, %1 a second. With %2 customers at once, 99 of 100 waited %3 ms at most, and %4 ms for new ones.</source>
        <translation>Listas de productos que alguien ya había pedido; nuevas, %1 por segundo. Con %2 clientes a la vez, 99 de 100 esperaron %3 ms como máximo, y %4 ms las nuevas.</translation>
    </message>
    <message>
        <source>Lists the shop's backups, newest first: when, why, how large, whether proved, and where they are kept.</source>
        <translation>Enumera las copias de la tienda, las más recientes primero: cuándo, por qué, qué tamaño, si están comprobadas y dónde se guardan.</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En directo</translation>
    </message>
    <message>
        <source>Log before</source>
        <translation>Registro anterior</translation>
    </message>
    <message>
        <source>Log of requests</source>
        <translation>Registro de peticiones</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>Longest of these</source>
        <translation>La más larga de ellas</translation>
    </message>
    <message>
        <source>Longest request line</source>
        <translation>Línea de petición más larga</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Look again now</source>
        <translation>Mirar de nuevo</translation>
    </message>
    <message>
        <source>Look around…</source>
        <translation>Echar un vistazo…</translation>
    </message>
    <message>
        <source>Look at everything</source>
        <translation>Verlo todo</translation>
    </message>
    <message>
        <source>Look at: %1</source>
        <translation>Ver: %1</translation>
    </message>
    <message>
        <source>Look for the sheet</source>
        <translation>Buscar la hoja</translation>
    </message>
    <message>
        <source>Look into the log for the reason.</source>
        <translation>Busque el motivo en el registro.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message>
        <source>Low at</source>
        <translation>Umbral</translation>
    </message>
    <message>
        <source>Low from</source>
        <translation>Existencias bajas desde</translation>
    </message>
    <message>
        <source>Low stock</source>
        <translation>Pocas existencias</translation>
    </message>
    <message>
        <source>Low: at or below %1</source>
        <translation>Pocas: %1 o menos</translation>
    </message>
    <message>
        <source>Lower by an amount</source>
        <translation>Bajar un importe</translation>
    </message>
    <message>
        <source>Lower by per cent</source>
        <translation>Bajar un porcentaje</translation>
    </message>
    <message>
        <source>Loyal</source>
        <translation>Fiel</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Made %1</source>
        <translation>Hecho %1</translation>
    </message>
    <message>
        <source>Made at closing.</source>
        <translation>Se hacen al cerrar.</translation>
    </message>
    <message>
        <source>Made by hand or before a restore, at least</source>
        <translation>Hechas a mano o antes de restaurar, al menos</translation>
    </message>
    <message>
        <source>Made every %1 at %2.</source>
        <translation>Se hacen cada %1 a las %2.</translation>
    </message>
    <message>
        <source>Made every day at %1.</source>
        <translation>Se hacen cada día a las %1.</translation>
    </message>
    <message>
        <source>Made every hour.</source>
        <translation>Se hacen cada hora.</translation>
    </message>
    <message>
        <source>Made only when you ask for it.</source>
        <translation>Se hacen solo cuando usted lo pide.</translation>
    </message>
    <message>
        <source>Make a backup first. Then restore the last one that was right, or report this with its numbers.</source>
        <translation>Haga antes una copia. Después restaure la última que estaba bien, o comunique esto con sus números.</translation>
    </message>
    <message>
        <source>Make another one, and look whether this disk is well.</source>
        <translation>Haga otra, y mire si este disco está bien.</translation>
    </message>
    <message>
        <source>Make one now.</source>
        <translation>Haga una ahora.</translation>
    </message>
    <message>
        <source>Make the daily totals anew from the orders first.</source>
        <translation>Rehacer antes los totales diarios a partir de los pedidos.</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Crear la clave</translation>
    </message>
    <message>
        <source>Makes a backup of the shop, while it sells, and proves that it can be restored.</source>
        <translation>Hace una copia de la tienda, mientras vende, y comprueba que se puede restaurar.</translation>
    </message>
    <message>
        <source>Makes a certificate of the shop's own, to serve https:// with.</source>
        <translation>Crea un certificado propio de la tienda, para servir https:// con él.</translation>
    </message>
    <message>
        <source>Makes a shop and its first owner.</source>
        <translation>Crea una tienda y su primer propietario.</translation>
    </message>
    <message>
        <source>Makes the sheet to print that opens the shop's backups on any computer.</source>
        <translation>Crea la hoja para imprimir que abre las copias de la tienda en cualquier ordenador.</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>Haciendo una copia</translation>
    </message>
    <message>
        <source>Making the shop…</source>
        <translation>Creando la tienda…</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Encargado</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Margin by category</source>
        <translation>Margen por categoría</translation>
    </message>
    <message>
        <source>Mark as handed over</source>
        <translation>Marcar como entregado</translation>
    </message>
    <message>
        <source>Mark as paid</source>
        <translation>Marcar como pagado</translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <translation>Marcar como enviado</translation>
    </message>
    <message>
        <source>Mark paid…</source>
        <translation>Marcar como pagado…</translation>
    </message>
    <message>
        <source>Markdown: **bold**, *italic*, - a list</source>
        <translation>Markdown: **negrita**, *cursiva*, - una lista</translation>
    </message>
    <message>
        <source>May do everything, also settings, keys, backups and other owners.</source>
        <translation>Puede hacerlo todo, también ajustes, claves, copias y otros propietarios.</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>Puede iniciar sesión</translation>
    </message>
    <message>
        <source>Measure for a shorter time, which is less exact.</source>
        <translation>Medir durante menos tiempo, lo que es menos exacto.</translation>
    </message>
    <message>
        <source>Median ms</source>
        <translation>Mediana ms</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Minutes past the hour</source>
        <translation>Minutos después de la hora</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Faltan</translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>Faltan: %1.</translation>
    </message>
    <message>
        <source>Monetary</source>
        <translation>Valor de compra</translation>
    </message>
    <message>
        <source>Money of order #%1 was given back</source>
        <translation>Se reembolsó dinero del pedido n.º %1</translation>
    </message>
    <message>
        <source>Money of the order was given back since. Take that back first.</source>
        <translation>Desde entonces se ha devuelto dinero de este pedido. Revierta eso primero.</translation>
    </message>
    <message>
        <source>Money was given back</source>
        <translation>Se reembolsó dinero</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mes</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>More than expected</source>
        <translation>Más de las esperadas</translation>
    </message>
    <message>
        <source>More than twice as fast as %1 (version %2).</source>
        <translation>Más del doble de rápido que %1 (versión %2).</translation>
    </message>
    <message>
        <source>More was sent than is taken</source>
        <translation>Se envió más de lo que se acepta</translation>
    </message>
    <message>
        <source>Most TLS handshakes under way; beyond, the oldest makes room</source>
        <translation>Máximo de negociaciones TLS en curso; a partir de ahí, la más antigua cede el sitio</translation>
    </message>
    <message>
        <source>Most connections from one address</source>
        <translation>Máximo de conexiones desde una dirección</translation>
    </message>
    <message>
        <source>Most connections from this computer</source>
        <translation>Máximo de conexiones desde este ordenador</translation>
    </message>
    <message>
        <source>Most connections in all</source>
        <translation>Máximo de conexiones en total</translation>
    </message>
    <message>
        <source>Most header fields of a request</source>
        <translation>Máximo de campos de cabecera de una petición</translation>
    </message>
    <message>
        <source>Most that all such bodies take on the disk together</source>
        <translation>Máximo que ocupan en el disco todos esos cuerpos juntos</translation>
    </message>
    <message>
        <source>Move at most %1 pieces at a time.</source>
        <translation>Mueva como máximo %1 unidades cada vez.</translation>
    </message>
    <message>
        <source>Move below the one above</source>
        <translation>Poner bajo la de arriba</translation>
    </message>
    <message>
        <source>Move between 1 and %L1 pieces at a time, in or out.</source>
        <translation>Mueva entre 1 y %L1 unidades cada vez, de entrada o de salida.</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Move out of the one above</source>
        <translation>Sacar un nivel</translation>
    </message>
    <message>
        <source>Move stock</source>
        <translation>Mover existencias</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>Movimientos</translation>
    </message>
    <message>
        <source>Movements of stock</source>
        <translation>Movimientos de existencias</translation>
    </message>
    <message>
        <source>Moves the shop from its file to PostgreSQL or back, proved row by row. The old store is left as it is.</source>
        <translation>Traslada la tienda de su archivo a PostgreSQL o al revés, comprobada fila por fila. El almacén antiguo se deja como está.</translation>
    </message>
    <message>
        <source>Moving from another system? Its export, or any table saved as CSV, can be imported.</source>
        <translation>¿Viene de otro sistema? Se puede importar su exportación, o cualquier tabla guardada como CSV.</translation>
    </message>
    <message>
        <source>Much is asked of the backups already. Wait until some of it is done.</source>
        <translation>Ya hay muchas tareas pendientes con las copias. Espere a que terminen algunas.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name at least one country it goes to.</source>
        <translation>Indique al menos un país al que llega.</translation>
    </message>
    <message>
        <source>Name at least one line, or leave them out for all that is left.</source>
        <translation>Indique al menos una línea, o no indique ninguna para todo lo que queda.</translation>
    </message>
    <message>
        <source>Name each line once.</source>
        <translation>Indique cada línea una sola vez.</translation>
    </message>
    <message>
        <source>Name in addresses</source>
        <translation>Nombre en direcciones</translation>
    </message>
    <message>
        <source>Name in import files</source>
        <translation>Nombre en los archivos de importación</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>Nombre de la tienda</translation>
    </message>
    <message>
        <source>Name one backup of those in %1, the newest is %2; or a moment, with --at.</source>
        <translation>Indique una de las copias de %1, la más reciente es %2; o un momento, con --at.</translation>
    </message>
    <message>
        <source>Name one backup.</source>
        <translation>Indique una copia.</translation>
    </message>
    <message>
        <source>Name one file that holds the words, or - for standard input; or say --new.</source>
        <translation>Indique un archivo que contenga las palabras, o - para la entrada estándar; o diga --new.</translation>
    </message>
    <message>
        <source>Name or e-mail address</source>
        <translation>Nombre o dirección de correo</translation>
    </message>
    <message>
        <source>Name tables without a schema: “orders”, not “%1.orders”.</source>
        <translation>Nombre las tablas sin esquema: «orders», no «%1.orders».</translation>
    </message>
    <message>
        <source>Name the lines that come back.</source>
        <translation>Indique las líneas que se devuelven.</translation>
    </message>
    <message>
        <source>Name the tax class in up to 40 characters, as in standard.</source>
        <translation>Nombre la clase de impuesto con un máximo de 40 caracteres, como en standard.</translation>
    </message>
    <message>
        <source>Name with --data a folder for that backup.</source>
        <translation>Indique con --data una carpeta para esa copia.</translation>
    </message>
    <message>
        <source>Name, addresses and sessions go, and what the history says of them. Orders that were not sent are cancelled; the others stay in the books without a name. This cannot be taken back.</source>
        <translation>Se van el nombre, las direcciones y las sesiones, y lo que el historial dice de ellos. Los pedidos no enviados se cancelan; los demás quedan en las cuentas sin nombre. Esto no se puede revertir.</translation>
    </message>
    <message>
        <source>Name, contact, note and saved addresses become again what they were then. Orders stay as they are.</source>
        <translation>Nombre, contacto, nota y direcciones guardadas vuelven a ser los de entonces. Los pedidos se quedan como están.</translation>
    </message>
    <message>
        <source>Names of the server</source>
        <translation>Nombres del servidor</translation>
    </message>
    <message>
        <source>Names this server answers to</source>
        <translation>Nombres a los que responde este servidor</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Neto</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>Ventas netas</translation>
    </message>
    <message>
        <source>Net sales by day</source>
        <translation>Ventas netas por día</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>New connections get the certificate from before until this is mended.</source>
        <translation>Las conexiones nuevas reciben el certificado anterior hasta que esto se arregle.</translation>
    </message>
    <message>
        <source>New connections get the certificate now in “%1”.</source>
        <translation>Las conexiones nuevas reciben el certificado que ahora está en «%1».</translation>
    </message>
    <message>
        <source>New customers</source>
        <translation>Clientes nuevos</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Clave nueva…</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Pedido nuevo</translation>
    </message>
    <message>
        <source>New orders appear by themselves</source>
        <translation>Los pedidos nuevos aparecen solos</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>Contraseña nueva…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Next a&amp;rea</source>
        <translation>Á&amp;rea siguiente</translation>
    </message>
    <message>
        <source>Next log</source>
        <translation>Registro siguiente</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Página siguiente</translation>
    </message>
    <message>
        <source>No backup is made by itself: choose when under Settings.</source>
        <translation>Ninguna copia se hace sola: elija cuándo en Ajustes.</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Todavía no hay copias</translation>
    </message>
    <message>
        <source>No categories yet</source>
        <translation>Aún no hay categorías</translation>
    </message>
    <message>
        <source>No change fits what is chosen above.</source>
        <translation>Ningún cambio cumple lo elegido arriba.</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>Sin código</translation>
    </message>
    <message>
        <source>No copy on %1</source>
        <translation>Sin copia en %1</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>Aún no hay clientes</translation>
    </message>
    <message>
        <source>No delivery yet: customers collect what they buy.</source>
        <translation>Aún no hay entregas: los clientes recogen lo que compran.</translation>
    </message>
    <message>
        <source>No hostile request could be sent.</source>
        <translation>No se pudo enviar ninguna petición hostil.</translation>
    </message>
    <message>
        <source>No image is on another website: the shop has all of its own.</source>
        <translation>Ninguna imagen está en otro sitio web: la tienda las tiene todas.</translation>
    </message>
    <message>
        <source>No images yet. The first one stands in lists and in the web shop.</source>
        <translation>Aún no hay imágenes. La primera aparece en las listas y en la tienda web.</translation>
    </message>
    <message>
        <source>No keyring answers on this computer. Sign in to its desktop, or keep the key in a file.</source>
        <translation>Ningún depósito de claves responde en este ordenador. Inicie sesión en su escritorio o guarde la clave en un archivo.</translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation>Aún no hay claves</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>Ya no está</translation>
    </message>
    <message>
        <source>No moment can be gone back to yet.</source>
        <translation>Aún no se puede volver a ningún momento.</translation>
    </message>
    <message>
        <source>No more backups are copied there then. What lies there stays there.</source>
        <translation>Entonces ya no se guardan copias ahí. Lo que hay ahí se queda ahí.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Sin nombre</translation>
    </message>
    <message>
        <source>No name given</source>
        <translation>Sin nombre indicado</translation>
    </message>
    <message>
        <source>No one vouches for it: give %1 to those who are to trust it (curl --cacert), or use a certificate of an authority for a site that everybody visits.</source>
        <translation>Nadie responde por él: dé %1 a quienes deban confiar en él (curl --cacert), o use un certificado de una autoridad para un sitio que visita todo el mundo.</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Aún no hay pedidos</translation>
    </message>
    <message>
        <source>No orders yet.</source>
        <translation>Aún no hay pedidos.</translation>
    </message>
    <message>
        <source>No product matches these filters. Take one of them away.</source>
        <translation>Ningún producto cumple estos filtros. Quite alguno.</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>Aún no hay productos</translation>
    </message>
    <message>
        <source>No program has the shop open now. The database keeps %1 for when one has.</source>
        <translation>Ningún programa tiene abierta la tienda ahora. La base de datos guarda %1 para cuando alguno lo haga.</translation>
    </message>
    <message>
        <source>No rates yet: nothing is taxed.</source>
        <translation>Aún no hay tipos: nada se grava.</translation>
    </message>
    <message>
        <source>No row fits</source>
        <translation>Ninguna fila coincide</translation>
    </message>
    <message>
        <source>No row of “%1” has a title. Add it.</source>
        <translation>Ninguna fila de «%1» tiene título. Añádalo.</translation>
    </message>
    <message>
        <source>No secure connection comes about: the server’s certificate is not right.</source>
        <translation>No se logra una conexión segura: el certificado del servidor no es correcto.</translation>
    </message>
    <message>
        <source>No setting is called “%1”. Try another word for it.</source>
        <translation>Ningún ajuste se llama «%1». Pruebe con otra palabra.</translation>
    </message>
    <message>
        <source>No such customers</source>
        <translation>No hay clientes así</translation>
    </message>
    <message>
        <source>No such orders</source>
        <translation>No hay pedidos así</translation>
    </message>
    <message>
        <source>No such requests</source>
        <translation>No hay peticiones así</translation>
    </message>
    <message>
        <source>No test of the server was kept yet.</source>
        <translation>Aún no se ha guardado ninguna prueba del servidor.</translation>
    </message>
    <message>
        <source>No variation of “%1” says which %2 it is. The choices are kept in its description.</source>
        <translation>Ninguna variante de «%1» dice qué %2 es. Las opciones se conservan en su descripción.</translation>
    </message>
    <message>
        <source>Nobody has asked yet</source>
        <translation>Nadie ha preguntado aún</translation>
    </message>
    <message>
        <source>Nobody has the sheet any more…</source>
        <translation>Ya nadie tiene la hoja…</translation>
    </message>
    <message>
        <source>Nobody here has the e-mail address %1. “backroomd user list” shows who does.</source>
        <translation>Nadie aquí tiene la dirección de correo %1. «backroomd user list» muestra quién la tiene.</translation>
    </message>
    <message>
        <source>Nobody is called that</source>
        <translation>Nadie se llama así</translation>
    </message>
    <message>
        <source>Nobody sets another's password. Let them change it.</source>
        <translation>Nadie fija la contraseña de otra persona. Que la cambie ella misma.</translation>
    </message>
    <message>
        <source>Nobody takes the list any more, or the disk is full.</source>
        <translation>Ya nadie recoge la lista, o el disco está lleno.</translation>
    </message>
    <message>
        <source>Nobody was signed in, or the key was wrong</source>
        <translation>Nadie había iniciado sesión, o la clave era incorrecta</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>Ninguno elegido</translation>
    </message>
    <message>
        <source>None is missing.</source>
        <translation>No falta ninguna.</translation>
    </message>
    <message>
        <source>None kept. Each order has its own.</source>
        <translation>No se guarda ninguna. Cada pedido tiene la suya.</translation>
    </message>
    <message>
        <source>None of the customers fits what is asked for above.</source>
        <translation>Ningún cliente cumple lo que se pide arriba.</translation>
    </message>
    <message>
        <source>None of the orders fits what is chosen above.</source>
        <translation>Ningún pedido cumple lo elegido arriba.</translation>
    </message>
    <message>
        <source>None of the requests fits what is chosen above.</source>
        <translation>Ninguna petición cumple lo elegido arriba.</translation>
    </message>
    <message>
        <source>None of the staff fits what is asked for above.</source>
        <translation>Nadie del equipo cumple lo que se pide arriba.</translation>
    </message>
    <message>
        <source>None was made yet. The first is made soon after the shop is opened or served.</source>
        <translation>Aún no se ha hecho ninguna. La primera se hace poco después de abrir o servir la tienda.</translation>
    </message>
    <message>
        <source>None was proved yet, and one was due at %1.</source>
        <translation>Aún no se ha comprobado ninguna, y tocaba una a las %1.</translation>
    </message>
    <message>
        <source>Not backed up yet</source>
        <translation>Aún sin copia</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Aún sin comprobar</translation>
    </message>
    <message>
        <source>Not checked yet. The check adds up stock, payments, lines, taxes, order numbers and the totals of each day, and compares them with what is kept beside them. Work can go on meanwhile.</source>
        <translation>Aún sin comprobar. La comprobación suma existencias, pagos, líneas, impuestos, números de pedido y los totales de cada día, y los compara con lo que se guarda aparte. Mientras tanto se puede seguir trabajando.</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>Sin elegir</translation>
    </message>
    <message>
        <source>Not in it: %1.</source>
        <translation>No están en él: %1.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>No se sabe</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Aún sin mirar</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Not offered</source>
        <translation>No se ofrece</translation>
    </message>
    <message>
        <source>Not one row of this file can be taken. The first that is wrong is line %1: %2</source>
        <translation>Ninguna fila de este archivo se puede tomar. La primera incorrecta es la línea %1: %2</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Sin pagar</translation>
    </message>
    <message>
        <source>Not paid  %1</source>
        <translation>Sin pagar  %1</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>No se llegó</translation>
    </message>
    <message>
        <source>Not refused as it should be: %1.</source>
        <translation>No se rechazó como debía: %1.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Aún sin guardar</translation>
    </message>
    <message>
        <source>Not sold in the last 90 days</source>
        <translation>Sin vender en los últimos 90 días</translation>
    </message>
    <message>
        <source>Not taken</source>
        <comment>rows</comment>
        <translation>No tomadas</translation>
    </message>
    <message>
        <source>Not taxed</source>
        <translation>Sin gravar</translation>
    </message>
    <message>
        <source>Not tested yet. It takes about 15 seconds.</source>
        <translation>Aún sin probar. Tarda unos 15 segundos.</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Aún no está ahí</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Note, seen by staff only</source>
        <translation>Nota, la ve solo el equipo</translation>
    </message>
    <message>
        <source>Nothing came from standard input. Write it there on one line.</source>
        <translation>No llegó nada por la entrada estándar. Escríbalo ahí en una línea.</translation>
    </message>
    <message>
        <source>Nothing can be read from standard input.</source>
        <translation>No se puede leer nada de la entrada estándar.</translation>
    </message>
    <message>
        <source>Nothing can be written in %1. Give your account the right to, or make room on that disk.</source>
        <translation>No se puede escribir nada en %1. Dé permiso a su cuenta o haga sitio en ese disco.</translation>
    </message>
    <message>
        <source>Nothing can be written to standard output.</source>
        <translation>No se puede escribir nada en la salida estándar.</translation>
    </message>
    <message>
        <source>Nothing else changes. It stands in the history like any other change.</source>
        <translation>No cambia nada más. Queda en el historial como cualquier otro cambio.</translation>
    </message>
    <message>
        <source>Nothing fits what is chosen above.</source>
        <translation>Nada cumple lo elegido arriba.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>No se encontró nada</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Aquí no hay nada</translation>
    </message>
    <message>
        <source>Nothing here matches “%1”. Look for less, or take the filters away.</source>
        <translation>Nada coincide aquí con «%1». Busque menos o quite los filtros.</translation>
    </message>
    <message>
        <source>Nothing in the help is about “%1”.</source>
        <translation>Nada en la ayuda trata de «%1».</translation>
    </message>
    <message>
        <source>Nothing in the shop can be brought back so far.</source>
        <translation>Por ahora no se puede recuperar nada de la tienda.</translation>
    </message>
    <message>
        <source>Nothing in the shop has the code “%1”. Give it to a product first.</source>
        <translation>Nada en la tienda tiene el código «%1». Asígnelo antes a un producto.</translation>
    </message>
    <message>
        <source>Nothing in these days</source>
        <translation>Nada en estos días</translation>
    </message>
    <message>
        <source>Nothing in this window changes the shop, but for what you bring back.</source>
        <translation>Nada en esta ventana cambia la tienda, salvo lo que usted recupere.</translation>
    </message>
    <message>
        <source>Nothing is in the delivery yet. Scan or choose what came in.</source>
        <translation>Aún no hay nada en la entrega. Escanee o elija lo que llegó.</translation>
    </message>
    <message>
        <source>Nothing is in the order yet. Scan or choose what is bought.</source>
        <translation>Aún no hay nada en el pedido. Escanee o elija lo que se compra.</translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation>No se sabe nada.</translation>
    </message>
    <message>
        <source>Nothing moved yet</source>
        <translation>Aún no se ha movido nada</translation>
    </message>
    <message>
        <source>Nothing of then fits what is chosen above.</source>
        <translation>Nada de entonces cumple lo elegido arriba.</translation>
    </message>
    <message>
        <source>Nothing on the shelf yet</source>
        <translation>Aún no hay nada en el estante</translation>
    </message>
    <message>
        <source>Nothing runs low</source>
        <translation>No se agota nada</translation>
    </message>
    <message>
        <source>Nothing sold yet</source>
        <translation>Aún no se ha vendido nada</translation>
    </message>
    <message>
        <source>Nothing that was paid is left to refund.</source>
        <translation>No queda nada pagado que reembolsar.</translation>
    </message>
    <message>
        <source>Nothing to change: they are like that already</source>
        <translation>Nada que cambiar: ya están así</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>No hay nada que importar</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Aún no hay nada que mostrar</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>No hay nada pendiente</translation>
    </message>
    <message>
        <source>Nothing waits here</source>
        <translation>Aquí no espera nada</translation>
    </message>
    <message>
        <source>Nothing was changed here since the start. The page History has what was before.</source>
        <translation>Aquí no se ha cambiado nada desde el arranque. La página Historial tiene lo de antes.</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>Aún no se ha cambiado nada</translation>
    </message>
    <message>
        <source>Nothing was counted yet. Scan or choose what stands on the shelf.</source>
        <translation>Aún no se ha contado nada. Escanee o elija lo que hay en el estante.</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>No se encontró nada</translation>
    </message>
    <message>
        <source>Nothing was moved by it: there is nothing to take back.</source>
        <translation>No movió nada: no hay nada que revertir.</translation>
    </message>
    <message>
        <source>Nothing was paid yet</source>
        <translation>Aún no se ha pagado nada</translation>
    </message>
    <message>
        <source>Nothing was refused and nothing failed</source>
        <translation>Nada se rechazó y nada falló</translation>
    </message>
    <message>
        <source>Nothing was restored here yet, so there is nothing to take back.</source>
        <translation>Aquí aún no se restauró nada, así que no hay nada que revertir.</translation>
    </message>
    <message>
        <source>Nothing was said</source>
        <translation>No se dijo nada</translation>
    </message>
    <message>
        <source>Nothing was taken back that could be done again.</source>
        <translation>No se revirtió nada que se pueda volver a hacer.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Nowhere at the moment.</source>
        <translation>En ninguna parte por ahora.</translation>
    </message>
    <message>
        <source>Nowhere else yet</source>
        <translation>En ningún otro sitio aún</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>Número %1</translation>
    </message>
    <message>
        <source>Number elsewhere</source>
        <translation>Número en otro sitio</translation>
    </message>
    <message>
        <source>Of each</source>
        <translation>De cada uno</translation>
    </message>
    <message>
        <source>Of what has a cost written down. 90 is the days to look back.</source>
        <translation>De lo que tiene anotado un coste. 90 son los días hacia atrás.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Inactivo</translation>
    </message>
    <message>
        <source>Off: customers cannot order</source>
        <translation>Apagado: los clientes no pueden pedir</translation>
    </message>
    <message>
        <source>Offer it to customers</source>
        <translation>Ofrecerla a los clientes</translation>
    </message>
    <message>
        <source>Offered: 1 or 0</source>
        <translation>Se ofrece: 1 o 0</translation>
    </message>
    <message>
        <source>On</source>
        <comment>a weekday</comment>
        <translation>El</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>El %1</translation>
    </message>
    <message>
        <source>On PostgreSQL: the folder that holds copies of the database and what it wrote since, best on another disk, and an encrypted one.</source>
        <translation>En PostgreSQL: la carpeta que guarda copias de la base de datos y lo que escribió desde entonces; mejor en otro disco, y cifrado.</translation>
    </message>
    <message>
        <source>On another computer, backups open with the words of the recovery sheet. Print it, and put it away.</source>
        <translation>En otro ordenador, las copias se abren con las palabras de la hoja de recuperación. Imprímala y póngala a buen recaudo.</translation>
    </message>
    <message>
        <source>On pages of their own</source>
        <translation>En páginas propias</translation>
    </message>
    <message>
        <source>On the page %1 something was typed or scanned that is not saved. It would be lost.</source>
        <translation>En la página %1 se escribió o escaneó algo que no está guardado. Se perdería.</translation>
    </message>
    <message>
        <source>On this computer they lie in %1</source>
        <translation>En este ordenador están en %1</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>En esta página</translation>
    </message>
    <message>
        <source>On what day weekly ones are made</source>
        <translation>Qué día se hacen las semanales</translation>
    </message>
    <message numerus="yes">
        <source>On, %n recovery codes left</source>
        <translation>
            <numerusform>Sí, queda %n código de recuperación</numerusform>
            <numerusform>Sí, quedan %n códigos de recuperación</numerusform>
        </translation>
    </message>
    <message>
        <source>One a day</source>
        <translation>Una al día</translation>
    </message>
    <message>
        <source>One a line, as in api.shop.example. On this computer it always answers.</source>
        <translation>Uno por línea, como api.shop.example. En este ordenador responde siempre.</translation>
    </message>
    <message>
        <source>One a line, as in https://shop.example. Others are refused by the browser.</source>
        <translation>Uno por línea, como https://shop.example. El navegador rechaza los demás.</translation>
    </message>
    <message>
        <source>One a month</source>
        <translation>Una al mes</translation>
    </message>
    <message>
        <source>One a week</source>
        <translation>Una a la semana</translation>
    </message>
    <message>
        <source>One a year</source>
        <translation>Una al año</translation>
    </message>
    <message>
        <source>One more disk is safer</source>
        <translation>Un disco más es más seguro</translation>
    </message>
    <message>
        <source>One of each day, for so many days</source>
        <translation>Una de cada día, durante tantos días</translation>
    </message>
    <message>
        <source>One of each month, for so many months</source>
        <translation>Una de cada mes, durante tantos meses</translation>
    </message>
    <message>
        <source>One of each week, for so many weeks</source>
        <translation>Una de cada semana, durante tantas semanas</translation>
    </message>
    <message>
        <source>One of each year, for so many years</source>
        <translation>Una de cada año, durante tantos años</translation>
    </message>
    <message>
        <source>One of the figures is no number of pieces or no price. Type it again.</source>
        <translation>Una de las cifras no es un número de unidades ni un precio. Escríbala de nuevo.</translation>
    </message>
    <message>
        <source>One of the figures is no number of pieces. Type it again.</source>
        <translation>Una de las cifras no es un número de unidades. Escríbala de nuevo.</translation>
    </message>
    <message>
        <source>One of the recovery words is mistyped. Compare them with the recovery sheet.</source>
        <translation>Una de las palabras de recuperación está mal escrita. Compárelas con la hoja de recuperación.</translation>
    </message>
    <message>
        <source>One order is sent again and again</source>
        <translation>Se envía un mismo pedido una y otra vez</translation>
    </message>
    <message>
        <source>One order was sent %1 times, as a customer's phone does when the connection breaks, the last time after a restart of the server. It was taken once, and every answer was the same.</source>
        <translation>Un pedido se envió %1 veces, como hace el teléfono de un cliente cuando se corta la conexión, la última tras reiniciar el servidor. Se tomó una vez, y todas las respuestas fueron iguales.</translation>
    </message>
    <message>
        <source>One order was sent %1 times. %2 answers said that it was taken, %3 of them differently, and there are %4 orders; it should be one.</source>
        <translation>Un pedido se envió %1 veces. %2 respuestas dijeron que se había tomado, %3 de ellas de forma distinta, y hay %4 pedidos; debería haber uno.</translation>
    </message>
    <message>
        <source>One should have been made by %1.</source>
        <translation>Debería haberse hecho una antes de %1.</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Solo %1</translation>
    </message>
    <message>
        <source>Only %1 is left to give back.</source>
        <translation>Solo quedan %1 por reembolsar.</translation>
    </message>
    <message>
        <source>Only %L1 of it are there. Take less, or take it out.</source>
        <translation>Solo hay %L1. Tome menos, o sáquelo.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are left: what was sold since cannot go back with the others.</source>
        <translation>Solo quedan %L1 unidades de %2: lo vendido desde entonces no puede volver con las demás.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are there. Take out fewer, or allow back-orders.</source>
        <translation>Solo hay %L1 unidades de %2. Saque menos, o permita la venta bajo encargo.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of “%2” are left: what went back on the shelf was sold since.</source>
        <translation>Solo quedan %L1 unidades de «%2»: lo que volvió al estante se vendió desde entonces.</translation>
    </message>
    <message>
        <source>Only active products are sold in the web shop</source>
        <translation>En la tienda web solo se venden los productos activos</translation>
    </message>
    <message>
        <source>Only an active person with an e-mail address and without a password can be invited.</source>
        <translation>Solo se puede invitar a una persona activa, con dirección de correo y sin contraseña.</translation>
    </message>
    <message>
        <source>Only an owner handles owners and managers. Ask one.</source>
        <translation>Solo un propietario se ocupa de propietarios y encargados. Pregunte a uno.</translation>
    </message>
    <message>
        <source>Only by %1</source>
        <translation>Solo de %1</translation>
    </message>
    <message>
        <source>Only from %1</source>
        <translation>Solo desde %1</translation>
    </message>
    <message>
        <source>Only since then</source>
        <translation>Solo desde entonces</translation>
    </message>
    <message>
        <source>Only the first pages are shown; all are printed</source>
        <translation>Solo se muestran las primeras páginas; se imprimen todas</translation>
    </message>
    <message>
        <source>Only when I ask</source>
        <translation>Solo cuando yo lo pida</translation>
    </message>
    <message>
        <source>Only who may change products may sell for another price.</source>
        <translation>Solo quien puede cambiar productos puede vender a otro precio.</translation>
    </message>
    <message>
        <source>Only who may work on backups brings things back. Ask an owner.</source>
        <translation>Solo quien puede trabajar con las copias recupera cosas. Pregunte a un propietario.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>a customer</comment>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open Backroom</source>
        <translation>Abrir Backroom</translation>
    </message>
    <message>
        <source>Open a backup file</source>
        <translation>Abrir un archivo de copia</translation>
    </message>
    <message>
        <source>Open a backup file…</source>
        <translation>Abrir un archivo de copia…</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Conexiones abiertas</translation>
    </message>
    <message>
        <source>Open files and connections</source>
        <translation>Archivos y conexiones abiertos</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Abrir pedido</translation>
    </message>
    <message>
        <source>Open the shop</source>
        <translation>Abrir la tienda</translation>
    </message>
    <message>
        <source>Open these products and save them once.</source>
        <translation>Abra estos productos y guárdelos una vez.</translation>
    </message>
    <message>
        <source>OpenSSL could not make a certificate. See whether this computer gives random numbers.</source>
        <translation>OpenSSL no pudo crear un certificado. Mire si este ordenador da números aleatorios.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Or write into %1:</source>
        <translation>O escriba en %1:</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Order #%1</source>
        <translation>Pedido n.º %1</translation>
    </message>
    <message>
        <source>Order #%1 is back</source>
        <translation>El pedido n.º %1 ha vuelto</translation>
    </message>
    <message>
        <source>Order #%1 is back, as #%2</source>
        <translation>El pedido n.º %1 ha vuelto, como n.º %2</translation>
    </message>
    <message>
        <source>Order #%1 is handed over</source>
        <translation>El pedido n.º %1 está entregado</translation>
    </message>
    <message>
        <source>Order #%1 is on its way</source>
        <translation>El pedido n.º %1 está en camino</translation>
    </message>
    <message>
        <source>Order #%1 is open again</source>
        <translation>El pedido n.º %1 vuelve a estar abierto</translation>
    </message>
    <message>
        <source>Order #%1 is paid</source>
        <translation>El pedido n.º %1 está pagado</translation>
    </message>
    <message>
        <source>Order #%1 was brought back from a backup</source>
        <translation>Se recuperó el pedido n.º %1 de una copia</translation>
    </message>
    <message>
        <source>Order #%1 was cancelled</source>
        <translation>El pedido n.º %1 se canceló</translation>
    </message>
    <message>
        <source>Order #%1 was cancelled; hand back %2 yourself</source>
        <translation>El pedido n.º %1 se canceló; devuelva %2 usted mismo</translation>
    </message>
    <message>
        <source>Order #%1 was changed</source>
        <translation>Se cambió el pedido n.º %1</translation>
    </message>
    <message>
        <source>Order #%1 was placed</source>
        <translation>Se hizo el pedido n.º %1</translation>
    </message>
    <message>
        <source>Order #%1 was sent</source>
        <translation>Se envió el pedido n.º %1</translation>
    </message>
    <message>
        <source>Order %1 (%2) is not the sum of its lines, shipping and tax.</source>
        <translation>El pedido %1 (%2) no es la suma de sus líneas, envío e impuestos.</translation>
    </message>
    <message>
        <source>Order %1 is in the shop, as number %2. It was left as it is.</source>
        <translation>El pedido %1 está en la tienda, con el número %2. Se dejó como estaba.</translation>
    </message>
    <message>
        <source>Order %1 says that %2 was kept, its payments say otherwise.</source>
        <translation>El pedido %1 dice que se conservaron %2; sus pagos dicen otra cosa.</translation>
    </message>
    <message>
        <source>Order %1 took %L2 pieces of %3, and %L4 are there now. Book in what is missing first.</source>
        <translation>El pedido %1 tomó %L2 unidades de %3, y ahora hay %L4. Anote antes lo que falta.</translation>
    </message>
    <message>
        <source>Order %1 was paid or refunded (%2) beyond what it came to.</source>
        <translation>El pedido %1 se pagó o reembolsó (%2) más allá de lo que importaba.</translation>
    </message>
    <message>
        <source>Order %1, line %2: what was refunded is not the sum of its refunds.</source>
        <translation>Pedido %1, línea %2: lo reembolsado no es la suma de sus reembolsos.</translation>
    </message>
    <message>
        <source>Order %1, line %2: what was shipped is not the sum of its shipments.</source>
        <translation>Pedido %1, línea %2: lo enviado no es la suma de sus envíos.</translation>
    </message>
    <message>
        <source>Order %1: its tax, %2, is not the sum of its rates.</source>
        <translation>Pedido %1: su impuesto, %2, no es la suma de sus tipos.</translation>
    </message>
    <message>
        <source>Order before</source>
        <translation>Pedido anterior</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Número de pedido</translation>
    </message>
    <message>
        <source>Order numbers</source>
        <translation>Números de pedido</translation>
    </message>
    <message>
        <source>Order numbers have a gap: %1 is missing before %2.</source>
        <translation>Los números de pedido tienen un hueco: falta %1 antes de %2.</translation>
    </message>
    <message>
        <source>Order placed in the web shop</source>
        <translation>Pedido realizado en la tienda web</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pedidos</translation>
    </message>
    <message>
        <source>Orders above an amount</source>
        <translation>Pedidos por encima de un importe</translation>
    </message>
    <message>
        <source>Orders and their lines</source>
        <translation>Pedidos y sus líneas</translation>
    </message>
    <message>
        <source>Orders and their tax</source>
        <translation>Pedidos y sus impuestos</translation>
    </message>
    <message>
        <source>Orders are paid, shipped and refunded as their payments, shipments and refunds say.</source>
        <translation>Los pedidos están pagados, enviados y reembolsados como dicen sus pagos, envíos y reembolsos.</translation>
    </message>
    <message>
        <source>Orders not paid</source>
        <translation>Pedidos sin pagar</translation>
    </message>
    <message>
        <source>Orders of this customer</source>
        <translation>Pedidos de este cliente</translation>
    </message>
    <message>
        <source>Orders to send</source>
        <translation>Pedidos por enviar</translation>
    </message>
    <message>
        <source>Orders, payments and deliveries</source>
        <translation>Pedidos, pagos y envíos</translation>
    </message>
    <message>
        <source>Original</source>
        <comment>proportion</comment>
        <translation>Original</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Other days…</source>
        <translation>Otros días…</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Vencida</translation>
    </message>
    <message>
        <source>Own report…</source>
        <translation>Informe propio…</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Propietario</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>Documentos PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>Archivos PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Empaquetado</translation>
    </message>
    <message>
        <source>Packing slip</source>
        <translation>Albarán</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Página %1</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Página %1 de %2</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>Página anterior</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>Paid</source>
        <comment>an amount</comment>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>Pagado con</translation>
    </message>
    <message>
        <source>Paid, done</source>
        <translation>Pagado, listo</translation>
    </message>
    <message>
        <source>Pairs in one order. 90 is the days to look back.</source>
        <translation>Parejas en un mismo pedido. 90 son los días hacia atrás.</translation>
    </message>
    <message>
        <source>Parcel %1</source>
        <translation>Paquete %1</translation>
    </message>
    <message>
        <source>Parcel number</source>
        <translation>Número de seguimiento</translation>
    </message>
    <message>
        <source>Part of the order was shipped there already. The address stays.</source>
        <translation>Parte del pedido ya se envió allí. La dirección se queda.</translation>
    </message>
    <message>
        <source>Partly handed over</source>
        <translation>Entregado en parte</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Pagado en parte</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>Reembolsado en parte</translation>
    </message>
    <message>
        <source>Partly sent</source>
        <translation>Enviado en parte</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Superada</translation>
    </message>
    <message>
        <source>Passed, look at it</source>
        <translation>Superada, conviene mirarla</translation>
    </message>
    <message>
        <source>Passphrase or recovery words</source>
        <translation>Frase de contraseña o palabras de recuperación</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Contraseñas</translation>
    </message>
    <message>
        <source>Paste image</source>
        <translation>Pegar imagen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>Pausar o seguir</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Payment failed</source>
        <translation>El pago falló</translation>
    </message>
    <message>
        <source>Payment noted; %1 is still to be paid</source>
        <translation>Pago anotado; quedan por pagar %1</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>People or keys</source>
        <translation>Personas o claves</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Pictures (web addresses)</source>
        <translation>Imágenes (direcciones web)</translation>
    </message>
    <message>
        <source>Pictures that were taken off are kept for 90 days, and this one is older.</source>
        <translation>Las imágenes que se quitaron se guardan 90 días, y esta es más antigua.</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Artículo</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Unidades</translation>
    </message>
    <message>
        <source>Pieces by day</source>
        <translation>Unidades por día</translation>
    </message>
    <message>
        <source>Pieces counted</source>
        <translation>Unidades contadas</translation>
    </message>
    <message>
        <source>Pieces given back</source>
        <translation>Unidades devueltas</translation>
    </message>
    <message>
        <source>Pieces in all</source>
        <translation>Unidades en total</translation>
    </message>
    <message>
        <source>Pieces in stock now</source>
        <translation>Unidades en existencias ahora</translation>
    </message>
    <message>
        <source>Pieces of %1</source>
        <translation>Unidades de %1</translation>
    </message>
    <message>
        <source>Pieces that are sold</source>
        <translation>Artículos que se venden</translation>
    </message>
    <message>
        <source>Pipelined requests of one connection taken in a turn</source>
        <translation>Peticiones encadenadas de una conexión que se toman por turno</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Place in its list</source>
        <translation>Lugar en su lista</translation>
    </message>
    <message>
        <source>Place order</source>
        <translation>Hacer el pedido</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Realizado</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message>
        <source>Port %1 is used by another program. Choose another port, or end that program.</source>
        <translation>Otro programa usa el puerto %1. Elija otro puerto o cierre ese programa.</translation>
    </message>
    <message>
        <source>Positions begin at 0.</source>
        <translation>Las posiciones empiezan en 0.</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Código postal</translation>
    </message>
    <message>
        <source>PostgreSQL answers, and looks after its own files.</source>
        <translation>PostgreSQL responde y cuida de sus propios archivos.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 does not start: %2.</source>
        <translation>El programa %1 de PostgreSQL no arranca: %2.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 failed: %2</source>
        <translation>El programa %1 de PostgreSQL falló: %2</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 is not on this machine. Install the package postgresql-client-%2, or one that is newer.</source>
        <translation>El programa %1 de PostgreSQL no está en esta máquina. Instale el paquete postgresql-client-%2, o uno más reciente.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 of version %2 is not on this machine. Install the package postgresql-%2; a server of its own need not run.</source>
        <translation>El programa %1 de PostgreSQL, versión %2, no está en esta máquina. Instale el paquete postgresql-%2; no hace falta que funcione un servidor propio.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump could not copy the shop: %1. Check that the database runs and that this address, user and password may read it.</source>
        <translation>El programa pg_dump de PostgreSQL no pudo copiar la tienda: %1. Compruebe que la base de datos funciona y que esta dirección, usuario y contraseña pueden leerla.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump was ended before it was done. Try again in a moment.</source>
        <translation>El programa pg_dump de PostgreSQL se cerró antes de terminar. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal ended: %1. It is started again in a moment.</source>
        <translation>El programa pg_receivewal de PostgreSQL terminó: %1. Se vuelve a arrancar en un momento.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal was ended. It is started again in a moment.</source>
        <translation>El programa pg_receivewal de PostgreSQL se terminó. Se vuelve a arrancar en un momento.</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Vista previa…</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Price before</source>
        <translation>Precio anterior</translation>
    </message>
    <message>
        <source>Prices are written</source>
        <translation>Los precios se escriben</translation>
    </message>
    <message>
        <source>Prices contain tax</source>
        <translation>Los precios incluyen impuestos</translation>
    </message>
    <message>
        <source>Prices hold tax: 1 or 0</source>
        <translation>Los precios incluyen impuestos: 1 o 0</translation>
    </message>
    <message>
        <source>Prices keep their figures when this is changed, so look at them afterwards.</source>
        <translation>Los precios conservan sus cifras cuando esto cambia, así que revíselos después.</translation>
    </message>
    <message numerus="yes">
        <source>Print %Ln orders</source>
        <translation>
            <numerusform>Imprimir %Ln pedido</numerusform>
            <numerusform>Imprimir %Ln pedidos</numerusform>
        </translation>
    </message>
    <message>
        <source>Print &amp;labels…</source>
        <translation>Imprimir eti&amp;quetas…</translation>
    </message>
    <message>
        <source>Print labels</source>
        <translation>Imprimir etiquetas</translation>
    </message>
    <message>
        <source>Print order #%1</source>
        <translation>Imprimir el pedido n.º %1</translation>
    </message>
    <message>
        <source>Print the recovery sheet</source>
        <translation>Imprimir la hoja de recuperación</translation>
    </message>
    <message>
        <source>Print “%1”</source>
        <translation>Imprimir «%1»</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Imprimiendo</translation>
    </message>
    <message>
        <source>Prints a report: %1.</source>
        <translation>Imprime un informe: %1.</translation>
    </message>
    <message>
        <source>Prints the API's description, OpenAPI 3.1.</source>
        <translation>Imprime la descripción de la API, OpenAPI 3.1.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>Product lists</source>
        <translation>Listas de productos</translation>
    </message>
    <message>
        <source>Product “%1” was added</source>
        <translation>Se añadió el producto «%1»</translation>
    </message>
    <message>
        <source>Product “%1” was brought back from a backup</source>
        <translation>Se recuperó el producto «%1» de una copia</translation>
    </message>
    <message>
        <source>Product “%1” was changed</source>
        <translation>Se cambió el producto «%1»</translation>
    </message>
    <message>
        <source>Product “%1” was removed</source>
        <translation>Se eliminó el producto «%1»</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Productos</translation>
    </message>
    <message>
        <source>Products in categories</source>
        <translation>Productos en categorías</translation>
    </message>
    <message>
        <source>Products of the kind “%1” are not known here. Make it simple or variable.</source>
        <translation>Aquí no se conocen productos del tipo «%1». Hágalo simple o variable.</translation>
    </message>
    <message>
        <source>Products were imported</source>
        <translation>Se importaron productos</translation>
    </message>
    <message>
        <source>Products, stock, orders, customers and settings become what they were then. What came since, orders too, is no longer in the shop.</source>
        <translation>Productos, existencias, pedidos, clientes y ajustes vuelven a ser los de entonces. Lo que llegó después, también los pedidos, ya no está en la tienda.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Promising</source>
        <translation>Prometedor</translation>
    </message>
    <message>
        <source>Proportion</source>
        <translation>Proporción</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Comprobada</translation>
    </message>
    <message>
        <source>Proved %1</source>
        <translation>Comprobada %1</translation>
    </message>
    <message>
        <source>Proving and restoring…</source>
        <translation>Comprobando y restaurando…</translation>
    </message>
    <message>
        <source>Proving the new backup</source>
        <translation>Comprobando la copia nueva</translation>
    </message>
    <message>
        <source>Proxies that are believed whom they ask for</source>
        <translation>Proxys a los que se cree por quién preguntan</translation>
    </message>
    <message>
        <source>Put a new one in the place of the one that is there, for the same hosts unless some are named. A running server takes it up by itself.</source>
        <translation>Poner uno nuevo en el lugar del que hay, para los mismos nombres salvo que se indiquen otros. Un servidor en marcha lo toma por sí solo.</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Apartado</translation>
    </message>
    <message>
        <source>Put back on the shelf: 1 or 0</source>
        <translation>Devuelto al estante: 1 o 0</translation>
    </message>
    <message>
        <source>Put back to what it was: %1 (%2).</source>
        <translation>Devuelto a como era: %1 (%2).</translation>
    </message>
    <message>
        <source>Put in a sample to look around: products, customers, some weeks of orders.</source>
        <translation>Poner una muestra para echar un vistazo: productos, clientes, algunas semanas de pedidos.</translation>
    </message>
    <message>
        <source>Put into</source>
        <translation>Poner en</translation>
    </message>
    <message>
        <source>Put into the folder</source>
        <translation>Poniéndola en la carpeta</translation>
    </message>
    <message>
        <source>Put it into a file and name that with --passphrase-file.</source>
        <translation>Póngala en un archivo e indíquelo con --passphrase-file.</translation>
    </message>
    <message>
        <source>Put it where the program keeps its secrets. It sends it as “Authorization: Bearer …” with every request.</source>
        <translation>Póngala donde el programa guarda sus secretos. La envía como «Authorization: Bearer …» con cada petición.</translation>
    </message>
    <message>
        <source>Put on the shelf</source>
        <translation>Poner en el estante</translation>
    </message>
    <message>
        <source>Put the pieces back on the shelf</source>
        <translation>Devolver las unidades al estante</translation>
    </message>
    <message>
        <source>Put to the test</source>
        <translation>Puesto a prueba</translation>
    </message>
    <message>
        <source>Puts a backup in the place of what the shop holds, or makes a shop of it where there is none. What was there is kept. FILE may also be one that rclone reaches, as in box:shop/NAME.backroom.</source>
        <translation>Pone una copia en lugar de lo que contiene la tienda, o hace de ella una tienda donde no la hay. Lo que había se conserva. FILE también puede ser una a la que llega rclone, como box:shop/NAME.backroom.</translation>
    </message>
    <message>
        <source>Puts the period before beside it</source>
        <translation>Pone al lado el periodo anterior</translation>
    </message>
    <message>
        <source>Putting the backup in place</source>
        <translation>Poniendo la copia en su lugar</translation>
    </message>
    <message>
        <source>Putting together the shop as it was</source>
        <translation>Montando la tienda tal como estaba</translation>
    </message>
    <message>
        <source>Putting together the shop as it was on %1</source>
        <translation>Montando la tienda tal como estaba el %1</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>Código QR</translation>
    </message>
    <message>
        <source>Qt's part for TLS with OpenSSL is missing here. Install the package libqt6network6 as a whole.</source>
        <translation>Aquí falta la parte de Qt para TLS con OpenSSL. Instale el paquete libqt6network6 completo.</translation>
    </message>
    <message>
        <source>Quantity times price is larger than any amount that a shop can have. Correct one of them.</source>
        <translation>Cantidad por precio da más que cualquier importe que pueda tener una tienda. Corrija uno de los dos.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Raise by an amount</source>
        <translation>Subir un importe</translation>
    </message>
    <message>
        <source>Raise by per cent</source>
        <translation>Subir un porcentaje</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Rate in per cent</source>
        <translation>Tipo en tanto por ciento</translation>
    </message>
    <message>
        <source>Read ahead of the request being answered</source>
        <translation>Se lee por delante de la petición que se responde</translation>
    </message>
    <message>
        <source>Read the owner's password from standard input, one line.</source>
        <translation>Leer la contraseña del propietario de la entrada estándar, una línea.</translation>
    </message>
    <message>
        <source>Read the password from standard input, one line; without it, a new person is invited.</source>
        <translation>Leer la contraseña de la entrada estándar, una línea; sin ella, se invita a la persona nueva.</translation>
    </message>
    <message>
        <source>Reading the backup</source>
        <translation>Leyendo la copia</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Reads a backup to its last byte, puts its shop together on a scratch copy and compares every row.</source>
        <translation>Lee una copia hasta su último byte, monta su tienda en una copia de prueba y compara cada fila.</translation>
    </message>
    <message>
        <source>Reads every entry of the journal and tells whether one was changed, removed or put in.</source>
        <translation>Lee cada entrada del diario y dice si alguna se cambió, se eliminó o se metió.</translation>
    </message>
    <message>
        <source>Reads the shop and changes nothing</source>
        <translation>Lee la tienda y no cambia nada</translation>
    </message>
    <message>
        <source>Reads the whole store and tells what is wrong with it, and what to do.</source>
        <translation>Lee todo el almacén y dice qué tiene mal y qué hacer.</translation>
    </message>
    <message>
        <source>Ready reports</source>
        <translation>Informes listos</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>Recibo…</translation>
    </message>
    <message>
        <source>Receive goods</source>
        <translation>Recibir mercancía</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recibido</translation>
    </message>
    <message>
        <source>Recency</source>
        <translation>Recencia</translation>
    </message>
    <message>
        <source>Recorded changes after %1 are missing or damaged (%2). The shop can be taken to moments until then.</source>
        <translation>Los cambios anotados después de %1 faltan o están dañados (%2). La tienda se puede llevar a momentos hasta entonces.</translation>
    </message>
    <message>
        <source>Recovery codes</source>
        <translation>Códigos de recuperación</translation>
    </message>
    <message>
        <source>Recovery codes for %1</source>
        <translation>Códigos de recuperación para %1</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Hoja de recuperación</translation>
    </message>
    <message>
        <source>Recovery sheet saved: print it, put it away, and remove the file</source>
        <translation>Hoja de recuperación guardada: imprímala, póngala a buen recaudo y elimine el archivo</translation>
    </message>
    <message>
        <source>Recovery sheet sent to the printer: put it away, and not beside the backups</source>
        <translation>Hoja de recuperación enviada a la impresora: guárdela, y no junto a las copias</translation>
    </message>
    <message>
        <source>Recovery sheet.pdf</source>
        <translation>Hoja de recuperación.pdf</translation>
    </message>
    <message>
        <source>Recovery sheet: %1</source>
        <translation>Hoja de recuperación: %1</translation>
    </message>
    <message>
        <source>Recovery sheet…</source>
        <translation>Hoja de recuperación…</translation>
    </message>
    <message>
        <source>Recovery words or passphrase</source>
        <translation>Palabras de recuperación o frase de contraseña</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Reducido</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>Reference</source>
        <comment>of a delivery of goods</comment>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Refund</source>
        <comment>to do it</comment>
        <translation>Reembolsar</translation>
    </message>
    <message>
        <source>Refund %1</source>
        <translation>Reembolsar %1</translation>
    </message>
    <message>
        <source>Refund all %1</source>
        <translation>Reembolsar todo: %1</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Reembolsado</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Reembolsar…</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazadas</translation>
    </message>
    <message>
        <source>Refused and failed</source>
        <translation>Rechazadas y fallidas</translation>
    </message>
    <message>
        <source>Refused and failed requests, those alike together</source>
        <translation>Peticiones rechazadas y fallidas, agrupadas por semejanza</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Provincia</translation>
    </message>
    <message>
        <source>Region or state</source>
        <translation>Provincia o estado</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Remove %1 from the staff?</source>
        <translation>¿Quitar a %1 del equipo?</translation>
    </message>
    <message>
        <source>Remove a view</source>
        <translation>Eliminar una vista</translation>
    </message>
    <message>
        <source>Remove backup</source>
        <translation>Eliminar copia</translation>
    </message>
    <message>
        <source>Remove category</source>
        <translation>Quitar categoría</translation>
    </message>
    <message>
        <source>Remove image</source>
        <translation>Eliminar imagen</translation>
    </message>
    <message>
        <source>Remove image…</source>
        <translation>Eliminar imagen…</translation>
    </message>
    <message>
        <source>Remove the backup of %1?</source>
        <translation>¿Eliminar la copia del %1?</translation>
    </message>
    <message>
        <source>Remove this place</source>
        <translation>Quitar este lugar</translation>
    </message>
    <message>
        <source>Remove variant…</source>
        <translation>Eliminar variante…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Report “%1” removed</source>
        <translation>Informe «%1» eliminado</translation>
    </message>
    <message>
        <source>Report “%1” saved</source>
        <translation>Informe «%1» guardado</translation>
    </message>
    <message>
        <source>Report “%1” was changed</source>
        <translation>Se cambió el informe «%1»</translation>
    </message>
    <message>
        <source>Report “%1” was removed</source>
        <translation>Se eliminó el informe «%1»</translation>
    </message>
    <message>
        <source>Report “%1” was saved</source>
        <translation>Se guardó el informe «%1»</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Informes</translation>
    </message>
    <message>
        <source>Reports and imports waiting</source>
        <translation>Informes e importaciones en espera</translation>
    </message>
    <message>
        <source>Reports of one's own are the owner's, not a key's.</source>
        <translation>Los informes propios son del propietario, no de una clave.</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Petición</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Petición %1</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Identificador de la petición</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Peticiones</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>Peticiones por segundo</translation>
    </message>
    <message>
        <source>Requests by hour</source>
        <translation>Peticiones por hora</translation>
    </message>
    <message>
        <source>Requests of sites and apps</source>
        <translation>Peticiones de sitios y apps</translation>
    </message>
    <message>
        <source>Requests that were not answered as asked stand here, those alike together.</source>
        <translation>Aquí aparecen las peticiones que no se respondieron como se pedía, agrupadas por semejanza.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Restore although images are missing that should lie beside the backup, in the folder “images”.</source>
        <translation>Restaurar aunque falten imágenes que deberían estar junto a la copia, en la carpeta «images».</translation>
    </message>
    <message>
        <source>Restore from %1?</source>
        <translation>¿Restaurar desde %1?</translation>
    </message>
    <message>
        <source>Restore the newest backup that verifies.</source>
        <translation>Restaure la copia más reciente que se compruebe bien.</translation>
    </message>
    <message>
        <source>Restore the shop</source>
        <translation>Restaurar la tienda</translation>
    </message>
    <message>
        <source>Restored: “%1” as of %2, with %3 orders and %4 products.</source>
        <translation>Restaurado: «%1» a fecha de %2, con %3 pedidos y %4 productos.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restaurar…</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restauración</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Devoluciones</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Ingresos</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rol</translation>
    </message>
    <message>
        <source>Roll, %1</source>
        <translation>Rollo, %1</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>Rollo, 80 mm</translation>
    </message>
    <message>
        <source>Round to a whole amount</source>
        <translation>Redondear a un importe entero</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Redondeo</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Filas leídas</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>Filas que no se pueden tomar</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Run “backroomd doctor --rebuild-totals”, which makes them anew from the orders.</source>
        <translation>Ejecute «backroomd doctor --rebuild-totals», que los rehace a partir de los pedidos.</translation>
    </message>
    <message>
        <source>Running for %1</source>
        <translation>En marcha desde hace %1</translation>
    </message>
    <message>
        <source>Running low</source>
        <translation>Se agotan pronto</translation>
    </message>
    <message>
        <source>Runs out soon</source>
        <translation>Se agota pronto</translation>
    </message>
    <message>
        <source>Runs the shop: catalogue, prices, delivery, tax, imports and the staff below. No settings, keys or backups.</source>
        <translation>Lleva la tienda: catálogo, precios, entrega, impuestos, importaciones y el equipo de abajo. Sin ajustes, claves ni copias.</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventas</translation>
    </message>
    <message>
        <source>Sales and changes until</source>
        <translation>Ventas y cambios hasta</translation>
    </message>
    <message>
        <source>Sales by day</source>
        <translation>Ventas por día</translation>
    </message>
    <message>
        <source>Sales of before were imported</source>
        <translation>Se importaron ventas anteriores</translation>
    </message>
    <message>
        <source>Sales until %1 are there</source>
        <translation>Las ventas hasta %1 están allí</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Muestra</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>Tienda de ejemplo</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save &amp;order list…</source>
        <translation>Guardar lista de &amp;pedido…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Guardar como PDF…</translation>
    </message>
    <message>
        <source>Save the count</source>
        <translation>Guardar el recuento</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Guardar las etiquetas</translation>
    </message>
    <message>
        <source>Save the order list</source>
        <translation>Guardar la lista de pedido</translation>
    </message>
    <message>
        <source>Save the product first, or leave it.</source>
        <translation>Guarde primero el producto o salga de él.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Guardar la hoja de recuperación</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Guardar las filas rechazadas</translation>
    </message>
    <message>
        <source>Save the refused rows…</source>
        <translation>Guardar las filas rechazadas…</translation>
    </message>
    <message>
        <source>Save their data…</source>
        <translation>Guardar sus datos…</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Guardar esta vista</translation>
    </message>
    <message>
        <source>Save up to %L1 lines at a time, and the rest after that.</source>
        <translation>Guarde hasta %L1 líneas cada vez, y el resto después.</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>Guardar lo que se muestra…</translation>
    </message>
    <message>
        <source>Save with %1</source>
        <translation>Guardar con %1</translation>
    </message>
    <message>
        <source>Saved &amp;views</source>
        <translation>&amp;Vistas guardadas</translation>
    </message>
    <message>
        <source>Saved addresses</source>
        <translation>Direcciones guardadas</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Guardado como %1</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Say add, list, disable, enable or password.</source>
        <translation>Diga add, list, disable, enable o password.</translation>
    </message>
    <message>
        <source>Say first where it goes: set the shipping address.</source>
        <translation>Diga antes adónde va: ponga la dirección de entrega.</translation>
    </message>
    <message>
        <source>Say how it is paid.</source>
        <translation>Diga cómo se paga.</translation>
    </message>
    <message>
        <source>Say in which folder with --to FOLDER, best on another disk.</source>
        <translation>Diga en qué carpeta con --to FOLDER; mejor en otro disco.</translation>
    </message>
    <message>
        <source>Say on standard error how far it is, also where that is no terminal.</source>
        <translation>Decir en el error estándar por dónde va, también donde no hay terminal.</translation>
    </message>
    <message>
        <source>Say on, status or off.</source>
        <translation>Diga on, status u off.</translation>
    </message>
    <message>
        <source>Say product, customer or order, its number, and the backup's file.</source>
        <translation>Diga product, customer u order, su número y el archivo de la copia.</translation>
    </message>
    <message>
        <source>Say product, customer or order.</source>
        <translation>Diga product, customer u order.</translation>
    </message>
    <message>
        <source>Say what it costs; 0 is free.</source>
        <translation>Diga cuánto cuesta; 0 es gratis.</translation>
    </message>
    <message>
        <source>Say what to do.</source>
        <translation>Diga qué hacer.</translation>
    </message>
    <message>
        <source>Say what to export: products, orders, customers or stock.</source>
        <translation>Diga qué exportar: products, orders, customers o stock.</translation>
    </message>
    <message>
        <source>Say what to import: products FILE or sales FILE.</source>
        <translation>Diga qué importar: products FILE o sales FILE.</translation>
    </message>
    <message>
        <source>Say where the shop is with --data FOLDER.</source>
        <translation>Indique dónde está la tienda con --data FOLDER.</translation>
    </message>
    <message>
        <source>Say where the shop's folder is to be with --data FOLDER.</source>
        <translation>Diga dónde estará la carpeta de la tienda con --data FOLDER.</translation>
    </message>
    <message>
        <source>Say where the shop's folder is with --data FOLDER: what was chosen is kept there.</source>
        <translation>Diga dónde está la carpeta de la tienda con --data FOLDER: ahí se guarda lo elegido.</translation>
    </message>
    <message>
        <source>Say which column is the price.</source>
        <translation>Indique qué columna es el precio.</translation>
    </message>
    <message>
        <source>Say which column is the title of a product.</source>
        <translation>Indique qué columna es el título de un producto.</translation>
    </message>
    <message>
        <source>Say which report: %1.</source>
        <translation>Diga qué informe: %1.</translation>
    </message>
    <message>
        <source>Say which shop moves with --data FOLDER, and where to with --to.</source>
        <translation>Diga qué tienda se traslada con --data FOLDER, y adónde con --to.</translation>
    </message>
    <message>
        <source>Say who receives it.</source>
        <translation>Diga quién lo recibe.</translation>
    </message>
    <message>
        <source>Say whom you mean with --email ADDRESS.</source>
        <translation>Diga a quién se refiere con --email ADDRESS.</translation>
    </message>
    <message>
        <source>Say with --data which folder is the shop's.</source>
        <translation>Diga con --data qué carpeta es la de la tienda.</translation>
    </message>
    <message>
        <source>Say with --to where the backup goes.</source>
        <translation>Diga con --to adónde va la copia.</translation>
    </message>
    <message>
        <source>Say with --to which file to make.</source>
        <translation>Diga con --to qué archivo crear.</translation>
    </message>
    <message>
        <source>Say “backroomd journal verify”.</source>
        <translation>Diga «backroomd journal verify».</translation>
    </message>
    <message>
        <source>Says to which moments the shop can be taken back; on PostgreSQL it is turned on and off with it.</source>
        <translation>Dice a qué momentos se puede llevar atrás la tienda; en PostgreSQL se activa y desactiva con ello.</translation>
    </message>
    <message>
        <source>Scan each piece, or look for it above and type how many there are.</source>
        <translation>Escanee cada unidad, o búsquela arriba y escriba cuántas hay.</translation>
    </message>
    <message>
        <source>Scan each piece, or look for it above.</source>
        <translation>Escanee cada unidad, o búsquela arriba.</translation>
    </message>
    <message>
        <source>Scan every piece one after the other, or look for one and type how many there are. Pieces that are set aside for orders do not count.</source>
        <translation>Escanee todas las unidades una tras otra, o busque una y escriba cuántas hay. Las unidades apartadas para pedidos no cuentan.</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Escanee o escriba</translation>
    </message>
    <message>
        <source>Scan, or type a name, SKU or barcode</source>
        <translation>Escanee, o escriba un nombre, SKU o código de barras</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search name or e-mail</source>
        <translation>Buscar nombre o correo</translation>
    </message>
    <message>
        <source>Search name, SKU or barcode</source>
        <translation>Buscar nombre, SKU o código de barras</translation>
    </message>
    <message>
        <source>Search name, SKU, barcode</source>
        <translation>Buscar nombre, SKU, código de barras</translation>
    </message>
    <message>
        <source>Search name, e-mail or number</source>
        <translation>Buscar nombre, correo o número</translation>
    </message>
    <message>
        <source>Search name, e-mail or telephone</source>
        <translation>Buscar nombre, correo o teléfono</translation>
    </message>
    <message>
        <source>Search names, SKUs, numbers, people</source>
        <translation>Buscar nombres, SKU, números, personas</translation>
    </message>
    <message>
        <source>Search number, name or e-mail</source>
        <translation>Buscar número, nombre o correo</translation>
    </message>
    <message>
        <source>Search path, address or request id</source>
        <translation>Buscar ruta, dirección o identificador de petición</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>Buscar productos</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Buscar en la ayuda</translation>
    </message>
    <message>
        <source>Search what was said, or a request id</source>
        <translation>Busque lo que se dijo o el identificador de una petición</translation>
    </message>
    <message>
        <source>Searched the newest %L1 changes</source>
        <translation>Se buscó en los %L1 cambios más recientes</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secreto</translation>
    </message>
    <message>
        <source>See what would change</source>
        <translation>Ver lo que cambiaría</translation>
    </message>
    <message>
        <source>Sees products, stock, orders, customers and reports. Changes nothing.</source>
        <translation>Ve productos, existencias, pedidos, clientes e informes. No cambia nada.</translation>
    </message>
    <message>
        <source>Selected orders</source>
        <translation>Pedidos seleccionados</translation>
    </message>
    <message>
        <source>Sell in the web shop as soon as it is saved</source>
        <translation>Venderlo en la tienda web en cuanto se guarde</translation>
    </message>
    <message>
        <source>Send JSON, with the header “Content-Type: application/json”.</source>
        <translation>Envíe JSON, con el encabezado «Content-Type: application/json».</translation>
    </message>
    <message>
        <source>Send one of: %1.</source>
        <translation>Envíe uno de: %1.</translation>
    </message>
    <message>
        <source>Send the rest…</source>
        <translation>Enviar el resto…</translation>
    </message>
    <message>
        <source>Send the token as “Authorization: Bearer TOKEN”.</source>
        <translation>Envíe el token como «Authorization: Bearer TOKEN».</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Enviar a</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>Enviar…</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>goods</comment>
        <translation>Envío</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>pieces of a line</comment>
        <translation>Unidades enviadas</translation>
    </message>
    <message>
        <source>Sent before</source>
        <translation>Enviado antes</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>Enviado por</translation>
    </message>
    <message>
        <source>Sent nothing readable</source>
        <translation>No enviaron nada legible</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>Enviado a la impresora</translation>
    </message>
    <message>
        <source>Sent, %1 taken back</source>
        <translation>Enviado, %1 devueltos</translation>
    </message>
    <message>
        <source>Serve https:// with this certificate, a PEM file; a renewed one in its place is taken up by itself.</source>
        <translation>Servir https:// con este certificado, un archivo PEM; uno renovado en su lugar se toma por sí solo.</translation>
    </message>
    <message>
        <source>Serve https:// with this certificate; “backroomd certificate” makes one</source>
        <translation>Servir https:// con este certificado; «backroomd certificate» crea uno</translation>
    </message>
    <message>
        <source>Serve with it: backroomd serve --data %1 --tls-cert %2 --tls-key %3</source>
        <translation>Sirva con él: backroomd serve --data %1 --tls-cert %2 --tls-key %3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Server off</source>
        <translation>Servidor apagado</translation>
    </message>
    <message>
        <source>Server on, %1</source>
        <translation>Servidor encendido, %1</translation>
    </message>
    <message>
        <source>Serves the shop's API until it is told to stop.</source>
        <translation>Sirve la API de la tienda hasta que se le diga que pare.</translation>
    </message>
    <message>
        <source>Sessions ended</source>
        <translation>Sesiones cerradas</translation>
    </message>
    <message>
        <source>Set fsync and synchronous_commit of PostgreSQL to on, or a power cut may lose orders.</source>
        <translation>Ponga fsync y synchronous_commit de PostgreSQL en on, o un corte de luz puede perder pedidos.</translation>
    </message>
    <message>
        <source>Set to an amount</source>
        <translation>Fijar en un importe</translation>
    </message>
    <message>
        <source>Set up two steps…</source>
        <translation>Configurar dos pasos…</translation>
    </message>
    <message>
        <source>Sets tax and time zone; both can be changed later.</source>
        <translation>Determina el impuesto y la zona horaria; ambos se pueden cambiar después.</translation>
    </message>
    <message>
        <source>Sets tax, time zone and language; all can be changed later.</source>
        <translation>Determina impuestos, zona horaria e idioma; todo se puede cambiar después.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Settings of backups saved</source>
        <translation>Ajustes de las copias guardados</translation>
    </message>
    <message>
        <source>Settings saved</source>
        <translation>Ajustes guardados</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>Several products were changed</source>
        <translation>Se cambiaron varios productos</translation>
    </message>
    <message>
        <source>Several with commas between</source>
        <translation>Varias, con comas entre medias</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Proporción</translation>
    </message>
    <message>
        <source>Share of the revenue</source>
        <translation>Parte de los ingresos</translation>
    </message>
    <message>
        <source>Share of what was sold</source>
        <translation>Parte de lo vendido</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Hoja</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Envío</translation>
    </message>
    <message>
        <source>Shipping option</source>
        <translation>Opción de envío</translation>
    </message>
    <message>
        <source>Shipping options</source>
        <translation>Opciones de envío</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Shop health</source>
        <translation>Estado de la tienda</translation>
    </message>
    <message>
        <source>Shop sites and receipts show it.</source>
        <translation>Lo muestran los sitios de la tienda y los recibos.</translation>
    </message>
    <message>
        <source>Shop sites that may call</source>
        <translation>Sitios de la tienda que pueden llamar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show all customers</source>
        <translation>Mostrar todos los clientes</translation>
    </message>
    <message>
        <source>Show all its movements</source>
        <translation>Mostrar todos sus movimientos</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>Mostrar todos los pedidos</translation>
    </message>
    <message>
        <source>Show all requests</source>
        <translation>Mostrar todas las peticiones</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Mostrar como tabla</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>Mostrar a todos</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>Show how far it has come.</source>
        <translation>Mostrar por dónde va.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrarlo</translation>
    </message>
    <message>
        <source>Show its products</source>
        <translation>Mostrar sus productos</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>Mostrar el gráfico</translation>
    </message>
    <message>
        <source>Show the price of before crossed out where it falls</source>
        <translation>Mostrar tachado el precio anterior donde baje</translation>
    </message>
    <message>
        <source>Show this.</source>
        <translation>Mostrar esto.</translation>
    </message>
    <message>
        <source>Show what is there now</source>
        <translation>Mostrar lo que hay ahora</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Shut out: 1 or 0</source>
        <translation>Bloqueado: 1 o 0</translation>
    </message>
    <message>
        <source>Shut them out</source>
        <translation>Bloquear el acceso</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Inicie sesión primero.</translation>
    </message>
    <message>
        <source>Sign-ins waiting</source>
        <translation>Inicios de sesión en espera</translation>
    </message>
    <message>
        <source>Signed in on</source>
        <translation>Sesión iniciada en</translation>
    </message>
    <message>
        <source>Signing in in two steps was set up for somebody</source>
        <translation>Se configuró una entrada en dos pasos</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>what became of it</comment>
        <translation>Después</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>Desde entonces</translation>
    </message>
    <message>
        <source>Sites that may use the shop from a browser</source>
        <translation>Sitios que pueden usar la tienda desde un navegador</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Vendidas</translation>
    </message>
    <message>
        <source>Sold beyond the stock: 1 or 0</source>
        <translation>Se vende más allá de las existencias: 1 o 0</translation>
    </message>
    <message>
        <source>Sold in 30 days</source>
        <translation>Vendidas en 30 días</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>Agotado</translation>
    </message>
    <message>
        <source>Sold, 30 days</source>
        <translation>Vendidas, 30 días</translation>
    </message>
    <message>
        <source>Some lines cannot be saved so; they say why.</source>
        <translation>Algunas líneas no se pueden guardar así; en ellas consta el motivo.</translation>
    </message>
    <message>
        <source>Some of what the database wrote before that moment is missing or damaged in %1. Choose an earlier moment.</source>
        <translation>Parte de lo que la base de datos escribió antes de ese momento falta o está dañado en %1. Elija un momento anterior.</translation>
    </message>
    <message>
        <source>Some parameters need another look.</source>
        <translation>Algunos parámetros necesitan otro repaso.</translation>
    </message>
    <message>
        <source>Somebody accepted an invitation</source>
        <translation>Alguien aceptó una invitación</translation>
    </message>
    <message>
        <source>Somebody changed the store past the program. Compare with a backup from before entry %1.</source>
        <translation>Alguien cambió el almacén sin pasar por el programa. Compare con una copia anterior a la entrada %1.</translation>
    </message>
    <message>
        <source>Somebody changed these settings meanwhile. What you typed is still here, and nothing was overwritten.</source>
        <translation>Otra persona cambió estos ajustes mientras tanto. Lo que usted escribió sigue aquí y no se sobrescribió nada.</translation>
    </message>
    <message>
        <source>Somebody changed this key meanwhile. Look at it again, then save.</source>
        <translation>Otra persona cambió esta clave mientras tanto. Mírela de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>Somebody changed this person meanwhile. Look at them again, then save.</source>
        <translation>Otra persona cambió a esta persona mientras tanto. Mírela de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>Somebody changed this report meanwhile. Open it again, then save.</source>
        <translation>Otra persona cambió este informe mientras tanto. Ábralo de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile, and nothing was overwritten. Close this, look at the image as it is now, and crop that.</source>
        <translation>Otra persona cambió este producto mientras tanto, y no se sobrescribió nada. Cierre esto, mire la imagen como está ahora y recorte esa.</translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile. What you typed is still here and nothing was overwritten.</source>
        <translation>Otra persona cambió este producto mientras tanto. Lo que usted escribió sigue aquí y no se sobrescribió nada.</translation>
    </message>
    <message>
        <source>Somebody else has the e-mail address %1 now. Change that first, and try again.</source>
        <translation>Otra persona tiene ahora la dirección de correo %1. Cámbiela antes e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Somebody had changed it meanwhile</source>
        <translation>Alguien lo había cambiado mientras tanto</translation>
    </message>
    <message>
        <source>Somebody has this e-mail address already. Choose another, or find that person.</source>
        <translation>Alguien ya tiene esta dirección de correo. Elija otra, o busque a esa persona.</translation>
    </message>
    <message>
        <source>Somebody signed up</source>
        <translation>Alguien se registró</translation>
    </message>
    <message>
        <source>Somebody was added</source>
        <translation>Se añadió a alguien</translation>
    </message>
    <message>
        <source>Somebody was brought back from a backup</source>
        <translation>Se recuperó a alguien de una copia</translation>
    </message>
    <message>
        <source>Somebody was changed</source>
        <translation>Se cambió a alguien</translation>
    </message>
    <message>
        <source>Somebody was erased at their wish</source>
        <translation>Se borró a alguien por deseo propio</translation>
    </message>
    <message>
        <source>Somebody was invited</source>
        <translation>Se invitó a alguien</translation>
    </message>
    <message>
        <source>Somebody was removed</source>
        <translation>Se quitó a alguien</translation>
    </message>
    <message>
        <source>Somebody who left</source>
        <translation>Alguien que se fue</translation>
    </message>
    <message>
        <source>Somebody’s sessions were ended</source>
        <translation>Se cerraron las sesiones de alguien</translation>
    </message>
    <message>
        <source>Something else lies in %1. Choose a folder that is empty or new.</source>
        <translation>En %1 hay otra cosa. Elija una carpeta vacía o nueva.</translation>
    </message>
    <message>
        <source>Something is half typed on the page %1. Save it or leave it first.</source>
        <translation>Hay algo a medio escribir en la página %1. Guárdelo o déjelo antes.</translation>
    </message>
    <message>
        <source>Something is still being done, at the foot of this window. Wait for it, or stop it first.</source>
        <translation>Aún hay algo en curso, al pie de esta ventana. Espere a que acabe o deténgalo primero.</translation>
    </message>
    <message>
        <source>Something went wrong in the program. The log says what.</source>
        <translation>Algo falló en el programa. El registro dice qué.</translation>
    </message>
    <message>
        <source>Something went wrong in the shop's database. The log says what.</source>
        <translation>Algo falló en la base de datos de la tienda. El registro dice qué.</translation>
    </message>
    <message>
        <source>Something with this name or number was saved at the same moment. Look again and choose another.</source>
        <translation>En el mismo instante se guardó algo con este nombre o número. Mire de nuevo y elija otro.</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Gastado</translation>
    </message>
    <message>
        <source>Spent in all</source>
        <translation>Gastado en total</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Cuadrado</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Staff and keys</source>
        <translation>Equipo y claves</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Stands below</source>
        <translation>Está debajo de</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Empezar de nuevo</translation>
    </message>
    <message>
        <source>Start over?</source>
        <translation>¿Empezar de nuevo?</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Arrancar el servidor</translation>
    </message>
    <message>
        <source>Start the server to read the description of every call.</source>
        <translation>Arranque el servidor para leer la descripción de cada llamada.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>State: draft, published, archived</source>
        <translation>Estado: borrador, publicado, archivado</translation>
    </message>
    <message>
        <source>State: open, closed, cancelled</source>
        <translation>Estado: abierto, cerrado, cancelado</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Consulta</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stays as it is once you sell.</source>
        <translation>No cambia una vez que venda.</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Por pagar</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Por pagar</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Existencias</translation>
    </message>
    <message>
        <source>Stock and its movements</source>
        <translation>Existencias y sus movimientos</translation>
    </message>
    <message>
        <source>Stock is counted</source>
        <translation>Se cuentan las existencias</translation>
    </message>
    <message>
        <source>Stock is counted: 1 or 0</source>
        <translation>Se cuentan las existencias: 1 o 0</translation>
    </message>
    <message>
        <source>Stock levels</source>
        <translation>Niveles de existencias</translation>
    </message>
    <message>
        <source>Stock of “%1” was moved</source>
        <translation>Se movieron existencias de «%1»</translation>
    </message>
    <message>
        <source>Stock was counted</source>
        <translation>Se contaron existencias</translation>
    </message>
    <message>
        <source>Stock was moved</source>
        <translation>Se movieron existencias</translation>
    </message>
    <message>
        <source>Stock, payments, lines, taxes, order numbers and totals agree</source>
        <translation>Existencias, pagos, líneas, impuestos, números de pedido y totales concuerdan</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Detener el servidor</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Detener la prueba</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln images</source>
        <translation>
            <numerusform>Detenido tras %Ln imagen</numerusform>
            <numerusform>Detenido tras %Ln imágenes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln products</source>
        <translation>
            <numerusform>Se detuvo tras %Ln producto</numerusform>
            <numerusform>Se detuvo tras %Ln productos</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>Detenido. No se ha escrito ningún archivo.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Deteniendo</translation>
    </message>
    <message>
        <source>Storage and folder</source>
        <translation>Almacenamiento y carpeta</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Calle y número</translation>
    </message>
    <message>
        <source>Sum of the lines</source>
        <translation>Suma de las líneas</translation>
    </message>
    <message>
        <source>Sums of orders</source>
        <translation>Sumas de los pedidos</translation>
    </message>
    <message>
        <source>TLS has to be agreed on within</source>
        <translation>TLS se tiene que acordar en</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt *.tsv *.gz);;All files (*)</source>
        <translation>Tablas (*.csv *.txt *.tsv *.gz);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tablas (*.csv)</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Palabra clave</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Palabras clave</translation>
    </message>
    <message>
        <source>Tags of products</source>
        <translation>Palabras clave de productos</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Take away the key “%1”?</source>
        <translation>¿Retirar la clave «%1»?</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Take off no more than the goods cost.</source>
        <translation>No descuente más de lo que cuesta la mercancía.</translation>
    </message>
    <message>
        <source>Take out of</source>
        <translation>Sacar de</translation>
    </message>
    <message>
        <source>Take the key away…</source>
        <translation>Retirar la clave…</translation>
    </message>
    <message>
        <source>Take the rest, or choose another way to pay.</source>
        <translation>Cobre el resto o elija otra forma de pago.</translation>
    </message>
    <message>
        <source>Take the second step off for %1?</source>
        <translation>¿Quitar el segundo paso a %1?</translation>
    </message>
    <message>
        <source>Take the second step off…</source>
        <translation>Quitar el segundo paso…</translation>
    </message>
    <message>
        <source>Taken along</source>
        <translation>Se lo lleva</translation>
    </message>
    <message>
        <source>Taken along at the counter.</source>
        <translation>Se lo llevó en el mostrador.</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Revertido</translation>
    </message>
    <message>
        <source>Taken back</source>
        <comment>pieces</comment>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>Taken back by entry %L1</source>
        <translation>Revertido por la entrada %L1</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Revertido: %1</translation>
    </message>
    <message>
        <source>Taken in part</source>
        <comment>rows</comment>
        <translation>Tomadas en parte</translation>
    </message>
    <message>
        <source>Takes back entry %L1</source>
        <translation>Revierte la entrada %L1</translation>
    </message>
    <message>
        <source>Takes products or a sales history from a file. The same file twice changes nothing.</source>
        <translation>Toma productos o un historial de ventas de un archivo. El mismo archivo dos veces no cambia nada.</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Impuesto</translation>
    </message>
    <message>
        <source>Tax class</source>
        <translation>Clase de impuesto</translation>
    </message>
    <message>
        <source>Tax in shipping</source>
        <translation>Impuesto del envío</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Número fiscal</translation>
    </message>
    <message>
        <source>Tax number: %1</source>
        <translation>Número fiscal: %1</translation>
    </message>
    <message>
        <source>Tax rate “%1” added</source>
        <translation>Tipo de impuesto «%1» añadido</translation>
    </message>
    <message>
        <source>Tax rate “%1” changed</source>
        <translation>Tipo de impuesto «%1» cambiado</translation>
    </message>
    <message>
        <source>Tax rate “%1” removed</source>
        <translation>Tipo de impuesto «%1» eliminado</translation>
    </message>
    <message>
        <source>Tax rates</source>
        <translation>Tipos de impuesto</translation>
    </message>
    <message>
        <source>Tax “%1” was added</source>
        <translation>Se añadió el impuesto «%1»</translation>
    </message>
    <message>
        <source>Tax “%1” was changed</source>
        <translation>Se cambió el impuesto «%1»</translation>
    </message>
    <message>
        <source>Tax “%1” was removed</source>
        <translation>Se eliminó el impuesto «%1»</translation>
    </message>
    <message>
        <source>Taxed</source>
        <translation>Gravado</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Impuestos</translation>
    </message>
    <message>
        <source>Taxes by day</source>
        <translation>Impuestos por día</translation>
    </message>
    <message>
        <source>Taxes of orders</source>
        <translation>Impuestos de los pedidos</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Telephone for customers</source>
        <translation>Teléfono para clientes</translation>
    </message>
    <message>
        <source>Tell more on standard error.</source>
        <translation>Decir más en el error estándar.</translation>
    </message>
    <message>
        <source>Tell on standard error how far it has come.</source>
        <translation>Decir en el error estándar por dónde va.</translation>
    </message>
    <message>
        <source>Tells what a backup holds beside what the shop holds now: what came, changed and is gone since.</source>
        <translation>Dice qué contiene una copia frente a lo que la tienda contiene ahora: lo que llegó, cambió y desapareció desde entonces.</translation>
    </message>
    <message>
        <source>Tells where the key of the shop's backups is kept, or keeps it elsewhere.</source>
        <translation>Dice dónde se guarda la clave de las copias de la tienda, o la guarda en otro sitio.</translation>
    </message>
    <message>
        <source>Test again when this computer is quiet. If it stays so, report it with both versions.</source>
        <translation>Pruebe de nuevo cuando este ordenador esté tranquilo. Si sigue así, comuníquelo con ambas versiones.</translation>
    </message>
    <message>
        <source>Test my server</source>
        <translation>Probar mi servidor</translation>
    </message>
    <message>
        <source>Tested last %1. %2</source>
        <translation>Última prueba: %1. %2</translation>
    </message>
    <message>
        <source>Tests the server on a copy of the shop: how fast it is, whether the last piece is sold once, what hostile requests do. The shop goes on meanwhile.</source>
        <translation>Prueba el servidor en una copia de la tienda: qué rápido es, si la última unidad se vende una sola vez, qué consiguen las peticiones hostiles. La tienda sigue mientras tanto.</translation>
    </message>
    <message>
        <source>Thank you, and see you again.</source>
        <translation>Gracias, y hasta pronto.</translation>
    </message>
    <message>
        <source>That is too much at once. Wait as long as Retry-After says.</source>
        <translation>Es demasiado de una vez. Espere lo que diga Retry-After.</translation>
    </message>
    <message>
        <source>That rate is measured over</source>
        <translation>Esa velocidad se mide durante</translation>
    </message>
    <message>
        <source>The PDF to make.</source>
        <translation>El PDF que crear.</translation>
    </message>
    <message>
        <source>The SKU “%1” stands in the file twice. Give every variant its own.</source>
        <translation>El SKU «%1» está dos veces en el archivo. Dele a cada variante el suyo.</translation>
    </message>
    <message>
        <source>The address exists, but not for this method</source>
        <translation>La dirección existe, pero no para este método</translation>
    </message>
    <message>
        <source>The address of order #%1 was changed</source>
        <translation>La dirección del pedido n.º %1 se cambió</translation>
    </message>
    <message>
        <source>The address to listen on</source>
        <translation>La dirección en la que escuchar</translation>
    </message>
    <message>
        <source>The address to listen on; 127.0.0.1 when left out.</source>
        <translation>La dirección en la que escuchar; 127.0.0.1 si se omite.</translation>
    </message>
    <message>
        <source>The backup</source>
        <translation>La copia</translation>
    </message>
    <message>
        <source>The backup cannot be unpacked to %1: %2. Make room and try again.</source>
        <translation>No se puede desempaquetar la copia en %1: %2. Haga sitio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The backup does not say what is in it. Use another, and tell us about this one.</source>
        <translation>La copia no dice lo que contiene. Use otra y háblenos de esta.</translation>
    </message>
    <message>
        <source>The backup holds no such customer.</source>
        <translation>La copia no contiene ese cliente.</translation>
    </message>
    <message>
        <source>The backup holds no such order.</source>
        <translation>La copia no contiene ese pedido.</translation>
    </message>
    <message>
        <source>The backup holds no such product.</source>
        <translation>La copia no contiene ese producto.</translation>
    </message>
    <message>
        <source>The backup holds something that this Backroom does not know. Install the newest version to open it.</source>
        <translation>La copia contiene algo que este Backroom no conoce. Instale la versión más nueva para abrirla.</translation>
    </message>
    <message>
        <source>The backup is not what it says it is: %1. Use another, and tell us about this one.</source>
        <translation>La copia no es lo que dice ser: %1. Use otra y háblenos de esta.</translation>
    </message>
    <message>
        <source>The backup is whole: everything in it was counted again</source>
        <translation>La copia está entera: se volvió a contar todo lo que contiene</translation>
    </message>
    <message>
        <source>The backup needs %1 on the disk of %2, and %3 are free. Make room there, and try again.</source>
        <translation>La copia necesita %1 en el disco de %2, y hay %3 libres. Haga sitio allí e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The backup's rows cannot be read: %1.</source>
        <translation>No se pueden leer las filas de la copia: %1.</translation>
    </message>
    <message>
        <source>The backups have another key</source>
        <translation>Las copias tienen otra clave</translation>
    </message>
    <message>
        <source>The backups' key</source>
        <translation>La clave de las copias</translation>
    </message>
    <message>
        <source>The backups' key cannot be kept in %1. Give your account the right to write there.</source>
        <translation>La clave de las copias no se puede guardar en %1. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The backups' key could not be read back from %1. Look whether this disk is well.</source>
        <translation>No se pudo volver a leer la clave de las copias en %1. Mire si este disco está bien.</translation>
    </message>
    <message>
        <source>The backups' key in %1 cannot be read. Put back the file, or type the words of the recovery sheet.</source>
        <translation>No se puede leer la clave de las copias en %1. Devuelva el archivo a su sitio o escriba las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>The backups' key is in the keyring of this computer, which does not answer. Sign in to its desktop, or use the words of the recovery sheet.</source>
        <translation>La clave de las copias está en el depósito de claves de este ordenador, que no responde. Inicie sesión en su escritorio o use las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>The backups' key is in the keyring of this computer, which is locked. Sign in to its desktop, or use the words of the recovery sheet.</source>
        <translation>La clave de las copias está en el depósito de claves de este ordenador, que está bloqueado. Inicie sesión en su escritorio o use las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>The backups' key was put into the keyring of this computer, and is not there any more. Use the words of the recovery sheet.</source>
        <translation>La clave de las copias se puso en el depósito de claves de este ordenador y ya no está ahí. Use las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>The body is an object, as in {"name": …}.</source>
        <translation>El cuerpo es un objeto, como en {"name": …}.</translation>
    </message>
    <message>
        <source>The books</source>
        <translation>Las cuentas</translation>
    </message>
    <message>
        <source>The books are looked through</source>
        <translation>Se repasan las cuentas</translation>
    </message>
    <message>
        <source>The brackets do not match.</source>
        <translation>Los paréntesis no casan.</translation>
    </message>
    <message>
        <source>The cart is empty. Put something into it first.</source>
        <translation>El carrito está vacío. Ponga antes algo en él.</translation>
    </message>
    <message>
        <source>The categories were arranged anew meanwhile. Look at them again, then move it.</source>
        <translation>Las categorías se ordenaron de otro modo entretanto. Mírelas otra vez y muévala.</translation>
    </message>
    <message>
        <source>The certificate in “%1” is good from %2 on. Check the clock of this computer.</source>
        <translation>El certificado de «%1» vale desde %2. Revise el reloj de este ordenador.</translation>
    </message>
    <message>
        <source>The certificate in “%1” ran out on %2. Renew it, then start again.</source>
        <translation>El certificado de «%1» caducó el %2. Renuévelo y arranque de nuevo.</translation>
    </message>
    <message>
        <source>The chosen pieces cost more than the %1 that are left. Write how much goes back.</source>
        <translation>Las unidades elegidas cuestan más que los %1 que quedan. Escriba cuánto se devuelve.</translation>
    </message>
    <message>
        <source>The compressed file ends too early. Copy or download it again.</source>
        <translation>El archivo comprimido termina antes de tiempo. Cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>The compressed file is damaged. Copy or download it again.</source>
        <translation>El archivo comprimido está dañado. Cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>La conexión se cortó.</translation>
    </message>
    <message>
        <source>The copy of the database in %1 could not be taken to that moment: %2</source>
        <translation>La copia de la base de datos en %1 no se pudo llevar a ese momento: %2</translation>
    </message>
    <message>
        <source>The copy of the database in %1 is damaged. %2</source>
        <translation>La copia de la base de datos en %1 está dañada. %2</translation>
    </message>
    <message>
        <source>The copy of the shop cannot be read: %1.</source>
        <translation>No se puede leer la copia de la tienda: %1.</translation>
    </message>
    <message>
        <source>The copy of the shop needs %1 on the disk of %2, and %3 are free. Make room there, and try again.</source>
        <translation>La copia de la tienda necesita %1 en el disco de %2, y hay %3 libres. Haga sitio allí e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The copy of the shop needs a schema of its own, which this database's user may not make. Let the database's administrator run: GRANT CREATE ON DATABASE "%1" TO "%2"</source>
        <translation>La copia de la tienda necesita un esquema propio, que el usuario de esta base de datos no puede crear. Que el administrador de la base de datos ejecute: GRANT CREATE ON DATABASE "%1" TO "%2"</translation>
    </message>
    <message>
        <source>The count was saved: all was as expected</source>
        <translation>El recuento se guardó: todo era como se esperaba</translation>
    </message>
    <message numerus="yes">
        <source>The count was saved; %Ln levels were put right</source>
        <translation>
            <numerusform>El recuento se guardó; se corrigió %Ln nivel</numerusform>
            <numerusform>El recuento se guardó; se corrigieron %Ln niveles</numerusform>
        </translation>
    </message>
    <message>
        <source>The customer comes back with name, contact, note and saved addresses.</source>
        <translation>El cliente vuelve con nombre, contacto, nota y direcciones guardadas.</translation>
    </message>
    <message>
        <source>The customer sees it. It may stay empty.</source>
        <translation>El cliente lo ve. Puede quedar vacío.</translation>
    </message>
    <message>
        <source>The customer’s wish</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>The data of %1 were saved</source>
        <translation>Los datos de %1 se guardaron</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>La base de datos</translation>
    </message>
    <message>
        <source>The database at %1 does not answer: %2. Check that it runs and that its address, user and password are right.</source>
        <translation>La base de datos de %1 no responde: %2. Compruebe que funciona y que su dirección, usuario y contraseña son correctos.</translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet, so some moments are missing. The time machine begins anew when a program of the shop runs.</source>
        <translation>La base de datos no conservó lo que aún no se había recibido, así que faltan algunos momentos. La máquina del tiempo empieza de nuevo cuando funcione un programa de la tienda.</translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet. The time machine begins anew when the shop's program runs.</source>
        <translation>La base de datos no conservó lo que aún no se había recibido. La máquina del tiempo empieza de nuevo cuando funcione el programa de la tienda.</translation>
    </message>
    <message>
        <source>The database does not answer. Check that it runs; the shop goes on as soon as it does.</source>
        <translation>La base de datos no responde. Compruebe que funciona; la tienda sigue en cuanto lo haga.</translation>
    </message>
    <message>
        <source>The database does not understand this: %1.</source>
        <translation>La base de datos no entiende esto: %1.</translation>
    </message>
    <message>
        <source>The database has too few places for followers. Have its administrator run: ALTER SYSTEM SET max_wal_senders = %1; and start the server anew.</source>
        <translation>La base de datos tiene muy pocos puestos para seguidores. Que su administrador ejecute: ALTER SYSTEM SET max_wal_senders = %1; y reinicie el servidor.</translation>
    </message>
    <message>
        <source>The database has too few replication slots. Have its administrator run: ALTER SYSTEM SET max_replication_slots = %1; and start the server anew.</source>
        <translation>La base de datos tiene muy pocas ranuras de replicación. Que su administrador ejecute: ALTER SYSTEM SET max_replication_slots = %1; y reinicie el servidor.</translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1, and %2 on this machine is of version %3, which is too old for it. Install the package postgresql-client-%1.</source>
        <translation>La base de datos es PostgreSQL %1, y %2 en esta máquina es de la versión %3, demasiado antigua para ella. Instale el paquete postgresql-client-%1.</translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1; the time machine needs %2 or newer.</source>
        <translation>La base de datos es PostgreSQL %1; la máquina del tiempo necesita %2 o posterior.</translation>
    </message>
    <message>
        <source>The database is a standby of another. Use the address of the one that it follows.</source>
        <translation>La base de datos es una réplica de otra. Use la dirección de la que sigue.</translation>
    </message>
    <message>
        <source>The database keeps its log for the time machine of this shop. Turn that off first: backroomd timemachine off.</source>
        <translation>La base de datos guarda su registro para la máquina del tiempo de esta tienda. Desactívela antes: backroomd timemachine off.</translation>
    </message>
    <message>
        <source>The database lets nobody follow it from here. Have its administrator add this line to pg_hba.conf: %1 and then run: SELECT pg_reload_conf();</source>
        <translation>La base de datos no deja que nadie la siga desde aquí. Que su administrador añada esta línea a pg_hba.conf: %1 y ejecute después: SELECT pg_reload_conf();</translation>
    </message>
    <message>
        <source>The database writes too little into its log (wal_level is %1). Have its administrator run: ALTER SYSTEM SET wal_level = 'replica'; and start the server anew.</source>
        <translation>La base de datos escribe demasiado poco en su registro (wal_level es %1). Que su administrador ejecute: ALTER SYSTEM SET wal_level = 'replica'; y reinicie el servidor.</translation>
    </message>
    <message>
        <source>The database's server keeps tables in tablespaces of their own, which the time machine cannot follow. Have its administrator move them to pg_default, or use backups alone.</source>
        <translation>El servidor de la base de datos tiene tablas en tablespaces propios, que la máquina del tiempo no puede seguir. Que su administrador las mueva a pg_default, o use solo copias.</translation>
    </message>
    <message>
        <source>The day after the last, as in 2011-02-01.</source>
        <translation>El día siguiente al último, como en 2011-02-01.</translation>
    </message>
    <message>
        <source>The disk did not keep %1. Check the disk.</source>
        <translation>El disco no conservó %1. Revise el disco.</translation>
    </message>
    <message>
        <source>The disk did not take the change, so it was not made. Check the disk, then try again.</source>
        <translation>El disco no aceptó el cambio, así que no se hizo. Revise el disco e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The disk is full. Make room on it; nothing was lost, and saving goes on by itself.</source>
        <translation>El disco está lleno. Haga sitio; no se ha perdido nada, y el guardado continúa solo.</translation>
    </message>
    <message>
        <source>The eighteen words</source>
        <translation>Las dieciocho palabras</translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check its name and your account's rights.</source>
        <translation>No se puede leer el archivo %1. Revise su nombre y los permisos de su cuenta.</translation>
    </message>
    <message>
        <source>The file could not be written: %1.</source>
        <translation>No se pudo escribir el archivo: %1.</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another place.</source>
        <translation>No se pudo escribir el archivo: %1. Elija otro lugar.</translation>
    </message>
    <message>
        <source>The file to make; one in the shop's folder “backups” when left out.</source>
        <translation>El archivo que crear; uno en la carpeta «backups» de la tienda si se omite.</translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows; there are more. Narrow it down with WHERE.</source>
        <translation>
            <numerusform>La primera fila; hay más. Acote con WHERE.</numerusform>
            <numerusform>Las primeras %n filas; hay más. Acote con WHERE.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first day, as in 2011-01-01.</source>
        <translation>El primer día, como en 2011-01-01.</translation>
    </message>
    <message>
        <source>The first one is made in a moment.</source>
        <translation>La primera se hace en un momento.</translation>
    </message>
    <message>
        <source>The first one is made on %1.</source>
        <translation>La primera se hace el %1.</translation>
    </message>
    <message>
        <source>The first one is made today at %1.</source>
        <translation>La primera se hace hoy a las %1.</translation>
    </message>
    <message>
        <source>The first one is made tomorrow at %1.</source>
        <translation>La primera se hace mañana a las %1.</translation>
    </message>
    <message>
        <source>The first owner signs in with it.</source>
        <translation>El primer propietario inicia sesión con ella.</translation>
    </message>
    <message>
        <source>The first owner's name.</source>
        <translation>El nombre del primer propietario.</translation>
    </message>
    <message>
        <source>The first row of “%1” has no title. Add it.</source>
        <translation>La primera fila de «%1» no tiene título. Añádalo.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made or written. Give your account the right to write there.</source>
        <translation>No se puede crear o escribir la carpeta %1. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Choose another, or give your account the right to write there.</source>
        <translation>No se puede crear la carpeta %1. Elija otra o dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Give your account the right to write there.</source>
        <translation>No se puede crear la carpeta %1. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The folder %1 does not know this shop, as when its disk is not plugged in. Plug it in; or remove the place and add it again, if this is a new one.</source>
        <translation>La carpeta %1 no conoce esta tienda, como cuando su disco no está conectado. Conéctelo; o elimine el lugar y vuelva a añadirlo, si es uno nuevo.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation>La carpeta %1 no está. Vuelva a conectar el disco; hasta entonces la base de datos guarda lo que escribe en su propio disco, que a la larga se llena.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Connect its disk or the network; what it lacks is then copied.</source>
        <translation>La carpeta %1 no está. Conecte su disco o la red; después se copia lo que le falte.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Plug in its disk or connect to its share; it is tried again by itself.</source>
        <translation>La carpeta %1 no está. Conecte su disco o su carpeta compartida; se vuelve a intentar solo.</translation>
    </message>
    <message>
        <source>The folder %1 may not be written. Give your account the right to write there.</source>
        <translation>La carpeta %1 no admite escritura. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The folder that holds everything of the shop.</source>
        <translation>La carpeta que contiene todo lo de la tienda.</translation>
    </message>
    <message>
        <source>The function %1 is kept out of reports, which only read and add up.</source>
        <translation>La función %1 queda fuera de los informes, que solo leen y suman.</translation>
    </message>
    <message>
        <source>The handle is missing. Add it.</source>
        <translation>Falta el identificador (handle). Añádalo.</translation>
    </message>
    <message>
        <source>The image %1 cannot be read: %2.</source>
        <translation>No se puede leer la imagen %1: %2.</translation>
    </message>
    <message>
        <source>The image %1 in the backup is not the one that the shop showed. Use another backup.</source>
        <translation>La imagen %1 de la copia no es la que mostraba la tienda. Use otra copia.</translation>
    </message>
    <message>
        <source>The image could not be kept: %1. Make room in the data folder and try again.</source>
        <translation>No se pudo guardar la imagen: %1. Haga sitio en la carpeta de datos e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The image was added</source>
        <translation>La imagen se añadió</translation>
    </message>
    <message>
        <source>The image was cropped</source>
        <translation>La imagen se recortó</translation>
    </message>
    <message>
        <source>The image was removed</source>
        <translation>La imagen se quitó</translation>
    </message>
    <message>
        <source>The import was stopped before its end; what went in stays. Import the same file again to go on.</source>
        <translation>La importación se detuvo antes de su final; lo que entró se queda. Importe el mismo archivo otra vez para seguir.</translation>
    </message>
    <message>
        <source>The invitation, shown only this once: %1</source>
        <translation>La invitación, que se muestra solo esta vez: %1</translation>
    </message>
    <message>
        <source>The invoice number is missing. Add it.</source>
        <translation>Falta el número de factura. Añádalo.</translation>
    </message>
    <message>
        <source>The journal</source>
        <translation>El diario</translation>
    </message>
    <message>
        <source>The journal has no such entry.</source>
        <translation>El diario no tiene esa entrada.</translation>
    </message>
    <message>
        <source>The journal is whole: %1 entries.</source>
        <translation>El diario está entero: %1 entradas.</translation>
    </message>
    <message>
        <source>The journal was cut: %1 entries are missing at its end.</source>
        <translation>El diario está cortado: faltan %1 entradas al final.</translation>
    </message>
    <message>
        <source>The journal's end mark does not fit its last entry.</source>
        <translation>La marca final del diario no encaja con su última entrada.</translation>
    </message>
    <message>
        <source>The journal's end mark is missing.</source>
        <translation>Falta la marca final del diario.</translation>
    </message>
    <message>
        <source>The kept answer cannot be read.</source>
        <translation>No se puede leer la respuesta guardada.</translation>
    </message>
    <message>
        <source>The key in “%1” does not belong to the certificate in “%2”. Give the two that were issued together.</source>
        <translation>La clave de «%1» no corresponde al certificado de «%2». Ponga los dos que se emitieron juntos.</translation>
    </message>
    <message>
        <source>The key in “%1” is locked with a passphrase. Save it without one, in a file that only this account may read.</source>
        <translation>La clave de «%1» está protegida con una frase de contraseña. Guárdela sin ella, en un archivo que solo pueda leer esta cuenta.</translation>
    </message>
    <message>
        <source>The key in “%1” is of a kind that this server does not use. Have one made for the curve P-256, or RSA with at least 2,048 bits.</source>
        <translation>La clave de «%1» es de un tipo que este servidor no usa. Haga que le creen una para la curva P-256, o RSA con al menos 2048 bits.</translation>
    </message>
    <message>
        <source>The key is kept in a file that only your account can read: backups are made whether or not anybody is signed in to this computer.</source>
        <translation>La clave está en un archivo que solo su cuenta puede leer: se hacen copias haya o no una sesión abierta en este ordenador.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which does not answer.</source>
        <translation>La clave está en el depósito de claves de este ordenador, que no responde.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which is locked.</source>
        <translation>La clave está en el depósito de claves de este ordenador, que está bloqueado.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which opens with your sign-in: no backup is made while you are signed out.</source>
        <translation>La clave está en el depósito de claves de este ordenador, que se abre con su sesión: no se hacen copias mientras esté cerrada.</translation>
    </message>
    <message>
        <source>The key itself was never kept. Make a new one.</source>
        <translation>La clave en sí no se guardó nunca. Cree una nueva.</translation>
    </message>
    <message>
        <source>The key of the backups is being moved just now. Try again in a moment.</source>
        <translation>La clave de las copias se está moviendo en este momento. Vuelva a intentarlo enseguida.</translation>
    </message>
    <message>
        <source>The key of the backups is kept elsewhere</source>
        <translation>La clave de las copias se guarda en otro sitio</translation>
    </message>
    <message>
        <source>The key of the backups is kept here now</source>
        <translation>La clave de las copias ya se guarda aquí</translation>
    </message>
    <message>
        <source>The key of the backups is kept in a file now</source>
        <translation>La clave de las copias se guarda ahora en un archivo</translation>
    </message>
    <message>
        <source>The key of the backups is kept in this computer’s keyring now</source>
        <translation>La clave de las copias se guarda ahora en el depósito de claves de este ordenador</translation>
    </message>
    <message>
        <source>The key of the backups was made</source>
        <translation>Se creó la clave de las copias</translation>
    </message>
    <message>
        <source>The key of this backup is not on this computer. The words of its recovery sheet open it.</source>
        <translation>La clave de esta copia no está en este ordenador. Las palabras de su hoja de recuperación la abren.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept by another account or computer. Type the words of the recovery sheet on the backups page, or name a file that holds them: “backroomd recovery-words FILE”.</source>
        <translation>La clave de las copias de esta tienda la guarda otra cuenta u otro ordenador. Escriba las palabras de la hoja de recuperación en la página de copias, o indique un archivo que las contenga: «backroomd recovery-words FILE».</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept here now, in %1.</source>
        <translation>La clave de las copias de esta tienda ya se guarda aquí, en %1.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept here now, in this computer's keyring.</source>
        <translation>La clave de las copias de esta tienda ya se guarda aquí, en el depósito de claves de este ordenador.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept in a file in %1, which this account alone may read.</source>
        <translation>La clave de las copias de esta tienda se guarda en un archivo en %1, que solo esta cuenta puede leer.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept in this computer's keyring. While nobody is signed in to its desktop, no backup can be made.</source>
        <translation>La clave de las copias de esta tienda se guarda en el depósito de claves de este ordenador. Mientras no haya una sesión abierta en su escritorio, no se pueden hacer copias.</translation>
    </message>
    <message>
        <source>The key “%1”</source>
        <translation>La clave «%1»</translation>
    </message>
    <message>
        <source>The key's file in %1 cannot be removed. Give your account the right to write there.</source>
        <translation>El archivo de la clave en %1 no se puede quitar. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key. Look whether it is well, or keep the key in a file.</source>
        <translation>El depósito de claves de este ordenador no guardó la clave. Mire si está bien o guarde la clave en un archivo.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked still.</source>
        <translation>El depósito de claves de este ordenador sigue bloqueado.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked. Sign in to its desktop, or keep the key in a file.</source>
        <translation>El depósito de claves de este ordenador está bloqueado. Inicie sesión en su escritorio o guarde la clave en un archivo.</translation>
    </message>
    <message>
        <source>The labels were saved</source>
        <translation>Las etiquetas se guardaron</translation>
    </message>
    <message>
        <source>The labels were sent to the printer</source>
        <translation>Las etiquetas se enviaron a la impresora</translation>
    </message>
    <message>
        <source>The largest weight lies below the smallest.</source>
        <translation>El peso máximo es inferior al mínimo.</translation>
    </message>
    <message>
        <source>The last %1 pieces</source>
        <translation>Las últimas %1 unidades</translation>
    </message>
    <message>
        <source>The last backup failed</source>
        <translation>La última copia falló</translation>
    </message>
    <message>
        <source>The last backup was put together on a spare copy and everything in it was counted.</source>
        <translation>La última copia se montó en una copia de prueba y se contó todo lo que contiene.</translation>
    </message>
    <message>
        <source>The link that was made serves once, and ends by itself. A new one takes its place.</source>
        <translation>El enlace que se creó sirve una vez y termina por sí solo. Uno nuevo lo reemplaza.</translation>
    </message>
    <message>
        <source>The list could not be written to its end. Make room, then export again.</source>
        <translation>No se pudo escribir la lista hasta el final. Haga sitio y exporte de nuevo.</translation>
    </message>
    <message>
        <source>The list of backups could not be written: %1</source>
        <translation>No se pudo escribir la lista de copias: %1</translation>
    </message>
    <message>
        <source>The list of backups is damaged.</source>
        <translation>La lista de copias de seguridad está dañada.</translation>
    </message>
    <message>
        <source>The moment, roughly</source>
        <translation>El momento, aproximado</translation>
    </message>
    <message>
        <source>The moment, to the second</source>
        <translation>El momento, al segundo</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>El mes siguiente</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>El mes anterior</translation>
    </message>
    <message>
        <source>The name is missing. Add it.</source>
        <translation>Falta el nombre. Añádalo.</translation>
    </message>
    <message>
        <source>The name of a new person.</source>
        <translation>El nombre de una persona nueva.</translation>
    </message>
    <message>
        <source>The new store: an empty PostgreSQL database, or “sqlite” for the file in the folder.</source>
        <translation>El almacén nuevo: una base de datos PostgreSQL vacía, o «sqlite» para el archivo de la carpeta.</translation>
    </message>
    <message>
        <source>The newest backup that can be relied on is of %1.</source>
        <translation>La copia fiable más reciente es de %1.</translation>
    </message>
    <message>
        <source>The newest copy of the database is of %1; a new one is made every %2 days, and %3 days are kept.</source>
        <translation>La copia más reciente de la base de datos es de %1; se hace una nueva cada %2 días y se conservan %3 días.</translation>
    </message>
    <message>
        <source>The newest copy of the database is older than it should be. The log of the shop's program says why.</source>
        <translation>La copia más reciente de la base de datos es más antigua de lo que debería. El registro del programa de la tienda dice por qué.</translation>
    </message>
    <message>
        <source>The newest proved backup is never removed, and none is while the last one failed.</source>
        <translation>La copia comprobada más reciente no se elimina nunca, y ninguna se elimina mientras la última haya fallado.</translation>
    </message>
    <message>
        <source>The newest proved backup is of %1</source>
        <translation>La copia comprobada más reciente es de %1</translation>
    </message>
    <message>
        <source>The newest that was proved is of %1.</source>
        <translation>La comprobada más reciente es de %1.</translation>
    </message>
    <message>
        <source>The newest that was proved is of %1; another was due at %2.</source>
        <translation>La comprobada más reciente es de %1; tocaba otra a las %2.</translation>
    </message>
    <message>
        <source>The newest: #%1, %2, %3</source>
        <translation>El más reciente: n.º %1, %2, %3</translation>
    </message>
    <message>
        <source>The next one is made in a moment.</source>
        <translation>La siguiente se hace en un momento.</translation>
    </message>
    <message>
        <source>The next one is made on %1.</source>
        <translation>La siguiente se hace el %1.</translation>
    </message>
    <message>
        <source>The next one is made today at %1.</source>
        <translation>La siguiente se hace hoy a las %1.</translation>
    </message>
    <message>
        <source>The next one is made tomorrow at %1.</source>
        <translation>La siguiente se hace mañana a las %1.</translation>
    </message>
    <message>
        <source>The note was added</source>
        <translation>La nota se añadió</translation>
    </message>
    <message>
        <source>The old store, %1, was left as it is; nothing uses it any more.</source>
        <translation>El almacén antiguo, %1, se dejó como estaba; ya nada lo usa.</translation>
    </message>
    <message>
        <source>The oldest: %1</source>
        <translation>El más antiguo: %1</translation>
    </message>
    <message>
        <source>The one currency of the shop, as in EUR. It cannot be changed later.</source>
        <translation>La única moneda de la tienda, como en EUR. No se puede cambiar después.</translation>
    </message>
    <message>
        <source>The order is cancelled already.</source>
        <translation>El pedido ya está cancelado.</translation>
    </message>
    <message>
        <source>The order is cancelled: nothing is to be paid.</source>
        <translation>El pedido está cancelado: no hay nada que pagar.</translation>
    </message>
    <message>
        <source>The order is cancelled: nothing of it is shipped.</source>
        <translation>El pedido está cancelado: no se envía nada de él.</translation>
    </message>
    <message>
        <source>The order is not cancelled any more.</source>
        <translation>El pedido ya no está cancelado.</translation>
    </message>
    <message>
        <source>The order is on its way already. Ask the shop about sending it back.</source>
        <translation>El pedido ya está en camino. Pregunte a la tienda cómo devolverlo.</translation>
    </message>
    <message>
        <source>The order is paid already.</source>
        <translation>El pedido ya está pagado.</translation>
    </message>
    <message>
        <source>The order is paid in part only. Take the rest first, or cancel it.</source>
        <translation>El pedido está pagado solo en parte. Cobre antes el resto, o cancélelo.</translation>
    </message>
    <message>
        <source>The order was cancelled since: its payments stay as they are.</source>
        <translation>El pedido se canceló desde entonces: sus pagos se quedan como están.</translation>
    </message>
    <message>
        <source>The order was changed meanwhile. Look at it again, then save.</source>
        <translation>El pedido se cambió mientras tanto. Mírelo de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>The order was paid and shipped. Refund it instead.</source>
        <translation>El pedido se pagó y se envió. Reembólselo en su lugar.</translation>
    </message>
    <message>
        <source>The order with the inner number %1 (%2) has no number.</source>
        <translation>El pedido con el número interno %1 (%2) no tiene número.</translation>
    </message>
    <message>
        <source>The order's state does not allow this any more. Look at it again.</source>
        <translation>El estado del pedido ya no lo permite. Mírelo de nuevo.</translation>
    </message>
    <message>
        <source>The owner's password is read from standard input: say so with --owner-password-stdin.</source>
        <translation>La contraseña del propietario se lee de la entrada estándar: indíquelo con --owner-password-stdin.</translation>
    </message>
    <message>
        <source>The page %1 is still working something out. Wait until it is there.</source>
        <translation>La página %1 aún está calculando. Espere a que termine.</translation>
    </message>
    <message>
        <source>The pages as they will be printed</source>
        <translation>Las páginas tal como se imprimirán</translation>
    </message>
    <message>
        <source>The part to keep</source>
        <translation>La parte que se conserva</translation>
    </message>
    <message>
        <source>The part to keep is not within the image. Choose it again.</source>
        <translation>La parte que se conserva no está dentro de la imagen. Elíjala de nuevo.</translation>
    </message>
    <message>
        <source>The passphrase file %1 cannot be read. Check its name and your account's rights.</source>
        <translation>No se puede leer el archivo de la frase de contraseña %1. Revise su nombre y los permisos de su cuenta.</translation>
    </message>
    <message>
        <source>The passphrase is empty. Choose a few words.</source>
        <translation>La frase de contraseña está vacía. Elija unas cuantas palabras.</translation>
    </message>
    <message>
        <source>The passphrase is not the one of this backup. The file itself is whole at its beginning; try again.</source>
        <translation>La frase de contraseña no es la de esta copia. El archivo está entero en su comienzo; inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The passphrase that it was made with, or the words of the recovery sheet.</source>
        <translation>La frase de contraseña con la que se hizo, o las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>The password alone lets them in again. It can be set up anew, with another secret.</source>
        <translation>La contraseña sola basta otra vez. Puede configurarse de nuevo, con otro secreto.</translation>
    </message>
    <message>
        <source>The password is read from standard input: say so with --password-stdin.</source>
        <translation>La contraseña se lee de la entrada estándar: indíquelo con --password-stdin.</translation>
    </message>
    <message>
        <source>The password of before is not kept. Set a new one instead.</source>
        <translation>La contraseña anterior no se guarda. Ponga una nueva en su lugar.</translation>
    </message>
    <message>
        <source>The period before</source>
        <translation>El periodo anterior</translation>
    </message>
    <message>
        <source>The place's path cannot be used. Choose a shorter one without line breaks.</source>
        <translation>No se puede usar la ruta del lugar. Elija una más corta y sin saltos de línea.</translation>
    </message>
    <message>
        <source>The plan of backups was changed</source>
        <translation>Se cambió el plan de las copias</translation>
    </message>
    <message>
        <source>The port to listen on</source>
        <translation>El puerto en el que escuchar</translation>
    </message>
    <message>
        <source>The port to listen on; 8080 when left out, 0 for any that is free.</source>
        <translation>El puerto en el que escuchar; 8080 si se omite, 0 para cualquiera que esté libre.</translation>
    </message>
    <message>
        <source>The price is missing. Add it.</source>
        <translation>Falta el precio. Añádalo.</translation>
    </message>
    <message>
        <source>The printer did not take it. Is it on?</source>
        <translation>La impresora no lo aceptó. ¿Está encendida?</translation>
    </message>
    <message>
        <source>The printer did not take it. Look whether it is on and has paper.</source>
        <translation>La impresora no lo aceptó. Mire si está encendida y tiene papel.</translation>
    </message>
    <message>
        <source>The printer did not take it. See whether it is on, or export a PDF and print that.</source>
        <translation>La impresora no lo aceptó. Mire si está encendida, o exporte un PDF e imprímalo.</translation>
    </message>
    <message>
        <source>The product is archived already, and has a history: it stays there.</source>
        <translation>El producto ya está archivado y tiene historial: se queda ahí.</translation>
    </message>
    <message>
        <source>The products could not be fetched</source>
        <translation>No se pudieron cargar los productos</translation>
    </message>
    <message>
        <source>The products' search index</source>
        <translation>El índice de búsqueda de los productos</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>El programa</translation>
    </message>
    <message>
        <source>The program that holds it is refused from now on. This cannot be taken back; a new key can be made.</source>
        <translation>El programa que la tiene se rechaza a partir de ahora. Esto no se puede revertir; se puede crear una clave nueva.</translation>
    </message>
    <message>
        <source>The quotation mark opened on line %1 is never closed. Add the missing one, then import the file again.</source>
        <translation>Las comillas abiertas en la línea %1 no se cierran nunca. Añada las que faltan y vuelva a importar el archivo.</translation>
    </message>
    <message>
        <source>The range ends before it begins. Its last day is the one before “to”.</source>
        <translation>El intervalo termina antes de empezar. Su último día es el anterior a «to».</translation>
    </message>
    <message>
        <source>The recorded changes in %1 are damaged. Choose an earlier moment, or use the copy in another place.</source>
        <translation>Los cambios anotados en %1 están dañados. Elija un momento anterior o use la copia de otro lugar.</translation>
    </message>
    <message>
        <source>The recovery sheet is %1. Print it, put it away, and remove the file.</source>
        <translation>La hoja de recuperación es %1. Imprímala, póngala a buen recaudo y elimine el archivo.</translation>
    </message>
    <message>
        <source>The report as a table</source>
        <translation>El informe como tabla</translation>
    </message>
    <message>
        <source>The report could not be written to its end. Make room, then ask again.</source>
        <translation>No se pudo escribir el informe hasta el final. Haga sitio y pídalo de nuevo.</translation>
    </message>
    <message>
        <source>The reports' daily totals</source>
        <translation>Los totales diarios de los informes</translation>
    </message>
    <message>
        <source>The reports' daily totals differ from the orders on %1.</source>
        <translation>Los totales diarios de los informes difieren de los pedidos el %1.</translation>
    </message>
    <message>
        <source>The request did not say which version it changes</source>
        <translation>La petición no decía qué versión cambia</translation>
    </message>
    <message>
        <source>The role %1 may not follow the database. Have its administrator run: ALTER ROLE %2 REPLICATION;</source>
        <translation>El rol %1 no puede seguir la base de datos. Que su administrador ejecute: ALTER ROLE %2 REPLICATION;</translation>
    </message>
    <message>
        <source>The room it takes</source>
        <translation>El espacio que ocupa</translation>
    </message>
    <message>
        <source>The row has %1 columns instead of %2. Put texts with separators into quotation marks.</source>
        <translation>La fila tiene %1 columnas en lugar de %2. Ponga entre comillas los textos con separadores.</translation>
    </message>
    <message>
        <source>The row has %1 of %2 columns. Complete it.</source>
        <translation>La fila tiene %1 de %2 columnas. Complétela.</translation>
    </message>
    <message>
        <source>The row on line %1 is too large. A field can have up to 1 MiB; shorten it, then import the file again.</source>
        <translation>La fila de la línea %1 es demasiado grande. Un campo puede tener hasta 1 MiB; acórtelo y vuelva a importar el archivo.</translation>
    </message>
    <message>
        <source>The rows in %1 are not those of the old store. The shop is still in the old one; check this disk.</source>
        <translation>Las filas de %1 no son las del almacén antiguo. La tienda sigue en el antiguo; revise este disco.</translation>
    </message>
    <message>
        <source>The rows in the new store are not those of the old one.</source>
        <translation>Las filas del almacén nuevo no son las del antiguo.</translation>
    </message>
    <message>
        <source>The rows in this backup do not read as a shop's. Use another backup, or a newer Backroom if that made it.</source>
        <translation>Las filas de esta copia no se leen como las de una tienda. Use otra copia, o un Backroom más reciente si fue él quien la hizo.</translation>
    </message>
    <message>
        <source>The sale price has dates, which are not kept here. The regular price is taken.</source>
        <translation>El precio de oferta tiene fechas, que aquí no se guardan. Se toma el precio normal.</translation>
    </message>
    <message>
        <source>The same and more can stand in config.ini in the shop's folder, under the title [server]; what is typed beats it:</source>
        <translation>Lo mismo y más puede ir en config.ini, en la carpeta de la tienda, bajo el título [server]; lo que se escribe en la orden tiene preferencia:</translation>
    </message>
    <message>
        <source>The sample shop's owner signs in as %1 with the password %2</source>
        <translation>El propietario de la tienda de muestra entra como %1 con la contraseña %2</translation>
    </message>
    <message>
        <source>The schema %1 cannot be used: %2</source>
        <translation>No se puede usar el esquema %1: %2</translation>
    </message>
    <message>
        <source>The second step to sign in was taken off somebody</source>
        <translation>Se quitó un segundo paso de entrada</translation>
    </message>
    <message>
        <source>The secret as a QR code</source>
        <translation>El secreto como código QR</translation>
    </message>
    <message>
        <source>The selected backup</source>
        <translation>La copia seleccionada</translation>
    </message>
    <message>
        <source>The selected products</source>
        <translation>Los productos seleccionados</translation>
    </message>
    <message>
        <source>The sending of order #%1 was taken back</source>
        <translation>Se revirtió el envío del pedido n.º %1</translation>
    </message>
    <message>
        <source>The server could not be tested</source>
        <translation>No se pudo probar el servidor</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>El servidor no responde.</translation>
    </message>
    <message>
        <source>The server is off</source>
        <translation>El servidor está apagado</translation>
    </message>
    <message>
        <source>The server is off: start it on the page Server, or the link leads nowhere.</source>
        <translation>El servidor está apagado: arránquelo en la página Servidor, o el enlace no lleva a ninguna parte.</translation>
    </message>
    <message>
        <source>The server listens on this computer only, so the link opens here. For others, let it listen on the network.</source>
        <translation>El servidor escucha solo en este ordenador, así que el enlace se abre aquí. Para otros, haga que escuche en la red.</translation>
    </message>
    <message>
        <source>The server of a Backroom shop without a window, and what its administrator types.</source>
        <translation>El servidor de una tienda Backroom sin ventana, y lo que escribe su administrador.</translation>
    </message>
    <message>
        <source>The server of this shop is being tested already. Wait until that is done.</source>
        <translation>El servidor de esta tienda ya se está probando. Espere a que termine.</translation>
    </message>
    <message>
        <source>The server said %1.</source>
        <translation>El servidor dijo %1.</translation>
    </message>
    <message>
        <source>The server was called by a name that is not allowed</source>
        <translation>Se llamó al servidor por un nombre no permitido</translation>
    </message>
    <message>
        <source>The server was tested</source>
        <translation>El servidor se probó</translation>
    </message>
    <message>
        <source>The server was too busy, or the shop was closed for a moment</source>
        <translation>El servidor estaba demasiado ocupado, o la tienda estuvo cerrada un momento</translation>
    </message>
    <message>
        <source>The settings were changed</source>
        <translation>Se cambiaron los ajustes</translation>
    </message>
    <message>
        <source>The settings were changed meanwhile. Look at them again, then save.</source>
        <translation>Los ajustes se cambiaron mientras tanto. Mírelos de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>The shipping method was changed meanwhile. Look at it again, then save.</source>
        <translation>La forma de envío se cambió mientras tanto. Mírela de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>The shop as it was at this moment, as in 2026-11-20T09:30:00Z: from the newest backup before it, in the folder or rclone's REMOTE:PATH named or in the shop's own, and the changes recorded since; on PostgreSQL out of the time machine's folder.</source>
        <translation>La tienda como era en ese momento, como 2026-11-20T09:30:00Z: de la copia más reciente anterior, en la carpeta indicada, en el REMOTE:PATH de rclone o en la de la tienda, y los cambios registrados desde entonces; en PostgreSQL de la carpeta de la máquina del tiempo.</translation>
    </message>
    <message>
        <source>The shop as it was when the backup was made: on a new computer, or after a disk was lost.</source>
        <translation>La tienda tal como estaba cuando se hizo la copia: en un ordenador nuevo, o después de perder un disco.</translation>
    </message>
    <message>
        <source>The shop expects other digits. Type those that are shown now; the telephone’s clock must be right.</source>
        <translation>La tienda espera otras cifras. Escriba las que se ven ahora; la hora del teléfono debe ser correcta.</translation>
    </message>
    <message>
        <source>The shop has an order %1. It was left as it is.</source>
        <translation>La tienda tiene un pedido %1. Se dejó como estaba.</translation>
    </message>
    <message>
        <source>The shop has no SKU “%1”. Correct it, or add columns that say which variant of “%2” it is.</source>
        <translation>La tienda no tiene el SKU «%1». Corríjalo, o añada columnas que digan qué variante de «%2» es.</translation>
    </message>
    <message>
        <source>The shop is as it was in the backup</source>
        <translation>La tienda está como estaba en la copia</translation>
    </message>
    <message>
        <source>The shop is being restored from a backup. Try again in a moment.</source>
        <translation>La tienda se está restaurando desde una copia. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>The shop is copied</source>
        <translation>Se copia la tienda</translation>
    </message>
    <message>
        <source>The shop is there already.</source>
        <translation>La tienda ya está ahí.</translation>
    </message>
    <message>
        <source>The shop is very busy. Try again in a moment.</source>
        <translation>La tienda está muy ocupada. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>The shop itself has an order with the number %1. Give the invoice another one.</source>
        <translation>La propia tienda tiene un pedido con el número %1. Dele otro a la factura.</translation>
    </message>
    <message>
        <source>The shop knows somebody with this address already. Choose them.</source>
        <translation>La tienda ya conoce a alguien con esta dirección. Elíjalo.</translation>
    </message>
    <message>
        <source>The shop still has this order. An order comes back only when it is gone.</source>
        <translation>La tienda aún tiene este pedido. Un pedido solo vuelve cuando ya no está.</translation>
    </message>
    <message>
        <source>The shop was made</source>
        <translation>Se creó la tienda</translation>
    </message>
    <message>
        <source>The shop was restored from a backup</source>
        <translation>La tienda se restauró desde una copia</translation>
    </message>
    <message>
        <source>The shop's data does not allow this: something else still refers to it.</source>
        <translation>Los datos de la tienda no lo permiten: otra cosa aún se refiere a ello.</translation>
    </message>
    <message>
        <source>The shop's data may not be written. Give your account the right to do so: to the file and its folder, or in the database to its schema.</source>
        <translation>No se pueden escribir los datos de la tienda. Dé permiso a su cuenta: en el archivo y su carpeta, o en la base de datos en su esquema.</translation>
    </message>
    <message>
        <source>The shop's database cannot hold one of these values: a number is too large, or a text has a character that no text has. Change it, then try again.</source>
        <translation>La base de datos de la tienda no puede guardar uno de estos valores: un número es demasiado grande, o un texto tiene un carácter que ningún texto tiene. Cámbielo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The shop's file</source>
        <translation>El archivo de la tienda</translation>
    </message>
    <message>
        <source>The shop's file cannot be set aside in %1. Give your account the right to write there.</source>
        <translation>El archivo de la tienda no se puede apartar en %1. Dé a su cuenta permiso para escribir ahí.</translation>
    </message>
    <message>
        <source>The shop's file could not be opened and was set aside: %1</source>
        <translation>No se pudo abrir el archivo de la tienda y se apartó: %1</translation>
    </message>
    <message>
        <source>The shop's file is damaged. Restore the newest backup; the file was left as it is.</source>
        <translation>El archivo de la tienda está dañado. Restaure la copia más reciente; el archivo quedó como está.</translation>
    </message>
    <message>
        <source>The shop's file was changed by another program before %1 (%2), so what was recorded does not lead to this moment. Choose an earlier one, or the next backup.</source>
        <translation>Otro programa cambió el archivo de la tienda antes de %1 (%2), así que lo anotado no lleva a este momento. Elija uno anterior o la copia siguiente.</translation>
    </message>
    <message>
        <source>The state or the stock did not allow it</source>
        <translation>El estado o las existencias no lo permitían</translation>
    </message>
    <message>
        <source>The stock code is missing. Add it.</source>
        <translation>Falta el código de artículo. Añádalo.</translation>
    </message>
    <message>
        <source>The stock is %1 and the sum of its movements %2; both should be 0.</source>
        <translation>Las existencias son %1 y la suma de sus movimientos %2; ambas deberían ser 0.</translation>
    </message>
    <message>
        <source>The stock is below 0 there. It begins with 0 here.</source>
        <translation>Allí las existencias son inferiores a 0. Aquí empiezan en 0.</translation>
    </message>
    <message>
        <source>The stock of %1 is %2, though it is not sold on back-order.</source>
        <translation>Las existencias de %1 son %2, aunque no se vende bajo encargo.</translation>
    </message>
    <message>
        <source>The stock of %1 is %2, which is not the sum of its movements.</source>
        <translation>Las existencias de %1 son %2, que no es la suma de sus movimientos.</translation>
    </message>
    <message>
        <source>The store went away while the list was made.</source>
        <translation>El almacén desapareció mientras se hacía la lista.</translation>
    </message>
    <message>
        <source>The table %1 is not in the other store as it is in this one. Nothing was changed.</source>
        <translation>La tabla %1 no está en el otro almacén como está en este. No se cambió nada.</translation>
    </message>
    <message>
        <source>The tax rate was changed meanwhile. Look at it again, then save.</source>
        <translation>El tipo de impuesto se cambió mientras tanto. Mírelo de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>The test begins</source>
        <translation>Empieza la prueba</translation>
    </message>
    <message>
        <source>The test was stopped</source>
        <translation>La prueba se detuvo</translation>
    </message>
    <message>
        <source>The test was stopped. Nothing is left of the copy.</source>
        <translation>La prueba se detuvo. No queda nada de la copia.</translation>
    </message>
    <message>
        <source>The text above was understood; nothing in the shop fits it.</source>
        <translation>El texto de arriba se entendió; nada en la tienda lo cumple.</translation>
    </message>
    <message>
        <source>The time machine</source>
        <translation>La máquina del tiempo</translation>
    </message>
    <message>
        <source>The time machine in %1 reaches no moment yet.</source>
        <translation>La máquina del tiempo de %1 no llega todavía a ningún momento.</translation>
    </message>
    <message>
        <source>The time machine is being turned on already. Wait until that is done.</source>
        <translation>La máquina del tiempo ya se está activando. Espere a que termine.</translation>
    </message>
    <message>
        <source>The time machine is not on yet. It is once “backroomd serve” or the console has the shop open.</source>
        <translation>La máquina del tiempo aún no está activada. Lo estará cuando «backroomd serve» o la consola tengan abierta la tienda.</translation>
    </message>
    <message>
        <source>The time machine is off already.</source>
        <translation>La máquina del tiempo ya está desactivada.</translation>
    </message>
    <message>
        <source>The time machine is off, and the database keeps nothing for it any more. What is in %1 stays: “backroomd restore %1 --at TIME” leads to its moments.</source>
        <translation>La máquina del tiempo está desactivada y la base de datos ya no guarda nada para ella. Lo que hay en %1 se queda: «backroomd restore %1 --at TIME» lleva a sus momentos.</translation>
    </message>
    <message>
        <source>The time machine is off. “backroomd timemachine on --to FOLDER” turns it on.</source>
        <translation>La máquina del tiempo está desactivada. «backroomd timemachine on --to FOLDER» la activa.</translation>
    </message>
    <message>
        <source>The time machine is on already, in %1. Turn it off first to change that.</source>
        <translation>La máquina del tiempo ya está activada, en %1. Desactívela antes para cambiar eso.</translation>
    </message>
    <message>
        <source>The time machine is on, in %1 (%2).</source>
        <translation>La máquina del tiempo está activada, en %1 (%2).</translation>
    </message>
    <message>
        <source>The time machine is on, in %1. A first copy of the database was made there and proved.</source>
        <translation>La máquina del tiempo está activada, en %1. Ahí se hizo y se comprobó una primera copia de la base de datos.</translation>
    </message>
    <message>
        <source>The time machine is on: every change is kept, encrypted, in %1 (%2).</source>
        <translation>La máquina del tiempo está activada: cada cambio se guarda, cifrado, en %1 (%2).</translation>
    </message>
    <message>
        <source>The time machine of a shop in a file is on by itself, in the shop's folder “backups”, and nothing needs to be set up.</source>
        <translation>La máquina del tiempo de una tienda en un archivo está activada por sí sola, en la carpeta «backups» de la tienda, y no hay que configurar nada.</translation>
    </message>
    <message>
        <source>The time machine of this shop is off. “backroomd timemachine on” turns it on from then; until then only backups are there.</source>
        <translation>La máquina del tiempo de esta tienda está desactivada. «backroomd timemachine on» la activa desde ese momento; hasta entonces solo hay copias.</translation>
    </message>
    <message>
        <source>The time machine reaches every moment %1. Choose one of them.</source>
        <translation>La máquina del tiempo llega a todos los momentos %1. Elija uno de ellos.</translation>
    </message>
    <message>
        <source>The time machine was off. What the database kept for a beginning of it that was cut off is let go of.</source>
        <translation>La máquina del tiempo estaba apagada. Lo que la base guardaba para un comienzo interrumpido queda liberado.</translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back.</source>
        <translation>La carpeta de la máquina del tiempo %1 no está. Vuelva a conectar el disco.</translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation>La carpeta de la máquina del tiempo %1 no está. Vuelva a conectar el disco; hasta entonces la base de datos guarda lo que escribe en su propio disco, que a la larga se llena.</translation>
    </message>
    <message>
        <source>The title is missing. Add it.</source>
        <translation>Falta el título. Añádalo.</translation>
    </message>
    <message>
        <source>The totals of %1 are not what the orders of that day come to.</source>
        <translation>Los totales de %1 no son lo que suman los pedidos de ese día.</translation>
    </message>
    <message>
        <source>The tree is %1 levels deep at the most. Choose a higher place.</source>
        <translation>El árbol tiene como máximo %1 niveles. Elija un lugar más alto.</translation>
    </message>
    <message>
        <source>The variation “%1” is switched off there, so it is left out.</source>
        <translation>La variante «%1» está desactivada allí, así que se omite.</translation>
    </message>
    <message>
        <source>The version is the same: look what else this computer does, and test again when it is quiet.</source>
        <translation>La versión es la misma: mire qué más hace este ordenador, y pruebe de nuevo cuando esté tranquilo.</translation>
    </message>
    <message>
        <source>The view “%1” was saved</source>
        <translation>La vista «%1» se guardó</translation>
    </message>
    <message>
        <source>The words of the recovery sheet, in their order. Leave it empty on the computer that made the backup.</source>
        <translation>Las palabras de la hoja de recuperación, en su orden. Déjelo vacío en el ordenador que hizo la copia.</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Then press again: it is placed once, however often.</source>
        <translation>Después pulse otra vez: el pedido se hace una sola vez.</translation>
    </message>
    <message>
        <source>Then there</source>
        <translation>Había después</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Hay</translation>
    </message>
    <message>
        <source>There are %L1 reports already. Remove one first.</source>
        <translation>Ya hay %L1 informes. Elimine uno antes.</translation>
    </message>
    <message>
        <source>There are no categories yet</source>
        <translation>Aún no hay categorías</translation>
    </message>
    <message>
        <source>There are no categories yet. Arrange some first.</source>
        <translation>Aún no hay categorías. Cree antes alguna.</translation>
    </message>
    <message>
        <source>There are tables in the database that are not the shop's. Give the shop a database or a schema of its own.</source>
        <translation>En la base de datos hay tablas que no son de la tienda. Dele a la tienda una base de datos o un esquema propios.</translation>
    </message>
    <message>
        <source>There has to be a space between a number and a word.</source>
        <translation>Entre un número y una palabra tiene que haber un espacio.</translation>
    </message>
    <message>
        <source>There is a certificate in “%1” already, and it was left as it is. Put a new one in its place with --renew.</source>
        <translation>Ya hay un certificado en «%1», y se dejó como estaba. Ponga uno nuevo en su lugar con --renew.</translation>
    </message>
    <message>
        <source>There is a comment in a comment. Take one of them out.</source>
        <translation>Hay un comentario dentro de un comentario. Quite uno de los dos.</translation>
    </message>
    <message>
        <source>There is a file %1 already. Choose another name.</source>
        <translation>Ya hay un archivo %1. Elija otro nombre.</translation>
    </message>
    <message>
        <source>There is a rate for this class there already. Change that one.</source>
        <translation>Ya hay un tipo para esta clase ahí. Cambie aquel.</translation>
    </message>
    <message>
        <source>There is a shop in %1 already.</source>
        <translation>Ya hay una tienda en %1.</translation>
    </message>
    <message>
        <source>There is a shop in %1 already. Give this one an empty database.</source>
        <translation>Ya hay una tienda en %1. Dele a esta una base de datos vacía.</translation>
    </message>
    <message>
        <source>There is a shop in this place already. Open it, or choose another place.</source>
        <translation>Ya hay una tienda en este lugar. Ábrala, o elija otro lugar.</translation>
    </message>
    <message>
        <source>There is a shop's file already: %1. Move it to another folder first.</source>
        <translation>Ya hay un archivo de tienda: %1. Muévalo antes a otra carpeta.</translation>
    </message>
    <message>
        <source>There is an invisible character in this text. Type it again.</source>
        <translation>Hay un carácter invisible en este texto. Escríbalo de nuevo.</translation>
    </message>
    <message>
        <source>There is no backup from before %1 in %2. Choose a later moment.</source>
        <translation>No hay ninguna copia anterior a %1 en %2. Elija un momento posterior.</translation>
    </message>
    <message>
        <source>There is no backup from before %1. Choose a later moment, or a folder with older backups.</source>
        <translation>No hay ninguna copia anterior a %1. Elija un momento posterior o una carpeta con copias más antiguas.</translation>
    </message>
    <message>
        <source>There is no backup in %1. Check its name.</source>
        <translation>No hay ninguna copia en %1. Compruebe el nombre.</translation>
    </message>
    <message>
        <source>There is no backup to go back to yet.</source>
        <translation>Aún no hay ninguna copia a la que volver.</translation>
    </message>
    <message>
        <source>There is no backup yet. “backroomd backup” makes one.</source>
        <translation>Aún no hay ninguna copia. «backroomd backup» hace una.</translation>
    </message>
    <message>
        <source>There is no certificate in “%1”. It is text that begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>No hay ningún certificado en «%1». Es un texto que empieza por «-----BEGIN CERTIFICATE-----».</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>No existe la orden «%1».</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>No hay ningún archivo %1.</translation>
    </message>
    <message>
        <source>There is no file %1. Check its name.</source>
        <translation>No hay ningún archivo %1. Revise su nombre.</translation>
    </message>
    <message>
        <source>There is no file “%1”. Check its name and folder.</source>
        <translation>No hay ningún archivo «%1». Revise su nombre y su carpeta.</translation>
    </message>
    <message>
        <source>There is no folder %1. Check its name.</source>
        <translation>No hay ninguna carpeta %1. Revise su nombre.</translation>
    </message>
    <message>
        <source>There is no folder %1. Plug in the disk, or choose another folder.</source>
        <translation>No existe la carpeta %1. Conecte el disco o elija otra carpeta.</translation>
    </message>
    <message>
        <source>There is no folder “%1”. Make a shop with “backroomd init” first.</source>
        <translation>No hay ninguna carpeta «%1». Cree antes una tienda con «backroomd init».</translation>
    </message>
    <message>
        <source>There is no image on the clipboard. Copy one first.</source>
        <translation>No hay ninguna imagen en el portapapeles. Copie una primero.</translation>
    </message>
    <message>
        <source>There is no key yet: it is made with the first backup.</source>
        <translation>Aún no hay clave: se crea con la primera copia.</translation>
    </message>
    <message>
        <source>There is no private key in “%1”. It is text that begins with “-----BEGIN PRIVATE KEY-----”.</source>
        <translation>No hay ninguna clave privada en «%1». Es un texto que empieza por «-----BEGIN PRIVATE KEY-----».</translation>
    </message>
    <message>
        <source>There is no report “%1”. There are: %2.</source>
        <translation>No existe el informe «%1». Los que hay son: %2.</translation>
    </message>
    <message>
        <source>There is no room for %1 at “%2”. Make room there, or keep fewer backups; it is safe on this computer.</source>
        <translation>No hay espacio para %1 en «%2». Haga sitio ahí o guarde menos copias; en este ordenador está a salvo.</translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there first.</source>
        <translation>No hay espacio para %1. Haga sitio ahí antes.</translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there, or keep fewer backups.</source>
        <translation>No hay espacio para %1. Haga sitio ahí o guarde menos copias.</translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room and try again.</source>
        <translation>No queda espacio para %1. Haga sitio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room there; it is then gone on with.</source>
        <translation>No queda espacio para %1. Haga sitio ahí; después se continúa.</translation>
    </message>
    <message>
        <source>There is no room on the disk for this file. Make room, then try again.</source>
        <translation>No hay espacio en el disco para este archivo. Haga sitio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>There is no server of this name, or no way to the Internet.</source>
        <translation>No hay ningún servidor con este nombre, o no hay conexión a Internet.</translation>
    </message>
    <message>
        <source>There is no setting “%1”.</source>
        <translation>No existe el ajuste «%1».</translation>
    </message>
    <message>
        <source>There is no shop in %1. Open another folder, or make a shop there first.</source>
        <translation>No hay ninguna tienda en %1. Abra otra carpeta o cree antes una tienda ahí.</translation>
    </message>
    <message>
        <source>There is no shop in this database. Make one with “backroomd init”.</source>
        <translation>No hay ninguna tienda en esta base de datos. Cree una con «backroomd init».</translation>
    </message>
    <message>
        <source>There is no shop in this place yet. Make one with “backroomd init”.</source>
        <translation>Aún no hay ninguna tienda en este lugar. Cree una con «backroomd init».</translation>
    </message>
    <message>
        <source>There is no shop in this store yet. Make one first.</source>
        <translation>Aún no hay ninguna tienda en este almacén. Cree una antes.</translation>
    </message>
    <message>
        <source>There is no such backup any more.</source>
        <translation>Esa copia ya no existe.</translation>
    </message>
    <message>
        <source>There is no such backup.</source>
        <translation>Esa copia no existe.</translation>
    </message>
    <message>
        <source>There is no such cart. It may have expired; start a new one.</source>
        <translation>Ese carrito no existe. Puede que haya caducado; empiece uno nuevo.</translation>
    </message>
    <message>
        <source>There is no such category.</source>
        <translation>Esa categoría no existe.</translation>
    </message>
    <message>
        <source>There is no such customer any more. Choose another, or none.</source>
        <translation>Ese cliente ya no existe. Elija otro, o ninguno.</translation>
    </message>
    <message>
        <source>There is no such field here.</source>
        <translation>Ese campo no existe aquí.</translation>
    </message>
    <message>
        <source>There is no such image.</source>
        <translation>Esa imagen no existe.</translation>
    </message>
    <message>
        <source>There is no such key. It may have been removed meanwhile.</source>
        <translation>Esa clave no existe. Puede que se haya eliminado mientras tanto.</translation>
    </message>
    <message>
        <source>There is no such line in this cart.</source>
        <translation>Esa línea no existe en este carrito.</translation>
    </message>
    <message>
        <source>There is no such order.</source>
        <translation>Ese pedido no existe.</translation>
    </message>
    <message>
        <source>There is no such parameter here.</source>
        <translation>Ese parámetro no existe aquí.</translation>
    </message>
    <message>
        <source>There is no such person here. They may have been removed meanwhile.</source>
        <translation>Esa persona no existe aquí. Puede que se haya quitado mientras tanto.</translation>
    </message>
    <message>
        <source>There is no such place.</source>
        <translation>Ese lugar no existe.</translation>
    </message>
    <message>
        <source>There is no such product.</source>
        <translation>Ese producto no existe.</translation>
    </message>
    <message>
        <source>There is no such report. It may have been removed meanwhile.</source>
        <translation>Ese informe no existe. Puede que se haya eliminado mientras tanto.</translation>
    </message>
    <message>
        <source>There is no such scope. These there are: %1.</source>
        <translation>Ese permiso no existe. Los que hay son: %1.</translation>
    </message>
    <message>
        <source>There is no such shipping method.</source>
        <translation>Esa forma de envío no existe.</translation>
    </message>
    <message>
        <source>There is no such tax rate.</source>
        <translation>Ese tipo de impuesto no existe.</translation>
    </message>
    <message>
        <source>There is no such thing, or it is somebody else's</source>
        <translation>Eso no existe, o es de otra persona</translation>
    </message>
    <message>
        <source>There is no such variant.</source>
        <translation>Esa variante no existe.</translation>
    </message>
    <message>
        <source>There is no variable product “%1” in the file that could be taken. Add it.</source>
        <translation>En el archivo no hay ningún producto variable «%1» que se pudiera tomar. Añádalo.</translation>
    </message>
    <message>
        <source>There is no way back from this.</source>
        <translation>Esto no tiene vuelta atrás.</translation>
    </message>
    <message>
        <source>There is not enough left of what is in the cart. Take less of it, or take it out.</source>
        <translation>No queda suficiente de lo que hay en el carrito. Tome menos, o sáquelo.</translation>
    </message>
    <message>
        <source>There is not enough memory to check a password right now. Try again in a moment.</source>
        <translation>Ahora mismo no hay memoria suficiente para comprobar una contraseña. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>There is not enough memory to try the passphrase. Close other programs and try again.</source>
        <translation>No hay memoria suficiente para probar la frase de contraseña. Cierre otros programas e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>There is nothing here under this address.</source>
        <translation>No hay nada aquí bajo esta dirección.</translation>
    </message>
    <message>
        <source>There is nothing in the list to export.</source>
        <translation>En la lista no hay nada que exportar.</translation>
    </message>
    <message>
        <source>There is nothing to bring back: this shop was not restored, or that was too long ago.</source>
        <translation>No hay nada que recuperar: esta tienda no se restauró, o fue hace demasiado tiempo.</translation>
    </message>
    <message>
        <source>There is room for %1 places, each with a number of its own.</source>
        <translation>Hay espacio para %1 lugares, cada uno con su propio número.</translation>
    </message>
    <message>
        <source>There was no room on the disk</source>
        <translation>No había espacio en el disco</translation>
    </message>
    <message numerus="yes">
        <source>There were too many wrong passwords. Try again in %n seconds.</source>
        <translation>
            <numerusform>Hubo demasiadas contraseñas incorrectas. Inténtelo de nuevo en %n segundo.</numerusform>
            <numerusform>Hubo demasiadas contraseñas incorrectas. Inténtelo de nuevo en %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>These are not the digits that the authenticator shows now.</source>
        <translation>Estos no son los dígitos que el autenticador muestra ahora.</translation>
    </message>
    <message>
        <source>These are not the words of a recovery sheet: it has eighteen, of five letters each.</source>
        <translation>Estas no son las palabras de una hoja de recuperación: tiene dieciocho, de cinco letras cada una.</translation>
    </message>
    <message>
        <source>These are the words of another key. Use the newest recovery sheet of this shop.</source>
        <translation>Estas son las palabras de otra clave. Use la hoja de recuperación más reciente de esta tienda.</translation>
    </message>
    <message>
        <source>These lines come to more than is left of the payment. Give an amount with them.</source>
        <translation>Estas líneas suman más de lo que queda del pago. Indique un importe con ellas.</translation>
    </message>
    <message>
        <source>These rows do not add up. Look at each; if you cannot tell why, bring the newest proved backup to somebody who can. Checked %1.</source>
        <translation>Estas filas no cuadran. Mire cada una; si no ve el motivo, lleve la copia comprobada más reciente a alguien que sepa. Comprobado %1.</translation>
    </message>
    <message>
        <source>These words do not open this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation>Estas palabras no abren esta copia. Use la hoja de recuperación de la tienda de la que se hizo.</translation>
    </message>
    <message>
        <source>They are made while the shop is open or served. Let it run, or make one with “backroomd backup”.</source>
        <translation>Se hacen mientras la tienda está abierta o se sirve. Déjela en marcha, o haga una con «backroomd backup».</translation>
    </message>
    <message>
        <source>They are only links to another website, and go when it goes. Brought here, they stay.</source>
        <translation>Son solo enlaces a otro sitio web y desaparecen con él. Traídas aquí, se quedan.</translation>
    </message>
    <message>
        <source>They are put away</source>
        <translation>Están guardados</translation>
    </message>
    <message>
        <source>They are shown only now.</source>
        <translation>Solo se muestran ahora.</translation>
    </message>
    <message>
        <source>They are signed out everywhere, and name and addresses are erased. What they did stays in the history. This cannot be taken back; shutting them out can.</source>
        <translation>Se cierra su sesión en todas partes y se borran nombre y direcciones. Lo que hizo queda en el historial. Esto no se puede revertir; bloquearle el acceso, sí.</translation>
    </message>
    <message>
        <source>They are what the orders say.</source>
        <translation>Son lo que dicen los pedidos.</translation>
    </message>
    <message>
        <source>They differ from the orders on %1.</source>
        <translation>Difieren de los pedidos el %1.</translation>
    </message>
    <message>
        <source>They grew too many for the shop's disk, and those since %1 were let go: there is no way back to the moments after it until this is mended and another backup is made.</source>
        <translation>Ocuparon demasiado para el disco de la tienda y se soltaron los posteriores a %1: no hay vuelta a los momentos siguientes hasta que se arregle y se haga otra copia.</translation>
    </message>
    <message>
        <source>They have failed since %1: %2</source>
        <translation>Fallan desde %1: %2</translation>
    </message>
    <message>
        <source>They have no password yet, which is the first step.</source>
        <translation>Todavía no hay contraseña, que es el primer paso.</translation>
    </message>
    <message>
        <source>They have used the shop since. Disable them instead.</source>
        <translation>Ha usado la tienda desde entonces. Bloquéele el acceso en su lugar.</translation>
    </message>
    <message>
        <source>They show that the app has the secret. Codes for a lost telephone come next.</source>
        <translation>Muestran que la aplicación tiene el secreto. Después vienen códigos por si se pierde el teléfono.</translation>
    </message>
    <message>
        <source>They sign in in two steps already. Take those off first.</source>
        <translation>Ya entra en dos pasos. Quítelos primero.</translation>
    </message>
    <message>
        <source>They sign in with it.</source>
        <translation>Con ella inicia sesión.</translation>
    </message>
    <message>
        <source>They sign in with it. It may stay empty.</source>
        <translation>Con ella inicia sesión. Puede quedar vacía.</translation>
    </message>
    <message>
        <source>They sign in with their password alone already.</source>
        <translation>Ya entra solo con la contraseña.</translation>
    </message>
    <message>
        <source>This Idempotency-Key was used with another body. Use a new key for a new call.</source>
        <translation>Esta Idempotency-Key se usó con otro cuerpo. Use una clave nueva para una llamada nueva.</translation>
    </message>
    <message>
        <source>This account also asks for the six digits of your authenticator.</source>
        <translation>Esta cuenta pide también las seis cifras de su autenticador.</translation>
    </message>
    <message>
        <source>This address knows other methods: see the header Allow.</source>
        <translation>Esta dirección admite otros métodos: vea el encabezado Allow.</translation>
    </message>
    <message>
        <source>This backup has a passphrase: it opens with that, and with nothing else.</source>
        <translation>Esta copia tiene una frase de contraseña: se abre con ella y con nada más.</translation>
    </message>
    <message>
        <source>This backup is later than that moment. Choose one from before.</source>
        <translation>Esta copia es posterior a ese momento. Elija una anterior.</translation>
    </message>
    <message>
        <source>This backup is locked, and its key is not on this computer. Type the passphrase that it was made with, or the words of its recovery sheet.</source>
        <translation>Esta copia está cifrada y su clave no está en este ordenador. Escriba la frase de contraseña con la que se hizo, o las palabras de su hoja de recuperación.</translation>
    </message>
    <message>
        <source>This cannot be placed so; what is marked says why.</source>
        <translation>Así no se puede hacer el pedido; lo marcado dice por qué.</translation>
    </message>
    <message>
        <source>This cart was ordered already. Start a new one.</source>
        <translation>Este carrito ya se pidió. Empiece uno nuevo.</translation>
    </message>
    <message>
        <source>This cart would cost more than one order can. Take less.</source>
        <translation>Este carrito costaría más de lo que puede costar un pedido. Tome menos.</translation>
    </message>
    <message>
        <source>This category was changed meanwhile. Look at it again, then save.</source>
        <translation>Esta categoría se cambió mientras tanto. Mírela de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Este ordenador</translation>
    </message>
    <message>
        <source>This cursor does not belong to this list. Begin again without “after”.</source>
        <translation>Este cursor no pertenece a esta lista. Empiece de nuevo sin «after».</translation>
    </message>
    <message>
        <source>This customer has open orders. Fulfil or cancel them first.</source>
        <translation>Este cliente tiene pedidos abiertos. Envíelos o cancélelos antes.</translation>
    </message>
    <message>
        <source>This customer was erased at their own wish, and does not come back out of a backup.</source>
        <translation>Este cliente se borró por deseo propio y no vuelve desde una copia.</translation>
    </message>
    <message>
        <source>This database belongs to another program. Give the shop an empty database of its own.</source>
        <translation>Esta base de datos pertenece a otro programa. Dele a la tienda una base de datos vacía propia.</translation>
    </message>
    <message>
        <source>This day</source>
        <translation>Este día</translation>
    </message>
    <message>
        <source>This does not ship there, or not these goods. Choose one of the cart's shipping options.</source>
        <translation>Esto no se envía allí, o no esta mercancía. Elija una de las opciones de envío del carrito.</translation>
    </message>
    <message>
        <source>This e-mail address is too long. It can have up to 254 characters.</source>
        <translation>Esta dirección de correo es demasiado larga. Puede tener hasta 254 caracteres.</translation>
    </message>
    <message>
        <source>This file could not be read: %1.</source>
        <translation>No se pudo leer este archivo: %1.</translation>
    </message>
    <message>
        <source>This file has the columns of another kind (%1). Choose that kind, or leave the choice to the program.</source>
        <translation>Este archivo tiene las columnas de otro tipo (%1). Elija ese tipo, o deje la elección al programa.</translation>
    </message>
    <message>
        <source>This file is being imported elsewhere at the same time. Wait until that import has ended, then import the file again: it goes on where the other one stopped.</source>
        <translation>Este archivo se está importando a la vez en otra parte. Espere a que termine esa importación y vuelva a importar el archivo: sigue donde se quedó la otra.</translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and products below it.</source>
        <translation>Este archivo está vacío. Elija uno con una línea de encabezado y productos debajo.</translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and sales below it.</source>
        <translation>Este archivo está vacío. Elija uno con una línea de encabezado y ventas debajo.</translation>
    </message>
    <message>
        <source>This file is in UTF-16. Save it as CSV in UTF-8, then import it again.</source>
        <translation>Este archivo está en UTF-16. Guárdelo como CSV en UTF-8 y vuelva a importarlo.</translation>
    </message>
    <message>
        <source>This has %1 characters at least.</source>
        <translation>Esto tiene al menos %1 caracteres.</translation>
    </message>
    <message>
        <source>This has %1 characters at the most.</source>
        <translation>Esto tiene como máximo %1 caracteres.</translation>
    </message>
    <message>
        <source>This has %1 entries at the most.</source>
        <translation>Esto tiene como máximo %1 entradas.</translation>
    </message>
    <message>
        <source>This has a character that no text has.</source>
        <translation>Esto tiene un carácter que ningún texto tiene.</translation>
    </message>
    <message>
        <source>This image cannot be read. Save it as a file and add that.</source>
        <translation>Esta imagen no se puede leer. Guárdela como archivo y añádalo.</translation>
    </message>
    <message>
        <source>This image cannot be read: the file is damaged. Export it again from where it came.</source>
        <translation>No se puede leer esta imagen: el archivo está dañado. Expórtela de nuevo desde su origen.</translation>
    </message>
    <message>
        <source>This image has more than 50 million pixels. Make it smaller and try again.</source>
        <translation>Esta imagen tiene más de 50 millones de píxeles. Redúzcala e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This image moves. Cropped, it stands still, as you see it here.</source>
        <translation>Esta imagen se mueve. Una vez recortada queda fija, tal como la ve aquí.</translation>
    </message>
    <message>
        <source>This invitation was used or is over. Ask the shop for a new one.</source>
        <translation>Esta invitación ya se usó o terminó. Pida una nueva a la tienda.</translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”.</source>
        <translation>Esta es una copia de otra tienda, «%1».</translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”. Restore it into a folder of its own.</source>
        <translation>Esta es una copia de otra tienda, «%1». Restáurela en una carpeta propia.</translation>
    </message>
    <message>
        <source>This is a list.</source>
        <translation>Esto es una lista.</translation>
    </message>
    <message>
        <source>This is a number.</source>
        <translation>Esto es un número.</translation>
    </message>
    <message>
        <source>This is a time as in 2026-11-20T09:30:00.000Z.</source>
        <translation>Esto es una hora como en 2026-11-20T09:30:00.000Z.</translation>
    </message>
    <message>
        <source>This is a whole number from %1 to %2.</source>
        <translation>Esto es un número entero de %1 a %2.</translation>
    </message>
    <message>
        <source>This is a whole number from 0 to %L1.</source>
        <translation>Esto es un número entero de 0 a %L1.</translation>
    </message>
    <message>
        <source>This is an id, as text.</source>
        <translation>Esto es un identificador, como texto.</translation>
    </message>
    <message>
        <source>This is an object.</source>
        <translation>Esto es un objeto.</translation>
    </message>
    <message>
        <source>This is for people who signed in, not for API keys.</source>
        <translation>Esto es para personas que han iniciado sesión, no para claves de API.</translation>
    </message>
    <message>
        <source>This is for people. A key has no sessions: sign in instead.</source>
        <translation>Esto es para personas. Una clave no tiene sesiones: inicie sesión en su lugar.</translation>
    </message>
    <message>
        <source>This is less than it costs. Take the rest, or choose another way to pay.</source>
        <translation>Esto es menos de lo que cuesta. Cobre el resto o elija otra forma de pago.</translation>
    </message>
    <message>
        <source>This is more than is left to pay. Give that, or leave the amount out.</source>
        <translation>Esto es más de lo que queda por pagar. Indique eso, o no indique importe.</translation>
    </message>
    <message>
        <source>This is more than one order can hold. Make two of it.</source>
        <translation>Esto es más de lo que admite un pedido. Haga dos.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Esto es necesario.</translation>
    </message>
    <message>
        <source>This is no PNG, JPEG or WebP image. Save it as one of these and try again.</source>
        <translation>Esto no es una imagen PNG, JPEG o WebP. Guárdela como una de ellas e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This is no amount of money. Type it as in %1.</source>
        <translation>Esto no es una cantidad de dinero. Escríbala como en %1.</translation>
    </message>
    <message>
        <source>This is no amount. Write it as in %1.</source>
        <translation>Esto no es un importe. Escríbalo como en %1.</translation>
    </message>
    <message>
        <source>This is no e-mail address. Write it as in name@example.com.</source>
        <translation>Esto no es una dirección de correo. Escríbala como en nombre@example.com.</translation>
    </message>
    <message>
        <source>This is no image that Backroom can show: it takes PNG, JPEG and WebP.</source>
        <translation>No es una imagen que Backroom pueda mostrar: acepta PNG, JPEG y WebP.</translation>
    </message>
    <message>
        <source>This is no line of the order.</source>
        <translation>Esto no es una línea del pedido.</translation>
    </message>
    <message>
        <source>This is no product file that is known here: its first line is neither that of a Shopify or WooCommerce product export nor of Backroom's own (handle, title, sku, price, …).</source>
        <translation>Este no es un archivo de productos que se conozca aquí: su primera línea no es ni la de una exportación de productos de Shopify o WooCommerce ni la propia de Backroom (handle, title, sku, price, …).</translation>
    </message>
    <message>
        <source>This is no sales history: its first line must name InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country.</source>
        <translation>Esto no es un historial de ventas: su primera línea debe nombrar InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID y Country.</translation>
    </message>
    <message>
        <source>This is no text file. Export it as CSV, then import it again.</source>
        <translation>Esto no es un archivo de texto. Expórtelo como CSV y vuelva a importarlo.</translation>
    </message>
    <message>
        <source>This is no web address.</source>
        <translation>No es una dirección web.</translation>
    </message>
    <message>
        <source>This is no weight. Write it as in %1.</source>
        <translation>Esto no es un peso. Escríbalo como en %1.</translation>
    </message>
    <message>
        <source>This is no whole number. Type digits only, as in %1.</source>
        <translation>Esto no es un número entero. Escriba solo cifras, como en %1.</translation>
    </message>
    <message>
        <source>This is none of the option's values.</source>
        <translation>Esto no es ninguno de los valores de la opción.</translation>
    </message>
    <message>
        <source>This is not JSON: %1 at byte %2.</source>
        <translation>Esto no es JSON: %1 en el byte %2.</translation>
    </message>
    <message>
        <source>This is not for sale. Choose a variant of a published product.</source>
        <translation>Esto no está a la venta. Elija una variante de un producto publicado.</translation>
    </message>
    <message>
        <source>This is not for sale. Publish its product first.</source>
        <translation>Esto no está a la venta. Publique antes su producto.</translation>
    </message>
    <message>
        <source>This is not sold any more. Take it out of the list.</source>
        <translation>Esto ya no se vende. Sáquelo de la lista.</translation>
    </message>
    <message>
        <source>This is not text in UTF-8.</source>
        <translation>Esto no es texto en UTF-8.</translation>
    </message>
    <message>
        <source>This is not undone from here. The page Backups has the ways back.</source>
        <translation>Esto no se deshace desde aquí. La página Copias de seguridad tiene los caminos de vuelta.</translation>
    </message>
    <message>
        <source>This is not your current password. Type it once more.</source>
        <translation>Esta no es su contraseña actual. Escríbala otra vez.</translation>
    </message>
    <message>
        <source>This is one of: %1.</source>
        <translation>Esto es uno de: %1.</translation>
    </message>
    <message>
        <source>This is shown only now. Whoever has it can use it, so hand it over in person or by a way that you trust.</source>
        <translation>Esto se muestra solo ahora. Quien lo tenga puede usarlo, así que entréguelo en persona o por un medio de confianza.</translation>
    </message>
    <message>
        <source>This is text.</source>
        <translation>Esto es texto.</translation>
    </message>
    <message>
        <source>This is the newest backup that was proved. Make another one first.</source>
        <translation>Esta es la copia comprobada más reciente. Haga antes otra.</translation>
    </message>
    <message>
        <source>This is the shop's last owner. Make somebody else an owner first.</source>
        <translation>Este es el último propietario de la tienda. Haga antes propietario a otra persona.</translation>
    </message>
    <message>
        <source>This is true or false.</source>
        <translation>Esto es verdadero o falso (true o false).</translation>
    </message>
    <message>
        <source>This key is not the one of this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation>Esta clave no es la de esta copia. Use la hoja de recuperación de la tienda de la que se hizo.</translation>
    </message>
    <message>
        <source>This list has %1 to %2 items.</source>
        <translation>Esta lista tiene de %1 a %2 elementos.</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Este mes</translation>
    </message>
    <message>
        <source>This note is not there any more.</source>
        <translation>Esta nota ya no está.</translation>
    </message>
    <message>
        <source>This order is no longer there.</source>
        <translation>Este pedido ya no está.</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Esta página</translation>
    </message>
    <message>
        <source>This passphrase does not open this backup. Look at capitals and spaces, and type it again.</source>
        <translation>Esta frase de contraseña no abre esta copia. Revise mayúsculas y espacios y escríbala de nuevo.</translation>
    </message>
    <message>
        <source>This password is among the first that anybody would try. Use a longer or rarer one, such as four unrelated words.</source>
        <translation>Esta contraseña es de las primeras que cualquiera probaría. Use una más larga o menos común, como cuatro palabras sin relación.</translation>
    </message>
    <message>
        <source>This password is too long. It can have up to 128 characters.</source>
        <translation>Esta contraseña es demasiado larga. Puede tener hasta 128 caracteres.</translation>
    </message>
    <message>
        <source>This password is too short. It needs at least 8 characters.</source>
        <translation>Esta contraseña es demasiado corta. Necesita al menos 8 caracteres.</translation>
    </message>
    <message>
        <source>This person has no e-mail address to sign in with. Give them one first.</source>
        <translation>Esta persona no tiene dirección de correo con la que iniciar sesión. Dele una antes.</translation>
    </message>
    <message>
        <source>This person is not signed in there any more.</source>
        <translation>Esta persona ya no tiene sesión iniciada ahí.</translation>
    </message>
    <message>
        <source>This person may not sign in. Let them in again first.</source>
        <translation>Esta persona no puede iniciar sesión. Déjela entrar de nuevo antes.</translation>
    </message>
    <message>
        <source>This person never had a password. Invite them instead.</source>
        <translation>Esta persona nunca tuvo contraseña. Invítela en su lugar.</translation>
    </message>
    <message>
        <source>This person signs in with the e-mail address. Give another one.</source>
        <translation>Esta persona inicia sesión con la dirección de correo. Indique otra.</translation>
    </message>
    <message>
        <source>This price is larger than any that a shop can have. Correct it.</source>
        <translation>Este precio es mayor que cualquiera que pueda tener una tienda. Corríjalo.</translation>
    </message>
    <message>
        <source>This product has no option of this name.</source>
        <translation>Este producto no tiene ninguna opción con este nombre.</translation>
    </message>
    <message>
        <source>This product has no such image.</source>
        <translation>Este producto no tiene esa imagen.</translation>
    </message>
    <message>
        <source>This product has no such variant.</source>
        <translation>Este producto no tiene esa variante.</translation>
    </message>
    <message>
        <source>This product was changed meanwhile. Look at it again, then save.</source>
        <translation>Este producto se cambió mientras tanto. Mírelo de nuevo y guarde después.</translation>
    </message>
    <message>
        <source>This product was removed meanwhile. What you typed is still here.</source>
        <translation>Este producto se eliminó mientras tanto. Lo que usted escribió sigue aquí.</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>Este trimestre</translation>
    </message>
    <message>
        <source>This range has too many periods. Choose a shorter range or a longer interval.</source>
        <translation>Este intervalo tiene demasiados periodos. Elija un intervalo más corto o periodos más largos.</translation>
    </message>
    <message>
        <source>This report is there already.</source>
        <translation>Este informe ya está.</translation>
    </message>
    <message>
        <source>This server has no folder of its own to keep backups in. Start it with --data FOLDER.</source>
        <translation>Este servidor no tiene carpeta propia donde guardar copias. Arránquelo con --data FOLDER.</translation>
    </message>
    <message>
        <source>This shop does not go by the name in the address. If it should, its owner adds the name to allowed_hosts in the settings.</source>
        <translation>Esta tienda no responde al nombre de la dirección. Si debería hacerlo, su propietario añade el nombre a allowed_hosts en los ajustes.</translation>
    </message>
    <message>
        <source>This shop has an owner already. Let them make others.</source>
        <translation>Esta tienda ya tiene un propietario. Que él cree otros.</translation>
    </message>
    <message>
        <source>This shop has no owner yet.</source>
        <translation>Esta tienda aún no tiene propietario.</translation>
    </message>
    <message>
        <source>This shop is being made at the moment (process %1). Wait until that is done.</source>
        <translation>Esta tienda se está creando en este momento (proceso %1). Espere a que termine.</translation>
    </message>
    <message>
        <source>This shop is being restored already. Wait until that is done.</source>
        <translation>Esta tienda ya se está restaurando. Espere a que termine.</translation>
    </message>
    <message>
        <source>This shop is being taken back already. Wait until that is done.</source>
        <translation>Esta tienda ya se está llevando atrás. Espere a que termine.</translation>
    </message>
    <message>
        <source>This shop is moving to another store at the moment (process %1). Wait until that is done.</source>
        <translation>Esta tienda se está trasladando a otro almacén en este momento (proceso %1). Espere a que termine.</translation>
    </message>
    <message>
        <source>This shop is open already in a server (process %1). Stop it there first.</source>
        <translation>Esta tienda ya está abierta en un servidor (proceso %1). Deténgalo ahí antes.</translation>
    </message>
    <message>
        <source>This shop is open already in another program. Close it there first.</source>
        <translation>Esta tienda ya está abierta en otro programa. Ciérrela ahí antes.</translation>
    </message>
    <message>
        <source>This shop is open already in the console (process %1). Close it there first.</source>
        <translation>Esta tienda ya está abierta en la consola (proceso %1). Ciérrela ahí antes.</translation>
    </message>
    <message>
        <source>This shop sells in %1.</source>
        <translation>Esta tienda vende en %1.</translation>
    </message>
    <message>
        <source>This shop was last opened by a newer Backroom. Install that version, or a later one; the shop was left as it is.</source>
        <translation>Esta tienda la abrió por última vez un Backroom más reciente. Instale esa versión o una posterior; la tienda se dejó como estaba.</translation>
    </message>
    <message>
        <source>This shop was made by a Backroom that this one does not know. Install the version that opened it last; the shop was left as it is.</source>
        <translation>Esta tienda la creó un Backroom que este no conoce. Instale la versión que la abrió por última vez; la tienda se dejó como estaba.</translation>
    </message>
    <message>
        <source>This shop was opened by an older Backroom last, and is backed up before this one changes it. That could not be done, and the shop was left as it was: %1</source>
        <translation>Esta tienda la abrió por última vez un Backroom más antiguo, y se copia antes de que este la cambie. No se pudo hacer, y la tienda se dejó como estaba: %1</translation>
    </message>
    <message>
        <source>This shop’s backups are made with one key, so that the printed sheet opens all of them. It cannot be had on this computer now, or not by this account.</source>
        <translation>Las copias de esta tienda se hacen con una sola clave, de modo que la hoja impresa las abre todas. Ahora no está disponible en este ordenador, o no para esta cuenta.</translation>
    </message>
    <message>
        <source>This stands here twice.</source>
        <translation>Esto está aquí dos veces.</translation>
    </message>
    <message>
        <source>This stands in the list twice. Put both together.</source>
        <translation>Esto está dos veces en la lista. Júntelo.</translation>
    </message>
    <message>
        <source>This stands in the order twice. Put both together.</source>
        <translation>Esto está dos veces en el pedido. Júntelo.</translation>
    </message>
    <message>
        <source>This text is too long for a report.</source>
        <translation>Este texto es demasiado largo para un informe.</translation>
    </message>
    <message>
        <source>This text is too long. Shorten it.</source>
        <translation>Este texto es demasiado largo. Acórtelo.</translation>
    </message>
    <message>
        <source>This token does not hold, or no longer. Sign in again.</source>
        <translation>Este token no vale, o ya no. Inicie sesión de nuevo.</translation>
    </message>
    <message>
        <source>This took longer than %L1 seconds and was stopped. Narrow it down with WHERE, or take fewer days.</source>
        <translation>Esto tardó más de %L1 segundos y se detuvo. Acote con WHERE, o tome menos días.</translation>
    </message>
    <message>
        <source>This user may not open port %1. Choose a port from 1024 upwards.</source>
        <translation>Este usuario no puede abrir el puerto %1. Elija un puerto a partir de 1024.</translation>
    </message>
    <message>
        <source>This variant is named twice.</source>
        <translation>Esta variante se nombra dos veces.</translation>
    </message>
    <message>
        <source>This was changed again since: %1. Take the later change back first.</source>
        <translation>Esto se volvió a cambiar desde entonces: %1. Revierta antes el cambio posterior.</translation>
    </message>
    <message>
        <source>This was done by an older version, which did not keep enough to take it back.</source>
        <translation>Esto lo hizo una versión anterior, que no guardó lo suficiente para revertirlo.</translation>
    </message>
    <message>
        <source>This was taken back already.</source>
        <translation>Esto ya se revirtió.</translation>
    </message>
    <message>
        <source>This was the person’s own doing. Disable them instead.</source>
        <translation>Esto lo hizo la propia persona. Bloquéele el acceso en su lugar.</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Esta semana</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Esta ventana</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Este año</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Time to answer</source>
        <translation>Tiempo de respuesta</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zona horaria</translation>
    </message>
    <message>
        <source>Times a worker stood still</source>
        <translation>Veces que un proceso se quedó parado</translation>
    </message>
    <message>
        <source>Times are the shop's</source>
        <translation>Las horas son las de la tienda</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>To any moment of the last days it can be gone back, so many of them</source>
        <translation>A cualquier momento de los últimos días se puede volver, tantos de ellos</translation>
    </message>
    <message>
        <source>To be added</source>
        <translation>Por añadir</translation>
    </message>
    <message>
        <source>To be changed</source>
        <translation>Por cambiar</translation>
    </message>
    <message>
        <source>To change one, write its name at the right into the section [server] of %1, as in “idle_seconds=60”, and stop and start the server.</source>
        <translation>Para cambiar uno, escriba el nombre de la derecha en la sección [server] de %1, como en «idle_seconds=60», y detenga y arranque el servidor.</translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation>Por entregar</translation>
    </message>
    <message>
        <source>To restore: install Backroom, choose “Backup” when it starts for the first time, pick the file (its name ends in .backroom; keep the folder “images” beside it), and type the words in their order, or read the code with a camera. Capital letters do not matter.</source>
        <translation>Para restaurar: instale Backroom, elija «Copia de seguridad» cuando arranque por primera vez, escoja el archivo (su nombre termina en .backroom; conserve a su lado la carpeta «images») y escriba las palabras en su orden, o lea el código con una cámara. Las mayúsculas no importan.</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>To send  %1</source>
        <translation>Por enviar  %1</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>A qué</translation>
    </message>
    <message>
        <source>To which</source>
        <translation>A cuál</translation>
    </message>
    <message>
        <source>To which moment?</source>
        <translation>¿A qué momento?</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Hoy %1</translation>
    </message>
    <message>
        <source>Together %1</source>
        <translation>En total %1</translation>
    </message>
    <message>
        <source>Too many are asking for this at the same moment. Try again shortly.</source>
        <translation>Demasiados piden esto en el mismo momento. Inténtelo de nuevo dentro de poco.</translation>
    </message>
    <message>
        <source>Too many people are signing in right now. Try again in a moment.</source>
        <translation>Demasiadas personas están iniciando sesión ahora mismo. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Tardó</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Totals by day</source>
        <translation>Totales por día</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Localidad</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Seguimiento</translation>
    </message>
    <message>
        <source>Tried again at %1</source>
        <translation>Se vuelve a intentar a las %1</translation>
    </message>
    <message>
        <source>Tried again in a moment</source>
        <translation>Se vuelve a intentar en un momento</translation>
    </message>
    <message>
        <source>Tries on a copy of the shop what customers and others do: how fast it answers, whether the last piece is sold once, what hostile requests do. The shop goes on selling meanwhile.</source>
        <translation>Prueba en una copia de la tienda lo que hacen clientes y otros: con qué rapidez responde, si la última unidad se vende una sola vez, qué consiguen las peticiones hostiles. La tienda sigue vendiendo mientras tanto.</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Girar a la izquierda</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Activar</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Girar a la derecha</translation>
    </message>
    <message>
        <source>Turning the time machine on was cut off once, and the database keeps its log for it until its disk is full. “backroomd timemachine off” lets it go.</source>
        <translation>La activación de la máquina del tiempo se interrumpió una vez, y la base guarda su registro para ella hasta llenar su disco. «backroomd timemachine off» lo libera.</translation>
    </message>
    <message>
        <source>Twice as fast as %1 (version %2).</source>
        <translation>El doble de rápido que %1 (versión %2).</translation>
    </message>
    <message>
        <source>Two columns are said to be the same. Leave one of them out.</source>
        <translation>Se indicó que dos columnas son lo mismo. Omita una de ellas.</translation>
    </message>
    <message>
        <source>Two steps to sign in</source>
        <translation>Dos pasos para iniciar sesión</translation>
    </message>
    <message>
        <source>Two steps to sign in for %1</source>
        <translation>Entrada en dos pasos para %1</translation>
    </message>
    <message>
        <source>Type how many pieces, as in %1.</source>
        <translation>Escriba cuántas unidades, como en %1.</translation>
    </message>
    <message>
        <source>Type the passphrase, or the words of the recovery sheet.</source>
        <translation>Escriba la frase de contraseña, o las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>Type the recovery words…</source>
        <translation>Escribir las palabras de recuperación…</translation>
    </message>
    <message>
        <source>Type the vendor between the quotes; % stands for anything. 90 is the days to look back.</source>
        <translation>Escriba el proveedor entre las comillas; % vale por cualquier cosa. 90 son los días hacia atrás.</translation>
    </message>
    <message>
        <source>Type the words of the recovery sheet</source>
        <translation>Escriba las palabras de la hoja de recuperación</translation>
    </message>
    <message>
        <source>Type the words of the recovery sheet.</source>
        <translation>Escriba las palabras de la hoja de recuperación.</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Sin cambios</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>Deshacer esto</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unidades</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Desconocido</translation>
    </message>
    <message>
        <source>Unlock the keyring</source>
        <translation>Desbloquear el depósito de claves</translation>
    </message>
    <message>
        <source>Unpacking the backup needs more than %1 on the disk of %2, and %3 are free. Make room there.</source>
        <translation>Desempaquetar la copia necesita más de %1 en el disco de %2, y hay %3 libres. Haga sitio ahí.</translation>
    </message>
    <message>
        <source>Until and with</source>
        <translation>Hasta, incluido</translation>
    </message>
    <message>
        <source>Until then no backup is made. Where nobody has the sheet any more: “backroomd recovery-words --new”.</source>
        <translation>Hasta entonces no se hace ninguna copia. Cuando ya nadie tiene la hoja: «backroomd recovery-words --new».</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Al día</translation>
    </message>
    <message>
        <source>Up to date %1</source>
        <translation>Al día %1</translation>
    </message>
    <message>
        <source>Up to this weight, in kg</source>
        <translation>Hasta este peso, en kg</translation>
    </message>
    <message>
        <source>Usage: backroomd %1 %2[options]</source>
        <translation>Uso: backroomd %1 %2[opciones]</translation>
    </message>
    <message>
        <source>Usage: backroomd COMMAND [options]</source>
        <translation>Uso: backroomd COMMAND [opciones]</translation>
    </message>
    <message>
        <source>Use at most %1 characters.</source>
        <translation>Use como máximo %1 caracteres.</translation>
    </message>
    <message>
        <source>Use at most 100 characters.</source>
        <translation>Use como máximo 100 caracteres.</translation>
    </message>
    <message>
        <source>Use at most 2,000 characters.</source>
        <translation>Use como máximo 2000 caracteres.</translation>
    </message>
    <message>
        <source>Use at most 200 characters.</source>
        <translation>Use como máximo 200 caracteres.</translation>
    </message>
    <message>
        <source>Use at most 500 characters.</source>
        <translation>Use como máximo 500 caracteres.</translation>
    </message>
    <message>
        <source>Use one line of plain text.</source>
        <translation>Use una sola línea de texto sencillo.</translation>
    </message>
    <message>
        <source>Use this PostgreSQL database instead of the file in the folder.</source>
        <translation>Usar esta base de datos PostgreSQL en lugar del archivo de la carpeta.</translation>
    </message>
    <message>
        <source>Used by backups</source>
        <translation>Usado por las copias</translation>
    </message>
    <message>
        <source>VAT GST sales tax</source>
        <translation>IVA impuesto sobre las ventas tributos VAT</translation>
    </message>
    <message>
        <source>VAT USt-IdNr SIRET NIF invoice</source>
        <translation>IVA NIF CIF impuesto factura</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Variantes</translation>
    </message>
    <message>
        <source>Variants then</source>
        <translation>Variantes de entonces</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Observador</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Vale</translation>
    </message>
    <message>
        <source>WRONG </source>
        <translation>MAL   </translation>
    </message>
    <message>
        <source>Waiting for a slow reader before it is asked nothing more</source>
        <translation>Pendiente para un lector lento antes de no preguntarle nada más</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Warnings and faults</source>
        <translation>Avisos y fallos</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Camino de vuelta</translation>
    </message>
    <message>
        <source>Ways of delivery</source>
        <translation>Formas de entrega</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Web shop</source>
        <translation>Tienda en línea</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semana</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>Semanal</translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation>Peso en gramos</translation>
    </message>
    <message>
        <source>Welcome to Backroom</source>
        <translation>Le damos la bienvenida a Backroom</translation>
    </message>
    <message>
        <source>What PostgreSQL's programs write into the folder holds all databases of that server and is not encrypted, other than backups: keep it on an encrypted disk that nobody else may read.</source>
        <translation>Lo que los programas de PostgreSQL escriben en la carpeta contiene todas las bases de datos de ese servidor y no está cifrado, a diferencia de las copias: téngala en un disco cifrado que nadie más pueda leer.</translation>
    </message>
    <message>
        <source>What a line of “sales” covers: day, week or month.</source>
        <translation>Lo que abarca una línea de «sales»: day, week o month.</translation>
    </message>
    <message>
        <source>What a new person may: owner, manager, staff, viewer or customer.</source>
        <translation>Lo que puede una persona nueva: owner, manager, staff, viewer o customer.</translation>
    </message>
    <message>
        <source>What a person made or a restore put aside is kept for so many days at least</source>
        <translation>Lo que hizo una persona o apartó una restauración se guarda al menos durante tantos días</translation>
    </message>
    <message>
        <source>What are its columns?</source>
        <translation>¿Cuáles son sus columnas?</translation>
    </message>
    <message>
        <source>What came in?</source>
        <translation>¿Qué llegó?</translation>
    </message>
    <message>
        <source>What can be read</source>
        <translation>Lo que se puede leer</translation>
    </message>
    <message>
        <source>What comes back most</source>
        <translation>Lo que más se devuelve</translation>
    </message>
    <message>
        <source>What customers order through your shop site or app stands here the moment it is placed.</source>
        <translation>Lo que los clientes piden en su sitio o su app aparece aquí en el momento en que se pide.</translation>
    </message>
    <message>
        <source>What does not add up</source>
        <translation>Lo que no cuadra</translation>
    </message>
    <message>
        <source>What each piece brought, before tax, less returns</source>
        <translation>Lo que aportó cada artículo, sin impuestos, menos devoluciones</translation>
    </message>
    <message>
        <source>What entry %1 says was changed after it was written.</source>
        <translation>Lo que dice la entrada %1 se cambió después de escribirse.</translation>
    </message>
    <message>
        <source>What goes back of order #%1?</source>
        <translation>¿Qué se devuelve del pedido n.º %1?</translation>
    </message>
    <message>
        <source>What goes into the parcel, without prices, with boxes to tick.</source>
        <translation>Lo que va en el paquete, sin precios, con casillas para marcar.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Qué ocurrió</translation>
    </message>
    <message>
        <source>What is at its mark, or lasts no more than two weeks at the pace of the last 30 days, stands here with how much to order.</source>
        <translation>Aquí aparece lo que está en su umbral, o dura como mucho dos semanas al ritmo de los últimos 30 días, con cuánto pedir.</translation>
    </message>
    <message>
        <source>What is bought?</source>
        <translation>¿Qué se vende?</translation>
    </message>
    <message>
        <source>What is handed over of order #%1?</source>
        <translation>¿Qué se entrega del pedido n.º %1?</translation>
    </message>
    <message>
        <source>What is in stock and nobody bought. 90 is the days to look back.</source>
        <translation>Lo que hay en existencias y nadie compró. 90 son los días hacia atrás.</translation>
    </message>
    <message>
        <source>What is in stock for fewer than 30 days, if it sells as in the last 30.</source>
        <translation>Lo que dura menos de 30 días, si se vende como en los últimos 30.</translation>
    </message>
    <message>
        <source>What is in the file</source>
        <translation>Lo que hay en el archivo</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>Lo que se mira</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>Lo que está a salvo</translation>
    </message>
    <message>
        <source>What is sent of order #%1?</source>
        <translation>¿Qué se envía del pedido n.º %1?</translation>
    </message>
    <message>
        <source>What is there, what it is worth, and how long it lasts at the pace of these days</source>
        <translation>Lo que hay, cuánto vale y cuánto dura al ritmo de estos días</translation>
    </message>
    <message>
        <source>What is under way when the server stops has</source>
        <translation>Lo que está en curso cuando el servidor se detiene tiene</translation>
    </message>
    <message>
        <source>What is written to logs/backroom.log and to standard error, and whatever is graver: debug, info, warning or error. When left out, info to the file and warning to standard error.</source>
        <translation>Lo que se escribe en logs/backroom.log y en el error estándar, y todo lo más grave: debug, info, warning o error. Si se omite, info en el archivo y warning en el error estándar.</translation>
    </message>
    <message>
        <source>What it cost</source>
        <translation>Lo que costó</translation>
    </message>
    <message>
        <source>What it is for: “Shop site”, “Warehouse scanner”.</source>
        <translation>Para qué es: «Sitio de la tienda», «Lector del almacén».</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Lo que puede hacer</translation>
    </message>
    <message>
        <source>What it shows, in SQL</source>
        <translation>Lo que muestra, en SQL</translation>
    </message>
    <message>
        <source>What its pages and products are written in; the first is the usual one.</source>
        <translation>En qué están escritas sus páginas y productos; el primero es el habitual.</translation>
    </message>
    <message>
        <source>What kind of file it is; told by its header when left out.</source>
        <translation>Qué tipo de archivo es; si se omite, lo dice su encabezado.</translation>
    </message>
    <message>
        <source>What kind of place</source>
        <translation>Qué tipo de lugar</translation>
    </message>
    <message>
        <source>What of the stock is shown</source>
        <translation>Qué se muestra de las existencias</translation>
    </message>
    <message>
        <source>What people know it by</source>
        <translation>Con qué nombre lo conocen las personas</translation>
    </message>
    <message>
        <source>What sells out soon, or is below what you want to have, stands here.</source>
        <translation>Aquí aparece lo que se agota pronto o está por debajo de lo que usted quiere tener.</translation>
    </message>
    <message>
        <source>What sites and apps asked of the server, and how fast it answered</source>
        <translation>Lo que sitios y apps pidieron al servidor, y con qué rapidez respondió</translation>
    </message>
    <message>
        <source>What stands on the shelf?</source>
        <translation>¿Qué hay en el estante?</translation>
    </message>
    <message>
        <source>What the database holds is not what was put in (%1). Nothing was changed.</source>
        <translation>Lo que contiene la base de datos no es lo que se guardó (%1). No se cambió nada.</translation>
    </message>
    <message>
        <source>What the database wrote has been received until %1 only.</source>
        <translation>Lo que escribió la base de datos solo se ha recibido hasta %1.</translation>
    </message>
    <message>
        <source>What the limits are</source>
        <translation>Cuáles son los límites</translation>
    </message>
    <message>
        <source>What the program has to say stands here: that it started, what went wrong and why.</source>
        <translation>Aquí aparece lo que el programa tiene que decir: que arrancó, qué falló y por qué.</translation>
    </message>
    <message>
        <source>What the program said</source>
        <translation>Lo que dijo el programa</translation>
    </message>
    <message>
        <source>What the program said to it</source>
        <translation>Lo que el programa dijo de ella</translation>
    </message>
    <message>
        <source>What the recorded changes lead to is no whole shop (%1). Choose an earlier moment, or the next backup.</source>
        <translation>Aquello a lo que llevan los cambios anotados no es una tienda entera (%1). Elija un momento anterior o la copia siguiente.</translation>
    </message>
    <message>
        <source>What the shop is called.</source>
        <translation>Cómo se llama la tienda.</translation>
    </message>
    <message>
        <source>What the shop sells stands here, with pictures, prices and what is in stock.</source>
        <translation>Aquí aparece lo que vende la tienda, con imágenes, precios y existencias.</translation>
    </message>
    <message>
        <source>What the stock is worth, by vendor</source>
        <translation>Lo que valen las existencias, por proveedor</translation>
    </message>
    <message>
        <source>What the text above finds stands here, as a table and, where it has a name and a figure, as a chart. “Ready reports” has some to begin with, without any SQL.</source>
        <translation>Lo que encuentra el texto de arriba aparece aquí, como tabla y, donde tiene un nombre y una cifra, como gráfico. «Informes listos» tiene algunos para empezar, sin nada de SQL.</translation>
    </message>
    <message>
        <source>What the variants differ in, with commas between: Size, Colour</source>
        <translation>En qué se distinguen las variantes, con comas entre medias: Talla, Color</translation>
    </message>
    <message>
        <source>What they bought</source>
        <translation>Lo que compró</translation>
    </message>
    <message>
        <source>What this changed was erased from the journal.</source>
        <translation>Lo que esto cambió se borró del diario.</translation>
    </message>
    <message>
        <source>What to begin with</source>
        <translation>Con qué empezar</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Qué buscar</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Lo que se pidió</translation>
    </message>
    <message>
        <source>What was bought, with its taxes, what it came to and what is left to pay.</source>
        <translation>Lo que se compró, con sus impuestos, a cuánto ascendió y lo que queda por pagar.</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Lo que se cambió</translation>
    </message>
    <message>
        <source>What was chosen about backups cannot be read</source>
        <translation>No se puede leer lo que se eligió sobre las copias</translation>
    </message>
    <message>
        <source>What was committed last could not be asked for: %1</source>
        <translation>No se pudo preguntar por lo último confirmado: %1</translation>
    </message>
    <message>
        <source>What was committed last has not arrived in the time machine's folder yet. Try again in a moment.</source>
        <translation>Lo último confirmado aún no ha llegado a la carpeta de la máquina del tiempo. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>What was copied to %1 reads back differently. Its disk or connection is not to be relied on; use another.</source>
        <translation>Lo que se copió en %1 se lee de otra manera. No se fíe de su disco o conexión; use otro.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Lo que se hizo</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo que se encontró</translation>
    </message>
    <message>
        <source>What was found in the help</source>
        <translation>Lo que se encontró en la ayuda</translation>
    </message>
    <message>
        <source>What was given back</source>
        <translation>Lo que se devolvió</translation>
    </message>
    <message>
        <source>What was imported</source>
        <translation>Lo que se importó</translation>
    </message>
    <message>
        <source>What was paid for order #%1?</source>
        <translation>¿Qué se pagó por el pedido n.º %1?</translation>
    </message>
    <message>
        <source>What was paid, short: for the roll of a receipt printer, or on a sheet.</source>
        <translation>Lo que se pagó, en breve: para el rollo de una impresora de recibos, o en una hoja.</translation>
    </message>
    <message>
        <source>What was personal is gone for good. A backup may still hold it.</source>
        <translation>Lo que era personal se ha ido para siempre. Puede que una copia aún lo contenga.</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Lo que se dijo</translation>
    </message>
    <message>
        <source>What was sent came back since. Take that back first.</source>
        <translation>Lo enviado volvió desde entonces. Revierta antes eso.</translation>
    </message>
    <message>
        <source>What was sent could not be read</source>
        <translation>No se pudo leer lo que se envió</translation>
    </message>
    <message>
        <source>What was sent to %1 reads back differently. It is sent again by itself.</source>
        <translation>Lo que se envió a %1 se lee de otra manera. Se vuelve a enviar solo.</translation>
    </message>
    <message>
        <source>What was sold, before tax, less discounts and returns</source>
        <translation>Lo que se vendió, sin impuestos, menos descuentos y devoluciones</translation>
    </message>
    <message>
        <source>What was taxed at which rate, and the tax in it</source>
        <translation>Lo que se gravó a cada tipo, y el impuesto que contiene</translation>
    </message>
    <message>
        <source>What was there before is back</source>
        <translation>Lo que había antes ha vuelto</translation>
    </message>
    <message>
        <source>What was there before is kept in %1; “backroomd restore --undo” brings it back.</source>
        <translation>Lo que había antes se guarda en %1; «backroomd restore --undo» lo recupera.</translation>
    </message>
    <message>
        <source>What was turned away</source>
        <translation>Lo que se rechazó</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Lo que cambiará</translation>
    </message>
    <message>
        <source>What would come of it</source>
        <translation>Lo que resultaría</translation>
    </message>
    <message>
        <source>What you call it: “USB stick”, “Shop NAS”</source>
        <translation>Como usted lo llame: «Memoria USB», «NAS de la tienda»</translation>
    </message>
    <message>
        <source>What you changed here is lost.</source>
        <translation>Se pierde lo que cambió aquí.</translation>
    </message>
    <message>
        <source>What “%1” has of %2 is not what was proved.</source>
        <translation>Lo que «%1» tiene de %2 no es lo que se comprobó.</translation>
    </message>
    <message>
        <source>What “%1” is</source>
        <translation>Qué es «%1»</translation>
    </message>
    <message>
        <source>Whatever comes in, is sold, taken back or counted stands here, with who and why.</source>
        <translation>Aquí aparece todo lo que llega, se vende, se devuelve o se cuenta, con quién y por qué.</translation>
    </message>
    <message>
        <source>Whatever is placed and wants somebody stands here by itself.</source>
        <translation>Todo lo que se pide y requiere a alguien aparece aquí por sí solo.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>When backups are made</source>
        <translation>Cuándo se hacen las copias</translation>
    </message>
    <message>
        <source>When backups are made by themselves and where they are kept stands under the title [backups]:</source>
        <translation>Cuándo se hacen solas las copias y dónde se guardan está bajo el título [backups]:</translation>
    </message>
    <message>
        <source>When the program is closed</source>
        <translation>Al cerrar el programa</translation>
    </message>
    <message>
        <source>When they are made, where they are kept and for how long</source>
        <translation>Cuándo se hacen, dónde se guardan y cuánto tiempo</translation>
    </message>
    <message>
        <source>When they were placed</source>
        <translation>Cuándo se hicieron</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Where backups are kept</source>
        <translation>Dónde se guardan las copias</translation>
    </message>
    <message>
        <source>Where does order #%1 go?</source>
        <translation>¿Adónde va el pedido n.º %1?</translation>
    </message>
    <message>
        <source>Where else are backups kept?</source>
        <translation>¿Dónde más se guardan las copias?</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>De dónde vino</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Dónde figura</translation>
    </message>
    <message>
        <source>Where orders went, before tax</source>
        <translation>Adónde fueron los pedidos, sin impuestos</translation>
    </message>
    <message>
        <source>Where shop sites and apps reach the shop, and what its limits are</source>
        <translation>Dónde llegan a la tienda sus sitios y apps, y cuáles son sus límites</translation>
    </message>
    <message>
        <source>Where shop sites and apps reach this shop</source>
        <translation>Dónde llegan a esta tienda sus sitios y apps</translation>
    </message>
    <message>
        <source>Where the shop is at home.</source>
        <translation>Dónde tiene la tienda su sede.</translation>
    </message>
    <message>
        <source>Where the shop is, as in DE. Tax, time zone and delivery begin with what is usual there.</source>
        <translation>Dónde está la tienda, como en DE. Impuestos, zona horaria y entrega empiezan con lo habitual allí.</translation>
    </message>
    <message>
        <source>Where the telephone is lost or not at hand, one of these lets %1 in instead of the six digits; each of them once. Write them on paper or print them, and keep that in a safe place.</source>
        <translation>Si el teléfono se pierde o no está a mano, uno de estos deja entrar a %1 en lugar de las seis cifras; cada uno una vez. Escríbalos en papel o imprímalos, y guárdelo en un lugar seguro.</translation>
    </message>
    <message>
        <source>Where they came from</source>
        <translation>De dónde vinieron</translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much</source>
        <translation>Si se frena a quienes piden demasiado</translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much: on or off.</source>
        <translation>Si se frena a quienes piden demasiado: on u off.</translation>
    </message>
    <message>
        <source>Whether one is made when the program ends</source>
        <translation>Si se hace una cuando termina el programa</translation>
    </message>
    <message>
        <source>Which are shown</source>
        <translation>Cuáles se muestran</translation>
    </message>
    <message>
        <source>Which changes are shown</source>
        <translation>Qué cambios se muestran</translation>
    </message>
    <message>
        <source>Which customers are shown</source>
        <translation>Qué clientes se muestran</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>¿Qué archivo?</translation>
    </message>
    <message>
        <source>Which kind of paper</source>
        <translation>Qué tipo de papel</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>Qué líneas se muestran</translation>
    </message>
    <message>
        <source>Which log is shown</source>
        <translation>Qué registro se muestra</translation>
    </message>
    <message>
        <source>Which movements are shown</source>
        <translation>Qué movimientos se muestran</translation>
    </message>
    <message>
        <source>Which orders are shown</source>
        <translation>Qué pedidos se muestran</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>Qué papel</translation>
    </message>
    <message>
        <source>Which pieces are shown</source>
        <translation>Qué artículos se muestran</translation>
    </message>
    <message>
        <source>Which requests are shown</source>
        <translation>Qué peticiones se muestran</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>Qué filas</translation>
    </message>
    <message>
        <source>Which shelf, who counted. It may stay empty.</source>
        <translation>Qué estante, quién contó. Puede quedar vacío.</translation>
    </message>
    <message>
        <source>While it is off, shop sites and apps get no answer.</source>
        <translation>Mientras está apagado, los sitios y apps de la tienda no reciben respuesta.</translation>
    </message>
    <message>
        <source>While neither does, the database keeps it on its own disk until one is opened again. Turn the time machine off before the shop rests for long.</source>
        <translation>Mientras ninguno lo haga, la base de datos lo guarda en su propio disco hasta que se abra uno de nuevo. Desactive la máquina del tiempo antes de que la tienda descanse mucho tiempo.</translation>
    </message>
    <message>
        <source>While “backroomd serve” or the console has the shop open, what the database writes is taken along, and “backroomd restore --at TIME” leads to any moment from %1 on.</source>
        <translation>Mientras «backroomd serve» o la consola tengan abierta la tienda, se va guardando lo que escribe la base de datos, y «backroomd restore --at TIME» lleva a cualquier momento desde %1.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>Who bought, how often and for how much, with tax and shipping</source>
        <translation>Quién compró, con qué frecuencia y por cuánto, con impuestos y envío</translation>
    </message>
    <message>
        <source>Who brought it, what was missing. It may stay empty.</source>
        <translation>Quién lo trajo, qué faltaba. Puede quedar vacío.</translation>
    </message>
    <message>
        <source>Who works here, and which programs may do what</source>
        <translation>Quién trabaja aquí y qué programas pueden hacer qué</translation>
    </message>
    <message>
        <source>Who works in the shop: makes people, lists them, shuts them out, gives them a new password.</source>
        <translation>Quién trabaja en la tienda: crea personas, las enumera, las bloquea y les da una contraseña nueva.</translation>
    </message>
    <message>
        <source>Whoever asked may not do this</source>
        <translation>Quien lo pidió no puede hacerlo</translation>
    </message>
    <message>
        <source>Whoever signs up or orders with an account stands here, with all they bought.</source>
        <translation>Quien se registra o pide con una cuenta aparece aquí, con todo lo que compró.</translation>
    </message>
    <message>
        <source>Whoever works there signs in again, with the password.</source>
        <translation>Quien trabaje ahí inicia sesión de nuevo, con la contraseña.</translation>
    </message>
    <message>
        <source>Whole and proved: %1</source>
        <translation>Entera y comprobada: %1</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>Página entera</translation>
    </message>
    <message>
        <source>Whom you mean.</source>
        <translation>A quién se refiere.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>With --undo no backup is named: it is the one made before the last restore.</source>
        <translation>Con --undo no se indica ninguna copia: es la que se hizo antes de la última restauración.</translation>
    </message>
    <message>
        <source>With a minus when there are fewer</source>
        <translation>Con un signo menos si hay menos</translation>
    </message>
    <message>
        <source>With commas between them</source>
        <translation>Con comas entre medias</translation>
    </message>
    <message>
        <source>With its tax; 0 is free.</source>
        <translation>Con sus impuestos; 0 es gratis.</translation>
    </message>
    <message>
        <source>With products, stock and some weeks of orders. Throw it away whenever you like.</source>
        <translation>Con productos, existencias y algunas semanas de pedidos. Deséchela cuando quiera.</translation>
    </message>
    <message>
        <source>With tax, as the customer pays it</source>
        <translation>Con impuestos, como lo paga el cliente</translation>
    </message>
    <message>
        <source>With tax, as the customer pays them</source>
        <translation>Con impuestos, como los pagan los clientes</translation>
    </message>
    <message>
        <source>With the first order, sales day by day and what sells best stand here.</source>
        <translation>Con el primer pedido aparecen aquí las ventas día a día y lo que más se vende.</translation>
    </message>
    <message>
        <source>With the first request of a shop site or an app, how many come in, how fast they are answered and what was turned away stand here.</source>
        <translation>Con la primera petición de un sitio de la tienda o una app aparece aquí cuántas llegan, con qué rapidez se responden y qué se rechazó.</translation>
    </message>
    <message>
        <source>With the price</source>
        <translation>Con el precio</translation>
    </message>
    <message>
        <source>With the program rclone installed, cloud storage can be chosen as well.</source>
        <translation>Con el programa rclone instalado se puede elegir también almacenamiento en la nube.</translation>
    </message>
    <message>
        <source>With these words and a file of a backup this shop can be restored on any computer. Without them a backup cannot be opened if this computer is lost. Keep the sheet where you keep deeds and passports, and not beside the backups: whoever has both has the shop's data.</source>
        <translation>Con estas palabras y un archivo de copia se puede restaurar esta tienda en cualquier ordenador. Sin ellas no se puede abrir una copia si se pierde este ordenador. Guarde la hoja donde guarda escrituras y pasaportes, y no junto a las copias: quien tenga ambas cosas tiene los datos de la tienda.</translation>
    </message>
    <message>
        <source>With this link %1 chooses a new password, once and within seven days. Until then the old one holds.</source>
        <translation>Con este enlace %1 elige una contraseña nueva, una sola vez y en siete días. Hasta entonces vale la antigua.</translation>
    </message>
    <message>
        <source>With this link %1 chooses a password and can sign in, once and within seven days.</source>
        <translation>Con este enlace %1 elige una contraseña y puede iniciar sesión, una sola vez y en siete días.</translation>
    </message>
    <message>
        <source>Without a data folder no backups are kept here.</source>
        <translation>Sin carpeta de datos no se guardan copias aquí.</translation>
    </message>
    <message>
        <source>Without a data folder none are kept here.</source>
        <translation>Sin carpeta de datos no se guarda ninguna aquí.</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx)</source>
        <translation>Libros de cálculo (*.xlsx)</translation>
    </message>
    <message>
        <source>Works on orders, stock and customers, and sees the rest.</source>
        <translation>Trabaja con pedidos, existencias y clientes, y ve el resto.</translation>
    </message>
    <message>
        <source>Would make %1 products and change %2; %3 stay as they are, %4 refused.</source>
        <translation>Crearía %1 productos y cambiaría %2; %3 quedan como están, %4 rechazados.</translation>
    </message>
    <message>
        <source>Would take %1 lines: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation>Tomaría %1 líneas: %2 pedidos, %3 productos y %4 clientes creados; %5 líneas ya conocidas, %6 rechazadas.</translation>
    </message>
    <message>
        <source>Write a host as shop.example, without https://, port, path or asterisk.</source>
        <translation>Escriba un nombre de servidor como shop.example, sin https://, puerto, ruta ni asterisco.</translation>
    </message>
    <message>
        <source>Write a note, seen by staff only</source>
        <translation>Escriba una nota, la ve solo el equipo</translation>
    </message>
    <message>
        <source>Write a tag to add, or one to take away.</source>
        <translation>Escriba una palabra clave para añadir o una para quitar.</translation>
    </message>
    <message>
        <source>Write an amount above zero.</source>
        <translation>Escriba un importe mayor que cero.</translation>
    </message>
    <message>
        <source>Write an amount or a share, as in 5 or 10%.</source>
        <translation>Escriba un importe o una proporción, como en 5 o 10%.</translation>
    </message>
    <message>
        <source>Write an origin as https://shop.example, without a path.</source>
        <translation>Escriba un origen como https://shop.example, sin ruta.</translation>
    </message>
    <message>
        <source>Write it in the settings</source>
        <translation>Escribirla en los ajustes</translation>
    </message>
    <message>
        <source>Write money as {"amount": 1999, "currency": "%1"}, in the currency's smallest unit.</source>
        <translation>Escriba el dinero como {"amount": 1999, "currency": "%1"}, en la unidad más pequeña de la moneda.</translation>
    </message>
    <message>
        <source>Write names plainly or "in double quotes", not in other brackets.</source>
        <translation>Escriba los nombres sin más o "entre comillas dobles", no entre otros corchetes.</translation>
    </message>
    <message>
        <source>Write texts 'in single quotes' and names "in double quotes", with a space before them.</source>
        <translation>Escriba los textos 'entre comillas simples' y los nombres "entre comillas dobles", con un espacio delante.</translation>
    </message>
    <message>
        <source>Write texts 'in single quotes'; a dollar sign has no place here.</source>
        <translation>Escriba los textos 'entre comillas simples'; aquí no cabe un signo de dólar.</translation>
    </message>
    <message>
        <source>Write the moment as in 2026-11-20T09:30:00Z.</source>
        <translation>Escriba el momento como en 2026-11-20T09:30:00Z.</translation>
    </message>
    <message>
        <source>Write the rate as a decimal from 0 to 1, as in 0.19.</source>
        <translation>Escriba el tipo como decimal de 0 a 1, como en 0.19.</translation>
    </message>
    <message>
        <source>Write the rate in per cent from 0 to 100, as in %1.</source>
        <translation>Escriba el tipo en tanto por ciento de 0 a 100, como en %1.</translation>
    </message>
    <message>
        <source>Write the rows that could not be taken into this file, to mend and import again.</source>
        <translation>Escribir en este archivo las filas que no se pudieron tomar, para corregirlas e importarlas de nuevo.</translation>
    </message>
    <message>
        <source>Write what the others should know.</source>
        <translation>Escriba lo que los demás deban saber.</translation>
    </message>
    <message>
        <source>Write what the report shows: a text that begins with SELECT or WITH.</source>
        <translation>Escriba lo que muestra el informe: un texto que empiece por SELECT o WITH.</translation>
    </message>
    <message>
        <source>Writes a list to standard output.</source>
        <translation>Escribe una lista en la salida estándar.</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Escribiendo %1</translation>
    </message>
    <message>
        <source>Written: %1. Proved: %2.</source>
        <translation>Escrito: %1. Comprobado: %2.</translation>
    </message>
    <message>
        <source>Wrong or not allowed</source>
        <translation>Incorrecto o no permitido</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Año</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>Ayer %1</translation>
    </message>
    <message>
        <source>You can go back to any second since %1.</source>
        <translation>Puede volver a cualquier segundo desde %1.</translation>
    </message>
    <message numerus="yes">
        <source>You can go back to each of %n backups since %1.</source>
        <translation>
            <numerusform>Puede volver a la única copia desde %1.</numerusform>
            <numerusform>Puede volver a cada una de las %n copias desde %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go back to it at any time.</source>
        <translation>Puede volver a ella en cualquier momento.</translation>
    </message>
    <message>
        <source>You have 50 addresses here. Remove one before you add another.</source>
        <translation>Tiene 50 direcciones aquí. Elimine una antes de añadir otra.</translation>
    </message>
    <message>
        <source>You have no password here to change.</source>
        <translation>Aquí no tiene contraseña que cambiar.</translation>
    </message>
    <message>
        <source>You have no such address. It may have been removed already.</source>
        <translation>No tiene esa dirección. Puede que ya se haya eliminado.</translation>
    </message>
    <message>
        <source>You have no such session. It may be over already.</source>
        <translation>No tiene esa sesión. Puede que ya haya terminado.</translation>
    </message>
    <message>
        <source>You may not add customers. Sell without keeping them.</source>
        <translation>Usted no puede añadir clientes. Venda sin guardarlos.</translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation>Con ella inicia usted sesión.</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask the shop's owner.</source>
        <translation>Su cuenta no puede hacer esto. Pregunte al propietario de la tienda.</translation>
    </message>
    <message>
        <source>Your address is missing on this invoice.</source>
        <translation>Falta su dirección en esta factura.</translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation>Su dirección de correo</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>Your own number of it</source>
        <translation>Su propio número para él</translation>
    </message>
    <message>
        <source>Your tax number is missing on this invoice.</source>
        <translation>Falta su número fiscal en esta factura.</translation>
    </message>
    <message>
        <source>a category that is gone</source>
        <translation>una categoría que ya no existe</translation>
    </message>
    <message>
        <source>a day, counted from 1 January 1970</source>
        <translation>un día, contado desde el 1 de enero de 1970</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>un archivo</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>hace un minuto</translation>
    </message>
    <message>
        <source>a moment, in milliseconds since 1970 (UTC)</source>
        <translation>un momento, en milisegundos desde 1970 (UTC)</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un número</translation>
    </message>
    <message>
        <source>a request that hides another one</source>
        <translation>una petición que esconde otra</translation>
    </message>
    <message>
        <source>a request whose beginning does not end</source>
        <translation>una petición cuyo comienzo no termina</translation>
    </message>
    <message>
        <source>a row of %1 that belongs to nothing</source>
        <translation>una fila de %1 que no pertenece a nada</translation>
    </message>
    <message>
        <source>a share, in millionths</source>
        <translation>una proporción, en millonésimas</translation>
    </message>
    <message>
        <source>active</source>
        <translation>activo</translation>
    </message>
    <message>
        <source>added</source>
        <translation>añadido</translation>
    </message>
    <message>
        <source>address port network limits HTTPS certificate API</source>
        <translation>dirección puerto red límites HTTPS certificado API</translation>
    </message>
    <message>
        <source>an amount, in the smallest unit of the currency</source>
        <translation>un importe, en la unidad más pequeña de la moneda</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>hace una hora</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>y %Ln más</numerusform>
            <numerusform>y %Ln más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>appearance look console display</source>
        <translation>apariencia aspecto consola pantalla</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>como se esperaba</translation>
    </message>
    <message>
        <source>at takes a time of day like 03:00, not “%1”.</source>
        <translation>at admite una hora del día como 03:00, no «%1».</translation>
    </message>
    <message>
        <source>basket abandoned expire days</source>
        <translation>cesta abandonado caducar días</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>en comprobación</translation>
    </message>
    <message>
        <source>buyers shoppers</source>
        <translation>compradores clientela</translation>
    </message>
    <message>
        <source>bytes that are no request</source>
        <translation>bytes que no son una petición</translation>
    </message>
    <message>
        <source>came</source>
        <translation>llegaron</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiados</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>comprobado %1</translation>
    </message>
    <message>
        <source>clock hours day midnight UTC</source>
        <translation>reloj horas día medianoche UTC</translation>
    </message>
    <message>
        <source>company business store</source>
        <translation>empresa negocio comercio</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>how a day is written</comment>
        <translation>d 'de' MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>how a day is written</comment>
        <translation>d 'de' MMMM 'de' yyyy</translation>
    </message>
    <message>
        <source>data nested a hundred thousand deep</source>
        <translation>datos anidados con cien mil niveles</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>desactivado</translation>
    </message>
    <message>
        <source>down %1</source>
        <translation>baja %1</translation>
    </message>
    <message>
        <source>encrypted with TLS</source>
        <translation>cifrado con TLS</translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n days</source>
        <translation>
            <numerusform>todas las copias durante %n día</numerusform>
            <numerusform>todas las copias durante %n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n hours</source>
        <translation>
            <numerusform>todas las copias durante %n hora</numerusform>
            <numerusform>todas las copias durante %n horas</numerusform>
        </translation>
    </message>
    <message>
        <source>every backup for a day</source>
        <translation>todas las copias durante un día</translation>
    </message>
    <message>
        <source>every backup for an hour</source>
        <translation>todas las copias durante una hora</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>folder takes the whole path of a folder, from “/” on.</source>
        <translation>folder admite la ruta completa de una carpeta, desde «/».</translation>
    </message>
    <message>
        <source>font larger smaller zoom scale big</source>
        <translation>letra fuente mayor menor zoom escala grande</translation>
    </message>
    <message>
        <source>free from %1</source>
        <translation>gratis desde %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>from %1 kg</source>
        <translation>desde %1 kg</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>desde %1 hasta %2</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>desaparecidos</translation>
    </message>
    <message>
        <source>gross net inclusive exclusive tax mode included</source>
        <translation>bruto neto incluido excluido impuestos modo IVA</translation>
    </message>
    <message>
        <source>half</source>
        <translation>la mitad</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aquí</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>se cumple</translation>
    </message>
    <message>
        <source>holds, look at it</source>
        <translation>se cumple, conviene mirarlo</translation>
    </message>
    <message>
        <source>host hosts domain DNS hostname</source>
        <translation>servidor host dominio DNS nombre de host</translation>
    </message>
    <message>
        <source>how long it took, in microseconds</source>
        <translation>cuánto tardó, en microsegundos</translation>
    </message>
    <message>
        <source>internet browser site domain CORS security</source>
        <translation>internet navegador sitio dominio CORS seguridad</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>invitado</translation>
    </message>
    <message>
        <source>it was ended.</source>
        <translation>se terminó.</translation>
    </message>
    <message>
        <source>its journal ends elsewhere</source>
        <translation>su diario termina en otra parte</translation>
    </message>
    <message>
        <source>its store is damaged</source>
        <translation>su almacén está dañado</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>etiquetas</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>línea %1, columna %2: %3</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>línea %1: %2</translation>
    </message>
    <message>
        <source>line_kib is more than head_kib, but a request line is part of the head.</source>
        <translation>line_kib es mayor que head_kib, pero una línea de petición forma parte de la cabecera.</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
    <message>
        <source>mail contact address support</source>
        <translation>correo contacto dirección ayuda e-mail</translation>
    </message>
    <message>
        <source>methods price weight countries free</source>
        <translation>métodos precio peso países gratis</translation>
    </message>
    <message>
        <source>money euro pound dollar</source>
        <translation>dinero euro peso libra dólar</translation>
    </message>
    <message>
        <source>nation place location state</source>
        <translation>nación lugar ubicación estado</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>no backup</source>
        <translation>sin copia</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>sin diferencias</translation>
    </message>
    <message>
        <source>nobody has asked yet</source>
        <translation>nadie ha preguntado aún</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>aún sin comprobar</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>sin contar</translation>
    </message>
    <message>
        <source>not encrypted: for this computer, or behind a proxy that has TLS</source>
        <translation>sin cifrar: para este ordenador, o detrás de un proxy que tenga TLS</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>sin pagar</translation>
    </message>
    <message>
        <source>nothing asked that is kept</source>
        <translation>no se pidió nada que se guarde</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>no cambió nada</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>of %1 at most</source>
        <translation>de %1 como máximo</translation>
    </message>
    <message>
        <source>of it %1 on %2 net</source>
        <translation>de ello %1 sobre %2 netos</translation>
    </message>
    <message>
        <source>ok    </source>
        <translation>bien  </translation>
    </message>
    <message>
        <source>ok     </source>
        <translation>bien   </translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>el %1</translation>
    </message>
    <message numerus="yes">
        <source>one a day for %n days</source>
        <translation>
            <numerusform>una al día durante %n día</numerusform>
            <numerusform>una al día durante %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>one a day for a day</source>
        <translation>una al día durante un día</translation>
    </message>
    <message numerus="yes">
        <source>one a month for %n months</source>
        <translation>
            <numerusform>una al mes durante %n mes</numerusform>
            <numerusform>una al mes durante %n meses</numerusform>
        </translation>
    </message>
    <message>
        <source>one a month for a month</source>
        <translation>una al mes durante un mes</translation>
    </message>
    <message numerus="yes">
        <source>one a week for %n weeks</source>
        <translation>
            <numerusform>una a la semana durante %n semana</numerusform>
            <numerusform>una a la semana durante %n semanas</numerusform>
        </translation>
    </message>
    <message>
        <source>one a week for a week</source>
        <translation>una a la semana durante una semana</translation>
    </message>
    <message numerus="yes">
        <source>one a year for %n years</source>
        <translation>
            <numerusform>una al año durante %n año</numerusform>
            <numerusform>una al año durante %n años</numerusform>
        </translation>
    </message>
    <message>
        <source>one a year for a year</source>
        <translation>una al año durante un año</translation>
    </message>
    <message>
        <source>one that announces ten gigabytes</source>
        <translation>una que anuncia diez gigabytes</translation>
    </message>
    <message>
        <source>one that asks for this computer's files</source>
        <translation>una que pide los archivos de este ordenador</translation>
    </message>
    <message>
        <source>one that is meant for another site</source>
        <translation>una destinada a otro sitio</translation>
    </message>
    <message>
        <source>one that is sent a letter at a time</source>
        <translation>una que se envía letra a letra</translation>
    </message>
    <message>
        <source>order-list.csv</source>
        <translation>lista-de-pedido.csv</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>pedidos</translation>
    </message>
    <message>
        <source>origin origins CORS website storefront</source>
        <translation>origen orígenes CORS sitio web escaparate</translation>
    </message>
    <message>
        <source>other rows came out than went in (%1)</source>
        <translation>salieron otras filas de las que entraron (%1)</translation>
    </message>
    <message>
        <source>over a year</source>
        <translation>más de un año</translation>
    </message>
    <message>
        <source>phone contact number mobile</source>
        <translation>teléfono contacto número móvil</translation>
    </message>
    <message>
        <source>products</source>
        <translation>productos</translation>
    </message>
    <message>
        <source>proved %1</source>
        <translation>comprobada %1</translation>
    </message>
    <message>
        <source>rates percent class reduced standard region</source>
        <translation>tipos por ciento porcentaje clase reducido general región</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazadas</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>eliminado</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>save restore schedule disk copy</source>
        <translation>guardar restaurar programación disco copia</translation>
    </message>
    <message>
        <source>shipping postage parcel post carrier courier freight</source>
        <translation>envío portes paquete correo transportista mensajero mensajería flete</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>since the start, answered within</source>
        <translation>desde el arranque, respondidas en</translation>
    </message>
    <message>
        <source>slot takes up to 63 small letters, digits and “_”.</source>
        <translation>slot admite hasta 63 letras minúsculas, cifras y «_».</translation>
    </message>
    <message>
        <source>stays %1</source>
        <translation>queda en %1</translation>
    </message>
    <message>
        <source>street city postcode imprint invoice sender</source>
        <translation>calle ciudad código postal aviso legal factura remitente</translation>
    </message>
    <message>
        <source>taken %1 times</source>
        <translation>tomado %1 veces</translation>
    </message>
    <message>
        <source>taken once</source>
        <translation>tomado una vez</translation>
    </message>
    <message>
        <source>theme dark light night mode contrast</source>
        <translation>tema oscuro claro noche modo contraste</translation>
    </message>
    <message>
        <source>they balance</source>
        <translation>cuadran</translation>
    </message>
    <message>
        <source>they do not balance</source>
        <translation>no cuadran</translation>
    </message>
    <message>
        <source>this computer’s keyring</source>
        <translation>el depósito de claves de este ordenador</translation>
    </message>
    <message>
        <source>title brand</source>
        <translation>título marca</translation>
    </message>
    <message>
        <source>tls_certificate and tls_key need each other.</source>
        <translation>tls_certificate y tls_key se necesitan el uno al otro.</translation>
    </message>
    <message>
        <source>to be had</source>
        <translation>disponible</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>por enviar</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>hoy %1</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>hoy a las %1</translation>
    </message>
    <message>
        <source>translation English German French Spanish locale</source>
        <translation>traducción inglés alemán francés español región</translation>
    </message>
    <message>
        <source>trusted_proxies takes addresses and networks with commas between them, as in 127.0.0.1, 10.0.0.0/8, not “%1”.</source>
        <translation>trusted_proxies admite direcciones y redes separadas por comas, como 127.0.0.1, 10.0.0.0/8, no «%1».</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>sube %1</translation>
    </message>
    <message>
        <source>up to %1 kg</source>
        <translation>hasta %1 kg</translation>
    </message>
    <message>
        <source>users roles password API key token permission two-step</source>
        <translation>usuarios roles contraseña API clave token permiso dos pasos</translation>
    </message>
    <message>
        <source>version %1, lists %2, orders %3: %4</source>
        <translation>versión %1, listas %2, pedidos %3: %4</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>antes %1</translation>
    </message>
    <message>
        <source>words</source>
        <translation>palabras</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>ayer %1</translation>
    </message>
    <message>
        <source>“%1” as of %2: %3 orders, %4 products, %5 images. Made by Backroom %6.</source>
        <translation>«%1» a fecha de %2: %3 pedidos, %4 productos, %5 imágenes. Hecha por Backroom %6.</translation>
    </message>
    <message>
        <source>“%1” came while the list was saved. Scan it again.</source>
        <translation>«%1» llegó mientras se guardaba la lista. Escanéelo de nuevo.</translation>
    </message>
    <message>
        <source>“%1” came while the order was placed. Scan it again.</source>
        <translation>«%1» llegó mientras se registraba el pedido. Escanéelo de nuevo.</translation>
    </message>
    <message>
        <source>“%1” cannot be read. Check that it is there and that this account may read it.</source>
        <translation>No se puede leer «%1». Compruebe que está ahí y que esta cuenta puede leerlo.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2. Check who may read it.</source>
        <translation>No se puede leer «%1»: %2. Revise quién puede leerlo.</translation>
    </message>
    <message>
        <source>“%1” cannot be written. See whether there is room on the disk and your account may write there.</source>
        <translation>No se puede escribir «%1». Mire si hay espacio en el disco y si su cuenta puede escribir ahí.</translation>
    </message>
    <message>
        <source>“%1” cannot stand in an address. Write the handle with a to z, 0 to 9 and hyphens.</source>
        <translation>«%1» no puede estar en una dirección. Escriba el identificador (handle) con a a z, 0 a 9 y guiones.</translation>
    </message>
    <message>
        <source>“%1” does not say where the folder lies. Give its whole path, from “/” on.</source>
        <translation>«%1» no dice dónde está la carpeta. Indique su ruta completa, desde «/».</translation>
    </message>
    <message>
        <source>“%1” has moved to %2: %3 rows in %4 tables, and %5 image files.</source>
        <translation>«%1» se ha trasladado a %2: %3 filas en %4 tablas y %5 archivos de imagen.</translation>
    </message>
    <message>
        <source>“%1” has no place here.</source>
        <translation>«%1» no tiene lugar aquí.</translation>
    </message>
    <message>
        <source>“%1” has no price. Add it.</source>
        <translation>«%1» no tiene precio. Añádalo.</translation>
    </message>
    <message>
        <source>“%1” has no variation that can be taken. Add one with a price.</source>
        <translation>«%1» no tiene ninguna variante que se pueda tomar. Añada una con precio.</translation>
    </message>
    <message>
        <source>“%1” has not got the backups since %2.</source>
        <translation>A «%1» le faltan las copias desde %2.</translation>
    </message>
    <message>
        <source>“%1” has the options %2 twice. Remove one of them.</source>
        <translation>«%1» tiene las opciones %2 dos veces. Elimine una de ellas.</translation>
    </message>
    <message>
        <source>“%1” has this SKU already. Choose another one.</source>
        <translation>«%1» ya tiene este SKU. Elija otro.</translation>
    </message>
    <message>
        <source>“%1” is a download there. Its files are not taken.</source>
        <translation>«%1» es una descarga allí. Sus archivos no se toman.</translation>
    </message>
    <message>
        <source>“%1” is a folder. Name the file inside it.</source>
        <translation>«%1» es una carpeta. Indique el archivo que hay dentro.</translation>
    </message>
    <message>
        <source>“%1” is a gift card there. It is taken as a plain product.</source>
        <translation>«%1» es una tarjeta regalo allí. Se toma como un producto normal.</translation>
    </message>
    <message>
        <source>“%1” is a group of other products and has no price of its own. It is taken as a draft, without its members.</source>
        <translation>«%1» es un grupo de otros productos y no tiene precio propio. Se toma como borrador, sin sus miembros.</translation>
    </message>
    <message>
        <source>“%1” is a place already.</source>
        <translation>«%1» ya es un lugar.</translation>
    </message>
    <message>
        <source>“%1” is as it was on %2</source>
        <translation>«%1» está como estaba el %2</translation>
    </message>
    <message>
        <source>“%1” is back among the customers</source>
        <translation>«%1» vuelve a estar entre los clientes</translation>
    </message>
    <message>
        <source>“%1” is back, with nothing in stock</source>
        <translation>«%1» ha vuelto, sin existencias</translation>
    </message>
    <message>
        <source>“%1” is hidden from the catalogue there, so it is a draft here. Publish it when it should be seen.</source>
        <translation>«%1» está oculto del catálogo allí, así que aquí es un borrador. Publíquelo cuando deba verse.</translation>
    </message>
    <message>
        <source>“%1” is neither a name nor an address of a computer. Write it as in shop.example.com or 192.168.1.20.</source>
        <translation>«%1» no es ni un nombre ni una dirección de ordenador. Escríbalo como en shop.example.com o 192.168.1.20.</translation>
    </message>
    <message>
        <source>“%1” is no date and time. Write it as in 2010-12-01 08:26:00 or, month first, 12/1/2010 8:26.</source>
        <translation>«%1» no es una fecha y hora. Escríbala como en 2010-12-01 08:26:00 o, con el mes delante, 12/1/2010 8:26.</translation>
    </message>
    <message>
        <source>“%1” is no day. Write it as in 2011-01-31.</source>
        <translation>«%1» no es un día. Escríbalo como en 2011-01-31.</translation>
    </message>
    <message>
        <source>“%1” is no figure. It stays as it was.</source>
        <translation>«%1» no es un número. Queda como estaba.</translation>
    </message>
    <message>
        <source>“%1” is no longer a place for backups</source>
        <translation>«%1» ya no es un lugar para copias</translation>
    </message>
    <message>
        <source>“%1” is no number of a product or customer.</source>
        <translation>«%1» no es el número de un producto o cliente.</translation>
    </message>
    <message>
        <source>“%1” is no place that rclone knows. Write it as REMOTE:FOLDER.</source>
        <translation>«%1» no es un lugar que rclone conozca. Escríbalo como REMOTE:FOLDER.</translation>
    </message>
    <message>
        <source>“%1” is no price. Write it with a point or comma and at most %2 digits behind it.</source>
        <translation>«%1» no es un precio. Escríbalo con punto o coma y como máximo %2 cifras detrás.</translation>
    </message>
    <message>
        <source>“%1” is no status. Write draft, active or archived.</source>
        <translation>«%1» no es un estado. Escriba borrador, activo o archivado.</translation>
    </message>
    <message>
        <source>“%1” is no time. Write it as in 2026-11-20T09:30:00.000Z.</source>
        <translation>«%1» no es una hora. Escríbala como en 2026-11-20T09:30:00.000Z.</translation>
    </message>
    <message>
        <source>“%1” is no web address, so this image is left out.</source>
        <translation>«%1» no es una dirección web, así que se omite esta imagen.</translation>
    </message>
    <message>
        <source>“%1” is no weight. Write it as in 0.5.</source>
        <translation>«%1» no es un peso. Escríbalo como en 0.5.</translation>
    </message>
    <message>
        <source>“%1” is no whole number. Correct it.</source>
        <translation>«%1» no es un número entero. Corríjalo.</translation>
    </message>
    <message>
        <source>“%1” is no whole number. Write it as in 12 or -12.</source>
        <translation>«%1» no es un número entero. Escríbalo como en 12 o -12.</translation>
    </message>
    <message>
        <source>“%1” is not a number. Write it with a point, as in 12.50.</source>
        <translation>«%1» no es un número. Escríbalo con punto, como en 12.50.</translation>
    </message>
    <message>
        <source>“%1” is not an address of this computer. Use 127.0.0.1 for this computer alone, or 0.0.0.0 for the whole network.</source>
        <translation>«%1» no es una dirección de este ordenador. Use 127.0.0.1 solo para este ordenador, o 0.0.0.0 para toda la red.</translation>
    </message>
    <message>
        <source>“%1” is not for sale. Publish it first.</source>
        <translation>«%1» no está a la venta. Publíquelo antes.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a PostgreSQL database. Write it as postgresql://user@host:5432/database.</source>
        <translation>«%1» no es la dirección de una base de datos PostgreSQL. Escríbala como postgresql://user@host:5432/database.</translation>
    </message>
    <message>
        <source>“%1” is sold elsewhere. It is taken as a draft; the address stands in its description.</source>
        <translation>«%1» se vende en otro sitio. Se toma como borrador; la dirección está en su descripción.</translation>
    </message>
    <message>
        <source>“%1” stands in the file twice. Give one of them another handle.</source>
        <translation>«%1» está dos veces en el archivo. Dele a uno de ellos otro identificador (handle).</translation>
    </message>
    <message>
        <source>“%1” was added</source>
        <translation>«%1» se añadió</translation>
    </message>
    <message>
        <source>“%1” was archived</source>
        <translation>«%1» se archivó</translation>
    </message>
    <message>
        <source>“%1” was moved</source>
        <translation>«%1» se movió</translation>
    </message>
    <message>
        <source>“%1” was removed; its products stay</source>
        <translation>«%1» se quitó; sus productos se quedan</translation>
    </message>
    <message>
        <source>“%1” was saved</source>
        <translation>«%1» se guardó</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>«%1»: %2</translation>
    </message>
    <message>
        <source>“backroomd %1 --help” shows what it takes.</source>
        <translation>«backroomd %1 --help» muestra lo que admite.</translation>
    </message>
    <message>
        <source>“backroomd --help” lists the commands.</source>
        <translation>«backroomd --help» enumera las órdenes.</translation>
    </message>
    <message>
        <source>“backroomd COMMAND --help” tells more. Exit status: 0 done, 1 failed, 2 wrong usage.</source>
        <translation>«backroomd COMMAND --help» dice más. Estado de salida: 0 hecho, 1 falló, 2 uso incorrecto.</translation>
    </message>
    <message>
        <source>“backroomd doctor” tells whether the shop itself has this fault, and what to do.</source>
        <translation>«backroomd doctor» dice si la propia tienda tiene este fallo, y qué hacer.</translation>
    </message>
    <message>
        <source>“backroomd timemachine status” tells more.</source>
        <translation>«backroomd timemachine status» dice más.</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>… y %1 más.</translation>
    </message>
</context>
</TS>
