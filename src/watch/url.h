/* Addresses of the web, taken apart once: what is asked for, of whom, and under which name it is known. */
#ifndef DP_WATCH_URL_H
#define DP_WATCH_URL_H

#include "core/arena.h"
#include "core/error.h"

#define URL_BYTES_MAX 2048u

typedef struct url {
    const char *whole;  /* without its fragment, scheme and host in lower case */
    const char *origin; /* "https://wire.example", with the port where it is not the scheme's own: who gives a robots.txt */
    const char *host;   /* "wire.example", "[::1]": whose turn it is */
    const char *target; /* "/news?page=2": what robots.txt speaks of */
} url;

/* `base` (may be NULL) is what a relative address is relative to. Only http and https, without a name and password, at most
 * URL_BYTES_MAX bytes: all else is DP_E_FORMAT with a message for people. */
dp_status url_read(const char *s, const char *base, arena *a, url *out, dp_error *err);

#endif
