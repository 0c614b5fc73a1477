#!/usr/bin/env python3
"""Lets schemathesis hold a running desk against the document that it serves.

usage: judge-api.py URL FOLDER REQUEST      with TOKEN, COOKIE and CSRF in the environment

That request.json and manifest.jsonl belong together no schema of JSON can say, so 422 is an answer to a
submission whose form is right. Twice: as a program with a token, and as a person who signed in. Event streams never end, so they are
left to tests of their own. Exits with 1 where a check failed in either run.
"""
import os
import pathlib
import subprocess
import sys

HOOKS = '''
import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else str(value).encode()
'''


SUBMISSION = '''
[[operations]]
include-name = "POST /v1/requests"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429, "5xx"]
'''


def run(name, url, folder, request, headers):
    """One run; returns its exit code."""
    here = folder / name
    here.mkdir(parents=True, exist_ok=True)
    (here / "hooks.py").write_text(HOOKS)
    (here / "schemathesis.toml").write_text(f'hooks = "hooks.py"\n\n[parameters]\nid = "{request}"\n{SUBMISSION}')
    program = pathlib.Path(sys.executable).parent / "st"
    words = [program, "--config-file", "schemathesis.toml", "run", f"{url}/openapi.json", "--no-color",
             "--exclude-path-regex", "events$", "--max-examples", os.environ.get("EXAMPLES", "25"),
             "--generation-deterministic"]
    for header in headers:
        words += ["--header", header]
    done = subprocess.run(words, cwd=here, env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks.py"},
                          capture_output=True, text=True, timeout=900)
    (here / "report.txt").write_text(done.stdout + done.stderr)
    start = done.stdout.find("= SUMMARY =")
    print(f"== {name}\n{done.stdout[start:] if done.returncode == 0 else done.stdout[-8000:]}{done.stderr[-2000:]}")
    return done.returncode


def main():
    url, folder, request = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    codes = [
        run("program", url, folder, request, [f"Authorization: Bearer {os.environ['TOKEN']}"]),
        run("person", url, folder, request,
            [f"Cookie: phigate-desk={os.environ['COOKIE']}", f"X-CSRF-Token: {os.environ['CSRF']}"]),
    ]
    sys.exit(1 if any(codes) else 0)


main()
