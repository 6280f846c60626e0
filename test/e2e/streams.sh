#!/bin/bash
# annotate in a pipeline: an answer as soon as its line is there, a quiet end when nobody reads on, one message a fault.
. "$(dirname "$0")/lib.sh"
line='{"id": "a", "lang": "en", "text": "The Syrian army captured Palmyra on Sunday, residents said."}'

# Who writes a line gets its answer before writing the next.
mkfifo in answers
"$DEPECHE" annotate < in > answers 2> err &
pid=$!
exec 3> in 4< answers
for i in 1 2 3; do
    printf '%s\n' "$line" >&3
    IFS= read -r -t 20 answer <&4 || fail "no answer to line $i while the input stays open"
    [ "$(jq -r .id <<< "$answer")" = a ] || fail "answer $i is: $answer"
done
exec 3>&-
wait $pid || fail "the end of the input gave status $?"
exec 4<&-

# A reader that has enough: no message, and the status of what was done.
for i in $(seq 2000); do printf '%s\n' "$line"; done > many.jsonl
"$DEPECHE" annotate many.jsonl 2> err | head -n 1 > out
[ "${PIPESTATUS[0]}" -eq 0 ] || fail "a closed pipe gave ${PIPESTATUS[0]}"
[ ! -s err ] || fail "a closed pipe gave a message: $(cat err)"

# A full disk is said once.
if [ -w /dev/full ]; then
    "$DEPECHE" annotate many.jsonl > /dev/full 2> err
    [ $? -ne 0 ] || fail "a full disk gave status 0"
    [ "$(wc -l < err)" -eq 1 ] || fail "a full disk was not said once: $(cat err)"
    "$DEPECHE" --help > /dev/full 2> err
    [ $? -ne 0 ] || fail "help on a full disk gave status 0"
fi

# Many faults: the first ones by name, the rest by number; an error object for each.
for i in $(seq 100); do echo broken; done > broken.jsonl
expect 3 "$DEPECHE" annotate broken.jsonl
[ "$(jq -r .error.code < out | sort | uniq -c | tr -d ' ')" = "100format" ] || fail "100 error objects were expected"
[ "$(wc -l < err)" -lt 60 ] || fail "too many messages"
err_has "80 more"

# What was put right on the way in is said.
printf 'L\x92arm\xe9e a pris Palmyre.' > cp1252.txt
expect 0 "$DEPECHE" annotate cp1252.txt
err_has windows-1252
printf '{"id": "a", "text": "t", "date": "last week"}\n' > date.jsonl
expect 0 "$DEPECHE" annotate date.jsonl
err_has "last week"

# What comes from outside does not reach the terminal as it is.
printf 'x\033]0;title\007\n' > "$(printf 'evil\033[31m.jsonl')"
expect 3 "$DEPECHE" annotate "$(printf 'evil\033[31m.jsonl')"
grep -q "$(printf '\033')" err && fail "a control code of a file's name reached the messages"
grep -q "$(printf '\033')" out && fail "a control code reached the output"

# Options.
expect 2 "$DEPECHE" annotate --threads 0 many.jsonl
expect 2 "$DEPECHE" annotate --threads many many.jsonl
expect 2 "$DEPECHE" annotate --token many.jsonl
err_has "did you mean --tokens"
expect 0 "$DEPECHE" annotate --threads 300 --help
finish
