/* Files that are part of the program: what Vite made of web/, and the outlines of countries. The table is generated when depeche
 * is built (cmake/embed.cmake). */
#ifndef DP_SERVE_ASSET_H
#define DP_SERVE_ASSET_H

#include "serve/answer.h"
#include "serve/request.h"

typedef struct asset {
    const char *path; /* "/app.js" */
    const char *bytes;
    size_t size;
} asset;
extern const asset assets[];
extern const size_t asset_count;

const asset *asset_named(const char *path); /* NULL: none */
/* Answers with the file at the request's path; false where there is none. */
bool asset_answer(const request *q, answer *out);
void asset_send(const asset *a, const request *q, answer *out);

#endif
