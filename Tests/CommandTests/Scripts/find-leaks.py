#!/usr/bin/env python3
"""Look for every invented identifier in everything below some folders.

usage: find-leaks.py IDENTIFIERS.tsv PATH...     exit 0 where none is found, 1 with a line for each that is

Looks at file names and bytes, inside zip, tar and gzip, in the usual encodings of each value: as it is, other cases, UTF-16,
Latin-1, hexadecimal, percent, JSON and entity escapes, digits only, base64 at three phases.
"""
import base64
import gzip
import io
import os
import sys
import tarfile
import urllib.parse
import zipfile


def variants(value):
    """The encodings in which a value could hide, each at least five bytes long."""
    raw = value.encode()
    out = {raw, raw.upper(), raw.lower(), value.encode("utf-16-le"), value.encode("utf-16-be"), raw.hex().encode()}
    out |= {value.encode("latin-1", "replace"), urllib.parse.quote(value).encode()}
    out.add("".join("\\u%04x" % ord(c) for c in value).encode())
    out.add("".join("&#%d;" % ord(c) for c in value).encode())
    out.add("".join(c if ord(c) < 128 else "\\u%04x" % ord(c) for c in value).encode())
    digits = bytes(c for c in raw if 48 <= c <= 57)
    if len(digits) >= 9:
        out.add(digits)
    if len(raw) >= 12:
        for phase in range(3):
            text = base64.b64encode(b"\0" * phase + raw)
            out.add(text[4 if phase else 0 : -4])
    return {v for v in out if len(v) >= 5}


def blobs(name, data, depth=0):
    """The bytes themselves and those of everything packed in them."""
    yield name, data
    if depth > 8:
        return
    if data[:2] == b"\x1f\x8b":
        yield from blobs(name + "!gz", gzip.decompress(data), depth + 1)
    elif data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield name + "!name", info.filename.encode() + info.comment + info.extra
                if not info.flag_bits & 1:
                    yield from blobs(name + "!" + info.filename, archive.read(info), depth + 1)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                yield name + "!name", member.name.encode()
                if member.isfile():
                    yield from blobs(name + "!" + member.name, archive.extractfile(member).read(), depth + 1)


def everything(paths):
    """Every name and content below the paths."""
    for path in paths:
        if os.path.isfile(path):
            yield from blobs(path, open(path, "rb").read())
        for folder, folders, files in os.walk(path):
            for name in folders + files:
                yield "name of " + os.path.join(folder, name), os.fsencode(name)
            for name in files:
                full = os.path.join(folder, name)
                yield from blobs(full, open(full, "rb").read())


def main():
    """Search, print, and say how much was looked at."""
    values = [line.rstrip("\n").split("\t")[1] for line in open(sys.argv[1], encoding="utf-8") if not line.startswith("#")]
    needles = {v: value for value in values for v in variants(value)}
    leaks, looked = set(), 0
    for name, data in everything(sys.argv[2:]):
        looked += 1
        leaks |= {(needles[v], name) for v in needles if v in data}
    for value, name in sorted(leaks):
        print(f"LEAK {value!r} in {name}")
    print(f"{len(values)} identifiers, {looked} names and contents looked at, {len(leaks)} leaks")
    sys.exit(1 if leaks or looked == 0 else 0)


main()
