<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>backroom</name>
    <message>
        <source> (%1 to %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %  %2, %3 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (contained)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 accepted the invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to another program. It was left as it is; open another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be copied to %2: %3. Make room there, or give your account the right to read and write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read or written (%2). Look whether its disk or connection is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read. Give your account the right to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be relied on: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be understood. It has lines like “key=value” under titles like “[server]”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place for the refused rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written. Give your account the right to write there, and see that there is room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written. Make room in the data folder and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be compressed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be reached: %2. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 customers order the last %2 pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 customers ordered the last %2 pieces at the same moment: %2 got one, %3 were told that it is sold out. Nothing was sold twice, and no order number is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not start. Install rclone anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends before its first change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 entries, each as it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 given back in all for order #%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has a new password, and is signed out everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not got it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has the same values as another variant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has values of options that this product does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2 s (%3/s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder, not a shop's file. Move it away, or open another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is another shop's, or of another copy of this one. Choose a folder of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is cut short: its end is missing. Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is cut short: part of the shop's file is missing. Restore the newest backup; the file was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: its beginning cannot be read. Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: what was read after %L2 bytes is not what was written. Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty. Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is good for %2, until %3. Its key is in %4; keep that one to yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is neither on this computer nor at a place that is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no backup of Backroom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a shop's file. It was left as it is; restore a backup, or open another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of bounds: from %2 to %3. Correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is ready in %2. Open it with: backroomd serve --data %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is still to be paid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the time machine of another shop. Turn it off here and on again with a folder of this shop's own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kinds of hostile requests were sent, %2 and %3 among them. Each was refused, and a customer beside them was served all the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lines taken: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lists of products were not answered as they should be. The first one: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 made since would go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read or written. Give your account the right to do so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read. Check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read. Give your account the right to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be removed. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to do so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write it and its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be written. Give your account the right to write this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 names a place, but there is no %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs a value for “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs rclone, which is not installed. Install it, then it is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 %3 (%4 %), %5 a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 orders that the server had answered were gone after its restart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 tests failed: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 order numbers were used for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 orders were not answered as they should be. The first one: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 orders, %2 products, %3 images as of %4; %5 in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 products made, %2 changed, %3 as they were, %4 refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 signed up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sold · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes a number from %2 to %3, not “%4”; usual is %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes a number of days from 1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes one of %2, not “%3”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes “on” or “off”, not “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was brought back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was invited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was made by a newer Backroom. Install the newest version to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were told that it is sold out, where it should have been %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were told that they got one, and there are %2 orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would be as before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would come back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, printed on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, section [backups]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, section [server]: %2 “backroomd serve --help” lists what can stand there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, section [timemachine]: %2 “backroomd timemachine off” and “on” write it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, version %2, %3 processors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 in the backup, %3 in the shop; since then %4 came, %5 changed, %6 are gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln pieces are there now</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 of %L2 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces are there now</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were archived</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants are low or sold out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days before</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fields need another look.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests in the last 30 days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are wrong with this shop. Do what is advised beside each.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find in this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys of this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Move stock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 takes a day, as in 2011-01-31.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 takes a number from %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 takes one of: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--role takes one of: owner, manager, staff, viewer, customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--tls-cert and --tls-key need each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% answered within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% saved to disk within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% waited for their turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>99 % ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>99%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>99% within %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup is being put in the shop's place. Try again as soon as Retry-After says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup is overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A cart holds up to %1 different things. Order these first, or take some out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A category cannot stand below itself. Choose another place for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A category was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A category was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A category was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy of the database's files needs %1 in %2, and %3 are free. Make room there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products and %2 orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy of the shop with %1 products, without its %2 orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A customer placed this order. Cancel the order instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A customer was not served during: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A delivery note, why it was damaged, who counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file that holds the passphrase in its first line, or the words of the recovery sheet. When left out, the key that is kept for the owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key was taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A later refund stands on this one. Take that back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line holds up to %1; with what is in the cart already this would be %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name or address that the server is reached by, beside localhost; may be given again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new copy of the database every so many days; 7 when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note has up to 10,000 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note was written on an order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note was written on order #%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page or a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of order #%1 is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password needs an e-mail address to sign in with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password was reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password was set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A payment for order #%1 was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A payment for order #%1 was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A payment was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A payment was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of a product was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture was added to a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture was taken off a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price cannot be below 0. Correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price is not below zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product has %1 images at the most. Remove one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product has %1 options at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product has %1 tags at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product has %1 variants at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product is in 100 categories at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product needs a price. Type it as in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product needs a variant that is sold, and this would leave none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product needs a variant, with SKU and price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product needs a variant. Remove the product, or add another variant first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product was brought back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program still receives from the database. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program takes along what the database writes: received up to %1, %2 behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quantity of %1 is more than a line can have. Split the row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quarter faster than %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quarter slower than %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorded change does not fit what was there before it: the shop's file was changed by another program, or a backup is damaged. Choose an earlier moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A refund of order #%1 was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A refund was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sample to look around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second place: a folder from “/” on, or REMOTE:FOLDER for rclone; place_2 and so on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sending was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slug of digits only looks like an id. Add a word to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, as in blue-shirts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stock of more than %L1 pieces cannot be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tag has 1 to 100 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tax was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tax was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tax was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A telephone number has up to 50 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A third as fast as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A third faster than %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A third slower than %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value has 1 to 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way of delivery was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way of delivery was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way of delivery was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;rchive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active, draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a place for backups…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address in the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses that are none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After all this, stock, payments, totals and order numbers agree, and none of the journal's %1 entries was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 tests passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 tests passed; look at this: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also at closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also when Backroom is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Idempotency-Key has 1 to 255 printable characters without blanks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address of somebody was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address was added to somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An image in the database is not what was put in. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An image of the backup is damaged: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An image of the backup is missing: %1. Copy the folder “images” that lies beside the backup along with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An old backup was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option has 1,000 values at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option has a name of up to 100 characters and a value of up to 200.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order is open again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order sent twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order was brought back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order was placed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And more like these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another backup of this shop is being made or proved. Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another backup of this shop is being made. Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another category has this slug. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another country has other taxes and shipping. Cancel the order and place it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another customer has the number %1 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another option of this product has this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another product has the address “%1” now. Give that one another, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another product has the handle “%1” now. Remove that one, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another product has this slug. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program that has this shop open carries its changes. This one goes on when that ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program works in %1. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another variant has the SKU “%1” now. Give that one another, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another variant of this product has this SKU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer in JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered from memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any scanner works while this field is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As fast as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it stands on the bank statement. It may stay empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As rclone knows it, with a colon between: storagebox:backroom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked too often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At what time; of hourly ones, its minute counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attacks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back-order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back-orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up and proved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backroom cannot open the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup made and proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups (*.backroom);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups are kept on “%1” too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups are made as before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of Backroom (*.backroom);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups on a line of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before an upgrade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before that, everything that is there now is kept as a backup of its own, so that you can bring it back. The shop takes no orders for the moment that it takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Billing address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bringing back what was there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings one product, customer or order out of a backup into the shop, which goes on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brought back from a backup; it was #%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brought back: %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brought over from another system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busiest endpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>But the database is set to answer before the disk has the order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel order #%1 of %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel order…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel what is under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be relied on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carts are kept for 1 to 365 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category “%1” was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category “%1” was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category “%1” was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Champion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change nothing; tell what would be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes are not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes between backups are not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes saved at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes waiting now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cheque</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a country by its two letters, as in DE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a currency by its three letters, as in EUR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a day of the week.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a line to see what was before and after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a reason: received, sold, returned, counted, damaged or correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time of day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time that is still to come, or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time zone by its name, as in Europe/Berlin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one scope: a key without any can do nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose bank_transfer or cash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the cart's shipping options first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose owner, manager, staff, viewer or customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file of a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what is to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coming from another system? “backroomd import sales” brings its history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the folder “images” of a backup back, or upload these images again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it; until then the usual schedule holds, and nothing is put away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Countries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers fill carts and order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer’s wish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days that carts are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days with a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery “%1” was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery “%1” was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery “%1” was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do what that says, then make one with “backroomd backup”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dormant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dots are full backups. Between them every change is kept, so you can stop at any second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dots are full backups. Choose one to see what can be done with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop mine, show theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail address and password do not fit each other. Look at both, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each backup stands here once it was put together on a spare copy and everything in it was counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each is the sum of its lines, shipping and tax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each is the sum of its movements.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each of these products was changed again or removed since: nothing is left to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each request that a shop site or an app makes stands here a second later, with how long it took.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each table counted and hashed in both stores, and the same:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eight characters or more; a sentence is easier to keep in mind than a riddle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either --undo or --at, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either a test is made or those that were made are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty, and yours: add products by hand or bring them from another system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: what the chosen pieces cost, or all of %1 when none is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 was changed, moved or put in after it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every backup is copied there too, locked, and read back after it was copied. Choose a disk that is not in this computer, or a share of another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every backup is kept for so many hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every call is described at &lt;a href="%1/docs"&gt;%1/docs&lt;/a&gt;, and as an OpenAPI document at &lt;a href="%1/api/v1/openapi.json"&gt;%1/api/v1/openapi.json&lt;/a&gt;. Figures for Prometheus are at &lt;a href="%1/metrics"&gt;%1/metrics&lt;/a&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change stands here, made in this window, by an import or by a shop site, with the way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change, to go back to any second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every order is sent and paid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every product can be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the order was shipped already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is as it was before this already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAILED </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faults of ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch a&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures as of %1, net of tax and returns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For developers of your shop site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found no free connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the empty cart to the answer. With %1 customers at once, 99 of 100 waited %2 ms at most. All %3 orders that were answered were found again after a restart of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a name of up to 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a percentage from −100 to 1,000 that is not 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a weight in grams that is not negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a whole number from 1 to %1, which is what is left of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give an amount above zero and up to what is left of the payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give an amount above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give an amount that is not negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as customers see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name of up to 100 characters, as the bill shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the category a name of up to 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the e-mail address that this person signs in with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the key a name of up to 200 characters, such as what it is for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the option a name of up to 100 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the place a name of up to %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the postal code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the product a SKU, your own number of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the product a name of up to 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the product a title of up to 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the shop a name of up to 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the street and house number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the town.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the variant a SKU of up to 100 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the variant a price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give your account the right to read and write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back in time…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the version before, if it did not fail there, and report this with the numbers above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going back needs %1 on the disk of %2 for a copy of the database, and %3 are free. Make room there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goods were received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half as fast again as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half as fast as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harbour Lane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hostile requests are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it keeps up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it is good for; 825 when left out, which is the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long they are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many came in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many days it can be gone back; 28 when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many lines; all when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many orders the sample has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many there are; the difference is moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many threads answer; 0 for as many as there are processors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many threads answer; as many as there are processors when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to answer: text or json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to write it: csv or json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How “products” is sorted: revenue or units.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported sales are history. Restore a backup from before the import instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which a shop day begins and ends, as in Europe/Berlin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instead of a backup: bring back what was there before the last restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has been since version %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is gone from lists and from the web shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer sold. Orders and stock keep naming it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is removed from this computer and from every place, and cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leads to any moment from %1 until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was removed since: there is nothing left to take this back on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped before it began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped. Everything is as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file on this computer has changed since it was proved. Do not rely on this disk; make another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its key, a PEM file without a passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name ends in .backroom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its stock is counted for all variations together there. Here each counts its own, so it is not tracked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its stock is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its write-ahead log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep mine on top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the description within %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the description within %L1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the note within 2,000 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the reference within 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this store as it is, and compare it with a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this within %L1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key “%1” was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key “%1” was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key “%1” was taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOOK   </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest weight in grams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last restore: %1. What was there before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least weight in grams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave “%1” without saving?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less than a third as fast as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the tests that were made, and test nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of products are asked for again and again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of products are asked for that nobody asked for before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of products that somebody had asked for before; new ones, %1 a second. With %2 customers at once, 99 of 100 waited %3 ms at most, and %4 ms for new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists the shop's backups, newest first: when, why, how large, whether proved, and where they are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest of these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into the log for the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loyal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made at closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by hand or before a restore, at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made every %1 at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made every day at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made every hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made only when you ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a backup first. Then restore the last one that was right, or report this with its numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make another one, and look whether this disk is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the daily totals anew from the orders first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a backup of the shop, while it sells, and proves that it can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a certificate of the shop's own, to serve https:// with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a shop and its first owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the sheet to print that opens the shop's backups on any computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the shop…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark paid…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown: **bold**, *italic*, - a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure for a shorter time, which is less exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes past the hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monetary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money of order #%1 was given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money of this payment was given back since. Take that back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money was given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than twice as fast as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move at most %1 pieces at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move between 1 and %L1 pieces at a time, in or out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the shop from its file to PostgreSQL or back, proved row by row. The old store is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving from another system? Import a CSV file of Shopify or WooCommerce with “backroomd import products”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Much is asked of the backups already. Wait until some of it is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name at least one country it goes to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name at least one line, or leave them out for all that is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name each line once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name in import files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the lines that come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the tax class in up to 40 characters, as in standard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name with --data a folder for that backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net sales by day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New connections get the certificate from before until this is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New connections get the certificate now in “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New orders appear by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next a&amp;rea</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup is made by itself: choose when under Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change fits what is chosen above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No copy on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hostile request could be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No images yet. The first one stands in lists and in the web shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No moment can be gone back to yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more backups are copied there then. What lies there stays there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No name given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No one vouches for it: give %1 to those who are to trust it (curl --cacert), or use a certificate of an authority for a site that everybody visits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product matches these filters. Take one of them away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program has the shop open now. The database keeps %1 for when one has; received up to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row of “%1” has a title. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No test of the server was kept yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No variation of “%1” says which %2 it is. The choices are kept in its description.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody here has the e-mail address %1. “backroomd user list” shows who does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody sets another's password. Let them change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody takes the list any more, or the disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the orders fits what is chosen above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the requests fits what is chosen above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None was made yet. The first is made soon after the shop is opened or served.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None was proved yet, and one was due at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not backed up yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not one row of this file can be taken. The first that is wrong is line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not refused as it should be: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not taxed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested yet. It takes about 15 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note the refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing came from standard input. Write it there on one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be read from standard input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written in %1. Give your account the right to, or make room on that disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written to standard output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here matches “%1”. Look for less, or take the filters away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the shop can be brought back so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing sold yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was paid is left to refund.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to change: they are archived already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to send, or no address was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed here since the start. The page History has what was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored here yet, so there is nothing to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken back that could be done again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nowhere else yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: customers cannot order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On PostgreSQL: the folder that holds copies of the database and what it wrote since, best on another disk, and an encrypted one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On another computer, backups open with the words of the recovery sheet. Print it, and put it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer they lie in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On what day weekly ones are made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more disk is safer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of each day, for so many days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of each month, for so many months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of each week, for so many weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of each year, for so many years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the recovery words is mistyped. Compare them with the recovery sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One order is sent again and again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One order was sent %1 times, as a customer's phone does when the connection breaks, the last time after a restart of the server. It was taken once, and every answer was the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One order was sent %1 times. %2 answers said that it was taken, %3 of them differently, and there are %4 orders; it should be one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One should have been made by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %L1 pieces of %2 are there. Take out fewer, or allow back-orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %L1 pieces of “%2” are left: what went back on the shelf was sold since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only active products are sold in the web shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an active person with an e-mail address and without a password can be invited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an owner handles owners and managers. Ask one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only when I ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a backup file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a backup file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open files and connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open these products and save them once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenSSL could not make a certificate. See whether this computer gives random numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or write into %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 is open again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 is paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 was brought back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 was placed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order #%1 was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1 (%2) is not the sum of its lines, shipping and tax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1 is in the shop, as number %2. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1 says that %2 was kept, its payments say otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1 took %L2 pieces of %3, and %L4 are there now. Book in what is missing first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1 was paid or refunded (%2) beyond what it came to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1, line %2: what was refunded is not the sum of its refunds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1, line %2: what was shipped is not the sum of its shipments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order %1: its tax, %2, is not the sum of its rates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order numbers have a gap: %1 is missing before %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order placed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders are paid, shipped and refunded as their payments, shipments and refunds say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcel number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the order was shipped there already. The address stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed, look at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase or recovery words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment noted; %1 is still to be paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that were taken off are kept for 90 days, and this one is older.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces at or below their threshold stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces in stock now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 is used by another program. Choose another port, or end that program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions begin at 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL answers, and looks after its own files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 does not start: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 is not on this machine. Install the package postgresql-client-%2, or one that is newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program %1 of version %2 is not on this machine. Install the package postgresql-%2; a server of its own need not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump could not copy the shop: %1. Check that the database runs and that this address, user and password may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_dump was ended before it was done. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal ended: %1. It is started again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL's program pg_receivewal was ended. It is started again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prices contain tax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prints a report: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prints the API's description, OpenAPI 3.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product “%1” was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product “%1” was brought back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product “%1” was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product “%1” was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products of the kind “%1” are not known here. Make it simple or variable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products were imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products, stock, orders, customers and settings become what they were then. What came since, orders too, is no longer in the shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proving and restoring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proving the new backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a new one in the place of the one that is there, for the same hosts unless some are named. A running server takes it up by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back to what it was: %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in a sample to look around: products, customers, some weeks of orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it into a file and name that with --passphrase-file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the pieces back on the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put to the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts a backup in the place of what the shop holds, or makes a shop of it where there is none. What was there is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting the backup in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt's part for TLS with OpenSSL is missing here. Install the package libqt6network6 as a whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity times price is larger than any amount that a shop can have. Correct one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the owner's password from standard input, one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the password from standard input, one line; without it, a new person is invited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a backup to its last byte, puts its shop together on a scratch copy and compares every row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads every entry of the journal and tells whether one was changed, removed or put in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the whole store and tells what is wrong with it, and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded changes after %1 are missing or damaged (%2). The shop can be taken to moments until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery sheet saved: print it, put it away, and remove the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery sheet.pdf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery sheet: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery sheet…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery words or passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the backup of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this image?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove variant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports and imports waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the newest backup that verifies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored: “%1” as of %2, with %3 orders and %4 products.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “backroomd doctor --rebuild-totals”, which makes them anew from the orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SKU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sales of before were imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say add, list, disable, enable or password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say first where it goes: set the shipping address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in which folder with --to FOLDER, best on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say on standard error how far it is, also where that is no terminal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say on, status or off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say product, customer or order, its number, and the backup's file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say product, customer or order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what it costs; 0 is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to export: products, orders, customers or stock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to import: products FILE or sales FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say where the shop is with --data FOLDER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say where the shop's folder is to be with --data FOLDER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say where the shop's folder is with --data FOLDER: what was chosen is kept there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which report: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which shop moves with --data FOLDER, and where to with --to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who receives it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say whom you mean with --email ADDRESS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say with --data which folder is the shop's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say with --to where the backup goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say with --to which file to make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say “backroomd journal verify”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says to which moments the shop can be taken back; on PostgreSQL it is turned on and off with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search name, SKU, barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names, SKUs, numbers, people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search number, name or e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search path, address or request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searched the newest %L1 changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what would change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell in the web shop as soon as it is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send JSON, with the header “Content-Type: application/json”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send one of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the rest…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the token as “Authorization: Bearer TOKEN”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent nothing readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serve https:// with this certificate, a PEM file; a renewed one in its place is taken up by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serve https:// with this certificate; “backroomd certificate” makes one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serve with it: backroomd serve --data %1 --tls-cert %2 --tls-key %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server on, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serves the shop's API until it is told to stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set fsync and synchronous_commit of PostgreSQL to on, or a power cut may lose orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets tax and time zone; both can be changed later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of backups saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several products were changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shop sites that may call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how far it has come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign-ins waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of what the database wrote before that moment is missing or damaged in %1. Choose an earlier moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some parameters need another look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody accepted an invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed the store past the program. Compare with a backup from before entry %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed this key meanwhile. Look at it again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed this person meanwhile. Look at them again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else changed this product meanwhile. What you typed is still here and nothing was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else has the e-mail address %1 now. Change that first, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody has this e-mail address already. Choose another, or find that person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody signed up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was brought back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was erased at their wish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was invited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody’s sessions were ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else lies in %1. Choose a folder that is empty or new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the program. The log says what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the server to read the description of every call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays as it is once you sell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to pay, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock is counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock of “%1” was moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock was counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock was moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage and folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sums of orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back by entry %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes back entry %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes products or a sales history from a file. The same file twice changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax “%1” was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax “%1” was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax “%1” was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taxed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell more on standard error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell on standard error how far it has come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tells what a backup holds beside what the shop holds now: what came, changed and is gone since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test again when this computer is quiet. If it stays so, report it with both versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test my server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tested last %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tests the server on a copy of the shop: how fast it is, whether the last piece is sold once, what hostile requests do. The shop goes on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is too much at once. Wait as long as Retry-After says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PDF to make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SKU “%1” stands in the file twice. Give every variant its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address to listen on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address to listen on; 127.0.0.1 when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup cannot be unpacked to %1: %2. Make room and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup does not say what is in it. Use another, and tell us about this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup holds no such customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup holds no such order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup holds no such product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup holds something that this Backroom does not know. Install the newest version to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup is not what it says it is: %1. Use another, and tell us about this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup is whole: everything in it was counted again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup's rows cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backups' key cannot be kept in %1. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backups' key in %1 cannot be read. Put back the file, or type the words of the recovery sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The body is an object, as in {"name": …}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The books are looked through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cart is empty. Put something into it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate in “%1” is good from %2 on. Check the clock of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate in “%1” ran out on %2. Renew it, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compressed file ends too early. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compressed file is damaged. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the database in %1 could not be taken to that moment: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the database in %1 is damaged. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the shop cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the shop needs %1 on the disk of %2, and %3 are free. Make room there, and test again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the shop needs a schema of its own, which this database's user may not make. Let the database's administrator run: GRANT CREATE ON DATABASE "%1" TO "%2"</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer sees it. It may stay empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database at %1 does not answer: %2. Check that it runs and that its address, user and password are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet, so some moments are missing. The time machine begins anew when a program of the shop runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database did not keep what was not received yet. The time machine begins anew when the shop's program runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database has too few places for followers. Have its administrator run: ALTER SYSTEM SET max_wal_senders = %1; and start the server anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database has too few replication slots. Have its administrator run: ALTER SYSTEM SET max_replication_slots = %1; and start the server anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1, and %2 on this machine is of version %3, which is too old for it. Install the package postgresql-client-%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is PostgreSQL %1; the time machine needs %2 or newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is a standby of another. Use the address of the one that it follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database keeps its log for the time machine of this shop. Turn that off first: backroomd timemachine off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database lets nobody follow it from here. Have its administrator add this line to pg_hba.conf: %1 and then run: SELECT pg_reload_conf();</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database writes too little into its log (wal_level is %1). Have its administrator run: ALTER SYSTEM SET wal_level = 'replica'; and start the server anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database's server keeps tables in tablespaces of their own, which the time machine cannot follow. Have its administrator move them to pg_default, or use backups alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day after the last, as in 2011-02-01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk did not keep %1. Check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be written: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file to make; one in the shop's folder “backups” when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first day, as in 2011-01-01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first one is made in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first one is made on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first one is made today at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first one is made tomorrow at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first owner signs in with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first owner's name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first row of “%1” has no title. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be made or written. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Choose another, or give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 does not know this shop, as when its disk is not plugged in. Plug it in; or remove the place and add it again, if this is a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 is not there. Connect its disk or the network; what it lacks is then copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 is not there. Plug in its disk or connect to its share; it is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 may not be written. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder that holds everything of the shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The handle is missing. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image %1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image %1 in the backup is not the one that the shop showed. Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image could not be kept: %1. Make room in the data folder and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was stopped before its end; what went in stays. Import the same file again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invitation, shown only this once: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invoice number is missing. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal has no such entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is whole: %1 entries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal was cut: %1 entries are missing at its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal's end mark does not fit its last entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal's end mark is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kept answer cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in “%1” does not belong to the certificate in “%2”. Give the two that were issued together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in “%1” is locked with a passphrase. Save it without one, in a file that only this account may read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in “%1” is of a kind that this server does not use. Have one made for the curve P-256, or RSA with at least 2,048 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key itself was never kept. Make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this backup is not on this computer. The words of its recovery sheet open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest weight lies below the smallest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last %1 pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last backup failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last backup was put together on a spare copy and everything in it was counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list could not be written to its end. Make room, then export again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of backups is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The moment, roughly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The moment, to the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The month after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The month before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is missing. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a new person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new store: an empty PostgreSQL database, or “sqlite” for the file in the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest backup that can be relied on is of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest copy of the database is of %1; a new one is made every %2 days, and %3 days are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest copy of the database is older than it should be. The log of the shop's program says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest proved backup is never removed, and none is while the last one failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest proved backup is of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest that was proved is of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest that was proved is of %1; another was due at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next one is made in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next one is made on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next one is made today at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next one is made tomorrow at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old store, %1, was left as it is; nothing uses it any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one currency of the shop, as in EUR. It cannot be changed later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is cancelled already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is cancelled: nothing is to be paid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is cancelled: nothing of it is shipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is not cancelled any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is on its way already. Ask the shop about sending it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is paid already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is paid in part only. Take the rest first, or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order was cancelled since: its payments stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order was changed meanwhile. Look at it again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order was paid and shipped. Refund it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order with the inner number %1 (%2) has no number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order's state does not allow this any more. Look at it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The owner's password is read from standard input: say so with --owner-password-stdin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase file %1 cannot be read. Check its name and your account's rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase is empty. Choose a few words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase is not the one of this backup. The file itself is whole at its beginning; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase that it was made with, or the words of the recovery sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is read from standard input: say so with --password-stdin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password of before is not kept. Set a new one instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place's path cannot be used. Choose a shorter one without line breaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan of backups was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port to listen on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port to listen on; 8080 when left out, 0 for any that is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price is missing. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product is archived already, and has a history: it stays there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The products could not be fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The products' search index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quotation mark opened on line %1 is never closed. Add the missing one, then import the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range ends before it begins. Its last day is the one before “to”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorded changes in %1 are damaged. Choose an earlier moment, or use the copy in another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery sheet is %1. Print it, put it away, and remove the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be written to its end. Make room, then ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reports' daily totals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reports' daily totals differ from the orders on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role %1 may not follow the database. Have its administrator run: ALTER ROLE %2 REPLICATION;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The room it takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has %1 columns instead of %2. Put texts with separators into quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has %1 of %2 columns. Complete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row on line %1 is too large. A field can have up to 1 MiB; shorten it, then import the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows in %1 are not those of the old store. The shop is still in the old one; check this disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows in the new store are not those of the old one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows in this backup do not read as a shop's. Use another backup, or a newer Backroom if that made it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sale price has dates, which are not kept here. The regular price is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same and more can stand in config.ini in the shop's folder, under the title [server]; what is typed beats it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample shop's owner signs in as %1 with the password %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The schema %1 cannot be used: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sending of order #%1 was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server could not be tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server of a Backroom shop without a window, and what its administrator types.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server of this shop is being tested already. Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server was tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings were changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings were changed meanwhile. Look at them again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shipping method was changed meanwhile. Look at it again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop as it was at this moment, as in 2026-11-20T09:30:00Z: from the newest backup before it, in the folder named or in the shop's own, and the changes recorded since; on PostgreSQL out of the time machine's folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop as it was when the backup was made: on a new computer, or after a disk was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop has an order %1. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop is as it was in the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop is copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop itself has an order with the number %1. Give the invoice another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop's file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop's file cannot be set aside in %1. Give your account the right to write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop's file could not be opened and was set aside: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop's file was changed by another program before %1 (%2), so what was recorded does not lead to this moment. Choose an earlier one, or the next backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock code is missing. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock is %1 and the sum of its movements %2; both should be 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock is below 0 there. It begins with 0 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock of %1 is %2, though it is not sold on back-order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock of %1 is %2, which is not the sum of its movements.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store went away while the list was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table %1 is not in the other store as it is in this one. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tax rate was changed meanwhile. Look at it again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test was stopped. Nothing is left of the copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine in %1 reaches no moment yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is not on yet. It is once “backroomd serve” or the console has the shop open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is off already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is off, and the database keeps nothing for it any more. What is in %1 stays: “backroomd restore %1 --at TIME” leads to its moments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is off. “backroomd timemachine on --to FOLDER” turns it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is on already, in %1. Turn it off first to change that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is on, in %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is on, in %1. A first copy of the database was made there and proved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine is on: every change is kept, encrypted, in %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine of a shop in a file is on by itself, in the shop's folder “backups”, and nothing needs to be set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine of this shop is off. “backroomd timemachine on” turns it on from then; until then only backups are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine reaches every moment %1. Choose one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time machine's folder %1 is not there. Bring the disk back; until then the database keeps what it writes on its own disk, which fills up in the long run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tree is %1 levels deep at the most. Choose a higher place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variation “%1” is switched off there, so it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version is the same: look what else this computer does, and test again when it is quiet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words of the recovery sheet, in their order. Leave it empty on the computer that made the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no categories yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are tables in the database that are not the shop's. Give the shop a database or a schema of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a certificate in “%1” already, and it was left as it is. Put a new one in its place with --renew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file %1 already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a rate for this class there already. Change that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a shop in %1 already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a shop in %1 already. Give this one an empty database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a shop in this place already. Open it, or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a shop's file already: %1. Move it to another folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup from before %1. Choose a later moment, or a folder with older backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup to go back to yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup yet. “backroomd backup” makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no certificate in “%1”. It is text that begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1. Check its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file “%1”. Check its name and folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder %1. Check its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder %1. Plug in the disk, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder “%1”. Make a shop with “backroomd init” first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no private key in “%1”. It is text that begins with “-----BEGIN PRIVATE KEY-----”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no report “%1”. There are: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for %1 at “%2”. Make room there, or keep fewer backups; it is safe on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for %1. Make room there, or keep fewer backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left for %1. Make room there; it is then gone on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room on the disk for this file. Make room, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop in %1. Open another folder, or make a shop there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop in this database. Make one with “backroomd init”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop in this place yet. Make one with “backroomd init”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop in this store yet. Make one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such backup any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such cart. It may have expired; start a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such field here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such key. It may have been removed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such line in this cart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such parameter here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such person here. They may have been removed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such scope. These there are: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such shipping method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such tax rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such variant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no variable product “%1” in the file that could be taken. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way back from this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough left of what is in the cart. Take less of it, or take it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to check a password right now. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to try the passphrase. Close other programs and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing here under this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to bring back: this shop was not restored, or that was too long ago.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is room for %1 places, each with a number of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>There were too many wrong passwords. Try again in %n seconds.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>These lines come to more than is left of the payment. Give an amount with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These words do not open this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are back as they were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are made while the shop is open or served. Let it run, or make one with “backroomd backup”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are what the orders say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ from the orders on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They have failed since %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They have used the shop since. Disable them instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Idempotency-Key was used with another body. Use a new key for a new call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account also asks for the six digits of your authenticator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address knows other methods: see the header Allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup has a passphrase: it opens with that, and with nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup is later than that moment. Choose one from before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup is locked, and its key is not on this computer. Type the passphrase that it was made with, or the words of its recovery sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cart was ordered already. Start a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cart would cost more than one order can. Take less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This category was changed meanwhile. Look at it again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cursor does not belong to this list. Begin again without “after”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer has open orders. Fulfil or cancel them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer was erased at their own wish, and does not come back out of a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This database belongs to another program. Give the shop an empty database of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not ship there, or not these goods. Choose one of the cart's shipping options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This e-mail address is too long. It can have up to 254 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file could not be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has the columns of another kind (%1). Choose that kind, or leave the choice to the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is being imported elsewhere at the same time. Wait until that import has ended, then import the file again: it goes on where the other one stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and products below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is empty. Choose one with a header line and sales below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is in UTF-16. Save it as CSV in UTF-8, then import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This has %1 characters at least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This has %1 characters at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This has %1 entries at the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This has a character that no text has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image cannot be read: the file is damaged. Export it again from where it came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image has more than 50 million pixels. Make it smaller and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation was used or is over. Ask the shop for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a backup of another shop, “%1”. Restore it into a folder of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a time as in 2026-11-20T09:30:00.000Z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a whole number from 0 to %L1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an id, as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is for people who signed in, not for API keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is for people. A key has no sessions: sign in instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is more than is left to pay. Give that, or leave the amount out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no PNG, JPEG or WebP image. Save it as one of these and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no amount of money. Type it as in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no amount. Write it as in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no e-mail address. Write it as in name@example.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no line of the order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no product file that is known here: its first line is neither that of a Shopify or WooCommerce product export nor of Backroom's own (handle, title, sku, price, …).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no sales history: its first line must name InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no text file. Export it as CSV, then import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no whole number. Type digits only, as in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is none of the option's values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not JSON: %1 at byte %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not for sale. Choose a variant of a published product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not undone from here. The page Backups has the ways back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not your current password. Type it once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is one of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the newest backup that was proved. Make another one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the shop's last owner. Make somebody else an owner first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is true or false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is not the one of this backup. Use the recovery sheet of the shop that it was made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list has %1 to %2 items.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase does not open this backup. Look at capitals and spaces, and type it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This password is among the first that anybody would try. Use a longer or rarer one, such as four unrelated words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This password is too long. It can have up to 128 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This password is too short. It needs at least 8 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person has no e-mail address to sign in with. Give them one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person signs in with the e-mail address. Give another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This price is larger than any that a shop can have. Correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product has no option of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product has no such image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product has no such variant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product was changed meanwhile. Look at it again, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product was removed meanwhile. What you typed is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This range has too many periods. Choose a shorter range or a longer interval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has no folder of its own to keep backups in. Start it with --data FOLDER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop does not go by the name in the address. If it should, its owner adds the name to allowed_hosts in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop has an owner already. Let them make others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop has no owner yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is being made at the moment (process %1). Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is being restored already. Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is being taken back already. Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is moving to another store at the moment (process %1). Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is open already in a server (process %1). Stop it there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is open already in another program. Close it there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop is open already in the console (process %1). Close it there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop sells in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop was last opened by a newer Backroom. Install that version, or a later one; the shop was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop was made by a Backroom that this one does not know. Install the version that opened it last; the shop was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop was opened by an older Backroom last, and is backed up before this one changes it. That could not be done, and the shop was left as it was: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stands here twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is too long. Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This token does not hold, or no longer. Sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user may not open port %1. Choose a port from 1024 upwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This variant is named twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was changed again since: %1. Take the later change back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was done by an older version, which did not keep enough to take it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was taken back already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was the person’s own doing. Disable them instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times a worker stood still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are the shop's</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To any moment of the last days it can be gone back, so many of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To change one, write its name at the right into the section [server] of %1, as in “idle_seconds=60”, and stop and start the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To restore: install Backroom, choose “From a backup” when it starts for the first time, pick the file (its name ends in .backroom; keep the folder “images” beside it), and type the words in their order, or read the code with a camera. Capital letters do not matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To which moment?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many are asking for this at the same moment. Try again shortly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many people are signing in right now. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried again at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried again in a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries on a copy of the shop what customers and others do: how fast it answers, whether the last piece is sold once, what hostile requests do. The shop goes on selling meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice as fast as %1 (version %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type how many pieces, as in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the passphrase, or the words of the recovery sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpacking the backup needs more than %1 on the disk of %2, and %3 are free. Make room there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: backroomd %1 %2[options]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: backroomd COMMAND [options]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most 100 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most 2,000 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most 200 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most 500 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use one line of plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this PostgreSQL database instead of the file in the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WRONG </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Backroom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What PostgreSQL's programs write into the folder holds all databases of that server and is not encrypted, other than backups: keep it on an encrypted disk that nobody else may read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a line of “sales” covers: day, week or month.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a new person may: owner, manager, staff, viewer or customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a person made or a restore put aside is kept for so many days at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What customers order through your shop site or app stands here the moment it is placed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What entry %1 says was changed after it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What goes back of order #%1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is sent of order #%1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written to logs/backroom.log and to standard error, and whatever is graver: debug, info, warning or error. When left out, info to the file and warning to standard error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it came to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What kind of file it is; told by its header when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What kind of place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What people know it by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the database holds is not what was put in (%1). Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the database wrote has been received until %1 only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the limits are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the recorded changes lead to is no whole shop (%1). Choose an earlier moment, or the next backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the shop is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the shop sells stands here, with pictures, prices and what is in stock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the variants differ in, with commas between: Size, Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this changed was erased from the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to begin with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was chosen about backups cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was committed last could not be asked for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was committed last has not arrived in the time machine's folder yet. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was copied to %1 reads back differently. Its disk or connection is not to be relied on; use another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was not sent goes back on the shelf, and %1 is noted as given back: hand it back yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was ordered goes back on the shelf. This cannot be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was paid for order #%1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was personal is gone for good. A backup may still hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was sent came back since. Take that back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was sent to %1 reads back differently. It is sent again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was there before is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was there before is kept in %1; “backroomd restore --undo” brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was turned away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you call it: “USB stick”, “Shop NAS”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you changed here is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What “%1” has of %2 is not what was proved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When backups are made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When backups are made by themselves and where they are kept stands under the title [backups]:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where backups are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where else are backups kept?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where shop sites and apps reach this shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the shop is, as in DE. Tax, time zone and delivery begin with what is usual there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether callers are slowed who ask for too much: on or off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether one is made when the program ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which changes are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which orders are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which requests are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While it is off, shop sites and apps get no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While neither does, the database keeps it on its own disk until one is opened again. Turn the time machine off before the shop rests for long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While “backroomd serve” or the console has the shop open, what the database writes is taken along, and “backroomd restore --at TIME” leads to any moment from %1 on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who works in the shop: makes people, lists them, shuts them out, gives them a new password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole and proved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom you mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --undo no backup is named: it is the one made before the last restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a minus when there are fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With commas between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With products, stock and some weeks of orders. Throw it away whenever you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With tax, as the customer pays it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the first order, sales day by day and what sells best stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the first request of a shop site or an app, how many come in, how fast they are answered and what was turned away stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the program rclone installed, cloud storage can be chosen as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With these words and a file of a backup this shop can be restored on any computer. Without them a backup cannot be opened if this computer is lost. Keep the sheet where you keep deeds and passports, and not beside the backups: whoever has both has the shop's data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a data folder none are kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would make %1 products and change %2; %3 stay as they are, %4 refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would take %1 lines: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a host as shop.example, without https://, port, path or asterisk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write an origin as https://shop.example, without a path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write money as {"amount": 1999, "currency": "%1"}, in the currency's smallest unit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the moment as in 2026-11-20T09:30:00Z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the rate as a decimal from 0 to 1, as in 0.19.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the rows that could not be taken into this file, to mend and import again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes a list to standard output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: %1. Proved: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong or not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go back to any second since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>You can go back to each of %n backups since %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>You can go back to it at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have 50 addresses here. Remove one before you add another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have no password here to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have no such address. It may have been removed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have no such session. It may be over already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account may not do this. Ask the shop's owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own number of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a request that hides another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a request whose beginning does not end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a row of %1 that belongs to nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>at takes a time of day like 03:00, not “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes that are no request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>how a day is written</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>how a day is written</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data nested a hundred thousand deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>down %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encrypted with TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>every backup for a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every backup for an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder takes the whole path of a folder, from “/” on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds, look at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hundredths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>invited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its journal ends elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its store is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line_kib is more than head_kib, but a request line is part of the head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not encrypted: for this computer, or behind a proxy that has TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing asked that is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok    </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok     </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>one a day for %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>one a day for a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>one a month for %n months</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>one a month for a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>one a week for %n weeks</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>one a week for a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>one a year for %n years</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>one a year for a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one that announces ten gigabytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one that asks for this computer's files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one that is meant for another site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one that is sent a letter at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other rows came out than went in (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since the start, answered within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slot takes up to 63 small letters, digits and “_”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken %1 times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they do not balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tls_certificate and tls_key need each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be had</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1, lists %2, orders %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” as of %2: %3 orders, %4 products, %5 images. Made by Backroom %6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be read. Check that it is there and that this account may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2. Check who may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be written. See whether there is room on the disk and your account may write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot stand in an address. Write the handle with a to z, 0 to 9 and hyphens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not say where the folder lies. Give its whole path, from “/” on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has moved to %2: %3 rows in %4 tables, and %5 image files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no place here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no price. Add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no variation that can be taken. Add one with a price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has the options %2 twice. Remove one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has this SKU already. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a download there. Its files are not taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a folder. Name the file inside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a gift card there. It is taken as a plain product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a group of other products and has no price of its own. It is taken as a draft, without its members.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a place already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is hidden from the catalogue there, so it is a draft here. Publish it when it should be seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is neither a name nor an address of a computer. Write it as in shop.example.com or 192.168.1.20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no date and time. Write it as in 2010-12-01 08:26:00 or, month first, 12/1/2010 8:26.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no day. Write it as in 2011-01-31.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no longer a place for backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no number of a product or customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no place that rclone knows. Write it as REMOTE:FOLDER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no price. Write it with a point and at most %2 digits behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no status. Write draft, published or archived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no time. Write it as in 2026-11-20T09:30:00.000Z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no web address, so this image is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no weight. Write it as in 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no whole number. Correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no whole number. Write it as in 12 or -12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a number. Write it with a point, as in 12.50.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not an address of this computer. Use 127.0.0.1 for this computer alone, or 0.0.0.0 for the whole network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not the address of a PostgreSQL database. Write it as postgresql://user@host:5432/database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is sold elsewhere. It is taken as a draft; the address stands in its description.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” stands in the file twice. Give one of them another handle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“backroomd %1 --help” shows what it takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“backroomd --help” lists the commands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“backroomd COMMAND --help” tells more. Exit status: 0 done, 1 failed, 2 wrong usage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“backroomd doctor” tells whether the shop itself has this fault, and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“backroomd timemachine status” tells more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
