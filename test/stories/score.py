#!/usr/bin/env python3
"""Reads stories into ledgers and holds relations, voices and lanes against what a reader found (README.md).

usage: DEPECHE=build/depeche score.py STORY… [--show] [--least-relations F1] [--least-lanes SHARE]

A story is a folder with dispatches and expected.json; where it judges lanes alone ("judged": ["lanes"]), its relations are
not counted. --show names what is missing, what is too many and claims that were
not found. Exit status 1 where a floor is not reached.
"""
import argparse
import collections
import itertools
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

KINDS = ("same", "contradicts", "denies", "corrects")


def read_story(folder, ledger):
    program = os.environ.get("DEPECHE", "build/depeche")
    files = sorted(str(p) for p in folder.iterdir() if p.suffix in (".txt", ".jsonl"))
    subprocess.run([program, "read", "--ledger", ledger, *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    db = sqlite3.connect(ledger)
    db.row_factory = sqlite3.Row
    return db


class Story:
    """The ledger of one story in the reader's names."""

    def __init__(self, folder, db):
        self.want = json.loads((folder / "expected.json").read_text(encoding="utf8"))
        self.lanes_alone = self.want.get("judged") == ["lanes"]
        self.db = db
        self.dispatches = {}
        for row in db.execute("SELECT * FROM dispatches"):
            self.dispatches[row["given_id"]] = row
        self.at = {name: self.span(c) for name, c in self.want["claims"].items()}
        self.names = {row["id"]: self.name_of(row) for row in self.claims()}

    def claims(self):
        return self.db.execute("SELECT c.*, d.given_id FROM claims c JOIN dispatches d USING (dispatch_key)").fetchall()

    def span(self, claim):
        start = self.dispatches[claim["dispatch"]]["text"].find(claim["at"])
        if start < 0:
            sys.exit(f"the words are not in the text: {claim['at']!r}")
        return claim["dispatch"], start, start + len(claim["at"])

    def hits(self, dispatch, start, end):
        found = [(min(end, e) - max(start, s), n) for n, (d, s, e) in self.at.items()
                 if d == dispatch and start < e and s < end]
        return {max(found)[1]} if found else set()

    def name_of(self, row):
        """The names of a claim: by its trigger, and by the numbers it counts (a claim may count dead and hurt)."""
        names = self.hits(row["given_id"], row["trigger_start"], row["trigger_end"])
        for k in self.db.execute("SELECT * FROM casualties WHERE dispatch_key = ? AND claim_no = ?",
                                 (row["dispatch_key"], row["claim_no"])):
            names |= self.hits(row["given_id"], k["start_char"], k["end_char"])
        return names or self.hits(row["given_id"], row["start_char"], row["end_char"]) or {row["given_id"] + " " + row["quote"]}

    def dispatch(self, name):
        return self.at[name][0] if name in self.at else name[:2]

    def expected(self):
        want = self.want
        out = {("same", *sorted(p)) for group in want["same"] for p in itertools.combinations(group, 2)
               if self.dispatch(p[0]) != self.dispatch(p[1])}
        out |= {("contradicts " + field, *sorted((a, b))) for a, b, field in want["contradicts"]}
        out |= {("denies", a, b) for a, b in want["denies"]}
        return out | {("corrects", a, b) for a, b in want["corrects"]}

    def found(self):
        out = set()

        def add(kind, a, b, ordered):
            pairs = list(itertools.product(self.names[a], self.names[b]))
            wanted = [p for p in pairs if (kind, *(p if ordered else sorted(p))) in self.expected()]
            for x, y in wanted or pairs[:1]:
                if x != y and not (kind == "same" and self.dispatch(x) == self.dispatch(y)):
                    out.add((kind, *((x, y) if ordered else sorted((x, y)))))

        for row in self.db.execute("SELECT claim_a, claim_b FROM v_same"):
            add("same", *row, False)
        for kind, field, a, b in self.db.execute("SELECT kind, field, claim_a, claim_b FROM v_relations"):
            add(kind + " " + field if kind == "contradicts" else kind, a, b, kind in ("denies", "corrects"))
        return out

    def judged(self, relation):
        is_open = {frozenset(p) for p in self.want["open"]}
        return frozenset(relation[1:]) not in is_open and not set(relation[1:]) & set(self.want["open_claims"])

    def voices(self):
        voice = dict(self.db.execute("SELECT d.given_id, v.voice FROM v_voices v JOIN dispatches d ON d.id = v.dispatch"))
        return {p for p in itertools.combinations(sorted(voice), 2) if voice[p[0]] == voice[p[1]]}

    def voices_wanted(self):
        return {p for group in self.want["voices"] for p in itertools.combinations(sorted(group), 2)}

    def lanes(self, place):
        program = os.environ.get("DEPECHE", "build/depeche")
        ledger = self.db.execute("PRAGMA database_list").fetchone()["file"]
        out = subprocess.run([program, "place", place, "--json", "--with-names", "--ledger", ledger], capture_output=True, text=True).stdout
        return [row for row in map(json.loads, out.splitlines()) if "state" in row]


def stretch_fits(row, want):
    def named(texts, wanted):
        joined = " ".join(t for t in texts if t).lower()
        return not wanted or any(w.lower() in joined for w in wanted)

    def coded(code, wanted):
        return any(w.isupper() and (code or "").startswith(w) for w in wanted)

    gives_up = row["state"] in ("lost", "withdrawn")
    who = [row["from_holder"], row["from_code"]] if gives_up else [row["holder"], row["holder_code"]]
    return (row["state"] in (want["state"] if isinstance(want["state"], list) else [want["state"]]) and row["polarity"] == want["polarity"] and row["first_day"] == want["first"]
            and row["last_day"] == want["last"] and (named([row["claimant"]], want["claimant"]) or coded(row["claimant_code"], want["claimant"]))
            and named(who, want["holder"]))


def judge_lanes(story, show):
    rows = {lane["place"]: story.lanes(lane["place"]) for lane in story.want["lanes"]}
    reached = 0
    for lane in story.want["lanes"]:
        ok = any(stretch_fits(row, lane) for row in rows[lane["place"]])
        reached += ok
        if show and not ok:
            print("   lane missing:", json.dumps(lane, ensure_ascii=False))
    if show:
        for place, found in rows.items():
            for r in found:
                if not any(stretch_fits(r, w) for w in story.want["lanes"]):
                    print("   lane more:   ", place, r["claimant"], r["first_day"], r["last_day"], r["state"], r["polarity"],
                          r["holder"], r["from_holder"], "|", r["quote"])
    told = [row for found in rows.values() for row in found]
    fitting = sum(any(stretch_fits(row, lane) for lane in story.want["lanes"]) for row in told)
    return reached, len(story.want["lanes"]), len(told), fitting


class Count:
    def __init__(self):
        self.hit, self.missing, self.more = 0, 0, 0

    def f1(self):
        whole = 2 * self.hit + self.missing + self.more
        return 2 * self.hit / whole if whole else 1.0

    def __str__(self):
        found, wanted = self.hit + self.more, self.hit + self.missing
        return f"F1 {self.f1():.3f}  ({self.hit} of {wanted} found, {self.more} of {found} too many)"


def show_missing(story, expected, found):
    known = set().union(*story.names.values()) if story.names else set()
    for name in story.want["claims"]:
        if name not in known and name not in story.want["open_claims"]:
            print("   no claim:", name, story.want["claims"][name]["at"])
    for r in sorted(expected - found):
        print("   missing:", *r)
    for r in sorted(found - expected):
        print("   too many:", *r)


def judge_relations(name, story, show, counts):
    kinds, all_kinds, voices = counts
    expected = {r for r in story.expected() if story.judged(r)}
    found = {r for r in story.found() if story.judged(r)}
    own = Count()
    for r in expected | found:
        for count in (own, all_kinds, kinds[r[0].split()[0]]):
            count.hit += r in expected and r in found
            count.missing += r not in found
            count.more += r not in expected
    print(f"{name:20} {own}")
    if show:
        show_missing(story, expected, found)
    got, wanted = story.voices(), story.voices_wanted()
    voices.hit += len(got & wanted)
    voices.missing += len(wanted - got)
    voices.more += len(got - wanted)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("story", nargs="+", type=pathlib.Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--least-relations", type=float, default=0)
    parser.add_argument("--least-lanes", type=float, default=0)
    options = parser.parse_args()
    kinds, all_kinds, voices, lanes = collections.defaultdict(Count), Count(), Count(), [0, 0, 0, 0]
    for folder in options.story:
        with tempfile.TemporaryDirectory() as work:
            db = read_story(folder, os.path.join(work, "story.db"))
            story = Story(folder, db)
            own_lanes = judge_lanes(story, options.show)
            if story.lanes_alone:
                print(f"{folder.name:20} lanes {own_lanes[0]} of {own_lanes[1]}")
            else:
                judge_relations(folder.name, story, options.show, (kinds, all_kinds, voices))
            lanes = [a + b for a, b in zip(lanes, own_lanes)]
            db.close()
    for kind in KINDS:
        print(f"{kind:20} {kinds[kind]}")
    share = lanes[0] / lanes[1] if lanes[1] else 1.0
    print(f"{'voices (pairs)':20} {voices}")
    print(f"{'lanes':20} {share:.3f}  ({lanes[0]} of {lanes[1]} intervals found; {lanes[3]} of {lanes[2]} told are expected)")
    print(f"{'relations':20} {all_kinds}")
    if all_kinds.f1() < options.least_relations or share < options.least_lanes:
        sys.exit("a floor was not reached")


if __name__ == "__main__":
    main()
