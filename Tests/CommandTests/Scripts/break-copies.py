#!/usr/bin/env python3
"""Show that check-structure.py sees what it says: a bundle is broken in one way at a time, and each must be refused.

usage: break-copies.py LANDING BUNDLE FOLDER     exit 0 where the bundle passes and every broken copy does not

The sums are made again after each break, as a careful forger would, except in the breaks that are about sums.
"""
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

CHECK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "check-structure.py")
ARCHIVE, TABLE, NOTE = "transfers/outer.zip", "tables/patients.csv", "2026/notes/progress-note-0117.txt"
BUNDLE_JSON, LINES, MESSAGE = "fhir/bundle.json", "chat/assistant-log.jsonl", "hl7/adt-a01.hl7"
OBSERVATIONS, CLEAN = "fhir/observations.ndjson", "reference/pneumonia-pathway.txt"


def replaced(old, new, count=1):
    """An edit that replaces the first of something that must be there."""
    def edit(data):
        assert old in data, f"{old!r} is not in the copy"
        return data.replace(old, new, count)
    return edit


def lines(change):
    """An edit of the list of lines, with their ends."""
    return lambda data: b"".join(change(data.splitlines(keepends=True)))


def rezipped(change, **options):
    """An edit of a zip's members: a list of name and content."""
    def edit(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", **options) as archive:
            for name, content in change(members):
                archive.writestr(name, content)
        return out.getvalue()
    return edit


def inside(name, change):
    """An edit of one member of a zip."""
    return rezipped(lambda members: [(n, change(d) if n == name else d) for n, d in members])


def retarred(change):
    """An edit of the members of a tar in gzip."""
    def edit(data):
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            members = [(m.name, archive.extractfile(m).read()) for m in archive if m.isfile()]
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            for name, content in change(members):
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return gzip.compress(out.getvalue())
    return edit


def flipped(data):
    """The bytes with one bit of the middle changed."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :]


BREAKS = [
    ("text: a line is missing", NOTE, lines(lambda l: l[:3] + l[4:])),
    ("text: a line more", NOTE, lambda data: data + b"one more\n"),
    ("text: another line end", NOTE, replaced(b"\n", b"\r\n")),
    ("clean file: one letter", CLEAN, flipped),
    ("table: a row is missing", TABLE, lines(lambda l: l[:2] + l[3:])),
    ("table: a column is missing in one row", TABLE, lines(lambda l: l[:1] + [re.sub(rb",[^,]*\n", b"\n", l[1])] + l[2:])),
    ("table: a delimiter outside quotes", TABLE, lines(lambda l: [l[0].replace(b"_", b",", 1)] + l[1:])),
    ("table: a cell loses its quotes", TABLE, lambda data: re.sub(rb'"([^",\n]+)"', rb"\1", data, count=1)),
    ("table: a cell gets quotes", TABLE, lambda data: re.sub(rb"\n([^,\n]+),", rb'\n"\1",', data, count=1)),
    ("json: a number becomes a string", OBSERVATIONS, lambda data: re.sub(rb'":(\d[\d.]*)', rb'":"\1"', data, count=1)),
    ("json: a key is renamed", BUNDLE_JSON, replaced(b'"status"', b'"state"')),
    ("json: no longer JSON", BUNDLE_JSON, lambda data: data.rstrip()[:-1]),
    ("json lines: a line is missing", LINES, lines(lambda l: l[1:])),
    ("json lines: an element less", LINES, lambda data: re.sub(rb"\},\{[^{}]*\}\]", b"}]", data, count=1)),
    ("hl7: a segment is missing", MESSAGE, lambda data: re.sub(rb"(\r|\n)EVN[^\r\n]*", b"", data, count=1)),
    ("hl7: a field more", MESSAGE, replaced(b"PID|1|", b"PID|1||")),
    ("hl7: a repetition more", MESSAGE, lambda data: re.sub(rb"(PID\|1\|\|[^|]*)", rb"\1~x", data, count=1)),
    ("hl7: a component less", MESSAGE, lambda data: re.sub(rb"(PID\|1\|\|[^|^]*)\^", rb"\1", data, count=1)),
    ("zip: a bit inside", ARCHIVE, flipped),
    ("zip: cut short", ARCHIVE, lambda data: data[:-30]),
    ("zip: a member is missing", ARCHIVE, rezipped(lambda members: members[1:])),
    ("zip: other order", ARCHIVE, rezipped(lambda members: members[::-1])),
    ("gzip in zip: a bit inside", ARCHIVE, inside("weekly.tar.gz", flipped)),
    ("tar in gzip in zip: a member is missing", ARCHIVE, inside("weekly.tar.gz", retarred(lambda members: members[:1]))),
    ("table in tar in gzip in zip: a row more", ARCHIVE, inside("weekly.tar.gz", retarred(
        lambda members: [(n, d + b"a,b,c,d,e,f\n" if n.endswith(".csv") else d) for n, d in members]))),
]


def resum(bundle):
    """Write SHA256SUMS anew."""
    names = ["manifest.jsonl"]
    for folder, _, files in os.walk(os.path.join(bundle, "data")):
        names += [os.path.relpath(os.path.join(folder, name), bundle) for name in files]
    with open(os.path.join(bundle, "SHA256SUMS"), "w", encoding="utf-8") as out:
        for name in sorted(names):
            with open(os.path.join(bundle, name), "rb") as file:
                out.write(f"{hashlib.sha256(file.read()).hexdigest()}  {name}\n")


def verdict(landing, bundle):
    """The exit code and output of the check."""
    done = subprocess.run([sys.executable, CHECK, landing, bundle], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    """Break, check, and say what was not seen."""
    landing, bundle, work = sys.argv[1:4]
    faults = []
    code, text = verdict(landing, bundle)
    if code != 0:
        faults.append("the bundle itself: " + text)
    for number, (what, path, edit) in enumerate(BREAKS):
        copy = os.path.join(work, str(number))
        shutil.copytree(bundle, copy)
        place = os.path.join(copy, "data", path)
        with open(place, "rb") as file:
            before = file.read()
        after = edit(before)
        with open(place, "wb") as file:
            file.write(after)
        resum(copy)
        code, text = verdict(landing, copy)
        if after == before:
            faults.append(f"{what}: the edit changed nothing")
        elif code != 1 or "check-structure: " not in text:
            faults.append(f"{what}: not seen ({code}) {text}")
    for what, forge in (
        ("sums: edited after they were made", lambda copy: open(os.path.join(copy, "data", NOTE), "ab").write(b" ")),
        ("sums: a file without a sum", lambda copy: open(os.path.join(copy, "data", "extra.txt"), "wb").write(b"x")),
        ("a copy is missing", lambda copy: (os.remove(os.path.join(copy, "data", NOTE)), resum(copy))),
    ):
        copy = os.path.join(work, what.replace(" ", "-"))
        shutil.copytree(bundle, copy)
        forge(copy)
        if verdict(landing, copy)[0] != 1:
            faults.append(f"{what}: not seen")
    print("\n".join(faults) or f"{len(BREAKS) + 3} broken copies, each refused")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
