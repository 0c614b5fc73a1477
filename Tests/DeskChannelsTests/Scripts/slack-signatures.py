#!/usr/bin/env python3
"""Asks slack_sdk's SignatureVerifier about requests.

usage: slack-signatures.py judge FILE      prints y, n or raised for each line of FILE
       slack-signatures.py make FILE SEED  writes 10,000 requests, some of them not right

A line is JSON: secret, now, timestamp, signature, body; made ones hold the SDK's verdict, too.
"""
import json
import random
import sys

from slack_sdk.signature import Clock, SignatureVerifier


class Fixed(Clock):
    """A clock that stands still."""

    def __init__(self, now):
        self.time = now

    def now(self):
        return self.time


def judge(case):
    """What the SDK says of a request."""
    verifier = SignatureVerifier(case["secret"], Fixed(case["now"]))
    try:
        ok = verifier.is_valid(case["body"], case["timestamp"], case["signature"])
        return "y" if ok else "n"
    except ValueError:
        return "raised"


def text(draw):
    """A body of up to 200 characters, seldom letters alone."""
    ranges = [(0x20, 0x7E), (0x20, 0x7E), (0, 0x1F), (0xA0, 0x2FF), (0x1F300, 0x1F5FF)]
    low, high = draw.choice(ranges)
    return "".join(chr(draw.randint(low, high)) for _ in range(draw.randint(0, 200)))


def make(draw):
    """A request, right in about half of all cases."""
    secret = "%032x" % draw.getrandbits(128)
    now = draw.randint(1_600_000_000, 1_900_000_000)
    timestamp = str(now + draw.choice([0, 0, -300, 300, -301, 301, draw.randint(-400, 400)]))
    case = {"secret": secret, "now": now, "timestamp": timestamp, "body": text(draw)}
    case["signature"] = SignatureVerifier(secret).generate_signature(
        timestamp=timestamp, body=case["body"])
    harm = draw.randint(0, 9)
    if harm == 0:
        case["body"] += draw.choice(["\n", " ", "&"])
    elif harm == 1:
        place = draw.randint(3, 66)
        digit = draw.choice([c for c in "0123456789abcdef" if c != case["signature"][place]])
        case["signature"] = case["signature"][:place] + digit + case["signature"][place + 1:]
    elif harm == 2:
        case["signature"] = draw.choice(
            ["", "v0=", case["signature"][3:], case["signature"][:-1], case["signature"] + "0",
             case["signature"].upper(), "v1" + case["signature"][2:]])
    elif harm == 3:
        case["secret"] = "%032x" % draw.getrandbits(128)
    case["sdk"] = judge(case)
    return case


if sys.argv[1] == "make":
    draw = random.Random(int(sys.argv[3]))
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for _ in range(10_000):
            out.write(json.dumps(make(draw)) + "\n")
else:
    with open(sys.argv[2], encoding="utf-8") as lines:
        for line in lines:
            print(judge(json.loads(line)))
