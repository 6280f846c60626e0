#!/bin/bash
# The house stands as docs/tour.md draws it: a room includes headers of itself and of the rooms on its left only, and no
# C source of the engine holds a word of a language (letters beyond ASCII inside a string literal).
set -u
cd "${DEPECHE_SOURCE:-$(dirname "$0")/../..}" || exit 1
order=(core language archive charset html ingest text mention claim petrarch overlay annotate ledger watch review export serve cli)
bad=0
allowed=
for room in "${order[@]}"; do
    allowed="$allowed $room"
    while IFS=: read -r file _ header; do
        from=${header%%/*}
        [ "$room/$from" = overlay/pack ] && continue # it compiles users' rules as the pack's own are compiled
        case " $allowed " in *" $from "*) ;; *) echo "$file may not include $header"; bad=1 ;; esac
    done < <(grep -noE '#include "[a-z_]+/' -r "src/$room" --include='*.[ch]' | sed 's/#include "//')
done
checked=$(find src -name '*.[ch]' | wc -l)
[ "$checked" -gt 40 ] || { echo "only $checked sources found: is DEPECHE_SOURCE right?"; bad=1; }
# Comments may quote any language: the compiler takes them out first.
while IFS= read -r file; do
    [ "$file" = src/pack/fold_compile.c ] && continue # it folds the letters of all languages
    if ${CC:-cc} -fpreprocessed -dD -E -P "$file" 2> /dev/null | grep -P '"[^"]*[\x{C0}-\x{24F}\x{400}-\x{4FF}\x{600}-\x{6FF}][^"]*"'; then
        echo "$file: words of a language belong into lang/"
        bad=1
    fi
done < <(find src -name '*.c')
exit $bad
