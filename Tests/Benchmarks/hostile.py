#!/usr/bin/env python3
"""Hostile phone cells: what people, spreadsheets and exports do to numbers, and what nobody does.

Usage:   hostile.py N SEED > cells.tsv        (needs phonenumbers==9.0.43, for its example numbers)
Output:  raw TAB region, UTF-8. The same N and SEED give the same bytes.

The numbers are the published examples of every region, non-geographic code and type; no directory
is used. A cell is one of the shapes below, and then perhaps mutated character by character.
"""
import random
import sys
import unicodedata

import phonenumbers as pn
from phonenumbers import PhoneMetadata, PhoneNumberFormat

TYPES = ['fixed_line', 'mobile', 'toll_free', 'premium_rate', 'shared_cost', 'voip',
         'personal_number', 'pager', 'uan', 'voicemail', 'no_international_dialling']
REGIONS = sorted(pn.SUPPORTED_REGIONS)
NON_GEOGRAPHIC = sorted(pn.COUNTRY_CODES_FOR_NON_GEO_REGIONS)
FORMATS = [PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966,
           PhoneNumberFormat.E164]
# Ten digits of each script that has them, and letters of all sorts.
ZEROS = [c for c in range(0x80, 0x110000)
         if unicodedata.category(chr(c)) == 'Nd' and unicodedata.digit(chr(c), -1) == 0]
PLUSES = '+＋⁺﹢₊'
SPACES = ' \u00a0\u2009\u202f\u3000\u2060\u200b\u00ad\ufeff\u202a\u202c\r\u0085\u2028'
DASHES = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212－ー‐‑~～⁓∼〜\u30fc'
MARKS = '()（）［］[].．/／:;,*#＃xXｘＸ_·•\'"`´@&|\\<>=!?%$€\0\x01\x1f\x7f'
LETTERS = ('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
           'éóÓößıİſKÅµﬁµΩωдобДОБжяабвｅｘｔｎＥＸＴＮｉＩ中文電話ابجदेवअ\u0301\u0300\u0327٪৹½²³¹①⑨Ⅷ〇一二三')
LABELS = ['ext', 'ext.', 'Ext:', 'EXTN', 'extn.', 'xt', 'xtn', 'XTN.', 'extension', 'Extensión',
          'extensio\u0301n', 'extensi\u00d3n', 'extensi', 'exten', 'x', 'X', 'ｘ', 'Ｘ', '#', '＃',
          '~', '～', 'int', 'INT.', 'ｉｎｔ', 'ＩＮＴ', 'ｅｘｔ', 'ｅｘｔｎ', 'ｘｔ', 'Ｘｔｎ', 'доб', 'Доб.', 'ДОБ:',
          'anexo', 'ANEXO', 'anexó', 'ﬀ', ',', ',,', ',,,', ';', ';;', ';ext=', ';EXT=', ';ext=;',
          'ramal', 'poste', '分機', '内線', 'durchwahl', 'apt', 'e', 't', 'xx', 'extx', 'ext ext', '-',
          ' ', '  -', 'доб доб', 'xｘ', '#x', 'ıNT', 'İNT', 'iNT', 'anexſo', 'extenſion',
          'EXTENſIO\u0301N', '\u1c81\u1c82б', 'до\u0431']
CONTEXTS = ['+44', '+1', '+1-20(2)', '+', '+a', '', 'example.com', 'example.com.', 'a-b.c', '-a.b',
            'a.1', '1.a', 'a..b', '+39.06', '+٤٤', '+４４', 'é.com', 'example', '+44;x=1', '64',
            '+99', '+0', '+7(9)', '.', 'a_b.c', '+800', '+1 2', '++44', '＋44', 'a-.b', '9a.b9',
            'xn--a']
FRAGMENTS = ['tel:', 'TEL:', 'tel:+', ';phone-context=', ';isub=12', ';isub=', '/x', '/ x', '\\x',
             '\\ X', 'x302/x2303', '00', '011', '810', '8~10', '0011', '14', '15', '9', '549', '1',
             '0', '(0)', '++', '+', '[0]', '11', '020 7946 0958', '2025550123', '5550100',
             '07700900123', '999999999999999999', '0000', 'FLOWERS', 'abc', '*31#', '#31#', '503#',
             '- 503#', 'or', ' / ', 'Tel.', 'wa.me/', '@c.us', '(', ')', 'ext', '12', '3', '911',
             '.0', 'E+11']
WORDS = ['Tel: ', 'mob ', 'Office', '电话：', 'телефон ', '"', "'", '=', '(', 'phone-', 'a1', 'Nr.2 ',
         '\ufeff', '<', 'fax/', 'x', '+', '٠', 'e']


class Territory:
    def __init__(self, metadata, region):
        self.region = region
        self.code = str(metadata.country_code)
        self.trunk = metadata.national_prefix or ''
        examples = [getattr(metadata, name) for name in TYPES]
        self.examples = [e.example_number for e in examples if e is not None and e.example_number]


def territories():
    for region in REGIONS:
        yield Territory(PhoneMetadata.metadata_for_region(region), region)
    for code in NON_GEOGRAPHIC:
        yield Territory(PhoneMetadata.metadata_for_nongeo_region(code), '')


ALL = [t for t in territories() if t.examples]
PREFIXES = sorted({t.trunk for t in ALL if t.trunk} | {
    '15', '31', '21', '4144', '180020', '83', '8', '1905', '3768', '044', '045', '01', '02', '99',
    '69', '19'})
IDDS = ['00', '011', '0011', '0014', '810', '8~10', '000', '001', '010', '119', '009', '0', '00700',
        '99000', '0014 ', '00 ', '01300', '005', '0015']


def digits(rnd, low, high):
    return ''.join(rnd.choice('0123456789') for _ in range(rnd.randint(low, high)))


def varied(rnd, number):
    """An example with some digits changed, added or lost, mostly at its end."""
    number = list(number)
    for _ in range(rnd.choice((0, 0, 1, 1, 2, 3, 5))):
        at = rnd.randrange(len(number))
        if rnd.random() < .5:
            at = len(number) - 1 - at % min(4, len(number))
        k = rnd.random()
        if k < .8:
            number[at] = rnd.choice('0123456789')
        elif k < .9:
            number.insert(at, rnd.choice('0123456789'))
        elif len(number) > 2:
            del number[at]
    return ''.join(number)


def national(rnd, t):
    number = varied(rnd, rnd.choice(t.examples))
    return number if rnd.random() < .9 else digits(rnd, 1, 18)


def spelt(rnd, t):
    """A number as some formatter writes it."""
    number = national(rnd, t)
    value = pn.PhoneNumber(country_code=int(t.code), national_number=int(number))
    zeros = len(number) - len(number.lstrip('0'))
    if zeros and rnd.random() < .8:
        value.italian_leading_zero, value.number_of_leading_zeros = True, zeros
    if rnd.random() < .15:
        try:
            return pn.format_out_of_country_calling_number(value, rnd.choice(REGIONS))
        except Exception:
            pass
    return pn.format_number(value, rnd.choice(FORMATS))


def dialled(rnd, t):
    """Digits with the prefixes of this or another region before them."""
    n = national(rnd, t)
    k = rnd.random()
    if k < .2:
        return f'+{t.code}{n}'
    if k < .35:
        return t.trunk + n
    if k < .45:
        return t.code + n
    if k < .6:
        return rnd.choice(IDDS) + rnd.choice(['', '', t.code, '0', '1']) + n
    if k < .68:
        return f'+{t.code}{t.trunk or "0"}{n}'
    if k < .74:
        return rnd.choice(PREFIXES) + n
    if k < .8:
        return rnd.choice(['0', '']) + rnd.choice(PREFIXES) + rnd.choice(PREFIXES) + n
    if k < .85:
        return n[:3] + '15' + n[3:]
    if k < .9:
        return '0' * rnd.randint(1, 6) + n
    if k < .95:
        return f'{t.code}{t.trunk}{t.code}{n}'
    return rnd.choice(['+', '']) + n[-rnd.randint(1, 8):]


def plus_retry(rnd, t):
    """A plus before what is no calling code."""
    lead = rnd.choice(['+0', '+00', '+ ', '+' + digits(rnd, 3, 3), '+999', '+210', '+' + t.trunk,
                       '+' + rnd.choice(IDDS), '++', '+-', '+(0)', '+ +'])
    return lead + rnd.choice([t.code, '', t.trunk]) + national(rnd, t)


def extended(rnd, t):
    def gap():
        return ''.join(rnd.choice(' ,-\u00a0.:;') for _ in range(rnd.choice((0, 0, 1, 1, 2, 3))))

    base = rnd.choice((spelt, dialled))(rnd, t)
    ext = digits(rnd, 0, rnd.choice((3, 5, 7, 10, 16, 22)))
    if rnd.random() < .15:
        ext = other_digits(rnd, ext, rnd.random() < .3)
    tail = rnd.choice(('', '', '', '#', ' ', '##', 'x', '.', ' 7', '# '))
    cell = base + gap() + rnd.choice(LABELS) + gap() + ext + tail
    if rnd.random() < .08:
        cell += rnd.choice(LABELS) + digits(rnd, 1, 4)
    return cell


def uri(rnd, t):
    scheme = rnd.choice(('tel:', 'tel:', 'TEL:', '', ' tel:', 'x tel:', 'tel:tel:'))
    number = rnd.choice((dialled, spelt))(rnd, t)
    context = rnd.choice(CONTEXTS + ['+' + t.code] * 8)
    some = [';phone-context=' + context, ';isub=' + digits(rnd, 0, 5),
            ';ext=' + digits(rnd, 0, 22), ';x=y', ';phone-context=' + rnd.choice(CONTEXTS)]
    rnd.shuffle(some)
    return scheme + number + ''.join(some[:rnd.randint(0, 3)])


def soup(rnd, t):
    pieces = []
    for _ in range(rnd.randrange(1, 8)):
        k = rnd.random()
        if k < .55:
            pieces.append(rnd.choice(FRAGMENTS))
        elif k < .65:
            pieces.append(rnd.choice(LABELS))
        elif k < .75:
            pieces.append(national(rnd, t))
        elif k < .9:
            pieces.append(rnd.choice(DASHES + SPACES + MARKS + PLUSES))
        else:
            pieces.append(digits(rnd, 1, 5))
    return ''.join(pieces)


def keypad(rnd, t):
    letters = ''.join(rnd.choice(LETTERS[:52] if rnd.random() < .9 else LETTERS)
                      for _ in range(rnd.randint(1, 9)))
    n = dialled(rnd, t)
    at = rnd.randrange(len(n) + 1)
    return rnd.choice((n + letters, n[:at] + letters + n[at:], n[:4] + '-' + letters, letters + n))


def labelled(rnd, t):
    number = rnd.choice((spelt, dialled))(rnd, t)
    before = rnd.choice(('', rnd.choice(WORDS)))
    return before + number + rnd.choice(('', rnd.choice(WORDS), rnd.choice(FRAGMENTS)))


def bare(rnd, t):
    if rnd.random() < .7:
        return digits(rnd, 0, 25)
    return rnd.choice(PLUSES) * rnd.randint(0, 3) + digits(rnd, 1, 20)


def long(rnd, t):
    """Cells about the longest that is read, 250 characters, padded before, inside or after."""
    number = rnd.choice((spelt, dialled, extended))(rnd, t)
    pad = rnd.choice(' -0a(+\u00a0１𝟎é.中😀1/;,*')
    count = rnd.choice((249, 250, 251, 100, 240, 260, 1000)) - len(number)
    at = rnd.choice((0, len(number), rnd.randrange(len(number) + 1)))
    return number[:at] + pad * count + number[at:]


def several(rnd, t):
    other = rnd.choice(ALL)
    between = rnd.choice((' / ', '/', ' or ', '; ', ', ', ' ', '  ', '\\', ' x', '|', '\r', ' // '))
    return spelt(rnd, t) + between + rnd.choice((spelt, dialled))(rnd, other)


SHAPES = {dialled: 22, spelt: 14, extended: 15, uri: 9, soup: 10, keypad: 7, labelled: 7, bare: 5,
          plus_retry: 6, several: 3, long: 2}
SHAPE_LIST, SHAPE_WEIGHTS = list(SHAPES), list(SHAPES.values())


def other_digits(rnd, text, mixed):
    zero = rnd.choice(ZEROS)
    return ''.join(chr((rnd.choice(ZEROS) if mixed else zero) + int(c)) if c in '0123456789' else c
                   for c in text)


def any_character(rnd):
    k = rnd.random()
    if k < .25:
        return rnd.choice(MARKS)
    if k < .45:
        return rnd.choice(SPACES + DASHES)
    if k < .6:
        return rnd.choice(LETTERS)
    if k < .7:
        return chr(rnd.choice(ZEROS) + rnd.randrange(10))
    if k < .75:
        return rnd.choice(PLUSES)
    if k < .85:
        return rnd.choice('0123456789')
    c = rnd.randrange(0x110000) if k < .9 else rnd.randrange(0x20, 0x3100)
    return ' ' if 0xD800 <= c <= 0xDFFF else chr(c)


def mutated(rnd, cell):
    k = rnd.random()
    if k < .5:
        return cell
    if k < .58:
        return other_digits(rnd, cell, k < .53)
    if k < .66:
        old, new = rnd.choice(' -.()'), rnd.choice(SPACES + DASHES + '.')
        return cell.replace(old, new)
    cell = list(cell)
    for _ in range(rnd.choice((1, 1, 1, 2, 3, 6))):
        at = rnd.randrange(len(cell) + 1)
        k = rnd.random()
        if k < .5 or not cell:
            cell.insert(at, any_character(rnd))
        elif k < .75:
            cell[at % len(cell)] = any_character(rnd)
        elif k < .9:
            del cell[at % len(cell)]
        else:
            to = rnd.randrange(len(cell))
            cell[at % len(cell)], cell[to] = cell[to], cell[at % len(cell)]
    return ''.join(cell)


def region_of(rnd, t):
    k = rnd.random()
    if k < .72:
        return t.region
    if k < .92:
        return rnd.choice(REGIONS)
    if k < .97:
        return ''
    # Not in small letters: there the Python port reads a wrong plus otherwise than the original.
    return rnd.choice(('ZZ', '001', 'XX', 'GBR', 'G', '883', 'ＧＢ', ' GB', 'zz', '-'))


def row(rnd):
    t = rnd.choice(ALL)
    cell = mutated(rnd, rnd.choices(SHAPE_LIST, SHAPE_WEIGHTS)[0](rnd, t))
    return cell.replace('\t', ' ').replace('\n', ' '), region_of(rnd, t)


# Places where a character may be read as a digit, a sign, a separator or a letter of a label.
PLACES = [('020 7946{}0958', 'GB'), ('{}020 7946 0958', 'GB'), ('020 7946 0958{}', 'GB'),
          ('{}442079460958', ''), ('+{}442079460958', 'GB'), ('1800{}LOWERS', 'US'), ('12{}', 'DE'),
          ('tel:020 7946 0958;phone-context={}.com', 'GB'), ('020 7946 0958/{}x1', 'GB'),
          ('tel:2079460958;phone-context=+{}4', 'GB')]
PLACES += [('020 7946 0958' + end, 'GB') for end in (
    ' {}12', ';ext={}2', '{}5#', ' {}xt 1', ' e{}t 1', ' ex{} 1', ' exte{}sion 1', ' exten{}ion 1',
    ' extens{}on 1', ' extensi{}n 1', ' extensio{}n 1', ' {}nexo 1', ' a{}exo 1', ' an{}xo 1',
    ' ane{}o 1', ' anex{} 1', ' {}nt 1', ' i{}t 1', ' in{} 1', ' {}об 1', ' д{}б 1', ' до{} 1',
    ' {}ｘｔ 1', ' ｅ{}ｔ 1', ' ｅｘ{} 1', ' ｅｘｔ{} 1', ' {}ｎｔ 1', ' ｉ{}ｔ 1', ' ｉｎ{} 1')]


def every_character():
    """Each character of Unicode in each place; of the empty planes every 997th."""
    for c in range(0x110000):
        if 0xD800 <= c <= 0xDFFF or c in (0x09, 0x0A) or 0x20000 <= c < 0xE0000 and c % 997 \
                or c >= 0xE1000 and c % 997:
            continue
        for cell, region in PLACES:
            yield cell.replace('{}', chr(c)), region


def every_prefix(seed):
    """National numbers that begin with each four digits, of each calling code and length."""
    rnd = random.Random(seed)
    for code, regions in sorted(pn.COUNTRY_CODE_TO_REGION_CODE.items()):
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
        for length in metadata.general_desc.possible_length:
            if length < 4:
                continue
            for prefix in range(10_000):
                yield f'+{code}{prefix:04}{digits(rnd, length - 4, length - 4)}', ''


def rows(count, seed):
    rnd = random.Random(seed)
    for _ in range(count):
        yield row(rnd)


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = open(1, 'w', encoding='utf-8', newline='', closefd=False)
    for cell, region in rows(int(sys.argv[1]), int(sys.argv[2])):
        out.write(f'{cell}\t{region}\n')
