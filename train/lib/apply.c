#include "lib/apply.h"

#include <stdlib.h>
#include <string.h>

#include "core/mapfile.h"
#include "text/linguist.h"
#include "text/model.h"

typedef struct bank {
    vec_of(token) tokens;
    vec_of(sentence) sentences;
} bank;

/* A line of a word: its form, NUL-terminated in place; NULL for other lines. */
static char *form_of(char *line) {
    const size_t digits = strspn(line, "0123456789");
    if (digits == 0 || line[digits] != '\t') return NULL;
    char *form = line + digits + 1;
    form[strcspn(form, "\t")] = 0;
    return form;
}

static bool end_sentence(bank *b, arena *a) {
    const uint32_t first = b->sentences.n > 0 ? b->sentences.at[b->sentences.n - 1].end_token : 0;
    const sentence s = {.first_token = first, .end_token = b->tokens.n};
    return b->tokens.n == first || vec_push(a, &b->sentences, s);
}

static bool read_bank(const mapfile *file, bank *b, arena *a) {
    char *text = arena_copy(a, file->at ? file->at : "", file->size);
    for (char *line = text, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = 0;
        char *form = form_of(line);
        const token t = {.form = form, .lemma = form};
        if (form ? !vec_push(a, &b->tokens, t) : *line == 0 && !end_sentence(b, a)) return false;
    }
    return text && end_sentence(b, a);
}

static void print_bank(const mapfile *file, const bank *b, FILE *out) {
    uint32_t word = 0, sentence = 0;
    for (const char *line = file->at, *next; line < file->at + file->size; line = next) {
        const char *end = memchr(line, '\n', (size_t)(file->at + file->size - line));
        if (!end) end = file->at + file->size;
        next = end + 1;
        const size_t digits = strspn(line, "0123456789");
        if (digits == 0 || line[digits] != '\t') {
            fprintf(out, "%.*s\n", (int)(end - line), line);
            continue;
        }
        while (sentence + 1 < b->sentences.n && word >= b->sentences.at[sentence].end_token) sentence++;
        const token *t = &b->tokens.at[word++];
        const uint32_t head = t->head == TOKEN_NONE ? 0 : t->head - b->sentences.at[sentence].first_token + 1;
        fprintf(out, "%.*s\t%s\t%s\t%s\t_\t%s\t%u\t%s\t_\t_\n", (int)digits, line, t->form, t->lemma, upos_name(t->upos),
                t->feats_text ? t->feats_text : "_", head, deprel_name(t->deprel));
    }
}

static dp_status run(const model *m, bank *b, arena *a, dp_error *err) {
    linguist *l = NULL;
    name_list names = {0};
    dp_status status = linguist_new(&m->network, m->fold, kernel_best(), &l, err);
    if (status) return status;
    l->encoder.known = m->known;
    status = linguist_run(l, b->tokens.at, b->sentences.at, b->sentences.n, a, &names, err);
    linguist_free(l);
    return status;
}

dp_status apply_model(const pack *p, const char *model_path, const char *bank_path, FILE *out, dp_error *err) {
    mapfile model_file = {0}, bank_file = {0};
    model m;
    bank b = {0};
    arena a;
    arena_init(&a);
    dp_status status = mapfile_open(model_path, &model_file, err);
    if (!status) status = mapfile_open(bank_path, &bank_file, err);
    if (!status) status = model_open(model_file.at, model_file.size, p->fold, &m, err);
    if (!status) status = word_flags_open(p, &m.known, err);
    if (!status && !read_bank(&bank_file, &b, &a)) status = error_nomem(err);
    if (!status) status = run(&m, &b, &a, err);
    if (!status) print_bank(&bank_file, &b, out);
    if (bank_file.at) mapfile_close(&bank_file);
    if (model_file.at) mapfile_close(&model_file);
    arena_free(&a);
    return status;
}
