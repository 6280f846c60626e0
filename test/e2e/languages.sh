#!/bin/bash
# Spanish, German, Russian, Ukrainian and Arabic: detected or given, their dispatches give sentences, tokens and claims, and the ledger
# keeps them beside the others.
. "$(dirname "$0")/lib.sh"
cat > dispatches.jsonl <<'END'
{"id": "es", "text": "El ejército ha retomado la ciudad después de los combates que dejaron varios muertos en las filas de la oposición. No quiere dárselo al alcalde del pueblo, dijo el Sr. Pérez."}
{"id": "de", "text": "Die Armee hat die Stadt am 5. Mai nach schweren Kämpfen zurückerobert. Es gab mehrere Tote in den Reihen der Opposition, sagte der US-Gesandte."}
{"id": "ru", "text": "Армия снова взяла город после боёв, в которых погибли несколько человек из рядов оппозиции. Об этом сообщил г. А. П. Котов, но он не сказал, что было потом."}
{"id": "uk", "text": "Армія знову взяла місто після боїв, у яких загинуло кілька людей з лав опозиції. Про це сказав прем'єр-міністр, але він не додав, що було потім."}
{"id": "ar", "text": "استعاد الجيش المدينة بعد معارك عنيفة في شمال البلاد. هل انتهت الحرب؟ قال الوزير إن القوات لا تزال في الضواحي وإن السكان عادوا إلى بيوتهم."}
END
expect 0 "$DEPECHE" annotate --tokens dispatches.jsonl
[ "$(jq -r .lang out | tr '\n' ' ')" = "es de ru uk ar " ] || fail "detected: $(jq -r .lang out | tr '\n' ' ')"
[ "$(jq -r '.sentences | length' out | tr '\n' ' ')" = "2 2 2 2 3 " ] || fail "sentences: $(jq -r '.sentences | length' out | tr '\n' ' ')"
for lang in es de ru uk; do
    jq -es --arg lang $lang 'map(select(.lang == $lang))[0].claims | map(.control.state) | index("taken") != null' out > /dev/null ||
        fail "$lang: the army took no town"
done

# Offsets are code points into the text; the words of a multiword token share them.
jq -r .text dispatches.jsonl > texts
jq -rs '.[0].text as $t | .[1].tokens[] | select(.start == .end or .form == "")' <(sed -n 1p dispatches.jsonl) <(sed -n 1p out) > empty
[ ! -s empty ] || fail "tokens of nothing"
forms=$(sed -n 1p out | jq -r '[.tokens[] | select(.start >= 115) | .form] | join(" ")')
[ "$forms" = "No quiere dar se lo a el alcalde de el pueblo , dijo el Sr. Pérez ." ] || fail "Spanish tokens: $forms"
for n in 2 3 4; do
    wrong=$(jq -rs '.[0].text as $t | [.[1].tokens[] | select(.form != $t[.start:.end] and (.form | ascii_downcase | IN("an", "dem") | not))] | length' \
        <(sed -n ${n}p dispatches.jsonl) <(sed -n ${n}p out))
    [ "$wrong" -eq 0 ] || fail "line $n: $wrong tokens are not what their offsets say"
done

# Given by its tag, with a region or not, the language is the same.
sed 's/^{"id": "\(..\)"/{"id": "\1", "lang": "\1-XX"/' dispatches.jsonl > given.jsonl
cp out detected
expect 0 "$DEPECHE" annotate --tokens given.jsonl
cmp -s <(jq -c .tokens detected) <(jq -c .tokens out) || fail "a given language gives other tokens than the detected one"

expect 0 "$DEPECHE" read --ledger a.db dispatches.jsonl
expect 0 "$DEPECHE" dispatches --ledger a.db --json
[ "$(wc -l < out)" -eq 5 ] || fail "$(wc -l < out) of five dispatches are kept"
expect 0 "$DEPECHE" read --ledger a.db dispatches.jsonl

# A hospital that two languages name is one speaker, whose later count corrects the earlier one; another hospital's does not.
cat > hospital.jsonl <<'END'
{"id": "h1", "lang": "en", "date": "1978-01-10", "source": "Lowland Post", "text": "The Sabin hospital said 14 people were killed in Estelí on Monday."}
{"id": "h2", "lang": "fr", "date": "1978-01-12", "source": "La Feuille", "text": "L'hôpital Sabin de Managua a porté à 19 le nombre de morts de lundi à Estelí."}
{"id": "h3", "lang": "es", "date": "1978-01-13", "source": "El Cerro", "text": "El hospital Vélez elevó a 23 el número de muertos del lunes en Estelí."}
END
expect 0 "$DEPECHE" read --ledger b.db hospital.jsonl
expect 0 "$DEPECHE" conflicts --ledger b.db --relation corrects --json
[ "$(wc -l < out)" -eq 1 ] || fail "$(wc -l < out) corrections of one hospital's count"
expect 0 "$DEPECHE" conflicts --ledger b.db --relation count --json
[ "$(wc -l < out)" -eq 3 ] || fail "$(wc -l < out) counts that differ of three"

# "It" in a body's words is that body, whoever was told of before, and a day beside "denied" is the denial's own.
cat > it.jsonl <<'END'
{"id": "i1", "lang": "en", "date": "1986-03-04", "source": "Lowland Post", "text": "Ugandan soldiers captured Estelí on Sunday, a minister said. Shining Path denied on Tuesday that it had lost the town."}
END
expect 0 "$DEPECHE" read --ledger c.db it.jsonl
expect 0 "$DEPECHE" conflicts --ledger c.db --relation denies --json
[ "$(wc -l < out)" -eq 1 ] || fail "$(wc -l < out) denials of the capture"
finish
