#!/usr/bin/env python3
"""An OpenID provider that keeps to the rules until it is told not to.

Prints its port. It enforces PKCE, single use of codes, the redirect address and the client's
secret. /__set takes JSON and merges it into what it does otherwise:

  discovery   members of the discovery document (null: left out)
  claims      claims of the next tokens (null: left out)
  header      header fields of the next tokens (null: left out)
  sign        the key that signs: "one", "two", "stranger"
  keys        the keys that are published, by the same names; "two" is for ES256
  answers     {"path": step}: status, headers, body, delay, for every request to that path
  now         the time that its tokens are made at (null: the system's)
  redirect    pairs that are added to the answer in the browser (null: left out)

/__counts gives how often each path was asked for.
"""
import base64
import hashlib
import json
import secrets
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

lock = threading.Lock()
private = {
    "one": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "two": ec.generate_private_key(ec.SECP256R1()),
    "stranger": rsa.generate_private_key(public_exponent=65537, key_size=2048),
}
algorithm = {"one": "RS256", "two": "ES256", "stranger": "RS256"}
rules = {"discovery": {}, "claims": {}, "header": {}, "sign": "one", "keys": ["one"],
         "answers": {}, "redirect": {}, "now": None}
codes, counts = {}, {}


def merged(base, changes):
    """A dictionary with changes, without what they take away."""
    both = {**base, **changes}
    return {name: value for name, value in both.items() if value is not None}


def public(name):
    """A key as a member of a set."""
    kind = jwt.algorithms.get_default_algorithms()[algorithm[name]]
    key = json.loads(kind.to_jwk(private[name].public_key()))
    key.pop("key_ops", None)
    return {**key, "kid": name, "use": "sig", "alg": algorithm[name]}


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Says nothing."""

    def answer(self, status, value, headers=()):
        """Sends JSON, or text as it is."""
        data = (value if isinstance(value, str) else json.dumps(value)).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **dict(headers)}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_any(self):
        """Handles one request."""
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size).decode()
        path, _, query = self.path.partition("?")
        if path == "/__set":
            with lock:
                rules.update(json.loads(body))
            return self.answer(200, {})
        if path == "/__counts":
            return self.answer(200, counts)
        with lock:
            counts[path] = counts.get(path, 0) + 1
            step = rules["answers"].get(path)
        if step:
            time.sleep(step.get("delay", 0))
            if "status" in step:
                return self.answer(step["status"], step.get("body", ""), step.get("headers", {}))
        issuer = f"http://127.0.0.1:{self.server.server_port}"
        if path == "/.well-known/openid-configuration":
            return self.answer(200, merged({
                "issuer": issuer, "authorization_endpoint": issuer + "/authorize",
                "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/keys",
                "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                "code_challenge_methods_supported": ["S256"],
            }, rules["discovery"]))
        if path == "/keys":
            return self.answer(200, {"keys": [public(name) for name in rules["keys"]]})
        if path == "/authorize":
            return self.authorize(dict(urllib.parse.parse_qsl(query)), issuer)
        if path == "/token":
            return self.token(dict(urllib.parse.parse_qsl(body)), issuer)
        return self.answer(404, {})

    do_GET = do_POST = do_any

    def authorize(self, asked, issuer):
        """Signs the person in without asking, and sends the browser back."""
        needed = {"response_type": "code", "client_id": "desk", "code_challenge_method": "S256"}
        if any(asked.get(name) != value for name, value in needed.items()):
            return self.answer(400, {"error": "invalid_request"})
        if asked["scope"] != "openid" or not asked.get("state") or not asked.get("nonce"):
            return self.answer(400, {"error": "invalid_scope"})
        code = secrets.token_urlsafe(16)
        codes[code] = asked
        pairs = merged({"code": code, "state": asked["state"]}, rules["redirect"])
        return self.answer(302, "", {
            "Location": asked["redirect_uri"] + "?" + urllib.parse.urlencode(pairs)})

    def token(self, form, issuer):
        """Exchanges a code, once."""
        asked = codes.pop(form.get("code"), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        secret = base64.b64encode(b"desk:s%2Bcret%2F").decode()
        in_form = form.get("client_id") == "desk" and form.get("client_secret") == "s+cret/"
        if not in_form and self.headers.get("Authorization") != "Basic " + secret:
            return self.answer(401, {"error": "invalid_client"})
        if (not asked or form.get("grant_type") != "authorization_code"
                or challenge != asked["code_challenge"]
                or form.get("redirect_uri") != asked["redirect_uri"]):
            return self.answer(400, {"error": "invalid_grant"})
        now = rules["now"] or int(time.time())
        claims = merged({"iss": issuer, "aud": "desk", "sub": "subject-of-ada", "iat": now,
                         "exp": now + 300, "nonce": asked["nonce"],
                         "email": "ada@example.org", "name": "Ada"}, rules["claims"])
        name = rules["sign"]
        header = {"kid": name, **rules["header"]}
        header = {key: value for key, value in header.items() if value is not None}
        text = jwt.encode(claims, private[name], algorithm[name], headers=header)
        return self.answer(200, {"access_token": "x", "token_type": "Bearer", "id_token": text},
                           {"Cache-Control": "no-store"})


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
