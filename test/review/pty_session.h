/* A program at a pseudo-terminal: what is typed, what its screen shows, and how it ends. */
#ifndef DP_TEST_REVIEW_PTY_SESSION_H
#define DP_TEST_REVIEW_PTY_SESSION_H

#include <sys/types.h>
#include <termios.h>

#include "testing.h"

typedef struct pty {
    pid_t child;
    int master;
    struct termios before; /* of the terminal, as the program found it */
    char *said;            /* all that it wrote */
    size_t bytes, room;
} pty;

/* Starts $DEPECHE with these words (NULL-terminated) at a terminal of this size. */
void pty_start(pty *p, const char *const *words, unsigned columns, unsigned rows);
void pty_type(pty *p, const char *keys);
void pty_resize(pty *p, unsigned columns, unsigned rows);

/* Waits until the screen (the last whole frame, without styles) holds the words; fails after some seconds with what it held
 * instead. The frame is the caller's to free. */
char *pty_sees(pty *p, const char *words);
void pty_shows(pty *p, const char *words); /* the same, the frame is thrown away */
void pty_says(pty *p, const char *words);  /* waits for words in all that was written: for programs that paint no frames */
bool pty_wrote(const pty *p, const char *bytes);

/* Waits for the end: gives the exit status, or minus the signal. Checks that the terminal is as it was, but for a killed program.
 */
int pty_end(pty *p);
/* Waits until the program has stopped (as Ctrl-Z does). */
void pty_stopped(pty *p);
bool pty_is_restored(const pty *p);
void pty_kill(pty *p, int signal_number);

#endif
