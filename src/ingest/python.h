/* Values of a dictionary as Python prints it: {'url': 'https://…', 'n': 3, 'when': datetime.datetime(2024, 3, 1, 8, 0)}. Nothing
 * of it is evaluated. */
#ifndef DP_INGEST_PYTHON_H
#define DP_INGEST_PYTHON_H

#include <stdbool.h>

#include "core/arena.h"

/* The value of a key of the outermost dictionary: a string without its quotes and escapes, a datetime as its day ("2024-03-01");
 * NULL where there is none or it is something else. False where memory is out. `s` is UTF-8. */
bool python_value(const char *s, const char *key, arena *a, const char **out);

#endif
