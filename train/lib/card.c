#include "lib/card.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/mapfile.h"
#include "lib/model_file.h"

#define LICENCES_MAX 24

typedef struct source_line {
    char what[160], licence[120];
} source_line;

static bool find_source(const mapfile *table, const char *name, source_line *out) {
    for (const char *line = table->at, *next; line < table->at + table->size; line = next) {
        const char *end = memchr(line, '\n', (size_t)(table->at + table->size - line));
        if (!end) end = table->at + table->size;
        next = end + 1;
        char copy[512];
        size_t n = (size_t)(end - line) < sizeof copy ? (size_t)(end - line) : sizeof copy - 1;
        memcpy(copy, line, n);
        copy[n] = 0;
        char *what = strchr(copy, '\t'), *licence = what ? strchr(what + 1, '\t') : NULL;
        if (!licence) continue;
        *what++ = *licence++ = 0;
        if (strcmp(copy, name) != 0) continue;
        snprintf(out->what, sizeof out->what, "%.*s", (int)sizeof out->what - 1, what);
        snprintf(out->licence, sizeof out->licence, "%.*s", (int)sizeof out->licence - 1, licence);
        return true;
    }
    return false;
}

static dp_status put_source(buf *b, const mapfile *table, const char *name, const char *amount, const char *path, dp_error *err) {
    source_line line;
    if (!find_source(table, name, &line)) {
        error_set(err, DP_E_FORMAT, "the data come from \"%s\", which has no licence here", name);
        error_at(err, path, 0);
        return error_remedy(err, "add a line with the source's name, title and licence");
    }
    buf_printf(b, "| %s | %s | %s |\n", line.what, amount, line.licence);
    return DP_OK;
}

static dp_status put_sources(buf *b, const card *c, const mapfile *table, dp_error *err) {
    const corpus *t = c->train;
    char amount[64];
    dp_status status = DP_OK;
    for (uint32_t k = 0; k < t->banks.items.n && !status; k++) {
        uint32_t trees = 0, words = 0;
        for (uint32_t i = 0; i < t->sentences.n; i++)
            if (t->sentences.at[i].bank == k && t->sentences.at[i].tree && !t->sentences.at[i].silver)
                trees++, words += t->sentences.at[i].count;
        if (trees == 0) continue;
        snprintf(amount, sizeof amount, "%u trees, %u words", trees, words);
        status = put_source(b, table, t->banks.items.at[k].text, amount, c->sources, err);
    }
    for (uint32_t k = 0; k < t->name_sources.items.n && !status; k++) {
        snprintf(amount, sizeof amount, "%" PRIu64 " texts with names", t->name_sources.items.at[k].count);
        status = put_source(b, table, t->name_sources.items.at[k].text, amount, c->sources, err);
    }
    if (!status && c->list) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(c->list, "."), c->list);
        status = put_source(b, table, name, "word list", c->sources, err);
    }
    return status;
}

dp_status card_write(const card *c, const char *path, dp_error *err) {
    mapfile table;
    buf b;
    const network_shape *s = &c->net->shape;
    dp_status status = mapfile_open(c->sources, &table, err);
    if (status) return status;
    buf_init(&b);
    buf_printf(&b,
               "# Model card: %s\n\nTags with features, lemmas, names and dependency trees of \"%s\": the network of "
               "docs/linguistic-core.md, ",
               c->model, c->lang);
    buf_printf(&b, "width %u, %u tags, %u lemma scripts, %u relations, eight-bit weights.\n\n", s->width, s->tags, s->scripts,
               s->deprels);
    buf_str(&b, "## Data and licence\n\n| source | amount | licence |\n|---|---|---|\n");
    status = put_sources(&b, c, &table, err);
    buf_str(&b, "\nThe model is under the licences of its data. Training used the training parts alone; the scores are on "
                "development parts,\n"
                "on which sizes and the length of training were chosen too.\n");
    if (c->silver_words > 0)
        buf_printf(&b, "Of the texts with names, %u words also carried trees on which several networks agreed (self-training).\n",
                   c->silver_words);
    buf_str(&b, "\n## Scores\n\nOn gold tokens, before rounding to eight bits:\n\n| bank | words | UPOS | tag with all features "
                "| lemma | UAS | LAS |\n"
                "|---|---|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < c->dev_count; i++)
        buf_printf(&b, "| %s | %u | %.2f | %.2f | %.2f | %.2f | %.2f |\n", c->dev_names[i], c->dev[i].words, c->dev[i].upos,
                   c->dev[i].feats, c->dev[i].lemma, c->dev[i].uas, c->dev[i].las);
    if (c->names.gold > 0) buf_printf(&b, "\nNames, strict F1 over %u: %.2f.\n", c->names.gold, c->names.f1);
    buf_printf(&b,
               "\n## Made by\n\n    %s\n\nusing depeche " DP_VERSION
               " (`train/run.sh` has all commands). Equal input and the same vector instructions give "
               "equal bytes.\n",
               c->command);
    if (!status) status = b.failed ? error_nomem(err) : model_file_write(&b, path, err);
    buf_free(&b);
    mapfile_close(&table);
    return status;
}
