/* Quotes and places as the options want them. */
#include "export/shape.h"

#include <math.h>
#include <string.h>

#include "export/value.h"
#include "mention/gazetteer.h"

/* ---- quotes ---------------------------------------------------------------------------------------------------------------- */

/* At most `most` characters, the last of them "…" where words were cut. */
static const char *cut(const char *s, uint32_t most, arena *a) {
    size_t n = strlen(s), at = 0;
    uint32_t cp;
    if (most == EXPORT_QUOTES_FULL || utf8_count(s, n) <= most) return s;
    for (uint32_t i = 1; i < most; i++) at += utf8_decode(s + at, n - at, &cp);
    char *out = arena_alloc(a, at + 4);
    if (!out) return NULL;
    memcpy(out, s, at);
    memcpy(out + at, "\xE2\x80\xA6", 4);
    return out;
}

/* ---- places ---------------------------------------------------------------------------------------------------------------- */

static bool is_country(const record_place *p) {
    return p->feature && strncmp(p->feature, "PCL", 3) == 0;
}

static bool is_region(const record_place *p) {
    return p->feature && strcmp(p->feature, "ADM1") == 0;
}

static void take_point(record_place *p, const place_record *at) {
    if (!at) return;
    p->lat = at->lat_e5 / 1e5;
    p->lon = at->lon_e5 / 1e5;
    if (at->geonames_id) {
        p->gazetteer = "geonames";
        p->code = at->geonames_id;
    }
}

/* The region's row in the gazetteer, by its country and English name. */
static const place_record *region_place(const knowledge *k, const char *country, const char *name) {
    if (!k || !k->places) return NULL;
    const place_region *r;
    for (uint16_t i = 1; i && (r = gazetteer_region(k->places, i)) != NULL; i++)
        if (strcmp(r->country, country) == 0 && strcmp(pack_string(&k->pack, r->name), name) == 0)
            return r->place == PLACE_NONE ? NULL : gazetteer_place(k->places, r->place);
    return NULL;
}

static record_place nowhere(void) {
    return (record_place){.at = {RECORD_NONE, RECORD_NONE},
                          .code = RECORD_NONE,
                          .lat = NAN,
                          .lon = NAN,
                          .geo_precision = RECORD_NONE,
                          .where_prec = RECORD_NONE,
                          .confidence = NAN};
}

static record_place as_country(const knowledge *k, const record_place *p) {
    record_place out = nowhere();
    const country_record *c = k && k->places ? gazetteer_country(k->places, p->country) : NULL;
    out.name = country_name_of(k, p->country);
    out.country = p->country;
    out.feature = "PCLI";
    out.geo_precision = 3;
    out.where_prec = 6;
    if (c) take_point(&out, gazetteer_place(k->places, c->place));
    return out;
}

static record_place as_region(const knowledge *k, const record_place *p) {
    record_place out = nowhere();
    out.name = out.admin1 = p->admin1;
    out.country = p->country;
    out.feature = "ADM1";
    out.geo_precision = 3;
    out.where_prec = 4;
    take_point(&out, region_place(k, p->country, p->admin1));
    return out;
}

static record_place coarse(const export_options *o, const knowledge *k, const record_place *p) {
    if (!p->country) return nowhere();
    if (is_country(p) || o->coarsen == EXPORT_COUNTRY || !p->admin1) return as_country(k, p);
    if (!is_region(p)) return as_region(k, p);
    record_place out = *p;
    out.text = NULL;
    return out;
}

/* `s` with every `from` replaced. */
static const char *replaced(const char *s, const char *from, const char *to, arena *a) {
    buf b;
    buf_init(&b);
    for (const char *hit; (hit = strstr(s, from)) != NULL; s = hit + strlen(from)) {
        buf_add(&b, s, (size_t)(hit - s));
        buf_str(&b, to);
    }
    buf_str(&b, s);
    const char *out = b.failed ? NULL : arena_copy(a, b.at ? b.at : "", b.n);
    buf_free(&b);
    return out;
}

static void rename_in_words(ledger_record *r, const record_place *fine, const char *to, arena *a) {
    if (fine && fine->name && *fine->name && r->says) r->says = replaced(r->says, fine->name, to ? to : "a place", a);
}

/* A coarse copy of a place; NULL for none. */
static const record_place *coarse_copy(const export_options *o, const knowledge *k, const record_place *p, ledger_record *r,
                                       arena *a) {
    if (!p) return NULL;
    record_place *copy = arena_alloc(a, sizeof *copy);
    if (!copy) return NULL;
    *copy = coarse(o, k, p);
    rename_in_words(r, p, copy->name, a);
    return copy;
}

static dp_status coarsen(const export_options *o, const knowledge *k, ledger_record *r, arena *a, dp_error *err) {
    const record_place *place = r->place, *control = r->control_place;
    r->quote = r->title = r->url = r->file = r->given_id = r->path = NULL;
    r->line = RECORD_NONE;
    r->masked = true;
    r->place = coarse_copy(o, k, place, r, a);
    r->control_place = coarse_copy(o, k, control, r, a);
    record_casualty *counts = arena_array(a, r->casualty_count, sizeof *counts);
    if (!counts || !r->says || (place && !r->place) || (control && !r->control_place)) return error_nomem(err);
    for (uint32_t i = 0; i < r->casualty_count; i++) {
        counts[i] = r->casualties[i];
        counts[i].who = NULL;
    }
    r->casualties = counts;
    return DP_OK;
}

dp_status shape_record(const export_options *o, const knowledge *k, ledger_record *r, arena *a, dp_error *err) {
    if (o->coarsen != EXPORT_EXACT) return coarsen(o, k, r, a, err);
    if (o->quote_characters == 0) {
        r->quote = NULL;
    } else if (r->quote) {
        r->quote = cut(r->quote, o->quote_characters, a);
        if (!r->quote) return error_nomem(err);
    }
    return DP_OK;
}
