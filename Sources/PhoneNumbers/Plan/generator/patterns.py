"""Patterns of the metadata: literals, classes, groups, alternatives, ? * {n} {n,m} and $."""


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
