#!/bin/bash
# usage: bench/run.sh BUILD [DISPATCHES]. Rates of annotate and read, one thread and all, and peak memory against the count.
set -eu
build=$(realpath "$1") count=${2:-10000}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
depeche=$build/depeche

python3 "$root/bench/make-corpus.py" "$count" "$root/examples/abu-kamal" > "$work/full.jsonl"
head -n $((count / 10)) "$work/full.jsonl" > "$work/tenth.jsonl"
text_bytes() { python3 -c 'import json,sys; print(sum(len(json.loads(l)["text"].encode()) for l in open(sys.argv[1])))' "$1"; }
full_bytes=$(text_bytes "$work/full.jsonl")

# time_of COMMAND…: best wall seconds of three runs and the peak memory in MiB
time_of() {
    best=
    for _ in 1 2 3; do
        rm -f "$work/ledger.db"*
        python3 - "$@" > "$work/figures" <<'PY'
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
PY
        read -r seconds memory < "$work/figures"
        if [ -z "$best" ] || awk "BEGIN { exit !($seconds < $best) }"; then best=$seconds; fi
    done
}
row() { # name count bytes
    awk -v name="$1" -v n="$2" -v bytes="$3" -v s="$best" -v m="$memory" 'BEGIN {
        printf "%-28s %8d dispatches  %8.3f s  %9.0f dispatches/s  %7.2f MB/s  peak %6.0f MiB\n", name, n, s, n / s, bytes / s / 1e6, m }'
}

threads=$(nproc)
echo "corpus: $count dispatches, $full_bytes bytes of text; $threads processors"
time_of "$depeche" info --help;                                                     printf '%-28s %.1f ms\n' "start-up" "$(awk "BEGIN { print $best * 1000 }")"
printf '{"id":"a","text":"x"}\n' > "$work/one.jsonl"
time_of "$depeche" annotate "$work/one.jsonl";                                      printf '%-28s %.1f ms\n' "start-up with the pack" "$(awk "BEGIN { print $best * 1000 }")"
time_of "$depeche" annotate --threads 1 "$work/full.jsonl";                         row "annotate, 1 thread" "$count" "$full_bytes"
time_of "$depeche" annotate --threads "$threads" "$work/full.jsonl";                row "annotate, $threads threads" "$count" "$full_bytes"
time_of "$depeche" annotate --threads 1 "$work/tenth.jsonl";                        row "annotate, a tenth" $((count / 10)) $((full_bytes / 10))
time_of "$depeche" read --threads 1 --ledger "$work/ledger.db" "$work/full.jsonl";  row "read, 1 thread" "$count" "$full_bytes"
time_of "$depeche" read --ledger "$work/ledger.db" "$work/full.jsonl";              row "read, all threads" "$count" "$full_bytes"
time_of "$depeche" read --threads 1 --ledger "$work/ledger.db" "$work/tenth.jsonl"; row "read, a tenth" $((count / 10)) $((full_bytes / 10))
