#!/usr/bin/env python3
"""Record how libphonenumber writes numbers: formats.tsv beside this script.

Usage:   record_formats.py        (needs the version of phonenumbers that the tables are made from)
Columns: calling code, national digits, extension, E.164, international, national, RFC 3966.
The numbers are the example numbers of the metadata with other tails, longer, shorter and invalid;
of those that a calling code writes in the same groups, one stands for all.
"""
import os
import random
import re
import sys

import phonenumbers as pn
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.append(os.path.join(HERE, '../../../Sources/PhoneNumbers/Plan'))
from generator import version

FORMATS = [PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL,
           PhoneNumberFormat.RFC3966]
TYPES = ['fixed_line', 'mobile', 'toll_free', 'premium_rate', 'shared_cost', 'voip',
         'personal_number', 'pager', 'uan', 'voicemail']
EXTENSIONS = [''] * 16 + ['7', '12', '0045', '01234567890123456789']
UNASSIGNED = [2, 21, 210, 999]
TRIES = 600


def examples(code):
    for region in pn.COUNTRY_CODE_TO_REGION_CODE.get(code, ()):
        m = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        for name in TYPES:
            d = getattr(m, name)
            if d is not None and d.example_number:
                yield d.example_number


def digits(rnd, known):
    """An example number with a random tail, or any digits."""
    if known and rnd.random() < 0.8:
        start = rnd.choice(known)
        count = len(start) + rnd.choice([0, 0, 0, 0, -2, -1, 1, 2])
        start = start[:rnd.randrange(len(start) + 1)]
    else:
        start, count = rnd.choice(['', '', '0', '00']), rnd.randrange(1, 18)
    return start[:count] + ''.join(rnd.choice('0123456789') for _ in range(count - len(start)))


def row(code, national, extension):
    zeros = len(national) - len(national.lstrip('0') or '0')
    number = PhoneNumber(
        country_code=code, national_number=int(national), extension=extension or None,
        italian_leading_zero=zeros > 0, number_of_leading_zeros=zeros or None)
    return [str(code), national, extension] + [pn.format_number(number, f) for f in FORMATS]


def main():
    version.checked()
    rnd = random.Random(1)
    path = os.path.join(HERE, 'formats.tsv')
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        for code in sorted([*pn.COUNTRY_CODE_TO_REGION_CODE, *UNASSIGNED]):
            known, seen = list(examples(code)), set()
            for national in known + [digits(rnd, known) for _ in range(TRIES)]:
                cells = row(code, national, rnd.choice(EXTENSIONS))
                groups = tuple(re.sub(r'\d', '0', row(code, national, '')[i]) for i in (4, 5))
                if groups not in seen:
                    seen.add(groups)
                    f.write('\t'.join(cells) + '\n')


if __name__ == '__main__':
    main()
