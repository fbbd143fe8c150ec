"""Writes statistics.tsv: reference values of bounds and distributions, computed by SciPy.

    pip install scipy && python3 record.py > statistics.tsv
"""

import sys

import scipy
from scipy.optimize import brentq
from scipy.stats import beta, binom, hypergeom


def row(*cells):
    print(*[repr(float(c)) if isinstance(c, float) else c for c in cells], sep="\t")


def upper_count(defects, drawn, population, confidence):
    """The largest D with P(X <= defects) > 1 - confidence, by trying all of them."""
    low, high = defects, population - drawn + defects
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeom.cdf(defects, population, middle, drawn) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def lower_count(defects, drawn, population, confidence):
    """The smallest D with P(X >= defects) > 1 - confidence."""
    low, high = defects, population - drawn + defects
    while low < high:
        middle = (low + high) // 2
        if hypergeom.sf(defects - 1, population, middle, drawn) > 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return low


print(f"# SciPy {scipy.__version__}: name, arguments, value", file=sys.stdout)
for n in [1, 2, 10, 59, 100, 299, 598, 1000, 1006, 5000, 14978, 52000, 1000000]:
    for c in sorted({0, 1, 2, 3, 7, 20, n // 10, n // 2, n - 1, n}):
        if not 0 <= c <= n:
            continue
        for confidence in [0.8, 0.9, 0.95, 0.99, 0.999]:
            up = 1.0 if c == n else beta.ppf(confidence, c + 1, n - c)
            low = 0.0 if c == 0 else beta.ppf(1 - confidence, c, n - c + 1)
            row("upper", c, n, confidence, float(up))
            row("lower", c, n, confidence, float(low))
for n in [1, 10, 1000, 50000]:
    for p in [0.0001, 0.001, 0.005, 0.02, 0.3, 0.9]:
        for c in sorted({0, 1, 3, 10, n // 50, n // 2}):
            if c < n:
                row("binomial", c, n, p, float(binom.cdf(c, n, p)))
for population, drawn in [(10, 3), (200, 150), (1200, 1000), (5000, 1000), (100000, 1000),
                          (1000000, 1000), (2000, 1999)]:
    for defective in sorted({0, 1, 2, 5, population // 200, population // 20, population // 2}):
        for c in [0, 1, 2, 5, 17]:
            if c <= min(drawn, defective):
                row("hypergeometric", c, population, defective, drawn,
                    float(hypergeom.cdf(c, population, defective, drawn)))
    for c in [0, 1, 2, 5, 17]:
        if c <= drawn:
            for confidence in [0.9, 0.95, 0.99]:
                row("upper_count", c, drawn, population, confidence,
                    upper_count(c, drawn, population, confidence))
                row("lower_count", c, drawn, population, confidence,
                    lower_count(c, drawn, population, confidence))
for x in [0.001, 0.02, 0.3, 0.5, 0.77, 0.999]:
    for a, b in [(0.5, 0.5), (1, 3), (2, 998), (30, 970), (500, 500), (3.5, 0.2)]:
        row("beta", x, float(a), float(b), float(beta.cdf(x, a, b)))
