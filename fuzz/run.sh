#!/bin/bash
# usage: fuzz/run.sh BUILD SECONDS. Builds the targets with clang under ASan and UBSan and shares the seconds among them. FUZZ_SEED is
# libFuzzer's seed: 1 if nothing is said, so that a commit meets much the same bytes each time (not all: addresses are
# compared too); 0 is another seed each time, for the hours by hand.
set -eu
build=$(realpath "$1") seconds=$2
root=$(cd "$(dirname "$0")/.." && pwd)
cmake -S "$root" -B "$build-fuzz" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DDP_SANITIZE=ON -DDP_FUZZ=ON -DDP_PACK_FILE="$build/depeche.pack" -DDP_WEB=OFF >/dev/null
targets=()
for source in "$root"/fuzz/fuzz_*.c; do targets+=("$(basename "${source%.c}")"); done
cmake --build "$build-fuzz" --target "${targets[@]}"

export DEPECHE_PACK=$build/depeche.pack
work=$build-fuzz/corpus
failed=0
for target in "${targets[@]}"; do
    mkdir -p "$work/$target"
    # annotate gets the examples as seeds and half of the time
    share=$((seconds / (${#targets[@]} + 1)))
    if [ "$target" = fuzz_annotate ]; then
        share=$((share * 2))
        for seed in "$root"/examples/abu-kamal/*.txt; do { printf '\x00'; cat "$seed"; } > "$work/$target/$(basename "$seed")"; done
        number=0 # the sentences of the rules' tests: the byte before them is the language, by its number in the target
        for code in fr en - - es de ru ar; do
            octal=$(printf '%03o' $((number + 8)))
            if [ "$code" != - ]; then
                { printf "\\$octal"; sed -n 's/^> \(.*\) => .*/\1/p' "$root/lang/$code/"{time,numbers}.rules | head -n 400; } > "$work/$target/rules.$code"
            fi
            number=$((number + 1))
        done
    elif [ "$target" = fuzz_times ]; then
        number=0
        for code in fr en es de ru ar; do
            while IFS= read -r line; do
                { printf "\\$(printf "%03o" "$number")"; printf "%s" "$line"; } > "$work/$target/$code-$(printf "%s" "$line" | cksum | cut -d" " -f1)"
            done < <(sed -n "s/^> \\(.*\\) => .*/\\1/p" "$root/lang/$code/"{time,numbers}.rules)
            number=$((number + 1))
        done
    elif [ "$target" = fuzz_dictionary ]; then
        number=0 # the byte before a seed is the kind, by its number in the target
        for kind in actors agents verbs ontology discards; do
            for seed in "$root"/examples/dictionaries/*"$kind"*.txt; do
                [ -f "$seed" ] && { printf "\\$(printf "%03o" "$number")"; cat "$seed"; } > "$work/$target/$(basename "$seed")"
            done
            number=$((number + 1))
        done
    elif [ "$target" = fuzz_json_line ]; then
        split -l 1 "$root/examples/abu-kamal/15-wire.jsonl" "$work/$target/wire-"
    elif [ "$target" = fuzz_html ]; then
        cp "$root"/test/html/pages/*.html "$work/$target/"
    elif [ "$target" = fuzz_source ]; then
        for seed in "$root"/fuzz/seeds/source/*; do # the byte before a seed is its kind, by its number in the target
            number=$(basename "$seed" | sed 's/-.*//')
            { printf "\\$(printf '%03o' "$((10#$number))")"; cat "$seed"; } > "$work/$target/$(basename "$seed")"
            gzip -9nc "$seed" | { printf '\013'; cat; } > "$work/$target/$(basename "$seed").gz"
        done
    elif [ "$target" = fuzz_plain ] || [ "$target" = fuzz_language ]; then
        cp "$root"/examples/abu-kamal/*.txt "$work/$target/"
    fi
    echo "fuzz: $target for $share s"
    if ! "$build-fuzz/$target" -max_total_time="$share" -timeout=20 -rss_limit_mb=4096 -max_len=65536 -seed="${FUZZ_SEED:-1}" \
        -artifact_prefix="$build-fuzz/" -print_final_stats=1 "$work/$target" > "$build-fuzz/$target.log" 2>&1; then
        failed=1
        tail -n 40 "$build-fuzz/$target.log" >&2
    fi
    grep -E 'stat::number_of_executed_units|stat::peak_rss_mb' "$build-fuzz/$target.log" || true
done
exit $failed
