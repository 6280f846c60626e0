#!/bin/bash
# usage: cmake/build-web.sh WEB OUT. Builds the page in WEB into OUT with the versions that its lock file names; packages run no
# scripts of their own.
set -eu
web=$1
out=$2
stamp=$web/node_modules/.installed
if [ ! -f "$stamp" ] || [ "$web/package-lock.json" -nt "$stamp" ]; then
    npm ci --prefix "$web" --ignore-scripts --no-audit --no-fund --silent
    touch "$stamp"
fi
DEPECHE_WEB_OUT=$out npm run --prefix "$web" --silent build -- --logLevel warn
