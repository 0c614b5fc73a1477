#!/usr/bin/env python3
"""Watch how phigate behaves towards terminals, pipes, full disks, signals and identifiers.

usage: conduct.py PHIGATE CASE FOLDER     exit 0 where it behaves, 1 with a line for each fault

FOLDER is made and may be removed afterwards. Cases: see the functions whose names begin with `case_`.
"""
import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time

PHIGATE, FOLDER = sys.argv[1], sys.argv[3]
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
FAULTS = []
# A case that takes longer hangs.
SECONDS_MAX = 180
SENTENCE = "Patient: Ingeborg Quistgaard  MRN: 70331925  seen on 11/19/2026 by the ward team, phone 802-555-0143.\n"


def expect(holds, what):
    """Note a fault where something does not hold."""
    if not holds:
        FAULTS.append(what)


def environment(**more):
    """A bare environment."""
    base = {"PATH": os.environ["PATH"], "HOME": FOLDER, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    return {name: value for name, value in {**base, **more}.items() if value is not None}


def run(*arguments, **options):
    """One command, with its output."""
    options = {"env": environment(), "stdin": subprocess.DEVNULL, **options}
    return subprocess.run([PHIGATE, *arguments], capture_output=True, text=True, **options)


def write(name, text):
    """A file in the folder; answers its path."""
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def in_terminal(*arguments, **more):
    """What a command writes to standard error where that is a terminal; its exit code."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PHIGATE, *arguments], env=environment(**more), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    seen = b""
    while True:
        ready, _, _ = select.select([master], [], [], 60)
        try:
            piece = os.read(master, 65536) if ready else b""
        except OSError:
            piece = b""
        if not piece:
            break
        seen += piece
    os.close(master)
    return seen.decode("utf-8", "replace"), process.wait()


def case_progress():
    """Progress is drawn on a terminal only, and says files, bytes, rate and time left."""
    landing = os.path.join(FOLDER, "landing")
    for number in range(24):
        write(f"landing/{number}.txt", (SENTENCE + "The ward was quiet and nothing else was noted that night.\n" * 30) * 500)
    stages = iter(os.path.join(FOLDER, f"stage-{n}") for n in range(9))
    text, code = in_terminal("scan", landing, "--stage", next(stages), "--jobs", "1")
    drawn = [line for line in text.split("\r") if " files " in line]
    expect(code == 0, f"scan ended with {code}: {text[-300:]}")
    form = re.compile(r"\x1b\[K\d+ %  \d+ of 24 files  [\d.]+ [kMG]?B of \d+ MB  [\d.]+ [kMG]?B/s  ?(\d+ (min|s).* left)?$")
    expect(any(form.match(line) and " left" in line for line in drawn), f"no line of progress in {text[:600]!r}")
    expect(text.split("\r")[-1].find(" files ") < 0, "the last line of progress stays")
    expect("24 entries" in text, "no summary")
    for name, arguments, more in (
        ("--quiet", ["--quiet"], {}), ("TERM=dumb", [], {"TERM": "dumb"}), ("--log-format json", ["--log-format", "json"], {}),
    ):
        text, code = in_terminal("scan", landing, "--stage", next(stages), *arguments, **more)
        expect(code == 0 and "\x1b" not in text and " files " not in text, f"draws with {name}: {text[:200]!r}")
        expect(name != "--quiet" or text == "", f"speaks with --quiet: {text[:200]!r}")
    done = run("scan", landing, "--stage", next(stages))
    expect("\x1b" not in done.stderr and "\r" not in done.stderr, "draws into a pipe")


def case_color():
    """Errors are coloured on a terminal, not with NO_COLOR, not in a dumb one, not in a pipe."""
    arguments = ("manifest", "show", os.path.join(FOLDER, "nowhere"))
    text, _ = in_terminal(*arguments)
    expect("\x1b[1;31merror:\x1b[0m" in text, f"no colour in {text!r}")
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        text, _ = in_terminal(*arguments, **more)
        expect("\x1b" not in text and text.startswith("phigate: error: "), f"colour with {more}: {text!r}")
    expect("\x1b" not in run(*arguments).stderr, "colour in a pipe")
    expect("\x1b[1;31m" in in_terminal(*arguments, NO_COLOR="")[0], "an empty NO_COLOR counts")


def case_pipe():
    """A reader that goes away is no crash and no error."""
    note = write("note.txt", SENTENCE * 200_000)
    for arguments in (("detect", note), ("detect", "--json", note), ("rules", "list"), ("--help",), ("scan", "--help")):
        process = subprocess.Popen([PHIGATE, *arguments], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(1)
        process.stdout.close()
        message = process.stderr.read().decode()
        code = process.wait(60)
        expect(code == 0 and message == "", f"{arguments[0]} into a closed pipe: {code}, {message!r}")
    closed = subprocess.run([PHIGATE, "detect", note], env=environment(), capture_output=True, preexec_fn=lambda: os.close(1))
    expect(closed.returncode in (0, 74), f"without standard output: {closed.returncode}")


def case_full():
    """Data that cannot be written ends with 74 and says so, whatever the command."""
    note = write("note.txt", SENTENCE)
    for arguments in (("detect", note), ("rules", "list"), ("--help",), ("detect", "--help"), ("rules", "show", "ssn.dashed")):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PHIGATE, *arguments], env=environment(), stdout=full, stderr=subprocess.PIPE, text=True)
        expect(done.returncode == 74, f"{' '.join(arguments[:1])} to a full disk ended with {done.returncode}")
        expect("cannot write standard output" in done.stderr, f"no word of it: {done.stderr!r}")


def case_crash():
    """Killed by any signal, it prints nothing, leaves no core and starts no crash reporter."""
    canary = "Ingeborg Quistgaard 70331925"
    work = os.path.join(FOLDER, "crash")
    os.makedirs(work)
    signals = (signal.SIGSEGV, signal.SIGABRT, signal.SIGILL, signal.SIGTRAP, signal.SIGBUS, signal.SIGFPE, signal.SIGQUIT)
    unlimited = lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    for number in signals:
        settings = environment(SWIFT_BACKTRACE="enable=yes,color=no,output-to=stderr,interactive=no")
        process = subprocess.Popen([PHIGATE, "detect"], env=settings, cwd=work, preexec_fn=unlimited,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write((canary + "\n").encode() * 3000)
        process.stdin.flush()
        limits = open(f"/proc/{process.pid}/limits", encoding="ascii").read()
        for _ in range(200):
            limits = open(f"/proc/{process.pid}/limits", encoding="ascii").read()
            if re.search(r"Max core file size\s+0\s+0", limits):
                break
            time.sleep(0.01)
        expect(re.search(r"Max core file size\s+0\s+0", limits), "core dumps are not off")
        os.kill(process.pid, number)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = -1
        expect(os.WIFSIGNALED(status) and os.WTERMSIG(status) == number, f"{number.name} did not end it: {status}")
        expect(not os.WCOREDUMP(status), f"{number.name} left a core")
        said = process.stdout.read() + process.stderr.read()
        expect(said == b"", f"{number.name} made it say {len(said)} bytes")
        process.stdin.detach()
    expect(os.listdir(work) == [], f"left behind: {len(os.listdir(work))} files")


def case_silence():
    """No message and no output names what was in a name or a value."""
    names = ["Ingeborg Quistgaard", "417-50-8832", "quistgaard.i@letterbox.example"]
    listed = write("identifiers.tsv", "# kind, value\nX\tIngeborg\nX\tQuistgaard\nX\t417-50-8832\nX\tquistgaard.i@letterbox.example\n")
    value, ssn, mail = names
    note = write(f"landing/{value}/{value} {ssn}.txt", f"Patient: {value}, SSN {ssn}, {mail}\n")
    write(f"landing/{mail}.csv", f"name,ssn\n{value},{ssn}\n{value},{ssn}\n")
    write(f"landing/{value}.json", '{"broken": "' + value + '", ')
    write(f"landing/{value}.pdf", f"%PDF-1.7 {value}\n")
    write(f"landing/{value}.zip", f"PK\x03\x04 {value}\n")
    os.symlink(f"/nowhere/{value}", os.path.join(FOLDER, "landing", f"link to {value}"))
    os.mkfifo(os.path.join(FOLDER, "landing", f"fifo of {value}"))
    landing, stage = os.path.join(FOLDER, "landing"), os.path.join(FOLDER, "stage")
    records = write("records.jsonl", json.dumps({"id": 1, "text": f"Patient: {value}"}) + f"\n{{{value}}}\n" + f'{{"id":2,"text":3,"{value}":1}}\n')
    wrong = write("wrong.yml", f"scan:\n  profile: {value}\n  {ssn}: x\n")
    os.chmod(wrong, 0o600)
    gone = os.path.join(FOLDER, f"{value} {ssn}")
    commands = [
        ["scan", landing, "--stage", stage, "--json"], ["manifest", "show", stage], ["manifest", "verify", stage],
        ["scan", landing, "--stage", stage], ["scan", gone, "--stage", stage + "2"], ["scan", note, "--stage", stage + "3"],
        ["scan", landing, landing, "--stage", stage + "4"], ["scan", landing, "--stage", stage + "5", "--profile", value],
        ["scan", landing, "--stage", stage + "6", "--fail-on", value], ["scan", landing, "--stage", stage + "7", "--jobs", ssn],
        ["scan", landing, "--stage", os.path.join(gone, "x")], ["scan", landing, "--stage", stage + "8", f"--{value}"],
        ["detect", note], ["detect", "--json", note], ["detect", gone], ["detect", "--jsonl", records], ["detect", f"{landing}/{value}.pdf"],
        ["detect", f"{landing}/{value}.json", f"{landing}/{value}.zip", f"{landing}/{mail}.csv"], ["detect", "--json", landing],
        ["rules", "show", value], ["rules", value], ["manifest", "show", gone], ["manifest", "diff", gone, gone], ["manifest", value],
        ["config", "check", "--config", wrong], ["config", "check", "--config", gone], ["key", "show", gone], [value], [f"--x={value}"],
        ["review", gone], ["release", gone, "--destination", value], ["status", gone], ["audit", "verify", "--config", gone],
        ["approve", gone, "--as", value, "--key", gone, "--comment", value], ["--log-format", value], ["--log-format", "json", "scan", gone, "--stage", stage],
    ]
    for number, arguments in enumerate(commands):
        # In another folder, so that nothing else of the path is searched.
        done = run(*arguments)
        write(f"said/{number}.out", done.stdout)
        write(f"said/{number}.err", done.stderr.replace(FOLDER, ""))
        expect(done.returncode in (0, 2, 3, 5, 6, 74, 75), f"command {number} ended with {done.returncode}")
    os.remove(os.path.join(landing, f"fifo of {value}"))
    finder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "find-leaks.py")
    for place in ("said", "stage"):
        found = subprocess.run([sys.executable, finder, listed, os.path.join(FOLDER, place)], capture_output=True, text=True)
        for line in found.stdout.splitlines()[:-1]:
            number = re.search(r"said/(\d+)\.", line)
            FAULTS.append(line + (f" ({commands[int(number[1])][:2]})" if number else ""))
        expect(found.returncode == 0, f"{place}: {found.stdout.splitlines()[-1]}")


def case_log():
    """With --log-format json each line on standard error is an object of the log model."""
    landing = write("landing/note.txt", SENTENCE)
    empty = os.path.join(FOLDER, "empty")
    os.makedirs(empty)
    for wanted, arguments in (
        ({"INFO"}, ("scan", landing, "--stage", FOLDER + "/1")), ({"WARN", "INFO"}, ("scan", empty, "--stage", FOLDER + "/2")),
        ({"ERROR"}, ("scan", FOLDER + "/none", "--stage", FOLDER + "/3")), ({"ERROR"}, ("detect", "--nothing")),
        ({"ERROR"}, ("nothing",)), ({"ERROR"}, ("release", FOLDER, "--destination", "x")),
    ):
        done = run(*arguments, "--log-format=json")
        seen = set()
        for line in done.stderr.splitlines():
            record = json.loads(line)
            seen.add(record["severityText"])
            expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", record["timestamp"]), "no time")
            expect(record["severityNumber"] == {"INFO": 9, "WARN": 13, "ERROR": 17}[record["severityText"]], "another number")
            expect(record["body"] and not record["body"].startswith(("phigate", "error", " ")), f"a prefix stays: {record['body']!r}")
            expect(record["resource"]["service.name"] == "phigate", "no service")
            if record["severityText"] == "ERROR":
                expect(record["attributes"]["exit.code"] == done.returncode, "another exit code")
        expect(seen == wanted, f"{arguments[0]}: {seen}, not {wanted}")


def main():
    """Run one case."""
    os.makedirs(FOLDER)
    signal.alarm(SECONDS_MAX)
    globals()["case_" + sys.argv[2]]()
    print("\n".join(FAULTS) or "behaves")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
