#!/bin/bash
# usage: train/run.sh BUILD TREEBANKS [LANGUAGE…]. Trains the shipped models again, two at a time; see train/README.md.
set -eu
[ $# -ge 2 ] || { echo "train: name the folder of the treebanks: make models TREEBANKS=FOLDER" >&2; exit 2; }
build=$(realpath "$1") banks=$(realpath "$2")
shift 2
cd "$(dirname "$0")/.."

# What all languages share. Options after it win.
train() {
    lang=$1
    shift
    "$build/depeche-train" --pack "$build/depeche.pack" --lang "$lang" --output "models/$lang.model" \
        --train "$banks/$lang/train.conllu" --batch 600 "$@" 2> "$build/train-$lang.log"
    tail -n 1 "$build/train-$lang.log"
}

train_en() { train en --dev "$banks/en/dev.conllu" --names "$banks/en/ner_train.jsonl" --epochs 19 --names-batch 200; }
# Among names in French and German the newspapers of 1800 to 1950 do harm: they are left out.
train_fr() {
    train fr --dev "$banks/fr/dev.conllu" --dev "$banks/fr/dev2.conllu" --list "$banks/lexicons/lexiqueFR-GSD.tsv" \
        --names "$banks/fr/ner_train.jsonl" --but-from europeana --names-dev "$banks/fr/ner_dev.jsonl" --epochs 26
}
train_es() {
    train es --dev "$banks/es/dev.conllu" --names "$banks/es/ner_train.jsonl" --names-dev "$banks/es/ner_dev.jsonl" \
        --batch 800 --names-batch 120 --drop 0.3 --hidden-drop 0.3 --epochs 40
}
# Two teachers give trees to the texts with names: the treebank alone has 24,000 words.
train_de() {
    train de --dev "$banks/de/dev.conllu" --names "$banks/de/ner_train.jsonl" --but-from europeana \
        --names-dev "$banks/de/ner_dev.jsonl" --batch 400 --teachers 2 --teacher-epochs 36 --silver-certainty 0.7 --epochs 18
}
train_ru() {
    train ru --as ru_gsd --dev "$banks/ru/dev.conllu" --dev "$banks/ru/dev2.conllu" --names "$banks/ru/ner_train.jsonl" \
        --width 160 --batch 700 --names-batch 120 --drop 0.3 --hidden-drop 0.3 --epochs 34
}
# The treebank is small: a step takes little of it, so that the names are passed often enough too.
train_ar() { train ar --names "$banks/ar/ner_train.jsonl" --epochs 40 --batch 200 --names-batch 1600; }
# Russian trees teach what parliament's small bank does not hold, as who did what to whom in the news; its own sentences count twice.
train_uk() {
    train uk --as uk_parlamint --train "$banks/uk/train.conllu" --train "$banks/ru/train.conllu" --dev "$banks/uk/dev.conllu" --epochs 22
}

export -f train train_en train_fr train_es train_de train_ru train_ar train_uk
export build banks
printf '%s\n' "${@:-en fr es de ru ar uk}" | tr ' ' '\n' | xargs -P 2 -I '{}' bash -c 'set -eu; train_{}'

# Where sentences begin and which Arabic words carry clitics: seconds each. The points are those of the pack's token rules.
for lang in en fr es de ru; do
    "$build/depeche-train-boundaries" --pack "$build/depeche.pack" --lang $lang --train "$banks/$lang/train.conllu" \
        --output models/$lang.boundaries --quiet
done
"$build/depeche-train-clitics" --pack "$build/depeche.pack" --lang ar --train "$banks/ar/train.conllu" \
    --words "$banks/ar/ner_train.jsonl" --output models/ar.clitics --quiet

# Which language a text is in: minutes, out of counts that are fetched once.
[ -d "$build/language-data/lingua" ] || train/fetch-language.sh "$build/language-data"
"$build/depeche-train-language" --languages train/languages.tsv --data "$build/language-data" --output models/language.model --quiet
