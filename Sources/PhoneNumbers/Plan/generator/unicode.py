"""Unicode: what a decimal digit is, and what counts as part of a word."""
import unicodedata


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
