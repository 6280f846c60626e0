#!/bin/bash
# Installs what building and testing need, where apt knows it and it is not there yet.
set -eu
packages=(gcc clang clang-format clang-tidy libclang-rt-14-dev cmake ninja-build make pkg-config git jq python3
    libsqlite3-dev sqlite3 libjansson-dev libxxhash-dev libicu-dev libxml2-dev libmicrohttpd-dev libcurl4-openssl-dev zlib1g-dev
    libzstd-dev libbrotli-dev libcmocka-dev
    libgeonames-common unicode-cldr-core ca-certificates tar gzip lcov llvm-14
    chromium fonts-dejavu-core)
missing=()
for p in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
command -v npm >/dev/null || missing+=(npm)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: please install by hand: ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: run as root once: apt-get install ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q >/dev/null
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null
