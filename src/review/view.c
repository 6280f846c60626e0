#include "review/view.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/terminal.h"
#include "review/page.h"

enum { KEY_LINES_MAX = 4, SAYS_LINES_MAX = 3, PARAGRAPH_LEAST = 3, LINES_MAX = 256 };

/* Lines of text that wait for their place: each is safe and no wider than the screen. */
typedef struct lines {
    const char *at[LINES_MAX];
    uint32_t n;
} lines;

typedef struct drawing {
    const view *v;
    const review_model *m;
    const reviewer *who;
    const review_card *card;
    arena *a;
    buf *out;
    uint32_t row; /* lines that are drawn */
    bool failed;
} drawing;

static bool runs_right_to_left(const buf *text) {
    for (size_t i = 0; i < text->n;) {
        uint32_t cp;
        i += utf8_decode(text->at + i, text->n - i, &cp);
        if (terminal_is_right_to_left(cp)) return true;
    }
    return false;
}

/* Each line is isolated on its own: a terminal orders every line by itself. */
static void add_line(drawing *d, lines *to, buf *text) {
    if (runs_right_to_left(text)) {
        buf isolated;
        buf_init(&isolated);
        buf_printf(&isolated, "\xE2\x81\xA8%.*s\xE2\x81\xA9", (int)text->n, text->at);
        buf_free(text);
        *text = isolated;
    }
    const char *copy = text->failed ? NULL : arena_copy(d->a, text->at ? text->at : "", text->n);
    if (!copy)
        d->failed = true;
    else if (to->n < LINES_MAX)
        to->at[to->n++] = copy;
    buf_clear(text);
}

/* Outside text as it may be shown, without isolation. */
static void add_shown(const char *s, buf *out) {
    const size_t n = strlen(s);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        char bytes[4];
        i += utf8_decode(s + i, n - i, &cp);
        if ((cp = terminal_shown(cp))) buf_add(out, bytes, utf8_encode(cp, bytes));
    }
}

/* Outside text, wrapped at the width, at most `most` lines; what does not fit ends in "…". */
static void wrap(drawing *d, const char *s, uint32_t most, lines *to) {
    buf safe, line;
    buf_init(&safe);
    buf_init(&line);
    add_shown(s, &safe);
    const char *at = buf_cstr(&safe);
    uint32_t used = 0, made = 0;
    while (at && *at && made < most) {
        at += strspn(at, " ");
        const size_t word = strcspn(at, " ");
        if (!word) break;
        const uint32_t width = (uint32_t)terminal_width(at, word);
        const bool last = made + 1 == most;
        if (last && used + (used ? 1 : 0) + terminal_width(at, strlen(at)) > d->v->columns) {
            if (used) buf_char(&line, ' ');
            terminal_add_cut(&line, at, strlen(at), d->v->columns - used - (used ? 1 : 0));
            used = 1;
            break;
        }
        if (used && used + 1 + width > d->v->columns) {
            add_line(d, to, &line);
            made++;
            used = 0;
            continue;
        }
        if (used) buf_char(&line, ' ');
        used += (used ? 1 : 0) + (uint32_t)terminal_add_cut(&line, at, word, d->v->columns);
        at += word;
    }
    if (used) add_line(d, to, &line);
    buf_free(&safe);
    buf_free(&line);
}

static void wrapf(drawing *d, uint32_t most, lines *to, const char *fmt, ...) DP_PRINTF(4, 5);
static void wrapf(drawing *d, uint32_t most, lines *to, const char *fmt, ...) {
    char text[2400];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    wrap(d, text, most, to);
}

static void end_line(drawing *d) {
    if (++d->row < d->v->rows) buf_char(d->out, '\n');
}

static void put_line(drawing *d, const char *style, const char *s) {
    if (d->row >= d->v->rows) return;
    const bool styled = d->v->color && *style && *s;
    if (styled) buf_str(d->out, style);
    buf_str(d->out, s);
    if (styled) buf_str(d->out, "\x1b[0m");
    end_line(d);
}

static void put_lines(drawing *d, const char *style, const lines *l, uint32_t most) {
    for (uint32_t i = 0; i < l->n && i < most; i++) put_line(d, style, l->at[i]);
}

/* ---- keys ----------------------------------------------------------------------------------------------------------------- */

/* "a accept" and so on, as many as fit a line behind each other. */
static void key_lines(drawing *d, bool brief, lines *to) {
    buf line, one;
    buf_init(&line);
    buf_init(&one);
    uint32_t used = 0;
    for (int i = 1; i < ACTION_COUNT; i++) {
        const char *label = action_label((enum action)i, brief);
        const bool adjudicating = i == ACTION_TAKE_FIRST || i == ACTION_TAKE_SECOND;
        if (!*label || (adjudicating && !d->m->adjudicates)) continue;
        buf_clear(&one);
        key_show(d->m->keys.keys[i], &one);
        buf_printf(&one, "%s%s", brief && one.n == 1 ? ":" : " ", label);
        const uint32_t width = (uint32_t)terminal_width(one.at, one.n), gap = brief ? 1 : 2;
        if (used && used + gap + width > d->v->columns) {
            add_line(d, to, &line);
            used = 0;
        }
        if (used) buf_add(&line, "  ", gap);
        buf_add(&line, one.at, one.n);
        used += width + (used ? gap : 0);
    }
    if (used) add_line(d, to, &line);
    d->failed |= one.failed;
    buf_free(&line);
    buf_free(&one);
}

static void foot(drawing *d, lines *to) {
    if (d->m->mode == REVIEW_PROMPT) {
        enum review_choice_kind kind;
        wrap(d,
             prompt_choice(d->m->prompt, &kind) ? "Enter take  Up/Down choose  1-9 take  Tab as typed  Esc cancel"
                                                : "Enter take  Esc cancel",
             2, to);
        return;
    }
    key_lines(d, false, to);
    if (to->n * 4 <= d->v->rows && to->n <= KEY_LINES_MAX) return;
    to->n = 0;
    key_lines(d, true, to);
}

/* ---- values and decisions ---------------------------------------------------------------------------------------------------
 */

static const char *known(const char *s) {
    return s && *s ? s : "?";
}

static const char *edited(const drawing *d, unsigned field) {
    return d->card->edited[field] ? "*" : "";
}

static void value_lines(drawing *d, bool roomy, lines *to) {
    const review_card *c = d->card;
    const char *const type = known(c->shown[REVIEW_TYPE]), *const day = known(c->shown[REVIEW_DAYS]);
    const char *const place = known(c->shown[REVIEW_PLACE]), *const actor = known(c->shown[REVIEW_ACTOR]);
    const char *const *e =
        (const char *const[]){edited(d, REVIEW_TYPE), edited(d, REVIEW_DAYS), edited(d, REVIEW_PLACE), edited(d, REVIEW_ACTOR)};
    const char *const whom = c->recipients ? " > " : "", *const recipients = c->recipients ? c->recipients : "";
    if (!roomy) {
        wrapf(d, 4, to, "%s%s, %s | %s%s | %s%s | %s%s%s%.200s", e[0], known(c->values[REVIEW_TYPE]), known(c->manner), e[1], day,
              e[2], place, e[3], actor, whom, recipients);
        return;
    }
    wrapf(d, 1, to, "type   %s%s", e[0], type);
    wrapf(d, 1, to, "date   %s%s", e[1], day);
    wrapf(d, 1, to, "place  %s%s", e[2], place);
    wrapf(d, 2, to, "who    %s%s%s%.600s", e[3], actor, whom, recipients);
    wrapf(d, 1, to, "how    %s", known(c->manner));
}

static void decision_lines(drawing *d, lines *to) {
    const review_card *c = d->card;
    if (c->own) wrapf(d, 2, to, "you: %s", c->own);
    for (uint32_t i = 0; i < c->other_count; i++) wrap(d, c->others[i], 2, to);
}

static void detail_lines(drawing *d, bool roomy, lines *to) {
    const review_card *c = d->card;
    if (d->m->adjudicates || c->own) decision_lines(d, to);
    value_lines(d, roomy, to);
    if (!d->m->adjudicates && !c->own) decision_lines(d, to);
    for (uint32_t i = 0; i < c->against_count; i++) wrapf(d, 2, to, "against: %s", c->against[i]);
    const review_item *q = &d->m->queue.at[d->m->at];
    wrapf(d, 2, to, "%s, %s  %s", known(c->source), known(c->date), c->title ? c->title : "");
    wrapf(d, 2, to, "carried by %u voices, %u dispatches; %u say otherwise; open points %u", q->voices, q->dispatches,
          q->disagreement, q->uncertainty);
}

static void choice_lines(drawing *d, lines *to) {
    const review_choices *c = d->m->choices;
    for (uint32_t i = 0; c && i < c->n; i++) wrapf(d, 1, to, "%s%u %s", i == d->m->chosen ? ">" : " ", i + 1, c->at[i].label);
}

/* The choices around the one that is marked, as many as there are lines. */
static void put_choices(drawing *d, const lines *l, uint32_t most) {
    const uint32_t first = d->m->chosen >= most ? d->m->chosen - most + 1 : 0;
    for (uint32_t i = first; i < l->n && i < first + most; i++) put_line(d, i == d->m->chosen ? "\x1b[1m" : "", l->at[i]);
}

/* ---- the parts of the screen ------------------------------------------------------------------------------------------------
 */

static void put_head(drawing *d) {
    lines head = {.n = 0};
    const review_model *m = d->m;
    char role[160] = "";
    if (m->adjudicates)
        snprintf(role, sizeof role, " adjudicates %.60s, %.60s", d->who->first, d->who->second);
    else if (d->who->blind)
        snprintf(role, sizeof role, " (blind)");
    wrapf(d, 1, &head, "%.64s%s  %u/%u  %u decided", d->who->coder, role, m->at < m->queue.n ? m->at + 1 : m->queue.n, m->queue.n,
          m->decided);
    put_lines(d, "\x1b[2m", &head, 1);
}

/* The part of the paragraph that has room, the trigger's line inside it unless one has scrolled on. */
static void put_paragraph(drawing *d, const page *p, uint32_t room) {
    int64_t first = 0;
    if (p->line_count > room) {
        const int64_t last = (int64_t)p->line_count - room;
        first = (int64_t)p->trigger_line - room / 2 + d->m->scroll;
        first = first < 0 ? 0 : first > last ? last : first;
    }
    for (uint32_t i = (uint32_t)first; i < p->line_count && i < first + room; i++) {
        if (d->row >= d->v->rows) return;
        page_put(p, i, d->v->color, d->out);
        end_line(d);
    }
}

static void put_status(drawing *d, uint32_t *cursor, uint32_t *cursor_row) {
    if (d->row >= d->v->rows) return;
    if (d->m->mode != REVIEW_PROMPT || d->m->message[0]) {
        lines message = {.n = 0};
        wrap(d, d->m->message, 1, &message);
        put_line(d, "\x1b[1m", message.n ? message.at[0] : "");
        return;
    }
    buf line;
    buf_init(&line);
    buf_printf(&line, "%s: ", prompt_label(d->m->prompt));
    const size_t most = d->v->columns / 2;
    if (terminal_width(line.at, line.n) > most) {
        buf_clear(&line);
        terminal_add_cut(&line, prompt_label(d->m->prompt), strlen(prompt_label(d->m->prompt)), most - 1);
        buf_char(&line, ' ');
    }
    buf typed;
    buf_init(&typed);
    add_shown(d->m->input, &typed);
    /* Of a long text the end is shown, where the cursor is. */
    const size_t room = d->v->columns - terminal_width(line.at, line.n) - 1;
    const char *tail = buf_cstr(&typed) ? typed.at : "";
    size_t left = strlen(tail);
    uint32_t cp;
    while (left && terminal_width(tail, left) > room) {
        const size_t step = utf8_decode(tail, left, &cp);
        tail += step;
        left -= step;
    }
    buf_add(&line, tail, left);
    *cursor = (uint32_t)terminal_width(line.at, line.n);
    *cursor_row = d->row;
    d->failed |= line.failed || typed.failed;
    put_line(d, "", buf_cstr(&line) ? line.at : "");
    buf_free(&line);
    buf_free(&typed);
}

static void fill_to(drawing *d, uint32_t row) {
    while (d->row < row) end_line(d);
}

static dp_status put_claim(drawing *d, uint32_t until, dp_error *err) {
    const review_card *c = d->card;
    lines says = {.n = 0}, *details = arena_alloc(d->a, sizeof *details);
    if (!details) return error_nomem(err);
    wrapf(d, d->v->rows < 20 ? SAYS_LINES_MAX - 1 : SAYS_LINES_MAX, &says, "%s  %s says %s", c->short_id, known(c->claimant),
          c->says);
    put_lines(d, "\x1b[1m", &says, says.n);
    page p;
    dp_status s = page_lay(c->text, c->spans, c->span_count, d->v->columns, d->v->color, d->a, &p, err);
    if (s != DP_OK) return s;
    const bool prompting = d->m->mode == REVIEW_PROMPT;
    const uint32_t room = until > d->row ? until - d->row : 0;
    if (prompting)
        choice_lines(d, details);
    else
        detail_lines(d, room >= PARAGRAPH_LEAST + 9, details);
    uint32_t paragraph = room > details->n + PARAGRAPH_LEAST ? room - details->n
                         : room < PARAGRAPH_LEAST            ? room
                                                             : PARAGRAPH_LEAST;
    if (paragraph > p.line_count) paragraph = p.line_count;
    put_paragraph(d, &p, paragraph);
    const uint32_t left = until > d->row ? until - d->row : 0;
    if (prompting)
        put_choices(d, details, left);
    else
        put_lines(d, "", details, left);
    return DP_OK;
}

static void put_done(drawing *d) {
    lines l = {.n = 0};
    if (d->m->queue.n == 0)
        wrap(d, d->m->adjudicates ? "The two coders differ about none of these claims." : "No claim fits.", 3, &l);
    else
        wrapf(d, 3, &l, "All %u claims are decided.", d->m->queue.n);
    put_lines(d, "\x1b[1m", &l, l.n);
}

static void put_too_small(drawing *d) {
    lines l = {.n = 0};
    wrapf(d, 3, &l, "needs %u columns and %u lines", VIEW_COLUMNS, VIEW_ROWS);
    put_lines(d, "", &l, d->v->rows);
    fill_to(d, d->v->rows);
}

dp_status view_draw(const view *v, const review_model *m, const reviewer *who, const review_card *card, arena *a, buf *out,
                    uint32_t *cursor, uint32_t *cursor_row, dp_error *err) {
    drawing d = {.v = v, .m = m, .who = who, .card = card, .a = a, .out = out};
    *cursor = UINT32_MAX;
    *cursor_row = 0;
    if (v->columns < VIEW_COLUMNS || v->rows < VIEW_ROWS) {
        put_too_small(&d);
        return d.failed || out->failed ? error_nomem(err) : DP_OK;
    }
    lines keys = {.n = 0};
    foot(&d, &keys);
    const uint32_t until = v->rows - keys.n - 1;
    put_head(&d);
    dp_status s = DP_OK;
    if (m->mode == REVIEW_ALL_DONE || !card)
        put_done(&d);
    else
        s = put_claim(&d, until, err);
    fill_to(&d, until);
    put_status(&d, cursor, cursor_row);
    put_lines(&d, "\x1b[2m", &keys, keys.n);
    fill_to(&d, v->rows);
    return s != DP_OK ? s : d.failed || out->failed ? error_nomem(err) : DP_OK;
}
