#!/usr/bin/env python3
"""Invented phone cells of every region, spelt as contact lists spell them, to measure speed on.

Usage:   spellings.py N SEED > cells.tsv
Needs:   Python 3.9 or later, no packages: the numbers are those of ../PhoneNumbersTests/Golden,
         the published examples of each region, with their last digits drawn anew.
Output:  raw TAB region, UTF-8. The same N and SEED give the same bytes.
"""
import csv
import os
import random
import sys

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'PhoneNumbersTests',
                      'Golden', 'parse.tsv')
WORDS = ['Tel: ', 'Mobile ', 'WhatsApp: ', 'Office ', 'Handy ', 'T. ', 'tel. ', 'móvil: ']
EXTENSIONS = [' ext. {}', ' x{}', ' extension {}', ';ext={}', ' #{}', ',{}', ' доб. {}']
ARABIC = str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩')
WIDE = str.maketrans('0123456789+- ()', '０１２３４５６７８９＋－\u3000（）')


def examples():
    """(spelling at home, E.164, region) of the valid numbers."""
    with open(GOLDEN, encoding='utf-8', newline='') as file:
        rows = list(csv.reader(file, delimiter='\t', quoting=csv.QUOTE_NONE))
    found = [(row[0], row[2], row[6]) for row in rows
             if row[4] == '1' and row[6] == row[1] and not row[0].startswith(('+', 'tel:'))
             and row[0].isascii()]
    if not found:
        sys.exit(f'{GOLDEN}: no valid numbers')
    return found


def drawn_anew(rnd, home, number):
    """The same digits at the end of both spellings, in place of their last three."""
    new = f'{rnd.randrange(1000):03}'
    places = [at for at, character in enumerate(home) if character.isdigit()][-3:]
    home = list(home)
    for at, digit in zip(places, new):
        home[at] = digit
    return ''.join(home), number[:-3] + new


def separated(rnd, home):
    k = rnd.random()
    if k < .5:
        return home
    if k < .65:
        return home.replace(' ', '-')
    if k < .75:
        return home.replace(' ', '.').replace('-', '.')
    if k < .9:
        return ''.join(c for c in home if c.isdigit())
    return home.replace(' ', '\u00a0') if k < .96 else home.replace('-', '\u2011')


def spelling(rnd, home, number):
    digits, k = number[1:], rnd.random()
    if k < .26:
        return number
    if k < .58:
        return separated(rnd, home)
    if k < .72:
        cut = rnd.randint(4, 6)
        return f'{number[:3]} {number[3:cut]} {number[cut:-4]}-{number[-4:]}'
    if k < .79:
        return f'00{digits}'
    if k < .84:
        return digits
    if k < .89:
        return rnd.choice(WORDS) + separated(rnd, home)
    if k < .94:
        return number + rnd.choice(EXTENSIONS).format(rnd.randrange(1, 10_000))
    if k < .96:
        return f'tel:{number[:3]}-{number[3:]}'
    return home.translate(ARABIC if k < .98 else WIDE)


def rows(count, seed):
    rnd, known = random.Random(seed), examples()
    for _ in range(count):
        home, number, region = rnd.choice(known)
        k = rnd.random()
        if k < .05:  # a few that are no numbers
            yield rnd.choice(['', 'n/a', 'ask reception', '0000000000', '12345', '2026-11-22',
                              'someone@example.com', '1.5E+11']), region
            continue
        cell = spelling(rnd, *drawn_anew(rnd, home, number))
        yield cell, '' if k < .08 else region


def write(count, seed, path):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.writelines(f'{cell}\t{region}\n' for cell, region in rows(count, seed))


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for line in rows(int(sys.argv[1]), int(sys.argv[2])):
        sys.stdout.buffer.write(('\t'.join(line) + '\n').encode())
