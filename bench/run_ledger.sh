#!/bin/bash
# usage: bench/run_ledger.sh BUILD [CLAIMS [LEDGER]]
# A ledger of so many synthetic claims (a million), and how long each command takes on it: median of five runs, start of the program
# included, on the wall and of the processor; and how many bytes came out. A LEDGER that is there already is asked as it stands.
set -eu
build=$(realpath "$1") claims=${2:-1000000} ledger=${3:-}
export DEPECHE_PACK=${DEPECHE_PACK:-$build/depeche.pack} COLUMNS=120
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$ledger" ]; then
    ledger=$work/ledger.db
    "$build/bench_ledger" "$ledger" "$claims"
fi
export DEPECHE_LEDGER=$ledger

ask() { sqlite3 "$ledger" "$1"; }
big=$(ask "SELECT label FROM place_names JOIN places USING (place_key) ORDER BY mentions DESC LIMIT 1")
small=$(ask "SELECT label FROM place_names JOIN places USING (place_key) WHERE mentions BETWEEN 5 AND 20 ORDER BY folded LIMIT 1")
leading=$(ask "SELECT label FROM actor_names JOIN actors USING (actor_key) WHERE code NOT NULL ORDER BY mentions DESC LIMIT 1")
minor=$(ask "SELECT label FROM actor_names JOIN actors USING (actor_key) WHERE code NOT NULL AND mentions < 60 ORDER BY folded LIMIT 1")
claim=$(ask "SELECT id FROM claims WHERE dispatch_key = (SELECT max(dispatch_key) / 2 FROM dispatches) LIMIT 1")
dispatch=$(ask "SELECT id FROM dispatches WHERE dispatch_key = (SELECT max(dispatch_key) / 2 FROM dispatches)")
given=$(ask "SELECT given_id FROM dispatches WHERE id = '$dispatch'")

t() {
    python3 - "$build/depeche" "$@" <<'PY'
import resource, statistics, subprocess, sys, time
walls, used = [], []
for _ in range(5):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    walls.append(time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    if walls[-1] > 20:
        break
print("%8.0f ms %8.0f ms processor  status %d %9d bytes  %s" % (statistics.median(walls) * 1e3, statistics.median(used) * 1e3,
      done.returncode, len(done.stdout), " ".join(sys.argv[2:])), flush=True)
PY
}

t info
t claims --limit 100
for place in "$big" "$small"; do
    t claims --limit 100 --place "$place"
    t place "$place"
done
t place "$big" --from 2016-03 --to 2016-03
for actor in "$leading" "$minor"; do
    t claims --limit 100 --actor "$actor"
    t claims --limit 100 --claimant "$actor"
    t actor "$actor"
done
t claims --limit 100 --type taken
t claims --limit 100 --type killed
t claims --limit 100 --type 19
t claims --limit 100 --from 2016-03 --to 2016-04
t claims --limit 100 --text shelled
t claims --limit 100 --text nothing
t claims --limit 100 --lang fr
t claims --limit 100 --dispatch "$dispatch"
t claims --limit 100 --dispatch "$given"
t claims --limit 100 --place "$big" --type taken --from 2016
t search shelled
t conflicts
t conflicts --place "$big"
t conflicts --actor "$leading"
t conflicts --claimant "$leading"
t conflicts --from 2016-03 --to 2016-04
t events --limit 100
t why "$claim"
t why "$given/2"
t dispatches --limit 100
t dispatches --limit 100 --place "$big"
t dispatches --limit 100 --text shelled
t dispatches --limit 100 --actor "$minor"
t copies --limit 100
t export csv --place "$small"
t export jsonl --place "$small"
t export geojson --place "$small"
t withhold
t decisions
t check --quick
