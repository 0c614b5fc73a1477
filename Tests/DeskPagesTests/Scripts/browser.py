#!/usr/bin/env python3
"""A headless browser, driven through the DevTools protocol over a pipe; nothing but the standard library."""
import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

SECONDS_MAX = 60


def program():
    """The browser's path; None where there is none."""
    for name in ("chromium-headless-shell", "chromium"):
        if shutil.which(name):
            return shutil.which(name)
    return None


class Browser:
    """A browser with a profile of its own."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="phigate-browser-")
        to_child, self.write_end = os.pipe()
        self.read_end, from_child = os.pipe()
        # Away from the numbers that the browser wants them at.
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (to_child, from_child)]
        os.close(to_child)
        os.close(from_child)

        def arrange():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [program(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=arrange, close_fds=False)
        for fd in high:
            os.close(fd)
        self.number, self.buffer, self.answers, self.tabs = 0, b"", {}, {}

    def command(self, method, params=None, tab=None):
        """Sends a command and waits for what it gives."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": params or {}}
        if tab:
            message["sessionId"] = tab
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        self.until(lambda: number in self.answers, f"an answer to {method}")
        answer = self.answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def until(self, holds, what, seconds=SECONDS_MAX):
        """Reads messages until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            left = end - time.monotonic()
            if left <= 0:
                raise RuntimeError(f"waited {seconds} s for {what}")
            if select.select([self.read_end], [], [], min(left, 0.2))[0]:
                self.read()

    def read(self):
        """Takes what the browser wrote."""
        piece = os.read(self.read_end, 1 << 20)
        if not piece:
            raise RuntimeError("the browser ended")
        self.buffer += piece
        *messages, self.buffer = self.buffer.split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self.answers[message["id"]] = message
            elif message.get("sessionId") in self.tabs:
                self.tabs[message["sessionId"]].heard(message["method"], message["params"])

    def close(self):
        """Ends the browser."""
        os.write(self.write_end, json.dumps({"id": 0, "method": "Browser.close"}).encode() + b"\0")
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read_end)
        os.close(self.write_end)
        # Helpers of the browser may still write for a moment.
        for _ in range(20):
            shutil.rmtree(self.profile, ignore_errors=True)
            if not os.path.exists(self.profile):
                break
            time.sleep(0.1)


class Tab:
    """A page of the browser, in a context of its own: no cookies of others."""

    def __init__(self, browser, width=1280, height=1000, dark=False, scripts=True):
        self.browser, self.errors, self.loads, self.requests = browser, [], 0, []
        self.context = browser.command("Target.createBrowserContext")["browserContextId"]
        target = browser.command(
            "Target.createTarget", {"url": "about:blank", "browserContextId": self.context})["targetId"]
        self.id = browser.command(
            "Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        browser.tabs[self.id] = self
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.command(f"{domain}.enable")
        self.look(width, height, dark)
        if not scripts:
            self.command("Emulation.setScriptExecutionDisabled", {"value": True})

    def command(self, method, params=None):
        """A command for this page."""
        return self.browser.command(method, params, self.id)

    def look(self, width, height=1000, dark=False, media=""):
        """Width in CSS pixels, and the colours that the person prefers."""
        self.command("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.command("Emulation.setEmulatedMedia", {"media": media, "features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def heard(self, method, params):
        """Notes what the page complains of."""
        if method == "Page.loadEventFired":
            self.loads += 1
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.errors.append(" ".join(str(a.get("value", a)) for a in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            entry = params["entry"]
            self.errors.append(f"{entry['text']} {entry.get('url', '')}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"])

    def open(self, address):
        """Opens an address and waits until all of it is there."""
        before = self.loads
        failed = self.command("Page.navigate", {"url": address}).get("errorText")
        if failed:
            raise RuntimeError(f"{address}: {failed}")
        self.browser.until(lambda: self.loads > before, f"{address} to load")

    def value(self, expression):
        """The value of an expression, or of what it promises."""
        result = self.command("Runtime.evaluate", {
            "expression": expression, "awaitPromise": True, "returnByValue": True})
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression[:60]}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait(self, expression, seconds=SECONDS_MAX):
        """Waits until an expression is true."""
        end = time.monotonic() + seconds
        while not self.value(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise RuntimeError(f"waited {seconds} s for {expression}")
            time.sleep(0.05)

    def find(self, selector):
        """The node of a selector; works without scripts, too."""
        root = self.command("DOM.getDocument")["root"]["nodeId"]
        node = self.command("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        if not node:
            raise RuntimeError(f"nothing is {selector}")
        return node

    def has(self, selector):
        """Whether there is such a node."""
        root = self.command("DOM.getDocument")["root"]["nodeId"]
        return bool(self.command("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"])

    def html(self, selector="html"):
        """The HTML of a node."""
        return self.command("DOM.getOuterHTML", {"nodeId": self.find(selector)})["outerHTML"]

    def type(self, selector, text):
        """Writes into a field as a keyboard would."""
        self.command("DOM.focus", {"nodeId": self.find(selector)})
        self.command("Input.insertText", {"text": text})

    def choose(self, selector, path):
        """Chooses a file."""
        self.command("DOM.setFileInputFiles", {"nodeId": self.find(selector), "files": [path]})

    def key(self, name, code):
        """Presses a key."""
        for kind in ("keyDown", "keyUp"):
            params = {"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code}
            if kind == "keyDown" and name in ("Enter", " "):
                params["text"] = "\r" if name == "Enter" else " "
            self.command("Input.dispatchKeyEvent", params)

    def click(self, selector, loads=False):
        """Clicks into the middle of a node; `loads`: waits for the page that comes."""
        node, before = self.find(selector), self.loads
        self.command("DOM.scrollIntoViewIfNeeded", {"nodeId": node})
        quad = self.command("DOM.getContentQuads", {"nodeId": node})["quads"][0]
        place = {"x": (quad[0] + quad[4]) / 2, "y": (quad[1] + quad[5]) / 2, "button": "left",
                 "clickCount": 1}
        self.command("Input.dispatchMouseEvent", {"type": "mousePressed", **place})
        self.command("Input.dispatchMouseEvent", {"type": "mouseReleased", **place})
        if loads:
            self.browser.until(lambda: self.loads > before, f"the page behind {selector}")

    def picture(self, path):
        """The whole page as a picture."""
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        shot = self.command("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 9000),
                     "scale": 1}})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def close(self):
        """Closes the page and forgets its cookies."""
        del self.browser.tabs[self.id]
        self.browser.command("Target.disposeBrowserContext", {"browserContextId": self.context})
