#include "archive/packed.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum packing packed_kind(const char *bytes, size_t n) {
    if (n >= 3 && memcmp(bytes, "\x1F\x8B\x08", 3) == 0) return PACKED_GZIP;
    if (n >= 4 && memcmp(bytes, "\x28\xB5\x2F\xFD", 4) == 0) return PACKED_ZSTD;
    return PACKED_NOT;
}

static dp_status bomb(dp_error *err) {
    error_set(err, DP_E_TOO_LONG, "the packed data swell more than %d times: this looks like a compression bomb",
              PACKED_RATIO_MAX);
    error_remedy(err, "if it is honest, unpack it first and name the file that comes out");
    return DP_E_TOO_LONG;
}

static bool swells(const packed_guard *g) {
    return g->out > PACKED_FREE_BYTES && g->out / PACKED_RATIO_MAX > g->in;
}

static dp_status damaged(dp_error *err, const char *what) {
    error_set(err, DP_E_FORMAT, "%s", what);
    error_remedy(err, "fetch or copy the file again; what stands before the damage was read");
    return DP_E_FORMAT;
}

static const char *const cut_short = "the packed data end in the middle: the file is cut short";

static const char *zlib_fault(const z_stream *z) {
    const bool sum = z->msg && (strcmp(z->msg, "incorrect data check") == 0 || strcmp(z->msg, "incorrect length check") == 0);
    return sum ? "the checksum of the packed data is wrong: the file is damaged" : "the packed data are damaged";
}

/* ---- gzip --------------------------------------------------------------------------------------------------------------- */

enum { GZIP_WINDOW = 15 + 16, GZIP_STARTS = 64 };

typedef struct gzip_state {
    inflow *inner;
    z_stream z;
    bool inside;   /* a member */
    bool any;      /* a member came before */
    bool whole;    /* … and what follows is none */
    dp_error late; /* to be told once what came out before it was taken */
    packed_guard *guard;
    bool nested;
    uint64_t out; /* bytes that came out */
    struct member_start {
        uint64_t in, out;
    } starts[GZIP_STARTS]; /* of the last members; `in` counts packed bytes, +1: 0 is none */
    unsigned next_start;
} gzip_state;

static void gzip_close(void *state) {
    gzip_state *g = state;
    inflateEnd(&g->z);
    inflow_close(g->inner);
    free(g);
}

/* True where a member begins; false at the end or at what is none. */
static bool begin_member(gzip_state *g, dp_error *fault) {
    if (!inflow_want(g->inner, 3)) {
        if (g->inner->fault.code != DP_OK) *fault = g->inner->fault;
        if (inflow_left(g->inner) == 0) return false;
    }
    if (packed_kind(inflow_at(g->inner), inflow_left(g->inner)) != PACKED_GZIP) {
        g->whole = g->any;
        if (fault->code == DP_OK)
            damaged(fault,
                    g->any ? "what stands behind the end of the gzip data is no gzip and was left out" : "this is no gzip data");
        return false;
    }
    inflateReset2(&g->z, GZIP_WINDOW);
    g->starts[g->next_start++ % GZIP_STARTS] = (struct member_start){g->inner->total - inflow_left(g->inner) + 1, g->out};
    return g->inside = g->any = true;
}

static void step_in_member(gzip_state *g, dp_error *fault) {
    g->z.next_in = (unsigned char *)g->inner->block + g->inner->from;
    const size_t had = inflow_left(g->inner), room = g->z.avail_out;
    g->z.avail_in = (unsigned)had;
    const int result = inflate(&g->z, Z_NO_FLUSH);
    inflow_skip(g->inner, had - g->z.avail_in);
    if (!g->nested) g->guard->in += had - g->z.avail_in;
    g->guard->out += room - g->z.avail_out;
    g->out += room - g->z.avail_out;
    if (swells(g->guard))
        bomb(fault);
    else if (result == Z_STREAM_END)
        g->inside = false;
    else if (result == Z_MEM_ERROR)
        error_nomem(fault);
    else if (result != Z_OK && result != Z_BUF_ERROR)
        damaged(fault, zlib_fault(&g->z));
}

/* Gives what is there as soon as anything is: at the other end of a pipe somebody may wait for the answer. */
static size_t gzip_read(void *state, char *out, size_t n, dp_error *fault) {
    gzip_state *g = state;
    if (n > 1u << 30) n = 1u << 30;
    g->z.next_out = (unsigned char *)out;
    g->z.avail_out = (unsigned)n;
    *fault = g->late;
    while (fault->code == DP_OK && g->z.avail_out == n) {
        if (!g->inside) {
            if (!begin_member(g, fault)) break;
        } else if (inflow_left(g->inner) == 0 && !inflow_fill(g->inner)) {
            if (g->inner->fault.code != DP_OK)
                *fault = g->inner->fault;
            else
                damaged(fault, cut_short);
            break;
        }
        step_in_member(g, fault);
    }
    g->late = *fault;
    if (g->z.avail_out < n) *fault = (dp_error){0};
    return n - g->z.avail_out;
}

static bool gzip_is_whole(const void *state) {
    return ((const gzip_state *)state)->whole;
}

/* Looks for the next member behind damage: in an archive of web pages each page is one. */
static bool gzip_resume(void *state) {
    gzip_state *g = state;
    if (g->late.code != DP_E_FORMAT) return false;
    g->late = (dp_error){0};
    g->inside = g->whole = false;
    for (;;) {
        const char *at = inflow_at(g->inner);
        const char *found = inflow_left(g->inner) ? memchr(at, 0x1F, inflow_left(g->inner)) : NULL;
        if (!found) {
            inflow_skip(g->inner, inflow_left(g->inner));
            if (!inflow_fill(g->inner)) return false;
            continue;
        }
        inflow_skip(g->inner, (size_t)(found - at));
        if (!inflow_want(g->inner, 4)) return false;
        /* Reserved flags are never set: that tells most chance finds apart. */
        if (packed_kind(inflow_at(g->inner), 3) == PACKED_GZIP && (inflow_at(g->inner)[3] & 0xE0) == 0) return true;
        inflow_skip(g->inner, 1);
    }
}

/* Only at the beginning of a member. */
static bool gzip_restart(const void *state, uint64_t at, uint64_t *byte) {
    const gzip_state *g = state;
    const inflow *inner = g->inner;
    for (unsigned i = 0; i < GZIP_STARTS; i++) {
        const struct member_start *m = &g->starts[i];
        if (m->in && m->out == at)
            return inner->kind && inner->kind->restart && inner->kind->restart(inner->state, m->in - 1, byte);
    }
    return false;
}

static dp_status open_gzip(inflow *inner, packed_guard *guard, bool nested, inflow **out, dp_error *err) {
    static const inflow_kind kind = {
        .read = gzip_read, .resume = gzip_resume, .is_whole = gzip_is_whole, .restart = gzip_restart, .close = gzip_close};
    gzip_state *g = calloc(1, sizeof *g);
    if (!g || inflateInit2(&g->z, GZIP_WINDOW) != Z_OK) {
        free(g);
        inflow_close(inner);
        return error_nomem(err);
    }
    g->inner = inner;
    g->guard = guard;
    g->nested = nested;
    return inflow_open(&kind, g, out, err);
}

/* ---- members of a zip --------------------------------------------------------------------------------------------------- */

typedef struct member_state {
    inflow *inner;
    z_stream z;
    packed_member member;
    uint64_t out;
    uint32_t crc;
    bool ended;
    dp_error late;
} member_state;

static void member_close(void *state) {
    member_state *m = state;
    if (!m->member.stored) inflateEnd(&m->z);
    inflow_close(m->inner);
    free(m);
}

static size_t member_step(member_state *m, char *out, size_t n, dp_error *fault) {
    const size_t had = inflow_left(m->inner);
    if (m->member.stored) {
        if (n > had) n = had;
        memcpy(out, inflow_at(m->inner), n);
        inflow_skip(m->inner, n);
        return n;
    }
    m->z.next_in = (unsigned char *)m->inner->block + m->inner->from;
    m->z.avail_in = (unsigned)had;
    m->z.next_out = (unsigned char *)out;
    m->z.avail_out = (unsigned)n;
    const int result = inflate(&m->z, Z_NO_FLUSH);
    inflow_skip(m->inner, had - m->z.avail_in);
    if (result == Z_STREAM_END)
        m->ended = true;
    else if (result == Z_MEM_ERROR)
        error_nomem(fault);
    else if (result != Z_OK && result != Z_BUF_ERROR)
        damaged(fault, zlib_fault(&m->z));
    return n - m->z.avail_out;
}

static void member_check(const member_state *m, dp_error *fault) {
    if (m->out != m->member.out_bytes)
        damaged(fault, "the packed data are not as long as the archive says");
    else if (m->crc != m->member.out_crc)
        damaged(fault, "the checksum of the packed data is wrong: the file is damaged");
}

static size_t member_read(void *state, char *out, size_t n, dp_error *fault) {
    member_state *m = state;
    size_t got = 0;
    if (n > 1u << 30) n = 1u << 30;
    *fault = m->late;
    while (got == 0 && fault->code == DP_OK && !m->ended) {
        if (inflow_left(m->inner) == 0 && !inflow_fill(m->inner)) {
            if (m->inner->fault.code != DP_OK)
                *fault = m->inner->fault;
            else if (!m->member.stored)
                damaged(fault, cut_short);
            m->ended = true;
            break;
        }
        got = member_step(m, out, n, fault);
        m->out += got;
        m->crc = (uint32_t)crc32(m->crc, (const unsigned char *)out, (unsigned)got);
        m->member.guard->out += got;
        if (fault->code == DP_OK && swells(m->member.guard)) bomb(fault);
        if (fault->code == DP_OK && m->out > m->member.out_bytes) member_check(m, fault);
    }
    if (m->ended && fault->code == DP_OK) member_check(m, fault);
    m->late = *fault;
    if (got) *fault = (dp_error){0};
    return got;
}

dp_status packed_open_member(inflow *inner, const packed_member *member, inflow **out, dp_error *err) {
    static const inflow_kind kind = {.read = member_read, .close = member_close};
    member_state *m = calloc(1, sizeof *m);
    if (!m || (!member->stored && inflateInit2(&m->z, -15) != Z_OK)) {
        free(m);
        inflow_close(inner);
        return error_nomem(err);
    }
    m->inner = inner;
    m->member = *member;
    return inflow_open(&kind, m, out, err);
}

/* ---- zstd --------------------------------------------------------------------------------------------------------------- */

typedef struct zstd_state {
    inflow *inner;
    ZSTD_DStream *z;
    size_t wants; /* 0: between frames */
    dp_error late;
    packed_guard *guard;
    bool nested;
} zstd_state;

static void zstd_close(void *state) {
    zstd_state *d = state;
    ZSTD_freeDStream(d->z);
    inflow_close(d->inner);
    free(d);
}

static size_t zstd_read(void *state, char *out, size_t n, dp_error *fault) {
    zstd_state *d = state;
    ZSTD_outBuffer to = {.dst = out, .size = n};
    *fault = d->late;
    while (fault->code == DP_OK && to.pos == 0) {
        if (inflow_left(d->inner) == 0 && !inflow_fill(d->inner)) {
            if (d->inner->fault.code != DP_OK)
                *fault = d->inner->fault;
            else if (d->wants)
                damaged(fault, cut_short);
            break;
        }
        ZSTD_inBuffer from = {.src = inflow_at(d->inner), .size = inflow_left(d->inner)};
        d->wants = ZSTD_decompressStream(d->z, &to, &from);
        inflow_skip(d->inner, from.pos);
        if (!d->nested) d->guard->in += from.pos;
        d->guard->out += to.pos;
        if (ZSTD_isError(d->wants))
            damaged(fault, "the packed data are damaged");
        else if (swells(d->guard))
            bomb(fault);
    }
    d->late = *fault;
    if (to.pos) *fault = (dp_error){0};
    return to.pos;
}

/* Windows beyond 128 MiB (zstd --long) are refused by the library itself. */
static dp_status open_zstd(inflow *inner, packed_guard *guard, bool nested, inflow **out, dp_error *err) {
    static const inflow_kind kind = {.read = zstd_read, .close = zstd_close};
    zstd_state *d = calloc(1, sizeof *d);
    if (d) d->z = ZSTD_createDStream();
    if (!d || !d->z) {
        free(d);
        inflow_close(inner);
        return error_nomem(err);
    }
    d->inner = inner;
    d->guard = guard;
    d->nested = nested;
    return inflow_open(&kind, d, out, err);
}

dp_status packed_open(enum packing packing, inflow *inner, packed_guard *guard, bool nested, inflow **out, dp_error *err) {
    return packing == PACKED_ZSTD ? open_zstd(inner, guard, nested, out, err) : open_gzip(inner, guard, nested, out, err);
}

/* ---- bytes to bytes ----------------------------------------------------------------------------------------------------- */

/* "deflate" of HTTP is zlib's form by the standard and raw deflate by some servers. */
static int window_bits(const unsigned char *b, size_t n) {
    if (packed_kind((const char *)b, n) == PACKED_GZIP) return GZIP_WINDOW;
    const bool zlib = n >= 2 && (b[0] & 0x0F) == 8 && (b[0] << 8 | b[1]) % 31 == 0;
    return zlib ? 15 : -15;
}

dp_status packed_inflate(const char *bytes, size_t n, size_t most, buf *out, dp_error *err) {
    enum { STEP = 64 << 10 };
    z_stream z = {.next_in = (unsigned char *)bytes};
    if (n > UINT32_MAX) return error_set(err, DP_E_TOO_LONG, "a packed body of more than 4 GiB");
    z.avail_in = (unsigned)n;
    if (inflateInit2(&z, window_bits((const unsigned char *)bytes, n)) != Z_OK) return error_nomem(err);
    char *step = malloc(STEP);
    dp_status status = step ? DP_OK : error_nomem(err);
    int result = Z_OK;
    size_t used = 0;
    while (status == DP_OK && result == Z_OK) {
        z.next_out = (unsigned char *)step;
        z.avail_out = STEP;
        result = inflate(&z, Z_NO_FLUSH);
        const size_t got = STEP - z.avail_out;
        used += got;
        if (used > most) {
            status = error_set(err, DP_E_TOO_LONG, "a packed body swells beyond %zu MiB", most >> 20);
            break;
        }
        buf_add(out, step, got);
        if (result == Z_MEM_ERROR || out->failed)
            status = error_nomem(err);
        else if (result == Z_BUF_ERROR)
            status = damaged(err, cut_short);
        else if (result != Z_OK && result != Z_STREAM_END)
            status = damaged(err, zlib_fault(&z));
    }
    free(step);
    inflateEnd(&z);
    return status;
}
