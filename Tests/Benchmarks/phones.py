#!/usr/bin/env python3
"""Measure the library PhoneNumbers beside libphonenumber, in C++ and on wish in Python.

Usage:   phones.py [--cells N] [--pairs N] [--checkout DIR] [--python INTERPRETER] [FILE]
Needs:   Swift; g++ and libphonenumber-dev for the comparison (it is left out if they are missing);
         an INTERPRETER that can import phonenumbers for the Python peer.
FILE:    lines of raw TAB region; without it, N cells are invented (spellings.py).

Each side is a process that reads the file, works through it once to warm up, then is measured:
ours in five repetitions, the peer in one; of ours the median counts. The sides run in turn, and the
ratio is taken pair by pair: the peer's CPU time over ours, and the median of these.
"""
import argparse
import datetime
import os
import shutil
import statistics
import subprocess
import sys
import time

import bench
import spellings

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON_PEER = '''
import sys, time, phonenumbers as pn
from phonenumbers import re_util
re_util.enable_pattern_cache()
lines = open(sys.argv[1], encoding="utf-8", newline="\\n")
cells = [line.rstrip("\\n").split("\\t") for line in lines]
cells = [(c[0], c[1] if len(c) > 1 and c[1] else None) for c in cells][:20000]
for _ in range(2):
    start = time.process_time()
    for raw, region in cells:
        try: number = pn.parse(raw, region)
        except pn.NumberParseException: continue
        pn.is_valid_number(number)
        pn.format_number(number, pn.PhoneNumberFormat.E164)
    cpu = time.process_time() - start
print(f"cpu_us={cpu / max(len(cells), 1) * 1e6:.4f} version={pn.__version__}")
'''


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        sys.exit(f'{command[0]}: exit code {done.returncode}')
    return done.stdout


def build_ours(folder, checkout):
    package = ['--package-path', HERE, '--scratch-path', os.path.join(folder, 'package')]
    environment = dict(os.environ)
    if checkout:
        environment['ROLLCALL_CHECKOUT'] = os.path.abspath(checkout)
    command = ['swift', 'build', '-c', 'release', '--product', 'phones-benchmark', *package]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + 'phones-benchmark was not built')
    return os.path.join(folder, 'package', 'release', 'phones-benchmark')


def build_peer(folder):
    """The C++ program, or None if its library is not installed."""
    if not shutil.which('g++'):
        print('No g++: the C++ peer is left out. On Debian: apt-get install g++ libphonenumber-dev')
        return None
    counter = os.path.join(folder, 'allocations.o')
    peer = os.path.join(folder, 'libphonenumber-peer')
    source = os.path.join(HERE, 'Sources', 'CAllocations')
    subprocess.run(['g++', '-x', 'c', '-O2', '-c', '-I', os.path.join(source, 'include'),
                    os.path.join(source, 'allocations.c'), '-o', counter], check=True)
    done = subprocess.run(
        ['g++', '-O2', '-std=c++17', '-DCOUNT_ALLOCATIONS',
         os.path.join(HERE, 'libphonenumber_peer.cc'), counter, '-lphonenumber', '-lprotobuf',
         '-lpthread', '-o', peer], capture_output=True, text=True)
    if done.returncode != 0:
        print('The C++ peer cannot be built and is left out. On Debian:\n'
              '  apt-get install g++ libphonenumber-dev libprotobuf-dev')
        if 'phonenumberutil.h' not in done.stderr:
            print(done.stderr, end='')
        return None
    return peer


def fields(line):
    return dict(word.split('=', 1) for word in line.split())


def measure(command):
    """The fields of each repetition but the first, which warms up."""
    return [fields(line) for line in run(command).splitlines() if 'cpu_us=' in line][1:]


def median(repetitions, name):
    return statistics.median(float(repetition[name]) for repetition in repetitions)


def in_turn(ours, peer, file, mode, pairs):
    """Medians of our CPU, the peer's CPU and their ratio, with the last fields of each."""
    mine, theirs, ratios = [], [], []
    peer_mode = 'e164' if mode == 'repair' else mode
    for _ in range(pairs):
        us = measure([ours, file, '--mode', mode, '--repetitions', '6'])
        mine.append(median(us, 'cpu_us'))
        if peer:
            them = measure([peer, file, '--mode', peer_mode, '--repetitions', '2'])
            theirs.append(median(them, 'cpu_us'))
            ratios.append(theirs[-1] / mine[-1])
    return mine, theirs, ratios, us[-1], them[-1] if peer else None


def first_answers(ours, file, count=20):
    """Milliseconds from the start of the process to the first answer: (CPU, wall)."""
    cpu, wall = [], []
    for _ in range(count):
        line = run([ours, file, '--repetitions', '1', '--started', str(time.monotonic_ns())])
        first = fields(line.splitlines()[0])
        cpu.append(float(first['first_answer_cpu_ms']))
        wall.append(float(first['first_answer_wall_ms']))
    return cpu, wall


def scaling(ours, file, pairs):
    """How many times as fast two threads are as one by wall time, and how much CPU they take.

    The wall time says something only where two processors are free; the CPU time grows if the
    threads disturb each other.
    """
    wall, cpu = [], []
    for _ in range(pairs):
        one = measure([ours, file, '--repetitions', '11'])
        two = measure([ours, file, '--repetitions', '11', '--threads', '2'])
        wall.append(min(float(r['sec']) for r in one) / min(float(r['sec']) for r in two))
        cpu.append(median(two, 'cpu_us') / median(one, 'cpu_us'))
    return wall, cpu


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--cells', type=int, default=200_000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--pairs', type=int, default=5)
    parser.add_argument('--modes', default='e164,full,repair')
    parser.add_argument('--folder', default=os.path.join(HERE, '..', '..', '.build', 'benchmarks'))
    parser.add_argument('--checkout', help='another checkout of Rollcall, to compare commits')
    parser.add_argument('--python', help='interpreter with phonenumbers, for the Python peer')
    parser.add_argument('file', nargs='?')
    options = parser.parse_args()
    if options.pairs < 1:
        parser.error('--pairs takes at least 1')
    if not shutil.which('swift'):
        sys.exit('Swift is not installed, or not on the PATH: see https://www.swift.org/install')
    folder = os.path.abspath(options.folder)
    os.makedirs(folder, exist_ok=True)
    file, name = options.file, options.file and os.path.basename(options.file)
    if file is None:
        name = f'{options.cells:,} invented cells, seed {options.seed}'
        file = os.path.join(folder, f'cells-{options.cells}-{options.seed}.tsv')
        spellings.write(options.cells, options.seed, file)
    ours, peer = build_ours(folder, options.checkout), build_peer(folder)

    print(f'{name}; {options.pairs} pairs; {bench.processor()}')
    rows = []
    for mode in options.modes.split(','):
        mine, theirs, ratios, us, them = in_turn(ours, peer, file, mode, options.pairs)
        line = (f'{mode}: {bench.spread(mine, " us CPU a cell", 3)}, {us["allocations"]} blocks, '
                f'{int(us["ok"]):,} numbers, {int(us["valid"]):,} valid')
        peer_name = ratio = ''
        if peer:
            of = 'e164 of ' if mode == 'repair' else ''
            line += (f'\n  {of}C++ libphonenumber: {bench.spread(theirs, " us", 2)}, '
                     f'{them["allocations"]} blocks, {int(them["ok"]):,} numbers, '
                     f'{int(them["valid"]):,} valid; ratio {bench.spread(ratios, "", 1)}')
            peer_name = f'C++ {statistics.median(theirs):.2f} us'
            ratio = f'{statistics.median(ratios):.0f}'
        print(line, flush=True)
        cells = [str(datetime.date.today()), bench.commit(), mode, name,
                 f'{statistics.median(mine):.3f}', us['allocations'], peer_name, ratio]
        rows.append(f'| {" | ".join(cells)} |')
    cpu, wall = first_answers(ours, os.devnull)
    print(f'first answer after {bench.spread(cpu, " ms CPU")}, {bench.spread(wall, " ms wall")}, '
          'with the loading of the program')
    wall, cpu = scaling(ours, file, options.pairs)
    print(f'two threads: {bench.spread(wall, " times as fast")}, '
          f'{bench.spread(cpu, " times the CPU of one")}')
    if options.python:
        them = fields(run([options.python, '-c', PYTHON_PEER, file]))
        print(f'phonenumbers {them["version"]} for Python: {float(them["cpu_us"]):.1f} us a cell')
    print('\n' + '\n'.join(rows))


if __name__ == '__main__':
    main()
