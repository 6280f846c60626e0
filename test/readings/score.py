#!/usr/bin/env python3
"""Holds `depeche annotate` against what a careful reader codes.

usage: score.py READING.json --input > in.jsonl
       score.py READING.json PRED.jsonl [--least N]     exit 1 where fewer than N points are reached

A reading names words ("at": "taken Palmyra": their first occurrence in the text; "nth": 1 for the second) and what must
be said of them. It is written before the program is run on its text. Each line printed is one point, ok or MISS.
"""
import json
import math
import pathlib
import sys


def span_of(text, want):
    at, nth = (want, 0) if isinstance(want, str) else (want["at"], want.get("nth", 0))
    start = -1
    for _ in range(nth + 1):
        start = text.find(at, start + 1)
        if start < 0:
            sys.exit(f"the reading names words that are not in the text: {at!r}")
    return start, start + len(at)


def overlaps(item, span):
    return bool(item) and item["start"] < span[1] and span[0] < item["end"]


def near(place, want, km=25):
    if not place or place.get("lat") is None:
        return False
    a, b, c, d = map(math.radians, (place["lat"], place["lon"], want["lat"], want["lon"]))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h)) <= km


def actor_fits(actor, want):
    if not actor:
        return False
    name, code = (actor.get("name") or "").lower(), actor.get("code") or ""
    return any(n.lower() in name for n in want.get("names", [])) or any(code.startswith(c) for c in want.get("code", []))


def within(interval, box):
    return bool(interval) and None not in interval and box[0] <= interval[0] and interval[1] <= box[1]


def item(items, index):
    return items[index] if isinstance(index, int) and 0 <= index < len(items) else None


def claim_points(claim, want, pred):
    actors, places, points = pred.get("actors", []), pred.get("places", []), {}
    for field in ("type", "acled", "tense"):
        if field in want:
            points[field] = claim.get(field) in want[field]
    if "polarity" in want:
        points["polarity"] = claim.get("polarity") == want["polarity"]
    for role in ("actor", "recipient"):
        if role in want:
            points[role] = any(actor_fits(item(actors, i), want[role]) for i in claim.get(role) or [])
    if "place" in want:
        points["place"] = near(item(places, claim.get("place")), want["place"])
    if "interval_within" in want:
        points["interval"] = within(claim.get("time_interval"), want["interval_within"])
    if "claimant" in want:
        points["claimant"] = any(want["claimant"].lower() in (c.get("text") or "").lower() for c in claim.get("claimants") or [])
    if "control" in want:
        wanted, got = want["control"], claim.get("control") or {}
        points["control.state"] = got.get("state") in wanted["state"]
        if "holder" in wanted:
            points["control.holder"] = actor_fits(item(actors, got.get("holder")), wanted["holder"])
        if "place" in wanted:
            points["control.place"] = near(item(places, got.get("place")), wanted["place"])
    if "casualty" in want:
        wanted = want["casualty"]
        same = [c for c in claim.get("casualties") or [] if c.get("role") == wanted["role"]]
        points["casualty.role"] = bool(same)
        for bound in ("low", "best", "high"):
            if bound in wanted:
                points["casualty." + bound] = any(
                    c.get(bound) is not None and wanted[bound][0] <= c[bound] <= wanted[bound][1] for c in same)
    return points


def score(reading, text, pred):
    points = []

    def note(what, ok):
        points.append((what, bool(ok)))

    note("dispatch date", sorted((pred.get("date") or {}).get("candidates") or []) == reading["dispatch_date"]["candidates"])
    for want in reading["times"]:
        hits = [t for t in pred.get("times", []) if overlaps(t, span_of(text, want))]
        note(f"time {want['at']}: interval", any(within(t.get("interval"), want["within"]) for t in hits))
        if "value" in want:
            note(f"time {want['at']}: value", any(t.get("value") in want["value"] for t in hits))
    for want in reading["places"]:
        hits = [p for p in pred.get("places", []) if overlaps(p, span_of(text, want))]
        note(f"place {want['at']}: country", any(p.get("country") == want["country"] for p in hits))
        if "lat" in want:
            note(f"place {want['at']}: point", any(near(p, want) for p in hits))
    for want in reading["actors"]:
        note(f"actor {want['at']}", any(actor_fits(a, want) for a in pred.get("actors", []) if overlaps(a, span_of(text, want))))
    marks = [d for c in pred.get("claims", []) for d in c.get("distance") or []] + list(pred.get("distance") or [])
    for want in reading["distance"]:
        note(f"at arm's length: {want}", any(overlaps(d, span_of(text, want)) for d in marks))
    for want in reading["checks"]:
        hits = [k for k in pred.get("checks", []) if k.get("country") == want["country"]]
        note(f"border of {want['country']}: holds", any(k.get("holds") == want["holds"] for k in hits))
        if "km" in want:
            note(f"border of {want['country']}: distance",
                 any(want["km"][0] <= (k.get("distance_km") or -1) <= want["km"][1] for k in hits))
    for want in reading["claims"]:
        hits = [claim_points(c, want, pred) for c in pred.get("claims", []) if overlaps(c.get("trigger"), span_of(text, want))]
        best = max(hits, key=lambda p: sum(p.values()), default=None)
        note(f"claim: {want['note']}", best is not None)
        for name in claim_points({}, want, pred):
            note(f"  {want['note']}: {name}", best is not None and best[name])
    for want in reading["not_claims"]:
        bad = any(overlaps(c.get("trigger"), span_of(text, want)) and all(c.get(k) == v for k, v in want["forbidden"].items())
                  for c in pred.get("claims", []))
        note(f"not claimed: {want['note']}", pred.get("claims") and not bad)
    return points


def main():
    path = pathlib.Path(sys.argv[1])
    reading = json.loads(path.read_text(encoding="utf8"))
    text = (path.parent / reading["file"]).read_text(encoding="utf8").split("\n\n", 1)[1]  # without the header block
    if sys.argv[2] == "--input":
        print(json.dumps({"id": reading["id"], "lang": reading["lang"], "date": reading["date"], "text": text}, ensure_ascii=False))
        return
    with open(sys.argv[2], encoding="utf8") as lines:
        pred = next(p for p in map(json.loads, lines) if p.get("id") == reading["id"])
    points = score(reading, text, pred)
    for what, ok in points:
        print("ok  " if ok else "MISS", what)
    reached = sum(ok for _, ok in points)
    print(json.dumps({"reading": reading["id"], "points": reached, "of": len(points), "share": round(reached / len(points), 3)}))
    least = int(sys.argv[sys.argv.index("--least") + 1]) if "--least" in sys.argv else 0
    if reached < least:
        sys.exit(f"{reached} points reached, at least {least} expected")


if __name__ == "__main__":
    main()
