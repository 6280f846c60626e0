#include "pty_session.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { PATIENCE_MS = 20000, WORDS_MAX = 32 };

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void pty_start(pty *p, const char *const *words, unsigned columns, unsigned rows) {
    const char *program = getenv("DEPECHE");
    char *argv[WORDS_MAX + 2] = {(char *)program};
    for (int i = 0; words[i] && i < WORDS_MAX; i++) argv[i + 1] = (char *)words[i];
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    int slave;
    memset(p, 0, sizeof *p);
    assert_int_equal(openpty(&p->master, &slave, NULL, NULL, &size), 0);
    assert_int_equal(tcgetattr(slave, &p->before), 0);
    p->child = fork();
    assert_true(p->child >= 0);
    if (p->child == 0) {
        close(p->master);
        login_tty(slave);
        execv(program, argv);
        _exit(127);
    }
    close(slave);
}

/* Takes what the program wrote within the time; false at its end. */
static bool take(pty *p, int wait_ms) {
    struct pollfd in = {.fd = p->master, .events = POLLIN};
    if (poll(&in, 1, wait_ms) <= 0) return true;
    if (p->room - p->bytes < 4097) {
        p->room = p->room * 2 + 8192;
        p->said = realloc(p->said, p->room);
        assert_non_null(p->said);
    }
    const ssize_t n = read(p->master, p->said + p->bytes, 4096);
    if (n <= 0) return false; /* EIO: nobody holds the other side any more */
    p->bytes += (size_t)n;
    p->said[p->bytes] = '\0';
    return true;
}

void pty_type(pty *p, const char *keys) {
    const size_t n = strlen(keys);
    assert_int_equal(write(p->master, keys, n), (ssize_t)n);
}

void pty_resize(pty *p, unsigned columns, unsigned rows) {
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    assert_int_equal(ioctl(p->master, TIOCSWINSZ, &size), 0);
}

bool pty_wrote(const pty *p, const char *bytes) {
    return p->said && memmem(p->said, p->bytes, bytes, strlen(bytes));
}

/* A copy without control sequences and carriage returns. */
static char *plain(const char *s, size_t n) {
    char *out = malloc(n + 1);
    assert_non_null(out);
    size_t w = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == 0x1B && i + 1 < n && s[i + 1] == '[') {
            for (i += 2; i < n && !(s[i] >= 0x40 && s[i] <= 0x7E); i++) continue;
        } else if (s[i] != '\r') {
            out[w++] = s[i];
        }
    }
    out[w] = '\0';
    return out;
}

/* The last frame that was painted to its end. */
static char *frame(const pty *p) {
    static const char begins[] = "\x1b[H", ends[] = "\x1b[J";
    const char *last = NULL, *stop = NULL;
    for (const char *at = p->said; at && (at = memmem(at, p->bytes - (size_t)(at - p->said), begins, 3)); at += 3) {
        const char *end = memmem(at, p->bytes - (size_t)(at - p->said), ends, 3);
        if (!end) break;
        last = at;
        stop = end;
    }
    return last ? plain(last, (size_t)(stop - last)) : plain("", 0);
}

char *pty_sees(pty *p, const char *words) {
    const int64_t until = now_ms() + PATIENCE_MS;
    bool on = true;
    for (;;) {
        char *shown = frame(p);
        if (strstr(shown, words)) return shown;
        if (!on || now_ms() > until) {
            pty_kill(p, SIGKILL);
            fail_msg("the screen lacks \"%s\":\n%s\nlast output: %.600s", words, shown, p->said ? plain(p->said, p->bytes) : "");
        }
        free(shown);
        on = take(p, 50);
    }
}

void pty_shows(pty *p, const char *words) {
    free(pty_sees(p, words));
}

void pty_says(pty *p, const char *words) {
    const int64_t until = now_ms() + PATIENCE_MS;
    bool on = true;
    while (!pty_wrote(p, words)) {
        if (!on || now_ms() > until) {
            pty_kill(p, SIGKILL);
            fail_msg("it did not say \"%s\" but:\n%s", words, p->said ? p->said : "");
        }
        on = take(p, 50);
    }
}

bool pty_is_restored(const pty *p) {
    struct termios after;
    assert_int_equal(tcgetattr(p->master, &after), 0);
    return after.c_iflag == p->before.c_iflag && after.c_oflag == p->before.c_oflag && after.c_lflag == p->before.c_lflag;
}

void pty_stopped(pty *p) {
    int status = 0;
    assert_int_equal(waitpid(p->child, &status, WUNTRACED), p->child);
    assert_true(WIFSTOPPED(status));
}

void pty_kill(pty *p, int signal_number) {
    kill(p->child, signal_number);
}

int pty_end(pty *p) {
    const int64_t until = now_ms() + PATIENCE_MS;
    int status = 0;
    pid_t done;
    while ((done = waitpid(p->child, &status, WNOHANG)) == 0) {
        if (now_ms() > until) {
            pty_kill(p, SIGKILL);
            fail_msg("the program does not end");
        }
        take(p, 20);
    }
    assert_int_equal(done, p->child);
    while (take(p, 0)) {
        struct pollfd in = {.fd = p->master, .events = POLLIN};
        if (poll(&in, 1, 0) <= 0) break;
    }
    const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    if (!killed) {
        assert_true(pty_is_restored(p));
        if (pty_wrote(p, "\x1b[?1049h")) assert_true(pty_wrote(p, "\x1b[?25h\x1b[?1049l"));
    }
    close(p->master);
    free(p->said);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}
