"""Times the causal forest: growing 2,000 trees on 100,000 rows of 20 features, and predicting.

    python3 Benchmarks/forest.py BINARY [growing] [predicting]

Prints wall seconds, CPU seconds of user code, and peak memory. A prediction is timed as what 200,000
rows with intervals add to a notebook that fits 500 trees; the figure is for 10,000 of them.
"""
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

GROWING = """```{load #rows}
source: rows.csv
```

```{fit causal-forest #effect}
data: rows
outcome: y
treatment: w
features: [%s]
propensity: 0.5
models: linear
trees: 2000
```
"""

PREDICTING = """```{simulate nie-wager #train}
setup: B
rows: 40000
seed: 1
```

```{simulate nie-wager #new}
setup: B
rows: 200000
seed: 2
```

```{fit causal-forest #effect}
data: train
outcome: y
treatment: w
features: [x1, x2, x3, x4, x5, x6]
propensity: 0.5
models: linear
%s
```
"""

PREDICT = """
```{predict}
model: effect
data: new
interval: true
```
"""


def run(binary, folder, text):
    """Wall seconds, user CPU seconds and peak MB of a run."""
    path = os.path.join(folder, "book.md")
    with open(path, "w") as file:
        file.write(text)
    start = time.perf_counter()
    process = subprocess.Popen(
        [binary, "run", path, "-o", os.path.join(folder, "out"), "--no-cache", "--quiet"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("the notebook failed")
    return time.perf_counter() - start, usage.ru_utime, usage.ru_maxrss / 1024


def growing(binary, folder):
    draw = random.Random(1)
    names = [f"x{index + 1}" for index in range(20)]
    with open(os.path.join(folder, "rows.csv"), "w") as file:
        file.write(",".join(names) + ",w,y\n")
        for _ in range(100_000):
            x = [draw.gauss(0, 1) for _ in names]
            w = draw.random() < 0.5
            y = x[0] + max(0, x[1]) + w * (1 + max(0, x[2])) + draw.gauss(0, 1)
            file.write(",".join(f"{value:.5f}" for value in x) + f",{int(w)},{y:.5f}\n")
    wall, cpu, peak = run(binary, folder, GROWING % ", ".join(names))
    print(f"2,000 trees on 100,000 x 20: {wall:.1f} s wall, {cpu:.1f} s CPU, {peak:.0f} MB")


def predicting(binary, folder):
    for label, keys in (("default leaves", ""), ("leaves of 5 rows", "min-leaf: 5")):
        without = min(run(binary, folder, PREDICTING % keys)[1] for _ in range(2))
        within = min(run(binary, folder, PREDICTING % keys + PREDICT)[1] for _ in range(2))
        print(f"10,000 rows with intervals, 500 trees, {label}: {(within - without) / 20:.3f} s CPU")


def main():
    binary = os.path.abspath(sys.argv[1])
    parts = sys.argv[2:] or ["growing", "predicting"]
    with tempfile.TemporaryDirectory() as folder:
        if "growing" in parts:
            growing(binary, folder)
        if "predicting" in parts:
            predicting(binary, folder)


main()
