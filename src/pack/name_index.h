/* Names under construction: from the words of a name to the list of places that bear it. Used for whole names and for the
 * keys of spellings. */
#ifndef DP_PACK_NAME_INDEX_H
#define DP_PACK_NAME_INDEX_H

#include "mention/place.h"
#include "pack/builder.h"

#define NAME_LIST_MAX 48 /* places kept for one name, the heaviest */

typedef struct name_link {
    uint32_t place, next; /* next: link + 1, 0 ends the list */
    uint8_t tier, flags, langs;
} name_link;

typedef struct name_index {
    phrase_builder *phrases;
    uint64_t *keys;      /* [mask + 1] 0 is empty */
    uint32_t *key_lists; /* [mask + 1] */
    uint32_t mask, key_count;
    uint32_t *heads; /* [list_count] link + 1 */
    uint32_t *bases; /* [list_count] for a form: the list of the name it is a form of + 1 */
    uint32_t list_count, list_cap, base_cap;
    name_link *links;
    uint32_t link_count, link_cap;
    uint32_t newest; /* the last of the places so far */
    bool nomem;
} name_index;

dp_status name_index_init(name_index *x, const fold_table *fold, dp_error *err);
void name_index_free(name_index *x);
void name_index_add(name_index *x, const uint64_t *word_hashes, uint32_t n, uint32_t place, unsigned tier, unsigned flags,
                    unsigned langs);
/* The same for a form of another name, which was added before: where both lists come out equal, one is stored. */
void name_index_add_form(name_index *x, const uint64_t *word_hashes, uint32_t n, const uint64_t *name_hashes, uint32_t name_n,
                         uint32_t place, unsigned tier, unsigned flags, unsigned langs);
void name_index_drop(name_index *x, const uint64_t *word_hashes, uint32_t n, uint32_t place);
/* The first link of a name's list + 1; 0 where the name is unknown. */
uint32_t name_index_find(const name_index *x, const uint64_t *word_hashes, uint32_t n);

/* Appends each list to `candidates` (weights by `weigh`, heaviest first, at most NAME_LIST_MAX); the values of `phrases` become
 * the indexes at which their lists begin, UINT32_MAX for none. `owned`: the name is the very own of one of the list's places. */
typedef double name_weigh(void *context, const name_link *link, bool owned);
bool name_index_lists(name_index *x, name_weigh *weigh, void *context, buf *candidates);

#endif
