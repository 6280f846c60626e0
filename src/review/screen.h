/* The terminal itself: raw mode, its size, keys as they come, and putting everything back, whatever ends the program.
 *
 * Between screen_open and screen_close the terminal is in raw mode on its alternate screen. A signal that ends the program (SEGV,
 * ABRT, HUP, TERM, INT, QUIT) puts the terminal back first; of those that ask politely screen_key tells, so that the program ends
 * in its own way. One screen at a time in a process: a signal handler has no other way to know of it. */
#ifndef DP_REVIEW_SCREEN_H
#define DP_REVIEW_SCREEN_H

#include "core/buf.h"

/* Fails with DP_E_USAGE where standard input or output is no terminal that can be drawn on. */
dp_status screen_open(dp_error *err);
void screen_close(void);

void screen_size(uint32_t *columns, uint32_t *rows);

/* Writes the lines of `frame`, set apart by '\n', from the top left corner, and sets the cursor (column UINT32_MAX: hidden). */
dp_status screen_paint(const buf *frame, uint32_t column, uint32_t row, dp_error *err);

enum screen_event { SCREEN_KEY, SCREEN_RESIZED, SCREEN_ENDED /* a signal, or the terminal went away */ };
/* Waits for what comes next. */
enum screen_event screen_wait(uint32_t *key);
/* Do keys wait already, so that nobody would see what is drawn now? */
bool screen_is_behind(void);

/* Gives the terminal back, stops the program as Ctrl-Z does, and takes the terminal again when it goes on. */
dp_status screen_suspend(dp_error *err);

#endif
