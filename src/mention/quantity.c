#include "mention/quantity.h"

#include <string.h>

enum { UNIT_REACH = 6, INHERIT_SENTENCES = 1 };

/* ---- values ---- */

static bool raise_decimals(number *n, unsigned decimals) {
    for (; n->decimals < decimals; n->decimals++)
        if (__builtin_mul_overflow(n->mantissa, 10, &n->mantissa)) return false;
    return true;
}

static int64_t power10(unsigned n) {
    int64_t v = 1;
    while (n--) v *= 10;
    return v;
}

static int64_t whole(int64_t scaled, unsigned decimals) {
    if (scaled == QUANTITY_NONE) return QUANTITY_NONE;
    int64_t p = power10(decimals), half = p / 2;
    return scaled >= 0 ? (scaled + half) / p : -((-scaled + half) / p);
}

/* n · 3/4 and n · 5/4, halves up; whole numbers stay whole. */
static int64_t quarters(int64_t n, int64_t times) {
    return (n * times + 2) / 4;
}

/* "two to three hundred": the scale of the second speaks for both. */
static void share_scale(number *n, const number *n2) {
    if (!(n2->flags & NUMBER_SCALED) || n->flags & NUMBER_SCALED || n2->decimals || n->decimals) return;
    for (int64_t scale = 1000000000; scale >= 100; scale /= scale == 1000 ? 10 : 1000)
        if (n2->mantissa % scale == 0 && n2->mantissa / scale > n->mantissa) {
            n->mantissa *= scale;
            return;
        }
}

static bool fill_values(const frame *f, quantity_mention *q) {
    if (!frame_has(f, SLOT_n)) return false;
    number n = frame_number(f, SLOT_n), n2 = frame_number(f, SLOT_n2);
    int bound = frame_has(f, SLOT_bound) ? f->v[SLOT_bound] : BOUND_EXACT;
    bool two = frame_has(f, SLOT_n2);
    if (two && frame_has(f, SLOT_kind) && f->v[SLOT_kind] == QUANTITY_FRACTION) { /* in thousandths */
        if (n.decimals || n2.decimals || n2.mantissa < 2 || n.mantissa < 1 || n.mantissa > n2.mantissa) return false;
        n = (number){.mantissa = (n.mantissa * 2000 / n2.mantissa + 1) / 2, .decimals = 3};
        two = false;
    }
    if (two && (bound == BOUND_BETWEEN || bound == BOUND_FROM)) share_scale(&n, &n2);
    if (bound == BOUND_FROM) { /* "de 108 à 95" is no range, but a number that was corrected */
        const bool falls = two && n.decimals == n2.decimals && n2.mantissa < n.mantissa;
        bound = falls ? BOUND_LATTER : BOUND_BETWEEN;
    }
    if (two && bound == BOUND_LATTER) { /* "rose from six to nine": corrected */
        n = n2;
        two = false;
    }
    if (two && bound != BOUND_BETWEEN) { /* "dizaines de milliers", "1.5m people" */
        if (n2.decimals || __builtin_mul_overflow(n.mantissa, n2.mantissa, &n.mantissa)) return false;
        two = false;
    }
    if (frame_has(f, SLOT_half)) { /* "half a dozen" */
        if (n.decimals || !raise_decimals(&n, 1)) return false;
        n.mantissa /= 2;
    }
    while (n.decimals && n.mantissa % 10 == 0) {
        n.mantissa /= 10;
        n.decimals--;
    }
    unsigned decimals = two && n2.decimals > n.decimals ? n2.decimals : n.decimals;
    if (!raise_decimals(&n, decimals) || (two && !raise_decimals(&n2, decimals))) return false;
    if (n.mantissa > INT64_MAX / 8 || n.mantissa < 0) return false;
    int64_t low = n.mantissa, best = n.mantissa, high = n.mantissa;
    switch (bound) {
    case BOUND_ABOUT:
        low = quarters(best, 3);
        high = quarters(best, 5);
        break;
    case BOUND_LEAST:
    case BOUND_VAGUE:
        high = QUANTITY_NONE;
        break;
    case BOUND_MOST:
        low = QUANTITY_NONE;
        break;
    case BOUND_BETWEEN:
        if (!two || n2.mantissa <= n.mantissa || n2.mantissa > INT64_MAX / 8) return false;
        high = n2.mantissa;
        best = low + (high - low) / 2;
        break;
    default:
        break;
    }
    q->decimals = (uint8_t)decimals;
    q->scaled[0] = low;
    q->scaled[1] = best;
    q->scaled[2] = high;
    q->low = whole(low, decimals);
    q->best = whole(best, decimals);
    q->high = whole(high, decimals);
    return true;
}

/* ---- what is no quantity ---- */

static bool is(const time_scan *s, uint32_t item, enum time_role r) {
    return item < s->count && time_item_class(s, item, s->lang->head->role[r], NULL) > 0;
}

/* Digits inside a name or a designation: "T-72", "G7", "F16", "A1B2". */
/* "Ivan Petrov, 38, said": one or two digits between commas behind a name. */
static bool is_age(const time_scan *s, const time_match *m) {
    uint32_t first = m->stretches[0].first_item, end = m->end_item;
    const time_item *it = &s->items[first];
    if (end != first + 1 || first == 0 || it->digit_count == 0 || it->digit_count > 2 || !(it->gap & GAP_COMMA)) return false;
    const time_item *before = &s->items[first - 1];
    bool closed = end == s->count || (s->items[end].gap & (GAP_COMMA | GAP_DOT_SPACE | GAP_BRACKET));
    return closed && before->capital && !before->digit_count;
}

static bool in_designation(const time_scan *s, const time_match *m) {
    uint32_t first = m->stretches[0].first_item, end = m->end_item;
    const time_item *it = &s->items[first];
    if (it->digit_count && first > 0) {
        const time_item *before = &s->items[first - 1];
        if (it->gap == GAP_NONE && !before->digit_count && !before->prefix) return true;
        if (it->gap == GAP_HYPHEN && before->capital) return true;
    }
    const bool word_behind = end < s->count && s->items[end - 1].digit_count && !s->items[end].digit_count;
    if (word_behind && s->items[end].gap == GAP_HYPHEN && s->lang->head->suffix_hyphen) return true; /* "9-этажный" */
    if (word_behind && s->items[end].gap == GAP_NONE) return !is(s, end, ROLE_kind) && !is(s, end, ROLE_scale);
    return false;
}

/* ---- signs: %, $, € ---- */

static uint32_t sign_after(const text *x, uint32_t at) {
    uint32_t cp = 0;
    for (int k = 0; k < 2 && at < x->size; k++) { /* at most one space, of any kind */
        at += (uint32_t)utf8_decode(x->bytes + at, x->size - at, &cp);
        if (cp != ' ' && cp != 0xA0 && cp != 0x202F && cp != 0x2009) break;
    }
    return cp;
}

enum { NUMERO_SIGN = 0x2116 }; /* "№ 5" is a name */

static uint32_t sign_before(const text *x, uint32_t at) {
    uint32_t spaces = 0;
    while (at > 0) {
        uint32_t start = at - 1, cp;
        while (start > 0 && at - start < 4 && ((unsigned char)x->bytes[start] & 0xC0) == 0x80) start--;
        utf8_decode(x->bytes + start, at - start, &cp);
        if ((cp != ' ' && cp != 0xA0 && cp != 0x202F) || spaces++ == 1) return cp;
        at = start;
    }
    return 0;
}

/* Signs of currencies are the same in all languages (ISO 4217 codes beside them). */
static const char *currency_of_sign(uint32_t cp) {
    switch (cp) {
    case '$':
        return "USD";
    case 0x20AC:
        return "EUR";
    case 0xA3:
        return "GBP";
    case 0xA5:
        return "JPY";
    case 0x20BD:
        return "RUB";
    case 0x20AA:
        return "ILS";
    case 0x20B4:
        return "UAH";
    case 0x20BA:
        return "TRY";
    case 0x20B9:
        return "INR";
    default:
        return NULL;
    }
}

static bool signed_unit(const text *x, span at, quantity_mention *q) {
    uint32_t after = sign_after(x, at.end);
    uint32_t before = after == '%' || after == 0x66A ? 0 : sign_before(x, at.start); /* "%30" in Arabic */
    if (after == '%' || after == 0x2030 || after == 0x66A || before == '%' || before == 0x66A) {
        q->kind = QUANTITY_PERCENT;
        q->unit = "%";
        return true;
    }
    const char *code = currency_of_sign(after);
    if (!code) code = currency_of_sign(sign_before(x, at.start));
    if (!code) return false;
    q->kind = QUANTITY_MONEY;
    q->unit = code;
    return true;
}

/* ---- the noun that is counted ---- */

static bool is_tagged(const text *x, const sentence *q) {
    for (uint32_t t = q->first_token; t < q->end_token && t < q->first_token + 40; t++)
        if (x->tokens[t].upos != UPOS_X) return true;
    return false;
}

/* The first token behind the match. */
static uint32_t token_behind(const time_scan *s, const sentence *q, const time_match *m) {
    uint32_t t = s->x->words[s->items[m->end_item - 1].word].token;
    while (t < q->end_token && s->x->tokens[t].start < m->stretches[0].at.end) t++;
    return t;
}

static bool is_nominal(const token *k) {
    return k->upos == UPOS_NOUN || k->upos == UPOS_PROPN;
}

/* An adjective or participle that stands for those who are so: "40 blessés", "the 12 wounded". */
static bool ends_phrase(const text *x, const sentence *q, uint32_t t) {
    if (t + 1 >= q->end_token) return true;
    const token *next = &x->tokens[t + 1];
    return next->upos == UPOS_PUNCT || next->upos == UPOS_CCONJ || next->upos == UPOS_ADP || next->upos == UPOS_AUX ||
           next->upos == UPOS_VERB;
}

/* The item in which a token begins, looked for behind the match. */
static uint32_t item_of(const time_scan *s, const time_match *m, uint32_t t) {
    uint32_t i = m->end_item;
    while (i < s->count && s->items[i].start < s->x->tokens[t].start) i++;
    return i;
}

/* "U.S. police officers": the last noun of a row of names, adjectives and nouns; a name where there is no noun. */
static uint32_t nominal_head(const text *x, const sentence *q, uint32_t t) {
    uint32_t noun = x->tokens[t].upos == UPOS_NOUN ? t : TOKEN_NONE;
    for (uint32_t u = t + 1; u < q->end_token && u < t + UNIT_REACH; u++) {
        unsigned pos = x->tokens[u].upos;
        bool close = pos == UPOS_NOUN || (noun == TOKEN_NONE && (pos == UPOS_ADJ || pos == UPOS_PROPN));
        if (!close || !(x->tokens[u].flags & TOKEN_SPACE_BEFORE)) break;
        if (noun != TOKEN_NONE && x->tokens[u].head == noun && FEAT_GET(x->tokens[u].feats, CASE) == CASE_GEN)
            break; /* "жителей района": whose they are */
        if (pos == UPOS_NOUN) noun = u;
    }
    return noun == TOKEN_NONE ? t : noun;
}

static uint32_t unit_by_tags(const time_scan *s, const sentence *q, const time_match *m) {
    const text *x = s->x;
    uint32_t t = token_behind(s, q, m);
    for (uint32_t n = 0; t < q->end_token && n < UNIT_REACH; t++, n++) {
        const token *k = &x->tokens[t];
        if (is_nominal(k)) return nominal_head(x, q, t);
        bool counted = k->upos == UPOS_ADJ || (k->upos == UPOS_VERB && FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART);
        if (counted && n == 0 && k->flags & TOKEN_SPACE_BEFORE && ends_phrase(x, q, t)) return t;
        bool of = k->upos == UPOS_ADP && is(s, item_of(s, m, t), ROLE_stop);
        bool passes =
            k->upos == UPOS_ADJ || of || k->upos == UPOS_DET || k->upos == UPOS_NUM || counted || (k->upos == UPOS_ADV && n == 0);
        if (!passes) return TOKEN_NONE;
    }
    return TOKEN_NONE;
}

static uint32_t unit_by_words(const time_scan *s, uint32_t end_item) {
    for (uint32_t i = end_item, n = 0; i < s->count && n < UNIT_REACH; i++, n++) {
        const time_item *it = &s->items[i];
        if (!(it->gap & GAP_LOOSE)) return TOKEN_NONE;
        if (is(s, i, ROLE_past) || is(s, i, ROLE_future) || is(s, i, ROLE_present)) return TOKEN_NONE;
        if (is(s, i, ROLE_stop) || it->digit_count) continue;
        return s->x->words[it->word].token;
    }
    return TOKEN_NONE;
}

/* "40 were killed", "une vingtaine a été prise", "100 others died": what was counted before is counted on. */
static bool counts_on(const time_scan *s, const sentence *q, const time_match *m) {
    const text *x = s->x;
    if (!is_tagged(x, q)) {
        uint32_t i = m->end_item;
        return is(s, i, ROLE_past) || is(s, i, ROLE_future) || is(s, i, ROLE_present) || is(s, i, ROLE_stop);
    }
    uint32_t t = token_behind(s, q, m);
    for (uint32_t n = 0; t < q->end_token && n < UNIT_REACH; t++, n++) {
        unsigned pos = x->tokens[t].upos;
        if (pos == UPOS_VERB || pos == UPOS_AUX) return true;
        if (pos != UPOS_PRON && pos != UPOS_ADV && pos != UPOS_PART && pos != UPOS_ADP && pos != UPOS_DET && pos != UPOS_ADJ)
            break;
    }
    return is(s, m->end_item, ROLE_stop);
}

static void find_unit(const time_scan *s, const time_match *m, uint32_t sentence_index, const quantity_raw *previous,
                      quantity_mention *q) {
    const text *x = s->x;
    span at = m->stretches[0].at;
    q->unit_token = TOKEN_NONE;
    if (signed_unit(x, at, q) || x->token_count == 0) return;
    const sentence *in = &x->sentences[sentence_index];
    if (is(s, m->end_item - 1, ROLE_dual)) { /* the Arabic dual */
        uint32_t t = x->words[s->items[m->end_item - 1].word].token;
        while (t + 1 < x->token_count && x->tokens[t].flags & (TOKEN_MWT_FIRST | TOKEN_MWT_REST) && !is_nominal(&x->tokens[t]) &&
               x->tokens[t + 1].flags & TOKEN_MWT_REST)
            t++;
        q->unit_token = t;
        q->unit = x->tokens[t].lemma;
        return;
    }
    q->unit_token = is_tagged(x, in) ? unit_by_tags(s, in, m) : unit_by_words(s, m->end_item);
    if (q->unit_token != TOKEN_NONE && is(s, item_of(s, m, q->unit_token), ROLE_stop))
        q->unit_token = TOKEN_NONE; /* "100 others" */
    uint32_t end = m->end_item, first = m->stretches[0].first_item;
    if (is(s, first, ROLE_inverted)) { /* "человек двадцать": the noun stands before its number, inside the quantity */
        q->unit_token = x->words[s->items[first].word].token;
        end = first;
    }
    const time_sense *sense;
    for (uint32_t i = end; i < s->count && i < end + 3; i++) { /* "5 milliards de dollars", "20 kg" */
        if (!time_item_class(s, i, s->lang->head->role[ROLE_kind], &sense)) continue;
        bool here = q->unit_token == TOKEN_NONE || x->tokens[q->unit_token].start == s->items[i].start || i == end;
        if (!here || sense->plain == INT32_MIN) break;
        if (q->kind != QUANTITY_ORDINAL) q->kind = (uint8_t)sense->plain;
        q->unit_token = x->words[s->items[i].word].token;
        break;
    }
    bool near = previous && sentence_index - previous->sentence <= INHERIT_SENTENCES && previous->q.kind == QUANTITY_CARDINAL;
    if (q->unit_token == TOKEN_NONE && q->kind == QUANTITY_CARDINAL && near && counts_on(s, in, m))
        q->unit_token = previous->q.unit_token;
    if (q->unit_token < x->token_count) q->unit = x->tokens[q->unit_token].lemma;
}

const char *quantity_kind_name(unsigned kind) {
    static const char *const names[] = {"cardinal", "ordinal", "percent", "money", "measure", "fraction"};
    return kind < sizeof names / sizeof *names ? names[kind] : "cardinal";
}

/* Things that are counted come whole: "1,200 soldados" are 1200, though "1,200 dólares" may be less than two. */
static bool count_thousands(frame *f) {
    number *n[] = {&f->n, &f->n2};
    bool changed = false;
    for (int k = 0; k < 2; k++)
        if (frame_has(f, k ? SLOT_n2 : SLOT_n) && n[k]->flags & NUMBER_THREE_DECIMALS && !(n[k]->flags & NUMBER_SCALED)) {
            if (!raise_decimals(n[k], 3)) return false;
            n[k]->decimals = 0;
            changed = true;
        }
    return changed;
}

bool quantity_of(const time_scan *s, const time_match *m, unsigned action, uint32_t sentence_index, const quantity_raw *previous,
                 quantity_raw *out) {
    const frame *f = &m->stretches[0].frame;
    memset(out, 0, sizeof *out);
    out->at = m->stretches[0].at;
    out->sentence = sentence_index;
    out->first_word = m->stretches[0].first_word;
    if (in_designation(s, m) || sign_before(s->x, out->at.start) == NUMERO_SIGN || is_age(s, m) || !fill_values(f, &out->q))
        return false;
    out->q.kind = (uint8_t)(action == ACT_ORDINAL     ? QUANTITY_ORDINAL
                            : frame_has(f, SLOT_kind) ? f->v[SLOT_kind]
                                                      : QUANTITY_CARDINAL);
    find_unit(s, m, sentence_index, previous, &out->q);
    frame whole_things = *f;
    bool priced = out->q.kind == QUANTITY_MONEY && s->items[m->stretches[0].first_item].money; /* "$3,500" */
    bool counted = priced || (out->q.kind == QUANTITY_CARDINAL && out->q.unit_token != TOKEN_NONE);
    return !counted || !count_thousands(&whole_things) || fill_values(&whole_things, &out->q);
}
