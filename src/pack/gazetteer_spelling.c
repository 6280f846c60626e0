/* world/places/spelling.rules: how names are written over from other scripts (mention/place_spelling.h).
 *
 *   [set NAME]                   begins a set
 *   countries  SY IQ LB          where it holds
 *   whole      al  -             a word that goes (or becomes another)
 *   start      abou  bu          the beginning of a word
 *   any        ou  u             any part; the first line that fits counts
 *   end        ah  a             the end of a word, again and again */
#include <stdio.h>
#include <string.h>

#include "pack/gazetteer_source.h"

#define SPELLING_RULES "world/places/spelling.rules"

static dp_status read_countries(gazetteer_build *g, const rule_file *f, const rule_line *l, unsigned set, dp_error *err) {
    for (const char *s = l->column[1]; *s; s += strspn(s, " ")) {
        char code[3] = {s[0], s[1], '\0'};
        if (strcspn(s, " ") != 2) return rule_error(f, l, err, "expected ISO codes set apart by single spaces");
        uint32_t i = 0;
        while (i < g->spelling.n && strcmp(g->spelling.at[i].country, code) != 0) i++;
        if (i == sizeof g->spelling.at / sizeof *g->spelling.at) return rule_error(f, l, err, "too many countries");
        if (i == g->spelling.n) memcpy(g->spelling.at[g->spelling.n++].country, code, sizeof code);
        g->spelling.at[i].sets |= (uint8_t)(1u << set);
        s += 2;
    }
    return DP_OK;
}

dp_status gazetteer_spelling(gazetteer_build *g, dp_error *err) {
    static const char *const where[] = {"whole", "start", "any", "end"};
    if (!rule_file_exists(g->s->root, SPELLING_RULES)) return DP_OK;
    rule_file f;
    dp_status s = rule_file_read(g->s->root, SPELLING_RULES, g->a, &f, err);
    vec_of(spelling_rule) rules = {0};
    int set = -1;
    const char *section = "";
    for (uint32_t i = 0; s == DP_OK && i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test) continue;
        if (strcmp(section, l->section) != 0) section = l->section, set++;
        if (set < 0 || set >= SPELLING_SETS_MAX || l->columns < 2)
            return rule_error(&f, l, err, "expected at most %d sections with: whole|start|any|end, letters, letters",
                              SPELLING_SETS_MAX);
        if (strcmp(l->column[0], "countries") == 0) {
            s = read_countries(g, &f, l, (unsigned)set, err);
            continue;
        }
        spelling_rule r = {.set = (uint8_t)set};
        while (r.where < 4 && strcmp(where[r.where], l->column[0]) != 0) r.where++;
        const char *to = l->columns > 2 ? l->column[2] : "";
        if (r.where == 4 || !l->column[1][0] || strlen(l->column[1]) > SPELLING_FROM_MAX || strlen(to) > SPELLING_TO_MAX)
            return rule_error(&f, l, err, "expected: whole|start|any|end, up to %d letters, up to %d letters", SPELLING_FROM_MAX,
                              SPELLING_TO_MAX);
        snprintf(r.from, sizeof r.from, "%s", l->column[1]);
        snprintf(r.to, sizeof r.to, "%s", to);
        r.from_bytes = (uint8_t)strlen(r.from);
        r.to_bytes = (uint8_t)strlen(r.to);
        if (!vec_push(g->a, &rules, r)) return error_nomem(err);
    }
    if (s != DP_OK) return s;
    builder_section(g->b, "place-spelling", rules.at, rules.n * sizeof *rules.at);
    if (!spelling_index(&g->spelling.table, rules.at, rules.n))
        return error_set(err, DP_E_FORMAT, "%s has more than %d rules", SPELLING_RULES, SPELLING_RULES_MAX);
    g->spelling.table.sets = (uint32_t)(set + 1);
    return DP_OK;
}
