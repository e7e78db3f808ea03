#!/usr/bin/env python3
"""Keeps the catalogues of the site's texts: `write` brings them up to the sources, `check` says what is wrong.

Python and Babel are all it needs. With --unfinished the check lets pass what is not translated yet.
"""

import argparse
import ast
import io
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import django
import import_export
import simple_history
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
# How many plural forms a language has, and which of them a number takes; English is the language of the sources.
PLURAL_FORMS = {
    "az": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "tr": "nplurals=2; plural=(n > 1);",
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"))
KEYWORDS |= dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
KEYWORDS |= dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2))
KEYWORDS |= dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3))
# Texts of other packages that staff see, and that have no translation there in one of the languages.
BORROWED = {
    "simple_history": [
        "Created",
        "Changed",
        "Deleted",
        "Revert",
        "Revert %s",
        "Revert %(verbose_name)s",
        "View %s",
        "View %(verbose_name)s",
        "View history: %s",
        "Change history: %s",
        "Choose a date from the list below to revert to a previous version of this object.",
        "This object doesn't have a change history.",
        "Press the 'Revert' button below to revert to this version of the object.",
        'The %(name)s "%(obj)s" was changed successfully.',
        "You may edit it again below",
    ],
    "import_export": [
        "Export",
        "Format",
        "Resource",
        "Select all",
        "Submit",
        "This exporter will export the following fields: ",
        'Select at least 1 field for "%(resource_name)s" to export',
        "Export selected %(verbose_name_plural)s",
        ("Export %(len)s selected item.", "Export %(len)s selected items."),
    ],
}
DJANGO = [Path(django.__file__).parent / part for part in ("conf", "contrib/admin", "contrib/auth")]
OTHERS = [Path(package.__file__).parent for package in (simple_history, import_export)]
PLACEHOLDER = re.compile(r"%\(\w+\)[-+#0 ]*[\d.]*[a-z]|%[-+#0 ]*[\d.]*[a-z%]|\{\w*\}|</?\w+")


def source_files(root):
    """Return the files whose texts people read, in a fixed order."""
    found = [path for folder in ("config", "partnerships") for path in (root / folder).rglob("*.py")]
    found += [path for pattern in ("*.html", "*.txt") for path in (root / "templates").rglob(pattern)]
    return sorted(path for path in found if "migrations" not in path.parts)


def texts_of(path):
    """Return the texts of a file that are to be translated: (line, message, comments, context)."""
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        code = "\n".join(line.strip() for line in templatize(code).splitlines())
    return extract("python", io.BytesIO(code.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})


def collected(root):
    """Return a catalogue without translations of every text in the sources."""
    catalogue = Catalog()
    for path in source_files(root):
        for _line, message, comments, context in texts_of(path):
            locations = [(path.relative_to(root).as_posix(), None)]
            catalogue.add(message, locations=locations, auto_comments=comments, context=context)
    for package, messages in BORROWED.items():
        for message in messages:
            catalogue.add(message, locations=[(package, None)])
    return catalogue


def hidden_calls(root):
    """Return texts to be translated that stand inside an f-string, where not every Python finds them: (file, line)."""
    for path in (path for path in source_files(root) if path.suffix == ".py"):
        strings = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
        for call in (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") in KEYWORDS:
                yield path.relative_to(root).as_posix(), call.lineno


def said_by(folders, language):
    """Return the translations without plural forms in the catalogues of other packages: {message: translation}."""
    said = {}
    for path in (folder / "locale" / language / "LC_MESSAGES" / "django.mo" for folder in folders):
        if path.exists():
            with path.open("rb") as file:
                found = [message for message in read_mo(file) if message.id and not message.context]
            said |= {message.id: message.string for message in found if isinstance(message.id, str)}
    return said


def po_path(root, language):
    """Return where the catalogue of a `language` lies; the compiled one lies beside it."""
    return root / "partnerships" / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path):
    """Return the catalogue in a .po file, or an empty one."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def is_translated(message):
    """Return whether a message has its translation, in each of its plural forms, and nobody doubts it."""
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings) and not message.fuzzy


def updated(catalogue, sources, language):
    """Return the `catalogue` with the texts of the sources, no more and no less, as the text of a .po file."""
    number = int(PLURAL_FORMS[language][9])
    new, said = Catalog(charset="utf-8"), said_by([*OTHERS, *DJANGO], language)
    new.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    for message in sources:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        string = ("",) * number if message.pluralizable else "" if message.context else said.get(message.id, "")
        if known and known.id == message.id and any(known.string):
            string = known.string
        new.add(
            message.id,
            string,
            message.locations,
            message.flags | (known.flags & {"fuzzy"} if known else set()),
            message.auto_comments,
            known.user_comments if known else (),
            context=message.context,
        )
    written = io.BytesIO()
    write_po(written, new, width=0, omit_header=True, include_lineno=False)
    header = HEADER.format(language=language, plural_forms=PLURAL_FORMS[language])
    return header + written.getvalue().decode().strip("\n") + "\n"


def compiled(catalogue):
    """Return the catalogue as the bytes of a .mo file, without what is not translated."""
    finished = Catalog(charset="utf-8")
    finished.mime_headers = catalogue.mime_headers
    finished.creation_date = finished.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # the same at any time
    for message in catalogue:
        if message.id and is_translated(message):
            finished.add(message.id, message.string, context=message.context)
    written = io.BytesIO()
    write_mo(written, finished)
    return written.getvalue()


def write(root):
    """Bring the .po and .mo files of all languages up to the sources."""
    sources = collected(root)
    for language in PLURAL_FORMS:
        path = po_path(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(updated(read(path), sources, language), encoding="utf-8")
        catalogue = read(path)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        texts = [message for message in catalogue if message.id]
        print(f"{language}: {sum(map(is_translated, texts))} of {len(texts)} texts translated")


def strings_of(catalogue):
    """Return what a catalogue translates, and how."""
    return {(message.context, message.id): message.string for message in catalogue if message.id}


def faults(root, *, is_finished=True):
    """Yield what is wrong with the catalogues, a sentence for each fault."""
    wanted = strings_of(collected(root))
    yield from (f"{file}, line {line}: a text inside an f-string" for file, line in hidden_calls(root))
    for language in PLURAL_FORMS:
        path, said = po_path(root, language), said_by(DJANGO, language)
        catalogue = read(path)
        found = strings_of(catalogue)
        if is_finished:
            yield from (f"{language}: missing: {key[1]!r}" for key in wanted if key not in found)
            yield from (f"{language}: in no source any more: {key[1]!r}" for key in found if key not in wanted)
        for message in catalogue:
            if message.id and is_translated(message):
                yield from (f"{language}: {fault}: {message.id!r}" for fault in faults_of(message, language))
                if not message.context and said.get(message.id, message.string) != message.string:
                    yield f"{language}: Django says “{said[message.id]}”; give it a context: {message.id!r}"
            elif message.id and is_finished:
                yield f"{language}: {'fuzzy' if message.fuzzy else 'not translated'}: {message.id!r}"
        if not path.with_suffix(".mo").exists() or path.with_suffix(".mo").read_bytes() != compiled(catalogue):
            yield f"{language}: the .mo file is not that of the .po file"


def faults_of(message, language):
    """Yield what is wrong with one translation."""
    ids = message.id if message.pluralizable else [message.id]
    strings = message.string if message.pluralizable else [message.string]
    if message.pluralizable and len(strings) != int(PLURAL_FORMS[language][9]):
        yield "another number of plural forms"
    if any(Counter(PLACEHOLDER.findall(string)) != Counter(PLACEHOLDER.findall(ids[-1])) for string in strings):
        yield "other placeholders"
    if any(string.strip() != string and ids[0].strip() == ids[0] for string in strings):
        yield "spaces at an edge"


def main(arguments):
    """Write or check; 0 where all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["write", "check"])
    parser.add_argument("--unfinished", action="store_true", help="let pass what is not translated yet")
    chosen = parser.parse_args(arguments)
    if chosen.action == "write":
        write(ROOT)
        return 0
    found = list(faults(ROOT, is_finished=not chosen.unfinished))
    print("\n".join(found[:50]), *([f"… and {len(found) - 50} more"] if len(found) > 50 else []), sep="\n", end="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
