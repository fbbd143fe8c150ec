#!/usr/bin/env python3
"""Measure `rollcall clean` and `rollcall read` on one file, each as a whole process.

Usage:   bench.py [--program PATH] [--runs N] [--threads N] [--peer COMMAND] [--peer-name NAME] FILE
Needs:   Python 3.9 or later, on Linux, nothing else.
Peer:    a command that does the same job, run in turn with Rollcall: {input} stands for FILE and
         {output} for an empty folder. Its standard output goes nowhere, like that of Rollcall.

Prints the median over the runs, the smallest and largest beside it, and rows for RESULTS.md:
CPU seconds are user and system time of the process and its children, peak memory is its largest
resident set, the ratio is Rollcall's CPU over the peer's, pair by pair, and the median of these.
A first run of each, to warm the file cache, is not counted. A run that fails ends the measurement.
"""
import argparse
import csv
import datetime
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# The system counts the memory of this interpreter into its children's peak, as the floor under it.
FLOOR_NOTE = 'peak memory below about {floor:.0f} MB cannot be told apart from this script'


class Run:
    """One process, from its start to its end."""

    def __init__(self, command):
        with tempfile.TemporaryFile() as messages:
            start = time.monotonic()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=messages)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                messages.seek(0)
                sys.stderr.write(messages.read().decode(errors='replace'))
                sys.exit(f'{shlex.join(command)}: exit code {process.returncode}')
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024  # kilobytes on Linux


def alternate(jobs, runs):
    """Runs the jobs in turn, so that what slows the machine slows all of them."""
    results = [[] for _ in jobs]
    for number in range(runs + 1):
        for job, result in zip(jobs, results):
            with tempfile.TemporaryDirectory(prefix='rollcall-bench-') as folder:
                run = Run(job(folder))
            if number > 0:
                result.append(run)
    return results


def spread(values, unit, digits=2):
    middle = statistics.median(values)
    return f'{middle:.{digits}f}{unit} ({min(values):.{digits}f}-{max(values):.{digits}f})'


def describe(name, runs, size):
    cpu = [run.cpu for run in runs]
    print(f'{name}: CPU {spread(cpu, " s")}, wall {spread([run.wall for run in runs], " s")}, '
          f'peak {spread([run.peak for run in runs], " MB", 0)}, '
          f'{size / 1e6 / statistics.median(cpu):.0f} MB per CPU s')


def row(command, rows, runs, peer='', ratio=''):
    return (f'| {datetime.date.today()} | {commit()} | `{command}` | {rows:,} | '
            f'{statistics.median([run.cpu for run in runs]):.2f} | '
            f'{statistics.median([run.peak for run in runs]):.0f} | {peer} | {ratio} |')


def commit():
    """The commit that is checked out, with a + where files were changed since."""
    def git(*words):
        return subprocess.run(['git', '-C', HERE, *words], capture_output=True, text=True)
    try:
        name = git('rev-parse', '--short', 'HEAD').stdout.strip()
        return name + ('+' if name and git('status', '--porcelain').stdout.strip() else '')
    except OSError:
        return ''


def processor():
    try:
        with open('/proc/cpuinfo') as info:
            names = [line.split(':', 1)[1].strip() for line in info if line.startswith('model name')]
    except OSError:
        names = []
    return f'{names[0] if names else platform.machine()}, {os.cpu_count()} processors'


def account(program, options, file):
    """Cleans once more and counts: how many rows, and of how many the lineage tells the outcome."""
    with tempfile.TemporaryDirectory(prefix='rollcall-bench-') as folder:
        Run(clean(program, options, file, folder))
        with open(os.path.join(folder, 'lineage.csv'), encoding='utf-8', newline='') as lineage:
            outcomes = {}
            for line in csv.DictReader(lineage):
                outcomes[line['outcome']] = outcomes.get(line['outcome'], 0) + 1
    return sum(outcomes.values()), outcomes


def clean(program, options, file, folder):
    threads = ['--threads', str(options.threads)] if options.threads else []
    return [program, 'clean', file, '--output', folder, *threads]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--program', default='.build/release/rollcall')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--threads', type=int)
    parser.add_argument('--peer', default='', help='command with {input} and perhaps {output}')
    parser.add_argument('--peer-name', default='', help='for the table (default: its first word)')
    parser.add_argument('file')
    options = parser.parse_args()
    if options.runs < 1:
        parser.error('--runs takes at least 1')
    program, file = os.path.abspath(options.program), os.path.abspath(options.file)
    for path in (program, file):
        if not os.path.exists(path):
            sys.exit(f'{path}: no such file; build the program, and write a file with contacts.py')
    # The rules of this checkout, wherever the script is called from.
    os.environ.setdefault('ROLLCALL_RULES', os.path.join(HERE, '..', '..', 'Rules'))
    size, name = os.path.getsize(file), os.path.basename(file)
    floor = Run(['true']).peak

    jobs = [lambda folder: clean(program, options, file, folder)]
    peer = shlex.split(options.peer)
    if peer:
        jobs.append(lambda folder: [
            word.replace('{input}', file).replace('{output}', folder) for word in peer])
    cleaned, *others = alternate(jobs, options.runs)
    read, = alternate([lambda folder: [program, 'read', file]], options.runs)
    rows, outcomes = account(program, options, file)

    print(f'{name}: {rows:,} rows, {size / 1e6:.0f} MB; {options.runs} runs; {processor()}')
    print('rows: ' + ', '.join(f'{count:,} {outcome}' for outcome, count in sorted(outcomes.items())))
    print(f'note: {FLOOR_NOTE.format(floor=floor)}')
    describe('rollcall clean', cleaned, size)
    describe('rollcall read', read, size)
    peer_name, ratio = '', ''
    if others:
        peer_name = options.peer_name or os.path.basename(peer[0])
        describe(peer_name, others[0], size)
        ratios = [ours.cpu / theirs.cpu for ours, theirs in zip(cleaned, others[0])
                  if theirs.cpu > 0]
        if ratios:
            ratio = f'{statistics.median(ratios):.2f}'
            print(f'CPU of rollcall over that of {peer_name}: {spread(ratios, "", 2)}')
        peer_name += f' {statistics.median([run.cpu for run in others[0]]):.2f} s'
    print()
    print(row(f'rollcall clean {name}', rows, cleaned, peer_name, ratio))
    print(row(f'rollcall read {name}', rows, read))


if __name__ == '__main__':
    main()
