#!/usr/bin/env python3
"""Forges ID tokens in many ways and asks PyJWT about each.

Prints JSON: the time, the issuer, the client, the nonce, the set of keys, and cases of a name, a
token, PyJWT's verdict and whether the rule is one that PyJWT leaves to its caller ("here").
"""
import base64
import datetime
import hashlib
import hmac
import json
import time

import jwt
import jwt.api_jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

NOW = int(time.time())
ISSUER, CLIENT, NONCE = "https://login.example.org/realm", "desk", "n" * 43
ONE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
TWO = ec.generate_private_key(ec.SECP256R1())
WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ALGORITHMS = jwt.algorithms.get_default_algorithms()


class Frozen(datetime.datetime):
    """PyJWT's clock, which stands still: edges are a second wide."""

    @classmethod
    def now(cls, tz=None):
        """The time of every case."""
        return cls.fromtimestamp(NOW, tz)


jwt.api_jwt.datetime = Frozen


def jwk(name, key, kid):
    """A public key as a member of a set."""
    made = json.loads(ALGORITHMS[name].to_jwk(key.public_key()))
    made.pop("key_ops", None)
    return {**made, "kid": kid, "use": "sig"}


KEYS = {"keys": [jwk("RS256", ONE, "one"), jwk("ES256", TWO, "two"), jwk("RS256", WEAK, "weak"),
                 {"kty": "oct", "kid": "hmac", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXM"},
                 {**jwk("RS256", STRANGER, "enc"), "use": "enc"}]}
PUBLIC = {"one": ONE.public_key(), "two": TWO.public_key()}


def b64(data):
    """Base 64 for URLs without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims(**changes):
    """The claims of a right token, changed; None takes one out."""
    base = {"iss": ISSUER, "aud": CLIENT, "sub": "subject-of-ada", "iat": NOW - 5,
            "exp": NOW + 300, "nonce": NONCE}
    return {k: v for k, v in {**base, **changes}.items() if v is not None}


def text(payload):
    """Claims as JSON, or text as it is."""
    return payload if isinstance(payload, str) else json.dumps(payload)


def rs256(payload=None, key=ONE, header=None):
    """A token signed with RSA."""
    header = text(header or {"alg": "RS256", "kid": "one"})
    head = f"{b64(header.encode())}.{b64(text(payload or claims()).encode())}"
    return f"{head}.{b64(key.sign(head.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def es256(form="raw"):
    """A token signed on P-256."""
    token = jwt.encode(claims(), TWO, "ES256", headers={"kid": "two"})
    if form == "raw":
        return token
    head = token.rpartition(".")[0]
    return f"{head}.{b64(TWO.sign(head.encode(), ec.ECDSA(hashes.SHA256())))}"


def hs256(secret, kid="one"):
    """A token whose code anybody who knows the secret can make."""
    head = f"{b64(text({'alg': 'HS256', 'kid': kid}).encode())}.{b64(text(claims()).encode())}"
    return f"{head}.{b64(hmac.new(secret, head.encode(), hashlib.sha256).digest())}"


def unsigned(name="none"):
    """A token without a signature."""
    return f"{b64(text({'alg': name}).encode())}.{b64(text(claims()).encode())}."


def flipped(token, part):
    """A token one of whose parts has another character."""
    parts = token.split(".")
    place = len(parts[part]) // 2
    digit = "A" if parts[part][place] != "A" else "B"
    parts[part] = parts[part][:place] + digit + parts[part][place + 1:]
    return ".".join(parts)


def loose(token):
    """A token whose last digit has bits that stand for nothing."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + digits[digits.index(token[-1]) | 1]


def spki(key):
    """A public key as bytes that a verifier may have at hand as a secret."""
    return key.public_bytes(serialization.Encoding.PEM,
                            serialization.PublicFormat.SubjectPublicKeyInfo)


def rsa_with(scheme):
    """A token signed with the right key in another way."""
    return jwt.encode(claims(), ONE, scheme, headers={"kid": "one"})


RIGHT = rs256()
OWN = jwk("RS256", STRANGER, "one")
CASES = {
    "right": RIGHT, "right on P-256": es256(),
    "one audience in a list": rs256(claims(aud=[CLIENT])),
    "authorized party is the client": rs256(claims(azp=CLIENT)),
    "expired, within the skew": rs256(claims(exp=NOW - 59)),
    "expired at the edge": rs256(claims(exp=NOW - 60)),
    "expired": rs256(claims(exp=NOW - 61)),
    "not yet valid, within the skew": rs256(claims(nbf=NOW + 60)),
    "not yet valid": rs256(claims(nbf=NOW + 61)),
    "issued later, within the skew": rs256(claims(iat=NOW + 60)),
    "issued later": rs256(claims(iat=NOW + 61)),
    "algorithm none": unsigned(), "algorithm None": unsigned("None"),
    "algorithm NONE with an id": rs256(header={"alg": "NONE", "kid": "one"}),
    "public key as an HMAC's secret": hs256(spki(ONE.public_key())),
    "client's secret": hs256(b"secret-secret-secret-secret-s", "hmac"),
    "RS512": rsa_with("RS512"), "PS256": rsa_with("PS256"),
    "algorithm missing": rs256(header={"kid": "one"}),
    "algorithm of another key": rs256(header={"alg": "ES256", "kid": "two"}),
    "id of another algorithm's key": rs256(header={"alg": "RS256", "kid": "two"}),
    "id unknown": rs256(header={"alg": "RS256", "kid": "three"}),
    "stranger's key": rs256(key=STRANGER),
    "key for encryption": rs256(key=STRANGER, header={"alg": "RS256", "kid": "enc"}),
    "weak key": rs256(key=WEAK, header={"alg": "RS256", "kid": "weak"}),
    "key in the header": rs256(key=STRANGER, header={"alg": "RS256", "kid": "one", "jwk": OWN}),
    "claims altered": flipped(RIGHT, 1), "signature altered": flipped(RIGHT, 2),
    "header altered": flipped(RIGHT, 0),
    "signature missing": RIGHT.rpartition(".")[0] + ".",
    "signature cut": RIGHT[:-4], "two parts": RIGHT.rpartition(".")[0],
    "four parts": RIGHT + ".x", "empty": "", "signature on P-256 in DER": es256("der"),
    "another issuer": rs256(claims(iss="https://login.example.org/other")),
    "issuer with a stroke": rs256(claims(iss=ISSUER + "/")),
    "issuer missing": rs256(claims(iss=None)),
    "another audience": rs256(claims(aud="other")), "audience missing": rs256(claims(aud=None)),
    "audience empty": rs256(claims(aud=[])),
    "expiry missing": rs256(claims(exp=None)), "issue missing": rs256(claims(iat=None)),
    "expiry as text": rs256(claims(exp="tomorrow")),
    "subject missing": rs256(claims(sub=None)), "subject a number": rs256(claims(sub=7)),
    "critical extension": rs256(header={"alg": "RS256", "kid": "one", "crit": ["exp"]}),
}
# Rules of OpenID Connect and of the desk, which PyJWT leaves to its caller.
HERE = {
    "another nonce": rs256(claims(nonce="m" * 43)), "nonce missing": rs256(claims(nonce=None)),
    "an audience too many": rs256(claims(aud=[CLIENT, "other"])),
    "authorized party is another": rs256(claims(azp="other")),
    "issued before this sign-in": rs256(claims(iat=NOW - 700)),
    "subject empty": rs256(claims(sub="")), "subject too long": rs256(claims(sub="s" * 256)),
    "subject not printable": rs256(claims(sub="ada\u202e")),
    "expiry with a fraction": rs256(claims(exp=NOW + 300.5)),
    "a claim twice": rs256(json.dumps(claims())[:-1] + ', "sub": "subject-of-grace"}'),
    "type of another token": rs256(header={"alg": "RS256", "kid": "one", "typ": "at+jwt"}),
}


def judge(token):
    """Whether PyJWT takes a token."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = PUBLIC.get(kid)
        if key is None:
            return False
        only = "RS256" if kid == "one" else "ES256"
        jwt.decode(token, key, algorithms=[only], audience=CLIENT, issuer=ISSUER, leeway=60,
                   options={"require": ["exp", "iat", "iss", "aud", "sub"]})
        return True
    except (jwt.PyJWTError, ValueError, TypeError):
        return False


def cases():
    """Every case with PyJWT's verdict at the time of the others."""
    for here, group in ((False, CASES), (True, HERE)):
        for name, token in group.items():
            yield {"name": name, "token": token, "pyjwt": judge(token), "here": here}


print(json.dumps({"now": NOW, "issuer": ISSUER, "client": CLIENT, "nonce": NONCE, "keys": KEYS,
                  "cases": list(cases())}))
