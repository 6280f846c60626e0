/* lang/<l>/tokens.rules → section "<l>/tokens" (text/tokenise.h has its layout); models/<l>.model → section "<l>/model" and
 * models/<l>.boundaries → section "<l>/boundaries", the files' bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>

#include "core/mapfile.h"
#include "pack/compile.h"
#include "text/hashed.h"
#include "text/model.h"
#include "text/tokenise.h"

#define PARTS_BYTES_MAX 20u /* what a contraction spells; text.c makes room for it */

typedef struct entry_list {
    vec_of(token_entry) items;
} entry_list;

typedef struct compiler {
    pack_builder *b;
    arena *a;
    const rule_file *file;
    uint32_t file_number;
    token_rules fold_only; /* token_hash needs the fold table alone */
    uint32_t policy;
    entry_list entries;
} compiler;

static const struct {
    const char *section;
    uint32_t kinds;
} sections[] = {
    {"elisions", TOK_ELISION},
    {"whole", TOK_WHOLE},
    {"enclitics", TOK_ENCLITIC},
    {"suffixes", TOK_SUFFIX},
    {"prefixes", TOK_PREFIX},
    {"units", TOK_UNIT},
    {"abbreviations", TOK_ABBREVIATION},
    {"titles", TOK_TITLE},
    {"before numbers", TOK_BEFORE_NUMBER},
    {"before a year", TOK_BEFORE_NUMBER},
    {"months", TOK_MONTH},
    {"function words", TOK_FUNCTION | TOK_STARTER},
    {"starters", TOK_STARTER},
    {"acronyms", TOK_ACRONYM},
    {"articles after", TOK_ARTICLE_AFTER},
    {"contractions after", TOK_NOT_ARTICLE_AFTER},
    {"outer proclitics", TOK_OUTER_PROCLITIC},
    {"inner proclitics", TOK_INNER_PROCLITIC},
    {"fused enclitics", TOK_FUSED_ENCLITIC},
    {"separable prefixes", TOK_SEPARABLE},
};

static const struct {
    const char *word;
    uint32_t policy;
} policies[] = {
    {"cut-hyphens", TOKENS_CUT_HYPHENS},
    {"join-digits", TOKENS_JOIN_DIGITS},
    {"negation-suffix", TOKENS_NEGATION_SUFFIX},
    {"lower-starts", TOKENS_LOWER_STARTS},
    {"cut-slashes", TOKENS_CUT_SLASHES},
    {"join-percent", TOKENS_JOIN_PERCENT},
    {"join-tags", TOKENS_JOIN_TAGS},
    {"ordinal-points", TOKENS_ORDINAL_POINTS},
    {"cut-points", TOKENS_CUT_POINTS},
    {"no-capitals", TOKENS_NO_CAPITALS},
    {"cut-bangs", TOKENS_CUT_BANGS},
    {"join-endings", TOKENS_JOIN_ENDINGS},
    {"model-cuts", TOKENS_MODEL_CUTS},
    {"no-names", TOKENS_NO_NAMES},
    {"capital-nouns", TOKENS_CAPITAL_NOUNS},
};

static token_entry *entry_of(compiler *c, uint64_t key, uint32_t line) {
    for (uint32_t i = 0; i < c->entries.items.n; i++)
        if (c->entries.items.at[i].key == key) return &c->entries.items.at[i];
    token_entry e = {.key = key, .rule = RULE_REF(c->file_number, line)};
    if (!vec_push(c->a, &c->entries.items, e)) return NULL;
    return &c->entries.items.at[c->entries.items.n - 1];
}

static dp_status add_word(compiler *c, const char *word, size_t n, uint32_t kinds, uint32_t line, dp_error *err) {
    bool ending = n > 1 && word[0] == '-' && (kinds & (TOK_ARTICLE_AFTER | TOK_NOT_ARTICLE_AFTER));
    bool abbreviation = (kinds & (TOK_ABBREVIATION | TOK_TITLE | TOK_BEFORE_NUMBER)) != 0;
    if (ending) word++, n--;
    if (abbreviation && n > 1 && word[n - 1] == '.') n--;
    uint64_t key = token_hash(&c->fold_only, word, (uint32_t)n);
    token_entry *e = entry_of(c, ending ? token_suffix_key(key) : key, line);
    if (!e) return error_nomem(err);
    e->kinds |= kinds;
    if (kinds & (TOK_OUTER_PROCLITIC | TOK_INNER_PROCLITIC | TOK_FUSED_ENCLITIC)) c->policy |= TOKENS_FUSED;
    if (kinds & TOK_SEPARABLE) c->policy |= TOKENS_SEPARABLE;
    return DP_OK;
}

/* Runs `add` for each word of all columns of a line. */
static dp_status add_words(compiler *c, const rule_line *l, uint32_t kinds, dp_error *err) {
    for (uint32_t k = 0; k < l->columns; k++) {
        const char *s = l->column[k];
        if (*s == 0) s = "-"; /* a lone hyphen is a word here */
        while (*s) {
            size_t n = strcspn(s, " ");
            dp_status st = n ? add_word(c, s, n, kinds, l->line, err) : DP_OK;
            if (st != DP_OK) return st;
            s += n + (s[n] == ' ');
        }
    }
    return DP_OK;
}

/* `s` with its first letter, or its first word, in upper case: what stands in titles. */
static dp_status raise_case(const char *s, bool whole_word, char out[64], dp_error *err) {
    UChar wide[64], raised[64];
    int32_t n = 0, head = 0, m = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(wide, 64, &n, s, -1, &code);
    if (U_FAILURE(code)) return error_set(err, DP_E_FORMAT, "\"%s\" is too long or no UTF-8", s);
    head = whole_word ? 0 : 1;
    while (whole_word && head < n && wide[head] != ' ') head++;
    m = u_strToUpper(raised, 64, wide, head, "", &code);
    if (U_FAILURE(code) || m + n - head > 63) return error_set(err, DP_E_FORMAT, "\"%s\" is too long", s);
    memcpy(raised + m, wide + head, (size_t)(n - head) * sizeof *wide);
    u_strToUTF8(out, 64, NULL, raised, m + n - head, &code);
    return U_FAILURE(code) ? error_set(err, DP_E_FORMAT, "\"%s\" is too long", s) : DP_OK;
}

static dp_status add_contraction(compiler *c, const rule_line *l, dp_error *err) {
    char title[64], upper[64], all[200];
    if (l->columns < 2) return rule_error(c->file, l, err, "expected a word and its parts");
    if (strlen(l->column[1]) > PARTS_BYTES_MAX)
        return rule_error(c->file, l, err, "expected parts of at most %u bytes", PARTS_BYTES_MAX);
    dp_status st = raise_case(l->column[1], false, title, err);
    if (st == DP_OK) st = raise_case(l->column[1], true, upper, err);
    if (st != DP_OK) return error_at(err, c->file->path, l->line);
    snprintf(all, sizeof all, "%s|%s|%s", l->column[1], title, upper);
    uint32_t kinds = TOK_CONTRACTION;
    if (l->columns > 2) {
        if (strcmp(l->column[2], "unless-article") != 0) return rule_error(c->file, l, err, "expected \"unless-article\"");
        kinds |= TOK_MAYBE_ARTICLE;
    }
    token_entry *e = entry_of(c, token_hash(&c->fold_only, l->column[0], (uint32_t)strlen(l->column[0])), l->line);
    if (!e) return error_nomem(err);
    e->kinds |= kinds;
    e->parts = builder_string(c->b, all);
    return DP_OK;
}

/* An ending and how it is spelled without clitics, in the three spellings of a contraction; or an ending and "never". */
static dp_status add_stem(compiler *c, const rule_line *l, dp_error *err) {
    char upper[64], all[200];
    if (l->columns < 2) return rule_error(c->file, l, err, "expected an ending and how it is spelled alone, or \"never\"");
    if (strlen(l->column[1]) > PARTS_BYTES_MAX)
        return rule_error(c->file, l, err, "expected a spelling of at most %u bytes", PARTS_BYTES_MAX);
    dp_status st = raise_case(l->column[1], true, upper, err);
    if (st != DP_OK) return error_at(err, c->file->path, l->line);
    uint64_t key = token_suffix_key(token_hash(&c->fold_only, l->column[0], (uint32_t)strlen(l->column[0])));
    token_entry *e = entry_of(c, key, l->line);
    if (!e) return error_nomem(err);
    if (strcmp(l->column[1], "never") == 0) {
        e->kinds |= TOK_NO_STEM;
        return DP_OK;
    }
    snprintf(all, sizeof all, "%s|%s|%s", l->column[1], l->column[1], upper);
    e->kinds |= TOK_STEM_ENDING;
    e->parts = builder_string(c->b, all);
    return DP_OK;
}

/* A proclitic, and the letter that stands before its stem again where the stem begins with the proclitic's own. */
static dp_status add_article(compiler *c, const rule_line *l, dp_error *err) {
    if (l->columns < 2 || strlen(l->column[1]) > PARTS_BYTES_MAX)
        return rule_error(c->file, l, err, "expected a proclitic and a letter");
    token_entry *e = entry_of(c, token_hash(&c->fold_only, l->column[0], (uint32_t)strlen(l->column[0])), l->line);
    if (!e) return error_nomem(err);
    e->kinds |= TOK_RESTORES;
    e->parts = builder_string(c->b, l->column[1]);
    return DP_OK;
}

static dp_status add_policy(compiler *c, const rule_line *l, dp_error *err) {
    for (const char *s = l->column[0]; *s;) {
        size_t n = strcspn(s, " ");
        size_t i = 0;
        while (i < sizeof policies / sizeof policies[0] &&
               !(strlen(policies[i].word) == n && memcmp(policies[i].word, s, n) == 0))
            i++;
        if (i == sizeof policies / sizeof policies[0])
            return rule_error(c->file, l, err, "expected a policy, not \"%.*s\"", (int)n, s);
        c->policy |= policies[i].policy;
        s += n + (s[n] == ' ');
    }
    return DP_OK;
}

static dp_status add_line(compiler *c, const rule_line *l, dp_error *err) {
    if (l->is_test) return DP_OK;
    if (strcmp(l->section, "policy") == 0) return add_policy(c, l, err);
    if (strcmp(l->section, "contractions") == 0) return add_contraction(c, l, err);
    if (strcmp(l->section, "fused stems") == 0) return add_stem(c, l, err);
    if (strcmp(l->section, "fused articles") == 0) return add_article(c, l, err);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (strcmp(l->section, sections[i].section) == 0) return add_words(c, l, sections[i].kinds, err);
    return rule_error(c->file, l, err, "expected a known section, not [%s]", l->section);
}

/* An open-addressing table at most half full, in one block behind its head. */
static dp_status write_table(compiler *c, const char *lang, dp_error *err) {
    char name[32];
    uint32_t slots = 64;
    while (slots < c->entries.items.n * 2) slots *= 2;
    size_t size = sizeof(tokens_head) + slots * sizeof(token_entry);
    tokens_head *h = arena_alloc(c->a, size);
    if (!h) return error_nomem(err);
    *h = (tokens_head){.magic = TOKENS_MAGIC, .policy = c->policy, .slots = slots, .entries = c->entries.items.n};
    token_entry *table = (token_entry *)(void *)(h + 1);
    for (uint32_t i = 0; i < c->entries.items.n; i++) {
        uint32_t at = (uint32_t)(c->entries.items.at[i].key >> 20) & (slots - 1);
        while (table[at].key) at = (at + 1) & (slots - 1);
        table[at] = c->entries.items.at[i];
    }
    snprintf(name, sizeof name, "%.8s/tokens", lang);
    builder_section(c->b, name, h, size);
    return DP_OK;
}

static dp_status compile_tokens(pack_builder *b, const pack_sources *s, const char *lang, arena *a, dp_error *err) {
    char path[128];
    rule_file file;
    snprintf(path, sizeof path, "lang/%.32s/tokens.rules", lang);
    if (!rule_file_exists(s->root, path)) return DP_OK;
    dp_status st = rule_file_read(s->root, path, a, &file, err);
    if (st != DP_OK) return st;
    compiler c = {.b = b, .a = a, .file = &file, .file_number = builder_file(b, path)};
    c.fold_only.fold = builder_fold(b);
    for (uint32_t i = 0; i < file.n; i++)
        if ((st = add_line(&c, &file.lines[i], err)) != DP_OK) return st;
    return write_table(&c, lang, err);
}

/* A model is checked before it goes in, so that a damaged file fails the build and not the user. */
static dp_status copy_model(pack_builder *b, const pack_sources *s, const char *lang, dp_error *err) {
    char name[32], relative[64], path[4096];
    mapfile file;
    model opened;
    snprintf(relative, sizeof relative, "models/%.8s.model", lang);
    if (!rule_file_exists(s->root, relative)) return DP_OK;
    snprintf(path, sizeof path, "%s/%s", s->root, relative);
    dp_status st = mapfile_open(path, &file, err);
    if (st != DP_OK) return st;
    st = model_open(file.at, file.size, builder_fold(b), &opened, err);
    snprintf(name, sizeof name, "%.8s/model", lang);
    if (st == DP_OK) builder_section(b, name, file.at, file.size);
    if (st != DP_OK) error_at(err, relative, 0);
    mapfile_close(&file);
    return st;
}

/* models/<l>.boundaries and models/<l>.clitics → sections of these names, checked in the same way. */
static dp_status copy_weights(pack_builder *b, const pack_sources *s, const char *lang, const char *kind, uint32_t question,
                              dp_error *err) {
    char name[32], relative[64], path[4096];
    mapfile file;
    hashed_weights opened;
    snprintf(relative, sizeof relative, "models/%.8s.%s", lang, kind);
    if (!rule_file_exists(s->root, relative)) return DP_OK;
    snprintf(path, sizeof path, "%s/%s", s->root, relative);
    dp_status st = mapfile_open(path, &file, err);
    if (st != DP_OK) return st;
    st = hashed_open(file.at, file.size, question, &opened, err);
    snprintf(name, sizeof name, "%.8s/%s", lang, kind);
    if (st == DP_OK) builder_section(b, name, file.at, file.size);
    if (st != DP_OK) error_at(err, relative, 0);
    mapfile_close(&file);
    return st;
}

dp_status compile_text(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    for (uint32_t i = 0; s->langs[i]; i++) {
        dp_status st = compile_tokens(b, s, s->langs[i], a, err);
        if (st == DP_OK) st = copy_weights(b, s, s->langs[i], "boundaries", HASHED_BOUNDARIES, err);
        if (st == DP_OK) st = copy_weights(b, s, s->langs[i], "clitics", HASHED_CLITICS, err);
        if (st == DP_OK) st = copy_model(b, s, s->langs[i], err);
        if (st != DP_OK) return st;
    }
    return DP_OK;
}
