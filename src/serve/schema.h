/* The forms of the JSON answers, as tables: for /openapi.json, and for the test that holds the answers against it. */
#ifndef DP_SERVE_SCHEMA_H
#define DP_SERVE_SCHEMA_H

#include "core/buf.h"

/* Appends the members of "schemas" (OpenAPI 3.1: JSON Schema 2020-12), sorted as the tables are. */
void schemas_write(buf *b);

#endif
