"""A WhatsApp Cloud API on 127.0.0.1 that checks what it is sent against Meta's documentation, holds its own limits, reports
into a spool of signed webhooks, and goes wrong as often as it is told to. It ends with its owner."""
import collections
import hashlib
import hmac
import json
import random
import re
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "app-secret-of-the-tests"
FAULTS = ("refuse", "lost_answer", "busy", "throttle", "truncate")


class Server:
    """faults: the share of requests that each kind takes.

    refuse       503, nothing is accepted
    busy         the same as an error of the platform (131016)
    throttle     429 with Retry-After, nothing is accepted
    lost_answer  the message is accepted, and the connection is cut before the answer
    truncate     the message is accepted, and the answer ends in its middle
    """

    def __init__(self, spool, faults=None, seed=7, per_second=80, dropped=0, doubled=0, reordered=0):
        self.spool, self.faults, self.random = open(spool, "a", buffering=1), faults or {}, random.Random(seed)
        self.per_second, self.webhooks = per_second, (dropped, doubled, reordered)
        self.lock, self.arrivals, self.over, self.wrong = threading.Lock(), collections.deque(), 0, []
        # By our key: the messages that were accepted under it.
        self.accepted, self.requests, self.first, self.last = collections.defaultdict(list), 0, None, None
        self.opted_out = set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            log_message = lambda *_: None

            def do_POST(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.answer(self, raw)

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request, client_address):
                """A client that was killed leaves its connections cut."""

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v23.0"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()
        self.spool.close()

    def answer(self, handler, raw):
        now = time.monotonic()
        with self.lock:
            self.requests += 1
            self.first, self.last = self.first or now, now
            while self.arrivals and now - self.arrivals[0] > 1:
                self.arrivals.popleft()
            self.arrivals.append(now)
            if len(self.arrivals) > self.per_second:
                self.over += 1
                return self.send(handler, 429, error(130429, "Rate limit hit"))
            fault = self.draw()
            if fault == "refuse":
                return self.send(handler, 503, None)
            if fault == "busy":
                return self.send(handler, 503, error(131016, "Service unavailable"))
            if fault == "throttle":
                return self.send(handler, 429, error(130429, "Rate limit hit"), {"Retry-After": "1"})
            problem = self.problem(handler, raw)
            if problem:
                self.wrong.append(problem)
                return self.send(handler, 400, error(100, problem))
            body = json.loads(raw)
            key, id = body["biz_opaque_callback_data"], f"wamid.{self.requests:08}"
            self.accepted[key].append(id)
            self.report(id, body)
        answer = json.dumps({
            "messaging_product": "whatsapp", "contacts": [{"input": body["to"], "wa_id": body["to"]}],
            "messages": [{"id": id, "message_status": "accepted"}]}).encode()
        if fault == "lost_answer":
            handler.close_connection = True
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            return
        if fault == "truncate":
            handler.close_connection = True
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer))
            handler.wfile.write(answer[: len(answer) // 2])
            return
        self.send(handler, 200, answer)

    def draw(self):
        chance = self.random.random()
        for kind, share in self.faults.items():
            chance -= share
            if chance < 0:
                return kind
        return None

    @staticmethod
    def problem(handler, raw):
        """What the documentation of messages does not allow."""
        if not re.fullmatch(r"/v23\.0/\d+/messages", handler.path):
            return f"no such path: {handler.path}"
        if not handler.headers.get("Authorization", "").startswith("Bearer "):
            return "no bearer token"
        if "application/json" not in handler.headers.get("Content-Type", ""):
            return "not JSON by its header"
        body = json.loads(raw)
        wanted = {"messaging_product": "whatsapp", "recipient_type": "individual", "type": "template"}
        for name, value in wanted.items():
            if body.get(name) != value:
                return f"{name} is not {value}"
        if not re.fullmatch(r"\d{7,15}", body.get("to", "")):
            return "'to' is no number"
        if len(body.get("biz_opaque_callback_data", "")) > 512 or not body.get("biz_opaque_callback_data"):
            return "biz_opaque_callback_data is missing or too long"
        template = body.get("template", {})
        if not re.fullmatch(r"[a-z0-9_]{1,512}", template.get("name", "")) or "code" not in template.get("language", {}):
            return "the template has no name or language"
        for component in template.get("components", []):
            if component.get("type") not in ("header", "body", "button"):
                return "an unknown component"
            for parameter in component.get("parameters", []):
                if parameter.get("type") != "text" or not parameter.get("text"):
                    return "a parameter without text"
        return None

    def report(self, id, body):
        at = int(time.time())
        failed = body["to"] in self.opted_out
        lines = []
        for number, status in enumerate(["failed"] if failed else ["sent", "delivered", "read"]):
            entry = {"id": id, "status": status, "timestamp": str(at + number), "recipient_id": body["to"],
                     "biz_opaque_callback_data": body["biz_opaque_callback_data"]}
            if failed:
                entry["errors"] = [{"code": 131050, "title": "User has stopped marketing messages"}]
            lines.append(signed({"statuses": [entry]}))
        dropped, doubled, reordered = self.webhooks
        lines = [line for line in lines for _ in range(0 if self.random.random() < dropped else 2 if self.random.random() < doubled else 1)]
        if self.random.random() < reordered:
            self.random.shuffle(lines)
        for line in lines:
            self.spool.write(line)

    @staticmethod
    def send(handler, status, body, headers=None):
        body = body or b""
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)


def error(code, message):
    return json.dumps({"error": {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}}).encode()


def signed(value):
    body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [
        {"field": "messages", "value": {"messaging_product": "whatsapp"} | value}]}]})
    code = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"sig": "sha256=" + code, "body": body}) + "\n"
