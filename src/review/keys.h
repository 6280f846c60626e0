/* Which key does what. One key an action, one action a key; a file may give other keys:
 *
 *     # keys of my own
 *     accept = y
 *     reject = n
 *     skip   = space */
#ifndef DP_REVIEW_KEYS_H
#define DP_REVIEW_KEYS_H

#include "core/buf.h"

/* Keys are code points; those that write nothing lie behind Unicode. */
enum special_key {
    KEY_NONE = 0x110000,
    KEY_ENTER,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_TAB,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_DELETE,
    KEY_INTERRUPT,   /* Ctrl-C */
    KEY_SUSPEND,     /* Ctrl-Z */
    KEY_REDRAW,      /* Ctrl-L */
    KEY_ERASE_LINE,  /* Ctrl-U */
    KEY_PASTE_BEGIN, /* what the terminal sends before and behind pasted text */
    KEY_PASTE_END
};

enum action {
    ACTION_NONE,
    ACTION_ACCEPT,
    ACTION_REJECT,
    ACTION_SKIP,
    ACTION_DAY_BACK,
    ACTION_DAY_ON,
    ACTION_DAY,
    ACTION_PLACE,
    ACTION_TYPE,
    ACTION_ACTOR,
    ACTION_SAME,
    ACTION_CONTRADICTS,
    ACTION_COPY,
    ACTION_APART,
    ACTION_COMMENT,
    ACTION_ADD,
    ACTION_TAKE_FIRST, /* adjudication: the first coder's decision, the second's */
    ACTION_TAKE_SECOND,
    ACTION_UNDO,
    ACTION_BACK,
    ACTION_ON,
    ACTION_SCROLL_UP,
    ACTION_SCROLL_DOWN,
    ACTION_QUIT,
    ACTION_COUNT
};
typedef struct key_map {
    uint32_t keys[ACTION_COUNT];
} key_map;

void keys_default(key_map *out);
/* Changes keys as the lines of a file say. DP_E_FORMAT with the line for an unknown action or key, and for a key that two actions
 * would share. `file` is for messages. */
dp_status keys_read(key_map *k, const char *text, size_t n, const char *file, dp_error *err);
enum action keys_action(const key_map *k, uint32_t key);

/* "accept", "day-back": as the file names it. */
const char *action_name(enum action a);
/* One word for the line of keys: "accept", or at most five letters where room is short. */
const char *action_label(enum action a, bool brief);
/* Appends "a", "space", "←". */
void key_show(uint32_t key, buf *out);

#endif
