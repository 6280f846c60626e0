#include "serve/answer.h"

#include <string.h>

#include "serve/stream.h"

const char *status_title(unsigned status) {
    static const struct {
        unsigned status;
        const char *title;
    } titles[] = {
        {200, "OK"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad request"},
        {401, "A token is needed"},
        {403, "Not allowed"},
        {404, "Not found"},
        {405, "Method not allowed"},
        {406, "No such form"},
        {408, "Too slow"},
        {411, "Length needed"},
        {413, "Too large"},
        {414, "Address too long"},
        {421, "Not this server's name"},
        {429, "Too many at once"},
        {431, "Header too large"},
        {500, "Internal error"},
        {503, "The ledger cannot be read now"},
        {504, "It took too long"},
        {505, "Not this version of HTTP"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (titles[i].status == status) return titles[i].title;
    return "Error";
}

void answer_init(answer *a) {
    memset(a, 0, sizeof *a);
    buf_init(&a->body);
    a->status = 200;
    a->type = "text/plain; charset=utf-8";
}

void answer_free(answer *a) {
    buf_free(&a->body);
    stream_close(a->stream);
    a->stream = NULL;
}

void answer_begin(answer *a, unsigned status, const char *type) {
    buf_clear(&a->body);
    a->status = status;
    a->type = type;
    a->fixed = NULL;
}

void answer_problem(answer *a, unsigned status, const char *detail, const char *remedy) {
    answer_begin(a, status, "application/problem+json");
    a->cache = CACHE_NEVER;
    a->tag[0] = '\0';
    buf *b = &a->body;
    buf_char(b, '{');
    json_kv_str(b, "type", "about:blank");
    json_kv_str(b, "title", status_title(status));
    json_kv_int(b, "status", status);
    json_kv_str(b, "detail", detail && *detail ? detail : status_title(status));
    json_kv_str(b, "remedy", remedy && *remedy ? remedy : NULL);
    buf_str(b, "}\n");
}

void answer_error(answer *a, const dp_error *err) {
    static const struct {
        dp_status code;
        unsigned status;
    } known[] = {{DP_E_USAGE, 400},  {DP_E_FORMAT, 400}, {DP_E_TOO_LONG, 413},
                 {DP_E_LEDGER, 503}, {DP_E_IO, 503},     {DP_E_INTERRUPTED, 504}};
    unsigned status = 500;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == err->code) status = known[i].status;
    if (status == 504)
        answer_problem(a, status, "the question took longer than the server allows",
                       "narrow it: a place, a claimant, fewer days");
    else
        answer_problem(a, status, err->message, err->remedy);
}
