#!/usr/bin/env python3
"""Kills `rollcall sync` with SIGKILL at each of its write system calls, runs it once more, and compares.

Usage: kill_sync.py PROGRAM RULES FOLDER [--most N]     (Linux, needs strace)

A reference run between two folders of change files is done undisturbed. Then, for each kind of call and each time it is
made, the same run is killed at that call and followed by a second run that nothing disturbs. Both must leave the same
change files for both sides and the same links, keys, watermarks, outbox and tickets in the store. --most kills at so many
places of each kind of call, spread evenly. Exit status 0: all alike.
"""
import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time

CALLS = (
    "write pwrite64 writev fsync fdatasync rename renameat renameat2 link linkat unlink unlinkat "
    "ftruncate mkdir").split()
TABLES = {
    "links": """SELECT CASE WHEN crm_id LIKE 'rc-%' THEN 'new' ELSE crm_id END,
        CASE WHEN messaging_id LIKE 'rc-%' THEN 'new' ELSE messaging_id END,
        base, crm_state, messaging_state, carried_consent, generation, is_pending FROM sync_links""",
    "keys": "SELECT value, kind, is_former FROM sync_keys",
    "watermarks": "SELECT * FROM sync_watermarks",
    "outbox": "SELECT subject, side, state FROM sync_outbox",
    "tickets": "SELECT subject, side, reason FROM sync_tickets",
}


def prepare(path):
    """Two sides with twelve contacts each, six of them in common."""
    shutil.rmtree(path, ignore_errors=True)
    for side in ("crm", "messaging"):
        os.makedirs(f"{path}/Exchange/{side}/in")
    with open(f"{path}/Exchange/crm/in/1.csv", "w") as file:
        file.write("id,updated_at,full_name,phone_e164,company,tags,consent,consent_at,consent_proof\n")
        for n in range(12):
            file.write(
                f"C{n},2026-12-01T08:00:{n:02}Z,Person {n},+4917112345{n:02},Firm {n},VIP,"
                "marketing,2026-11-01T10:00:00Z,form\n")
    with open(f"{path}/Exchange/messaging/in/1.ndjson", "w") as file:
        for n in range(6, 18):
            file.write(json.dumps({
                "id": f"W{n}", "updated_at": "2026-12-01T07:00:00Z", "full_name": f"Person {n}",
                "phone": f"+4917112345{n:02}", "city": "Kiel", "labels": ["spring"]}) + "\n")


def run(options, path, *prefix):
    return subprocess.run(
        [*prefix, options.program, "sync", "--rules", options.rules], cwd=path,
        capture_output=True, text=True)


def state(path):
    lines = []
    for side in ("crm", "messaging"):
        folder = f"{path}/Exchange/{side}/out"
        for name in os.listdir(folder):
            for line in open(f"{folder}/{name}"):
                change = json.loads(line)
                # The key of an update holds the time.
                if change["op"] == "update":
                    del change["key"]
                lines.append((side, json.dumps(change, sort_keys=True)))
    store = sqlite3.connect(f"{path}/Output/rollcall.sqlite")
    rows = {table: sorted(map(str, store.execute(sql))) for table, sql in TABLES.items()}
    store.close()
    return sorted(lines), rows


def count_calls(options, path):
    prepare(path)
    log = f"{options.folder}/strace.log"
    run(options, path, "strace", "-f", "-qq", "-e", "trace=" + ",".join(CALLS), "-o", log)
    counts = {}
    for line in open(log):
        name = line.split(None, 1)[1].split("(")[0]
        if name in CALLS:
            counts[name] = counts.get(name, 0) + 1
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("rules", type=os.path.abspath)
    parser.add_argument("folder", type=os.path.abspath)
    parser.add_argument("--most", type=int, default=1_000_000)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    reference = f"{options.folder}/reference"
    prepare(reference)
    first = run(options, reference)
    if first.returncode != 0:
        sys.exit(f"the reference run failed: {first.stderr}")
    wanted = state(reference)
    counts = count_calls(options, f"{options.folder}/count")
    print("write system calls:", ", ".join(f"{n} {name}" for name, n in sorted(counts.items())))
    killed = different = 0
    slowest = 0.0
    for call, count in sorted(counts.items(), key=lambda item: item[1]):
        for n in range(1, count + 1, max(1, count // options.most)):
            path = f"{options.folder}/run"
            prepare(path)
            run(options, path, "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                "-e", f"inject={call}:signal=SIGKILL:when={n}")
            killed += 1
            start = time.monotonic()
            second = run(options, path)
            slowest = max(slowest, time.monotonic() - start)
            if second.returncode != 0 or state(path) != wanted:
                different += 1
                print(f"{call} {n}: exit {second.returncode} {second.stdout}{second.stderr}", flush=True)
    print(f"killed {killed} times, {different} with another final state; "
          f"the slowest second run took {slowest:.2f} s")
    sys.exit(1 if different else 0)


main()
