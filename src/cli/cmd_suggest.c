/* depeche suggest DIR: coders' corrections as lines for a folder of dictionaries, accepted one by one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "core/terminal.h"
#include "review/dictionary.h"

static const cli_option options[] = {SESSION_OPTIONS, {NULL, 0, NULL, NULL}};

enum answer { ANSWER_YES, ANSWER_NO, ANSWER_QUIT };

typedef struct offer {
    const cli *cli;
    const char *folder;
    bool asks; /* somebody is there to answer */
    arena memory;
    dictionary file;
    uint32_t shown, added;
} offer;

/* What dispatches and files say goes to a terminal without its control codes, line by line. */
static bool print_diff(const offer *o, const buf *diff) {
    if (!o->cli->tty) return cli_write(diff);
    buf safe;
    buf_init(&safe);
    for (size_t at = 0; at < diff->n;) {
        const char *end = memchr(diff->at + at, '\n', diff->n - at);
        const size_t n = end ? (size_t)(end - diff->at) - at : diff->n - at;
        terminal_add(&safe, diff->at + at, n);
        buf_char(&safe, '\n');
        at += n + 1;
    }
    const bool ok = cli_write(&safe);
    buf_free(&safe);
    return ok;
}

static enum answer ask(void) {
    char line[64];
    for (;;) {
        fputs("Take this line? [y/n/q] ", stdout);
        if (!cli_flush() || !fgets(line, sizeof line, stdin)) return ANSWER_QUIT;
        if (line[0] == 'y' || line[0] == 'Y') return ANSWER_YES;
        if (line[0] == 'n' || line[0] == 'N') return ANSWER_NO;
        if (line[0] == 'q' || line[0] == 'Q') return ANSWER_QUIT;
    }
}

/* The file that a suggestion goes to; the last one stays open, as it would be after what was shown. */
static dp_status open_file(offer *o, const suggestion *s, dp_error *err) {
    if (o->file.path && strcmp(o->file.path, s->path) == 0) return DP_OK;
    return dictionary_open(&o->file, o->folder, s->path, &o->memory, err);
}

static dp_status take(offer *o, const dictionary_change *change, dp_error *err) {
    dp_status status = dictionary_apply(&o->file, change, &o->memory, err);
    if (status == DP_OK && o->asks) status = dictionary_write(&o->file, err);
    if (status == DP_OK) o->added++;
    return status;
}

/* Shows one suggestion; *on is false when the user has had enough. */
static dp_status offer_one(offer *o, const suggestion *s, bool *on, dp_error *err) {
    dp_status status = open_file(o, s, err);
    if (status != DP_OK) return status;
    const dictionary_change change = dictionary_plan(&o->file, s, &o->memory);
    if (!change.count) return DP_OK;
    buf diff;
    buf_init(&diff);
    dictionary_diff(&o->file, &change, &diff);
    o->shown++;
    *on = print_diff(o, &diff);
    buf_free(&diff);
    const enum answer answer = *on && o->asks ? ask() : ANSWER_YES;
    if (*on && answer == ANSWER_YES) status = take(o, &change, err);
    *on = *on && answer != ANSWER_QUIT;
    return status;
}

static int by_path(const void *a, const void *b) {
    const suggestion *x = a, *y = b;
    const int order = strcmp(x->path, y->path);
    return order ? order : strcmp(x->line, y->line);
}

/* File by file, so that each diff stands on the one before it. */
static dp_status offer_all(offer *o, const suggestions *found, dp_error *err) {
    suggestion *list = arena_array(&o->memory, found->n + 1, sizeof *list);
    if (!list) return error_nomem(err);
    if (found->n) memcpy(list, found->at, found->n * sizeof *list);
    qsort(list, found->n, sizeof *list, by_path);
    bool on = true;
    dp_status status = DP_OK;
    for (uint32_t i = 0; status == DP_OK && on && i < found->n && !cli_interrupted(); i++)
        status = offer_one(o, &list[i], &on, err);
    return status;
}

/* What coders corrected and no line can say. */
static void say_unusable(const suggestions *found) {
    static const char *const why[REVIEW_FIELDS] = {
        [REVIEW_DAYS] = "a dictionary has no words for a day",
        [REVIEW_PLACE] = "a folder of dictionaries holds no places; for a pack of your own, docs/places.md",
        [REVIEW_TYPE] = "docs/review.md says which do",
        [REVIEW_ACTOR] = "docs/review.md says which do",
    };
    for (unsigned i = 0; i < REVIEW_FIELDS; i++)
        if (found->unusable[i])
            cli_message("%" PRIu32 " correction%s of the %s make%s no line: %s", found->unusable[i],
                        found->unusable[i] == 1 ? "" : "s", review_field_name(i), found->unusable[i] == 1 ? "s" : "", why[i]);
}

static int suggest(const cli *c, session *s) {
    offer o = {.cli = c, .folder = c->arguments[0], .asks = c->tty && isatty(STDIN_FILENO) == 1};
    arena_init(&o.memory);
    suggestions found;
    dp_error err = {0};
    dp_status status = suggest_find(s->ledger, &s->knowledge, &o.memory, &found, &err);
    if (status == DP_OK) status = offer_all(&o, &found, &err);
    arena_free(&o.memory);
    if (status != DP_OK) return cli_report(&err);
    say_unusable(&found);
    if (!o.shown) {
        cli_message("no correction is new to %s", c->arguments[0]);
        return CLI_NOTHING;
    }
    if (o.asks)
        cli_message("%" PRIu32 " of %" PRIu32 " lines taken; use them with: --dict %s", o.added, o.shown, c->arguments[0]);
    return CLI_DONE;
}

static int run(cli *c) {
    session s;
    int status;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = suggest(c, &s);
    session_close(&s);
    return status;
}

const cli_command command_suggest = {
    .name = "suggest",
    .summary = "offer coders' corrections as lines for dictionaries of your own",
    .usage = "[OPTION]… DIR",
    .examples = "  depeche suggest my-dictionaries                  asks line by line\n"
                "  depeche suggest my-dictionaries > review.diff    for patch -p1 -d my-dictionaries\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run,
};
