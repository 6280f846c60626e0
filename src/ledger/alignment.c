/* Reading a table of sides, and whom a claim favours by it. */
#include "ledger/alignment.h"

#include <string.h>

#include "core/edtf.h"
#include "core/mapfile.h"
#include "ledger/internal.h"

#define LINES_MAX 100000u
enum { FIELD_KIND, FIELD_NAME, FIELD_SIDE, FIELD_FROM, FIELD_TO, FIELDS };

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

/* The next field of a line as CSV has it, "" quotes inside quotes; *at is NULL behind the last. NULL where memory is out. */
static const char *next_field(const char **at, const char *end, arena *a) {
    char *out = arena_alloc(a, (size_t)(end - *at) + 1);
    if (!out) return NULL;
    size_t n = 0;
    const char *s = *at;
    bool quoted = s < end && *s == '"';
    if (quoted) s++;
    for (; s < end; s++) {
        if (quoted && *s == '"' && s + 1 < end && s[1] == '"')
            s++;
        else if (quoted && *s == '"') {
            quoted = false;
            continue;
        } else if (!quoted && *s == ',')
            break;
        out[n++] = *s;
    }
    while (n && (out[n - 1] == ' ' || out[n - 1] == '\t')) n--;
    out[n] = '\0';
    *at = s < end ? s + 1 : NULL;
    return out;
}

static bool read_day(const char *written, bool last, int32_t *out) {
    edtf date;
    if (!*written) return true;
    if (!edtf_read(written, &date)) return false;
    day_range r = edtf_hull(&date);
    *out = last ? r.last : r.first;
    return true;
}

static dp_status bad_line(const char *path, uint64_t number, const char *what, const char *remedy, dp_error *err) {
    error_set(err, DP_E_FORMAT, "%s", what);
    error_at(err, path, number);
    return error_remedy(err, "%s", remedy);
}

static dp_status read_line(const char *path, uint64_t number, const char *s, const char *end, arena *a, alignment_line *out,
                           dp_error *err) {
    const char *fields[FIELDS] = {"", "", "", "", ""};
    for (int i = 0; i < FIELDS && s; i++)
        if (!(fields[i] = next_field(&s, end, a))) return error_nomem(err);
    *out = (alignment_line){.name = fields[FIELD_NAME], .side = fields[FIELD_SIDE], .days = {DAY_NONE, DAY_NONE}};
    if (strcmp(fields[FIELD_KIND], "actor") == 0)
        out->kind = ALIGNMENT_ACTOR;
    else if (strcmp(fields[FIELD_KIND], "claimant") != 0)
        return bad_line(path, number, "a line says neither claimant nor actor", "write kind,name,side,from,to", err);
    if (!*out->name || !*out->side)
        return bad_line(path, number, "a line lacks its name or its side", "write kind,name,side,from,to", err);
    if (!read_day(fields[FIELD_FROM], false, &out->days.first) || !read_day(fields[FIELD_TO], true, &out->days.last))
        return bad_line(path, number, "a line has a date that is none", "write it as 2017-11-10, 2017-11 or 2017", err);
    if (out->days.first != DAY_NONE && out->days.last != DAY_NONE && out->days.first > out->days.last)
        return bad_line(path, number, "a line ends before it begins", "exchange its two dates", err);
    return DP_OK;
}

static bool is_head_or_remark(const char *s, const char *end) {
    return s == end || *s == '#' || ((size_t)(end - s) >= 10 && memcmp(s, "kind,name,", 10) == 0);
}

static dp_status read_lines(const char *path, const mapfile *m, arena *a, ledger_alignment *out, dp_error *err) {
    struct {
        alignment_line *at;
        uint32_t n, cap;
    } lines = {0};
    const char *s = m->at, *stop = m->at + m->size;
    for (uint64_t number = 1; s && s < stop; number++) {
        const char *newline = memchr(s, '\n', (size_t)(stop - s)), *end = newline ? newline : stop;
        const char *next = newline ? newline + 1 : stop;
        if (end > s && end[-1] == '\r') end--;
        if (number == 1 && end - s >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) s += 3;
        alignment_line line;
        if (!is_head_or_remark(s, end)) {
            if (memchr(s, '\0', (size_t)(end - s)))
                return bad_line(path, number, "a line holds a NUL", "save it as plain text", err);
            if (lines.n == LINES_MAX) return bad_line(path, number, "too many lines", "keep to the places you ask about", err);
            dp_status status = read_line(path, number, s, end, a, &line, err);
            if (status != DP_OK) return status;
            if (!vec_push(a, &lines, line)) return error_nomem(err);
        }
        s = next;
    }
    *out = (ledger_alignment){lines.at, lines.n};
    return DP_OK;
}

dp_status ledger_alignment_read(const char *path, arena *a, const ledger_alignment **out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    mapfile m;
    dp_status s = mapfile_open(path, &m, err);
    if (s != DP_OK) return s;
    ledger_alignment *table = arena_alloc(a, sizeof *table);
    s = table ? read_lines(path, &m, a, table, err) : error_nomem(err);
    mapfile_close(&m);
    *out = s == DP_OK ? table : NULL;
    return s;
}

/* ---- whom it favours ---------------------------------------------------------------------------------------------------- */

static int32_t day_of(const char *iso) {
    edtf date;
    return iso && *iso && edtf_read(iso, &date) ? edtf_hull(&date).first : DAY_NONE;
}

/* A line without dates always holds; one with dates only for a day that is known. */
static bool holds_on(const alignment_line *line, int32_t day) {
    if (line->days.first != DAY_NONE && (day == DAY_NONE || day < line->days.first)) return false;
    return line->days.last == DAY_NONE || (day != DAY_NONE && day <= line->days.last);
}

/* The side of an actor by the longest beginning of its code, or by its name; NULL where the table says nothing. */
static const char *side_of(const ledger *l, const ledger_alignment *t, uint8_t kind, const char *name, const char *code,
                           int32_t day) {
    char want[FOLD_MAX + 1], have[FOLD_MAX + 1];
    const char *side = NULL;
    size_t best = 0;
    name_key(l, name ? name : "", name ? strlen(name) : 0, want);
    for (uint32_t i = 0; i < t->n; i++) {
        const alignment_line *line = &t->at[i];
        if (line->kind != kind || !holds_on(line, day)) continue;
        size_t n = strlen(line->name);
        name_key(l, line->name, n, have);
        bool named = want[0] && strcmp(want, have) == 0, coded = code && n >= 3 && strncmp(code, line->name, n) == 0;
        size_t weight = named ? SIZE_MAX : coded ? n : 0;
        if (weight <= best) continue;
        best = weight;
        side = line->side;
    }
    return side;
}

uint8_t alignment_interest(const ledger *l, const ledger_alignment *table, const char *claimant, const ledger_stretch *stretch) {
    int32_t day = day_of(stretch->first[0] ? stretch->first : stretch->dispatch_date);
    const char *own = side_of(l, table, ALIGNMENT_CLAIMANT, claimant, NULL, day);
    bool gives_up = strcmp(stretch->state, "lost") == 0 || strcmp(stretch->state, "withdrawn") == 0;
    bool gains = strcmp(stretch->state, "held") == 0 || strcmp(stretch->state, "taken") == 0 ||
                 strcmp(stretch->state, "transferred") == 0 || strcmp(stretch->state, "entered") == 0;
    if (!own || (!gives_up && !gains)) return LEDGER_INTEREST_UNKNOWN;
    const char *whose = gives_up ? side_of(l, table, ALIGNMENT_ACTOR, stretch->from, stretch->from_code, day)
                                 : side_of(l, table, ALIGNMENT_ACTOR, stretch->holder, stretch->holder_code, day);
    if (!whose) return LEDGER_INTEREST_UNKNOWN;
    bool ours = strcmp(whose, own) == 0, negated = stretch->polarity && strcmp(stretch->polarity, "negated") == 0;
    bool favours = (gives_up ? !ours : ours) != negated;
    return favours ? LEDGER_INTEREST_OWN : LEDGER_INTEREST_AGAINST;
}
