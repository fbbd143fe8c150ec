#!/usr/bin/env python3
"""Keeps a real Tryton and a messaging platform in step, with edits and deletions on both sides, and reads both back.

usage: tryton_sync.py PROGRAM RULES FOLDER [--contacts 5000]
Ends with 0 if both sides are equal after every round, 1 if not, 77 where Tryton cannot be had.
"""
import argparse
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from exchange import Platform
from tryton_server import PASSWORD, USER, Server, Unavailable, environment

# Area codes; numbers 555-0100 to 555-0199 of each belong to nobody.
AREAS = """201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253
254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320""".split()


def say(text):
    print(text, flush=True)


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


class Rehearsal:
    def __init__(self, options, server):
        self.program, self.folder, self.server = str(Path(options.program).resolve()), options.folder, server
        self.failures = []
        self.numbers = iter([f"+1{area}55501{n:02}" for n in range(100) for area in AREAS])
        rules = self.folder / "Rules"
        shutil.copytree(options.rules, rules)
        text = (rules / "sync.yaml").read_text()
        (rules / "sync.yaml").write_text(text.replace("    folder: Exchange/crm\n", "    connector: tryton\n"))
        self.platform = Platform(self.folder / "Exchange" / "messaging")
        secret = self.folder / "tryton-password"
        secret.write_text(PASSWORD)
        secret.chmod(0o600)
        self.variables = os.environ | {"TRYTON_URL": server.url, "TRYTON_USER": USER, "TRYTON_PASSWORD_FILE": str(secret)}

    def sync(self, *more):
        start = time.monotonic()
        done = subprocess.run(
            [self.program, "sync", *more], cwd=self.folder, env=self.variables, capture_output=True, text=True)
        seconds = time.monotonic() - start
        if done.returncode not in (0, 1):
            raise SystemExit(f"rollcall sync ended with {done.returncode}: {done.stderr}")
        assert PASSWORD not in done.stdout + done.stderr
        report = json.loads((self.folder / "Output" / "sync-report.json").read_text())
        return report, seconds, done

    def cycles(self, what):
        """Syncs until nothing is written any more, three times at most, and compares."""
        for turn in range(4):
            report, seconds, done = self.sync("--accept", "deletions")
            handed = self.platform.take(now())
            say(f"{what}, cycle {turn + 1}: {done.stdout.strip().splitlines()[-1]} ({seconds:.1f} s)")
            if report["failed"] or report["tickets"]:
                self.failures.append(f"{what}: {done.stdout}{done.stderr}")
            if not report["pushed"] and not handed:
                break
        else:
            self.failures.append(f"{what}: it does not come to rest")
        self.compare(what)

    def compare(self, what):
        crm = sorted(tuple(sorted(c.items())) for c in self.server.contacts().values() if c["phone"])
        platform = sorted(tuple(sorted(c.items())) for c in self.platform.contacts.values())
        if crm != platform:
            left = [c for c in crm if c not in platform][:5]
            right = [c for c in platform if c not in crm][:5]
            self.failures.append(f"{what}: {len(crm)} and {len(platform)} contacts; the CRM alone {left}; the platform alone {right}")
        say(f"{what}: {len(crm)} contacts on both sides" if crm == platform else f"{what}: NOT EQUAL")

    def party(self, number):
        phone = next(self.numbers)
        return {
            "name": f"Person {number}",
            "contact_mechanisms": [
                ["create", [{"type": "mobile", "value": phone}, {"type": "email", "value": f"person{number}@example.com"}]]],
        }

    def first_sync(self, count):
        ids = []
        for start in range(0, count, 500):
            ids += self.server.call("party.party.create", [self.party(n) for n in range(start, min(start + 500, count))])
        self.ids = ids
        rows = [
            self.platform.set(f"p{n}", now(), full_name=f"Platform {n}", phone=next(self.numbers), email=f"p{n}@example.com")
            for n in range(count // 10)]
        known = self.server.contacts()
        rows += [self.platform.set(f"k{id}", now(), **known[id]) for id in ids[: count // 20]]
        self.platform.tell(rows)
        self.cycles("first sync")

    def edits(self, size):
        time.sleep(1.1)
        chosen = random.Random(7).sample(self.ids, 3 * size)
        self.server.call("party.party.write", chosen[:size], {"name": "Same name for some"})
        # The trap: this leaves the write_date of the party alone.
        for party in chosen[size : 2 * size]:
            self.server.call("party.contact_mechanism.write", self.server.mechanisms(party, "mobile"), {"value": next(self.numbers)})
        for number, party in enumerate(chosen[2 * size :]):
            self.server.call("party.party.write", [party], {
                "contact_mechanisms": [["write", self.server.mechanisms(party, "email"), {"value": f"other{number}@example.com"}]]})
        ids = [id for id in self.platform.contacts if id.startswith("p")]
        rows = [self.platform.set(id, now(), full_name=f"Renamed {id}") for id in ids[:size]]
        rows += [self.platform.set(id, now(), phone=next(self.numbers)) for id in ids[size : 2 * size]]
        rows += [self.platform.set(id, now(), email="") for id in ids[2 * size : 3 * size]]
        self.platform.tell(rows)
        self.cycles("edits on both sides")

    def both_edited(self):
        """One contact, edited on both sides: one of the values wins, on both."""
        time.sleep(1.1)
        party = self.ids[-1]
        phone = self.server.contacts()[party]["phone"]
        self.server.call("party.party.write", [party], {"name": "By the CRM"})
        time.sleep(1.1)
        id = next(i for i, c in self.platform.contacts.items() if c["phone"] == phone)
        self.platform.tell([self.platform.set(id, now(), full_name="By the platform, later")])
        self.cycles("one contact edited on both sides")
        if self.server.contacts()[party]["full_name"] != "By the platform, later":
            self.failures.append("the later edit did not win")

    def deletions(self, size):
        time.sleep(1.1)
        gone = self.ids[10 : 10 + size]
        self.server.call("party.party.delete", gone)
        self.ids = [i for i in self.ids if i not in gone]
        ids = [id for id in self.platform.contacts if id.startswith("p")][-size:]
        for id in ids:
            del self.platform.contacts[id]
        self.platform.tell([{"id": id, "updated_at": now(), "deleted": "true"} for id in ids])
        self.cycles("deletions on both sides")

    def at_rest(self):
        report, _, _ = self.sync()
        if report["pushed"] or report["planned"]:
            self.failures.append(f"something is written although nothing has changed: {report}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("rules")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--contacts", type=int, default=5000)
    options = parser.parse_args()
    packages = options.folder.parent / "tryton-packages"
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    options.folder = options.folder.resolve()
    try:
        server = Server(options.folder / "server", environment(packages.resolve()))
    except Unavailable as problem:
        say(f"skipped: {problem}")
        return 77
    try:
        rehearsal = Rehearsal(options, server)
        rehearsal.first_sync(options.contacts)
        rehearsal.edits(max(3, options.contacts // 100))
        rehearsal.both_edited()
        rehearsal.deletions(max(2, options.contacts // 200))
        rehearsal.at_rest()
    finally:
        server.stop()
    for failure in rehearsal.failures:
        say(f"FAILED {failure}")
    return 1 if rehearsal.failures else 0


if __name__ == "__main__":
    sys.exit(main())
