#!/usr/bin/env python3
"""Write the numbering plan of all regions as C tables.

Usage:   generate.py [--date YYYY-MM-DD] OUTPUT_FOLDER     (needs phonenumbers==9.0.43)
Input:   the metadata that the PyPI package `phonenumbers` derives from libphonenumber (Apache-2.0).
Output:  NumberingPlan.c and include/CNumberingPlan.h, a pure function of the package, the date and
         the Unicode data of the Python that runs it.
"""
import argparse
import sys

import phonenumbers as pn

sys.dont_write_bytecode = True
from generator import symbols, unicode, writing
from generator.formats import Formats
from generator.territories import Territories

VERSION = '9.0.43'
DATE = '2026-11-06'


def main():
    options = argparse.ArgumentParser(usage=__doc__.split('\n\n')[1])
    options.add_argument('--date', default=DATE)
    options.add_argument('output')
    arguments = options.parse_args()
    if pn.__version__ != VERSION:
        sys.exit(f'phonenumbers {VERSION} is needed, found {pn.__version__}')
    sys.setrecursionlimit(10000)

    territories, formats = Territories(), Formats()
    plan = territories.plan
    zeros, words, named = unicode.zeros(), unicode.word_ranges(), symbols.named_symbols()
    block_index, blocks = symbols.symbol_blocks()
    counts = dict(
        version=VERSION, date=arguments.date, states=len(plan.children),
        territories=len(territories.rows), codes=len(territories.codes),
        regions=sum(n != '001' for n in territories.names), zeros=len(zeros), words=len(words),
        named=len(named), formats=len(formats.formats.rows))
    writing.write(arguments.output, counts, {
        'transitions': [c for row in plan.children for c in row],
        'state_answers': plan.answers,
        'answers': [f'{{{g}u, {t}, {k}}}' for t, k, g in plan.rows],
        'territories': territories.rows,
        'calling_codes': territories.codes,
        'calling_code_index': territories.index,
        'programs': territories.programs,
        'territories_by_code': territories.by_code(),
        'zeros': zeros,
        'word_ranges': [f'{{{a}, {b}}}' for a, b in words],
        'named_symbols': [f'{{{c}, {symbol}}}' for c, symbol in named],
        'symbol_block_index': block_index,
        'symbol_blocks': blocks,
        'symbol_classes': symbols.symbol_classes(),
        'symbol_values': symbols.symbol_values(),
        **formats.tables(),
    })
    print(f'{len(territories.names)} territories, {len(territories.codes)} calling codes, '
          f'{len(plan.children)} states, {len(plan.rows)} answers, '
          f'{len(territories.programs)} program words, {len(formats.formats.rows)} formats',
          file=sys.stderr)


if __name__ == '__main__':
    main()
