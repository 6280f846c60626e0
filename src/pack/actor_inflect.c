/* Inflection of rule words: "force* armée*" → "force armée", "forces armées". A table of endings, the longest that fits;
 * words with a star inflect together, the k-th form of one with the k-th of the other. */
#include <stdio.h>
#include <string.h>

#include "pack/actor_sources.h"

typedef struct ending {
    const char *ending;
    const char *forms[ACTOR_FORMS_MAX];
    uint32_t n;
} ending;

struct actor_inflection {
    vec_of(ending) at;
};

static dp_status read_ending(actor_inflection *in, const rule_file *f, const rule_line *l, arena *a, dp_error *err) {
    if (l->columns != 2) return rule_error(f, l, err, "expected an ending and its forms");
    ending e = {.ending = l->column[0]};
    for (const char *p = l->column[1]; *p;) {
        size_t n = strcspn(p, " ");
        if (e.n == ACTOR_FORMS_MAX) return rule_error(f, l, err, "expected at most %d forms", ACTOR_FORMS_MAX);
        bool none = n == 1 && *p == '-';
        if (!(e.forms[e.n++] = arena_copy(a, p, none ? 0 : n))) return error_nomem(err);
        p += n + (p[n] == ' ');
    }
    return vec_push(a, &in->at, e) ? DP_OK : error_nomem(err);
}

dp_status actor_inflection_read(const rule_file *f, arena *a, const actor_inflection **out, dp_error *err) {
    actor_inflection *in = arena_alloc(a, sizeof *in);
    *out = in;
    if (!in) return error_nomem(err);
    for (uint32_t i = 0; i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (l->is_test || strcmp(l->section, "inflection") != 0) continue;
        dp_status status = read_ending(in, f, l, a, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

static const ending *ending_of(const actor_inflection *in, const char *w, size_t n) {
    const ending *best = NULL;
    for (uint32_t i = 0; i < in->at.n; i++) {
        size_t e = strlen(in->at.at[i].ending);
        if (e <= n && memcmp(w + n - e, in->at.at[i].ending, e) == 0 && (!best || e > strlen(best->ending))) best = &in->at.at[i];
    }
    return best;
}

/* Writes the k-th form of the phrase; the number of forms of its starred words goes to *most. */
static bool write_form(const actor_inflection *in, const char *phrase, uint32_t k, char out[ACTOR_FORM_BYTES], uint32_t *most) {
    size_t used = 0;
    out[0] = '\0';
    for (const char *p = phrase; *p;) {
        size_t n = strcspn(p, " -");
        bool star = n > 1 && p[n - 1] == '*';
        const ending *e = star ? ending_of(in, p, n - 1) : NULL;
        size_t stem = star ? n - 1 - (e ? strlen(e->ending) : 0) : n;
        const char *tail = e ? e->forms[k % e->n] : "";
        int wrote = snprintf(out + used, ACTOR_FORM_BYTES - used, "%.*s%s%.*s", (int)stem, p, tail, p[n] ? 1 : 0, p + n);
        if (wrote < 0 || used + (size_t)wrote >= ACTOR_FORM_BYTES) return false;
        used += (size_t)wrote;
        if (e && e->n > *most) *most = e->n;
        p += n + (p[n] != '\0');
    }
    return true;
}

dp_status actor_inflect(const actor_inflection *in, const char *phrase, arena *a, const char *forms[ACTOR_FORMS_MAX], uint32_t *n,
                        dp_error *err) {
    char form[ACTOR_FORM_BYTES];
    uint32_t most = 1;
    *n = 0;
    for (uint32_t k = 0; k < most && k < ACTOR_FORMS_MAX; k++) {
        if (!write_form(in, phrase, k, form, &most)) return error_set(err, DP_E_FORMAT, "the phrase is too long: %.40s", phrase);
        uint32_t same = 0;
        while (same < *n && strcmp(forms[same], form) != 0) same++;
        if (same < *n) continue;
        if (!(forms[*n] = arena_copy(a, form, strlen(form)))) return error_nomem(err);
        ++*n;
    }
    return DP_OK;
}
