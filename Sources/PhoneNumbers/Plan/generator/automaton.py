"""The shared automaton of all calling codes, and what a number is that ends in one of its states.

Every pattern of a calling code describes a finite set of digit strings, so all of them together are
one acyclic automaton: walking a national number once tells which regions and types it fits.
States with the same future are shared between all calling codes.
"""
from .machine import Machine, bits
from .patterns import Pattern

MAXIMUM_LENGTH = 17
NONE = 255

KINDS = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST',
         'VOIP', 'PERSONAL_NUMBER', 'PAGER', 'UAN', 'VOICEMAIL', 'UNKNOWN']
FIXED, MOBILE, EITHER, UNKNOWN = 0, 1, 2, 11
# In the order in which a number's kind is decided; fixed line and mobile come last.
SPECIAL = ['premium_rate', 'toll_free', 'shared_cost', 'voip', 'personal_number', 'pager', 'uan',
           'voicemail']
DESCRIPTIONS = ['general_desc', 'fixed_line', 'mobile'] + SPECIAL


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
