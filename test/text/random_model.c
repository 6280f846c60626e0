/* Random networks whose numbers have about the size of trained ones, so that no step is trivially full or empty. */
#include "text/random_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"

typedef struct file_writer {
    buf bytes;
    uint64_t state;
    uint32_t sections;
} file_writer;

enum { HEADER = 32, ENTRY = 32, SECTIONS = 40, TABLE_END = 1344 /* (32 + 40 · 32) up to a multiple of 64 */ };

static uint32_t next(file_writer *w) {
    w->state ^= w->state << 13;
    w->state ^= w->state >> 7;
    w->state ^= w->state << 17;
    return (uint32_t)(w->state >> 32);
}

static float between(file_writer *w, float low, float high) {
    return low + (high - low) * (float)(next(w) >> 8) / 16777216.0f;
}

static void begin(file_writer *w, const char *name) {
    while (w->bytes.n % 64) buf_char(&w->bytes, 0);
    char *entry = w->bytes.at + HEADER + (size_t)w->sections++ * ENTRY;
    const uint64_t offset = w->bytes.n;
    memcpy(entry, name, strlen(name));
    memcpy(entry + 16, &offset, sizeof offset);
}

static void end(file_writer *w) {
    char *entry = w->bytes.at + HEADER + (size_t)(w->sections - 1) * ENTRY;
    uint64_t offset;
    memcpy(&offset, entry + 16, sizeof offset);
    const uint64_t size = w->bytes.n - offset;
    memcpy(entry + 24, &size, sizeof size);
}

static void put_float(file_writer *w, float v) {
    buf_add(&w->bytes, (const char *)&v, sizeof v);
}

static void add_floats(file_writer *w, const char *name, uint32_t n, float low, float high) {
    begin(w, name);
    for (uint32_t i = 0; i < n; i++) put_float(w, between(w, low, high));
    end(w);
}

/* Outputs of about 1 where inputs spread by `spread` around 64. */
static void add_matrix(file_writer *w, const char *name, uint32_t outputs, uint32_t inputs, float spread) {
    const uint32_t n = net_block(outputs);
    int32_t *zero = calloc(n, sizeof *zero);
    begin(w, name);
    for (uint32_t b = 0; b < n / NET_BLOCK; b++)
        for (uint32_t g = 0; g < inputs / 4; g++)
            for (uint32_t j = b * NET_BLOCK; j < (b + 1) * NET_BLOCK; j++)
                for (uint32_t k = 0; k < 4; k++) {
                    const int v = j < outputs ? (int)(next(w) % 255) - 127 : 0;
                    if (zero) zero[j] += 64 * v;
                    buf_char(&w->bytes, (char)v);
                }
    if (zero) buf_add(&w->bytes, (const char *)zero, n * sizeof *zero);
    const float scale = 1.0f / (spread * 73.0f * sqrtf((float)inputs));
    for (uint32_t j = 0; j < n; j++) put_float(w, j < outputs ? scale * between(w, 0.5f, 1.5f) : 0);
    for (uint32_t j = 0; j < n; j++) put_float(w, j < outputs ? between(w, -0.5f, 0.5f) : 0);
    end(w);
    free(zero);
}

static void add_norm(file_writer *w, const char *name, uint32_t width) {
    begin(w, name);
    for (uint32_t k = 0; k < width; k++) put_float(w, between(w, 0.5f, 1.5f));
    for (uint32_t k = 0; k < width; k++) put_float(w, between(w, -0.3f, 0.3f));
    end(w);
}

static void add_string(file_writer *w, const char *s) {
    buf_add(&w->bytes, s, strlen(s) + 1);
}

static void add_names(file_writer *w, const net_config *c) {
    static const char *const upos[] = {"NOUN", "VERB", "ADP", "DET", "PROPN", "PUNCT", "ADJ", "ADV"};
    static const char *const entities[] = {"O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"};
    static const char *const deprels[] = {"root", "nsubj", "obj", "obl", "case", "det", "punct", "acl:relcl"};
    char s[64];
    begin(w, "tags");
    for (uint32_t i = 0; i < c->tags; i++) {
        snprintf(s, sizeof s, "%s|Number=%s|Test=T%u", upos[i % 8], i % 2 ? "Sing" : "Plur", i);
        if (i % 3 == 0) snprintf(s, sizeof s, "%s", upos[i % 8]);
        add_string(w, s);
    }
    end(w);
    begin(w, "scripts");
    for (uint32_t i = 0; i < c->scripts; i++) {
        snprintf(s, sizeof s, "%c%u|%.*s|%u|%.*s", i % 2 ? 'l' : 'k', i / 8 % 2, (int)(i / 4 % 2), "x", i / 2 % 4,
                 (int)(i / 16 % 3), "er");
        if (i % 7 == 6) snprintf(s, sizeof s, "=lemma%u", i);
        add_string(w, s);
    }
    end(w);
    begin(w, "deprels");
    for (uint32_t i = 0; i < c->deprels; i++) add_string(w, deprels[i % 8]);
    end(w);
    begin(w, "entities");
    for (uint32_t i = 0; i < c->entities; i++) add_string(w, entities[i % 9]);
    end(w);
}

static void add_layers(file_writer *w, const net_config *c, uint32_t mix_inputs) {
    const uint32_t width = c->width;
    add_matrix(w, "mix", 3 * width, mix_inputs, 26);
    add_norm(w, "mix.ln", width);
    for (int i = 1; i <= 2; i++) {
        char name[16];
        static const struct {
            const char *name;
            uint32_t outputs, inputs; /* in widths */
        } layers[] = {{"conv%d", 3, 3}, {"scan%d", 3, 1}, {"scan%d.out", 1, 1}};
        for (int k = 0; k < 3; k++) {
            snprintf(name, sizeof name, layers[k].name, i);
            add_matrix(w, name, layers[k].outputs * width, layers[k].inputs * width, 20);
            strcat(name, ".q");
            add_floats(w, name, width, 14, 24);
            snprintf(name, sizeof name, layers[k].name, i);
            if (k < 2) add_norm(w, strcat(name, ".ln"), width);
        }
    }
}

void random_model_seal(void *file, size_t size) {
    const uint64_t sum = hash_bytes((const char *)file + HEADER, size - HEADER, 0);
    memcpy((char *)file + 24, &sum, sizeof sum);
}

void *random_model(const net_config *c, uint64_t seed, size_t *size) {
    file_writer w = {.state = seed * 2 + 1};
    const net_groups groups = net_groups_of(c);
    uint32_t mix_inputs = 0;
    buf_init(&w.bytes);
    for (int i = 0; i < TABLE_END; i++) buf_char(&w.bytes, 0);
    memcpy(w.bytes.at, "DPMODEL\n", 8);
    begin(&w, "config");
    buf_add(&w.bytes, (const char *)c, sizeof *c);
    end(&w);
    begin(&w, "emb");
    for (uint32_t k = 0; k < c->channels.n; k++) {
        for (uint32_t i = 0; i < c->channels.at[k].rows * c->channels.at[k].dim; i++)
            buf_char(&w.bytes, (char)((int)(next(&w) % 128) - 64));
        mix_inputs += c->channels.at[k].dim;
    }
    end(&w);
    add_layers(&w, c, mix_inputs);
    add_matrix(&w, "heads", groups.end, c->width, 20);
    add_floats(&w, "heads.q", c->width, 14, 24);
    add_matrix(&w, "arc.u", c->arc, c->arc, 20);
    add_floats(&w, "arc.u.q", c->arc, 20, 30);
    add_matrix(&w, "labels", c->deprels, 3 * c->rel, 20);
    add_floats(&w, "labels.q", 3 * c->rel, 20, 30);
    add_floats(&w, "arc.root", c->arc, -0.5f, 1);
    add_floats(&w, "rel.root", c->rel, -0.5f, 1);
    begin(&w, "arc.scales");
    put_float(&w, 400);
    put_float(&w, 400);
    put_float(&w, 1.0f / 160000);
    end(&w);
    add_names(&w, c);
    *size = w.bytes.n;
    const uint32_t head[2] = {2, w.sections};
    const uint64_t file_size = w.bytes.n;
    void *file = aligned_alloc(64, (w.bytes.n + 63) / 64 * 64);
    if (file && !w.bytes.failed) {
        memcpy(w.bytes.at + 8, head, sizeof head);
        memcpy(w.bytes.at + 16, &file_size, sizeof file_size);
        memcpy(file, w.bytes.at, w.bytes.n);
        random_model_seal(file, w.bytes.n);
    }
    buf_free(&w.bytes);
    return file;
}

#define CHANNELS(f, s, d)                                                                                                        \
    {                                                                                                                            \
        6, 0, {                                                                                                                  \
            {CHANNEL_FORM, 0, f, d}, {CHANNEL_SUFFIX, 4, s, d}, {CHANNEL_SUFFIX, 3, s, d}, {CHANNEL_SUFFIX, 2, s, d},            \
                {CHANNEL_PREFIX, 3, s, d}, {                                                                                     \
                CHANNEL_SHAPE, 0, s, d                                                                                           \
            }                                                                                                                    \
        }                                                                                                                        \
    }

const net_config random_model_small = {32, 16, 16, 20, 30, 9, 10, 0, CHANNELS(64, 32, 16)};
const net_config random_model_usual = {160, 96, 64, 300, 350, 9, 45, 0, CHANNELS(16384, 4096, 112)};
