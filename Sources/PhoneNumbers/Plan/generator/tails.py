"""The states after which the digits no longer matter, apart from how many there are.

Most national numbers are decided by their first three or four digits; what follows is `\\d{n}`.
Such a tail is written as the answers for 0, 1, 2… more digits, so that a walk ends where it begins.
"""


class Numbering:
    """Where the states of a plan stand in the tables.

    `inner` lists the states that have transitions. The others are tails: from `len(inner)` on, their
    numbers are places in `answers`, and `runs` tells after how many places the answer stays as it
    is.
    """

    def __init__(self, plan):
        self.children, self.plan_answers, self.tails = plan.children, plan.answers, {}
        sequences = {s: self.tail(s) for s in range(len(plan.children))}
        self.inner = [s for s, tail in sequences.items() if tail is None]
        self.answers, self.runs, places = [], [], {}
        for tail in sorted({t for t in sequences.values() if t}, key=lambda t: (-len(t), t)):
            if tail in places:
                continue
            for i in range(len(tail)):
                places.setdefault(tail[i:], len(self.answers) + i)
            self.answers += tail
            self.runs += range(len(tail) - 1, -1, -1)
        self.number = {s: i for i, s in enumerate(self.inner)}
        for s, tail in sequences.items():
            if tail:
                self.number[s] = len(self.inner) + places[tail]
        if len(self.inner) + len(self.answers) > 65536:
            raise ValueError('the plan outgrew its tables')

    def tail(self, state):
        """The answers for 0, 1, 2… more digits, the last for any number of them; None where the
        digits matter."""
        if state not in self.tails:
            own = (self.plan_answers[state],)
            following = set(self.children[state])
            next_state = following.pop()
            if following:
                self.tails[state] = None
            elif next_state == state:
                self.tails[state] = own
            else:
                rest = self.tail(next_state)
                self.tails[state] = rest if rest is None or rest == own else own + rest
        return self.tails[state]

    def transitions(self):
        return [self.number[c] for s in self.inner for c in self.children[s]]

    def state_answers(self):
        return [self.plan_answers[s] for s in self.inner]
