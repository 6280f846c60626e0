#include "serve/headers.h"

#include <stdio.h>

/* Nothing is loaded, run, framed or sent but from and to ourselves. A picture may stand in the page itself (data:). No string
 * ever becomes HTML or code (trusted types). */
static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                             "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                             "require-trusted-types-for 'script'; trusted-types 'none'";

/* One request a connection: only of its first can be known that the library takes it (door.h). */
static const char *const standing[][2] = {
    {"Content-Security-Policy", policy},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Frame-Options", "DENY"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Vary", "Cookie, Authorization, Accept-Language"},
    {"Connection", "close"},
};

void headers_of(const answer *a, header_fn fn, void *context) {
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++) fn(context, standing[i][0], standing[i][1]);
    const char *const own[][2] = {
        {"Content-Type", a->type},
        {"Cache-Control", a->cache == CACHE_NEVER ? "no-store" : "no-cache"},
        {"ETag", a->tag},
        {"Location", a->location},
        {"Set-Cookie", a->cookie},
        {"Allow", a->allow},
        {"WWW-Authenticate", a->status == 401 ? "Bearer" : NULL},
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i][1] && *own[i][1]) fn(context, own[i][0], own[i][1]);
    char disposition[128];
    if (!a->file_name[0]) return;
    snprintf(disposition, sizeof disposition, "attachment; filename=\"%s\"", a->file_name);
    fn(context, "Content-Disposition", disposition);
}
