/* The gazetteer under construction (see place_builder.h). */
#include "pack/place_builder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/name_index.h"
#include "text/text.h"

enum { REGIONS_MAX = 65000, NAME_WORDS_MAX = 12, NAME_BYTES_MAX = 200 };

struct place_builder {
    pack_builder *b;
    const spelling_source *spelling;
    const place_forms *forms;
    arena words;
    place_record *places;
    float *weights; /* [cap] of each place's surest name */
    uint32_t n, cap;
    uint32_t *by_id; /* [id_mask + 1] place + 1 */
    uint32_t id_mask;
    name_index names, skeletons;
    place_region *regions;
    char (*region_codes)[32];
    uint32_t region_count;
    uint16_t *region_slots; /* [1 << 17] region number */
    bool nomem;
};

enum { REGION_SLOTS = 1 << 17 };

dp_status place_builder_new(pack_builder *b, const spelling_source *spelling, const place_forms *forms, place_builder **out,
                            dp_error *err) {
    place_builder *pb = calloc(1, sizeof *pb);
    if (!pb) return error_nomem(err);
    *out = pb;
    pb->b = b;
    pb->spelling = spelling;
    pb->forms = forms;
    arena_init(&pb->words);
    pb->id_mask = (1u << 20) - 1;
    pb->by_id = calloc((size_t)pb->id_mask + 1, sizeof *pb->by_id);
    pb->regions = calloc(REGIONS_MAX, sizeof *pb->regions);
    pb->region_codes = calloc(REGIONS_MAX, sizeof *pb->region_codes);
    pb->region_slots = calloc(REGION_SLOTS, sizeof *pb->region_slots);
    if (!pb->by_id || !pb->regions || !pb->region_codes || !pb->region_slots) return error_nomem(err);
    dp_status s = name_index_init(&pb->names, builder_fold(b), err);
    return s == DP_OK ? name_index_init(&pb->skeletons, builder_fold(b), err) : s;
}

void place_builder_free(place_builder *pb) {
    if (!pb) return;
    arena_free(&pb->words);
    name_index_free(&pb->names);
    name_index_free(&pb->skeletons);
    free(pb->places);
    free(pb->weights);
    free(pb->by_id);
    free(pb->regions);
    free(pb->region_codes);
    free(pb->region_slots);
    free(pb);
}

/* ----------------------------------------------------------------------------------------------------------- regions */

uint16_t region_of(place_builder *pb, const char *country, const char *code) {
    char key[32];
    if (!code[0] || !country[0] || strcmp(code, "00") == 0) return 0; /* GeoNames' 00: the whole country */
    snprintf(key, sizeof key, "%.2s.%.27s", country, code);
    uint32_t k = (uint32_t)hash_bytes(key, strlen(key), 0) % REGION_SLOTS;
    uint32_t string = builder_string(pb->b, key);
    for (; pb->region_slots[k]; k = (k + 1) % REGION_SLOTS)
        if (pb->regions[pb->region_slots[k] - 1].code == string) return pb->region_slots[k];
    if (pb->region_count == REGIONS_MAX) {
        pb->nomem = true;
        return 0;
    }
    place_region *r = &pb->regions[pb->region_count];
    *r = (place_region){.code = string, .name = string, .place = PLACE_NONE};
    memcpy(r->country, country, 2);
    memcpy(pb->region_codes[pb->region_count], key, sizeof key);
    pb->region_slots[k] = (uint16_t)++pb->region_count;
    return (uint16_t)pb->region_count;
}

uint32_t region_count(const place_builder *pb) {
    return pb->region_count;
}

const char *region_code(const place_builder *pb, uint16_t region) {
    return region > 0 && region <= pb->region_count ? pb->region_codes[region - 1] : "";
}

const place_region *region_at(const place_builder *pb, uint16_t region) {
    return region > 0 && region <= pb->region_count ? &pb->regions[region - 1] : NULL;
}

void region_set_name(place_builder *pb, uint16_t region, const char *name) {
    if (region > 0 && region <= pb->region_count) pb->regions[region - 1].name = builder_string(pb->b, name);
}

void region_set_place(place_builder *pb, uint16_t region, uint32_t place) {
    if (region > 0 && region <= pb->region_count) pb->regions[region - 1].place = place;
}

/* ------------------------------------------------------------------------------------------------------------ places */

static bool grow_places(place_builder *pb) {
    if (pb->n < pb->cap) return true;
    uint32_t cap = pb->cap ? pb->cap * 2 : 1u << 18;
    if (cap < pb->cap) return false;
    place_record *places = realloc(pb->places, (size_t)cap * sizeof *places);
    if (places) pb->places = places;
    float *weights = places ? realloc(pb->weights, (size_t)cap * sizeof *weights) : NULL;
    if (!weights) return false;
    pb->weights = weights;
    pb->cap = cap;
    return true;
}

static uint32_t id_slot(const place_builder *pb, uint32_t id) {
    uint32_t k = (uint32_t)(((uint64_t)id * 0x9E3779B97F4A7C15ull) >> 32) & pb->id_mask;
    while (pb->by_id[k] && pb->places[pb->by_id[k] - 1].geonames_id != id) k = (k + 1) & pb->id_mask;
    return k;
}

static bool grow_ids(place_builder *pb) {
    if (pb->n < pb->id_mask / 2) return true;
    uint32_t mask = pb->id_mask * 2 + 1;
    uint32_t *wide = calloc((size_t)mask + 1, sizeof *wide);
    if (!wide) return false;
    free(pb->by_id);
    pb->by_id = wide;
    pb->id_mask = mask;
    for (uint32_t i = 0; i < pb->n; i++)
        if (pb->places[i].geonames_id) pb->by_id[id_slot(pb, pb->places[i].geonames_id)] = i + 1;
    return true;
}

/* How much a kind of place is talked of beyond its people: seats more, parts of towns and what is abandoned less. */
static double feature_weight(const char *feature) {
    static const struct {
        const char *feature;
        double weight;
    } weights[] = {{"PPLC", 2.5},   {"PPLA", 1.0},  {"PPLA2", 0.3}, {"PPLX", -1.5}, {"PPLL", -0.5},
                   {"PPLQ", -2.5},  {"PPLH", -2.0}, {"PPLW", -2.0}, {"PPLF", -0.5}, {"PPLR", -0.5},
                   {"STLMT", -0.5}, {"ADM2", -2.0}, {"ADM3", -3.0}};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
        if (strcmp(feature, weights[i].feature) == 0) return weights[i].weight;
    return 0;
}

static double natural_weight(const place_draft *d) {
    return 0.9 * log(d->population + 200.0) + 1.2 * log(1.0 + d->name_count) + feature_weight(d->feature);
}

uint32_t place_add(place_builder *pb, const place_draft *d) {
    if (pb->nomem || !grow_places(pb) || !grow_ids(pb)) {
        pb->nomem = true;
        return PLACE_NONE;
    }
    uint32_t index = pb->n++;
    place_record *r = &pb->places[index];
    *r = (place_record){.geonames_id = d->geonames_id,
                        .name = builder_string(pb->b, d->name),
                        .lat_e5 = (int32_t)lround(d->lat * 1e5),
                        .lon_e5 = (int32_t)lround(d->lon * 1e5),
                        .population = d->population,
                        .admin1_index = region_of(pb, d->country, d->region),
                        .rule = d->rule};
    memcpy(r->feature, d->feature, strnlen(d->feature, sizeof r->feature - 1));
    if (d->country[0]) memcpy(r->country, d->country, 2);
    pb->weights[index] = (float)(d->weight != 0 ? d->weight : natural_weight(d));
    if (d->geonames_id) pb->by_id[id_slot(pb, d->geonames_id)] = index + 1;
    return index;
}

place_record *place_at(place_builder *pb, uint32_t index) {
    return index < pb->n ? &pb->places[index] : NULL;
}

uint32_t place_count(const place_builder *pb) {
    return pb->n;
}

void place_weigh(place_builder *pb, uint32_t place, double more) {
    if (place < pb->n) pb->weights[place] += (float)more;
}

uint32_t place_by_id(const place_builder *pb, uint32_t geonames_id) {
    uint32_t found = geonames_id ? pb->by_id[id_slot(pb, geonames_id)] : 0;
    return found ? found - 1 : PLACE_NONE;
}

/* ------------------------------------------------------------------------------------------------------------- names */

typedef struct name_words {
    uint64_t hashes[NAME_WORDS_MAX];
    uint32_t n;
    char folded[NAME_BYTES_MAX]; /* the folded words, set apart by spaces */
    size_t folded_bytes;
    bool joined; /* an apostrophe stands between two of them */
} name_words;

/* What a town must weigh for its adjective to be known: smaller ones give family names more often than anything else. */
#define DERIVED_WEIGHT 14.5F

static bool split_name(place_builder *pb, const char *name, name_words *out) {
    const word *words;
    uint32_t n;
    const fold_table *fold = builder_fold(pb->b);
    arena_reset(&pb->words);
    out->n = 0;
    out->folded_bytes = 0;
    out->joined = false;
    if (strlen(name) >= NAME_BYTES_MAX / 2) return false;
    if (text_words(fold, name, strlen(name), &pb->words, &words, &n) != DP_OK) {
        pb->nomem = true;
        return false;
    }
    if (n == 0 || n > NAME_WORDS_MAX) return false;
    for (uint32_t i = 0; i < n; i++) {
        out->hashes[i] = words[i].hash;
        /* an apostrophe parts words, but not the spelling of one: "Ma‘arrat" is "maarrat" */
        bool apart = i > 0 && memchr(name + words[i - 1].end, ' ', words[i].start - words[i - 1].end) != NULL;
        apart = apart || (i > 0 && memchr(name + words[i - 1].end, '-', words[i].start - words[i - 1].end) != NULL);
        if (apart && out->folded_bytes < NAME_BYTES_MAX) out->folded[out->folded_bytes++] = ' ';
        out->joined = out->joined || (i > 0 && !apart);
        out->folded_bytes += fold_name(fold, name + words[i].start, words[i].end - words[i].start,
                                       out->folded + out->folded_bytes, NAME_BYTES_MAX - out->folded_bytes);
    }
    out->n = n;
    return true;
}

static unsigned spelling_sets(const place_builder *pb, const char *country) {
    for (uint32_t i = 0; pb->spelling && i < pb->spelling->n; i++)
        if (memcmp(pb->spelling->at[i].country, country, 2) == 0) return pb->spelling->at[i].sets;
    return 0;
}

/* "Ts'khinvali" is also written "Tskhinvali". */
static void add_joined(place_builder *pb, const name_words *w, uint32_t place, unsigned tier, unsigned flags, unsigned langs) {
    uint64_t hashes[NAME_WORDS_MAX];
    uint32_t n = 0;
    for (size_t start = 0; start < w->folded_bytes && n < NAME_WORDS_MAX;) {
        const char *space = memchr(w->folded + start, ' ', w->folded_bytes - start);
        size_t end = space ? (size_t)(space - w->folded) : w->folded_bytes;
        hashes[n++] = hash_bytes(w->folded + start, end - start, 0);
        start = end + 1;
    }
    name_index_add(&pb->names, hashes, n, place, tier, flags, langs);
}

/* A form of a name: where it is added to or dropped from. */
typedef struct form_of {
    place_builder *pb;
    const name_words *name;
    uint32_t place;
    unsigned tier, flags, langs;
    bool latin;
} form_of;

#define DECLINED_WEIGHT 15.0F /* the places whose Latin names are declined in every language that has their letters */

/* A form of a Latin name belongs to the language that makes it: "Aleppos" is German only. */
static void add_form(void *context, const char *form, unsigned lang, bool part) {
    const form_of *of = context;
    const unsigned langs = of->langs || !of->latin ? of->langs : lang;
    name_words w;
    if (part && of->tier != NAME_MAIN) return;
    if (split_name(of->pb, form, &w))
        name_index_add_form(&of->pb->names, w.hashes, w.n, of->name->hashes, of->name->n, of->place,
                            part ? NAME_ALTERNATE : of->tier, of->flags | (of->latin ? NAME_ONLY : 0), langs);
}

/* The adjective made from the name, with all its endings. */
static void add_derived(void *context, const char *form, unsigned lang, bool part) {
    (void)lang, (void)part;
    const form_of *of = context;
    name_words w;
    if (split_name(of->pb, form, &w))
        name_index_add(&of->pb->names, w.hashes, w.n, of->place, NAME_ADJECTIVE, of->flags, of->langs);
}

static void drop_form(void *context, const char *form, unsigned lang, bool part) {
    (void)lang, (void)part;
    const form_of *of = context;
    name_words w;
    if (split_name(of->pb, form, &w)) name_index_drop(&of->pb->names, w.hashes, w.n, of->place);
}

#define KNOWN_WEIGHT 10 /* of places that short keys may mean */

void place_name(place_builder *pb, uint32_t place, const char *name, unsigned tier, unsigned flags, unsigned langs) {
    name_words w;
    if (place >= pb->n || !split_name(pb, name, &w)) return;
    name_index_add(&pb->names, w.hashes, w.n, place, tier, flags, langs);
    if (w.joined) add_joined(pb, &w, place, tier, flags, langs);
    if (!(flags & (NAME_CAPS | NAME_DOTTED | NAME_TAIL)))
        place_forms_each(pb->forms, name, langs, tier != NAME_VARIANT && pb->weights[place] > DECLINED_WEIGHT, add_form,
                         &(form_of){pb, &w, place, tier, flags, langs, (unsigned char)name[0] < 0x80});
    if (tier == NAME_MAIN && flags == 0 && pb->weights[place] >= DERIVED_WEIGHT && pb->places[place].feature[0] == 'P' &&
        strncmp(pb->places[place].feature, "PCL", 3) != 0)
        place_forms_derived(pb->forms, name, langs, add_derived, &(form_of){.pb = pb, .place = place, .langs = langs});
    unsigned sets = flags & NAME_CAPS ? 0 : spelling_sets(pb, pb->places[place].country);
    for (unsigned set = 0; sets >> set; set++) {
        const size_t least = pb->weights[place] > KNOWN_WEIGHT ? SPELLING_KEY_KNOWN : SPELLING_KEY_MIN;
        uint64_t key = sets >> set & 1 ? spelling_key(&pb->spelling->table, set, w.folded, w.folded_bytes, least) : 0;
        if (key) name_index_add(&pb->skeletons, &key, 1, place, NAME_VARIANT, 0, 0);
    }
}

void place_name_drop(place_builder *pb, uint32_t place, const char *name) {
    name_words w;
    if (!split_name(pb, name, &w)) return;
    name_index_drop(&pb->names, w.hashes, w.n, place);
    place_forms_each(pb->forms, name, 0, true, drop_form, &(form_of){.pb = pb, .place = place});
}

bool place_has_name(place_builder *pb, uint32_t place, const char *name) {
    name_words w;
    if (!split_name(pb, name, &w)) return false;
    for (uint32_t i = name_index_find(&pb->names, w.hashes, w.n); i; i = pb->names.links[i - 1].next)
        if (pb->names.links[i - 1].place == place) return true;
    return false;
}

uint32_t place_by_name(place_builder *pb, const char *name, const char *country) {
    name_words w;
    uint32_t best = PLACE_NONE;
    if (!split_name(pb, name, &w)) return best;
    for (uint32_t i = name_index_find(&pb->names, w.hashes, w.n); i; i = pb->names.links[i - 1].next) {
        uint32_t p = pb->names.links[i - 1].place;
        if (pb->names.links[i - 1].flags & NAME_ONLY) continue; /* no name, a case of one */
        if (country[0] && memcmp(pb->places[p].country, country, 2) != 0) continue;
        if (best == PLACE_NONE || pb->weights[p] > pb->weights[best] || (pb->weights[p] >= pb->weights[best] && p < best))
            best = p;
    }
    return best;
}

/* ----------------------------------------------------------------------------------------------------------- writing */

/* An alternate name of one place weighs little beside a place that has it as its own: "Venice" was once a name of Dayton. */
#define OTHERS_NAME  2.5
#define OTHERS_WHOLE 10.0 /* … and none where it is made: "Nordirland" is no part of Ireland */

static double weigh_name(void *context, const name_link *link, bool owned) {
    static const double by_tier[] = {[NAME_MAIN] = 0, [NAME_ALTERNATE] = -1.2, [NAME_VARIANT] = -2.5, [NAME_ADJECTIVE] = 0};
    const place_builder *pb = context;
    return pb->weights[link->place] + by_tier[link->tier] - (link->flags & NAME_FORMER ? 1.0 : 0.0) -
           (owned && link->tier != NAME_MAIN ? (link->flags & NAME_ONLY ? OTHERS_WHOLE : OTHERS_NAME) : 0.0);
}

static bool write_names(place_builder *pb) {
    buf candidates;
    buf_init(&candidates);
    bool ok = name_index_lists(&pb->names, weigh_name, pb, &candidates) &&
              name_index_lists(&pb->skeletons, weigh_name, pb, &candidates);
    if (ok) {
        builder_section(pb->b, "place-lists", candidates.at, candidates.n);
        builder_phrases(pb->b, "place-names", pb->names.phrases);
        builder_phrases(pb->b, "place-skeletons", pb->skeletons.phrases);
    }
    buf_free(&candidates);
    return ok;
}

dp_status place_builder_write(place_builder *pb, dp_error *err) {
    for (uint32_t i = 0; i < pb->n; i++) {
        uint16_t region = pb->places[i].admin1_index;
        if (region > 0) pb->places[i].admin1 = pb->regions[region - 1].name;
    }
    if (pb->nomem || !write_names(pb)) return error_nomem(err);
    builder_section(pb->b, "places", pb->places, (size_t)pb->n * sizeof *pb->places);
    builder_section(pb->b, "place-regions", pb->regions, (size_t)pb->region_count * sizeof *pb->regions);
    return DP_OK;
}
