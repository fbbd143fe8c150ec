#!/usr/bin/env python3
"""Measure what cycles of the sync cost against folders of change files: the first one, one without news, and one with changes.

Usage:   sync.py [--program PATH] [--contacts N] [--changes N] [--keep DIR]
Needs:   Python 3.9 or later, on Linux.

N contacts are invented that both sides have. Their first cycle links them. Then nothing changes; then a field of N contacts
changes in the CRM, and another one of N others on the messaging side. Printed are CPU seconds (user and system), wall
seconds and peak memory of each cycle, and what it did by its report and by the lines that it wrote.
"""
import argparse
import json
import os
import sys
import tempfile

import bench

CITIES = ['Berlin', 'Kazan', 'Taipei', 'Lyon', 'Porto']
RULES = '''connections:
  crm: {folder: exchange/crm}
  messaging: {folder: exchange/messaging}
fields:
  full_name: {policy: most_recent}
  phone: {policy: most_recent}
  email: {policy: most_recent}
  city: {policy: crm}
  notes: {policy: messaging}
  labels: {policy: union, crm: tags}
  consent: {policy: most_restrictive}
'''


def row(number, city=None, notes=''):
    return ','.join([
        f'{number}', '2026-11-01T08:00:00Z', f'Person {number}', f'+4917{number:08d}', f'p{number}@example.org',
        city or CITIES[number % len(CITIES)], notes, 'VIP;b2b', 'marketing', '2026-01-02T03:04:05Z', 'form 7'])


def write(folder, side, name, prefix, rows):
    labels = 'tags' if side == 'crm' else 'labels'
    os.makedirs(f'{folder}/exchange/{side}/in', exist_ok=True)
    with open(f'{folder}/exchange/{side}/in/{name}', 'w', encoding='utf-8') as file:
        file.write(f'id,updated_at,full_name,phone,email,city,notes,{labels},consent,consent_at,consent_proof\n')
        for text in rows:
            file.write(f'{prefix}{text}\n')


def written(folder):
    count = 0
    for side in ('crm', 'messaging'):
        out = f'{folder}/exchange/{side}/out'
        for name in os.listdir(out):
            with open(f'{out}/{name}', encoding='utf-8') as file:
                count += sum(1 for _ in file)
    return count


def cycle(options, folder, what):
    os.chdir(folder)
    run = bench.Run([options.program, 'sync', '--rules', 'rules', '--output', 'output'])
    with open('output/sync-report.json', encoding='utf-8') as file:
        report = json.load(file)
    print(f'{what}: CPU {run.cpu:.2f} s, wall {run.wall:.2f} s, peak {run.peak:.0f} MB; '
          + ', '.join(f'{name} {report[name]}' for name in ('read', 'acknowledged', 'failed', 'echoes')), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--program', default='.build/release/rollcall')
    parser.add_argument('--contacts', type=int, default=100_000)
    parser.add_argument('--changes', type=int, default=10_000)
    parser.add_argument('--keep', help='an empty folder for what is written')
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    if not os.path.exists(options.program):
        sys.exit(f'{options.program}: no such file; build the program first')
    if 2 * options.changes > options.contacts:
        sys.exit('--changes may be half of --contacts at most, for each side changes others')
    # What is not of this measurement.
    os.environ['ROLLCALL_RULES'] = os.path.join(bench.HERE, '..', '..', 'Rules')
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or temporary
        os.makedirs(f'{folder}/rules', exist_ok=True)
        with open(f'{folder}/rules/sync.yaml', 'w', encoding='utf-8') as file:
            file.write(RULES)
        for side, prefix in (('crm', 'C'), ('messaging', 'W')):
            write(folder, side, '1.csv', prefix, (row(n) for n in range(options.contacts)))
        cycle(options, folder, f'first cycle, {options.contacts:,} contacts on both sides')
        cycle(options, folder, 'nothing changed')
        before = written(folder)
        half = options.contacts // 2
        write(folder, 'crm', '2.csv', 'C', (row(n, city='Moved') for n in range(options.changes)))
        write(folder, 'messaging', '2.csv', 'W', (row(half + n, notes='called') for n in range(options.changes)))
        cycle(options, folder, f'{options.changes:,} changes on each side')
        print(f'  lines written: {written(folder) - before:,}')
        cycle(options, folder, 'nothing changed')


if __name__ == '__main__':
    main()
