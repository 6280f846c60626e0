#!/bin/bash
# usage: train/fetch-language.sh FOLDER. Puts what the identifier of languages learns from into FOLDER: n-gram counts of 75
# languages out of Lingua's Python package, pinned by hash. Needs pip, unzip and brotli.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

lingua="lingua-language-detector==1.3.5 --hash=sha256:7254696753c4ee8ce127190cfb985d8b4621690d355c55b278c883f5bb5e152b"
echo "$lingua" > "$work/wanted.txt"
pip download --quiet --no-deps --require-hashes --only-binary :all: --dest "$work" --requirement "$work/wanted.txt"
unzip -q "$work"/lingua*.whl 'lingua/language-models/*' -d "$work"
for language in "$work"/lingua/language-models/??; do
    mkdir -p "$folder/lingua/$(basename "$language")"
    for grams in "$language"/*grams.json.br; do
        brotli --decompress --force --output="$folder/lingua/$(basename "$language")/$(basename "${grams%.br}")" "$grams"
    done
done
