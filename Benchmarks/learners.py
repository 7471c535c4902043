#!/usr/bin/env python3
"""T, X and DR-learner, 200 trees of depth 4, beside the same fits in Python's XGBoost.

    CASEBOOK_DATA=… python learners.py BINARY [ROUNDS]

Both sides take turns in one run: 60% of the women's e-mail and the control of Hillstrom (25,600 rows),
outcome visit, propensity 0.5, predictions for the other 40%, 17,077 rows on either side. Ours are the
seconds of the cells `fit` and `predict`, each learner in a process of its own; those of the peer start
with the matrix at hand. CPU seconds are of the whole process on our side, reading and page included.
The peer runs as its users run it, with both cores; with OMP_NUM_THREADS=1 it has one, and sleeping
threads (OMP_WAIT_POLICY=passive) make it slower.
"""
import json, os, resource, subprocess, sys, tempfile, time

import numpy as np, pandas as pd, xgboost  # noqa: E402

NOTEBOOK = """---
title: A learner
seed: 0
---

```{{load #customers}}
source: hillstrom
where: segment != 'Mens E-Mail'
```

```{{split #half}}
data: customers
test: 0.4
```

```{{fit {kind} #tau}}
data: half.train
outcome: visit
treatment: segment
control: No E-Mail
arms: [Womens E-Mail]
features: [recency, history, mens, womens, newbie, zip_code, channel]
propensity: 0.5
averages: {averages}
models: {{boosting: {{trees: 200, depth: 4, rate: 0.1, min-child-weight: 1}}}}
```

```{{predict}}
model: tau
data: half.test
```
"""


def ours(binary, kind, averages):
    with tempfile.TemporaryDirectory() as folder:
        page = os.path.join(folder, "page.md")
        with open(page, "w") as file:
            file.write(NOTEBOOK.format(kind=kind, averages=str(averages).lower()))
        command = [binary, "run", page, "-o", folder, "--no-cache", "--quiet"]
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, "the run failed"
        with open(os.path.join(folder, "page.json")) as file:
            cells = json.load(file)["cells"]
    wall = sum(c["seconds"] for c in cells if c["directive"] in ("fit", "predict"))
    return wall, usage.ru_utime + usage.ru_stime


class Peer:
    def __init__(self):
        frame = pd.read_csv(os.path.join(os.environ["CASEBOOK_DATA"], "hillstrom.csv"))
        frame = frame[frame.segment != "Mens E-Mail"]
        places = pd.get_dummies(frame[["zip_code", "channel"]]).to_numpy(float)
        numbers = frame[["recency", "history", "mens", "womens", "newbie"]].to_numpy(float)
        x = np.column_stack([numbers, np.delete(places, [0, 3], axis=1)])
        t = (frame.segment == "Womens E-Mail").to_numpy()
        y = frame.visit.to_numpy(float)
        order = np.random.default_rng(0).permutation(len(y))
        fit, self.new = order[: int(0.6 * len(y))], x[order[int(0.6 * len(y)) :]]
        self.x, self.t, self.y = x[fit], t[fit], y[fit]

    @staticmethod
    def model(x, y):
        return xgboost.XGBRegressor(
            n_estimators=200, max_depth=4, learning_rate=0.1, tree_method="hist", n_jobs=2
        ).fit(x, y)

    def arms(self, rows):
        return [self.model(self.x[rows & (self.t == arm)], self.y[rows & (self.t == arm)])
                for arm in (False, True)]

    def t_learner(self):
        control, treated = self.arms(np.ones(len(self.y), bool))
        return treated.predict(self.new) - control.predict(self.new)

    def x_learner(self):
        control, treated = self.arms(np.ones(len(self.y), bool))
        t = self.t
        on_treated = self.model(self.x[t], self.y[t] - control.predict(self.x[t]))
        on_control = self.model(self.x[~t], treated.predict(self.x[~t]) - self.y[~t])
        return (on_treated.predict(self.new) + on_control.predict(self.new)) / 2

    def dr_learner(self):
        fold = np.arange(len(self.y)) % 5
        mu = np.zeros((2, len(self.y)))
        for k in range(5):
            for arm, model in enumerate(self.arms(fold != k)):
                mu[arm, fold == k] = model.predict(self.x[fold == k])
        own = np.where(self.t, mu[1], mu[0])
        score = mu[1] - mu[0] + np.where(self.t, 2, -2) * (self.y - own)
        return self.model(self.x, score).predict(self.new)


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


binary, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
peer = Peer()
print("| learner | ours: wall s, CPU s | with averages | peer: wall s, CPU s | wall, ours / peer |")
print("| --- | --- | --- | --- | --- |")
for kind in ("t-learner", "x-learner", "dr-learner"):
    found = {"plain": [], "full": [], "peer": []}
    for _ in range(rounds):
        found["plain"].append(ours(binary, kind, False))
        found["peer"].append(timed(getattr(peer, kind.replace("-", "_"))))
        found["full"].append(ours(binary, kind, True))
    best = {side: [min(values) for values in zip(*times)] for side, times in found.items()}
    cells = {side: f"{wall:.2f}, {cpu:.2f}" for side, (wall, cpu) in best.items()}
    print(f"| {kind} | {cells['plain']} | {cells['full']} | {cells['peer']} "
          f"| {best['plain'][0] / best['peer'][0]:.2f} |", flush=True)
