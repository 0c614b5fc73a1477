#!/usr/bin/env python3
"""Show that find-leaks.py finds what it says: one identifier planted in each encoding, then searched.

usage: plant-leaks.py FOLDER     exit 0 where each planted one is found and clean files are called clean

Every case is a file made by Python's own encoders, with one value in the midst of other text. What must not be found is
tried as well: the same files with another value.
"""
import base64
import gzip
import html
import io
import json
import os
import quopri
import subprocess
import sys
import tarfile
import urllib.parse
import zipfile

FINDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "find-leaks.py")
VALUES = ["Quillf\u00f6rster", "Tamsin", "417-50-8832", "Old Foundry", "tamsin.q@letterbox.example", "90210"]
OTHERS = ["Bramblewick", "Oswin", "733-21-4409", "New Harbour", "oswin.b@letterbox.example", "60614"]


def zipped(name, data):
    """A zip of one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def tarred(name, data):
    """A gzipped tar of one member."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def wrapped(data):
    """Base64 in short lines, so that a value is broken by one."""
    text = base64.b64encode(data).decode()
    return "\r\n".join(text[i : i + 10] for i in range(0, len(text), 10)).encode()


def cases(value):
    """Names of encodings and the bytes that a value in a sentence gives in them."""
    text = f"seen: {value}, on the ward"
    raw = text.encode()
    yield "plain", raw
    yield "upper", text.upper().encode()
    yield "utf-16 little", text.encode("utf-16-le")
    yield "utf-16 big, odd offset", b"x" + text.encode("utf-16-be")
    yield "utf-32", text.encode("utf-32-le")
    yield "windows-1252", text.encode("cp1252")
    yield "percent", urllib.parse.quote(text).encode()
    yield "percent of all", "".join(f"%{byte:02X}" for byte in raw).encode()
    yield "percent of latin", urllib.parse.quote(text, encoding="latin-1").encode()
    yield "percent twice", urllib.parse.quote(urllib.parse.quote(text)).encode()
    yield "entities by number", "".join(f"&#{ord(c)};" for c in text).encode()
    yield "entities by hexadecimal", "".join(f"&#x{ord(c):X};" for c in text).encode()
    yield "entities by name", html.escape(text).replace("\u00f6", "&ouml;").encode()
    yield "json", json.dumps({"note": text}).encode()
    yield "json of all", "".join(f"\\u{ord(c):04X}" for c in text).encode()
    yield "json in json", json.dumps(json.dumps({"note": text})).encode()
    yield "base64 in a token", b"token=" + base64.urlsafe_b64encode(raw)
    for lead in range(3):
        yield f"base64 aligned {lead}", b"." + base64.b64encode(b"#" * lead + raw)
    yield "base64 in lines", wrapped(raw)
    yield "base64 of utf-16", base64.b64encode(text.encode("utf-16-le"))
    yield "quoted-printable", quopri.encodestring(raw, quotetabs=True)
    yield "quoted-printable, soft break", raw[:9] + b"=\n" + raw[9:]
    yield "hexadecimal", raw.hex().encode()
    yield "hexadecimal, capitals", raw.hex().upper().encode()
    yield "gzip", gzip.compress(raw)
    yield "zip", zipped("note.txt", raw)
    yield "tar in gzip", tarred("note.txt", raw)
    yield "zip in tar in gzip in zip", zipped("outer.tgz", tarred("inner.zip", zipped("note.txt", raw)))
    if "@" not in value:
        yield "name in a zip", zipped(f"letters/{value}.txt", b"text")
        yield "name in a tar", tarred(f"letters/{value}.txt", b"text")
    if " " in value:
        first, last = value.split()
        for name, joined in (("comma", ", "), ("caret", "^"), ("underscore", "_")):
            yield f"reversed, {name}", f"sent to {last}{joined}{first} today".encode()
    if value.count("-") == 2:
        yield "digits alone", f"id={value.replace('-', '')};".encode()
        yield "digits with points", f"id {value.replace('-', '.')}.".encode()


def findings(paths, listed):
    """What the finder prints over some files, and its exit code."""
    done = subprocess.run([sys.executable, FINDER, listed] + paths, capture_output=True, text=True)
    return done.returncode, done.stdout


def main():
    """Plant each value in each encoding and search all files for it, then for the others."""
    folder = sys.argv[1]
    os.makedirs(folder)
    paths, faults = [], []
    for number, value in enumerate(VALUES):
        for name, data in cases(value):
            path = os.path.join(folder, f"{number}-{name.replace(' ', '_')}")
            with open(path, "wb") as file:
                file.write(data)
            paths.append((path, value))
    place = os.path.join(folder, "names")
    os.makedirs(os.path.join(place, "Quillf\u00f6rster"))
    for values, name in ((VALUES, "planted.tsv"), (OTHERS, "others.tsv")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("# kind, value\n" + "".join(f"X\t{value}\n" for value in values))
    code, text = findings([path for path, _ in paths] + [place], os.path.join(folder, "planted.tsv"))
    lines = text.splitlines()
    for path, value in paths:
        line = f"LEAK {value!r} in {path}"
        if not any(found == line or found.startswith(line + "!") for found in lines):
            faults.append(f"not found: {value!r} in {os.path.basename(path)}")
    if code != 1 or not any("name of" in line for line in lines):
        faults.append("not found: the name of a folder")
    code, text = findings([path for path, _ in paths], os.path.join(folder, "others.tsv"))
    if code != 0:
        faults.append("found what is not there: " + text)
    digest = os.path.join(folder, "digest")
    with open(digest, "w", encoding="utf-8") as file:
        file.write("sha256 4a90210c77f0d190210e5b\n")
    if findings([digest], os.path.join(folder, "planted.tsv"))[0] != 0:
        faults.append("takes a part of a digest for a postal code")
    print("\n".join(faults) or f"{len(paths)} planted values in {len(VALUES)} kinds, each found")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
