#!/bin/bash
# usage: bench/run_ledger.sh BUILD [CLAIMS [LEDGER]]
# A ledger of so many synthetic claims (a million), and how long each command takes on it: median of five runs, start of the program
# included, on the wall and of the processor; and how many bytes came out. $RUNS: how many runs. A LEDGER that is there already is asked as it stands.
set -eu
build=$(realpath "$1") claims=${2:-1000000} ledger=${3:-}
export DEPECHE_PACK=${DEPECHE_PACK:-$build/depeche.pack} COLUMNS=120
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$ledger" ]; then
    ledger=$work/ledger.db
    "$build/bench_ledger" "$ledger" "$claims"
    # Two coders decide about the same fifty claims, and disagree about every fifth.
    sqlite3 "$ledger" "SELECT id FROM claims WHERE claim_no = 1 AND dispatch_key % 1000 = 7 LIMIT 50" | while read -r id; do
        "$build/depeche" decide "$id" accept --coder ana --ledger "$ledger" < /dev/null
        case $id in *[05AFMTX]) verdict=reject ;; *) verdict=accept ;; esac
        "$build/depeche" decide "$id" $verdict --coder ben --ledger "$ledger" < /dev/null
    done > /dev/null
fi
export DEPECHE_LEDGER=$ledger

ask() { sqlite3 "$ledger" "$1"; }
big=$(ask "SELECT label FROM place_names JOIN places USING (place_key) ORDER BY mentions DESC LIMIT 1")
small=$(ask "SELECT label FROM place_names JOIN places USING (place_key) WHERE mentions BETWEEN 5 AND 20 ORDER BY folded LIMIT 1")
leading=$(ask "SELECT label FROM actor_names JOIN actors USING (actor_key) WHERE code NOT NULL ORDER BY mentions DESC LIMIT 1")
minor=$(ask "SELECT label FROM actor_names JOIN actors USING (actor_key) WHERE code NOT NULL AND mentions < 60 ORDER BY folded LIMIT 1")
claim=$(ask "SELECT id FROM claims WHERE dispatch_key = (SELECT max(dispatch_key) / 2 FROM dispatches) LIMIT 1")
dispatch=$(ask "SELECT id FROM dispatches WHERE dispatch_key = (SELECT max(dispatch_key) / 2 FROM dispatches)")
copied=$(ask "SELECT id FROM dispatches WHERE dispatch_key = (SELECT copy_of FROM copies GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)")
word=$(ask "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, sentence_words, row); SELECT term FROM words ORDER BY doc DESC LIMIT 1")
given=$(ask "SELECT given_id FROM dispatches WHERE id = '$dispatch'")

t() {
    python3 - "${RUNS:-5}" "$build/depeche" "$@" <<'PY'
import resource, statistics, subprocess, sys, time
walls, used = [], []
for _ in range(int(sys.argv[1])):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    walls.append(time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    if walls[-1] > 20:
        break
print("%8.0f ms %8.0f ms processor  status %d %9d bytes  %s" % (statistics.median(walls) * 1e3, statistics.median(used) * 1e3,
      done.returncode, len(done.stdout), " ".join(sys.argv[3:])), flush=True)
PY
}

# Every command, each of its filters alone, and pairs of filters that people use.
t info
t claims --limit 100
t claims --limit 100 --offset 500000
for place in "$big" "$small"; do
    t claims --limit 100 --place "$place"
    t place "$place"
done
t place "$big" --from 2016-03 --to 2016-03
t place "$big" --on 2016-03-09
t place "$big" --claimant "$leading"
t place "$big" --json
t place "$big" --claimant "$leading" --json
t place "$big" --from 2016-03 --json
for actor in "$leading" "$minor"; do
    t claims --limit 100 --actor "$actor"
    t claims --limit 100 --claimant "$actor"
    t actor "$actor"
done
t actor SYR
t claims --limit 100 --type taken
t claims --limit 100 --type killed
t claims --limit 100 --type 19
t claims --limit 100 --from 2016-03 --to 2016-04
t claims --limit 100 --from 2016-03
t claims --limit 100 --to 2016-03
t claims --limit 100 --text shelled
t claims --limit 100 --text "$word"
t claims --limit 100 --text nothing
t claims --limit 100 --lang fr
t claims --limit 100 --lang en
t claims --limit 100 --reviewed none
t claims --limit 100 --reviewed accept
t claims --limit 100 --dispatch "$dispatch"
t claims --limit 100 --dispatch "$given"
t claims --limit 100 --same "$claim"
t claims --limit 100 --event "$claim"
t claims --limit 100 --place "$big" --type taken --from 2016
t claims --limit 100 --type killed --from 2016
t claims --limit 100 --type taken --from 2017-06
t claims --limit 100 --type killed --from 2016-03-09 --to 2016-03-09
t claims --limit 100 --claimant "$minor" --type killed
t claims --limit 100 --claimant "$leading" --type taken
t claims --limit 100 --actor "$minor" --type killed
t claims --limit 100 --place "$small" --actor "$leading"
t claims --limit 100 --place "$big" --claimant "$leading"
t claims --limit 100 --place "$big" --text shelled
t claims --limit 100 --text "$word" --from 2016-03
t claims --limit 100 --lang fr --from 2016-03
t claims --limit 100 --lang fr --type killed
t search shelled
t search "$word"
t search "$word" --from 2016-03 --to 2016-04
t search "$word" --place "$big"
t search "$word" --lang fr
t search "$word" --type killed
t search "$word" --actor "$leading"
t search "$word" --claimant "$leading"
t conflicts
t conflicts --place "$big"
t conflicts --place "$small"
t conflicts --actor "$leading"
t conflicts --actor "$minor"
t conflicts --claimant "$leading"
t conflicts --claimant "$minor"
t conflicts --from 2016-03 --to 2016-04
t conflicts --from 2016-03
t conflicts --relation holder
t conflicts --relation place
t conflicts --relation corrects
t conflicts --relation denies --from 2016-03 --to 2016-03
t conflicts --place "$big" --claimant "$leading"
t conflicts --place "$big" --claimant "$minor"
t conflicts --place "$big" --actor "$leading"
t conflicts --place "$big" --relation corrects
t conflicts --place "$big" --relation place
t conflicts --place "$big" --from 2017-06
t conflicts --claimant "$leading" --actor "$leading"
t conflicts --json --limit 100
t conflicts --json --limit 100 --place "$big"
t conflicts --json --limit 100 --claimant "$leading"
t conflicts --json --limit 100 --from 2016-03 --to 2016-04
t events --limit 100
t events --limit 100 --place "$big"
t events --limit 100 --place "$small"
t events --limit 100 --type killed
t events --limit 100 --type taken
t events --limit 100 --from 2016-03
t events --limit 100 --to 2016-03
t events --limit 100 --from 2016-03 --to 2016-04
t events --limit 100 --from 2017-12
t events --limit 100 --place "$big" --type killed
t events --limit 100 --place "$big" --from 2016-03 --to 2016-04
t events --limit 100 --place "$small" --type killed
t events --limit 100 --type killed --from 2016-03
t events --limit 100 --type killed --from 2016-03 --to 2016-03
t events --limit 100 --actor "$leading"
t events --limit 100 --actor "$minor"
t events --limit 100 --claimant "$leading"
t events --limit 100 --claimant "$minor"
t events --limit 100 --lang fr
t events --limit 100 --text shelled
t events --limit 100 --text "$word" --from 2016-03
t why "$claim"
t why "$given/2"
t dispatches --limit 100
t dispatches --limit 100 --offset 50000
t dispatches --limit 100 --place "$big"
t dispatches --limit 100 --text shelled
t dispatches --limit 100 --text "$word"
t dispatches --limit 100 --actor "$leading"
t dispatches --limit 100 --actor "$minor"
t dispatches --limit 100 --claimant "$leading"
t dispatches --limit 100 --claimant "$minor"
t dispatches --limit 100 --lang fr
t dispatches --limit 100 --from 2016-03
t dispatches --limit 100 --from 2016-03 --to 2016-03
t dispatches --limit 100 --place "$big" --from 2016-03
t copies --limit 100
t copies "$dispatch"
t copies "$copied"
t copies --limit 100 --from 2016-03 --to 2016-03
t copies --limit 100 --text shelled
t export csv --place "$small"
t export jsonl --place "$small"
t export geojson --place "$small"
t export ucdp --place "$small"
t export jsonl --dispatch "$dispatch"
t withhold
t decisions
t decisions --coder ana
t decisions --orphaned
t agree ana ben
t agree ana ben --place "$big"
t suggest "$work"
t check --quick
