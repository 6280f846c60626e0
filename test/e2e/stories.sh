#!/bin/bash
# Stories that a careful reader coded before the program ran on them: what is found between their claims may rise, never fall.
set -eu
cd "$DEPECHE_SOURCE/test"
[ -f "$DEPECHE_PACK" ] || { echo "skipped: no pack at \$DEPECHE_PACK"; exit 77; }
python3 stories/score.py stories/*/ --least-relations 0.87 --least-lanes 0.85
python3 stories/score.py stories-later/*/ --least-relations 0.78 --least-lanes 0.72
python3 stories/score.py stories-third/*/ stories-fourth/*/ --least-relations 0.74 --least-lanes 0.90
python3 stories/score.py stories-fifth/*/ stories-sixth/*/ stories-seventh/*/ --least-relations 0.84 --least-lanes 0.83
python3 stories/score.py stories-ninth/*/ stories-eleventh/*/ stories-twelfth/*/ --least-relations 0.68 --least-lanes 0.66
python3 stories/score.py stories-eighth/*/ stories-tenth/*/ stories-german/*/ --least-relations 0.69 --least-lanes 0.70
python3 stories/score.py stories-thirteenth/*/ --least-relations 0.57 --least-lanes 0.76
python3 stories/score.py stories-fourteenth/*/ --least-relations 0.30 --least-lanes 0.60
python3 stories/score.py stories-fifteenth/*/ --least-relations 0.70 --least-lanes 0.46
python3 stories/score.py stories-slav/*/ --least-relations 0.74 --least-lanes 0.80
python3 stories/score.py stories-romance/*/ --least-relations 0.54 --least-lanes 0.66
python3 stories/score.py stories-wire/*/ --least-relations 0.74 --least-lanes 0.84
python3 stories/score.py stories-english/*/ --least-relations 0.70 --least-lanes 0.84
python3 stories/score.py stories-towns/*/ --least-lanes 0.71
python3 stories/score.py stories-arab/*/ --least-relations 0.20 --least-lanes 0.45
