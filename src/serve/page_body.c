#include "serve/page_body.h"

#include <stdio.h>
#include <string.h>

#include "ledger/document.h"
#include "ledger/voices.h"
#include "serve/html.h"
#include "serve/page_parts.h"

enum { TEXT_MOST = 200000 /* characters of a dispatch's text */ };

static const char *cell_text(const ledger_row *row, const char *name) {
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, name) == 0) return row->cells[i].type == LEDGER_NULL ? NULL : row->cells[i].text;
    return NULL;
}

static bool take_one(body *p, const char *cursor) {
    p->more = p->n == p->limit;
    if (p->more) return false;
    p->n++;
    snprintf(p->last, sizeof p->last, "%s", cursor ? cursor : "");
    return true;
}

/* ---- claims
 * ----------------------------------------------------------------------------------------------------------------------- */

static bool put_claim(void *context, const ledger_row *row) {
    body *p = context;
    buf *b = p->b;
    if (!take_one(p, row->cursor)) return false;
    const char *date = cell_text(row, "dispatch_date"), *place = cell_text(row, "place");
    buf_str(b, "<li><p>");
    put_sentence(
        p, "claim.saysWhat",
        (const page_part[]){
            {.name = "claimant", .words = cell_text(row, "claimant")},
            {.name = "what", .words = cell_text(row, "says"), .lang = "en", .folder = "claims", .id = cell_text(row, "id")},
            {.name = NULL}});
    buf_str(b, "</p><p>");
    put_days(p, cell_text(row, "first_day"), cell_text(row, "last_day"));
    if (place) {
        put_comma(p);
        html_bdi(b, place);
    }
    buf_str(b, "</p><blockquote>");
    put_outside(b, cell_text(row, "quote"), cell_text(row, "lang"));
    buf_str(b, "</blockquote><p>");
    put_source(p, cell_text(row, "dispatch"), cell_text(row, "source"));
    if (date) {
        put_comma(p);
        html_plain(b, date);
    }
    buf_str(b, "</p></li>\n");
    return !b->failed;
}

static dp_status put_claims(body *p, const ledger_filter *f) {
    buf_str(p->b, "<ol class=\"claims\">\n");
    dp_status s = ledger_query(p->x->l, LEDGER_CLAIMS, f, put_claim, p, NULL, &p->x->err);
    buf_str(p->b, "</ol>\n");
    return s;
}

/* ---- tables
 * ----------------------------------------------------------------------------------------------------------------------- */

/* Which column names the item, and where it is found. */
static const char *folder_of(const char *path) {
    static const char *const folders[] = {"events", "dispatches", "places"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (strncmp(path, folders[i], strlen(folders[i])) == 0 && !strchr(path, '{')) return folders[i];
    return NULL;
}

/* "ASSAULT lost taken": types and states of an event. */
static void put_types(body *p, const char *types) {
    for (const char *at = types; *at;) {
        const size_t n = strcspn(at, " ");
        const char *one = arena_copy(p->x->a, at, n);
        if (!one) return;
        const char *type = words_of_code(p->x->words, "type", one);
        if (at != types) put_comma(p);
        html_plain(p->b, type == one ? words_of_code(p->x->words, "state", one) : type);
        at += n + strspn(at + n, " ");
    }
}

/* Codes of the ledger for which the page has words. */
static bool put_coded(body *p, const ledger_cell *c) {
    static const char *const kinds[][2] = {{"state", "state"}, {"what", "info"}};
    if (c->type != LEDGER_TEXT) return false;
    if (strcmp(c->name, "types") == 0) {
        put_types(p, c->text);
        return true;
    }
    if (strcmp(c->name, "polarity") == 0) {
        if (strcmp(c->text, "negated") == 0) put_words(p, "manner.denied");
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(c->name, kinds[i][0]) == 0) {
            html_plain(p->b, words_of_code(p->x->words, kinds[i][1], c->text));
            return true;
        }
    return false;
}

static void put_cell(body *p, const ledger_cell *c) {
    buf *b = p->b;
    if (put_coded(p, c)) return;
    switch (c->type) {
    case LEDGER_INT:
    case LEDGER_BOOL:
        buf_int(b, c->integer);
        break;
    case LEDGER_REAL:
        json_number(c->real, b);
        break;
    case LEDGER_NULL:
        break;
    default:
        html_bdi(b, c->text);
    }
}

static void put_head(body *p, const ledger_row *row) {
    buf *b = p->b;
    buf_str(b, "<thead><tr>");
    for (uint32_t i = 0; i < row->n; i++) {
        if (!row->cells[i].brief) continue;
        buf_str(b, "<th scope=\"col\">");
        html_plain(b, words_of_code(p->x->words, "column", row->cells[i].name));
        buf_str(b, "</th>");
    }
    buf_str(b, "</tr></thead>\n");
}

static bool put_row(void *context, const ledger_row *row) {
    body *p = context;
    buf *b = p->b;
    if (!take_one(p, row->cursor)) return false;
    if (!p->headed) put_head(p, row);
    p->headed = true;
    const char *folder = folder_of(p->x->route->path), *id = cell_text(row, "id");
    if (!id) id = cell_text(row, "event");
    buf_str(b, "<tr>");
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *c = &row->cells[i];
        if (!c->brief) continue;
        buf_str(b, "<td>");
        if (folder && id && c->type == LEDGER_TEXT) {
            put_link(p, folder, id, c->text, NULL);
            id = NULL; /* the first text is the link */
        } else {
            put_cell(p, c);
        }
        buf_str(b, "</td>");
    }
    buf_str(b, "</tr>\n");
    return !b->failed;
}

static const char *title_of(const exchange *x);

/* A wide one is moved within the page, by keys too. */
static void begin_table(body *p) {
    buf_str(p->b, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    put_words(p, title_of(p->x));
    buf_str(p->b, "\"><table>\n");
}

static void end_table(body *p) {
    buf_str(p->b, "</table></div>\n");
}

static dp_status put_table(body *p, enum ledger_question question) {
    begin_table(p);
    dp_status s = ledger_query(p->x->l, question, &p->x->filter, put_row, p, NULL, &p->x->err);
    end_table(p);
    return s;
}

/* ---- conflicts
 * -------------------------------------------------------------------------------------------------------------------- */

/* "Voices: 3": without a form of the word for each number. */
static void put_count(body *p, const char *key, uint64_t n) {
    put_words(p, key);
    buf_printf(p->b, ": %llu", (unsigned long long)n);
}

static void put_side(body *p, const ledger_side *side) {
    buf *b = p->b;
    buf_str(b, "<li><p>");
    put_outside(b, side->words, "en");
    buf_str(b, " (");
    put_count(p, "nav.voices", side->voices);
    put_comma(p);
    put_count(p, "nav.dispatches", side->dispatches);
    buf_str(b, ")</p><ul>");
    for (uint32_t i = 0; i < side->n && i < 6; i++) {
        const ledger_voice *v = &side->at[i];
        buf_str(b, "<li>");
        put_sentence(p, "claim.saysWhat",
                     (const page_part[]){{.name = "claimant", .words = v->claimant},
                                         {.name = "what", .words = v->quote, .folder = "claims", .id = v->claim},
                                         {.name = NULL}});
        buf_str(b, "</li>");
    }
    buf_str(b, "</ul></li>\n");
}

/* "contradict each other over how many" */
static void put_odds_over(body *p, const char *relation, const char *field) {
    put_sentence(p, "relation.over",
                 (const page_part[]){{.name = "relation", .words = relation},
                                     {.name = "field", .words = words_of_code(p->x->words, "field", field)},
                                     {.name = NULL}});
}

static void put_odds(body *p, const ledger_conflict *c) {
    const words *w = p->x->words;
    put_odds_over(p, words_of_code(w, "relation", c->kind), c->field ? c->field : "none");
    buf_str(p->b, ". ");
    if (strcmp(c->basis, "coder") == 0)
        put_words(p, "why.coder");
    else if (c->field)
        html_plain(p->b, words_of_code(w, "why", c->field));
}

static bool put_conflict(void *context, const ledger_conflict *c) {
    body *p = context;
    buf *b = p->b;
    if (!take_one(p, c->cursor)) return false;
    buf_str(b, "<li><h2>");
    html_bdi(b, c->place ? c->place : words_of(p->x->words, "where.unknown"));
    put_comma(p);
    put_days(p, *c->first ? c->first : NULL, *c->last ? c->last : NULL);
    buf_str(b, "</h2><p>");
    put_odds(p, c);
    buf_str(b, "</p><ul>\n");
    put_side(p, &c->a);
    put_side(p, &c->b);
    buf_str(b, "</ul></li>\n");
    return !b->failed;
}

static dp_status put_conflicts(body *p) {
    buf_str(p->b, "<ol class=\"conflicts\">\n");
    dp_status s = ledger_conflicts(p->x->l, &p->x->filter, put_conflict, p, NULL, &p->x->err);
    buf_str(p->b, "</ol>\n");
    return s;
}

/* ---- items
 * ------------------------------------------------------------------------------------------------------------------------ */

static void put_title(body *p) {
    buf_str(p->b, "<h1>");
    put_words(p, title_of(p->x));
    buf_str(p->b, "</h1>\n");
}

static bool missing(body *p) {
    p->x->out->status = 404;
    buf_str(p->b, "<p>");
    put_words(p, "plain.none");
    buf_str(p->b, "</p>\n");
    return true;
}

static void put_term(body *p, const char *term, const char *value) {
    if (!value) return;
    buf_str(p->b, "<dt>");
    html_plain(p->b, words_of_code(p->x->words, "column", term));
    buf_str(p->b, "</dt><dd>");
    html_bdi(p->b, value);
    buf_str(p->b, "</dd>\n");
}

static void put_heading(body *p, const char *key) {
    buf_str(p->b, "<h2>");
    put_words(p, key);
    buf_str(p->b, "</h2>\n");
}

static void put_related(body *p, const ledger_why_relation *r) {
    const words *w = p->x->words;
    buf_str(p->b, "<li>");
    const char *kind = words_of_code(w, "relation", r->kind);
    if (r->field)
        put_odds_over(p, kind, r->field);
    else
        html_plain(p->b, kind);
    buf_str(p->b, ": ");
    put_link(p, "claims", r->claim, r->reason, "en");
    buf_str(p->b, "</li>\n");
}

/* The names of values, as rules and notes, are the ledger's own. */
static dp_status put_why(body *p) {
    buf *b = p->b;
    ledger_why why;
    bool found = false;
    dp_status s = ledger_why_of(p->x->l, p->x->id, false, p->x->a, &why, &found, &p->x->err);
    if (s != DP_OK || (!found && missing(p))) return s;
    buf_str(b, "<h1>");
    put_outside(b, why.words, "en");
    buf_str(b, "</h1>\n<blockquote>");
    html_bdi(b, why.sentence);
    buf_str(b, "</blockquote>\n<p>");
    put_source(p, why.dispatch, why.source);
    buf_str(b, "</p>\n");
    put_heading(p, "claim.against");
    buf_str(b, "<ul>\n");
    for (uint32_t i = 0; i < why.relation_count; i++) put_related(p, &why.relations[i]);
    buf_str(b, "</ul>\n");
    put_heading(p, "claim.made");
    buf_str(b, "<dl lang=\"en\">\n");
    for (uint32_t i = 0; i < why.value_count; i++) {
        buf_str(b, "<dt>");
        html_plain(b, why.values[i].name);
        buf_str(b, "</dt><dd>");
        html_bdi(b, why.values[i].value);
        buf_str(b, "</dd>\n");
    }
    buf_str(b, "</dl>\n");
    return DP_OK;
}

static dp_status put_dispatch(body *p) {
    buf *b = p->b;
    ledger_document d;
    bool found = false;
    const document_part begin = {.end = TEXT_MOST, .bare = true};
    dp_status s = ledger_document_of(p->x->l, p->x->id, &begin, false, p->x->a, &d, &found, &p->x->err);
    if (s != DP_OK || (!found && missing(p))) return s;
    buf_str(b, "<h1>");
    put_outside(b, d.dispatch.title ? d.dispatch.title : d.dispatch.id, d.lang);
    buf_str(b, "</h1>\n<dl>\n");
    put_term(p, "source", d.dispatch.source);
    put_term(p, "date", d.dispatch.date);
    put_term(p, "lang", d.lang);
    put_term(p, "url", d.url);
    buf_str(b, "</dl>\n");
    if (strcmp(d.store, "full") != 0) {
        buf_str(b, "<p>");
        put_words(p, strcmp(d.store, "none") == 0 ? "dispatch.kept.none" : "dispatch.kept.part");
        buf_str(b, "</p>\n");
    }
    buf_str(b, "<pre dir=\"auto\"");
    if (d.lang) {
        buf_str(b, " lang=\"");
        html_plain(b, d.lang);
        buf_char(b, '"');
    }
    buf_char(b, '>');
    html_plain(b, d.text);
    buf_str(b, d.end < d.characters ? " …</pre>\n" : "</pre>\n");
    return put_claims(p, &(ledger_filter){.dispatch = d.dispatch.id, .limit = p->limit});
}

void page_parameters(const exchange *x, buf *out) {
    for (uint32_t i = 0; i < x->q->parameter_count; i++) {
        const request_parameter *q = &x->q->parameters[i];
        if (strcmp(q->name, "cursor") == 0 || strcmp(q->name, "ui") == 0) continue;
        html_part(out, q->name);
        buf_char(out, '=');
        html_part(out, q->value);
        buf_str(out, "&amp;");
    }
}

static bool put_name(void *context, const ledger_row *row) {
    body *p = context;
    buf_str(p->b, "<h1>");
    html_bdi(p->b, cell_text(row, "place"));
    buf_str(p->b, "</h1>\n");
    return false;
}

static dp_status put_place_name(body *p) {
    uint64_t n = 0;
    const ledger_filter one = {.place = p->x->id, .limit = 1};
    dp_status s = ledger_query(p->x->l, LEDGER_PLACES, &one, put_name, p, &n, &p->x->err);
    if (s == DP_OK && !n) put_title(p);
    return s;
}

/* The script's view replaces the list at once, so that it is kept short: a long table takes the browser longer than the view. */
static dp_status put_place(body *p) {
    char shown[24];
    buf *b = p->b;
    p->x->filter.place = p->x->id;
    dp_status s = put_place_name(p);
    if (s == DP_OK) s = put_table(p, LEDGER_LANES);
    if (s == DP_OK && !p->n) {
        buf_str(b, "<p>");
        put_words(p, "place.nobody");
        buf_str(b, "</p>\n");
    }
    if (s != DP_OK || !p->more) return s;
    snprintf(shown, sizeof shown, "%llu", (unsigned long long)p->n);
    buf_str(b, "<p>");
    put_sentence(p, "plain.firsts", (const page_part[]){{.name = "shown", .words = shown}, {.name = NULL}});
    buf_str(b, " <a href=\"/places/");
    html_part(b, p->x->id);
    buf_str(b, ".csv?");
    page_parameters(p->x, b);
    buf_str(b, "\">");
    put_words(p, "plain.table");
    buf_str(b, "</a></p>\n");
    return s;
}

static dp_status put_event(body *p) {
    p->x->filter.event = p->x->id;
    put_title(p);
    dp_status s = put_table(p, LEDGER_EVENTS);
    p->n = 0;
    return s == DP_OK ? put_claims(p, &(ledger_filter){.event = p->x->id, .limit = p->limit}) : s;
}

static dp_status put_voices(body *p) {
    begin_table(p);
    p->x->filter.claimant = p->x->filter.text;
    p->x->filter.text = NULL;
    dp_status s = ledger_claimants(p->x->l, &p->x->filter, put_row, p, NULL, &p->x->err);
    end_table(p);
    return s;
}

static dp_status put_search(body *p) {
    if (!p->x->filter.text) {
        buf_str(p->b, "<form action=\"/search\"><label>");
        put_words(p, "filter.q");
        buf_str(p->b, " <input name=\"q\"></label> ");
        if (p->x->ui) buf_printf(p->b, "<input type=\"hidden\" name=\"ui\" value=\"%s\">", p->x->ui);
        buf_str(p->b, "<button>");
        put_words(p, "plain.search");
        buf_str(p->b, "</button></form>\n");
        return DP_OK;
    }
    begin_table(p);
    dp_status s = ledger_search(p->x->l, &p->x->filter, put_row, p, NULL, &p->x->err);
    end_table(p);
    return s;
}

static dp_status put_claims_filtered(body *p) {
    return put_claims(p, &p->x->filter);
}
static dp_status put_events(body *p) {
    return put_table(p, LEDGER_EVENTS);
}
static dp_status put_dispatches(body *p) {
    return put_table(p, LEDGER_DISPATCHES);
}
static dp_status put_places(body *p) {
    exchange_place_typed(p->x);
    return put_table(p, LEDGER_PLACES);
}
static dp_status put_actors(body *p) {
    p->x->filter.actor = p->x->filter.text;
    p->x->filter.text = NULL;
    return put_table(p, LEDGER_ACTORS);
}
static dp_status put_about(body *p) {
    begin_table(p);
    dp_status s = app_counts(p->x->s, p->x->l, put_row, p, &p->x->err);
    end_table(p);
    return s;
}
static dp_status put_map(body *p) {
    buf_str(p->b, "<p>");
    put_words(p, "plain.map");
    buf_str(p->b, "</p>\n");
    return put_claims(p, &p->x->filter);
}
static dp_status put_review(body *p) {
    buf_str(p->b, "<p>");
    put_sentence(p, "plain.review", (const page_part[]){{.name = "command", .words = "depeche review"}, {.name = NULL}});
    buf_str(p->b, "</p>\n");
    return DP_OK;
}

/* ---- the page
 * --------------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *path, *title; /* key of its words */
    dp_status (*put)(body *p);
} views[] = {
    {"", "nav.now", put_claims_filtered},
    {"claims", "nav.now", put_claims_filtered},
    {"claims/{id}", "plain.claim", put_why},
    {"events", "nav.events", put_events},
    {"events/{id}", "events.one", put_event},
    {"dispatches", "nav.dispatches", put_dispatches},
    {"dispatches/{id}", "dispatch.one", put_dispatch},
    {"places", "nav.places", put_places},
    {"places/{id}", "place.one", put_place},
    {"actors", "plain.actors", put_actors},
    {"conflicts", "nav.conflicts", put_conflicts},
    {"map", "nav.map", put_map},
    {"voices", "nav.voices", put_voices},
    {"search", "plain.search", put_search},
    {"review", "nav.review", put_review},
    {"about", "nav.about", put_about},
};

static size_t view_of(const exchange *x) {
    size_t i = 0;
    while (i < sizeof views / sizeof *views && strcmp(views[i].path, x->route->path) != 0) i++;
    return i;
}

static const char *title_of(const exchange *x) {
    const size_t i = view_of(x);
    return i < sizeof views / sizeof *views ? views[i].title : "";
}

void page_title(exchange *x, buf *out) {
    html_plain(out, words_of(x->words, title_of(x)));
    buf_str(out, " - ");
}

/* The same address with another cursor; the map's claims go on as a list. */
static void put_next(body *p) {
    char cursor[CURSOR_MAX];
    buf *b = p->b;
    exchange_next(p->x, p->last, p->offset + p->n, cursor);
    if (!cursor[0]) return;
    buf_printf(b, "<p><a rel=\"next\" href=\"%s?", strcmp(p->x->route->path, "map") == 0 ? "/claims" : "");
    page_parameters(p->x, b);
    if (p->x->ui) buf_printf(b, "ui=%s&amp;", p->x->ui);
    buf_printf(b, "cursor=%s\">", cursor);
    put_words(p, "list.more");
    buf_str(b, "</a></p>\n");
}

/* What the server says of an error is the same in every form. */
static void put_error(body *p) {
    exchange *x = p->x;
    buf *b = p->b;
    exchange_fail(x);
    buf_str(b, "<p role=\"alert\">");
    if (x->err.code == DP_E_INTERRUPTED) {
        put_words(p, "list.truncated");
    } else {
        html_plain(b, x->err.message);
        if (x->err.remedy[0]) {
            buf_str(b, " (");
            html_plain(b, x->err.remedy);
            buf_str(b, ")");
        }
    }
    buf_str(b, "</p>\n");
}

void page_body(exchange *x, buf *out) {
    body p = {.x = x, .b = out};
    if (!exchange_page(x, &p.limit, &p.offset)) {
        buf_str(out, "<p role=\"alert\">");
        put_words(&p, "plain.address");
        buf_str(out, "</p>\n");
        return;
    }
    x->filter.limit = p.limit + 1;
    x->filter.offset = p.offset;
    const size_t i = view_of(x);
    const bool list = !strchr(x->route->path, '{');
    buf_str(out, "<div class=\"written\">\n");
    if (list) put_title(&p);
    dp_status s = views[i].put(&p);
    if (s != DP_OK)
        put_error(&p);
    else if (p.more && list)
        put_next(&p);
    buf_str(out, "</div>\n");
}
