#!/usr/bin/env python3
"""See that `rollcall numbers` streams: speed, memory that does not grow, lines that are hard to read.

Usage:   stream.py [--program PATH] [--lines N]
Needs:   Python 3.9 or later on Linux, no packages. The lines are those of spellings.py, repeated.

Prints lines a second and the peak memory for N lines and for a tenth of them, in each mode. Exit
code 1 if a line is lost, if memory grows, or if a hard line is not answered byte for byte.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

import bench
import spellings

NO_NUMBER = b'NOT_A_NUMBER\t\t\t\t\t'
NUMBER = b'+442079460958\tIS_POSSIBLE\t1\tFIXED_LINE\tGB\t'
LONG = b'020 7946 0958 ' * 750_000
# Input, and what --strict answers to it.
HARD = {
    'no input': (b'', b''),
    'empty lines': (b'\n\n', (b'\t\t' + NO_NUMBER + b'\n') * 2),
    'no end of the last line': (b'x\n020 7946 0958\tGB', b'x\t\t' + NO_NUMBER + b'\n'
                                b'020 7946 0958\tGB\t' + NUMBER + b'\n'),
    'CR LF': (b'020 7946 0958\tGB\r\n', b'020 7946 0958\tGB\t' + NUMBER + b'\n'),
    'further columns': (b'020 7946 0958\tGB\ta\tb\n',
                        b'020 7946 0958\tGB\t' + NUMBER + b'\ta\tb\n'),
    'NUL': (b'\0\0\tGB\n', b'\0\0\tGB\t' + NO_NUMBER + b'\n'),
    'damaged UTF-8': (b'\xff\xc3\t\xfe\t\x80\n', b'\xff\xc3\t\xfe\t' + NO_NUMBER + b'\t\x80\n'),
    'a line of 10 MB': (LONG + b'\tGB\nx\n', LONG + b'\tGB\tTOO_LONG\t\t\t\t\t\nx\t\t' + NO_NUMBER
                        + b'\n'),
}


def hard(program):
    """Names of the hard inputs that are not answered as they must be."""
    failed = []
    for name, (given, wanted) in HARD.items():
        done = subprocess.run([program, 'numbers', '--strict'], input=given, capture_output=True)
        if done.returncode != 0 or done.stdout != wanted:
            failed.append(name)
    return failed


def head(program, file):
    """Whether a reader that takes one line and goes ends the program without a word."""
    process = subprocess.Popen([program, 'numbers', file], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    return process.stderr.read() == b'' and process.wait() in (0, -13)  # SIGPIPE


def peak_megabytes(process):
    """The largest resident set so far; what wait4 tells begins with that of this interpreter."""
    with open(f'/proc/{process}/status') as status:
        for line in status:
            if line.startswith('VmHWM:'):
                return int(line.split()[1]) / 1024
    return None


def answer(command, lines):
    """CPU seconds, wall seconds and peak megabytes; ends the script if a line is lost."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    count = peak = 0
    while chunk := process.stdout.read(1 << 20):
        count += chunk.count(b'\n')
        peak = peak_megabytes(process.pid) or peak
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or count != lines:
        sys.exit(f'{" ".join(command)}: exit code {process.returncode}, {count} of {lines} lines')
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--program', default='.build/release/rollcall')
    parser.add_argument('--lines', type=int, default=10_000_000)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    unit = 100_000
    count = max(1, options.lines // (10 * unit)) * 10 * unit
    failed = hard(program)
    print(f'hard lines: {len(HARD) - len(failed)} of {len(HARD)} answered byte for byte'
          + ''.join(f'\n  not so: {name}' for name in failed))
    with tempfile.TemporaryDirectory(prefix='rollcall-bench-') as folder:
        some = b''.join(f'{raw}\t{region}\n'.encode() for raw, region in spellings.rows(unit, 1))
        small, large = os.path.join(folder, 'small.tsv'), os.path.join(folder, 'large.tsv')
        for path, lines in ((small, count // 10), (large, count)):
            with open(path, 'wb') as file:
                for _ in range(lines // unit):
                    file.write(some)
        print(f'{count:,} lines, {os.path.getsize(large) / 1e6:.0f} MB; {bench.processor()}')
        for mode in ([], ['--strict'], ['--format', 'jsonl'], ['--strict', '--format', 'jsonl']):
            *_, floor = answer([program, 'numbers', *mode, small], count // 10)
            cpu, wall, peak = answer([program, 'numbers', *mode, large], count)
            print(f'{" ".join(mode) or "repairing"}: {count / cpu / 1e6:.2f} M lines a CPU second, '
                  f'{wall:.1f} s wall, peak {peak:.1f} MB ({floor:.1f} MB for a tenth)', flush=True)
            if peak > floor + 4:
                failed.append('memory')
                print('  memory grows with the input')
        if not head(program, large):
            failed.append('head')
            print('a reader that goes away is not taken quietly')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
