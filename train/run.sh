#!/bin/bash
# usage: train/run.sh BUILD TREEBANKS. Trains the shipped models again; see train/README.md.
set -eu
[ $# -eq 2 ] || { echo "train: name the folder of the treebanks: make models TREEBANKS=FOLDER" >&2; exit 2; }
build=$(realpath "$1") banks=$(realpath "$2")
cd "$(dirname "$0")/.."
"$build/depeche-train" --lang fr --train "$banks/fr/train.conllu" --list "$banks/lexicons/lexiqueFR-GSD.tsv" \
    --dev "$banks/fr/dev.conllu" --dev "$banks/fr/dev2.conllu" --root . --output models/fr.model
"$build/depeche-train" --lang en --train "$banks/en/train.conllu" --dev "$banks/en/dev.conllu" --root . --output models/en.model
