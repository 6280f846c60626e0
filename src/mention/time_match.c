/* The matcher: runs the programs of the rules that may begin at an item and keeps the longest match. */
#include <string.h>

#include "mention/time_match.h"

#define TRAIL_MAX 64

typedef struct trail_entry {
    uint8_t slot, stretch;
    bool number; /* value is the item where the number began */
    int32_t value;
} trail_entry;

typedef struct machine {
    time_scan *s;
    uint32_t steps;
    trail_entry trail[TRAIL_MAX];
    uint32_t trail_count;
    uint32_t first[TIME_STRETCHES_MAX], end[TIME_STRETCHES_MAX], stretch_count;
    bool outside;
    bool inner; /* inside a match that was found: only what reaches further counts */
    /* the best so far */
    bool found;
    uint32_t best_rule, best_trail_count, best_stretch_count;
    uint32_t best_first[TIME_STRETCHES_MAX], best_end[TIME_STRETCHES_MAX];
    trail_entry best_trail[TRAIL_MAX];
    uint32_t rule;
} machine;

static void put(machine *m, unsigned slot, int32_t value, bool is_number) {
    if (slot == SLOT_none || m->trail_count == TRAIL_MAX) return;
    /* in a context the slot speaks of the stretch before it, or of the first */
    uint32_t part = m->stretch_count ? m->stretch_count - 1 : 0;
    m->trail[m->trail_count++] = (trail_entry){(uint8_t)slot, (uint8_t)part, is_number, value};
}

/* Digits glued to other digits by a mark ("3.5", "10/11") are read whole or not at all. */
static bool glued_digits(const time_scan *s, uint32_t i) {
    if (i == 0 || i >= s->count || !s->items[i].digit_count || !s->items[i - 1].digit_count) return false;
    uint16_t gap = s->items[i].gap;
    bool ordinal = s->x->bytes[s->items[i - 1].end] == '.' && gap != GAP_DOT; /* "3./4. Mai" */
    return !ordinal && (gap & (GAP_DOT | GAP_COMMA_TIGHT | GAP_SLASH | GAP_COLON | GAP_DECIMAL | GAP_GROUP)) != 0;
}

static bool is_inside_word(const time_scan *s, uint32_t i) {
    return i < s->count && s->items[i].part;
}

static void accept(machine *m, uint32_t item) {
    if (m->stretch_count == 0 || glued_digits(m->s, item)) return;
    uint32_t count = m->stretch_count;
    if (!m->outside) m->end[count - 1] = item;
    for (uint32_t k = 0; k < count; k++)
        if (m->end[k] <= m->first[k] || is_inside_word(m->s, m->end[k])) return;
    if (m->found) {
        uint32_t a = m->end[count - 1], b = m->best_end[m->best_stretch_count - 1];
        if (a < b || (a == b && (m->inner || m->rule > m->best_rule))) return;
        if (a == b && m->rule == m->best_rule && m->first[0] >= m->best_first[0]) return;
    }
    m->found = true;
    m->best_rule = m->rule;
    m->best_stretch_count = count;
    memcpy(m->best_first, m->first, sizeof m->first);
    memcpy(m->best_end, m->end, sizeof m->end);
    m->best_trail_count = m->trail_count;
    memcpy(m->best_trail, m->trail, m->trail_count * sizeof *m->trail);
}

/* What an alternative may change and the next one must find as it was: of the stretches, the end of the last. */
typedef struct mark {
    uint32_t trail_count, stretch_count, end;
    bool outside;
} mark;

static mark machine_mark(const machine *m) {
    uint32_t end = m->stretch_count ? m->end[m->stretch_count - 1] : 0;
    return (mark){m->trail_count, m->stretch_count, end, m->outside};
}

static void machine_return(machine *m, mark k) {
    m->trail_count = k.trail_count;
    m->stretch_count = k.stretch_count;
    m->outside = k.outside;
    if (k.stretch_count) m->end[k.stretch_count - 1] = k.end;
}

static void run(machine *m, uint32_t pc, uint32_t item, uint16_t gap, unsigned depth);

/* Goes on behind n items; an abbreviation lets a full stop follow. */
static void advance(machine *m, uint32_t pc, uint32_t item, bool dot, unsigned depth) {
    run(m, pc + 1, item, (uint16_t)(GAP_LOOSE | (dot ? GAP_DOT | GAP_DOT_SPACE : 0)), depth);
}

static bool gap_fits(const machine *m, uint32_t item, uint16_t gap) {
    return item < m->s->count && (gap == 0 || (m->s->items[item].gap & gap));
}

static void run_class(machine *m, const time_op *op, uint32_t pc, uint32_t item, unsigned depth) {
    const time_lang *l = m->s->lang;
    const time_item *it = &m->s->items[item];
    if (!(it->classes >> op->a & 1)) return;
    if (it->roman && op->a == l->head->role[ROLE_roman]) {
        mark before = machine_mark(m);
        put(m, op->slot, it->roman, false);
        advance(m, pc, item + 1, false, depth + 1);
        machine_return(m, before);
        return;
    }
    for (uint32_t k = 0; k < it->entry_count; k++) {
        const time_entry *e = &l->entries[it->entry[k]];
        if (!(e->classes >> op->a & 1)) continue;
        for (uint32_t n = 0; n < e->sense_count; n++) {
            const time_sense *q = &l->senses[e->first_sense + n];
            if (q->class_ != op->a || (q->flags & SENSE_CAPITAL && !it->capital)) continue;
            mark before = machine_mark(m);
            if (q->plain != INT32_MIN) put(m, op->slot, q->plain, false);
            for (uint32_t j = 0; j < q->set_count; j++)
                put(m, l->sets[q->first_set + j].slot, l->sets[q->first_set + j].value, false);
            advance(m, pc, item + it->entry_items[k], q->flags & SENSE_DOT, depth + 1);
            machine_return(m, before);
        }
    }
}

static void run_word(machine *m, const time_op *op, uint32_t pc, uint32_t item, unsigned depth) {
    const time_item *it = &m->s->items[item];
    for (uint32_t k = 0; k < it->entry_count; k++)
        if (it->entry[k] == op->a) {
            advance(m, pc, item + it->entry_items[k], op->digits != 0, depth + 1);
            return;
        }
}

static void run_number(machine *m, const time_op *op, uint32_t pc, uint32_t item, unsigned depth) {
    number n = number_at(m->s, item);
    if (n.items == 0) return;
    bool ordinal = n.flags & NUMBER_ORDINAL;
    if ((op->a == WANT_ORDINAL) != ordinal) return;
    if (op->a == WANT_PLAIN && n.flags & NUMBER_ARTICLE) return;
    if (op->a == WANT_DIGITS && !(n.flags & NUMBER_DIGITS)) return;
    if (op->slot == SLOT_n || op->slot == SLOT_n2)
        put(m, op->slot, (int32_t)item, true);
    else {
        if (n.decimals || n.mantissa < op->b || n.mantissa > op->digits) return;
        put(m, op->slot, (int32_t)n.mantissa, false);
    }
    advance(m, pc, item + n.items, false, depth + 1);
}

static bool item_has_word(const machine *m, uint32_t item, uint32_t entry) {
    const time_item *it = &m->s->items[item];
    for (uint32_t k = 0; k < it->entry_count; k++)
        if (it->entry[k] == entry) return true;
    return false;
}

/* UPOS_X where nothing is tagged: then no part of speech is refused. */
static unsigned item_pos(const machine *m, uint32_t item) {
    const text *x = m->s->x;
    uint32_t t = x->words[m->s->items[item].word].token;
    return t < x->token_count ? x->tokens[t].upos : UPOS_X;
}

/* At the start of a rule (`gap` 0) a mark before the item does not matter. A part of speech must follow without any. */
static bool refused(const machine *m, const time_op *op, uint32_t item, uint16_t gap) {
    const bool next = item < m->s->count && (gap == 0 || !(m->s->items[item].gap & GAP_BREAK));
    switch (op->op) {
    case OP_NOT_CLASS:
        return next && time_item_class(m->s, item, op->a, NULL);
    case OP_NOT_WORD:
        return next && item_has_word(m, item, op->a);
    case OP_NOT_POS:
        return next && (gap == 0 || (m->s->items[item].gap & GAP_LOOSE)) && item_pos(m, item) == op->a;
    case OP_BEHIND_POS:
        return item > 0 && item_pos(m, item - 1) == op->a;
    case OP_BEHIND_CLASS:
        return item > 0 && time_item_class(m->s, item - 1, op->a, NULL);
    default:
        return item > 0 && item_has_word(m, item - 1, op->a);
    }
}

/* Begins and ends the stretches: the first item outside a context opens one. */
static bool open_stretch(machine *m, uint32_t item) {
    if (m->stretch_count == TIME_STRETCHES_MAX) return false;
    m->first[m->stretch_count] = item;
    m->end[m->stretch_count] = item;
    m->stretch_count++;
    return true;
}

static bool may_begin(const time_scan *s, const time_guard *g, uint32_t item) {
    if (g->classes & GUARD_END) return true;
    return item < s->count && ((g->classes & s->items[item].classes) || (g->words & s->items[item].words));
}

static void join(time_guard *g, const time_scan *s, uint32_t item) {
    if (item >= s->count) return;
    g->classes |= s->items[item].classes;
    g->words |= s->items[item].words;
}

/* What stands behind this item, behind the phrases and behind the number that begin here. */
static const time_guard *behind(machine *m, uint32_t item) {
    time_item *it = &m->s->items[item];
    if (it->behind_known) return &it->behind;
    time_guard g = {GUARD_END, 0};
    join(&g, m->s, item + 1);
    if (it->classes & m->s->lang->head->number_classes) {
        uint32_t items = number_at(m->s, item).items;
        if (items > 1) join(&g, m->s, item + items);
    }
    for (uint32_t k = 0; k < it->entry_count; k++)
        if (it->entry_items[k] > 1) join(&g, m->s, item + it->entry_items[k]);
    it->behind = g;
    it->behind_known = true;
    return &it->behind;
}

static bool may_follow(const time_guard *next, const time_guard *g) {
    return (g->classes & next->classes) || (g->words & next->words);
}

static void run(machine *m, uint32_t pc, uint32_t item, uint16_t gap, unsigned depth) {
    const time_lang *l = m->s->lang;
    if (depth > 120) return;
    for (;; pc++) {
        if (++m->steps > TIME_STEPS_MAX || pc >= l->op_count) return;
        const time_op *op = &l->ops[pc];
        switch (op->op) {
        case OP_MATCH:
            accept(m, item);
            return;
        case OP_GAP:
            gap = (uint16_t)(op->b ? op->a | gap : op->a);
            break;
        case OP_SET: {
            if (m->trail_count == TRAIL_MAX) return;
            put(m, op->slot, op->b, false);
            break;
        }
        case OP_JUMP:
            pc = op->a - 1;
            break;
        case OP_SPLIT: {
            const time_guard *guard = &l->guards[op->b];
            bool one = may_begin(m->s, guard, item), other = may_begin(m->s, guard + 1, item);
            if (item < m->s->count && (one || other)) { /* look one item further, unless the branch may end here */
                const time_guard *next = behind(m, item);
                one = one && ((guard[0].classes & GUARD_END) || may_follow(next, guard + 2));
                other = other && ((guard[1].classes & GUARD_END) || may_follow(next, guard + 3));
            }
            if (!one && !other) return;
            if (one && !other) break;
            if (one) {
                mark before = machine_mark(m);
                run(m, pc + 1, item, gap, depth + 1);
                machine_return(m, before);
            }
            pc = op->a - 1;
            break;
        }
        case OP_OUT:
            if (m->stretch_count && !m->outside) m->end[m->stretch_count - 1] = item;
            m->outside = true;
            break;
        case OP_IN:
            m->outside = false;
            if (!open_stretch(m, item)) return;
            break;
        case OP_NOT_CLASS:
        case OP_NOT_WORD:
        case OP_BEHIND_CLASS:
        case OP_BEHIND_WORD:
        case OP_NOT_POS:
        case OP_BEHIND_POS:
            if (refused(m, op, item, gap)) return;
            break;
        case OP_BOUNDARY:
            if ((item < m->s->count && (m->s->items[item].gap & (op->a ? GAP_CLOSE : GAP_LOOSE))) != (op->a != 0)) return;
            break;
        case OP_POINT: {
            uint32_t end = item ? m->s->items[item - 1].end : 0;
            if (end == 0 || end >= m->s->x->size || m->s->x->bytes[end] != '.') return;
            if (!m->outside) put(m, SLOT_point, (int32_t)item, false);
            gap = GAP_CLOSE;
            break;
        }
        case OP_ANY:
            if (!gap_fits(m, item, gap) || m->s->items[item].digit_count) return;
            item++;
            gap = GAP_LOOSE;
            break;
        case OP_CLASS:
            if (gap_fits(m, item, gap)) run_class(m, op, pc, item, depth);
            return;
        case OP_WORD:
            if (gap_fits(m, item, gap)) run_word(m, op, pc, item, depth);
            return;
        case OP_NUMBER:
            if (gap_fits(m, item, gap)) run_number(m, op, pc, item, depth);
            return;
        case OP_RANGE: {
            if (!gap_fits(m, item, gap)) return;
            const time_item *it = &m->s->items[item];
            if (!it->digit_count || it->digit_count > 9 || it->money || it->digits < (int64_t)op->a || it->digits > op->b) return;
            if ((op->digits & 0xFF) && it->digit_count != (op->digits & 0xFF)) return;
            if (op->digits >> 8 && it->digits % (op->digits >> 8)) return;
            if (m->trail_count == TRAIL_MAX) return;
            put(m, op->slot, (int32_t)it->digits, false);
            item++;
            gap = GAP_LOOSE;
            break;
        }
        default:
            return;
        }
    }
}

static void run_rules(machine *m, uint32_t item, uint32_t first, uint32_t count) {
    const time_lang *l = m->s->lang;
    const time_guard *next = behind(m, item);
    for (uint32_t k = 0; k < count; k++) {
        const time_start *start = &l->starts[first + k];
        if (!may_follow(next, &l->guards[start->guard])) continue;
        m->rule = start->rule;
        m->trail_count = m->stretch_count = 0;
        m->outside = false;
        run(m, l->rules[m->rule].pc, item, 0, 0);
    }
}

void frame_apply(frame *f, const time_lang *l, uint32_t first_set, uint32_t count) {
    for (uint32_t k = 0; k < count; k++) frame_put(f, l->sets[first_set + k].slot, l->sets[first_set + k].value);
}

/* "3 November (Tishri": what opens a bracket takes its end along. */
static bool closes_bracket(const text *x, span at) {
    int open = 0;
    for (uint32_t k = at.start; k < at.end; k++) open += (x->bytes[k] == '(') - (x->bytes[k] == ')');
    return open == 1 && at.end < x->size && x->bytes[at.end] == ')';
}

static void fill_match(const machine *m, time_match *out) {
    const time_scan *s = m->s;
    const time_rule *r = &s->lang->rules[m->best_rule];
    memset(out, 0, sizeof *out);
    out->rule = m->best_rule;
    out->count = m->best_stretch_count;
    out->end_item = m->best_end[out->count - 1];
    for (uint32_t k = 0; k < out->count; k++) {
        stretch *t = &out->stretches[k];
        t->first_item = m->best_first[k];
        t->end_item = m->best_end[k];
        const time_item *first = &s->items[t->first_item], *last = &s->items[t->end_item - 1];
        t->at = (span){first->start, last->end};
        if (closes_bracket(s->x, t->at)) t->at.end++;
        bool dotted = last->gap == GAP_DOT && last->end - last->start == 1 && !last->digit_count; /* "p.m." */
        if (dotted && last->end < s->x->size && s->x->bytes[last->end] == '.') t->at.end++;
        t->first_word = first->word;
        t->end_word = last->word + 1;
    }
    for (uint32_t k = 0; k < m->best_trail_count; k++) {
        const trail_entry *e = &m->best_trail[k];
        frame *f = &out->stretches[e->stretch < out->count ? e->stretch : 0].frame;
        frame_put(f, e->slot, e->value);
        if (e->number) *(e->slot == SLOT_n ? &f->n : &f->n2) = s->items[e->value].number;
        stretch *t = &out->stretches[e->stretch < out->count ? e->stretch : 0];
        if (e->slot == SLOT_point && (uint32_t)e->value == t->end_item && t->at.end == s->items[t->end_item - 1].end) t->at.end++;
    }
    for (uint32_t k = 0; k < out->count; k++) frame_apply(&out->stretches[k].frame, s->lang, r->first_set, r->set_count);
}

static void run_item(machine *m, uint32_t item) {
    const time_lang *l = m->s->lang;
    const time_item *it = &m->s->items[item];
    if (!it->classes || it->part || glued_digits(m->s, item)) return;
    m->steps = 0;
    const time_guard *next = behind(m, item);
    for (uint64_t rest = it->classes; rest; rest &= rest - 1) {
        unsigned c = (unsigned)__builtin_ctzll(rest);
        if (may_follow(next, &l->head->class_any[c])) run_rules(m, item, l->head->class_start[c], l->head->class_start_count[c]);
    }
    for (uint32_t k = 0; k < it->entry_count; k++) {
        const time_entry *e = &l->entries[it->entry[k]];
        if (may_follow(next, &e->any)) run_rules(m, item, e->first_start, e->start_count);
    }
}

static bool visit_rules(machine *m, uint32_t item, uint32_t first, uint32_t count, time_visit visit, void *context) {
    for (uint32_t k = 0; k < count; k++) {
        time_match found;
        m->found = m->inner = false;
        m->steps = 0;
        run_rules(m, item, first + k, 1);
        if (!m->found) continue;
        fill_match(m, &found);
        if (!visit(context, &found)) return false;
    }
    return true;
}

void time_match_each(time_scan *s, uint32_t first, uint32_t end, time_visit visit, void *context) {
    const time_lang *l = s->lang;
    machine m;
    m.s = s;
    for (uint32_t item = first; item < end && item < s->count; item++) {
        const time_item *it = &s->items[item];
        if (!it->classes || glued_digits(s, item)) continue;
        for (uint64_t rest = it->classes; rest; rest &= rest - 1) {
            unsigned c = (unsigned)__builtin_ctzll(rest);
            if (!visit_rules(&m, item, l->head->class_start[c], l->head->class_start_count[c], visit, context)) return;
        }
        for (uint32_t k = 0; k < it->entry_count; k++) {
            const time_entry *e = &l->entries[it->entry[k]];
            if (!visit_rules(&m, item, e->first_start, e->start_count, visit, context)) return;
        }
    }
}

/* Up to where a match may begin that reaches further than the best: inside its context, and inside a quantity, because
 * "over three" is less than "three years". */
static uint32_t inner_limit(const machine *m) {
    unsigned action = m->s->lang->rules[m->best_rule].action;
    bool quantity = action == ACT_QUANTITY || action == ACT_ORDINAL;
    return quantity ? m->best_end[m->best_stretch_count - 1] - 1 : m->best_first[0];
}

bool time_match_next(time_scan *s, uint32_t *item, time_match *out) {
    machine m;
    m.s = s;
    for (; *item < s->count; ++*item) {
        m.found = m.inner = false;
        run_item(&m, *item);
        if (!m.found) continue;
        /* what begins inside a context and reaches further is the better reading: "dans | la nuit de mardi à mercredi" */
        m.inner = true;
        for (uint32_t k = *item + 1; k <= inner_limit(&m); k++) run_item(&m, k);
        fill_match(&m, out);
        *item = out->end_item;
        return true;
    }
    return false;
}
