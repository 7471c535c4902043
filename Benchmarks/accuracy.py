"""Measures how near learners come to effects that are known, and how well they rank customers.

    CASEBOOK_DATA=FOLDER python3 Benchmarks/accuracy.py BINARY [nie-wager] [hillstrom] [only=KIND,KIND] [KIND=KEY:VALUE]

Writes notebooks, runs them, and prints a table for each part in Markdown, with the peers' numbers in
brackets; accuracy.md keeps the last ones. Learners run with their defaults; KIND=KEY:VALUE sets a key
of one, as causal-forest=min-leaf:5, to try what another default would do.
"""
import collections
import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile

SEEDS = [1, 2, 3, 4, 5]
SPLITS = 20
DRAWN = ["causal-forest", "x-learner", "r-learner", "dr-learner", "s-learner", "t-learner", "forest-dml"]
RANKED = [
    "causal-forest", "s-learner", "t-learner", "x-learner", "r-learner", "dr-learner", "linear-dml",
    "interaction-ols", "uplift-forest",
]
# Means over five seeds: EconML's CausalForestDML with 500 trees, and XGBoost with 100 trees of depth 3.
PEERS = {
    "causal-forest": dict(A=0.160, B=0.269, C=0.115, D=0.622),
    "x-learner": dict(A=0.179, B=0.261, C=0.203, D=0.465),
    "r-learner": dict(A=0.240, B=0.241, C=0.234, D=0.457),
    "dr-learner": dict(A=0.279, B=0.244, C=0.393, D=0.453),
    "s-learner": dict(A=0.166, B=0.543, C=0.477, D=0.702),
    "t-learner": dict(A=0.277, B=0.416, C=0.518, D=0.362),
}
# The causal forest of grf with its defaults on the shared seed-0 files: error and coverage.
GRF = dict(A=(0.136, 0.90), B=(0.260, 0.88), C=(0.089, 0.97), D=(0.623, 0.63))
LEAST_COVERAGE = dict(A=0.93, B=0.87, C=0.93, D=0.66)


def run(binary, text):
    """The values of each cell of a notebook, by name."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "book.md")
        with open(path, "w") as file:
            file.write(text)
        done = subprocess.run(
            [binary, "run", path, "-o", folder, "--no-cache", "--quiet"], capture_output=True, text=True)
        result = json.load(open(os.path.join(folder, "book.json")))
        if done.returncode:
            sys.exit(done.stderr)
        return {cell["name"]: cell for cell in result["cells"]}


def fit(name, data, learner, keys, options):
    extra = "\n".join(f"{key}: {value}" for key, value in options.get(learner, {}).items())
    return f"```{{fit {learner} #{name}}}\ndata: {data}\n{keys}{extra}\n```\n\n"


def drawn(binary, setup, seed, learners, options):
    """Error and coverage of each learner on 5,000 rows of one design of Nie and Wager."""
    features = "features: [x1, x2, x3, x4, x5, x6]\n"
    if seed == 0:
        truth = "tau"
        text = f"```{{load #train}}\nsource: nw_{setup}_n5000_seed0_train.csv\n```\n\n"
        text += f"```{{load #test}}\nsource: nw_{setup}_n5000_seed99_test.csv\n```\n\n"
    else:
        truth = "_tau"
        text = f"```{{simulate nie-wager #train}}\nsetup: {setup}\nrows: 5000\nseed: {seed}\n```\n\n"
        text += f"```{{simulate nie-wager #test}}\nsetup: {setup}\nrows: 5000\nseed: 99\n```\n\n"
    names = {learner: "m" + learner.replace("-", "") for learner in learners}
    for learner, name in names.items():
        text += fit(name, "train", learner, f"outcome: y\ntreatment: w\n{features}", options)
    text += "```{evaluate #judged}\ndata: test\nscores: [" + ", ".join(names.values())
    text += f"]\ntruth: {truth}\nfolds: 2\nmodels: linear\n```\n"
    values = run(binary, text)["judged"]["values"]
    return {
        learner: (values[f"pehe[{name}]"], values.get(f"coverage[{name}]"))
        for learner, name in names.items()
    }


def nie_wager(binary, learners, options):
    errors, coverage, shared = collections.defaultdict(list), collections.defaultdict(list), {}
    for setup in "ABCD":
        for seed in SEEDS:
            for learner, (error, covered) in drawn(binary, setup, seed, learners, options).items():
                errors[learner, setup].append(error)
                if covered is not None:
                    coverage[learner, setup].append(covered)
        if os.path.exists(os.path.join(os.environ.get("CASEBOOK_DATA", ""), "nw_A_n5000_seed0_train.csv")):
            shared[setup] = drawn(binary, setup, 0, learners, options)
    print(f"\nRoot mean squared error of the effect, mean over {len(SEEDS)} draws of 5,000 rows (peers)\n")
    print("| learner | A | B | C | D |\n| --- | --- | --- | --- | --- |")
    for learner in learners:
        cells = []
        for setup in "ABCD":
            own = statistics.mean(errors[learner, setup])
            peer = PEERS.get(learner, {}).get(setup)
            cells.append(f"{own:.3f}" + (f" ({peer:.3f}){'' if own <= peer else ' ✗'}" if peer else ""))
        print(f"| {learner} | " + " | ".join(cells) + " |")
    for learner in learners:
        if not coverage[learner, "A"]:
            continue
        cells = [f"{statistics.mean(coverage[learner, s]):.3f}" for s in "ABCD"]
        print(f"| {learner}, coverage of 95% intervals | " + " | ".join(cells) + " |")
    if shared and "causal-forest" in learners:
        print("\nThe causal forest on the shared draw (grf)\n")
        print("|  | A | B | C | D |\n| --- | --- | --- | --- | --- |")
        own = {setup: shared[setup]["causal-forest"] for setup in "ABCD"}
        print("| error | " + " | ".join(f"{own[s][0]:.3f} ({GRF[s][0]:.3f})" for s in "ABCD") + " |")
        print("| coverage | " + " | ".join(f"{own[s][1]:.3f} ({GRF[s][1]:.2f})" for s in "ABCD") + " |")


def hillstrom(binary, learners, options):
    """Mean AUTOC on the held-out 40% of twenty splits, visits, women's e-mail against none."""
    found = collections.defaultdict(list)
    keys = (
        "outcome: visit\ntreatment: segment\ncontrol: No E-Mail\narms: [Womens E-Mail]\n"
        "features: [recency, history, mens, womens, newbie, zip_code, channel]\npropensity: 0.5\n")
    names = {learner: "m" + learner.replace("-", "") for learner in learners}
    for split in range(1, SPLITS + 1):
        text = "```{load #all}\nsource: hillstrom\nwhere: segment <> 'Mens E-Mail'\n```\n\n"
        text += f"```{{split #half}}\ndata: all\ntest: 0.4\nseed: {split}\n```\n\n"
        for learner, name in names.items():
            text += fit(name, "half.train", learner, keys, options)
        text += "```{evaluate #judged}\ndata: half.test\nscores: [" + ", ".join(names.values())
        text += "]\nmodels: {outcome: linear}\n```\n"
        values = run(binary, text)["judged"]["values"]
        for learner, name in names.items():
            found[learner].append(values[f"autoc[{name}]"])
    print(f"\nMean AUTOC on the held-out 40% of {SPLITS} splits of Hillstrom, visits\n")
    print("| learner | mean | sd over splits | first four |\n| --- | --- | --- | --- |")
    for learner in learners:
        own = found[learner]
        print(
            f"| {learner} | {statistics.mean(own):.4f} | {statistics.stdev(own):.4f} "
            f"| {statistics.mean(own[:4]):.4f} |")


def main():
    binary = os.path.abspath(sys.argv[1])
    options, parts, only = {}, [], None
    for argument in sys.argv[2:]:
        if match := re.fullmatch(r"([a-z-]+)=(.*)", argument):
            if match[1] == "only":
                only = match[2].split(",")
            else:
                key, value = match[2].split(":", 1)
                options.setdefault(match[1], {})[key] = value.strip()
        else:
            parts.append(argument)
    parts = parts or ["nie-wager", "hillstrom"]
    if "nie-wager" in parts:
        nie_wager(binary, only or DRAWN, options)
    if "hillstrom" in parts:
        hillstrom(binary, only or RANKED, options)


main()
