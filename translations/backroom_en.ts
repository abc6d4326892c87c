<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>backroom</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n minutes left</source>
        <translation>
            <numerusform>%1, %n minute left</numerusform>
            <numerusform>%1, %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n seconds left</source>
        <translation>
            <numerusform>%1, %n second left</numerusform>
            <numerusform>%1, %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation>
            <numerusform>%1, %n waiting</numerusform>
            <numerusform>%1, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %Ln were changed again since and stay as they are.</source>
        <translation>
            <numerusform>%1. %Ln was changed again since and stays as it is.</numerusform>
            <numerusform>%1. %Ln were changed again since and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln pieces are there now</source>
        <translation>
            <numerusform>%1: %Ln piece is there now</numerusform>
            <numerusform>%1: %Ln pieces are there now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories</source>
        <translation>
            <numerusform>%Ln category</numerusform>
            <numerusform>%Ln categories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories were made.</source>
        <translation>
            <numerusform>%Ln category was made.</numerusform>
            <numerusform>%Ln categories were made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln categories will be made.</source>
        <translation>
            <numerusform>%Ln category will be made.</numerusform>
            <numerusform>%Ln categories will be made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be</source>
        <comment>images brought</comment>
        <translation>
            <numerusform>%Ln could not be</numerusform>
            <numerusform>%Ln could not be</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln did not come the last time</source>
        <comment>images</comment>
        <translation>
            <numerusform>%Ln did not come the last time</numerusform>
            <numerusform>%Ln did not come the last time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are still on another website, as an import left them.</source>
        <translation>
            <numerusform>%Ln image is still on another website, as an import left it.</numerusform>
            <numerusform>%Ln images are still on another website, as an import left them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images could not be brought</source>
        <translation>
            <numerusform>%Ln image could not be brought</numerusform>
            <numerusform>%Ln images could not be brought</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were brought</source>
        <translation>
            <numerusform>%Ln image was brought</numerusform>
            <numerusform>%Ln images were brought</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in stock</source>
        <translation>
            <numerusform>%Ln in stock</numerusform>
            <numerusform>%Ln in stock</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kinds of pieces</source>
        <translation>
            <numerusform>%Ln kind of piece</numerusform>
            <numerusform>%Ln kinds of pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln label</numerusform>
            <numerusform>%Ln labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines were saved in %1</source>
        <translation>
            <numerusform>%Ln line was saved in %1</numerusform>
            <numerusform>%Ln lines were saved in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln movements</source>
        <translation>
            <numerusform>%Ln movement</numerusform>
            <numerusform>%Ln movements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces</source>
        <translation>
            <numerusform>%Ln piece</numerusform>
            <numerusform>%Ln pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces are there now</source>
        <translation>
            <numerusform>%Ln piece is there now</numerusform>
            <numerusform>%Ln pieces are there now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces came in and are on the shelf</source>
        <translation>
            <numerusform>%Ln piece came in and is on the shelf</numerusform>
            <numerusform>%Ln pieces came in and are on the shelf</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stay as they are.</source>
        <translation>
            <numerusform>%Ln product stays as it is.</numerusform>
            <numerusform>%Ln products stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products stayed as they were.</source>
        <translation>
            <numerusform>%Ln product stayed as it was.</numerusform>
            <numerusform>%Ln products stayed as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were added.</source>
        <translation>
            <numerusform>%Ln product was added.</numerusform>
            <numerusform>%Ln products were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were archived</source>
        <translation>
            <numerusform>%Ln product was archived</numerusform>
            <numerusform>%Ln products were archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed</source>
        <translation>
            <numerusform>%Ln product was changed</numerusform>
            <numerusform>%Ln products were changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed, others not. %1</source>
        <translation>
            <numerusform>%Ln product was changed, others not. %1</numerusform>
            <numerusform>%Ln products were changed, others not. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were changed.</source>
        <translation>
            <numerusform>%Ln product was changed.</numerusform>
            <numerusform>%Ln products were changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were exported</source>
        <translation>
            <numerusform>%Ln product was exported</numerusform>
            <numerusform>%Ln products were exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products were imported</source>
        <translation>
            <numerusform>%Ln product was imported</numerusform>
            <numerusform>%Ln products were imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be added.</source>
        <translation>
            <numerusform>%Ln product will be added.</numerusform>
            <numerusform>%Ln products will be added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products will be changed.</source>
        <translation>
            <numerusform>%Ln product will be changed.</numerusform>
            <numerusform>%Ln products will be changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken.</source>
        <translation>
            <numerusform>%Ln row cannot be taken.</numerusform>
            <numerusform>%Ln rows cannot be taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be taken; the rest can.</source>
        <translation>
            <numerusform>%Ln row cannot be taken; the rest can.</numerusform>
            <numerusform>%Ln rows cannot be taken; the rest can.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were not taken.</source>
        <translation>
            <numerusform>%Ln row was not taken.</numerusform>
            <numerusform>%Ln rows were not taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <comment>orders</comment>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sheets</source>
        <translation>
            <numerusform>%Ln sheet</numerusform>
            <numerusform>%Ln sheets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>%Ln shown</numerusform>
            <numerusform>%Ln shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there</source>
        <translation>
            <numerusform>%Ln there</numerusform>
            <numerusform>%Ln there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants</source>
        <translation>
            <numerusform>%Ln variant</numerusform>
            <numerusform>%Ln variants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variants are low or sold out.</source>
        <translation>
            <numerusform>%Ln variant is low or sold out.</numerusform>
            <numerusform>%Ln variants are low or sold out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fields need another look.</source>
        <translation>
            <numerusform>%n field needs another look.</numerusform>
            <numerusform>%n fields need another look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images are nowhere to be found, and the shop goes without them.</source>
        <translation>
            <numerusform>%n image is nowhere to be found, and the shop goes without it.</numerusform>
            <numerusform>%n images are nowhere to be found, and the shop goes without them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the shop</source>
        <translation>
            <numerusform>%n in the shop</numerusform>
            <numerusform>%n in the shop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds in the last 30 days</source>
        <translation>
            <numerusform>%n kind in the last 30 days</numerusform>
            <numerusform>%n kinds in the last 30 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines of this sale are taken away, and what was typed beside them.</source>
        <translation>
            <numerusform>One line of this sale is taken away, and what was typed beside it.</numerusform>
            <numerusform>%n lines of this sale are taken away, and what was typed beside them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n new order</numerusform>
            <numerusform>%n new orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them failed</source>
        <translation>
            <numerusform>%n of them failed</numerusform>
            <numerusform>%n of them failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on the web</source>
        <translation>
            <numerusform>%n on the web</numerusform>
            <numerusform>%n on the web</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests in the last 30 days</source>
        <translation>
            <numerusform>%n request in the last 30 days</numerusform>
            <numerusform>%n requests in the last 30 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows to look at</source>
        <translation>
            <numerusform>%n row to look at</numerusform>
            <numerusform>%n rows to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n s left</numerusform>
            <numerusform>%n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions ended</source>
        <translation>
            <numerusform>%n session ended</numerusform>
            <numerusform>%n sessions ended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are wrong with this shop. Do what is advised beside each.</source>
        <translation>
            <numerusform>%n thing is wrong with this shop. Do what is advised beside it.</numerusform>
            <numerusform>%n things are wrong with this shop. Do what is advised beside each.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bring the %Ln images into the shop too</source>
        <translation>
            <numerusform>Bring the image into the shop too</numerusform>
            <numerusform>Bring the %Ln images into the shop too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions</source>
        <translation>
            <numerusform>End %n session</numerusform>
            <numerusform>End %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n sessions of %1?</source>
        <translation>
            <numerusform>End %n session of %1?</numerusform>
            <numerusform>End %n sessions of %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln products</source>
        <translation>
            <numerusform>Export %Ln product</numerusform>
            <numerusform>Export %Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln products</source>
        <translation>
            <numerusform>Import %Ln product</numerusform>
            <numerusform>Import %Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n days</source>
        <translation>
            <numerusform>In %n day</numerusform>
            <numerusform>In %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On, %n recovery codes left</source>
        <translation>
            <numerusform>On, %n recovery code left</numerusform>
            <numerusform>On, %n recovery codes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Print %Ln orders</source>
        <translation>
            <numerusform>Print %Ln order</numerusform>
            <numerusform>Print %Ln orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln images</source>
        <translation>
            <numerusform>Stopped after %Ln image</numerusform>
            <numerusform>Stopped after %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %Ln products</source>
        <translation>
            <numerusform>Stopped after %Ln product</numerusform>
            <numerusform>Stopped after %Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The count was saved; %Ln levels were put right</source>
        <translation>
            <numerusform>The count was saved; %Ln level was put right</numerusform>
            <numerusform>The count was saved; %Ln levels were put right</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows; there are more. Narrow it down with WHERE.</source>
        <translation>
            <numerusform>The first row; there are more. Narrow it down with WHERE.</numerusform>
            <numerusform>The first %n rows; there are more. Narrow it down with WHERE.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There were too many wrong passwords. Try again in %n seconds.</source>
        <translation>
            <numerusform>There were too many wrong passwords. Try again in %n second.</numerusform>
            <numerusform>There were too many wrong passwords. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can go back to each of %n backups since %1.</source>
        <translation>
            <numerusform>You can go back to the one backup since %1.</numerusform>
            <numerusform>You can go back to each of %n backups since %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n days</source>
        <translation>
            <numerusform>every backup for %n day</numerusform>
            <numerusform>every backup for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every backup for %n hours</source>
        <translation>
            <numerusform>every backup for %n hour</numerusform>
            <numerusform>every backup for %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one a day for %n days</source>
        <translation>
            <numerusform>one a day for %n day</numerusform>
            <numerusform>one a day for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one a month for %n months</source>
        <translation>
            <numerusform>one a month for %n month</numerusform>
            <numerusform>one a month for %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one a week for %n weeks</source>
        <translation>
            <numerusform>one a week for %n week</numerusform>
            <numerusform>one a week for %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one a year for %n years</source>
        <translation>
            <numerusform>one a year for %n year</numerusform>
            <numerusform>one a year for %n years</numerusform>
        </translation>
    </message>
</context>
</TS>
