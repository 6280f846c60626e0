/* Whom and what a name stands for: places and actors, as lists of rows. */
#include <string.h>

#include "core/sound.h"
#include "ledger/filter.h"
#include "mention/gazetteer.h"

static bool all_digits(const char *s) {
    return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 12;
}

static int64_t number_of(const char *s) {
    int64_t v = 0;
    while (*s) v = v * 10 + (*s++ - '0');
    return v;
}

/* The alpha-2 code a word stands for: "SY", or a country's name in any language of the pack; "" for none. */
static void country_of(const ledger *l, const char *typed, char out[3]) {
    out[0] = '\0';
    if (strlen(typed) == 2 && typed[0] >= 'A' && typed[0] <= 'Z' && typed[1] >= 'A' && typed[1] <= 'Z') {
        memcpy(out, typed, 3);
        return;
    }
    if (!l->k || !l->k->places) return;
    char want[FOLD_MAX + 1], have[FOLD_MAX + 1];
    name_key(l, typed, strlen(typed), want);
    uint32_t n;
    const country_record *c = gazetteer_countries(l->k->places, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t names;
        const country_name *at = gazetteer_country_names(l->k->places, &c[i], &names);
        for (uint32_t j = 0; j < names; j++) {
            const char *name = pack_string(&l->k->pack, at[j].name);
            name_key(l, name, strlen(name), have);
            if (strcmp(have, want) == 0) {
                memcpy(out, c[i].alpha2, 2);
                out[2] = '\0';
                return;
            }
        }
    }
}

/* Places that bear the name in some language, though no dispatch called them so: "Al-Boukamal". */
static void add_aliases(const ledger *l, const char *name, filter_sql *q) {
    uint32_t ids[32];
    uint32_t n = l->k && l->k->places ? gazetteer_named(l->k->places, name, &q->memory, ids, 32) : 0;
    if (!n) return;
    buf_str(&q->where, " UNION SELECT place_key FROM places WHERE gazetteer = 'geonames' AND code IN (");
    for (uint32_t i = 0; i < n; i++) buf_printf(&q->where, "%s%u", i ? ", " : "", ids[i]);
    buf_str(&q->where, ")");
}

/* "L4K7…": the whole content id of a place; no name looks so. */
static bool is_place_id(const char *name, char id[ID_CHARS + 1]) {
    return strlen(name) == ID_CHARS && *name == 'L' && id_normalise_any(name, id);
}

/* "abu*": names that begin so. */
static bool is_beginning(const char *name) {
    const size_t n = strlen(name);
    return n > 1 && name[n - 1] == '*';
}

static void add_beginning(const ledger *l, const char *name, filter_sql *q) {
    char folded[FOLD_MAX + 1];
    const size_t n = name_key(l, name, strlen(name) - 1, folded);
    buf_str(&q->where, "SELECT place_key FROM place_names WHERE folded >= ");
    filter_text(q, folded, n);
    buf_str(&q->where, " AND folded < ");
    filter_text(q, folded, n);
    buf_str(&q->where, " || char(1114111)");
}

/* A village that no gazetteer knows, in another script or case: "Botlikh" is "Ботлихе". */
static void add_sounding(const ledger *l, const char *name, filter_sql *q) {
    char folded[FOLD_MAX + 1], sound[SOUND_MAX + 1];
    const size_t n = sound_key(folded, name_key(l, name, strlen(name), folded), sound);
    if (!n) return;
    buf_str(&q->where, " UNION SELECT place_key FROM places WHERE code IS NULL AND ledger_sound(label) = ");
    filter_text(q, sound, n);
}

void filter_place_named(ledger *l, const char *name, filter_sql *q) {
    char id[ID_CHARS + 1];
    if (all_digits(name)) {
        buf_str(&q->where, "SELECT place_key FROM places WHERE code = ");
        filter_number(q, number_of(name));
    } else if (is_place_id(name, id)) {
        buf_str(&q->where, "SELECT place_key FROM places WHERE id = ");
        filter_text(q, id, ID_CHARS);
    } else if (is_beginning(name)) {
        add_beginning(l, name, q);
    } else {
        buf_str(&q->where, "SELECT place_key FROM place_names WHERE folded = ");
        filter_name(l, name, q);
        add_aliases(l, name, q);
        add_sounding(l, name, q);
    }
}

void filter_place_rows(ledger *l, const char *name, filter_sql *q) {
    char id[ID_CHARS + 1];
    filter_place_named(l, name, q);
    if (all_digits(name) || is_place_id(name, id) || is_beginning(name)) return;
    char country[3];
    country_of(l, name, country);
    buf_str(&q->where,
            " UNION SELECT place_key FROM places WHERE country IN (SELECT p.country FROM place_names n JOIN places p USING "
            "(place_key) "
            "WHERE n.folded = ");
    filter_name(l, name, q);
    buf_str(&q->where, " AND p.feature LIKE 'PCL%') OR country = ");
    filter_text(q, country[0] ? country : "--", 2);
}

/* ---- names that are looked up once ---------------------------------------------------------------------------------------- */

/* So many of what a name stands for are written into a question, which is asked for each place or relation anew, and need not be
 * looked up again each time. Where there are more, the question looks them up itself. */
#define WRITTEN_MOST 256

/* Appends what the question in `which` finds, "17, 42"; false, and nothing, where that is too much. */
static dp_status write_found(ledger *l, filter_sql *which, filter_sql *q, bool *written, dp_error *err) {
    sqlite3_stmt *st = NULL;
    const size_t begin = q->where.n;
    const int count = q->count;
    bool row = true;
    uint32_t n = 0;
    dp_status s = filter_prepare(l, "", which, "", &st, err);
    while (s == DP_OK && (s = db_step(l, st, &row, err)) == DP_OK && row && n++ < WRITTEN_MOST)
        buf_printf(&q->where, "%s%lld", n > 1 ? ", " : "", (long long)sqlite3_column_int64(st, 0));
    sqlite3_finalize(st);
    *written = s == DP_OK && !row;
    if (!*written) filter_back(q, (filter_mark){begin, count});
    return s == DP_OK && q->where.failed ? error_nomem(err) : s;
}

/* By a word or words of any name that they had, or by the beginning of a code ("SYR"). */
static void actors_named(ledger *l, const char *name, filter_sql *q) {
    char folded[FOLD_MAX + 3];
    size_t n = name_key(l, name, strlen(name), folded + 1);
    folded[0] = folded[n + 1] = ' ';
    buf_str(&q->where, "SELECT actor_key FROM actor_names WHERE instr(' ' || folded || ' ', ");
    filter_text(q, folded, n + 2);
    buf_str(&q->where, ")");
    size_t length = strlen(name);
    if (length >= 2 && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length) {
        buf_str(&q->where, " UNION SELECT actor_key FROM actors WHERE substr(code, 1, ");
        filter_number(q, (int64_t)length);
        buf_str(&q->where, ") = ");
        filter_text(q, name, length);
    }
}

dp_status filter_actor_rows(ledger *l, const char *name, filter_sql *q, dp_error *err) {
    filter_sql which;
    bool written;
    filter_init(&which);
    buf_clear(&which.where);
    actors_named(l, name, &which);
    dp_status s = write_found(l, &which, q, &written, err);
    filter_free(&which);
    if (s == DP_OK && !written) actors_named(l, name, q);
    return s;
}
