#!/usr/bin/env python3
"""A small server that serves rendered pages with the desk's headers and plays the desk's API.

It decides nothing: what is posted is kept for a test to look at. `lies` names what it gets wrong.
"""
import hashlib
import json
import os
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIES = {
    "subject": lambda s: s["subject"][0]["digest"].update(sha256="0" * 64),
    "subject-name": lambda s: s["subject"][0].update(name="other.jsonl"),
    "second-subject": lambda s: s["subject"].append(s["subject"][0]),
    "request": lambda s: s["predicate"].update(requestId="00000000-0000-4000-8000-000000000000"),
    "request-digest": lambda s: s["predicate"].update(requestDigest="0" * 64),
    "view": lambda s: s["predicate"]["reviewed"].update(viewDigest="0" * 64),
    "residual": lambda s: s["predicate"]["reviewed"].update(residualFindings=7),
    "decision": lambda s: s["predicate"].update(
        decision="approve" if s["predicate"]["decision"] == "deny" else "deny"),
    "action": lambda s: s["predicate"].update(action="export.release.break-glass"),
    "destination": lambda s: s["predicate"]["destination"].update(uri="file:/elsewhere"),
    "approver": lambda s: s["predicate"]["approver"].update(human="another"),
    "key": lambda s: s["predicate"]["approver"].update(keyid="0" * 64),
    "gate": lambda s: s["predicate"]["gate"].update(origin="gate-elsewhere"),
    "policy": lambda s: s["predicate"]["policy"]["digest"].update(sha256="0" * 64),
    "attestation": lambda s: s["predicate"].update(attests=["no-actual-knowledge", "more"]),
    "predicate-type": lambda s: s.update(predicateType="https://example.org/other/v1"),
    "uses": lambda s: s["predicate"].update(uses=2),
}


def canonical(value):
    """RFC 8785 of what is ASCII and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class StandIn:
    """The server; `posts` and `forms` hold what came."""

    def __init__(self, folder):
        self.folder = folder
        self.routes = json.load(open(os.path.join(folder, "routes.json"), encoding="utf-8"))
        self.lies, self.posts, self.forms, self.queries, self.origins = None, [], [], [], []
        self.refusal, self.swapped, self.events = None, None, threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.get(self)

            def do_POST(self):
                outer.post(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def read(self, name):
        """A file of the folder."""
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def answer(self, handler, status, kind, body, more=()):
        """One answer with the desk's headers."""
        handler.send_response(status)
        headers = dict(self.routes["headers"])
        headers.update(dict(more))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def problem(self, handler, status, title, detail):
        """A refusal of the API."""
        body = json.dumps({"type": "about:blank", "title": title, "detail": detail}).encode()
        self.answer(handler, status, "application/problem+json", body)

    def get(self, handler):
        """Pages, assets, the API."""
        parts = urllib.parse.urlsplit(handler.path)
        path = parts.path
        query = {k: v[0] for k, v in urllib.parse.parse_qs(parts.query).items()}
        base = f"/v1/requests/{self.routes['request']}"
        if path == base + "/review":
            body = self.read(self.routes["review"])
            if self.lies == "review":
                # Something that no field of a statement repeats: only the digest tells.
                body = body.replace(b'"allowed":4', b'"allowed":5')
            return self.answer(handler, 200, "application/json", body)
        if path == base + "/statement":
            self.queries.append(query)
            return self.statement(handler, query)
        if path == base + "/events":
            return self.stream(handler)
        page = self.routes["pages"].get(self.swapped if self.swapped and path == self.routes["main"] else path)
        if path in self.routes["assets"]:
            asset = self.routes["assets"][path]
            return self.answer(handler, 200, asset["type"], self.read(asset["file"]),
                               [self.routes["assetCaching"]])
        if page:
            return self.answer(handler, page["status"], "text/html; charset=utf-8", self.read(page["file"]))
        return self.answer(handler, 404, "text/plain", b"nothing here\n")

    def statement(self, handler, query):
        """What a signer signs, made of the review document; wrong where the server lies."""
        review = json.loads(self.read(self.routes["review"]))
        request = review["request"]
        view = hashlib.sha256(self.read(self.routes["review"])).hexdigest()
        approves = query["decision"] == "approve"
        statement = {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": "manifest.jsonl", "digest": {"sha256": review["manifestDigest"]}}],
            "predicateType": "https://phigate.example/attestations/export-approval/v1",
            "predicate": {
                "decision": query["decision"], "action": "export.release", "gate": request["gate"],
                "requestId": request["id"], "requestDigest": review["requestDigest"],
                "bundle": request["bundle"], "destination": request["destination"],
                "requester": {"principal": request["requester"]["principal"],
                              "human": request["requester"]["humans"][0]},
                "approver": {"principal": self.routes["human"], "human": self.routes["human"],
                             "group": query["group"], "keyid": query["keyid"]},
                "purpose": request["purpose"], "profile": request["profile"],
                "policy": {"uri": "urn:phigate:trust:x:1", "digest": request["policy"]["digest"]},
                "ruleset": {"uri": "urn:phigate:ruleset:x", "digest": request["ruleset"]["digest"],
                            "epoch": request["ruleset"]["epoch"]},
                "issuedAt": "2026-11-28T13:30:00Z", "notBefore": "2026-11-28T13:30:00Z",
                "expiresAt": "2026-11-28T21:30:00Z", "nonce": "00112233445566778899aabbccddeeff",
                "uses": 1, "comment": "",
                "reviewed": {"viewDigest": view, "residualFindings": review["residual"]},
                "channel": {"kind": "web", "assurance": "human-key"},
                "attests": ["no-actual-knowledge"] if approves else [],
            },
        }
        if self.lies in LIES:
            LIES[self.lies](statement)
        self.answer(handler, 200, "application/vnd.in-toto+json", canonical(statement))

    def stream(self, handler):
        """Events: one, when a test says so."""
        handler.send_response(200)
        for name, value in self.routes["headers"].items():
            handler.send_header(name, value)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        try:
            handler.wfile.write(b": here\n\n")
            handler.wfile.flush()
            while not self.events.wait(0.2):
                handler.wfile.write(b": here\n\n")
                handler.wfile.flush()
            handler.wfile.write(b"id: 9\nevent: decision\ndata: {}\n\n")
            handler.wfile.flush()
        except OSError:
            pass

    def post(self, handler):
        """Decisions and forms."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        path = urllib.parse.urlsplit(handler.path).path
        request = self.routes["request"]
        if path == f"/v1/requests/{request}/decisions":
            self.posts.append({"body": body, "csrf": handler.headers.get("X-CSRF-Token"),
                               "type": handler.headers.get("Content-Type"),
                               "origin": handler.headers.get("Origin")})
            if self.refusal:
                return self.problem(handler, *self.refusal)
            self.swapped = self.routes["after"]
            return self.answer(handler, 201, "application/json", b"{}")
        self.origins.append(handler.headers.get("Origin"))
        self.forms.append((path, dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))))
        if path == f"/requests/{request}/decision":
            self.swapped = self.routes["after"]
            return self.answer(handler, 303, "text/plain", b"", [("Location", f"/requests/{request}")])
        if path == "/sign-out":
            return self.answer(handler, 303, "text/plain", b"", [("Location", "/signed-out")])
        return self.answer(handler, 404, "text/plain", b"")

    def close(self):
        """Ends the server."""
        self.events.set()
        self.server.shutdown()
        self.server.server_close()
