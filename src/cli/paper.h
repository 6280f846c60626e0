/* Prose for people: lines of styled, wrapped, safe text gathered in a buffer. */
#ifndef DP_CLI_PAPER_H
#define DP_CLI_PAPER_H

#include "cli/cli.h"

typedef struct paper {
    const cli *cli;
    buf out;
} paper;

void paper_begin(paper *p, const cli *c);
bool paper_end(paper *p); /* writes it out; false where that failed */

/* Bold where the terminal may be coloured. */
void paper_bold(paper *p, const char *s);
void paper_dim(paper *p, const char *s);
/* Text from outside, made safe. NULL adds nothing. */
void paper_text(paper *p, const char *s);
/* Text from the program. */
void paper_put(paper *p, const char *fmt, ...) DP_PRINTF(2, 3);
/* A paragraph of outside text, wrapped at the terminal's width (100 where it has none) behind `indent` spaces. */
void paper_wrap(paper *p, unsigned indent, const char *s);

#endif
