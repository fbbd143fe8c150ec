#!/usr/bin/env python3
"""Write the numbering plan of all regions as C tables.

Usage:   generate.py [--date YYYY-MM-DD] OUTPUT_FOLDER     (needs phonenumbers==9.0.43)
Input:   the metadata that the PyPI package `phonenumbers` derives from libphonenumber (Apache-2.0).
Output:  NumberingPlan.c and include/CNumberingPlan.h, a pure function of the package, the date and
         the Unicode data of the Python that runs it.

Every pattern of a calling code describes a finite set of digit strings, so all of them together are
one acyclic automaton: walking a national number once tells which regions and types it fits.
States with the same future are shared between all calling codes. Only the prefixes that are
stripped while parsing need captures; they become small programs for a backtracking matcher.
"""
import argparse
import os
import sys
import unicodedata

import phonenumbers as pn
from phonenumbers import PhoneMetadata

VERSION = '9.0.43'
DATE = '2026-11-06'
MAXIMUM_LENGTH = 17
NONE = 255

KINDS = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST',
         'VOIP', 'PERSONAL_NUMBER', 'PAGER', 'UAN', 'VOICEMAIL', 'UNKNOWN']
FIXED, MOBILE, EITHER, UNKNOWN = 0, 1, 2, 11
# In the order in which a number's kind is decided; fixed line and mobile come last.
SPECIAL = ['premium_rate', 'toll_free', 'shared_cost', 'voip', 'personal_number', 'pager', 'uan',
           'voicemail']
DESCRIPTIONS = ['general_desc', 'fixed_line', 'mobile'] + SPECIAL


# ---- Patterns: literals, classes, groups, alternatives, ? * {n} {n,m} and $


class Pattern:
    """A parsed pattern: ('set', mask) ('cat', [...]) ('alt', [...]) ('rep', low, high, node)
    ('group', number, node) or ('end',)."""

    def __init__(self, text):
        self.text, self.at, self.groups = text, 0, 0
        self.tree = self.alternatives()
        if self.at != len(text):
            raise ValueError(f'{text!r}: unexpected {text[self.at]!r} at {self.at}')

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ''

    def take(self):
        c = self.text[self.at]
        self.at += 1
        return c

    def alternatives(self):
        branches = [self.sequence()]
        while self.peek() == '|':
            self.take()
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else ('alt', branches)

    def sequence(self):
        items = []
        while self.peek() not in ('', '|', ')'):
            atom = self.atom()
            c = self.peek()
            if c == '?':
                self.take()
                atom = ('rep', 0, 1, atom)
            elif c == '{':
                close = self.text.index('}', self.at)
                low, _, high = self.text[self.at + 1:close].partition(',')
                self.at = close + 1
                atom = ('rep', int(low), int(high or low), atom)
            elif c in '*+' and c:
                raise ValueError(f'{self.text!r}: an endless repetition')
            items.append(atom)
        return items[0] if len(items) == 1 else ('cat', items)

    def atom(self):
        c = self.take()
        if c == '(':
            number = None
            if self.text.startswith('?:', self.at):
                self.at += 2
            else:
                self.groups += 1
                number = self.groups
            inner = self.alternatives()
            if self.take() != ')':
                raise ValueError(f'{self.text!r}: a group is not closed')
            return inner if number is None else ('group', number, inner)
        if c == '[':
            return ('set', self.digit_class())
        if c == '\\' and self.peek() == 'd':
            self.take()
            return ('set', 0x3FF)
        if c == '.':
            return ('set', 0x3FF)
        if c == '$':
            return ('end',)
        if c.isdigit():
            return ('set', 1 << int(c))
        raise ValueError(f'{self.text!r}: unexpected {c!r}')

    def digit_class(self):
        mask = 0
        while self.peek() != ']':
            low = int(self.take())
            high = low
            if self.peek() == '-':
                self.take()
                high = int(self.take())
            for d in range(low, high + 1):
                mask |= 1 << d
        self.take()
        return mask


# ---- Programs for the backtracking matcher: operation in the high four bits, operand below

MATCH, SET, SPLIT, JUMP, SAVE, END = range(6)


def program(pattern):
    """The words of a leftmost-first matcher. SPLIT tries the next word before the distant one."""
    words = []

    def emit(op, operand=0):
        if not 0 <= operand < 4096:
            raise ValueError(f'{pattern.text!r}: the program is too long')
        words.append(op << 12 | operand)
        return len(words) - 1

    def patch(at):
        words[at] |= len(words) - at

    def write(node):
        kind = node[0]
        if kind == 'set':
            emit(SET, node[1])
        elif kind == 'end':
            emit(END)
        elif kind == 'cat':
            for n in node[1]:
                write(n)
        elif kind == 'group':
            emit(SAVE, 2 * node[1] - 2)
            write(node[2])
            emit(SAVE, 2 * node[1] - 1)
        elif kind == 'rep':
            for _ in range(node[1]):
                write(node[3])
            splits = []
            for _ in range(node[2] - node[1]):
                splits.append(emit(SPLIT))
                write(node[3])
            for s in splits:
                patch(s)
        else:
            ends = []
            for i, n in enumerate(node[1]):
                last = i == len(node[1]) - 1
                split = None if last else emit(SPLIT)
                write(n)
                if not last:
                    ends.append(emit(JUMP))
                    patch(split)
            for e in ends:
                patch(e)

    write(pattern.tree)
    emit(MATCH)
    return words


def first_digits(words):
    """Mask of the digits with which a match may begin; all of them if it may be empty."""
    seen, mask, stack = set(), 0, [0]
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        op, operand = words[at] >> 12, words[at] & 0xFFF
        if op == SET:
            mask |= operand
        elif op in (MATCH, END):
            return 0x3FF
        elif op == SPLIT:
            stack += [at + 1, at + operand]
        elif op == JUMP:
            stack.append(at + operand)
        else:
            stack.append(at + 1)
    return mask


# ---- The automaton


class Machine:
    """A nondeterministic automaton; sets of its states are the bits of an integer."""

    def __init__(self):
        self.empty, self.steps, self.label = [], [], {}

    def state(self):
        self.empty.append([])
        self.steps.append([])
        return len(self.empty) - 1

    def add(self, node, s):
        kind = node[0]
        if kind == 'set':
            t = self.state()
            self.steps[s].append((node[1], t))
            return t
        if kind == 'cat':
            for n in node[1]:
                s = self.add(n, s)
            return s
        if kind == 'group':
            return self.add(node[2], s)
        end = self.state()
        if kind == 'rep':
            for _ in range(node[1]):
                s = self.add(node[3], s)
            for _ in range(node[2] - node[1]):
                self.empty[s].append(end)
                s = self.add(node[3], s)
            self.empty[s].append(end)
        elif kind == 'alt':
            for n in node[1]:
                t = self.state()
                self.empty[s].append(t)
                self.empty[self.add(n, t)].append(end)
        else:
            raise ValueError(node)
        return end

    def freeze(self):
        """Closures, and the moves of every state by digit."""
        n = len(self.empty)
        self.closure = [0] * n
        for s in range(n):
            todo, seen = [s], 0
            while todo:
                x = todo.pop()
                if seen >> x & 1:
                    continue
                seen |= 1 << x
                todo += self.empty[x]
            # States that neither move nor accept only make equal sets look different.
            self.closure[s] = sum(
                1 << x for x in bits(seen) if self.steps[x] or x in self.label)
        self.moves = []
        for s in range(n):
            row = [0] * 10
            for mask, t in self.steps[s]:
                for d in range(10):
                    if mask >> d & 1:
                        row[d] |= self.closure[t]
            self.moves.append(row)


def bits(mask):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Plan:
    """The shared automaton of all calling codes. State 0 is dead."""

    def __init__(self):
        self.children, self.answers, self.known = [(0,) * 10], [0], {}
        self.rows, self.row_ids = [], {}
        self.row((NONE, UNKNOWN, 0))

    def row(self, row):
        if row not in self.row_ids:
            self.row_ids[row] = len(self.rows)
            self.rows.append(row)
        return self.row_ids[row]

    def add_state(self, answer, children):
        """The state with this future; -1 among the children stands for the state itself."""
        for c in set(children):
            if c > 0 and self.answers[c] == answer:
                own = tuple(-1 if x == c else x for x in self.children[c])
                if own == tuple(-1 if x in (c, -1) else x for x in children):
                    return c
        key = (answer, children)
        if key not in self.known:
            n = len(self.children)
            self.known[key] = n
            self.children.append(tuple(n if x == -1 else x for x in children))
            self.answers.append(answer)
        return self.known[key]

    def add_calling_code(self, territories):
        """Adds (number, metadata) in their order, the main region first; returns the root."""
        machine = Machine()
        root = machine.state()
        for i, (_, m) in enumerate(territories):
            for name in DESCRIPTIONS:
                text = pattern_of(m, name)
                if text:
                    start = machine.state()
                    machine.empty[root].append(start)
                    machine.label[machine.add(Pattern(text).tree, start)] = (i, name)
            if m.leading_digits and len(territories) > 1:
                start = machine.state()
                machine.empty[root].append(start)
                sink = machine.add(Pattern(m.leading_digits).tree, start)
                machine.steps[sink].append((0x3FF, sink))
                machine.label[sink] = (i, 'leading_digits')
        machine.freeze()
        sinks = sum(1 << s for s, (_, name) in machine.label.items() if name == 'leading_digits')
        memo, answers = {}, {}

        def answer(length, members):
            labels = frozenset(machine.label[s] for s in bits(members) if s in machine.label)
            key = (length, labels)
            if key not in answers:
                answers[key] = self.row(decide(territories, labels, length))
            return answers[key]

        def visit(length, members):
            if not members:
                return 0
            if not members & ~sinks:
                length = MAXIMUM_LENGTH + 1
            key = (length, members)
            if key in memo:
                return memo[key]
            after = [0] * 10
            for s in bits(members):
                row = machine.moves[s]
                for d in range(10):
                    after[d] |= row[d]
            kids = tuple(-1 if a == members and length > MAXIMUM_LENGTH
                         else visit(min(length + 1, MAXIMUM_LENGTH + 1), a) for a in after)
            own = answer(length, members)
            memo[key] = 0 if not any(kids) and own == 0 else self.add_state(own, kids)
            return memo[key]

        single = len(territories) == 1
        r = visit(0, machine.closure[root])
        if single and r == 0:
            raise ValueError('a calling code without numbers')
        return r


def pattern_of(metadata, name):
    d = getattr(metadata, name)
    return d.national_number_pattern if d is not None else None


def decide(territories, labels, length):
    """The region (counted from the main one, so that calling codes can share states) and kind of
    the numbers with these labels, and the regions (as a mask) whose general description they
    match whatever their length."""
    general = sum(1 << i for i in range(len(territories)) if (i, 'general_desc') in labels)

    def fits(i, name):
        if (i, name) not in labels:
            return False
        lengths = getattr(territories[i][1], name).possible_length
        return not lengths or length in lengths

    def kind(i):
        m = territories[i][1]
        if not fits(i, 'general_desc'):
            return UNKNOWN
        for name in SPECIAL:
            if fits(i, name):
                return KINDS.index(name.upper())
        mobile = m.same_mobile_and_fixed_line_pattern or fits(i, 'mobile')
        if fits(i, 'fixed_line'):
            return EITHER if mobile else FIXED
        if not m.same_mobile_and_fixed_line_pattern and fits(i, 'mobile'):
            return MOBILE
        return UNKNOWN

    if len(territories) == 1:
        return (0 if labels else NONE, kind(0), general)
    for i, (_, m) in enumerate(territories):
        if m.leading_digits is not None:
            if (i, 'leading_digits') in labels:
                return (i, kind(i), general)
        elif kind(i) != UNKNOWN:
            return (i, kind(i), general)
    return (NONE, UNKNOWN, general)


# ---- Unicode: what a decimal digit is, and what counts as part of a word


def zeros():
    out = [c for c in range(128, 0x110000) if unicodedata.decimal(chr(c), None) == 0]
    for z in out:
        if [unicodedata.decimal(chr(z + d), None) for d in range(10)] != list(range(10)):
            raise ValueError(f'U+{z:04X} does not begin ten digits')
    return out


def word_ranges():
    out, start = [], None
    for c in range(128, 0x110001):
        word = c < 0x110000 and chr(c).isalnum()
        if word and start is None:
            start = c
        elif not word and start is not None:
            out.append((start, c - 1))
            start = None
    return out


# ---- Symbols: text is reduced to one byte for each character before it is read. ASCII stands for
# itself; what lies beyond it and means something in a phone number has a byte from 0x80.

DIGIT, PLUS, PUNCTUATION, LETTER, WORD, LABEL, BODY, SEMICOLON, SLASH, KEY, PLAIN = (
    1 << i for i in range(11))
PLUS_WIDE, MARK, NO_BREAK_SPACE, STOP_WIDE, HASH_WIDE, TILDE_WIDE = range(0x8A, 0x90)
WIDE = {c: 0x90 + i for i, c in enumerate('\uFF45\uFF58\uFF54\uFF4E\uFF49')}
CYRILLIC = {c: 0x95 + i for i, c in enumerate('\u0434\u043E\u0431')}
O_ACUTE, ACUTE, KELVIN, WORDS, OTHER, LONG_VOWEL, DOTLESS_I, LONG_S, DOTTED_I = range(0x98, 0xA1)


def named_symbols():
    """(character, symbol) of the characters beyond ASCII, digits and words aside."""
    out = {0xFF0B: PLUS_WIDE, 0xA0: NO_BREAK_SPACE, 0xFF0E: STOP_WIDE, 0xFF03: HASH_WIDE,
           0xFF5E: TILDE_WIDE, 0xF3: O_ACUTE, 0xD3: O_ACUTE, 0x301: ACUTE, 0x30FC: LONG_VOWEL}
    for c, symbol in {**WIDE, **CYRILLIC}.items():
        out[ord(c)] = out[ord(c.upper())] = symbol
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


# Blocks of 128 characters that have a table: Latin, Cyrillic, Arabic, Devanagari, general
# punctuation, CJK punctuation, full-width forms.
FREQUENT_BLOCKS = [0x80, 0x400, 0x600, 0x680, 0x900, 0x2000, 0x3000, 0xFF00]
WORD_BLOCK, OTHER_BLOCK = 255, 254


def symbol_blocks():
    """(block number or what all of a block is, by character >> 7; the symbols of the blocks)."""
    named, digits = dict(named_symbols()), zeros()
    symbols = {}
    for a, b in word_ranges():
        symbols.update(dict.fromkeys(range(a, b + 1), WORDS))
    for z in digits:
        symbols.update({z + d: 0x80 + d for d in range(10)})
    symbols.update(named)
    index, blocks = [], []
    for start in range(0, 0x10000, 128):
        block = [symbols.get(c, OTHER) for c in range(start, start + 128)]
        if start in FREQUENT_BLOCKS:
            blocks += block
            index.append(len(blocks) // 128)
        else:
            index.append({(WORDS,): WORD_BLOCK, (OTHER,): OTHER_BLOCK}.get(tuple(set(block)), 0))
    return index, blocks


# ---- Writing


def lengths_mask(lengths):
    return sum(1 << n for n in lengths if n > 0)


def table(kind, name, values, width=12):
    lines = [f'const {kind} {name}[{len(values)}] = {{']
    for i in range(0, len(values), width):
        lines.append('  ' + ', '.join(str(v) for v in values[i:i + width]) + ',')
    return '\n'.join(lines + ['};', ''])


NOTICE = """// Generated by Sources/PhoneNumbers/Plan/generate.py from the metadata of libphonenumber
// (Apache-2.0, Copyright The Libphonenumber Authors); do not edit.
"""

HEADER = NOTICE + """#ifndef CNUMBERINGPLAN_H
#define CNUMBERINGPLAN_H
#include <stdint.h>

/// A region, or a calling code that belongs to none.
typedef struct {
  char code[4];                 // ISO 3166 letters, or 001
  uint16_t calling_code;
  uint16_t strip_program;       // national prefix for parsing; 0: none
  uint16_t strip_first;         // digits with which the prefix may begin, as a mask
  uint16_t dial_out_program;    // international prefix; 0: none
  uint16_t dial_out_first;
  uint16_t trunk;               // the national prefix as dialled, one digit each nibble from the top
  uint32_t lengths;             // bit n: a national number may have n digits
  uint32_t local_lengths;       // bit n: only when dialled within an area
  uint16_t rewrite_digits;      // what replaces the prefix before the captured group, in nibbles
  uint8_t rewrite_group;        // 0: the prefix is only removed
  uint8_t groups;               // captures in the prefix
  uint8_t general_bit;          // which bit of an answer tells of this region's general pattern
  uint8_t rewrite_count;        // digits in rewrite_digits
  uint8_t trunk_count;          // digits in trunk
  uint8_t mobile_token;         // digit between calling code and area code of mobiles; 255: none
  char extension_prefix[8];     // how the region writes an extension; empty: " ext. "
} np_territory;

/// What a national number is: the end of its walk through the automaton.
typedef struct {
  uint32_t general;             // regions whose general pattern it matches, by general_bit
  uint8_t territory;            // counted from the calling code's first; 255: none
  uint8_t kind;
} np_answer;

typedef struct {
  uint16_t calling_code;
  uint16_t root;
  uint8_t first_territory;      // the main region; the others follow
  uint8_t count;
} np_calling_code;

typedef struct { uint32_t first, last; } np_range;

/// The symbol that stands for a character beyond ASCII.
typedef struct { uint32_t character; uint8_t symbol; } np_symbol;

#define NP_VERSION "%(version)s"
#define NP_DATE "%(date)s"
#define NP_STATE_COUNT %(states)d
#define NP_TERRITORY_COUNT %(territories)d
#define NP_CALLING_CODE_COUNT %(codes)d
#define NP_REGION_COUNT %(regions)d
#define NP_ZERO_COUNT %(zeros)d
#define NP_WORD_RANGE_COUNT %(words)d
#define NP_NAMED_SYMBOL_COUNT %(named)d

// Swift reads the tables through functions: it would import an array as a tuple.
%(accessors)s
#endif
"""

TABLES = [('uint16_t', 'transitions'), ('uint16_t', 'state_answers'), ('np_answer', 'answers'),
          ('np_territory', 'territories'), ('np_calling_code', 'calling_codes'),
          ('uint8_t', 'calling_code_index'), ('uint16_t', 'programs'),
          ('uint8_t', 'territories_by_code'), ('uint32_t', 'zeros'), ('np_range', 'word_ranges'),
          ('np_symbol', 'named_symbols'), ('uint8_t', 'symbol_block_index'),
          ('uint8_t', 'symbol_blocks'), ('uint16_t', 'symbol_classes'),
          ('uint8_t', 'symbol_values')]


def nibbles(digits):
    value = 0
    for d in digits:
        value = value << 4 | int(d)
    return value


def main():
    options = argparse.ArgumentParser(usage=__doc__.split('\n\n')[1])
    options.add_argument('--date', default=DATE)
    options.add_argument('output')
    arguments = options.parse_args()
    if pn.__version__ != VERSION:
        sys.exit(f'phonenumbers {VERSION} is needed, found {pn.__version__}')
    sys.setrecursionlimit(10000)

    programs, program_ids = [0], {}

    def place(text):
        if not text:
            return 0, 0
        words = program(Pattern(text))
        if text not in program_ids:
            program_ids[text] = len(programs)
            programs.extend(words)
        return program_ids[text], first_digits(words)

    plan, territories, codes, index, names = Plan(), [], [], [0] * 1000, []
    for code in sorted(pn.COUNTRY_CODE_TO_REGION_CODE):
        members = []
        for region in pn.COUNTRY_CODE_TO_REGION_CODE[code]:
            m = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            members.append((len(territories), m))
            strip, strip_first = place(m.national_prefix_for_parsing)
            out, out_first = place(m.international_prefix)
            rule = m.national_prefix_transform_rule or ''
            digits, _, group = rule.partition('\\')
            trunk = m.national_prefix or ''
            general = m.general_desc
            token = pn.country_mobile_token(code)
            groups = Pattern(m.national_prefix_for_parsing).groups if strip else 0
            if groups > 2 or len(digits) > 4 or len(members) > 32:
                raise ValueError(f'{region}: does not fit the tables')
            names.append(region)
            territories.append(
                f'{{"{region}", {code}, {strip}, {strip_first}, {out}, {out_first}, '
                f'{nibbles(trunk)},\n   {lengths_mask(general.possible_length)}, '
                f'{lengths_mask(general.possible_length_local_only)}, {nibbles(digits)}, '
                f'{group or 0}, {groups}, {len(members) - 1}, {len(digits)}, {len(trunk)}, '
                f'{token or NONE}, "{m.preferred_extn_prefix or ""}"}}')
        root = plan.add_calling_code(members)
        # By the first three digits of what follows a plus sign: no code is the start of another.
        width = 10 ** (3 - len(str(code)))
        index[code * width:(code + 1) * width] = [len(codes) + 1] * width
        codes.append(f'{{{code}, {root}, {members[0][0]}, {len(members)}}}')
    if len(plan.children) > 65536 or len(territories) >= NONE or len(codes) >= NONE:
        sys.exit('the plan outgrew its tables')

    order = sorted(range(len(names)), key=lambda i: (names[i], i))
    digits, words = zeros(), word_ranges()
    block_index, blocks = symbol_blocks()
    values = {
        'transitions': [c for row in plan.children for c in row],
        'state_answers': plan.answers,
        'answers': [f'{{{g}u, {t}, {k}}}' for t, k, g in plan.rows],
        'territories': territories,
        'calling_codes': codes,
        'calling_code_index': index,
        'programs': programs,
        'territories_by_code': order,
        'zeros': digits,
        'word_ranges': [f'{{{a}, {b}}}' for a, b in words],
        'named_symbols': [f'{{{c}, {symbol}}}' for c, symbol in named_symbols()],
        'symbol_block_index': block_index,
        'symbol_blocks': blocks,
        'symbol_classes': symbol_classes(),
        'symbol_values': symbol_values(),
    }
    width = {'transitions': 10, 'territories': 1, 'answers': 5, 'calling_codes': 4, 'word_ranges': 4,
             'named_symbols': 6}
    accessors = []
    for kind, name in TABLES:
        accessors.append(
            f'extern const {kind} np_{name}_table[];\n'
            f'static inline const {kind} *_Nonnull np_{name}(void) {{ return np_{name}_table; }}')
    header = HEADER % dict(
        version=VERSION, date=arguments.date, states=len(plan.children),
        territories=len(territories), codes=len(codes),
        regions=sum(n != '001' for n in names), zeros=len(digits), words=len(words),
        named=len(named_symbols()),
        accessors='\n'.join(accessors))
    os.makedirs(os.path.join(arguments.output, 'include'), exist_ok=True)
    with open(os.path.join(arguments.output, 'include', 'CNumberingPlan.h'), 'w') as f:
        f.write(header)
    with open(os.path.join(arguments.output, 'NumberingPlan.c'), 'w') as f:
        f.write(NOTICE + '#include "CNumberingPlan.h"\n\n')
        for kind, name in TABLES:
            f.write(table(kind, f'np_{name}_table', values[name], width.get(name, 12)) + '\n')
    print(f'{len(names)} territories, {len(codes)} calling codes, {len(plan.children)} states, '
          f'{len(plan.rows)} answers, {len(programs)} program words', file=sys.stderr)


if __name__ == '__main__':
    main()
