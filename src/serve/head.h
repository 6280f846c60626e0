/* The head of a request, before anything is done with it: is it one that the HTTP library takes without complaint? What the
 * library refuses it answers with words of its own, and without the headers that every answer of ours bears; so whatever it could
 * refuse is refused here. Stricter than HTTP: browsers and the usual clients write no head that does not pass.
 *
 *   GET /claims HTTP/1.1 CR LF        a method, one blank, an address without blanks, one blank, HTTP/1.0 or 1.1
 *   Host: 127.0.0.1:8017 CR LF        a name, a colon, text; at most 100 of them, none folded over lines
 *   CR LF */
#ifndef DP_SERVE_HEAD_H
#define DP_SERVE_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#define HEAD_LINES_MOST   100u
#define HEAD_PARTS_MOST   100u                              /* parameters; cookies */
#define HEAD_HEADERS_MOST 16384u                            /* bytes of the headers together */
#define HEAD_BODY_MOST    16384u                            /* bytes of a body, as the head declares it */
#define HEAD_BYTES_MOST   (HEAD_HEADERS_MOST + 8192u + 64u) /* all of it: headers, address, the rest of the first line */

enum head_state {
    HEAD_PART,  /* goes on */
    HEAD_WHOLE, /* ends, and is fit to be read */
    HEAD_WRONG  /* is to be refused */
};

typedef struct head_fault {
    unsigned status;
    const char *detail, *remedy; /* constants */
    bool bodiless;               /* HEAD: the refusal has no body */
} head_fault;

/* `n` bytes that came so far; *fault is set with HEAD_WRONG. Nothing is written and no state kept. */
enum head_state head_read(const char *bytes, size_t n, head_fault *fault);

#endif
