/* From words to times and quantities: scan and match each sentence, find the dispatch's day, resolve. */
#include "mention/time.h"

#include <stdio.h>
#include <string.h>

#include "mention/docdate.h"
#include "mention/quantity.h"
#include "mention/time_tense.h"

/* Above this many times the days in between are left out: earliest and latest reading still come out right. */
enum { RESOLVE_ALL_MAX = 20000, BEFORE_REACH = 4 };

typedef struct finder {
    time_scan scan;
    arena *a;
    vec_of(time_raw) times;
    vec_of(quantity_mention) quantities; /* at.first_token is their first word until tokens are placed */
    quantity_raw last;                   /* the one found last */
} finder;

/* "since", "d'ici à": what stands right before a time and says how things hang on it. */
static void read_before(const time_scan *s, uint32_t first, frame *f) {
    for (uint32_t n = BEFORE_REACH; n > 0; n--) { /* "jusqu'au" before "au" */
        const time_sense *q;
        if (n > first || !(s->items[first].gap & GAP_LOOSE)) continue;
        /* "depuis le" reaches into "le 13 mars" */
        if (time_item_class(s, first - n, s->lang->head->role[ROLE_before], &q) < n) continue;
        for (uint32_t k = 0; k < q->set_count; k++) {
            const time_set *set = &s->lang->sets[q->first_set + k];
            if (!frame_has(f, set->slot)) frame_put(f, set->slot, set->value);
        }
        return;
    }
}

/* "du 3 au 5 novembre": what one end leaves out, the other says. */
static void share_parts(time_match *m) {
    static const uint8_t slots[] = {SLOT_month, SLOT_year, SLOT_k, SLOT_unit, SLOT_part, SLOT_calendar};
    for (uint32_t k = 0; k < m->count; k++)
        for (uint32_t j = 0; j < m->count; j++) {
            frame *to = &m->stretches[k].frame;
            const frame *from = &m->stretches[j].frame;
            for (size_t n = 0; j != k && n < sizeof slots; n++) {
                bool finer = slots[n] == SLOT_year
                                 ? frame_has(to, SLOT_month) || frame_has(to, SLOT_quarter) || frame_has(to, SLOT_season)
                                 : frame_has(to, SLOT_day);
                if (slots[n] == SLOT_unit) finer = finer || frame_has(to, SLOT_n); /* "dos o tres semanas" */
                if (slots[n] == SLOT_part) finer = frame_has(to, SLOT_hour) && !frame_has(to, SLOT_clock12);
                if (slots[n] == SLOT_month && frame_has(to, SLOT_weekday)) finer = false;
                bool of_day = frame_has(from, SLOT_unit) && from->v[SLOT_unit] == UNIT_DAY; /* "de hoy al día 13" */
                if ((slots[n] == SLOT_k || slots[n] == SLOT_unit) && (frame_has(to, SLOT_month) || of_day)) finer = false;
                if (slots[n] == SLOT_unit && frame_has(to, SLOT_n)) finer = true; /* "sechs bis acht Monate" */
                if (finer && !frame_has(to, slots[n]) && frame_has(from, slots[n])) frame_put(to, slots[n], from->v[slots[n]]);
            }
        }
}

static dp_status add_times(finder *f, time_match *m, uint32_t sentence_index, dp_error *err) {
    const time_rule *rule = &f->scan.lang->rules[m->rule];
    uint32_t first = f->times.n;
    if (m->count > 1) share_parts(m);
    for (uint32_t k = 0; k < m->count; k++) {
        stretch *s = &m->stretches[k];
        read_before(&f->scan, s->first_item, &s->frame);
        time_raw t = {.frame = s->frame,
                      .at = s->at,
                      .first_word = s->first_word,
                      .end_word = s->end_word,
                      .sentence = sentence_index,
                      .rule = rule->rule,
                      .action = rule->action};
        t.relation = (uint8_t)(frame_has(&s->frame, SLOT_rel) ? s->frame.v[SLOT_rel] : TIME_AT);
        time_reading reading = time_tense(&f->scan, sentence_index, s->first_item, s->end_item);
        t.tense = reading.tense;
        t.sure = reading.sure;
        t.pluperfect = reading.pluperfect;
        static const uint8_t cues[] = {TENSE_UNKNOWN, TENSE_OF_PAST, TENSE_OF_FUTURE, TENSE_OF_PRESENT};
        bool ahead = f->scan.lang->head->present_ahead, weekday = frame_has(&s->frame, SLOT_weekday) && rule->action == ACT_DATE;
        if (t.tense == TENSE_OF_PRESENT && t.relation == TIME_SINCE && !ahead)
            t.tense = TENSE_OF_PAST; /* "it has been so since May" */
        if (t.tense == TENSE_OF_PRESENT && weekday && ahead && reading.adverbial) t.tense = TENSE_OF_FUTURE, t.sure = false;
        if (frame_has(&s->frame, SLOT_tense)) t.tense = cues[s->frame.v[SLOT_tense] & 3];
        t.reported = time_reported(&f->scan, s->first_item);
        t.partner = f->times.n;
        if (m->count == 2 && t.relation == TIME_FROM) t.partner = first + 1 - k;
        if (m->count == 2 && t.relation == TIME_FROM && k == 1) t.relation = TIME_TO;
        if (!vec_push(f->a, &f->times, t)) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status add_match(finder *f, time_match *m, uint32_t sentence_index, dp_error *err) {
    unsigned action = f->scan.lang->rules[m->rule].action;
    if (action == ACT_NONE) return DP_OK;
    if (action != ACT_QUANTITY && action != ACT_ORDINAL) return add_times(f, m, sentence_index, err);
    quantity_raw q;
    if (!quantity_of(&f->scan, m, action, sentence_index, f->quantities.n ? &f->last : NULL, &q)) return DP_OK;
    q.q.at = (mention_at){.at = q.at, .first_token = q.first_word, .rule = f->scan.lang->rules[m->rule].rule};
    f->last = q;
    return vec_push(f->a, &f->quantities, q.q) ? DP_OK : error_nomem(err);
}

static dp_status find_all(finder *f, dp_error *err) {
    const text *x = f->scan.x;
    for (uint32_t k = 0; k < x->sentence_count; k++) {
        dp_status status = time_scan_words(&f->scan, x->sentences[k].first_word, x->sentences[k].end_word, f->a, err);
        time_match m;
        for (uint32_t item = 0; status == DP_OK && time_match_next(&f->scan, &item, &m);) status = add_match(f, &m, k, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

/* ---- one value out of the values seen from each day ---- */

static bool is_field_end(char c) {
    return c == 0 || c == '-' || c == 'T';
}

/* "2017-11-09" and "2017-11-16" → "2017-11-XX": a field that differs is unknown; of a year the digits that agree stay. */
static void merge_values(char *into, const char *other, int weekday) {
    if (strcmp(into, other) == 0) return;
    if (weekday && strlen(into) == 10) {
        snprintf(into, 40, "XXXX-WXX-%d", weekday);
        return;
    }
    if (strlen(into) != strlen(other)) return;
    for (size_t start = 0, k = 0;; k++) {
        if (!is_field_end(into[k])) continue;
        bool differs = memcmp(into + start, other + start, k - start) != 0, unknown = false;
        for (size_t j = start; differs && j < k; j++) {
            unknown |= into[j] != other[j] || start > 0;
            if (unknown && into[j] >= '0' && into[j] <= '9') into[j] = 'X';
        }
        if (into[k] == 0) return;
        start = k + 1;
    }
}

static void merge_day(int32_t *into, int32_t other, bool earliest) {
    if (*into == DAY_NONE || other == DAY_NONE)
        *into = DAY_NONE;
    else if (earliest ? other < *into : other > *into)
        *into = other;
}

static void merge_resolved(resolved *into, const resolved *other, const time_raw *t) {
    bool plain_weekday = frame_has(&t->frame, SLOT_weekday) && !frame_has(&t->frame, SLOT_day) && into->type == TIME_DATE;
    merge_values(into->value, other->value, plain_weekday ? t->frame.v[SLOT_weekday] : 0);
    merge_day(&into->days.first, other->days.first, true);
    merge_day(&into->days.last, other->days.last, false);
}

/* "from 1 December to 22 January": a range runs forwards. Of the end that names no year the one further away moves. */
static void order_range(const finder *f, uint32_t k, int32_t today, resolved *from, resolved *to) {
    const time_raw *t = &f->times.at[k];
    if (t->relation != TIME_TO || today == DAY_NONE || from->days.first == DAY_NONE || to->days.last == DAY_NONE) return;
    if (to->days.last >= from->days.first || from->type != TIME_DATE || to->type != TIME_DATE) return;
    bool moves_from = from->days.first > today;
    const frame *moved = &f->times.at[moves_from ? t->partner : k].frame;
    if (frame_has(moved, SLOT_year) || !frame_has(moved, SLOT_month)) return;
    resolved *r = moves_from ? from : to;
    r->period.y += moves_from ? -1 : 1;
    r->days = period_days(&r->period);
    period_format(&r->period, r->value);
}

/* What was seen from one day joins what was seen from the others. */
static void keep_resolved(const finder *f, uint32_t k, const resolved *r, resolved *out, bool first) {
    if (first)
        out[k] = *r;
    else
        merge_resolved(&out[k], r, &f->times.at[k]);
}

static void resolve_from(const finder *f, int32_t today, int32_t year, resolved *out, bool first) {
    time_context c = {.today = today, .year = year, .last = DAY_NONE, .coarse = DAY_NONE};
    resolved r[2]; /* the time at hand and the one before, which may be the other end of its range */
    for (uint32_t k = 0; k < f->times.n; k++) {
        const time_raw *t = &f->times.at[k];
        time_resolve(&t->frame, t->action, t->tense | (t->sure ? TENSE_SURE : 0u), t->sentence, &c, &r[k & 1]);
        if (k > 0 && t->partner + 1 == k) order_range(f, k, today, &r[~k & 1], &r[k & 1]);
        if (k > 0) keep_resolved(f, k - 1, &r[~k & 1], out, first);
    }
    if (f->times.n) keep_resolved(f, f->times.n - 1, &r[(f->times.n - 1) & 1], out, first);
}

/* The days to look from: the dateline's; the candidates; where only a year is known its first and last day; else none. */
static void resolve_all(const finder *f, const dispatch_date *date, resolved *out) {
    if (date->candidate_count == 0) {
        day_range year = edtf_range(date->given);
        resolve_from(f, date->given.year ? year.first : DAY_NONE, date->given.year, out, true);
        if (date->given.year) resolve_from(f, year.last, date->given.year, out, false);
        return;
    }
    if (date->written != DAY_NONE) {
        resolve_from(f, date->written, 0, out, true);
        return;
    }
    uint32_t step = f->times.n > RESOLVE_ALL_MAX && date->candidate_count > 1 ? date->candidate_count - 1 : 1;
    for (uint32_t k = 0; k < date->candidate_count; k += step) resolve_from(f, date->candidates[k], 0, out, k == 0);
}

/* ---- records ---- */

/* Tokens that a byte range covers: [first, end). Starts looking at the token of its first word. */
static void place_tokens(const text *x, uint32_t first_token, span at, mention_at *out) {
    out->at = at;
    out->first_token = out->end_token = out->head_token = 0;
    if (first_token >= x->token_count) return;
    uint32_t t = first_token;
    while (t < x->token_count && x->tokens[t].end <= at.start) t++;
    uint32_t end = t;
    while (end < x->token_count && x->tokens[end].start < at.end) end++;
    if (end == t) return;
    out->first_token = t;
    out->end_token = end;
    out->head_token = t;
    for (uint32_t k = t; k < end; k++) {
        uint32_t head = x->tokens[k].head;
        if (head != k && (head == TOKEN_NONE || head < t || head >= end)) out->head_token = k;
    }
}

static dp_status fill_times(const finder *f, const dispatch_date *date, mentions *out, dp_error *err) {
    uint32_t n = f->times.n;
    resolved *values = arena_array(f->a, n, sizeof *values);
    out->times = arena_array(f->a, n, sizeof *out->times);
    if (!values || !out->times) return error_nomem(err);
    resolve_all(f, date, values);
    int32_t today = date->candidate_count ? date->candidates[date->candidate_count - 1] : DAY_NONE;
    for (uint32_t k = 0; k < n; k++) {
        const time_raw *t = &f->times.at[k];
        time_mention *m = &out->times[k];
        place_tokens(f->scan.x, f->scan.x->words[t->first_word].token, t->at, &m->at);
        m->at.rule = t->rule;
        m->type = values[k].type;
        m->basis = values[k].basis;
        m->relation = t->relation;
        m->partner = t->partner;
        m->mod = time_mod_name(values[k].mod);
        m->days = values[k].days;
        bool begun = m->days.first != DAY_NONE && (today == DAY_NONE || m->days.first <= today);
        if (t->relation == TIME_SINCE && m->type != TIME_DURATION && begun) m->days.last = today;
        memcpy(m->value, values[k].value, sizeof m->value);
    }
    out->time_count = n;
    return DP_OK;
}

static void fill_quantities(const finder *f, mentions *out) {
    out->quantities = f->quantities.at;
    out->quantity_count = f->quantities.n;
    for (uint32_t k = 0; k < f->quantities.n; k++) {
        mention_at *at = &out->quantities[k].at;
        place_tokens(f->scan.x, f->scan.x->words[at->first_token].token, at->at, at);
    }
}

dp_status time_find(const time_rules *r, const text *x, const edtf *given, arena *a, mentions *out, dp_error *err) {
    finder f = {.scan = {.lang = time_rules_language(r, x->lang), .x = x}, .a = a};
    dp_status status = f.scan.lang ? find_all(&f, err) : DP_OK;
    if (status == DP_OK) status = docdate_solve(f.times.at, f.times.n, x, given, a, &out->date, err);
    if (status == DP_OK) status = fill_times(&f, &out->date, out, err);
    if (status == DP_OK) fill_quantities(&f, out);
    return status;
}
