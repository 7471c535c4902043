"""Prints a notebook of so many lines of prose, with the constructs that prose has: prose.py LINES"""
import sys

lines = int(sys.argv[1])
blocks = [
    ["## Section {n}", ""],
    ["The *average* effect hides **whom** it is made of; see [the method](#method) and `code`,",
     "which goes on for a second line, with a formula $\\tau(x) = \\mu_1(x) - \\mu_0(x)$ in it.", ""],
    ["- a first point about randomisation", "- a second one, with `code`", "- a third", ""],
    ["> A quoted remark on two lines,", "> as an analyst would write it.", ""],
    ["| arm | visits |", "| --- | ---: |", "| control | 10.6 |", "| treated | 15.1 |", ""],
    ["```", "a listing that is shown", "and never run", "```", ""],
]
out, n = [], 0
while len(out) < lines:
    out += [line.format(n=n) if "{n}" in line else line for line in blocks[n % len(blocks)]]
    n += 1
print("\n".join(out[:lines]))
