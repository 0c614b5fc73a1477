#!/usr/bin/env python3
"""Judges the desk's rendered pages by a strict HTML parser and by rules that need no browser.

usage: judge-pages.py FOLDER [NAME...]     FOLDER: pages and routes.json; NAME: only these files
Exits 0 where everything holds, 1 with a line for each fault, 3 where html5lib is missing.
"""
import hashlib
import json
import os
import re
import sys

try:
    import html5lib
except ImportError:
    print("html5lib is missing")
    sys.exit(3)

XHTML = "{http://www.w3.org/1999/xhtml}"
HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
VOIDS = {"input", "link", "meta", "br"}
faults = []


def text(element):
    return "".join(element.itertext())


def elements(tree, *names):
    return [e for e in tree.iter() if isinstance(e.tag, str) and e.tag.removeprefix(XHTML) in names]


def judge_parse(page, data):
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(data, transport_encoding="utf-8")
    for position, code, values in parser.errors:
        faults.append(f"{page}: line {position[0]}: {code} {values}")
    return tree


def judge_origin(page, source, tree, assets):
    """One script, one style, both of the desk; nothing inline, nothing of others."""
    def check(holds, words):
        if not holds:
            faults.append(f"{page}: {words}")

    check(not HIDDEN.search(source), "a character that hides or turns text")
    check(not elements(tree, "style", "iframe", "img", "object", "embed", "base", "svg:image"), "an element of others")
    scripts = elements(tree, "script")
    check([(s.get("type"), s.get("src") in assets, text(s)) for s in scripts] == [("module", True, "")], "scripts")
    links = elements(tree, "link")
    check([(e.get("rel"), e.get("href") in assets) for e in links] == [("stylesheet", True)], "links")
    for element in elements(tree, *{e.tag.removeprefix(XHTML) for e in tree.iter() if isinstance(e.tag, str)}):
        for name, value in element.attrib.items():
            check(name != "style" and not str(name).startswith("on"), f"an attribute {name}")
            if name in ("href", "src", "action", "formaction"):
                check(re.fullmatch(r"(/(?!/)[^\s\\]*|#[\w-]+)", value), f"an address {value}")
    for form in elements(tree, "form"):
        if (form.get("method") or "get") == "post":
            tokens = [e for e in elements(form, "input") if e.get("name") == "csrf" and e.get("value")]
            check(len(tokens) == 1, "a form without csrf")


def judge_outline(page, tree):
    """Headings, landmarks, labels, tables, identifiers."""
    def check(holds, words):
        if not holds:
            faults.append(f"{page}: {words}")

    html = tree if tree.tag == XHTML + "html" else elements(tree, "html")[0]
    check(html.get("lang") == "en", "no language")
    check(text(elements(tree, "title")[0]).strip(), "no title")
    levels = [int(e.tag[-1]) for e in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
    check(levels.count(1) == 1 and levels[0] == 1, f"headings {levels}")
    check(all(b - a <= 1 for a, b in zip(levels, levels[1:])), f"a level is left out: {levels}")
    identifiers = [e.get("id") for e in tree.iter() if e.get("id")]
    check(len(identifiers) == len(set(identifiers)), "an id twice")
    for element in tree.iter():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            check(not element.get(name) or element.get(name) in identifiers, f"{name} {element.get(name)}")
        target = element.get("href") or ""
        check(not target.startswith("#") or target[1:] in identifiers, f"a link to {target}")
    for tag in ("main", "header", "footer"):
        check(len(elements(tree, tag)) == 1, f"not one element {tag}")
    labelled = {e.get("for") for e in elements(tree, "label")}
    for field in elements(tree, "input", "textarea", "select"):
        check(field.get("type") == "hidden" or field.get("id") in labelled, "a field without label")
    for table in elements(tree, "table"):
        check(elements(table, "caption"), "a table without caption")
        check(all(th.get("scope") for th in elements(table, "th")), "a header without scope")
        widths = {len(elements(row, "td", "th")) for row in elements(table, "tr")}
        check(len(widths) == 1, f"a table with rows of {widths} cells")
    body = list(elements(tree, "body")[0])
    check(body and body[0].get("class") == "skip" and body[0].get("href") == "#main", "no way past the top")


def judge_document(page, tree):
    """A page with a document states its digest, and the form names the same one."""
    by_id = {e.get("id"): e for e in tree.iter() if e.get("id")}
    if "view" not in by_id:
        return
    shown, view = text(by_id["document"]), text(by_id["view"])
    if not re.search(r"\\u\{", shown) and hashlib.sha256(shown.encode()).hexdigest() != view:
        faults.append(f"{page}: another document than the digest's")
    form = by_id.get("key-form")
    if form is not None and form.get("data-view") != view:
        faults.append(f"{page}: the form names another document")


def main():
    folder = sys.argv[1]
    routes = json.load(open(os.path.join(folder, "routes.json"), encoding="utf-8"))
    names = sys.argv[2:] or sorted({page["file"] for page in routes["pages"].values()})
    for name in names:
        data = open(os.path.join(folder, name), "rb").read()
        tree = judge_parse(name, data)
        judge_origin(name, data.decode("utf-8"), tree, routes["assets"])
        judge_outline(name, tree)
        judge_document(name, tree)
    for fault in faults:
        print(fault)
    print(f"{len(names)} pages, {len(faults)} faults")
    sys.exit(1 if faults or not names else 0)


main()
