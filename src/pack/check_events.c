/* Runs the tests beside event rules:
 *
 *   > L'armée a pris Palmyre. => take-place actor=L'armée place=Palmyre control=taken
 *   > Deux soldats ont été tués. => kill killed=2
 *   > Il a pris le train. => none
 *
 * A test asks for one claim of that frame whose roles hold the given words: actor, recipient, holder, from (the text or the
 * canonical name of the actor), place, control, polarity, tense, type, and a casualty role with its best number. "none" asks for
 * no claim at all, "no FRAME" for none of that frame. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/lexicon.h"
#include "pack/check.h"
#include "pack/ontology.h"

typedef struct checker {
    const knowledge *k;
    const rule_file *f;
    annotate_workspace *workspace;
    const char *lang;
    arena *a;
    check_report *report;
} checker;

static bool text_holds(const annotation *an, span at, const char *name, const char *want) {
    char text[512];
    size_t n = at.end - at.start < sizeof text ? at.end - at.start : sizeof text - 1;
    memcpy(text, an->text.bytes + at.start, n);
    text[n] = '\0';
    return strstr(text, want) || (name && strstr(name, want));
}

static bool actor_holds(const annotation *an, uint32_t i, const char *want) {
    if (i >= an->mentions.actor_count) return false;
    const actor_mention *a = &an->mentions.actors[i];
    return text_holds(an, a->at.at, a->name, want);
}

static bool list_holds(const annotation *an, const uint32_t *list, uint8_t n, const char *want) {
    for (uint8_t i = 0; i < n; i++)
        if (actor_holds(an, list[i], want)) return true;
    return false;
}

static bool place_holds(const annotation *an, uint32_t i, const char *want) {
    return i < an->mentions.place_count && text_holds(an, an->mentions.places[i].at.at, an->mentions.places[i].name, want);
}

static bool casualty_holds(const claim *c, int role, const char *want) {
    for (uint8_t i = 0; i < c->casualty_count; i++)
        if (c->casualties[i].role == role && c->casualties[i].best == strtoll(want, NULL, 10)) return true;
    return false;
}

static bool key_holds(const annotation *an, const claim *c, const char *key, const char *want) {
    if (strcmp(key, "actor") == 0) return list_holds(an, c->actors, c->actor_count, want);
    if (strcmp(key, "recipient") == 0) return list_holds(an, c->recipients, c->recipient_count, want);
    if (strcmp(key, "holder") == 0) return actor_holds(an, c->control_holder, want);
    if (strcmp(key, "from") == 0) return actor_holds(an, c->control_from, want);
    if (strcmp(key, "place") == 0) return place_holds(an, c->place, want) || place_holds(an, c->control_place, want);
    if (strcmp(key, "control") == 0) return strcmp(control_state_name(c->control), want) == 0;
    if (strcmp(key, "part") == 0) return strcmp(place_part_name(c->control_part), want) == 0;
    if (strcmp(key, "polarity") == 0) return strcmp(polarity_name(c->polarity), want) == 0;
    if (strcmp(key, "tense") == 0) return strcmp(claim_tense_name(c->tense), want) == 0;
    if (strcmp(key, "type") == 0) return strcmp(c->type, want) == 0;
    int role = casualty_role_of(key);
    return role > 0 && casualty_holds(c, role, want);
}

/* "actor=l'armée malienne place=Kidal": a value runs to the next " key=". */
static bool claim_holds(const checker *k, const annotation *an, const claim *c, const char *wants) {
    while (*wants) {
        const char *equals = strchr(wants, '=');
        if (!equals) return *wants == '\0';
        const char *end = equals + strlen(equals);
        for (const char *next = strchr(equals + 1, '='); next;) {
            while (next > equals && *next != ' ') next--;
            end = next > equals ? next : end;
            break;
        }
        const char *key = arena_copy(k->a, wants, (size_t)(equals - wants));
        const char *value = arena_copy(k->a, equals + 1, (size_t)(end - equals - 1));
        if (!key || !value || !key_holds(an, c, key, value)) return false;
        for (wants = end; *wants == ' ';) wants++;
    }
    return true;
}

static void describe(const annotation *an, buf *out) {
    if (!an->claims.n) buf_str(out, "none");
    for (uint32_t i = 0; i < an->claims.n; i++) {
        const claim *c = &an->claims.at[i];
        buf_printf(out, "%s%s [%s]", i ? "; " : "", c->frame, c->path);
        for (uint8_t k = 0; k < c->actor_count; k++) buf_printf(out, " actor=%s", an->mentions.actors[c->actors[k]].name);
        for (uint8_t k = 0; k < c->recipient_count; k++)
            buf_printf(out, " recipient=%s", an->mentions.actors[c->recipients[k]].name);
        if (c->place != INDEX_NONE) buf_printf(out, " place=%s", an->mentions.places[c->place].name);
        if (c->control) buf_printf(out, " control=%s", control_state_name(c->control));
        for (uint8_t k = 0; k < c->casualty_count; k++)
            buf_printf(out, " %s=%lld", casualty_role_name(c->casualties[k].role), (long long)c->casualties[k].best);
    }
}

static bool test_holds(const checker *k, const annotation *an, const char *want) {
    if (strcmp(want, "none") == 0) return an->claims.n == 0;
    bool no = strncmp(want, "no ", 3) == 0;
    if (no) want += 3;
    size_t n = strcspn(want, " ");
    const char *rest = want + n;
    while (*rest == ' ') rest++;
    for (uint32_t i = 0; i < an->claims.n; i++) {
        const claim *c = &an->claims.at[i];
        if (strlen(c->frame) == n && memcmp(c->frame, want, n) == 0 && claim_holds(k, an, c, rest)) return !no;
    }
    return no;
}

static dp_status check_line(const checker *k, const rule_line *l, dp_error *err) {
    dispatch d = {
        .id = "test", .text = l->column[0], .text_bytes = (uint32_t)strlen(l->column[0]), .lang = k->lang, .date = "2020-06-15"};
    annotation an;
    dp_status s = annotate_run(k->workspace, &d, &an, err);
    if (s != DP_OK) return s;
    k->report->run++;
    if (test_holds(k, &an, l->column[1])) return DP_OK;
    buf got;
    buf_init(&got);
    describe(&an, &got);
    const char *text = buf_cstr(&got);
    check_fail(k->report, k->f, l, l->column[1], text ? text : "");
    buf_free(&got);
    return DP_OK;
}

static dp_status check_file(checker *k, const pack_sources *s, const char *path, dp_error *err) {
    if (!rule_file_exists(s->root, path)) return DP_OK;
    rule_file f;
    dp_status status = rule_file_read(s->root, path, k->a, &f, err);
    k->f = &f;
    for (uint32_t i = 0; i < f.n && status == DP_OK; i++)
        if (f.lines[i].is_test) status = check_line(k, &f.lines[i], err);
    return status;
}

dp_status check_events(const knowledge *kn, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    static const char *const files[] = {"control", "violence", "casualties", "coercion", "diplomacy"};
    checker k = {.k = kn, .a = a, .report = r};
    dp_status status = annotate_workspace_new(kn, &k.workspace, err);
    for (const char *const *lang = s->langs; status == DP_OK && lang && *lang; lang++) {
        k.lang = *lang;
        for (size_t i = 0; i < sizeof files / sizeof *files && status == DP_OK; i++) {
            char path[256];
            snprintf(path, sizeof path, "lang/%s/events-%s.rules", *lang, files[i]);
            status = check_file(&k, s, path, err);
        }
    }
    annotate_workspace_free(k.workspace);
    return status;
}
