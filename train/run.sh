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

train_en() { train en --dev "$banks/en/dev.conllu" --names "$banks/en/ner_train.jsonl" --epochs 14 --batch 700; }
train_fr() {
    train fr --dev "$banks/fr/dev.conllu" --dev "$banks/fr/dev2.conllu" --list "$banks/lexicons/lexiqueFR-GSD.tsv" \
        --names "$banks/fr/ner_train.jsonl" --but-from europeana --names-dev "$banks/fr/ner_dev.jsonl" --epochs 30
}
train_es() { train es --dev "$banks/es/dev.conllu" --names "$banks/es/ner_train.jsonl" --names-dev "$banks/es/ner_dev.jsonl" --epochs 25; }
# The newspapers of 1870 to 1950 in ner_train cost about five points of F1 on the texts of today, in French sixteen.
train_de() {
    train de --dev "$banks/de/dev.conllu" --names "$banks/de/ner_train.jsonl" --but-from europeana \
        --names-dev "$banks/de/ner_dev.jsonl" --epochs 40 --names-batch 1600
}
train_ru() { train ru --dev "$banks/ru/dev.conllu" --dev "$banks/ru/dev2.conllu" --names "$banks/ru/ner_train.jsonl" --epochs 30; }
# The treebank is small: a step takes little of it, so that the names are passed twenty times too.
train_ar() { train ar --names "$banks/ar/ner_train.jsonl" --epochs 40 --batch 200 --names-batch 1200; }
train_uk() { train uk --dev "$banks/uk/dev.conllu" --epochs 30; }

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
