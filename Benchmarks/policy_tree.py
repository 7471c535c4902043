#!/usr/bin/env python3
"""Times the exact policy tree of depth 2: policy_tree.py BINARY [--large]

Every value of every feature is distinct, so that each is a split: the hardest case. Prints the
seconds of the cell and of the processor; policy-tree.md has what was measured.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = [(64_000, 9, 2), (64_000, 9, 3)]
LARGE = [(1_000_000, 10, 2)]


def write(folder, rows, features, actions):
    """Normal features, and rewards that depend on pairs of them under unit noise."""
    stream = random.Random(1)
    names = [f"x{i}" for i in range(features)] + [f"g{i}" for i in range(actions)]
    with open(folder / "rewards.csv", "w") as file:
        file.write(",".join(names) + "\n")
        for _ in range(rows):
            x = [stream.gauss(0, 1) for _ in range(features)]
            gains = [0.3 * stream.gauss(0, 1)]
            for k in range(actions - 1):
                sign = 1 if x[k + 1] > 0 else -1
                gains.append(0.2 * sign * (x[k] > 0.3 * k) + stream.gauss(0, 1))
            file.write(",".join(f"{value:.9f}" for value in x + gains) + "\n")
    rewards = ", ".join(f"a{i}: g{i}" for i in range(actions))
    (folder / "tree.md").write_text(
        "```{load #rows}\nsource: rewards.csv\n```\n\n"
        f"```{{policy tree #rule}}\nrewards: {{{rewards}}}\n"
        f"features: [{', '.join(names[:features])}]\ndepth: 2\n```\n"
    )


def measure(binary, case):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, *case)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(
            [binary, "run", folder / "tree.md", "-o", folder, "--quiet", "--no-cache"], check=True
        )
        user = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        cells = json.loads((folder / "tree.json").read_text())["cells"]
        tree = next(cell for cell in cells if cell["directive"] == "policy")
        rows, features, actions = case
        print(
            f"{rows:>9,} rows x {features:>2} features, {actions} actions: "
            f"{tree['seconds']:6.2f} s, {user:6.2f} s of the processor with the load"
        )


if __name__ == "__main__":
    binary = str(Path(sys.argv[1]).resolve())
    for case in CASES + (LARGE if "--large" in sys.argv else []):
        measure(binary, case)
