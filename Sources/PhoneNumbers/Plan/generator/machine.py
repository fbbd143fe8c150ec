"""A nondeterministic automaton of patterns over digits."""


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
