#!/bin/bash
# usage: bench/run_ingest.sh BUILD [PAGES [FOLDER…]]
# A day's news as it is delivered, end to end: a synthetic WARC.gz of so many pages (20,000; bench/make-warc.py, from the pages in
# the folders, else from invented ones) into an empty ledger, with one thread and with two. Says articles a second, megabytes a
# second (packed and unpacked), peak memory and size of the ledger; then where the time of one thread goes, and what a day of CC-NEWS
# (330,000 to 553,000 articles) would take. $WARC: an archive that is there already. Nothing else should run meanwhile.
set -eu
build=$(realpath "$1") pages=${2:-20000}
shift $(($# > 2 ? 2 : $#))
export DEPECHE_PACK=${DEPECHE_PACK:-$build/depeche.pack}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warc=${WARC:-$work/day.warc.gz}
[ -f "$warc" ] || python3 "$here/make-warc.py" "$pages" "$warc" "$@"

python3 - "$build/depeche" "$warc" "$work" <<'PY'
import gzip, json, os, re, resource, subprocess, sys, time
program, warc, work = sys.argv[1:]
packed = os.path.getsize(warc)


def run(*arguments, output=subprocess.DEVNULL):
    """Wall clock and processor seconds, peak kilobytes, what it printed."""
    start = time.perf_counter()
    child = subprocess.Popen([program, *arguments], stdout=output, stderr=subprocess.DEVNULL)
    printed = child.stdout.read() if output == subprocess.PIPE else b""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        sys.exit(f"depeche {' '.join(arguments)} gave {child.returncode}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss, printed


start = time.perf_counter()
with gzip.open(warc) as f:
    raw = sum(len(block) for block in iter(lambda: f.read(1 << 20), b""))
rates = {}
for threads in (1, 2):
    ledger = f"{work}/{threads}.db"
    wall, cpu, peak, printed = run("read", "--json", "--threads", str(threads), "--ledger", ledger, warc, output=subprocess.PIPE)
    read = json.loads(printed)
    articles = read["dispatches"] + read["known"]
    rates[threads] = articles / wall
    print(f"{threads} thread{'s' if threads > 1 else ' '}  {articles:6d} articles  {wall:7.1f} s  {articles / wall:6.1f} articles/s  "
          f"{packed / wall / 1e6:5.1f} MB/s packed  {raw / wall / 1e6:6.1f} MB/s unpacked  {cpu / articles * 1e3:5.2f} ms processor "
          f"an article ({threads * articles / cpu:.0f} articles/s on {threads} idle)  peak {peak / 1024:5.0f} MiB  ledger {os.path.getsize(ledger) / 1e6:.0f} MB, {read['claims']} claims", flush=True)

# Each command does what the one before does, and more.
extract = run("extract", "--jsonl", "--threads", "1", warc)[1]
with open(f"{work}/texts.jsonl", "wb") as out:
    texts = subprocess.run([program, "extract", "--jsonl", warc], stdout=out, stderr=subprocess.DEVNULL)
annotate = run("annotate", "--typed", "--threads", "1", f"{work}/texts.jsonl")[1]
whole = run("read", "--threads", "1", "--ledger", f"{work}/whole.db", warc)[1]
parts = {"unpack, cut, read pages (extract)": extract, "analyse (annotate)": annotate, "ledger": whole - extract - annotate}
for name, seconds in parts.items():
    print(f"  {name:34s} {seconds / articles * 1e3:6.2f} ms an article  {100 * seconds / whole:5.1f} %")
for day in (330_000, 553_000):
    print(f"a day of {day} articles: " + ", ".join(f"{day / rate / 60:.0f} min with {threads} thread{'s' if threads > 1 else ''}"
                                                   for threads, rate in rates.items()))
PY
