/* Errors: every function that can fail returns a dp_status and fills a dp_error with file, place and remedy. */
#ifndef DP_CORE_ERROR_H
#define DP_CORE_ERROR_H

#include <depeche.h>

#if defined(__GNUC__)
#define DP_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define DP_PRINTF(fmt, args)
#endif

/* Fills *err (which may be NULL) and returns `code`, so that `return error_set(err, DP_E_IO, …)` is one line.
 * `message` is printf-like; what stood in file, line and remedy before is cleared. */
dp_status error_set(dp_error *err, dp_status code, const char *message, ...) DP_PRINTF(3, 4);

/* Adds to an error that was just set; both return err->code (DP_E_INTERNAL where err is NULL). Long text is cut. */
dp_status error_at(dp_error *err, const char *file, uint64_t line);
dp_status error_remedy(dp_error *err, const char *remedy, ...) DP_PRINTF(2, 3);

/* "ok", "nomem", "io", "format" …: the contract's names (docs/contract.md). */
const char *error_code_name(dp_status code);

/* DP_E_NOMEM with its standing message. */
dp_status error_nomem(dp_error *err);

#endif
