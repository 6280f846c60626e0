/* What no rule covers: the verbs and names of an archive that the pack knows nothing of, counted, so that who adapts it knows
 * where to begin.
 *
 *   annotation, annotation, … ──▶ unmatched_add ──▶ unmatched_rows: verbs by how often parties stand beside them, then names
 *
 * "Gunmen torched the depot of the Qardun Front": torch, a verb with a party beside it, where no rule of events or of speech
 * begins with it; "Qardun Front", an organisation without a code. */
#ifndef DP_ANNOTATE_UNMATCHED_H
#define DP_ANNOTATE_UNMATCHED_H

#include "annotate/annotate.h"

enum unmatched_kind { UNMATCHED_VERB, UNMATCHED_ORGANISATION, UNMATCHED_PLACE, UNMATCHED_PERSON };
const char *unmatched_kind_name(unsigned kind); /* "verb", "organisation", "place", "person" */

typedef struct unmatched_row {
    const char *lang;    /* of the dispatches: "en" */
    const char *word;    /* a verb's lemma, a name as it was first written */
    const char *example; /* the first sentence with it, cut to about 160 bytes; text from outside */
    uint64_t count;      /* times that it stands in the text */
    uint64_t parties;    /* verbs: times with an actor or a country as subject or object; else 0 */
    uint64_t dispatches;
    uint8_t kind; /* enum unmatched_kind */
} unmatched_row;

typedef struct unmatched unmatched;
/* Not for several threads at once. The knowledge must outlive it. */
dp_status unmatched_new(const knowledge *k, unmatched **out, dp_error *err);
void unmatched_free(unmatched *u);
/* Counts one dispatch; keeps nothing of it but the words. DP_E_NOMEM where memory is out. */
dp_status unmatched_add(unmatched *u, const annotation *an, dp_error *err);
/* All rows: verbs first, those with most parties, then most frequent; names by frequency; equal ones by their bytes. They live as
 * long as `u` and are counted no further. */
dp_status unmatched_rows(unmatched *u, const unmatched_row **rows, size_t *n, dp_error *err);

#endif
