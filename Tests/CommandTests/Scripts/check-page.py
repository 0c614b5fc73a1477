#!/usr/bin/env python3
"""Judges a page by a strict HTML parser and by rules that need no browser; with a browser, by axe, too.

usage: check-page.py PAGE [PICTURES]     PICTURES: a folder for screenshots and the printed page
Exits 0 where everything holds, 1 with a line for each fault, 3 where html5lib is missing.
"""
import base64
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import html5lib
except ImportError:
    print("html5lib is missing")
    sys.exit(3)

XHTML = "{http://www.w3.org/1999/xhtml}"
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def text(element):
    return "".join(element.itertext())


def luminance(color):
    parts = [int(part) / 255 for part in color]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def check_parse(data):
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(data, transport_encoding="utf-8")
    for position, code, values in parser.errors:
        faults.append(f"line {position[0]}: {code} {values}")
    return tree


def check_alone(source, tree):
    """Nothing is fetched, nothing runs, and the policy says so."""
    check(not list(tree.iter(XHTML + "script")), "a script")
    for element in tree.iter():
        for name, value in element.attrib.items():
            check(name not in ("src", "srcset", "style", "data", "poster") and not name.startswith("on"),
                  f"an attribute {name}")
            check(name != "href" or value.startswith("#"), f"a link to {value}")
    for tag in ("link", "iframe", "img", "object", "embed", "base", "form"):
        check(not list(tree.iter(XHTML + tag)), f"an element {tag}")
    style = text(next(tree.iter(XHTML + "style")))
    check("url(" not in style and "@import" not in style, "a style that fetches")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = [m.get("content") for m in tree.iter(XHTML + "meta")
              if m.get("http-equiv") == "Content-Security-Policy"]
    check(len(policy) == 1 and policy[0].startswith("default-src 'none'"), "no content policy")
    check(f"'sha256-{digest}'" in "".join(policy), "a policy that does not name the style")
    check(not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]", source), "marks of direction")
    return style


def check_outline(tree):
    """Headings, captions, headers of cells, labels."""
    html = tree if tree.tag == XHTML + "html" else next(tree.iter(XHTML + "html"))
    check(html.get("lang"), "no language")
    check(text(next(tree.iter(XHTML + "title"))).strip(), "no title")
    levels = [int(e.tag[-1]) for e in tree.iter() if isinstance(e.tag, str)
              and re.fullmatch(re.escape(XHTML) + "h[1-6]", e.tag)]
    check(levels.count(1) == 1 and levels[0] == 1, f"headings {levels}")
    check(all(b - a <= 1 for a, b in zip(levels, levels[1:])), f"a level is left out: {levels}")
    identifiers = [e.get("id") for e in tree.iter() if e.get("id")]
    check(len(identifiers) == len(set(identifiers)), "an id twice")
    for element in tree.iter():
        for name in ("aria-labelledby", "href"):
            target = (element.get(name) or "").lstrip("#")
            check(not target or target in identifiers, f"{name} to {target}, which is nowhere")
    for table in tree.iter(XHTML + "table"):
        check(table.find(XHTML + "caption") is not None, "a table without caption")
        check(all(th.get("scope") for th in table.iter(XHTML + "th")), "a header without scope")
        widths = {sum(1 for c in row if c.tag in (XHTML + "td", XHTML + "th"))
                  for row in table.iter(XHTML + "tr")}
        check(len(widths) == 1, f"a table with rows of {widths} cells")
    for tag in ("main", "header", "footer"):
        check(len(list(tree.iter(XHTML + tag))) == 1, f"not one element {tag}")


def check_colors(style):
    """Text on its grounds 7 to 1, marks 3 to 1, in light, dark and print."""
    sets = re.findall(r":root \{([^}]*)\}", style)
    check(len(sets) == 3, "not three sets of colours")
    for block in sets:
        colors = {name: parts.split(",") for name, parts in re.findall(r"--([a-z-]+): rgb\(([0-9, ]+)\)", block)}
        for ink, paper, least in [
            ("ink", "paper", 7), ("ink", "card", 7), ("soft", "paper", 7), ("soft", "card", 7),
            ("ink", "tag", 7), ("stop", "stop-paper", 7), ("stop", "paper", 4.5),
            ("mark", "track", 3), ("mark", "paper", 3),
        ]:
            found = contrast(colors[ink], colors[paper])
            check(found >= least, f"{ink} on {paper}: {found:.1f} to 1")


def check_document(tree):
    """The document at the end is the one whose digest the page states."""
    by_id = {e.get("id"): e for e in tree.iter() if e.get("id")}
    document, view = text(by_id["document"]), text(by_id["view"])
    check(hashlib.sha256(document.encode()).hexdigest() == view, "another document than the digest's")
    json.loads(document)


def browser():
    for name in ("chromium-headless-shell", "chromium"):
        if shutil.which(name):
            return shutil.which(name)
    return None


def run_browser(program, scratch, *arguments):
    return subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={scratch}/profile", *arguments],
        capture_output=True, text=True, timeout=180)


PROBE = """
<script>%s</script>
<script>
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
  .then(result => {
    const out = {axe: result.violations.map(v => v.id + ' (' + v.impact + '): ' + v.nodes[0].html.slice(0, 120)),
                 passes: result.passes.length, wide: document.documentElement.scrollWidth - innerWidth};
    document.documentElement.innerHTML = '<body><pre id="probe">' + btoa(unescape(encodeURIComponent(JSON.stringify(out)))) + '</pre></body>';
  });
</script>
"""


def check_browser(page, source, pictures):
    program = browser()
    scripts = glob.glob(os.path.join(sys.prefix, "lib/python3*/site-packages/axe_playwright_python/**/axe*.js"),
                        recursive=True)
    if not program or not scripts:
        print("page: no browser or no axe: looked at without them")
        return
    axe = open(max(scripts, key=os.path.getsize), encoding="utf-8").read()
    with tempfile.TemporaryDirectory() as scratch:
        probed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
        probed = probed.replace("</body>", PROBE % axe.replace("\\", "\\\\").replace("\\\\", "\\") + "</body>")
        path = os.path.join(scratch, "probed.html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(probed)
        for width in (400, 1280):
            done = run_browser(program, scratch, f"--window-size={width},2000", "--virtual-time-budget=60000",
                               "--dump-dom", f"file://{path}")
            found = re.search(r'<pre id="probe">([^<]*)<', done.stdout)
            check(found, f"axe did not end: {done.stderr[-300:]}")
            if not found:
                continue
            result = json.loads(base64.b64decode(found.group(1)))
            for violation in result["axe"]:
                faults.append(f"{width}: {violation}")
            check(result["wide"] <= 0, f"{width}: {result['wide']} pixels too wide")
            check(result["passes"] > 10, f"axe looked at {result['passes']} rules")
        if pictures:
            take_pictures(program, scratch, page, pictures)


def take_pictures(program, scratch, page, pictures):
    os.makedirs(pictures, exist_ok=True)
    stem = os.path.join(os.path.abspath(pictures), os.path.splitext(os.path.basename(page))[0])
    address = f"file://{os.path.abspath(page)}"
    for width in (400, 1280, 1600):
        run_browser(program, scratch, f"--window-size={width},2400", f"--screenshot={stem}-{width}.png", address)
    run_browser(program, scratch, "--window-size=1280,2400", "--blink-settings=preferredColorScheme=0",
                f"--screenshot={stem}-1280-dark.png", address)
    run_browser(program, scratch, "--no-pdf-header-footer", f"--print-to-pdf={stem}.pdf", address)
    for suffix in ("-400.png", "-1280.png", "-1600.png", ".pdf"):
        check(os.path.getsize(stem + suffix) > 5000, f"no picture {suffix}")


def main():
    page = sys.argv[1]
    data = open(page, "rb").read()
    source = data.decode("utf-8")
    tree = check_parse(data)
    style = check_alone(source, tree)
    check_outline(tree)
    check_colors(style)
    check_document(tree)
    check_browser(page, source, sys.argv[2] if len(sys.argv) > 2 else None)
    for fault in faults:
        print(f"page: {os.path.basename(page)}: {fault}")
    sys.exit(1 if faults else 0)


main()
