/* The day of publication, and of the last change.
 *
 *   1  metadata that name the day of publication (<meta>, itemprop), then linked data about the page's article
 *   2  a day on the page that weighs as much as one that is shown as its date: <time>, marked elements, running text
 *   3  the address
 *   4  a day beside the headline, metadata that only say "date", the likeliest other day on the page
 *   5  linked data about the page, the day an article was made, members of the page's own scripts
 *   6  a month of the metadata; at last the day of the last change, which publication cannot follow */
#include <stdlib.h>
#include <string.h>

#include "html/meta_facts.h"

enum {
    NODES_SMALL = 48,      /* an element with more below it is no date */
    TEXT_SMALL = 120,      /* bytes of a line that holds a date and little else */
    NEAR_NODES = 60,       /* around the headline */
    NEXT_NODES = 14,       /* right behind it */
    LABEL_REACH = 32,      /* bytes before a date in which its label may stand */
    KEYS_MAX = 32,         /* names of metadata that are tried */
    CANDIDATES_MAX = 512,  /* days that are weighed */
    SCRIPTS_MAX = 1 << 21, /* bytes of scripts in which days are looked for */
    TEXT_MAX = 1 << 20,    /* bytes of running text in which days are looked for */
    SURE = 30,             /* the weight of a day that stands where a page shows when it was published */
    BESIDE = 21,           /* of one that only stands there */
    LIKELY = 8
};

typedef struct candidate {
    int32_t day;
    int score;
    uint32_t node;
    const char *evidence;
} candidate;

typedef struct finder {
    meta_facts *f;
    vec_of(candidate) found, changed;
    meta_value coarse_value; /* a month that the metadata give */
    bool in_greenwich;       /* the last day that was read is one of Greenwich */
} finder;

/* ---- one value */

/* A day that a program wrote: a stamp, seconds since 1970, or words. */
static bool explicit_day(finder *x, html_string s, civil *out) {
    meta_facts *f = x->f;
    date_stamp stamp;
    date_habits wide = f->habits;
    wide.first = day_from_civil(1900, 1, 1);
    *out = (civil){0};
    x->in_greenwich = false;
    if (!s.n) return false;
    uint32_t from = 0;
    date_hit hit;
    if (date_read_stamp(s.at, s.n, &stamp) && stamp.day.month) {
        *out = stamp.day;
        x->in_greenwich = stamp.has_time && stamp.has_zone && stamp.zone_minutes == 0;
    } else if (s.n == 10 || s.n == 13) {
        int64_t seconds = 0;
        for (uint32_t i = 0; i < 10; i++)
            seconds = s.at[i] >= '0' && s.at[i] <= '9' ? seconds * 10 + (s.at[i] - '0') : -1000000000000;
        if (seconds > 0) *out = day_to_civil(date_of_seconds(seconds));
    }
    if (out->year == 0 && date_next(f->words, &wide, s.at, s.n, &from, &hit)) *out = day_to_civil(hit.day);
    if (out->year == 0 || out->day == 0) return out->year != 0 && out->month != 0;
    const int32_t day = day_from_civil(out->year, out->month, out->day);
    if (day >= wide.first && day <= wide.last && day != 0) return true; /* 1970-01-01 is an empty field */
    *out = (civil){0};
    return false;
}

static html_string day_string(meta_facts *f, civil c) {
    char *out = arena_alloc(f->a, 16);
    if (!out) return (html_string){0};
    if (c.day) {
        day_format(day_from_civil(c.year, c.month, c.day), out);
    } else {
        day_format(day_from_civil(c.year, c.month, 1), out);
        out[7] = '\0';
    }
    return (html_string){out, (uint32_t)strlen(out)};
}

/* Takes a value of the metadata: a day at once, a month for want of better. */
static bool take(finder *x, html_string text, uint32_t node, const char *evidence, html_string detail, meta_value *to) {
    civil c;
    if (!explicit_day(x, text, &c)) return false;
    const meta_value value = meta_value_of(x->f, day_string(x->f, c), node, evidence, detail);
    if (c.day) {
        *to = value;
        return true;
    }
    if (!x->coarse_value.text) x->coarse_value = value;
    return false;
}

/* ---- metadata */

static bool from_linked_data(finder *x, enum page_type type, const char *member, const char *evidence, meta_value *to) {
    meta_facts *f = x->f;
    for (uint32_t i = f->article; i < f->ld_things.n; i = type == TYPE_PAGE ? i + 1 : UINT32_MAX) {
        const meta_ld_fact *thing = &f->ld_things.at[i];
        if (thing->type != type) continue;
        const html_string s = ld_text(&f->ld, ld_member(&f->ld, thing->object, member), f->a);
        if (take(x, s, f->ld_node, evidence, thing->name, to)) return true;
    }
    return false;
}

static bool from_keys(finder *x, enum page_key key, meta_value *to) {
    const meta_fact *fact;
    for (uint32_t i = 0; i < KEYS_MAX && (fact = meta_best(x->f, key, i)); i++) {
        const bool meta = x->f->t->nodes[fact->node].tag == HTML_META;
        if (!meta && (x->f->t->nodes[fact->node].after - fact->node > NODES_SMALL || meta_is_aside(x->f, fact->node))) continue;
        if (take(x, meta_fact_text(x->f, fact), fact->node, meta ? "meta" : "itemprop", fact->name, to)) return true;
    }
    return false;
}

/* ---- days on the page, weighed */

typedef struct context {
    uint32_t node;
    unsigned marks;   /* of the element that is marked as a date; 0: running text */
    bool has_stamp;   /* <time datetime> and the like */
    bool is_line;     /* the text is short */
    const char *text; /* around the day, for its label; NULL: none */
    uint32_t at;      /* of the day in text */
} context;

/* The phrase of that kind that ends within a few bytes before text[at]. */
static bool is_labelled(const meta_facts *f, const char *text, uint32_t at, enum page_sense_kind kind) {
    uint32_t start = at > LABEL_REACH ? at - LABEL_REACH : 0;
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80) start--;
    bool word = start == 0 || text[start - 1] == ' ';
    for (uint32_t i = start; i < at; i++) {
        size_t bytes;
        if (word && ((unsigned char)text[i] & 0xC0) != 0x80 &&
            page_phrase(f->words, text + i, at - i, kind, f->habits.lang, true, &bytes))
            return true;
        word = strchr(" \n\t:|([,", text[i]) != NULL;
    }
    return false;
}

static bool in_link(const meta_facts *f, uint32_t node) {
    for (uint32_t i = node, up = 0; i != 0 && up < 6; i = f->t->nodes[i].parent, up++)
        if (f->t->nodes[i].tag == HTML_A) return true;
    return false;
}

/* "(c) 10.11.2017": what stands behind the sign is about rights. */
static bool is_copyright(const char *text, uint32_t at) {
    const uint32_t start = at > 24 ? at - 24 : 0;
    return memmem(text + start, at - start, "\xC2\xA9", 2) || memmem(text + start, at - start, "(c)", 3);
}

static unsigned marks_around(const meta_facts *f, uint32_t node) {
    unsigned marks = 0;
    for (uint32_t i = node, up = 0; i != 0 && up < 4; i = f->t->nodes[i].parent, up++) marks |= f->marks[i];
    return marks;
}

/* How much speaks for a day on the page: what the markup calls it, what stands before it, where it stands. The weights were set
 * by hand so that a marked or labelled day near the headline is SURE, one of the two LIKELY, and one in a teaser neither. */
static int weigh(const meta_facts *f, const context *c, bool *is_change) {
    const bool labelled = c->text && is_labelled(f, c->text, c->at, PAGE_PUBLISHED);
    const bool changed = c->text && is_labelled(f, c->text, c->at, PAGE_UPDATED);
    const unsigned around = marks_around(f, c->node) | c->marks;
    const uint32_t far = c->node > f->headline ? c->node - f->headline : (f->headline - c->node) * 2;
    int score = 0;
    *is_change = (changed && !labelled) || ((c->marks & MARK_UPDATED) && !(c->marks & MARK_PUBLISHED));
    score += c->has_stamp ? 14 : 0;
    score += c->marks & MARK_PUBLISHED ? 16 : c->marks & MARK_DATE ? 12 : 0;
    score += around & (MARK_DATE | MARK_HEAD) ? 6 : 0;
    score += labelled || changed ? 20 : 0;
    score += c->is_line ? 10 : 0;
    const bool aside = meta_is_aside(f, c->node), near = f->headline && far < NEAR_NODES;
    score += near && !aside ? 16 - (int)far / 6 : 0;
    score += near && !aside && far < NEXT_NODES ? 6 : 0;
    score -= !aside ? 0 : near && c->node > f->headline ? 12 : 34;
    score -= in_link(f, c->node) ? 10 : 0;
    score -= c->text && is_copyright(c->text, c->at) ? 60 : 0;
    return score;
}

static bool is_full(const finder *x) {
    return x->found.n + x->changed.n >= CANDIDATES_MAX || x->f->nomem;
}

static void weigh_day(finder *x, int32_t day, const context *c, const char *evidence) {
    bool is_change;
    const candidate made = {day, weigh(x->f, c, &is_change), c->node, evidence};
    if (day == 0 || is_full(x)) return;
    const bool kept = is_change ? vec_push(x->f->a, &x->changed, made) : vec_push(x->f->a, &x->found, made);
    if (!kept) x->f->nomem = true;
}

/* The text of the element around, where a label may stand; nothing where that holds much more. */
static html_string line_around(const meta_facts *f, uint32_t node) {
    const uint32_t parent = f->t->nodes[node].parent;
    return f->t->nodes[parent].after - parent > NODES_SMALL ? (html_string){0} : html_text(f->t, parent, TEXT_SMALL, f->a);
}

/* What programs read of an element that shows a day. */
static bool from_attributes(finder *x, const meta_mark *mark) {
    static const struct {
        const char *name, *evidence;
        bool of_abbr; /* the title of other elements is what a pointer shows over them */
    } names[] = {{"datetime", "time", false},           {"content", "attribute", false},   {"title", "attribute", true},
                 {"data-datetime", "attribute", false}, {"data-date", "attribute", false}, {"data-timestamp", "attribute", false},
                 {"data-time", "attribute", false}};
    const html_tree *t = x->f->t;
    const unsigned tag = t->nodes[mark->node].tag;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        civil c;
        const html_attribute_slot *slot = html_attribute_find(t, mark->node, names[i].name);
        if (!slot || slot->value_bytes > TEXT_SMALL || (names[i].of_abbr && tag != HTML_ABBR && tag != HTML_TIME)) continue;
        if (!explicit_day(x, html_attribute(t, mark->node, names[i].name, x->f->a), &c) || !c.day) continue;
        const html_string text = line_around(x->f, mark->node), own = html_text(t, mark->node, TEXT_SMALL, x->f->a);
        const char *at = own.n && text.n ? memmem(text.at, text.n, own.at, own.n) : NULL;
        context around = {.node = mark->node, .marks = mark->marks | MARK_DATE, .has_stamp = true, .is_line = true};
        if (at) {
            around.text = text.at;
            around.at = (uint32_t)(at - text.at);
        }
        weigh_day(x, day_from_civil(c.year, c.month, c.day), &around, names[i].evidence);
        return true;
    }
    return false;
}

static void from_marked(finder *x) {
    const meta_facts *f = x->f;
    for (uint32_t i = 0; i < f->dates.n && !is_full(x); i++) {
        const meta_mark *mark = &f->dates.at[i];
        if (f->t->nodes[mark->node].after - mark->node > NODES_SMALL || from_attributes(x, mark)) continue;
        const html_string text = html_text(f->t, mark->node, TEXT_SMALL * 2, f->a);
        date_hit hit;
        for (uint32_t from = 0; text.n && date_next(f->words, &f->habits, text.at, text.n, &from, &hit);) {
            const context c = {mark->node, mark->marks, false, text.n <= TEXT_SMALL, text.at, hit.at.start};
            weigh_day(x, hit.day, &c, "marked element");
        }
    }
}

/* All visible text, node by node; the label of a day may stand in the node before. */
static void from_text(finder *x) {
    const html_tree *t = x->f->t;
    uint32_t left = TEXT_MAX;
    for (uint32_t i = 0; i < t->n && left > 0 && !is_full(x); i++) {
        const html_node *node = &t->nodes[i];
        if (html_tag_properties((html_tag)node->tag) & TAG_UNSEEN) {
            i = node->after - 1;
            continue;
        }
        if (node->tag != HTML_TAG_NONE) continue;
        html_string s = {t->page + node->source.start, node->source.end - node->source.start};
        s.n = s.n < left ? s.n : left;
        left -= s.n;
        if (node->has_references) s = html_text(t, i, TEXT_MAX, x->f->a);
        date_hit hit;
        for (uint32_t from = 0; s.n && !is_full(x) && date_next(x->f->words, &x->f->habits, s.at, s.n, &from, &hit);) {
            const context c = {i, 0, false, s.n <= TEXT_SMALL, s.at, hit.at.start};
            weigh_day(x, hit.day, &c, "text");
        }
    }
}

/* The best of a list. Days that stand there more than once gain a little, of equals the first on the page wins. */
static const candidate *best_of(const candidate *at, uint32_t n, int least) {
    const candidate *best = NULL;
    int best_score = least - 1;
    for (uint32_t i = 0; i < n; i++) {
        int score = at[i].score;
        for (uint32_t k = 0, more = 0; k < n && more < 3; k++)
            if (k != i && at[k].day == at[i].day && at[k].score > 0) score++, more++;
        if (score <= best_score) continue;
        best = &at[i];
        best_score = score;
    }
    return best;
}

/* A list of teasers shows many days in the same way: then the marks say little. */
static void discount_lists(finder *x) {
    enum { DAYS_OF_A_LIST = 4, DISCOUNT = 20 };
    uint32_t days = 0;
    for (uint32_t i = 0; i < x->found.n; i++) {
        bool again = x->found.at[i].score < SURE;
        for (uint32_t k = 0; k < i && !again; k++)
            again = x->found.at[k].day == x->found.at[i].day && x->found.at[k].score >= SURE;
        days += !again;
    }
    for (uint32_t i = 0; i < x->found.n && days >= DAYS_OF_A_LIST; i++) x->found.at[i].score -= DISCOUNT;
}

static bool from_page(finder *x, int least, meta_value *to) {
    const candidate *best = best_of(x->found.at, x->found.n, least);
    if (!best) return false;
    *to = meta_value_of(x->f, day_string(x->f, day_to_civil(best->day)), best->node, best->evidence, (html_string){0});
    return true;
}

static bool from_address(finder *x, const char *url, meta_value *to) {
    date_hit hit;
    if (!url || !date_in_address(x->f->words, &x->f->habits, url, (uint32_t)strlen(url), &hit)) return false;
    *to = meta_value_of(x->f, day_string(x->f, day_to_civil(hit.day)), x->f->canonical, "address", (html_string){0});
    return true;
}

/* ---- scripts: what a page's own programs are given to show */

/* The name in quotes that ends at `end`, which holds the closing quote; empty where it is none. */
static html_string name_before(const char *from, const char *end) {
    enum { NAME_BYTES = 40 };
    const char *start = end;
    while (start > from && end - start < NAME_BYTES && start[-1] != '"') start--;
    return start > from && start[-1] == '"' ? (html_string){start, (uint32_t)(end - start)} : (html_string){0};
}

/* Of members such as "published_at": "2017-11-10T…" the one whose name is trusted most. */
static void from_script(finder *x, uint32_t node, html_string s, uint32_t *best_rank, meta_value *to) {
    const char *end = s.at + s.n;
    for (const char *at = s.at; (at = memchr(at, ':', (size_t)(end - at))); at++) {
        const char *value = at + 1;
        while (value < end && *value == ' ') value++;
        if (end - value < 12 || *value != '"' || value[1] < '1' || value[1] > '2' || at == s.at || at[-1] != '"') continue;
        const html_string name = name_before(s.at, at - 1);
        const page_sense *key = name.n ? page_key_find(x->f->words, name.at, name.n) : NULL;
        if (!key || key->kind != PAGE_KEY || (key->value != KEY_PUBLISHED && key->value != KEY_DAY)) continue;
        const uint32_t rank = (uint32_t)(key->value == KEY_DAY) << 16 | key->rank;
        meta_value found = {0};
        if (rank < *best_rank && take(x, (html_string){value + 1, 10}, node, "script", name, &found)) {
            *best_rank = rank;
            *to = found;
        }
    }
}

static bool from_scripts(finder *x, meta_value *to) {
    const html_tree *t = x->f->t;
    uint32_t left = SCRIPTS_MAX, best_rank = UINT32_MAX;
    for (uint32_t i = html_next(t, HTML_SCRIPT, 0, t->n); i < t->n && left > 0; i = html_next(t, HTML_SCRIPT, i + 1, t->n)) {
        html_string s = html_raw_text(t, i);
        s.n = s.n < left ? s.n : left;
        left -= s.n;
        if (s.n) from_script(x, i, s, &best_rank, to);
    }
    return best_rank < UINT32_MAX;
}

/* ---- */

static void find_change(finder *x, page_meta *out) {
    if (from_linked_data(x, TYPE_ARTICLE, "dateModified", "JSON-LD dateModified of", &out->modified)) return;
    if (from_keys(x, KEY_UPDATED, &out->modified)) return;
    if (from_linked_data(x, TYPE_PAGE, "dateModified", "JSON-LD dateModified of", &out->modified)) return;
    const candidate *best = best_of(x->changed.at, x->changed.n, 0);
    if (best)
        out->modified =
            meta_value_of(x->f, day_string(x->f, day_to_civil(best->day)), best->node, best->evidence, (html_string){0});
}

/* Metadata are often stamped in Greenwich: where the address, or what is shown beside the headline, has the day before or after,
 * that is the day where the page was published. An address that is older still was given before the page moved to where its
 * metadata were made. */
static void prefer_local_day(finder *x, const char *url, meta_value *to) {
    civil c;
    meta_value local = {0};
    if (!edtf_parse(to->text, &c) || c.day == 0) return;
    const int32_t day = day_from_civil(c.year, c.month, c.day);
    if (from_address(x, url, &local)) {
        if (edtf_parse(local.text, &c) && day_from_civil(c.year, c.month, c.day) <= day + 1) *to = local;
        return;
    }
    if (!x->in_greenwich) return;
    from_marked(x);
    for (uint32_t i = 0; i < x->found.n; i++)
        if (x->found.at[i].day == day && x->found.at[i].score >= SURE) return;
    const candidate *best = best_of(x->found.at, x->found.n, SURE);
    if (best && abs(best->day - day) == 1) (void)from_page(x, SURE, to);
}

static void find_day(finder *x, page_meta *out) {
    meta_value *to = &out->date;
    if (from_keys(x, KEY_PUBLISHED, to) || from_linked_data(x, TYPE_ARTICLE, "datePublished", "JSON-LD datePublished of", to)) {
        prefer_local_day(x, out->url.text, to);
        return;
    }
    from_marked(x);
    discount_lists(x);
    from_text(x);
    if (from_page(x, SURE, to) || from_address(x, out->url.text, to)) return;
    if (from_page(x, BESIDE, to) || from_keys(x, KEY_DAY, to) || from_page(x, LIKELY, to)) return;
    if (from_linked_data(x, TYPE_PAGE, "datePublished", "JSON-LD datePublished of", to)) return;
    if (from_linked_data(x, TYPE_ARTICLE, "dateCreated", "JSON-LD dateCreated of", to)) return;
    if (!x->coarse_value.text && from_scripts(x, to)) return;
    *to = x->coarse_value;
}

void meta_find_days(meta_facts *f, page_meta *out) {
    finder x = {.f = f};
    find_day(&x, out);
    find_change(&x, out);
    if (!out->date.text && out->modified.text) out->date = out->modified;
}
