"""How numbers are written: which groups of digits, and what stands between them.

A format applies to the numbers that begin with its leading digits and have as many digits as its
groups take; the first in the order of the metadata wins. The leading digits of a calling code's
formats are one decision graph: walking a number's first digits ends in the few formats whose
leading digits fit, and its length tells which of them it takes. Graphs share nodes.
"""
import re

import phonenumbers as pn
from phonenumbers import PhoneMetadata

from .machine import Machine, bits
from .patterns import Pattern

NONE = 255
# References in the graph: a node's place, or a list of formats.
LIST = LAST = 0x8000
OWN = 1 << 10
GROUPS, TEMPLATE = 5, 12
PUNCTUATION = '-x ./()[]~'


class Format:
    """A format of one calling code, for one style of writing or both."""

    def __init__(self, metadata, is_national, is_international):
        self.shape = shape(metadata.pattern)
        self.shortest = sum(low for low, _ in self.shape)
        self.longest = sum(high for _, high in self.shape)
        leading = metadata.leading_digits_pattern
        # The last pattern is the most exact; those before it are for numbers that are being typed.
        self.leading = leading[-1] if leading else None
        rule = metadata.national_prefix_formatting_rule
        national = metadata.format
        if rule:
            national = re.sub(r'(\\\d)', rule, national, count=1)
        self.national = national if is_national else None
        self.international = metadata.format if is_international else None

    def fits(self, length):
        return self.shortest <= length <= self.longest


def shape(pattern):
    """(fewest, most) digits of each group. A group takes as many as the later ones leave."""
    tree = Pattern(pattern).tree
    out = []
    for node in tree[1] if tree[0] == 'cat' else [tree]:
        inner = node[2] if node[0] == 'group' else None
        if inner == ('set', 0x3FF):
            out.append((1, 1))
        elif inner and inner[0] == 'rep' and inner[3] == ('set', 0x3FF) and inner[1] > 0:
            out.append((inner[1], inner[2]))
        else:
            raise ValueError(f'{pattern!r}: not plain groups of digits')
    return tuple(out)


def template(text, groups):
    """The bytes of a template: 1 to 5 stand for a group, the rest for itself."""
    used = [int(d) for d in re.findall(r'\\(\d)', text)]
    literals = re.sub(r'\\\d', '', text)
    if len(set(used)) < len(used) or max(used) > groups or any(
            not c.isdigit() and c not in PUNCTUATION for c in literals):
        raise ValueError(f'{text!r}: groups or characters that are not foreseen')
    return [int(g) if g else ord(c) for g, c in re.findall(r'\\(\d)|(.)', text)]


class Formats:
    """The formats of all calling codes. Node 0 and list 0 stand for a number without a format."""

    def __init__(self):
        self.shapes, self.templates, self.formats = Pool(), Pool(), Pool()
        self.lists, self.list_places = [0xFFFF], {(): LIST}
        self.nodes, self.node_places = [0], {}
        self.roots = [self.root(code) for code in sorted(pn.COUNTRY_CODE_TO_REGION_CODE)]
        if max(len(self.shapes.rows), len(self.templates.rows)) > NONE or max(
                len(self.nodes), len(self.lists), len(self.formats.rows)) > LIST:
            raise ValueError('the formats outgrew their tables')

    def root(self, code):
        """The reference with which the formats of a calling code begin."""
        region = pn.COUNTRY_CODE_TO_REGION_CODE[code][0]
        m = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        if m.intl_number_format:
            formats = [Format(f, True, False) for f in m.number_format]
            formats += [Format(f, False, True) for f in m.intl_number_format]
        else:
            formats = [Format(f, True, True) for f in m.number_format]
        machine = Machine()
        root = machine.state()
        for i, f in enumerate(formats):
            start = machine.state()
            machine.empty[root].append(start)
            end = start if f.leading is None else machine.add(Pattern(f.leading).tree, start)
            machine.label[end] = i
        machine.freeze()
        memo = {}

        def visit(length, members, matched):
            matched |= {machine.label[s] for s in bits(members) if s in machine.label}
            key = (length, members, matched)
            if key not in memo:
                memo[key] = decide(length, members, matched)
            return memo[key]

        def decide(length, members, matched):
            after = [0] * 10
            for s in bits(members):
                for d in range(10):
                    after[d] |= machine.moves[s][d]
            if not any(after):
                return self.choice(formats, matched, range(length, 21))
            children = [visit(length + 1, a, matched) for a in after]
            own = self.choice(formats, matched, [length])
            if len(set(children)) == 1 and children[0] & LIST and own in (LIST, children[0]):
                return children[0]
            return self.node(own, children)

        return visit(0, machine.closure[root], frozenset())

    def node(self, own, children):
        """A node: which digits differ from the one before, what a number that ends here takes (if
        it takes anything), and a reference for each run of digits."""
        runs = [d for d in range(10) if d == 0 or children[d] != children[d - 1]]
        words = [sum(1 << d for d in runs)]
        if own != LIST:
            words[0] |= OWN
            words.append(own)
        return place(tuple(words + [children[d] for d in runs]), self.nodes, self.node_places)

    def choice(self, formats, matched, lengths):
        """The list of those formats among the matched that some number of these lengths takes."""
        national, international = [], []
        for i in sorted(matched):
            f = formats[i]
            for text, taken in (f.national, national), (f.international, international):
                if text and any(f.fits(n) and not any(o.fits(n) for o in taken) for n in lengths):
                    taken.append(f)
        rows = []
        for f in national:
            # Formats that differ only in what stands between the groups share a row.
            shares = international and international[0].shape == f.shape
            rows.append(self.format(f, international.pop(0) if shares else None))
        rows += [self.format(None, f) for f in international]
        if not rows:
            return LIST
        words = rows[:-1] + [rows[-1] | LAST]
        return LIST | place(tuple(words), self.lists, self.list_places)

    def format(self, national, international):
        groups = (national or international).shape
        row = [self.shapes.place(groups)]
        for text in national and national.national, international and international.international:
            row.append(self.templates.place(tuple(template(text, len(groups)))) if text else NONE)
        return self.formats.place(tuple(row))

    def tables(self):
        return {
            'format_roots': self.roots,
            'format_nodes': self.nodes,
            'format_lists': self.lists,
            'formats': [f'{{{s}, {n}, {i}}}' for s, n, i in self.formats.rows],
            'format_shapes': [
                v for s in self.shapes.rows
                for v in filled([low | high - low << 4 for low, high in s], GROUPS)],
            'format_templates': [
                v for t in self.templates.rows for v in filled(t, TEMPLATE)],
        }


def filled(values, count):
    """The values with zeros after them: one at least ends a template."""
    if len(values) > count or max(values) > 255 or count == TEMPLATE == len(values):
        raise ValueError(f'{values}: does not fit the tables')
    return list(values) + [0] * (count - len(values))


class Pool:
    """Rows that are kept once each."""

    def __init__(self):
        self.rows, self.places = [], {}

    def place(self, row):
        if row not in self.places:
            self.places[row] = len(self.rows)
            self.rows.append(row)
        return self.places[row]


def place(words, pool, places):
    """Where these words stand in a pool."""
    if words not in places:
        places[words] = len(pool)
        pool.extend(words)
    return places[words]
