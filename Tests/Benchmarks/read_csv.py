#!/usr/bin/env python3
"""Measure how fast all cells of a CSV file are found, beside a scan by DuckDB where it is installed.

Usage:   read_csv.py [--program PATH] [--runs N] [--threads N] [--python PYTHON] FILE
Needs:   Python 3.9 or later, on Linux; for the peer a Python with the package duckdb (--python).

Rollcall is run as `read FILE --account`, the whole program: it finds every cell, checks the encoding, repairs what was
misread, and proves of every byte what became of it, but writes no records. `read FILE` is run too, which writes them.
DuckDB counts the rows and adds up the lengths of the cells: of the first and the last column, as its scan is usually
measured, and of all columns. The time that Python and DuckDB need to start is taken off in their favour. All are run in
turn; printed are medians of CPU seconds (user and system), with the smallest and largest.
"""
import argparse
import os
import subprocess
import sys

import bench

SCAN = '''
import duckdb
names = duckdb.sql("select * from read_csv({file!r}, all_varchar=true) limit 0").columns
if {last}: names = [names[0], names[-1]]
lengths = ' + '.join('sum(length("' + name.replace('"', '""') + '"))' for name in names)
duckdb.sql("select count(*), " + lengths + " from read_csv({file!r}, all_varchar=true)").fetchall()
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--program', default='.build/release/rollcall')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--python', default=sys.executable, help='a Python that has duckdb')
    parser.add_argument('file')
    options = parser.parse_args()
    program, file = os.path.abspath(options.program), os.path.abspath(options.file)
    for path in (program, file):
        if not os.path.exists(path):
            sys.exit(f'{path}: no such file; build the program, and write a file with contacts.py')
    size = os.path.getsize(file)
    threads = ['--threads', str(options.threads)] if options.threads > 1 else []

    jobs = {
        'rollcall read --account': [program, 'read', file, '--account', *threads],
        'rollcall read': [program, 'read', file, *threads],
    }
    has_peer = subprocess.run([options.python, '-c', 'import duckdb'], capture_output=True)
    if has_peer.returncode == 0:
        python = [options.python, '-c']
        jobs['DuckDB starts'] = [*python, 'import duckdb; duckdb.sql("select 1").fetchall()']
        jobs['DuckDB scan, two columns'] = [*python, SCAN.format(file=file, last=True)]
        jobs['DuckDB scan, all columns'] = [*python, SCAN.format(file=file, last=False)]
    results = bench.alternate([lambda _, job=job: job for job in jobs.values()], options.runs)
    runs = dict(zip(jobs, results))

    print(f'{os.path.basename(file)}: {size / 1e6:.0f} MB; {options.runs} runs; '
          f'{bench.processor()}; load average {os.getloadavg()[0]:.1f}')
    for name, result in runs.items():
        bench.describe(name, result, size)
    for name in jobs:
        if not name.startswith('DuckDB scan'):
            continue
        ratios = [(theirs.cpu - start.cpu) / ours.cpu for ours, theirs, start in zip(
            runs['rollcall read --account'], runs[name], runs['DuckDB starts'])]
        print(f'{name}, over rollcall read --account: {bench.spread(ratios, "", 2)}')


if __name__ == '__main__':
    main()
