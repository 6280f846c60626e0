/* Content ids, folded names and rule lines as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/internal.h"

/* Crockford's base 32: no I, L, O or U, so that an id can be read out over the telephone. */
static const char base32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static unsigned hex_value(char c) {
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void id_of_bytes(char letter, const void *bytes, size_t n, char out[ID_CHARS + 1]) {
    char hex[33];
    hash_hex128(bytes, n, hex);
    out[0] = letter;
    unsigned bits = 0, held = 0;
    const char *h = hex;
    for (size_t i = 1; i < ID_CHARS; i++) { /* 16 digits of 5 bits out of 20 of 4 */
        while (held < 5) {
            bits = bits << 4 | hex_value(*h++);
            held += 4;
        }
        held -= 5;
        out[i] = base32[bits >> held & 31];
        bits &= (1u << held) - 1;
    }
    out[ID_CHARS] = '\0';
}

bool id_normalise_any(const char *typed, char out[ID_CHARS + 1]) {
    size_t n = strlen(typed);
    if (n == 0 || n > ID_CHARS) return false;
    for (size_t i = 0; i < n; i++) {
        char c = typed[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (i > 0) {
            if (c == 'I' || c == 'L') c = '1';
            if (c == 'O') c = '0';
            if (!strchr(base32, c)) return false;
        }
        out[i] = c;
    }
    out[n] = '\0';
    return out[0] >= 'A' && out[0] <= 'Z';
}

bool id_normalise(const char *typed, char out[ID_CHARS + 1]) {
    return id_normalise_any(typed, out) && (out[0] == 'C' || out[0] == 'D');
}

static uint32_t common(const char *a, const char *b) {
    uint32_t n = 0;
    while (a[n] && a[n] == b[n]) n++;
    return n;
}

dp_status id_short_length(ledger *l, const char *id, uint32_t *length, dp_error *err) {
    bool of_claim = id[0] == 'C';
    sqlite3_stmt *near[2] = {
        db_get(l, of_claim ? "SELECT max(id) FROM claims WHERE id < ?1" : "SELECT max(id) FROM dispatches WHERE id < ?1", err),
        db_get(l, of_claim ? "SELECT min(id) FROM claims WHERE id > ?1" : "SELECT min(id) FROM dispatches WHERE id > ?1", err)};
    uint32_t n = 3;
    for (int i = 0; i < 2; i++) {
        if (!near[i]) return err ? err->code : DP_E_LEDGER;
        put_text(near[i], 1, id);
        bool row;
        dp_status s = db_step(l, near[i], &row, err);
        if (s != DP_OK) return s;
        const char *other = row ? (const char *)sqlite3_column_text(near[i], 0) : NULL;
        if (other && common(id, other) > n) n = common(id, other);
        sqlite3_reset(near[i]);
    }
    *length = n + 1 < ID_CHARS ? n + 1 : ID_CHARS;
    return DP_OK;
}

dp_status ledger_short_id(ledger *l, const char *id, char out[20], dp_error *err) {
    out[0] = '\0';
    if (!id || strlen(id) != ID_CHARS) return error_set(err, DP_E_USAGE, "\"%.40s\" is no content id", id ? id : "");
    ledger_lock(l);
    uint32_t n = 0;
    dp_status s = id_short_length(l, id, &n, err);
    if (s == DP_OK) {
        memcpy(out, id, n);
        out[n] = '\0';
    }
    ledger_unlock(l);
    return s;
}

static size_t fold_bytes(const ledger *l, const char *s, size_t n, char *out, size_t cap) {
    if (l->k && l->k->pack.fold) return fold_name(l->k->pack.fold, s, n, out, cap);
    if (n > cap) n = cap;
    for (size_t i = 0; i < n; i++) out[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] - 'A' + 'a') : s[i];
    return n;
}

/* Is the character at s a mark between words? Bytes from 0x80 on are letters, but for typographic quotes and dashes
 * (U+2010 to U+203A) and no-break space. */
static size_t separator(const char *s, size_t n) {
    unsigned char c = (unsigned char)s[0];
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ? 0 : 1;
    if (c == 0xC2 && n > 1 && ((unsigned char)s[1] == 0xA0 || (unsigned char)s[1] == 0xAB || (unsigned char)s[1] == 0xBB))
        return 2;
    if (c == 0xE2 && n > 2 && (unsigned char)s[1] == 0x80 && (unsigned char)s[2] >= 0x90 && (unsigned char)s[2] <= 0xBA) return 3;
    return 0;
}

/* In place: runs of separators become one space, none at either end. */
static size_t squeeze(char *s, size_t n) {
    size_t w = 0;
    bool gap = false;
    for (size_t i = 0; i < n;) {
        size_t skip = separator(s + i, n - i);
        if (skip) {
            gap = w > 0;
            i += skip;
            continue;
        }
        if (gap) s[w++] = ' ';
        gap = false;
        s[w++] = s[i++];
    }
    return w;
}

size_t name_key(const ledger *l, const char *s, size_t n, char *out) {
    size_t w = squeeze(out, fold_bytes(l, s, n, out, FOLD_MAX));
    out[w] = '\0';
    return w;
}

void name_key_long(const ledger *l, const char *s, size_t n, buf *out) {
    char piece[512];
    while (n) { /* folding works on single characters, so that a text can be folded in pieces, cut at a character's border */
        size_t take = n < 128 ? n : 128;
        while (take < n && take > 1 && ((unsigned char)s[take] & 0xC0) == 0x80) take--;
        buf_add(out, piece, fold_bytes(l, s, take, piece, sizeof piece));
        s += take;
        n -= take;
    }
    if (!out->failed && out->at) out->n = squeeze(out->at, out->n);
}

const char *rule_text(ledger *l, rule_ref rule) {
    if (!rule || !l->k || !l->k->pack.file_count) return NULL;
    struct rule_cache_slot *slot = &l->rules.slots[(rule ^ rule >> 15) % RULE_CACHE_SIZE];
    if (slot->rule == rule) return slot->text;
    uint32_t line = 0;
    const char *file = pack_rule_file(&l->k->pack, rule, &line);
    size_t size = strlen(file) + 16;
    char *made = *file ? malloc(size) : NULL;
    if (!made) return NULL;
    snprintf(made, size, "%s:%u", file, line);
    free(slot->text);
    *slot = (struct rule_cache_slot){rule, made};
    return made;
}
