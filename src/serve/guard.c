/* Who may ask, and who may write.
 *
 * - A page anywhere on the web can make a browser ask 127.0.0.1, by name tricks (DNS rebinding) or plainly. So the Host header
 * must name us exactly, and no answer may be read or embedded by another origin (headers.c).
 * - Writing needs three things that no other page has: a session cookie (SameSite=Strict) that only the one-time link gives, a
 * token that stands in our own page, and an origin that is ours. Cookies are shared by all ports of a host; the token is not.
 * - Other addresses than loopback ones are served with a token alone, which every request has to show. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

#include "serve/app.h"

/* Equal, in a time that does not tell how far. Both have the length of `b`, which is no secret. */
static bool equal_secret(const char *a, const char *b) {
    const size_t n = strlen(b);
    if (n == 0 || strlen(a) != n) return false;
    unsigned char differs = 0;
    for (size_t i = 0; i < n; i++) differs |= (unsigned char)(a[i] ^ b[i]);
    return differs == 0;
}

static bool make_secret(char out[SECRET]) {
    unsigned char bytes[(SECRET - 1) / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) return false;
    for (size_t i = 0; i < sizeof bytes; i++) snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

bool guard_secrets(server *s) {
    if (!make_secret(s->nonce) || !make_secret(s->reader) || !make_secret(s->write_token)) return false;
    return !s->o.coder || make_secret(s->login_key);
}

bool guard_is_loopback(const char *host) {
    struct in_addr v4;
    struct in6_addr v6;
    if (inet_pton(AF_INET, host, &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
    return inet_pton(AF_INET6, host, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

/* ---- the server's names --------------------------------------------------------------------------------------------------- */

/* "name" or "name:8017" or "[::1]:8017" without its port; false where the port is not ours. Without one it is HTTP's own. */
static bool cut_port(const server *s, const char *host, char *out, size_t room) {
    const char *colon = *host == '[' ? strchr(host, ']') : strchr(host, ':');
    size_t n = strlen(host);
    char port[8] = "80";
    if (colon && *host == '[') colon++;
    if (colon && *colon == ':') {
        n = (size_t)(colon - host);
        if (strlen(colon + 1) == 0 || strlen(colon + 1) >= sizeof port) return false;
        snprintf(port, sizeof port, "%s", colon + 1);
    }
    char ours[8];
    snprintf(ours, sizeof ours, "%u", s->port);
    if (strcmp(port, ours) != 0 || n == 0 || n >= room) return false;
    memcpy(out, host, n);
    out[n] = '\0';
    return true;
}

static bool is_address(const char *name) {
    struct in_addr v4;
    struct in6_addr v6;
    char inner[64];
    const size_t n = strlen(name);
    if (inet_pton(AF_INET, name, &v4) == 1) return true;
    if (n < 4 || n >= sizeof inner || *name != '[' || name[n - 1] != ']') return false;
    memcpy(inner, name + 1, n - 2);
    inner[n - 2] = '\0';
    return inet_pton(AF_INET6, inner, &v6) == 1;
}

/* One of the names that the user gave, set apart by commas. */
static bool is_given_name(const server *s, const char *name) {
    const size_t n = strlen(name);
    for (const char *at = s->o.names; at && *at;) {
        const size_t m = strcspn(at, ",");
        if (m == n && strncasecmp(at, name, n) == 0) return true;
        at += m + (at[m] == ',');
    }
    return false;
}

/* An address cannot be rebound by a name server; names can, so they are ours only where we know them. */
static bool host_is_ours(const server *s, const char *host) {
    char name[256], loop[80];
    if (!host || !cut_port(s, host, name, sizeof name)) return false;
    if (is_given_name(s, name)) return true;
    if (s->loopback) {
        snprintf(loop, sizeof loop, strchr(s->o.host, ':') ? "[%s]" : "%s", s->o.host);
        return strcmp(name, loop) == 0 || strcasecmp(name, "localhost") == 0;
    }
    return is_address(name);
}

/* ---- cookies ----------------------------------------------------------------------------------------------------------------
 */

/* The value of our cookie; "" where the browser sent none. */
static void cookie_of(const server *s, const request *q, char out[SECRET]) {
    const size_t n = strlen(s->cookie_name);
    out[0] = '\0';
    for (const char *at = q->cookie; at && *at;) {
        at += strspn(at, " ;");
        const size_t m = strcspn(at, ";");
        if (m == n + SECRET && strncmp(at, s->cookie_name, n) == 0 && at[n] == '=')
            snprintf(out, SECRET, "%.*s", (int)SECRET - 1, at + n + 1);
        at += m;
    }
}

static bool is_session(server *s, const char *cookie) {
    pthread_mutex_lock(&s->login_lock);
    const bool is = equal_secret(cookie, s->session);
    pthread_mutex_unlock(&s->login_lock);
    return is;
}

bool guard_may_write(server *s, const request *q) {
    char cookie[SECRET];
    cookie_of(s, q, cookie);
    return s->o.coder && is_session(s, cookie);
}

static bool may_read(server *s, const request *q) {
    static const char scheme[] = "Bearer ";
    char cookie[SECRET];
    if (!s->o.token) return true;
    if (q->authorization && strncasecmp(q->authorization, scheme, sizeof scheme - 1) == 0 &&
        equal_secret(q->authorization + sizeof scheme - 1, s->o.token))
        return true;
    cookie_of(s, q, cookie);
    return equal_secret(cookie, s->reader) || is_session(s, cookie);
}

bool guard_login(server *s, const char *key, char cookie[256]) {
    char value[SECRET] = "";
    pthread_mutex_lock(&s->login_lock);
    if (equal_secret(key, s->login_key) && make_secret(s->session)) {
        s->login_key[0] = '\0';
        memcpy(value, s->session, SECRET);
    }
    pthread_mutex_unlock(&s->login_lock);
    if (!value[0] && s->o.token && equal_secret(key, s->o.token)) memcpy(value, s->reader, SECRET);
    if (!value[0]) return false;
    snprintf(cookie, 256, "%s=%s; Path=/; HttpOnly; SameSite=Strict", s->cookie_name, value);
    return true;
}

/* ---- the rules --------------------------------------------------------------------------------------------------------------
 */

static bool refuse(answer *out, unsigned status, const char *detail, const char *remedy) {
    answer_problem(out, status, detail, remedy);
    return false;
}

/* Another page's request bears its own origin, or says that it comes from elsewhere. */
static bool origin_is_ours(const request *q) {
    char ours[300];
    snprintf(ours, sizeof ours, "http://%s", q->host);
    if (q->fetch_site && strcmp(q->fetch_site, "same-origin") != 0) return false;
    return !q->origin || strcasecmp(q->origin, ours) == 0;
}

static bool may_post(server *s, const request *q, answer *out) {
    if (!origin_is_ours(q)) return refuse(out, 403, "the request comes from another page", "decide on depeche's own page");
    if (!q->content_type || strncasecmp(q->content_type, "application/json", 16) != 0)
        return refuse(out, 400, "the body is not said to be JSON", "send it with Content-Type: application/json");
    if (!s->o.coder) return refuse(out, 403, "this server writes nothing", "start it with --coder NAME");
    if (!guard_may_write(s, q) || !q->write_token || !equal_secret(q->write_token, s->write_token))
        return refuse(out, 403, "this browser may not write",
                      "open the address that depeche serve printed; it lets one browser in, once");
    return true;
}

bool guard_allows(server *s, const request *q, const route *r, answer *out) {
    if (!host_is_ours(s, q->host))
        return refuse(out, 421, "the server is not called by that name",
                      "use the address that depeche serve printed, or name it with --name");
    const bool login = r && strcmp(r->path, "login") == 0;
    if (!login && !may_read(s, q))
        return refuse(out, 401, "this server answers with a token only",
                      "send Authorization: Bearer TOKEN, or open /login?key=TOKEN");
    return !r || strcmp(r->method, "POST") != 0 || may_post(s, q, out);
}
