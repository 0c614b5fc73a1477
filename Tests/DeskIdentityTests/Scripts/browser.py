#!/usr/bin/env python3
"""Does what a person does in a browser at a provider: opens an address, sends a form.

usage: browser.py ADDRESS [FIELD=VALUE...]   with fields, sends them to the address

Prints where the provider sends the browser.
"""
import sys
import urllib.error
import urllib.parse
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_):
        """Stays where it is."""
        return None


fields = dict(word.split("=", 1) for word in sys.argv[2:])
opener = urllib.request.build_opener(Stay)
if fields:
    # A person sees the page before they send its form.
    with opener.open(sys.argv[1], timeout=20) as page:
        if page.status != 200:
            sys.exit("no page")
try:
    data = urllib.parse.urlencode(fields).encode() if fields else None
    with opener.open(sys.argv[1], data, timeout=20) as answer:
        sys.exit(f"no redirect: {answer.status}")
except urllib.error.HTTPError as answer:
    print(answer.headers.get("Location") or sys.exit(f"no redirect: {answer.code}"))
