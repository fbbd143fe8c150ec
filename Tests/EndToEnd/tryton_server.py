"""A Tryton server with its module 'party' on 127.0.0.1, on SQLite, that ends with its owner; and a client of its own, which
shares nothing with the program under test."""
import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

USER, PASSWORD = "admin", "Try-Me-4-Tests"


class Unavailable(Exception):
    """Why there can be no server here, in a sentence."""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment(folder):
    """A virtual environment with the packages of requirements.txt; made once."""
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True)
        if made.returncode:
            raise Unavailable("Python cannot make a virtual environment (Debian: python3-venv)")
        wanted = Path(__file__).parent / "requirements.txt"
        pip = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", str(wanted)], capture_output=True, text=True)
        if pip.returncode:
            raise Unavailable("the packages of Tests/EndToEnd/requirements.txt cannot be installed from PyPI")
        (folder / "ready").touch()
    return python.parent


class Server:
    def __init__(self, folder, packages):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}/crm"
        (folder / "db").mkdir(parents=True, exist_ok=True)
        (folder / "db" / "crm.sqlite").write_bytes(b"")
        (folder / "password").write_text(PASSWORD)
        config = folder / "trytond.conf"
        config.write_text(f"[database]\nuri = sqlite://\npath = {folder}/db\n[web]\nlisten = 127.0.0.1:{self.port}\n")
        variables = os.environ | {"TRYTONPASSFILE": str(folder / "password")}
        admin = [str(packages / "trytond-admin"), "-c", str(config), "-d", "crm"]
        for more in (["--all", "--email", "admin@localhost", "-l", "en"], ["-u", "party", "country", "--activate-dependencies"]):
            subprocess.run(admin + more, env=variables, check=True, capture_output=True)
        self.log = open(folder / "trytond.log", "wb")
        self.process = subprocess.Popen([str(packages / "trytond"), "-c", str(config), "-d", "crm"], stdout=self.log, stderr=self.log)
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise Unavailable(f"trytond does not start, see {folder}/trytond.log")
                time.sleep(0.2)
        uid, key, *_ = self.post("common.db.login", [USER, {"password": PASSWORD}, "en"])
        self.session = base64.b64encode(f"{USER}:{uid}:{key}".encode()).decode()

    session = None

    def post(self, method, params):
        request = urllib.request.Request(
            self.url + "/rpc/", json.dumps({"id": 1, "method": method, "params": params}).encode(), {"Content-Type": "application/json"})
        if self.session:
            request.add_header("Authorization", "Session " + self.session)
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer = json.load(answer)
        assert not answer.get("error"), answer["error"]
        return answer["result"]

    def call(self, method, *params):
        return self.post("model." + method, [*params, {}])

    def contacts(self):
        """Every party: id to name, phone and e-mail."""
        parties = self.call("party.party.search_read", [], 0, None, [["id", "ASC"]], ["name"])
        found = {p["id"]: {"full_name": p["name"] or "", "phone": "", "email": ""} for p in parties}
        mechanisms = self.call("party.contact_mechanism.search_read", [], 0, None, [["id", "ASC"]], ["party", "type", "value_compact"])
        for m in mechanisms:
            field = {"mobile": "phone", "phone": "phone", "email": "email"}.get(m["type"])
            if field and m["party"] in found:
                found[m["party"]][field] = found[m["party"]][field] or m["value_compact"]
        return found

    def mechanisms(self, party, kind):
        return self.call("party.contact_mechanism.search", [["party", "=", party], ["type", "=", kind]], 0, None, None)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
