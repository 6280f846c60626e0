#include "review/model.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/edtf.h"

enum { SCROLL_MOST = 500 };

static const struct {
    const char *label;
    uint8_t decision, field; /* what Enter writes */
    int8_t choice;           /* enum review_choice_kind; -1: free text */
} prompts[] = {
    [PROMPT_DAY] = {"date (2017-11-09, 2017-11-08/2017-11-09)", DECISION_EDIT, REVIEW_DAYS, -1},
    [PROMPT_PLACE] = {"place", DECISION_EDIT, REVIEW_PLACE, CHOOSE_PLACE},
    [PROMPT_TYPE] = {"type", DECISION_EDIT, REVIEW_TYPE, CHOOSE_TYPE},
    [PROMPT_ACTOR] = {"who acts (name or code)", DECISION_EDIT, REVIEW_ACTOR, CHOOSE_ACTOR},
    [PROMPT_SAME] = {"same as claim", DECISION_SAME, 0, CHOOSE_CLAIM},
    [PROMPT_CONTRADICTS] = {"contradicts claim", DECISION_CONTRADICTS, 0, CHOOSE_CLAIM},
    [PROMPT_COPY] = {"copy of dispatch", DECISION_COPY, 0, CHOOSE_DISPATCH},
    [PROMPT_APART] = {"neither the same as nor at odds with claim", DECISION_APART, 0, CHOOSE_CLAIM},
    [PROMPT_COMMENT] = {"comment", DECISION_COMMENT, 0, -1},
    [PROMPT_ADD_WORDS] = {"words of the missed claim", DECISION_NONE, 0, -1},
    [PROMPT_ADD_TYPE] = {"its type", DECISION_ADD, 0, CHOOSE_TYPE},
};

const char *prompt_label(enum review_prompt p) {
    return prompts[p].label;
}

bool prompt_choice(enum review_prompt p, enum review_choice_kind *kind) {
    if (prompts[p].choice < 0) return false;
    *kind = (enum review_choice_kind)prompts[p].choice;
    return true;
}

void model_say(review_model *m, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    vsnprintf(m->message, sizeof m->message, fmt, args);
    va_end(args);
}

static uint32_t count_decided(const review_queue *q) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < q->n; i++) n += q->at[i].verdict != DECISION_NONE;
    return n;
}

void model_begin(review_model *m, const key_map *keys, const review_queue *queue, bool adjudicates) {
    *m = (review_model){.keys = *keys, .queue = *queue, .at = queue->start, .adjudicates = adjudicates};
    m->decided = count_decided(queue);
    m->mode = m->at < queue->n ? REVIEW_CARD : REVIEW_ALL_DONE;
}

/* ---- going about ---------------------------------------------------------------------------------------------------------- */

static enum effect_kind go_to(review_model *m, uint32_t at) {
    m->at = at;
    m->scroll = 0;
    m->mode = at < m->queue.n ? REVIEW_CARD : REVIEW_ALL_DONE;
    return EFFECT_SHOW;
}

/* The next open claim behind this one, then from the beginning; n where none is. */
static uint32_t next_open(const review_model *m) {
    for (uint32_t i = m->at + 1; i < m->queue.n; i++)
        if (!m->queue.at[i].verdict) return i;
    for (uint32_t i = 0; i <= m->at && i < m->queue.n; i++)
        if (!m->queue.at[i].verdict) return i;
    return m->queue.n;
}

static enum effect_kind go_back(review_model *m) {
    if (m->at == 0 || m->queue.n == 0) {
        model_say(m, "this is the first claim");
        return EFFECT_NONE;
    }
    return go_to(m, m->at - 1);
}

static enum effect_kind go_on(review_model *m) {
    if (m->at >= m->queue.n) return EFFECT_NONE;
    if (m->at + 1 < m->queue.n) return go_to(m, m->at + 1);
    if (m->decided == m->queue.n) return go_to(m, m->queue.n);
    model_say(m, "this is the last claim; %u are open", m->queue.n - m->decided);
    return EFFECT_NONE;
}

enum effect_kind model_decided(review_model *m, enum decision_kind verdict) {
    m->mode = m->at < m->queue.n ? REVIEW_CARD : REVIEW_ALL_DONE;
    if (verdict == DECISION_NONE || m->at >= m->queue.n) return EFFECT_SHOW;
    review_item *item = &m->queue.at[m->at];
    m->decided += item->verdict == DECISION_NONE;
    item->verdict = (uint8_t)verdict;
    return go_to(m, next_open(m));
}

enum effect_kind model_undone(review_model *m, enum decision_kind kind, const char *claim_id) {
    if (kind == DECISION_NONE) {
        model_say(m, "there is nothing to undo");
        return EFFECT_NONE;
    }
    model_say(m, "undone: %s", decision_kind_name(kind));
    for (uint32_t i = 0; i < m->queue.n; i++)
        if (strcmp(m->queue.at[i].id, claim_id) == 0) return go_to(m, i);
    model_say(m, "undone: %s, of a claim outside this queue", decision_kind_name(kind));
    return EFFECT_NONE;
}

/* ---- prompts -------------------------------------------------------------------------------------------------------------- */

static void look_up(const review_model *m, effect *out) {
    enum review_choice_kind kind;
    if (!prompt_choice(m->prompt, &kind)) return;
    out->kind = EFFECT_LOOK_UP;
    out->choice = (uint8_t)kind;
}

static void open_prompt(review_model *m, enum review_prompt p, effect *out) {
    m->mode = REVIEW_PROMPT;
    m->prompt = (uint8_t)p;
    m->input[0] = '\0';
    m->input_bytes = 0;
    m->choices = NULL;
    m->chosen = 0;
    look_up(m, out);
}

void model_choices(review_model *m, const review_choices *choices) {
    m->choices = choices;
    m->chosen = 0;
}

static bool has_choices(const review_model *m) {
    return m->choices && m->choices->n > 0;
}

/* What Enter takes: the choice that is marked, else what was typed; Tab: what was typed. Claims, dispatches and types must be
 * among the choices. */
static const char *taken(review_model *m, bool as_typed) {
    enum review_choice_kind kind;
    const bool offered = prompt_choice(m->prompt, &kind);
    const bool closed = offered && (kind == CHOOSE_TYPE || kind == CHOOSE_CLAIM || kind == CHOOSE_DISPATCH);
    if (offered && has_choices(m) && (closed || !as_typed)) return m->choices->at[m->chosen].value;
    if (closed) {
        model_say(m, "nothing begins with \"%.60s\"", m->input);
        return NULL;
    }
    return m->input_bytes ? m->input : NULL;
}

static bool good_days(review_model *m, const char *typed) {
    edtf date;
    if (edtf_read(typed, &date)) return true;
    model_say(m, "\"%.40s\" is no date: write 2017-11-09 or 2017-11-08/2017-11-09", typed);
    return false;
}

static void write_prompt(review_model *m, const review_card *card, const char *value, effect *out) {
    decision *d = &out->decision;
    d->kind = prompts[m->prompt].decision;
    d->field = prompts[m->prompt].field;
    switch (d->kind) {
    case DECISION_EDIT:
        d->value = value;
        d->old_value = card->values[d->field];
        break;
    case DECISION_COMMENT:
        d->comment = value;
        break;
    case DECISION_ADD:
        d->value = value;
        d->words = m->words;
        break;
    default:
        d->other = value;
    }
    out->kind = EFFECT_DECIDE;
}

static void enter(review_model *m, const review_card *card, bool as_typed, effect *out) {
    const char *value = taken(m, as_typed);
    if (!value) {
        if (!m->message[0]) m->mode = REVIEW_CARD; /* nothing typed: nothing said */
        return;
    }
    if (m->prompt == PROMPT_DAY && !good_days(m, value)) return;
    if (m->prompt == PROMPT_ADD_WORDS) {
        if (!strstr(card->text, value)) {
            model_say(m, "these words do not stand in this paragraph");
            return;
        }
        memcpy(m->words, m->input, m->input_bytes + 1);
        open_prompt(m, PROMPT_ADD_TYPE, out);
        return;
    }
    write_prompt(m, card, value, out);
}

static void erase_character(review_model *m) {
    while (m->input_bytes && ((unsigned char)m->input[m->input_bytes - 1] & 0xC0) == 0x80) m->input_bytes--;
    if (m->input_bytes) m->input_bytes--;
    m->input[m->input_bytes] = '\0';
}

static bool type_character(review_model *m, uint32_t key) {
    char bytes[4];
    if (key >= KEY_NONE || key < ' ') return false;
    const size_t n = utf8_encode(key, bytes);
    if (m->input_bytes + n > REVIEW_TEXT_MAX) {
        model_say(m, "no more than %u bytes", REVIEW_TEXT_MAX);
        return false;
    }
    memcpy(m->input + m->input_bytes, bytes, n);
    m->input_bytes += n;
    m->input[m->input_bytes] = '\0';
    return true;
}

/* With nothing typed, a digit takes the choice of that number. */
static bool take_number(review_model *m, const review_card *card, uint32_t key, effect *out) {
    if (m->input_bytes || !has_choices(m) || key < '1' || key >= '1' + m->choices->n) return false;
    m->chosen = key - '1';
    enter(m, card, false, out);
    return true;
}

static void prompt_key(review_model *m, const review_card *card, uint32_t key, effect *out) {
    switch (key) {
    case KEY_ESCAPE:
        m->mode = REVIEW_CARD;
        return;
    case KEY_ENTER:
    case KEY_TAB:
        enter(m, card, key == KEY_TAB, out);
        return;
    case KEY_UP:
        if (m->chosen) m->chosen--;
        return;
    case KEY_DOWN:
        if (has_choices(m) && m->chosen + 1 < m->choices->n) m->chosen++;
        return;
    case KEY_BACKSPACE:
        erase_character(m);
        break;
    case KEY_ERASE_LINE:
        m->input[m->input_bytes = 0] = '\0';
        break;
    default:
        if (take_number(m, card, key, out) || !type_character(m, key)) return;
    }
    look_up(m, out);
}

/* ---- a claim -------------------------------------------------------------------------------------------------------------- */

/* "2017-11-08/2017-11-09" */
static void write_days(int32_t first, int32_t last, char *out, size_t size) {
    char a[16], b[16];
    day_format(first, a);
    day_format(last, b);
    if (first == last)
        snprintf(out, size, "%s", a);
    else
        snprintf(out, size, "%s/%s", a[0] ? a : "..", b[0] ? b : "..");
}

static void shift_days(review_model *m, const review_card *card, int32_t by, effect *out) {
    if (card->first_day == DAY_NONE && card->last_day == DAY_NONE) {
        model_say(m, "this claim has no day; give it one with the date key");
        return;
    }
    const int32_t first = card->first_day == DAY_NONE ? DAY_NONE : card->first_day + by;
    const int32_t last = card->last_day == DAY_NONE ? DAY_NONE : card->last_day + by;
    write_days(first, last, out->days, sizeof out->days);
    out->kind = EFFECT_DECIDE;
    out->decision = (decision){.kind = DECISION_EDIT, .field = REVIEW_DAYS, .old_value = card->values[REVIEW_DAYS]};
    out->decision.value = out->days;
}

static void adopt(review_model *m, bool second, effect *out) {
    if (!m->adjudicates) {
        model_say(m, "this key is for adjudication: depeche review --adjudicate A B");
        return;
    }
    out->kind = EFFECT_ADOPT;
    out->second = second;
}

/* What can be done without a claim on the screen. False where it needs one. */
static bool go_about(review_model *m, enum action a, effect *out) {
    switch (a) {
    case ACTION_QUIT:
        out->kind = EFFECT_QUIT;
        return true;
    case ACTION_UNDO:
        out->kind = EFFECT_UNDO;
        return true;
    case ACTION_BACK:
        out->kind = (uint8_t)go_back(m);
        return true;
    case ACTION_ON:
        out->kind = (uint8_t)go_on(m);
        return true;
    case ACTION_NONE:
        return true;
    default:
        return m->mode == REVIEW_ALL_DONE;
    }
}

static void act(review_model *m, const review_card *card, enum action a, effect *out) {
    static const uint8_t verdicts[] = {
        [ACTION_ACCEPT] = DECISION_ACCEPT, [ACTION_REJECT] = DECISION_REJECT, [ACTION_SKIP] = DECISION_SKIP};
    static const uint8_t asks[ACTION_COUNT] = {
        [ACTION_DAY] = PROMPT_DAY,      [ACTION_PLACE] = PROMPT_PLACE, [ACTION_TYPE] = PROMPT_TYPE,
        [ACTION_ACTOR] = PROMPT_ACTOR,  [ACTION_SAME] = PROMPT_SAME,   [ACTION_CONTRADICTS] = PROMPT_CONTRADICTS,
        [ACTION_COPY] = PROMPT_COPY,    [ACTION_APART] = PROMPT_APART, [ACTION_COMMENT] = PROMPT_COMMENT,
        [ACTION_ADD] = PROMPT_ADD_WORDS};
    switch (a) {
    case ACTION_ACCEPT:
    case ACTION_REJECT:
    case ACTION_SKIP:
        out->kind = EFFECT_DECIDE;
        out->decision.kind = verdicts[a];
        break;
    case ACTION_DAY_BACK:
        shift_days(m, card, -1, out);
        break;
    case ACTION_DAY_ON:
        shift_days(m, card, 1, out);
        break;
    case ACTION_TAKE_FIRST:
        adopt(m, false, out);
        break;
    case ACTION_TAKE_SECOND:
        adopt(m, true, out);
        break;
    case ACTION_SCROLL_UP:
        if (m->scroll > -SCROLL_MOST) m->scroll--;
        break;
    case ACTION_SCROLL_DOWN:
        if (m->scroll < SCROLL_MOST) m->scroll++;
        break;
    default:
        open_prompt(m, asks[a], out);
    }
}

/* Pasted text is no keys: in a prompt it is typed, its line ends as blanks; elsewhere each of its letters would decide something.
 */
static void paste_key(review_model *m, uint32_t key, effect *out) {
    if (key == KEY_PASTE_END) m->pasting = false;
    if (m->mode != REVIEW_PROMPT)
        model_say(m, "pasted text decides nothing");
    else if (key == KEY_PASTE_END)
        look_up(m, out);
    else
        type_character(m, key == KEY_ENTER || key == KEY_TAB ? ' ' : key);
}

void model_key(review_model *m, const review_card *card, uint32_t key, effect *out) {
    *out = (effect){.kind = EFFECT_NONE};
    m->message[0] = '\0';
    if (key == KEY_INTERRUPT) {
        out->kind = EFFECT_QUIT;
    } else if (key == KEY_PASTE_BEGIN) {
        m->pasting = true;
    } else if (m->pasting) {
        paste_key(m, key, out);
    } else if (key == KEY_SUSPEND) {
        out->kind = EFFECT_SUSPEND;
    } else if (key == KEY_REDRAW) {
        out->kind = EFFECT_REDRAW;
    } else if (m->mode == REVIEW_PROMPT) {
        prompt_key(m, card, key, out);
    } else {
        const enum action a = keys_action(&m->keys, key);
        if (!go_about(m, a, out)) act(m, card, a, out);
    }
}
