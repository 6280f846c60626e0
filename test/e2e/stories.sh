#!/bin/bash
# Stories that a careful reader coded before the program ran on them: what is found between their claims may rise, never fall.
set -eu
cd "$DEPECHE_SOURCE/test"
[ -f "$DEPECHE_PACK" ] || { echo "skipped: no pack at \$DEPECHE_PACK"; exit 77; }
python3 stories/score.py stories/*/ --least-relations 0.86 --least-lanes 0.85
python3 stories/score.py stories-later/*/ --least-relations 0.75 --least-lanes 0.65
python3 stories/score.py stories-towns/*/ --least-lanes 0.55
