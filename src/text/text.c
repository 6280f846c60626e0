/* The way through the room: pieces, paragraphs, quotation marks, sentences, tokens, words, then tags and trees. */
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/boundary.h"
#include "text/fused.h"
#include "text/linguist.h"
#include "text/models.h"
#include "text/order.h"
#include "text/particle.h"
#include "text/quotes.h"
#include "text/sentence.h"
#include "text/shout.h"
#include "text/tree_mend.h"
#include "text/verb_second.h"

#define HEADLINE_PARAGRAPHS_MAX 3u
#define HEADLINE_BYTES_MAX      240u
#define PARTS_MAX               FUSED_PARTS_MAX

/* --- the languages -------------------------------------------------------------------------------------------------------- */

static dp_status weights_open(const pack *p, const char *code, const char *kind, uint32_t question, hashed_weights *out,
                              dp_error *err) {
    const void *data;
    size_t size;
    char name[32];
    snprintf(name, sizeof name, "%s/%s", code, kind);
    return pack_section(p, name, &data, &size) ? hashed_open(data, size, question, out, err) : DP_OK;
}

/* The model is left for the first text of its language: checking one takes a millisecond and reads much of it. */
static dp_status language_open(const pack *p, const char code[4], language *out, dp_error *err) {
    char name[32];
    memcpy(out->code, code, sizeof out->code);
    dp_status st = token_rules_open(p, code, &out->rules, err);
    if (st != DP_OK) return st;
    if ((st = weights_open(p, out->code, "boundaries", HASHED_BOUNDARIES, &out->boundaries, err)) != DP_OK) return st;
    if ((st = weights_open(p, out->code, "clitics", HASHED_CLITICS, &out->clitics, err)) != DP_OK) return st;
    if ((st = forms_open(p, out->code, &out->forms, err)) != DP_OK) return st;
    snprintf(name, sizeof name, "%s/model", out->code);
    pack_section(p, name, &out->model, &out->model_size);
    return DP_OK;
}

dp_status text_models_open(const pack *p, text_models **out, dp_error *err) {
    *out = NULL;
    text_models *m = calloc(1, sizeof *m);
    if (!m) return error_nomem(err);
    m->pack = p;
    dp_status st = word_flags_open(p, &m->known, err);
    for (uint32_t i = 0; st == DP_OK && i < p->section_count && m->n < LANGUAGES_MAX; i++) {
        const char *name = pack_section_name(p, i);
        const char *slash = strchr(name, '/');
        if (!slash || slash - name > 3 || strcmp(slash, "/tokens") != 0) continue;
        char code[4] = {0};
        memcpy(code, name, (size_t)(slash - name));
        st = language_open(p, code, &m->at[m->n], err);
        m->n += st == DP_OK;
    }
    if (st != DP_OK) {
        text_models_free(m);
        return st;
    }
    *out = m;
    return DP_OK;
}

void text_models_free(text_models *m) {
    free(m);
}

uint32_t text_language_index(const text_models *m, const char *lang) {
    size_t n = strcspn(lang, "-_");
    for (uint32_t i = 0; i < m->n; i++)
        if (strlen(m->at[i].code) == n && memcmp(m->at[i].code, lang, n) == 0) return i;
    return LANGUAGES_MAX;
}

bool text_has_language(const text_models *m, const char *lang) {
    return text_language_index(m, lang) != LANGUAGES_MAX;
}

/* --- the workspace -------------------------------------------------------------------------------------------------------- */

struct text_workspace {
    const text_models *models;
    pieces pieces;
    model *opened[LANGUAGES_MAX]; /* these two are made when their language is first met */
    linguist *linguists[LANGUAGES_MAX];
};

dp_status text_workspace_new(const text_models *m, text_workspace **out, dp_error *err) {
    *out = calloc(1, sizeof **out);
    if (!*out) return error_nomem(err);
    (*out)->models = m;
    return DP_OK;
}

void text_workspace_free(text_workspace *w) {
    if (!w) return;
    pieces_free(&w->pieces);
    for (uint32_t i = 0; i < LANGUAGES_MAX; i++) {
        linguist_free(w->linguists[i]);
        free(w->opened[i]);
    }
    free(w);
}

/* --- from pieces to tokens ------------------------------------------------------------------------------------------------ */

/* The parts of a multiword token, as stretches of the text or of the rules. */
typedef struct parts {
    const char *at[PARTS_MAX];
    uint32_t bytes[PARTS_MAX];
    uint32_t n;
    fused_parts fused;
} parts;

/* Is "des" an article behind this piece, or "de" and "les"? Told from the word before it, or from that word's ending. */
static bool article_here(const token_rules *r, const pieces *p, uint32_t i, const char *bytes) {
    if (i == 0 || (p->at[i].flags & PIECE_SENTENCE)) return true;
    const piece *before = &p->at[i - 1];
    uint32_t n = before->end - before->start;
    if (before->kind > PIECE_NUMBER) {
        const token_entry *e = n < 8 ? token_rules_find(r, token_hash(r, bytes + before->start, n)) : NULL;
        return e && (e->kinds & TOK_ARTICLE_AFTER);
    }
    if (before->kinds & TOK_ARTICLE_AFTER) return true;
    if (before->kinds & TOK_NOT_ARTICLE_AFTER) return false;
    for (uint32_t k = n > 6 ? 6 : n; k >= 2; k--) {
        if (((unsigned char)bytes[before->end - k] & 0xC0) == 0x80) continue;
        const token_entry *e = token_rules_find(r, token_suffix_key(token_hash(r, bytes + before->end - k, k)));
        if (e) return (e->kinds & TOK_ARTICLE_AFTER) != 0;
    }
    return false;
}

/* Cuts "de le" at its blanks. */
static void parts_read(const char *spellings, uint16_t flags, parts *out) {
    const char *spelled = token_spelling(spellings, flags);
    size_t end = strcspn(spelled, "|");
    for (size_t at = 0; at < end && out->n < PARTS_MAX;) {
        size_t n = strcspn(spelled + at, " |");
        out->at[out->n] = spelled + at;
        out->bytes[out->n++] = (uint32_t)n;
        at += n + 1;
    }
}

/* Where the parts together are the word itself ("cannot"), they are its own bytes, whatever its capitals. */
static void parts_own(const token_rules *r, const piece *x, const char *bytes, parts *out) {
    char joined[64];
    uint32_t n = 0;
    for (uint32_t k = 0; k < out->n; k++) {
        if (n + out->bytes[k] > sizeof joined) return;
        memcpy(joined + n, out->at[k], out->bytes[k]);
        n += out->bytes[k];
    }
    if (n != x->end - x->start || token_hash(r, joined, n) != x->hash) return;
    const char *at = bytes + x->start;
    for (uint32_t k = 0; k < out->n; k++) {
        out->at[k] = at;
        at += out->bytes[k];
    }
}

/* The parts of piece i; n is 0 where it is one token. */
static void parts_of(const token_rules *r, const pieces *p, uint32_t i, const char *bytes, parts *out) {
    const piece *x = &p->at[i];
    out->n = 0;
    if (x->flags & PIECE_SPLIT) {
        out->at[0] = bytes + x->start;
        out->at[1] = out->at[0] + x->cut;
        out->bytes[0] = x->cut;
        out->bytes[1] = x->end - x->start - x->cut;
        out->n = 2;
    } else if (x->flags & PIECE_FUSED) {
        fused_spell(r, x, bytes, x->cut, &out->fused);
        out->n = out->fused.n;
        memcpy(out->at, out->fused.at, sizeof out->at);
        memcpy(out->bytes, out->fused.bytes, sizeof out->bytes);
    } else if ((x->kinds & TOK_CONTRACTION) && x->entry) {
        if ((x->kinds & TOK_MAYBE_ARTICLE) && article_here(r, p, i, bytes)) return;
        parts_read(pack_string(r->pack, r->slots[x->entry - 1].parts), x->flags, out);
        parts_own(r, x, bytes, out);
    }
}

typedef struct token_builder {
    token *tokens;
    sentence *sentences;
    uint32_t *first_of; /* [pieces + 1] first token of each piece */
    char *forms;        /* NUL-terminated, one after the other */
    uint32_t token_count, sentence_count;
} token_builder;

/* Room for all: parts are at most PARTS_MAX, and each spells at most 16 bytes more than its piece. */
static dp_status builder_init(token_builder *b, const pieces *p, arena *a, dp_error *err) {
    size_t tokens = p->n, forms = 0, sentences = 1;
    for (uint32_t i = 0; i < p->n; i++) {
        const piece *x = &p->at[i];
        forms += x->end - x->start + 1;
        if (x->flags & (PIECE_SPLIT | PIECE_FUSED) || x->kinds & TOK_CONTRACTION) {
            tokens += PARTS_MAX - 1;
            forms += 32;
        }
        if (x->kinds & TOK_ACRONYM) forms += x->end - x->start;
        sentences += (x->flags & PIECE_SENTENCE) != 0;
    }
    sentences += tokens / (SENTENCE_TOKENS_MAX / 2);
    b->tokens = arena_array(a, tokens + 1, sizeof *b->tokens);
    b->sentences = arena_array(a, sentences, sizeof *b->sentences);
    b->first_of = arena_array(a, (size_t)p->n + 1, sizeof *b->first_of);
    b->forms = arena_alloc(a, forms + 1);
    return b->tokens && b->sentences && b->first_of && b->forms ? DP_OK : error_nomem(err);
}

static token *token_add(token_builder *b, const piece *x, const char *form, uint32_t n) {
    token *t = &b->tokens[b->token_count++];
    memcpy(b->forms, form, n);
    b->forms[n] = 0;
    *t = (token){.start = x->start, .end = x->end, .form = b->forms, .lemma = b->forms, .head = TOKEN_NONE};
    t->flags = x->flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPS | TOKEN_DIGITS);
    if (x->gap != GAP_NONE) t->flags |= TOKEN_SPACE_BEFORE;
    t->sentence = b->sentence_count - 1;
    b->forms += n + 1;
    return t;
}

/* "IS took the town": a small word in capitals, where the words beside it are not. */
static bool is_acronym(const pieces *p, uint32_t i) {
    const piece *x = &p->at[i];
    if (!(x->kinds & TOK_ACRONYM) || !(x->flags & TOKEN_ALL_CAPS) || x->end - x->start < 2) return false;
    const bool before = i > 0 && p->at[i - 1].kind == PIECE_WORD && !(p->at[i - 1].flags & TOKEN_ALL_CAPS);
    const bool behind = i + 1 < p->n && p->at[i + 1].kind == PIECE_WORD && !(p->at[i + 1].flags & TOKEN_ALL_CAPS);
    return before || behind;
}

/* Written twice, such a name is like no small word to the models ("ISIS took"); unmask_acronyms takes the first half away. */
static void mask_acronym(token_builder *b, token *t) {
    const size_t n = t->end - t->start;
    memcpy(b->forms - 1, t->form, n);
    b->forms[n - 1] = 0;
    b->forms += n;
}

static void unmask_acronyms(token *tokens, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        token *t = &tokens[i];
        const size_t own = t->end - t->start;
        if (!(t->flags & TOKEN_ALL_CAPS) || (t->flags & (TOKEN_MWT_FIRST | TOKEN_MWT_REST)) || strlen(t->form) != 2 * own)
            continue;
        if (t->lemma == t->form) t->lemma += own;
        t->form += own;
    }
}

static void tokens_of_piece(token_builder *b, const token_rules *r, const pieces *p, uint32_t i, const char *bytes) {
    const piece *x = &p->at[i];
    parts multi;
    parts_of(r, p, i, bytes, &multi);
    if (multi.n == 0) {
        token *t = token_add(b, x, bytes + x->start, x->end - x->start);
        t->form_hash = t->lemma_hash = x->hash ? x->hash : token_hash(r, t->form, x->end - x->start);
        if (is_acronym(p, i)) mask_acronym(b, t);
        return;
    }
    for (uint32_t k = 0; k < multi.n; k++) {
        token *t = token_add(b, x, multi.at[k], multi.bytes[k]);
        t->form_hash = t->lemma_hash = token_hash(r, t->form, multi.bytes[k]);
        t->flags |= k == 0 ? TOKEN_MWT_FIRST : TOKEN_MWT_REST;
        if (k > 0) t->flags &= (uint16_t) ~(TOKEN_CAPITAL | TOKEN_SPACE_BEFORE);
    }
}

/* An endless sentence is cut at a mark when it grows long, anywhere when it must. */
static bool must_cut(const token_builder *b, const pieces *p, uint32_t i) {
    uint32_t n = b->token_count - b->sentences[b->sentence_count - 1].first_token;
    if (n + PARTS_MAX > SENTENCE_TOKENS_MAX) return true;
    if (n < SENTENCE_TOKENS_MAX * 3 / 4) return false;
    unsigned kind = p->at[i - 1].kind;
    return (kind >= PIECE_PERIOD && kind <= PIECE_COLON && kind != PIECE_COMMA) || p->at[i].gap >= GAP_LINE;
}

static void sentence_begin(token_builder *b, const piece *x, uint32_t paragraph) {
    b->sentences[b->sentence_count++] = (sentence){.start = x->start, .first_token = b->token_count, .paragraph = paragraph};
}

static void tokens_build(token_builder *b, const token_rules *r, const pieces *p, const char *bytes) {
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const piece *x = &p->at[i];
        if (i > 0 && (x->flags & PIECE_PARAGRAPH)) paragraph++;
        if (i == 0 || (x->flags & PIECE_SENTENCE) || must_cut(b, p, i)) {
            sentence_begin(b, x, paragraph);
            p->at[i].flags |= PIECE_SENTENCE;
        }
        b->first_of[i] = b->token_count;
        tokens_of_piece(b, r, p, i, bytes);
        sentence *s = &b->sentences[b->sentence_count - 1];
        s->end = x->end;
        s->end_token = b->token_count;
        if (s->first_token == b->first_of[i]) b->tokens[s->first_token].flags |= TOKEN_SENTENCE_START;
    }
    b->first_of[p->n] = b->token_count;
}

/* --- words and headlines -------------------------------------------------------------------------------------------------- */

/* Ties each word to its token and sentence; names do not run over a sentence's end. */
static void words_tie(word *words, uint32_t n, const token_builder *b) {
    uint32_t t = 0, s = 0;
    for (uint32_t i = 0; i < n; i++) {
        word *w = &words[i];
        while (t + 1 < b->token_count && b->tokens[t].end <= w->start) t++;
        w->token = t;
        bool first = i == 0;
        while (s + 1 < b->sentence_count && b->sentences[s + 1].start <= w->start) {
            b->sentences[s].end_word = i;
            b->sentences[++s].first_word = i;
            first = true;
        }
        if (first) w->flags = (w->flags & ~(uint32_t)(WORD_GLUE | WORD_HYPHEN)) | WORD_BREAK;
    }
    for (; s < b->sentence_count; s++) {
        b->sentences[s].end_word = n;
        if (s + 1 < b->sentence_count) b->sentences[s + 1].first_word = n;
    }
}

/* Does what stands before `end` close with a full stop, or promise more, whatever quotation marks or brackets stand behind it? */
static bool ends_with_stop(const char *bytes, uint32_t start, uint32_t end) {
    while (end > start) {
        unsigned char c = (unsigned char)bytes[--end];
        if (c == '.' || c == ':' || c == ';' || c == ',') return true;
        bool mark = c == '"' || c == '\'' || c == ')' || c == ']' || c == ' ' || c >= 0x80; /* «», “”, no-break spaces */
        if (!mark) return false;
    }
    return false;
}

/* The first paragraphs, as long as they are short, end without a full stop and are not the whole dispatch. */
static void headlines_mark(sentence *s, uint32_t n, const char *bytes) {
    uint32_t i = 0;
    for (uint32_t para = 0; para < HEADLINE_PARAGRAPHS_MAX && i < n; para++) {
        uint32_t end = i;
        while (end < n && s[end].paragraph == s[i].paragraph) end++;
        if (end == n || ends_with_stop(bytes, s[i].start, s[end - 1].end) || s[end - 1].end - s[i].start > HEADLINE_BYTES_MAX)
            return;
        for (; i < end; i++) s[i].headline = true;
    }
}

/* --- tags and trees ------------------------------------------------------------------------------------------------------- */

/* Without a model a sentence is a bush on its first token. */
static void plant_bushes(const token_builder *b) {
    for (uint32_t k = 0; k < b->sentence_count; k++)
        for (uint32_t t = b->sentences[k].first_token; t < b->sentences[k].end_token; t++) {
            bool root = t == b->sentences[k].first_token;
            b->tokens[t].head = root ? TOKEN_NONE : b->sentences[k].first_token;
            b->tokens[t].deprel = root ? DEP_ROOT : DEP_DEP;
        }
}

static dp_status meet_language(text_workspace *w, uint32_t lang, dp_error *err) {
    const language *l = &w->models->at[lang];
    model *m = w->opened[lang] ? w->opened[lang] : calloc(1, sizeof *m);
    if (!m) return error_nomem(err);
    w->opened[lang] = m;
    dp_status st = model_open(l->model, l->model_size, w->models->pack->fold, m, err);
    if (st == DP_OK) st = linguist_new(&m->network, m->fold, kernel_best(), &w->linguists[lang], err);
    if (st != DP_OK) return st;
    m->known = w->models->known;
    w->linguists[lang]->encoder.known = m->known;
    return DP_OK;
}

static dp_status parse(text_workspace *w, uint32_t lang, const token_builder *b, arena *a, text *out, dp_error *err) {
    dp_status st = w->linguists[lang] ? DP_OK : meet_language(w, lang, err);
    if (st != DP_OK) return st;
    name_list names = {0};
    st = linguist_run(w->linguists[lang], b->tokens, b->sentences, b->sentence_count, a, &names, err);
    unmask_acronyms(b->tokens, b->token_count);
    const form_list *forms = &w->models->at[lang].forms;
    const name *ahead = names.at; /* names that do not lie behind */
    uint32_t left = names.n;
    for (uint32_t k = 0; st == DP_OK && k < b->sentence_count; k++) {
        tree_mend(b->tokens, &b->sentences[k]);
        if (w->models->at[lang].rules.policy & TOKENS_SEPARABLE) verb_second_mend(b->tokens, &b->sentences[k]);
        if ((st = particle_join(&w->models->at[lang].rules, b->tokens, &b->sentences[k], a, err)) != DP_OK) return st;
        for (; left > 0 && ahead->end_token <= b->sentences[k].first_token; left--) ahead++;
        if (forms->at) order_mend(forms, b->tokens, &b->sentences[k], ahead, left);
    }
    out->has_names = w->opened[lang]->network.config->entities > 1 && !(w->models->at[lang].rules.policy & TOKENS_NO_NAMES);
    out->names = out->has_names ? names.at : NULL;
    out->name_count = out->has_names ? names.n : 0;
    return st;
}

static dp_status analyse(text_workspace *w, uint32_t lang, const char *bytes, uint32_t size, arena *a, text *out, dp_error *err) {
    const language *l = &w->models->at[lang];
    pieces *p = &w->pieces;
    token_builder b = {0};
    dp_status st = token_pieces(&l->rules, bytes, size, p, err);
    if (st != DP_OK) return st;
    sentence_layout(p);
    quotes_direct(p, bytes);
    sentence_split(&l->rules, p, bytes);
    if (l->boundaries.weights) boundary_decide(&l->boundaries, &l->rules, p, bytes);
    fused_mark(&l->rules, &l->clitics, &l->forms, p, bytes);
    if ((st = builder_init(&b, p, a, err)) != DP_OK) return st;
    tokens_build(&b, &l->rules, p, bytes);
    if ((st = quotes_find(p, b.first_of, bytes, b.tokens, a, out, err)) != DP_OK) return st;

    const word *words;
    st = text_words(l->rules.fold, bytes, size, a, &words, &out->word_count);
    if (st != DP_OK) return st == DP_E_NOMEM ? error_nomem(err) : error_set(err, st, "the text is too long");
    words_tie((word *)(uintptr_t)words, out->word_count, &b);
    headlines_mark(b.sentences, b.sentence_count, bytes);
    out->words = words;
    out->tokens = b.tokens;
    out->token_count = b.token_count;
    out->sentences = b.sentences;
    out->sentence_count = b.sentence_count;
    if (l->model) return parse(w, lang, &b, a, out, err);
    plant_bushes(&b);
    return DP_OK;
}

/* A text in capitals: the first reading has found its names, the second reads what is none in small letters. */
static dp_status read_again(text_workspace *w, uint32_t lang, arena *a, text *out, dp_error *err) {
    const token_rules *r = &w->models->at[lang].rules;
    const char *softened = shout_soften(r->fold, out, (r->policy & TOKENS_CAPITAL_NOUNS) != 0, a);
    return softened ? analyse(w, lang, softened, out->size, a, out, err) : error_nomem(err);
}

dp_status text_analyse(text_workspace *w, const char *lang, const char *bytes, size_t size, arena *a, text *out, dp_error *err) {
    *out = (text){.bytes = bytes, .size = (uint32_t)size};
    uint32_t l = text_language_index(w->models, lang);
    if (size > DP_TEXT_MAX) return error_set(err, DP_E_TOO_LONG, "the text has %zu bytes, more than %zu", size, DP_TEXT_MAX);
    if (l == LANGUAGES_MAX) return error_set(err, DP_E_USAGE, "the pack has no language \"%s\"", lang);
    memcpy(out->lang, w->models->at[l].code, sizeof out->lang);
    out->no_capitals = (w->models->at[l].rules.policy & TOKENS_NO_CAPITALS) != 0;
    dp_status st = analyse(w, l, bytes, (uint32_t)size, a, out, err);
    if (st == DP_OK && w->models->at[l].model && shout_is(w->models->at[l].rules.fold, bytes, size))
        st = read_again(w, l, a, out, err);
    pieces_trim(&w->pieces);
    return st;
}
