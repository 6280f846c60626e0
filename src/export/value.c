/* Values that more than one format asks for. */
#include "export/value.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "claim/lexicon.h"
#include "core/edtf.h"
#include "mention/gazetteer.h"

const char *const among_polarity[] = {"affirmed", "negated", NULL};
const char *const among_certainty[] = {"certain", "probable", "possible", "unknown", NULL};
const char *const among_tense[] = {"past", "ongoing", "future", "hypothetical", "ordered", "historical", NULL};
const char *const among_control[] = {"held",      "taken",   "lost",        "contested", "besieged",
                                     "withdrawn", "entered", "transferred", NULL};
const char *const among_time_basis[] = {"explicit", "relative", "dispatch", "unknown", NULL};
const char *const among_claimant_basis[] = {"claimant", "unnamed", "outlet", "dispatch", NULL};

export_cell cell_text(const char *s) {
    return (export_cell){.kind = s ? CELL_TEXT : CELL_EMPTY, .text = s};
}

export_cell cell_int(int64_t v) {
    return (export_cell){.kind = v == RECORD_NONE ? CELL_EMPTY : CELL_INT, .integer = v};
}

export_cell cell_real(double v) {
    return (export_cell){.kind = isfinite(v) ? CELL_REAL : CELL_EMPTY, .real = v};
}

export_cell cell_of_buf(const export_row *row, buf *b, uint8_t kind) {
    const char *text = b->failed ? NULL : arena_copy(row->a, b->at ? b->at : "", b->n);
    buf_free(b);
    return (export_cell){.kind = text ? kind : CELL_EMPTY, .text = text};
}

export_cell cell_printed(const export_row *row, const char *fmt, ...) {
    char line[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    return cell_text(arena_copy(row->a, line, strlen(line)));
}

record_place no_place(void) {
    return (record_place){.at = {RECORD_NONE, RECORD_NONE},
                          .code = RECORD_NONE,
                          .lat = NAN,
                          .lon = NAN,
                          .geo_precision = RECORD_NONE,
                          .where_prec = RECORD_NONE,
                          .confidence = NAN};
}

bool says_it_happened(const ledger_record *r) {
    static const char *const tenses[] = {"past", "ongoing", "historical"};
    if (!r->polarity || strcmp(r->polarity, "affirmed") != 0) return false;
    for (size_t i = 0; r->tense && i < sizeof tenses / sizeof *tenses; i++)
        if (strcmp(tenses[i], r->tense) == 0) return true;
    return false;
}

static int32_t day_number(const char *iso) {
    civil c;
    return iso && edtf_parse(iso, &c) && c.day ? day_from_civil(c.year, c.month, c.day) : DAY_NONE;
}

int64_t days_spanned(const ledger_record *r) {
    int32_t first = day_number(r->first_day), last = day_number(r->last_day);
    return first == DAY_NONE || last == DAY_NONE ? 0 : (int64_t)last - first + 1;
}

const char *single_day(const ledger_record *r) {
    return days_spanned(r) == 1 ? r->first_day : NULL;
}

export_cell value_year(const export_row *row) {
    const char *first = row->r.first_day, *last = row->r.last_day;
    civil a, b;
    if (!first || !last || !edtf_parse(first, &a) || !edtf_parse(last, &b) || a.year != b.year) return cell_text(NULL);
    return cell_int(a.year);
}

static const country_record *country_of(const knowledge *k, const char *alpha2) {
    return k && k->places && alpha2 ? gazetteer_country(k->places, alpha2) : NULL;
}

const char *country_name_of(const knowledge *k, const char *alpha2) {
    const country_record *c = country_of(k, alpha2);
    return c ? gazetteer_country_label(k->places, c, "en") : alpha2;
}

const char *country_alpha3(const knowledge *k, const char *alpha2) {
    const country_record *c = country_of(k, alpha2);
    return c ? c->alpha3 : NULL;
}

export_cell value_country_number(const export_row *row) {
    const country_record *c = country_of(row->k, row->place.country);
    return cell_int(c && c->numeric ? c->numeric : RECORD_NONE);
}

static const char *known(const char *s) {
    return *s && strcmp(s, "-") != 0 ? s : NULL;
}

const char *ontology_label_of(const knowledge *k, const char *table, const char *code) {
    return k ? known(ontology_label(&k->pack, table, code)) : NULL;
}

const char *ontology_extra_of(const knowledge *k, const char *table, const char *code) {
    return k ? known(ontology_extra(&k->pack, table, code)) : NULL;
}

int64_t whole_number(const char *s) {
    return s && *s >= '0' && *s <= '9' ? strtoll(s, NULL, 10) : RECORD_NONE;
}

export_cell value_country_name(const export_row *row) {
    return cell_text(country_name_of(row->k, row->place.country));
}

export_cell value_full_place(const export_row *row) {
    const char *const parts[] = {row->place.name, row->place.admin1, country_name_of(row->k, row->place.country)};
    buf b;
    buf_init(&b);
    for (int i = 0; i < 3; i++) {
        if (!parts[i] || (i && parts[i - 1] && strcmp(parts[i], parts[i - 1]) == 0)) continue;
        if (b.n) buf_str(&b, ", ");
        buf_str(&b, parts[i]);
    }
    bool any = b.n > 0;
    export_cell out = cell_of_buf(row, &b, CELL_TEXT);
    return any ? out : cell_text(NULL);
}

void json_text_member(buf *out, const char *key, const char *s) {
    if (s) json_kv_str(out, key, s);
}

void json_int_member(buf *out, const char *key, int64_t v) {
    if (v != RECORD_NONE) json_kv_int(out, key, v);
}

void json_real_member(buf *out, const char *key, double v) {
    if (!isfinite(v)) return;
    json_key(out, key);
    json_number(v, out);
}

const char *web_address(const char *url) {
    if (!url || (strncasecmp(url, "http://", 7) != 0 && strncasecmp(url, "https://", 8) != 0)) return NULL;
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F || strchr("\"<>\\^`{|}", *at)) return NULL;
    return url;
}
