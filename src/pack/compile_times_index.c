/* What makes matching fast: programs without needless jumps, guards of their branches, and the lists of rules that may begin
 * with a word or class. Jumps lead forwards only, so that one pass from the end sees all that may come. */
#include <string.h>

#include "core/hash.h"
#include "pack/compile_times.h"

/* Drops jumps to the next op. */
static dp_status compact(times_compiler *c, dp_error *err) {
    uint32_t n = c->ops.n, kept = 0;
    uint32_t *moved = arena_array(c->a, n + 1, sizeof *moved);
    if (!moved) return error_nomem(err);
    for (uint32_t k = 0; k < n; k++) {
        const time_op *op = &c->ops.at[k];
        moved[k] = kept;
        kept += !(op->op == OP_JUMP && op->a == k + 1);
    }
    moved[n] = kept;
    for (uint32_t k = 0; k < n; k++) {
        time_op op = c->ops.at[k];
        if (op.op == OP_JUMP && op.a == k + 1) continue;
        if (op.op == OP_JUMP || op.op == OP_SPLIT) op.a = moved[op.a];
        c->ops.at[moved[k]] = op;
    }
    c->ops.n = kept;
    for (uint32_t k = 0; k < c->rules.n; k++) c->rules.at[k].pc = moved[c->rules.at[k].pc];
    return DP_OK;
}

static uint64_t class_bit(const times_compiler *c, const char *name) {
    int k = times_class_of(c, name);
    return k > 0 ? (uint64_t)1 << k : 0;
}

static uint64_t number_starts(const times_compiler *c, uint32_t want) {
    uint64_t bits = (uint64_t)1 << CLASS_DIGITS;
    if (want == WANT_DIGITS) return bits;
    bits |= class_bit(c, "number") | class_bit(c, "article");
    return want == WANT_ORDINAL ? bits | class_bit(c, "ordinal") : bits;
}

/* What the item at an op that takes one may be. */
static bool takes_item(const times_compiler *c, const time_op *op, time_guard *out) {
    *out = (time_guard){0, 0};
    switch (op->op) {
    case OP_CLASS:
        out->classes = (uint64_t)1 << op->a;
        return true;
    case OP_RANGE:
        out->classes = (uint64_t)1 << CLASS_DIGITS;
        return true;
    case OP_NUMBER:
        out->classes = number_starts(c, op->a);
        return true;
    case OP_WORD:
        out->words = guard_word(op->a);
        return true;
    case OP_ANY:
        out->classes = GUARD_END; /* no guard can tell */
        return true;
    default:
        return false;
    }
}

static time_guard either(time_guard a, time_guard b) {
    return (time_guard){a.classes | b.classes, a.words | b.words};
}

/* first[k]: what the item at op k may be. */
static time_guard *firsts(times_compiler *c) {
    time_guard *first = arena_array(c->a, c->ops.n, sizeof *first);
    for (uint32_t k = c->ops.n; first && k-- > 0;) {
        const time_op *op = &c->ops.at[k];
        if (takes_item(c, op, &first[k])) continue;
        if (op->op == OP_MATCH)
            first[k] = (time_guard){GUARD_END, 0};
        else if (op->op == OP_JUMP)
            first[k] = first[op->a];
        else if (op->op == OP_SPLIT)
            first[k] = either(first[k + 1], first[op->a]);
        else
            first[k] = first[k + 1];
    }
    return first;
}

/* second[k]: what the item behind the one at op k may be. */
static time_guard *seconds(times_compiler *c, const time_guard *first) {
    time_guard *second = arena_array(c->a, c->ops.n, sizeof *second);
    for (uint32_t k = c->ops.n; second && k-- > 0;) {
        const time_op *op = &c->ops.at[k];
        if (takes_item(c, op, &second[k]))
            second[k] = first[k + 1];
        else if (op->op == OP_JUMP)
            second[k] = second[op->a];
        else if (op->op == OP_SPLIT)
            second[k] = either(second[k + 1], second[op->a]);
        else if (op->op != OP_MATCH)
            second[k] = second[k + 1];
    }
    return second;
}

/* Each split has its four guards side by side: of both branches, the item at hand and the one behind it. Fragments come again
 * in many rules, and their guards with them: equal ones are kept once, so that they stay in the cache. */
static dp_status guard_splits(times_compiler *c, const time_guard *first, const time_guard *second, dp_error *err) {
    enum { SLOTS = 1 << 16 };
    uint32_t *slots = arena_array(c->a, SLOTS, sizeof *slots); /* first guard + 1 */
    if (!slots) return error_nomem(err);
    for (uint32_t k = 0, kept = 0; k < c->ops.n; k++) {
        if (c->ops.at[k].op != OP_SPLIT) continue;
        const uint32_t other = c->ops.at[k].a;
        const time_guard own[TIME_GUARDS_OF_SPLIT] = {first[k + 1], first[other], second[k + 1], second[other]};
        uint32_t at = (uint32_t)hash_bytes(own, sizeof own, 0) & (SLOTS - 1);
        while (slots[at] && memcmp(&c->guards.at[slots[at] - 1], own, sizeof own) != 0) at = (at + 1) & (SLOTS - 1);
        if (!slots[at]) {
            if (++kept == SLOTS) return error_set(err, DP_E_FORMAT, "expected fewer than %d kinds of branches", SLOTS);
            slots[at] = c->guards.n + 1;
            for (int g = 0; g < TIME_GUARDS_OF_SPLIT; g++)
                if (!vec_push(c->a, &c->guards, own[g])) return error_nomem(err);
        }
        c->ops.at[k].b = (int32_t)slots[at] - 1;
    }
    return DP_OK;
}

/* Adds to the start of `rule` in a list, or begins it; the guards of all its ways in are joined. */
static dp_status add_start(times_compiler *c, start_list *list, uint32_t rule, time_guard behind, dp_error *err) {
    if (list->n && list->at[list->n - 1].rule == rule) {
        time_guard *g = &c->guards.at[list->at[list->n - 1].guard];
        *g = either(*g, behind);
        return DP_OK;
    }
    time_start s = {rule, c->guards.n};
    return vec_push(c->a, &c->guards, behind) && vec_push(c->a, list, s) ? DP_OK : error_nomem(err);
}

static dp_status file_op(times_compiler *c, uint32_t rule, const time_op *op, time_guard behind, dp_error *err) {
    if (op->op == OP_WORD) return add_start(c, &c->entries.at[op->a].starts, rule, behind, err);
    time_guard g;
    takes_item(c, op, &g);
    dp_status status = DP_OK;
    for (uint64_t rest = g.classes; rest && status == DP_OK; rest &= rest - 1)
        status = add_start(c, &c->class_starts[__builtin_ctzll(rest)], rule, behind, err);
    return status;
}

static dp_status needs_words(times_compiler *c, const time_rule *r, dp_error *err) {
    error_set(err, DP_E_FORMAT, "expected a rule that begins with a word of its own");
    for (int k = 0; k < 2; k++)
        if (c->files[k].path && builder_file(c->b, c->files[k].path) == r->rule >> 20)
            error_at(err, c->files[k].path, r->rule & 0xFFFFFu);
    return DP_E_FORMAT;
}

/* Files a rule under every class or word that its first item may be. `reached` marks the ops that can come first. */
static dp_status file_rule(times_compiler *c, uint32_t rule, const time_guard *first, bool *reached, dp_error *err) {
    uint32_t pc = c->rules.at[rule].pc;
    uint32_t end = rule + 1 < c->rules.n ? c->rules.at[rule + 1].pc : c->ops.n;
    reached[pc] = true;
    for (uint32_t k = pc; k < end; k++) {
        const time_op *op = &c->ops.at[k];
        time_guard g;
        if (!reached[k]) continue;
        if (op->op == OP_ANY) return needs_words(c, &c->rules.at[rule], err);
        if (takes_item(c, op, &g)) {
            dp_status status = file_op(c, rule, op, first[k + 1], err);
            if (status != DP_OK) return status;
            continue;
        }
        if (op->op == OP_MATCH) return needs_words(c, &c->rules.at[rule], err);
        if (op->op != OP_JUMP) reached[k + 1] = true;
        if (op->op == OP_JUMP || op->op == OP_SPLIT) reached[op->a] = true;
    }
    return DP_OK;
}

dp_status times_index(times_compiler *c, dp_error *err) {
    dp_status status = compact(c, err);
    if (status != DP_OK) return status;
    time_guard *first = firsts(c), *second = first ? seconds(c, first) : NULL;
    bool *reached = arena_array(c->a, c->ops.n + 1, sizeof *reached);
    if (!first || !second || !reached) return error_nomem(err);
    status = guard_splits(c, first, second, err);
    for (uint32_t k = 0; k < c->rules.n && status == DP_OK; k++) status = file_rule(c, k, first, reached, err);
    c->head.number_classes = number_starts(c, WANT_ORDINAL);
    return status;
}
