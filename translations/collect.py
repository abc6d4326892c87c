#!/usr/bin/env python3
"""Brings translations/*.ts up to date with the sources: ./dev translate calls it, ./dev check with --check.

lupdate finds the texts; all of them are kept in one context, as the programs look them up by their words alone (see
ui/shell/translations.h): one word, one translation, whichever file says it. Where one English word needs two, the
source says which one it means: tr("Open", "an order"). Texts that are no longer in the sources go.
"""
import glob
import os
import subprocess
import sys
import xml.etree.ElementTree as xml
from xml.sax.saxutils import escape

FORMS = {"en": 2, "de": 2, "fr": 2, "es": 2}
PLACES = ["app", "server", "ui"]


def found_in_sources():
    """{(source, comment): has plural forms} of everything that is said."""
    os.makedirs("build/translations", exist_ok=True)
    fresh = "build/translations/fresh.ts"
    if os.path.exists(fresh):
        os.remove(fresh)
    subprocess.run([os.environ.get("LUPDATE", "/usr/lib/qt6/bin/lupdate"), "-silent", "-locations", "none", *PLACES, "-ts", fresh],
                   check=True, stderr=subprocess.DEVNULL)
    texts = {}
    for message in xml.parse(fresh).iter("message"):
        source = message.findtext("source")
        key = (source, message.findtext("comment") or "")
        texts[key] = texts.get(key, False) or "%n" in source or "%Ln" in source
    return texts


def translated(path):
    """{(source, comment): translation, or the list of its forms}, of those that are finished."""
    known = {}
    if not os.path.exists(path):
        return known
    for message in xml.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type"):
            continue
        key = (message.findtext("source"), message.findtext("comment") or "")
        forms = [form.text or "" for form in translation.iter("numerusform")]
        known[key] = forms or translation.text or ""
    return known


def write(path, language, texts, known):
    """How many are not translated."""
    missing = 0
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", f'<TS version="2.1" language="{language}">',
             "<context>", "    <name>backroom</name>"]
    for (source, comment), plural in sorted(texts.items()):
        # English is only asked for its plurals.
        if language == "en" and not plural:
            continue
        translation = known.get((source, comment))
        whole = all(translation) and len(translation) == FORMS[language] if isinstance(translation, list) else bool(translation)
        if isinstance(translation, list) != plural or not whole:
            translation = [""] * FORMS[language] if plural else ""
            whole = False
        missing += not whole
        lines.append('    <message numerus="yes">' if plural else "    <message>")
        lines.append(f"        <source>{escape(source)}</source>")
        if comment:
            lines.append(f"        <comment>{escape(comment)}</comment>")
        mark = "" if whole else ' type="unfinished"'
        if plural:
            lines.append(f"        <translation{mark}>")
            lines += [f"            <numerusform>{escape(form)}</numerusform>" for form in translation]
            lines.append("        </translation>")
        else:
            lines.append(f"        <translation{mark}>{escape(translation)}</translation>")
        lines.append("    </message>")
    lines += ["</context>", "</TS>", ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return missing


def places(text):
    """What is put into a text, which a translation may order otherwise but not lose."""
    return sorted(part for part in ["%1", "%2", "%3", "%4", "%5", "%L1", "%L2", "%L3"] if part in text)


def main():
    check = "--check" in sys.argv
    texts = found_in_sources()
    wrong = False
    for language in FORMS:
        path = f"translations/backroom_{language}.ts"
        known = translated(path)
        target = f"build/translations/backroom_{language}.ts" if check else path
        missing = write(target, language, texts, known)
        if missing:
            print(f"{path}: {missing} texts are not translated")
            wrong = True
        for (source, _), translation in known.items():
            for form in translation if isinstance(translation, list) else [translation]:
                if places(form.replace("%L", "%")) != places(source.replace("%L", "%")):
                    print(f"{path}: “{form}” does not hold what “{source}” does")
                    wrong = True
        if check and not (os.path.exists(path) and open(path, encoding="utf-8").read() == open(target, encoding="utf-8").read()):
            print(f"{path}: out of date. Run ./dev translate and translate what is new.")
            wrong = True
    return 1 if wrong and check else 0


if __name__ == "__main__":
    sys.exit(main())
