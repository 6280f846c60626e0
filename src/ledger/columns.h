/* The columns of each question: name, type, whether the table for people shows it, and the SQL that gives it. */
#ifndef DP_LEDGER_COLUMNS_H
#define DP_LEDGER_COLUMNS_H

#include "ledger/rows.h"
#include "ledger/settled_sql.h"

/* Of two claims whose propositions are at odds. Their days: what both speak of, or what lies between. */
#define CONFLICT_KIND_OF_PAIR  "CASE WHEN " SPEAKER_OF("a") " = " SPEAKER_OF("b") " THEN 'corrects' ELSE ?3 END"
#define CONFLICT_FIRST_OF_PAIR "min(max(pa.first_day, pb.first_day), min(pa.last_day, pb.last_day))"
#define CONFLICT_LAST_OF_PAIR  "max(max(pa.first_day, pb.first_day), min(pa.last_day, pb.last_day))"

extern const column claim_columns[]; /* over claims c, dispatches d, places p, place_mentions m */
extern const uint32_t claim_column_count;
extern const column dispatch_columns[]; /* over dispatches d */
extern const uint32_t dispatch_column_count;
extern const column copy_columns[]; /* over dispatches d and o, shared_text t */
extern const uint32_t copy_column_count;
extern const column actor_columns[]; /* over actors a */
extern const uint32_t actor_column_count;
extern const column place_columns[]; /* over places p */
extern const uint32_t place_column_count;
extern const column event_columns[]; /* over e (event), claims c: the claim that the event is named after */
extern const uint32_t event_column_count;
extern const column conflict_columns[]; /* over claims a, claims b, propositions pa, pb, places p; ?3 kind, ?4 field */
extern const column tied_columns[];     /* the same columns, over a pair v that only coders tie, claims a, claims b, places p */
extern const uint32_t conflict_column_count;
extern const column run_columns[]; /* over runs r */
extern const uint32_t run_column_count;
extern const column reading_columns[]; /* over dispatches d, in groups */
extern const uint32_t reading_column_count;
extern const column reject_columns[]; /* over rejects j */
extern const uint32_t reject_column_count;
extern const column decision_columns[]; /* over decisions x, v_standing s */
extern const uint32_t decision_column_count;
extern const column info_columns[]; /* over made by hand */
extern const uint32_t info_column_count;

#endif
