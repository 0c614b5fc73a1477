#!/usr/bin/env python3
"""Runs the commands of a document's console blocks, in order and in one shell, as a reader would.

usage: run-transcript.py DOCUMENT FOLDER [NAME=VALUE...]
In a block, `$ ` begins a command and `> ` goes on with it; `[exit N]` is how it must end, 0 without it; every
other line must be printed, in this order, other lines may stand between; … stands for anything.
"""
import os
import re
import subprocess
import sys


def commands(document):
    """The commands: text, lines that it must print, exit code, number of its line."""
    found, inside = [], False
    for number, line in enumerate(document.split("\n"), 1):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            found.append([line[2:], [], 0, number])
        elif inside and line.startswith("> "):
            found[-1][0] += "\n" + line[2:]
        elif inside and re.fullmatch(r"\[exit \d+\]", line):
            found[-1][2] = int(line[6:-1])
        elif inside and line.strip():
            found[-1][1].append(line)
    return found


def holds(output, wanted):
    """Whether the wanted lines are printed in their order; else the first that is not."""
    rest = iter([each.strip() for each in output.split("\n")])
    for line in wanted:
        pattern = re.compile(".*".join(re.escape(part) for part in line.strip().split("…")))
        if not any(pattern.fullmatch(each) for each in rest):
            return line
    return None


def main():
    document, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    environment = dict(os.environ)
    environment.update(pair.split("=", 1) for pair in sys.argv[3:])
    steps = commands(open(document, encoding="utf-8").read())
    os.makedirs(folder, exist_ok=True)
    script = []
    for index, (text, _, _, _) in enumerate(steps):
        stem = f"{folder}/.step-{index}"
        open(stem, "w", encoding="utf-8").write(text + "\n")
        script.append(f". '{stem}' >'{stem}.out' 2>&1 </dev/null; echo $? >'{stem}.code'")
    subprocess.run(["bash", "-c", "\n".join(script)], cwd=folder, env=environment, timeout=600, check=False)
    for index, (text, wanted, code, number) in enumerate(steps):
        stem = f"{folder}/.step-{index}"
        try:
            output = open(stem + ".out", encoding="utf-8", errors="replace").read()
            ended = int(open(stem + ".code").read() or -1)
        except OSError:
            print(f"line {number}: was not reached: {text}")
            sys.exit(1)
        missing = holds(output, wanted)
        if ended != code or missing is not None:
            print(f"line {number}: {text}\nexit {ended}, wanted {code}; not printed: {missing}\n{output}")
            sys.exit(1)
    print(f"{len(steps)} commands, all as written")
    sys.exit(0 if steps else 1)


main()
