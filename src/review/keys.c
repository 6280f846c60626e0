#include "review/keys.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

static const struct {
    const char *name, *label, *brief;
    uint32_t key;
} actions[ACTION_COUNT] = {
    [ACTION_ACCEPT] = {"accept", "accept", "ok", 'a'},
    [ACTION_REJECT] = {"reject", "reject", "no", 'r'},
    [ACTION_SKIP] = {"skip", "skip", "skip", 's'},
    [ACTION_DAY_BACK] = {"day-back", "day -1", "-1", '-'},
    [ACTION_DAY_ON] = {"day-on", "day +1", "+1", '+'},
    [ACTION_DAY] = {"day", "date", "date", 'd'},
    [ACTION_PLACE] = {"place", "place", "place", 'p'},
    [ACTION_TYPE] = {"type", "type", "type", 't'},
    [ACTION_ACTOR] = {"actor", "who", "who", 'w'},
    [ACTION_SAME] = {"same", "same as", "same", '='},
    [ACTION_CONTRADICTS] = {"contradicts", "contradicts", "not", '!'},
    [ACTION_COPY] = {"copy", "copy of", "copy", 'c'},
    [ACTION_APART] = {"apart", "apart from", "apart", '/'},
    [ACTION_COMMENT] = {"comment", "comment", "note", 'n'},
    [ACTION_ADD] = {"add", "missed claim", "add", 'i'},
    [ACTION_TAKE_FIRST] = {"take-first", "take 1st", "1st", '1'},
    [ACTION_TAKE_SECOND] = {"take-second", "take 2nd", "2nd", '2'},
    [ACTION_UNDO] = {"undo", "undo", "undo", 'u'},
    [ACTION_BACK] = {"back", "back", "back", KEY_LEFT},
    [ACTION_ON] = {"on", "on", "on", KEY_RIGHT},
    [ACTION_SCROLL_UP] = {"scroll-up", "scroll", "", KEY_UP},
    [ACTION_SCROLL_DOWN] = {"scroll-down", "scroll", "", KEY_DOWN},
    [ACTION_QUIT] = {"quit", "quit", "quit", 'q'},
};

static const struct {
    const char *name, *shown;
    uint32_t key;
} named_keys[] = {{"space", "space", ' '},
                  {"enter", "enter", KEY_ENTER},
                  {"tab", "tab", KEY_TAB},
                  {"backspace", "backspace", KEY_BACKSPACE},
                  {"delete", "delete", KEY_DELETE},
                  {"up", "\xE2\x86\x91", KEY_UP},
                  {"down", "\xE2\x86\x93", KEY_DOWN},
                  {"left", "\xE2\x86\x90", KEY_LEFT},
                  {"right", "\xE2\x86\x92", KEY_RIGHT},
                  {"home", "home", KEY_HOME},
                  {"end", "end", KEY_END},
                  {"page-up", "page-up", KEY_PAGE_UP},
                  {"page-down", "page-down", KEY_PAGE_DOWN}};
enum { NAMED_KEYS = sizeof named_keys / sizeof *named_keys };

void keys_default(key_map *out) {
    for (int i = 0; i < ACTION_COUNT; i++) out->keys[i] = actions[i].key;
}

enum action keys_action(const key_map *k, uint32_t key) {
    for (int i = 1; i < ACTION_COUNT; i++)
        if (k->keys[i] == key) return (enum action)i;
    return ACTION_NONE;
}

const char *action_name(enum action a) {
    return actions[a].name ? actions[a].name : "";
}

const char *action_label(enum action a, bool brief) {
    const char *label = brief ? actions[a].brief : actions[a].label;
    return label ? label : "";
}

void key_show(uint32_t key, buf *out) {
    for (int i = 0; i < NAMED_KEYS; i++) {
        if (named_keys[i].key == key) {
            buf_str(out, named_keys[i].shown);
            return;
        }
    }
    char bytes[4];
    if (key < KEY_NONE) buf_add(out, bytes, utf8_encode(key, bytes));
}

/* ---- files ---------------------------------------------------------------------------------------------------------------- */

static enum action action_of(const char *s, size_t n) {
    for (int i = 1; i < ACTION_COUNT; i++)
        if (strlen(actions[i].name) == n && memcmp(actions[i].name, s, n) == 0) return (enum action)i;
    return ACTION_NONE;
}

static uint32_t key_of(const char *s, size_t n) {
    for (int i = 0; i < NAMED_KEYS; i++)
        if (strlen(named_keys[i].name) == n && memcmp(named_keys[i].name, s, n) == 0) return named_keys[i].key;
    uint32_t cp = 0;
    if (n == 0 || utf8_decode(s, n, &cp) != n || cp <= ' ' || (cp >= 0x7F && cp < 0xA0) || cp == 0xFFFD) return KEY_NONE;
    return cp;
}

typedef struct word_of_line {
    const char *at;
    size_t n;
} word_of_line;

static word_of_line trimmed(const char *s, size_t n) {
    while (n && (*s == ' ' || *s == '\t')) s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r')) n--;
    return (word_of_line){s, n};
}

static dp_status complain(dp_error *err, const char *file, uint64_t line, const char *what, word_of_line w, const char *remedy) {
    error_set(err, DP_E_FORMAT, "%s \"%.*s\"", what, (int)(w.n < 40 ? w.n : 40), w.at);
    error_at(err, file, line);
    return error_remedy(err, "%s", remedy);
}

static dp_status read_line(key_map *k, word_of_line line, const char *file, uint64_t number, dp_error *err) {
    if (line.n == 0 || line.at[0] == '#') return DP_OK;
    const char *equals = memchr(line.at, '=', line.n);
    if (!equals) return complain(err, file, number, "expected ACTION = KEY, not", line, "write for example: accept = y");
    const word_of_line name = trimmed(line.at, (size_t)(equals - line.at));
    const word_of_line value = trimmed(equals + 1, line.n - (size_t)(equals + 1 - line.at));
    const enum action a = action_of(name.at, name.n);
    const uint32_t key = key_of(value.at, value.n);
    if (a == ACTION_NONE) return complain(err, file, number, "there is no action", name, "docs/review.md lists the actions");
    if (key == KEY_NONE)
        return complain(err, file, number, "this is no key:", value, "one character, or a name such as space, left, page-up");
    k->keys[a] = key;
    return DP_OK;
}

dp_status keys_read(key_map *k, const char *text, size_t n, const char *file, dp_error *err) {
    uint64_t number = 0;
    for (size_t at = 0; at < n;) {
        const char *end = memchr(text + at, '\n', n - at);
        const size_t length = end ? (size_t)(end - text) - at : n - at;
        dp_status s = read_line(k, trimmed(text + at, length), file, ++number, err);
        if (s != DP_OK) return s;
        at += length + 1;
    }
    for (int i = 1; i < ACTION_COUNT; i++) {
        for (int j = 1; j < i; j++) {
            if (k->keys[i] != k->keys[j]) continue;
            error_set(err, DP_E_FORMAT, "%s and %s would share a key", actions[j].name, actions[i].name);
            error_at(err, file, 0);
            return error_remedy(err, "give one of them another: %s = KEY", actions[j].name);
        }
    }
    return DP_OK;
}
