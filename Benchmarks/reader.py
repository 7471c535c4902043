"""Times `load` beside the readers of pandas, pyarrow and DuckDB: reader.py BINARY [ROUNDS [FILE.csv]]

Run by the Python of an environment that has the peers; those that are missing are left out. The
file has 1,000,000 rows of 12 columns (three of them whole numbers, seven with six decimals, two of
labels) and is made where none is given. All sides read the same file in turns, two threads each.

What is timed: of casebook the cell, which also hashes the file and counts every column's missing
and distinct values; of the peers the call that reads. CPU seconds are those of the whole process
for casebook, and of the call for the peers, so the comparison is to our disadvantage twice.
"""

import json
import os
import random
import subprocess
import sys
import tempfile

PEER = """
import resource, sys, time
name, path = sys.argv[1:]
if name == "pandas":
    import pandas
    read = lambda: pandas.read_csv(path)
elif name == "pyarrow":
    import pyarrow, pyarrow.csv
    pyarrow.set_cpu_count(2)
    read = lambda: pyarrow.csv.read_csv(path)
else:
    import duckdb
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    read = lambda: connection.execute(f"create table t as select * from read_csv('{path}')")
wall, cpu = time.perf_counter(), time.process_time()
frame = read()
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def make(path, rows=1_000_000):
    random.seed(0)
    segments = ["No E-Mail", "Mens E-Mail", "Womens E-Mail"]
    channels = ["Phone", "Web", "Multichannel"]
    normal = random.gauss
    with open(path, "w") as file:
        file.write("id,segment,channel,t,x1,x2,x3,x4,x5,x6,y,flag\n")
        for row in range(rows):
            segment = random.randrange(3)
            numbers = ",".join(f"{normal(0, 1):.6f}" for _ in range(7))
            file.write(
                f"{row},{segments[segment]},{channels[random.randrange(3)]},{int(segment > 0)},"
                f"{numbers},{random.randrange(2)}\n"
            )


def ours(binary, folder):
    """Wall seconds of the cell, CPU seconds and peak megabytes of the process."""
    process = subprocess.Popen(
        [binary, "run", "read.md", "-o", "out", "--no-cache", "--quiet"],
        cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("casebook failed")
    with open(os.path.join(folder, "out", "read.json")) as file:
        cell = json.load(file)["cells"][0]
    return cell["seconds"], usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def peer(name, path):
    result = subprocess.run(
        [sys.executable, "-c", PEER, name, path], capture_output=True, text=True)
    return tuple(float(x) for x in result.stdout.split()) if result.returncode == 0 else None


def main():
    binary = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "big.csv")
        if len(sys.argv) > 3:
            os.link(os.path.abspath(sys.argv[3]), path)
        else:
            make(path)
        with open(os.path.join(folder, "read.md"), "w") as file:
            file.write("```{load #big}\nsource: big.csv\n```\n")
        runs = {"casebook": [], "pandas": [], "pyarrow": [], "duckdb": []}
        for _ in range(rounds):
            for name, found in runs.items():
                measured = ours(binary, folder) if name == "casebook" else peer(name, path)
                if measured:
                    found.append(measured)
        print(f"{os.path.getsize(path) / 1e6:.0f} MB, least of {rounds} rounds")
        print(f"{'':10} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
        for name, found in runs.items():
            if found:
                wall, cpu, memory = (min(values) for values in zip(*found))
                print(f"{name:10} {wall:8.3f} {cpu:8.3f} {memory:8.0f}")


if __name__ == "__main__":
    main()
