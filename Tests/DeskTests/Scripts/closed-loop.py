#!/usr/bin/env python3
"""The closed loop: a program asks, one human approves in Slack, another on the page with a key.

usage: closed-loop.py PHIGATE PHIGATE_DESK ROOT loop
Gate and desk are processes of their own; Slack is a stand-in. Then the gate releases and writes the
evidence. Exits 0 where everything holds, 1 with a line for each fault, 3 where a browser is missing.
"""
import hashlib
import hmac
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

here = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("walk_desk", os.path.join(here, "walk-desk.py"))
walk = importlib.util.module_from_spec(spec)
spec.loader.exec_module(walk)
check, faults = walk.check, walk.faults

APP, TEAM, CHANNEL, SECRET = "A0STANDIN", "T0STANDIN", "C0RELEASES", "a secret of the stand-in"
USERS = {"U0OKAFOR": "m.okafor", "U0NOBODY": None}


class Loop(walk.World):
    """The world of the walks, with Slack beside it."""

    def make_gate(self):
        super().make_gate()
        self.phigate("trust", "add-human", "m.okafor", "--alias", f"slack:{TEAM}/U0OKAFOR", "--config", self.config)
        draft = f"{self.folder}/config/trust.json.draft"
        with open(draft, encoding="utf-8") as file:
            trust = json.load(file)
        trust["channels"][0]["kinds"] = ["web", "slack"]
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(trust, file, indent=2)
        self.phigate("trust", "sign", "--key", f"{self.folder}/keys/root.pem", "--config", self.config)

    def make_desk(self):
        stand_in = subprocess.Popen(
            [sys.executable, os.path.join(walk.ROOT, "Tests/DeskChannelsTests/Scripts/stand-in.py")],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(stand_in)
        self.slack = f"http://127.0.0.1:{int(stand_in.stdout.readline())}"
        self.tell("/__users", {user: {"id": user, "team_id": TEAM, "deleted": False, "is_bot": False,
                                      "is_restricted": False, "is_ultra_restricted": False} for user in USERS})
        for name, text in (("slack.token", "xoxb-stand-in"), ("slack.secret", SECRET)):
            path = f"{self.folder}/desk/{name}"
            with open(path, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            os.chmod(path, 0o600)
        with open(self.desk_config, "a", encoding="utf-8") as file:
            file.write(f"\nslack:\n  appId: {APP}\n  teamId: {TEAM}\n  channelId: {CHANNEL}\n"
                       "  botTokenFile: slack.token\n  signingSecretFile: slack.secret\n"
                       f"  loopbackApi: {self.slack}/api/\n")
        super().make_desk()

    def tell(self, path, value=None):
        """Asks the stand-in."""
        data = None if value is None else json.dumps(value).encode()
        with urllib.request.urlopen(urllib.request.Request(self.slack + path, data=data)) as answer:
            return json.loads(answer.read())

    def calls(self, method):
        """What the desk called, and the number that the stand-in gave each message and window."""
        found, stamp = [], 1_764_313_200
        for call in self.tell("/__log"):
            name = call["path"].removeprefix("/api/")
            stamp += name in ("chat.postMessage", "views.open")
            if name == method:
                found.append((json.loads(call["body"]), stamp))
        return found

    def until(self, method, holds=lambda body: True):
        """The newest call of a method for which something holds."""
        for _ in range(300):
            found = [each for each in self.calls(method) if holds(each[0])]
            if found:
                return found[-1]
            time.sleep(0.1)
        raise RuntimeError(f"Slack was not called: {method}")

    def interact(self, payload, secret=SECRET):
        """What Slack sends to the desk; status and body of the answer."""
        body = urllib.parse.urlencode({"payload": json.dumps(payload)}).encode()
        stamp = str(int(time.time()))
        mac = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(self.url + "/slack/interactions", data=body, headers={
            "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=" + mac,
            "Content-Type": "application/x-www-form-urlencoded"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def person(self, user):
        return {"api_app_id": APP, "team": {"id": TEAM}, "is_enterprise_install": False,
                "user": {"id": user, "team_id": TEAM}}

    def click(self, user, secret=SECRET):
        """Clicks Approve in the newest message."""
        message, stamp = self.until("chat.postMessage")
        buttons = [element for block in message["blocks"] for element in block.get("elements", [])
                   if element.get("action_id") == "phigate.approve"]
        check(len(buttons) == 1 and "pneumonia" not in buttons[0]["value"], "no button to approve, or one that tells")
        when = f"{stamp}.000100"
        return self.interact({**self.person(user), "type": "block_actions", "trigger_id": "1.2.3",
                              "channel": {"id": CHANNEL},
                              "container": {"type": "message", "message_ts": when, "channel_id": CHANNEL,
                                            "is_ephemeral": False},
                              "actions": [{"type": "button", "action_id": "phigate.approve",
                                           "block_id": "phigate.decide", "value": buttons[0]["value"]}]}, secret)

    def answer(self, user):
        """Sends the window that asks for a reason."""
        window, stamp = self.until("views.open", lambda body: body["view"]["callback_id"] == "phigate.reason")
        return self.interact({**self.person(user), "type": "view_submission", "view": {
            "app_id": APP, "team_id": TEAM, "type": "modal", "id": f"V{stamp}", "callback_id": "phigate.reason",
            "private_metadata": window["view"]["private_metadata"], "state": {"values": {
                "phigate.reason": {"reason": {"type": "plain_text_input", "value": "read in the morning"}},
                "phigate.attest": {"attest": {"type": "checkboxes", "selected_options": [
                    {"value": "no-actual-knowledge"}]}}}}}})


def loop(world):
    """Asks, is approved twice, leaves, and can be shown to an auditor."""
    check(world.click("U0OKAFOR", secret="another secret, which signs")[0] == 401, "a forged click is taken")
    world.click("U0NOBODY")
    check(not walk.tokens(world), "a stranger of Slack decided")
    check(world.click("U0OKAFOR")[0] == 200, "a click is not taken")
    status, body = world.answer("U0OKAFOR")
    check(status == 200, f"the reason is not taken: {status} {body[:200]}")
    said = walk.tokens(world)
    check([s["predicate"]["channel"]["kind"] for s in said] == ["slack"], "the click in Slack is not in the log")
    world.until("chat.update", lambda body: "m.okafor" in json.dumps(body))
    second = world.sign_in("subject-of-lindqvist", f"/requests/{world.id}")
    second.wait("!document.getElementById('scripted').hidden")
    second.choose("#key-file", f"{world.folder}/keys/j.lindqvist.pem")
    second.type("#key-comment", "Ours to give.")
    second.click("#key-attest")
    second.click("#key-form button[value=approve]")
    second.wait("document.getElementById('state').dataset.state === 'approved'")
    said = {s["predicate"]["approver"]["human"]: s["predicate"]["channel"] for s in walk.tokens(world)}
    check({name: (c["kind"], c["assurance"]) for name, c in said.items()}
          == {"m.okafor": ("slack", "gateway-attested"), "j.lindqvist": ("web", "human-key")}, f"approvals: {said}")
    world.release()
    world.until("chat.update", lambda body: "left" in json.dumps(body).lower() or "released" in json.dumps(body).lower())
    world.phigate("audit", "verify", "--config", world.config)
    bundle = os.path.join(world.folder, "export")
    world.phigate("audit", "export", "--bundle", bundle, "--config", world.config)
    kept = sorted(os.listdir(os.path.join(bundle, "envelopes")))
    check(len(kept) == 2, f"the export holds {len(kept)} envelopes")
    today = time.strftime("%Y-%m-%d", time.gmtime())
    page = world.phigate("evidence", "--from", today, "--to", today, "--framework", "hipaa", "--json",
                         "--config", world.config)
    check("m.okafor" in page and "j.lindqvist" in page, "the evidence names not both")


def main():
    if not walk.chromium.program() or subprocess.run([sys.executable, "-c", "import jwt"]).returncode != 0:
        print("no browser or no provider")
        sys.exit(3)
    folder = tempfile.mkdtemp(prefix="phigate-loop-")
    world = None
    try:
        world = Loop(folder)
        world.submit()
        loop(world)
    except Exception as error:  # pylint: disable=broad-except
        faults.append(f"{type(error).__name__}: {error}")
        if world and hasattr(world, "log"):
            world.log.flush()
            with open(world.log.name, encoding="utf-8") as file:
                faults.append("".join(line for line in file if '"error"' in line)[-2000:])
    finally:
        if world:
            world.close()
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        print(fault)
    print(f"loop: {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
