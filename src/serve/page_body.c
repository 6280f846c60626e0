#include "serve/page_body.h"

#include <stdio.h>
#include <string.h>

#include "ledger/document.h"
#include "ledger/voices.h"
#include "serve/html.h"

enum { TEXT_MOST = 200000 /* characters of a dispatch's text */ };

typedef struct body {
    exchange *x;
    buf *b;
    uint64_t offset, limit, n;
    bool more, headed;
    char last[CURSOR_MAX]; /* of the last item */
} body;

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

static void put_link(buf *b, const char *folder, const char *id, const char *words) {
    buf_printf(b, "<a href=\"/%s/", folder);
    html_part(b, id);
    buf_str(b, "\">");
    html_bdi(b, words);
    buf_str(b, "</a>");
}

/* ---- claims
 * ----------------------------------------------------------------------------------------------------------------------- */

static bool put_claim(void *context, const ledger_row *row) {
    body *p = context;
    buf *b = p->b;
    if (!take_one(p, row->cursor)) return false;
    const char *day = cell_text(row, "first_day"), *last = cell_text(row, "last_day"), *source = cell_text(row, "source"),
               *date = cell_text(row, "dispatch_date"), *place = cell_text(row, "place");
    buf_str(b, "<li><p>");
    html_bdi(b, cell_text(row, "claimant"));
    buf_str(b, " says: ");
    put_link(b, "claims", cell_text(row, "id"), cell_text(row, "says"));
    buf_str(b, "</p><p><time>");
    html_plain(b, day ? day : "day unknown");
    if (last && day && strcmp(day, last) != 0) {
        buf_str(b, " to ");
        html_plain(b, last);
    }
    buf_str(b, "</time>");
    if (place) {
        buf_str(b, ", ");
        html_bdi(b, place);
    }
    buf_str(b, "</p><blockquote>");
    html_bdi(b, cell_text(row, "quote"));
    buf_str(b, "</blockquote><p>");
    put_link(b, "dispatches", cell_text(row, "dispatch"), source ? source : "dispatch");
    if (date) {
        buf_str(b, ", ");
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

static void put_cell(buf *b, const ledger_cell *c) {
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

static void put_head(buf *b, const ledger_row *row) {
    buf_str(b, "<thead><tr>");
    for (uint32_t i = 0; i < row->n; i++) {
        if (!row->cells[i].brief) continue;
        buf_str(b, "<th scope=\"col\">");
        html_plain(b, row->cells[i].name);
        buf_str(b, "</th>");
    }
    buf_str(b, "</tr></thead>\n");
}

static bool put_row(void *context, const ledger_row *row) {
    body *p = context;
    buf *b = p->b;
    if (!take_one(p, row->cursor)) return false;
    if (!p->headed) put_head(b, row);
    p->headed = true;
    const char *folder = folder_of(p->x->route->path), *id = cell_text(row, "id");
    if (!id) id = cell_text(row, "event");
    buf_str(b, "<tr>");
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *c = &row->cells[i];
        if (!c->brief) continue;
        buf_str(b, "<td>");
        if (folder && id && c->type == LEDGER_TEXT) {
            put_link(b, folder, id, c->text);
            id = NULL; /* the first text is the link */
        } else {
            put_cell(b, c);
        }
        buf_str(b, "</td>");
    }
    buf_str(b, "</tr>\n");
    return !b->failed;
}

static dp_status put_table(body *p, enum ledger_question question) {
    buf_str(p->b, "<table>\n");
    dp_status s = ledger_query(p->x->l, question, &p->x->filter, put_row, p, NULL, &p->x->err);
    buf_str(p->b, "</table>\n");
    return s;
}

/* ---- conflicts
 * -------------------------------------------------------------------------------------------------------------------- */

static void put_side(buf *b, const ledger_side *side) {
    buf_str(b, "<li><p>");
    html_bdi(b, side->words);
    buf_printf(b, " (voices: %llu, dispatches: %llu)</p><ul>", (unsigned long long)side->voices,
               (unsigned long long)side->dispatches);
    for (uint32_t i = 0; i < side->n && i < 6; i++) {
        buf_str(b, "<li>");
        html_bdi(b, side->at[i].claimant);
        buf_str(b, " says: ");
        put_link(b, "claims", side->at[i].claim, side->at[i].quote);
        buf_str(b, "</li>");
    }
    buf_str(b, "</ul></li>\n");
}

static bool put_conflict(void *context, const ledger_conflict *c) {
    body *p = context;
    buf *b = p->b;
    if (!take_one(p, c->cursor)) return false;
    buf_str(b, "<li><h2>");
    html_bdi(b, c->place ? c->place : "no place");
    buf_str(b, ", <time>");
    html_plain(b, c->first);
    buf_str(b, "</time>: ");
    html_plain(b, c->kind);
    buf_str(b, ", ");
    html_plain(b, c->field);
    buf_str(b, "</h2><p>");
    html_plain(b, c->why);
    buf_str(b, "</p><ul>\n");
    put_side(b, &c->a);
    put_side(b, &c->b);
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

static bool missing(exchange *x, buf *b) {
    x->out->status = 404;
    buf_str(b, "<p>There is no such thing in this ledger.</p>\n");
    return true;
}

static void put_term(buf *b, const char *term, const char *value) {
    if (!value) return;
    buf_str(b, "<dt>");
    html_plain(b, term);
    buf_str(b, "</dt><dd>");
    html_bdi(b, value);
    buf_str(b, "</dd>\n");
}

static dp_status put_why(body *p) {
    buf *b = p->b;
    ledger_why why;
    bool found = false;
    dp_status s = ledger_why_of(p->x->l, p->x->id, false, p->x->a, &why, &found, &p->x->err);
    if (s != DP_OK || (!found && missing(p->x, b))) return s;
    buf_str(b, "<h1>");
    html_bdi(b, why.words);
    buf_str(b, "</h1>\n<blockquote>");
    html_bdi(b, why.sentence);
    buf_str(b, "</blockquote>\n<p>");
    put_link(b, "dispatches", why.dispatch, why.source ? why.source : "dispatch");
    buf_str(b, "</p>\n<dl>\n");
    for (uint32_t i = 0; i < why.value_count; i++) put_term(b, why.values[i].name, why.values[i].value);
    buf_str(b, "</dl>\n<ul>\n");
    for (uint32_t i = 0; i < why.relation_count; i++) {
        buf_str(b, "<li>");
        html_plain(b, why.relations[i].kind);
        buf_str(b, " ");
        put_link(b, "claims", why.relations[i].claim, why.relations[i].reason);
        buf_str(b, "</li>\n");
    }
    buf_str(b, "</ul>\n");
    return DP_OK;
}

static dp_status put_dispatch(body *p) {
    buf *b = p->b;
    ledger_document d;
    bool found = false;
    const document_part begin = {.end = TEXT_MOST, .bare = true};
    dp_status s = ledger_document_of(p->x->l, p->x->id, &begin, false, p->x->a, &d, &found, &p->x->err);
    if (s != DP_OK || (!found && missing(p->x, b))) return s;
    buf_str(b, "<h1>");
    html_bdi(b, d.dispatch.title ? d.dispatch.title : d.dispatch.id);
    buf_str(b, "</h1>\n<dl>\n");
    put_term(b, "source", d.dispatch.source);
    put_term(b, "date", d.dispatch.date);
    put_term(b, "language", d.lang);
    put_term(b, "address", d.url);
    if (strcmp(d.store, "full") != 0) put_term(b, "stored", "not the whole text; ░ stands for what was not kept");
    buf_str(b, "</dl>\n<pre dir=\"auto\">");
    html_plain(b, d.text);
    buf_str(b, d.end < d.characters ? " …</pre>\n" : "</pre>\n");
    return put_claims(p, &(ledger_filter){.dispatch = d.dispatch.id, .limit = p->limit});
}

/* Those of the address, but for its cursor: "from=2017-11&amp;". */
static void put_parameters(const body *p) {
    for (uint32_t i = 0; i < p->x->q->parameter_count; i++) {
        const request_parameter *q = &p->x->q->parameters[i];
        if (strcmp(q->name, "cursor") == 0) continue;
        html_part(p->b, q->name);
        buf_char(p->b, '=');
        html_part(p->b, q->value);
        buf_str(p->b, "&amp;");
    }
}

/* The script's view replaces the list at once, so that it is kept short: a long table takes the browser longer than the view. */
static dp_status put_place(body *p) {
    p->x->filter.place = p->x->id;
    dp_status s = put_table(p, LEDGER_LANES);
    if (s == DP_OK && !p->n) buf_str(p->b, "<p>Nobody says who held it.</p>\n");
    if (s != DP_OK || !p->more) return s;
    buf_printf(p->b, "<p>These are the first %llu. <a href=\"/places/", (unsigned long long)p->n);
    html_part(p->b, p->x->id);
    buf_str(p->b, ".csv?");
    put_parameters(p);
    buf_str(p->b, "\">All of them, as a table to keep</a></p>\n");
    return s;
}

static dp_status put_event(body *p) {
    p->x->filter.event = p->x->id;
    dp_status s = put_table(p, LEDGER_EVENTS);
    p->n = 0;
    return s == DP_OK ? put_claims(p, &(ledger_filter){.event = p->x->id, .limit = p->limit}) : s;
}

static dp_status put_voices(body *p) {
    buf_str(p->b, "<table>\n");
    p->x->filter.claimant = p->x->filter.text;
    p->x->filter.text = NULL;
    dp_status s = ledger_claimants(p->x->l, &p->x->filter, put_row, p, NULL, &p->x->err);
    buf_str(p->b, "</table>\n");
    return s;
}

static dp_status put_search(body *p) {
    if (!p->x->filter.text) {
        buf_str(p->b, "<form action=\"/search\"><label>Words <input name=\"q\"></label> <button>Search</button></form>\n");
        return DP_OK;
    }
    buf_str(p->b, "<table>\n");
    dp_status s = ledger_search(p->x->l, &p->x->filter, put_row, p, NULL, &p->x->err);
    buf_str(p->b, "</table>\n");
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
    p->x->filter.place = p->x->filter.text;
    p->x->filter.text = NULL;
    return put_table(p, LEDGER_PLACES);
}
static dp_status put_actors(body *p) {
    p->x->filter.actor = p->x->filter.text;
    p->x->filter.text = NULL;
    return put_table(p, LEDGER_ACTORS);
}
static dp_status put_about(body *p) {
    return put_table(p, LEDGER_INFO);
}
static dp_status put_review(body *p) {
    buf_str(p->b, "<p>Review needs its script. In a terminal: <code>depeche review</code>.</p>\n");
    return DP_OK;
}

/* ---- the page
 * --------------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *path, *title;
    dp_status (*put)(body *p);
} views[] = {
    {"", "Now", put_claims_filtered}, {"claims", "Now", put_claims_filtered},    {"claims/{id}", "Claim", put_why},
    {"events", "Events", put_events}, {"events/{id}", "Event", put_event},       {"dispatches", "Dispatches", put_dispatches},
    {"places", "Places", put_places}, {"places/{id}", "Place", put_place},       {"dispatches/{id}", "Dispatch", put_dispatch},
    {"actors", "Actors", put_actors}, {"conflicts", "Conflicts", put_conflicts}, {"map", "Map", put_claims_filtered},
    {"voices", "Voices", put_voices}, {"search", "Search", put_search},          {"review", "Review", put_review},
    {"about", "About", put_about},
};

void page_title(exchange *x, buf *out) {
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (strcmp(views[i].path, x->route->path) == 0) html_plain(out, views[i].title);
    buf_str(out, " - ");
}

/* The same address with another cursor. */
static void put_next(const body *p) {
    char cursor[CURSOR_MAX];
    buf *b = p->b;
    exchange_next(p->x, p->last, p->offset + p->n, cursor);
    if (!cursor[0]) return;
    buf_str(b, "<p><a rel=\"next\" href=\"?");
    put_parameters(p);
    buf_printf(b, "cursor=%s\">More</a></p>\n", cursor);
}

static void put_error(exchange *x, buf *b) {
    exchange_fail(x);
    buf_str(b, "<p role=\"alert\">");
    html_plain(b,
               x->err.code == DP_E_INTERRUPTED ? "The question took longer than the server allows. Narrow it." : x->err.message);
    if (x->err.remedy[0] && x->err.code != DP_E_INTERRUPTED) {
        buf_str(b, " (");
        html_plain(b, x->err.remedy);
        buf_str(b, ")");
    }
    buf_str(b, "</p>\n");
}

void page_body(exchange *x, buf *out) {
    body p = {.x = x, .b = out};
    if (!exchange_page(x, &p.limit, &p.offset)) {
        buf_str(out, "<p role=\"alert\">The address cannot be read.</p>\n");
        return;
    }
    x->filter.limit = p.limit + 1;
    x->filter.offset = p.offset;
    dp_status s = DP_OK;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (strcmp(views[i].path, x->route->path) == 0) s = views[i].put(&p);
    if (s != DP_OK)
        put_error(x, out);
    else if (p.more && !strchr(x->route->path, '{'))
        put_next(&p);
}
