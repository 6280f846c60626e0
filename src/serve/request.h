/* A request, read from what the client sent: path, form and parameters, decoded and checked. Nothing here knows of HTTP's
 * library.
 *
 *   /places/L4K7….json?from=2017-11&claimant=SANA
 *    └ segments ──┘└ form   └ parameters
 *
 * All texts are NUL-terminated UTF-8 without control characters. */
#ifndef DP_SERVE_REQUEST_H
#define DP_SERVE_REQUEST_H

#include "core/arena.h"
#include "core/error.h"

#define REQUEST_TARGET_MAX     8192u /* bytes of path and parameters */
#define REQUEST_PARAMETERS_MAX 32u
#define REQUEST_VALUE_MAX      1024u /* bytes of one value */
#define REQUEST_SEGMENTS_MAX   4u

enum request_form { FORM_HTML, FORM_JSON, FORM_CSV, FORM_GEOJSON, FORM_ATOM, FORM_FEED, FORMS };
/* ".json"; "" for HTML */
const char *form_ending(unsigned form);

typedef struct request_parameter {
    const char *name, *value;
} request_parameter;

typedef struct request {
    const char *method;
    const char *path;  /* as sent, without parameters */
    const char *query; /* as sent, "" where there are none */
    const char *segments[REQUEST_SEGMENTS_MAX];
    uint32_t segment_count;
    uint8_t form; /* enum request_form, by the ending of the last segment, which is cut off */
    request_parameter parameters[REQUEST_PARAMETERS_MAX];
    uint32_t parameter_count;

    /* headers; NULL where they were not sent */
    const char *host, *origin, *fetch_site, *cookie, *authorization, *write_token, *if_none_match, *content_type,
        *accept_language;
    const char *body;
    size_t body_bytes;
    arena *a; /* lives as long as the request */
} request;

/* Reads path and parameters of the target; the other members are left alone. DP_E_USAGE where it is none that we take. */
dp_status request_read_target(const char *target, arena *a, request *out, dp_error *err);

/* The value of a parameter; NULL where it was not given or is empty. */
const char *request_value(const request *q, const char *name);
/* A whole number from 0 to `most`; `otherwise` where it was not given. DP_E_USAGE where it is none. */
dp_status request_number(const request *q, const char *name, uint64_t otherwise, uint64_t most, uint64_t *out, dp_error *err);
/* A number with a point or without. DP_E_USAGE where it is none; *given is false where it was not given. */
dp_status request_real(const char *text, double least, double most, double *out, dp_error *err);

#endif
