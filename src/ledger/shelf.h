/* The shelf: all propositions of the ledger in memory, as far as comparing needs them. While very much is written (bulk.h),
 * counterparts are looked for here and not in the file.
 *
 *   id ───────────────▶ number of a proposition
 *   block and week ───▶ the propositions that lie in the block and begin in those eight days
 *   block and day ────▶ where more than BLOCK_CROWD begin on one day: those with the lowest ids, who alone take part (relate.c)
 *
 * Some 350 bytes a proposition. Not thread-safe: it belongs to the ledger's handle. */
#ifndef DP_LEDGER_SHELF_H
#define DP_LEDGER_SHELF_H

#include "ledger/glance.h"

/* Of the propositions that lie in one block and begin on one day, how many take part. */
#define BLOCK_CROWD 64u

typedef struct shelf shelf;
#define SHELF_NONE UINT32_MAX

shelf *shelf_new(void); /* NULL where memory is out */
void shelf_free(shelf *s);
size_t shelf_bytes(const shelf *s);

/* Number of the proposition with an id, SHELF_NONE where there is none. */
uint32_t shelf_find(const shelf *s, const char *id);
/* Keeps a copy of one that is not there yet, under its row's key, and puts it into no block. Its words are not kept. SHELF_NONE
 * where memory is out. */
uint32_t shelf_add(shelf *s, const proposition *p, int64_t key);
/* Valid until the next one is added. */
const proposition *shelf_at(const shelf *s, uint32_t no);
int64_t shelf_key(const shelf *s, uint32_t no);
glimpse shelf_glimpse(const shelf *s, uint32_t no);
void shelf_expect(const shelf *s, uint32_t no); /* its id and key are asked for soon */

/* Puts a proposition into a block. *pushed: who does not take part there any more because of it, else SHELF_NONE. False where
 * memory is out: the shelf is then of no use any more. */
bool shelf_put(shelf *s, uint64_t block, uint32_t no, uint32_t *pushed);
/* Does a proposition of the block take part in it? */
bool shelf_takes_part(const shelf *s, uint64_t block, uint32_t no);
/* Those of a block who take part, begin within PROPOSITION_REACH of a proposition's days and do not lie apart from it as far as a
 * glimpse of them tells; gives their number. */
#define NEAR_DAYS (2 * PROPOSITION_REACH + PROPOSITION_DAYS + 1u)
#define NEAR_MAX  (NEAR_DAYS * BLOCK_CROWD)
uint32_t shelf_near(const shelf *s, uint64_t block, uint32_t no, uint32_t out[NEAR_MAX]);
void shelf_expect_near(const shelf *s, uint64_t block, day_range days); /* that is asked soon, of one that has these days */

/* What was put into blocks from the `from`th time on, in the order of proposition_blocks; to be freed. NULL where memory is out.
 */
typedef struct shelf_row {
    uint64_t block, id; /* id: as much of it as fits, in its order */
    int32_t day;
    uint32_t no;
} shelf_row;
uint32_t shelf_rows_count(const shelf *s);
shelf_row *shelf_rows(const shelf *s, uint32_t from);

#endif
