/* Checking a network's sections. */
#include "text/net_model.h"

#include <stdio.h>
#include <string.h>

#include "text/lemma_table.h"
#include "text/script.h"
#include "text/ud.h"

/* No weight, scale or bias of a trained network comes near it; below it no float of the engine can overflow. */
#define NUMBER_MAX 1e9f
/* Sums are below 2^24 (127 · 127 · 1024); so is 64 · Σ w. */
#define ZERO_MAX (1 << 27)

static const char *const entity_labels[] = {"O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"};

typedef struct opener {
    const net_file *file;
    dp_error *err;
    dp_status status; /* the first error stays; later steps do nothing */
} opener;

static void fail(opener *o, const char *section, const char *what) {
    if (o->status) return;
    o->status = error_set(o->err, DP_E_PACK, "the model is damaged: %s: %s", section, what);
    error_remedy(o->err, "take the model file from the release again, or train it anew (train/README.md)");
}

static const void *find(opener *o, const char *section, size_t expected) {
    const void *at;
    size_t size;
    if (o->status) return NULL;
    if (!o->file->find(o->file->context, section, &at, &size)) {
        fail(o, section, "the section is missing or out of bounds");
        return NULL;
    }
    if (expected && size != expected) {
        fail(o, section, "its size does not fit the network's");
        return NULL;
    }
    return at;
}

static bool are_sane(const float *v, size_t n) {
    bool sane = true;
    for (size_t i = 0; i < n; i++) sane &= v[i] >= -NUMBER_MAX && v[i] <= NUMBER_MAX; /* false for NaN */
    return sane;
}

static const float *find_floats(opener *o, const char *section, size_t n) {
    const float *v = find(o, section, n * sizeof *v);
    if (v && !are_sane(v, n)) fail(o, section, "a number is impossible");
    return v;
}

/* "conv1" and ".q": floats named after a matrix. */
static const float *find_of(opener *o, const char *matrix, const char *what, size_t n) {
    char name[16];
    snprintf(name, sizeof name, "%s%s", matrix, what);
    return find_floats(o, name, n);
}

static net_matrix find_matrix(opener *o, const char *section, uint32_t outputs, uint32_t inputs) {
    net_matrix m = {.blocks = net_block(outputs) / NET_BLOCK, .groups = inputs / 4};
    size_t n = net_block(outputs);
    const char *at = find(o, section, n * inputs + n * 12);
    if (!at) return m;
    m.w = (const int8_t *)at;
    m.zero = (const int32_t *)(const void *)(at + n * inputs);
    m.scale = (const float *)(const void *)(m.zero + n);
    m.bias = m.scale + n;
    for (size_t i = 0; i < n; i++)
        if (m.zero[i] < -ZERO_MAX || m.zero[i] > ZERO_MAX) fail(o, section, "a sum is impossible");
    if (!are_sane(m.scale, 2 * n)) fail(o, section, "a number is impossible");
    return m;
}

/* The table of known lemmas, where there is one. */
static void open_lemmas(opener *o, net_model *net) {
    const void *slots, *strings;
    size_t size, strings_size, n = 0;
    edit_script script;
    if (o->status || !o->file->find(o->file->context, "lemmas", &slots, &size)) return;
    if (!o->file->find(o->file->context, "lemma.scripts", &strings, &strings_size)) strings = "", strings_size = 0;
    const char *s = strings;
    for (size_t i = 0; i < strings_size; i++) n += s[i] == 0;
    if (n > LEMMA_SCRIPTS_MAX || (strings_size > 0 && s[strings_size - 1] != 0))
        fail(o, "lemma.scripts", "it holds another number of strings");
    else if (size % 8 != 0 || !lemma_table_check(slots, size / 8, (uint32_t)n))
        fail(o, "lemmas", "a slot is impossible");
    if (o->status) return;
    net->lemmas = slots;
    net->lemma_count = (uint32_t)(size / 8);
    net->lemma_scripts = (net_strings){s, (uint32_t)n};
    for (size_t i = 0; i < n && !o->status; i++, s += strlen(s) + 1)
        if (!script_read(s, &script)) fail(o, "lemma.scripts", "one cannot be read");
}

/* Exactly n strings, the last one ended. */
static net_strings find_strings(opener *o, const char *section, uint32_t n) {
    const void *at;
    size_t size, ends = 0;
    if (o->status) return (net_strings){0};
    if (!o->file->find(o->file->context, section, &at, &size)) {
        fail(o, section, "the section is missing or out of bounds");
        return (net_strings){0};
    }
    const char *s = at;
    for (size_t i = 0; i < size; i++) ends += s[i] == 0;
    if (ends != n || (n > 0 && s[size - 1] != 0) || (n == 0 && size > 0)) fail(o, section, "it holds another number of strings");
    return (net_strings){s, n};
}

static bool is_multiple(uint32_t v, uint32_t of, uint32_t max) {
    return v > 0 && v <= max && v % of == 0;
}

static const char *check_channels(const channel_set *set, uint32_t *inputs) {
    if (set->n == 0 || set->n > CHANNELS_MAX) return "it has an impossible number of channels";
    *inputs = 0;
    for (uint32_t c = 0; c < set->n; c++) {
        const channel *ch = &set->at[c];
        if (ch->kind >= CHANNEL_KINDS || ch->length > FOLD_MAX) return "a channel is of no known kind";
        if (ch->rows == 0 || (ch->rows & (ch->rows - 1)) != 0 || ch->rows > 1u << 24) return "a table has an impossible size";
        if (!is_multiple(ch->dim, 16, NET_MIX_IN_MAX)) return "a table has an impossible width";
        *inputs += ch->dim;
    }
    return *inputs <= NET_MIX_IN_MAX ? NULL : "its channels are too wide together";
}

static const char *check_config(const net_config *c, uint32_t *inputs) {
    if (!is_multiple(c->width, 32, NET_WIDTH_MAX)) return "its width is impossible";
    if (!is_multiple(c->arc, 16, NET_ARC_MAX) || !is_multiple(c->rel, 16, NET_REL_MAX))
        return "a width of its trees is impossible";
    if (c->tags == 0 || c->tags > NET_TAGS_MAX || c->scripts == 0 || c->scripts > NET_SCRIPTS_MAX || c->deprels == 0 ||
        c->deprels > NET_DEPRELS_MAX || c->entities > NET_ENTITIES_MAX)
        return "it has an impossible number of outputs";
    if (c->entities > sizeof entity_labels / sizeof entity_labels[0] || (c->entities > 0 && c->entities % 2 == 0))
        return "it has an impossible number of entity labels";
    return check_channels(&c->channels, inputs);
}

/* Embeddings of −64 … 63, so that what they give needs no more than seven bits. */
static void open_embeddings(opener *o, net_model *net) {
    const channel_set *set = &net->config->channels;
    size_t size = 0;
    for (uint32_t c = 0; c < set->n; c++) size += (size_t)set->at[c].rows * set->at[c].dim;
    const int8_t *at = find(o, "emb", size);
    if (!at) return;
    uint8_t out_of_range = 0;
    for (size_t i = 0; i < size; i++) out_of_range |= (uint8_t)(at[i] + 64);
    if (out_of_range & 0x80) fail(o, "emb", "a number is impossible");
    for (uint32_t c = 0; c < set->n; c++) {
        net->emb[c] = at;
        at += (size_t)set->at[c].rows * set->at[c].dim;
    }
}

static void open_layers(opener *o, net_model *net) {
    static const char *const conv[2] = {"conv1", "conv2"}, *const scan[2] = {"scan1", "scan2"},
                             *const out[2] = {"scan1.out", "scan2.out"};
    uint32_t w = net->config->width;
    net->mix = find_matrix(o, "mix", NET_PIECES * w, net->mix_inputs);
    net->mix_ln = find_floats(o, "mix.ln", (size_t)2 * w);
    for (int i = 0; i < 2; i++) {
        net->conv[i] = find_matrix(o, conv[i], NET_PIECES * w, 3 * w);
        net->conv_q[i] = find_of(o, conv[i], ".q", w);
        net->conv_ln[i] = find_of(o, conv[i], ".ln", (size_t)2 * w);
        net->scan[i] = find_matrix(o, scan[i], 3 * w, w);
        net->scan_q[i] = find_of(o, scan[i], ".q", w);
        net->scan_ln[i] = find_of(o, scan[i], ".ln", (size_t)2 * w);
        net->scan_out[i] = find_matrix(o, out[i], w, w);
        net->scan_out_q[i] = find_of(o, out[i], ".q", w);
    }
}

static void open_trees(opener *o, net_model *net) {
    const net_config *c = net->config;
    net->heads = find_matrix(o, "heads", net->groups.end, c->width);
    net->heads_q = find_floats(o, "heads.q", c->width);
    net->arc = find_matrix(o, "arc.u", c->arc, c->arc);
    net->arc_q = find_floats(o, "arc.u.q", c->arc);
    net->labels = find_matrix(o, "labels", c->deprels, 3 * c->rel);
    net->labels_q = find_floats(o, "labels.q", (size_t)3 * c->rel);
    net->arc_root = find_floats(o, "arc.root", c->arc);
    net->rel_root = find_floats(o, "rel.root", c->rel);
    const float *scales = find_floats(o, "arc.scales", 3);
    if (!scales) return;
    net->arc_dep_mul = scales[0];
    net->arc_head_mul = scales[1];
    net->arc_unit = scales[2];
}

static void open_names(opener *o, net_model *net) {
    const net_config *c = net->config;
    net->tags = find_strings(o, "tags", c->tags);
    net->scripts = find_strings(o, "scripts", c->scripts);
    net->deprels = find_strings(o, "deprels", c->deprels);
    net->entities = find_strings(o, "entities", c->entities);
    if (o->status) return;
    const char *s = net->tags.at;
    net_tag tag;
    edit_script script;
    for (uint32_t i = 0; i < c->tags; i++, s += strlen(s) + 1)
        if (!net_tag_read(s, &tag)) fail(o, "tags", "one has no part of speech");
    s = net->scripts.at;
    for (uint32_t i = 0; i < c->scripts; i++, s += strlen(s) + 1)
        if (!script_read(s, &script)) fail(o, "scripts", "one cannot be read");
    s = net->entities.at;
    for (uint32_t i = 0; i < c->entities; i++, s += strlen(s) + 1)
        if (strcmp(s, entity_labels[i]) != 0) fail(o, "entities", "one is not known");
}

dp_status net_model_open(const net_file *file, net_model *out, dp_error *err) {
    opener o = {file, err, DP_OK};
    *out = (net_model){.config = find(&o, "config", sizeof(net_config))};
    const char *wrong = out->config ? check_config(out->config, &out->mix_inputs) : NULL;
    if (wrong) fail(&o, "config", wrong);
    if (o.status) return o.status;
    out->groups = net_groups_of(out->config);
    open_embeddings(&o, out);
    open_layers(&o, out);
    open_trees(&o, out);
    open_names(&o, out);
    open_lemmas(&o, out);
    return o.status;
}

bool net_tag_read(const char *s, net_tag *out) {
    char upos[8];
    size_t n = strcspn(s, "|");
    if (n >= sizeof upos) return false;
    memcpy(upos, s, n);
    upos[n] = 0;
    int found = upos_of(upos);
    if (found < 0) return false;
    const char *feats = s[n] && strcmp(s + n, "|_") != 0 ? s + n + 1 : "";
    *out = (net_tag){feats_of(feats), *feats ? feats : "_", (uint8_t)found};
    return true;
}
