"""Programs for the backtracking matcher: operation in the high four bits, operand below.

They stand for the prefixes that are stripped while parsing, the only patterns that need captures.
"""
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
