"""Times 200 bootstrap replicates of a Qini curve over 17,000 rows in plain numpy.

One sort, then for each replicate a count for every row and running sums down the order: the same
work as casebook's, at the same 200 shares. The other argument is the JSON of bootstrap.md.
"""
import json
import sys
import time

import numpy

ROWS, REPLICATES, SHARES = 17_000, 200, 200
generator = numpy.random.default_rng(0)
score = generator.normal(size=ROWS)
treated = generator.integers(0, 2, ROWS).astype(float)
outcome = (generator.random(ROWS) < 0.1 + 0.05 * treated).astype(float)


def replicates():
    order = numpy.argsort(-score)
    t, y = treated[order], outcome[order]
    at = (numpy.linspace(0, 1, SHARES + 1)[1:] * ROWS).astype(int) - 1
    curves = numpy.empty((REPLICATES, SHARES))
    for index in range(REPLICATES):
        weight = numpy.bincount(generator.integers(0, ROWS, ROWS), minlength=ROWS)
        a, b = weight * t, weight * (1 - t)
        n_t, n_c = numpy.cumsum(a), numpy.cumsum(b)
        y_t, y_c = numpy.cumsum(a * y), numpy.cumsum(b * y)
        curves[index] = (y_t - y_c * n_t / numpy.maximum(n_c, 1))[at]
    return curves.std(axis=0, ddof=1)


best = float("inf")
for _ in range(5):
    start = time.perf_counter()
    replicates()
    best = min(best, time.perf_counter() - start)
print(f"numpy {best * 1000:.0f} ms", end="")
if len(sys.argv) > 1:
    ours = float("inf")
    for path in sys.argv[1:]:
        cells = {cell["name"]: cell["seconds"] for cell in json.load(open(path))["cells"]}
        ours = min(ours, cells["bands"] - cells["plain"])
    print(f", casebook {ours * 1000:.0f} ms", end="")
print()
