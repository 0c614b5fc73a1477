#!/usr/bin/env python3
"""Make every call of the C library that a program makes fail once, and judge what it leaves.

usage: faults.py PHIGATE SHIM WORK [--operations scan,again,request,release,verify,export]
                 [--classes write,sync,...] [--errors ENOSPC,EIO,...] [--step N] [--first N]

SHIM is faults.c as a shared object. A run that lost something must end with 74 or 75, or withhold a
file; nothing half-written may be seen; and the next run without a fault must end as ever. Every step
and first are for a sample: `--step 7 --first 3` makes calls 3, 10, 17 … fail.
"""
import argparse
import errno
import json
import os
import shutil
import subprocess
import sys
import time

ERRORS = {
    "write": ["ENOSPC", "EIO"], "read": ["EIO"], "sync": ["EIO"], "rename": ["EIO"],
    "open": ["EMFILE", "EIO"], "mmap": ["ENOMEM"], "link": ["EDQUOT"], "mkdir": ["ENOSPC"],
    "truncate": ["EIO"], "close": ["EIO"], "unlink": ["EIO"], "stat": ["EIO"],
}
FAILED = (74, 75)


def lines(path):
    with open(path, "rb") as file:
        return [json.loads(line) for line in file]


def tree(path):
    """Every file below a folder with its content; None where there is none."""
    if not os.path.isdir(path):
        return None
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            full = os.path.join(folder, name)
            with open(full, "rb") as file:
                found[os.path.relpath(full, path)] = file.read()
    return found


class World:
    """A gate with two approvers, a landing zone, and copies of all that to begin from."""

    def __init__(self, phigate, shim, work):
        self.phigate, self.shim = phigate, shim
        self.run, self.base = os.path.join(work, "run"), os.path.join(work, "base")
        self.counts = os.path.join(work, "counts")
        self.said = ""
        for place in (self.run, self.base):
            shutil.rmtree(place, ignore_errors=True)
        os.makedirs(self.run)
        self.config = os.path.join(self.run, "config", "phigate.yml")
        self.stage = os.path.join(self.run, "stage")
        self.must("init", self.run, "--single-user")
        for name, group in (("m.okafor", "privacy"), ("j.lindqvist", "data-owner")):
            key = os.path.join(self.run, "keys", name)
            self.must("key", "new", "--out", key + ".pem", "--public", key + ".pub")
            self.must("trust", "add-human", name, "--group", group, "--config", self.config)
            self.must("trust", "add-key", name, key + ".pub", "--config", self.config)
        self.must("trust", "sign", "--key", os.path.join(self.run, "keys/root.pem"), "--config", self.config)
        self.fill(os.path.join(self.run, "landing"))

    def fill(self, landing):
        """Few files, of every way through the program: small, mapped, linked, packed, by a helper, withheld."""
        os.makedirs(os.path.join(landing, "a"))
        def put(name, data):
            with open(os.path.join(landing, name), "wb") as file:
                file.write(data)
        put("a/note.txt", b"mail nurse.one@example.org today\n")
        put("a/plain.txt", b"potassium is fine\n")
        put("big.txt", b"the plan of the ward, mail nurse.two@example.org\n" * 23_000)
        put("form.pdf", b"%PDF-1.7\n")
        os.link(os.path.join(landing, "a/note.txt"), os.path.join(landing, "a/again.txt"))
        subprocess.run(["sh", "-c", "gzip -k a/plain.txt && bzip2 -k a/note.txt -f && zip -qr c.zip a"],
                       cwd=landing, check=False)

    def command(self, *words, fault=None, count=False, shim=False):
        surroundings = {k: v for k, v in os.environ.items() if not k.startswith("PHIGATE")}
        if fault or count or shim:
            surroundings["LD_PRELOAD"] = self.shim
        if fault:
            surroundings["PHIGATE_FAULT"] = fault
        if count:
            surroundings["PHIGATE_FAULT_COUNTS"] = self.counts
        done = subprocess.run([self.phigate, *words], capture_output=True, env=surroundings, timeout=120)
        self.said = done.stderr.decode(errors="replace")
        self.output = done.stdout
        return done.returncode

    def must(self, *words, codes=(0,), shim=False):
        code = self.command(*words, shim=shim)
        if code not in codes:
            sys.exit(f"faults: {' '.join(words[:2])} ended with {code} without any fault:\n{self.said}")

    def save(self):
        shutil.rmtree(self.base, ignore_errors=True)
        shutil.copytree(self.run, self.base, symlinks=True)

    def restore(self):
        shutil.rmtree(self.run)
        subprocess.run(["cp", "-a", self.base, self.run], check=True)


class Operation:
    """What is run with a fault, and how its end is judged."""

    def __init__(self, world):
        self.world, self.kind = world, ""

    def prepare(self):
        """Makes what a run begins from; done once, then kept as a copy."""

    def begin(self):
        self.world.restore()

    def expect(self):
        """Looks at a run without a fault."""

    def problems(self, code):
        return []

    def leftovers(self):
        """What nobody may see beside the places of the product."""
        found = []
        for folder, folders, names in os.walk(self.world.run):
            for name in names + folders:
                if name.endswith((".partial", ".lock", ".draft", ".part", ".pruned")):
                    found.append(os.path.relpath(os.path.join(folder, name), self.world.run))
        # What a run could not remove, because that call failed, holds nothing and hinders nobody.
        if self.kind == "unlink":
            found = [name for name in found if not name.endswith((".lock", ".draft"))]
        return [f"left behind: {name}" for name in found]

    def stage_problems(self, code):
        """Whether a scan that says that it is done has lost nothing."""
        found = []
        stage = self.world.stage
        if not os.path.exists(stage + "/manifest.jsonl"):
            return ["there is no stage"]
        sums = subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=stage, capture_output=True)
        if sums.returncode != 0:
            found.append(f"sums do not hold: {sums.stderr.decode().strip()[:200]}")
        if self.world.command("manifest", "verify", stage) != 0:
            found.append(f"the manifest does not hold: {self.world.said[:200]}")
        new = {e["path"]: e for e in lines(stage + "/manifest.jsonl") if e["type"] == "entry"}
        old = {e["path"]: e for e in self.reference}
        if new != old:
            # What lies in a folder or archive that was not read is accounted for by its entry; `.` is the source itself.
            lost = [p for p in old if p not in new and not any(q == "." or p.startswith((q + "!/", q + "/")) for q in new)]
            changed = [p for p in new if p not in old or new[p] != old[p]]
            # Whatever differs was withheld, or belongs to something that was.
            tops = {p.split("!/")[0] for p in changed}
            fine = all(new.get(t, {}).get("disposition") == "withheld" for t in tops if t in new)
            if code == 0 or lost or not fine:
                found.append(f"entries are missing or differ: {lost[:3]} {changed[:3]}")
        return found


class Scan(Operation):
    words = ("scan", "{landing}", "--stage", "{stage}", "--config", "{config}", "--jobs", "1", "--quiet")

    def line(self):
        run = self.world.run
        places = {"landing": run + "/landing", "stage": self.world.stage, "config": self.world.config}
        return [word.format(**places) for word in self.words]

    def prepare(self):
        self.world.must(*self.line(), codes=(3,))
        self.reference = [e for e in lines(self.world.stage + "/manifest.jsonl") if e["type"] == "entry"]
        with open(self.world.stage + "/manifest.jsonl", "rb") as file:
            self.manifest = file.read()
        shutil.rmtree(self.world.stage)
        shutil.rmtree(self.world.run + "/state/catalog")
        self.world.save()

    def begin(self):
        super().begin()
        self.before = tree(self.world.stage)

    def problems(self, code):
        found = []
        if code in (0, 3):
            found += self.stage_problems(code)
        elif code in FAILED:
            if tree(self.world.stage) != self.before:
                found.append("the stage has changed")
        else:
            found.append(f"ended with {code}: {self.world.said[:300]}")
        found += self.leftovers()
        again = self.line() + ([] if "--replace" in self.words or not os.path.isdir(self.world.stage) else ["--replace"])
        code = self.world.command(*again)
        if code != 3:
            found.append(f"the next run ended with {code}: {self.world.said[:300]}")
        else:
            with open(self.world.stage + "/manifest.jsonl", "rb") as file:
                if file.read() != self.manifest:
                    found.append("the next run has another manifest")
        return found


class Again(Scan):
    """A second run, which links what has not changed and exchanges the stage."""
    words = Scan.words + ("--replace",)

    def begin(self):
        self.world.restore()
        time.sleep(0.06)
        # With the shim, because a program with other libraries is another one to the catalog.
        self.world.must(*self.line(), codes=(3,), shim=True)
        os.utime(self.world.run + "/landing/a/plain.txt")
        self.before = tree(self.world.stage)


class Request(Operation):
    def line(self):
        return ["request", self.world.stage, "--destination", "research", "--purpose", "weekly cohort",
                "--config", self.world.config]

    def prepare(self):
        world = self.world
        world.must("scan", world.run + "/landing", "--stage", world.stage, "--config", world.config, codes=(3,))
        world.save()

    def problems(self, code):
        world, found = self.world, []
        if code == 0:
            if not os.path.exists(world.stage + "/request.json"):
                found.append("no request.json")
        elif code not in FAILED:
            found.append(f"ended with {code}: {world.said[:300]}")
        found += self.leftovers()
        if code != 0:
            if world.command(*self.line()) != 0:
                found.append(f"cannot be asked again: {world.said[:300]}")
        if world.command("status", world.stage, "--config", world.config) != 0:
            found.append(f"the request does not count: {world.said[:300]}")
        if world.command("audit", "verify", "--config", world.config) != 0:
            found.append(f"the log does not hold: {world.said[:300]}")
        return found


class Release(Operation):
    def line(self):
        return ["release", self.world.stage, "--destination", "research", "--config", self.world.config]

    def prepare(self):
        world = self.world
        world.must("scan", world.run + "/landing", "--stage", world.stage, "--config", world.config, codes=(3,))
        world.must(*Request.line(self))
        for name in ("m.okafor", "j.lindqvist"):
            world.must("approve", world.stage, "--as", name, "--key", f"{world.run}/keys/{name}.pem", "--comment", "ok")
        world.save()

    def bundles(self):
        place = self.world.run + "/released"
        return [os.path.join(place, name) for name in os.listdir(place) if not name.startswith(".")]

    def bundle_problems(self):
        found = []
        for bundle in self.bundles():
            sums = subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=bundle, capture_output=True)
            if sums.returncode != 0:
                found.append(f"a bundle is not whole: {sums.stderr.decode()[:200]}")
            if not os.path.exists(bundle + "/receipt.dsse.json"):
                found.append("a bundle without a receipt")
        return found

    def problems(self, code):
        world = self.world
        found = self.bundle_problems()
        if code == 0 and len(self.bundles()) != 1:
            found.append("nothing was published")
        elif code not in (0, *FAILED):
            found.append(f"ended with {code}: {world.said[:300]}")
        if code != 0:
            again = world.command(*self.line())
            # What left and was logged, but not at every place, is not released twice.
            left = again == 6 and "token_spent" in world.said
            if again != 0 and not (left and len(self.bundles()) == 1):
                found.append(f"cannot be released again ({again}): {world.said[:300]}")
            found += self.bundle_problems()
            if len(self.bundles()) != 1:
                found.append(f"{len(self.bundles())} bundles in the end")
        hidden = [n for n in os.listdir(world.run + "/released") if n.startswith(".")]
        if hidden:
            found.append(f"left behind: {hidden}")
        if world.command("audit", "verify", "--config", world.config) != 0:
            found.append(f"the log does not hold: {world.said[:300]}")
        return found + self.leftovers()


class Verify(Release):
    """Reads alone: what it prints must be what it prints without a fault, or it fails."""

    def line(self):
        return ["audit", "verify", "--config", self.world.config]

    def prepare(self):
        super().prepare()
        self.world.must(*Release.line(self))
        self.world.must(*self.line())
        self.wanted = self.world.output
        self.world.save()

    def problems(self, code):
        if code == 0:
            return [] if self.world.output == self.wanted else ["another answer, and no error"]
        return [] if code in FAILED else [f"ended with {code}: {self.world.said[:300]}"]


class Export(Verify):
    def line(self):
        return ["audit", "export", "--bundle", self.world.run + "/export", "--config", self.world.config]

    def prepare(self):
        Release.prepare(self)
        self.world.must(*Release.line(self))
        self.world.must(*self.line())
        self.wanted = tree(self.world.run + "/export")
        shutil.rmtree(self.world.run + "/export")
        self.world.save()

    def problems(self, code):
        made = tree(self.world.run + "/export")
        found = self.leftovers()
        if code == 0:
            names = {name for name in made or {} if not name.endswith(".draft") or self.kind != "unlink"}
            if names != set(self.wanted):
                found.append("the export is not whole")
        elif code not in FAILED:
            found.append(f"ended with {code}: {self.world.said[:300]}")
        elif made is not None:
            found.append("half an export")
        return found


OPERATIONS = {"scan": Scan, "again": Again, "request": Request, "release": Release, "verify": Verify, "export": Export}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("phigate")
    parser.add_argument("shim")
    parser.add_argument("work")
    parser.add_argument("--operations", default=",".join(OPERATIONS))
    parser.add_argument("--classes", default=",".join(ERRORS))
    parser.add_argument("--errors")
    parser.add_argument("--deceive", action="store_true", help="take failures for success, to see that they are seen")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    options = parser.parse_args()
    total = bad = 0
    for name in options.operations.split(","):
        world = World(os.path.abspath(options.phigate), os.path.abspath(options.shim), os.path.abspath(options.work))
        operation = OPERATIONS[name](world)
        operation.prepare()
        operation.begin()
        world.command(*operation.line(), count=True)
        with open(world.counts, encoding="ascii") as file:
            counts = {word: int(number) for word, number in (line.split() for line in file)}
        codes = {}
        for kind in options.classes.split(","):
            operation.kind = kind
            for error in options.errors.split(",") if options.errors else ERRORS[kind]:
                for call in range(min(options.first, max(1, counts[kind])), counts[kind] + 1, options.step):
                    operation.begin()
                    code = world.command(*operation.line(), fault=f"{kind}:{call}:{getattr(errno, error)}")
                    if options.deceive and code in FAILED:
                        code = 0
                    codes[code] = codes.get(code, 0) + 1
                    total += 1
                    problems = operation.problems(code)
                    if problems:
                        bad += 1
                        for problem in problems:
                            print(f"{name} {kind} {call} {error} (ended with {code}): {problem}", flush=True)
        print(f"{name}: calls {counts}, ended with {dict(sorted(codes.items()))}", flush=True)
    print(f"faults: {total} faults, {bad} of them end badly")
    sys.exit(1 if bad else 0)


main()
