#include "serve/counts.h"

#include <string.h>

enum { ROWS_MOST = 64 };

void counts_begin(kept_counts *c) {
    pthread_mutex_init(&c->lock, NULL);
    arena_init(&c->memory);
}

void counts_end(kept_counts *c) {
    pthread_mutex_destroy(&c->lock);
    arena_free(&c->memory);
}

static bool keep_row(void *context, const ledger_row *row) {
    kept_counts *c = context;
    if (row->n != 2 || c->n == c->room) return false;
    const ledger_cell *what = &row->cells[0], *value = &row->cells[1];
    count_row *one = &c->at[c->n++];
    one->what = arena_copy(&c->memory, what->text, what->text_bytes);
    one->value = arena_copy(&c->memory, value->text, value->text_bytes);
    return one->what && one->value;
}

/* Others who ask meanwhile wait for what is counted instead of counting the same. */
static dp_status count(kept_counts *c, ledger *l, dp_error *err) {
    uint64_t handed = 0;
    arena_reset(&c->memory);
    c->n = 0;
    c->room = ROWS_MOST;
    if (!(c->at = arena_alloc(&c->memory, c->room * sizeof *c->at))) return error_nomem(err);
    dp_status s = ledger_query(l, LEDGER_INFO, NULL, keep_row, c, &handed, err);
    if (s == DP_OK && (handed != c->n || (c->n && !c->at[c->n - 1].value))) return error_nomem(err);
    return s;
}

static bool hand_on(const count_row *one, ledger_row_fn fn, void *context) {
    const ledger_cell cells[] = {{.name = "what",
                                  .type = LEDGER_TEXT,
                                  .kind = LEDGER_TEXT,
                                  .brief = true,
                                  .text = one->what,
                                  .text_bytes = strlen(one->what)},
                                 {.name = "value",
                                  .type = LEDGER_TEXT,
                                  .kind = LEDGER_TEXT,
                                  .brief = true,
                                  .text = one->value,
                                  .text_bytes = strlen(one->value)}};
    return fn(context, &(ledger_row){.cells = cells, .n = 2});
}

dp_status counts_give(kept_counts *c, ledger *l, int64_t version, ledger_row_fn fn, void *context, dp_error *err) {
    dp_status s = DP_OK;
    pthread_mutex_lock(&c->lock);
    if (!c->known || c->version != version) {
        s = count(c, l, err);
        c->known = s == DP_OK;
        c->version = version;
    }
    for (uint32_t i = 0; s == DP_OK && i < c->n && hand_on(&c->at[i], fn, context);) i++;
    pthread_mutex_unlock(&c->lock);
    return s;
}
