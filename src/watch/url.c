#include "watch/url.h"

#include <ctype.h>
#include <curl/curl.h>
#include <string.h>

static dp_status refuse(dp_error *err, const char *s, const char *why) {
    return error_set(err, DP_E_FORMAT, "%s: %.200s", why, s);
}

static const char *part(CURLU *u, CURLUPart which, unsigned flags, arena *a) {
    char *s = NULL;
    if (curl_url_get(u, which, &s, flags) != CURLUE_OK) return NULL;
    const char *copy = arena_copy(a, s, strlen(s));
    curl_free(s);
    return copy;
}

static void lower(char *s) {
    for (; *s; s++) *s = (char)tolower((unsigned char)*s);
}

/* Writes the host and all that follows from it. */
static dp_status take_apart(CURLU *u, const char *s, arena *a, url *out, dp_error *err) {
    const char *scheme = part(u, CURLUPART_SCHEME, 0, a);
    if (!scheme || (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
        return refuse(err, s, "only http and https addresses are asked for");
    if (part(u, CURLUPART_USER, 0, a) || part(u, CURLUPART_PASSWORD, 0, a))
        return refuse(err, s, "an address that holds a name or a password is not asked for");
    char *host = (char *)part(u, CURLUPART_HOST, 0, a);
    if (!host || !*host) return refuse(err, s, "no host");
    lower(host);
    curl_url_set(u, CURLUPART_HOST, host, 0);
    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
    out->host = host;
    out->whole = part(u, CURLUPART_URL, CURLU_NO_DEFAULT_PORT, a);
    const char *path = out->whole ? strchr(out->whole + strlen(scheme) + strlen("://"), '/') : NULL;
    if (!path) return error_nomem(err);
    out->origin = arena_copy(a, out->whole, (size_t)(path - out->whole));
    out->target = path;
    if (strlen(out->whole) > URL_BYTES_MAX) return refuse(err, s, "an address longer than 2048 bytes");
    return out->origin ? DP_OK : error_nomem(err);
}

dp_status url_read(const char *s, const char *base, arena *a, url *out, dp_error *err) {
    *out = (url){0};
    if (strlen(s) > URL_BYTES_MAX) return refuse(err, s, "an address longer than 2048 bytes");
    CURLU *u = curl_url();
    if (!u) return error_nomem(err);
    dp_status status;
    if (base && curl_url_set(u, CURLUPART_URL, base, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        status = refuse(err, base, "no address of the web");
    else if (curl_url_set(u, CURLUPART_URL, s, CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        status = refuse(err, s, "no address of the web");
    else
        status = take_apart(u, s, a, out, err);
    curl_url_cleanup(u);
    return status;
}
