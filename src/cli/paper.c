/* Prose for people. */
#include "cli/paper.h"

#include <stdarg.h>
#include <string.h>

#include "core/terminal.h"

enum { WIDTH_ASSUMED = 100, WIDTH_LEAST = 40 };

void paper_begin(paper *p, const cli *c) {
    p->cli = c;
    buf_init(&p->out);
}

bool paper_end(paper *p) {
    const bool ok = cli_write(&p->out);
    buf_free(&p->out);
    return ok;
}

static void styled(paper *p, const char *code, const char *s) {
    if (p->cli->color) buf_str(&p->out, code);
    paper_text(p, s);
    if (p->cli->color) buf_str(&p->out, "\x1b[0m");
}

void paper_bold(paper *p, const char *s) {
    styled(p, "\x1b[1m", s);
}

void paper_dim(paper *p, const char *s) {
    styled(p, "\x1b[2m", s);
}

void paper_text(paper *p, const char *s) {
    if (s) terminal_add(&p->out, s, strlen(s));
}

void paper_put(paper *p, const char *fmt, ...) {
    char line[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    buf_str(&p->out, line);
}

static void indent_by(paper *p, unsigned n) {
    while (n-- > 0) buf_char(&p->out, ' ');
}

void paper_wrap(paper *p, unsigned indent, const char *s) {
    const unsigned limit = p->cli->width ? p->cli->width : WIDTH_ASSUMED;
    const size_t room = limit > indent + WIDTH_LEAST ? limit - indent : WIDTH_LEAST;
    buf safe;
    buf_init(&safe);
    terminal_add(&safe, s, strlen(s));
    const char *at = buf_cstr(&safe);
    size_t used = 0;
    while (at && *at) {
        const size_t blanks = strspn(at, " "), word = strcspn(at + blanks, " ");
        const size_t columns = terminal_width(at + blanks, word);
        if (word == 0) break;
        if (used && used + 1 + columns > room) {
            buf_char(&p->out, '\n');
            used = 0;
        }
        if (used == 0)
            indent_by(p, indent);
        else
            buf_char(&p->out, ' ');
        buf_add(&p->out, at + blanks, word);
        used += columns + (used ? 1 : 0);
        at += blanks + word;
    }
    buf_char(&p->out, '\n');
    buf_free(&safe);
}
