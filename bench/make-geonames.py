#!/usr/bin/env python3
"""usage: make-geonames.py CITIES ROWS > dump.txt
A dump of the size and shape of GeoNames' allCountries.txt, made up but for the towns of CITIES (cities500.txt), which come first:
names are put together from the words of those towns, features are as frequent as in the real one, one row in eight has other names."""
import random
import sys

FEATURES = [("P", "PPL", 38), ("H", "STM", 16), ("T", "HLL", 12), ("S", "FRM", 9), ("T", "MT", 6), ("H", "LK", 5), ("L", "LCTY", 4),
            ("S", "SCH", 4), ("S", "CH", 3), ("A", "ADM4", 2), ("R", "RD", 1)]


def main():
    rows = int(sys.argv[2])
    made = random.Random(1)
    words, countries, count = [], [], 0
    out = sys.stdout
    with open(sys.argv[1], encoding="utf-8") as towns:
        for line in towns:
            if count == rows:
                return
            out.write(line)
            field = line.split("\t")
            words += field[1].split(" ")
            countries.append(field[8] + "\t\t" + field[10])
            count += 1
    kinds = [(c, f) for c, f, n in FEATURES for _ in range(n)]
    ident, block = 20000000, []
    for k in range(rows - count):
        name = made.choice(words) if made.random() < .35 else made.choice(words) + " " + made.choice(words)
        others = ",".join(made.choice(words) + " " + made.choice(words) for _ in range(3)) if k % 8 == 0 else ""
        kind, feature = made.choice(kinds)
        people = int(made.paretovariate(.9) * 20) if kind == "P" and k % 5 == 0 else 0
        block.append("%d\t%s\t%s\t%s\t%.5f\t%.5f\t%s\t%s\t%s\t\t\t\t%d\t\t\t\t2020-01-01\n" % (
            ident + k, name, name, others, made.uniform(-60, 70), made.uniform(-180, 180), kind, feature, made.choice(countries), people))
        if len(block) == 10000:
            out.write("".join(block))
            block = []
    out.write("".join(block))


main()
