#!/usr/bin/env python3
"""Validates cards against a JSON schema of Microsoft's.

usage: cards.py SCHEMA FILE     one card a line

Prints "ok N", or the first fault and where it is.
"""
import json
import sys

from jsonschema import validators

with open(sys.argv[1], encoding="utf-8") as text:
    schema = json.load(text)
# Not held against its own meta-schema: in 1.6 a property of media has `"required": false`.
kind = validators.validator_for(schema)
count = 0
with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        card = json.loads(line)
        for fault in kind(schema).iter_errors(card):
            sys.exit(f"{list(fault.absolute_path)}: {fault.message[:200]}")
        count += 1
print("ok", count)
