#!/usr/bin/env python3
"""Sends what a CRM orders over a WhatsApp Cloud API that goes wrong, and accounts for every message.

usage: whatsapp_sync.py PROGRAM RULES FOLDER [--orders 2000] [--faults refuse=0.02,lost_answer=0.03,...] [--cycles 6]
Ends with 0 if every order is accounted for: accepted once, or waiting for a person; none twice, none over the limit.
"""
import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from whatsapp_server import SECRET, Server


def say(text):
    print(text, flush=True)


def orders(folder, count):
    """Contacts with consent, and an order for each."""
    (folder / "in").mkdir(parents=True)
    with open(folder / "in" / "0001-contacts.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "updated_at", "full_name", "first_name", "phone_e164", "consent", "consent_at", "consent_proof"])
        for n in range(count):
            # Area codes 200 to 989, numbers 555-0100 to 555-0199: they belong to nobody.
            phone = f"+1{200 + n // 100 % 790}55501{n % 100:02}"
            out.writerow([f"c{n}", "2026-01-02T10:00:00Z", f"Person {n}", f"Person{n}", phone, "transactional", "2026-01-01T10:00:00Z", "form"])
    with open(folder / "in" / "0002-orders.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "order_id", "template"])
        for n in range(count):
            out.writerow([f"c{n}", f"o{n}", "appointment_reminder"])


def written_statuses(folder):
    """The last status that was handed to the CRM, for each message."""
    found = {}
    for path in sorted((folder / "out").glob("*.ndjson")):
        for line in path.read_text().splitlines():
            change = json.loads(line)
            if change["op"] == "message":
                found[change["message_id"]] = change["status"]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("rules")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--cycles", type=int, default=6)
    parser.add_argument("--faults", default="refuse=0.02,busy=0.02,throttle=0.02,lost_answer=0.03,truncate=0.03")
    parser.add_argument("--rate", type=int, default=80, help="requests a second that the platform takes")
    parser.add_argument("--kills", type=int, default=0, help="cycles that are killed at a random moment")
    parser.add_argument("--dropped", type=float, default=0.1)
    parser.add_argument("--doubled", type=float, default=0.1)
    parser.add_argument("--reordered", type=float, default=0.1)
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    folder = options.folder.resolve()
    shutil.copytree(options.rules, folder / "Rules")
    rules = folder / "Rules" / "sync.yaml"
    text = rules.read_text()
    side = "    connector: whatsapp\n    spool: spool.ndjson\n    secret_variable: ROLLCALL_WEBHOOK_SECRET\n"
    rules.write_text(text.replace("    folder: Exchange/messaging\n", side).replace("second_seconds: 30", "second_seconds: 1"))
    connector = folder / "Rules" / "connectors" / "whatsapp.yaml"
    connector.write_text(connector.read_text().replace("requests: 80,", f"requests: {options.rate},"))
    crm = folder / "Exchange" / "crm"
    orders(crm, options.orders)
    (folder / "spool.ndjson").touch()
    faults = {name: float(share) for name, share in (part.split("=") for part in options.faults.split(",") if part)}
    server = Server(
        folder / "spool.ndjson", faults, per_second=options.rate, dropped=options.dropped, doubled=options.doubled, reordered=options.reordered)
    variables = os.environ | {
        "WHATSAPP_URL": server.url, "WHATSAPP_TOKEN": "token-of-the-tests", "WHATSAPP_PHONE_ID": "106540352242922",
        "ROLLCALL_WEBHOOK_SECRET": SECRET}
    failures = []
    command = [str(Path(options.program).resolve()), "sync"]
    try:
        moments = random.Random(11)
        for _ in range(options.kills):
            process = subprocess.Popen(command, cwd=folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moments.uniform(0.05, 3))
            process.kill()
            process.wait()
        if options.kills:
            say(f"killed {options.kills} times; {len(server.accepted)} messages were accepted by then")
        for cycle in range(options.cycles):
            start, requests = time.monotonic(), server.requests
            done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
            if done.returncode not in (0, 1):
                failures.append(f"ended with {done.returncode}: {done.stderr}")
                break
            report = json.loads((folder / "Output" / "sync-report.json").read_text())
            say(f"cycle {cycle + 1}: {done.stdout.strip().splitlines()[-1]}; {server.requests - requests} requests, {time.monotonic() - start:.1f} s")
            for secret in ("token-of-the-tests", SECRET):
                if secret in done.stdout + done.stderr:
                    failures.append("a secret was printed")
            if cycle == 0:
                seconds = server.last - server.first
                if seconds > 5 and not options.kills:
                    say(f"{options.rate} requests a second are allowed; {server.requests / seconds / options.rate:.0%} of that was used")
    finally:
        server.stop()
    status = subprocess.run(
        [str(Path(options.program).resolve()), "status"], cwd=folder, env=variables, capture_output=True, text=True).stdout
    held = {line.split(" order:")[1].split(",")[0] for line in status.splitlines() if " order:" in line}
    all_orders = {f"o{n}" for n in range(options.orders)}
    accepted = {key.removeprefix("order-"): ids for key, ids in server.accepted.items()}
    twice = {order: ids for order, ids in accepted.items() if len(ids) > 1}
    lost = all_orders - accepted.keys() - held
    say(f"{options.orders} orders = {len(accepted.keys() - held)} accepted and known + {len(held & accepted.keys())} accepted and held"
          f" + {len(held - accepted.keys())} not accepted and held + {len(lost)} lost; {len(twice)} twice; {server.over} requests over the limit")
    if twice:
        failures.append(f"sent twice: {list(twice.items())[:3]}")
    if lost:
        failures.append(f"lost: {sorted(lost)[:5]}")
    if server.over:
        failures.append(f"{server.over} requests over the limit")
    if server.wrong:
        failures.append(f"against the documentation: {server.wrong[:3]}")
    known = written_statuses(crm)
    reported = {}
    for line in (folder / "spool.ndjson").read_text().splitlines():
        for entry in json.loads(json.loads(line)["body"])["entry"][0]["changes"][0]["value"]["statuses"]:
            order = ["sent", "failed", "delivered", "read"]
            reported[entry["id"]] = max(reported.get(entry["id"], "sent"), entry["status"], key=order.index)
    missing = [id for id, status in reported.items() if known.get(id) != status]
    say(f"{len(reported)} messages were reported on, {len(reported) - len(missing)} of them stand in the CRM in their last status")
    if missing:
        failures.append(f"statuses that the CRM does not have: {missing[:5]}")
    for failure in failures:
        say(f"FAILED {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
