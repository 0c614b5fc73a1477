#!/usr/bin/env python3
"""Open real files written by others and their masked copies with the readers of their formats, and compare.

usage: check-samples.py SAMPLES STAGE     exit 0 where every copy opens and has its original's structure

What the reader refuses in the original proves nothing and is counted apart. Values may differ, structure may not: rows and
cells, segments and elements, keys and types, elements and attributes, parts and their types, members, sheets, paragraphs.
"""
import csv
import email
import gzip
import io
import json
import logging
import os
import re
import sys
import tarfile
import warnings
import zipfile

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def table(data):
    text = data.decode("utf-8-sig", "replace")
    delimiter = max(",;\t|", key=text[:4096].count)
    return [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def shape(value):
    if isinstance(value, dict):
        return [(key, shape(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [shape(item) for item in value]
    # A masked number need not have a fraction.
    return "number" if type(value) in (int, float) else type(value).__name__


def ndjson(data):
    return [shape(json.loads(line)) for line in data.splitlines() if line.strip()]


def hl7(data):
    from hl7apy.parser import parse_message
    text = data.decode("utf-8", "replace").replace("\r\n", "\r").replace("\n", "\r").strip("\x0b\x1c\r")
    message = parse_message(text, find_groups=False, validation_level=2)
    return [(segment.name, len(segment.children)) for segment in message.children]


def x12(data):
    import pyx12.x12file
    reader = pyx12.x12file.X12Reader(io.StringIO(data.decode("latin-1")))
    return [(segment.get_seg_id(), len(segment)) for segment in reader]


def markup(data):
    from lxml import etree
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    return [(node.tag if isinstance(node.tag, str) else "?", list(node.attrib)) for node in root.iter()]


def rtf(data):
    from striprtf.striprtf import rtf_to_text
    rtf_to_text(data.decode("latin-1"), errors="ignore")
    return [word for word in re.findall(rb"\\([a-z]+)-?\d*", data)]


def mail(data):
    message = email.message_from_bytes(data)
    return [(part.get_content_type(), part.is_multipart(), part.get_filename() is None, len(part.keys())) for part in message.walk()]


def document(data):
    import docx
    read = docx.Document(io.BytesIO(data))
    return [len(read.paragraphs), len(read.tables), len(read.sections)]


def workbook(data):
    import openpyxl
    read = openpyxl.load_workbook(io.BytesIO(data))
    return [[[cell.value is None or cell.number_format for cell in row] for row in sheet.iter_rows()] for sheet in read.worksheets]


def slides(data):
    import pptx
    return [[shape.shape_type for shape in slide.shapes] for slide in pptx.Presentation(io.BytesIO(data)).slides]


def dicom(data):
    import pydicom
    read = pydicom.dcmread(io.BytesIO(data))
    return [[read.get(name) for name in ("Rows", "Columns", "Modality")], "PixelData" in read]


def dicom_copy(original, copy):
    """Pixels are the same, in the same syntax, or blank, said to be so, and as many as the image has."""
    import pydicom
    from pydicom.pixels.utils import get_expected_length
    before, after = pydicom.dcmread(io.BytesIO(original)), pydicom.dcmread(io.BytesIO(copy))
    if "PixelData" not in before:
        return True
    if "PIXELS BLANKED" not in after.DeidentificationMethod:
        return before.PixelData == after.PixelData and before.file_meta.TransferSyntaxUID == after.file_meta.TransferSyntaxUID
    if before.file_meta.TransferSyntaxUID.is_compressed:
        count = get_expected_length(after)
        return after.PixelData == bytes(count + count % 2) and not after.file_meta.TransferSyntaxUID.is_compressed
    return after.PixelData == bytes(len(before.PixelData))


def zipped(data):
    read = zipfile.ZipFile(io.BytesIO(data))
    assert read.testzip() is None
    return [(info.filename.count("/"), info.is_dir()) for info in read.infolist()]


def tarred(data):
    return [(member.isfile(), member.isdir()) for member in tarfile.open(fileobj=io.BytesIO(data)) if not member.issym()]


READERS = {
    "csv": table, "tsv": table, "json": lambda data: shape(json.loads(data)), "ndjson": ndjson, "hl7v2": hl7, "x12": x12,
    "xml": markup, "ccda": markup, "rtf": rtf, "mail": mail, "docx": document, "xlsx": workbook, "pptx": slides, "dicom": dicom,
    "zip": zipped, "tar": tarred, "gzip": lambda data: len(gzip.decompress(data)) >= 0,
}


def main():
    samples, stage = sys.argv[1], sys.argv[2]
    opened, refused, faults = {}, [], []
    with open(os.path.join(stage, "manifest.jsonl"), encoding="utf-8") as lines:
        entries = [entry for entry in map(json.loads, lines) if entry["type"] == "entry"]
    for entry in entries:
        path, reader = entry["path"], READERS.get(entry.get("format"))
        # A path that was masked names no original any more.
        if "output" not in entry or not reader or not os.path.isfile(os.path.join(samples, path)):
            continue
        with open(os.path.join(samples, path), "rb") as file:
            original = file.read()
        with open(os.path.join(stage, "data", entry["output"]["path"]), "rb") as file:
            copy = file.read()
        try:
            wanted = reader(original)
        except Exception as error:
            refused.append(f"{path}: {type(error).__name__}")
            continue
        try:
            if reader(copy) != wanted or entry["format"] == "dicom" and not dicom_copy(original, copy):
                faults.append(f"{path}: another structure")
        except Exception as error:
            faults.append(f"{path}: {type(error).__name__}: {str(error)[:100]}")
        opened[entry["format"]] = opened.get(entry["format"], 0) + 1
    print("opened", ", ".join(f"{count} {name}" for name, count in sorted(opened.items())))
    for line in refused:
        print("its reader refuses the original:", line)
    for line in faults:
        print("fault:", line)
    sys.exit(1 if faults or not opened else 0)


main()
