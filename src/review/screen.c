#include "review/screen.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "review/input.h"
#include "review/keys.h"

enum { ESCAPE_WAIT_MS = 50, INPUT_BYTES = 256 };

/* Alternate screen, no cursor, cleared; pasted text is told from keys (bracketed paste). */
static const char enter_sequence[] = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[?2004h";
static const char leave_sequence[] = "\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/* What a signal handler needs; written before the handlers stand. */
static struct termios saved;
static volatile sig_atomic_t is_open, resized, continued, suspended, ended;

static char pending[INPUT_BYTES];
static size_t pending_bytes;

static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
static const int failing[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
enum { ENDING = sizeof ending / sizeof *ending, FAILING = sizeof failing / sizeof *failing };
static struct sigaction before_ending[ENDING], before_failing[FAILING], before_resize, before_continue, before_suspend;

/* Only what a handler may call. */
static void put_back(void) {
    if (!is_open) return;
    is_open = 0;
    const ssize_t ignored = write(STDOUT_FILENO, leave_sequence, sizeof leave_sequence - 1);
    (void)ignored;
    tcsetattr(STDIN_FILENO, TCSANOW, &saved);
}

static void on_end(int signal_number) {
    (void)signal_number;
    ended = 1;
}

static void on_resize(int signal_number) {
    (void)signal_number;
    resized = 1;
}

static void on_continue(int signal_number) {
    (void)signal_number;
    continued = resized = 1;
}

static void on_suspend(int signal_number) {
    (void)signal_number;
    suspended = resized = 1;
}

static void on_failure(int signal_number) {
    put_back();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void take_signals(void) {
    struct sigaction end = {.sa_handler = on_end}, fail = {.sa_handler = on_failure}, resize = {.sa_handler = on_resize};
    struct sigaction go_on = {.sa_handler = on_continue}, suspend = {.sa_handler = on_suspend};
    for (int i = 0; i < ENDING; i++) sigaction(ending[i], &end, &before_ending[i]);
    for (int i = 0; i < FAILING; i++) sigaction(failing[i], &fail, &before_failing[i]);
    sigaction(SIGWINCH, &resize, &before_resize);
    sigaction(SIGCONT, &go_on, &before_continue);
    sigaction(SIGTSTP, &suspend, &before_suspend);
}

static void give_signals_back(void) {
    for (int i = 0; i < ENDING; i++) sigaction(ending[i], &before_ending[i], NULL);
    for (int i = 0; i < FAILING; i++) sigaction(failing[i], &before_failing[i], NULL);
    sigaction(SIGWINCH, &before_resize, NULL);
    sigaction(SIGCONT, &before_continue, NULL);
    sigaction(SIGTSTP, &before_suspend, NULL);
}

static dp_status write_all(const char *s, size_t n, dp_error *err) {
    while (n) {
        const ssize_t wrote = write(STDOUT_FILENO, s, n);
        if (wrote > 0) {
            s += wrote;
            n -= (size_t)wrote;
        } else if (errno != EINTR && errno != EAGAIN) {
            return error_set(err, DP_E_IO, "the terminal cannot be written to: %s", strerror(errno));
        }
    }
    return DP_OK;
}

/* `when`: TCSAFLUSH drops what was typed before the screen stood, TCSADRAIN keeps it. */
static dp_status set_raw(int when, dp_error *err) {
    struct termios raw = saved;
    raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    raw.c_cflag |= CS8;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    is_open = 1;
    if (tcsetattr(STDIN_FILENO, when, &raw) != 0) {
        is_open = 0;
        return error_set(err, DP_E_IO, "the terminal cannot be set: %s", strerror(errno));
    }
    return write_all(enter_sequence, sizeof enter_sequence - 1, err);
}

dp_status screen_open(dp_error *err) {
    const char *term = getenv("TERM");
    const bool drawable = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !(term && strcmp(term, "dumb") == 0);
    if (!drawable || tcgetattr(STDIN_FILENO, &saved) != 0) {
        error_set(err, DP_E_USAGE, "review needs a terminal for its input and output, one that is not \"dumb\"");
        return error_remedy(err, "start it in a terminal window; single decisions can be made with: depeche decide ID accept");
    }
    resized = continued = suspended = ended = 0;
    pending_bytes = 0;
    take_signals();
    dp_status s = set_raw(TCSAFLUSH, err);
    if (s != DP_OK) screen_close();
    return s;
}

void screen_close(void) {
    put_back();
    give_signals_back();
}

void screen_size(uint32_t *columns, uint32_t *rows) {
    struct winsize size;
    *columns = 80;
    *rows = 24;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return;
    *columns = size.ws_col;
    *rows = size.ws_row;
}

dp_status screen_paint(const buf *frame, uint32_t column, uint32_t row, dp_error *err) {
    buf out;
    buf_init(&out);
    buf_str(&out, "\x1b[?25l\x1b[H");
    for (size_t at = 0; at < frame->n;) {
        const char *end = memchr(frame->at + at, '\n', frame->n - at);
        const size_t n = end ? (size_t)(end - frame->at) - at : frame->n - at;
        buf_add(&out, frame->at + at, n);
        buf_str(&out, end ? "\x1b[K\r\n" : "\x1b[K");
        at += n + 1;
    }
    buf_str(&out, "\x1b[J");
    if (column != UINT32_MAX) buf_printf(&out, "\x1b[%u;%uH\x1b[?25h", row + 1, column + 1);
    dp_status s = out.failed ? error_nomem(err) : write_all(out.at, out.n, err);
    buf_free(&out);
    return s;
}

/* Waits for bytes; -1: for ever. 1: some came, 0: none in time, -1: the terminal is gone or a signal came. Signals are let in
 * only while it waits, so that none is missed between looking at the flags and waiting. */
static int fill(int wait_ms) {
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    const struct timespec wait = {wait_ms / 1000, (long)(wait_ms % 1000) * 1000000};
    sigset_t ours, before;
    sigemptyset(&ours);
    for (int i = 0; i < ENDING; i++) sigaddset(&ours, ending[i]);
    sigaddset(&ours, SIGWINCH);
    sigaddset(&ours, SIGCONT);
    sigaddset(&ours, SIGTSTP);
    pthread_sigmask(SIG_BLOCK, &ours, &before);
    const int ready = ended || resized ? -1 : ppoll(&in, 1, wait_ms < 0 ? NULL : &wait, &before);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (ready <= 0) return ready;
    const ssize_t n = read(STDIN_FILENO, pending + pending_bytes, sizeof pending - pending_bytes);
    if (n <= 0) {
        if (n == 0 || (errno != EINTR && errno != EAGAIN)) ended = 1;
        return -1;
    }
    pending_bytes += (size_t)n;
    return 1;
}

static bool take_key(bool complete, uint32_t *key) {
    const size_t n = input_key(pending, pending_bytes, complete, key);
    if (!n) return false;
    pending_bytes -= n;
    memmove(pending, pending + n, pending_bytes);
    return true;
}

enum screen_event screen_wait(uint32_t *key) {
    for (;;) {
        if (ended) return SCREEN_ENDED;
        if (suspended) {
            suspended = 0;
            *key = KEY_SUSPEND;
            return SCREEN_KEY;
        }
        if (resized) {
            resized = 0;
            /* Who stopped and continued us may have set the terminal for himself. */
            if (continued && set_raw(TCSADRAIN, NULL) != DP_OK) return SCREEN_ENDED;
            continued = 0;
            return SCREEN_RESIZED;
        }
        if (take_key(pending_bytes == sizeof pending, key)) return SCREEN_KEY;
        /* Half a sequence: the rest comes at once, or it was the Escape key alone. */
        if (fill(pending_bytes ? ESCAPE_WAIT_MS : -1) == 0 && take_key(true, key)) return SCREEN_KEY;
    }
}

bool screen_is_behind(void) {
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    return pending_bytes > 0 || poll(&in, 1, 0) > 0;
}

dp_status screen_suspend(dp_error *err) {
    put_back();
    raise(SIGSTOP);
    return tcgetattr(STDIN_FILENO, &saved) == 0 ? set_raw(TCSADRAIN, err) : error_set(err, DP_E_IO, "the terminal is gone");
}
