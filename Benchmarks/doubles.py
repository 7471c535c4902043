"""Checks that millions of decimals are read as the nearest doubles: doubles.py BINARY [MILLIONS]

Random and adversarial decimals go through `load` and `save`; what comes back must have the bits of
Python's float(), which is correctly rounded. Adversarial are the exact midpoints of neighbouring
doubles, the decimals one unit in the last place beside them, and numbers around the limits of the
fast path (2^53, nineteen digits, powers of ten up to 22 and 27).
"""

import decimal
import math
import os
import random
import struct
import subprocess
import sys
import tempfile

decimal.getcontext().prec = 1200
random.seed(20080320)


def midpoint():
    value = struct.unpack("<d", struct.pack("<Q", random.getrandbits(63)))[0]
    if not math.isfinite(value) or not 1e-30 < value < 1e30:
        value = random.uniform(0, 2 ** random.randint(-20, 70))
    middle = (decimal.Decimal(value) + decimal.Decimal(math.nextafter(value, math.inf))) / 2
    text = format(middle, "f")
    turn = random.randrange(3)
    if turn == 1 and "." in text:
        return text + "1"
    if turn == 2 and "." in text:
        return text[:-1] + str(int(text[-1]) - 1) + "9" if text[-1] != "0" else text
    return text


def edge():
    kind = random.randrange(4)
    if kind == 0:
        return str(2**53 + random.randint(-5, 5)) + random.choice(["", ".0", ".5", ".25", "e1", "e-3"])
    if kind == 1:
        return f"{random.getrandbits(64)}e{random.randint(-30, 30)}"
    if kind == 2:
        digits = str(random.randrange(10**18, 10**20))
        place = random.randint(1, len(digits))
        return digits[:place] + "." + digits[place:] + "0" * random.randrange(3)
    return f"{random.randrange(1, 10**17)}e{random.randint(-345, 310)}"


def ordinary():
    return f"{random.getrandbits(random.randrange(1, 64))}.{random.getrandbits(random.randrange(1, 60))}"


def bits():
    while True:
        value = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
        if math.isfinite(value):
            return repr(value)


def main():
    binary, millions = os.path.abspath(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 4
    makers = [midpoint, edge, ordinary, bits]
    count = int(millions * 1e6 / len(makers))
    texts = [maker() for maker in makers for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "in.csv"), "w") as file:
            file.write("x\n" + "\n".join(texts) + "\n")
        with open(os.path.join(folder, "check.md"), "w") as file:
            file.write("```{load #d}\nsource: in.csv\n```\n\n```{save}\ndata: d\npath: out.csv\n```\n")
        subprocess.run(
            [binary, "run", "check.md", "-o", "out", "--no-cache", "--quiet"], cwd=folder, check=True)
        with open(os.path.join(folder, "out", "out.csv")) as file:
            found = file.read().split("\n")[1:-1]
    assert len(found) == len(texts), (len(found), len(texts))
    # An overflowing decimal is infinite on both sides.
    wrong = [
        (text, other) for text, other in zip(texts, found)
        if struct.pack("<d", float(text)) != struct.pack("<d", float(other or "nan"))
    ]
    print(f"{len(texts):,} decimals, {len(wrong)} read wrongly", *wrong[:5])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
