/* Reads lang/<l>/numbers.rules and time.rules into the pack: words, fragments, rules and the language's formats. */
#include "pack/compile_times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int times_class_of(const times_compiler *c, const char *name) {
    for (uint32_t k = 0; k < c->class_count; k++)
        if (strcmp(c->class_names[k], name) == 0) return (int)k;
    return -1;
}

uint32_t times_entry_of(times_compiler *c, const char *phrase) {
    uint32_t at = 0;
    if (!phrase_add(c->phrases, phrase, c->entries.n, &at)) return UINT32_MAX;
    if (at == c->entries.n) {
        times_entry e = {.text = phrase};
        if (!vec_push(c->a, &c->entries, e)) return UINT32_MAX;
    }
    return at;
}

dp_status times_sets(times_compiler *c, const rule_file *f, const rule_line *l, const char *assignments, uint16_t *n,
                     dp_error *err) {
    for (const char *s = assignments; *s;) {
        while (*s == ' ') s++;
        const char *equals = s;
        while (*equals && *equals != '=' && *equals != ' ') equals++;
        if (*s == 0) break;
        if (*equals != '=') return rule_error(f, l, err, "expected slot=value, found \"%s\"", s);
        const char *end = equals + 1;
        while (*end && *end != ' ') end++;
        char slot[32], value[32];
        if (equals - s >= (ptrdiff_t)sizeof slot || end - equals > (ptrdiff_t)sizeof value)
            return rule_error(f, l, err, "expected slot=value, found \"%s\"", s);
        snprintf(slot, sizeof slot, "%.*s", (int)(equals - s), s);
        snprintf(value, sizeof value, "%.*s", (int)(end - equals - 1), equals + 1);
        time_set set = {0};
        int known = time_slot_of(slot);
        if (known < 0) return rule_error(f, l, err, "expected a slot, found \"%s\"", slot);
        set.slot = (uint32_t)known;
        char *rest;
        long number = strtol(value, &rest, 10);
        if (*value && !*rest)
            set.value = (int32_t)number;
        else if (!time_value_of(value, &set.value))
            return rule_error(f, l, err, "expected a number or a known value, found \"%s\"", value);
        if (!vec_push(c->a, &c->sets, set)) return error_nomem(err);
        if (n) ++*n;
        s = end;
    }
    return DP_OK;
}

static dp_status add_class(times_compiler *c, const rule_file *f, const rule_line *l, const char *name, uint32_t *out,
                           dp_error *err) {
    int k = times_class_of(c, name);
    if (k < 0) {
        if (c->class_count == 64) return rule_error(f, l, err, "expected at most 61 kinds of [words …]");
        k = (int)c->class_count++;
        c->class_names[k] = name;
    }
    *out = (uint32_t)k;
    return DP_OK;
}

/* One spelling of a words line: "Nov." needs its capital and may have a full stop behind. */
static dp_status add_sense(times_compiler *c, const rule_file *f, const rule_line *l, const char *spelling, time_sense sense,
                           dp_error *err) {
    size_t n = strlen(spelling);
    if (n == 0) return rule_error(f, l, err, "expected a word");
    if (spelling[0] >= 'A' && spelling[0] <= 'Z') sense.flags |= SENSE_CAPITAL;
    if (spelling[n - 1] == '.') sense.flags |= SENSE_DOT;
    uint32_t at = times_entry_of(c, spelling);
    if (at == UINT32_MAX) return rule_error(f, l, err, "expected a word, found \"%s\"", spelling);
    for (uint32_t k = c->entries.at[at].first_sense; k && !sense.set_count; k = c->senses.at[k - 1].next) { /* said before */
        const time_sense *other = &c->senses.at[k - 1].sense;
        if (other->class_ == sense.class_ && other->plain == sense.plain && other->flags == sense.flags) return DP_OK;
    }
    times_sense s = {.sense = sense};
    if (!vec_push(c->a, &c->senses, s)) return error_nomem(err);
    times_entry *e = &c->entries.at[at];
    if (e->last_sense)
        c->senses.at[e->last_sense - 1].next = c->senses.n;
    else
        e->first_sense = c->senses.n;
    e->last_sense = c->senses.n;
    e->sense_count++;
    e->classes |= (uint64_t)1 << sense.class_;
    return DP_OK;
}

/* "novembre | nov.   11", "quinquennat   n=5 unit=year": spellings, then a plain value or slots. */
static dp_status read_words(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, dp_error *err) {
    uint32_t class_ = 0;
    dp_status status = add_class(c, f, l, class_name, &class_, err);
    if (status != DP_OK) return status;
    time_sense sense = {.class_ = (uint8_t)class_, .plain = INT32_MIN, .first_set = c->sets.n};
    for (uint32_t k = 1; k < l->columns && status == DP_OK; k++) {
        char *rest;
        long number = strtol(l->column[k], &rest, 10);
        if (*l->column[k] && !*rest)
            sense.plain = (int32_t)number;
        else if (!strchr(l->column[k], '=')) {
            if (!time_value_of(l->column[k], &sense.plain))
                return rule_error(f, l, err, "expected a known value, found \"%s\"", l->column[k]);
        } else
            status = times_sets(c, f, l, l->column[k], &sense.set_count, err);
    }
    char *copy = arena_copy(c->a, l->column[0], strlen(l->column[0]));
    if (!copy) return error_nomem(err);
    for (char *part = copy; status == DP_OK && part;) {
        char *bar = strchr(part, '|'), *end = bar ? bar : part + strlen(part);
        while (end > part && end[-1] == ' ') end--;
        while (*part == ' ') part++;
        *end = 0;
        forms spellings;
        status = times_forms(c, f, l, part, &spellings, err);
        for (size_t k = 0; k < spellings.n && status == DP_OK; k++) status = add_sense(c, f, l, spellings.at[k], sense, err);
        part = bar ? bar + 1 : NULL;
    }
    return status;
}

dp_status times_word(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, const char *spelling,
                     int32_t value, dp_error *err) {
    uint32_t class_ = 0;
    dp_status status = add_class(c, f, l, class_name, &class_, err);
    time_sense sense = {.class_ = (uint8_t)class_, .plain = value, .first_set = c->sets.n};
    return status == DP_OK ? add_sense(c, f, l, spelling, sense, err) : status;
}

/* "و ف", "ب ل+ا": letters that are written onto a word, with the letter that the word may lose. */
static dp_status read_prefixes(times_compiler *c, const rule_file *f, const rule_line *l, bool outer, const char *value,
                               dp_error *err) {
    size_t at = 0;
    while (at < PREFIX_MAX && *c->head.prefix[at].letter) at++;
    for (const char *s = value + strspn(value, " "); *s; s += strspn(s, " ")) {
        time_prefix p = {.outer = outer};
        size_t n = strcspn(s, " +"), lost = s[n] == '+' ? strcspn(s + n + 1, " ") : 0;
        if (at == PREFIX_MAX || n == 0 || n >= sizeof p.letter || lost >= sizeof p.restores)
            return rule_error(f, l, err, "expected at most %d single letters, found \"%s\"", (int)PREFIX_MAX, s);
        memcpy(p.letter, s, n);
        memcpy(p.restores, s + n + 1, lost);
        c->head.prefix[at++] = p;
        s += n + (s[n] == '+' ? lost + 1 : 0);
    }
    return DP_OK;
}

static dp_status read_format(times_compiler *c, const rule_file *f, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(f, l, err, "expected a name and a value");
    const char *key = l->column[0], *value = l->column[1];
    if (strcmp(key, "decimal") == 0 || strcmp(key, "group") == 0) {
        char *marks = *key == 'd' ? c->head.decimal : c->head.group;
        size_t n = 0;
        for (const char *s = value; *s && n < sizeof c->head.group;) {
            bool space = strncmp(s, "space", 5) == 0;
            if (*s != ' ') marks[n++] = space ? ' ' : *s;
            s += space ? 5 : 1;
        }
    } else if (strcmp(key, "outer-prefixes") == 0 || strcmp(key, "inner-prefixes") == 0)
        return read_prefixes(c, f, l, *key == 'o', value, err);
    else if (strcmp(key, "article") == 0)
        snprintf(c->head.article, sizeof c->head.article, "%s", value);
    else if (strcmp(key, "ones-first") == 0)
        c->head.compose |= COMPOSE_ONES_FIRST;
    else if (strcmp(key, "digits-joined") == 0)
        c->head.compose |= COMPOSE_DIGITS_JOINED;
    else if (strcmp(key, "order") == 0)
        c->head.order = strcmp(value, "mdy") == 0 ? ORDER_MDY : ORDER_DMY;
    else if (strcmp(key, "suffix") == 0)
        c->head.suffix_hyphen = strcmp(value, "hyphen") == 0;
    else if (strcmp(key, "teens-after") == 0) {
        size_t n = 0;
        char *rest;
        for (const char *s = value; *s && n + 1 < sizeof c->head.teens_after; s = rest) {
            long v = strtol(s, &rest, 10);
            if (rest == s || v <= 0 || v > 90) return rule_error(f, l, err, "expected tens");
            c->head.teens_after[n++] = (uint8_t)v;
        }
    } else if (strcmp(key, "ordinals") == 0)
        c->head.ordinals_chained = strcmp(value, "chained") == 0;
    else if (strcmp(key, "compounds") == 0)
        c->compounds = l, c->compounds_file = f;
    else if (strcmp(key, "present") == 0)
        c->head.present_ahead = strcmp(value, "future") == 0;
    else
        return rule_error(f, l, err,
                          "expected decimal, group, order, ordinals, suffix, teens-after, compounds, present, ones-first, "
                          "digits-joined, outer-prefixes, inner-prefixes or article, found \"%s\"",
                          key);
    return DP_OK;
}

static dp_status read_fragment(times_compiler *c, const rule_file *f, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(f, l, err, "expected a name and a pattern");
    fragment g = {l->column[0], f, l};
    return vec_push(c->a, &c->fragments, g) ? DP_OK : error_nomem(err);
}

/* "date k=-1 unit=week" */
static dp_status read_rule(times_compiler *c, const rule_file *f, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(f, l, err, "expected a pattern and what it means");
    const char *result = l->column[1];
    size_t n = strcspn(result, " ");
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : sizeof name - 1), result);
    int action = time_action_of(name);
    if (action < 0)
        return rule_error(f, l, err, "expected none, date, shift, duration, set, ref, quantity or ordinal, found \"%s\"", name);
    time_rule r = {.rule = RULE_REF(builder_file(c->b, f->path), l->line), .action = (uint8_t)action, .first_set = c->sets.n};
    dp_status status = times_sets(c, f, l, result + n, &r.set_count, err);
    if (status != DP_OK) return status;
    r.pc = c->ops.n;
    if (!vec_push(c->a, &c->rules, r)) return error_nomem(err);
    return times_pattern(c, f, l, l->column[0], err);
}

/* Words and fragments of both files come first, so that rules may use what stands below them. */
static dp_status read_file(times_compiler *c, const rule_file *f, bool rules, dp_error *err) {
    dp_status status = DP_OK;
    for (uint32_t k = 0; k < f->n && status == DP_OK; k++) {
        const rule_line *l = &f->lines[k];
        if (l->is_test) continue;
        if (strcmp(l->section, "rules") == 0) {
            if (rules) status = read_rule(c, f, l, err);
        } else if (rules)
            continue;
        else if (strncmp(l->section, "words ", 6) == 0)
            status = read_words(c, f, l, l->section + 6, err);
        else if (strncmp(l->section, "cldr ", 5) == 0)
            status = times_cldr(c, f, l, l->section + 5, err);
        else if (strncmp(l->section, "spelled ", 8) == 0)
            status = times_spelled(c, f, l, l->section + 8, err);
        else if (strcmp(l->section, "paradigms") == 0)
            continue; /* read where words use them */
        else if (strcmp(l->section, "fragments") == 0)
            status = read_fragment(c, f, l, err);
        else if (strcmp(l->section, "format") == 0)
            status = read_format(c, f, l, err);
        else
            status =
                rule_error(f, l, err, "expected [words …], [cldr …], [spelled …], [paradigms], [fragments], [format] or [rules]");
    }
    return status;
}

static void section(times_compiler *c, const char *lang, const char *name, const void *bytes, size_t n) {
    char full[32];
    snprintf(full, sizeof full, "%s/time.%s", lang, name);
    builder_section(c->b, full, bytes, n);
}

/* The classes of [format] compounds, and how their words begin. */
static dp_status read_compounds(times_compiler *c, dp_error *err) {
    if (!c->compounds) return DP_OK;
    for (const char *s = c->compounds->column[1]; *s;) {
        char name[64];
        size_t n = strcspn(s, " ");
        snprintf(name, sizeof name, "%.*s", (int)n, s);
        int k = times_class_of(c, name);
        if (k < 0) return rule_error(c->compounds_file, c->compounds, err, "expected a class of [words …], found \"%s\"", name);
        c->head.compound_classes |= (uint64_t)1 << k;
        s += n + strspn(s + n, " ");
    }
    const fold_table *fold = builder_fold(c->b);
    for (uint32_t k = 0; k < c->entries.n; k++) {
        const times_entry *e = &c->entries.at[k];
        if (!(e->classes & c->head.compound_classes) || strchr(e->text, ' ')) continue;
        size_t n = 0, bytes = strlen(e->text);
        for (unsigned letters = 0; n < bytes; n++) {
            letters += ((unsigned char)e->text[n] & 0xC0) != 0x80;
            if (letters > COMPOUND_HEAD_LETTERS) break;
        }
        uint64_t bit = fold_name_hash(fold, e->text, n) >> 52;
        c->head.compound_heads[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
    return DP_OK;
}

static time_guard guards_together(const times_compiler *c, const start_list *starts) {
    time_guard any = {0, 0};
    for (uint32_t k = 0; k < starts->n; k++) {
        any.classes |= c->guards.at[starts->at[k].guard].classes;
        any.words |= c->guards.at[starts->at[k].guard].words;
    }
    return any;
}

/* Lays senses of an entry and starts of an entry or class side by side. */
static dp_status write_sections(times_compiler *c, const char *lang, dp_error *err) {
    start_list starts = {0};
    time_entry *entries = arena_array(c->a, c->entries.n, sizeof *entries);
    time_sense *senses = arena_array(c->a, c->senses.n, sizeof *senses);
    if (!entries || !senses) return error_nomem(err);
    uint32_t sense_count = 0;
    for (uint32_t k = 0; k < c->entries.n; k++) {
        const times_entry *e = &c->entries.at[k];
        entries[k] = (time_entry){.classes = e->classes,
                                  .first_sense = sense_count,
                                  .sense_count = e->sense_count,
                                  .first_start = starts.n,
                                  .start_count = e->starts.n,
                                  .any = guards_together(c, &e->starts)};
        for (uint32_t s = e->first_sense; s; s = c->senses.at[s - 1].next) senses[sense_count++] = c->senses.at[s - 1].sense;
        for (uint32_t s = 0; s < e->starts.n; s++)
            if (!vec_push(c->a, &starts, e->starts.at[s])) return error_nomem(err);
    }
    for (uint32_t k = 0; k < 64; k++) {
        c->head.class_start[k] = starts.n;
        c->head.class_start_count[k] = c->class_starts[k].n;
        c->head.class_any[k] = guards_together(c, &c->class_starts[k]);
        for (uint32_t s = 0; s < c->class_starts[k].n; s++)
            if (!vec_push(c->a, &starts, c->class_starts[k].at[s])) return error_nomem(err);
    }
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        int k = times_class_of(c, time_role_name(r));
        c->head.role[r] = (uint8_t)(k < 0 ? 0 : k);
    }
    char words[32];
    snprintf(words, sizeof words, "%s/time.words", lang);
    builder_phrases(c->b, words, c->phrases);
    section(c, lang, "entries", entries, c->entries.n * sizeof *entries);
    section(c, lang, "senses", senses, sense_count * sizeof *senses);
    section(c, lang, "sets", c->sets.at, c->sets.n * sizeof *c->sets.at);
    section(c, lang, "ops", c->ops.at, c->ops.n * sizeof *c->ops.at);
    section(c, lang, "rules", c->rules.at, c->rules.n * sizeof *c->rules.at);
    section(c, lang, "starts", starts.at, starts.n * sizeof *starts.at);
    section(c, lang, "guards", c->guards.at, c->guards.n * sizeof *c->guards.at);
    section(c, lang, "head", &c->head, sizeof c->head);
    return DP_OK;
}

static dp_status compile_language(times_compiler *c, const char *root, const char *lang, dp_error *err) {
    static const char *const names[] = {"time.rules", "numbers.rules"}; /* at equal length a time goes before a quantity */
    rule_file *files = c->files;
    c->lang = lang;
    for (int k = 0; k < 2; k++) {
        char path[64];
        snprintf(path, sizeof path, "lang/%s/%s", lang, names[k]);
        files[k] = (rule_file){0};
        if (!rule_file_exists(root, path)) continue;
        dp_status status = rule_file_read(root, path, c->a, &files[k], err);
        if (status != DP_OK) return status;
    }
    if (files[0].n + files[1].n == 0) return DP_OK;
    c->class_names[CLASS_LITERAL] = "";
    c->class_names[CLASS_DIGITS] = "digits";
    c->class_names[CLASS_ROMAN] = "roman";
    c->class_count = 3;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < 2; k++) {
            dp_status status = read_file(c, &files[k], pass == 1, err);
            if (status != DP_OK) return status;
        }
    dp_status status = read_compounds(c, err);
    if (status == DP_OK) status = times_index(c, err);
    return status == DP_OK ? write_sections(c, lang, err) : status;
}

dp_status compile_times(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    for (const char *const *lang = s->langs; *lang; lang++) {
        times_compiler *c = arena_alloc(a, sizeof *c);
        if (!c) return error_nomem(err);
        c->b = b;
        c->a = a;
        dp_status status = phrase_builder_new(builder_fold(b), &c->phrases, err);
        if (status == DP_OK) status = compile_language(c, s->root, *lang, err);
        phrase_builder_free(c->phrases);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}
