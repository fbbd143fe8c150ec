"""Chromium without a window, driven through its DevTools protocol with Python's standard library.

A browser is a process with a profile of its own in a temporary folder; a page is one tab of it. The
protocol is JSON over a WebSocket (RFC 6455), of which only what is needed here is spoken.
"""

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class BrowserError(Exception):
    """Chromium is missing, does not start, or a page's script failed."""


def chromium():
    """The path of Chromium, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class WebSocket:
    """A client's end of a WebSocket; texts only."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.socket.recv(1)
        if b" 101 " not in answer.split(b"\r\n")[0]:
            raise BrowserError(f"no WebSocket: {answer[:80]!r}")

    def send(self, text):
        payload = text.encode()
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([0x81]) + (
            bytes([0x80 | size]) if size < 126
            else bytes([0x80 | 126]) + struct.pack(">H", size) if size < 1 << 16
            else bytes([0x80 | 127]) + struct.pack(">Q", size))
        masked = bytes(byte ^ mask[i & 3] for i, byte in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def receive(self):
        text = b""
        while True:
            first, second = self._exactly(2)
            size = second & 127
            if size == 126:
                size = struct.unpack(">H", self._exactly(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._exactly(8))[0]
            payload = self._exactly(size)
            if first & 15 == 8:
                raise BrowserError("the browser closed the connection")
            if first & 15 <= 2:
                text += payload
                if first & 128:
                    return text.decode()

    def _exactly(self, count):
        parts = b""
        while len(parts) < count:
            part = self.socket.recv(count - len(parts))
            if not part:
                raise BrowserError("the connection to the browser broke")
            parts += part
        return parts


class Browser:
    """A running Chromium; use it with `with`."""

    tab = None

    def __enter__(self):
        program = chromium()
        if program is None:
            raise BrowserError("Chromium is not installed")
        self.profile = tempfile.mkdtemp(prefix="rollcall-browser-")
        arguments = [
            program, "--headless=new", "--remote-debugging-port=0", "--no-first-run", "--disable-gpu",
            "--disable-background-networking", f"--user-data-dir={self.profile}", "about:blank"]
        if os.geteuid() == 0:
            # Chromium refuses its sandbox to root.
            arguments.insert(1, "--no-sandbox")
        self.process = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        file = os.path.join(self.profile, "DevToolsActivePort")
        end = time.monotonic() + 60
        while not (text := self._read(file)):
            if self.process.poll() is not None or time.monotonic() > end:
                raise BrowserError("Chromium does not start")
            time.sleep(0.05)
        self.port = int(text.split()[0])
        return self

    @staticmethod
    def _read(file):
        try:
            with open(file) as opened:
                return opened.read().strip()
        except FileNotFoundError:
            return ""

    def __exit__(self, *_):
        if self.tab:
            self.tab.connection.socket.close()
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def page(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json/list", timeout=60) as answer:
            target = next(t for t in json.load(answer) if t["type"] == "page")
        self.tab = Page(self.port, target["webSocketDebuggerUrl"].split(str(self.port), 1)[1])
        return self.tab


class Page:
    """A tab. Faults of its scripts and what it asks of the network are noted."""

    def __init__(self, port, path):
        self.connection = WebSocket(port, path)
        self.number = 0
        self.events = []
        self.faults = []
        self.requests = []
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self.number += 1
        self.connection.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.connection.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._note(message)

    def _note(self, message):
        method, event = message.get("method"), message.get("params", {})
        self.events.append(method)
        if method == "Runtime.exceptionThrown":
            self.faults.append(event["exceptionDetails"].get("exception", {}).get("description"))
        elif method == "Log.entryAdded" and event["entry"]["level"] == "error":
            self.faults.append(event["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            self._note(json.loads(self.connection.receive()))

    def value(self, expression):
        """What an expression gives in the page; promises are awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def wait(self, expression, seconds=20):
        end = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > end:
                raise BrowserError(f"never came true: {expression}")
            time.sleep(0.05)

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=code)

    def resize(self, width, height, dark=False):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def screenshot(self, path, whole=True):
        image = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))

    def print(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"]))
