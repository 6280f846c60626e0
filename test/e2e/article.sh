#!/bin/bash
# The French test article of the evaluation data, where that lies beside the project.
set -eu
shared=$DEPECHE_SOURCE/../shared
[ -f "$shared/gold/score_article.py" ] || { echo "skipped: the evaluation data are not here"; exit 77; }
[ -f "$DEPECHE_PACK" ] || { echo "skipped: no pack at \$DEPECHE_PACK"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$shared/gold/score_article.py" "$shared/gold/abou-kamal.fr.json" --input > "$work/in.jsonl"
"$DEPECHE" annotate "$work/in.jsonl" > "$work/out.jsonl"
python3 "$shared/gold/score_article.py" "$shared/gold/abou-kamal.fr.json" "$work/out.jsonl" > "$work/points"
tail -n 1 "$work/points"
points=$(tail -n 1 "$work/points" | jq .points)
[ "$points" -ge 65 ] || { cat "$work/points"; exit 1; }
