#!/usr/bin/env python3
"""Plant labelled identifiers at random places of generated documents, scan them, and search the copies.

usage: plant-identifiers.py PHIGATE SEED COUNT FOLDER

Every format is written by Python's own writers, with sizes around the limits of blocks, so that identifiers fall on
their boundaries. Two things must hold for each copy: no planted value is in it, and what stands between the masks is,
in order, what stands between them in the original, nothing lost, doubled or moved. The same documents are scanned once
more inside a zip and a tar.gz, whose members must equal the copies. Exits 0 if all holds, otherwise 1.
"""
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import zipfile

WORDS = (
    "the patient was seen for stable chest pain without fever cough or edema and continues lisinopril "
    "metformin daily labs show potassium within normal limits"
).split()
SURNAMES = "Quillon Brandtwood Castellanos Hathersage".split()
GIVEN = "Jessamine Thaddeus Marguerite".split()
SIZES = [0, 300, 5_000, 65_000, 70_000, 140_000, 400_000]
RUNS = [10, 200, 1_000, 4_000, 16_000]
# Bytes that a mask may take along beside the planted value: the label's word or a blank.
SLACK = 60


def planted(r):
    """Text with a label, and the value in it that must not survive."""
    digits = lambda count: "".join(r.choice("0123456789") for _ in range(count))
    number = f"{r.randrange(100, 665):03}-{r.randrange(10, 99)}-{r.randrange(1000, 9999)}"
    phone = f"({r.randrange(200, 989)}) {r.randrange(200, 989)}-{digits(4)}"
    mail = f"q{digits(6)}@example{digits(2)}.org"
    record = "7" + digits(8)
    surname = r.choice(SURNAMES)
    return r.choice([
        ("SSN: " + number, number), ("phone " + phone, phone), ("mail " + mail, mail), ("MRN: " + record, record),
        ("Patient: " + surname + " " + r.choice(GIVEN), surname),
    ])


def filler(r, count, breaks=True):
    """Ordinary words of about so many characters."""
    out = []
    while count > 0:
        word = r.choice(WORDS)
        count -= len(word) + 1
        out.append(word)
        if r.random() < 0.08:
            out.append(r.choice([".", ".\n", ",", "\r\n", "\n\n", "; ", "  "] if breaks else [".", ",", "; "]))
    return " ".join(out)


def document(r, kind, size):
    """The bytes of one document, its encoding, and the values planted in it."""
    breaks = kind not in ("line", "hl7", "tsv")
    parts, total = [], 0
    while total < size:
        run = r.choice(RUNS)
        parts.append((filler(r, run, breaks), *planted(r)))
        total += run
    values = [value for _, _, value in parts]
    encoding = "utf-8"
    if kind in ("text", "text16", "latin", "line"):
        text = " ".join(f"{before} {label} " for before, label, _ in parts)
        if kind == "latin":
            text, encoding = text.replace("chest", "ch\u00e9st"), "cp1252"
        elif kind == "text16":
            text, encoding = text.replace("chest", "ch\u00e9st \u2014"), r.choice(["utf-16", "utf-16-le", "utf-16-be"])
            if encoding != "utf-16":
                text = "\ufeff" + text
        elif r.random() < 0.5:
            text = text.replace("chest", "ch\u00e9st \U0001f600")
        if kind == "latin" and "\u00e9" not in text:
            encoding = "utf-8"
        return text.encode(encoding), encoding, values
    if kind in ("csv", "tsv"):
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter="\t" if kind == "tsv" else ",", quoting=r.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
                            lineterminator=r.choice(["\n", "\r\n"]))
        writer.writerow(["row", "comment", "dose"])
        for before, label, _ in parts:
            writer.writerow([r.randrange(99), f"{before} {label} {filler(r, 20, breaks)}", "5 mg"])
        return out.getvalue().encode(), encoding, values
    if kind == "json":
        rows = [{"note": f"{before} {label}", "n": 1, "q": 'x"y\\'} for before, label, _ in parts]
        return json.dumps(rows, indent=r.choice([None, 2])).encode(), encoding, values
    if kind == "ndjson":
        return "".join(json.dumps({"note": f"{before} {label}"}) + "\n" for before, label, _ in parts).encode(), encoding, values
    lines = [f"OBX|1|TX|N^Note||{before} {label} end||||||F\r" for before, label, _ in parts]
    return ("MSH|^~\\&|A|B|C|D|||ORU^R01|1|P|2.5\r" + "".join(lines)).encode(), encoding, values


KINDS = {"text": "txt", "text16": "txt", "latin": "txt", "line": "txt", "csv": "csv", "tsv": "tsv", "json": "json",
         "ndjson": "ndjson", "hl7": "hl7"}


def faults(name, original, copy, encoding, values):
    """What is wrong with a copy, as messages without a value."""
    before, after = original.decode(encoding), copy.decode(encoding)
    found = [f"{name}: {sum(v in after for v in values)} of {len(values)} values survived"] if any(v in after for v in values) else []
    position = 0
    for piece in re.split(r"\[[A-Z_]+\]", after):
        start = before.find(piece, position)
        if start < 0 or start - position > SLACK:
            return found + [f"{name}: what stands behind character {position} is not as it was"]
        position = start + len(piece)
    if len(before) - position > SLACK:
        found.append(f"{name}: the end is missing")
    return found


def scan(phigate, source, stage):
    """Run the scan; answers the messages of a wrong exit code."""
    done = subprocess.run([phigate, "scan", source, "--stage", stage, "--quiet"], stdout=subprocess.DEVNULL)
    return [] if done.returncode == 0 else [f"scan of {os.path.basename(source)} ended with {done.returncode}"]


def main():
    """Make, scan, judge."""
    phigate, seed, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    print(f"seed {seed}")
    r = random.Random(seed)
    landing = os.path.join(folder, "landing")
    os.makedirs(landing)
    made = {}
    for index in range(count):
        kind = list(KINDS)[index % len(KINDS)]
        name = f"document-{index}.{KINDS[kind]}"
        made[name] = document(r, kind, r.choice(SIZES))
        with open(os.path.join(landing, name), "wb") as file:
            file.write(made[name][0])
    messages = scan(phigate, landing, os.path.join(folder, "stage"))
    copies = {}
    for name, (original, encoding, values) in made.items():
        with open(os.path.join(folder, "stage", "data", name), "rb") as file:
            copies[name] = file.read()
        messages += faults(name, original, copies[name], encoding, values)
    packed = os.path.join(folder, "packed")
    os.makedirs(packed)
    with zipfile.ZipFile(os.path.join(packed, "all.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made:
            archive.write(os.path.join(landing, name), "set/" + name)
    with tarfile.open(os.path.join(packed, "all.tar.gz"), "w:gz") as archive:
        archive.add(landing, "set")
    messages += scan(phigate, packed, os.path.join(folder, "packed-stage"))
    with zipfile.ZipFile(os.path.join(folder, "packed-stage", "data", "all.zip")) as archive:
        messages += [f"zip: {name} differs" for name in made if archive.read("set/" + name) != copies[name]]
    with tarfile.open(os.path.join(folder, "packed-stage", "data", "all.tar.gz")) as archive:
        messages += [f"tar: {name} differs" for name in made if archive.extractfile("set/" + name).read() != copies[name]]
    planted_count = sum(len(values) for _, _, values in made.values())
    print("\n".join(messages) or f"{planted_count} values in {count} documents, none survived, nothing else changed")
    sys.exit(1 if messages or planted_count == 0 else 0)


if __name__ == "__main__":
    main()
