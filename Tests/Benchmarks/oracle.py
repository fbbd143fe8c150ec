#!/usr/bin/env python3
"""Hold `rollcall numbers --strict` to the answers of libphonenumber, byte by byte.

Usage:   oracle.py [--program PATH] [--rows N] [--seed S] [--jobs N] [--show N]
                   [--differences FILE] [--every character|prefix | TSV]
Needs:   phonenumbers==9.0.43 (the Python port, which has no other answers than the original).
Input:   the cells of hostile.py, or a file with lines of raw TAB region.

Prints how many rows differ, by column, and the first of them. Exit code 1 if a row differs. With
--differences every differing row is appended to a file: ours, then theirs, in eight columns each.
A batch is made from the seed and its place, so that any --jobs gives the same rows.
"""
import argparse
import collections
import itertools
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time

import phonenumbers as pn
from phonenumbers import PhoneNumberFormat, re_util

import hostile

VERSION = '9.0.43'
COLUMNS = ['raw', 'region', 'answer', 'possible', 'valid', 'type', 'region_code', 'extension']
BATCH = 20_000


def names(enumeration):
    return {value: name for name, value in vars(enumeration).items()
            if name.isupper() and isinstance(value, int)}


ERRORS = names(pn.NumberParseException)
LENGTHS = names(pn.ValidationResult)
KINDS = names(pn.PhoneNumberType)


def answer(raw, region):
    """The line that libphonenumber's functions make of a cell."""
    try:
        number = pn.parse(raw, region or None)
    except pn.NumberParseException as error:
        return '\t'.join((raw, region, ERRORS[error.error_type], '', '', '', '', ''))
    return '\t'.join((
        raw, region, pn.format_number(number, PhoneNumberFormat.E164),
        LENGTHS[pn.is_possible_number_with_reason(number)],
        '1' if pn.is_valid_number(number) else '0', KINDS[pn.number_type(number)],
        pn.region_code_for_number(number) or '', number.extension or ''))


def ours(program, rows):
    with tempfile.NamedTemporaryFile() as cells:
        cells.write(''.join(f'{raw}\t{region}\n' for raw, region in rows).encode())
        cells.flush()
        done = subprocess.run([program, 'numbers', '--strict', cells.name], capture_output=True)
    if done.returncode != 0:
        sys.exit(f'{program}: exit code {done.returncode}\n{done.stderr.decode(errors="replace")}')
    return done.stdout.split(b'\n')[:-1]


def compare(job):
    """The number of rows of a batch, and those that differ: (row, ours, theirs)."""
    program, rows = job
    if isinstance(rows, tuple):
        count, seed = rows
        rows = list(hostile.rows(count, seed))
    answers = ours(program, rows)
    if len(answers) != len(rows):
        return len(rows), [(None, f'{len(answers)} lines', f'{len(rows)} lines')]
    different = []
    for row, mine in zip(rows, answers):
        theirs = answer(*row)
        if mine != theirs.encode():
            different.append((row, mine.decode(errors='backslashreplace'), theirs))
    return len(rows), different


def in_file(path):
    with open(path, encoding='utf-8', newline='\n') as lines:
        for line in lines:
            yield tuple((line.rstrip('\n').split('\t') + [''])[:2])


def batches(options):
    if options.file or options.every:
        rows = in_file(options.file) if options.file else \
            hostile.every_character() if options.every == 'character' else \
            hostile.every_prefix(options.seed)
        while batch := list(itertools.islice(rows, BATCH)):
            yield options.program, batch
        return
    for start in range(0, options.rows, BATCH):
        yield options.program, (min(BATCH, options.rows - start), f'{options.seed}/{start}')


def results(options):
    if options.jobs == 1:
        yield from map(compare, batches(options))
    else:
        with multiprocessing.Pool(options.jobs) as pool:
            yield from pool.imap(compare, batches(options))


def column_of(mine, theirs):
    for name, a, b in zip(COLUMNS, mine.split('\t'), theirs.split('\t')):
        if a != b:
            return name
    return 'number of columns'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--program', default='.build/release/rollcall')
    parser.add_argument('--rows', type=int, default=100_000)
    parser.add_argument('--seed', default='1')
    parser.add_argument('--every', choices=['character', 'prefix'],
                        help='instead: each character of Unicode in 39 places of a cell, or '
                             'national numbers with each four digits at their beginning')
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--show', type=int, default=10, help='differing rows to print a column')
    parser.add_argument('--differences', help='file to append every differing row to')
    parser.add_argument('file', nargs='?')
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    if pn.__version__ != VERSION:
        sys.exit(f'phonenumbers {pn.__version__} is installed, the tables are of {VERSION}')
    re_util.enable_pattern_cache()

    start, total, columns = time.monotonic(), 0, collections.Counter()
    for count, different in results(options):
        total += count
        for row, mine, theirs in different:
            column = column_of(mine, theirs)
            columns[column] += 1
            if columns[column] <= options.show:
                print(f'{column}: {row!r}\n  ours:   {mine.split(chr(9))[2:]}\n'
                      f'  theirs: {theirs.split(chr(9))[2:]}', flush=True)
        if options.differences and different:
            with open(options.differences, 'a', encoding='utf-8', newline='') as file:
                for _, mine, theirs in different:
                    file.write(f'{mine}\n{theirs}\n\n')
    source = options.file or (
        (f'every {options.every}, ' if options.every else '') + f'seed {options.seed}')
    found = ', '.join(f'{count:,} first in {name}' for name, count in sorted(columns.items()))
    print(f'{total:,} rows ({source}): {sum(columns.values()):,} differ'
          f'{": " + found if found else ""}; {time.monotonic() - start:.0f} s')
    sys.exit(1 if columns else 0)


if __name__ == '__main__':
    main()
