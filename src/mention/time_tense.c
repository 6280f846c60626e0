/* By the tree where there is one: up from the time to its verb, then that verb's form and its auxiliaries. Without tags, by
 * the nearest word of the classes past, future and present. */
#include "mention/time_tense.h"

enum { CLIMB_MAX = 12, REACH_ITEMS = 14, GROUP_TOKENS = 4, REPORT_REACH = 2 };

/* The first item that begins at or after a byte. */
static uint32_t item_at(const time_scan *s, uint32_t byte) {
    uint32_t low = 0, high = s->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->items[mid].start < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is(const time_scan *s, uint32_t item, enum time_role r) {
    return item < s->count && time_item_class(s, item, s->lang->head->role[r], NULL) > 0;
}

/* A part of a word ("س" of "سيزور") is looked up by its own form. */
static bool token_is(const time_scan *s, uint32_t t, enum time_role r) {
    const token *k = &s->x->tokens[t];
    if (k->flags & (TOKEN_MWT_FIRST | TOKEN_MWT_REST)) return time_word_class(s, k->form, s->lang->head->role[r]);
    uint32_t i = item_at(s, k->start);
    return i < s->count && s->items[i].start < k->end && is(s, i, r);
}

/* "pidió que se retiraran el lunes": a subjunctive says as little as an infinitive of when. */
static bool is_wish(uint64_t feats) {
    unsigned tense = FEAT_GET(feats, TENSE);
    return FEAT_GET(feats, MOOD) == MOOD_SUB && (tense == TENSE_PRES || tense == TENSE_IMP);
}

static unsigned tense_of_feats(uint64_t feats) {
    if (FEAT_GET(feats, MOOD) == MOOD_CND) return TENSE_OF_FUTURE;
    if (is_wish(feats)) return TENSE_UNKNOWN;
    switch (FEAT_GET(feats, TENSE)) {
    case TENSE_PAST:
    case TENSE_IMP:
    case TENSE_PQP:
        return TENSE_OF_PAST;
    case TENSE_FUT:
        return TENSE_OF_FUTURE;
    case TENSE_PRES:
        return TENSE_OF_PRESENT;
    default:
        break;
    }
    if (FEAT_GET(feats, VERBFORM)) return TENSE_UNKNOWN;
    switch (FEAT_GET(feats, ASPECT)) { /* Arabic has aspects and no tenses */
    case ASPECT_PERF:
        return TENSE_OF_PAST;
    case ASPECT_IMP:
        return TENSE_OF_PRESENT;
    default:
        return TENSE_UNKNOWN;
    }
}

static bool is_finite(uint64_t feats) {
    unsigned form = FEAT_GET(feats, VERBFORM);
    return form == VERBFORM_FIN || (form == 0 && FEAT_GET(feats, ASPECT) && FEAT_GET(feats, PERSON));
}

/* A verb's auxiliaries, wherever they stand: "hat am Montag im Dorf zwei Männer getötet", "dass er getötet worden ist". */
typedef struct auxiliaries {
    unsigned distant; /* tense of the first finite one that does not stand right before the verb */
    bool passive;     /* and it makes a passive */
    bool participle;  /* "worden": the passive's present is a perfect */
    bool modal;       /* "soll eintreffen": it lies ahead; but not "soll getötet haben" */
} auxiliaries;

static auxiliaries read_auxiliaries(const time_scan *s, const sentence *q, uint32_t v, uint32_t first) {
    auxiliaries out = {.distant = TENSE_UNKNOWN};
    bool past_infinitive = false;
    for (uint32_t t = q->first_token; t < q->end_token; t++) {
        const token *k = &s->x->tokens[t];
        if (t == v || k->upos != UPOS_AUX || k->head != v) continue;
        unsigned form = FEAT_GET(k->feats, VERBFORM);
        if (form == VERBFORM_INF && k->deprel != DEP_AUX_PASS) past_infinitive = true;
        if (form == VERBFORM_FIN && token_is(s, t, ROLE_aim)) out.modal = true;
        if (t >= first && t < v) continue;
        if (form == VERBFORM_PART) out.participle = true;
        if (form != VERBFORM_FIN || out.distant) continue;
        out.distant = token_is(s, t, ROLE_future) ? TENSE_OF_FUTURE : tense_of_feats(k->feats);
        out.passive = k->deprel == DEP_AUX_PASS;
    }
    if (out.participle) out.passive = false;
    if (out.participle || past_infinitive) out.modal = false;
    return out;
}

/* A verb with what stands with it: "will meet", "a été tué", "doit se rendre". A participle with a present auxiliary is a
 * perfect ("has gone"), unless the auxiliary makes a passive ("is fixed") or the participle is one of the present ("is
 * coming"). */
static time_reading tense_of_verb(const time_scan *s, const sentence *q, uint32_t v) {
    const text *x = s->x;
    uint32_t first = v > q->first_token + GROUP_TOKENS ? v - GROUP_TOKENS : q->first_token;
    time_reading r = {.tense = TENSE_UNKNOWN}, ahead = r;
    auxiliaries all = read_auxiliaries(s, q, v, first);
    if (all.modal) return (time_reading){.tense = TENSE_OF_FUTURE};
    const bool present_ahead = s->lang->head->present_ahead; /* its states with an auxiliary are perfects: "ist explodiert" */
    const uint64_t feats = x->tokens[v].feats;
    bool participle = false; /* one stands to the right */
    const bool perfect = FEAT_GET(feats, VERBFORM) == VERBFORM_PART && FEAT_GET(feats, TENSE) != TENSE_PRES;
    for (uint32_t t = v + 1; t-- > first;) {
        const token *k = &x->tokens[t];
        bool with_it = t == v || k->head == v;
        if (!with_it && k->upos != UPOS_VERB && k->upos != UPOS_AUX) continue;
        if (token_is(s, t, ROLE_future)) {
            ahead = (time_reading){.tense = TENSE_OF_FUTURE, .sure = with_it && t != v};
            if (with_it && t != v) break;
        }
        if (token_is(s, t, ROLE_future_past)) return (time_reading){.tense = TENSE_OF_FUTURE};
        unsigned own = tense_of_feats(k->feats);
        bool finite = is_finite(k->feats), had = finite && own == TENSE_OF_PAST && k->upos == UPOS_AUX;
        r.pluperfect = r.pluperfect || (had && participle && k->deprel != DEP_AUX_PASS);
        participle = participle || (FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART && FEAT_GET(k->feats, TENSE) != TENSE_PRES);
        if (with_it && t != v && k->upos == UPOS_PART && token_is(s, t, ROLE_past)) /* "لم يصل": did not */
            return (time_reading){.tense = TENSE_OF_PAST, .sure = true};
        if (!with_it || (t != v && k->upos != UPOS_AUX)) continue;
        /* where the present speaks of what is to come, its forms are many, and taggers take rare pasts for them ("griffen an") */
        bool past = token_is(s, t, ROLE_report) || (present_ahead && token_is(s, t, ROLE_past));
        if (t == v && own == TENSE_OF_PRESENT && past) own = TENSE_OF_PAST;
        if (t == v && own == TENSE_OF_FUTURE && token_is(s, t, ROLE_past)) own = TENSE_OF_PAST; /* "взят", taken for a future */
        if (t != v && perfect && (k->deprel != DEP_AUX_PASS || all.participle || present_ahead)) {
            if (own == TENSE_OF_PRESENT) own = TENSE_OF_PAST;
        }
        r.pluperfect = r.pluperfect || FEAT_GET(k->feats, TENSE) == TENSE_PQP;
        if (own && (r.tense == TENSE_UNKNOWN || t != v)) r.tense = own;
        if (own && finite) r.sure = FEAT_GET(k->feats, MOOD) != MOOD_CND;
    }
    bool distant_perfect = all.distant == TENSE_OF_PRESENT && perfect && (!all.passive || present_ahead);
    if (r.tense == TENSE_UNKNOWN) r.tense = distant_perfect ? TENSE_OF_PAST : all.distant;
    return ahead.tense && !r.pluperfect ? ahead : r; /* "had been scheduled": that future is past */
}

static bool is_verb(const token *k) {
    return (k->upos == UPOS_VERB || k->upos == UPOS_AUX) && (FEAT_GET(k->feats, VERBFORM) || FEAT_GET(k->feats, ASPECT));
}

/* Does the time, which begins at token `start` and leaves by `t` to its head `up`, say when the verb's event is? "… on 12
 * November" does, though a parser may hang it on the noun before; "the 12 November deadline" does not. */
static bool is_adverbial(const text *x, const sentence *q, uint32_t start, uint32_t t, uint32_t up) {
    unsigned rel = x->tokens[t].deprel;
    if (is_verb(&x->tokens[up]))
        return rel == DEP_OBL || rel == DEP_ADVMOD || (rel == DEP_OBJ && x->tokens[start].upos == UPOS_DET);
    bool case_before = x->tokens[start].upos == UPOS_ADP || (start > q->first_token && x->tokens[start - 1].upos == UPOS_ADP);
    uint32_t above = x->tokens[up].head;
    return case_before && rel == DEP_NMOD && up < start && above < x->token_count && is_verb(&x->tokens[above]);
}

static bool has_auxiliary(const text *x, const sentence *q, uint32_t verb) {
    for (uint32_t t = verb; t-- > q->first_token && verb - t <= GROUP_TOKENS;)
        if (x->tokens[t].head == verb && x->tokens[t].upos == UPOS_AUX) return true;
    return false;
}

/* Up the tree to the first verb that has a tense. Behind an infinitive ("asked to leave by Friday") nothing is sure. */
static time_reading by_tree(const time_scan *s, const sentence *q, uint32_t first, uint32_t end) {
    const text *x = s->x;
    uint32_t first_byte = s->items[first].start, end_byte = s->items[end - 1].end;
    uint32_t t = x->words[s->items[first].word].token;
    while (t < q->end_token && x->tokens[t].end <= first_byte) t++;
    uint32_t start = t;
    /* "annoncées mercredi", "deployed Friday": a participle right before it, unless it speaks of plans */
    const token *before = t > q->first_token ? &x->tokens[t - 1] : NULL;
    if (before && before->upos == UPOS_VERB && FEAT_GET(before->feats, VERBFORM) == VERBFORM_PART &&
        FEAT_GET(before->feats, TENSE) == TENSE_PAST && !has_auxiliary(x, q, t - 1))
        return (time_reading){.tense = token_is(s, t - 1, ROLE_future) ? TENSE_OF_FUTURE : TENSE_OF_PAST};
    bool infinitive = false, direct = true; /* the time hangs on the verb itself, as an adverbial */
    for (uint32_t k = 0; t < q->end_token && k < CLIMB_MAX; k++) {
        const token *at = &x->tokens[t];
        if ((at->start < first_byte || at->start >= end_byte) && is_verb(at)) {
            time_reading r = tense_of_verb(s, q, t);
            if (infinitive && token_is(s, t, ROLE_aim))
                return (time_reading){.tense = r.pluperfect ? TENSE_OF_PAST : TENSE_OF_FUTURE};
            r.sure = r.sure && !infinitive && direct;
            r.adverbial = direct;
            if (r.tense) return r;
            infinitive = infinitive || FEAT_GET(at->feats, VERBFORM) == VERBFORM_INF || is_wish(at->feats);
        }
        if (at->head == TOKEN_NONE || at->head >= x->token_count || at->head == t) break;
        uint32_t up = at->head;
        bool leaves = at->start >= first_byte && at->start < end_byte &&
                      (x->tokens[up].start < first_byte || x->tokens[up].start >= end_byte);
        if (leaves) direct = is_adverbial(x, q, start, t, up);
        t = up;
    }
    return (time_reading){.tense = TENSE_UNKNOWN};
}

static unsigned by_words(const time_scan *s, uint32_t first, uint32_t end) {
    for (uint32_t d = 1; d <= REACH_ITEMS; d++) {
        for (int side = 0; side < 2; side++) {
            uint32_t i = side ? end + d - 1 : first - d;
            if (side ? i >= s->count : d > first) continue;
            if (is(s, i, ROLE_future) || is(s, i, ROLE_future_past)) return TENSE_OF_FUTURE;
            if (is(s, i, ROLE_past) || is(s, i, ROLE_report)) return TENSE_OF_PAST;
            if (is(s, i, ROLE_present)) return TENSE_OF_PRESENT;
        }
    }
    return TENSE_UNKNOWN;
}

time_reading time_tense(const time_scan *s, uint32_t sentence_index, uint32_t first, uint32_t end) {
    time_reading r = {.tense = TENSE_UNKNOWN};
    bool headline = false;
    if (sentence_index < s->x->sentence_count) {
        const sentence *q = &s->x->sentences[sentence_index];
        headline = q->headline;
        r = by_tree(s, q, first, end);
    }
    if (r.tense == TENSE_UNKNOWN) r.tense = by_words(s, first, end);
    if (r.tense == TENSE_UNKNOWN && headline) r.tense = TENSE_OF_FUTURE;
    return r;
}

bool time_reported(const time_scan *s, uint32_t first) {
    for (uint32_t n = 1; n <= REPORT_REACH && n <= first; n++) {
        uint32_t i = first - n;
        if (!(s->items[i + 1].gap & GAP_LOOSE)) return false;
        if (is(s, i, ROLE_report)) return i == 0 || !is(s, i - 1, ROLE_past); /* "a écrit vendredi" is told, not quoted */
        if (is(s, i, ROLE_past) || is(s, i, ROLE_future)) return false;
    }
    return false;
}
