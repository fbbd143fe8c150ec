#!/usr/bin/env python3
"""Kills `rollcall clean` with SIGKILL at random moments, runs it once more, and compares.

Usage: kill_clean.py PROGRAM RULES EXPORTS FOLDER [--kills 200] [--seed 1]

Every second file of EXPORTS is cleaned into FOLDER/before; adding the others undisturbed gives the result to reach. Then
the same addition is killed: every other time at any moment, else in the last fifth, where files are moved. After each
kill the store must be whole and the result files those of before (or, once the store has committed, the new ones); after
one more run they must be those of the undisturbed run. Exit status 0: nothing was wrong.
"""
import argparse
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

# What tells of the run before differs where the killed run had committed.
OF_THE_RUN_BEFORE = {"changes.csv", "report.html", "report.json"}


def digests(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        if name.startswith((".", "rollcall.sqlite")):
            continue
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("program", "rules", "exports", "folder"):
        parser.add_argument(name)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    files = [os.path.join(options.exports, name) for name in sorted(os.listdir(options.exports))]

    def start(inputs, output):
        return subprocess.Popen(
            [options.program, "clean", *inputs, "--rules", options.rules, "--output", output],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def clean(inputs, output):
        if start(inputs, output).wait() not in (0, 1):
            sys.exit(f"{options.program} clean failed into {output}")

    shutil.rmtree(options.folder, ignore_errors=True)
    before, after, killed = (os.path.join(options.folder, n) for n in ("before", "after", "killed"))
    clean(files[::2], before)
    shutil.copytree(before, after)
    began = time.monotonic()
    clean(files[1::2], after)
    seconds = time.monotonic() - began
    earlier, expected = digests(before), digests(after)

    counts = {"earlier result": 0, "new result": 0, "in between": 0, "wrong": 0}
    for kill in range(options.kills):
        shutil.rmtree(killed, ignore_errors=True)
        shutil.copytree(before, killed)
        process = start(files[1::2], killed)
        time.sleep(chance.uniform(0 if kill % 2 else 0.8 * seconds, 1.05 * seconds))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = digests(killed)
        state = ("earlier result" if found == earlier else "new result" if found == expected
                 else "in between")
        counts[state] += 1
        store = sqlite3.connect(os.path.join(killed, "rollcall.sqlite"))
        is_whole = store.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        runs = store.execute("SELECT COUNT(*) FROM runs").fetchone()[0]
        store.close()
        clean(files[1::2], killed)
        found = digests(killed)
        wrong = {name for name in {*found, *expected} if found.get(name) != expected.get(name)}
        if runs > 1:
            wrong -= OF_THE_RUN_BEFORE
        if wrong or not is_whole:
            counts["wrong"] += 1
            print(f"kill {kill}: store {'whole' if is_whole else 'damaged'}, differing {sorted(wrong)}")
    print(f"{options.kills} kills of a run of {seconds:.1f} s: " + ", ".join(
        f"{name} {count}" for name, count in counts.items()))
    sys.exit(1 if counts["wrong"] or counts["in between"] else 0)


main()
