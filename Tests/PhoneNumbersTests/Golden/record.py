#!/usr/bin/env python3
"""Record what libphonenumber answers to invented cells: parse.tsv beside this script.

Usage:   record.py        (needs the version of phonenumbers that the tables are made from)
Columns: raw, region, E.164 or error, possible, valid, type, region of the number, extension.
The numbers are the example numbers of the metadata, whole, cut, lengthened and put together wrongly.
"""
import os
import random
import sys

import phonenumbers as pn
from phonenumbers import PhoneMetadata, PhoneNumberFormat

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.append(os.path.join(HERE, '../../../Sources/PhoneNumbers/Plan'))
from generator import version

names = lambda c: {v: k for k, v in vars(c).items() if k.isupper() and isinstance(v, int)}
ERRORS, LENGTHS = names(pn.NumberParseException), names(pn.ValidationResult)
KINDS = names(pn.PhoneNumberType)
TYPES = ['fixed_line', 'mobile', 'toll_free', 'premium_rate', 'shared_cost', 'voip',
         'personal_number', 'pager', 'uan', 'voicemail']
PIECES = ['+', '++', '00', '011', '0', '1', 'tel:', ';phone-context=+44', ';phone-context=',
          ';phone-context=example.com', ';isub=12', ';ext=45', ' ext. 12', 'x', 'X12', ' доб 5',
          '#', '~12', ',,12', ',12', ';', '-', '/', ' ', '\u00a0', '(', ')', '\u0663', '\uff12',
          'abc', 'FLOWERS', '*', ':', '\u200b', '\u30fc', '中', 'é', '+1', '+44', '+39 0', '+7',
          '8', '2025550123', '07700900123', '5550100', '12', '4567', ' int 9', 'extensión 4',
          '\uff45\uff58\uff54 7', '_', '\u00b2', ' 503#', '15', '549', ' x302/x2303', '\u017f',
          '0000', '999999999999999999', '(0)']
REGIONS = ['US', 'GB', 'DE', 'IT', 'AR', 'BR', 'MX', 'RU', 'KZ', 'JP', 'CN', 'TW', 'AU', 'CO',
           'SM', 'BB', 'GA', 'VA', 'SH', 'BY', 'HU', '', 'ZZ']


def answer(raw, region):
    try:
        n = pn.parse(raw, region or None)
    except pn.NumberParseException as e:
        return [raw, region, ERRORS[e.error_type], '', '', '', '', '']
    return [raw, region, pn.format_number(n, PhoneNumberFormat.E164),
            LENGTHS[pn.is_possible_number_with_reason(n)], '1' if pn.is_valid_number(n) else '0',
            KINDS[pn.number_type(n)], pn.region_code_for_number(n) or '', n.extension or '']


def cells(rnd):
    for region in sorted(pn.SUPPORTED_REGIONS):
        m = PhoneMetadata.metadata_for_region(region)
        for i, name in enumerate(t for t in TYPES if getattr(m, t) is not None):
            example = getattr(m, name).example_number
            if not example:
                continue
            n = pn.parse(f'+{m.country_code}{example}')
            form = [PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL,
                    PhoneNumberFormat.RFC3966][i % 3]
            yield pn.format_number(n, form), region
            if i == 0:
                yield example[:-1], region
                yield f'+{m.country_code}{example}1', ''
                yield f'{m.country_code}{example}', region
                yield f'00{m.country_code}{example}', region
    for code in sorted(pn.COUNTRY_CODES_FOR_NON_GEO_REGIONS):
        n = pn.example_number_for_non_geo_entity(code)
        yield pn.format_number(n, PhoneNumberFormat.E164), ''
    for _ in range(700):
        yield ''.join(rnd.choice(PIECES) for _ in range(rnd.randrange(1, 7))), rnd.choice(REGIONS)


def main():
    version.checked()
    seen = set()
    path = os.path.join(HERE, 'parse.tsv')
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        for cell in cells(random.Random(1)):
            row = answer(*cell)
            if cell not in seen and row[7].isascii():
                seen.add(cell)
                f.write('\t'.join(row) + '\n')


if __name__ == '__main__':
    main()
