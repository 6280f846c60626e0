/* Opening of model files; scratch memory. */
#include "text/model.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "text/parser.h"
#include "text/scratch.h"

typedef struct model_header {
    char magic[8];
    uint32_t version, section_count;
    uint64_t size, checksum;
} model_header;

typedef struct model_section {
    char name[16];
    uint64_t offset, size;
} model_section;

#define SECTIONS_MAX 64u

static dp_status damaged(dp_error *err, const char *what) {
    error_set(err, DP_E_PACK, "the model is damaged: %s", what);
    error_remedy(err, "take the model file from the release again, or train it anew (train/README.md)");
    return DP_E_PACK;
}

static dp_status check_header(const char *bytes, size_t size, model_header *h, dp_error *err) {
    if (size < sizeof *h) return damaged(err, "it is cut short");
    memcpy(h, bytes, sizeof *h);
    if (memcmp(h->magic, "DPMODEL\n", 8) != 0) return damaged(err, "it is no model");
    if (h->version != MODEL_VERSION && h->version != MODEL_NETWORK) {
        error_set(err, DP_E_PACK, "the model is of version %u where %u is read", h->version, MODEL_NETWORK);
        return error_remedy(err, "train the model with the depeche-train of this version");
    }
    if ((uintptr_t)bytes % 16 != 0) return error_set(err, DP_E_INTERNAL, "the model is not aligned in memory");
    if (h->size != size) return damaged(err, "its size is not what its header says");
    if (h->section_count > SECTIONS_MAX || sizeof *h + h->section_count * sizeof(model_section) > size)
        return damaged(err, "its section table is cut short");
    if (hash_bytes(bytes + 32, size - 32, 0) != h->checksum) return damaged(err, "its checksum does not fit");
    return DP_OK;
}

typedef struct section_bytes {
    const void *at;
    size_t size;
} section_bytes;

/* Finds a section whose size is a multiple of `item`, in bounds and aligned. */
static bool find_section(const char *bytes, size_t size, const model_header *h, const char *name, size_t item,
                         section_bytes *out) {
    const model_section *sections = (const model_section *)(const void *)(bytes + sizeof *h);
    for (uint32_t i = 0; i < h->section_count; i++) {
        const model_section *s = &sections[i];
        if (strncmp(s->name, name, sizeof s->name) != 0) continue;
        if (s->offset % 64 != 0 || s->offset > size || s->size > size - s->offset || s->size % item != 0) return false;
        *out = (section_bytes){bytes + s->offset, (size_t)s->size};
        return s->size / item <= UINT32_MAX;
    }
    return false;
}

typedef struct model_file {
    const char *bytes;
    size_t size;
    const model_header *header;
} model_file;

static bool find_bytes(const void *context, const char *name, const void **at, size_t *size) {
    const model_file *f = context;
    section_bytes s;
    if (!find_section(f->bytes, f->size, f->header, name, 1, &s)) return false;
    *at = s.at;
    *size = s.size;
    return true;
}

static dp_status check_classes(const model *m, dp_error *err) {
    if (m->class_count == 0 || m->class_count >= MODEL_CLASSES_MAX) return damaged(err, "it has an impossible number of classes");
    for (uint32_t i = 0; i < m->class_count; i++)
        if (m->classes[i].upos >= UPOS_COUNT) return damaged(err, "a class has no part of speech");
    return DP_OK;
}

static dp_status open_fixed(const void *at, size_t size, uint32_t values, uint32_t contexts, const uint8_t **out, dp_error *err) {
    const uint8_t *table = at;
    if (size != contexts) return damaged(err, "a table of fixed decisions has another size");
    for (uint32_t i = 0; i < contexts; i++)
        if (table[i] != PARSE_OPEN && table[i] >= values) return damaged(err, "a fixed decision is none");
    *out = table;
    return DP_OK;
}

dp_status model_open(const void *bytes, size_t size, const fold_table *fold, model *out, dp_error *err) {
    *out = (model){.fold = fold};
    model_header h;
    dp_status status = check_header(bytes, size, &h, err);
    if (status) return status;
    if (h.version == MODEL_NETWORK) {
        const model_file file = {bytes, size, &h};
        out->has_network = true;
        return net_model_open(&(net_file){find_bytes, &file}, &out->network, err);
    }
    enum {
        CLASSES,
        SLOTS,
        BARE,
        SETS,
        READINGS,
        FEATS,
        STRINGS,
        SCRIPTS,
        GUESS,
        TAGS,
        MOVES,
        LABELS,
        FIXED_MOVES,
        FIXED_LABELS,
        COUNT
    };
    static const struct {
        const char *name;
        size_t item;
    } expected[COUNT] = {{"classes", sizeof(tag_class)},
                         {"lex.slots", 8},
                         {"lex.bare", 8},
                         {"lex.sets", sizeof(lexicon_set)},
                         {"lex.readings", sizeof(lexicon_reading)},
                         {"feats", 4},
                         {"strings", 1},
                         {"scripts", sizeof(lemma_script)},
                         {"guess", sizeof(guess_slot)},
                         {"tags", 1},
                         {"moves", 1},
                         {"labels", 1},
                         {"fixed.moves", PARSE_MOVE_CONTEXTS},
                         {"fixed.labels", PARSE_LABEL_CONTEXTS}};
    section_bytes s[COUNT];
    for (int i = 0; i < COUNT; i++) {
        if (find_section(bytes, size, &h, expected[i].name, expected[i].item, &s[i])) continue;
        damaged(err, "a section is missing or out of bounds");
        return DP_E_PACK;
    }
    out->classes = s[CLASSES].at;
    out->class_count = (uint32_t)(s[CLASSES].size / sizeof(tag_class));
    out->words = (lexicon){.slots = s[SLOTS].at,
                           .slot_count = (uint32_t)(s[SLOTS].size / 8),
                           .bare = s[BARE].at,
                           .bare_count = (uint32_t)(s[BARE].size / 8),
                           .sets = s[SETS].at,
                           .set_count = (uint32_t)(s[SETS].size / sizeof(lexicon_set)),
                           .readings = s[READINGS].at,
                           .reading_count = (uint32_t)(s[READINGS].size / sizeof(lexicon_reading)),
                           .feats = s[FEATS].at,
                           .feats_count = (uint32_t)(s[FEATS].size / 4),
                           .strings = s[STRINGS].at,
                           .strings_size = (uint32_t)s[STRINGS].size};
    status = check_classes(out, err);
    if (!status) status = lexicon_check(&out->words, out->class_count, err);
    if (!status)
        status = lemma_open(s[SCRIPTS].at, s[SCRIPTS].size, s[GUESS].at, s[GUESS].size, s[STRINGS].at, s[STRINGS].size,
                            out->words.feats_count, &out->lemmas, err);
    if (!status) status = linear_open(s[TAGS].at, s[TAGS].size, out->class_count, 32, &out->tags, err);
    if (!status) status = linear_open(s[MOVES].at, s[MOVES].size, MOVE_COUNT, 4, &out->moves, err);
    if (!status) status = linear_open(s[LABELS].at, s[LABELS].size, DEP_COUNT, 64, &out->labels, err);
    if (!status)
        status = open_fixed(s[FIXED_MOVES].at, s[FIXED_MOVES].size, MOVE_COUNT, PARSE_MOVE_CONTEXTS, &out->fixed_moves, err);
    if (!status)
        status = open_fixed(s[FIXED_LABELS].at, s[FIXED_LABELS].size, DEP_COUNT, PARSE_LABEL_CONTEXTS, &out->fixed_labels, err);
    return status;
}

dp_status linguistic_scratch_new(const model *m, linguistic_scratch **out, dp_error *err) {
    *out = calloc(1, sizeof **out);
    if (!*out) return error_nomem(err);
    if (m->has_network) {
        dp_status status = linguist_new(&m->network, m->fold, kernel_best(), &(*out)->linguist, err);
        if (status == DP_OK) {
            (*out)->linguist->encoder.known = m->known;
            return DP_OK;
        }
        free(*out);
        *out = NULL;
        return status;
    }
    (*out)->cache = calloc(CACHE_WORDS, sizeof(cached_word));
    if (!(*out)->cache) {
        free(*out);
        *out = NULL;
        return error_nomem(err);
    }
    tagger_edge(m, &(*out)->edge);
    return DP_OK;
}

void linguistic_scratch_free(linguistic_scratch *s) {
    if (!s) return;
    linguist_free(s->linguist);
    free(s->cache);
    free(s);
}
