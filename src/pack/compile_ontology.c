/* world/ontology/: the tables of types, codes and frames. Layout: claim/lexicon.h. Every name that a frame uses must be
 * in the tables, so that a slip of the pen is found here and not in a user's spreadsheet. */
#include <string.h>

#include "pack/ontology.h"

typedef vec_of(label_record) label_list;
typedef vec_of(choice_record) choice_list;

typedef struct compiler {
    pack_builder *b;
    arena *a;
    const ontology *names;
    label_list types, modes, contexts, roots, scheme, cameo, acled, cameo_quads, plover_quads;
    choice_list choices;
    link_list links;
    uint32_t file; /* of frames.rules */
} compiler;

static bool has_label(const label_list *list, uint32_t code) {
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].code == code) return true;
    return false;
}

static dp_status read_labels(compiler *c, const pack_sources *s, const char *path, const char *section, const int columns[3],
                             label_list *out, dp_error *err) {
    if (!rule_file_exists(s->root, path)) return DP_OK;
    rule_file f;
    dp_status status = rule_file_read(s->root, path, c->a, &f, err);
    if (status != DP_OK) return status;
    uint32_t file = builder_file(c->b, path);
    for (uint32_t i = 0; i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (strcmp(l->section, section) != 0) continue;
        uint32_t value[3];
        for (int k = 0; k < 3; k++) {
            if (columns[k] >= (int)l->columns) return rule_error(&f, l, err, "expected %d columns", columns[k] + 1);
            value[k] = builder_string(c->b, columns[k] < 0 ? "" : l->column[columns[k]]);
        }
        label_record r = {value[0], value[1], value[2], RULE_REF(file, l->line)};
        if (!vec_push(c->a, out, r)) return error_nomem(err);
    }
    return DP_OK;
}

/* "state", "air" → the condition's number; -1 where there is none of the name. */
static int one_condition(const compiler *c, const char *name) {
    static const char *const fixed[] = {"always", "state", "nonstate", "civilian", "armed", "dead", "withdrawn", "combatant"};
    for (int i = 1; i < (int)(sizeof fixed / sizeof *fixed); i++)
        if (strcmp(fixed[i], name) == 0) return i;
    int base = CHOICE_CLASS;
    if (strncmp(name, "on ", 3) == 0) base = CHOICE_ON;
    if (strncmp(name, "by ", 3) == 0) base = CHOICE_BY;
    int k = ontology_class(c->names, base == CHOICE_CLASS ? name : name + 3);
    return k < 0 ? -1 : base + k;
}

/* "firearm", "firearm and combatant": both must hold. */
static bool conditions_of(const compiler *c, const char *text, choice_record *out) {
    const char *both = strstr(text, " and ");
    const char *first = both ? arena_copy(c->a, text, (size_t)(both - text)) : text;
    const int when = first ? one_condition(c, first) : -1, with = both ? one_condition(c, both + 5) : CHOICE_ALWAYS;
    if (when < 0 || with < 0) return false;
    out->when = (uint16_t)when;
    out->with = (uint16_t)with;
    return true;
}

static const char *named_choice(const compiler *c, const char *name) {
    for (uint32_t i = 0; i < c->names->file.n; i++) {
        const rule_line *l = &c->names->file.lines[i];
        if (strcmp(l->section, "choices") == 0 && strcmp(l->column[0], name) == 0 && l->columns > 1) return l->column[1];
    }
    return NULL;
}

/* "air: 195; 190" or "@name". Values must be in `table`. */
static dp_status read_choices(compiler *c, const rule_line *l, const char *text, const label_list *table, uint32_t *first,
                              uint8_t *n, dp_error *err) {
    const rule_file *f = &c->names->file;
    *first = c->choices.n;
    *n = 0;
    if (*text == '@' && !(text = named_choice(c, text + 1))) return rule_error(f, l, err, "there is no such list in [choices]");
    for (const char *item; (item = next_piece(&text, ";", c->a)); (*n)++) {
        choice_record r = {0};
        const char *colon = strstr(item, ": "), *value = colon ? colon + 2 : item;
        if (colon) {
            const char *name = item;
            if (!conditions_of(c, next_piece(&name, ":", c->a), &r))
                return rule_error(f, l, err, "there is no condition \"%s\"", item);
        }
        while (*value == ' ') value++;
        r.value = strcmp(value, "-") == 0 ? 0 : builder_string(c->b, value);
        if (r.value && !has_label(table, r.value)) return rule_error(f, l, err, "\"%s\" is in no table of world/ontology", value);
        if (!vec_push(c->a, &c->choices, r)) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status read_links(compiler *c, const rule_line *l, const char *name, frame_record *out, dp_error *err) {
    const rule_file *f = &c->names->file;
    if (!*name) name = "std";
    for (uint32_t i = 0; i < f->n; i++) {
        const rule_line *k = &f->lines[i];
        if (strcmp(k->section, "linking") != 0 || strcmp(k->column[0], name) != 0) continue;
        out->links = c->links.n;
        for (uint32_t j = 1; j < k->columns; j++) {
            dp_status s = ontology_links(f, k, k->column[j], builder_fold(c->b), c->a, &c->links, err);
            if (s != DP_OK) return s;
        }
        out->link_count = (uint8_t)(c->links.n - out->links);
        return DP_OK;
    }
    return rule_error(f, l, err, "there is no \"%s\" in [linking]", name);
}

static dp_status read_flags(compiler *c, const rule_line *l, const char *text, uint16_t *out, dp_error *err) {
    static const struct {
        const char *name;
        uint16_t flag;
    } flags[] = {{"state", FRAME_STATE},   {"mutual", FRAME_RECIPROCAL}, {"bare", FRAME_BARE},
                 {"count", FRAME_COUNT},   {"speech", FRAME_SPEECH},     {"cause", FRAME_CAUSE},
                 {"undoes", FRAME_UNDOES}, {"authors", FRAME_AUTHORS},   {"ground", FRAME_GROUND}};
    for (const char *item; (item = next_piece(&text, " ", c->a));) {
        size_t i = 0, n = sizeof flags / sizeof *flags;
        while (i < n && strcmp(flags[i].name, item) != 0) i++;
        if (i == n) return rule_error(&c->names->file, l, err, "there is no flag \"%s\"", item);
        *out |= flags[i].flag;
    }
    return DP_OK;
}

static dp_status read_contexts(compiler *c, const rule_line *l, const char *text, frame_record *out, dp_error *err) {
    uint32_t n = 0;
    for (const char *item; (item = next_piece(&text, " ", c->a)); n++) {
        if (n == 4) return rule_error(&c->names->file, l, err, "expected at most 4 contexts");
        out->contexts[n] = builder_string(c->b, item);
        if (!has_label(&c->contexts, out->contexts[n]))
            return rule_error(&c->names->file, l, err, "there is no context \"%s\"", item);
    }
    return DP_OK;
}

static dp_status read_frame(compiler *c, const rule_line *l, frame_record *out, dp_error *err) {
    const rule_file *f = &c->names->file;
    enum { NAME, TYPE, MODE, CAMEO, ACLED, CONTROL, CASUALTY, ROLES, FLAGS, CONTEXTS, COLUMNS };
    if (l->columns != COLUMNS) return rule_error(f, l, err, "expected %d columns, found %u", COLUMNS, (unsigned)l->columns);
    *out = (frame_record){.name = builder_string(c->b, l->column[NAME]), .type = builder_string(c->b, l->column[TYPE])};
    out->rule = RULE_REF(c->file, l->line);
    if (!has_label(&c->types, out->type)) return rule_error(f, l, err, "there is no type \"%s\"", l->column[TYPE]);
    int control = *l->column[CONTROL] ? control_state_of(l->column[CONTROL]) : 0;
    int casualty = *l->column[CASUALTY] ? casualty_role_of(l->column[CASUALTY]) : 0;
    if (control < 0 || casualty < 0) return rule_error(f, l, err, "expected a control state and a casualty role of the contract");
    out->control = (uint8_t)control;
    out->casualty = (uint8_t)casualty;
    dp_status s = read_choices(c, l, l->column[MODE], &c->modes, &out->mode, &out->mode_count, err);
    if (s == DP_OK) s = read_choices(c, l, l->column[CAMEO], &c->cameo, &out->cameo, &out->cameo_count, err);
    if (s == DP_OK) s = read_choices(c, l, l->column[ACLED], &c->acled, &out->acled, &out->acled_count, err);
    if (s == DP_OK) s = read_links(c, l, l->column[ROLES], out, err);
    if (s == DP_OK) s = read_flags(c, l, l->column[FLAGS], &out->flags, err);
    if (s == DP_OK) s = read_contexts(c, l, l->column[CONTEXTS], out, err);
    return s;
}

static dp_status read_frames(compiler *c, dp_error *err) {
    vec_of(frame_record) frames = {0};
    const rule_file *f = &c->names->file;
    c->file = builder_file(c->b, f->path);
    for (uint32_t i = 0; i < f->n; i++) {
        if (strcmp(f->lines[i].section, "frames") != 0) continue;
        frame_record r;
        dp_status s = read_frame(c, &f->lines[i], &r, err);
        if (s != DP_OK) return s;
        for (uint32_t k = 0; k < frames.n; k++)
            if (frames.at[k].name == r.name) return rule_error(f, &f->lines[i], err, "this frame stands twice");
        if (!vec_push(c->a, &frames, r)) return error_nomem(err);
    }
    builder_section(c->b, "ontology/frames", frames.at, frames.n * sizeof *frames.at);
    return DP_OK;
}

/* "AID  refused  refuse-aid". */
static dp_status read_moods(compiler *c, dp_error *err) {
    vec_of(mood_record) moods = {0};
    const rule_file *f = &c->names->file;
    for (uint32_t i = 0; i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (strcmp(l->section, "moods") != 0) continue;
        int frame = l->columns == 3 ? ontology_frame(c->names, l->column[2]) : -1;
        if (frame < 0) return rule_error(f, l, err, "expected a type, intended or refused, and a frame");
        mood_record m = {
            .type = builder_string(c->b, l->column[0]), .frame = (uint16_t)frame, .rule = RULE_REF(c->file, l->line)};
        m.refused = strcmp(l->column[1], "refused") == 0;
        if (!has_label(&c->types, m.type)) return rule_error(f, l, err, "there is no type \"%s\"", l->column[0]);
        if (!vec_push(c->a, &moods, m)) return error_nomem(err);
    }
    builder_section(c->b, "ontology/moods", moods.at, moods.n * sizeof *moods.at);
    return DP_OK;
}

/* "071  0231  0331  1031  1221  1311": a deed's code, then those of the acts that speak of it. */
static dp_status read_contents(compiler *c, dp_error *err) {
    vec_of(content_record) contents = {0};
    const rule_file *f = &c->names->file;
    for (uint32_t i = 0; i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (strcmp(l->section, "contents") != 0) continue;
        if (l->columns != 1 + CONTENT_ACTS) return rule_error(f, l, err, "expected a deed's code and %d more", CONTENT_ACTS);
        content_record r = {.deed = builder_string(c->b, l->column[0]), .rule = RULE_REF(c->file, l->line)};
        for (int k = 0; k < CONTENT_ACTS; k++) {
            const char *code = l->column[1 + k];
            r.code[k] = !*code || strcmp(code, "-") == 0 ? 0 : builder_string(c->b, code);
            if (r.code[k] && !has_label(&c->cameo, r.code[k]))
                return rule_error(f, l, err, "\"%s\" is no code of world/ontology/cameo.rules", code);
        }
        if (!vec_push(c->a, &contents, r)) return error_nomem(err);
    }
    builder_section(c->b, "ontology/contents", contents.at, contents.n * sizeof *contents.at);
    return DP_OK;
}

/* The classes by their bits, with "tool" where the file says so. */
static dp_status write_classes(compiler *c, dp_error *err) {
    label_list classes = {0};
    for (uint32_t k = 0; k < c->names->class_count; k++) {
        label_record r = {.code = builder_string(c->b, c->names->classes[k])};
        for (uint32_t i = 0; i < c->names->file.n; i++) {
            const rule_line *l = &c->names->file.lines[i];
            if (strcmp(l->section, "classes") != 0 || strcmp(l->column[0], c->names->classes[k]) != 0) continue;
            r.label = builder_string(c->b, l->columns > 1 ? l->column[1] : "");
            r.extra = builder_string(c->b, l->columns > 2 ? l->column[2] : "");
            r.rule = RULE_REF(c->file, l->line);
        }
        if (!vec_push(c->a, &classes, r)) return error_nomem(err);
    }
    builder_section(c->b, "ontology/classes", classes.at, classes.n * sizeof *classes.at);
    return DP_OK;
}

/* The sets of classes, for rules that are compiled over a finished pack. */
static dp_status write_sets(compiler *c, dp_error *err) {
    label_list sets = {0};
    for (uint32_t i = 0; i < c->names->file.n; i++) {
        const rule_line *l = &c->names->file.lines[i];
        if (strcmp(l->section, "sets") != 0 || l->columns < 2) continue;
        const label_record r = {builder_string(c->b, l->column[0]), builder_string(c->b, l->column[1]), 0,
                                RULE_REF(c->file, l->line)};
        if (!vec_push(c->a, &sets, r)) return error_nomem(err);
    }
    builder_section(c->b, "ontology/sets", sets.at, sets.n * sizeof *sets.at);
    return DP_OK;
}

dp_status compile_ontology(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    ontology names;
    dp_status status = ontology_read(s->root, a, &names, err);
    if (status != DP_OK) return status;
    compiler c = {.b = b, .a = a, .names = &names};
    static const char plover[] = "world/ontology/plover.rules";
    status = read_labels(&c, s, plover, "types", (const int[]){0, 3, 2}, &c.types, err);
    if (status == DP_OK) status = read_labels(&c, s, plover, "modes", (const int[]){1, 2, 0}, &c.modes, err);
    if (status == DP_OK) status = read_labels(&c, s, plover, "contexts", (const int[]){0, 1, -1}, &c.contexts, err);
    if (status == DP_OK)
        status = read_labels(&c, s, "world/ontology/scheme.rules", "scheme", (const int[]){0, 1, -1}, &c.scheme, err);
    if (status == DP_OK) status = read_labels(&c, s, plover, "roots", (const int[]){0, 1, -1}, &c.roots, err);
    if (status == DP_OK)
        status = read_labels(&c, s, "world/ontology/cameo.rules", "cameo", (const int[]){0, 1, 2}, &c.cameo, err);
    if (status == DP_OK)
        status = read_labels(&c, s, "world/ontology/acled.rules", "acled", (const int[]){0, 2, 1}, &c.acled, err);
    if (status == DP_OK)
        status = read_labels(&c, s, "world/ontology/cameo.rules", "quads", (const int[]){0, 1, -1}, &c.cameo_quads, err);
    if (status == DP_OK) status = read_labels(&c, s, plover, "types", (const int[]){0, 1, -1}, &c.plover_quads, err);
    if (status == DP_OK) status = read_frames(&c, err);
    if (status == DP_OK) status = read_moods(&c, err);
    if (status == DP_OK) status = read_contents(&c, err);
    if (status == DP_OK) status = write_classes(&c, err);
    if (status == DP_OK) status = write_sets(&c, err);
    if (status != DP_OK) return status;
    builder_section(b, "ontology/types", c.types.at, c.types.n * sizeof *c.types.at);
    builder_section(b, "ontology/modes", c.modes.at, c.modes.n * sizeof *c.modes.at);
    builder_section(b, "ontology/contexts", c.contexts.at, c.contexts.n * sizeof *c.contexts.at);
    builder_section(b, "ontology/scheme", c.scheme.at, c.scheme.n * sizeof *c.scheme.at);
    builder_section(b, "ontology/roots", c.roots.at, c.roots.n * sizeof *c.roots.at);
    builder_section(b, "ontology/cameo", c.cameo.at, c.cameo.n * sizeof *c.cameo.at);
    builder_section(b, "ontology/acled", c.acled.at, c.acled.n * sizeof *c.acled.at);
    builder_section(b, "ontology/cameo-quads", c.cameo_quads.at, c.cameo_quads.n * sizeof *c.cameo_quads.at);
    builder_section(b, "ontology/plover-quads", c.plover_quads.at, c.plover_quads.n * sizeof *c.plover_quads.at);
    builder_section(b, "ontology/choices", c.choices.at, c.choices.n * sizeof *c.choices.at);
    builder_section(b, "ontology/links", c.links.at, c.links.n * sizeof *c.links.at);
    return DP_OK;
}
