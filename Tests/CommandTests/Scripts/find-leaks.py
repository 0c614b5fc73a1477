#!/usr/bin/env python3
"""Look for every invented identifier in everything below some folders.

usage: find-leaks.py IDENTIFIERS.tsv PATH...     exit 0 where none is found, 1 with a line for each that is

Looks at names and bytes of files, inside zip, tar and gzip however nested. Each is read as it is and, wherever that gives
another text, as UTF-16 and UTF-32, with percent, HTML, JSON, quoted-printable and other backslash escapes undone; letters of
any case and width, words in reverse order, digits without their separators. Values written as hexadecimal or as base64 (at
three alignments, either alphabet, wrapped lines) are looked for by the characters that they must give.
"""
import base64
import gzip
import html
import io
import os
import quopri
import re
import sys
import tarfile
import unicodedata
import urllib.parse
import zipfile
import zlib

# Characters between the parts of a value, whatever they are: `Hollow, Larkspur`, `Larkspur_Hollow`, `Larkspur^Hollow`.
SEPARATORS = re.compile(r"[\W_]+")
# Rounds in which escapes are undone: an escape may be escaped itself.
ROUNDS = 3
DEPTH = 16


def folded(text):
    """Text without case and width: what a reader would take for the same."""
    return unicodedata.normalize("NFKC", text).casefold()


class Needle:
    """One value in the forms in which it is looked for."""

    def __init__(self, value):
        self.value = value
        self.plain = folded(value)
        self.words = SEPARATORS.sub(" ", self.plain).strip()
        self.reversed = " ".join(reversed(self.words.split()))
        self.digits = re.sub(r"\D", "", value)
        # A short run of digits or of hexadecimal letters stands in digests by chance: no letter may be beside it.
        self.alone = re.fullmatch(r"[0-9a-f]{1,8}", self.words) is not None
        self.packed = set()
        for raw in {form(value) for form in (str, str.lower, str.upper)}:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                data = raw.encode(encoding)
                if len(data) >= 5:
                    self.packed |= {data.hex()} | set(base64_cores(data))

    def is_in_text(self, text, spaced):
        """Whether a folded text, or the same with one blank for each separator, holds the value."""
        if self.alone:
            return self.stands_alone(self.words, spaced)
        return self.plain in text or self.words in spaced or self.reversed in spaced

    def is_no_chance(self, packed):
        """Whether a packed text holds the value as itself: a short one stands in packed digests by chance."""
        if not self.alone or any(core in packed.lower() for core in self.packed if re.fullmatch("[0-9a-f]+", core)):
            return True
        for run in re.findall(r"[A-Za-z0-9+/_-]{8,}", packed):
            for lead in range(4):
                part = run[lead:]
                data = base64.b64decode(part[: len(part) // 4 * 4] or "", altchars="-_" if "-" in part or "_" in part else None)
                if self.stands_alone(self.words, SEPARATORS.sub(" ", folded(data.replace(b"\0", b"").decode("latin-1")))):
                    return True
        return False

    @staticmethod
    def stands_alone(word, text):
        """Whether a word stands in text by itself; as digits also in a longer number, a ZIP code only as its beginning."""
        if word not in text:
            return False
        before, behind = ("", "") if not word.isdigit() else (r"\d*" if len(word) > 5 else "", r"\d*")
        return re.search(rf"(?<![^\W_]){before}{re.escape(word)}{behind}(?![^\W_])", text) is not None


def base64_cores(data):
    """The characters that base64 gives for data whatever stands before and behind, one for each alignment."""
    for lead in range(3):
        text = base64.b64encode(bytes(lead) + data + bytes(3)).decode()
        first, last = -(-lead * 8 // 6), (lead + len(data)) * 8 // 6
        core = text[first:last]
        yield core
        yield core.replace("+", "-").replace("/", "_")


def texts(data):
    """Every text that the bytes can be read as, folded."""
    seen = set()
    first = [data.decode("utf-8", "replace"), data.decode("latin-1")]
    if b"\0" in data:
        for width, encodings in ((2, ("utf-16-le", "utf-16-be")), (4, ("utf-32-le", "utf-32-be"))):
            for start in range(width):
                first += [data[start:].decode(encoding, "replace") for encoding in encodings]
    pending = [(text, 0) for text in first]
    while pending:
        text, round_ = pending.pop()
        if text in seen:
            continue
        seen.add(text)
        yield folded(text)
        if round_ < ROUNDS:
            pending += [(undone, round_ + 1) for undone in unescaped(text)]


def unescaped(text):
    """The text with one sort of escape undone, for each sort that stands in it."""
    if "%" in text:
        yield urllib.parse.unquote(text)
        yield urllib.parse.unquote(text, encoding="latin-1")
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield re.sub(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([\"'/\\])", escape, text)
    if "=" in text:
        data = text.encode("utf-8", "replace")
        plain = quopri.decodestring(data)
        yield plain.decode("utf-8", "replace")
        yield plain.decode("latin-1")


def escape(found):
    """The character of one backslash escape."""
    code = found[1] or found[2] or found[3]
    if code is None:
        return found[4]
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else found[0]


def found_in(data, needles):
    """The values that the bytes hold in any form."""
    out = set()
    for text in texts(data):
        spaced = SEPARATORS.sub(" ", text)
        out |= {needle.value for needle in needles if needle.is_in_text(text, spaced)}
    digits = re.sub(rb"(?<=\d)[ .()/+-]{1,2}(?=\d)", b"", data).decode("latin-1")
    runs = set(re.findall(r"\d{9,}", digits))
    out |= {n.value for n in needles if len(n.digits) >= 9 and any(n.digits in run for run in runs)}
    packed = re.sub(rb"=?[\r\n]+|\0", b"", data).decode("latin-1")
    small = packed.lower()
    out |= {n.value for n in needles if any(core in packed or core in small for core in n.packed) and n.is_no_chance(packed)}
    return out


def blobs(name, data, depth=0):
    """The bytes themselves and those of everything packed in them."""
    yield name, data
    if depth > DEPTH:
        return
    if data[:2] == b"\x1f\x8b":
        yield name + "!header", data[:512]
        yield from blobs(name + "!gz", gunzip(data), depth + 1)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield name + "!comment", archive.comment
            for info in archive.infolist():
                yield name + "!name", info.filename.encode() + b" " + info.comment + b" " + info.extra
                if not info.flag_bits & 1:
                    yield from blobs(name + "!" + info.filename, archive.read(info), depth + 1)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                header = f"{member.name} {member.linkname} {member.uname} {member.gname} {member.pax_headers}"
                yield name + "!name", header.encode("utf-8", "surrogateescape")
                if member.isfile():
                    yield from blobs(name + "!" + member.name, archive.extractfile(member).read(), depth + 1)


def gunzip(data):
    """Everything in a gzip file; what can be read where it is damaged."""
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return zlib.decompressobj(31).decompress(data)


def everything(paths):
    """Every name and content below the paths."""
    for path in paths:
        if os.path.isfile(path):
            with open(path, "rb") as file:
                yield from blobs(path, file.read())
        for folder, folders, files in os.walk(path):
            for name in folders + files:
                yield "name of " + os.path.join(folder, name), os.fsencode(name)
            for name in files:
                full = os.path.join(folder, name)
                if os.path.isfile(full) and not os.path.islink(full):
                    with open(full, "rb") as file:
                        yield from blobs(full, file.read())


def identifiers(path):
    """The needles of a list: kind, tab, value."""
    with open(path, encoding="utf-8") as file:
        return [Needle(line.rstrip("\n").split("\t")[1]) for line in file if not line.startswith("#")]


def main():
    """Search, print, and say how much was looked at."""
    needles = identifiers(sys.argv[1])
    leaks, looked = set(), 0
    for name, data in everything(sys.argv[2:]):
        looked += 1
        leaks |= {(value, name) for value in found_in(data, needles)}
    for value, name in sorted(leaks):
        print(f"LEAK {value!r} in {name}")
    print(f"{len(needles)} identifiers, {looked} names and contents looked at, {len(leaks)} leaks")
    sys.exit(1 if leaks or looked == 0 else 0)


if __name__ == "__main__":
    main()
