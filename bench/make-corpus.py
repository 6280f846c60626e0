#!/usr/bin/env python3
"""Makes N dispatches as JSONL from the examples: other towns, numbers, dates and orders of paragraphs. Same N, same bytes.

usage: make-corpus.py N EXAMPLES_DIR
"""
import json
import pathlib
import random
import re
import sys

TOWNS = ["Abu Kamal", "Raqqa", "Palmyra", "Mosul", "Aleppo", "Idlib", "Tikrit", "Kidal", "Gao", "Donetsk", "Bakhmut", "Khartoum"]


def body_of(path):
    head, _, body = path.read_text(encoding="utf8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), body


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    dispatches = [body_of(p) for p in sorted(folder.glob("*.txt"))]
    rng = random.Random(20171119)
    for i in range(count):
        head, body = dispatches[rng.randrange(len(dispatches))]
        paragraphs = body.strip().split("\n\n")
        for _ in range(rng.randrange(3)):  # borrow paragraphs of the same language, so that no two are alike
            other_head, other = dispatches[rng.randrange(len(dispatches))]
            if other_head["lang"] == head["lang"]:
                paragraphs.append(rng.choice(other.strip().split("\n\n")[1:]))
        text = "\n\n".join(paragraphs)
        text = re.sub(r"Abu Kamal|Abou Kamal", rng.choice(TOWNS), text)
        # Numbers of people change; days of the month stay what they are.
        text = re.sub(r"\b\d{2,3}\b", lambda m: str(rng.randrange(32, 400)) if int(m[0]) > 31 else m[0], text)
        print(json.dumps({"id": f"g{i}", "lang": head["lang"], "date": f"2017-11-{rng.randrange(1, 30):02d}",
                          "source": head["source"], "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    main()
