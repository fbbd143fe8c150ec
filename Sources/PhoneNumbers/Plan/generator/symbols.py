"""Symbols: text is reduced to one byte for each character before it is read.

ASCII stands for itself; what lies beyond it and means something in a phone number has a byte from
0x80.
"""

from . import unicode

DIGIT, PLUS, PUNCTUATION, LETTER, WORD, LABEL, BODY, SEMICOLON, SLASH, KEY, PLAIN = (
    1 << i for i in range(11))
PLUS_WIDE, MARK, NO_BREAK_SPACE, STOP_WIDE, HASH_WIDE, TILDE_WIDE = range(0x8A, 0x90)
WIDE = {c: 0x90 + i for i, c in enumerate('\uFF45\uFF58\uFF54\uFF4E\uFF49')}
CYRILLIC = {c: 0x95 + i for i, c in enumerate('\u0434\u043E\u0431')}
O_ACUTE, ACUTE, KELVIN, WORDS, OTHER, LONG_VOWEL, DOTLESS_I, LONG_S, DOTTED_I = range(0x98, 0xA1)
# Blocks of 128 characters that have a table: Latin, Cyrillic, Arabic, Devanagari, general
# punctuation, CJK punctuation, full-width forms.
FREQUENT_BLOCKS = [0x80, 0x400, 0x600, 0x680, 0x900, 0x2000, 0x3000, 0xFF00]
WORD_BLOCK, OTHER_BLOCK = 255, 254


def named_symbols():
    """(character, symbol) of the characters beyond ASCII, digits and words aside."""
    out = {0xFF0B: PLUS_WIDE, 0xA0: NO_BREAK_SPACE, 0xFF0E: STOP_WIDE, 0xFF03: HASH_WIDE,
           0xFF5E: TILDE_WIDE, 0xF3: O_ACUTE, 0xD3: O_ACUTE, 0x301: ACUTE, 0x30FC: LONG_VOWEL}
    for c, symbol in {**WIDE, **CYRILLIC}.items():
        out[ord(c)] = out[ord(c.upper())] = symbol
    # Old Slavonic forms of two of these letters: a comparison without case takes them as well.
    out.update({0x1C81: CYRILLIC['\u0434'], 0x1C82: CYRILLIC['\u043E']})
    # Letters beyond ASCII that a comparison without case takes for i, k and s; two of them have
    # an upper case that is a key.
    out.update({0x130: DOTTED_I, 0x212A: KELVIN, 0x131: DOTLESS_I, 0x17F: LONG_S})
    marks = [*range(0x2010, 0x2016), 0x2212, 0xFF0D, 0xFF0F, 0xAD, 0x200B, 0x2060, 0x3000, 0xFF08,
             0xFF09, 0xFF3B, 0xFF3D, 0x2053, 0x223C]
    for c in marks:
        out[c] = MARK
    return sorted(out.items())


def symbol_classes():
    out = [0] * 256
    for s in [*range(0x30, 0x3A), *range(0x80, 0x8A)]:
        out[s] |= DIGIT | BODY | WORD | (KEY if s < 0x80 else 0)
    for c in '-xX ().[]/~':
        out[ord(c)] |= PUNCTUATION | BODY
    for s in (MARK, NO_BREAK_SPACE, STOP_WIDE, TILDE_WIDE, LONG_VOWEL):
        out[s] |= PUNCTUATION | BODY
    out[ord('*')] |= PUNCTUATION | BODY
    for c in range(26):
        for s in (0x41 + c, 0x61 + c):
            out[s] |= LETTER | BODY | WORD | KEY
    for s in (ord('#'), *WIDE.values(), *CYRILLIC.values(), O_ACUTE, KELVIN, WORDS, LONG_VOWEL,
              DOTLESS_I, LONG_S, DOTTED_I):
        out[s] |= WORD
    for s in (KELVIN, DOTTED_I):
        out[s] |= BODY
    for s in (DOTLESS_I, LONG_S):
        out[s] |= BODY | KEY
    for s in (ord('+'), PLUS_WIDE):
        out[s] |= PLUS
    for s in (*b',;#~xXtT', HASH_WIDE, TILDE_WIDE, 0x91, 0x92, 0x97):
        out[s] |= LABEL
    out[ord(';')] |= SEMICOLON
    for s in b'/\\':
        out[s] |= SLASH
    for s in range(256):
        if out[s] & (DIGIT | PUNCTUATION) and not out[s] & LABEL:
            out[s] |= PLAIN
    return out


def symbol_values():
    """The digit of every digit, and the key of every letter."""
    out = [0] * 256
    for d in range(10):
        out[0x30 + d] = out[0x80 + d] = d
    for c, key in enumerate('22233344455566677778889999'):
        out[0x41 + c] = out[0x61 + c] = int(key)
    out[DOTLESS_I], out[LONG_S] = 4, 7
    return out


def symbol_blocks():
    """By character >> 7, a block's number or what all of it is; and the symbols of the blocks."""
    symbols = {}
    for first, last in unicode.word_ranges():
        symbols.update(dict.fromkeys(range(first, last + 1), WORDS))
    for zero in unicode.zeros():
        symbols.update({zero + d: 0x80 + d for d in range(10)})
    symbols.update(named_symbols())
    index, blocks = [], []
    for start in range(0, 0x10000, 128):
        block = [symbols.get(c, OTHER) for c in range(start, start + 128)]
        if start in FREQUENT_BLOCKS:
            blocks += block
            index.append(len(blocks) // 128)
        else:
            index.append({(WORDS,): WORD_BLOCK, (OTHER,): OTHER_BLOCK}.get(tuple(set(block)), 0))
    return index, blocks
