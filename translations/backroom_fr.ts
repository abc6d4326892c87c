<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>backroom</name>
    <message>
        <source> (%1 to %2)</source>
        <translation> (%1 à %2)</translation>
    </message>
    <message>
        <source> and </source>
        <translation> et </translation>
    </message>
    <message>
        <source> days</source>
        <translation> jours</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> heures</translation>
    </message>
    <message>
        <source> months</source>
        <translation> mois</translation>
    </message>
    <message>
        <source> weeks</source>
        <translation> semaines</translation>
    </message>
    <message>
        <source> years</source>
        <translation> ans</translation>
    </message>
    <message>
        <source>#%1 was placed, %2 to be paid</source>
        <translation>La n° %1 est passée, %2 à payer</translation>
    </message>
    <message>
        <source>#%1, %2 paid</source>
        <translation>N° %1, %2 payés</translation>
    </message>
    <message>
        <source>#%1, %2 paid. Change: %3</source>
        <translation>N° %1, %2 payés. À rendre : %3</translation>
    </message>
    <message>
        <source>%1 %  %2, %3 s left</source>
        <translation>%1 %  %2, reste %3 s</translation>
    </message>
    <message>
        <source>%1 % done</source>
        <translation>%1 % fait</translation>
    </message>
    <message>
        <source>%1 % done, %2 s left</source>
        <translation>%1 % fait, reste %2 s</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 sur %3</translation>
    </message>
    <message>
        <source>%1 %2 read</source>
        <translation>%1 %2 lus</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (contained)</source>
        <translation>%1 (incluse)</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 par seconde</translation>
    </message>
    <message>
        <source>%1 accepted the invitation</source>
        <translation>%1 a accepté l’invitation</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 de plus</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 et %n autre</numerusform>
            <numerusform>%1 et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 as it was on %2 – only to look at</source>
        <translation>%1 telle qu’elle était le %2 – seulement pour regarder</translation>
    </message>
    <message>
        <source>%1 as it was – only to look at</source>
        <translation>%1 telle qu’elle était – seulement pour regarder</translation>
    </message>
    <message>
        <source>%1 belongs to another program. It was left as it is; open another folder.</source>
        <translation>%1 appartient à un autre programme. Il a été laissé tel quel ; ouvrez un autre dossier.</translation>
    </message>
    <message>
        <source>%1 came</source>
        <translation>nouveaux : %1</translation>
    </message>
    <message>
        <source>%1 can no longer sign in</source>
        <translation>%1 ne peut plus se connecter</translation>
    </message>
    <message>
        <source>%1 can sign in again</source>
        <translation>%1 peut de nouveau se connecter</translation>
    </message>
    <message>
        <source>%1 cancelled the order</source>
        <translation>%1 a annulé la commande</translation>
    </message>
    <message>
        <source>%1 cannot be copied to %2: %3. Make room there, or give your account the right to read and write.</source>
        <translation>%1 ne peut pas être copié vers %2 : %3. Faites-y de la place, ou donnez à votre compte le droit de lire et d’écrire.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>%1 ne peut pas être ouvert : %2</translation>
    </message>
    <message>
        <source>%1 cannot be read or written (%2). Look whether its disk or connection is well.</source>
        <translation>%1 ne peut être ni lu ni écrit (%2). Regardez si son disque ou sa connexion va bien.</translation>
    </message>
    <message>
        <source>%1 cannot be read. Give your account the right to read it.</source>
        <translation>%1 ne peut pas être lu. Donnez à votre compte le droit de le lire.</translation>
    </message>
    <message>
        <source>%1 cannot be relied on: %2</source>
        <translation>%1 n’est pas fiable : %2</translation>
    </message>
    <message>
        <source>%1 cannot be understood. It has lines like “key=value” under titles like “[server]”.</source>
        <translation>%1 est incompréhensible. Il contient des lignes comme « clé=valeur » sous des titres comme « [server] ».</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another folder, or make room on the disk.</source>
        <translation>%1 ne peut pas être écrit. Choisissez un autre dossier, ou faites de la place sur le disque.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place for the refused rows.</source>
        <translation>%1 ne peut pas être écrit. Choisissez un autre endroit pour les lignes refusées.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place.</source>
        <translation>%1 ne peut pas être écrit. Choisissez un autre endroit.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Give your account the right to write there, and see that there is room.</source>
        <translation>%1 ne peut pas être écrit. Donnez à votre compte le droit d’y écrire, et veillez à ce qu’il y ait de la place.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Make room in the data folder and try again.</source>
        <translation>%1 ne peut pas être écrit. Faites de la place dans le dossier de données et réessayez.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 ne peut pas être écrit : %2.</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>modifiés : %1</translation>
    </message>
    <message>
        <source>%1 changed the order</source>
        <translation>%1 a modifié la commande</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 copiés</translation>
    </message>
    <message>
        <source>%1 could not be compressed.</source>
        <translation>%1 n’a pas pu être compressé.</translation>
    </message>
    <message>
        <source>%1 could not be reached: %2. It is tried again by itself.</source>
        <translation>%1 n’a pas pu être joint : %2. Un nouvel essai se fait tout seul.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 n’a pas pu être écrit : %2. Choisissez un autre endroit.</translation>
    </message>
    <message>
        <source>%1 customers order the last %2 pieces</source>
        <translation>%1 clients commandent les %2 dernières pièces</translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment.</source>
        <translation>%1 clients ont commandé les %2 dernières pièces au même moment.</translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment: %2 got one, %3 were told that it is sold out. Nothing was sold twice, and no order number is missing.</source>
        <translation>%1 clients ont commandé les %2 dernières pièces au même moment : %2 en ont eu une, %3 ont appris qu’elle est épuisée. Rien n’a été vendu deux fois, et aucun numéro de commande ne manque.</translation>
    </message>
    <message>
        <source>%1 does not start. Install rclone anew.</source>
        <translation>%1 ne démarre pas. Réinstallez rclone.</translation>
    </message>
    <message>
        <source>%1 ends before its first change.</source>
        <translation>%1 se termine avant sa première modification.</translation>
    </message>
    <message>
        <source>%1 entries, each as it was written.</source>
        <translation>%1 entrées, chacune telle qu’elle a été écrite.</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 libres</translation>
    </message>
    <message>
        <source>%1 gave back %2</source>
        <translation>%1 a remboursé %2</translation>
    </message>
    <message>
        <source>%1 given back</source>
        <translation>%1 remboursés</translation>
    </message>
    <message>
        <source>%1 given back in all for order #%2</source>
        <translation>%1 remboursés en tout pour la commande n° %2</translation>
    </message>
    <message>
        <source>%1 given, change %2</source>
        <translation>%1 donnés, rendu %2</translation>
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
        <translation>%1 a remis %2</translation>
    </message>
    <message>
        <source>%1 handed something over</source>
        <translation>%1 a remis quelque chose</translation>
    </message>
    <message>
        <source>%1 has a new password, and is signed out everywhere.</source>
        <translation>%1 a un nouveau mot de passe et est déconnecté partout.</translation>
    </message>
    <message>
        <source>%1 has not got it yet</source>
        <translation>%1 ne l’a pas encore</translation>
    </message>
    <message>
        <source>%1 has the same values as another variant.</source>
        <translation>%1 a les mêmes valeurs qu’une autre variante.</translation>
    </message>
    <message>
        <source>%1 has values of options that this product does not have.</source>
        <translation>%1 a des valeurs d’options que ce produit n’a pas.</translation>
    </message>
    <message>
        <source>%1 in %2 s (%3/s)</source>
        <translation>%1 en %2 s (%3/s)</translation>
    </message>
    <message>
        <source>%1 is a folder, not a shop's file. Move it away, or open another folder.</source>
        <translation>%1 est un dossier, pas un fichier de boutique. Déplacez-le, ou ouvrez un autre dossier.</translation>
    </message>
    <message>
        <source>%1 is another shop's, or of another copy of this one. Choose a folder of its own.</source>
        <translation>%1 est à une autre boutique, ou à une autre copie de celle-ci. Choisissez un dossier à part.</translation>
    </message>
    <message>
        <source>%1 is cut short: its end is missing. Use another backup.</source>
        <translation>%1 est tronqué : la fin manque. Utilisez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>%1 is cut short: part of the shop's file is missing. Restore the newest backup; the file was left as it is.</source>
        <translation>%1 est tronqué : une partie du fichier de la boutique manque. Restaurez la dernière sauvegarde ; le fichier a été laissé tel quel.</translation>
    </message>
    <message>
        <source>%1 is damaged: its beginning cannot be read. Use another backup.</source>
        <translation>%1 est abîmé : son début ne peut pas être lu. Utilisez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>%1 is damaged: what was read after %2 bytes is not what was written. Use another backup.</source>
        <translation>%1 est abîmé : ce qui a été lu après %2 octets n’est pas ce qui a été écrit. Utilisez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>%1 is empty. Use another backup.</source>
        <translation>%1 est vide. Utilisez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>%1 is good for %2, until %3. Its key is in %4; keep that one to yourself.</source>
        <translation>%1 est valable pour %2, jusqu’au %3. Sa clé est dans %4 ; gardez-la pour vous.</translation>
    </message>
    <message>
        <source>%1 is kept out of reports. The list beside the text has what can be read.</source>
        <translation>%1 est tenu à l’écart des rapports. La liste à côté du texte montre ce qui peut être lu.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>Il manque %1.</translation>
    </message>
    <message>
        <source>%1 is neither on this computer nor at a place that is set up.</source>
        <translation>%1 n’est ni sur cet ordinateur, ni à un emplacement configuré.</translation>
    </message>
    <message>
        <source>%1 is no backup of Backroom.</source>
        <translation>%1 n’est pas une sauvegarde de Backroom.</translation>
    </message>
    <message>
        <source>%1 is no longer sold</source>
        <translation>%1 n’est plus en vente</translation>
    </message>
    <message>
        <source>%1 is not a shop's file. It was left as it is; restore a backup, or open another folder.</source>
        <translation>%1 n’est pas un fichier de boutique. Il a été laissé tel quel ; restaurez une sauvegarde, ou ouvrez un autre dossier.</translation>
    </message>
    <message>
        <source>%1 is out of bounds: from %2 to %3. Correct it.</source>
        <translation>%1 est hors limites : de %2 à %3. Corrigez-le.</translation>
    </message>
    <message>
        <source>%1 is ready in %2. Open it with: backroomd serve --data %2</source>
        <translation>%1 est prêt dans %2. Ouvrez-le avec : backroomd serve --data %2</translation>
    </message>
    <message>
        <source>%1 is still to be paid.</source>
        <translation>Il reste %1 à payer.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop.</source>
        <translation>%1 est la machine à remonter le temps d’une autre boutique.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Choose another folder.</source>
        <translation>%1 est la machine à remonter le temps d’une autre boutique. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Turn it off here and on again with a folder of this shop's own.</source>
        <translation>%1 est la machine à remonter le temps d’une autre boutique. Désactivez-la ici, puis réactivez-la avec un dossier propre à cette boutique.</translation>
    </message>
    <message>
        <source>%1 kinds of hostile requests were sent, %2 and %3 among them. Each was refused, and a customer beside them was served all the time.</source>
        <translation>%1 genres de requêtes hostiles ont été envoyés, dont %2 et %3. Chacune a été refusée, et un client à côté a été servi tout le temps.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>%1 lines taken: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation>%1 lignes reprises : %2 commandes, %3 produits et %4 clients créés ; %5 lignes déjà connues, %6 refusées.</translation>
    </message>
    <message>
        <source>%1 lists of products were not answered as they should be. The first one: %2</source>
        <translation>%1 listes de produits n’ont pas reçu la bonne réponse. La première : %2</translation>
    </message>
    <message>
        <source>%1 made since would go</source>
        <translation>%1 créés depuis disparaîtraient</translation>
    </message>
    <message>
        <source>%1 made the order by hand</source>
        <translation>%1 a fait la commande à la main</translation>
    </message>
    <message>
        <source>%1 may not be read or written. Give your account the right to do so.</source>
        <translation>%1 ne peut être ni lu ni écrit. Donnez à votre compte le droit de le faire.</translation>
    </message>
    <message>
        <source>%1 may not be read. Check the disk.</source>
        <translation>%1 ne peut pas être lu. Vérifiez le disque.</translation>
    </message>
    <message>
        <source>%1 may not be read. Give your account the right to read it.</source>
        <translation>%1 ne peut pas être lu. Donnez à votre compte le droit de le lire.</translation>
    </message>
    <message>
        <source>%1 may not be removed. Give your account the right to write there.</source>
        <translation>%1 ne peut pas être supprimé. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to do so.</source>
        <translation>%1 ne peut pas être écrit. Donnez à votre compte le droit de le faire.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write it and its folder.</source>
        <translation>%1 ne peut pas être écrit. Donnez à votre compte le droit de l’écrire, ainsi que son dossier.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write there.</source>
        <translation>%1 ne peut pas être écrit. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write this folder.</source>
        <translation>%1 ne peut pas être écrit. Donnez à votre compte le droit d’écrire dans ce dossier.</translation>
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
        <translation>%1 nomme un emplacement, mais il n’y a pas de %2.</translation>
    </message>
    <message>
        <source>%1 needs a value for “%2”.</source>
        <translation>%1 a besoin d’une valeur pour « %2 ».</translation>
    </message>
    <message>
        <source>%1 needs rclone, which is not installed. Install it, then it is tried again by itself.</source>
        <translation>%1 a besoin de rclone, qui n’est pas installé. Installez-le ; un nouvel essai se fait alors tout seul.</translation>
    </message>
    <message>
        <source>%1 no longer there</source>
        <translation>disparus : %1</translation>
    </message>
    <message>
        <source>%1 noted</source>
        <translation>%1 a noté</translation>
    </message>
    <message>
        <source>%1 noted a payment of %2</source>
        <translation>%1 a noté un paiement de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3 (%4 %), %5 a second</source>
        <translation>%1 sur %2 %3 (%4 %), %5 par seconde</translation>
    </message>
    <message>
        <source>%1 of %2 handed over</source>
        <translation>%1 sur %2 remises</translation>
    </message>
    <message>
        <source>%1 of %2 orders that the server had answered were gone after its restart.</source>
        <translation>%1 sur %2 commandes auxquelles le serveur avait répondu avaient disparu après son redémarrage.</translation>
    </message>
    <message>
        <source>%1 of %2 refused</source>
        <translation>%1 sur %2 refusées</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>%1 sur %2 expédiées</translation>
    </message>
    <message>
        <source>%1 of %2 tests failed: %3.</source>
        <translation>%1 tests sur %2 ont échoué : %3.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 opened the order again</source>
        <translation>%1 a rouvert la commande</translation>
    </message>
    <message>
        <source>%1 order numbers were used for it.</source>
        <translation>%1 numéros de commande y ont servi.</translation>
    </message>
    <message>
        <source>%1 orders were not answered as they should be. The first one: %2</source>
        <translation>%1 commandes n’ont pas reçu la bonne réponse. La première : %2</translation>
    </message>
    <message>
        <source>%1 orders, %2 products, %3 images as of %4; %5 in the file.</source>
        <translation>%1 commandes, %2 produits, %3 images au %4 ; %5 dans le fichier.</translation>
    </message>
    <message>
        <source>%1 products made, %2 changed, %3 as they were, %4 refused.</source>
        <translation>%1 produits créés, %2 modifiés, %3 inchangés, %4 refusés.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 sent %2</source>
        <translation>%1 a expédié %2</translation>
    </message>
    <message>
        <source>%1 sent something</source>
        <translation>%1 a expédié quelque chose</translation>
    </message>
    <message>
        <source>%1 signed up</source>
        <translation>%1 s’est inscrit</translation>
    </message>
    <message>
        <source>%1 signs in in two steps from now on</source>
        <translation>%1 se connecte désormais en deux étapes</translation>
    </message>
    <message>
        <source>%1 signs in with the password alone</source>
        <translation>%1 se connecte avec le seul mot de passe</translation>
    </message>
    <message>
        <source>%1 since the start</source>
        <translation>%1 depuis le démarrage</translation>
    </message>
    <message>
        <source>%1 sold</source>
        <translation>%1 vendues</translation>
    </message>
    <message>
        <source>%1 sold it at the counter</source>
        <translation>%1 l’a vendue au comptoir</translation>
    </message>
    <message>
        <source>%1 sold · %2</source>
        <translation>%1 vendus · %2</translation>
    </message>
    <message>
        <source>%1 takes a number from %2 to %3, not “%4”; usual is %5.</source>
        <translation>%1 prend un nombre de %2 à %3, et non « %4 » ; la valeur habituelle est %5.</translation>
    </message>
    <message>
        <source>%1 takes a number of days from 1 to %2.</source>
        <translation>%1 prend un nombre de jours de 1 à %2.</translation>
    </message>
    <message>
        <source>%1 takes one of %2, not “%3”.</source>
        <translation>%1 prend l’une de ces valeurs : %2, et non « %3 ».</translation>
    </message>
    <message>
        <source>%1 takes “on” or “off”, not “%2”.</source>
        <translation>%1 prend « on » ou « off », et non « %2 ».</translation>
    </message>
    <message>
        <source>%1 there, %2 sold in 30 days</source>
        <translation>%1 en stock, %2 vendus en 30 jours</translation>
    </message>
    <message>
        <source>%1 there, none sold in 30 days</source>
        <translation>%1 en stock, aucun vendu en 30 jours</translation>
    </message>
    <message>
        <source>%1 took the parcel back</source>
        <translation>%1 a annulé l’expédition</translation>
    </message>
    <message>
        <source>%1 took the payment back</source>
        <translation>%1 a annulé le paiement</translation>
    </message>
    <message>
        <source>%1 took the refund back</source>
        <translation>%1 a annulé le remboursement</translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation>%1 occupés</translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation>%1 occupés, %2 libres</translation>
    </message>
    <message>
        <source>%1 was added</source>
        <translation>%1 a été ajouté</translation>
    </message>
    <message>
        <source>%1 was brought back from a backup</source>
        <translation>%1 est revenu d’une sauvegarde</translation>
    </message>
    <message>
        <source>%1 was changed</source>
        <translation>%1 a été modifié</translation>
    </message>
    <message>
        <source>%1 was invited</source>
        <translation>%1 a été invité</translation>
    </message>
    <message>
        <source>%1 was made by a newer Backroom. Install the newest version to open it.</source>
        <translation>%1 a été créé par un Backroom plus récent. Installez la dernière version pour l’ouvrir.</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>%1 a été supprimé</translation>
    </message>
    <message>
        <source>%1 was removed from the staff</source>
        <translation>%1 ne fait plus partie de l’équipe</translation>
    </message>
    <message>
        <source>%1 were told that it is sold out, where it should have been %2.</source>
        <translation>%1 ont appris que c’est épuisé, alors qu’ils auraient dû être %2.</translation>
    </message>
    <message>
        <source>%1 were told that they got one, and there are %2 orders.</source>
        <translation>%1 ont appris qu’ils en avaient une, et il y a %2 commandes.</translation>
    </message>
    <message>
        <source>%1 would be as before</source>
        <translation>%1 redeviendraient comme avant</translation>
    </message>
    <message>
        <source>%1 would come back</source>
        <translation>%1 reviendraient</translation>
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
        <translation>%1 × %2 pixels</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3 from the left, %4 from the top</source>
        <translation>%1 × %2 pixels, à %3 de la gauche, à %4 du haut</translation>
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
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2 less than the %3 of %4</source>
        <translation>%1, soit %2 de moins que %3 (%4)</translation>
    </message>
    <message>
        <source>%1, %2 more than the %3 of %4</source>
        <translation>%1, soit %2 de plus que %3 (%4)</translation>
    </message>
    <message>
        <source>%1, %2 s left</source>
        <translation>%1, reste %2 s</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n minutes left</source>
        <translation>
            <numerusform>%1, reste %n minute</numerusform>
            <numerusform>%1, reste %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n seconds left</source>
        <translation>
            <numerusform>%1, reste %n seconde</numerusform>
            <numerusform>%1, reste %n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation>
            <numerusform>%1, %n en attente</numerusform>
            <numerusform>%1, %n en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, against %2 from %3</source>
        <translation>%1, contre %2 (%3)</translation>
    </message>
    <message>
        <source>%1, now %2</source>
        <translation>%1, maintenant %2</translation>
    </message>
    <message>
        <source>%1, owner</source>
        <translation>%1, propriétaire</translation>
    </message>
    <message>
        <source>%1, printed on %2</source>
        <translation>%1, imprimé le %2</translation>
    </message>
    <message>
        <source>%1, row %2 of %3</source>
        <translation>%1, ligne %2 sur %3</translation>
    </message>
    <message>
        <source>%1, section [backups]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation>%1, section [backups] : %2 « backroomd serve --help » donne la liste de ce qui peut y figurer.</translation>
    </message>
    <message>
        <source>%1, section [server]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation>%1, section [server] : %2 « backroomd serve --help » donne la liste de ce qui peut y figurer.</translation>
    </message>
    <message>
        <source>%1, section [timemachine]: %2 “backroomd timemachine off” and “on” write it anew.</source>
        <translation>%1, section [timemachine] : %2 « backroomd timemachine off » et « on » l’écrivent à nouveau.</translation>
    </message>
    <message>
        <source>%1, then %2 there</source>
        <translation>%1, puis %2 en stock</translation>
    </message>
    <message>
        <source>%1, then no more. %2</source>
        <translation>%1, puis plus aucune. %2</translation>
    </message>
    <message>
        <source>%1, version %2, %3 processors.</source>
        <translation>%1, version %2, %3 processeurs.</translation>
    </message>
    <message numerus="yes">
        <source>%1. %Ln were changed again since and stay as they are.</source>
        <translation>
            <numerusform>%1. %Ln a été modifié de nouveau depuis et reste tel quel.</numerusform>
            <numerusform>%1. %Ln ont été modifiés de nouveau depuis et restent tels quels.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Not all of it: %2</source>
        <translation>%1. Pas en entier : %2</translation>
    </message>
    <message>
        <source>%1. Since then: %2</source>
        <translation>%1. Depuis : %2</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1 :</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a menu, what stands in it</comment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2 in the backup, %3 in the shop; since then %4 came, %5 changed, %6 are gone.</source>
        <translation>%1 : %2 dans la sauvegarde, %3 dans la boutique ; depuis, %4 sont venus, %5 ont changé, %6 ont disparu.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1 : %2 → %3</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln pieces are there now</source>
        <translation>
            <numerusform>%1 : %Ln pièce s’y trouve actuellement</numerusform>
            <numerusform>%1 : %Ln pièces s’y trouvent actuellement</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: stopping</source>
        <translation>%1 : arrêt</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%L1 of %L2 selected</source>
        <translation>%L1 sur %L2 sélectionnés</translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories</source>
        <translation>
            <numerusform>%Ln catégorie</numerusform>
            <numerusform>%Ln catégories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories were made.</source>
        <translation>
            <numerusform>%Ln catégorie a été créée.</numerusform>
            <numerusform>%Ln catégories ont été créées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories will be made.</source>
        <translation>
            <numerusform>%Ln catégorie sera créée.</numerusform>
            <numerusform>%Ln catégories seront créées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln modification</numerusform>
            <numerusform>%Ln modifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be</source>
        <comment>images brought</comment>
        <translation>
            <numerusform>%Ln n’a pas pu l’être</numerusform>
            <numerusform>%Ln n’ont pas pu l’être</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln jour</numerusform>
            <numerusform>%Ln jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln did not come the last time</source>
        <comment>images</comment>
        <translation>
            <numerusform>%Ln n’est pas venue la dernière fois</numerusform>
            <numerusform>%Ln ne sont pas venues la dernière fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are still on another website, as an import left them.</source>
        <translation>
            <numerusform>%Ln image est encore sur un autre site, telle qu’un import l’a laissée.</numerusform>
            <numerusform>%Ln images sont encore sur un autre site, telles qu’un import les a laissées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images could not be brought</source>
        <translation>
            <numerusform>%Ln image n’a pas pu être rapportée</numerusform>
            <numerusform>%Ln images n’ont pas pu être rapportées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were brought</source>
        <translation>
            <numerusform>%Ln image a été rapportée</numerusform>
            <numerusform>%Ln images ont été rapportées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in stock</source>
        <translation>
            <numerusform>%Ln en stock</numerusform>
            <numerusform>%Ln en stock</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kinds of pieces</source>
        <translation>
            <numerusform>%Ln sorte de pièces</numerusform>
            <numerusform>%Ln sortes de pièces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln étiquette</numerusform>
            <numerusform>%Ln étiquettes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines were saved in %1</source>
        <translation>
            <numerusform>%Ln ligne enregistrée dans %1</numerusform>
            <numerusform>%Ln lignes enregistrées dans %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln movements</source>
        <translation>
            <numerusform>%Ln mouvement</numerusform>
            <numerusform>%Ln mouvements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces</source>
        <translation>
            <numerusform>%Ln pièce</numerusform>
            <numerusform>%Ln pièces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces are there now</source>
        <translation>
            <numerusform>%Ln pièce s’y trouve actuellement</numerusform>
            <numerusform>%Ln pièces s’y trouvent actuellement</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces came in and are on the shelf</source>
        <translation>
            <numerusform>%Ln pièce est arrivée et se trouve en rayon</numerusform>
            <numerusform>%Ln pièces sont arrivées et se trouvent en rayon</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln produit</numerusform>
            <numerusform>%Ln produits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stay as they are.</source>
        <translation>
            <numerusform>%Ln produit reste tel quel.</numerusform>
            <numerusform>%Ln produits restent tels quels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stayed as they were.</source>
        <translation>
            <numerusform>%Ln produit est resté tel quel.</numerusform>
            <numerusform>%Ln produits sont restés tels quels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were added.</source>
        <translation>
            <numerusform>%Ln produit a été ajouté.</numerusform>
            <numerusform>%Ln produits ont été ajoutés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were archived</source>
        <translation>
            <numerusform>%Ln produit archivé</numerusform>
            <numerusform>%Ln produits archivés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed</source>
        <translation>
            <numerusform>%Ln produit modifié</numerusform>
            <numerusform>%Ln produits modifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed, others not. %1</source>
        <translation>
            <numerusform>%Ln produit a été modifié, d’autres non. %1</numerusform>
            <numerusform>%Ln produits ont été modifiés, d’autres non. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed.</source>
        <translation>
            <numerusform>%Ln produit a été modifié.</numerusform>
            <numerusform>%Ln produits ont été modifiés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were exported</source>
        <translation>
            <numerusform>%Ln produit exporté</numerusform>
            <numerusform>%Ln produits exportés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were imported</source>
        <translation>
            <numerusform>%Ln produit importé</numerusform>
            <numerusform>%Ln produits importés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be added.</source>
        <translation>
            <numerusform>%Ln produit sera ajouté.</numerusform>
            <numerusform>%Ln produits seront ajoutés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be changed.</source>
        <translation>
            <numerusform>%Ln produit sera modifié.</numerusform>
            <numerusform>%Ln produits seront modifiés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken.</source>
        <translation>
            <numerusform>%Ln ligne ne peut pas être reprise.</numerusform>
            <numerusform>%Ln lignes ne peuvent pas être reprises.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken; the rest can.</source>
        <translation>
            <numerusform>%Ln ligne ne peut pas être reprise ; les autres, si.</numerusform>
            <numerusform>%Ln lignes ne peuvent pas être reprises ; les autres, si.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were not taken.</source>
        <translation>
            <numerusform>%Ln ligne n’a pas été reprise.</numerusform>
            <numerusform>%Ln lignes n’ont pas été reprises.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln sélectionné</numerusform>
            <numerusform>%Ln sélectionnés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <comment>orders</comment>
        <translation>
            <numerusform>%Ln sélectionnée</numerusform>
            <numerusform>%Ln sélectionnées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sheets</source>
        <translation>
            <numerusform>%Ln feuille</numerusform>
            <numerusform>%Ln feuilles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>%Ln affiché</numerusform>
            <numerusform>%Ln affichés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there</source>
        <translation>
            <numerusform>%Ln en stock</numerusform>
            <numerusform>%Ln en stock</numerusform>
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
            <numerusform>%Ln variante est basse ou épuisée.</numerusform>
            <numerusform>%Ln variantes sont basses ou épuisées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n ajouté</numerusform>
            <numerusform>%n ajoutés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n sauvegarde</numerusform>
            <numerusform>%n sauvegardes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n appel</numerusform>
            <numerusform>%n appels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n modifié</numerusform>
            <numerusform>%n modifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>il y a %n jour</numerusform>
            <numerusform>il y a %n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>reste %n jour</numerusform>
            <numerusform>reste %n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fields need another look.</source>
        <translation>
            <numerusform>%n champ est à revoir.</numerusform>
            <numerusform>%n champs sont à revoir.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>il y a %n heure</numerusform>
            <numerusform>il y a %n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images are nowhere to be found, and the shop goes without them.</source>
        <translation>
            <numerusform>%n image est introuvable, et la boutique se passe d'elle.</numerusform>
            <numerusform>%n images sont introuvables, et la boutique se passe d'elles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the shop</source>
        <translation>
            <numerusform>%n dans la boutique</numerusform>
            <numerusform>%n dans la boutique</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n clé</numerusform>
            <numerusform>%n clés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds in the last 30 days</source>
        <translation>
            <numerusform>%n genre ces 30 derniers jours</numerusform>
            <numerusform>%n genres ces 30 derniers jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines of this sale are taken away, and what was typed beside them.</source>
        <translation>
            <numerusform>Une ligne de cette vente est effacée, avec ce qui a été saisi à côté.</numerusform>
            <numerusform>%n lignes de cette vente sont effacées, avec ce qui a été saisi à côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>reste %n min</numerusform>
            <numerusform>reste %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>il y a %n minute</numerusform>
            <numerusform>il y a %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n nouvelle commande</numerusform>
            <numerusform>%n nouvelles commandes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them failed</source>
        <translation>
            <numerusform>dont %n a échoué</numerusform>
            <numerusform>dont %n ont échoué</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on the web</source>
        <translation>
            <numerusform>%n sur le web</numerusform>
            <numerusform>%n sur le web</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n commande</numerusform>
            <numerusform>%n commandes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n autre</numerusform>
            <numerusform>%n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation>
            <numerusform>%n pièce</numerusform>
            <numerusform>%n pièces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n produit</numerusform>
            <numerusform>%n produits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n retiré</numerusform>
            <numerusform>%n retirés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests in the last 30 days</source>
        <translation>
            <numerusform>%n requête ces 30 derniers jours</numerusform>
            <numerusform>%n requêtes ces 30 derniers jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows to look at</source>
        <translation>
            <numerusform>%n ligne à regarder</numerusform>
            <numerusform>%n lignes à regarder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>reste %n s</numerusform>
            <numerusform>reste %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions ended</source>
        <translation>
            <numerusform>%n session fermée</numerusform>
            <numerusform>%n sessions fermées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are wrong with this shop. Do what is advised beside each.</source>
        <translation>
            <numerusform>%n chose ne va pas dans cette boutique. Faites ce qui est conseillé à côté.</numerusform>
            <numerusform>%n choses ne vont pas dans cette boutique. Faites ce qui est conseillé à côté de chacune.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n fil d’exécution</numerusform>
            <numerusform>%n fils d’exécution</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add product</source>
        <translation>&amp;Ajouter un produit</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Précédent</translation>
    </message>
    <message>
        <source>&amp;Bring back…</source>
        <translation>&amp;Faire revenir…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Couleurs</translation>
    </message>
    <message>
        <source>&amp;Count stock</source>
        <translation>&amp;Compter le stock</translation>
    </message>
    <message>
        <source>&amp;Counter</source>
        <translation>&amp;Comptoir</translation>
    </message>
    <message>
        <source>&amp;Days an order lasts</source>
        <translation>&amp;Jours que dure une commande</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;Export products…</source>
        <translation>&amp;Exporter des produits…</translation>
    </message>
    <message>
        <source>&amp;Find in this list</source>
        <translation>&amp;Chercher dans cette liste</translation>
    </message>
    <message>
        <source>&amp;Find in this page</source>
        <translation>&amp;Chercher dans cette page</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Suivant</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>A&amp;ller</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>A&amp;ide de cette page</translation>
    </message>
    <message>
        <source>&amp;History of the product</source>
        <translation>&amp;Historique du produit</translation>
    </message>
    <message>
        <source>&amp;Import products…</source>
        <translation>&amp;Importer des produits…</translation>
    </message>
    <message>
        <source>&amp;Keys of this page</source>
        <translation>&amp;Raccourcis de cette page</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Move stock…</source>
        <translation>&amp;Déplacer le stock…</translation>
    </message>
    <message>
        <source>&amp;New order</source>
        <translation>&amp;Nouvelle commande</translation>
    </message>
    <message>
        <source>&amp;Open product</source>
        <translation>&amp;Ouvrir le produit</translation>
    </message>
    <message>
        <source>&amp;Orders</source>
        <translation>&amp;Commandes</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>Im&amp;primer…</translation>
    </message>
    <message>
        <source>&amp;Products</source>
        <translation>&amp;Produits</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Receive goods</source>
        <translation>&amp;Réceptionner la marchandise</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>&amp;Shop</source>
        <translation>&amp;Boutique</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Outils</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenêtre</translation>
    </message>
    <message>
        <source>(%L1 bytes)</source>
        <translation>(%L1 octets)</translation>
    </message>
    <message>
        <source>--%1 is missing.</source>
        <translation>--%1 manque.</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 a besoin d’une valeur.</translation>
    </message>
    <message>
        <source>--%1 takes a day, as in 2011-01-31.</source>
        <translation>--%1 prend un jour, comme dans 2011-01-31.</translation>
    </message>
    <message>
        <source>--%1 takes a number from %2 to %3.</source>
        <translation>--%1 prend un nombre de %2 à %3.</translation>
    </message>
    <message>
        <source>--%1 takes one of: %2.</source>
        <translation>--%1 prend l’une de ces valeurs : %2.</translation>
    </message>
    <message>
        <source>--role takes one of: owner, manager, staff, viewer, customer.</source>
        <translation>--role prend l’une de ces valeurs : owner, manager, staff, viewer, customer.</translation>
    </message>
    <message>
        <source>--tls-cert and --tls-key need each other.</source>
        <translation>--tls-cert et --tls-key vont ensemble.</translation>
    </message>
    <message>
        <source>1 backup</source>
        <translation>1 sauvegarde</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>180 is the days since their last order.</source>
        <translation>180 est le nombre de jours depuis leur dernière commande.</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 heures</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 jours</translation>
    </message>
    <message>
        <source>365 is the days to look back.</source>
        <translation>365 est le nombre de jours en arrière.</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>95 % ms</source>
        <translation>95 % ms</translation>
    </message>
    <message>
        <source>95%</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>95% answered within</source>
        <translation>95 % des réponses en</translation>
    </message>
    <message>
        <source>95% answered within %1 ms</source>
        <translation>95 % des réponses en %1 ms au plus</translation>
    </message>
    <message>
        <source>95% saved to disk within</source>
        <translation>95 % enregistrées sur le disque en</translation>
    </message>
    <message>
        <source>95% waited for their turn</source>
        <translation>95 % ont attendu leur tour</translation>
    </message>
    <message>
        <source>95% within</source>
        <translation>95 % en</translation>
    </message>
    <message>
        <source>99 % ms</source>
        <translation>99 % ms</translation>
    </message>
    <message>
        <source>99%</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>99% within</source>
        <translation>99 % en</translation>
    </message>
    <message>
        <source>99% within %1</source>
        <translation>99 % en %1</translation>
    </message>
    <message>
        <source>A backup failed</source>
        <translation>Une sauvegarde a échoué</translation>
    </message>
    <message>
        <source>A backup is being put in the shop's place. Try again as soon as Retry-After says.</source>
        <translation>Une sauvegarde prend la place de la boutique. Réessayez dès que Retry-After le dit.</translation>
    </message>
    <message>
        <source>A backup is overdue</source>
        <translation>Une sauvegarde est en retard</translation>
    </message>
    <message>
        <source>A backup was made</source>
        <translation>Une sauvegarde a été faite</translation>
    </message>
    <message>
        <source>A barcode scanner works at once, wherever the cursor is.</source>
        <translation>Un lecteur de codes-barres fonctionne aussitôt, où que soit le curseur.</translation>
    </message>
    <message>
        <source>A body has to arrive within this time, and the time its size earns</source>
        <translation>Un corps doit arriver dans ce délai, plus celui que vaut sa taille</translation>
    </message>
    <message>
        <source>A cart holds up to %1 different things. Order these first, or take some out.</source>
        <translation>Un panier contient jusqu’à %1 articles différents. Commandez d’abord ceux-ci, ou retirez-en.</translation>
    </message>
    <message>
        <source>A cart that nobody touched for so long is put away. Nothing is reserved by it.</source>
        <translation>Un panier que personne n’a touché aussi longtemps est rangé. Il ne réserve rien.</translation>
    </message>
    <message>
        <source>A category cannot stand below itself. Choose another place for it.</source>
        <translation>Une catégorie ne peut pas se trouver sous elle-même. Choisissez-lui une autre place.</translation>
    </message>
    <message>
        <source>A category was added</source>
        <translation>Une catégorie a été ajoutée</translation>
    </message>
    <message>
        <source>A category was changed</source>
        <translation>Une catégorie a été modifiée</translation>
    </message>
    <message>
        <source>A category was removed</source>
        <translation>Une catégorie a été supprimée</translation>
    </message>
    <message>
        <source>A comment has no end. Close it with */.</source>
        <translation>Un commentaire n’a pas de fin. Fermez-le avec */.</translation>
    </message>
    <message>
        <source>A copy of the database's files needs %1 in %2, and %3 are free. Make room there.</source>
        <translation>Une copie des fichiers de la base de données demande %1 dans %2, et %3 sont libres. Faites-y de la place.</translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products and %2 orders.</source>
        <translation>Une copie de la boutique avec %1 produits et %2 commandes.</translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products, without its %2 orders.</source>
        <translation>Une copie de la boutique avec %1 produits, sans ses %2 commandes.</translation>
    </message>
    <message>
        <source>A customer</source>
        <translation>Un client</translation>
    </message>
    <message>
        <source>A customer placed this order. Cancel the order instead.</source>
        <translation>Un client a passé cette commande. Annulez plutôt la commande.</translation>
    </message>
    <message>
        <source>A customer was not served during: %1.</source>
        <translation>Un client n’a pas été servi pendant : %1.</translation>
    </message>
    <message>
        <source>A delivery note, why it was damaged, who counted</source>
        <translation>Un bon de livraison, la cause du dégât, qui a compté</translation>
    </message>
    <message>
        <source>A delivery or a count was taken back</source>
        <translation>Une réception ou un comptage a été annulé</translation>
    </message>
    <message>
        <source>A fault of the program: the application log says more</source>
        <translation>Une erreur du programme : le journal de l’application en dit plus</translation>
    </message>
    <message>
        <source>A field was not as it has to be</source>
        <translation>Un champ n’était pas comme il doit être</translation>
    </message>
    <message>
        <source>A file that holds the passphrase in its first line, or the words of the recovery sheet. When left out, the key that is kept for the owner.</source>
        <translation>Un fichier avec, à sa première ligne, la phrase secrète ou les mots de la fiche de secours. Sans cela, la clé gardée pour le propriétaire.</translation>
    </message>
    <message>
        <source>A key is shown once, when it is made</source>
        <translation>Une clé n’est montrée qu’une fois, à sa création</translation>
    </message>
    <message>
        <source>A key was changed</source>
        <translation>Une clé a été modifiée</translation>
    </message>
    <message>
        <source>A key was made</source>
        <translation>Une clé a été créée</translation>
    </message>
    <message>
        <source>A key was taken away</source>
        <translation>Une clé a été retirée</translation>
    </message>
    <message>
        <source>A kind of content that is not taken here</source>
        <translation>Un genre de contenu qui n’est pas accepté ici</translation>
    </message>
    <message>
        <source>A later refund stands on this one. Take that back first.</source>
        <translation>Un remboursement ultérieur s’appuie sur celui-ci. Annulez d’abord celui-là.</translation>
    </message>
    <message>
        <source>A line holds up to %1; with what is in the cart already this would be %2.</source>
        <translation>Une ligne contient jusqu’à %1 ; avec ce qui est déjà dans le panier, cela ferait %2.</translation>
    </message>
    <message>
        <source>A name or address that the server is reached by, beside localhost; may be given again.</source>
        <translation>Un nom ou une adresse par où le serveur est joint, en plus de localhost ; peut être donné plusieurs fois.</translation>
    </message>
    <message>
        <source>A new copy of the database every so many days; 7 when left out.</source>
        <translation>Une nouvelle copie de la base de données tous les tant de jours ; 7 par défaut.</translation>
    </message>
    <message>
        <source>A new key for a program</source>
        <translation>Une nouvelle clé pour un programme</translation>
    </message>
    <message>
        <source>A new password for %1</source>
        <translation>Un nouveau mot de passe pour %1</translation>
    </message>
    <message>
        <source>A note has up to 10,000 characters.</source>
        <translation>Une note a jusqu’à 10 000 caractères.</translation>
    </message>
    <message>
        <source>A note on an order was taken back</source>
        <translation>Une note sur une commande a été annulée</translation>
    </message>
    <message>
        <source>A note on order #%1 was taken back</source>
        <translation>Une note sur la commande n° %1 a été annulée</translation>
    </message>
    <message>
        <source>A note was written on an order</source>
        <translation>Une note a été écrite sur une commande</translation>
    </message>
    <message>
        <source>A note was written on order #%1</source>
        <translation>Une note a été écrite sur la commande n° %1</translation>
    </message>
    <message>
        <source>A page or a command</source>
        <translation>Une page ou une action</translation>
    </message>
    <message>
        <source>A part of order #%1 is handed over</source>
        <translation>Une partie de la commande n° %1 est remise</translation>
    </message>
    <message>
        <source>A part of order #%1 is on its way</source>
        <translation>Une partie de la commande n° %1 est en route</translation>
    </message>
    <message>
        <source>A password</source>
        <translation>Un mot de passe</translation>
    </message>
    <message>
        <source>A password needs an e-mail address to sign in with.</source>
        <translation>Un mot de passe demande une adresse e-mail pour se connecter.</translation>
    </message>
    <message>
        <source>A password was changed</source>
        <translation>Un mot de passe a été changé</translation>
    </message>
    <message>
        <source>A password was reset</source>
        <translation>Un mot de passe a été réinitialisé</translation>
    </message>
    <message>
        <source>A password was set</source>
        <translation>Un mot de passe a été défini</translation>
    </message>
    <message>
        <source>A payment for order #%1 was noted</source>
        <translation>Un paiement de la commande n° %1 a été noté</translation>
    </message>
    <message>
        <source>A payment for order #%1 was taken back</source>
        <translation>Un paiement de la commande n° %1 a été annulé</translation>
    </message>
    <message>
        <source>A payment was noted</source>
        <translation>Un paiement a été noté</translation>
    </message>
    <message>
        <source>A payment was taken back</source>
        <translation>Un paiement a été annulé</translation>
    </message>
    <message>
        <source>A picture of a product was changed</source>
        <translation>Une image d’un produit a été modifiée</translation>
    </message>
    <message>
        <source>A picture of a product was replaced</source>
        <translation>Une image d’un produit a été remplacée</translation>
    </message>
    <message>
        <source>A picture was added to a product</source>
        <translation>Une image a été ajoutée à un produit</translation>
    </message>
    <message>
        <source>A picture was taken off a product</source>
        <translation>Une image a été retirée d’un produit</translation>
    </message>
    <message>
        <source>A price cannot be below 0. Correct it.</source>
        <translation>Un prix ne peut pas être inférieur à 0. Corrigez-le.</translation>
    </message>
    <message>
        <source>A price is not below zero.</source>
        <translation>Un prix n’est pas inférieur à zéro.</translation>
    </message>
    <message>
        <source>A product export of Shopify or WooCommerce, or any table saved as CSV: its columns may be called as you like. Nothing is changed before you have seen what would come of it.</source>
        <translation>Un export de produits de Shopify ou de WooCommerce, ou tout tableau enregistré en CSV : ses colonnes peuvent s’appeler comme vous voulez. Rien n’est modifié avant que vous ayez vu le résultat.</translation>
    </message>
    <message>
        <source>A product file of %1.</source>
        <translation>Un fichier de produits de %1.</translation>
    </message>
    <message>
        <source>A product has %1 images at the most. Remove one first.</source>
        <translation>Un produit a au plus %1 images. Supprimez-en d’abord une.</translation>
    </message>
    <message>
        <source>A product has %1 options at the most.</source>
        <translation>Un produit a au plus %1 options.</translation>
    </message>
    <message>
        <source>A product has %1 tags at the most.</source>
        <translation>Un produit a au plus %1 mots-clés.</translation>
    </message>
    <message>
        <source>A product has %1 variants at the most.</source>
        <translation>Un produit a au plus %1 variantes.</translation>
    </message>
    <message>
        <source>A product is in 100 categories at the most.</source>
        <translation>Un produit est dans 100 catégories au plus.</translation>
    </message>
    <message>
        <source>A product needs a price. Type it as in %1.</source>
        <translation>Un produit a besoin d’un prix. Écrivez-le comme dans %1.</translation>
    </message>
    <message>
        <source>A product needs a variant that is sold, and this would leave none.</source>
        <translation>Un produit a besoin d’une variante en vente, et il n’en resterait aucune.</translation>
    </message>
    <message>
        <source>A product needs a variant, with SKU and price.</source>
        <translation>Un produit a besoin d’une variante, avec référence (SKU) et prix.</translation>
    </message>
    <message>
        <source>A product needs a variant. Remove the product, or add another variant first.</source>
        <translation>Un produit a besoin d’une variante. Supprimez le produit, ou ajoutez d’abord une autre variante.</translation>
    </message>
    <message>
        <source>A product of several categories counts in each of them</source>
        <translation>Un produit de plusieurs catégories compte dans chacune</translation>
    </message>
    <message>
        <source>A product was added</source>
        <translation>Un produit a été ajouté</translation>
    </message>
    <message>
        <source>A product was brought back from a backup</source>
        <translation>Un produit est revenu d’une sauvegarde</translation>
    </message>
    <message>
        <source>A product was changed</source>
        <translation>Un produit a été modifié</translation>
    </message>
    <message>
        <source>A product was removed</source>
        <translation>Un produit a été supprimé</translation>
    </message>
    <message>
        <source>A product, an order, a customer, a page, a command</source>
        <translation>Un produit, une commande, un client, une page, une action</translation>
    </message>
    <message>
        <source>A program still receives from the database. Try again in a moment.</source>
        <translation>Un programme reçoit encore de la base de données. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>A program without a name</source>
        <translation>Un programme sans nom</translation>
    </message>
    <message>
        <source>A quantity of %1 is more than a line can have. Split the row.</source>
        <translation>Une quantité de %1, c’est plus qu’une ligne ne peut avoir. Partagez la ligne.</translation>
    </message>
    <message>
        <source>A quarter faster than %1 (version %2).</source>
        <translation>Un quart plus rapide que %1 (version %2).</translation>
    </message>
    <message>
        <source>A quarter slower than %1 (version %2).</source>
        <translation>Un quart plus lent que %1 (version %2).</translation>
    </message>
    <message>
        <source>A quote has no end.</source>
        <translation>Un guillemet n’a pas de fin.</translation>
    </message>
    <message>
        <source>A recorded change does not fit what was there before it: the shop's file was changed by another program, or a backup is damaged. Choose an earlier moment.</source>
        <translation>Une modification enregistrée ne correspond pas à ce qu’il y avait avant : le fichier de la boutique a été modifié par un autre programme, ou une sauvegarde est abîmée. Choisissez un moment antérieur.</translation>
    </message>
    <message>
        <source>A refund of order #%1 was taken back</source>
        <translation>Un remboursement de la commande n° %1 a été annulé</translation>
    </message>
    <message>
        <source>A refund was taken back</source>
        <translation>Un remboursement a été annulé</translation>
    </message>
    <message>
        <source>A refused client may still read for</source>
        <translation>Un client refusé peut encore lire pendant</translation>
    </message>
    <message>
        <source>A report is one statement. Take out what follows the first semicolon.</source>
        <translation>Un rapport est une seule instruction. Retirez ce qui suit le premier point-virgule.</translation>
    </message>
    <message>
        <source>A report of your own</source>
        <translation>Un rapport à vous</translation>
    </message>
    <message>
        <source>A report only reads: begin with SELECT or WITH.</source>
        <translation>Un rapport ne fait que lire : commencez par SELECT ou WITH.</translation>
    </message>
    <message>
        <source>A report was changed</source>
        <translation>Un rapport a été modifié</translation>
    </message>
    <message>
        <source>A report was removed</source>
        <translation>Un rapport a été supprimé</translation>
    </message>
    <message>
        <source>A report was saved</source>
        <translation>Un rapport a été enregistré</translation>
    </message>
    <message>
        <source>A request is answered within</source>
        <translation>Une requête reçoit sa réponse en</translation>
    </message>
    <message>
        <source>A request's head has to arrive within</source>
        <translation>L’en-tête d’une requête doit arriver en</translation>
    </message>
    <message>
        <source>A scan opens the piece that carries the code</source>
        <translation>Un code scanné ouvre la pièce qui le porte</translation>
    </message>
    <message>
        <source>A second place: a folder from “/” on, or REMOTE:FOLDER for rclone; place_2 and so on</source>
        <translation>Un deuxième emplacement : un dossier à partir de « / », ou REMOTE:FOLDER pour rclone ; place_2 et ainsi de suite</translation>
    </message>
    <message>
        <source>A sending was taken back</source>
        <translation>Une expédition a été annulée</translation>
    </message>
    <message>
        <source>A shop of your own to fill by hand. A catalogue can be imported later, too.</source>
        <translation>Votre propre boutique, à remplir à la main. Un catalogue peut aussi être importé plus tard.</translation>
    </message>
    <message>
        <source>A shop of your own, and then the catalogue of Shopify, WooCommerce or a table for it.</source>
        <translation>Votre propre boutique, puis le catalogue de Shopify, de WooCommerce ou d’un tableau pour la remplir.</translation>
    </message>
    <message>
        <source>A shop site, an app or a till signs in with a key of its own, which may do just what it needs and can be taken away alone.</source>
        <translation>Un site, une application ou une caisse se connecte avec sa propre clé, qui ne peut faire que ce qu’il faut et peut être retirée seule.</translation>
    </message>
    <message>
        <source>A slug of digits only looks like an id. Add a word to it.</source>
        <translation>Un slug fait seulement de chiffres ressemble à un identifiant. Ajoutez-y un mot.</translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirt.</source>
        <translation>Un slug figure dans une adresse : écrivez-le avec a à z, 0 à 9 et des traits d’union simples, %1 caractères au plus, comme dans chemise-bleue.</translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirts.</source>
        <translation>Un slug figure dans une adresse : écrivez-le avec a à z, 0 à 9 et des traits d’union simples, %1 caractères au plus, comme dans chemises-bleues.</translation>
    </message>
    <message>
        <source>A stock of more than %L1 pieces cannot be kept.</source>
        <translation>Un stock de plus de %L1 pièces ne peut pas être tenu.</translation>
    </message>
    <message>
        <source>A tag has 1 to 100 characters.</source>
        <translation>Un mot-clé a de 1 à 100 caractères.</translation>
    </message>
    <message>
        <source>A tax was added</source>
        <translation>Une TVA a été ajoutée</translation>
    </message>
    <message>
        <source>A tax was changed</source>
        <translation>Une TVA a été modifiée</translation>
    </message>
    <message>
        <source>A tax was removed</source>
        <translation>Une TVA a été supprimée</translation>
    </message>
    <message>
        <source>A telephone number has up to 50 characters.</source>
        <translation>Un numéro de téléphone a jusqu’à 50 caractères.</translation>
    </message>
    <message>
        <source>A third as fast as %1 (version %2).</source>
        <translation>Un tiers de la vitesse de %1 (version %2).</translation>
    </message>
    <message>
        <source>A third faster than %1 (version %2).</source>
        <translation>Un tiers plus rapide que %1 (version %2).</translation>
    </message>
    <message>
        <source>A third slower than %1 (version %2).</source>
        <translation>Un tiers plus lent que %1 (version %2).</translation>
    </message>
    <message>
        <source>A value has 1 to 200 characters.</source>
        <translation>Une valeur a de 1 à 200 caractères.</translation>
    </message>
    <message>
        <source>A way of delivery was added</source>
        <translation>Un mode de livraison a été ajouté</translation>
    </message>
    <message>
        <source>A way of delivery was changed</source>
        <translation>Un mode de livraison a été modifié</translation>
    </message>
    <message>
        <source>A way of delivery was removed</source>
        <translation>Un mode de livraison a été supprimé</translation>
    </message>
    <message>
        <source>A workbook holds at most %L1 rows and this report has more. Export it as CSV, or choose fewer days.</source>
        <translation>Un classeur contient au plus %L1 lignes et ce rapport en a davantage. Exportez-le en CSV, ou choisissez moins de jours.</translation>
    </message>
    <message>
        <source>A&amp;rchive</source>
        <translation>Ar&amp;chiver</translation>
    </message>
    <message>
        <source>API calls today: %1</source>
        <translation>Appels d’API aujourd’hui : %1</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Actif</translation>
    </message>
    <message>
        <source>Active, draft</source>
        <translation>Actifs, brouillons</translation>
    </message>
    <message>
        <source>Acts at once, as the colours do.</source>
        <translation>Agit aussitôt, comme les couleurs.</translation>
    </message>
    <message>
        <source>Acts at once, for whoever uses this computer.</source>
        <translation>Agit aussitôt, pour quiconque utilise cet ordinateur.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add a customer</source>
        <translation>Ajouter un client</translation>
    </message>
    <message>
        <source>Add a piece</source>
        <translation>Ajouter une pièce</translation>
    </message>
    <message>
        <source>Add a place</source>
        <translation>Ajouter un emplacement</translation>
    </message>
    <message>
        <source>Add a place for backups…</source>
        <translation>Ajouter un emplacement de sauvegarde…</translation>
    </message>
    <message>
        <source>Add a rate</source>
        <translation>Ajouter un taux</translation>
    </message>
    <message>
        <source>Add a tax rate</source>
        <translation>Ajouter un taux de TVA</translation>
    </message>
    <message>
        <source>Add a way</source>
        <translation>Ajouter un mode</translation>
    </message>
    <message>
        <source>Add a way of delivery</source>
        <translation>Ajouter un mode de livraison</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>Ajouter une catégorie</translation>
    </message>
    <message>
        <source>Add customer</source>
        <translation>Ajouter le client</translation>
    </message>
    <message>
        <source>Add customer…</source>
        <translation>Ajouter un client…</translation>
    </message>
    <message>
        <source>Add delivery</source>
        <translation>Ajouter la livraison</translation>
    </message>
    <message>
        <source>Add image</source>
        <translation>Ajouter une image</translation>
    </message>
    <message>
        <source>Add image…</source>
        <translation>Ajouter une image…</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Ajouter une note</translation>
    </message>
    <message>
        <source>Add one below</source>
        <translation>Ajouter dessous</translation>
    </message>
    <message>
        <source>Add place</source>
        <translation>Ajouter un emplacement</translation>
    </message>
    <message>
        <source>Add product</source>
        <translation>Ajouter un produit</translation>
    </message>
    <message>
        <source>Add rate</source>
        <translation>Ajouter le taux</translation>
    </message>
    <message>
        <source>Add variant</source>
        <translation>Ajouter une variante</translation>
    </message>
    <message>
        <source>Added</source>
        <comment>products</comment>
        <translation>Ajoutés</translation>
    </message>
    <message>
        <source>Adding up…</source>
        <translation>Calcul…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Adresse copiée</translation>
    </message>
    <message>
        <source>Address in the shop</source>
        <translation>Adresse dans la boutique</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>Address of the shop</source>
        <translation>Adresse de la boutique</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>Addresses or networks of proxies in front, with commas between them: their X-Forwarded-For says who asks</source>
        <translation>Adresses ou réseaux des proxys placés devant, séparés par des virgules : leur X-Forwarded-For dit qui demande</translation>
    </message>
    <message>
        <source>Addresses that are none</source>
        <translation>Adresses qui n’existent pas</translation>
    </message>
    <message>
        <source>Addresses then</source>
        <translation>Adresses de l’époque</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>After all this, stock, payments, totals and order numbers agree, and none of the journal's %1 entries was changed.</source>
        <translation>Après tout cela, stock, paiements, totaux et numéros de commande concordent, et aucune des %1 entrées du journal n’a été modifiée.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>All</source>
        <comment>orders</comment>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>All</source>
        <comment>requests</comment>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>All %1 tests passed.</source>
        <translation>Les %1 tests sont tous réussis.</translation>
    </message>
    <message>
        <source>All %1 tests passed; look at this: %2.</source>
        <translation>Les %1 tests sont tous réussis ; regardez ceci : %2.</translation>
    </message>
    <message>
        <source>All are there.</source>
        <translation>Toutes sont là.</translation>
    </message>
    <message>
        <source>All endpoints</source>
        <translation>Tous les points d’accès</translation>
    </message>
    <message>
        <source>All movements</source>
        <translation>Tous les mouvements</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>All of the European Union</source>
        <translation>Toute l’Union européenne</translation>
    </message>
    <message>
        <source>All pieces</source>
        <translation>Toutes les pièces</translation>
    </message>
    <message>
        <source>All they bought, less what went back</source>
        <translation>Tous ses achats, moins ce qui a été rendu</translation>
    </message>
    <message>
        <source>Also at closing.</source>
        <translation>Aussi à la fermeture.</translation>
    </message>
    <message>
        <source>Also when Backroom is closed</source>
        <translation>Aussi quand Backroom est fermé</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Amounts are written in the smallest unit of the currency: %1 is %2.</source>
        <translation>Les montants s’écrivent dans la plus petite unité de la monnaie : %1 vaut %2.</translation>
    </message>
    <message>
        <source>An API key</source>
        <translation>Une clé d’API</translation>
    </message>
    <message>
        <source>An Idempotency-Key has 1 to 255 printable characters without blanks.</source>
        <translation>Une Idempotency-Key a de 1 à 255 caractères imprimables, sans espaces.</translation>
    </message>
    <message>
        <source>An address of somebody was removed</source>
        <translation>Une adresse de quelqu’un a été supprimée</translation>
    </message>
    <message>
        <source>An address was added to somebody</source>
        <translation>Une adresse a été ajoutée à quelqu’un</translation>
    </message>
    <message>
        <source>An amount, or as in 10% of the goods</source>
        <translation>Un montant ou un pourcentage, par ex. 10 %</translation>
    </message>
    <message>
        <source>An example</source>
        <translation>Un exemple</translation>
    </message>
    <message>
        <source>An idle connection is kept open for</source>
        <translation>Une connexion inactive reste ouverte pendant</translation>
    </message>
    <message>
        <source>An image in the database is not what was put in. Nothing was changed.</source>
        <translation>Une image de la base de données n’est pas celle qui y a été mise. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>An image of the backup is damaged: %1.</source>
        <translation>Une image de la sauvegarde est abîmée : %1.</translation>
    </message>
    <message>
        <source>An image of the backup is missing: %1. Copy the folder “images” that lies beside the backup along with it.</source>
        <translation>Une image de la sauvegarde manque : %1. Copiez avec elle le dossier « images » qui se trouve à côté de la sauvegarde.</translation>
    </message>
    <message>
        <source>An old backup was removed</source>
        <translation>Une ancienne sauvegarde a été supprimée</translation>
    </message>
    <message>
        <source>An option has 1,000 values at the most.</source>
        <translation>Une option a au plus 1 000 valeurs.</translation>
    </message>
    <message>
        <source>An option has a name of up to 100 characters and a value of up to 200.</source>
        <translation>Une option a un nom de 100 caractères au plus et une valeur de 200 au plus.</translation>
    </message>
    <message>
        <source>An order holds up to %1 different things.</source>
        <translation>Une commande contient jusqu’à %1 articles différents.</translation>
    </message>
    <message>
        <source>An order is open again</source>
        <translation>Une commande est de nouveau ouverte</translation>
    </message>
    <message>
        <source>An order on average</source>
        <translation>Une commande en moyenne</translation>
    </message>
    <message>
        <source>An order sent twice</source>
        <translation>Une commande envoyée deux fois</translation>
    </message>
    <message>
        <source>An order was brought back from a backup</source>
        <translation>Une commande est revenue d’une sauvegarde</translation>
    </message>
    <message>
        <source>An order was cancelled</source>
        <translation>Une commande a été annulée</translation>
    </message>
    <message>
        <source>An order was changed</source>
        <translation>Une commande a été modifiée</translation>
    </message>
    <message>
        <source>An order was placed</source>
        <translation>Une commande a été passée</translation>
    </message>
    <message>
        <source>An order was sent</source>
        <translation>Une commande a été expédiée</translation>
    </message>
    <message>
        <source>An owner always remains</source>
        <translation>Il reste toujours un propriétaire</translation>
    </message>
    <message>
        <source>And more like these.</source>
        <translation>Et d’autres du même genre.</translation>
    </message>
    <message>
        <source>And with it</source>
        <translation>Et avec</translation>
    </message>
    <message>
        <source>Another backup of this shop is being made or proved. Wait until that is done.</source>
        <translation>Une autre sauvegarde de cette boutique est en cours de création ou de vérification. Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>Another backup of this shop is being made. Wait until that is done.</source>
        <translation>Une autre sauvegarde de cette boutique est en cours. Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>Another category has this slug. Choose another one.</source>
        <translation>Une autre catégorie a ce slug. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Another country has other taxes and shipping. Cancel the order and place it anew.</source>
        <translation>Un autre pays a d’autres taxes et une autre livraison. Annulez la commande et passez-la de nouveau.</translation>
    </message>
    <message>
        <source>Another customer has the number %1 now.</source>
        <translation>Un autre client a maintenant le numéro %1.</translation>
    </message>
    <message>
        <source>Another option of this product has this name.</source>
        <translation>Une autre option de ce produit a ce nom.</translation>
    </message>
    <message>
        <source>Another product has the address “%1” now. Give that one another, and try again.</source>
        <translation>Un autre produit a maintenant l’adresse « %1 ». Donnez-lui-en une autre, puis réessayez.</translation>
    </message>
    <message>
        <source>Another product has the handle “%1” now. Remove that one, and try again.</source>
        <translation>Un autre produit a maintenant le handle « %1 ». Supprimez celui-là, puis réessayez.</translation>
    </message>
    <message>
        <source>Another product has this slug. Choose another one.</source>
        <translation>Un autre produit a ce slug. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Another program that has this shop open carries its changes. This one goes on when that ends.</source>
        <translation>Un autre programme qui a ouvert cette boutique transporte ses modifications. Celui-ci prend le relais quand l’autre se termine.</translation>
    </message>
    <message>
        <source>Another program works in %1. Try again in a moment.</source>
        <translation>Un autre programme travaille dans %1. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Another variant has the SKU “%1” now. Give that one another, and try again.</source>
        <translation>Une autre variante a maintenant la référence (SKU) « %1 ». Donnez-lui-en une autre, puis réessayez.</translation>
    </message>
    <message>
        <source>Another variant of this product has this SKU.</source>
        <translation>Une autre variante de ce produit a cette référence (SKU).</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Answer in JSON.</source>
        <translation>Répondre en JSON.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Répondues</translation>
    </message>
    <message>
        <source>Answered from memory</source>
        <translation>Répondu de mémoire</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>En marche</translation>
    </message>
    <message>
        <source>Answering at %1</source>
        <translation>En marche sur %1</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Any scanner works while this field is open</source>
        <translation>Tout lecteur fonctionne tant que ce champ est ouvert</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>À tout moment</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivé</translation>
    </message>
    <message>
        <source>Archived: 1 or 0</source>
        <translation>Archivé : 1 ou 0</translation>
    </message>
    <message>
        <source>Archiving</source>
        <translation>Archivage</translation>
    </message>
    <message>
        <source>Arrange cate&amp;gories</source>
        <translation>Ran&amp;ger les catégories</translation>
    </message>
    <message>
        <source>Arrange categories…</source>
        <translation>Ranger les catégories…</translation>
    </message>
    <message>
        <source>As customers see it: “Post, 2 to 3 days”.</source>
        <translation>Tel que les clients le voient : « Poste, 2 à 3 jours ».</translation>
    </message>
    <message>
        <source>As fast as %1 (version %2).</source>
        <translation>Aussi rapide que %1 (version %2).</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>Sans arrondi</translation>
    </message>
    <message>
        <source>As it stands on the bank statement. It may stay empty.</source>
        <translation>Tel qu’il figure sur le relevé bancaire. Peut rester vide.</translation>
    </message>
    <message>
        <source>As rclone knows it, with a colon between: storagebox:backroom</source>
        <translation>Tel que rclone le connaît, avec deux-points : storagebox:backroom</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Comme le &amp;bureau</translation>
    </message>
    <message>
        <source>As the bill shows it: “VAT 20%”.</source>
        <translation>Tel que la facture l’affiche : « TVA 20 % ».</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>As they are</source>
        <comment>products</comment>
        <translation>Tels quels</translation>
    </message>
    <message>
        <source>Asked too often</source>
        <translation>Demandes trop fréquentes</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>At closing</source>
        <translation>À la fermeture</translation>
    </message>
    <message>
        <source>At or below what you want to have</source>
        <translation>À votre seuil ou en dessous</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>À risque</translation>
    </message>
    <message>
        <source>At what it cost, where that is written down, and at today’s prices.</source>
        <translation>Au coût d’achat, là où il est noté, et aux prix d’aujourd’hui.</translation>
    </message>
    <message>
        <source>At what time; of hourly ones, its minute counts</source>
        <translation>À quelle heure ; pour celles de chaque heure, sa minute compte</translation>
    </message>
    <message>
        <source>Attacks</source>
        <translation>Attaques</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Average order</source>
        <translation>Commande moyenne</translation>
    </message>
    <message>
        <source>B/s</source>
        <translation>o/s</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Back-order</source>
        <translation>À la commande</translation>
    </message>
    <message>
        <source>Back-orders</source>
        <translation>Ventes à la commande</translation>
    </message>
    <message>
        <source>Backed up %1</source>
        <translation>Sauvegardé %1</translation>
    </message>
    <message>
        <source>Backed up and proved: %1</source>
        <translation>Sauvegardé et vérifié : %1</translation>
    </message>
    <message>
        <source>Backroom</source>
        <translation>Backroom</translation>
    </message>
    <message>
        <source>Backroom cannot open the shop</source>
        <translation>Backroom ne peut pas ouvrir la boutique</translation>
    </message>
    <message>
        <source>Backroom: the key of a shop’s backups</source>
        <translation>Backroom : la clé des sauvegardes d’une boutique</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation>Sauvegarde échouée</translation>
    </message>
    <message>
        <source>Backup made and proved</source>
        <translation>Sauvegarde faite et vérifiée</translation>
    </message>
    <message>
        <source>Backup overdue</source>
        <translation>Sauvegarde en retard</translation>
    </message>
    <message>
        <source>Backup removed</source>
        <translation>Sauvegarde supprimée</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Backups (*.backroom);;All files (*)</source>
        <translation>Sauvegardes (*.backroom);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Backups are kept on “%1” too</source>
        <translation>Les sauvegardes sont aussi gardées sur « %1 »</translation>
    </message>
    <message>
        <source>Backups are made as before</source>
        <translation>Les sauvegardes se font comme avant</translation>
    </message>
    <message>
        <source>Backups are made with a new key from now on. Print its sheet: “backroomd recovery-sheet --to FILE”. What was made so far opens with the old sheet alone.</source>
        <translation>Dès maintenant, les sauvegardes sont faites avec une nouvelle clé. Imprimez sa fiche : « backroomd recovery-sheet --to FICHIER ». Ce qui a été fait jusqu’ici s’ouvre avec l’ancienne fiche seule.</translation>
    </message>
    <message>
        <source>Backups from now on open with a new recovery sheet. Those made so far open with the old sheet alone, on this computer too.</source>
        <translation>Dès maintenant, les sauvegardes s’ouvrent avec une nouvelle fiche de secours. Celles faites jusqu’ici s’ouvrent avec l’ancienne fiche seule, sur cet ordinateur aussi.</translation>
    </message>
    <message>
        <source>Backups have a new key: print its recovery sheet</source>
        <translation>Les sauvegardes ont une nouvelle clé : imprimez sa fiche de secours</translation>
    </message>
    <message>
        <source>Backups of Backroom (*.backroom);;All files (*)</source>
        <translation>Sauvegardes de Backroom (*.backroom);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Backups on a line of time</source>
        <translation>Les sauvegardes sur une ligne du temps</translation>
    </message>
    <message>
        <source>Backups wait for their key</source>
        <translation>Les sauvegardes attendent leur clé</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Virement</translation>
    </message>
    <message>
        <source>Bar code</source>
        <translation>Code-barres</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Code-barres</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Avant une restauration</translation>
    </message>
    <message>
        <source>Before an upgrade</source>
        <translation>Avant une mise à niveau</translation>
    </message>
    <message>
        <source>Before something was changed here this was placed as order #%1. Look at that order first; placed once more, this is another.</source>
        <translation>Avant d’être modifié ici, ceci a été enregistré comme commande n° %1. Regardez d’abord celle-ci ; enregistré encore, ce sera une autre.</translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation>Hors taxe</translation>
    </message>
    <message>
        <source>Before tax, which the checkout adds</source>
        <translation>Hors taxe ; la TVA s’ajoute au passage en caisse</translation>
    </message>
    <message>
        <source>Before tax; 0 is free.</source>
        <translation>Hors taxe ; 0 pour gratuit.</translation>
    </message>
    <message>
        <source>Before that, everything that is there now is kept as a backup of its own, so that you can bring it back. The shop takes no orders for the moment that it takes.</source>
        <translation>Avant cela, tout ce qui est là maintenant est gardé comme une sauvegarde à part, pour que vous puissiez le faire revenir. La boutique ne prend pas de commandes pendant l’instant que cela dure.</translation>
    </message>
    <message>
        <source>Begin after</source>
        <translation>Commencer après</translation>
    </message>
    <message>
        <source>Begin with a new key</source>
        <translation>Commencer avec une nouvelle clé</translation>
    </message>
    <message>
        <source>Begin with a new key?</source>
        <translation>Commencer avec une nouvelle clé ?</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Commence par</translation>
    </message>
    <message>
        <source>Begins with</source>
        <comment>a key</comment>
        <translation>Commence par</translation>
    </message>
    <message>
        <source>Beside the password the shop then asks for six digits, which an authenticator app on the telephone shows. Let the app take this picture, or type the secret into it.</source>
        <translation>En plus du mot de passe, la boutique demande alors six chiffres que montre une application d’authentification sur le téléphone. Laissez l’application lire cette image, ou tapez-y le secret.</translation>
    </message>
    <message>
        <source>Best customers of the year</source>
        <translation>Meilleurs clients de l’année</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>Meilleures ventes</translation>
    </message>
    <message>
        <source>Best sellers of a vendor</source>
        <translation>Meilleures ventes d’un fournisseur</translation>
    </message>
    <message>
        <source>Billing address</source>
        <translation>Adresse de facturation</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>Books balance</source>
        <translation>Les comptes sont justes</translation>
    </message>
    <message>
        <source>Books do not balance</source>
        <translation>Les comptes ne sont pas justes</translation>
    </message>
    <message>
        <source>Bought in all</source>
        <translation>Total des achats</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>Achetés ensemble</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Faire revenir</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>Faire revenir…</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web (none are there)</source>
        <translation>Rapporter les images du &amp;web (aucune n’y est)</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web (under way)</source>
        <translation>Rapporter les images du &amp;web (en cours)</translation>
    </message>
    <message>
        <source>Bring images from the &amp;web…</source>
        <translation>Rapporter les images du &amp;web…</translation>
    </message>
    <message>
        <source>Bring images from the web</source>
        <translation>Rapporter les images du web</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Faire revenir</translation>
    </message>
    <message>
        <source>Bring order #%1 back into the shop?</source>
        <translation>Faire revenir la commande n° %1 dans la boutique ?</translation>
    </message>
    <message numerus="yes">
        <source>Bring the %Ln images into the shop too</source>
        <translation>
            <numerusform>Rapporter aussi l’image dans la boutique</numerusform>
            <numerusform>Rapporter aussi les %Ln images dans la boutique</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring them into the shop</source>
        <translation>Rapporter dans la boutique</translation>
    </message>
    <message>
        <source>Bring “%1” back into the shop?</source>
        <translation>Faire revenir « %1 » dans la boutique ?</translation>
    </message>
    <message>
        <source>Bringing back what was there</source>
        <translation>Retour de ce qu’il y avait</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>Retour en cours…</translation>
    </message>
    <message>
        <source>Bringing images</source>
        <translation>Images rapportées :</translation>
    </message>
    <message>
        <source>Brings one product, customer or order out of a backup into the shop, which goes on meanwhile.</source>
        <translation>Fait revenir un produit, un client ou une commande d’une sauvegarde dans la boutique, qui continue pendant ce temps.</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Revenu</translation>
    </message>
    <message>
        <source>Brought back from a backup; it was #%1.</source>
        <translation>Revenue d’une sauvegarde ; c’était la n° %1.</translation>
    </message>
    <message>
        <source>Brought back: %1 (%2).</source>
        <translation>Revenu : %1 (%2).</translation>
    </message>
    <message>
        <source>Brought over</source>
        <translation>Reprise</translation>
    </message>
    <message>
        <source>Brought over from another system</source>
        <translation>Repris d’un autre système</translation>
    </message>
    <message>
        <source>Busiest endpoints</source>
        <translation>Points d’accès les plus demandés</translation>
    </message>
    <message>
        <source>But the database is set to answer before the disk has the order.</source>
        <translation>Mais la base de données est réglée pour répondre avant que le disque n’ait la commande.</translation>
    </message>
    <message>
        <source>Buys in the shop and sees their own orders.</source>
        <translation>Achète dans la boutique et voit ses propres commandes.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Par %1</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>À la main</translation>
    </message>
    <message>
        <source>By how much</source>
        <translation>De combien</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Par qui</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Octets</translation>
    </message>
    <message>
        <source>C&amp;ustomers</source>
        <translation>C&amp;lients</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Fichiers CSV (*.csv)</translation>
    </message>
    <message>
        <source>Called now</source>
        <translation>Nom actuel</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Arrivé</translation>
    </message>
    <message>
        <source>Came or went</source>
        <translation>Entré ou sorti</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Annuler la commande</translation>
    </message>
    <message>
        <source>Cancel what is under way</source>
        <translation>Annuler ce qui est en cours</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>orders</comment>
        <translation>Annulées</translation>
    </message>
    <message>
        <source>Cannot be relied on</source>
        <translation>Pas fiable</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Carts are kept for 1 to 365 days.</source>
        <translation>Les paniers sont gardés de 1 à 365 jours.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Espèces</translation>
    </message>
    <message>
        <source>Cash given</source>
        <translation>Espèces reçues</translation>
    </message>
    <message>
        <source>Categor&amp;y</source>
        <translation>Catégor&amp;ie</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Catégories</translation>
    </message>
    <message>
        <source>Categories below</source>
        <translation>Catégories en dessous</translation>
    </message>
    <message>
        <source>Categories sort the catalogue as shelves do: Clothing, and below it Hoodies. A product can stand in several.</source>
        <translation>Les catégories rangent le catalogue comme des rayons : Vêtements, et dessous Sweats. Un produit peut être dans plusieurs.</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Category “%1” was added</source>
        <translation>La catégorie « %1 » a été ajoutée</translation>
    </message>
    <message>
        <source>Category “%1” was changed</source>
        <translation>La catégorie « %1 » a été modifiée</translation>
    </message>
    <message>
        <source>Category “%1” was removed</source>
        <translation>La catégorie « %1 » a été supprimée</translation>
    </message>
    <message>
        <source>Champion</source>
        <translation>Champion</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Évolution</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>a right</comment>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>an address</comment>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>money back</comment>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>Modifier %1</translation>
    </message>
    <message>
        <source>Change &amp;categories…</source>
        <translation>Changer les caté&amp;gories…</translation>
    </message>
    <message>
        <source>Change &amp;price…</source>
        <translation>Changer le &amp;prix…</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>Modifier l’adresse</translation>
    </message>
    <message>
        <source>Change categories</source>
        <translation>Changer les catégories</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>Modifier la clé…</translation>
    </message>
    <message>
        <source>Change nothing; tell what would be done.</source>
        <translation>Ne rien modifier ; dire ce qui serait fait.</translation>
    </message>
    <message>
        <source>Change person or role…</source>
        <translation>Modifier la personne ou le rôle…</translation>
    </message>
    <message>
        <source>Change prices</source>
        <translation>Changer les prix</translation>
    </message>
    <message>
        <source>Change s&amp;tatus…</source>
        <translation>Changer l’é&amp;tat…</translation>
    </message>
    <message>
        <source>Change status</source>
        <translation>Changer l’état</translation>
    </message>
    <message>
        <source>Change ta&amp;gs…</source>
        <translation>Changer les mots-c&amp;lés…</translation>
    </message>
    <message>
        <source>Change tags</source>
        <translation>Changer les mots-clés</translation>
    </message>
    <message>
        <source>Change the delivery “%1”</source>
        <translation>Modifier la livraison « %1 »</translation>
    </message>
    <message>
        <source>Change the key %1</source>
        <translation>Modifier la clé %1</translation>
    </message>
    <message>
        <source>Change the tax rate %1</source>
        <translation>Modifier le taux de TVA %1</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>Modifier : %1</translation>
    </message>
    <message>
        <source>Change: %1. Look at: %2</source>
        <translation>Modifier : %1. Voir : %2</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>products</comment>
        <translation>Modifiés</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>Modifié : %1</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>Modifié depuis</translation>
    </message>
    <message>
        <source>Changes are not kept</source>
        <translation>Les modifications ne sont pas gardées</translation>
    </message>
    <message>
        <source>Changes between backups are not kept</source>
        <translation>Les modifications entre les sauvegardes ne sont pas gardées</translation>
    </message>
    <message>
        <source>Changes saved at once</source>
        <translation>Modifications enregistrées aussitôt</translation>
    </message>
    <message>
        <source>Changes waiting now</source>
        <translation>Modifications en attente</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Contrôler maintenant</translation>
    </message>
    <message>
        <source>Check the books</source>
        <translation>Contrôler les comptes</translation>
    </message>
    <message>
        <source>Checking a backup</source>
        <translation>Contrôle d’une sauvegarde</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Contrôle…</translation>
    </message>
    <message>
        <source>Cheque</source>
        <translation>Chèque</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Choisir une sauvegarde</translation>
    </message>
    <message>
        <source>Choose a country by its two letters, as in DE.</source>
        <translation>Choisissez un pays par ses deux lettres, comme dans DE.</translation>
    </message>
    <message>
        <source>Choose a currency by its three letters, as in EUR.</source>
        <translation>Choisissez une devise par ses trois lettres, comme dans EUR.</translation>
    </message>
    <message>
        <source>Choose a day of the week.</source>
        <translation>Choisissez un jour de la semaine.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>Choose a key to see what it may do.</source>
        <translation>Choisissez une clé pour voir ce qu’elle peut faire.</translation>
    </message>
    <message>
        <source>Choose a line to see what was before and after.</source>
        <translation>Choisissez une ligne pour voir ce qu’il y avait avant et après.</translation>
    </message>
    <message>
        <source>Choose a number from %1 to %2.</source>
        <translation>Choisissez un nombre de %1 à %2.</translation>
    </message>
    <message>
        <source>Choose a reason: received, sold, returned, counted, damaged or correction.</source>
        <translation>Choisissez un motif : received, sold, returned, counted, damaged ou correction.</translation>
    </message>
    <message>
        <source>Choose a row to read all of it, and to bring it back.</source>
        <translation>Choisissez une ligne pour la lire en entier, et pour la faire revenir.</translation>
    </message>
    <message>
        <source>Choose a time of day.</source>
        <translation>Choisissez une heure de la journée.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come, or none.</source>
        <translation>Choisissez un moment à venir, ou aucun.</translation>
    </message>
    <message>
        <source>Choose a time zone by its name, as in Europe/Berlin.</source>
        <translation>Choisissez un fuseau horaire par son nom, comme dans Europe/Berlin.</translation>
    </message>
    <message>
        <source>Choose at least one scope: a key without any can do nothing.</source>
        <translation>Choisissez au moins un droit : une clé sans aucun ne peut rien faire.</translation>
    </message>
    <message>
        <source>Choose bank_transfer or cash.</source>
        <translation>Choisissez bank_transfer ou cash.</translation>
    </message>
    <message>
        <source>Choose how it is sent there.</source>
        <translation>Choisissez comment l’expédier là-bas.</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>Choisissez l’une de ces valeurs : %1.</translation>
    </message>
    <message>
        <source>Choose one of the cart's shipping options first.</source>
        <translation>Choisissez d’abord l’un des modes de livraison du panier.</translation>
    </message>
    <message>
        <source>Choose other days above.</source>
        <translation>Choisissez d’autres jours ci-dessus.</translation>
    </message>
    <message>
        <source>Choose owner, manager, staff, viewer or customer.</source>
        <translation>Choisissez owner, manager, staff, viewer ou customer.</translation>
    </message>
    <message>
        <source>Choose somebody to see their role and where they are signed in.</source>
        <translation>Choisissez quelqu’un pour voir son rôle et où il est connecté.</translation>
    </message>
    <message>
        <source>Choose the file of a backup.</source>
        <translation>Choisissez le fichier d’une sauvegarde.</translation>
    </message>
    <message>
        <source>Choose the products first.</source>
        <translation>Choisissez d’abord les produits.</translation>
    </message>
    <message>
        <source>Choose what goes back, or write an amount of up to %1.</source>
        <translation>Choisissez ce qui revient, ou écrivez un montant jusqu’à %1.</translation>
    </message>
    <message>
        <source>Choose what is to change.</source>
        <translation>Choisissez ce qui doit changer.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Chosen when the shop was made. It stays, as prices and books are in it.</source>
        <translation>Choisie à la création de la boutique. Elle reste, car les prix et les comptes sont tenus dans cette devise.</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <comment>a way to pay</comment>
        <translation>Choisi : %1</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Effacer les filtres</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>Tout désélectionner</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>Clients turned away are told to come back after</source>
        <translation>Les clients refusés sont invités à revenir après</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close Backroom without finishing what is begun?</source>
        <translation>Fermer Backroom sans finir ce qui est commencé ?</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>Fermer l’aide</translation>
    </message>
    <message>
        <source>Cloud storage</source>
        <translation>Stockage en ligne</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>Colo&amp;nnes</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Retrait</translation>
    </message>
    <message>
        <source>Collected in the shop, or no address was kept.</source>
        <translation>Retirée en boutique, ou aucune adresse n’a été gardée.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Colonnes du fichier</translation>
    </message>
    <message>
        <source>Coming from another system? Importing its orders brings its customers, too.</source>
        <translation>Vous venez d’un autre système ? Importer ses commandes amène aussi ses clients.</translation>
    </message>
    <message>
        <source>Coming from another system? “backroomd import sales” brings its history.</source>
        <translation>Vous venez d’un autre système ? « backroomd import sales » amène son historique.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Ligne de commande</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Compare a&amp;gain</source>
        <translation>Comparer de &amp;nouveau</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparaison…</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminée</translation>
    </message>
    <message>
        <source>Connect it while the shop is open or served: they are copied there by themselves. One that is no more is taken off the list on the backups page or in config.ini.</source>
        <translation>Branchez-le pendant que la boutique est ouverte ou servie : elles y sont copiées d'elles-mêmes. Un lieu qui n'existe plus se retire de la liste sur la page des sauvegardes ou dans config.ini.</translation>
    </message>
    <message>
        <source>Connections that may wait to be accepted</source>
        <translation>Connexions qui peuvent attendre d’être acceptées</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy failed</source>
        <translation>Copie échouée</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy the folder “images” of a backup back, or upload these images again.</source>
        <translation>Recopiez le dossier « images » d’une sauvegarde, ou téléversez de nouveau ces images.</translation>
    </message>
    <message>
        <source>Copy the request id</source>
        <translation>Copier l’identifiant de requête</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Copie</translation>
    </message>
    <message>
        <source>Correct it; until then the usual schedule holds, and nothing is put away.</source>
        <translation>Corrigez-le ; d’ici là, l’horaire habituel s’applique, et rien n’est rangé.</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Compter</translation>
    </message>
    <message>
        <source>Count stock</source>
        <translation>Compter le stock</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Comptage</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Comptoir</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Countries by day</source>
        <translation>Pays par jour</translation>
    </message>
    <message>
        <source>Countries it goes to</source>
        <translation>Pays desservis</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Crop &amp;image…</source>
        <translation>Recadrer l’&amp;image…</translation>
    </message>
    <message>
        <source>Crop image</source>
        <translation>Recadrer l’image</translation>
    </message>
    <message>
        <source>Crop image…</source>
        <translation>Recadrer l’image…</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Devise</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Customer %1</source>
        <translation>Client %1</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Client depuis</translation>
    </message>
    <message>
        <source>Customer since %1</source>
        <translation>Client depuis : %1</translation>
    </message>
    <message>
        <source>Customer since today, %1</source>
        <translation>Client depuis aujourd’hui, %1</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Customers and carts</source>
        <translation>Clients et paniers</translation>
    </message>
    <message>
        <source>Customers and staff</source>
        <translation>Clients et équipe</translation>
    </message>
    <message>
        <source>Customers fill carts and order</source>
        <translation>Des clients remplissent des paniers et commandent</translation>
    </message>
    <message>
        <source>Customers see them only as long as that website keeps them. Brought into the shop they stay, are shown here too, and can be cropped. Ctrl+Z makes links of them again.</source>
        <translation>Les clients ne les voient que tant que cet autre site les garde. Rapportées dans la boutique, elles restent, se montrent ici aussi et peuvent être recadrées. Ctrl+Z en refait des liens.</translation>
    </message>
    <message>
        <source>Customers who have not bought since</source>
        <translation>Clients qui n’achètent plus</translation>
    </message>
    <message>
        <source>Customer’s wish</source>
        <translation>Remarque du client</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>Chaque jour</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Abîmé</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Tableau de bord</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Days a cart is kept</source>
        <translation>Jours pendant lesquels un panier est gardé</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>Jours restants</translation>
    </message>
    <message>
        <source>Days of sales begin at its midnight. Windows follow at their next start.</source>
        <translation>Les journées de vente commencent à minuit dans ce fuseau. Les fenêtres ouvertes l’appliquent à leur prochain démarrage.</translation>
    </message>
    <message>
        <source>Days that backups are kept</source>
        <translation>Jours pendant lesquels les sauvegardes sont gardées</translation>
    </message>
    <message>
        <source>Days that carts are kept</source>
        <translation>Jours pendant lesquels les paniers sont gardés</translation>
    </message>
    <message>
        <source>Days with a backup</source>
        <translation>Jours avec une sauvegarde</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Expéditions</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Delivery address</source>
        <translation>Adresse de livraison</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>Bon de livraison</translation>
    </message>
    <message>
        <source>Delivery “%1” added</source>
        <translation>Livraison « %1 » ajoutée</translation>
    </message>
    <message>
        <source>Delivery “%1” changed</source>
        <translation>Livraison « %1 » modifiée</translation>
    </message>
    <message>
        <source>Delivery “%1” removed</source>
        <translation>Livraison « %1 » supprimée</translation>
    </message>
    <message>
        <source>Delivery “%1” was added</source>
        <translation>La livraison « %1 » a été ajoutée</translation>
    </message>
    <message>
        <source>Delivery “%1” was changed</source>
        <translation>La livraison « %1 » a été modifiée</translation>
    </message>
    <message>
        <source>Delivery “%1” was removed</source>
        <translation>La livraison « %1 » a été supprimée</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Description of the image</source>
        <translation>Description de l’image</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>Different things</source>
        <translation>Articles différents</translation>
    </message>
    <message>
        <source>Digits that the app shows</source>
        <translation>Chiffres que montre l’application</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Remise</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Remises</translation>
    </message>
    <message>
        <source>Do the books balance?</source>
        <translation>Les comptes sont-ils justes ?</translation>
    </message>
    <message>
        <source>Do what that says, then make one with “backroomd backup”.</source>
        <translation>Faites ce que cela dit, puis faites-en une avec « backroomd backup ».</translation>
    </message>
    <message>
        <source>Does not sign in</source>
        <translation>Ne se connecte pas</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Rétabli : %1</translation>
    </message>
    <message>
        <source>Dormant</source>
        <translation>Endormi</translation>
    </message>
    <message>
        <source>Dots are full backups. Between them every change is kept, so you can stop at any second.</source>
        <translation>Les points sont des sauvegardes complètes. Entre eux, chaque modification est gardée : vous pouvez vous arrêter à n’importe quelle seconde.</translation>
    </message>
    <message>
        <source>Dots are full backups. Choose one to see what can be done with it.</source>
        <translation>Les points sont des sauvegardes complètes. Choisissez-en une pour voir ce qu’il est possible d’en faire.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Drag the frame or its edges. Arrow keys move it, with Ctrl they change its size, with Shift by 10 pixels.</source>
        <translation>Faites glisser le cadre ou ses bords. Les flèches le déplacent, avec Ctrl elles changent sa taille, avec Maj de 10 pixels.</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one</source>
        <translation>Déposez un fichier ici, ou choisissez-en un</translation>
    </message>
    <message>
        <source>Drop mine, show theirs</source>
        <translation>Abandonner ma version, montrer l’autre</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Adresse e-mail</translation>
    </message>
    <message>
        <source>E-mail address and password do not fit each other. Look at both, then try again.</source>
        <translation>L’adresse e-mail et le mot de passe ne vont pas ensemble. Regardez les deux, puis réessayez.</translation>
    </message>
    <message>
        <source>E-mail for customers</source>
        <translation>E-mail pour les clients</translation>
    </message>
    <message>
        <source>E-mail now</source>
        <translation>E-mail actuel</translation>
    </message>
    <message>
        <source>Each</source>
        <translation>L’unité</translation>
    </message>
    <message>
        <source>Each backup stands here once it was put together on a spare copy and everything in it was counted.</source>
        <translation>Chaque sauvegarde apparaît ici une fois reconstituée sur une copie de réserve, et tout son contenu compté.</translation>
    </message>
    <message>
        <source>Each is the sum of its lines, shipping and tax.</source>
        <translation>Chacune est la somme de ses lignes, de sa livraison et de sa TVA.</translation>
    </message>
    <message>
        <source>Each is the sum of its movements.</source>
        <translation>Chacun est la somme de ses mouvements.</translation>
    </message>
    <message>
        <source>Each of these pictures was changed again or removed since: nothing is left to take back.</source>
        <translation>Chacune de ces images a été de nouveau modifiée ou supprimée depuis : il ne reste rien à défaire.</translation>
    </message>
    <message>
        <source>Each of these products was changed again or removed since: nothing is left to take back.</source>
        <translation>Chacun de ces produits a été modifié encore ou supprimé depuis : il ne reste rien sur quoi revenir.</translation>
    </message>
    <message>
        <source>Each piece the shop sells stands here with how many there are of it.</source>
        <translation>Chaque pièce que vend la boutique se trouve ici, avec sa quantité.</translation>
    </message>
    <message>
        <source>Each request that a shop site or an app makes stands here a second later, with how long it took.</source>
        <translation>Chaque requête d’un site ou d’une application apparaît ici une seconde plus tard, avec le temps qu’elle a pris.</translation>
    </message>
    <message>
        <source>Each table counted and hashed in both stores, and the same:</source>
        <translation>Chaque table comptée et son empreinte calculée des deux côtés, et identiques :</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Eight characters or more; a sentence is easier to keep in mind than a riddle.</source>
        <translation>Huit caractères ou plus ; une phrase se retient mieux qu’une énigme.</translation>
    </message>
    <message>
        <source>Either --undo or --at, not both.</source>
        <translation>Soit --undo, soit --at, pas les deux.</translation>
    </message>
    <message>
        <source>Either a test is made or those that were made are listed.</source>
        <translation>Soit un test est fait, soit ceux déjà faits sont listés.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vide</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>Vider la liste</translation>
    </message>
    <message>
        <source>Empty: any.</source>
        <translation>Vide : tous.</translation>
    </message>
    <message>
        <source>Empty: exactly as much as it costs</source>
        <translation>Vide : exactement ce que cela coûte</translation>
    </message>
    <message>
        <source>Empty: never.</source>
        <translation>Vide : jamais.</translation>
    </message>
    <message>
        <source>Empty: nobody in particular</source>
        <translation>Vide : personne en particulier</translation>
    </message>
    <message>
        <source>Empty: the whole country.</source>
        <translation>Vide : tout le pays.</translation>
    </message>
    <message>
        <source>Empty: what the chosen pieces cost.</source>
        <translation>Vide : ce que coûtent les pièces choisies.</translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions</source>
        <translation>
            <numerusform>Fermer la session</numerusform>
            <numerusform>Fermer %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions of %1?</source>
        <translation>
            <numerusform>Fermer %n session de %1 ?</numerusform>
            <numerusform>Fermer %n sessions de %1 ?</numerusform>
        </translation>
    </message>
    <message>
        <source>End all…</source>
        <translation>Tout fermer…</translation>
    </message>
    <message>
        <source>End in 99</source>
        <translation>Terminer par 99</translation>
    </message>
    <message>
        <source>Ended sessions stay ended. Whoever was there signs in again.</source>
        <translation>Les sessions fermées le restent. Quiconque y était se connecte de nouveau.</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Point d’accès</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Expire</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>Finit bientôt</translation>
    </message>
    <message>
        <source>English Deutsch Français Español translation idioma langue Sprache</source>
        <translation>Français English Deutsch Español langue traduction idiome language Sprache</translation>
    </message>
    <message>
        <source>Enough of everything</source>
        <translation>Assez de tout</translation>
    </message>
    <message>
        <source>Enter leads to the request</source>
        <translation>Entrée mène à la requête</translation>
    </message>
    <message>
        <source>Entry %1 is missing.</source>
        <translation>L’entrée %1 manque.</translation>
    </message>
    <message>
        <source>Entry %1 was changed, moved or put in after it was written.</source>
        <translation>L’entrée %1 a été modifiée, déplacée ou insérée après avoir été écrite.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Erase everything personal of %1?</source>
        <translation>Effacer toutes les données personnelles de %1 ?</translation>
    </message>
    <message>
        <source>Erased: 1 or 0</source>
        <translation>Effacé : 1 ou 0</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Effacer…</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Every backup</source>
        <translation>Toutes les sauvegardes</translation>
    </message>
    <message>
        <source>Every backup is copied there too, locked, and read back after it was copied. Choose a disk that is not in this computer, or a share of another one.</source>
        <translation>Chaque sauvegarde y est aussi copiée, verrouillée, puis relue après la copie. Choisissez un disque qui n’est pas dans cet ordinateur, ou un partage d’un autre.</translation>
    </message>
    <message>
        <source>Every backup is kept for so many hours</source>
        <translation>Chaque sauvegarde est gardée ce nombre d’heures</translation>
    </message>
    <message>
        <source>Every call is described at &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt;, and as an OpenAPI document at &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Figures for Prometheus are at &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</source>
        <translation>Chaque appel est décrit sur &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt;, et sous forme de document OpenAPI sur &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Les chiffres pour Prometheus sont sur &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</translation>
    </message>
    <message>
        <source>Every change stands here, made in this window, by an import or by a shop site, with the way back.</source>
        <translation>Chaque modification figure ici, faite dans cette fenêtre, par un import ou par un site de la boutique, avec le moyen de revenir en arrière.</translation>
    </message>
    <message>
        <source>Every change, to go back to any second</source>
        <translation>Chaque modification, pour revenir à n’importe quelle seconde</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Chaque jour</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Chaque heure</translation>
    </message>
    <message>
        <source>Every order is sent and paid.</source>
        <translation>Toutes les commandes sont expédiées et payées.</translation>
    </message>
    <message>
        <source>Every product can be found.</source>
        <translation>Chaque produit peut être trouvé.</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Chaque semaine</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Everything adds up. Checked %1.</source>
        <translation>Tout concorde. Contrôlé le %1.</translation>
    </message>
    <message>
        <source>Everything in the order was shipped already.</source>
        <translation>Tout dans la commande a déjà été expédié.</translation>
    </message>
    <message>
        <source>Everything is as it was before this already.</source>
        <translation>Tout est déjà comme avant.</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Tout est enregistré</translation>
    </message>
    <message>
        <source>Everything personal was erased</source>
        <translation>Toutes les données personnelles ont été effacées</translation>
    </message>
    <message>
        <source>Everything the shop holds on %1</source>
        <translation>Tout ce que la boutique sait sur %1</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Attendu</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln products</source>
        <translation>
            <numerusform>Exporter %Ln produit</numerusform>
            <numerusform>Exporter %Ln produits</numerusform>
        </translation>
    </message>
    <message>
        <source>Export as &amp;CSV…</source>
        <translation>Exporter en &amp;CSV…</translation>
    </message>
    <message>
        <source>Export as P&amp;DF…</source>
        <translation>Exporter en P&amp;DF…</translation>
    </message>
    <message>
        <source>Export as a &amp;workbook…</source>
        <translation>Exporter en c&amp;lasseur…</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Exporter le rapport</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exporté vers %1</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>FAILED </source>
        <translation>ÉCHEC  </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échoué</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>requests</comment>
        <translation>Échouées</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Faults of ours</source>
        <translation>Erreurs de notre part</translation>
    </message>
    <message>
        <source>Fetch a&amp;gain</source>
        <translation>Actuali&amp;ser</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Fetching the image…</source>
        <translation>L’image est en route…</translation>
    </message>
    <message>
        <source>Figures as of %1, net of tax and returns</source>
        <translation>Chiffres à %1, hors taxe et retours déduits</translation>
    </message>
    <message>
        <source>Figures count what was not cancelled, less what went back</source>
        <translation>Les chiffres comptent ce qui n’a pas été annulé, moins ce qui a été rendu</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Filter %1: %2</source>
        <translation>Filtre %1 : %2</translation>
    </message>
    <message>
        <source>Find &amp;anything</source>
        <translation>&amp;Tout chercher</translation>
    </message>
    <message>
        <source>Find a country</source>
        <translation>Chercher un pays</translation>
    </message>
    <message>
        <source>Find a setting: “VAT”, “postage”, “dark”…</source>
        <translation>Chercher un réglage : « TVA », « port », « sombre »…</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Tout chercher</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Premier</translation>
    </message>
    <message>
        <source>Flat, floor, company</source>
        <translation>Appartement, étage, société</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>For developers of your shop site</source>
        <translation>Pour les développeurs de votre site</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Par exemple</translation>
    </message>
    <message>
        <source>For products that are taxed</source>
        <translation>Pour les produits au taux</translation>
    </message>
    <message>
        <source>For the shop’s own people; the customer does not see it.</source>
        <translation>Pour l’équipe de la boutique ; le client ne le voit pas.</translation>
    </message>
    <message>
        <source>Found no free connection</source>
        <translation>Sans connexion libre</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>of charge</comment>
        <translation>Gratuit</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>proportion</comment>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Free from</source>
        <translation>Gratuit à partir de</translation>
    </message>
    <message>
        <source>Free from goods worth</source>
        <translation>Gratuite à partir d’un montant de</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Fréquence</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a computer</comment>
        <translation>Poste</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Depuis %1</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>Depuis le début</translation>
    </message>
    <message>
        <source>From the empty cart to the answer. With %1 customers at once, 99 of 100 waited %2 ms at most. All %3 orders that were answered were found again after a restart of the server.</source>
        <translation>Du panier vide à la réponse. Avec %1 clients à la fois, 99 sur 100 ont attendu %2 ms au plus. Les %3 commandes qui ont reçu une réponse ont toutes été retrouvées après un redémarrage du serveur.</translation>
    </message>
    <message>
        <source>From then on it no longer opens anything.</source>
        <translation>Ensuite, elle n’ouvre plus rien.</translation>
    </message>
    <message>
        <source>From this weight, in kg</source>
        <translation>À partir de ce poids, en kg</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>D’où</translation>
    </message>
    <message>
        <source>Full width</source>
        <translation>Pleine largeur</translation>
    </message>
    <message>
        <source>Give a name of up to 200 characters.</source>
        <translation>Donnez un nom de 200 caractères au plus.</translation>
    </message>
    <message>
        <source>Give a percentage from −100 to 1,000 that is not 0.</source>
        <translation>Donnez un pourcentage de −100 à 1 000, autre que 0.</translation>
    </message>
    <message>
        <source>Give a percentage, such as 10.</source>
        <translation>Donnez un pourcentage, par exemple 10.</translation>
    </message>
    <message>
        <source>Give a price of nothing or more.</source>
        <translation>Donnez un prix de zéro ou plus.</translation>
    </message>
    <message>
        <source>Give a weight in grams that is not negative.</source>
        <translation>Donnez un poids en grammes qui ne soit pas négatif.</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation>Donnez un nombre entier de %1 à %2.</translation>
    </message>
    <message>
        <source>Give a whole number from 0 to %L1.</source>
        <translation>Donnez un nombre entier de 0 à %L1.</translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %1, which is what is left of it.</source>
        <translation>Donnez un nombre entier de 1 à %1, ce qu’il en reste.</translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %L1.</source>
        <translation>Donnez un nombre entier de 1 à %L1.</translation>
    </message>
    <message>
        <source>Give an amount above zero and up to what is left of the payment.</source>
        <translation>Donnez un montant supérieur à zéro et au plus égal au reste du paiement.</translation>
    </message>
    <message>
        <source>Give an amount above zero.</source>
        <translation>Donnez un montant supérieur à zéro.</translation>
    </message>
    <message>
        <source>Give an amount that is not negative.</source>
        <translation>Donnez un montant qui ne soit pas négatif.</translation>
    </message>
    <message>
        <source>Give an amount, such as %1.</source>
        <translation>Donnez un montant, par exemple %1.</translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as customers see it.</source>
        <translation>Donnez-lui un nom de 100 caractères au plus, tel que les clients le voient.</translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as the bill shows it.</source>
        <translation>Donnez-lui un nom de 100 caractères au plus, tel que la facture l’affiche.</translation>
    </message>
    <message>
        <source>Give it no more than it needs.</source>
        <translation>Ne lui donnez que ce dont elle a besoin.</translation>
    </message>
    <message>
        <source>Give the category a name of up to 200 characters.</source>
        <translation>Donnez à la catégorie un nom de 200 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the e-mail address that this person signs in with.</source>
        <translation>Donnez l’adresse e-mail avec laquelle cette personne se connecte.</translation>
    </message>
    <message>
        <source>Give the key a name of up to 200 characters, such as what it is for.</source>
        <translation>Donnez à la clé un nom de 200 caractères au plus, par exemple ce à quoi elle sert.</translation>
    </message>
    <message>
        <source>Give the option a name of up to 100 characters.</source>
        <translation>Donnez à l’option un nom de 100 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the place a name of up to %1 characters.</source>
        <translation>Donnez à l’emplacement un nom de %1 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the postal code.</source>
        <translation>Donnez le code postal.</translation>
    </message>
    <message>
        <source>Give the product a SKU, your own number of it.</source>
        <translation>Donnez au produit une référence (SKU), votre propre numéro pour lui.</translation>
    </message>
    <message>
        <source>Give the product a name of up to 200 characters.</source>
        <translation>Donnez au produit un nom de 200 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation>Donnez un nom au produit.</translation>
    </message>
    <message>
        <source>Give the product a title of up to 200 characters.</source>
        <translation>Donnez au produit un titre de 200 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the report a name of up to %L1 characters.</source>
        <translation>Donnez au rapport un nom de %L1 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the shop a name of up to 200 characters.</source>
        <translation>Donnez un nom à la boutique (200 caractères au plus).</translation>
    </message>
    <message>
        <source>Give the street and house number.</source>
        <translation>Donnez la rue et le numéro.</translation>
    </message>
    <message>
        <source>Give the town.</source>
        <translation>Donnez la ville.</translation>
    </message>
    <message>
        <source>Give the variant a SKU of up to 100 characters.</source>
        <translation>Donnez à la variante une référence (SKU) de 100 caractères au plus.</translation>
    </message>
    <message>
        <source>Give the variant a price.</source>
        <translation>Donnez un prix à la variante.</translation>
    </message>
    <message>
        <source>Give your account the right to read and write there.</source>
        <translation>Donnez à votre compte le droit d’y lire et d’y écrire.</translation>
    </message>
    <message>
        <source>Give your e-mail address.</source>
        <translation>Donnez votre adresse e-mail.</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Remboursé</translation>
    </message>
    <message>
        <source>Go back in time</source>
        <translation>Remonter le temps</translation>
    </message>
    <message>
        <source>Go back in time…</source>
        <translation>Remonter le temps…</translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation>Revenir au %1 ?</translation>
    </message>
    <message>
        <source>Go back to the version before, if it did not fail there, and report this with the numbers above.</source>
        <translation>Revenez à la version précédente, si elle n’y échouait pas, et signalez ceci avec les chiffres ci-dessus.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Going back needs %1 on the disk of %2 for a copy of the database, and %3 are free. Make room there.</source>
        <translation>Remonter le temps demande %1 sur le disque de %2 pour une copie de la base de données, et %3 sont libres. Faites-y de la place.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Valable</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Marchandise</translation>
    </message>
    <message>
        <source>Goods were received</source>
        <translation>De la marchandise a été réceptionnée</translation>
    </message>
    <message>
        <source>Grams</source>
        <translation>Grammes</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brut</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>Moitié</translation>
    </message>
    <message>
        <source>Half as fast again as %1 (version %2).</source>
        <translation>Une fois et demie plus rapide que %1 (version %2).</translation>
    </message>
    <message>
        <source>Half as fast as %1 (version %2).</source>
        <translation>La moitié de la vitesse de %1 (version %2).</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>La moitié en</translation>
    </message>
    <message>
        <source>Hand over the rest…</source>
        <translation>Remettre le reste…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Remettre…</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Remise</translation>
    </message>
    <message>
        <source>Handed over, %1 taken back</source>
        <translation>Remise, %1 rendues</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>Remise au client</translation>
    </message>
    <message>
        <source>Harbour Lane</source>
        <translation>Harbour Lane</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Help or keys</source>
        <translation>Aide ou touches</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Hostile requests are sent</source>
        <translation>Des requêtes hostiles sont envoyées</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Hourly</source>
        <translation>Chaque heure</translation>
    </message>
    <message>
        <source>Housekeeping</source>
        <translation>Entretien</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Jusqu’où remonter</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Où on en est</translation>
    </message>
    <message>
        <source>How it gets to the customer</source>
        <translation>Comment cela arrive au client</translation>
    </message>
    <message>
        <source>How it is paid</source>
        <translation>Comment c’est payé</translation>
    </message>
    <message>
        <source>How it keeps up</source>
        <translation>Comment il suit le rythme</translation>
    </message>
    <message>
        <source>How large</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>How long it is good for; 825 when left out, which is the most.</source>
        <translation>Combien de jours il est valable ; 825 par défaut, qui est le maximum.</translation>
    </message>
    <message>
        <source>How long they are kept</source>
        <translation>Combien de temps elles sont gardées</translation>
    </message>
    <message>
        <source>How many are gone</source>
        <translation>Combien sont parties</translation>
    </message>
    <message>
        <source>How many came in</source>
        <translation>Combien sont arrivées</translation>
    </message>
    <message>
        <source>How many days it can be gone back; 28 when left out.</source>
        <translation>De combien de jours on peut remonter ; 28 par défaut.</translation>
    </message>
    <message>
        <source>How many lines; all when left out.</source>
        <translation>Combien de lignes ; toutes par défaut.</translation>
    </message>
    <message>
        <source>How many orders the sample has.</source>
        <translation>Combien de commandes contient l’exemple.</translation>
    </message>
    <message>
        <source>How many there are; the difference is moved</source>
        <translation>Combien il y en a ; la différence est déplacée</translation>
    </message>
    <message>
        <source>How many threads answer; 0 for as many as there are processors</source>
        <translation>Combien de fils d’exécution répondent ; 0 pour autant que de processeurs</translation>
    </message>
    <message>
        <source>How many threads answer; as many as there are processors when left out.</source>
        <translation>Combien de fils d’exécution répondent ; autant que de processeurs par défaut.</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>À quelle fréquence</translation>
    </message>
    <message>
        <source>How often: %1</source>
        <translation>À quelle fréquence : %1</translation>
    </message>
    <message>
        <source>How to answer: text or json.</source>
        <translation>Comment répondre : text ou json.</translation>
    </message>
    <message>
        <source>How to write it: csv or json.</source>
        <translation>Comment l’écrire : csv ou json.</translation>
    </message>
    <message>
        <source>How “products” is sorted: revenue or units.</source>
        <translation>Comment « products » est trié : revenue ou units.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Image %L1</source>
        <translation>Image %L1</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp)</source>
        <translation>Images (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>Images from the web were brought into the shop</source>
        <translation>Des images du web ont été rapportées dans la boutique</translation>
    </message>
    <message>
        <source>Images that did not come</source>
        <translation>Images qui ne sont pas venues</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln products</source>
        <translation>
            <numerusform>Importer %Ln produit</numerusform>
            <numerusform>Importer %Ln produits</numerusform>
        </translation>
    </message>
    <message>
        <source>Import products</source>
        <translation>Importer des produits</translation>
    </message>
    <message>
        <source>Imported sales are history. Restore a backup from before the import instead.</source>
        <translation>Les ventes importées sont de l’histoire. Restaurez plutôt une sauvegarde d’avant l’import.</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Imports</translation>
    </message>
    <message numerus="yes">
        <source>In %n days</source>
        <translation>
            <numerusform>Dans %n jour</numerusform>
            <numerusform>Dans %n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>In a file that only your account can read, backups would not wait for that.</source>
        <translation>Dans un fichier que seul votre compte peut lire, les sauvegardes n’auraient pas à l’attendre.</translation>
    </message>
    <message>
        <source>In category</source>
        <translation>Dans la catégorie</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>En stock</translation>
    </message>
    <message>
        <source>In stock: 1 or 0</source>
        <translation>En stock : 1 ou 0</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>Dans le fichier</translation>
    </message>
    <message>
        <source>In their order, with blanks between them. Capitals do not matter.</source>
        <translation>Dans leur ordre, séparés par des espaces. Majuscules et minuscules, c’est égal.</translation>
    </message>
    <message>
        <source>In this computer’s keyring it would open with your sign-in alone, and no backup be made while you are signed out.</source>
        <translation>Dans le trousseau de cet ordinateur, elle ne s’ouvrirait qu’avec votre session, et aucune sauvegarde ne serait faite tant qu’elle est fermée.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En service</translation>
    </message>
    <message>
        <source>In which a shop day begins and ends, as in Europe/Berlin.</source>
        <translation>Celui où commence et finit une journée de la boutique, comme dans Europe/Berlin.</translation>
    </message>
    <message>
        <source>Inner number</source>
        <translation>Numéro interne</translation>
    </message>
    <message>
        <source>Instead of a backup: bring back what was there before the last restore.</source>
        <translation>Au lieu d’une sauvegarde : faire revenir ce qu’il y avait avant la dernière restauration.</translation>
    </message>
    <message>
        <source>Instead of words: begin with a new key, where nobody has the sheet any more.</source>
        <translation>Au lieu de mots : commencer avec une nouvelle clé, quand personne n’a plus la fiche.</translation>
    </message>
    <message>
        <source>Invitation for %1</source>
        <translation>Invitation pour %1</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Inviter</translation>
    </message>
    <message>
        <source>Invite again…</source>
        <translation>Réinviter…</translation>
    </message>
    <message>
        <source>Invite somebody to the staff</source>
        <translation>Inviter quelqu’un dans l’équipe</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Invité</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Inviter…</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Facture</translation>
    </message>
    <message>
        <source>Invoices and packing slips show it, line by line.</source>
        <translation>Les factures et bons de livraison l’affichent, ligne par ligne.</translation>
    </message>
    <message>
        <source>Invoices and receipts show it.</source>
        <translation>Les factures et les reçus l’affichent.</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Est</translation>
    </message>
    <message>
        <source>Is behind</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>It asked too often</source>
        <translation>Demandes trop fréquentes</translation>
    </message>
    <message>
        <source>It came too slowly.</source>
        <translation>Elle est venue trop lentement.</translation>
    </message>
    <message>
        <source>It can only read. A column called like one at the right, or ending in _money, _day, _time or _rate, is shown as such.</source>
        <translation>Il ne peut que lire. Une colonne nommée comme l’une de celles à droite, ou qui se termine par _money, _day, _time ou _rate, est affichée comme telle.</translation>
    </message>
    <message>
        <source>It comes back as a new product, with its words, prices and pictures, and with nothing in stock: count or receive its pieces afterwards.</source>
        <translation>Il revient comme un nouveau produit, avec ses textes, prix et images, et sans stock : comptez ou réceptionnez ensuite ses pièces.</translation>
    </message>
    <message>
        <source>It comes back with its lines, payments and parcels, under the next free number, and what it took from stock is taken again.</source>
        <translation>Elle revient avec ses lignes, paiements et colis, sous le prochain numéro libre, et ce qu’elle prenait au stock est repris.</translation>
    </message>
    <message>
        <source>It has been since version %1.</source>
        <translation>C’est le cas depuis la version %1.</translation>
    </message>
    <message>
        <source>It is being compared with the shop of now.</source>
        <translation>En cours de comparaison avec la boutique de maintenant.</translation>
    </message>
    <message>
        <source>It is damaged: %1.</source>
        <translation>Il est abîmé : %1.</translation>
    </message>
    <message>
        <source>It is in the shop now as it was then.</source>
        <translation>C’est dans la boutique maintenant comme à l’époque.</translation>
    </message>
    <message>
        <source>It is kept for the account that runs the shop: look as %1.</source>
        <translation>Elle est gardée pour le compte qui fait tourner la boutique : regardez en tant que %1.</translation>
    </message>
    <message>
        <source>It is larger than %1 MB.</source>
        <translation>Elle dépasse %1 Mo.</translation>
    </message>
    <message>
        <source>It is put together on a spare copy. The shop goes on meanwhile.</source>
        <translation>Elle est reconstituée sur une copie de réserve. La boutique continue pendant ce temps.</translation>
    </message>
    <message>
        <source>It is removed from this computer and from every place, and cannot be brought back.</source>
        <translation>Elle est supprimée de cet ordinateur et de tous les emplacements, et ne peut pas revenir.</translation>
    </message>
    <message>
        <source>It is shown only now.</source>
        <translation>Il n’est montré que maintenant.</translation>
    </message>
    <message>
        <source>It is tried again at %1.</source>
        <translation>Nouvel essai à %1.</translation>
    </message>
    <message>
        <source>It is tried again in a moment.</source>
        <translation>Nouvel essai dans un instant.</translation>
    </message>
    <message>
        <source>It is whole.</source>
        <translation>Il est intact.</translation>
    </message>
    <message>
        <source>It leads to any moment from %1 until %2.</source>
        <translation>Elle mène à tout moment de %1 à %2.</translation>
    </message>
    <message>
        <source>It may stay empty.</source>
        <translation>Peut rester vide.</translation>
    </message>
    <message>
        <source>It stands beside what you do. It may stay empty.</source>
        <translation>Il figure à côté de ce que vous faites. Peut rester vide.</translation>
    </message>
    <message>
        <source>It takes along what the database writes, and is %1 behind.</source>
        <translation>Elle emporte ce que la base de données écrit, avec %1 de retard.</translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation>Cela a pris %1 s.</translation>
    </message>
    <message>
        <source>It was brought back into the shop.</source>
        <translation>C’est revenu dans la boutique.</translation>
    </message>
    <message>
        <source>It was refused</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>It was removed since: there is nothing left to take this back on.</source>
        <translation>Supprimé depuis : il n’y a plus rien sur quoi revenir.</translation>
    </message>
    <message>
        <source>It was stopped before it began.</source>
        <translation>Elle a été arrêtée avant de commencer.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>It was stopped. Everything is as it was before.</source>
        <translation>Arrêté. Tout est comme avant.</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Its address holds a name or a password, and these are sent to nobody.</source>
        <translation>Son adresse contient un nom ou un mot de passe, et ceux-ci ne sont envoyés à personne.</translation>
    </message>
    <message>
        <source>Its address leads on and on to others.</source>
        <translation>Son adresse mène sans fin à d’autres.</translation>
    </message>
    <message>
        <source>Its address leads on to one that is not safe.</source>
        <translation>Son adresse mène à une autre qui n’est pas sûre.</translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved.</source>
        <translation>Son fichier sur cet ordinateur a changé depuis sa vérification.</translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved. Do not rely on this disk; make another backup.</source>
        <translation>Son fichier sur cet ordinateur a changé depuis sa vérification. Ne comptez plus sur ce disque ; faites une autre sauvegarde.</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Sa clé</translation>
    </message>
    <message>
        <source>Its key, a PEM file without a passphrase.</source>
        <translation>Sa clé, un fichier PEM sans phrase secrète.</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Son nom</translation>
    </message>
    <message>
        <source>Its name ends in .backroom.</source>
        <translation>Son nom se termine par .backroom.</translation>
    </message>
    <message>
        <source>Its number, to find it again</source>
        <translation>Son numéro, pour le retrouver</translation>
    </message>
    <message>
        <source>Its stock is counted for all variations together there. Here each counts its own, so it is not tracked yet.</source>
        <translation>Son stock y est compté pour toutes les variations ensemble. Ici, chacune compte le sien ; il n’est donc pas encore suivi.</translation>
    </message>
    <message>
        <source>Its stock is not counted</source>
        <translation>Son stock n’est pas compté</translation>
    </message>
    <message>
        <source>Its stock is not counted.</source>
        <translation>Son stock n’est pas compté.</translation>
    </message>
    <message>
        <source>Its words, prices, tags, categories and pictures become again what they were then. Variants made since stay, and so does what is in stock.</source>
        <translation>Ses textes, prix, mots-clés, catégories et images redeviennent ce qu’ils étaient alors. Les variantes créées depuis restent, tout comme le stock.</translation>
    </message>
    <message>
        <source>Its write-ahead log</source>
        <translation>Son journal d’écriture anticipée</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Fichiers JSON (*.json)</translation>
    </message>
    <message>
        <source>Join tables with ON and the two columns; USING and NATURAL have no place in a report.</source>
        <translation>Joignez les tables avec ON et les deux colonnes ; USING et NATURAL n’ont pas leur place dans un rapport.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Keep &amp;selling when the window is closed</source>
        <translation>Continuer à &amp;vendre quand la fenêtre est fermée</translation>
    </message>
    <message>
        <source>Keep as a customer</source>
        <translation>Garder comme client</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>Laisser tel quel</translation>
    </message>
    <message>
        <source>Keep it in a file</source>
        <translation>La garder dans un fichier</translation>
    </message>
    <message>
        <source>Keep it in the keyring</source>
        <translation>La garder dans le trousseau</translation>
    </message>
    <message>
        <source>Keep it in this computer's keyring, which opens only while its owner is signed in, or in a file.</source>
        <translation>La garder dans le trousseau de cet ordinateur, qui n’est ouvert que pendant la session de son propriétaire, ou dans un fichier.</translation>
    </message>
    <message>
        <source>Keep mine on top</source>
        <translation>Garder ma version par-dessus</translation>
    </message>
    <message>
        <source>Keep the description within %1 characters.</source>
        <translation>Gardez la description dans les %1 caractères.</translation>
    </message>
    <message>
        <source>Keep the description within %L1 characters.</source>
        <translation>Gardez la description dans les %L1 caractères.</translation>
    </message>
    <message>
        <source>Keep the key here</source>
        <translation>Garder la clé ici</translation>
    </message>
    <message>
        <source>Keep the note within 2,000 characters.</source>
        <translation>Gardez la note dans les 2 000 caractères.</translation>
    </message>
    <message>
        <source>Keep the reference within 200 characters.</source>
        <translation>Gardez la référence dans les 200 caractères.</translation>
    </message>
    <message>
        <source>Keep the sale</source>
        <translation>Garder la vente</translation>
    </message>
    <message>
        <source>Keep this store as it is, and compare it with a backup.</source>
        <translation>Garder ce stockage tel quel, et le comparer à une sauvegarde.</translation>
    </message>
    <message>
        <source>Keep this within %L1 characters.</source>
        <translation>Gardez ceci dans les %L1 caractères.</translation>
    </message>
    <message>
        <source>Keep what I typed</source>
        <translation>Garder ma saisie</translation>
    </message>
    <message>
        <source>Keeps the key of the shop's backups here too, from the words of its recovery sheet: for a second account or computer.</source>
        <translation>Garde aussi ici la clé des sauvegardes de la boutique, à partir des mots de la fiche de secours : pour un deuxième compte ou ordinateur.</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Gardée dans</translation>
    </message>
    <message>
        <source>Kept on</source>
        <translation>Conservées sur</translation>
    </message>
    <message>
        <source>Kept on</source>
        <comment>one backup</comment>
        <translation>Conservée sur</translation>
    </message>
    <message>
        <source>Kept: %1.</source>
        <translation>Gardées : %1.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Clé %1</translation>
    </message>
    <message>
        <source>Key “%1” changed</source>
        <translation>Clé « %1 » modifiée</translation>
    </message>
    <message>
        <source>Key “%1” made</source>
        <translation>Clé « %1 » créée</translation>
    </message>
    <message>
        <source>Key “%1” taken away</source>
        <translation>Clé « %1 » retirée</translation>
    </message>
    <message>
        <source>Key “%1” was changed</source>
        <translation>La clé « %1 » a été modifiée</translation>
    </message>
    <message>
        <source>Key “%1” was made</source>
        <translation>La clé « %1 » a été créée</translation>
    </message>
    <message>
        <source>Key “%1” was taken away</source>
        <translation>La clé « %1 » a été retirée</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Keys</source>
        <comment>of the API</comment>
        <translation>Clés</translation>
    </message>
    <message>
        <source>Keys of programs</source>
        <translation>Clés des programmes</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>Raccourcis de cette page</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>Kio</translation>
    </message>
    <message>
        <source>KiB/s</source>
        <translation>Kio/s</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>LOOK   </source>
        <translation>À VOIR </translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Labels of the sheet that are used up</source>
        <translation>Étiquettes déjà utilisées sur la feuille</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>Langue de cette fenêtre</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Langues</translation>
    </message>
    <message>
        <source>Languages of the shop</source>
        <translation>Langues de la boutique</translation>
    </message>
    <message>
        <source>Larger bodies lie on the disk while they arrive</source>
        <translation>Les corps plus grands vont sur le disque pendant leur arrivée</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>Corps le plus grand</translation>
    </message>
    <message>
        <source>Largest image or import</source>
        <translation>Image ou import le plus grand</translation>
    </message>
    <message>
        <source>Largest request head</source>
        <translation>En-tête de requête le plus grand</translation>
    </message>
    <message>
        <source>Largest weight in grams</source>
        <translation>Poids maximal en grammes</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Dernier</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Le mois dernier</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>Dernière commande</translation>
    </message>
    <message>
        <source>Last restore: %1. What was there before is kept.</source>
        <translation>Dernière restauration : %1. Ce qu’il y avait avant est gardé.</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vu</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <translation>Vu %1</translation>
    </message>
    <message>
        <source>Last seen %1, from %2</source>
        <translation>Vu %1, depuis %2</translation>
    </message>
    <message>
        <source>Last up to date</source>
        <translation>À jour pour la dernière fois</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Utilisée</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Tient encore</translation>
    </message>
    <message>
        <source>Lasts about</source>
        <translation>Dure environ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Least rate at which a body earns more time</source>
        <translation>Débit minimal à partir duquel un corps gagne du temps</translation>
    </message>
    <message>
        <source>Least rate at which a reply has to be read</source>
        <translation>Débit minimal auquel une réponse doit être lue</translation>
    </message>
    <message>
        <source>Least weight in grams</source>
        <translation>Poids minimal en grammes</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Laisser tel quel</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>Laisser comme avant</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Laisser de côté</translation>
    </message>
    <message>
        <source>Leave “%1” without saving?</source>
        <translation>Quitter « %1 » sans enregistrer ?</translation>
    </message>
    <message>
        <source>Length of a period</source>
        <translation>Durée d’une période</translation>
    </message>
    <message>
        <source>Less than a third as fast as %1 (version %2).</source>
        <translation>Moins d’un tiers de la vitesse de %1 (version %2).</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>Réadmettre</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Level after it</source>
        <translation>Niveau après</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Niveaux</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Ligne %1</translation>
    </message>
    <message>
        <source>Line %1, %2</source>
        <translation>Ligne %1, %2</translation>
    </message>
    <message>
        <source>Line of the order</source>
        <translation>Ligne de la commande</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>Lines of deliveries</source>
        <translation>Lignes d’expéditions</translation>
    </message>
    <message>
        <source>Lines of orders</source>
        <translation>Lignes de commandes</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Lien</translation>
    </message>
    <message>
        <source>List the tests that were made, and test nothing.</source>
        <translation>Lister les tests déjà faits, et ne rien tester.</translation>
    </message>
    <message>
        <source>Lists of products are asked for again and again</source>
        <translation>Des listes de produits sont demandées encore et encore</translation>
    </message>
    <message>
        <source>Lists of products are asked for that nobody asked for before</source>
        <translation>Des listes de produits que personne n’avait demandées sont demandées</translation>
    </message>
    <message>
        <source>Lists of products that somebody had asked for before; new ones, %1 a second. With %2 customers at once, 99 of 100 waited %3 ms at most, and %4 ms for new ones.</source>
        <translation>Listes de produits que quelqu’un avait déjà demandées ; de nouvelles, %1 par seconde. Avec %2 clients à la fois, 99 sur 100 ont attendu %3 ms au plus, et %4 ms pour de nouvelles.</translation>
    </message>
    <message>
        <source>Lists the shop's backups, newest first: when, why, how large, whether proved, and where they are kept.</source>
        <translation>Liste les sauvegardes de la boutique, la plus récente d’abord : quand, pourquoi, quelle taille, si elles sont vérifiées, et où elles sont gardées.</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Log before</source>
        <translation>Journal précédent</translation>
    </message>
    <message>
        <source>Log of requests</source>
        <translation>Journal des requêtes</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
    </message>
    <message>
        <source>Longest of these</source>
        <translation>La plus longue</translation>
    </message>
    <message>
        <source>Longest request line</source>
        <translation>Ligne de requête la plus longue</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Voir</translation>
    </message>
    <message>
        <source>Look again now</source>
        <translation>Regarder de nouveau</translation>
    </message>
    <message>
        <source>Look around…</source>
        <translation>Consulter…</translation>
    </message>
    <message>
        <source>Look at everything</source>
        <translation>Tout voir</translation>
    </message>
    <message>
        <source>Look at: %1</source>
        <translation>Voir : %1</translation>
    </message>
    <message>
        <source>Look for the sheet</source>
        <translation>Chercher la fiche</translation>
    </message>
    <message>
        <source>Look into the log for the reason.</source>
        <translation>Cherchez la raison dans le journal.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdu</translation>
    </message>
    <message>
        <source>Low at</source>
        <translation>Seuil bas</translation>
    </message>
    <message>
        <source>Low from</source>
        <translation>Stock bas à partir de</translation>
    </message>
    <message>
        <source>Low stock</source>
        <translation>Stock bas</translation>
    </message>
    <message>
        <source>Low: at or below %1</source>
        <translation>Bas : %1 ou moins</translation>
    </message>
    <message>
        <source>Lower by an amount</source>
        <translation>Baisser d’un montant</translation>
    </message>
    <message>
        <source>Lower by per cent</source>
        <translation>Baisser en pour cent</translation>
    </message>
    <message>
        <source>Loyal</source>
        <translation>Fidèle</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Faite</translation>
    </message>
    <message>
        <source>Made %1</source>
        <translation>Fait le %1</translation>
    </message>
    <message>
        <source>Made at closing.</source>
        <translation>Faites à la fermeture.</translation>
    </message>
    <message>
        <source>Made by hand or before a restore, at least</source>
        <translation>Faites à la main ou avant une restauration, au moins</translation>
    </message>
    <message>
        <source>Made every %1 at %2.</source>
        <translation>Faites chaque %1 à %2.</translation>
    </message>
    <message>
        <source>Made every day at %1.</source>
        <translation>Faites chaque jour à %1.</translation>
    </message>
    <message>
        <source>Made every hour.</source>
        <translation>Faites chaque heure.</translation>
    </message>
    <message>
        <source>Made only when you ask for it.</source>
        <translation>Faites seulement à votre demande.</translation>
    </message>
    <message>
        <source>Make a backup first. Then restore the last one that was right, or report this with its numbers.</source>
        <translation>Faites d’abord une sauvegarde. Restaurez ensuite la dernière qui était juste, ou signalez ceci avec ses numéros.</translation>
    </message>
    <message>
        <source>Make another one, and look whether this disk is well.</source>
        <translation>Faites-en une autre, et regardez si ce disque va bien.</translation>
    </message>
    <message>
        <source>Make one now.</source>
        <translation>Faites-en une maintenant.</translation>
    </message>
    <message>
        <source>Make the daily totals anew from the orders first.</source>
        <translation>Refaire d’abord les totaux quotidiens à partir des commandes.</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Créer la clé</translation>
    </message>
    <message>
        <source>Makes a backup of the shop, while it sells, and proves that it can be restored.</source>
        <translation>Fait une sauvegarde de la boutique, pendant qu’elle vend, et vérifie qu’elle peut être restaurée.</translation>
    </message>
    <message>
        <source>Makes a certificate of the shop's own, to serve https:// with.</source>
        <translation>Crée un certificat propre à la boutique, pour servir https://.</translation>
    </message>
    <message>
        <source>Makes a shop and its first owner.</source>
        <translation>Crée une boutique et son premier propriétaire.</translation>
    </message>
    <message>
        <source>Makes the sheet to print that opens the shop's backups on any computer.</source>
        <translation>Crée la fiche à imprimer qui ouvre les sauvegardes de la boutique sur tout ordinateur.</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>Sauvegarde en cours</translation>
    </message>
    <message>
        <source>Making the shop…</source>
        <translation>Création de la boutique…</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Gérant</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Marge</translation>
    </message>
    <message>
        <source>Margin by category</source>
        <translation>Marge par catégorie</translation>
    </message>
    <message>
        <source>Mark as handed over</source>
        <translation>Noter comme remise</translation>
    </message>
    <message>
        <source>Mark as paid</source>
        <translation>Marquer comme payée</translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <translation>Marquer comme expédiée</translation>
    </message>
    <message>
        <source>Mark paid…</source>
        <translation>Marquer comme payée…</translation>
    </message>
    <message>
        <source>Markdown: **bold**, *italic*, - a list</source>
        <translation>Markdown : **gras**, *italique*, - une liste</translation>
    </message>
    <message>
        <source>May do everything, also settings, keys, backups and other owners.</source>
        <translation>Peut tout faire, y compris réglages, clés, sauvegardes et autres propriétaires.</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>Peut se connecter</translation>
    </message>
    <message>
        <source>Measure for a shorter time, which is less exact.</source>
        <translation>Mesurer moins longtemps, donc moins exactement.</translation>
    </message>
    <message>
        <source>Median ms</source>
        <translation>Médiane ms</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>Mio</translation>
    </message>
    <message>
        <source>Minutes past the hour</source>
        <translation>Minutes après l’heure</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>Manquent : %1.</translation>
    </message>
    <message>
        <source>Monetary</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Money of order #%1 was given back</source>
        <translation>De l’argent de la commande n° %1 a été rendu</translation>
    </message>
    <message>
        <source>Money of the order was given back since. Take that back first.</source>
        <translation>De l’argent de cette commande a été rendu depuis. Revenez d’abord sur cela.</translation>
    </message>
    <message>
        <source>Money was given back</source>
        <translation>De l’argent a été rendu</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More than expected</source>
        <translation>Plus que prévu</translation>
    </message>
    <message>
        <source>More than twice as fast as %1 (version %2).</source>
        <translation>Plus de deux fois plus rapide que %1 (version %2).</translation>
    </message>
    <message>
        <source>More was sent than is taken</source>
        <translation>Plus a été envoyé que ce qui est accepté</translation>
    </message>
    <message>
        <source>Most TLS handshakes under way; beyond, the oldest makes room</source>
        <translation>Négociations TLS en cours au plus ; au-delà, la plus ancienne laisse la place</translation>
    </message>
    <message>
        <source>Most connections from one address</source>
        <translation>Connexions d’une même adresse au plus</translation>
    </message>
    <message>
        <source>Most connections from this computer</source>
        <translation>Connexions de cet ordinateur au plus</translation>
    </message>
    <message>
        <source>Most connections in all</source>
        <translation>Connexions en tout au plus</translation>
    </message>
    <message>
        <source>Most header fields of a request</source>
        <translation>Champs d’en-tête d’une requête au plus</translation>
    </message>
    <message>
        <source>Most that all such bodies take on the disk together</source>
        <translation>Place que tous ces corps prennent ensemble sur le disque au plus</translation>
    </message>
    <message>
        <source>Move at most %1 pieces at a time.</source>
        <translation>Déplacez au plus %1 pièces à la fois.</translation>
    </message>
    <message>
        <source>Move below the one above</source>
        <translation>Mettre sous celle du dessus</translation>
    </message>
    <message>
        <source>Move between 1 and %L1 pieces at a time, in or out.</source>
        <translation>Déplacez entre 1 et %L1 pièces à la fois, en entrée ou en sortie.</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Move out of the one above</source>
        <translation>Sortir d’un niveau</translation>
    </message>
    <message>
        <source>Move stock</source>
        <translation>Déplacer le stock</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>Mouvements</translation>
    </message>
    <message>
        <source>Movements of stock</source>
        <translation>Mouvements de stock</translation>
    </message>
    <message>
        <source>Moves the shop from its file to PostgreSQL or back, proved row by row. The old store is left as it is.</source>
        <translation>Déplace la boutique de son fichier vers PostgreSQL ou l’inverse, vérifié ligne par ligne. L’ancien stockage est laissé tel quel.</translation>
    </message>
    <message>
        <source>Moving from another system? Its export, or any table saved as CSV, can be imported.</source>
        <translation>Vous venez d’un autre système ? Son export, ou tout tableau enregistré en CSV, peut être importé.</translation>
    </message>
    <message>
        <source>Much is asked of the backups already. Wait until some of it is done.</source>
        <translation>Les sauvegardes ont déjà beaucoup à faire. Attendez qu’une partie soit terminée.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name at least one country it goes to.</source>
        <translation>Indiquez au moins un pays desservi.</translation>
    </message>
    <message>
        <source>Name at least one line, or leave them out for all that is left.</source>
        <translation>Indiquez au moins une ligne, ou omettez-les pour tout ce qui reste.</translation>
    </message>
    <message>
        <source>Name each line once.</source>
        <translation>Indiquez chaque ligne une seule fois.</translation>
    </message>
    <message>
        <source>Name in addresses</source>
        <translation>Nom dans les adresses</translation>
    </message>
    <message>
        <source>Name in import files</source>
        <translation>Nom dans les fichiers d’import</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>Nom de la boutique</translation>
    </message>
    <message>
        <source>Name one backup of those in %1, the newest is %2; or a moment, with --at.</source>
        <translation>Nommez une des sauvegardes de %1, la plus récente est %2 ; ou un moment, avec --at.</translation>
    </message>
    <message>
        <source>Name one backup.</source>
        <translation>Indiquez une sauvegarde.</translation>
    </message>
    <message>
        <source>Name one file that holds the words, or - for standard input; or say --new.</source>
        <translation>Indiquez un fichier qui contient les mots, ou - pour l’entrée standard ; ou dites --new.</translation>
    </message>
    <message>
        <source>Name or e-mail address</source>
        <translation>Nom ou adresse e-mail</translation>
    </message>
    <message>
        <source>Name tables without a schema: “orders”, not “%1.orders”.</source>
        <translation>Nommez les tables sans schéma : « orders », et non « %1.orders ».</translation>
    </message>
    <message>
        <source>Name the lines that come back.</source>
        <translation>Indiquez les lignes qui reviennent.</translation>
    </message>
    <message>
        <source>Name the tax class in up to 40 characters, as in standard.</source>
        <translation>Nommez la classe de TVA en 40 caractères au plus, comme dans standard.</translation>
    </message>
    <message>
        <source>Name with --data a folder for that backup.</source>
        <translation>Indiquez avec --data un dossier pour cette sauvegarde.</translation>
    </message>
    <message>
        <source>Name, addresses and sessions go, and what the history says of them. Orders that were not sent are cancelled; the others stay in the books without a name. This cannot be taken back.</source>
        <translation>Le nom, les adresses et les sessions disparaissent, ainsi que ce que l’historique en dit. Les commandes non expédiées sont annulées ; les autres restent dans les comptes, sans nom. Il n’est pas possible de revenir dessus.</translation>
    </message>
    <message>
        <source>Name, contact, note and saved addresses become again what they were then. Orders stay as they are.</source>
        <translation>Nom, contact, note et adresses enregistrées redeviennent ce qu’ils étaient alors. Les commandes restent telles quelles.</translation>
    </message>
    <message>
        <source>Names of the server</source>
        <translation>Noms du serveur</translation>
    </message>
    <message>
        <source>Names this server answers to</source>
        <translation>Noms auxquels ce serveur répond</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Net</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>Ventes nettes</translation>
    </message>
    <message>
        <source>Net sales by day</source>
        <translation>Ventes nettes par jour</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>New connections get the certificate from before until this is mended.</source>
        <translation>Les nouvelles connexions reçoivent le certificat précédent jusqu’à ce que ce soit réparé.</translation>
    </message>
    <message>
        <source>New connections get the certificate now in “%1”.</source>
        <translation>Les nouvelles connexions reçoivent le certificat maintenant dans « %1 ».</translation>
    </message>
    <message>
        <source>New customers</source>
        <translation>Nouveaux clients</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Nouvelle clé…</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Nouvelle commande</translation>
    </message>
    <message>
        <source>New orders appear by themselves</source>
        <translation>Les nouvelles commandes apparaissent toutes seules</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>Nouveau mot de passe…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Next a&amp;rea</source>
        <translation>&amp;Zone suivante</translation>
    </message>
    <message>
        <source>Next log</source>
        <translation>Journal suivant</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>No backup is made by itself: choose when under Settings.</source>
        <translation>Aucune sauvegarde ne se fait toute seule : choisissez quand dans les réglages.</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Pas encore de sauvegarde</translation>
    </message>
    <message>
        <source>No categories yet</source>
        <translation>Pas encore de catégories</translation>
    </message>
    <message>
        <source>No change fits what is chosen above.</source>
        <translation>Aucune modification ne correspond à ce qui est choisi ci-dessus.</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>Sans code</translation>
    </message>
    <message>
        <source>No copy on %1</source>
        <translation>Pas de copie sur %1</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>Pas encore de clients</translation>
    </message>
    <message>
        <source>No delivery yet: customers collect what they buy.</source>
        <translation>Pas encore de livraison : les clients viennent chercher ce qu’ils achètent.</translation>
    </message>
    <message>
        <source>No hostile request could be sent.</source>
        <translation>Aucune requête hostile n’a pu être envoyée.</translation>
    </message>
    <message>
        <source>No image is on another website: the shop has all of its own.</source>
        <translation>Aucune image n’est sur un autre site : la boutique les a toutes chez elle.</translation>
    </message>
    <message>
        <source>No images yet. The first one stands in lists and in the web shop.</source>
        <translation>Pas encore d’images. La première figure dans les listes et dans la boutique en ligne.</translation>
    </message>
    <message>
        <source>No keyring answers on this computer. Sign in to its desktop, or keep the key in a file.</source>
        <translation>Aucun trousseau ne répond sur cet ordinateur. Ouvrez une session sur son bureau, ou gardez la clé dans un fichier.</translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation>Pas encore de clés</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>N’existe plus</translation>
    </message>
    <message>
        <source>No moment can be gone back to yet.</source>
        <translation>On ne peut encore revenir à aucun moment.</translation>
    </message>
    <message>
        <source>No more backups are copied there then. What lies there stays there.</source>
        <translation>Plus aucune sauvegarde n’y est alors copiée. Ce qui s’y trouve y reste.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Sans nom</translation>
    </message>
    <message>
        <source>No name given</source>
        <translation>Aucun nom donné</translation>
    </message>
    <message>
        <source>No one vouches for it: give %1 to those who are to trust it (curl --cacert), or use a certificate of an authority for a site that everybody visits.</source>
        <translation>Personne ne s’en porte garant : donnez %1 à ceux qui doivent lui faire confiance (curl --cacert), ou utilisez un certificat d’une autorité pour un site ouvert à tous.</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Pas encore de commandes</translation>
    </message>
    <message>
        <source>No orders yet.</source>
        <translation>Pas encore de commande.</translation>
    </message>
    <message>
        <source>No product matches these filters. Take one of them away.</source>
        <translation>Aucun produit ne correspond à ces filtres. Retirez-en un.</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>Pas encore de produits</translation>
    </message>
    <message>
        <source>No program has the shop open now. The database keeps %1 for when one has.</source>
        <translation>Aucun programme n’a la boutique ouverte en ce moment. La base de données garde %1 pour le prochain.</translation>
    </message>
    <message>
        <source>No rates yet: nothing is taxed.</source>
        <translation>Pas encore de taux : rien n’est soumis à la TVA.</translation>
    </message>
    <message>
        <source>No row fits</source>
        <translation>Aucune ligne ne correspond</translation>
    </message>
    <message>
        <source>No row of “%1” has a title. Add it.</source>
        <translation>Aucune ligne de « %1 » n’a de titre. Ajoutez-le.</translation>
    </message>
    <message>
        <source>No secure connection comes about: the server’s certificate is not right.</source>
        <translation>Aucune connexion sûre ne s’établit : le certificat du serveur n’est pas bon.</translation>
    </message>
    <message>
        <source>No setting is called “%1”. Try another word for it.</source>
        <translation>Aucun réglage ne s’appelle « %1 ». Essayez un autre mot.</translation>
    </message>
    <message>
        <source>No such customers</source>
        <translation>Aucun client trouvé</translation>
    </message>
    <message>
        <source>No such orders</source>
        <translation>Aucune commande trouvée</translation>
    </message>
    <message>
        <source>No such requests</source>
        <translation>Aucune requête trouvée</translation>
    </message>
    <message>
        <source>No test of the server was kept yet.</source>
        <translation>Aucun test du serveur n’a encore été gardé.</translation>
    </message>
    <message>
        <source>No variation of “%1” says which %2 it is. The choices are kept in its description.</source>
        <translation>Aucune variation de « %1 » ne dit quelle valeur de %2 elle est. Les choix sont gardés dans sa description.</translation>
    </message>
    <message>
        <source>Nobody has asked yet</source>
        <translation>Personne n’a encore rien demandé</translation>
    </message>
    <message>
        <source>Nobody has the sheet any more…</source>
        <translation>Personne n’a plus la fiche…</translation>
    </message>
    <message>
        <source>Nobody here has the e-mail address %1. “backroomd user list” shows who does.</source>
        <translation>Personne ici n’a l’adresse e-mail %1. « backroomd user list » montre qui en a une.</translation>
    </message>
    <message>
        <source>Nobody is called that</source>
        <translation>Personne ne s’appelle ainsi</translation>
    </message>
    <message>
        <source>Nobody sets another's password. Let them change it.</source>
        <translation>Personne ne définit le mot de passe d’un autre. Laissez-le le changer.</translation>
    </message>
    <message>
        <source>Nobody takes the list any more, or the disk is full.</source>
        <translation>Plus personne ne prend la liste, ou le disque est plein.</translation>
    </message>
    <message>
        <source>Nobody was signed in, or the key was wrong</source>
        <translation>Personne n’était connecté, ou la clé était fausse</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>Aucune choisie</translation>
    </message>
    <message>
        <source>None is missing.</source>
        <translation>Aucun ne manque.</translation>
    </message>
    <message>
        <source>None kept. Each order has its own.</source>
        <translation>Aucune gardée. Chaque commande a la sienne.</translation>
    </message>
    <message>
        <source>None of the customers fits what is asked for above.</source>
        <translation>Aucun client ne correspond à ce qui est demandé ci-dessus.</translation>
    </message>
    <message>
        <source>None of the orders fits what is chosen above.</source>
        <translation>Aucune commande ne correspond à ce qui est choisi ci-dessus.</translation>
    </message>
    <message>
        <source>None of the requests fits what is chosen above.</source>
        <translation>Aucune requête ne correspond à ce qui est choisi ci-dessus.</translation>
    </message>
    <message>
        <source>None of the staff fits what is asked for above.</source>
        <translation>Personne dans l’équipe ne correspond à ce qui est demandé ci-dessus.</translation>
    </message>
    <message>
        <source>None was made yet. The first is made soon after the shop is opened or served.</source>
        <translation>Aucune n’a encore été faite. La première se fait peu après l’ouverture ou la mise en service de la boutique.</translation>
    </message>
    <message>
        <source>None was proved yet, and one was due at %1.</source>
        <translation>Aucune n’a encore été vérifiée, et une était due à %1.</translation>
    </message>
    <message>
        <source>Not backed up yet</source>
        <translation>Pas encore sauvegardé</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Pas encore contrôlé</translation>
    </message>
    <message>
        <source>Not checked yet. The check adds up stock, payments, lines, taxes, order numbers and the totals of each day, and compares them with what is kept beside them. Work can go on meanwhile.</source>
        <translation>Pas encore contrôlés. Le contrôle additionne le stock, les paiements, les lignes, la TVA, les numéros de commande et les totaux de chaque jour, et les compare à ce qui est noté à côté. Le travail peut continuer pendant ce temps.</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>Non choisi</translation>
    </message>
    <message>
        <source>Not in it: %1.</source>
        <translation>N’y sont pas : %1.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Pas encore regardé</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Not offered</source>
        <translation>Non proposé</translation>
    </message>
    <message>
        <source>Not one row of this file can be taken. The first that is wrong is line %1: %2</source>
        <translation>Pas une ligne de ce fichier ne peut être reprise. La première qui est fausse est la ligne %1 : %2</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Non payée</translation>
    </message>
    <message>
        <source>Not paid  %1</source>
        <translation>Non payées  %1</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Non joint</translation>
    </message>
    <message>
        <source>Not refused as it should be: %1.</source>
        <translation>Pas refusée comme il se doit : %1.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Pas encore enregistré</translation>
    </message>
    <message>
        <source>Not sold in the last 90 days</source>
        <translation>Non vendus depuis 90 jours</translation>
    </message>
    <message>
        <source>Not taken</source>
        <comment>rows</comment>
        <translation>Non reprises</translation>
    </message>
    <message>
        <source>Not taxed</source>
        <translation>Sans TVA</translation>
    </message>
    <message>
        <source>Not tested yet. It takes about 15 seconds.</source>
        <translation>Pas encore testé. Cela prend environ 15 secondes.</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Pas encore là</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Note, seen by staff only</source>
        <translation>Note, vue seulement par l’équipe</translation>
    </message>
    <message>
        <source>Nothing came from standard input. Write it there on one line.</source>
        <translation>Rien n’est venu de l’entrée standard. Écrivez-y sur une ligne.</translation>
    </message>
    <message>
        <source>Nothing can be read from standard input.</source>
        <translation>Rien ne peut être lu de l’entrée standard.</translation>
    </message>
    <message>
        <source>Nothing can be written in %1. Give your account the right to, or make room on that disk.</source>
        <translation>Rien ne peut être écrit dans %1. Donnez-en le droit à votre compte, ou faites de la place sur ce disque.</translation>
    </message>
    <message>
        <source>Nothing can be written to standard output.</source>
        <translation>Rien ne peut être écrit sur la sortie standard.</translation>
    </message>
    <message>
        <source>Nothing else changes. It stands in the history like any other change.</source>
        <translation>Rien d’autre ne change. Cela figure dans l’historique comme toute autre modification.</translation>
    </message>
    <message>
        <source>Nothing fits what is chosen above.</source>
        <translation>Rien ne correspond à ce qui est choisi ci-dessus.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Rien ici</translation>
    </message>
    <message>
        <source>Nothing here matches “%1”. Look for less, or take the filters away.</source>
        <translation>Rien ici ne correspond à « %1 ». Cherchez moins de mots, ou retirez les filtres.</translation>
    </message>
    <message>
        <source>Nothing in the help is about “%1”.</source>
        <translation>Rien dans l’aide ne parle de « %1 ».</translation>
    </message>
    <message>
        <source>Nothing in the shop can be brought back so far.</source>
        <translation>Rien ne peut encore être restauré.</translation>
    </message>
    <message>
        <source>Nothing in the shop has the code “%1”. Give it to a product first.</source>
        <translation>Rien dans la boutique n’a le code « %1 ». Donnez-le d’abord à un produit.</translation>
    </message>
    <message>
        <source>Nothing in these days</source>
        <translation>Rien pour ces jours</translation>
    </message>
    <message>
        <source>Nothing in this window changes the shop, but for what you bring back.</source>
        <translation>Rien dans cette fenêtre ne change la boutique, sauf ce que vous faites revenir.</translation>
    </message>
    <message>
        <source>Nothing is in the delivery yet. Scan or choose what came in.</source>
        <translation>Il n’y a encore rien dans la livraison. Scannez ou choisissez ce qui est arrivé.</translation>
    </message>
    <message>
        <source>Nothing is in the order yet. Scan or choose what is bought.</source>
        <translation>Il n’y a encore rien dans la commande. Scannez ou choisissez ce qui est acheté.</translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation>Rien de renseigné.</translation>
    </message>
    <message>
        <source>Nothing moved yet</source>
        <translation>Aucun mouvement pour l’instant</translation>
    </message>
    <message>
        <source>Nothing of then fits what is chosen above.</source>
        <translation>Rien de cette époque ne correspond à ce qui est choisi ci-dessus.</translation>
    </message>
    <message>
        <source>Nothing on the shelf yet</source>
        <translation>Rien en rayon pour l’instant</translation>
    </message>
    <message>
        <source>Nothing runs low</source>
        <translation>Rien n’est bientôt épuisé</translation>
    </message>
    <message>
        <source>Nothing sold yet</source>
        <translation>Rien de vendu pour l’instant</translation>
    </message>
    <message>
        <source>Nothing that was paid is left to refund.</source>
        <translation>De ce qui a été payé, il ne reste rien à rembourser.</translation>
    </message>
    <message>
        <source>Nothing to change: they are like that already</source>
        <translation>Rien à changer : ils sont déjà ainsi</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>Rien à importer</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Rien à montrer pour l’instant</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Rien n’attend</translation>
    </message>
    <message>
        <source>Nothing waits here</source>
        <translation>Rien n’attend ici</translation>
    </message>
    <message>
        <source>Nothing was changed here since the start. The page History has what was before.</source>
        <translation>Rien n’a été modifié ici depuis le démarrage. La page Historique a ce qui précède.</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>Rien n’a encore été modifié</translation>
    </message>
    <message>
        <source>Nothing was counted yet. Scan or choose what stands on the shelf.</source>
        <translation>Rien n’a encore été compté. Scannez ou choisissez ce qui est en rayon.</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Rien n’a été trouvé</translation>
    </message>
    <message>
        <source>Nothing was moved by it: there is nothing to take back.</source>
        <translation>Rien n’en a été déplacé : il n’y a rien sur quoi revenir.</translation>
    </message>
    <message>
        <source>Nothing was paid yet</source>
        <translation>Rien n’a encore été payé</translation>
    </message>
    <message>
        <source>Nothing was refused and nothing failed</source>
        <translation>Rien n’a été refusé et rien n’a échoué</translation>
    </message>
    <message>
        <source>Nothing was restored here yet, so there is nothing to take back.</source>
        <translation>Rien n’a encore été restauré ici, il n’y a donc rien sur quoi revenir.</translation>
    </message>
    <message>
        <source>Nothing was said</source>
        <translation>Rien n’a été dit</translation>
    </message>
    <message>
        <source>Nothing was taken back that could be done again.</source>
        <translation>Rien n’a été annulé qui puisse être rétabli.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Nowhere at the moment.</source>
        <translation>Nulle part pour le moment.</translation>
    </message>
    <message>
        <source>Nowhere else yet</source>
        <translation>Nulle part ailleurs pour l’instant</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>Numéro %1</translation>
    </message>
    <message>
        <source>Number elsewhere</source>
        <translation>Numéro ailleurs</translation>
    </message>
    <message>
        <source>Of each</source>
        <translation>De chacun</translation>
    </message>
    <message>
        <source>Of what has a cost written down. 90 is the days to look back.</source>
        <translation>De ce dont le coût est noté. 90 est le nombre de jours en arrière.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivée</translation>
    </message>
    <message>
        <source>Off: customers cannot order</source>
        <translation>Arrêté : les clients ne peuvent pas commander</translation>
    </message>
    <message>
        <source>Offer it to customers</source>
        <translation>La proposer aux clients</translation>
    </message>
    <message>
        <source>Offered: 1 or 0</source>
        <translation>Proposé : 1 ou 0</translation>
    </message>
    <message>
        <source>On</source>
        <comment>a weekday</comment>
        <translation>Le</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Le %1</translation>
    </message>
    <message>
        <source>On PostgreSQL: the folder that holds copies of the database and what it wrote since, best on another disk, and an encrypted one.</source>
        <translation>Avec PostgreSQL : le dossier qui contient les copies de la base de données et ce qu’elle a écrit depuis, de préférence sur un autre disque, chiffré.</translation>
    </message>
    <message>
        <source>On another computer, backups open with the words of the recovery sheet. Print it, and put it away.</source>
        <translation>Sur un autre ordinateur, les sauvegardes s’ouvrent avec les mots de la fiche de secours. Imprimez-la et rangez-la.</translation>
    </message>
    <message>
        <source>On pages of their own</source>
        <translation>Sur leurs propres pages</translation>
    </message>
    <message>
        <source>On the page %1 something was typed or scanned that is not saved. It would be lost.</source>
        <translation>Sur la page %1, quelque chose a été saisi ou scanné sans être enregistré. Ce serait perdu.</translation>
    </message>
    <message>
        <source>On this computer they lie in %1</source>
        <translation>Sur cet ordinateur, elles se trouvent dans %1</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>Sur cette page</translation>
    </message>
    <message>
        <source>On what day weekly ones are made</source>
        <translation>Quel jour sont faites celles de chaque semaine</translation>
    </message>
    <message numerus="yes">
        <source>On, %n recovery codes left</source>
        <translation>
            <numerusform>Oui, encore %n code de secours</numerusform>
            <numerusform>Oui, encore %n codes de secours</numerusform>
        </translation>
    </message>
    <message>
        <source>One a day</source>
        <translation>Une par jour</translation>
    </message>
    <message>
        <source>One a line, as in api.shop.example. On this computer it always answers.</source>
        <translation>Un par ligne, comme dans api.boutique.example. Sur cet ordinateur, il répond toujours.</translation>
    </message>
    <message>
        <source>One a line, as in https://shop.example. Others are refused by the browser.</source>
        <translation>Un par ligne, comme dans https://boutique.example. Les autres sont refusés par le navigateur.</translation>
    </message>
    <message>
        <source>One a month</source>
        <translation>Une par mois</translation>
    </message>
    <message>
        <source>One a week</source>
        <translation>Une par semaine</translation>
    </message>
    <message>
        <source>One a year</source>
        <translation>Une par an</translation>
    </message>
    <message>
        <source>One more disk is safer</source>
        <translation>Un disque de plus, c’est plus sûr</translation>
    </message>
    <message>
        <source>One of each day, for so many days</source>
        <translation>Une de chaque jour, pendant ce nombre de jours</translation>
    </message>
    <message>
        <source>One of each month, for so many months</source>
        <translation>Une de chaque mois, pendant ce nombre de mois</translation>
    </message>
    <message>
        <source>One of each week, for so many weeks</source>
        <translation>Une de chaque semaine, pendant ce nombre de semaines</translation>
    </message>
    <message>
        <source>One of each year, for so many years</source>
        <translation>Une de chaque année, pendant ce nombre d’années</translation>
    </message>
    <message>
        <source>One of the figures is no number of pieces or no price. Type it again.</source>
        <translation>L’un des chiffres n’est ni un nombre de pièces ni un prix. Saisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>One of the figures is no number of pieces. Type it again.</source>
        <translation>L’un des chiffres n’est pas un nombre de pièces. Saisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>One of the recovery words is mistyped. Compare them with the recovery sheet.</source>
        <translation>L’un des mots de secours est mal saisi. Comparez-les à la fiche de secours.</translation>
    </message>
    <message>
        <source>One order is sent again and again</source>
        <translation>Une commande est envoyée encore et encore</translation>
    </message>
    <message>
        <source>One order was sent %1 times, as a customer's phone does when the connection breaks, the last time after a restart of the server. It was taken once, and every answer was the same.</source>
        <translation>Une commande a été envoyée %1 fois, comme le fait le téléphone d’un client quand la connexion se coupe, la dernière fois après un redémarrage du serveur. Elle a été prise une fois, et chaque réponse était la même.</translation>
    </message>
    <message>
        <source>One order was sent %1 times. %2 answers said that it was taken, %3 of them differently, and there are %4 orders; it should be one.</source>
        <translation>Une commande a été envoyée %1 fois. %2 réponses disaient qu’elle était prise, dont %3 différemment, et il y a %4 commandes ; il devrait y en avoir une.</translation>
    </message>
    <message>
        <source>One should have been made by %1.</source>
        <translation>Une aurait dû être faite (échéance : %1).</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Seulement</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Seulement %1</translation>
    </message>
    <message>
        <source>Only %1 is left to give back.</source>
        <translation>Il ne reste que %1 à rembourser.</translation>
    </message>
    <message>
        <source>Only %L1 of it are there. Take less, or take it out.</source>
        <translation>Il n’y en a que %L1. Prenez-en moins, ou retirez-le.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are left: what was sold since cannot go back with the others.</source>
        <translation>Il ne reste que %L1 pièces de %2 : ce qui a été vendu depuis ne peut pas repartir avec les autres.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are there. Take out fewer, or allow back-orders.</source>
        <translation>Il n’y a que %L1 pièces de %2. Sortez-en moins, ou permettez la vente à la commande.</translation>
    </message>
    <message>
        <source>Only %L1 pieces of “%2” are left: what went back on the shelf was sold since.</source>
        <translation>Il ne reste que %L1 pièces de « %2 » : ce qui était retourné en rayon a été vendu depuis.</translation>
    </message>
    <message>
        <source>Only active products are sold in the web shop</source>
        <translation>Seuls les produits actifs sont vendus dans la boutique en ligne</translation>
    </message>
    <message>
        <source>Only an active person with an e-mail address and without a password can be invited.</source>
        <translation>Seule une personne active, avec une adresse e-mail et sans mot de passe, peut être invitée.</translation>
    </message>
    <message>
        <source>Only an owner handles owners and managers. Ask one.</source>
        <translation>Seul un propriétaire gère les propriétaires et les gérants. Demandez-en un.</translation>
    </message>
    <message>
        <source>Only by %1</source>
        <translation>Seulement par %1</translation>
    </message>
    <message>
        <source>Only from %1</source>
        <translation>Seulement depuis %1</translation>
    </message>
    <message>
        <source>Only since then</source>
        <translation>Seulement à partir de là</translation>
    </message>
    <message>
        <source>Only the first pages are shown; all are printed</source>
        <translation>Seules les premières pages sont montrées ; toutes sont imprimées</translation>
    </message>
    <message>
        <source>Only when I ask</source>
        <translation>Seulement à ma demande</translation>
    </message>
    <message>
        <source>Only who may change products may sell for another price.</source>
        <translation>Seul qui peut modifier les produits peut vendre à un autre prix.</translation>
    </message>
    <message>
        <source>Only who may work on backups brings things back. Ask an owner.</source>
        <translation>Seul qui peut gérer les sauvegardes fait revenir des choses. Demandez à un propriétaire.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>a customer</comment>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open Backroom</source>
        <translation>Ouvrir Backroom</translation>
    </message>
    <message>
        <source>Open a backup file</source>
        <translation>Ouvrir un fichier de sauvegarde</translation>
    </message>
    <message>
        <source>Open a backup file…</source>
        <translation>Ouvrir un fichier de sauvegarde…</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Connexions ouvertes</translation>
    </message>
    <message>
        <source>Open files and connections</source>
        <translation>Fichiers et connexions ouverts</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Ouvrir la commande</translation>
    </message>
    <message>
        <source>Open the shop</source>
        <translation>Ouvrir la boutique</translation>
    </message>
    <message>
        <source>Open these products and save them once.</source>
        <translation>Ouvrez ces produits et enregistrez-les une fois.</translation>
    </message>
    <message>
        <source>OpenSSL could not make a certificate. See whether this computer gives random numbers.</source>
        <translation>OpenSSL n’a pas pu créer de certificat. Regardez si cet ordinateur fournit des nombres aléatoires.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>Or write into %1:</source>
        <translation>Ou écrivez dans %1 :</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Order #%1</source>
        <translation>Commande n° %1</translation>
    </message>
    <message>
        <source>Order #%1 is back</source>
        <translation>La commande n° %1 est revenue</translation>
    </message>
    <message>
        <source>Order #%1 is back, as #%2</source>
        <translation>La commande n° %1 est revenue, sous le n° %2</translation>
    </message>
    <message>
        <source>Order #%1 is handed over</source>
        <translation>La commande n° %1 est remise</translation>
    </message>
    <message>
        <source>Order #%1 is on its way</source>
        <translation>La commande n° %1 est en route</translation>
    </message>
    <message>
        <source>Order #%1 is open again</source>
        <translation>La commande n° %1 est de nouveau ouverte</translation>
    </message>
    <message>
        <source>Order #%1 is paid</source>
        <translation>La commande n° %1 est payée</translation>
    </message>
    <message>
        <source>Order #%1 was brought back from a backup</source>
        <translation>La commande n° %1 est revenue d’une sauvegarde</translation>
    </message>
    <message>
        <source>Order #%1 was cancelled</source>
        <translation>La commande n° %1 a été annulée</translation>
    </message>
    <message>
        <source>Order #%1 was cancelled; hand back %2 yourself</source>
        <translation>La commande n° %1 a été annulée ; rendez %2 vous-même</translation>
    </message>
    <message>
        <source>Order #%1 was changed</source>
        <translation>La commande n° %1 a été modifiée</translation>
    </message>
    <message>
        <source>Order #%1 was placed</source>
        <translation>La commande n° %1 a été passée</translation>
    </message>
    <message>
        <source>Order #%1 was sent</source>
        <translation>La commande n° %1 a été expédiée</translation>
    </message>
    <message>
        <source>Order %1 (%2) is not the sum of its lines, shipping and tax.</source>
        <translation>La commande %1 (%2) n’est pas la somme de ses lignes, de sa livraison et de sa TVA.</translation>
    </message>
    <message>
        <source>Order %1 is in the shop, as number %2. It was left as it is.</source>
        <translation>La commande %1 est dans la boutique, avec le numéro %2. Elle a été laissée telle quelle.</translation>
    </message>
    <message>
        <source>Order %1 says that %2 was kept, its payments say otherwise.</source>
        <translation>La commande %1 dit que %2 a été gardé, ses paiements disent autre chose.</translation>
    </message>
    <message>
        <source>Order %1 took %L2 pieces of %3, and %L4 are there now. Book in what is missing first.</source>
        <translation>La commande %1 prenait %L2 pièces de %3, et il y en a %L4 maintenant. Entrez d’abord ce qui manque.</translation>
    </message>
    <message>
        <source>Order %1 was paid or refunded (%2) beyond what it came to.</source>
        <translation>La commande %1 a été payée ou remboursée (%2) au-delà de son montant.</translation>
    </message>
    <message>
        <source>Order %1, line %2: what was refunded is not the sum of its refunds.</source>
        <translation>Commande %1, ligne %2 : ce qui a été remboursé n’est pas la somme de ses remboursements.</translation>
    </message>
    <message>
        <source>Order %1, line %2: what was shipped is not the sum of its shipments.</source>
        <translation>Commande %1, ligne %2 : ce qui a été expédié n’est pas la somme de ses expéditions.</translation>
    </message>
    <message>
        <source>Order %1: its tax, %2, is not the sum of its rates.</source>
        <translation>Commande %1 : sa TVA, %2, n’est pas la somme de ses taux.</translation>
    </message>
    <message>
        <source>Order before</source>
        <translation>Commande précédente</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Numéro de commande</translation>
    </message>
    <message>
        <source>Order numbers</source>
        <translation>Numéros de commande</translation>
    </message>
    <message>
        <source>Order numbers have a gap: %1 is missing before %2.</source>
        <translation>Les numéros de commande ont un trou : %1 manque avant %2.</translation>
    </message>
    <message>
        <source>Order placed in the web shop</source>
        <translation>Commande passée dans la boutique en ligne</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Orders above an amount</source>
        <translation>Commandes au-dessus d’un montant</translation>
    </message>
    <message>
        <source>Orders and their lines</source>
        <translation>Les commandes et leurs lignes</translation>
    </message>
    <message>
        <source>Orders and their tax</source>
        <translation>Les commandes et leur TVA</translation>
    </message>
    <message>
        <source>Orders are paid, shipped and refunded as their payments, shipments and refunds say.</source>
        <translation>Les commandes sont payées, expédiées et remboursées comme le disent leurs paiements, expéditions et remboursements.</translation>
    </message>
    <message>
        <source>Orders not paid</source>
        <translation>Commandes non payées</translation>
    </message>
    <message>
        <source>Orders of this customer</source>
        <translation>Commandes de ce client</translation>
    </message>
    <message>
        <source>Orders to send</source>
        <translation>Commandes à expédier</translation>
    </message>
    <message>
        <source>Orders, payments and deliveries</source>
        <translation>Commandes, paiements et expéditions</translation>
    </message>
    <message>
        <source>Original</source>
        <comment>proportion</comment>
        <translation>D’origine</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Other days…</source>
        <translation>Autres jours…</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Expirée</translation>
    </message>
    <message>
        <source>Own report…</source>
        <translation>Rapport personnalisé…</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Propriétaire</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>Documents PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>Fichiers PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Emballé</translation>
    </message>
    <message>
        <source>Packing slip</source>
        <translation>Bon de livraison</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Page %1 sur %2</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Payée</translation>
    </message>
    <message>
        <source>Paid</source>
        <comment>an amount</comment>
        <translation>Payé</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>Payée par</translation>
    </message>
    <message>
        <source>Paid, done</source>
        <translation>Encaisser</translation>
    </message>
    <message>
        <source>Pairs in one order. 90 is the days to look back.</source>
        <translation>Paires dans une même commande. 90 est le nombre de jours en arrière.</translation>
    </message>
    <message>
        <source>Parcel %1</source>
        <translation>Colis %1</translation>
    </message>
    <message>
        <source>Parcel number</source>
        <translation>Numéro de suivi</translation>
    </message>
    <message>
        <source>Part of the order was shipped there already. The address stays.</source>
        <translation>Une partie de la commande y a déjà été expédiée. L’adresse reste.</translation>
    </message>
    <message>
        <source>Partly handed over</source>
        <translation>Remise en partie</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>En partie payée</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>En partie remboursée</translation>
    </message>
    <message>
        <source>Partly sent</source>
        <translation>En partie expédiée</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Réussi</translation>
    </message>
    <message>
        <source>Passed, look at it</source>
        <translation>Réussi, à regarder</translation>
    </message>
    <message>
        <source>Passphrase or recovery words</source>
        <translation>Phrase secrète ou mots de secours</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Mots de passe</translation>
    </message>
    <message>
        <source>Paste image</source>
        <translation>Coller l’image</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>Suspendre ou reprendre</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Suspendu</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>Payment failed</source>
        <translation>Paiement échoué</translation>
    </message>
    <message>
        <source>Payment noted; %1 is still to be paid</source>
        <translation>Paiement noté ; il reste %1 à payer</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Paiements</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>People or keys</source>
        <translation>Personnes ou clés</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Pictures (web addresses)</source>
        <translation>Images (adresses web)</translation>
    </message>
    <message>
        <source>Pictures that were taken off are kept for 90 days, and this one is older.</source>
        <translation>Les images retirées sont gardées 90 jours, et celle-ci est plus ancienne.</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Pièce</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Pièces</translation>
    </message>
    <message>
        <source>Pieces by day</source>
        <translation>Pièces par jour</translation>
    </message>
    <message>
        <source>Pieces counted</source>
        <translation>Pièces comptées</translation>
    </message>
    <message>
        <source>Pieces given back</source>
        <translation>Pièces rendues</translation>
    </message>
    <message>
        <source>Pieces in all</source>
        <translation>Pièces en tout</translation>
    </message>
    <message>
        <source>Pieces in stock now</source>
        <translation>Pièces en stock actuellement</translation>
    </message>
    <message>
        <source>Pieces of %1</source>
        <translation>Pièces de %1</translation>
    </message>
    <message>
        <source>Pieces that are sold</source>
        <translation>Pièces en vente</translation>
    </message>
    <message>
        <source>Pipelined requests of one connection taken in a turn</source>
        <translation>Requêtes enchaînées d’une connexion, prises en un tour</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>Place in its list</source>
        <translation>Place dans sa liste</translation>
    </message>
    <message>
        <source>Place order</source>
        <translation>Passer la commande</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Passée</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Emplacements</translation>
    </message>
    <message>
        <source>Port %1 is used by another program. Choose another port, or end that program.</source>
        <translation>Le port %1 est utilisé par un autre programme. Choisissez un autre port, ou arrêtez ce programme.</translation>
    </message>
    <message>
        <source>Positions begin at 0.</source>
        <translation>Les positions commencent à 0.</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Code postal</translation>
    </message>
    <message>
        <source>PostgreSQL answers, and looks after its own files.</source>
        <translation>PostgreSQL répond, et veille sur ses propres fichiers.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 does not start: %2.</source>
        <translation>Le programme %1 de PostgreSQL ne démarre pas : %2.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 failed: %2</source>
        <translation>Le programme %1 de PostgreSQL a échoué : %2</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 is not on this machine. Install the package postgresql-client-%2, or one that is newer.</source>
        <translation>Le programme %1 de PostgreSQL n’est pas sur cette machine. Installez le paquet postgresql-client-%2, ou un plus récent.</translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 of version %2 is not on this machine. Install the package postgresql-%2; a server of its own need not run.</source>
        <translation>Le programme %1 de PostgreSQL en version %2 n’est pas sur cette machine. Installez le paquet postgresql-%2 ; il n’a pas besoin de faire tourner un serveur.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump could not copy the shop: %1. Check that the database runs and that this address, user and password may read it.</source>
        <translation>Le programme pg_dump de PostgreSQL n’a pas pu copier la boutique : %1. Vérifiez que la base de données tourne et que cette adresse, cet utilisateur et ce mot de passe ont le droit de la lire.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump was ended before it was done. Try again in a moment.</source>
        <translation>Le programme pg_dump de PostgreSQL a été arrêté avant la fin. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal ended: %1. It is started again in a moment.</source>
        <translation>Le programme pg_receivewal de PostgreSQL s’est terminé : %1. Il est relancé dans un instant.</translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal was ended. It is started again in a moment.</source>
        <translation>Le programme pg_receivewal de PostgreSQL a été arrêté. Il est relancé dans un instant.</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Aperçu…</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Price before</source>
        <translation>Ancien prix</translation>
    </message>
    <message>
        <source>Prices are written</source>
        <translation>Les prix sont écrits</translation>
    </message>
    <message>
        <source>Prices contain tax</source>
        <translation>Prix TTC</translation>
    </message>
    <message>
        <source>Prices hold tax: 1 or 0</source>
        <translation>Prix TTC : 1 ou 0</translation>
    </message>
    <message>
        <source>Prices keep their figures when this is changed, so look at them afterwards.</source>
        <translation>Les montants ne sont pas recalculés : vérifiez-les ensuite.</translation>
    </message>
    <message numerus="yes">
        <source>Print %Ln orders</source>
        <translation>
            <numerusform>Imprimer %Ln commande</numerusform>
            <numerusform>Imprimer %Ln commandes</numerusform>
        </translation>
    </message>
    <message>
        <source>Print &amp;labels…</source>
        <translation>I&amp;mprimer des étiquettes…</translation>
    </message>
    <message>
        <source>Print labels</source>
        <translation>Imprimer des étiquettes</translation>
    </message>
    <message>
        <source>Print order #%1</source>
        <translation>Imprimer la commande n° %1</translation>
    </message>
    <message>
        <source>Print the recovery sheet</source>
        <translation>Imprimer la fiche de secours</translation>
    </message>
    <message>
        <source>Print “%1”</source>
        <translation>Imprimer « %1 »</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Impression</translation>
    </message>
    <message>
        <source>Prints a report: %1.</source>
        <translation>Écrit un rapport : %1.</translation>
    </message>
    <message>
        <source>Prints the API's description, OpenAPI 3.1.</source>
        <translation>Écrit la description de l’API, OpenAPI 3.1.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Product lists</source>
        <translation>Listes de produits</translation>
    </message>
    <message>
        <source>Product “%1” was added</source>
        <translation>Le produit « %1 » a été ajouté</translation>
    </message>
    <message>
        <source>Product “%1” was brought back from a backup</source>
        <translation>Le produit « %1 » est revenu d’une sauvegarde</translation>
    </message>
    <message>
        <source>Product “%1” was changed</source>
        <translation>Le produit « %1 » a été modifié</translation>
    </message>
    <message>
        <source>Product “%1” was removed</source>
        <translation>Le produit « %1 » a été supprimé</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produits</translation>
    </message>
    <message>
        <source>Products in categories</source>
        <translation>Produits par catégorie</translation>
    </message>
    <message>
        <source>Products of the kind “%1” are not known here. Make it simple or variable.</source>
        <translation>Les produits de type « %1 » ne sont pas connus ici. Mettez simple ou variable.</translation>
    </message>
    <message>
        <source>Products were imported</source>
        <translation>Des produits ont été importés</translation>
    </message>
    <message>
        <source>Products, stock, orders, customers and settings become what they were then. What came since, orders too, is no longer in the shop.</source>
        <translation>Produits, stock, commandes, clients et réglages redeviennent ce qu’ils étaient alors. Ce qui est venu depuis, commandes comprises, n’est plus dans la boutique.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Promising</source>
        <translation>Prometteur</translation>
    </message>
    <message>
        <source>Proportion</source>
        <translation>Proportions</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Vérifiée</translation>
    </message>
    <message>
        <source>Proved %1</source>
        <translation>Vérifiée %1</translation>
    </message>
    <message>
        <source>Proving and restoring…</source>
        <translation>Vérification et restauration…</translation>
    </message>
    <message>
        <source>Proving the new backup</source>
        <translation>Vérification de la nouvelle sauvegarde</translation>
    </message>
    <message>
        <source>Proxies that are believed whom they ask for</source>
        <translation>Proxys que l'on croit sur ceux pour qui ils demandent</translation>
    </message>
    <message>
        <source>Put a new one in the place of the one that is there, for the same hosts unless some are named. A running server takes it up by itself.</source>
        <translation>En mettre un nouveau à la place de celui qui est là, pour les mêmes hôtes sauf si d’autres sont indiqués. Un serveur en marche le prend tout seul.</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Archivé</translation>
    </message>
    <message>
        <source>Put back on the shelf: 1 or 0</source>
        <translation>Remis en rayon : 1 ou 0</translation>
    </message>
    <message>
        <source>Put back to what it was: %1 (%2).</source>
        <translation>Remis comme avant : %1 (%2).</translation>
    </message>
    <message>
        <source>Put in a sample to look around: products, customers, some weeks of orders.</source>
        <translation>Y mettre un exemple à découvrir : produits, clients, quelques semaines de commandes.</translation>
    </message>
    <message>
        <source>Put into</source>
        <translation>Mettre dans</translation>
    </message>
    <message>
        <source>Put into the folder</source>
        <translation>Mise dans le dossier</translation>
    </message>
    <message>
        <source>Put it into a file and name that with --passphrase-file.</source>
        <translation>Mettez-la dans un fichier et indiquez-le avec --passphrase-file.</translation>
    </message>
    <message>
        <source>Put it where the program keeps its secrets. It sends it as “Authorization: Bearer …” with every request.</source>
        <translation>Mettez-la là où le programme garde ses secrets. Il l’envoie sous la forme « Authorization: Bearer … » avec chaque requête.</translation>
    </message>
    <message>
        <source>Put on the shelf</source>
        <translation>Mettre en rayon</translation>
    </message>
    <message>
        <source>Put the pieces back on the shelf</source>
        <translation>Remettre les pièces en rayon</translation>
    </message>
    <message>
        <source>Put to the test</source>
        <translation>Mettre à l’épreuve</translation>
    </message>
    <message>
        <source>Puts a backup in the place of what the shop holds, or makes a shop of it where there is none. What was there is kept. FILE may also be one that rclone reaches, as in box:shop/NAME.backroom.</source>
        <translation>Met une sauvegarde à la place de ce que contient la boutique, ou en fait une boutique là où il n'y en a pas. Ce qui s'y trouvait est gardé. FILE peut aussi être une sauvegarde que rclone atteint, comme box:shop/NAME.backroom.</translation>
    </message>
    <message>
        <source>Puts the period before beside it</source>
        <translation>Met la période précédente à côté</translation>
    </message>
    <message>
        <source>Putting the backup in place</source>
        <translation>Mise en place de la sauvegarde</translation>
    </message>
    <message>
        <source>Putting together the shop as it was</source>
        <translation>Reconstitution de la boutique telle qu’elle était</translation>
    </message>
    <message>
        <source>Putting together the shop as it was on %1</source>
        <translation>Reconstitution de la boutique telle qu’elle était le %1</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>Code QR</translation>
    </message>
    <message>
        <source>Qt's part for TLS with OpenSSL is missing here. Install the package libqt6network6 as a whole.</source>
        <translation>La partie de Qt pour TLS avec OpenSSL manque ici. Installez le paquet libqt6network6 en entier.</translation>
    </message>
    <message>
        <source>Quantity times price is larger than any amount that a shop can have. Correct one of them.</source>
        <translation>Quantité fois prix dépasse tout montant possible dans une boutique. Corrigez l’un des deux.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Raise by an amount</source>
        <translation>Augmenter d’un montant</translation>
    </message>
    <message>
        <source>Raise by per cent</source>
        <translation>Augmenter en pour cent</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taux</translation>
    </message>
    <message>
        <source>Rate in per cent</source>
        <translation>Taux en pour cent</translation>
    </message>
    <message>
        <source>Read ahead of the request being answered</source>
        <translation>Lu d’avance pendant que la requête reçoit sa réponse</translation>
    </message>
    <message>
        <source>Read the owner's password from standard input, one line.</source>
        <translation>Lire le mot de passe du propriétaire sur l’entrée standard, une ligne.</translation>
    </message>
    <message>
        <source>Read the password from standard input, one line; without it, a new person is invited.</source>
        <translation>Lire le mot de passe sur l’entrée standard, une ligne ; sans cela, une nouvelle personne est invitée.</translation>
    </message>
    <message>
        <source>Reading the backup</source>
        <translation>Lecture de la sauvegarde</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Reads a backup to its last byte, puts its shop together on a scratch copy and compares every row.</source>
        <translation>Lit une sauvegarde jusqu’au dernier octet, reconstitue sa boutique sur une copie provisoire et compare chaque ligne.</translation>
    </message>
    <message>
        <source>Reads every entry of the journal and tells whether one was changed, removed or put in.</source>
        <translation>Lit chaque entrée du journal et dit si l’une a été modifiée, supprimée ou insérée.</translation>
    </message>
    <message>
        <source>Reads the shop and changes nothing</source>
        <translation>Lit la boutique et ne change rien</translation>
    </message>
    <message>
        <source>Reads the whole store and tells what is wrong with it, and what to do.</source>
        <translation>Lit tout le stockage et dit ce qui n’y va pas, et que faire.</translation>
    </message>
    <message>
        <source>Ready reports</source>
        <translation>Rapports tout prêts</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>Reçu…</translation>
    </message>
    <message>
        <source>Receive goods</source>
        <translation>Réceptionner la marchandise</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>Recency</source>
        <translation>Récence</translation>
    </message>
    <message>
        <source>Recorded changes after %1 are missing or damaged (%2). The shop can be taken to moments until then.</source>
        <translation>Les modifications enregistrées après %1 manquent ou sont abîmées (%2). La boutique peut revenir aux moments d’avant.</translation>
    </message>
    <message>
        <source>Recovery codes</source>
        <translation>Codes de secours</translation>
    </message>
    <message>
        <source>Recovery codes for %1</source>
        <translation>Codes de secours pour %1</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Fiche de secours</translation>
    </message>
    <message>
        <source>Recovery sheet saved: print it, put it away, and remove the file</source>
        <translation>Fiche de secours enregistrée : imprimez-la, rangez-la et supprimez le fichier</translation>
    </message>
    <message>
        <source>Recovery sheet sent to the printer: put it away, and not beside the backups</source>
        <translation>Fiche de secours envoyée à l’imprimante : rangez-la, mais pas à côté des sauvegardes</translation>
    </message>
    <message>
        <source>Recovery sheet.pdf</source>
        <translation>Fiche de secours.pdf</translation>
    </message>
    <message>
        <source>Recovery sheet: %1</source>
        <translation>Fiche de secours : %1</translation>
    </message>
    <message>
        <source>Recovery sheet…</source>
        <translation>Fiche de secours…</translation>
    </message>
    <message>
        <source>Recovery words or passphrase</source>
        <translation>Mots de secours ou phrase secrète</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Réduit</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Reference</source>
        <comment>of a delivery of goods</comment>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Refund</source>
        <comment>to do it</comment>
        <translation>Rembourser</translation>
    </message>
    <message>
        <source>Refund %1</source>
        <translation>Rembourser %1</translation>
    </message>
    <message>
        <source>Refund all %1</source>
        <translation>Tout rembourser : %1</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Remboursée</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Rembourser…</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusées</translation>
    </message>
    <message>
        <source>Refused and failed</source>
        <translation>Refusées et en échec</translation>
    </message>
    <message>
        <source>Refused and failed requests, those alike together</source>
        <translation>Requêtes refusées ou en échec, regroupées par ressemblance</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Region or state</source>
        <translation>Région ou État</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Remove %1 from the staff?</source>
        <translation>Retirer %1 de l’équipe ?</translation>
    </message>
    <message>
        <source>Remove a view</source>
        <translation>Supprimer une vue</translation>
    </message>
    <message>
        <source>Remove backup</source>
        <translation>Supprimer la sauvegarde</translation>
    </message>
    <message>
        <source>Remove category</source>
        <translation>Supprimer la catégorie</translation>
    </message>
    <message>
        <source>Remove image</source>
        <translation>Supprimer l’image</translation>
    </message>
    <message>
        <source>Remove image…</source>
        <translation>Supprimer l’image…</translation>
    </message>
    <message>
        <source>Remove the backup of %1?</source>
        <translation>Supprimer la sauvegarde du %1 ?</translation>
    </message>
    <message>
        <source>Remove this place</source>
        <translation>Supprimer cet emplacement</translation>
    </message>
    <message>
        <source>Remove variant…</source>
        <translation>Supprimer la variante…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Report “%1” removed</source>
        <translation>Rapport « %1 » supprimé</translation>
    </message>
    <message>
        <source>Report “%1” saved</source>
        <translation>Rapport « %1 » enregistré</translation>
    </message>
    <message>
        <source>Report “%1” was changed</source>
        <translation>Le rapport « %1 » a été modifié</translation>
    </message>
    <message>
        <source>Report “%1” was removed</source>
        <translation>Le rapport « %1 » a été supprimé</translation>
    </message>
    <message>
        <source>Report “%1” was saved</source>
        <translation>Le rapport « %1 » a été enregistré</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Reports and imports waiting</source>
        <translation>Rapports et imports en attente</translation>
    </message>
    <message>
        <source>Reports of one's own are the owner's, not a key's.</source>
        <translation>Les rapports à soi sont au propriétaire, pas à une clé.</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Requête %1</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Identifiant de requête</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>Requêtes par seconde</translation>
    </message>
    <message>
        <source>Requests by hour</source>
        <translation>Requêtes par heure</translation>
    </message>
    <message>
        <source>Requests of sites and apps</source>
        <translation>Requêtes des sites et applications</translation>
    </message>
    <message>
        <source>Requests that were not answered as asked stand here, those alike together.</source>
        <translation>Les requêtes qui n’ont pas reçu la réponse demandée se trouvent ici, regroupées par ressemblance.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Restore although images are missing that should lie beside the backup, in the folder “images”.</source>
        <translation>Restaurer bien qu'il manque des images qui devraient se trouver à côté de la sauvegarde, dans le dossier « images ».</translation>
    </message>
    <message>
        <source>Restore from %1?</source>
        <translation>Restaurer depuis %1 ?</translation>
    </message>
    <message>
        <source>Restore the newest backup that verifies.</source>
        <translation>Restaurez la dernière sauvegarde qui passe la vérification.</translation>
    </message>
    <message>
        <source>Restore the shop</source>
        <translation>Restaurer la boutique</translation>
    </message>
    <message>
        <source>Restored: “%1” as of %2, with %3 orders and %4 products.</source>
        <translation>Restauré : « %1 » au %2, avec %3 commandes et %4 produits.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restaurer…</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restauration</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retours</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Chiffre d’affaires</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Roll, %1</source>
        <translation>Rouleau, %1</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>Rouleau, 80 mm</translation>
    </message>
    <message>
        <source>Round to a whole amount</source>
        <translation>Arrondir à un montant entier</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Arrondi</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Lignes lues</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>Lignes qui ne peuvent pas être reprises</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lancer</translation>
    </message>
    <message>
        <source>Run “backroomd doctor --rebuild-totals”, which makes them anew from the orders.</source>
        <translation>Lancez « backroomd doctor --rebuild-totals », qui les refait à partir des commandes.</translation>
    </message>
    <message>
        <source>Running for %1</source>
        <translation>En marche depuis %1</translation>
    </message>
    <message>
        <source>Running low</source>
        <translation>Bientôt épuisé</translation>
    </message>
    <message>
        <source>Runs out soon</source>
        <translation>Bientôt épuisé</translation>
    </message>
    <message>
        <source>Runs the shop: catalogue, prices, delivery, tax, imports and the staff below. No settings, keys or backups.</source>
        <translation>Fait tourner la boutique : catalogue, prix, livraison, TVA, imports et l’équipe en dessous. Ni réglages, ni clés, ni sauvegardes.</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>Référence (SKU)</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventes</translation>
    </message>
    <message>
        <source>Sales and changes until</source>
        <translation>Ventes et modifications jusqu'au</translation>
    </message>
    <message>
        <source>Sales by day</source>
        <translation>Ventes par jour</translation>
    </message>
    <message>
        <source>Sales of before were imported</source>
        <translation>Des ventes antérieures ont été importées</translation>
    </message>
    <message>
        <source>Sales until %1 are there</source>
        <translation>Les ventes jusqu'à %1 y sont</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Exemple</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>Boutique d’exemple</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save &amp;order list…</source>
        <translation>Enregistrer la &amp;liste de commande…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>Save the count</source>
        <translation>Enregistrer le comptage</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Enregistrer les étiquettes</translation>
    </message>
    <message>
        <source>Save the order list</source>
        <translation>Enregistrer la liste de commande</translation>
    </message>
    <message>
        <source>Save the product first, or leave it.</source>
        <translation>Enregistrez d’abord le produit, ou quittez-le.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Enregistrer la fiche de secours</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Enregistrer les lignes refusées</translation>
    </message>
    <message>
        <source>Save the refused rows…</source>
        <translation>Enregistrer les lignes refusées…</translation>
    </message>
    <message>
        <source>Save their data…</source>
        <translation>Enregistrer ses données…</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Enregistrer cette vue</translation>
    </message>
    <message>
        <source>Save up to %L1 lines at a time, and the rest after that.</source>
        <translation>Enregistrez jusqu’à %L1 lignes à la fois, et le reste ensuite.</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>Enregistrer ce qui est affiché…</translation>
    </message>
    <message>
        <source>Save with %1</source>
        <translation>Enregistrer avec %1</translation>
    </message>
    <message>
        <source>Saved &amp;views</source>
        <translation>V&amp;ues enregistrées</translation>
    </message>
    <message>
        <source>Saved addresses</source>
        <translation>Adresses enregistrées</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Enregistré sous %1</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Say add, list, disable, enable or password.</source>
        <translation>Dites add, list, disable, enable ou password.</translation>
    </message>
    <message>
        <source>Say first where it goes: set the shipping address.</source>
        <translation>Dites d’abord où l’envoyer : indiquez l’adresse de livraison.</translation>
    </message>
    <message>
        <source>Say how it is paid.</source>
        <translation>Dites comment c’est payé.</translation>
    </message>
    <message>
        <source>Say in which folder with --to FOLDER, best on another disk.</source>
        <translation>Dites dans quel dossier avec --to DOSSIER, de préférence sur un autre disque.</translation>
    </message>
    <message>
        <source>Say on standard error how far it is, also where that is no terminal.</source>
        <translation>Dire sur la sortie d’erreur où on en est, même si ce n’est pas un terminal.</translation>
    </message>
    <message>
        <source>Say on, status or off.</source>
        <translation>Dites on, status ou off.</translation>
    </message>
    <message>
        <source>Say product, customer or order, its number, and the backup's file.</source>
        <translation>Dites product, customer ou order, son numéro, et le fichier de la sauvegarde.</translation>
    </message>
    <message>
        <source>Say product, customer or order.</source>
        <translation>Dites product, customer ou order.</translation>
    </message>
    <message>
        <source>Say what it costs; 0 is free.</source>
        <translation>Dites ce qu’il coûte ; 0 pour gratuit.</translation>
    </message>
    <message>
        <source>Say what to do.</source>
        <translation>Dites que faire.</translation>
    </message>
    <message>
        <source>Say what to export: products, orders, customers or stock.</source>
        <translation>Dites quoi exporter : products, orders, customers ou stock.</translation>
    </message>
    <message>
        <source>Say what to import: products FILE or sales FILE.</source>
        <translation>Dites quoi importer : products FICHIER ou sales FICHIER.</translation>
    </message>
    <message>
        <source>Say where the shop is with --data FOLDER.</source>
        <translation>Dites où se trouve la boutique avec --data DOSSIER.</translation>
    </message>
    <message>
        <source>Say where the shop's folder is to be with --data FOLDER.</source>
        <translation>Dites où sera le dossier de la boutique avec --data DOSSIER.</translation>
    </message>
    <message>
        <source>Say where the shop's folder is with --data FOLDER: what was chosen is kept there.</source>
        <translation>Dites où se trouve le dossier de la boutique avec --data DOSSIER : ce qui a été choisi y est gardé.</translation>
    </message>
    <message>
        <source>Say which column is the price.</source>
        <translation>Dites quelle colonne est le prix.</translation>
    </message>
    <message>
        <source>Say which column is the title of a product.</source>
        <translation>Dites quelle colonne est le titre d’un produit.</translation>
    </message>
    <message>
        <source>Say which report: %1.</source>
        <translation>Dites quel rapport : %1.</translation>
    </message>
    <message>
        <source>Say which shop moves with --data FOLDER, and where to with --to.</source>
        <translation>Dites quelle boutique déménage avec --data DOSSIER, et où avec --to.</translation>
    </message>
    <message>
        <source>Say who receives it.</source>
        <translation>Dites qui la reçoit.</translation>
    </message>
    <message>
        <source>Say whom you mean with --email ADDRESS.</source>
        <translation>Dites de qui il s’agit avec --email ADRESSE.</translation>
    </message>
    <message>
        <source>Say with --data which folder is the shop's.</source>
        <translation>Dites avec --data quel dossier est celui de la boutique.</translation>
    </message>
    <message>
        <source>Say with --to where the backup goes.</source>
        <translation>Dites avec --to où va la sauvegarde.</translation>
    </message>
    <message>
        <source>Say with --to which file to make.</source>
        <translation>Dites avec --to quel fichier créer.</translation>
    </message>
    <message>
        <source>Say “backroomd journal verify”.</source>
        <translation>Dites « backroomd journal verify ».</translation>
    </message>
    <message>
        <source>Says to which moments the shop can be taken back; on PostgreSQL it is turned on and off with it.</source>
        <translation>Dit à quels moments la boutique peut revenir ; avec PostgreSQL, sert aussi à l’activer et à la désactiver.</translation>
    </message>
    <message>
        <source>Scan each piece, or look for it above and type how many there are.</source>
        <translation>Scannez chaque pièce, ou cherchez-la ci-dessus et écrivez combien il y en a.</translation>
    </message>
    <message>
        <source>Scan each piece, or look for it above.</source>
        <translation>Scannez chaque pièce, ou cherchez-la ci-dessus.</translation>
    </message>
    <message>
        <source>Scan every piece one after the other, or look for one and type how many there are. Pieces that are set aside for orders do not count.</source>
        <translation>Scannez chaque pièce l’une après l’autre, ou cherchez-en une et écrivez combien il y en a. Les pièces réservées pour des commandes ne comptent pas.</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Scannez ou écrivez</translation>
    </message>
    <message>
        <source>Scan, or type a name, SKU or barcode</source>
        <translation>Scannez, ou écrivez un nom, une référence (SKU) ou un code-barres</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Search name or e-mail</source>
        <translation>Chercher un nom ou un e-mail</translation>
    </message>
    <message>
        <source>Search name, SKU or barcode</source>
        <translation>Nom, référence ou code-barres</translation>
    </message>
    <message>
        <source>Search name, SKU, barcode</source>
        <translation>Chercher un nom, une référence (SKU), un code-barres</translation>
    </message>
    <message>
        <source>Search name, e-mail or number</source>
        <translation>Chercher un nom, un e-mail ou un numéro</translation>
    </message>
    <message>
        <source>Search name, e-mail or telephone</source>
        <translation>Nom, e-mail ou téléphone</translation>
    </message>
    <message>
        <source>Search names, SKUs, numbers, people</source>
        <translation>Chercher noms, références (SKU), numéros, personnes</translation>
    </message>
    <message>
        <source>Search number, name or e-mail</source>
        <translation>Numéro, nom ou e-mail</translation>
    </message>
    <message>
        <source>Search path, address or request id</source>
        <translation>Chemin, adresse ou id de requête</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>Chercher des produits</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Chercher dans l’aide</translation>
    </message>
    <message>
        <source>Search what was said, or a request id</source>
        <translation>Message ou id de requête</translation>
    </message>
    <message>
        <source>Searched the newest %L1 changes</source>
        <translation>Recherche dans les %L1 dernières modifications</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>See what would change</source>
        <translation>Voir ce qui changerait</translation>
    </message>
    <message>
        <source>Sees products, stock, orders, customers and reports. Changes nothing.</source>
        <translation>Voit produits, stock, commandes, clients et rapports. Ne modifie rien.</translation>
    </message>
    <message>
        <source>Selected orders</source>
        <translation>Commandes sélectionnées</translation>
    </message>
    <message>
        <source>Sell in the web shop as soon as it is saved</source>
        <translation>Vendre dans la boutique en ligne dès l’enregistrement</translation>
    </message>
    <message>
        <source>Send JSON, with the header “Content-Type: application/json”.</source>
        <translation>Envoyez du JSON, avec l’en-tête « Content-Type: application/json ».</translation>
    </message>
    <message>
        <source>Send one of: %1.</source>
        <translation>Envoyez l’une de ces valeurs : %1.</translation>
    </message>
    <message>
        <source>Send the rest…</source>
        <translation>Expédier le reste…</translation>
    </message>
    <message>
        <source>Send the token as “Authorization: Bearer TOKEN”.</source>
        <translation>Envoyez le jeton sous la forme « Authorization: Bearer TOKEN ».</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Expédier à</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>Expédier…</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Expédiée</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>goods</comment>
        <translation>Expédié</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>pieces of a line</comment>
        <translation>Pièces expédiées</translation>
    </message>
    <message>
        <source>Sent before</source>
        <translation>Déjà expédié</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>Expédié par</translation>
    </message>
    <message>
        <source>Sent nothing readable</source>
        <translation>Envoi illisible</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>Envoyé à l’imprimante</translation>
    </message>
    <message>
        <source>Sent, %1 taken back</source>
        <translation>Expédiée, %1 rendues</translation>
    </message>
    <message>
        <source>Serve https:// with this certificate, a PEM file; a renewed one in its place is taken up by itself.</source>
        <translation>Servir https:// avec ce certificat, un fichier PEM ; un certificat renouvelé à sa place est pris tout seul.</translation>
    </message>
    <message>
        <source>Serve https:// with this certificate; “backroomd certificate” makes one</source>
        <translation>Servir https:// avec ce certificat ; « backroomd certificate » en crée un</translation>
    </message>
    <message>
        <source>Serve with it: backroomd serve --data %1 --tls-cert %2 --tls-key %3</source>
        <translation>Servez avec lui : backroomd serve --data %1 --tls-cert %2 --tls-key %3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Server off</source>
        <translation>Serveur arrêté</translation>
    </message>
    <message>
        <source>Server on, %1</source>
        <translation>Serveur en marche, %1</translation>
    </message>
    <message>
        <source>Serves the shop's API until it is told to stop.</source>
        <translation>Sert l’API de la boutique jusqu’à ce qu’on lui dise d’arrêter.</translation>
    </message>
    <message>
        <source>Sessions ended</source>
        <translation>Sessions terminées</translation>
    </message>
    <message>
        <source>Set fsync and synchronous_commit of PostgreSQL to on, or a power cut may lose orders.</source>
        <translation>Réglez fsync et synchronous_commit de PostgreSQL sur on, sinon une coupure de courant peut perdre des commandes.</translation>
    </message>
    <message>
        <source>Set to an amount</source>
        <translation>Fixer à un montant</translation>
    </message>
    <message>
        <source>Set up two steps…</source>
        <translation>Configurer deux étapes…</translation>
    </message>
    <message>
        <source>Sets tax and time zone; both can be changed later.</source>
        <translation>Détermine la taxe et le fuseau horaire ; les deux se changent plus tard.</translation>
    </message>
    <message>
        <source>Sets tax, time zone and language; all can be changed later.</source>
        <translation>Détermine la TVA, le fuseau horaire et la langue ; tout peut être changé plus tard.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Settings of backups saved</source>
        <translation>Réglages des sauvegardes enregistrés</translation>
    </message>
    <message>
        <source>Settings saved</source>
        <translation>Réglages enregistrés</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Several products were changed</source>
        <translation>Plusieurs produits ont été modifiés</translation>
    </message>
    <message>
        <source>Several with commas between</source>
        <translation>Plusieurs, séparés par des virgules</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Share of the revenue</source>
        <translation>Part du chiffre d’affaires</translation>
    </message>
    <message>
        <source>Share of what was sold</source>
        <translation>Part des ventes</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Feuille</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Shipping option</source>
        <translation>Mode de livraison</translation>
    </message>
    <message>
        <source>Shipping options</source>
        <translation>Modes de livraison</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Boutique</translation>
    </message>
    <message>
        <source>Shop health</source>
        <translation>Santé de la boutique</translation>
    </message>
    <message>
        <source>Shop sites and receipts show it.</source>
        <translation>Les sites et les reçus l’affichent.</translation>
    </message>
    <message>
        <source>Shop sites that may call</source>
        <translation>Sites qui peuvent appeler</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Show all customers</source>
        <translation>Afficher tous les clients</translation>
    </message>
    <message>
        <source>Show all its movements</source>
        <translation>Afficher tous ses mouvements</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>Afficher toutes les commandes</translation>
    </message>
    <message>
        <source>Show all requests</source>
        <translation>Afficher toutes les requêtes</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Afficher en tableau</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>Afficher tout le monde</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Show how far it has come.</source>
        <translation>Montrer où on en est.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Show its products</source>
        <translation>Afficher ses produits</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>Afficher le graphique</translation>
    </message>
    <message>
        <source>Show the price of before crossed out where it falls</source>
        <translation>Afficher l’ancien prix barré là où il baisse</translation>
    </message>
    <message>
        <source>Show this.</source>
        <translation>Montrer ceci.</translation>
    </message>
    <message>
        <source>Show what is there now</source>
        <translation>Montrer ce qui est là maintenant</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>Accès bloqué</translation>
    </message>
    <message>
        <source>Shut out: 1 or 0</source>
        <translation>Accès bloqué : 1 ou 0</translation>
    </message>
    <message>
        <source>Shut them out</source>
        <translation>Bloquer son accès</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Connectez-vous d’abord.</translation>
    </message>
    <message>
        <source>Sign-ins waiting</source>
        <translation>Connexions de comptes en attente</translation>
    </message>
    <message>
        <source>Signed in on</source>
        <translation>Connecté sur</translation>
    </message>
    <message>
        <source>Signing in in two steps was set up for somebody</source>
        <translation>Une connexion en deux étapes a été mise en place</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis le</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>what became of it</comment>
        <translation>Suite</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Sites that may use the shop from a browser</source>
        <translation>Sites qui peuvent utiliser la boutique depuis un navigateur</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Vendu</translation>
    </message>
    <message>
        <source>Sold beyond the stock: 1 or 0</source>
        <translation>Vendu au-delà du stock : 1 ou 0</translation>
    </message>
    <message>
        <source>Sold in 30 days</source>
        <translation>Vendu en 30 jours</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>Épuisé</translation>
    </message>
    <message>
        <source>Sold, 30 days</source>
        <translation>Vendu, 30 jours</translation>
    </message>
    <message>
        <source>Some lines cannot be saved so; they say why.</source>
        <translation>Certaines lignes ne peuvent pas être enregistrées ainsi ; elles disent pourquoi.</translation>
    </message>
    <message>
        <source>Some of what the database wrote before that moment is missing or damaged in %1. Choose an earlier moment.</source>
        <translation>Une partie de ce que la base de données a écrit avant ce moment manque ou est abîmée dans %1. Choisissez un moment antérieur.</translation>
    </message>
    <message>
        <source>Some parameters need another look.</source>
        <translation>Certains paramètres sont à revoir.</translation>
    </message>
    <message>
        <source>Somebody accepted an invitation</source>
        <translation>Quelqu’un a accepté une invitation</translation>
    </message>
    <message>
        <source>Somebody changed the store past the program. Compare with a backup from before entry %1.</source>
        <translation>Quelqu’un a modifié le stockage sans passer par le programme. Comparez avec une sauvegarde d’avant l’entrée %1.</translation>
    </message>
    <message>
        <source>Somebody changed these settings meanwhile. What you typed is still here, and nothing was overwritten.</source>
        <translation>Quelqu’un a modifié ces réglages entre-temps. Ce que vous avez saisi est toujours là, et rien n’a été écrasé.</translation>
    </message>
    <message>
        <source>Somebody changed this key meanwhile. Look at it again, then save.</source>
        <translation>Quelqu’un a modifié cette clé entre-temps. Regardez-la de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>Somebody changed this person meanwhile. Look at them again, then save.</source>
        <translation>Quelqu’un a modifié cette personne entre-temps. Regardez-la de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>Somebody changed this report meanwhile. Open it again, then save.</source>
        <translation>Quelqu’un a modifié ce rapport entre-temps. Ouvrez-le de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile, and nothing was overwritten. Close this, look at the image as it is now, and crop that.</source>
        <translation>Quelqu’un d’autre a modifié ce produit entre-temps, et rien n’a été écrasé. Fermez ceci, regardez l’image telle qu’elle est maintenant, et recadrez celle-là.</translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile. What you typed is still here and nothing was overwritten.</source>
        <translation>Quelqu’un d’autre a modifié ce produit entre-temps. Ce que vous avez saisi est toujours là et rien n’a été écrasé.</translation>
    </message>
    <message>
        <source>Somebody else has the e-mail address %1 now. Change that first, and try again.</source>
        <translation>Quelqu’un d’autre a maintenant l’adresse e-mail %1. Changez-la d’abord, puis réessayez.</translation>
    </message>
    <message>
        <source>Somebody had changed it meanwhile</source>
        <translation>Quelqu’un l’avait modifié entre-temps</translation>
    </message>
    <message>
        <source>Somebody has this e-mail address already. Choose another, or find that person.</source>
        <translation>Quelqu’un a déjà cette adresse e-mail. Choisissez-en une autre, ou cherchez cette personne.</translation>
    </message>
    <message>
        <source>Somebody signed up</source>
        <translation>Quelqu’un s’est inscrit</translation>
    </message>
    <message>
        <source>Somebody was added</source>
        <translation>Quelqu’un a été ajouté</translation>
    </message>
    <message>
        <source>Somebody was brought back from a backup</source>
        <translation>Quelqu’un est revenu d’une sauvegarde</translation>
    </message>
    <message>
        <source>Somebody was changed</source>
        <translation>Quelqu’un a été modifié</translation>
    </message>
    <message>
        <source>Somebody was erased at their wish</source>
        <translation>Quelqu’un a été effacé à sa demande</translation>
    </message>
    <message>
        <source>Somebody was invited</source>
        <translation>Quelqu’un a été invité</translation>
    </message>
    <message>
        <source>Somebody was removed</source>
        <translation>Quelqu’un a été supprimé</translation>
    </message>
    <message>
        <source>Somebody who left</source>
        <translation>Quelqu’un qui est parti</translation>
    </message>
    <message>
        <source>Somebody’s sessions were ended</source>
        <translation>Les sessions de quelqu’un ont été fermées</translation>
    </message>
    <message>
        <source>Something else lies in %1. Choose a folder that is empty or new.</source>
        <translation>Autre chose se trouve dans %1. Choisissez un dossier vide ou nouveau.</translation>
    </message>
    <message>
        <source>Something is half typed on the page %1. Save it or leave it first.</source>
        <translation>Une saisie n’est pas finie sur la page %1. Enregistrez-la ou quittez-la d’abord.</translation>
    </message>
    <message>
        <source>Something is still being done, at the foot of this window. Wait for it, or stop it first.</source>
        <translation>Quelque chose est encore en cours, au pied de cette fenêtre. Attendez la fin ou arrêtez-le d’abord.</translation>
    </message>
    <message>
        <source>Something went wrong in the program. The log says what.</source>
        <translation>Quelque chose n’a pas marché dans le programme. Le journal dit quoi.</translation>
    </message>
    <message>
        <source>Something went wrong in the shop's database. The log says what.</source>
        <translation>Quelque chose s'est mal passé dans la base de la boutique. Le journal dit quoi.</translation>
    </message>
    <message>
        <source>Something with this name or number was saved at the same moment. Look again and choose another.</source>
        <translation>Au même instant, quelque chose a été enregistré sous ce nom ou ce numéro. Regardez à nouveau et choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Dépensé</translation>
    </message>
    <message>
        <source>Spent in all</source>
        <translation>Dépensé en tout</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Carré</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Équipe</translation>
    </message>
    <message>
        <source>Staff and keys</source>
        <translation>Équipe et clés</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Stands below</source>
        <translation>Placée sous</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>Start over?</source>
        <translation>Recommencer ?</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Démarrer le serveur</translation>
    </message>
    <message>
        <source>Start the server to read the description of every call.</source>
        <translation>Démarrez le serveur pour lire la description de chaque appel.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>State: draft, published, archived</source>
        <translation>État : draft, published, archived</translation>
    </message>
    <message>
        <source>State: open, closed, cancelled</source>
        <translation>État : ouverte, terminée, annulée</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Stays as it is once you sell.</source>
        <translation>Ne change plus une fois que vous vendez.</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Reste à payer</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Reste à payer</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Stock and its movements</source>
        <translation>Le stock et ses mouvements</translation>
    </message>
    <message>
        <source>Stock is counted</source>
        <translation>Le stock est compté</translation>
    </message>
    <message>
        <source>Stock is counted: 1 or 0</source>
        <translation>Stock compté : 1 ou 0</translation>
    </message>
    <message>
        <source>Stock levels</source>
        <translation>Niveaux de stock</translation>
    </message>
    <message>
        <source>Stock of “%1” was moved</source>
        <translation>Du stock de « %1 » a été déplacé</translation>
    </message>
    <message>
        <source>Stock was counted</source>
        <translation>Du stock a été compté</translation>
    </message>
    <message>
        <source>Stock was moved</source>
        <translation>Du stock a été déplacé</translation>
    </message>
    <message>
        <source>Stock, payments, lines, taxes, order numbers and totals agree</source>
        <translation>Stock, paiements, lignes, TVA, numéros de commande et totaux concordent</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Arrêter le serveur</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Arrêter le test</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln images</source>
        <translation>
            <numerusform>Arrêté après %Ln image</numerusform>
            <numerusform>Arrêté après %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln products</source>
        <translation>
            <numerusform>Arrêté après %Ln produit</numerusform>
            <numerusform>Arrêté après %Ln produits</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>Arrêté. Aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Arrêt</translation>
    </message>
    <message>
        <source>Storage and folder</source>
        <translation>Stockage et dossier</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Rue et numéro</translation>
    </message>
    <message>
        <source>Sum of the lines</source>
        <translation>Somme des lignes</translation>
    </message>
    <message>
        <source>Sums of orders</source>
        <translation>Sommes des commandes</translation>
    </message>
    <message>
        <source>TLS has to be agreed on within</source>
        <translation>TLS doit être convenu en</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt *.tsv *.gz);;All files (*)</source>
        <translation>Tableaux (*.csv *.txt *.tsv *.gz);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Mot-clé</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>Tags of products</source>
        <translation>Mots-clés des produits</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Take away the key “%1”?</source>
        <translation>Retirer la clé « %1 » ?</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Take off no more than the goods cost.</source>
        <translation>N’enlevez pas plus que ce que coûtent les articles.</translation>
    </message>
    <message>
        <source>Take out of</source>
        <translation>Retirer de</translation>
    </message>
    <message>
        <source>Take the key away…</source>
        <translation>Retirer la clé…</translation>
    </message>
    <message>
        <source>Take the rest, or choose another way to pay.</source>
        <translation>Prenez le reste ou choisissez un autre moyen de paiement.</translation>
    </message>
    <message>
        <source>Take the second step off for %1?</source>
        <translation>Retirer la seconde étape pour %1 ?</translation>
    </message>
    <message>
        <source>Take the second step off…</source>
        <translation>Retirer la seconde étape…</translation>
    </message>
    <message>
        <source>Taken along</source>
        <translation>Emporté</translation>
    </message>
    <message>
        <source>Taken along at the counter.</source>
        <translation>Emportée au comptoir.</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Taken back</source>
        <comment>pieces</comment>
        <translation>Retourné</translation>
    </message>
    <message>
        <source>Taken back by entry %L1</source>
        <translation>Annulée par l’entrée %L1</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Annulé : %1</translation>
    </message>
    <message>
        <source>Taken in part</source>
        <comment>rows</comment>
        <translation>Reprises en partie</translation>
    </message>
    <message>
        <source>Takes back entry %L1</source>
        <translation>Annule l’entrée %L1</translation>
    </message>
    <message>
        <source>Takes products or a sales history from a file. The same file twice changes nothing.</source>
        <translation>Reprend des produits ou un historique de ventes d’un fichier. Le même fichier deux fois ne change rien.</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Tax class</source>
        <translation>Classe de TVA</translation>
    </message>
    <message>
        <source>Tax in shipping</source>
        <translation>TVA de la livraison</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>N° de TVA</translation>
    </message>
    <message>
        <source>Tax number: %1</source>
        <translation>N° de TVA : %1</translation>
    </message>
    <message>
        <source>Tax rate “%1” added</source>
        <translation>Taux de TVA « %1 » ajouté</translation>
    </message>
    <message>
        <source>Tax rate “%1” changed</source>
        <translation>Taux de TVA « %1 » modifié</translation>
    </message>
    <message>
        <source>Tax rate “%1” removed</source>
        <translation>Taux de TVA « %1 » supprimé</translation>
    </message>
    <message>
        <source>Tax rates</source>
        <translation>Taux de TVA</translation>
    </message>
    <message>
        <source>Tax “%1” was added</source>
        <translation>La TVA « %1 » a été ajoutée</translation>
    </message>
    <message>
        <source>Tax “%1” was changed</source>
        <translation>La TVA « %1 » a été modifiée</translation>
    </message>
    <message>
        <source>Tax “%1” was removed</source>
        <translation>La TVA « %1 » a été supprimée</translation>
    </message>
    <message>
        <source>Taxed</source>
        <translation>Base de TVA</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Taxes by day</source>
        <translation>TVA par jour</translation>
    </message>
    <message>
        <source>Taxes of orders</source>
        <translation>TVA des commandes</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Telephone for customers</source>
        <translation>Téléphone pour les clients</translation>
    </message>
    <message>
        <source>Tell more on standard error.</source>
        <translation>En dire plus sur la sortie d’erreur.</translation>
    </message>
    <message>
        <source>Tell on standard error how far it has come.</source>
        <translation>Dire sur la sortie d’erreur où on en est.</translation>
    </message>
    <message>
        <source>Tells what a backup holds beside what the shop holds now: what came, changed and is gone since.</source>
        <translation>Dit ce que contient une sauvegarde à côté de ce que contient la boutique maintenant : ce qui est venu, a changé et a disparu depuis.</translation>
    </message>
    <message>
        <source>Tells where the key of the shop's backups is kept, or keeps it elsewhere.</source>
        <translation>Dit où est gardée la clé des sauvegardes de la boutique, ou la garde ailleurs.</translation>
    </message>
    <message>
        <source>Test again when this computer is quiet. If it stays so, report it with both versions.</source>
        <translation>Refaites le test quand cet ordinateur est au calme. Si cela persiste, signalez-le avec les deux versions.</translation>
    </message>
    <message>
        <source>Test my server</source>
        <translation>Tester mon serveur</translation>
    </message>
    <message>
        <source>Tested last %1. %2</source>
        <translation>Dernier test %1. %2</translation>
    </message>
    <message>
        <source>Tests the server on a copy of the shop: how fast it is, whether the last piece is sold once, what hostile requests do. The shop goes on meanwhile.</source>
        <translation>Teste le serveur sur une copie de la boutique : à quelle vitesse il répond, si la dernière pièce n’est vendue qu’une fois, ce que font des requêtes hostiles. La boutique continue pendant ce temps.</translation>
    </message>
    <message>
        <source>Thank you, and see you again.</source>
        <translation>Merci, et à bientôt.</translation>
    </message>
    <message>
        <source>That is too much at once. Wait as long as Retry-After says.</source>
        <translation>C’est trop à la fois. Attendez le temps que dit Retry-After.</translation>
    </message>
    <message>
        <source>That rate is measured over</source>
        <translation>Ce débit est mesuré sur</translation>
    </message>
    <message>
        <source>The PDF to make.</source>
        <translation>Le PDF à créer.</translation>
    </message>
    <message>
        <source>The SKU “%1” stands in the file twice. Give every variant its own.</source>
        <translation>La référence (SKU) « %1 » figure deux fois dans le fichier. Donnez à chaque variante la sienne.</translation>
    </message>
    <message>
        <source>The address exists, but not for this method</source>
        <translation>L’adresse existe, mais pas pour cette méthode</translation>
    </message>
    <message>
        <source>The address of order #%1 was changed</source>
        <translation>L’adresse de la commande n° %1 a été modifiée</translation>
    </message>
    <message>
        <source>The address to listen on</source>
        <translation>L’adresse d’écoute</translation>
    </message>
    <message>
        <source>The address to listen on; 127.0.0.1 when left out.</source>
        <translation>L’adresse d’écoute ; 127.0.0.1 par défaut.</translation>
    </message>
    <message>
        <source>The backup</source>
        <translation>La sauvegarde</translation>
    </message>
    <message>
        <source>The backup cannot be unpacked to %1: %2. Make room and try again.</source>
        <translation>La sauvegarde ne peut pas être déballée dans %1 : %2. Faites de la place et réessayez.</translation>
    </message>
    <message>
        <source>The backup does not say what is in it. Use another, and tell us about this one.</source>
        <translation>La sauvegarde ne dit pas ce qu’elle contient. Utilisez-en une autre, et parlez-nous de celle-ci.</translation>
    </message>
    <message>
        <source>The backup holds no such customer.</source>
        <translation>La sauvegarde ne contient pas ce client.</translation>
    </message>
    <message>
        <source>The backup holds no such order.</source>
        <translation>La sauvegarde ne contient pas cette commande.</translation>
    </message>
    <message>
        <source>The backup holds no such product.</source>
        <translation>La sauvegarde ne contient pas ce produit.</translation>
    </message>
    <message>
        <source>The backup holds something that this Backroom does not know. Install the newest version to open it.</source>
        <translation>La sauvegarde contient quelque chose que ce Backroom ne connaît pas. Installez la dernière version pour l’ouvrir.</translation>
    </message>
    <message>
        <source>The backup is not what it says it is: %1. Use another, and tell us about this one.</source>
        <translation>La sauvegarde n’est pas ce qu’elle dit être : %1. Utilisez-en une autre, et parlez-nous de celle-ci.</translation>
    </message>
    <message>
        <source>The backup is whole: everything in it was counted again</source>
        <translation>La sauvegarde est intacte : tout son contenu a été recompté</translation>
    </message>
    <message>
        <source>The backup needs %1 on the disk of %2, and %3 are free. Make room there, and try again.</source>
        <translation>La sauvegarde a besoin de %1 sur le disque de %2, et %3 sont libres. Faites-y de la place et réessayez.</translation>
    </message>
    <message>
        <source>The backup's rows cannot be read: %1.</source>
        <translation>Les lignes de la sauvegarde ne peuvent pas être lues : %1.</translation>
    </message>
    <message>
        <source>The backups have another key</source>
        <translation>Les sauvegardes ont une autre clé</translation>
    </message>
    <message>
        <source>The backups' key</source>
        <translation>La clé des sauvegardes</translation>
    </message>
    <message>
        <source>The backups' key cannot be kept in %1. Give your account the right to write there.</source>
        <translation>La clé des sauvegardes ne peut pas être gardée dans %1. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The backups' key could not be read back from %1. Look whether this disk is well.</source>
        <translation>La clé des sauvegardes n’a pas pu être relue dans %1. Vérifiez que ce disque va bien.</translation>
    </message>
    <message>
        <source>The backups' key in %1 cannot be read. Put back the file, or type the words of the recovery sheet.</source>
        <translation>La clé des sauvegardes dans %1 ne peut pas être lue. Remettez le fichier en place, ou saisissez les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>The backups' key is in the keyring of this computer, which does not answer. Sign in to its desktop, or use the words of the recovery sheet.</source>
        <translation>La clé des sauvegardes est dans le trousseau de cet ordinateur, qui ne répond pas. Ouvrez une session sur son bureau, ou prenez les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>The backups' key is in the keyring of this computer, which is locked. Sign in to its desktop, or use the words of the recovery sheet.</source>
        <translation>La clé des sauvegardes est dans le trousseau de cet ordinateur, qui est verrouillé. Ouvrez une session sur son bureau, ou prenez les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>The backups' key was put into the keyring of this computer, and is not there any more. Use the words of the recovery sheet.</source>
        <translation>La clé des sauvegardes a été mise dans le trousseau de cet ordinateur et n’y est plus. Prenez les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>The body is an object, as in {"name": …}.</source>
        <translation>Le corps est un objet, comme dans {"name": …}.</translation>
    </message>
    <message>
        <source>The books</source>
        <translation>Les comptes</translation>
    </message>
    <message>
        <source>The books are looked through</source>
        <translation>Les comptes sont parcourus</translation>
    </message>
    <message>
        <source>The brackets do not match.</source>
        <translation>Les parenthèses ne vont pas par paires.</translation>
    </message>
    <message>
        <source>The cart is empty. Put something into it first.</source>
        <translation>Le panier est vide. Mettez-y d’abord quelque chose.</translation>
    </message>
    <message>
        <source>The categories were arranged anew meanwhile. Look at them again, then move it.</source>
        <translation>Les catégories ont été rangées autrement entre-temps. Regardez-les à nouveau, puis déplacez.</translation>
    </message>
    <message>
        <source>The certificate in “%1” is good from %2 on. Check the clock of this computer.</source>
        <translation>Le certificat dans « %1 » n’est valable qu’à partir du %2. Vérifiez l’horloge de cet ordinateur.</translation>
    </message>
    <message>
        <source>The certificate in “%1” ran out on %2. Renew it, then start again.</source>
        <translation>Le certificat dans « %1 » a expiré le %2. Renouvelez-le, puis redémarrez.</translation>
    </message>
    <message>
        <source>The chosen pieces cost more than the %1 that are left. Write how much goes back.</source>
        <translation>Les pièces choisies coûtent plus que les %1 qui restent. Écrivez combien est remboursé.</translation>
    </message>
    <message>
        <source>The compressed file ends too early. Copy or download it again.</source>
        <translation>Le fichier compressé se termine trop tôt. Copiez-le ou téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <source>The compressed file is damaged. Copy or download it again.</source>
        <translation>Le fichier compressé est abîmé. Copiez-le ou téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>La connexion s’est interrompue.</translation>
    </message>
    <message>
        <source>The copy of the database in %1 could not be taken to that moment: %2</source>
        <translation>La copie de la base de données dans %1 n’a pas pu être amenée à ce moment : %2</translation>
    </message>
    <message>
        <source>The copy of the database in %1 is damaged. %2</source>
        <translation>La copie de la base de données dans %1 est abîmée. %2</translation>
    </message>
    <message>
        <source>The copy of the shop cannot be read: %1.</source>
        <translation>La copie de la boutique ne peut pas être lue : %1.</translation>
    </message>
    <message>
        <source>The copy of the shop needs %1 on the disk of %2, and %3 are free. Make room there, and try again.</source>
        <translation>La copie de la boutique a besoin de %1 sur le disque de %2, et %3 sont libres. Faites-y de la place et réessayez.</translation>
    </message>
    <message>
        <source>The copy of the shop needs a schema of its own, which this database's user may not make. Let the database's administrator run: GRANT CREATE ON DATABASE "%1" TO "%2"</source>
        <translation>La copie de la boutique a besoin de son propre schéma, que l’utilisateur de cette base de données ne peut pas créer. Demandez à l’administrateur de la base d’exécuter : GRANT CREATE ON DATABASE "%1" TO "%2"</translation>
    </message>
    <message>
        <source>The count was saved: all was as expected</source>
        <translation>Le comptage est enregistré : tout était comme prévu</translation>
    </message>
    <message numerus="yes">
        <source>The count was saved; %Ln levels were put right</source>
        <translation>
            <numerusform>Le comptage est enregistré ; %Ln niveau a été corrigé</numerusform>
            <numerusform>Le comptage est enregistré ; %Ln niveaux ont été corrigés</numerusform>
        </translation>
    </message>
    <message>
        <source>The customer comes back with name, contact, note and saved addresses.</source>
        <translation>Le client revient avec nom, contact, note et adresses enregistrées.</translation>
    </message>
    <message>
        <source>The customer sees it. It may stay empty.</source>
        <translation>Le client le voit. Peut rester vide.</translation>
    </message>
    <message>
        <source>The customer’s wish</source>
        <translation>Remarque du client</translation>
    </message>
    <message>
        <source>The data of %1 were saved</source>
        <translation>Les données de %1 ont été enregistrées</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>La base de données</translation>
    </message>
    <message>
        <source>The database at %1 does not answer: %2. Check that it runs and that its address, user and password are right.</source>
        <translation>La base de données à %1 ne répond pas : %2. Vérifiez qu’elle tourne et que son adresse, son utilisateur et son mot de passe sont justes.</translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet, so some moments are missing. The time machine begins anew when a program of the shop runs.</source>
        <translation>La base de données n’a pas gardé ce qui n’avait pas encore été reçu ; certains moments manquent donc. La machine à remonter le temps recommence quand un programme de la boutique tourne.</translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet. The time machine begins anew when the shop's program runs.</source>
        <translation>La base de données n’a pas gardé ce qui n’avait pas encore été reçu. La machine à remonter le temps recommence quand le programme de la boutique tourne.</translation>
    </message>
    <message>
        <source>The database does not answer. Check that it runs; the shop goes on as soon as it does.</source>
        <translation>La base de données ne répond pas. Vérifiez qu'elle fonctionne ; la boutique reprend dès qu'elle répond.</translation>
    </message>
    <message>
        <source>The database does not understand this: %1.</source>
        <translation>La base de données ne comprend pas ceci : %1.</translation>
    </message>
    <message>
        <source>The database has too few places for followers. Have its administrator run: ALTER SYSTEM SET max_wal_senders = %1; and start the server anew.</source>
        <translation>La base de données a trop peu de places pour des suiveurs. Demandez à son administrateur d’exécuter : ALTER SYSTEM SET max_wal_senders = %1; puis de redémarrer le serveur.</translation>
    </message>
    <message>
        <source>The database has too few replication slots. Have its administrator run: ALTER SYSTEM SET max_replication_slots = %1; and start the server anew.</source>
        <translation>La base de données a trop peu d’emplacements de réplication. Demandez à son administrateur d’exécuter : ALTER SYSTEM SET max_replication_slots = %1; puis de redémarrer le serveur.</translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1, and %2 on this machine is of version %3, which is too old for it. Install the package postgresql-client-%1.</source>
        <translation>La base de données est PostgreSQL %1, et %2 sur cette machine est en version %3, trop ancienne pour elle. Installez le paquet postgresql-client-%1.</translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1; the time machine needs %2 or newer.</source>
        <translation>La base de données est PostgreSQL %1 ; la machine à remonter le temps demande %2 ou plus récent.</translation>
    </message>
    <message>
        <source>The database is a standby of another. Use the address of the one that it follows.</source>
        <translation>La base de données est la réplique d’une autre. Utilisez l’adresse de celle qu’elle suit.</translation>
    </message>
    <message>
        <source>The database keeps its log for the time machine of this shop. Turn that off first: backroomd timemachine off.</source>
        <translation>La base de données garde son journal pour la machine à remonter le temps de cette boutique. Désactivez-la d’abord : backroomd timemachine off.</translation>
    </message>
    <message>
        <source>The database lets nobody follow it from here. Have its administrator add this line to pg_hba.conf: %1 and then run: SELECT pg_reload_conf();</source>
        <translation>La base de données ne laisse personne la suivre d’ici. Demandez à son administrateur d’ajouter cette ligne à pg_hba.conf : %1 puis d’exécuter : SELECT pg_reload_conf();</translation>
    </message>
    <message>
        <source>The database writes too little into its log (wal_level is %1). Have its administrator run: ALTER SYSTEM SET wal_level = 'replica'; and start the server anew.</source>
        <translation>La base de données écrit trop peu dans son journal (wal_level vaut %1). Demandez à son administrateur d’exécuter : ALTER SYSTEM SET wal_level = 'replica'; puis de redémarrer le serveur.</translation>
    </message>
    <message>
        <source>The database's server keeps tables in tablespaces of their own, which the time machine cannot follow. Have its administrator move them to pg_default, or use backups alone.</source>
        <translation>Le serveur de la base de données garde des tables dans leurs propres tablespaces, que la machine à remonter le temps ne peut pas suivre. Demandez à son administrateur de les déplacer vers pg_default, ou utilisez seulement des sauvegardes.</translation>
    </message>
    <message>
        <source>The day after the last, as in 2011-02-01.</source>
        <translation>Le lendemain du dernier jour, comme dans 2011-02-01.</translation>
    </message>
    <message>
        <source>The disk did not keep %1. Check the disk.</source>
        <translation>Le disque n’a pas gardé %1. Vérifiez le disque.</translation>
    </message>
    <message>
        <source>The disk did not take the change, so it was not made. Check the disk, then try again.</source>
        <translation>Le disque n'a pas pris la modification, elle n'a donc pas été faite. Vérifiez le disque, puis réessayez.</translation>
    </message>
    <message>
        <source>The disk is full. Make room on it; nothing was lost, and saving goes on by itself.</source>
        <translation>Le disque est plein. Faites-y de la place ; rien n'a été perdu, et l'enregistrement reprend de lui-même.</translation>
    </message>
    <message>
        <source>The eighteen words</source>
        <translation>Les dix-huit mots</translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check its name and your account's rights.</source>
        <translation>Le fichier %1 ne peut pas être lu. Vérifiez son nom et les droits de votre compte.</translation>
    </message>
    <message>
        <source>The file could not be written: %1.</source>
        <translation>Le fichier n’a pas pu être écrit : %1.</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another place.</source>
        <translation>Le fichier n’a pas pu être écrit : %1. Choisissez un autre endroit.</translation>
    </message>
    <message>
        <source>The file to make; one in the shop's folder “backups” when left out.</source>
        <translation>Le fichier à créer ; par défaut, un fichier dans le dossier « backups » de la boutique.</translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows; there are more. Narrow it down with WHERE.</source>
        <translation>
            <numerusform>La première ligne ; il y en a d’autres. Restreignez avec WHERE.</numerusform>
            <numerusform>Les %n premières lignes ; il y en a d’autres. Restreignez avec WHERE.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first day, as in 2011-01-01.</source>
        <translation>Le premier jour, comme dans 2011-01-01.</translation>
    </message>
    <message>
        <source>The first one is made in a moment.</source>
        <translation>La première est faite dans un instant.</translation>
    </message>
    <message>
        <source>The first one is made on %1.</source>
        <translation>La première est faite le %1.</translation>
    </message>
    <message>
        <source>The first one is made today at %1.</source>
        <translation>La première est faite aujourd’hui à %1.</translation>
    </message>
    <message>
        <source>The first one is made tomorrow at %1.</source>
        <translation>La première est faite demain à %1.</translation>
    </message>
    <message>
        <source>The first owner signs in with it.</source>
        <translation>Le premier propriétaire se connecte avec.</translation>
    </message>
    <message>
        <source>The first owner's name.</source>
        <translation>Le nom du premier propriétaire.</translation>
    </message>
    <message>
        <source>The first row of “%1” has no title. Add it.</source>
        <translation>La première ligne de « %1 » n’a pas de titre. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made or written. Give your account the right to write there.</source>
        <translation>Le dossier %1 ne peut être ni créé ni écrit. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Choose another, or give your account the right to write there.</source>
        <translation>Le dossier %1 ne peut pas être créé. Choisissez-en un autre, ou donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Give your account the right to write there.</source>
        <translation>Le dossier %1 ne peut pas être créé. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The folder %1 does not know this shop, as when its disk is not plugged in. Plug it in; or remove the place and add it again, if this is a new one.</source>
        <translation>Le dossier %1 ne connaît pas cette boutique, comme quand son disque n’est pas branché. Branchez-le ; ou, si c’en est un nouveau, supprimez l’emplacement et ajoutez-le de nouveau.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation>Le dossier %1 n’est pas là. Remettez le disque ; d’ici là, la base de données garde ce qu’elle écrit sur son propre disque, qui se remplit à la longue.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Connect its disk or the network; what it lacks is then copied.</source>
        <translation>Le dossier %1 n’est pas là. Branchez son disque ou le réseau ; ce qui lui manque est alors copié.</translation>
    </message>
    <message>
        <source>The folder %1 is not there. Plug in its disk or connect to its share; it is tried again by itself.</source>
        <translation>Le dossier %1 n’est pas là. Branchez son disque ou connectez son partage ; un nouvel essai se fait tout seul.</translation>
    </message>
    <message>
        <source>The folder %1 may not be written. Give your account the right to write there.</source>
        <translation>Le dossier %1 ne peut pas être écrit. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The folder that holds everything of the shop.</source>
        <translation>Le dossier qui contient tout ce qui est à la boutique.</translation>
    </message>
    <message>
        <source>The function %1 is kept out of reports, which only read and add up.</source>
        <translation>La fonction %1 est tenue à l’écart des rapports, qui ne font que lire et additionner.</translation>
    </message>
    <message>
        <source>The handle is missing. Add it.</source>
        <translation>Le handle manque. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The image %1 cannot be read: %2.</source>
        <translation>L’image %1 ne peut pas être lue : %2.</translation>
    </message>
    <message>
        <source>The image %1 in the backup is not the one that the shop showed. Use another backup.</source>
        <translation>L’image %1 de la sauvegarde n’est pas celle que montrait la boutique. Utilisez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>The image could not be kept: %1. Make room in the data folder and try again.</source>
        <translation>L’image n’a pas pu être gardée : %1. Faites de la place dans le dossier de données et réessayez.</translation>
    </message>
    <message>
        <source>The image was added</source>
        <translation>L’image a été ajoutée</translation>
    </message>
    <message>
        <source>The image was cropped</source>
        <translation>L’image a été recadrée</translation>
    </message>
    <message>
        <source>The image was removed</source>
        <translation>L’image a été retirée</translation>
    </message>
    <message>
        <source>The import was stopped before its end; what went in stays. Import the same file again to go on.</source>
        <translation>L’import a été arrêté avant la fin ; ce qui est entré reste. Importez de nouveau le même fichier pour continuer.</translation>
    </message>
    <message>
        <source>The invitation, shown only this once: %1</source>
        <translation>L’invitation, montrée cette seule fois : %1</translation>
    </message>
    <message>
        <source>The invoice number is missing. Add it.</source>
        <translation>Le numéro de facture manque. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The journal</source>
        <translation>Le journal</translation>
    </message>
    <message>
        <source>The journal has no such entry.</source>
        <translation>Le journal n’a pas cette entrée.</translation>
    </message>
    <message>
        <source>The journal is whole: %1 entries.</source>
        <translation>Le journal est intact : %1 entrées.</translation>
    </message>
    <message>
        <source>The journal was cut: %1 entries are missing at its end.</source>
        <translation>Le journal a été coupé : %1 entrées manquent à sa fin.</translation>
    </message>
    <message>
        <source>The journal's end mark does not fit its last entry.</source>
        <translation>La marque de fin du journal ne correspond pas à sa dernière entrée.</translation>
    </message>
    <message>
        <source>The journal's end mark is missing.</source>
        <translation>La marque de fin du journal manque.</translation>
    </message>
    <message>
        <source>The kept answer cannot be read.</source>
        <translation>La réponse gardée ne peut pas être lue.</translation>
    </message>
    <message>
        <source>The key in “%1” does not belong to the certificate in “%2”. Give the two that were issued together.</source>
        <translation>La clé dans « %1 » ne va pas avec le certificat dans « %2 ». Donnez les deux qui ont été émis ensemble.</translation>
    </message>
    <message>
        <source>The key in “%1” is locked with a passphrase. Save it without one, in a file that only this account may read.</source>
        <translation>La clé dans « %1 » est verrouillée par une phrase secrète. Enregistrez-la sans, dans un fichier que seul ce compte peut lire.</translation>
    </message>
    <message>
        <source>The key in “%1” is of a kind that this server does not use. Have one made for the curve P-256, or RSA with at least 2,048 bits.</source>
        <translation>La clé dans « %1 » est d’un genre que ce serveur n’utilise pas. Faites-en créer une pour la courbe P-256, ou RSA d’au moins 2 048 bits.</translation>
    </message>
    <message>
        <source>The key is kept in a file that only your account can read: backups are made whether or not anybody is signed in to this computer.</source>
        <translation>La clé est gardée dans un fichier que seul votre compte peut lire : les sauvegardes se font, qu’une session soit ouverte sur cet ordinateur ou non.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which does not answer.</source>
        <translation>La clé est gardée dans le trousseau de cet ordinateur, qui ne répond pas.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which is locked.</source>
        <translation>La clé est gardée dans le trousseau de cet ordinateur, qui est verrouillé.</translation>
    </message>
    <message>
        <source>The key is kept in this computer’s keyring, which opens with your sign-in: no backup is made while you are signed out.</source>
        <translation>La clé est gardée dans le trousseau de cet ordinateur, qui s’ouvre avec votre session : aucune sauvegarde n’est faite tant qu’elle est fermée.</translation>
    </message>
    <message>
        <source>The key itself was never kept. Make a new one.</source>
        <translation>La clé elle-même n’a jamais été gardée. Créez-en une nouvelle.</translation>
    </message>
    <message>
        <source>The key of the backups is being moved just now. Try again in a moment.</source>
        <translation>La clé des sauvegardes est justement en train d’être déplacée. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The key of the backups is kept elsewhere</source>
        <translation>La clé des sauvegardes est gardée ailleurs</translation>
    </message>
    <message>
        <source>The key of the backups is kept here now</source>
        <translation>La clé des sauvegardes est maintenant gardée ici</translation>
    </message>
    <message>
        <source>The key of the backups is kept in a file now</source>
        <translation>La clé des sauvegardes est maintenant gardée dans un fichier</translation>
    </message>
    <message>
        <source>The key of the backups is kept in this computer’s keyring now</source>
        <translation>La clé des sauvegardes est maintenant gardée dans le trousseau de cet ordinateur</translation>
    </message>
    <message>
        <source>The key of the backups was made</source>
        <translation>La clé des sauvegardes a été créée</translation>
    </message>
    <message>
        <source>The key of this backup is not on this computer. The words of its recovery sheet open it.</source>
        <translation>La clé de cette sauvegarde n’est pas sur cet ordinateur. Les mots de sa fiche de secours l’ouvrent.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept by another account or computer. Type the words of the recovery sheet on the backups page, or name a file that holds them: “backroomd recovery-words FILE”.</source>
        <translation>La clé des sauvegardes de cette boutique est gardée par un autre compte ou ordinateur. Saisissez les mots de la fiche de secours sur la page des sauvegardes, ou indiquez un fichier qui les contient : « backroomd recovery-words FICHIER ».</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept here now, in %1.</source>
        <translation>La clé des sauvegardes de cette boutique est maintenant gardée ici, dans %1.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept here now, in this computer's keyring.</source>
        <translation>La clé des sauvegardes de cette boutique est maintenant gardée ici, dans le trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept in a file in %1, which this account alone may read.</source>
        <translation>La clé des sauvegardes de cette boutique est gardée dans un fichier dans %1, que seul ce compte peut lire.</translation>
    </message>
    <message>
        <source>The key of this shop's backups is kept in this computer's keyring. While nobody is signed in to its desktop, no backup can be made.</source>
        <translation>La clé des sauvegardes de cette boutique est gardée dans le trousseau de cet ordinateur. Tant qu’aucune session n’est ouverte sur son bureau, aucune sauvegarde ne peut être faite.</translation>
    </message>
    <message>
        <source>The key “%1”</source>
        <translation>La clé « %1 »</translation>
    </message>
    <message>
        <source>The key's file in %1 cannot be removed. Give your account the right to write there.</source>
        <translation>Le fichier de la clé dans %1 ne peut pas être supprimé. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key. Look whether it is well, or keep the key in a file.</source>
        <translation>Le trousseau de cet ordinateur n’a pas gardé la clé. Vérifiez qu’il va bien, ou gardez la clé dans un fichier.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked still.</source>
        <translation>Le trousseau de cet ordinateur est toujours verrouillé.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked. Sign in to its desktop, or keep the key in a file.</source>
        <translation>Le trousseau de cet ordinateur est verrouillé. Ouvrez une session sur son bureau, ou gardez la clé dans un fichier.</translation>
    </message>
    <message>
        <source>The labels were saved</source>
        <translation>Les étiquettes ont été enregistrées</translation>
    </message>
    <message>
        <source>The labels were sent to the printer</source>
        <translation>Les étiquettes ont été envoyées à l’imprimante</translation>
    </message>
    <message>
        <source>The largest weight lies below the smallest.</source>
        <translation>Le poids maximal est inférieur au minimal.</translation>
    </message>
    <message>
        <source>The last %1 pieces</source>
        <translation>Les %1 dernières pièces</translation>
    </message>
    <message>
        <source>The last backup failed</source>
        <translation>La dernière sauvegarde a échoué</translation>
    </message>
    <message>
        <source>The last backup was put together on a spare copy and everything in it was counted.</source>
        <translation>La dernière sauvegarde a été reconstituée sur une copie de réserve, et tout son contenu compté.</translation>
    </message>
    <message>
        <source>The link that was made serves once, and ends by itself. A new one takes its place.</source>
        <translation>Le lien créé sert une fois, et expire tout seul. Un nouveau prend sa place.</translation>
    </message>
    <message>
        <source>The list could not be written to its end. Make room, then export again.</source>
        <translation>La liste n’a pas pu être écrite jusqu’au bout. Faites de la place, puis exportez de nouveau.</translation>
    </message>
    <message>
        <source>The list of backups could not be written: %1</source>
        <translation>La liste des sauvegardes n’a pas pu être écrite : %1</translation>
    </message>
    <message>
        <source>The list of backups is damaged.</source>
        <translation>La liste des sauvegardes est abîmée.</translation>
    </message>
    <message>
        <source>The moment, roughly</source>
        <translation>Le moment, à peu près</translation>
    </message>
    <message>
        <source>The moment, to the second</source>
        <translation>Le moment, à la seconde près</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>Le mois suivant</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>Le mois précédent</translation>
    </message>
    <message>
        <source>The name is missing. Add it.</source>
        <translation>Le nom manque. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The name of a new person.</source>
        <translation>Le nom d’une nouvelle personne.</translation>
    </message>
    <message>
        <source>The new store: an empty PostgreSQL database, or “sqlite” for the file in the folder.</source>
        <translation>Le nouveau stockage : une base de données PostgreSQL vide, ou « sqlite » pour le fichier dans le dossier.</translation>
    </message>
    <message>
        <source>The newest backup that can be relied on is of %1.</source>
        <translation>Dernière sauvegarde fiable : %1.</translation>
    </message>
    <message>
        <source>The newest copy of the database is of %1; a new one is made every %2 days, and %3 days are kept.</source>
        <translation>La dernière copie de la base de données est du %1 ; une nouvelle est faite tous les %2 jours, et %3 jours sont gardés.</translation>
    </message>
    <message>
        <source>The newest copy of the database is older than it should be. The log of the shop's program says why.</source>
        <translation>La dernière copie de la base de données est plus ancienne qu’elle ne devrait. Le journal du programme de la boutique dit pourquoi.</translation>
    </message>
    <message>
        <source>The newest proved backup is never removed, and none is while the last one failed.</source>
        <translation>La dernière sauvegarde vérifiée n’est jamais supprimée, et aucune ne l’est tant que la dernière a échoué.</translation>
    </message>
    <message>
        <source>The newest proved backup is of %1</source>
        <translation>Dernière sauvegarde vérifiée : %1</translation>
    </message>
    <message>
        <source>The newest that was proved is of %1.</source>
        <translation>La dernière vérifiée est du %1.</translation>
    </message>
    <message>
        <source>The newest that was proved is of %1; another was due at %2.</source>
        <translation>La dernière vérifiée est du %1 ; une autre était due à %2.</translation>
    </message>
    <message>
        <source>The newest: #%1, %2, %3</source>
        <translation>La plus récente : n° %1, %2, %3</translation>
    </message>
    <message>
        <source>The next one is made in a moment.</source>
        <translation>La prochaine est faite dans un instant.</translation>
    </message>
    <message>
        <source>The next one is made on %1.</source>
        <translation>La prochaine est faite le %1.</translation>
    </message>
    <message>
        <source>The next one is made today at %1.</source>
        <translation>La prochaine est faite aujourd’hui à %1.</translation>
    </message>
    <message>
        <source>The next one is made tomorrow at %1.</source>
        <translation>La prochaine est faite demain à %1.</translation>
    </message>
    <message>
        <source>The note was added</source>
        <translation>La note a été ajoutée</translation>
    </message>
    <message>
        <source>The old store, %1, was left as it is; nothing uses it any more.</source>
        <translation>L’ancien stockage, %1, a été laissé tel quel ; plus rien ne l’utilise.</translation>
    </message>
    <message>
        <source>The oldest: %1</source>
        <translation>La plus ancienne : %1</translation>
    </message>
    <message>
        <source>The one currency of the shop, as in EUR. It cannot be changed later.</source>
        <translation>La seule devise de la boutique, comme dans EUR. Elle ne peut pas être changée plus tard.</translation>
    </message>
    <message>
        <source>The order is cancelled already.</source>
        <translation>La commande est déjà annulée.</translation>
    </message>
    <message>
        <source>The order is cancelled: nothing is to be paid.</source>
        <translation>La commande est annulée : il n’y a rien à payer.</translation>
    </message>
    <message>
        <source>The order is cancelled: nothing of it is shipped.</source>
        <translation>La commande est annulée : rien n’en est expédié.</translation>
    </message>
    <message>
        <source>The order is not cancelled any more.</source>
        <translation>La commande n’est plus annulée.</translation>
    </message>
    <message>
        <source>The order is on its way already. Ask the shop about sending it back.</source>
        <translation>La commande est déjà en route. Demandez à la boutique comment la renvoyer.</translation>
    </message>
    <message>
        <source>The order is paid already.</source>
        <translation>La commande est déjà payée.</translation>
    </message>
    <message>
        <source>The order is paid in part only. Take the rest first, or cancel it.</source>
        <translation>La commande n’est payée qu’en partie. Encaissez d’abord le reste, ou annulez-la.</translation>
    </message>
    <message>
        <source>The order was cancelled since: its payments stay as they are.</source>
        <translation>La commande a été annulée depuis : ses paiements restent tels quels.</translation>
    </message>
    <message>
        <source>The order was changed meanwhile. Look at it again, then save.</source>
        <translation>La commande a été modifiée entre-temps. Regardez-la de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>The order was paid and shipped. Refund it instead.</source>
        <translation>La commande a été payée et expédiée. Remboursez-la plutôt.</translation>
    </message>
    <message>
        <source>The order with the inner number %1 (%2) has no number.</source>
        <translation>La commande au numéro interne %1 (%2) n’a pas de numéro.</translation>
    </message>
    <message>
        <source>The order's state does not allow this any more. Look at it again.</source>
        <translation>L’état de la commande ne le permet plus. Regardez-la de nouveau.</translation>
    </message>
    <message>
        <source>The owner's password is read from standard input: say so with --owner-password-stdin.</source>
        <translation>Le mot de passe du propriétaire est lu sur l’entrée standard : dites-le avec --owner-password-stdin.</translation>
    </message>
    <message>
        <source>The page %1 is still working something out. Wait until it is there.</source>
        <translation>La page %1 calcule encore. Attendez le résultat.</translation>
    </message>
    <message>
        <source>The pages as they will be printed</source>
        <translation>Les pages telles qu’elles seront imprimées</translation>
    </message>
    <message>
        <source>The part to keep</source>
        <translation>La partie à garder</translation>
    </message>
    <message>
        <source>The part to keep is not within the image. Choose it again.</source>
        <translation>La partie à garder n’est pas dans l’image. Choisissez-la de nouveau.</translation>
    </message>
    <message>
        <source>The passphrase file %1 cannot be read. Check its name and your account's rights.</source>
        <translation>Le fichier de phrase secrète %1 ne peut pas être lu. Vérifiez son nom et les droits de votre compte.</translation>
    </message>
    <message>
        <source>The passphrase is empty. Choose a few words.</source>
        <translation>La phrase secrète est vide. Choisissez quelques mots.</translation>
    </message>
    <message>
        <source>The passphrase is not the one of this backup. The file itself is whole at its beginning; try again.</source>
        <translation>La phrase secrète n’est pas celle de cette sauvegarde. Le début du fichier est intact ; essayez encore.</translation>
    </message>
    <message>
        <source>The passphrase that it was made with, or the words of the recovery sheet.</source>
        <translation>La phrase secrète avec laquelle elle a été faite, ou les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>The password alone lets them in again. It can be set up anew, with another secret.</source>
        <translation>Le mot de passe seul suffit de nouveau. Elle peut être remise en place, avec un autre secret.</translation>
    </message>
    <message>
        <source>The password is read from standard input: say so with --password-stdin.</source>
        <translation>Le mot de passe est lu sur l’entrée standard : dites-le avec --password-stdin.</translation>
    </message>
    <message>
        <source>The password of before is not kept. Set a new one instead.</source>
        <translation>Le mot de passe précédent n’est pas gardé. Définissez-en plutôt un nouveau.</translation>
    </message>
    <message>
        <source>The period before</source>
        <translation>La période précédente</translation>
    </message>
    <message>
        <source>The place's path cannot be used. Choose a shorter one without line breaks.</source>
        <translation>Le chemin de l’emplacement ne peut pas être utilisé. Choisissez-en un plus court, sans saut de ligne.</translation>
    </message>
    <message>
        <source>The plan of backups was changed</source>
        <translation>Le plan des sauvegardes a été modifié</translation>
    </message>
    <message>
        <source>The port to listen on</source>
        <translation>Le port d’écoute</translation>
    </message>
    <message>
        <source>The port to listen on; 8080 when left out, 0 for any that is free.</source>
        <translation>Le port d’écoute ; 8080 par défaut, 0 pour n’importe quel port libre.</translation>
    </message>
    <message>
        <source>The price is missing. Add it.</source>
        <translation>Le prix manque. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The printer did not take it. Is it on?</source>
        <translation>L’imprimante ne l’a pas accepté. Est-elle allumée ?</translation>
    </message>
    <message>
        <source>The printer did not take it. Look whether it is on and has paper.</source>
        <translation>L’imprimante ne l’a pas accepté. Regardez si elle est allumée et si elle a du papier.</translation>
    </message>
    <message>
        <source>The printer did not take it. See whether it is on, or export a PDF and print that.</source>
        <translation>L’imprimante ne l’a pas accepté. Regardez si elle est allumée, ou exportez un PDF et imprimez-le.</translation>
    </message>
    <message>
        <source>The product is archived already, and has a history: it stays there.</source>
        <translation>Le produit est déjà archivé, et a un historique : il y reste.</translation>
    </message>
    <message>
        <source>The products could not be fetched</source>
        <translation>Les produits n’ont pas pu être chargés</translation>
    </message>
    <message>
        <source>The products' search index</source>
        <translation>L’index de recherche des produits</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Le programme</translation>
    </message>
    <message>
        <source>The program that holds it is refused from now on. This cannot be taken back; a new key can be made.</source>
        <translation>Le programme qui la détient est refusé dès maintenant. Il n’est pas possible de revenir dessus ; une nouvelle clé peut être créée.</translation>
    </message>
    <message>
        <source>The quotation mark opened on line %1 is never closed. Add the missing one, then import the file again.</source>
        <translation>Le guillemet ouvert à la ligne %1 n’est jamais fermé. Ajoutez celui qui manque, puis importez de nouveau le fichier.</translation>
    </message>
    <message>
        <source>The range ends before it begins. Its last day is the one before “to”.</source>
        <translation>La plage se termine avant de commencer. Son dernier jour est celui avant « to ».</translation>
    </message>
    <message>
        <source>The recorded changes in %1 are damaged. Choose an earlier moment, or use the copy in another place.</source>
        <translation>Les modifications enregistrées dans %1 sont abîmées. Choisissez un moment antérieur, ou utilisez la copie d’un autre emplacement.</translation>
    </message>
    <message>
        <source>The recovery sheet is %1. Print it, put it away, and remove the file.</source>
        <translation>La fiche de secours est %1. Imprimez-la, rangez-la et supprimez le fichier.</translation>
    </message>
    <message>
        <source>The report as a table</source>
        <translation>Le rapport en tableau</translation>
    </message>
    <message>
        <source>The report could not be written to its end. Make room, then ask again.</source>
        <translation>Le rapport n’a pas pu être écrit jusqu’au bout. Faites de la place, puis demandez-le de nouveau.</translation>
    </message>
    <message>
        <source>The reports' daily totals</source>
        <translation>Les totaux quotidiens des rapports</translation>
    </message>
    <message>
        <source>The reports' daily totals differ from the orders on %1.</source>
        <translation>Les totaux quotidiens des rapports diffèrent des commandes au %1.</translation>
    </message>
    <message>
        <source>The request did not say which version it changes</source>
        <translation>La requête ne disait pas quelle version elle modifie</translation>
    </message>
    <message>
        <source>The role %1 may not follow the database. Have its administrator run: ALTER ROLE %2 REPLICATION;</source>
        <translation>Le rôle %1 n’a pas le droit de suivre la base de données. Demandez à son administrateur d’exécuter : ALTER ROLE %2 REPLICATION;</translation>
    </message>
    <message>
        <source>The room it takes</source>
        <translation>La place qu’il prend</translation>
    </message>
    <message>
        <source>The row has %1 columns instead of %2. Put texts with separators into quotation marks.</source>
        <translation>La ligne a %1 colonnes au lieu de %2. Mettez entre guillemets les textes contenant des séparateurs.</translation>
    </message>
    <message>
        <source>The row has %1 of %2 columns. Complete it.</source>
        <translation>La ligne a %1 colonnes sur %2. Complétez-la.</translation>
    </message>
    <message>
        <source>The row on line %1 is too large. A field can have up to 1 MiB; shorten it, then import the file again.</source>
        <translation>La ligne %1 est trop grande. Un champ peut avoir jusqu’à 1 Mio ; raccourcissez-le, puis importez de nouveau le fichier.</translation>
    </message>
    <message>
        <source>The rows in %1 are not those of the old store. The shop is still in the old one; check this disk.</source>
        <translation>Les lignes dans %1 ne sont pas celles de l’ancien stockage. La boutique est toujours dans l’ancien ; vérifiez ce disque.</translation>
    </message>
    <message>
        <source>The rows in the new store are not those of the old one.</source>
        <translation>Les lignes du nouveau stockage ne sont pas celles de l’ancien.</translation>
    </message>
    <message>
        <source>The rows in this backup do not read as a shop's. Use another backup, or a newer Backroom if that made it.</source>
        <translation>Les lignes de cette sauvegarde ne se lisent pas comme celles d’une boutique. Utilisez une autre sauvegarde, ou un Backroom plus récent s’il l’a faite.</translation>
    </message>
    <message>
        <source>The sale price has dates, which are not kept here. The regular price is taken.</source>
        <translation>Le prix soldé a des dates, qui ne sont pas gardées ici. Le prix normal est repris.</translation>
    </message>
    <message>
        <source>The same and more can stand in config.ini in the shop's folder, under the title [server]; what is typed beats it:</source>
        <translation>La même chose et plus encore peut figurer dans config.ini dans le dossier de la boutique, sous le titre [server] ; ce qui est tapé l’emporte :</translation>
    </message>
    <message>
        <source>The sample shop's owner signs in as %1 with the password %2</source>
        <translation>Le propriétaire de la boutique d’exemple se connecte avec %1 et le mot de passe %2</translation>
    </message>
    <message>
        <source>The schema %1 cannot be used: %2</source>
        <translation>Le schéma %1 ne peut pas être utilisé : %2</translation>
    </message>
    <message>
        <source>The second step to sign in was taken off somebody</source>
        <translation>Une seconde étape de connexion a été retirée</translation>
    </message>
    <message>
        <source>The secret as a QR code</source>
        <translation>Le secret en code QR</translation>
    </message>
    <message>
        <source>The selected backup</source>
        <translation>La sauvegarde sélectionnée</translation>
    </message>
    <message>
        <source>The selected products</source>
        <translation>Les produits sélectionnés</translation>
    </message>
    <message>
        <source>The sending of order #%1 was taken back</source>
        <translation>L’expédition de la commande n° %1 a été annulée</translation>
    </message>
    <message>
        <source>The server could not be tested</source>
        <translation>Le serveur n’a pas pu être testé</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Le serveur ne répond pas.</translation>
    </message>
    <message>
        <source>The server is off</source>
        <translation>Le serveur est arrêté</translation>
    </message>
    <message>
        <source>The server is off: start it on the page Server, or the link leads nowhere.</source>
        <translation>Le serveur est arrêté : démarrez-le sur la page Serveur, sinon le lien ne mène nulle part.</translation>
    </message>
    <message>
        <source>The server listens on this computer only, so the link opens here. For others, let it listen on the network.</source>
        <translation>Le serveur n’écoute que sur cet ordinateur ; le lien s’ouvre donc ici. Pour les autres, laissez-le écouter sur le réseau.</translation>
    </message>
    <message>
        <source>The server of a Backroom shop without a window, and what its administrator types.</source>
        <translation>Le serveur d’une boutique Backroom sans fenêtre, et ce que tape son administrateur.</translation>
    </message>
    <message>
        <source>The server of this shop is being tested already. Wait until that is done.</source>
        <translation>Le serveur de cette boutique est déjà en cours de test. Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>The server said %1.</source>
        <translation>Le serveur a dit %1.</translation>
    </message>
    <message>
        <source>The server was called by a name that is not allowed</source>
        <translation>Le serveur a été appelé par un nom qui n’est pas autorisé</translation>
    </message>
    <message>
        <source>The server was tested</source>
        <translation>Le serveur a été testé</translation>
    </message>
    <message>
        <source>The server was too busy, or the shop was closed for a moment</source>
        <translation>Le serveur était trop occupé, ou la boutique fermée un instant</translation>
    </message>
    <message>
        <source>The settings were changed</source>
        <translation>Les réglages ont été modifiés</translation>
    </message>
    <message>
        <source>The settings were changed meanwhile. Look at them again, then save.</source>
        <translation>Les réglages ont été modifiés entre-temps. Regardez-les de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>The shipping method was changed meanwhile. Look at it again, then save.</source>
        <translation>Le mode de livraison a été modifié entre-temps. Regardez-le de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>The shop as it was at this moment, as in 2026-11-20T09:30:00Z: from the newest backup before it, in the folder or rclone's REMOTE:PATH named or in the shop's own, and the changes recorded since; on PostgreSQL out of the time machine's folder.</source>
        <translation>La boutique telle qu'elle était à ce moment, comme 2026-11-20T09:30:00Z : d'après la sauvegarde la plus récente d'avant, dans le dossier nommé, dans le REMOTE:PATH de rclone ou dans celui de la boutique, et les modifications enregistrées depuis ; sur PostgreSQL d'après le dossier de la machine à remonter le temps.</translation>
    </message>
    <message>
        <source>The shop as it was when the backup was made: on a new computer, or after a disk was lost.</source>
        <translation>La boutique telle qu’elle était au moment de la sauvegarde : sur un nouvel ordinateur, ou après la perte d’un disque.</translation>
    </message>
    <message>
        <source>The shop expects other digits. Type those that are shown now; the telephone’s clock must be right.</source>
        <translation>La boutique attend d’autres chiffres. Tapez ceux qui s’affichent maintenant ; l’heure du téléphone doit être juste.</translation>
    </message>
    <message>
        <source>The shop has an order %1. It was left as it is.</source>
        <translation>La boutique a une commande %1. Elle a été laissée telle quelle.</translation>
    </message>
    <message>
        <source>The shop has no SKU “%1”. Correct it, or add columns that say which variant of “%2” it is.</source>
        <translation>La boutique n’a pas de SKU « %1 ». Corrigez-le, ou ajoutez des colonnes qui disent de quelle variante de « %2 » il s’agit.</translation>
    </message>
    <message>
        <source>The shop is as it was in the backup</source>
        <translation>La boutique est comme dans la sauvegarde</translation>
    </message>
    <message>
        <source>The shop is being restored from a backup. Try again in a moment.</source>
        <translation>La boutique est en cours de restauration depuis une sauvegarde. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The shop is copied</source>
        <translation>La boutique est copiée</translation>
    </message>
    <message>
        <source>The shop is there already.</source>
        <translation>La boutique est déjà là.</translation>
    </message>
    <message>
        <source>The shop is very busy. Try again in a moment.</source>
        <translation>La boutique est très occupée. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The shop itself has an order with the number %1. Give the invoice another one.</source>
        <translation>La boutique elle-même a une commande avec le numéro %1. Donnez-en un autre à la facture.</translation>
    </message>
    <message>
        <source>The shop knows somebody with this address already. Choose them.</source>
        <translation>La boutique connaît déjà quelqu’un avec cette adresse. Choisissez cette personne.</translation>
    </message>
    <message>
        <source>The shop still has this order. An order comes back only when it is gone.</source>
        <translation>La boutique a toujours cette commande. Une commande ne revient que si elle a disparu.</translation>
    </message>
    <message>
        <source>The shop was made</source>
        <translation>La boutique a été créée</translation>
    </message>
    <message>
        <source>The shop was restored from a backup</source>
        <translation>La boutique a été restaurée depuis une sauvegarde</translation>
    </message>
    <message>
        <source>The shop's data does not allow this: something else still refers to it.</source>
        <translation>Les données de la boutique ne le permettent pas : autre chose s'y réfère encore.</translation>
    </message>
    <message>
        <source>The shop's data may not be written. Give your account the right to do so: to the file and its folder, or in the database to its schema.</source>
        <translation>Les données de la boutique ne peuvent pas être écrites. Donnez-en le droit à votre compte : sur le fichier et son dossier, ou dans la base sur son schéma.</translation>
    </message>
    <message>
        <source>The shop's database cannot hold one of these values: a number is too large, or a text has a character that no text has. Change it, then try again.</source>
        <translation>La base de la boutique ne peut pas contenir une de ces valeurs : un nombre est trop grand, ou un texte a un caractère qu'aucun texte n'a. Modifiez-la et réessayez.</translation>
    </message>
    <message>
        <source>The shop's file</source>
        <translation>Le fichier de la boutique</translation>
    </message>
    <message>
        <source>The shop's file cannot be set aside in %1. Give your account the right to write there.</source>
        <translation>Le fichier de la boutique ne peut pas être mis de côté dans %1. Donnez à votre compte le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The shop's file could not be opened and was set aside: %1</source>
        <translation>Le fichier de la boutique n’a pas pu être ouvert et a été mis de côté : %1</translation>
    </message>
    <message>
        <source>The shop's file is damaged. Restore the newest backup; the file was left as it is.</source>
        <translation>Le fichier de la boutique est endommagé. Restaurez la sauvegarde la plus récente ; le fichier est resté tel quel.</translation>
    </message>
    <message>
        <source>The shop's file was changed by another program before %1 (%2), so what was recorded does not lead to this moment. Choose an earlier one, or the next backup.</source>
        <translation>Le fichier de la boutique a été modifié par un autre programme avant %1 (%2) ; ce qui a été enregistré ne mène donc pas à ce moment. Choisissez-en un antérieur, ou la sauvegarde suivante.</translation>
    </message>
    <message>
        <source>The state or the stock did not allow it</source>
        <translation>L’état ou le stock ne le permettait pas</translation>
    </message>
    <message>
        <source>The stock code is missing. Add it.</source>
        <translation>Le code article manque. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The stock is %1 and the sum of its movements %2; both should be 0.</source>
        <translation>Le stock est de %1 et la somme de ses mouvements de %2 ; les deux devraient être 0.</translation>
    </message>
    <message>
        <source>The stock is below 0 there. It begins with 0 here.</source>
        <translation>Le stock y est inférieur à 0. Ici, il commence à 0.</translation>
    </message>
    <message>
        <source>The stock of %1 is %2, though it is not sold on back-order.</source>
        <translation>Le stock de %1 est de %2, alors qu’il ne se vend pas à la commande.</translation>
    </message>
    <message>
        <source>The stock of %1 is %2, which is not the sum of its movements.</source>
        <translation>Le stock de %1 est de %2, ce qui n’est pas la somme de ses mouvements.</translation>
    </message>
    <message>
        <source>The store went away while the list was made.</source>
        <translation>Le stockage a disparu pendant que la liste se faisait.</translation>
    </message>
    <message>
        <source>The table %1 is not in the other store as it is in this one. Nothing was changed.</source>
        <translation>La table %1 n’est pas dans l’autre stockage comme elle est dans celui-ci. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>The tax rate was changed meanwhile. Look at it again, then save.</source>
        <translation>Le taux de TVA a été modifié entre-temps. Regardez-le de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>The test begins</source>
        <translation>Le test commence</translation>
    </message>
    <message>
        <source>The test was stopped</source>
        <translation>Le test a été arrêté</translation>
    </message>
    <message>
        <source>The test was stopped. Nothing is left of the copy.</source>
        <translation>Le test a été arrêté. Il ne reste rien de la copie.</translation>
    </message>
    <message>
        <source>The text above was understood; nothing in the shop fits it.</source>
        <translation>Le texte ci-dessus a été compris ; rien dans la boutique n’y correspond.</translation>
    </message>
    <message>
        <source>The time machine</source>
        <translation>La machine à remonter le temps</translation>
    </message>
    <message>
        <source>The time machine in %1 reaches no moment yet.</source>
        <translation>La machine à remonter le temps dans %1 n’atteint encore aucun moment.</translation>
    </message>
    <message>
        <source>The time machine is being turned on already. Wait until that is done.</source>
        <translation>La machine à remonter le temps est déjà en cours d'activation. Attendez que ce soit fait.</translation>
    </message>
    <message>
        <source>The time machine is not on yet. It is once “backroomd serve” or the console has the shop open.</source>
        <translation>La machine à remonter le temps n’est pas encore active. Elle l’est dès que « backroomd serve » ou la console a ouvert la boutique.</translation>
    </message>
    <message>
        <source>The time machine is off already.</source>
        <translation>La machine à remonter le temps est déjà désactivée.</translation>
    </message>
    <message>
        <source>The time machine is off, and the database keeps nothing for it any more. What is in %1 stays: “backroomd restore %1 --at TIME” leads to its moments.</source>
        <translation>La machine à remonter le temps est désactivée, et la base de données ne garde plus rien pour elle. Ce qui est dans %1 reste : « backroomd restore %1 --at MOMENT » mène à ses moments.</translation>
    </message>
    <message>
        <source>The time machine is off. “backroomd timemachine on --to FOLDER” turns it on.</source>
        <translation>La machine à remonter le temps est désactivée. « backroomd timemachine on --to DOSSIER » l’active.</translation>
    </message>
    <message>
        <source>The time machine is on already, in %1. Turn it off first to change that.</source>
        <translation>La machine à remonter le temps est déjà active, dans %1. Désactivez-la d’abord pour changer cela.</translation>
    </message>
    <message>
        <source>The time machine is on, in %1 (%2).</source>
        <translation>La machine à remonter le temps est active, dans %1 (%2).</translation>
    </message>
    <message>
        <source>The time machine is on, in %1. A first copy of the database was made there and proved.</source>
        <translation>La machine à remonter le temps est active, dans %1. Une première copie de la base de données y a été faite et vérifiée.</translation>
    </message>
    <message>
        <source>The time machine is on: every change is kept, encrypted, in %1 (%2).</source>
        <translation>La machine à remonter le temps est active : chaque modification est gardée, chiffrée, dans %1 (%2).</translation>
    </message>
    <message>
        <source>The time machine of a shop in a file is on by itself, in the shop's folder “backups”, and nothing needs to be set up.</source>
        <translation>La machine à remonter le temps d’une boutique dans un fichier est active d’elle-même, dans le dossier « backups » de la boutique, et il n’y a rien à configurer.</translation>
    </message>
    <message>
        <source>The time machine of this shop is off. “backroomd timemachine on” turns it on from then; until then only backups are there.</source>
        <translation>La machine à remonter le temps de cette boutique est désactivée. « backroomd timemachine on » l’active à partir de là ; jusque-là, il n’y a que les sauvegardes.</translation>
    </message>
    <message>
        <source>The time machine reaches every moment %1. Choose one of them.</source>
        <translation>La machine à remonter le temps atteint chaque moment %1. Choisissez-en un.</translation>
    </message>
    <message>
        <source>The time machine was off. What the database kept for a beginning of it that was cut off is let go of.</source>
        <translation>La machine à remonter le temps était arrêtée. Ce que la base gardait pour un début interrompu est libéré.</translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back.</source>
        <translation>Le dossier %1 de la machine à remonter le temps n’est pas là. Remettez le disque.</translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation>Le dossier %1 de la machine à remonter le temps n’est pas là. Remettez le disque ; d’ici là, la base de données garde ce qu’elle écrit sur son propre disque, qui se remplit à la longue.</translation>
    </message>
    <message>
        <source>The title is missing. Add it.</source>
        <translation>Le titre manque. Ajoutez-le.</translation>
    </message>
    <message>
        <source>The totals of %1 are not what the orders of that day come to.</source>
        <translation>Les totaux du %1 ne correspondent pas aux commandes de ce jour.</translation>
    </message>
    <message>
        <source>The tree is %1 levels deep at the most. Choose a higher place.</source>
        <translation>L’arborescence a au plus %1 niveaux. Choisissez une place plus haute.</translation>
    </message>
    <message>
        <source>The variation “%1” is switched off there, so it is left out.</source>
        <translation>La variation « %1 » y est désactivée ; elle est donc laissée de côté.</translation>
    </message>
    <message>
        <source>The version is the same: look what else this computer does, and test again when it is quiet.</source>
        <translation>La version est la même : regardez ce que fait d’autre cet ordinateur, et refaites le test quand il est au calme.</translation>
    </message>
    <message>
        <source>The view “%1” was saved</source>
        <translation>La vue « %1 » a été enregistrée</translation>
    </message>
    <message>
        <source>The words of the recovery sheet, in their order. Leave it empty on the computer that made the backup.</source>
        <translation>Les mots de la fiche de secours, dans leur ordre. Laissez vide sur l’ordinateur qui a fait la sauvegarde.</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>Then press again: it is placed once, however often.</source>
        <translation>Appuyez alors de nouveau : la commande n’est passée qu’une fois.</translation>
    </message>
    <message>
        <source>Then there</source>
        <translation>Restait alors</translation>
    </message>
    <message>
        <source>There</source>
        <translation>En stock</translation>
    </message>
    <message>
        <source>There are %L1 reports already. Remove one first.</source>
        <translation>Il y a déjà %L1 rapports. Supprimez-en d’abord un.</translation>
    </message>
    <message>
        <source>There are no categories yet</source>
        <translation>Il n’y a pas encore de catégories</translation>
    </message>
    <message>
        <source>There are no categories yet. Arrange some first.</source>
        <translation>Il n’y a pas encore de catégories. Créez-en d’abord.</translation>
    </message>
    <message>
        <source>There are tables in the database that are not the shop's. Give the shop a database or a schema of its own.</source>
        <translation>Il y a dans la base de données des tables qui ne sont pas à la boutique. Donnez à la boutique sa propre base de données ou son propre schéma.</translation>
    </message>
    <message>
        <source>There has to be a space between a number and a word.</source>
        <translation>Il faut une espace entre un nombre et un mot.</translation>
    </message>
    <message>
        <source>There is a certificate in “%1” already, and it was left as it is. Put a new one in its place with --renew.</source>
        <translation>Il y a déjà un certificat dans « %1 », et il a été laissé tel quel. Mettez-en un nouveau à sa place avec --renew.</translation>
    </message>
    <message>
        <source>There is a comment in a comment. Take one of them out.</source>
        <translation>Il y a un commentaire dans un commentaire. Retirez l’un des deux.</translation>
    </message>
    <message>
        <source>There is a file %1 already. Choose another name.</source>
        <translation>Il y a déjà un fichier %1. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>There is a rate for this class there already. Change that one.</source>
        <translation>Il y a déjà un taux pour cette classe. Modifiez celui-là.</translation>
    </message>
    <message>
        <source>There is a shop in %1 already.</source>
        <translation>Il y a déjà une boutique dans %1.</translation>
    </message>
    <message>
        <source>There is a shop in %1 already. Give this one an empty database.</source>
        <translation>Il y a déjà une boutique dans %1. Donnez à celle-ci une base de données vide.</translation>
    </message>
    <message>
        <source>There is a shop in this place already. Open it, or choose another place.</source>
        <translation>Il y a déjà une boutique à cet endroit. Ouvrez-la, ou choisissez un autre endroit.</translation>
    </message>
    <message>
        <source>There is a shop's file already: %1. Move it to another folder first.</source>
        <translation>Il y a déjà un fichier de boutique : %1. Déplacez-le d’abord dans un autre dossier.</translation>
    </message>
    <message>
        <source>There is an invisible character in this text. Type it again.</source>
        <translation>Il y a un caractère invisible dans ce texte. Saisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>There is no backup from before %1 in %2. Choose a later moment.</source>
        <translation>Il n'y a pas de sauvegarde d'avant %1 dans %2. Choisissez un moment plus tardif.</translation>
    </message>
    <message>
        <source>There is no backup from before %1. Choose a later moment, or a folder with older backups.</source>
        <translation>Il n’y a pas de sauvegarde d’avant %1. Choisissez un moment plus récent, ou un dossier avec des sauvegardes plus anciennes.</translation>
    </message>
    <message>
        <source>There is no backup in %1. Check its name.</source>
        <translation>Il n'y a pas de sauvegarde dans %1. Vérifiez son nom.</translation>
    </message>
    <message>
        <source>There is no backup to go back to yet.</source>
        <translation>Il n’y a pas encore de sauvegarde à laquelle revenir.</translation>
    </message>
    <message>
        <source>There is no backup yet. “backroomd backup” makes one.</source>
        <translation>Il n’y a pas encore de sauvegarde. « backroomd backup » en fait une.</translation>
    </message>
    <message>
        <source>There is no certificate in “%1”. It is text that begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>Il n’y a pas de certificat dans « %1 ». C’est un texte qui commence par « -----BEGIN CERTIFICATE----- ».</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Il n’y a pas de commande « %1 ».</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Il n’y a pas de fichier %1.</translation>
    </message>
    <message>
        <source>There is no file %1. Check its name.</source>
        <translation>Il n’y a pas de fichier %1. Vérifiez son nom.</translation>
    </message>
    <message>
        <source>There is no file “%1”. Check its name and folder.</source>
        <translation>Il n’y a pas de fichier « %1 ». Vérifiez son nom et son dossier.</translation>
    </message>
    <message>
        <source>There is no folder %1. Check its name.</source>
        <translation>Il n’y a pas de dossier %1. Vérifiez son nom.</translation>
    </message>
    <message>
        <source>There is no folder %1. Plug in the disk, or choose another folder.</source>
        <translation>Il n’y a pas de dossier %1. Branchez le disque, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>There is no folder “%1”. Make a shop with “backroomd init” first.</source>
        <translation>Il n’y a pas de dossier « %1 ». Créez d’abord une boutique avec « backroomd init ».</translation>
    </message>
    <message>
        <source>There is no image on the clipboard. Copy one first.</source>
        <translation>Il n’y a pas d’image dans le presse-papiers. Copiez-en d’abord une.</translation>
    </message>
    <message>
        <source>There is no key yet: it is made with the first backup.</source>
        <translation>Il n’y a pas encore de clé : elle est créée avec la première sauvegarde.</translation>
    </message>
    <message>
        <source>There is no private key in “%1”. It is text that begins with “-----BEGIN PRIVATE KEY-----”.</source>
        <translation>Il n’y a pas de clé privée dans « %1 ». C’est un texte qui commence par « -----BEGIN PRIVATE KEY----- ».</translation>
    </message>
    <message>
        <source>There is no report “%1”. There are: %2.</source>
        <translation>Il n’y a pas de rapport « %1 ». Il y a : %2.</translation>
    </message>
    <message>
        <source>There is no room for %1 at “%2”. Make room there, or keep fewer backups; it is safe on this computer.</source>
        <translation>Il n’y a pas de place pour %1 sur « %2 ». Faites-y de la place, ou gardez moins de sauvegardes ; elle est en sécurité sur cet ordinateur.</translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there first.</source>
        <translation>Il n’y a pas de place pour %1. Faites-y d’abord de la place.</translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there, or keep fewer backups.</source>
        <translation>Il n’y a pas de place pour %1. Faites-y de la place, ou gardez moins de sauvegardes.</translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room and try again.</source>
        <translation>Il n’y a plus de place pour %1. Faites de la place et réessayez.</translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room there; it is then gone on with.</source>
        <translation>Il n’y a plus de place pour %1. Faites-y de la place ; cela reprend ensuite.</translation>
    </message>
    <message>
        <source>There is no room on the disk for this file. Make room, then try again.</source>
        <translation>Il n’y a pas de place sur le disque pour ce fichier. Faites de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>There is no server of this name, or no way to the Internet.</source>
        <translation>Il n’y a pas de serveur de ce nom, ou pas d’accès à Internet.</translation>
    </message>
    <message>
        <source>There is no setting “%1”.</source>
        <translation>Il n’y a pas de réglage « %1 ».</translation>
    </message>
    <message>
        <source>There is no shop in %1. Open another folder, or make a shop there first.</source>
        <translation>Il n’y a pas de boutique dans %1. Ouvrez un autre dossier, ou créez-y d’abord une boutique.</translation>
    </message>
    <message>
        <source>There is no shop in this database. Make one with “backroomd init”.</source>
        <translation>Il n’y a pas de boutique dans cette base de données. Créez-en une avec « backroomd init ».</translation>
    </message>
    <message>
        <source>There is no shop in this place yet. Make one with “backroomd init”.</source>
        <translation>Il n’y a pas encore de boutique à cet endroit. Créez-en une avec « backroomd init ».</translation>
    </message>
    <message>
        <source>There is no shop in this store yet. Make one first.</source>
        <translation>Il n’y a pas encore de boutique dans ce stockage. Créez-en d’abord une.</translation>
    </message>
    <message>
        <source>There is no such backup any more.</source>
        <translation>Cette sauvegarde n’existe plus.</translation>
    </message>
    <message>
        <source>There is no such backup.</source>
        <translation>Cette sauvegarde n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such cart. It may have expired; start a new one.</source>
        <translation>Ce panier n’existe pas. Il a peut-être expiré ; commencez-en un nouveau.</translation>
    </message>
    <message>
        <source>There is no such category.</source>
        <translation>Cette catégorie n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such customer any more. Choose another, or none.</source>
        <translation>Ce client n’existe plus. Choisissez-en un autre, ou aucun.</translation>
    </message>
    <message>
        <source>There is no such field here.</source>
        <translation>Ce champ n’existe pas ici.</translation>
    </message>
    <message>
        <source>There is no such image.</source>
        <translation>Cette image n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such key. It may have been removed meanwhile.</source>
        <translation>Cette clé n’existe pas. Elle a peut-être été supprimée entre-temps.</translation>
    </message>
    <message>
        <source>There is no such line in this cart.</source>
        <translation>Cette ligne n’existe pas dans ce panier.</translation>
    </message>
    <message>
        <source>There is no such order.</source>
        <translation>Cette commande n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such parameter here.</source>
        <translation>Ce paramètre n’existe pas ici.</translation>
    </message>
    <message>
        <source>There is no such person here. They may have been removed meanwhile.</source>
        <translation>Cette personne n’est pas ici. Elle a peut-être été supprimée entre-temps.</translation>
    </message>
    <message>
        <source>There is no such place.</source>
        <translation>Cet emplacement n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such product.</source>
        <translation>Ce produit n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such report. It may have been removed meanwhile.</source>
        <translation>Ce rapport n’existe pas. Il a peut-être été supprimé entre-temps.</translation>
    </message>
    <message>
        <source>There is no such scope. These there are: %1.</source>
        <translation>Ce droit n’existe pas. Voici ceux qu’il y a : %1.</translation>
    </message>
    <message>
        <source>There is no such shipping method.</source>
        <translation>Ce mode de livraison n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such tax rate.</source>
        <translation>Ce taux de TVA n’existe pas.</translation>
    </message>
    <message>
        <source>There is no such thing, or it is somebody else's</source>
        <translation>Cela n’existe pas, ou c’est à quelqu’un d’autre</translation>
    </message>
    <message>
        <source>There is no such variant.</source>
        <translation>Cette variante n’existe pas.</translation>
    </message>
    <message>
        <source>There is no variable product “%1” in the file that could be taken. Add it.</source>
        <translation>Il n’y a pas dans le fichier de produit variable « %1 » qui puisse être repris. Ajoutez-le.</translation>
    </message>
    <message>
        <source>There is no way back from this.</source>
        <translation>Il n’y a pas de retour en arrière possible.</translation>
    </message>
    <message>
        <source>There is not enough left of what is in the cart. Take less of it, or take it out.</source>
        <translation>Il ne reste pas assez de ce qui est dans le panier. Prenez-en moins, ou retirez-le.</translation>
    </message>
    <message>
        <source>There is not enough memory to check a password right now. Try again in a moment.</source>
        <translation>Il n’y a pas assez de mémoire pour contrôler un mot de passe en ce moment. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>There is not enough memory to try the passphrase. Close other programs and try again.</source>
        <translation>Il n’y a pas assez de mémoire pour essayer la phrase secrète. Fermez d’autres programmes et réessayez.</translation>
    </message>
    <message>
        <source>There is nothing here under this address.</source>
        <translation>Il n’y a rien ici à cette adresse.</translation>
    </message>
    <message>
        <source>There is nothing in the list to export.</source>
        <translation>Il n’y a rien à exporter dans la liste.</translation>
    </message>
    <message>
        <source>There is nothing to bring back: this shop was not restored, or that was too long ago.</source>
        <translation>Il n’y a rien à faire revenir : cette boutique n’a pas été restaurée, ou il y a trop longtemps.</translation>
    </message>
    <message>
        <source>There is room for %1 places, each with a number of its own.</source>
        <translation>Il y a de la place pour %1 emplacements, chacun avec son numéro.</translation>
    </message>
    <message>
        <source>There was no room on the disk</source>
        <translation>Il n’y avait pas de place sur le disque</translation>
    </message>
    <message numerus="yes">
        <source>There were too many wrong passwords. Try again in %n seconds.</source>
        <translation>
            <numerusform>Il y a eu trop de mots de passe faux. Réessayez dans %n seconde.</numerusform>
            <numerusform>Il y a eu trop de mots de passe faux. Réessayez dans %n secondes.</numerusform>
        </translation>
    </message>
    <message>
        <source>These are not the digits that the authenticator shows now.</source>
        <translation>Ce ne sont pas les chiffres que l’application d’authentification affiche en ce moment.</translation>
    </message>
    <message>
        <source>These are not the words of a recovery sheet: it has eighteen, of five letters each.</source>
        <translation>Ce ne sont pas les mots d’une fiche de secours : elle en a dix-huit, de cinq lettres chacun.</translation>
    </message>
    <message>
        <source>These are the words of another key. Use the newest recovery sheet of this shop.</source>
        <translation>Ce sont les mots d’une autre clé. Utilisez la dernière fiche de secours de cette boutique.</translation>
    </message>
    <message>
        <source>These lines come to more than is left of the payment. Give an amount with them.</source>
        <translation>Ces lignes dépassent ce qui reste du paiement. Donnez un montant avec elles.</translation>
    </message>
    <message>
        <source>These rows do not add up. Look at each; if you cannot tell why, bring the newest proved backup to somebody who can. Checked %1.</source>
        <translation>Ces lignes ne concordent pas. Regardez chacune d’elles ; si vous ne voyez pas pourquoi, apportez la dernière sauvegarde vérifiée à quelqu’un qui le pourra. Contrôlé le %1.</translation>
    </message>
    <message>
        <source>These words do not open this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation>Ces mots n’ouvrent pas cette sauvegarde. Utilisez la fiche de secours de la boutique dont elle provient.</translation>
    </message>
    <message>
        <source>They are made while the shop is open or served. Let it run, or make one with “backroomd backup”.</source>
        <translation>Elles se font tant que la boutique est ouverte ou en service. Laissez-la tourner, ou faites-en une avec « backroomd backup ».</translation>
    </message>
    <message>
        <source>They are only links to another website, and go when it goes. Brought here, they stay.</source>
        <translation>Ce ne sont que des liens vers un autre site, et elles disparaissent avec lui. Rapportées ici, elles restent.</translation>
    </message>
    <message>
        <source>They are put away</source>
        <translation>Ils sont rangés</translation>
    </message>
    <message>
        <source>They are shown only now.</source>
        <translation>Ils ne sont montrés que maintenant.</translation>
    </message>
    <message>
        <source>They are signed out everywhere, and name and addresses are erased. What they did stays in the history. This cannot be taken back; shutting them out can.</source>
        <translation>Cette personne est déconnectée partout, son nom et ses adresses sont effacés. Ce qu’elle a fait reste dans l’historique. Il n’est pas possible de revenir dessus ; sur un accès bloqué, si.</translation>
    </message>
    <message>
        <source>They are what the orders say.</source>
        <translation>Ils sont ce que disent les commandes.</translation>
    </message>
    <message>
        <source>They differ from the orders on %1.</source>
        <translation>Ils diffèrent des commandes au %1.</translation>
    </message>
    <message>
        <source>They grew too many for the shop's disk, and those since %1 were let go: there is no way back to the moments after it until this is mended and another backup is made.</source>
        <translation>Elles étaient devenues trop nombreuses pour le disque de la boutique, et celles depuis %1 ont été abandonnées : impossible de revenir aux moments qui suivent tant que ce n’est pas réparé et qu’une autre sauvegarde n’est pas faite.</translation>
    </message>
    <message>
        <source>They have failed since %1: %2</source>
        <translation>Elles échouent depuis %1 : %2</translation>
    </message>
    <message>
        <source>They have no password yet, which is the first step.</source>
        <translation>Il n’y a pas encore de mot de passe, qui est la première étape.</translation>
    </message>
    <message>
        <source>They have used the shop since. Disable them instead.</source>
        <translation>Cette personne a utilisé la boutique depuis. Désactivez-la plutôt.</translation>
    </message>
    <message>
        <source>They show that the app has the secret. Codes for a lost telephone come next.</source>
        <translation>Ils montrent que l’application a le secret. Viennent ensuite des codes pour un téléphone perdu.</translation>
    </message>
    <message>
        <source>They sign in in two steps already. Take those off first.</source>
        <translation>La connexion en deux étapes est déjà en place. Retirez-la d’abord.</translation>
    </message>
    <message>
        <source>They sign in with it.</source>
        <translation>Sert à se connecter.</translation>
    </message>
    <message>
        <source>They sign in with it. It may stay empty.</source>
        <translation>Sert à se connecter. Peut rester vide.</translation>
    </message>
    <message>
        <source>They sign in with their password alone already.</source>
        <translation>La connexion se fait déjà avec le seul mot de passe.</translation>
    </message>
    <message>
        <source>This Idempotency-Key was used with another body. Use a new key for a new call.</source>
        <translation>Cette Idempotency-Key a été utilisée avec un autre corps. Utilisez une nouvelle clé pour un nouvel appel.</translation>
    </message>
    <message>
        <source>This account also asks for the six digits of your authenticator.</source>
        <translation>Ce compte demande aussi les six chiffres de votre application d’authentification.</translation>
    </message>
    <message>
        <source>This address knows other methods: see the header Allow.</source>
        <translation>Cette adresse connaît d’autres méthodes : voyez l’en-tête Allow.</translation>
    </message>
    <message>
        <source>This backup has a passphrase: it opens with that, and with nothing else.</source>
        <translation>Cette sauvegarde a une phrase secrète : elle s’ouvre avec elle, et avec rien d’autre.</translation>
    </message>
    <message>
        <source>This backup is later than that moment. Choose one from before.</source>
        <translation>Cette sauvegarde est postérieure à ce moment. Choisissez-en une d’avant.</translation>
    </message>
    <message>
        <source>This backup is locked, and its key is not on this computer. Type the passphrase that it was made with, or the words of its recovery sheet.</source>
        <translation>Cette sauvegarde est verrouillée, et sa clé n’est pas sur cet ordinateur. Saisissez la phrase secrète avec laquelle elle a été faite, ou les mots de sa fiche de secours.</translation>
    </message>
    <message>
        <source>This cannot be placed so; what is marked says why.</source>
        <translation>La commande ne peut pas être passée ainsi ; ce qui est marqué dit pourquoi.</translation>
    </message>
    <message>
        <source>This cart was ordered already. Start a new one.</source>
        <translation>Ce panier a déjà été commandé. Commencez-en un nouveau.</translation>
    </message>
    <message>
        <source>This cart would cost more than one order can. Take less.</source>
        <translation>Ce panier coûterait plus qu’une commande ne le peut. Prenez-en moins.</translation>
    </message>
    <message>
        <source>This category was changed meanwhile. Look at it again, then save.</source>
        <translation>Cette catégorie a été modifiée entre-temps. Regardez-la de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>This cursor does not belong to this list. Begin again without “after”.</source>
        <translation>Ce curseur n’est pas de cette liste. Recommencez sans « after ».</translation>
    </message>
    <message>
        <source>This customer has open orders. Fulfil or cancel them first.</source>
        <translation>Ce client a des commandes ouvertes. Expédiez-les ou annulez-les d’abord.</translation>
    </message>
    <message>
        <source>This customer was erased at their own wish, and does not come back out of a backup.</source>
        <translation>Ce client a été effacé à sa demande, et ne revient pas d’une sauvegarde.</translation>
    </message>
    <message>
        <source>This database belongs to another program. Give the shop an empty database of its own.</source>
        <translation>Cette base de données est à un autre programme. Donnez à la boutique sa propre base de données, vide.</translation>
    </message>
    <message>
        <source>This day</source>
        <translation>Ce jour</translation>
    </message>
    <message>
        <source>This does not ship there, or not these goods. Choose one of the cart's shipping options.</source>
        <translation>On ne livre pas là-bas, ou pas ces articles. Choisissez l’un des modes de livraison du panier.</translation>
    </message>
    <message>
        <source>This e-mail address is too long. It can have up to 254 characters.</source>
        <translation>Cette adresse e-mail est trop longue. Elle peut avoir jusqu’à 254 caractères.</translation>
    </message>
    <message>
        <source>This file could not be read: %1.</source>
        <translation>Ce fichier n’a pas pu être lu : %1.</translation>
    </message>
    <message>
        <source>This file has the columns of another kind (%1). Choose that kind, or leave the choice to the program.</source>
        <translation>Ce fichier a les colonnes d’un autre genre (%1). Choisissez ce genre, ou laissez le choix au programme.</translation>
    </message>
    <message>
        <source>This file is being imported elsewhere at the same time. Wait until that import has ended, then import the file again: it goes on where the other one stopped.</source>
        <translation>Ce fichier est importé ailleurs en même temps. Attendez la fin de cet import, puis importez de nouveau le fichier : il reprend là où l’autre s’est arrêté.</translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and products below it.</source>
        <translation>Ce fichier est vide. Choisissez-en un avec une ligne d’en-tête et des produits en dessous.</translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and sales below it.</source>
        <translation>Ce fichier est vide. Choisissez-en un avec une ligne d’en-tête et des ventes en dessous.</translation>
    </message>
    <message>
        <source>This file is in UTF-16. Save it as CSV in UTF-8, then import it again.</source>
        <translation>Ce fichier est en UTF-16. Enregistrez-le en CSV UTF-8, puis importez-le de nouveau.</translation>
    </message>
    <message>
        <source>This has %1 characters at least.</source>
        <translation>Il faut ici au moins %1 caractères.</translation>
    </message>
    <message>
        <source>This has %1 characters at the most.</source>
        <translation>Il faut ici au plus %1 caractères.</translation>
    </message>
    <message>
        <source>This has %1 entries at the most.</source>
        <translation>Il faut ici au plus %1 entrées.</translation>
    </message>
    <message>
        <source>This has a character that no text has.</source>
        <translation>Il y a ici un caractère qu’aucun texte ne contient.</translation>
    </message>
    <message>
        <source>This image cannot be read. Save it as a file and add that.</source>
        <translation>Cette image ne peut pas être lue. Enregistrez-la dans un fichier et ajoutez celui-ci.</translation>
    </message>
    <message>
        <source>This image cannot be read: the file is damaged. Export it again from where it came.</source>
        <translation>Cette image ne peut pas être lue : le fichier est abîmé. Exportez-la de nouveau depuis son origine.</translation>
    </message>
    <message>
        <source>This image has more than 50 million pixels. Make it smaller and try again.</source>
        <translation>Cette image a plus de 50 millions de pixels. Réduisez-la et réessayez.</translation>
    </message>
    <message>
        <source>This image moves. Cropped, it stands still, as you see it here.</source>
        <translation>Cette image est animée. Une fois recadrée, elle devient fixe, telle que vous la voyez ici.</translation>
    </message>
    <message>
        <source>This invitation was used or is over. Ask the shop for a new one.</source>
        <translation>Cette invitation a été utilisée ou a expiré. Demandez-en une nouvelle à la boutique.</translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”.</source>
        <translation>C'est la sauvegarde d'une autre boutique, « %1 ».</translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”. Restore it into a folder of its own.</source>
        <translation>C’est une sauvegarde d’une autre boutique, « %1 ». Restaurez-la dans un dossier à part.</translation>
    </message>
    <message>
        <source>This is a list.</source>
        <translation>Ceci est une liste.</translation>
    </message>
    <message>
        <source>This is a number.</source>
        <translation>Ceci est un nombre.</translation>
    </message>
    <message>
        <source>This is a time as in 2026-11-20T09:30:00.000Z.</source>
        <translation>Ceci est une heure comme dans 2026-11-20T09:30:00.000Z.</translation>
    </message>
    <message>
        <source>This is a whole number from %1 to %2.</source>
        <translation>Ceci est un nombre entier de %1 à %2.</translation>
    </message>
    <message>
        <source>This is a whole number from 0 to %L1.</source>
        <translation>Ceci est un nombre entier de 0 à %L1.</translation>
    </message>
    <message>
        <source>This is an id, as text.</source>
        <translation>Ceci est un identifiant, sous forme de texte.</translation>
    </message>
    <message>
        <source>This is an object.</source>
        <translation>Ceci est un objet.</translation>
    </message>
    <message>
        <source>This is for people who signed in, not for API keys.</source>
        <translation>Ceci est réservé aux personnes connectées, pas aux clés d’API.</translation>
    </message>
    <message>
        <source>This is for people. A key has no sessions: sign in instead.</source>
        <translation>Ceci est pour les personnes. Une clé n’a pas de sessions : connectez-vous plutôt.</translation>
    </message>
    <message>
        <source>This is less than it costs. Take the rest, or choose another way to pay.</source>
        <translation>C’est moins que le prix. Encaissez le reste, ou choisissez un autre moyen de paiement.</translation>
    </message>
    <message>
        <source>This is more than is left to pay. Give that, or leave the amount out.</source>
        <translation>C’est plus que ce qui reste à payer. Donnez ce reste, ou omettez le montant.</translation>
    </message>
    <message>
        <source>This is more than one order can hold. Make two of it.</source>
        <translation>C’est plus qu’une commande ne peut contenir. Faites-en deux.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Ceci est nécessaire.</translation>
    </message>
    <message>
        <source>This is no PNG, JPEG or WebP image. Save it as one of these and try again.</source>
        <translation>Ce n’est pas une image PNG, JPEG ou WebP. Enregistrez-la dans l’un de ces formats et réessayez.</translation>
    </message>
    <message>
        <source>This is no amount of money. Type it as in %1.</source>
        <translation>Ce n’est pas un montant. Écrivez-le comme dans %1.</translation>
    </message>
    <message>
        <source>This is no amount. Write it as in %1.</source>
        <translation>Ce n’est pas un montant. Écrivez-le comme dans %1.</translation>
    </message>
    <message>
        <source>This is no e-mail address. Write it as in name@example.com.</source>
        <translation>Ce n’est pas une adresse e-mail. Écrivez-la comme dans nom@example.com.</translation>
    </message>
    <message>
        <source>This is no image that Backroom can show: it takes PNG, JPEG and WebP.</source>
        <translation>Ce n’est pas une image que Backroom sait montrer : il prend PNG, JPEG et WebP.</translation>
    </message>
    <message>
        <source>This is no line of the order.</source>
        <translation>Ce n’est pas une ligne de la commande.</translation>
    </message>
    <message>
        <source>This is no product file that is known here: its first line is neither that of a Shopify or WooCommerce product export nor of Backroom's own (handle, title, sku, price, …).</source>
        <translation>Ce n’est pas un fichier de produits connu ici : sa première ligne n’est ni celle d’un export de produits de Shopify ou de WooCommerce, ni celle du format propre à Backroom (handle, title, sku, price, …).</translation>
    </message>
    <message>
        <source>This is no sales history: its first line must name InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country.</source>
        <translation>Ce n’est pas un historique de ventes : sa première ligne doit nommer InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID et Country.</translation>
    </message>
    <message>
        <source>This is no text file. Export it as CSV, then import it again.</source>
        <translation>Ce n’est pas un fichier texte. Exportez-le en CSV, puis importez-le de nouveau.</translation>
    </message>
    <message>
        <source>This is no web address.</source>
        <translation>Ce n’est pas une adresse web.</translation>
    </message>
    <message>
        <source>This is no weight. Write it as in %1.</source>
        <translation>Ce n’est pas un poids. Écrivez-le comme dans %1.</translation>
    </message>
    <message>
        <source>This is no whole number. Type digits only, as in %1.</source>
        <translation>Ce n’est pas un nombre entier. N’écrivez que des chiffres, comme dans %1.</translation>
    </message>
    <message>
        <source>This is none of the option's values.</source>
        <translation>Ce n’est aucune des valeurs de l’option.</translation>
    </message>
    <message>
        <source>This is not JSON: %1 at byte %2.</source>
        <translation>Ce n’est pas du JSON : %1 à l’octet %2.</translation>
    </message>
    <message>
        <source>This is not for sale. Choose a variant of a published product.</source>
        <translation>Ceci n’est pas en vente. Choisissez une variante d’un produit publié.</translation>
    </message>
    <message>
        <source>This is not for sale. Publish its product first.</source>
        <translation>Ceci n’est pas en vente. Publiez d’abord son produit.</translation>
    </message>
    <message>
        <source>This is not sold any more. Take it out of the list.</source>
        <translation>Ceci n’est plus vendu. Retirez-le de la liste.</translation>
    </message>
    <message>
        <source>This is not text in UTF-8.</source>
        <translation>Ce n'est pas du texte en UTF-8.</translation>
    </message>
    <message>
        <source>This is not undone from here. The page Backups has the ways back.</source>
        <translation>Ceci ne s’annule pas d’ici. La page Sauvegardes a les moyens de revenir en arrière.</translation>
    </message>
    <message>
        <source>This is not your current password. Type it once more.</source>
        <translation>Ce n’est pas votre mot de passe actuel. Saisissez-le encore une fois.</translation>
    </message>
    <message>
        <source>This is one of: %1.</source>
        <translation>Ceci est l’une de ces valeurs : %1.</translation>
    </message>
    <message>
        <source>This is shown only now. Whoever has it can use it, so hand it over in person or by a way that you trust.</source>
        <translation>Ceci n’est montré que maintenant. Quiconque l’a peut s’en servir : remettez-le en main propre, ou par une voie à laquelle vous faites confiance.</translation>
    </message>
    <message>
        <source>This is text.</source>
        <translation>Ceci est du texte.</translation>
    </message>
    <message>
        <source>This is the newest backup that was proved. Make another one first.</source>
        <translation>C’est la dernière sauvegarde qui a été vérifiée. Faites-en d’abord une autre.</translation>
    </message>
    <message>
        <source>This is the shop's last owner. Make somebody else an owner first.</source>
        <translation>C’est le dernier propriétaire de la boutique. Nommez d’abord quelqu’un d’autre propriétaire.</translation>
    </message>
    <message>
        <source>This is true or false.</source>
        <translation>Ceci est true ou false.</translation>
    </message>
    <message>
        <source>This key is not the one of this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation>Cette clé n’est pas celle de cette sauvegarde. Utilisez la fiche de secours de la boutique dont elle provient.</translation>
    </message>
    <message>
        <source>This list has %1 to %2 items.</source>
        <translation>Cette liste a de %1 à %2 éléments.</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Ce mois-ci</translation>
    </message>
    <message>
        <source>This note is not there any more.</source>
        <translation>Cette note n’est plus là.</translation>
    </message>
    <message>
        <source>This order is no longer there.</source>
        <translation>Cette commande n’est plus là.</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Cette page</translation>
    </message>
    <message>
        <source>This passphrase does not open this backup. Look at capitals and spaces, and type it again.</source>
        <translation>Cette phrase secrète n’ouvre pas cette sauvegarde. Regardez les majuscules et les espaces, puis saisissez-la de nouveau.</translation>
    </message>
    <message>
        <source>This password is among the first that anybody would try. Use a longer or rarer one, such as four unrelated words.</source>
        <translation>Ce mot de passe est parmi les premiers que n’importe qui essaierait. Prenez-en un plus long ou plus rare, par exemple quatre mots sans rapport.</translation>
    </message>
    <message>
        <source>This password is too long. It can have up to 128 characters.</source>
        <translation>Ce mot de passe est trop long. Il peut avoir jusqu’à 128 caractères.</translation>
    </message>
    <message>
        <source>This password is too short. It needs at least 8 characters.</source>
        <translation>Ce mot de passe est trop court. Il lui faut au moins 8 caractères.</translation>
    </message>
    <message>
        <source>This person has no e-mail address to sign in with. Give them one first.</source>
        <translation>Cette personne n’a pas d’adresse e-mail pour se connecter. Donnez-lui-en d’abord une.</translation>
    </message>
    <message>
        <source>This person is not signed in there any more.</source>
        <translation>Cette personne n’y est plus connectée.</translation>
    </message>
    <message>
        <source>This person may not sign in. Let them in again first.</source>
        <translation>Cette personne ne peut pas se connecter. Réadmettez-la d’abord.</translation>
    </message>
    <message>
        <source>This person never had a password. Invite them instead.</source>
        <translation>Cette personne n’a jamais eu de mot de passe. Invitez-la plutôt.</translation>
    </message>
    <message>
        <source>This person signs in with the e-mail address. Give another one.</source>
        <translation>Cette personne se connecte avec l’adresse e-mail. Donnez-en une autre.</translation>
    </message>
    <message>
        <source>This price is larger than any that a shop can have. Correct it.</source>
        <translation>Ce prix est plus élevé que tout prix possible dans une boutique. Corrigez-le.</translation>
    </message>
    <message>
        <source>This product has no option of this name.</source>
        <translation>Ce produit n’a pas d’option de ce nom.</translation>
    </message>
    <message>
        <source>This product has no such image.</source>
        <translation>Ce produit n’a pas cette image.</translation>
    </message>
    <message>
        <source>This product has no such variant.</source>
        <translation>Ce produit n’a pas cette variante.</translation>
    </message>
    <message>
        <source>This product was changed meanwhile. Look at it again, then save.</source>
        <translation>Ce produit a été modifié entre-temps. Regardez-le de nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>This product was removed meanwhile. What you typed is still here.</source>
        <translation>Ce produit a été supprimé entre-temps. Ce que vous avez saisi est toujours là.</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>Ce trimestre</translation>
    </message>
    <message>
        <source>This range has too many periods. Choose a shorter range or a longer interval.</source>
        <translation>Cette plage a trop de périodes. Choisissez une plage plus courte ou un intervalle plus long.</translation>
    </message>
    <message>
        <source>This report is there already.</source>
        <translation>Ce rapport est déjà là.</translation>
    </message>
    <message>
        <source>This server has no folder of its own to keep backups in. Start it with --data FOLDER.</source>
        <translation>Ce serveur n’a pas de dossier à lui où garder des sauvegardes. Démarrez-le avec --data DOSSIER.</translation>
    </message>
    <message>
        <source>This shop does not go by the name in the address. If it should, its owner adds the name to allowed_hosts in the settings.</source>
        <translation>Cette boutique ne répond pas au nom de cette adresse. Si elle le doit, son propriétaire ajoute le nom à allowed_hosts dans les réglages.</translation>
    </message>
    <message>
        <source>This shop has an owner already. Let them make others.</source>
        <translation>Cette boutique a déjà un propriétaire. Laissez-le en ajouter d’autres.</translation>
    </message>
    <message>
        <source>This shop has no owner yet.</source>
        <translation>Cette boutique n’a pas encore de propriétaire.</translation>
    </message>
    <message>
        <source>This shop is being made at the moment (process %1). Wait until that is done.</source>
        <translation>Cette boutique est en cours de création (processus %1). Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>This shop is being restored already. Wait until that is done.</source>
        <translation>Cette boutique est déjà en cours de restauration. Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>This shop is being taken back already. Wait until that is done.</source>
        <translation>Cette boutique est déjà en train de remonter le temps. Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>This shop is moving to another store at the moment (process %1). Wait until that is done.</source>
        <translation>Cette boutique est en train de déménager vers un autre stockage (processus %1). Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>This shop is open already in a server (process %1). Stop it there first.</source>
        <translation>Cette boutique est déjà ouverte dans un serveur (processus %1). Arrêtez-le d’abord.</translation>
    </message>
    <message>
        <source>This shop is open already in another program. Close it there first.</source>
        <translation>Cette boutique est déjà ouverte dans un autre programme. Fermez-la d’abord là-bas.</translation>
    </message>
    <message>
        <source>This shop is open already in the console (process %1). Close it there first.</source>
        <translation>Cette boutique est déjà ouverte dans la console (processus %1). Fermez-la d’abord là-bas.</translation>
    </message>
    <message>
        <source>This shop sells in %1.</source>
        <translation>Cette boutique vend en %1.</translation>
    </message>
    <message>
        <source>This shop was last opened by a newer Backroom. Install that version, or a later one; the shop was left as it is.</source>
        <translation>Cette boutique a été ouverte en dernier par un Backroom plus récent. Installez cette version, ou une plus récente ; la boutique a été laissée telle quelle.</translation>
    </message>
    <message>
        <source>This shop was made by a Backroom that this one does not know. Install the version that opened it last; the shop was left as it is.</source>
        <translation>Cette boutique a été créée par un Backroom que celui-ci ne connaît pas. Installez la version qui l’a ouverte en dernier ; la boutique a été laissée telle quelle.</translation>
    </message>
    <message>
        <source>This shop was opened by an older Backroom last, and is backed up before this one changes it. That could not be done, and the shop was left as it was: %1</source>
        <translation>Cette boutique a été ouverte en dernier par un Backroom plus ancien, et est sauvegardée avant que celui-ci ne la modifie. Cela n’a pas pu se faire, et la boutique a été laissée telle quelle : %1</translation>
    </message>
    <message>
        <source>This shop’s backups are made with one key, so that the printed sheet opens all of them. It cannot be had on this computer now, or not by this account.</source>
        <translation>Les sauvegardes de cette boutique sont faites avec une seule clé, pour que la fiche imprimée les ouvre toutes. Elle n’est pas accessible pour l’instant sur cet ordinateur, ou pas pour ce compte.</translation>
    </message>
    <message>
        <source>This stands here twice.</source>
        <translation>Ceci figure deux fois ici.</translation>
    </message>
    <message>
        <source>This stands in the list twice. Put both together.</source>
        <translation>Ceci figure deux fois dans la liste. Réunissez les deux.</translation>
    </message>
    <message>
        <source>This stands in the order twice. Put both together.</source>
        <translation>Ceci figure deux fois dans la commande. Réunissez les deux.</translation>
    </message>
    <message>
        <source>This text is too long for a report.</source>
        <translation>Ce texte est trop long pour un rapport.</translation>
    </message>
    <message>
        <source>This text is too long. Shorten it.</source>
        <translation>Ce texte est trop long. Raccourcissez-le.</translation>
    </message>
    <message>
        <source>This token does not hold, or no longer. Sign in again.</source>
        <translation>Ce jeton n’est pas valable, ou ne l’est plus. Connectez-vous de nouveau.</translation>
    </message>
    <message>
        <source>This took longer than %L1 seconds and was stopped. Narrow it down with WHERE, or take fewer days.</source>
        <translation>Cela a pris plus de %L1 secondes et a été arrêté. Restreignez avec WHERE, ou prenez moins de jours.</translation>
    </message>
    <message>
        <source>This user may not open port %1. Choose a port from 1024 upwards.</source>
        <translation>Cet utilisateur n’a pas le droit d’ouvrir le port %1. Choisissez un port à partir de 1024.</translation>
    </message>
    <message>
        <source>This variant is named twice.</source>
        <translation>Cette variante est indiquée deux fois.</translation>
    </message>
    <message>
        <source>This was changed again since: %1. Take the later change back first.</source>
        <translation>Ceci a encore été modifié depuis : %1. Revenez d’abord sur cette modification-là.</translation>
    </message>
    <message>
        <source>This was done by an older version, which did not keep enough to take it back.</source>
        <translation>Ceci a été fait par une version plus ancienne, qui n’en gardait pas assez pour revenir dessus.</translation>
    </message>
    <message>
        <source>This was taken back already.</source>
        <translation>Ceci a déjà été annulé.</translation>
    </message>
    <message>
        <source>This was the person’s own doing. Disable them instead.</source>
        <translation>La personne l’a fait elle-même. Désactivez-la plutôt.</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Cette fenêtre</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Cette année</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Time to answer</source>
        <translation>Temps de réponse</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Times a worker stood still</source>
        <translation>Fois où un fil d’exécution s’est bloqué</translation>
    </message>
    <message>
        <source>Times are the shop's</source>
        <translation>Les heures sont celles de la boutique</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>To any moment of the last days it can be gone back, so many of them</source>
        <translation>On peut revenir à n’importe quel moment de ce nombre de derniers jours</translation>
    </message>
    <message>
        <source>To be added</source>
        <translation>À ajouter</translation>
    </message>
    <message>
        <source>To be changed</source>
        <translation>À modifier</translation>
    </message>
    <message>
        <source>To change one, write its name at the right into the section [server] of %1, as in “idle_seconds=60”, and stop and start the server.</source>
        <translation>Pour en changer une, écrivez le nom indiqué à droite dans la section [server] de %1, comme dans « idle_seconds=60 », puis arrêtez et relancez le serveur.</translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation>À remettre</translation>
    </message>
    <message>
        <source>To restore: install Backroom, choose “Backup” when it starts for the first time, pick the file (its name ends in .backroom; keep the folder “images” beside it), and type the words in their order, or read the code with a camera. Capital letters do not matter.</source>
        <translation>Pour restaurer : installez Backroom, choisissez « Sauvegarde » à son premier démarrage, prenez le fichier (son nom se termine par .backroom ; gardez le dossier « images » à côté), et saisissez les mots dans leur ordre, ou lisez le code avec une caméra. Majuscules et minuscules, c’est égal.</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>À expédier</translation>
    </message>
    <message>
        <source>To send  %1</source>
        <translation>À expédier  %1</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>Vers quoi</translation>
    </message>
    <message>
        <source>To which</source>
        <translation>Vers lequel</translation>
    </message>
    <message>
        <source>To which moment?</source>
        <translation>À quel moment ?</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Aujourd’hui %1</translation>
    </message>
    <message>
        <source>Together %1</source>
        <translation>%1 au total</translation>
    </message>
    <message>
        <source>Too many are asking for this at the same moment. Try again shortly.</source>
        <translation>Trop de monde demande cela au même moment. Réessayez bientôt.</translation>
    </message>
    <message>
        <source>Too many people are signing in right now. Try again in a moment.</source>
        <translation>Trop de monde se connecte en ce moment. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Totals by day</source>
        <translation>Totaux par jour</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ville</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>Tried again at %1</source>
        <translation>Nouvel essai à %1</translation>
    </message>
    <message>
        <source>Tried again in a moment</source>
        <translation>Nouvel essai dans un instant</translation>
    </message>
    <message>
        <source>Tries on a copy of the shop what customers and others do: how fast it answers, whether the last piece is sold once, what hostile requests do. The shop goes on selling meanwhile.</source>
        <translation>Essaie sur une copie de la boutique ce que font les clients et d’autres : à quelle vitesse il répond, si la dernière pièce n’est vendue qu’une fois, ce que font des requêtes hostiles. La boutique continue de vendre pendant ce temps.</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Tourner à gauche</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Activer</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Tourner à droite</translation>
    </message>
    <message>
        <source>Turning the time machine on was cut off once, and the database keeps its log for it until its disk is full. “backroomd timemachine off” lets it go.</source>
        <translation>L'activation de la machine à remonter le temps a été interrompue une fois, et la base garde son journal pour elle jusqu'à ce que son disque soit plein. « backroomd timemachine off » le libère.</translation>
    </message>
    <message>
        <source>Twice as fast as %1 (version %2).</source>
        <translation>Deux fois plus rapide que %1 (version %2).</translation>
    </message>
    <message>
        <source>Two columns are said to be the same. Leave one of them out.</source>
        <translation>Deux colonnes sont dites identiques. Laissez-en une de côté.</translation>
    </message>
    <message>
        <source>Two steps to sign in</source>
        <translation>Connexion en deux étapes</translation>
    </message>
    <message>
        <source>Two steps to sign in for %1</source>
        <translation>Connexion en deux étapes pour %1</translation>
    </message>
    <message>
        <source>Type how many pieces, as in %1.</source>
        <translation>Écrivez le nombre de pièces, comme dans %1.</translation>
    </message>
    <message>
        <source>Type the passphrase, or the words of the recovery sheet.</source>
        <translation>Saisissez la phrase secrète, ou les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>Type the recovery words…</source>
        <translation>Saisir les mots de secours…</translation>
    </message>
    <message>
        <source>Type the vendor between the quotes; % stands for anything. 90 is the days to look back.</source>
        <translation>Écrivez le fournisseur entre les apostrophes ; % remplace n’importe quoi. 90 est le nombre de jours en arrière.</translation>
    </message>
    <message>
        <source>Type the words of the recovery sheet</source>
        <translation>Saisir les mots de la fiche de secours</translation>
    </message>
    <message>
        <source>Type the words of the recovery sheet.</source>
        <translation>Saisissez les mots de la fiche de secours.</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Inchangé</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>Annuler ceci</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unités</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Unlock the keyring</source>
        <translation>Déverrouiller le trousseau</translation>
    </message>
    <message>
        <source>Unpacking the backup needs more than %1 on the disk of %2, and %3 are free. Make room there.</source>
        <translation>Déballer la sauvegarde demande plus de %1 sur le disque de %2, et %3 sont libres. Faites-y de la place.</translation>
    </message>
    <message>
        <source>Until and with</source>
        <translation>Jusqu’au, inclus</translation>
    </message>
    <message>
        <source>Until then no backup is made. Where nobody has the sheet any more: “backroomd recovery-words --new”.</source>
        <translation>D’ici là, aucune sauvegarde ne se fait. Quand personne n’a plus la fiche : « backroomd recovery-words --new ».</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>Up to date %1</source>
        <translation>À jour : %1</translation>
    </message>
    <message>
        <source>Up to this weight, in kg</source>
        <translation>Jusqu’à ce poids, en kg</translation>
    </message>
    <message>
        <source>Usage: backroomd %1 %2[options]</source>
        <translation>Usage : backroomd %1 %2[options]</translation>
    </message>
    <message>
        <source>Usage: backroomd COMMAND [options]</source>
        <translation>Usage : backroomd COMMANDE [options]</translation>
    </message>
    <message>
        <source>Use at most %1 characters.</source>
        <translation>Utilisez au plus %1 caractères.</translation>
    </message>
    <message>
        <source>Use at most 100 characters.</source>
        <translation>Utilisez au plus 100 caractères.</translation>
    </message>
    <message>
        <source>Use at most 2,000 characters.</source>
        <translation>Utilisez au plus 2 000 caractères.</translation>
    </message>
    <message>
        <source>Use at most 200 characters.</source>
        <translation>Utilisez au plus 200 caractères.</translation>
    </message>
    <message>
        <source>Use at most 500 characters.</source>
        <translation>Utilisez au plus 500 caractères.</translation>
    </message>
    <message>
        <source>Use one line of plain text.</source>
        <translation>Utilisez une seule ligne de texte simple.</translation>
    </message>
    <message>
        <source>Use this PostgreSQL database instead of the file in the folder.</source>
        <translation>Utiliser cette base de données PostgreSQL au lieu du fichier dans le dossier.</translation>
    </message>
    <message>
        <source>Used by backups</source>
        <translation>Occupé par les sauvegardes</translation>
    </message>
    <message>
        <source>VAT GST sales tax</source>
        <translation>TVA taxe taxes impôt TPS</translation>
    </message>
    <message>
        <source>VAT USt-IdNr SIRET NIF invoice</source>
        <translation>TVA SIRET SIREN impôt facture</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
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
        <translation>Variantes de l’époque</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Lecteur</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Bon d’achat</translation>
    </message>
    <message>
        <source>WRONG </source>
        <translation>FAUX  </translation>
    </message>
    <message>
        <source>Waiting for a slow reader before it is asked nothing more</source>
        <translation>Données en attente pour un lecteur lent avant qu’on n’accepte plus rien de lui</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Warnings and faults</source>
        <translation>Avertissements et erreurs</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Retour en arrière</translation>
    </message>
    <message>
        <source>Ways of delivery</source>
        <translation>Modes de livraison</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Web shop</source>
        <translation>Boutique en ligne</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semaine</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>Chaque semaine</translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation>Poids en grammes</translation>
    </message>
    <message>
        <source>Welcome to Backroom</source>
        <translation>Bienvenue dans Backroom</translation>
    </message>
    <message>
        <source>What PostgreSQL's programs write into the folder holds all databases of that server and is not encrypted, other than backups: keep it on an encrypted disk that nobody else may read.</source>
        <translation>Ce que les programmes de PostgreSQL écrivent dans le dossier contient toutes les bases de données de ce serveur et n’est pas chiffré, contrairement aux sauvegardes : gardez-le sur un disque chiffré que personne d’autre ne peut lire.</translation>
    </message>
    <message>
        <source>What a line of “sales” covers: day, week or month.</source>
        <translation>Ce que couvre une ligne de « sales » : day, week ou month.</translation>
    </message>
    <message>
        <source>What a new person may: owner, manager, staff, viewer or customer.</source>
        <translation>Ce que peut une nouvelle personne : owner, manager, staff, viewer ou customer.</translation>
    </message>
    <message>
        <source>What a person made or a restore put aside is kept for so many days at least</source>
        <translation>Ce qu’une personne a fait ou ce qu’une restauration a mis de côté est gardé au moins ce nombre de jours</translation>
    </message>
    <message>
        <source>What are its columns?</source>
        <translation>Que sont ses colonnes ?</translation>
    </message>
    <message>
        <source>What came in?</source>
        <translation>Qu’est-ce qui est arrivé ?</translation>
    </message>
    <message>
        <source>What can be read</source>
        <translation>Ce qui peut être lu</translation>
    </message>
    <message>
        <source>What comes back most</source>
        <translation>Ce qui revient le plus</translation>
    </message>
    <message>
        <source>What customers order through your shop site or app stands here the moment it is placed.</source>
        <translation>Ce que les clients commandent par votre site ou votre application apparaît ici aussitôt la commande passée.</translation>
    </message>
    <message>
        <source>What does not add up</source>
        <translation>Ce qui ne concorde pas</translation>
    </message>
    <message>
        <source>What each piece brought, before tax, less returns</source>
        <translation>Ce que chaque pièce a rapporté, hors taxe, retours déduits</translation>
    </message>
    <message>
        <source>What entry %1 says was changed after it was written.</source>
        <translation>Ce que dit l’entrée %1 a été modifié après avoir été écrit.</translation>
    </message>
    <message>
        <source>What goes back of order #%1?</source>
        <translation>Que rembourser sur la commande n° %1 ?</translation>
    </message>
    <message>
        <source>What goes into the parcel, without prices, with boxes to tick.</source>
        <translation>Ce qui va dans le colis, sans prix, avec des cases à cocher.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>What is at its mark, or lasts no more than two weeks at the pace of the last 30 days, stands here with how much to order.</source>
        <translation>Ce qui est à son seuil, ou ne dure pas plus de deux semaines au rythme des 30 derniers jours, se trouve ici avec la quantité à commander.</translation>
    </message>
    <message>
        <source>What is bought?</source>
        <translation>Que vendez-vous ?</translation>
    </message>
    <message>
        <source>What is handed over of order #%1?</source>
        <translation>Que remettre de la commande n° %1 ?</translation>
    </message>
    <message>
        <source>What is in stock and nobody bought. 90 is the days to look back.</source>
        <translation>Ce qui est en stock et que personne n’a acheté. 90 est le nombre de jours en arrière.</translation>
    </message>
    <message>
        <source>What is in stock for fewer than 30 days, if it sells as in the last 30.</source>
        <translation>Ce qui ne tiendra pas 30 jours au rythme des 30 derniers.</translation>
    </message>
    <message>
        <source>What is in the file</source>
        <translation>Ce que contient le fichier</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>Ce qui est regardé</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>Ce qui est en sécurité</translation>
    </message>
    <message>
        <source>What is sent of order #%1?</source>
        <translation>Qu’expédier de la commande n° %1 ?</translation>
    </message>
    <message>
        <source>What is there, what it is worth, and how long it lasts at the pace of these days</source>
        <translation>Ce qu’il y a, ce que cela vaut, et combien de temps cela dure au rythme de ces jours</translation>
    </message>
    <message>
        <source>What is under way when the server stops has</source>
        <translation>Ce qui est en cours à l’arrêt du serveur a</translation>
    </message>
    <message>
        <source>What is written to logs/backroom.log and to standard error, and whatever is graver: debug, info, warning or error. When left out, info to the file and warning to standard error.</source>
        <translation>Ce qui est écrit dans logs/backroom.log et sur la sortie d’erreur, et tout ce qui est plus grave : debug, info, warning ou error. Par défaut, info vers le fichier et warning vers la sortie d’erreur.</translation>
    </message>
    <message>
        <source>What it cost</source>
        <translation>Ce que cela a coûté</translation>
    </message>
    <message>
        <source>What it is for: “Shop site”, “Warehouse scanner”.</source>
        <translation>À quoi elle sert : « Site de la boutique », « Lecteur de l’entrepôt ».</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Ce qu’elle peut faire</translation>
    </message>
    <message>
        <source>What it shows, in SQL</source>
        <translation>Ce qu’il montre, en SQL</translation>
    </message>
    <message>
        <source>What its pages and products are written in; the first is the usual one.</source>
        <translation>La langue de ses pages et de ses produits ; la première est celle par défaut.</translation>
    </message>
    <message>
        <source>What kind of file it is; told by its header when left out.</source>
        <translation>De quel genre de fichier il s’agit ; reconnu à son en-tête par défaut.</translation>
    </message>
    <message>
        <source>What kind of place</source>
        <translation>Quel genre d’emplacement</translation>
    </message>
    <message>
        <source>What of the stock is shown</source>
        <translation>Quelle part du stock est affichée</translation>
    </message>
    <message>
        <source>What people know it by</source>
        <translation>Le nom sous lequel on le connaît</translation>
    </message>
    <message>
        <source>What sells out soon, or is below what you want to have, stands here.</source>
        <translation>Ce qui sera bientôt épuisé, ou passe sous votre seuil, se trouve ici.</translation>
    </message>
    <message>
        <source>What sites and apps asked of the server, and how fast it answered</source>
        <translation>Ce que sites et applications ont demandé au serveur, et à quelle vitesse il a répondu</translation>
    </message>
    <message>
        <source>What stands on the shelf?</source>
        <translation>Qu’y a-t-il sur l’étagère ?</translation>
    </message>
    <message>
        <source>What the database holds is not what was put in (%1). Nothing was changed.</source>
        <translation>Ce que contient la base de données n’est pas ce qui y a été mis (%1). Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>What the database wrote has been received until %1 only.</source>
        <translation>Ce que la base de données a écrit n’a été reçu que jusqu’à %1.</translation>
    </message>
    <message>
        <source>What the limits are</source>
        <translation>Quelles sont les limites</translation>
    </message>
    <message>
        <source>What the program has to say stands here: that it started, what went wrong and why.</source>
        <translation>Ce que le programme a à dire se trouve ici : qu’il a démarré, ce qui n’a pas marché et pourquoi.</translation>
    </message>
    <message>
        <source>What the program said</source>
        <translation>Ce que le programme a dit</translation>
    </message>
    <message>
        <source>What the program said to it</source>
        <translation>Ce que le programme en a dit</translation>
    </message>
    <message>
        <source>What the recorded changes lead to is no whole shop (%1). Choose an earlier moment, or the next backup.</source>
        <translation>Ce à quoi mènent les modifications enregistrées n’est pas une boutique entière (%1). Choisissez un moment antérieur, ou la sauvegarde suivante.</translation>
    </message>
    <message>
        <source>What the shop is called.</source>
        <translation>Le nom de la boutique.</translation>
    </message>
    <message>
        <source>What the shop sells stands here, with pictures, prices and what is in stock.</source>
        <translation>Ce que vend la boutique se trouve ici, avec images, prix et stock.</translation>
    </message>
    <message>
        <source>What the stock is worth, by vendor</source>
        <translation>Valeur du stock, par fournisseur</translation>
    </message>
    <message>
        <source>What the text above finds stands here, as a table and, where it has a name and a figure, as a chart. “Ready reports” has some to begin with, without any SQL.</source>
        <translation>Ce que trouve le texte ci-dessus s’affiche ici, en tableau et, s’il a un nom et un chiffre, en graphique. « Rapports tout prêts » en propose pour commencer, sans SQL.</translation>
    </message>
    <message>
        <source>What the variants differ in, with commas between: Size, Colour</source>
        <translation>Ce qui distingue les variantes, séparé par des virgules : Taille, Couleur</translation>
    </message>
    <message>
        <source>What they bought</source>
        <translation>Achats</translation>
    </message>
    <message>
        <source>What this changed was erased from the journal.</source>
        <translation>Ce que ceci modifiait a été effacé du journal.</translation>
    </message>
    <message>
        <source>What to begin with</source>
        <translation>Par quoi commencer</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Que chercher</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Ce qui a été demandé</translation>
    </message>
    <message>
        <source>What was bought, with its taxes, what it came to and what is left to pay.</source>
        <translation>Ce qui a été acheté, avec sa TVA, le montant et ce qui reste à payer.</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Ce qui a été modifié</translation>
    </message>
    <message>
        <source>What was chosen about backups cannot be read</source>
        <translation>Ce qui a été choisi pour les sauvegardes ne peut pas être lu</translation>
    </message>
    <message>
        <source>What was committed last could not be asked for: %1</source>
        <translation>Ce qui a été validé en dernier n’a pas pu être demandé : %1</translation>
    </message>
    <message>
        <source>What was committed last has not arrived in the time machine's folder yet. Try again in a moment.</source>
        <translation>Ce qui a été validé en dernier n’est pas encore arrivé dans le dossier de la machine à remonter le temps. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>What was copied to %1 reads back differently. Its disk or connection is not to be relied on; use another.</source>
        <translation>Ce qui a été copié vers %1 n’est pas identique à la relecture. Son disque ou sa connexion n’est pas fiable ; utilisez-en un autre.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Ce qui a été fait</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Ce qui a été trouvé</translation>
    </message>
    <message>
        <source>What was found in the help</source>
        <translation>Ce qui a été trouvé dans l’aide</translation>
    </message>
    <message>
        <source>What was given back</source>
        <translation>Ce qui a été remboursé</translation>
    </message>
    <message>
        <source>What was imported</source>
        <translation>Ce qui a été importé</translation>
    </message>
    <message>
        <source>What was paid for order #%1?</source>
        <translation>Qu’a-t-on payé pour la commande n° %1 ?</translation>
    </message>
    <message>
        <source>What was paid, short: for the roll of a receipt printer, or on a sheet.</source>
        <translation>Ce qui a été payé, en bref : pour le rouleau d’une imprimante de caisse, ou sur une feuille.</translation>
    </message>
    <message>
        <source>What was personal is gone for good. A backup may still hold it.</source>
        <translation>Ce qui était personnel a disparu pour de bon. Une sauvegarde peut encore le contenir.</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Ce qui a été dit</translation>
    </message>
    <message>
        <source>What was sent came back since. Take that back first.</source>
        <translation>Ce qui a été expédié est revenu depuis. Annulez d’abord cela.</translation>
    </message>
    <message>
        <source>What was sent could not be read</source>
        <translation>Ce qui a été envoyé n’a pas pu être lu</translation>
    </message>
    <message>
        <source>What was sent to %1 reads back differently. It is sent again by itself.</source>
        <translation>Ce qui a été envoyé à %1 n’est pas identique à la relecture. Un nouvel envoi se fait tout seul.</translation>
    </message>
    <message>
        <source>What was sold, before tax, less discounts and returns</source>
        <translation>Ce qui a été vendu, hors taxe, remises et retours déduits</translation>
    </message>
    <message>
        <source>What was taxed at which rate, and the tax in it</source>
        <translation>Ce qui a été taxé à quel taux, et la TVA comprise</translation>
    </message>
    <message>
        <source>What was there before is back</source>
        <translation>Ce qu’il y avait avant est revenu</translation>
    </message>
    <message>
        <source>What was there before is kept in %1; “backroomd restore --undo” brings it back.</source>
        <translation>Ce qu’il y avait avant est gardé dans %1 ; « backroomd restore --undo » le fait revenir.</translation>
    </message>
    <message>
        <source>What was turned away</source>
        <translation>Ce qui a été refusé</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Ce qui va changer</translation>
    </message>
    <message>
        <source>What would come of it</source>
        <translation>Ce que cela donnerait</translation>
    </message>
    <message>
        <source>What you call it: “USB stick”, “Shop NAS”</source>
        <translation>Le nom que vous lui donnez : « Clé USB », « NAS de la boutique »</translation>
    </message>
    <message>
        <source>What you changed here is lost.</source>
        <translation>Ce que vous avez modifié ici est perdu.</translation>
    </message>
    <message>
        <source>What “%1” has of %2 is not what was proved.</source>
        <translation>Ce que « %1 » contient de %2 n’est pas ce qui a été vérifié.</translation>
    </message>
    <message>
        <source>What “%1” is</source>
        <translation>Ce qu’est « %1 »</translation>
    </message>
    <message>
        <source>Whatever comes in, is sold, taken back or counted stands here, with who and why.</source>
        <translation>Tout ce qui arrive, est vendu, rendu ou compté se trouve ici, avec qui et pourquoi.</translation>
    </message>
    <message>
        <source>Whatever is placed and wants somebody stands here by itself.</source>
        <translation>Toute commande passée qui attend quelqu’un se trouve ici d’elle-même.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>When backups are made</source>
        <translation>Quand les sauvegardes sont faites</translation>
    </message>
    <message>
        <source>When backups are made by themselves and where they are kept stands under the title [backups]:</source>
        <translation>Quand les sauvegardes se font toutes seules et où elles sont gardées figure sous le titre [backups] :</translation>
    </message>
    <message>
        <source>When the program is closed</source>
        <translation>À la fermeture du programme</translation>
    </message>
    <message>
        <source>When they are made, where they are kept and for how long</source>
        <translation>Quand elles sont faites, où elles sont gardées et combien de temps</translation>
    </message>
    <message>
        <source>When they were placed</source>
        <translation>Quand elles ont été passées</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Where backups are kept</source>
        <translation>Où sont gardées les sauvegardes</translation>
    </message>
    <message>
        <source>Where does order #%1 go?</source>
        <translation>Où va la commande n° %1 ?</translation>
    </message>
    <message>
        <source>Where else are backups kept?</source>
        <translation>Où garder aussi les sauvegardes ?</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>D’où cela vient</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Où il figure</translation>
    </message>
    <message>
        <source>Where orders went, before tax</source>
        <translation>Où sont allées les commandes, hors taxe</translation>
    </message>
    <message>
        <source>Where shop sites and apps reach the shop, and what its limits are</source>
        <translation>Où les sites et applications joignent la boutique, et quelles sont ses limites</translation>
    </message>
    <message>
        <source>Where shop sites and apps reach this shop</source>
        <translation>Où les sites et applications joignent cette boutique</translation>
    </message>
    <message>
        <source>Where the shop is at home.</source>
        <translation>Pays où la boutique est établie.</translation>
    </message>
    <message>
        <source>Where the shop is, as in DE. Tax, time zone and delivery begin with what is usual there.</source>
        <translation>Où se trouve la boutique, comme dans DE. TVA, fuseau horaire et livraison commencent par ce qui y est habituel.</translation>
    </message>
    <message>
        <source>Where the telephone is lost or not at hand, one of these lets %1 in instead of the six digits; each of them once. Write them on paper or print them, and keep that in a safe place.</source>
        <translation>Si le téléphone est perdu ou n’est pas là, l’un d’eux laisse entrer %1 à la place des six chiffres ; chacun une fois. Écrivez-les ou imprimez-les, et gardez ce papier en lieu sûr.</translation>
    </message>
    <message>
        <source>Where they came from</source>
        <translation>D’où elles viennent</translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much</source>
        <translation>Si l’on ralentit ceux qui demandent trop</translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much: on or off.</source>
        <translation>Si l’on ralentit ceux qui demandent trop : on ou off.</translation>
    </message>
    <message>
        <source>Whether one is made when the program ends</source>
        <translation>Si une sauvegarde est faite quand le programme se termine</translation>
    </message>
    <message>
        <source>Which are shown</source>
        <translation>Lesquels sont affichés</translation>
    </message>
    <message>
        <source>Which changes are shown</source>
        <translation>Quelles modifications sont affichées</translation>
    </message>
    <message>
        <source>Which customers are shown</source>
        <translation>Quels clients sont affichés</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Quel fichier ?</translation>
    </message>
    <message>
        <source>Which kind of paper</source>
        <translation>Quel genre de papier</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>Quelles lignes sont affichées</translation>
    </message>
    <message>
        <source>Which log is shown</source>
        <translation>Quel journal est affiché</translation>
    </message>
    <message>
        <source>Which movements are shown</source>
        <translation>Quels mouvements sont affichés</translation>
    </message>
    <message>
        <source>Which orders are shown</source>
        <translation>Quelles commandes sont affichées</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>Quel papier</translation>
    </message>
    <message>
        <source>Which pieces are shown</source>
        <translation>Quelles pièces sont affichées</translation>
    </message>
    <message>
        <source>Which requests are shown</source>
        <translation>Quelles requêtes sont affichées</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>Quelles lignes</translation>
    </message>
    <message>
        <source>Which shelf, who counted. It may stay empty.</source>
        <translation>Quelle étagère, qui a compté. Peut rester vide.</translation>
    </message>
    <message>
        <source>While it is off, shop sites and apps get no answer.</source>
        <translation>Tant qu’il est arrêté, les sites et applications n’ont pas de réponse.</translation>
    </message>
    <message>
        <source>While neither does, the database keeps it on its own disk until one is opened again. Turn the time machine off before the shop rests for long.</source>
        <translation>Tant qu’aucun des deux ne l’a ouverte, la base de données le garde sur son propre disque jusqu’à la prochaine ouverture. Désactivez la machine à remonter le temps avant que la boutique ne se repose longtemps.</translation>
    </message>
    <message>
        <source>While “backroomd serve” or the console has the shop open, what the database writes is taken along, and “backroomd restore --at TIME” leads to any moment from %1 on.</source>
        <translation>Tant que « backroomd serve » ou la console a la boutique ouverte, ce que la base de données écrit est emporté, et « backroomd restore --at MOMENT » mène à tout moment à partir de %1.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Who bought, how often and for how much, with tax and shipping</source>
        <translation>Qui a acheté, combien de fois et pour combien, TVA et livraison comprises</translation>
    </message>
    <message>
        <source>Who brought it, what was missing. It may stay empty.</source>
        <translation>Qui a livré, ce qui manquait. Peut rester vide.</translation>
    </message>
    <message>
        <source>Who works here, and which programs may do what</source>
        <translation>Qui travaille ici, et quels programmes peuvent faire quoi</translation>
    </message>
    <message>
        <source>Who works in the shop: makes people, lists them, shuts them out, gives them a new password.</source>
        <translation>Qui travaille dans la boutique : crée des personnes, les liste, bloque leur accès, leur donne un nouveau mot de passe.</translation>
    </message>
    <message>
        <source>Whoever asked may not do this</source>
        <translation>Qui l’a demandé n’en a pas le droit</translation>
    </message>
    <message>
        <source>Whoever signs up or orders with an account stands here, with all they bought.</source>
        <translation>Toute personne qui s’inscrit ou commande avec un compte se trouve ici, avec tous ses achats.</translation>
    </message>
    <message>
        <source>Whoever works there signs in again, with the password.</source>
        <translation>Quiconque y travaille se connecte de nouveau, avec le mot de passe.</translation>
    </message>
    <message>
        <source>Whole and proved: %1</source>
        <translation>Entier et vérifié : %1</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>Page entière</translation>
    </message>
    <message>
        <source>Whom you mean.</source>
        <translation>De qui il s’agit.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>With --undo no backup is named: it is the one made before the last restore.</source>
        <translation>Avec --undo, aucune sauvegarde n’est indiquée : c’est celle faite avant la dernière restauration.</translation>
    </message>
    <message>
        <source>With a minus when there are fewer</source>
        <translation>Avec un moins s’il y en a moins</translation>
    </message>
    <message>
        <source>With commas between them</source>
        <translation>Séparés par des virgules</translation>
    </message>
    <message>
        <source>With its tax; 0 is free.</source>
        <translation>TTC ; 0 pour gratuit.</translation>
    </message>
    <message>
        <source>With products, stock and some weeks of orders. Throw it away whenever you like.</source>
        <translation>Avec des produits, du stock et quelques semaines de commandes. Jetez-la quand vous voulez.</translation>
    </message>
    <message>
        <source>With tax, as the customer pays it</source>
        <translation>TTC, tel que le client le paie</translation>
    </message>
    <message>
        <source>With tax, as the customer pays them</source>
        <translation>TTC, tels que le client les paie</translation>
    </message>
    <message>
        <source>With the first order, sales day by day and what sells best stand here.</source>
        <translation>Dès la première commande, les ventes jour après jour et les meilleures ventes se trouvent ici.</translation>
    </message>
    <message>
        <source>With the first request of a shop site or an app, how many come in, how fast they are answered and what was turned away stand here.</source>
        <translation>Dès la première requête d’un site ou d’une application, leur nombre, la vitesse des réponses et ce qui a été refusé se trouvent ici.</translation>
    </message>
    <message>
        <source>With the price</source>
        <translation>Avec le prix</translation>
    </message>
    <message>
        <source>With the program rclone installed, cloud storage can be chosen as well.</source>
        <translation>Avec le programme rclone installé, vous pouvez aussi choisir un stockage en ligne.</translation>
    </message>
    <message>
        <source>With these words and a file of a backup this shop can be restored on any computer. Without them a backup cannot be opened if this computer is lost. Keep the sheet where you keep deeds and passports, and not beside the backups: whoever has both has the shop's data.</source>
        <translation>Avec ces mots et un fichier de sauvegarde, cette boutique peut être restaurée sur n’importe quel ordinateur. Sans eux, une sauvegarde ne peut pas être ouverte si cet ordinateur est perdu. Gardez la fiche avec vos actes et vos passeports, et non à côté des sauvegardes : quiconque a les deux a les données de la boutique.</translation>
    </message>
    <message>
        <source>With this link %1 chooses a new password, once and within seven days. Until then the old one holds.</source>
        <translation>Avec ce lien, %1 choisit un nouveau mot de passe, une seule fois et sous sept jours. D’ici là, l’ancien reste valable.</translation>
    </message>
    <message>
        <source>With this link %1 chooses a password and can sign in, once and within seven days.</source>
        <translation>Avec ce lien, %1 choisit un mot de passe et peut se connecter, une seule fois et sous sept jours.</translation>
    </message>
    <message>
        <source>Without a data folder no backups are kept here.</source>
        <translation>Sans dossier de données, aucune sauvegarde n’est gardée ici.</translation>
    </message>
    <message>
        <source>Without a data folder none are kept here.</source>
        <translation>Sans dossier de données, aucune n’est gardée ici.</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx)</source>
        <translation>Classeurs (*.xlsx)</translation>
    </message>
    <message>
        <source>Works on orders, stock and customers, and sees the rest.</source>
        <translation>S’occupe des commandes, du stock et des clients, et voit le reste.</translation>
    </message>
    <message>
        <source>Would make %1 products and change %2; %3 stay as they are, %4 refused.</source>
        <translation>Créerait %1 produits et en modifierait %2 ; %3 restent tels quels, %4 refusés.</translation>
    </message>
    <message>
        <source>Would take %1 lines: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation>Reprendrait %1 lignes : %2 commandes, %3 produits et %4 clients créés ; %5 lignes déjà connues, %6 refusées.</translation>
    </message>
    <message>
        <source>Write a host as shop.example, without https://, port, path or asterisk.</source>
        <translation>Écrivez un hôte sous la forme shop.example, sans https://, port, chemin ni astérisque.</translation>
    </message>
    <message>
        <source>Write a note, seen by staff only</source>
        <translation>Écrire une note, vue seulement par l’équipe</translation>
    </message>
    <message>
        <source>Write a tag to add, or one to take away.</source>
        <translation>Écrivez un mot-clé à ajouter, ou à retirer.</translation>
    </message>
    <message>
        <source>Write an amount above zero.</source>
        <translation>Écrivez un montant supérieur à zéro.</translation>
    </message>
    <message>
        <source>Write an amount or a share, as in 5 or 10%.</source>
        <translation>Écrivez un montant ou une part, comme dans 5 ou 10 %.</translation>
    </message>
    <message>
        <source>Write an origin as https://shop.example, without a path.</source>
        <translation>Écrivez une origine sous la forme https://shop.example, sans chemin.</translation>
    </message>
    <message>
        <source>Write it in the settings</source>
        <translation>L’écrire dans les réglages</translation>
    </message>
    <message>
        <source>Write money as {"amount": 1999, "currency": "%1"}, in the currency's smallest unit.</source>
        <translation>Écrivez l’argent sous la forme {"amount": 1999, "currency": "%1"}, dans la plus petite unité de la devise.</translation>
    </message>
    <message>
        <source>Write names plainly or "in double quotes", not in other brackets.</source>
        <translation>Écrivez les noms tels quels ou "entre guillemets droits", et non entre d’autres crochets.</translation>
    </message>
    <message>
        <source>Write texts 'in single quotes' and names "in double quotes", with a space before them.</source>
        <translation>Écrivez les textes 'entre apostrophes' et les noms "entre guillemets droits", avec une espace devant.</translation>
    </message>
    <message>
        <source>Write texts 'in single quotes'; a dollar sign has no place here.</source>
        <translation>Écrivez les textes 'entre apostrophes’ ; un signe dollar n’a pas sa place ici.</translation>
    </message>
    <message>
        <source>Write the moment as in 2026-11-20T09:30:00Z.</source>
        <translation>Écrivez le moment comme dans 2026-11-20T09:30:00Z.</translation>
    </message>
    <message>
        <source>Write the rate as a decimal from 0 to 1, as in 0.19.</source>
        <translation>Écrivez le taux en décimal de 0 à 1, comme dans 0.19.</translation>
    </message>
    <message>
        <source>Write the rate in per cent from 0 to 100, as in %1.</source>
        <translation>Écrivez le taux en pour cent, de 0 à 100, comme dans %1.</translation>
    </message>
    <message>
        <source>Write the rows that could not be taken into this file, to mend and import again.</source>
        <translation>Écrire dans ce fichier les lignes qui n’ont pas pu être reprises, pour les corriger et les importer de nouveau.</translation>
    </message>
    <message>
        <source>Write what the others should know.</source>
        <translation>Écrivez ce que les autres doivent savoir.</translation>
    </message>
    <message>
        <source>Write what the report shows: a text that begins with SELECT or WITH.</source>
        <translation>Écrivez ce que montre le rapport : un texte qui commence par SELECT ou WITH.</translation>
    </message>
    <message>
        <source>Writes a list to standard output.</source>
        <translation>Écrit une liste sur la sortie standard.</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Écriture de %1</translation>
    </message>
    <message>
        <source>Written: %1. Proved: %2.</source>
        <translation>Écrit : %1. Vérifié : %2.</translation>
    </message>
    <message>
        <source>Wrong or not allowed</source>
        <translation>Faux ou non autorisé</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Année</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>Hier %1</translation>
    </message>
    <message>
        <source>You can go back to any second since %1.</source>
        <translation>Vous pouvez revenir à n’importe quelle seconde (depuis : %1).</translation>
    </message>
    <message numerus="yes">
        <source>You can go back to each of %n backups since %1.</source>
        <translation>
            <numerusform>Vous pouvez revenir à la sauvegarde faite depuis : %1.</numerusform>
            <numerusform>Vous pouvez revenir à chacune des %n sauvegardes (depuis : %1).</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go back to it at any time.</source>
        <translation>Vous pouvez y revenir à tout moment.</translation>
    </message>
    <message>
        <source>You have 50 addresses here. Remove one before you add another.</source>
        <translation>Vous avez 50 adresses ici. Supprimez-en une avant d’en ajouter une autre.</translation>
    </message>
    <message>
        <source>You have no password here to change.</source>
        <translation>Vous n’avez pas ici de mot de passe à changer.</translation>
    </message>
    <message>
        <source>You have no such address. It may have been removed already.</source>
        <translation>Vous n’avez pas cette adresse. Elle a peut-être déjà été supprimée.</translation>
    </message>
    <message>
        <source>You have no such session. It may be over already.</source>
        <translation>Vous n’avez pas cette session. Elle est peut-être déjà terminée.</translation>
    </message>
    <message>
        <source>You may not add customers. Sell without keeping them.</source>
        <translation>Vous ne pouvez pas ajouter de clients. Vendez sans les garder.</translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation>Elle sert à vous connecter.</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask the shop's owner.</source>
        <translation>Votre compte ne peut pas faire cela. Demandez au propriétaire de la boutique.</translation>
    </message>
    <message>
        <source>Your address is missing on this invoice.</source>
        <translation>Votre adresse manque sur cette facture.</translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation>Votre adresse e-mail</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Votre nom</translation>
    </message>
    <message>
        <source>Your own number of it</source>
        <translation>Votre propre numéro pour lui</translation>
    </message>
    <message>
        <source>Your tax number is missing on this invoice.</source>
        <translation>Votre n° de TVA manque sur cette facture.</translation>
    </message>
    <message>
        <source>a category that is gone</source>
        <translation>une catégorie qui n’existe plus</translation>
    </message>
    <message>
        <source>a day, counted from 1 January 1970</source>
        <translation>un jour, compté depuis le 1er janvier 1970</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>un fichier</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>il y a une minute</translation>
    </message>
    <message>
        <source>a moment, in milliseconds since 1970 (UTC)</source>
        <translation>un moment, en millisecondes depuis 1970 (UTC)</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a request that hides another one</source>
        <translation>une requête qui en cache une autre</translation>
    </message>
    <message>
        <source>a request whose beginning does not end</source>
        <translation>une requête dont le début ne finit pas</translation>
    </message>
    <message>
        <source>a row of %1 that belongs to nothing</source>
        <translation>une ligne de %1 qui ne se rattache à rien</translation>
    </message>
    <message>
        <source>a share, in millionths</source>
        <translation>une part, en millionièmes</translation>
    </message>
    <message>
        <source>active</source>
        <translation>actif</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>address port network limits HTTPS certificate API</source>
        <translation>adresse port réseau limites HTTPS certificat API</translation>
    </message>
    <message>
        <source>an amount, in the smallest unit of the currency</source>
        <translation>un montant, dans la plus petite unité de la devise</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>il y a une heure</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et %Ln de plus</numerusform>
            <numerusform>et %Ln de plus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>appearance look console display</source>
        <translation>apparence aspect console affichage</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>comme prévu</translation>
    </message>
    <message>
        <source>at takes a time of day like 03:00, not “%1”.</source>
        <translation>at prend une heure comme 03:00, et non « %1 ».</translation>
    </message>
    <message>
        <source>basket abandoned expire days</source>
        <translation>panier abandonné expire jours</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>en cours de contrôle</translation>
    </message>
    <message>
        <source>buyers shoppers</source>
        <translation>acheteurs clientèle</translation>
    </message>
    <message>
        <source>bytes that are no request</source>
        <translation>des octets qui ne sont pas une requête</translation>
    </message>
    <message>
        <source>came</source>
        <translation>venus</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifiés</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>contrôlés %1</translation>
    </message>
    <message>
        <source>clock hours day midnight UTC</source>
        <translation>horloge heures jour minuit UTC</translation>
    </message>
    <message>
        <source>company business store</source>
        <translation>entreprise société magasin commerce</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>how a day is written</comment>
        <translation>d MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>how a day is written</comment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>data nested a hundred thousand deep</source>
        <translation>des données imbriquées sur cent mille niveaux</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>down %1</source>
        <translation>en baisse de %1</translation>
    </message>
    <message>
        <source>encrypted with TLS</source>
        <translation>chiffré avec TLS</translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n days</source>
        <translation>
            <numerusform>toutes pendant %n jour</numerusform>
            <numerusform>toutes pendant %n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n hours</source>
        <translation>
            <numerusform>toutes pendant %n heure</numerusform>
            <numerusform>toutes pendant %n heures</numerusform>
        </translation>
    </message>
    <message>
        <source>every backup for a day</source>
        <translation>toutes pendant un jour</translation>
    </message>
    <message>
        <source>every backup for an hour</source>
        <translation>toutes pendant une heure</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échoue</translation>
    </message>
    <message>
        <source>folder takes the whole path of a folder, from “/” on.</source>
        <translation>folder prend le chemin complet d’un dossier, à partir de « / ».</translation>
    </message>
    <message>
        <source>font larger smaller zoom scale big</source>
        <translation>police plus grand plus petit zoom échelle gros</translation>
    </message>
    <message>
        <source>free from %1</source>
        <translation>gratuit à partir de %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>depuis %1</translation>
    </message>
    <message>
        <source>from %1 kg</source>
        <translation>à partir de %1 kg</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>de %1 à %2</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>disparus</translation>
    </message>
    <message>
        <source>gross net inclusive exclusive tax mode included</source>
        <translation>brut net TTC HT hors taxe toutes taxes comprises inclus</translation>
    </message>
    <message>
        <source>half</source>
        <translation>moitié</translation>
    </message>
    <message>
        <source>here</source>
        <translation>ici</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>tient</translation>
    </message>
    <message>
        <source>holds, look at it</source>
        <translation>tient, à regarder</translation>
    </message>
    <message>
        <source>host hosts domain DNS hostname</source>
        <translation>hôte hôtes domaine DNS nom d’hôte</translation>
    </message>
    <message>
        <source>how long it took, in microseconds</source>
        <translation>le temps que cela a pris, en microsecondes</translation>
    </message>
    <message>
        <source>internet browser site domain CORS security</source>
        <translation>internet navigateur site domaine CORS sécurité</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>invité</translation>
    </message>
    <message>
        <source>it was ended.</source>
        <translation>il a été arrêté.</translation>
    </message>
    <message>
        <source>its journal ends elsewhere</source>
        <translation>son journal se termine ailleurs</translation>
    </message>
    <message>
        <source>its store is damaged</source>
        <translation>son stockage est abîmé</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>étiquettes</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>ligne %1, colonne %2 : %3</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>ligne %1 : %2</translation>
    </message>
    <message>
        <source>line_kib is more than head_kib, but a request line is part of the head.</source>
        <translation>line_kib dépasse head_kib, or la ligne de requête fait partie de l’en-tête.</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lignes</translation>
    </message>
    <message>
        <source>mail contact address support</source>
        <translation>mail courriel contact adresse assistance</translation>
    </message>
    <message>
        <source>methods price weight countries free</source>
        <translation>modes prix poids pays gratuit</translation>
    </message>
    <message>
        <source>money euro pound dollar</source>
        <translation>argent euro livre dollar franc monnaie</translation>
    </message>
    <message>
        <source>nation place location state</source>
        <translation>nation lieu emplacement État</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>no backup</source>
        <translation>pas de sauvegarde</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>aucune différence</translation>
    </message>
    <message>
        <source>nobody has asked yet</source>
        <translation>personne n’a encore rien demandé</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>pas encore vérifiée</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>non compté</translation>
    </message>
    <message>
        <source>not encrypted: for this computer, or behind a proxy that has TLS</source>
        <translation>non chiffré : pour cet ordinateur, ou derrière un proxy qui a TLS</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>non payées</translation>
    </message>
    <message>
        <source>nothing asked that is kept</source>
        <translation>rien de demandé qui soit gardé</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>rien n’a changé</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>sur %1</translation>
    </message>
    <message>
        <source>of %1 at most</source>
        <translation>sur %1 au plus</translation>
    </message>
    <message>
        <source>of it %1 on %2 net</source>
        <translation>dont %1 sur %2 HT</translation>
    </message>
    <message>
        <source>ok    </source>
        <translation>ok    </translation>
    </message>
    <message>
        <source>ok     </source>
        <translation>ok     </translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>le %1</translation>
    </message>
    <message numerus="yes">
        <source>one a day for %n days</source>
        <translation>
            <numerusform>une par jour pendant %n jour</numerusform>
            <numerusform>une par jour pendant %n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>one a day for a day</source>
        <translation>une par jour pendant un jour</translation>
    </message>
    <message numerus="yes">
        <source>one a month for %n months</source>
        <translation>
            <numerusform>une par mois pendant %n mois</numerusform>
            <numerusform>une par mois pendant %n mois</numerusform>
        </translation>
    </message>
    <message>
        <source>one a month for a month</source>
        <translation>une par mois pendant un mois</translation>
    </message>
    <message numerus="yes">
        <source>one a week for %n weeks</source>
        <translation>
            <numerusform>une par semaine pendant %n semaine</numerusform>
            <numerusform>une par semaine pendant %n semaines</numerusform>
        </translation>
    </message>
    <message>
        <source>one a week for a week</source>
        <translation>une par semaine pendant une semaine</translation>
    </message>
    <message numerus="yes">
        <source>one a year for %n years</source>
        <translation>
            <numerusform>une par an pendant %n an</numerusform>
            <numerusform>une par an pendant %n ans</numerusform>
        </translation>
    </message>
    <message>
        <source>one a year for a year</source>
        <translation>une par an pendant un an</translation>
    </message>
    <message>
        <source>one that announces ten gigabytes</source>
        <translation>une qui annonce dix gigaoctets</translation>
    </message>
    <message>
        <source>one that asks for this computer's files</source>
        <translation>une qui demande les fichiers de cet ordinateur</translation>
    </message>
    <message>
        <source>one that is meant for another site</source>
        <translation>une qui est destinée à un autre site</translation>
    </message>
    <message>
        <source>one that is sent a letter at a time</source>
        <translation>une qui est envoyée lettre par lettre</translation>
    </message>
    <message>
        <source>order-list.csv</source>
        <translation>liste-de-commande.csv</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>commandes</translation>
    </message>
    <message>
        <source>origin origins CORS website storefront</source>
        <translation>origine origines CORS site web vitrine</translation>
    </message>
    <message>
        <source>other rows came out than went in (%1)</source>
        <translation>il en est sorti d’autres lignes que celles entrées (%1)</translation>
    </message>
    <message>
        <source>over a year</source>
        <translation>plus d’un an</translation>
    </message>
    <message>
        <source>phone contact number mobile</source>
        <translation>téléphone contact numéro mobile portable</translation>
    </message>
    <message>
        <source>products</source>
        <translation>produits</translation>
    </message>
    <message>
        <source>proved %1</source>
        <translation>vérifiée %1</translation>
    </message>
    <message>
        <source>rates percent class reduced standard region</source>
        <translation>taux pourcentage classe réduit normal région</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusée</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>save restore schedule disk copy</source>
        <translation>sauvegarder restaurer horaire disque copie</translation>
    </message>
    <message>
        <source>shipping postage parcel post carrier courier freight</source>
        <translation>expédition port colis poste transporteur coursier fret</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>depuis %1</translation>
    </message>
    <message>
        <source>since the start, answered within</source>
        <translation>depuis le démarrage, réponses en moins de</translation>
    </message>
    <message>
        <source>slot takes up to 63 small letters, digits and “_”.</source>
        <translation>slot prend jusqu’à 63 lettres minuscules, chiffres et « _ ».</translation>
    </message>
    <message>
        <source>stays %1</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>street city postcode imprint invoice sender</source>
        <translation>rue ville code postal mentions légales facture expéditeur</translation>
    </message>
    <message>
        <source>taken %1 times</source>
        <translation>prise %1 fois</translation>
    </message>
    <message>
        <source>taken once</source>
        <translation>prise une fois</translation>
    </message>
    <message>
        <source>theme dark light night mode contrast</source>
        <translation>thème sombre clair nuit mode contraste</translation>
    </message>
    <message>
        <source>they balance</source>
        <translation>ils sont justes</translation>
    </message>
    <message>
        <source>they do not balance</source>
        <translation>ils ne sont pas justes</translation>
    </message>
    <message>
        <source>this computer’s keyring</source>
        <translation>le trousseau de cet ordinateur</translation>
    </message>
    <message>
        <source>title brand</source>
        <translation>titre marque enseigne</translation>
    </message>
    <message>
        <source>tls_certificate and tls_key need each other.</source>
        <translation>tls_certificate et tls_key vont ensemble.</translation>
    </message>
    <message>
        <source>to be had</source>
        <translation>disponibles</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>à expédier</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>aujourd’hui %1</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>aujourd’hui à %1</translation>
    </message>
    <message>
        <source>translation English German French Spanish locale</source>
        <translation>traduction français anglais allemand espagnol langue</translation>
    </message>
    <message>
        <source>trusted_proxies takes addresses and networks with commas between them, as in 127.0.0.1, 10.0.0.0/8, not “%1”.</source>
        <translation>trusted_proxies prend des adresses et des réseaux séparés par des virgules, comme 127.0.0.1, 10.0.0.0/8, et non « %1 ».</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>en hausse de %1</translation>
    </message>
    <message>
        <source>up to %1 kg</source>
        <translation>jusqu’à %1 kg</translation>
    </message>
    <message>
        <source>users roles password API key token permission two-step</source>
        <translation>utilisateurs rôles mot de passe clé API jeton droits deux étapes</translation>
    </message>
    <message>
        <source>version %1, lists %2, orders %3: %4</source>
        <translation>version %1, listes %2, commandes %3 : %4</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>avant : %1</translation>
    </message>
    <message>
        <source>words</source>
        <translation>des mots</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>hier %1</translation>
    </message>
    <message>
        <source>“%1” as of %2: %3 orders, %4 products, %5 images. Made by Backroom %6.</source>
        <translation>« %1 » au %2 : %3 commandes, %4 produits, %5 images. Fait par Backroom %6.</translation>
    </message>
    <message>
        <source>“%1” came while the list was saved. Scan it again.</source>
        <translation>« %1 » est arrivé pendant l’enregistrement de la liste. Scannez-le de nouveau.</translation>
    </message>
    <message>
        <source>“%1” came while the order was placed. Scan it again.</source>
        <translation>« %1 » est arrivé pendant la validation de la commande. Scannez-le de nouveau.</translation>
    </message>
    <message>
        <source>“%1” cannot be read. Check that it is there and that this account may read it.</source>
        <translation>« %1 » ne peut pas être lu. Vérifiez qu’il est là et que ce compte a le droit de le lire.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2. Check who may read it.</source>
        <translation>« %1 » ne peut pas être lu : %2. Vérifiez qui a le droit de le lire.</translation>
    </message>
    <message>
        <source>“%1” cannot be written. See whether there is room on the disk and your account may write there.</source>
        <translation>« %1 » ne peut pas être écrit. Regardez s’il y a de la place sur le disque et si votre compte a le droit d’y écrire.</translation>
    </message>
    <message>
        <source>“%1” cannot stand in an address. Write the handle with a to z, 0 to 9 and hyphens.</source>
        <translation>« %1 » ne peut pas figurer dans une adresse. Écrivez le handle avec a à z, 0 à 9 et des traits d’union.</translation>
    </message>
    <message>
        <source>“%1” does not say where the folder lies. Give its whole path, from “/” on.</source>
        <translation>« %1 » ne dit pas où se trouve le dossier. Donnez son chemin complet, à partir de « / ».</translation>
    </message>
    <message>
        <source>“%1” has moved to %2: %3 rows in %4 tables, and %5 image files.</source>
        <translation>« %1 » a déménagé vers %2 : %3 lignes dans %4 tables, et %5 fichiers d’images.</translation>
    </message>
    <message>
        <source>“%1” has no place here.</source>
        <translation>« %1 » n’a pas sa place ici.</translation>
    </message>
    <message>
        <source>“%1” has no price. Add it.</source>
        <translation>« %1 » n’a pas de prix. Ajoutez-le.</translation>
    </message>
    <message>
        <source>“%1” has no variation that can be taken. Add one with a price.</source>
        <translation>« %1 » n’a aucune variation qui puisse être reprise. Ajoutez-en une avec un prix.</translation>
    </message>
    <message>
        <source>“%1” has not got the backups since %2.</source>
        <translation>« %1 » n'a pas les sauvegardes depuis le %2.</translation>
    </message>
    <message>
        <source>“%1” has the options %2 twice. Remove one of them.</source>
        <translation>« %1 » a deux fois l’option %2. Supprimez-en une.</translation>
    </message>
    <message>
        <source>“%1” has this SKU already. Choose another one.</source>
        <translation>« %1 » a déjà cette référence (SKU). Choisissez-en une autre.</translation>
    </message>
    <message>
        <source>“%1” is a download there. Its files are not taken.</source>
        <translation>« %1 » y est un téléchargement. Ses fichiers ne sont pas repris.</translation>
    </message>
    <message>
        <source>“%1” is a folder. Name the file inside it.</source>
        <translation>« %1 » est un dossier. Indiquez le fichier qu’il contient.</translation>
    </message>
    <message>
        <source>“%1” is a gift card there. It is taken as a plain product.</source>
        <translation>« %1 » y est une carte cadeau. Elle est reprise comme un simple produit.</translation>
    </message>
    <message>
        <source>“%1” is a group of other products and has no price of its own. It is taken as a draft, without its members.</source>
        <translation>« %1 » est un groupe d’autres produits et n’a pas de prix propre. Il est repris comme brouillon, sans ses membres.</translation>
    </message>
    <message>
        <source>“%1” is a place already.</source>
        <translation>« %1 » est déjà un emplacement.</translation>
    </message>
    <message>
        <source>“%1” is as it was on %2</source>
        <translation>« %1 » est comme le %2</translation>
    </message>
    <message>
        <source>“%1” is back among the customers</source>
        <translation>« %1 » est de nouveau parmi les clients</translation>
    </message>
    <message>
        <source>“%1” is back, with nothing in stock</source>
        <translation>« %1 » est revenu, sans stock</translation>
    </message>
    <message>
        <source>“%1” is hidden from the catalogue there, so it is a draft here. Publish it when it should be seen.</source>
        <translation>« %1 » y est caché du catalogue ; c’est donc un brouillon ici. Publiez-le quand il devra être vu.</translation>
    </message>
    <message>
        <source>“%1” is neither a name nor an address of a computer. Write it as in shop.example.com or 192.168.1.20.</source>
        <translation>« %1 » n’est ni le nom ni l’adresse d’un ordinateur. Écrivez-le comme dans shop.example.com ou 192.168.1.20.</translation>
    </message>
    <message>
        <source>“%1” is no date and time. Write it as in 2010-12-01 08:26:00 or, month first, 12/1/2010 8:26.</source>
        <translation>« %1 » n’est pas une date avec heure. Écrivez-la comme dans 2010-12-01 08:26:00 ou, le mois d’abord, 12/1/2010 8:26.</translation>
    </message>
    <message>
        <source>“%1” is no day. Write it as in 2011-01-31.</source>
        <translation>« %1 » n’est pas un jour. Écrivez-le comme dans 2011-01-31.</translation>
    </message>
    <message>
        <source>“%1” is no figure. It stays as it was.</source>
        <translation>« %1 » n’est pas un nombre. Rien ne change.</translation>
    </message>
    <message>
        <source>“%1” is no longer a place for backups</source>
        <translation>« %1 » n’est plus un emplacement de sauvegarde</translation>
    </message>
    <message>
        <source>“%1” is no number of a product or customer.</source>
        <translation>« %1 » n’est pas un numéro de produit ou de client.</translation>
    </message>
    <message>
        <source>“%1” is no place that rclone knows. Write it as REMOTE:FOLDER.</source>
        <translation>« %1 » n’est pas un emplacement que rclone connaît. Écrivez-le sous la forme REMOTE:FOLDER.</translation>
    </message>
    <message>
        <source>“%1” is no price. Write it with a point or comma and at most %2 digits behind it.</source>
        <translation>« %1 » n’est pas un prix. Écrivez-le avec un point ou une virgule, et au plus %2 chiffres après.</translation>
    </message>
    <message>
        <source>“%1” is no status. Write draft, active or archived.</source>
        <translation>« %1 » n’est pas un état. Écrivez brouillon, actif ou archivé.</translation>
    </message>
    <message>
        <source>“%1” is no time. Write it as in 2026-11-20T09:30:00.000Z.</source>
        <translation>« %1 » n’est pas une heure. Écrivez-la comme dans 2026-11-20T09:30:00.000Z.</translation>
    </message>
    <message>
        <source>“%1” is no web address, so this image is left out.</source>
        <translation>« %1 » n’est pas une adresse web ; cette image est donc laissée de côté.</translation>
    </message>
    <message>
        <source>“%1” is no weight. Write it as in 0.5.</source>
        <translation>« %1 » n’est pas un poids. Écrivez-le comme dans 0.5.</translation>
    </message>
    <message>
        <source>“%1” is no whole number. Correct it.</source>
        <translation>« %1 » n’est pas un nombre entier. Corrigez-le.</translation>
    </message>
    <message>
        <source>“%1” is no whole number. Write it as in 12 or -12.</source>
        <translation>« %1 » n’est pas un nombre entier. Écrivez-le comme dans 12 ou -12.</translation>
    </message>
    <message>
        <source>“%1” is not a number. Write it with a point, as in 12.50.</source>
        <translation>« %1 » n’est pas un nombre. Écrivez-le avec un point, comme dans 12.50.</translation>
    </message>
    <message>
        <source>“%1” is not an address of this computer. Use 127.0.0.1 for this computer alone, or 0.0.0.0 for the whole network.</source>
        <translation>« %1 » n’est pas une adresse de cet ordinateur. Utilisez 127.0.0.1 pour cet ordinateur seul, ou 0.0.0.0 pour tout le réseau.</translation>
    </message>
    <message>
        <source>“%1” is not for sale. Publish it first.</source>
        <translation>« %1 » n’est pas en vente. Publiez-le d’abord.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a PostgreSQL database. Write it as postgresql://user@host:5432/database.</source>
        <translation>« %1 » n’est pas l’adresse d’une base de données PostgreSQL. Écrivez-la sous la forme postgresql://user@host:5432/database.</translation>
    </message>
    <message>
        <source>“%1” is sold elsewhere. It is taken as a draft; the address stands in its description.</source>
        <translation>« %1 » est vendu ailleurs. Il est repris comme brouillon ; l’adresse figure dans sa description.</translation>
    </message>
    <message>
        <source>“%1” stands in the file twice. Give one of them another handle.</source>
        <translation>« %1 » figure deux fois dans le fichier. Donnez un autre handle à l’un des deux.</translation>
    </message>
    <message>
        <source>“%1” was added</source>
        <translation>« %1 » a été ajouté</translation>
    </message>
    <message>
        <source>“%1” was archived</source>
        <translation>« %1 » a été archivé</translation>
    </message>
    <message>
        <source>“%1” was moved</source>
        <translation>« %1 » a été déplacé</translation>
    </message>
    <message>
        <source>“%1” was removed; its products stay</source>
        <translation>« %1 » a été supprimée ; ses produits restent</translation>
    </message>
    <message>
        <source>“%1” was saved</source>
        <translation>« %1 » a été enregistré</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>« %1 » : %2</translation>
    </message>
    <message>
        <source>“backroomd %1 --help” shows what it takes.</source>
        <translation>« backroomd %1 --help » montre ce qu’il accepte.</translation>
    </message>
    <message>
        <source>“backroomd --help” lists the commands.</source>
        <translation>« backroomd --help » donne la liste des commandes.</translation>
    </message>
    <message>
        <source>“backroomd COMMAND --help” tells more. Exit status: 0 done, 1 failed, 2 wrong usage.</source>
        <translation>« backroomd COMMANDE --help » en dit plus. Code de sortie : 0 fait, 1 échec, 2 mauvais usage.</translation>
    </message>
    <message>
        <source>“backroomd doctor” tells whether the shop itself has this fault, and what to do.</source>
        <translation>« backroomd doctor » dit si la boutique elle-même a ce défaut, et que faire.</translation>
    </message>
    <message>
        <source>“backroomd timemachine status” tells more.</source>
        <translation>« backroomd timemachine status » en dit plus.</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>… et %1 de plus.</translation>
    </message>
</context>
</TS>
