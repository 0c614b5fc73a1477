#!/usr/bin/env python3
"""Parses messages and windows with slack_sdk's models, which check Slack's limits.

usage: slack-models.py FILE     one JSON object a line: {"blocks": [...]} or {"view": {...}}

Prints "ok N" where all N are whole: nothing raised, nothing left out, nothing changed.
"""
import json
import sys
import warnings

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

warnings.simplefilter("ignore")


def same(given, read, where):
    """Whether what was read holds everything that was given."""
    if isinstance(given, dict):
        for name, value in given.items():
            if name not in read:
                raise ValueError(f"{where}.{name} is unknown to the SDK")
            same(value, read[name], f"{where}.{name}")
    elif isinstance(given, list):
        if len(given) != len(read):
            raise ValueError(f"{where} has another length")
        for index, pair in enumerate(zip(given, read)):
            same(*pair, f"{where}[{index}]")
    elif given != read:
        raise ValueError(f"{where} is read as something else")


count = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        case = json.loads(line)
        if "view" in case:
            view = View(**case["view"])
            view.validate_json()
            for block in view.blocks:
                block.validate_json()
            same(case["view"], view.to_dict(), "view")
        else:
            blocks = Block.parse_all(case["blocks"])
            if len(blocks) != len(case["blocks"]):
                raise ValueError("a block is unknown to the SDK")
            for block in blocks:
                block.validate_json()
            same(case["blocks"], [block.to_dict() for block in blocks], "blocks")
        count += 1
print("ok", count)
