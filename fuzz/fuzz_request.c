/* Arbitrary bytes as a request: the first line is method and target, those that follow are headers, behind an empty line stands
 * the body. Every request is answered, with a status and well-formed text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/utf8.h"
#include "serve/app.h"
#include "serve/head.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static server *s;

/* A server without a socket over an empty ledger, which has all questions and no rows. */
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    char folder[] = "/tmp/fuzz-request-XXXXXX", path[64];
    ledger *l = NULL;
    if (!mkdtemp(folder)) abort();
    snprintf(path, sizeof path, "%s/l.db", folder);
    if (ledger_open(path, &(ledger_options){.mode = LEDGER_WRITE}, NULL, &l, NULL) != DP_OK) abort();
    ledger_close(l);
    if (server_open(&(serve_options){.ledger = path, .port = 1, .coder = "fuzz"}, &s, NULL) != DP_OK) abort();
    memset(s->session, 'a', SECRET - 1); /* so that writing is reached too */
    memset(s->write_token, 'b', SECRET - 1);
    snprintf(s->cookie_name, sizeof s->cookie_name, "depeche-1");
    return 0;
}

static char *next_line(char **at) {
    char *line = *at, *end = strchr(line, '\n');
    if (end) *end = '\0';
    *at = end ? end + 1 : line + strlen(line);
    return line;
}

static void take_header(char *line, request *q) {
    const struct {
        const char *name, **to;
    } known[] = {{"h:", &q->host},          {"o:", &q->origin},      {"s:", &q->fetch_site},    {"c:", &q->cookie},
                 {"a:", &q->authorization}, {"w:", &q->write_token}, {"n:", &q->if_none_match}, {"t:", &q->content_type}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(line, known[i].name, 2) == 0) *known[i].to = line + 2;
}

/* The same bytes as they would come to the door: judged, and nothing behind them read. */
static void look_at_head(const char *bytes, size_t size) {
    head_fault fault;
    if (head_read(bytes, size, &fault) == HEAD_WRONG && (fault.status < 400 || fault.status > 599 || !fault.remedy)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    look_at_head((const char *)data, size);
    char *text = malloc(size + 1), *at = text, *line;
    answer out;
    arena a;
    dp_error err = {0};
    if (!text) return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    arena_init(&a);
    answer_init(&out);
    request q = {.a = &a, .method = "GET", .host = "127.0.0.1:1"};
    line = next_line(&at);
    if (*line == 'P') q.method = "POST";
    char *target = strchr(line, '/');
    while (*at && *(line = next_line(&at))) take_header(line, &q);
    q.body = at;
    q.body_bytes = strlen(at);
    if (request_read_target(target ? target : line, &a, &q, &err) == DP_OK)
        app_answer(s, &q, &out);
    else
        answer_error(&out, &err);
    if (out.status < 200 || out.status > 599 || !out.type) abort();
    if (out.body.n && !utf8_valid(out.body.at, out.body.n)) abort();
    answer_free(&out);
    arena_free(&a);
    free(text);
    return 0;
}
