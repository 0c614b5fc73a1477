#!/usr/bin/env python3
"""Stands in for Slack's Web API, a Teams webhook and any other webhook, on a port of its own.

Prints the port. Every request is kept; /__log gives them back as JSON. /__plan takes
{"path": [step, ...]}: the next requests to that path are answered by these steps, one each, then as
usual. A step may hold "status", "headers", "body" (text), "delay" (seconds), "drop" (true: the
connection is closed without an answer) and "forget" (true: not kept). /__users takes what
users.info says of each user.
"""
import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

lock = threading.Lock()
log, plan, users = [], {}, {}
stamp = [1_764_313_200]


def slack(method, arguments):
    """What Slack answers to a call that it takes."""
    if method == "chat.postMessage":
        stamp[0] += 1
        return {"ok": True, "channel": arguments["channel"], "ts": f"{stamp[0]}.000100",
                "message": {"type": "message", "text": arguments["text"]}}
    if method == "chat.update":
        return {"ok": True, "channel": arguments["channel"], "ts": arguments["ts"]}
    if method == "views.open":
        stamp[0] += 1
        return {"ok": True, "view": {"id": f"V{stamp[0]}", "type": "modal"}}
    if method == "users.info":
        user = users.get(arguments.get("user"))
        return {"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"}
    return {"ok": False, "error": "unknown_method"}


class Handler(BaseHTTPRequestHandler):
    """Answers by the plan, then as the one it stands in for."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Says nothing."""

    def answer(self, status, body, headers=()):
        """Sends an answer."""
        data = body.encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_any(self):
        """Handles one request."""
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size).decode("utf-8", "surrogateescape")
        path, _, query = self.path.partition("?")
        if path == "/__log":
            with lock:
                return self.answer(200, json.dumps(log))
        if path == "/__plan":
            with lock:
                plan.clear()
                plan.update(json.loads(body))
            return self.answer(200, "{}")
        if path == "/__users":
            with lock:
                users.update(json.loads(body))
            return self.answer(200, "{}")
        with lock:
            steps = plan.get(path) or []
            step = steps.pop(0) if steps else None
            if not (step or {}).get("forget"):
                log.append({"path": path, "query": query, "body": body,
                            "headers": {k.lower(): v for k, v in self.headers.items()}})
        if step:
            time.sleep(step.get("delay", 0))
            if step.get("drop"):
                self.close_connection = True
                self.connection.close()
                return None
            if "status" in step:
                return self.answer(step["status"], step.get("body", ""), step.get("headers", {}))
        if path.startswith("/api/"):
            if self.headers.get("Authorization") != "Bearer xoxb-stand-in":
                return self.answer(200, '{"ok": false, "error": "invalid_auth"}')
            arguments = json.loads(body) if body else dict(urllib.parse.parse_qsl(query))
            with lock:
                return self.answer(200, json.dumps(slack(path[5:], arguments)))
        return self.answer(202 if path == "/teams" else 200, "")

    do_GET = do_POST = handle_any


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
