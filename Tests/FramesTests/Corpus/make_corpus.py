"""Writes nasty.txt: CSV texts with what Python's csv module reads from them.

One case a line: delimiter, text, and the outcome, parted by bars; texts are UTF-8 in hexadecimal. The
outcome is `rows:` with cells parted by commas and rows by semicolons, `ragged`, or `unclosed`.
Run it in this folder: python3 make_corpus.py
"""
import csv, io, random

r = random.Random(20080320)


def hexed(text):
    return text.encode().hex()


def read(text, delimiter):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def outcome(text, delimiter):
    if read(text + "\nZZZ", delimiter)[-1] != ["ZZZ"]:
        return "unclosed"
    rows = read(text, delimiter)
    while rows and not rows[0]:
        rows.pop(0)
    if not rows:
        return None
    width = len(rows[0])
    rows = [row or [""] for row in rows] if width == 1 else [row for row in rows if row]
    if any(len(row) != width for row in rows):
        return "ragged"
    return "rows:" + ";".join(",".join(hexed(cell) for cell in row) for row in rows)


def written(delimiter):
    pieces = ["a", "b", "7", "é", "日", " ", '"', delimiter, "\n", "\r", "\r\n", "'", "\\", "#"]
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=r.choice(["\n", "\r\n", "\r"]),
        quoting=r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    width = r.randint(1, 5)
    for _ in range(r.randint(1, 7)):
        writer.writerow(["".join(r.choices(pieces, k=r.randint(0, 6))) for _ in range(width)])
    text = out.getvalue()
    return text if r.random() < 0.7 else text.rstrip("\r\n")


def raw(delimiter):
    pieces = ["a", "b", "1", "é", " ", '"', '"', delimiter, delimiter, "\n", "\r\n", "\r", '""']
    width = r.randint(1, 3)
    lines = []
    for _ in range(r.randint(1, 4)):
        fields = []
        for _ in range(width):
            field = "".join(r.choices(pieces[:7] + ['""'], k=r.randint(0, 4)))
            fields.append('"' + field.replace('"', '""') + '"' + r.choice(["", "", "x", ' "'])
                          if r.random() < 0.4 else field)
        lines.append(delimiter.join(fields))
    text = r.choice(["\n", "\r\n", "\r"]).join(lines) + r.choice(["", "\n", "\r\n", "\n\n"])
    return text if r.random() < 0.8 else "".join(r.choices(pieces, k=r.randint(1, 14)))


cases = []
while len(cases) < 400:
    delimiter = r.choice(",,,;\t|")
    text = written(delimiter) if len(cases) % 2 else raw(delimiter)
    result = outcome(text, delimiter)
    if text and result:
        cases.append(f"{ord(delimiter):02x}|{hexed(text)}|{result}")
open("nasty.txt", "w").write("\n".join(cases) + "\n")
kinds = [case.split("|")[2].split(":")[0] for case in cases]
print({kind: kinds.count(kind) for kind in set(kinds)})
