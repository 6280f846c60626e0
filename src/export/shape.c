/* Quotes and places as the options want them. */
#include "export/shape.h"

#include <ctype.h>
#include <string.h>

#include "export/value.h"
#include "mention/gazetteer.h"

/* ---- quotes -------------------------------------------------------------------------------------------------------------- */

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

/* ---- places -------------------------------------------------------------------------------------------------------------- */

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

static record_place as_country(const knowledge *k, const record_place *p) {
    record_place out = no_place();
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
    record_place out = no_place();
    out.name = out.admin1 = p->admin1;
    out.country = p->country;
    out.feature = "ADM1";
    out.geo_precision = 3;
    out.where_prec = 4;
    take_point(&out, region_place(k, p->country, p->admin1));
    return out;
}

static record_place coarse(const export_options *o, const knowledge *k, const record_place *p) {
    if (!p->country) return no_place();
    if (is_country(p) || o->coarsen == EXPORT_COUNTRY || !p->admin1) return as_country(k, p);
    if (!is_region(p)) return as_region(k, p);
    record_place out = *p;
    out.text = NULL;
    return out;
}

/* ---- names of finer places in other words -------------------------------------------------------------------------------- */

#define SOME_PLACE "[place]"

/* A name in Latin letters is one only where a word begins and ends with it; other scripts write words together. */
static bool is_whole(const char *text, const char *hit, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)hit[i] >= 0x80) return true;
    const unsigned char before = hit == text ? ' ' : (unsigned char)hit[-1], after = (unsigned char)hit[n];
    return !isalnum(before) && before < 0x80 && !isalnum(after) && after < 0x80;
}

/* `s` with every `from` replaced; `s` itself where there is none, NULL where memory is out. */
static const char *replaced(const char *s, const char *from, const char *to, arena *a) {
    const size_t n = strlen(from);
    const char *hit = strstr(s, from), *rest = s;
    if (!hit || n == 0) return s;
    buf b;
    buf_init(&b);
    for (; hit; hit = strstr(hit + n, from)) {
        if (!is_whole(s, hit, n)) continue;
        buf_add(&b, rest, (size_t)(hit - rest));
        buf_str(&b, to);
        rest = hit + n;
    }
    buf_str(&b, rest);
    const char *out = b.failed ? NULL : arena_copy(a, b.at ? b.at : "", b.n);
    buf_free(&b);
    return out;
}

/* What stands for a finer place: the coarse name for the claim's own, SOME_PLACE for others. */
typedef struct renaming {
    const ledger_record *r;
    const char *own, *coarse; /* NULL */
    arena *a;
    bool failed;
} renaming;

static const char *renamed(renaming *n, const char *s) {
    if (!s) return NULL;
    if (n->own && n->coarse) s = replaced(s, n->own, n->coarse, n->a);
    for (uint32_t i = 0; s && i < n->r->small_place_count; i++) {
        const char *name = n->r->small_places[i];
        if (!n->coarse || strcmp(name, n->coarse) != 0) s = replaced(s, name, SOME_PLACE, n->a);
    }
    if (!s) n->failed = true;
    return s;
}

/* Parties without the words of the dispatch, and with no place in their names. */
static const record_actor *renamed_actors(renaming *n, const record_actor *at, uint32_t count) {
    record_actor *out = arena_array(n->a, count, sizeof *out);
    if (!out) n->failed = true;
    for (uint32_t i = 0; out && i < count; i++) {
        out[i] = at[i];
        out[i].text = NULL;
        out[i].name = renamed(n, at[i].name);
    }
    return out;
}

static const record_claimant *renamed_claimants(renaming *n, const ledger_record *r) {
    record_claimant *out = arena_array(n->a, r->claimant_count, sizeof *out);
    if (!out) n->failed = true;
    for (uint32_t i = 0; out && i < r->claimant_count; i++) {
        out[i] = r->claimants[i];
        out[i].text = renamed(n, r->claimants[i].text);
    }
    return out;
}

static const record_casualty *without_words(const ledger_record *r, arena *a) {
    record_casualty *out = arena_array(a, r->casualty_count, sizeof *out);
    for (uint32_t i = 0; out && i < r->casualty_count; i++) {
        out[i] = r->casualties[i];
        out[i].who = NULL;
    }
    return out;
}

static void rename_all(renaming *n, ledger_record *r) {
    r->says = renamed(n, r->says);
    r->claimant = renamed(n, r->claimant);
    r->trigger = renamed(n, r->trigger);
    r->actors = renamed_actors(n, r->actors, r->actor_count);
    r->recipients = renamed_actors(n, r->recipients, r->recipient_count);
    if (r->holder) r->holder = renamed_actors(n, r->holder, 1);
    if (r->from) r->from = renamed_actors(n, r->from, 1);
    r->claimants = renamed_claimants(n, r);
}

/* A coarse copy of a place; NULL for none. */
static const record_place *coarse_copy(const export_options *o, const knowledge *k, const record_place *p, renaming *n) {
    record_place *copy = p ? arena_alloc(n->a, sizeof *copy) : NULL;
    if (p && !copy) n->failed = true;
    if (copy) *copy = coarse(o, k, p);
    return copy;
}

static dp_status coarsen(const export_options *o, const knowledge *k, ledger_record *r, arena *a, dp_error *err) {
    renaming n = {.r = r, .a = a};
    const record_place *fine = r->place ? r->place : r->control_place;
    r->quote = r->title = r->url = r->file = r->given_id = r->path = NULL;
    r->line = RECORD_NONE;
    r->masked = true;
    r->place = coarse_copy(o, k, r->place, &n);
    r->control_place = coarse_copy(o, k, r->control_place, &n);
    const record_place *now = r->place ? r->place : r->control_place;
    n.own = fine ? fine->name : NULL;
    n.coarse = now ? now->name : NULL;
    rename_all(&n, r);
    r->casualties = without_words(r, a);
    return n.failed || !r->casualties ? error_nomem(err) : DP_OK;
}

/* A title or a claimant's words may be as long as a text: with quotes cut or left out they have EXPORT_QUOTES at most. */
static dp_status cut_labels(const export_options *o, ledger_record *r, arena *a, dp_error *err) {
    const uint32_t most = o->quote_characters > EXPORT_QUOTES ? o->quote_characters : EXPORT_QUOTES;
    record_claimant *claimants = arena_array(a, r->claimant_count, sizeof *claimants);
    bool failed = !claimants;
    for (uint32_t i = 0; !failed && i < r->claimant_count; i++) {
        claimants[i] = r->claimants[i];
        if (claimants[i].text) failed = !(claimants[i].text = cut(claimants[i].text, most, a));
    }
    r->claimants = claimants;
    if (r->title) failed |= !(r->title = cut(r->title, most, a));
    if (r->claimant) failed |= !(r->claimant = cut(r->claimant, most, a));
    return failed ? error_nomem(err) : DP_OK;
}

dp_status shape_record(const export_options *o, const knowledge *k, ledger_record *r, arena *a, dp_error *err) {
    dp_status s = cut_labels(o, r, a, err);
    if (s != DP_OK) return s;
    if (o->coarsen != EXPORT_EXACT) return coarsen(o, k, r, a, err);
    if (o->quote_characters == 0) {
        r->quote = NULL;
    } else if (r->quote) {
        r->quote = cut(r->quote, o->quote_characters, a);
        if (!r->quote) return error_nomem(err);
    }
    return DP_OK;
}
