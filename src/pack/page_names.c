/* world/pages.rules: the patterns of names become one automaton (Aho and Corasick, "Efficient string matching", 1975), so that a
 * name is looked at once, however many patterns there are. Layout: html/rules.h. */
#include <string.h>

#include "html/rules.h"
#include "pack/page_names.h"

enum { STATES_MAX = 0xFFFF };

typedef struct automaton {
    arena *a;
    vec_of(html_name_state) states;
} automaton;

static const struct {
    const char *name;
    unsigned kind;
} kinds[] = {{"body", KIND_BODY},         {"article", KIND_ARTICLE}, {"noise", KIND_NOISE},
             {"comments", KIND_COMMENTS}, {"caption", KIND_CAPTION}, {"byline", KIND_BYLINE},
             {"hidden", KIND_HIDDEN},     {"mute", KIND_MUTE},       {"lead", KIND_LEAD}};

const char *page_kind_name(unsigned kind) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == kind) return kinds[i].name;
    return "";
}

static unsigned kind_named(const char *name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) return kinds[i].kind;
    return 0;
}

/* The sign of a pattern's character, or -1. */
static int sign_of(char c) {
    if (c >= 'a' && c <= 'z') return SIGN_A + (c - 'a');
    return c == '-' ? SIGN_BORDER : c == '^' || c == '$' ? SIGN_END : c >= '0' && c <= '9' ? SIGN_DIGIT : -1;
}

/* The state that `sign` leads to, made where it is new; 0 where there is no room. In the tree 0 is "none yet". */
static uint16_t step(automaton *m, uint16_t from, int sign) {
    if (m->states.at[from].next[sign]) return m->states.at[from].next[sign];
    if (m->states.n >= STATES_MAX || !vec_push(m->a, &m->states, (html_name_state){.kinds = 0})) return 0;
    return m->states.at[from].next[sign] = (uint16_t)(m->states.n - 1);
}

/* Values of attributes are given whole: "articlebody" of itemprop is @^-articlebody-$. */
static const char *spell(const rule_line *l, char out[256], int *first) {
    const bool property = strcmp(l->section, "itemprop") == 0, role = strcmp(l->section, "role") == 0;
    *first = property ? SIGN_ITEMPROP : role ? SIGN_ROLE : -1;
    const char *pattern = l->column[0];
    if (strlen(pattern) > 200) return NULL;
    if (*first >= 0)
        strcat(strcat(strcpy(out, "^-"), pattern), "-$");
    else
        strcpy(out, pattern);
    return strcmp(l->section, "names") == 0 || *first >= 0 ? out : NULL;
}

static bool add_pattern(automaton *m, const rule_line *l) {
    char spelled[256];
    int sign;
    uint16_t at = 0;
    const char *s = l->columns == 2 ? spell(l, spelled, &sign) : NULL;
    const unsigned kind = s ? kind_named(l->column[1]) : 0;
    if (!kind || !*s) return false;
    if (sign >= 0 && (at = step(m, at, sign)) == 0) return false;
    for (; *s; s++)
        if ((sign = sign_of(*s)) < 0 || (at = step(m, at, sign)) == 0) return false;
    m->states.at[at].kinds |= (uint16_t)kind;
    return true;
}

/* Breadth first: a sign that does not go on leads where it would from the longest end that is a beginning too. */
static bool link_states(automaton *m) {
    uint16_t *queue = arena_array(m->a, m->states.n, sizeof *queue);
    uint16_t *back = arena_array(m->a, m->states.n, sizeof *back);
    uint32_t head = 0, tail = 0;
    if (!queue || !back) return false;
    queue[tail++] = 0;
    while (head < tail) {
        const uint16_t at = queue[head++];
        html_name_state *state = &m->states.at[at];
        const html_name_state *behind = &m->states.at[back[at]];
        state->kinds |= behind->kinds;
        for (int sign = 0; sign < HTML_NAME_SIGNS; sign++) {
            const uint16_t child = state->next[sign], other = at ? behind->next[sign] : 0;
            if (!child) {
                state->next[sign] = other;
                continue;
            }
            back[child] = other;
            queue[tail++] = child;
        }
    }
    return true;
}

dp_status page_names_compile(pack_builder *b, const rule_file *f, arena *a, dp_error *err) {
    automaton m = {.a = a};
    if (!vec_push(a, &m.states, (html_name_state){.kinds = 0})) return error_nomem(err);
    for (uint32_t i = 0; i < f->n; i++)
        if (!f->lines[i].is_test && !add_pattern(&m, &f->lines[i]))
            return rule_error(f, &f->lines[i], err, "expected a name in small letters, digits and '-', and what it is");
    if (!link_states(&m)) return error_nomem(err);
    builder_section(b, "html/names", m.states.at, m.states.n * sizeof *m.states.at);
    return DP_OK;
}
