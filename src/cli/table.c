/* Rows as a table, as CSV or as JSON Lines. */
#include "cli/table.h"

#include <string.h>

#include "core/terminal.h"

enum { COLUMN_LEAST = 8, COLUMN_COMFORT = 20, LAST_LEAST = 28, GAP = 2, FLUSH_BYTES = 1 << 16 };

bool table_format_of(const cli *c, enum table_format *out) {
    const bool json = cli_flag(c, "json") || cli_flag(c, "jsonl"), csv = cli_flag(c, "csv");
    if (json && csv) {
        cli_message("--json and --csv exclude each other");
        return false;
    }
    *out = json ? TABLE_JSON : csv ? TABLE_CSV : TABLE_HUMAN;
    return true;
}

void table_begin(table *t, const cli *c, enum table_format format) {
    memset(t, 0, sizeof *t);
    t->cli = c;
    t->format = format;
    arena_init(&t->memory);
    buf_init(&t->out);
}

static const char *cell_text(table *t, const ledger_cell *cell) {
    buf b;
    buf_init(&b);
    switch (cell->type) {
    case LEDGER_INT:
        buf_int(&b, cell->integer);
        break;
    case LEDGER_REAL:
        buf_printf(&b, "%.2f", cell->real);
        break;
    case LEDGER_BOOL:
        buf_str(&b, cell->integer ? "yes" : "no");
        break;
    case LEDGER_TEXT:
    case LEDGER_DATE:
        terminal_add(&b, cell->text, cell->text_bytes);
        break;
    default:
        break;
    }
    const char *copy = b.failed ? NULL : arena_copy(&t->memory, b.at ? b.at : "", b.n);
    buf_free(&b);
    return copy;
}

static bool keep_row(table *t, const ledger_row *row) {
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *cell = &row->cells[i];
        if (!cell->brief) continue;
        if (t->rows == 0) {
            const uint8_t right = cell->kind == LEDGER_INT || cell->kind == LEDGER_REAL;
            const char *head = arena_copy(&t->memory, cell->name, strlen(cell->name));
            if (!head || !vec_push(&t->memory, &t->heads, head) || !vec_push(&t->memory, &t->rights, right)) return false;
        }
        const char *text = cell_text(t, cell);
        if (!text || !vec_push(&t->memory, &t->cells, text)) return false;
    }
    return true;
}

bool table_row(void *context, const ledger_row *row) {
    table *t = context;
    if (cli_interrupted()) return false;
    if (t->format == TABLE_HUMAN) {
        if (!keep_row(t, row)) t->failed = true;
    } else if (t->format == TABLE_JSON) {
        ledger_row_json(row, &t->out);
    } else {
        if (t->rows == 0) ledger_row_csv_head(row, &t->out);
        ledger_row_csv(row, &t->out);
    }
    t->rows++;
    if (t->out.n > FLUSH_BYTES) {
        if (!cli_write(&t->out)) t->failed = true;
        buf_clear(&t->out);
    }
    return !t->failed && !t->out.failed;
}

/* Takes from the widest column, but from none more than down to `least`, until the row fits; the last column, whose text is
 * the longest, counts with the others. */
static void shrink_widest(size_t *widths, size_t n, size_t least, size_t *over) {
    while (*over > 0) {
        size_t widest = 0;
        for (size_t i = 1; i < n; i++)
            if (widths[i] > widths[widest]) widest = i;
        if (widths[widest] <= least) return;
        widths[widest]--;
        (*over)--;
    }
}

/* Widths that fit into the terminal: first the last column (the quoted words) gives way, then the widest ones. */
static void fit_widths(size_t *widths, size_t n, size_t limit) {
    size_t sum = n ? (n - 1) * GAP : 0;
    for (size_t i = 0; i < n; i++) sum += widths[i];
    if (limit == 0 || sum <= limit) return;
    size_t over = sum - limit;
    if (widths[n - 1] > LAST_LEAST) {
        const size_t room = widths[n - 1] - LAST_LEAST, cut = over < room ? over : room;
        widths[n - 1] -= cut;
        over -= cut;
    }
    shrink_widest(widths, n, COLUMN_COMFORT, &over);
    shrink_widest(widths, n, COLUMN_LEAST, &over);
}

static void add_spaces(buf *out, size_t n) {
    while (n-- > 0) buf_char(out, ' ');
}

static void add_line(table *t, const char *const *cells, const size_t *widths, bool head) {
    const size_t n = t->heads.n;
    if (head && t->cli->color) buf_str(&t->out, "\x1b[1m");
    for (size_t i = 0; i < n; i++) {
        const char *text = cells[i];
        const size_t bytes = strlen(text), width = terminal_width(text, bytes);
        const size_t pad = width < widths[i] ? widths[i] - width : 0;
        if (t->rights.at[i]) add_spaces(&t->out, pad);
        terminal_add_cut(&t->out, text, bytes, widths[i]);
        if (!t->rights.at[i] && i + 1 < n) add_spaces(&t->out, pad);
        if (i + 1 < n) add_spaces(&t->out, GAP);
    }
    if (head && t->cli->color) buf_str(&t->out, "\x1b[0m");
    buf_char(&t->out, '\n');
}

static void print_table(table *t) {
    const size_t n = t->heads.n;
    if (n == 0) return;
    size_t *widths = arena_array(&t->memory, n, sizeof *widths);
    if (!widths) {
        t->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) widths[i] = terminal_width(t->heads.at[i], strlen(t->heads.at[i]));
    for (size_t k = 0; k < t->cells.n; k++) {
        const size_t w = terminal_width(t->cells.at[k], strlen(t->cells.at[k]));
        if (w > widths[k % n]) widths[k % n] = w;
    }
    fit_widths(widths, n, t->cli->width);
    add_line(t, t->heads.at, widths, true);
    for (size_t k = 0; k + n <= t->cells.n; k += n) add_line(t, t->cells.at + k, widths, false);
}

bool table_end(table *t) {
    if (t->format == TABLE_HUMAN && !t->failed) print_table(t);
    bool ok = !t->failed && !t->out.failed;
    if (ok && t->out.n > 0) ok = cli_write(&t->out);
    buf_free(&t->out);
    arena_free(&t->memory);
    return ok;
}
