/* Alignments: who stands on whose side, as the user says. depeche ships none: who is allied with whom is a judgement.
 *
 *   kind,name,side,from,to
 *   claimant,SANA,government,2011-03,
 *   actor,SYR,government,2011-03,
 *   actor,RUS,government,2015-09-30,
 *   actor,IMGMUSISI,islamic-state,2013-04,
 *
 * With it, a lane tells what a claimant concedes (Wikipedia's rule for its war maps: a partisan source counts for what it says
 * against its own side). Lines that begin with # are remarks; from and to are EDTF days, months or years, empty where open. An
 * actor is named by the beginning of its code, the longest one that fits counts. */
#ifndef DP_LEDGER_ALIGNMENT_H
#define DP_LEDGER_ALIGNMENT_H

#include "ledger/ledger.h"

/* Which of two names a line holds. */
enum alignment_kind { ALIGNMENT_CLAIMANT, ALIGNMENT_ACTOR };
typedef struct alignment_line {
    const char *name, *side;
    day_range days; /* DAY_NONE where open */
    uint8_t kind;
} alignment_line;
struct ledger_alignment {
    const alignment_line *at;
    uint32_t n;
};

/* Works out what the stretch is to its claimant (enum ledger_interest). */
uint8_t alignment_interest(const ledger *l, const ledger_alignment *table, const char *claimant, const ledger_stretch *stretch);

#endif
