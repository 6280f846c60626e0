#include "ledger/block_count.h"

#include <stdlib.h>

#include "core/hash.h"

/* Eight days of a block in a row, so that a question about two weeks looks at two or three places. */
struct block_week {
    uint64_t key; /* of block and week; 0: free */
    uint8_t days[8];
};

/* Days as numbers from 0 on, in an order that holds before 1970 too. */
static uint64_t from_zero(int64_t day) {
    return (uint64_t)day ^ (UINT64_C(1) << 63);
}

static uint64_t key_of(uint64_t block, uint64_t week) {
    const uint64_t both[2] = {block, week};
    return hash_bytes(both, sizeof both, 0) | 1;
}

static struct block_week *slot_of(struct block_week *weeks, uint64_t size, uint64_t key) {
    uint64_t i = (key >> 1) & (size - 1);
    while (weeks[i].key && weeks[i].key != key) i = (i + 1) & (size - 1);
    return &weeks[i];
}

void block_counts_end(block_counts *c) {
    free(c->weeks);
    *c = (block_counts){0};
}

void block_counts_begin(block_counts *c) {
    block_counts_end(c);
    c->size = 1u << 12;
    c->weeks = calloc(c->size, sizeof *c->weeks);
}

static bool grow(block_counts *c) {
    const uint64_t size = c->size * 2;
    struct block_week *weeks = calloc(size, sizeof *weeks);
    if (!weeks) return false;
    for (uint64_t i = 0; i < c->size; i++)
        if (c->weeks[i].key) *slot_of(weeks, size, c->weeks[i].key) = c->weeks[i];
    free(c->weeks);
    c->weeks = weeks;
    c->size = size;
    return true;
}

void block_counts_add(block_counts *c, uint64_t block, int64_t day) {
    if (!c->weeks) return;
    if (c->used * 4 >= c->size * 3 && !grow(c)) {
        block_counts_end(c);
        return;
    }
    const uint64_t at = from_zero(day), key = key_of(block, at / 8);
    struct block_week *week = slot_of(c->weeks, c->size, key);
    if (!week->key) c->used++;
    week->key = key;
    if (week->days[at % 8] < BLOCK_COUNT_MOST) week->days[at % 8]++;
}

uint32_t block_counts_get(const block_counts *c, uint64_t block, int64_t first_day, int64_t last_day) {
    if (!c->weeks) return BLOCK_COUNT_MOST;
    const uint64_t first = from_zero(first_day), last = from_zero(last_day);
    uint32_t sum = 0;
    for (uint64_t at = first; at <= last;) {
        const struct block_week *week = slot_of(c->weeks, c->size, key_of(block, at / 8));
        const uint64_t next = at / 8 * 8 + 8;
        for (; at < next && at <= last; at++) sum += week->days[at % 8]; /* a free one counts nothing */
        at = next;
    }
    return sum < BLOCK_COUNT_MOST ? sum : BLOCK_COUNT_MOST;
}
