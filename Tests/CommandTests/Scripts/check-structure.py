#!/usr/bin/env python3
"""Compare a landing zone with its masked copies: whatever was masked, the structure must be as it was.

usage: check-structure.py LANDING BUNDLE     exit 0 where all holds, 1 with a line for each fault

BUNDLE is a stage or a released bundle. Nothing here is phigate's: sums by sha256sum, archives by unzip, tar, gzip, zipfile and
tarfile (recursively), tables by csv, JSON by json; HL7 by its own separators. For each masked copy
  - text has as many lines, with the same line ends
  - tables have the same rows and columns, the same cells in quotes, the same line ends
  - JSON has the same keys, types, array lengths and order
  - HL7 has the same segments, fields, repetitions, components and subcomponents
  - archives have the same members in the same order, each compared like a file
and a copy that the manifest calls clean is, byte for byte, the original (archives may be built anew).
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

TAG = re.compile(r"\[[A-Z_]+\]")
# What may stand for a component of a path: tags for anything, `~2` for one of several, a year for a date.
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


class Faults(list):
    """What does not hold; counts what was compared."""

    def __init__(self):
        super().__init__()
        self.compared = 0

    def expect(self, holds, where, what):
        """Note a fault where something does not hold."""
        self.compared += 1
        if not holds:
            self.append(f"{where}: {what}")


def path_pattern(path):
    """What an original's path must look like for this masked path."""
    path = re.sub(r"~\d+(?=\.[^./]*$|$)", "", path)
    text, position = "", 0
    for found in re.finditer(rf"{TAG.pattern}|{YEAR.pattern}", path):
        text += re.escape(path[position : found.start()])
        text += ".+" if found[0].startswith("[") else re.escape(found[0]) + r"[-\d_/]*"
        position = found.end()
    return re.compile(text + re.escape(path[position:]))


def line_ends(data):
    """How many of each line end there are, in order of first use."""
    return [data.count(b"\r\n"), data.count(b"\n"), data.count(b"\r")]


def decoded(data):
    """Text by its byte order mark, else UTF-8, else Windows-1252."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def compare_text(name, before, after, faults):
    """Lines and their ends."""
    faults.expect(line_ends(before) == line_ends(after), name, "other line ends, or another number of lines")
    old, new = decoded(before), decoded(after)
    faults.expect(len(old.splitlines()) == len(new.splitlines()), name, "another number of lines")


def quoting(text, delimiter):
    """For each row, which cells begin with a quotation mark."""
    rows, row, quoted, inside, start = [], [], False, False, True
    for c in text:
        if start:
            quoted, start = c == '"', False
            if quoted:
                inside = True
                continue
        if c == '"':
            inside = not inside
        elif c == delimiter and not inside:
            row.append(quoted)
            start = True
        elif c == "\n" and not inside:
            rows.append(row + [quoted])
            row, start = [], True
    return rows + ([row + [quoted]] if row or not start else [])


def compare_table(name, before, after, faults):
    """Rows, columns, quoting and line ends."""
    old, new = decoded(before), decoded(after)
    first = old.splitlines()[0] if old else ""
    delimiter = max(",;\t|", key=first.count)
    read = [list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) for text in (old, new)]
    faults.expect(len(read[0]) == len(read[1]), name, f"{len(read[1])} rows, not {len(read[0])}")
    for number, (left, right) in enumerate(zip(*read), 1):
        if len(left) != len(right):
            faults.append(f"{name}: row {number} has {len(right)} columns, not {len(left)}")
    faults.expect(quoting(old, delimiter) == quoting(new, delimiter), name, "other cells are in quotes")
    faults.expect(line_ends(before) == line_ends(after), name, "other line ends")


def shape(value):
    """The structure of a JSON value: types, lengths, keys in their order."""
    if isinstance(value, Object):
        return [(None if TAG.search(key) else key, shape(inner)) for key, inner in value]
    if isinstance(value, list):
        return (len(value), [shape(inner) for inner in value])
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


class Object(list):
    """The pairs of a JSON object, in order, with duplicates."""


def matches(left, right):
    """Whether two shapes are the same; a masked key stands for any."""
    if isinstance(left, tuple) and isinstance(right, tuple) and isinstance(left[1], list):
        return left[0] == right[0] and all(map(matches, left[1], right[1]))
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            (a[0] == b[0] or b[0] is None) and matches(a[1], b[1]) for a, b in zip(left, right))
    return left == right


def compare_json(name, before, after, faults):
    """One value, or one a line."""
    try:
        documents = [[json.loads(decoded(data), object_pairs_hook=Object)] for data in (before, after)]
    except json.JSONDecodeError:
        lines = [[line for line in decoded(data).split("\n") if line.strip()] for data in (before, after)]
        try:
            documents = [[json.loads(line, object_pairs_hook=Object) for line in side] for side in lines]
        except json.JSONDecodeError as error:
            faults.append(f"{name}: not JSON any more: {error.msg}")
            return
    faults.expect(len(documents[0]) == len(documents[1]), name, "another number of documents")
    for number, pair in enumerate(zip(*documents), 1):
        faults.expect(matches(*map(shape, pair)), name, f"document {number} has another structure")
    faults.expect(line_ends(before) == line_ends(after), name, "other line ends")


def segments(data):
    """For each segment its name, and counts of components and subcomponents by field and repetition."""
    text = decoded(data)
    separators, out = "|^~&", []
    for line in re.split(r"\r\n|\r|\n", text):
        line = line.strip("\x0b\x1c")
        if line[:3] in ("MSH", "FHS", "BHS") and len(line) > 7:
            separators = line[3] + line[4] + line[5] + line[7]
            line = line[:3] + line[3] + line[8:]
        field, component, repetition, sub = separators
        counts = [[[c.count(sub) for c in r.split(component)] for r in f.split(repetition)] for f in line.split(field)]
        out.append((line.split(field)[0], counts))
    return out


def compare_hl7(name, before, after, faults):
    """Segments and all counts in them."""
    old, new = segments(before), segments(after)
    faults.expect([s[0] for s in old] == [s[0] for s in new], name, "other segments")
    for number, (left, right) in enumerate(zip(old, new), 1):
        faults.expect(left[1] == right[1], name, f"segment {number} ({left[0]}) has other fields, repetitions or components")
    faults.expect(line_ends(before) == line_ends(after), name, "other segment ends")


def tool(name, data, suffix, *command):
    """Whether an outside tool accepts the bytes as a file."""
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        return subprocess.run([*command, file.name], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def members(data):
    """Name and content of each member of a zip or tar; content is None for what is no file."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            bad = archive.testzip()
            if bad is not None:
                raise zipfile.BadZipFile("a member's checksum does not hold")
            return [(i.filename, None if i.is_dir() else archive.read(i)) for i in archive.infolist()]
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return [(m.name, archive.extractfile(m).read() if m.isfile() else None) for m in archive]


def gunzipped(data):
    """The content of a gzip file, by gzip itself."""
    return subprocess.run(["gzip", "-dc"], input=data, capture_output=True, check=True).stdout


def compare_archive(name, before, after, faults):
    """Tools list and test it; members are the same, each compared like a file."""
    if before[:2] == b"\x1f\x8b":
        sound = tool(name, after, ".gz", "gzip", "-t")
        faults.expect(sound, name, "gzip -t refuses it")
        if sound:
            compare(re.sub(r"\.gz$", "", re.sub(r"\.tgz$", ".tar", name)) + "!", gunzipped(before), gunzipped(after), faults)
        return
    is_zip = before[:2] == b"PK"
    command = ["unzip", "-tq"] if is_zip else ["tar", "-tf"]
    faults.expect(tool(name, after, ".zip" if is_zip else ".tar", *command), name, f"{' '.join(command)} refuses it")
    try:
        old, new = members(before), members(after)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError) as error:
        faults.append(f"{name}: Python refuses it: {error}")
        return
    faults.expect(len(old) == len(new), name, f"{len(new)} members, not {len(old)}")
    for (left, content), (right, masked) in zip(old, new):
        where = f"{name}!/{right}"
        faults.expect(path_pattern(right.rstrip("/")).fullmatch(left.rstrip("/")) is not None, where, "another member")
        faults.expect((content is None) == (masked is None), where, "a file and no file")
        if content is not None and masked is not None:
            compare(where, content, masked, faults)


def compare(name, before, after, faults):
    """Compare two contents by what the original is."""
    suffix = re.sub(r"!$", "", name).rsplit(".", 1)[-1].lower()
    if before[:2] in (b"\x1f\x8b", b"PK") or before[257:262] == b"ustar":
        compare_archive(name, before, after, faults)
    elif before[:3] in (b"MSH", b"FHS", b"BHS") or before[:4] == b"\x0bMSH":
        compare_hl7(name, before, after, faults)
    elif suffix in ("json", "ndjson", "jsonl"):
        compare_json(name, before, after, faults)
    elif suffix in ("csv", "tsv", "psv"):
        compare_table(name, before, after, faults)
    else:
        compare_text(name, before, after, faults)


def originals(landing):
    """Every file of the landing zone by its path."""
    out = {}
    for folder, _, files in os.walk(landing):
        for name in files:
            full = os.path.join(folder, name)
            with open(full, "rb") as file:
                out[os.path.relpath(full, landing)] = file.read()
    return out


def check_sums(bundle, faults):
    """sha256sum accepts every line, and every file of data/ has one."""
    command = ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=bundle, capture_output=True, text=True)
    faults.expect(done.returncode == 0, "SHA256SUMS", "sha256sum refuses: " + done.stderr.strip())
    with open(os.path.join(bundle, "SHA256SUMS"), encoding="utf-8", newline="\n") as file:
        listed = {line.rstrip("\n").split("  ", 1)[1] for line in file}
    there = {"manifest.jsonl"}
    for folder, _, files in os.walk(os.path.join(bundle, "data")):
        there |= {os.path.relpath(os.path.join(folder, name), bundle) for name in files}
    faults.expect(listed == there, "SHA256SUMS", f"{len(listed ^ there)} files are listed and not there, or the other way")


def main():
    """Pair every output of the manifest with its original and compare."""
    landing, bundle = sys.argv[1:3]
    faults = Faults()
    check_sums(bundle, faults)
    left = originals(landing)
    pairs = 0
    with open(os.path.join(bundle, "manifest.jsonl"), encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    for entry in entries:
        if entry["type"] != "entry" or "output" not in entry:
            continue
        path = entry["output"]["path"]
        pattern = path_pattern(path)
        fitting = [name for name, data in left.items() if len(data) == entry["bytes"] and pattern.fullmatch(name)]
        if not fitting:
            faults.append(f"{path}: no original of {entry['bytes']} bytes has such a path")
            continue
        before = left.pop(fitting[0])
        try:
            with open(os.path.join(bundle, "data", path), "rb") as file:
                after = file.read()
        except FileNotFoundError:
            faults.append(f"{path}: it is not there")
            continue
        pairs += 1
        compare(path, before, after, faults)
        if entry["disposition"] == "clean" and entry["kind"] != "archive":
            faults.expect(before == after, path, "it is called clean and has other bytes")
    for fault in faults:
        print(f"check-structure: {fault}")
    print(f"{pairs} copies compared with their originals, {faults.compared} checks, {len(faults)} faults")
    sys.exit(1 if faults or pairs == 0 else 0)


if __name__ == "__main__":
    main()
