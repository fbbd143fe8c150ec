#!/usr/bin/env python3
"""Measure the readers and writers of the room Tabular beside other libraries that read the same file.

Usage:   readers.py [--rows N] [--runs N] [--only NAME,…] [--python INTERPRETER] [--program PATH]
                    [--checkout DIR] [--memory GB]
Needs:   Swift. A peer that is missing is left out with a note: g++ and libsimdjson-dev, cc and
         libxml2-dev, an INTERPRETER that can import ijson (and duckdb for CSV).

The same invented rows are written as CSV (contacts.py), JSON lines, a wrapped array and XML. Each
side is a whole process that reads the file and looks at every value; they run in turn, and the ratio
is taken pair by pair: the peer's CPU time over ours, so that 2 is twice as fast. The writers are
measured inside the process: bytes written for each second of CPU, from batches in memory.

--memory feeds so many GB of each format through a pipe and prints the peak memory. Without --program
the benchmark of this package is built; --program names one that is there.
"""
import argparse
import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from xml.sax.saxutils import escape

import bench

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join('.build', 'benchmarks')
IJSON = ('import ijson, sys\n'
         'print(sum(1 for _ in ijson.items(open(sys.argv[1], "rb"), "contacts.item")), ijson.backend)')


# MARK: Inputs

def write_inputs(rows):
    """The same rows as CSV, JSON lines, an array in an object, and XML: the file of each format."""
    files = {name: os.path.join(FOLDER, f'contacts-{rows}.{name}')
             for name in ('csv', 'ndjson', 'json', 'xml')}
    if all(os.path.exists(file) for file in files.values()):
        return files
    subprocess.run([sys.executable, os.path.join(HERE, 'contacts.py'), '--rows', str(rows),
                    files['csv']], check=True)
    with open(files['csv'], encoding='utf-8', newline='') as source, \
            open(files['ndjson'], 'w', encoding='utf-8') as lines, \
            open(files['json'], 'w', encoding='utf-8') as wrapped, \
            open(files['xml'], 'w', encoding='utf-8') as xml:
        wrapped.write('{"exported_at":"2025-06-01T00:00:00Z","contacts":[\n')
        xml.write('<?xml version="1.0" encoding="UTF-8"?>\n<export>\n<contacts>\n')
        for number, row in enumerate(csv.DictReader(source)):
            text = json.dumps(row, ensure_ascii=False, separators=(',', ':'))
            lines.write(text + '\n')
            wrapped.write((',\n' if number else '') + text)
            xml.write('<contact>' + ''.join(map(element, row.items())) + '</contact>\n')
        wrapped.write('\n]}\n')
        xml.write('</contacts>\n</export>\n')
    return files


def element(cell):
    name, value = cell
    name = re.sub(r'\W', '_', name)
    return f'<{name}>{escape(value)}</{name}>' if value else f'<{name}/>'


# MARK: Programs

def build_ours(checkout):
    environment = dict(os.environ)
    if checkout:
        environment['ROLLCALL_CHECKOUT'] = os.path.abspath(checkout)
    package = ['--package-path', HERE, '--scratch-path', os.path.join(FOLDER, 'package')]
    command = ['swift', 'build', '-c', 'release', '--product', 'readers-benchmark', *package]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + 'readers-benchmark was not built')
    return os.path.join(FOLDER, 'package', 'release', 'readers-benchmark')


def build_peer(source, compiler, options, package):
    """A program of this folder, or None if its library is not installed."""
    if not shutil.which(compiler):
        print(f'No {compiler}: {source} is left out. On Debian: apt-get install gcc g++ {package}')
        return None
    program = os.path.join(FOLDER, os.path.splitext(source)[0].replace('_', '-'))
    done = subprocess.run(
        [compiler, '-O2', os.path.join(HERE, source), *options, '-o', program],
        capture_output=True, text=True)
    if done.returncode != 0:
        print(f'{source} cannot be built and is left out. On Debian: apt-get install {package}')
        return None
    return program


def flags_of_libxml2():
    try:
        done = subprocess.run(['pkg-config', '--cflags', '--libs', 'libxml-2.0'],
                              capture_output=True, text=True)
        return done.stdout.split() or ['-lxml2']
    except OSError:
        return ['-I/usr/include/libxml2', '-lxml2']


def has_module(python, module):
    try:
        return subprocess.run([python, '-c', f'import {module}'],
                              capture_output=True).returncode == 0
    except OSError:
        return False


# MARK: Peers

def peers_of_ndjson(file, options):
    program = build_peer('simdjson_peer.cc', 'g++', ['-std=c++17', '-lsimdjson', '-lpthread'],
                         'libsimdjson-dev')
    if not program:
        return []
    return [('simdjson on demand', [program, 'ondemand', file]),
            ('simdjson DOM', [program, 'dom', file])]


def peers_of_json(file, options):
    if not has_module(options.python, 'ijson'):
        print('No ijson: the peer of wrapped JSON is left out. Name an interpreter with --python')
        return []
    return [('ijson', [options.python, '-c', IJSON, file])]


def peers_of_xml(file, options):
    program = build_peer('libxml2_peer.c', 'cc', flags_of_libxml2(), 'libxml2-dev')
    return [('libxml2 SAX2 in C', [program, file, 'contact'])] if program else []


READERS = {'ndjson': peers_of_ndjson, 'json': peers_of_json, 'xml': peers_of_xml}
WRITERS = ('csv', 'jsonl')


# MARK: Measuring

def measure_reader(name, program, file, peers, runs):
    commands = [[program, 'read', file]] + [command for _, command in peers]
    ours, *others = bench.alternate(
        [lambda _, command=command: command for command in commands], runs)
    cpu = [run.cpu for run in ours]
    print(f'read {name}: CPU {bench.spread(cpu, " s", 3)}, '
          f'{os.path.getsize(file) / 1e6 / statistics.median(cpu):.0f} MB per CPU s')
    for (peer, _), theirs in zip(peers, others):
        ratios = [b.cpu / a.cpu for a, b in zip(ours, theirs) if a.cpu > 0]
        print(f'  {peer}: CPU {bench.spread([run.cpu for run in theirs], " s", 3)}, '
              f'peak {bench.spread([run.peak for run in theirs], " MB", 0)}; '
              f'times ours {bench.spread(ratios, "")}')


def measure_writer(name, program, file, runs):
    rates = []
    for _ in range(runs):
        done = subprocess.run([program, 'write', name, file], stdout=subprocess.PIPE, text=True,
                              check=True)
        fields = dict(word.split('=', 1) for word in done.stdout.split() if '=' in word)
        rates.append(float(fields['bytes_per_cpu_s']) / 1e6)
    print(f'write {name}: {bench.spread(rates, " MB per CPU s", 0)}')


def measure_memory(name, program, file, gigabytes):
    """Feeds the records of a file again and again through a pipe."""
    with open(file, 'rb') as source:
        text = source.read()
    begin, end, between = {'ndjson': (0, len(text), b''),
                           'json': (text.find(b'[\n') + 2, text.rfind(b'\n]'), b',\n'),
                           'xml': (text.find(b'<contact>'),
                                   text.rfind(b'</contact>') + len(b'</contact>'), b'\n')}[name]
    records = text[begin:end]
    process = subprocess.Popen([program, 'read', '-'], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    written = process.stdin.write(text[:begin])
    while written < gigabytes * 1e9:
        written += process.stdin.write(records)
        if written < gigabytes * 1e9:
            written += process.stdin.write(between)
    written += process.stdin.write(text[end:])
    process.stdin.close()
    answer = process.stdout.read().decode().strip()
    print(f'memory {name}: {written / 1e9:.2f} GB, exit code {process.wait()}, {answer}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--rows', type=int, default=100000)
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--only', default='', help='of ndjson, json, xml, write')
    parser.add_argument('--python', default=sys.executable, help='interpreter that has the peers')
    parser.add_argument('--program', help='readers-benchmark, if it is built already')
    parser.add_argument('--checkout')
    parser.add_argument('--memory', type=float, metavar='GB')
    options = parser.parse_args()
    os.makedirs(FOLDER, exist_ok=True)
    files = write_inputs(options.rows)
    program = os.path.abspath(options.program or build_ours(options.checkout))
    chosen = options.only.split(',') if options.only else [*READERS, 'write']

    print(f'{options.rows:,} rows; {options.runs} runs; {bench.processor()}; {bench.commit()}')
    for name, peers in READERS.items():
        if name not in chosen:
            continue
        if options.memory:
            measure_memory(name, program, files[name], options.memory)
        else:
            measure_reader(name, program, files[name], peers(files[name], options), options.runs)
    if 'write' in chosen and not options.memory:
        for name in WRITERS:
            measure_writer(name, program, files['csv'], options.runs)


if __name__ == '__main__':
    main()
