#!/usr/bin/env python3
"""Walks the desk's pages in a headless browser, against a stand-in for the desk.

usage: walk-pages.py FOLDER WALK [PICTURES]     FOLDER: pages, keys and routes.json
Exits 0 where everything holds, 1 with a line for each fault, 3 where browser or axe is missing.
"""
import base64
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import browser as chromium
import stand_in

WIDTHS = (400, 800, 1600)
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def axe_source():
    found = glob.glob(os.path.join(sys.prefix, "lib/python3*/site-packages/axe_playwright_python/**/axe*.js"),
                      recursive=True)
    return open(max(found, key=os.path.getsize), encoding="utf-8").read() if found else None


AXE_RUN = """axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
  .then(r => ({passes: r.passes.length, faults: r.violations.map(v => v.id + ' (' + v.impact + '): '
    + v.nodes.length + ', ' + v.nodes[0].html.slice(0, 140))}))"""


def look(walk, pictures):
    """Every page at three widths, light and dark: axe, console, overflow."""
    axe = axe_source()
    looked = 0
    for path, page in sorted(walk.desk.routes["pages"].items()):
        for dark in (False, True):
            tab = chromium.Tab(walk.browser, WIDTHS[0], dark=dark)
            tab.open(walk.desk.address + path)
            tab.value(axe + ";0")
            for width in WIDTHS:
                tab.look(width, 1000, dark)
                place = f"{page['file']} {width} {'dark' if dark else 'light'}"
                wide = tab.value("document.documentElement.scrollWidth - innerWidth")
                check(wide <= 0, f"{place}: {wide} pixels too wide")
                result = tab.value(AXE_RUN)
                check(result["passes"] > 10, f"{place}: axe looked at {result['passes']} rules")
                for fault in result["faults"]:
                    faults.append(f"{place}: {fault}")
                looked += 1
                if pictures:
                    stem = os.path.splitext(page["file"])[0]
                    tab.picture(f"{pictures}/{stem}-{width}{'-dark' if dark else ''}.png")
            answered = [e for e in tab.errors if "status of" not in e or page["status"] == 200]
            for error in answered:
                faults.append(f"{page['file']}: console: {error}")
            strangers = [r["url"] for r in tab.requests if not r["url"].startswith(walk.desk.address)]
            check(not strangers, f"{page['file']}: asks {strangers}")
            tab.close()
    print(f"{looked} looks")


class Walk:
    """A browser and a stand-in."""

    def __init__(self, folder):
        self.folder, self.desk, self.browser = folder, stand_in.StandIn(folder), chromium.Browser()

    def path(self, name):
        return os.path.join(self.folder, name)

    def open(self, **options):
        """The request's page, ready to sign."""
        tab = chromium.Tab(self.browser, **options)
        tab.open(self.desk.address + self.desk.routes["main"])
        return tab

    def ready(self):
        tab = self.open()
        tab.wait("!document.getElementById('scripted').hidden")
        tab.value("document.querySelectorAll('details.way').forEach(way => way.open = true)")
        return tab

    def fresh(self, lies=None):
        """Forgets what came, and lies from now on."""
        self.desk.lies, self.desk.refusal, self.desk.swapped = lies, None, None
        self.desk.posts.clear()
        self.desk.forms.clear()
        self.desk.queries.clear()

    def decide(self, tab, decision="approve", key="key.pem", comment="Looked at it all.", attest=True):
        """Fills the form in and presses; what the page says then."""
        tab.choose("#key-file", self.path(key))
        tab.type("#key-comment", comment)
        if attest:
            tab.click("#key-attest")
        tab.click(f"#key-form button[value={decision}]")
        tab.wait("document.getElementById('failure').textContent || /in the log/.test("
                 "document.getElementById('result').textContent)")
        return tab.value("document.getElementById('failure').textContent"), tab.value(
            "document.getElementById('result').textContent")

    def close(self):
        self.browser.close()
        self.desk.close()


def pae(kind, payload):
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def verify(walk, body, decision, comment):
    """What others say of an envelope: openssl over the bytes, securesystemslib over the envelope."""
    envelope = json.loads(body)
    payload = base64.b64decode(envelope["payload"], validate=True)
    statement = json.loads(payload)
    check(stand_in.canonical(envelope) + b"\n" == body, "the envelope is not canonical")
    check(stand_in.canonical(statement) == payload, "the statement is not canonical")
    said = statement["predicate"]
    check((said["decision"], said["comment"]) == (decision, comment), f"it says {said['decision']}, {said['comment']}")
    signature = envelope["signatures"][0]
    check(signature["keyid"] == walk.desk.routes["keyid"], "another key id")
    with tempfile.TemporaryDirectory() as scratch:
        names = [os.path.join(scratch, name) for name in ("pae", "sig")]
        for name, data in zip(names, (pae(envelope["payloadType"].encode(), payload),
                                      base64.b64decode(signature["sig"], validate=True))):
            with open(name, "wb") as file:
                file.write(data)
        words = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", walk.path("key.pub"),
                 "-sigfile", names[1], "-in", names[0]]
        check(subprocess.run(words, capture_output=True).returncode == 0, "openssl says no")
        with open(names[0], "ab") as file:
            file.write(b" ")
        check(subprocess.run(words, capture_output=True).returncode != 0, "openssl says yes to anything")
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import SSlibKey
    with open(walk.path("key.pub"), "rb") as file:
        key = SSlibKey.from_crypto(load_pem_public_key(file.read()), keyid=signature["keyid"])
    Envelope.from_dict(envelope | {"signatures": [dict(signature)]}).verify([key], 1)


def sign(walk, _):
    """A key signs in the browser; others verify; the key is sent nowhere."""
    with open(walk.path("key.pem"), "rb") as file:
        body = b"".join(file.read().splitlines()[1:-1])
    seed = base64.b64decode(body)[-32:]
    for decision, comment in (("approve", "Looked at it all: \u00e4, \u2713, \"quoted\"\nand a second line."), ("deny", "Too many.")):
        walk.fresh()
        tab = walk.ready()
        failure, result = walk.decide(tab, decision, comment=comment, attest=decision == "approve")
        check(not failure and "is in the log" in result, f"{decision}: {failure} {result}")
        check(len(walk.desk.posts) == 1, f"{len(walk.desk.posts)} posts")
        for post in walk.desk.posts:
            check(post["csrf"] == walk.desk.routes["csrf"], f"csrf {post['csrf']}")
            check(post["type"] == "application/json", f"type {post['type']}")
            verify(walk, post["body"], decision, comment)
        check(all("comment" not in query for query in walk.desk.queries), "the comment went into an address")
        sent = json.dumps(tab.requests).encode()
        for form in (seed, base64.b64encode(seed)[:-2], body, seed.hex().encode(), base64.urlsafe_b64encode(seed)[:-2]):
            check(form not in sent and all(form not in post["body"] for post in walk.desk.posts), "the key was sent")
        tab.wait("document.getElementById('state').dataset.state === 'approved'")
        check(tab.value("document.getElementById('key-form').hidden"), "the form stays")
        check(not tab.errors, f"console: {tab.errors}")
        tab.close()


def lies(walk, _):
    """A statement or document that is not the page's is not signed; the honest one is."""
    for lie in [None, "review", *stand_in.LIES]:
        walk.fresh(lie)
        tab = walk.ready()
        failure, result = walk.decide(tab)
        if lie is None:
            check(not failure and len(walk.desk.posts) == 1, f"the honest one: {failure}")
        else:
            check("Nothing was signed" in failure and not result, f"{lie}: {failure} {result}")
            check(not walk.desk.posts, f"{lie}: it was posted")
            check(not tab.value("document.querySelector('#key-form button').disabled"), f"{lie}: cannot go on")
        tab.close()


def keys(walk, _):
    """Files that are no key of the viewer's are named as what they are, and nothing is sent."""
    for name, words in [("stranger.pem", "none that is enrolled"), ("key.pub", "public half"),
                        ("encrypted.pem", "encrypted"), ("openssh", "OpenSSH"), ("rsa.pem", "no Ed25519 key"),
                        ("p256.pem", "no Ed25519 key"), ("damaged.pem", "damaged"), ("short.pem", "no Ed25519 key"),
                        ("text.txt", "no key file"), ("large.pem", "too large")]:
        walk.fresh()
        tab = walk.ready()
        failure, result = walk.decide(tab, key=name)
        check(words in failure and not result, f"{name}: {failure} {result}")
        check(not walk.desk.posts and not walk.desk.queries, f"{name}: something was sent")
        tab.close()
    walk.fresh()
    tab = walk.ready()
    failure, _ = walk.decide(tab, attest=False)
    check("actual knowledge" in failure and not walk.desk.posts, f"without the statement: {failure}")
    walk.desk.refusal = (409, "Refused", "approver_is_requester")
    tab.click("#key-attest")
    tab.click("#key-form button[value=approve]")
    tab.wait("/refused/.test(document.getElementById('failure').textContent)")
    said = tab.value("document.getElementById('failure').textContent")
    check("409" in said and "approver_is_requester" in said, f"refused: {said}")
    walk.desk.refusal = (401, "No", "")
    tab.click("#key-form button[value=approve]")
    tab.wait("/sign-in/.test(document.getElementById('failure').textContent)")
    tab.close()


def handin(walk, _):
    """A decision that was signed elsewhere is handed in as it is; another file is not sent."""
    for name, words in [("text.txt", "no signed decision"), ("review.json", "no signed decision"),
                        ("large.json", "too large"), ("signed.json", None)]:
        walk.fresh()
        with open(walk.path("large.json"), "w", encoding="utf-8") as file:
            file.write(" " * 70000)
        with open(walk.path("text.txt"), "w", encoding="utf-8") as file:
            file.write("no decision")
        with open(walk.path("signed.json"), "w", encoding="utf-8") as file:
            file.write('{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}\n')
        tab = walk.ready()
        tab.choose("#envelope-file", walk.path(name))
        tab.click("#envelope-form button")
        tab.wait("document.getElementById('failure').textContent || /in the log/.test("
                 "document.getElementById('result').textContent)")
        said = tab.value("document.getElementById('failure').textContent")
        if words:
            check(words in said and not walk.desk.posts, f"{name}: {said}")
        else:
            with open(walk.path(name), "rb") as file:
                check(not said and [post["body"] for post in walk.desk.posts] == [file.read()], f"{name}: {said}")
        tab.close()


def plain(walk, _):
    """Without scripts: the page is whole, and the form decides."""
    walk.fresh()
    tab = walk.open(scripts=False)
    page = tab.html()
    for words in ("phigate approve STAGE", "Where it stands", "What was masked", "With scripts switched on"):
        check(words in page, f"without scripts: no {words}")
    check("hidden" in tab.html("#scripted").split(">")[0], "the key's form shows without scripts")
    tab.type("#click-comment", "Looked at <b>it</b> & all.")
    tab.click("#click-attest")
    tab.click("#click-form button[value=approve]", loads=True)
    path, fields = walk.desk.forms[-1]
    check(path == f"/requests/{walk.desk.routes['request']}/decision", f"posted to {path}")
    with open(walk.path("review.json"), "rb") as file:
        view = hashlib.sha256(file.read()).hexdigest()
    check(walk.desk.origins[-1] == walk.desk.address, f"the form comes from {walk.desk.origins[-1]}")
    check(fields == {"csrf": walk.desk.routes["csrf"], "view": view, "comment": "Looked at <b>it</b> & all.",
                     "attest": "no-actual-knowledge", "decision": "approve"}, f"posted {fields}")
    check("Your approval is in the log" in tab.html(), "the page behind the form says nothing")
    tab.click(".site form button", loads=True)
    check(walk.desk.forms[-1] == ("/sign-out", {"csrf": walk.desk.routes["csrf"]}), f"{walk.desk.forms[-1]}")
    tab.close()
    # The list's filter is a form of its own.
    tab = chromium.Tab(walk.browser, scripts=False)
    tab.open(walk.desk.address + "/")
    check(tab.has("a[href^='/requests/']") and tab.has("#destination"), "no list without scripts")
    tab.close()


def events(walk, _):
    """What happens meanwhile is shown, and a comment that somebody writes stays."""
    walk.fresh()
    tab = walk.ready()
    tab.type("#key-comment", "half a thought")
    check("Nobody has decided yet" not in tab.html("#progress"), "the fixture has no decision")
    walk.desk.swapped = walk.desk.routes["after"]
    walk.desk.events.set()
    tab.wait("document.getElementById('state').dataset.state === 'approved'")
    tab.wait("document.getElementById('news').textContent")
    check(tab.value("document.getElementById('key-comment').value") == "half a thought", "the comment is gone")
    check(not tab.errors, f"console: {tab.errors}")
    walk.desk.events.clear()
    tab.close()


def old(walk, _):
    """A browser without Ed25519 says so, and shows the command."""
    walk.fresh()
    tab = chromium.Tab(walk.browser)
    tab.command("Page.addScriptToEvaluateOnNewDocument", {
        "source": "crypto.subtle.generateKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'))"})
    tab.open(walk.desk.address + walk.desk.routes["main"])
    tab.wait("/cannot sign/.test(document.getElementById('unscripted').textContent)")
    check(tab.value("document.getElementById('scripted').hidden"), "the key's form shows")
    check(tab.value("document.body.textContent.includes('phigate approve STAGE')"), "no command")
    tab.close()


def keyboard(walk, _):
    """From the top by keys alone: past the bar, through the form, to the button."""
    walk.fresh()
    tab = walk.ready()
    tab.key("Tab", 9)
    check(tab.value("document.activeElement.className") == "skip", "the first stop is not the way past")
    check(tab.value("document.activeElement.getBoundingClientRect().top") >= 0, "the way past is not seen")
    tab.key("Enter", 13)
    tab.wait("location.hash === '#main'")
    stops = []
    for _ in range(60):
        tab.key("Tab", 9)
        stop = tab.value("(e => e.id || [e.closest('form')?.id, e.closest('details')?.id, e.value, e.tagName].join(' '))"
                         "(document.activeElement)")
        outline = tab.value("getComputedStyle(document.activeElement).outlineStyle")
        check(outline != "none", f"{stop} does not show that it has the focus")
        if stop in stops:
            break
        stops.append(stop)
    for name in ("click-comment", "click-attest", "click-form  approve BUTTON", "click-form  deny BUTTON", "key-file",
                 "key-comment", "key-attest", "key-form key-way approve BUTTON", "key-form key-way deny BUTTON"):
        check(name in stops, f"keys do not lead to {name}: {stops}")
    tab.close()


WALKS = {walk.__name__: walk for walk in (look, sign, lies, keys, handin, plain, events, old, keyboard)}


def main():
    if not chromium.program() or not axe_source():
        print("no browser or no axe")
        sys.exit(3)
    pictures = sys.argv[3] if len(sys.argv) > 3 else None
    if pictures:
        os.makedirs(pictures, exist_ok=True)
    walk = Walk(sys.argv[1])
    try:
        WALKS[sys.argv[2]](walk, pictures)
    finally:
        walk.close()
    for fault in faults:
        print(fault)
    print(f"{sys.argv[2]}: {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
