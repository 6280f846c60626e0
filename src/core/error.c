/* Error values: filled on the way out, never printed here. */
#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf cuts anywhere; a cut inside a UTF-8 sequence would make the message itself broken text. */
static void trim_partial(char *s, size_t cap) {
    size_t n = strlen(s);
    if (n + 1 < cap) return;
    size_t lead = n;
    while (lead > 0 && n - lead < 4 && ((unsigned char)s[lead - 1] & 0xC0) == 0x80) lead--;
    if (lead == 0 || (unsigned char)s[lead - 1] < 0xC0) return;
    unsigned char c = (unsigned char)s[lead - 1];
    size_t wants = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (n - (lead - 1) < wants) s[lead - 1] = '\0';
}

dp_status error_set(dp_error *err, dp_status code, const char *message, ...) {
    if (!err) return code;
    memset(err, 0, sizeof *err);
    err->code = code;
    va_list args;
    va_start(args, message);
    vsnprintf(err->message, sizeof err->message, message, args);
    va_end(args);
    trim_partial(err->message, sizeof err->message);
    return code;
}

dp_status error_at(dp_error *err, const char *file, uint64_t line) {
    if (!err) return DP_E_INTERNAL;
    snprintf(err->file, sizeof err->file, "%s", file ? file : "");
    trim_partial(err->file, sizeof err->file);
    err->line = line;
    return err->code;
}

dp_status error_remedy(dp_error *err, const char *remedy, ...) {
    if (!err) return DP_E_INTERNAL;
    va_list args;
    va_start(args, remedy);
    vsnprintf(err->remedy, sizeof err->remedy, remedy, args);
    va_end(args);
    trim_partial(err->remedy, sizeof err->remedy);
    return err->code;
}

dp_status error_nomem(dp_error *err) {
    error_set(err, DP_E_NOMEM, "memory ran out");
    error_remedy(err, "use fewer threads (--threads 1), close other programs, or split the input");
    return DP_E_NOMEM;
}

const char *error_code_name(dp_status code) {
    static const char *const names[] = {"ok",   "nomem",  "io",    "format",      "too_long",
                                        "pack", "ledger", "usage", "interrupted", "internal"};
    return names[(size_t)code < sizeof names / sizeof *names ? (size_t)code : DP_E_INTERNAL];
}
