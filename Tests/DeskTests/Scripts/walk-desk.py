#!/usr/bin/env python3
"""A request from the batch host to its release, decided by two people in browsers, at a running desk.

usage: walk-desk.py PHIGATE PHIGATE_DESK ROOT WALK [PICTURES]
  ROOT   the repository; WALK: scripts (a click and a key in the browser), plain (a click and the
         terminal, no script runs), strangers (whoever is not known, asks or has signed in elsewhere)
Exits 0 where everything holds, 1 with a line for each fault, 3 where browser or provider is missing.
"""
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PHIGATE, DESK, ROOT, WALK = sys.argv[1:5]
PICTURES = sys.argv[5] if len(sys.argv) > 5 else None
sys.path.insert(0, os.path.join(ROOT, "Tests/DeskPagesTests/Scripts"))
import browser as chromium

PEOPLE = {"m.okafor": ("privacy", "subject-of-okafor"), "j.lindqvist": ("data-owner", "subject-of-lindqvist")}
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class World:
    """A gate, a desk, a provider and a browser in one folder."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PHIGATE")}
        self.config = f"{folder}/config/phigate.yml"
        self.desk_config = f"{folder}/desk/phigate-desk.yml"
        provider = subprocess.Popen(
            [sys.executable, os.path.join(ROOT, "Tests/DeskIdentityTests/Scripts/provider.py")],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(provider)
        self.issuer = f"http://127.0.0.1:{int(provider.stdout.readline())}"
        self.url = f"http://127.0.0.1:{free_port()}"
        self.make_gate()
        self.make_desk()
        self.browser = chromium.Browser()

    def run(self, program, *words, code=0):
        """Runs a program, and insists on its exit code."""
        done = subprocess.run([program, *words], capture_output=True, text=True, env=self.environment,
                              cwd=self.folder, timeout=300)
        if done.returncode != code:
            raise RuntimeError(f"{words[:2]} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def phigate(self, *words, code=0):
        return self.run(PHIGATE, *words, code=code)

    def desk(self, *words, code=0):
        return self.run(DESK, *words, code=code)

    def make_gate(self):
        """Two people, a desk's key, and a clause that takes clicks."""
        self.phigate("init", self.folder, "--single-user")
        self.desk("init", "--config", self.desk_config, "--trust", f"{self.folder}/config/trust.json",
                  "--listen", self.url.removeprefix("http://"))
        for name, (group, subject) in PEOPLE.items():
            key = f"{self.folder}/keys/{name}"
            self.phigate("key", "new", "--out", key + ".pem", "--public", key + ".pub")
            self.phigate("trust", "add-human", name, "--group", group, "--alias",
                         f"oidc:{self.issuer}|{subject}", "--config", self.config)
            self.phigate("trust", "add-key", name, key + ".pub", "--config", self.config)
        self.phigate("trust", "add-human", f"user-{os.getuid()}", "--alias",
                     f"oidc:{self.issuer}|subject-of-requester", "--group", "privacy", "--config", self.config)
        self.phigate("trust", "add-channel", "desk", f"{self.folder}/desk/state/channel.pub", "--kind",
                     "web", "--config", self.config)
        draft = f"{self.folder}/config/trust.json.draft"
        with open(draft, encoding="utf-8") as file:
            trust = json.load(file)
        for clause in trust["approvals"]["anyOf"][0]["allOf"]:
            if clause["group"] == "privacy":
                clause["assurance"] = "gateway-attested"
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(trust, file, indent=2)
        self.phigate("trust", "sign", "--key", f"{self.folder}/keys/root.pem", "--config", self.config)

    def make_desk(self):
        """Names the provider, makes a token, serves."""
        secret = f"{self.folder}/desk/secret"
        with open(secret, "w", encoding="utf-8") as file:
            file.write("s+cret/")
        os.chmod(secret, 0o600)
        with open(self.desk_config, "a", encoding="utf-8") as file:
            file.write(f"\nsignIn:\n  issuer: {self.issuer}\n  clientId: desk\n"
                       f"  clientSecretFile: {secret}\n  allowLoopback: true\n  provider: Northharbor Health\n")
        made = self.desk("token", "create", "nightly", "--scope", "submit", "--scope", "read",
                         "--config", self.desk_config, "--json")
        token = re.search(r"pgd_[0-9a-f]+_[A-Za-z0-9_-]+", made).group(0)
        self.token = f"{self.folder}/desk/token"
        with open(self.token, "w", encoding="utf-8") as file:
            file.write(token + "\n")
        os.chmod(self.token, 0o600)
        self.log = open(f"{self.folder}/desk/log", "w", encoding="utf-8")
        serving = subprocess.Popen([DESK, "serve", "--config", self.desk_config], stdout=subprocess.PIPE,
                                   stderr=self.log, text=True, env=self.environment)
        self.processes.append(serving)
        if "listens" not in serving.stdout.readline():
            raise RuntimeError("the desk does not listen")

    def submit(self):
        """Scans, asks and submits; the request's id."""
        stage = f"{self.folder}/stage"
        self.phigate("scan", os.path.join(ROOT, "fixtures/landing"), "--stage", stage, "--config", self.config, code=3)
        self.phigate("request", stage, "--destination", "research", "--purpose",
                     "weekly pneumonia cohort <b>& more</b>", "--config", self.config)
        self.desk("submit", stage, "--desk", self.url, "--token-file", self.token, code=75)
        with open(f"{stage}/request.json", encoding="utf-8") as file:
            self.id = json.load(file)["id"]
        view = self.phigate("review", stage, "--json").splitlines()[0]
        self.view = hashlib.sha256(view.encode()).hexdigest()
        self.stage = stage

    def provide(self, subject):
        """The provider signs this person in from now on."""
        body = json.dumps({"claims": {"sub": subject}}).encode()
        urllib.request.urlopen(urllib.request.Request(self.issuer + "/__set", data=body)).read()

    def sign_in(self, subject, path, **options):
        """A browser of a person, signed in, at a page."""
        self.provide(subject)
        tab = chromium.Tab(self.browser, **options)
        tab.open(self.url + path)
        check("Sign in with Northharbor Health" in tab.html(), f"{path} is shown to a stranger")
        tab.click("a.button", loads=True)
        return tab

    def api(self, path, token=True):
        """What the API answers a program: status and body."""
        request = urllib.request.Request(self.url + path)
        if token:
            with open(self.token, encoding="utf-8") as file:
                request.add_header("Authorization", "Bearer " + file.read().strip())
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def release(self):
        """Fetches the envelopes, releases, and tells the desk."""
        self.desk("wait", self.stage, "--token-file", self.token, "--wait", "30s")
        self.phigate("release", self.stage, "--destination", "research", "--config", self.config)
        released = os.path.join(self.folder, "released")
        receipts = [os.path.join(base, name) for base, _, names in os.walk(released)
                    for name in names if name == "receipt.dsse.json"]
        check(len(receipts) == 1, f"{len(receipts)} receipts")
        self.desk("receipt", self.stage, "--receipt", receipts[0], "--token-file", self.token)

    def close(self):
        """Ends everything."""
        if hasattr(self, "browser"):
            self.browser.close()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def quiet(tab, who):
    check(not tab.errors, f"console of {who}: {tab.errors}")


def picture(tab, name):
    if PICTURES:
        os.makedirs(PICTURES, exist_ok=True)
        for width in (400, 800, 1600):
            tab.look(width)
            tab.picture(f"{PICTURES}/desk-{name}-{width}.png")
        tab.look(1280)


def see(world, tab, who):
    """The page shows the document that `phigate review` shows, and its digest."""
    page = tab.html()
    for words in (world.view, "weekly pneumonia cohort &lt;b&gt;&amp; more&lt;/b&gt;", "May 19 files leave for research?",
                  "Where it stands", "Masked samples"):
        check(words in page, f"{who} does not see {words}")


def click(world, scripts):
    """The first person decides by a click."""
    tab = world.sign_in("subject-of-okafor", f"/requests/{world.id}", scripts=scripts)
    see(world, tab, "m.okafor")
    check(tab.has("#click-form"), "no form for m.okafor")
    picture(tab, "open")
    # An approval under Safe Harbor without its statement is sent back.
    tab.type("#click-comment", "Samples read.")
    tab.click("#click-form button[value=approve]", loads=True)
    check("needs the statement about actual knowledge" in tab.html(), "an approval without its statement")
    # The browser notes that the answer was a refusal, as it must be.
    check(all("status of 4" in error for error in tab.errors), f"console of m.okafor: {tab.errors}")
    tab.errors.clear()
    tab.open(world.url + f"/requests/{world.id}")
    tab.type("#click-comment", "Samples read, \u00fcber <i>all</i>.")
    tab.click("#click-attest")
    tab.click("#click-form button[value=approve]", loads=True)
    page = tab.html()
    check("Your approval is in the log" in page, "m.okafor's click is not in the log")
    check("Samples read, \u00fcber &lt;i&gt;all&lt;/i&gt;." in page, "the comment is not shown")
    check("gateway-attested" in page and not tab.has("#click-form"), "a second click is offered")
    return tab


def tokens(world):
    """The envelopes of the request, by verdict, with their statements."""
    import base64
    status, body = world.api(f"/v1/requests/{world.id}/tokens")
    check(status == 200, f"tokens: {status}")
    found = []
    for token in json.loads(body)["tokens"]:
        envelope = json.loads(base64.b64decode(token["envelope"]))
        found.append(json.loads(base64.b64decode(envelope["payload"])))
    return found


def finish(world, tab):
    """Two approvals, by what they are worth; then the release, and what pages say of it."""
    said = {s["predicate"]["approver"]["human"]: s["predicate"] for s in tokens(world)}
    check({name: p["channel"]["assurance"] for name, p in said.items()}
          == {"m.okafor": "gateway-attested", "j.lindqvist": "human-key"}, f"approvals: {list(said)}")
    for name, predicate in said.items():
        check(predicate["reviewed"]["viewDigest"] == world.view, f"{name} saw another document")
    world.release()
    tab.open(world.url + f"/requests/{world.id}")
    check("19 files left for research" in tab.html(), "the page does not say that it left")
    picture(tab, "released")
    tab.open(world.url + f"/requests/{world.id}/evidence")
    page = tab.html()
    for words in ("PASSED", "m.okafor", "j.lindqvist", "The log", "Newest checkpoint"):
        check(words in page, f"the evidence lacks {words}")
    picture(tab, "evidence")
    tab.open(world.url + "/?state=released")
    check(f"/requests/{world.id}" in tab.html(), "the list lacks what was released")
    picture(tab, "list")
    quiet(tab, "m.okafor")


def scripts(world):
    """A click by one, a key in the browser by another, who sees the first decision arrive."""
    second = world.sign_in("subject-of-lindqvist", f"/requests/{world.id}")
    see(world, second, "j.lindqvist")
    check(not second.has("#click-form"), "a click is offered where a key is needed")
    second.wait("!document.getElementById('scripted').hidden")
    first = click(world, scripts=True)
    second.wait("document.getElementById('progress').textContent.includes('m.okafor')")
    second.choose("#key-file", f"{world.folder}/keys/m.okafor.pem")
    second.type("#key-comment", "Ours to give.")
    second.click("#key-attest")
    second.click("#key-form button[value=approve]")
    second.wait("document.getElementById('failure').textContent")
    check("none that is enrolled" in second.html("#failure"), "another's key signs")
    second.choose("#key-file", f"{world.folder}/keys/j.lindqvist.pem")
    # A slow page may still be busy with the first key, and shows what it said of that until the next click.
    second.wait("!document.querySelector('#key-form button[value=approve]').disabled")
    second.wait("document.getElementById('key-file').files[0]?.name === 'j.lindqvist.pem'")
    second.value("document.getElementById('failure').textContent = ''")
    # Not by the mouse: what arrives meanwhile moves the button away from under it.
    second.value("document.querySelector('#key-form button[value=approve]').click()")
    second.wait("document.getElementById('failure').textContent || /in the log/.test("
                "document.getElementById('result').textContent)")
    said = second.value("document.getElementById('failure').textContent")
    check(not said, f"j.lindqvist: {said}")
    second.wait("document.getElementById('state').dataset.state === 'approved'")
    quiet(second, "j.lindqvist")
    finish(world, first)


def plain(world):
    """No script runs: a click by one, a file that the terminal signed by the other."""
    first = click(world, scripts=False)
    second = world.sign_in("subject-of-lindqvist", f"/requests/{world.id}", scripts=False)
    page = second.html("#terminal-way")
    command = re.search(r"phigate approve STAGE --as (\S+) --group (\S+) --key FILE", page)
    check(command, "no command on the page")
    out = f"{world.folder}/approve.dsse.json"
    world.phigate("approve", world.stage, "--as", command.group(1), "--group", command.group(2), "--key",
                  f"{world.folder}/keys/j.lindqvist.pem", "--comment", "Ours to give.", "--out", out)
    # Handing it in needs scripts; anybody's browser does.
    third = world.sign_in("subject-of-lindqvist", f"/requests/{world.id}")
    third.wait("!document.getElementById('envelope-form').hidden")
    third.value("document.getElementById('terminal-way').open = true")
    third.choose("#envelope-file", out)
    third.click("#envelope-form button")
    third.wait("/in the log/.test(document.getElementById('result').textContent)")
    quiet(second, "j.lindqvist")
    finish(world, first)


def strangers(world):
    """Whoever is not known sees nothing; the requester and forged forms decide nothing."""
    tab = world.sign_in("subject-of-nobody", f"/requests/{world.id}")
    page = tab.html()
    check("not known here" in page and "pneumonia" not in page, "a stranger sees a request")
    tab.open(world.url + f"/requests/{world.id}")
    check("Sign in with" in tab.html(), "a stranger is let in")
    requester = world.sign_in("subject-of-requester", f"/requests/{world.id}")
    page = requester.html()
    check("You asked for this release" in page, "the requester is not told why")
    check(not requester.has("#click-form") and not requester.has("#key-form"), "the requester may decide")
    path = f"/requests/{world.id}/decision"
    known = world.sign_in("subject-of-okafor", f"/requests/{world.id}")
    csrf = known.value("document.querySelector('#click-form [name=csrf]').value")
    other = requester.value("document.querySelector('[name=csrf]').value")
    form = "decision=approve&comment=x&attest=no-actual-knowledge&csrf="
    cases = [
        ("the requester", requester, form + other, 409), ("another's csrf", known, form + other, 403),
        ("no csrf", known, form, 403), ("another document", known, form + csrf + "&view=" + "0" * 64, 409),
        ("no reason", known, form.replace("comment=x", "comment=+") + csrf, 422),
        ("another verdict", known, form.replace("approve", "revoke") + csrf, 422),
        ("twice the same field", known, form + csrf + "&comment=y", 400),
    ]
    for name, person, body, status in cases:
        found = person.value(
            f"fetch({path!r}, {{method: 'POST', redirect: 'manual', body: {body!r}, headers: "
            "{'Content-Type': 'application/x-www-form-urlencoded'}}).then(a => a.status)")
        check(found == status, f"{name}: {found}, not {status}")
    check(world.api("/requests/" + world.id)[1].find(b"pneumonia") < 0, "a program sees a page")
    check(not tokens(world), "something was decided")
    # The twin: the same form, rightly sent, decides.
    right = known.value(
        f"fetch({path!r}, {{method: 'POST', redirect: 'manual', body: {form + csrf + '&view=' + world.view!r}, "
        "headers: {'Content-Type': 'application/x-www-form-urlencoded'}}).then(a => a.type)")
    check(right == "opaqueredirect" and len(tokens(world)) == 1, f"rightly sent: {right}")
    known.open(world.url + "/")
    known.click(".site form button", loads=True)
    check("Signed out" in known.html(), "no sign-out")
    known.open(world.url + f"/requests/{world.id}")
    check("Sign in with" in known.html(), "signed out, and still let in")


def main():
    if not chromium.program() or subprocess.run([sys.executable, "-c", "import jwt"]).returncode != 0:
        print("no browser or no provider")
        sys.exit(3)
    folder = tempfile.mkdtemp(prefix="phigate-walk-")
    world = None
    try:
        world = World(folder)
        world.submit()
        {"scripts": scripts, "plain": plain, "strangers": strangers}[WALK](world)
    except Exception as error:  # pylint: disable=broad-except
        faults.append(f"{type(error).__name__}: {error}")
    finally:
        if world:
            world.close()
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        print(fault)
    print(f"{WALK}: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
