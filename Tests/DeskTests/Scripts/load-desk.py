#!/usr/bin/env python3
"""Loads a desk of its own; see scripts/bench-desk. The standard library alone.

usage: load-desk.py PHIGATE PHIGATE_DESK SECONDS REQUESTS FOLLOWERS DECISIONS_A_SECOND
"""
import asyncio
import base64
import copy
import hashlib
import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

PHIGATE, DESK = sys.argv[1:3]
SECONDS, REQUESTS, FOLLOWERS, RATE = (int(word) for word in sys.argv[3:7])
HUMANS = [f"clicker-{number}" for number in range(8)]
READS_A_SECOND = 50


def run(*words):
    """Runs a program that has to end well."""
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def make(folder):
    """A gate with one request, a desk, people who click; the request, the manifest, the desk's process."""
    config = f"{folder}/config/phigate.yml"
    settings = f"{folder}/desk/phigate-desk.yml"
    run(PHIGATE, "init", folder, "--single-user")
    run(DESK, "init", "--config", settings, "--trust", f"{folder}/config/trust.json", "--listen",
        "127.0.0.1:0", "--url", "http://127.0.0.1")
    with open(settings, "a", encoding="utf-8") as file:
        file.write("limits:\n  requestsASecond: 10000\n  burst: 100000\n  followers: 2000\n"
                   "  openRequests: 100_000\nlogLevel: warning\n")
    for human in HUMANS:
        run(PHIGATE, "trust", "add-human", human, "--group", "privacy", "--alias", f"oidc:https://x.example|{human}",
            "--config", config)
    run(PHIGATE, "trust", "add-channel", "desk", f"{folder}/desk/state/channel.pub", "--kind", "web", "--config", config)
    draft = f"{folder}/config/trust.json.draft"
    with open(draft, encoding="utf-8") as file:
        trust = json.load(file)
    # More than will click, so that every request stays open.
    trust["approvals"]["anyOf"] = [{"allOf": [{"group": "privacy", "min": 32, "assurance": "gateway-attested"}]}]
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(trust, file)
    run(PHIGATE, "trust", "sign", "--key", f"{folder}/keys/root.pem", "--config", config)
    os.makedirs(f"{folder}/landing")
    with open(f"{folder}/landing/note.txt", "w", encoding="utf-8") as file:
        file.write("Seen on 2026-03-04, SSN 219-09-9999.\n")
    run(PHIGATE, "scan", f"{folder}/landing", "--stage", f"{folder}/stage", "--config", config)
    run(PHIGATE, "request", f"{folder}/stage", "--destination", "research", "--purpose", "load", "--config", config)
    with open(f"{folder}/stage/request.json", encoding="utf-8") as file:
        request = json.load(file)
    with open(f"{folder}/stage/manifest.jsonl", "rb") as file:
        manifest = file.read()
    token = run(DESK, "token", "create", "load", "--scope", "submit", "--scope", "read", "--scope", "metrics",
                "--config", settings).strip()
    process = subprocess.Popen([DESK, "serve", "--config", settings], stdout=subprocess.PIPE, text=True,
                               stderr=open(f"{folder}/desk/log", "w", encoding="utf-8"))
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    cookies = {}
    database = sqlite3.connect(f"{folder}/desk/state/desk.sqlite", timeout=30)
    for human in HUMANS:
        secret = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        digest = hashlib.sha256(b"phigate-desk csrf " + secret.encode()).digest()
        cookies[human] = (secret, base64.urlsafe_b64encode(digest).decode().rstrip("="))
        now = int(time.time())
        database.execute("INSERT INTO sign_in VALUES(?, ?, ?, ?, ?)",
                         (hashlib.sha256(secret.encode()).digest(), human, f"oidc:https://x.example|{human}", now, now))
    database.commit()
    database.close()
    return request, manifest, token, process, port, cookies


class Client:
    """One connection of HTTP/1.1 that stays open."""

    def __init__(self, port):
        self.port, self.reader, self.writer = port, None, None

    async def ask(self, method, path, headers, body=b""):
        """Status, body and milliseconds."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        start = time.perf_counter()
        self.writer.write("\r\n".join(lines + ["", ""]).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:"))
        data = await self.reader.readexactly(length)
        return int(head[9:12]), data, (time.perf_counter() - start) * 1000


class Load:
    """What is done, and what came of it."""

    def __init__(self, token, port, cookies):
        self.port, self.cookies = port, cookies
        self.bearer = {"Authorization": f"Bearer {token}"}
        self.reads, self.decisions, self.errors, self.events = [], [], [], [0] * FOLLOWERS
        self.memory = 0

    async def submit(self, request, manifest):
        """Submits as many requests, each with an id of its own."""
        ids, bodies = [], []
        for _ in range(REQUESTS):
            each = copy.deepcopy(request)
            each["id"] = str(uuid.uuid4())
            ids.append(each["id"])
            text = json.dumps(each, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            bodies.append((each["id"], text.encode() + b"\n" + manifest))

        async def some(mine):
            client = Client(self.port)
            for key, body in mine:
                status, data, _ = await client.ask("POST", "/v1/requests", {
                    **self.bearer, "Idempotency-Key": key, "Content-Type": "application/x-ndjson"}, body)
                if status != 201:
                    self.errors.append(("submit", status, data[:200]))
        await asyncio.gather(*(some(bodies[start::8]) for start in range(8)))
        return ids

    async def follow(self, number):
        """Follows all events."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: {self.bearer['Authorization']}\r\n\r\n".encode())
        while data := await reader.read(1 << 16):
            self.events[number] += data.count(b"event: decision")

    async def paced(self, rate, until, one):
        """Does something so many times a second, whether or not the ones before have ended."""
        tasks, start, count = set(), time.monotonic(), 0
        while time.monotonic() < until:
            task = asyncio.create_task(one(count))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            count += 1
            await asyncio.sleep(max(0, start + count / rate - time.monotonic()))
        await asyncio.gather(*tasks)
        return count

    async def decide(self, pool, ids, number):
        """One click."""
        human = HUMANS[number // len(ids) % len(HUMANS)]
        secret, csrf = self.cookies[human]
        body = json.dumps({"decision": "approve", "comment": "looked", "attest": True}).encode()
        await self.timed(pool, self.decisions, "POST", f"/v1/requests/{ids[number % len(ids)]}/decisions", {
            "Cookie": f"phigate-desk={secret}", "X-CSRF-Token": csrf, "Content-Type": "application/json"}, body, 201)

    async def read(self, pool, ids, number):
        """One read: a request, a review or a page of the list."""
        path = ["/v1/requests/" + ids[number * 7 % len(ids)], "/v1/requests?state=open&limit=20",
                "/v1/requests/" + ids[number * 11 % len(ids)] + "/review"][number % 3]
        await self.timed(pool, self.reads, "GET", path, self.bearer, b"", 200)

    async def timed(self, pool, times, method, path, headers, body, wanted):
        """Asks on a connection of the pool, and keeps the time; waiting for a connection counts."""
        start = time.perf_counter()
        client = await pool.get()
        try:
            status, data, _ = await client.ask(method, path, headers, body)
            times.append((time.perf_counter() - start) * 1000)
            if status != wanted:
                self.errors.append((method, status, data[:200]))
        except (OSError, asyncio.IncompleteReadError) as error:
            self.errors.append((method, type(error).__name__, b""))
            client = Client(self.port)
        pool.put_nowait(client)

    async def watch(self, until):
        """The desk's memory, once a second."""
        client = Client(self.port)
        while time.monotonic() < until:
            _, data, _ = await client.ask("GET", "/metrics", self.bearer)
            for line in data.decode().splitlines():
                if line.startswith("process_resident_memory_bytes "):
                    self.memory = max(self.memory, int(line.split()[1]))
            await asyncio.sleep(1)


def spread(times):
    """Count, median, 99th percentile and most, in milliseconds."""
    ordered = sorted(times) or [0]
    at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    return f"{len(times):7} p50 {at(.5):7.1f} ms  p99 {at(.99):7.1f} ms  most {ordered[-1]:7.1f} ms"


async def bench(folder):
    request, manifest, token, process, port, cookies = make(folder)
    load = Load(token, port, cookies)
    start = time.monotonic()
    ids = await load.submit(request, manifest)
    print(f"submitted  {len(ids):7} requests in {time.monotonic() - start:.1f} s")
    followers = [asyncio.create_task(load.follow(number)) for number in range(FOLLOWERS)]
    await asyncio.sleep(1)
    pool = asyncio.Queue()
    for _ in range(32):
        pool.put_nowait(Client(port))
    until = time.monotonic() + SECONDS
    watching = asyncio.create_task(load.watch(until))
    await asyncio.gather(
        load.paced(RATE, until, lambda number: load.decide(pool, ids, number)),
        load.paced(READS_A_SECOND, until, lambda number: load.read(pool, ids, number)))
    await watching
    await asyncio.sleep(2)
    for follower in followers:
        follower.cancel()
    print(f"decisions {spread(load.decisions)}  ({len(load.decisions) / SECONDS:.1f} a second)")
    print(f"reads     {spread(load.reads)}")
    print(f"followers  {FOLLOWERS:7} each got {min(load.events)} to {max(load.events)} of {len(load.decisions)} decisions")
    print(f"memory     {load.memory / (1 << 20):7.1f} MiB at most")
    print(f"errors     {len(load.errors):7}")
    for error in load.errors[:5]:
        print("  ", error)
    process.send_signal(signal.SIGTERM)
    print(f"stop       exit {process.wait(30)}")
    return 1 if load.errors else 0


def main():
    folder = tempfile.mkdtemp(prefix="phigate-load-")
    try:
        code = asyncio.run(bench(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


main()
