"""What differs between two sets of tables: how many numbers change region or kind.

Both automata are walked at once. Nearly all pairs of states are met again and again, so counting
every number of the world takes a second.
"""
import os
import re
from collections import Counter

from .automaton import KINDS, NONE, UNKNOWN


class Tables:
    """Written tables, read back."""

    def __init__(self, path):
        with open(path) as f:
            text = f.read()
        found = dict(re.findall(r'np_(\w+)_table\[\d+\] = \{\n(.*?)\n\};', text, re.S))
        self.children = [tuple(row) for row in rows(found['transitions'], 10)]
        answers = [(t, k) for _, t, k in rows(found['answers'].replace('u', ''), 3)]
        self.answers = [answers[i] for i, in rows(found['state_answers'], 1)]
        first = len(self.answers)
        for place, (run,) in enumerate(rows(found['tail_runs'], 1), start=first):
            self.children.append((place + 1 if run else place,) * 10)
        self.answers += [answers[i] for i, in rows(found['tail_answers'], 1)]
        names = re.findall(r'\{"(\w+)"', found['territories'])
        self.codes = {
            code: (root, names[first:first + count])
            for code, root, first, count in rows(found['calling_codes'], 4)}
        self.live = {}

    def is_live(self, state):
        """Whether a valid number may end here or later."""
        if state not in self.live:
            self.live[state] = self.answers[state][1] != UNKNOWN or any(
                self.is_live(c) for c in set(self.children[state]) if c != state)
        return self.live[state]

    def answer(self, state):
        """(region, counted from the calling code's first, and kind); None if it is not valid."""
        return self.answers[state] if self.answers[state][1] != UNKNOWN else None


def read(path):
    """The tables of a file; None if there is none or if it was written with other tables."""
    try:
        return Tables(path) if os.path.exists(path) else None
    except KeyError:
        return None


def rows(text, count):
    values = [int(v) for v in re.findall(r'\d+', text)]
    return [values[i:i + count] for i in range(0, len(values), count)]


def changes(old, new):
    """(calling code, before, after, how many numbers), before and after as 'REGION KIND'."""
    memo = {}

    def count(a, b):
        if not old.is_live(a) and not new.is_live(b):
            return Counter()
        if (a, b) not in memo:
            own = (old.answer(a), new.answer(b))
            memo[a, b] = total = Counter([own] if own[0] != own[1] else [])
            pairs = Counter(zip(old.children[a], new.children[b]))
            for pair, times in pairs.items():
                for key, n in count(*pair).items():
                    total[key] += n * times
        return memo[a, b]

    for code in sorted({*old.codes, *new.codes}):
        (a, before), (b, after) = (t.codes.get(code, (0, [])) for t in (old, new))
        found = Counter()
        for (x, y), n in count(a, b).items():
            key = name(x, before), name(y, after)
            if key[0] != key[1]:
                found[key] += n
        for (x, y), n in sorted(found.items()):
            yield code, x, y, n


def name(answer, regions):
    if answer is None:
        return 'not valid'
    region, kind = answer
    return f'{regions[region] if region != NONE else "no region"} {KINDS[kind]}'


def report(old, new):
    """Lines for people."""
    lines = [f'+{code}  {before} -> {after}: {n:,} numbers'
             for code, before, after, n in changes(old, new)]
    return lines or ['no number changes']
