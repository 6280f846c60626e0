/* /openapi.json: made from the routes, their parameters and the forms of the answers, so that it cannot tell of another API than
 * the one there is. */
#include <stdio.h>
#include <string.h>

#include "serve/app.h"
#include "serve/json.h"
#include "serve/schema.h"

static const char *const media_types[FORMS] = {
    "text/html", "application/json", "text/csv", "application/geo+json", "application/atom+xml", "application/feed+json"};

static void put_schema_ref(buf *b, const char *name) {
    json_begin(b, "schema", '{');
    if (name) {
        json_key(b, "$ref");
        buf_printf(b, "\"#/components/schemas/%s\"", name);
    }
    json_end(b, '}');
}

static void put_content(buf *b, const char *media_type, const char *schema) {
    json_begin(b, "content", '{');
    json_begin(b, media_type, '{');
    put_schema_ref(b, schema);
    json_end(b, '}');
    json_end(b, '}');
}

static void put_parameter(buf *b, const char *name, const char *in, const char *about, const char *schema) {
    json_begin(b, NULL, '{');
    json_kv_str(b, "name", name);
    json_kv_str(b, "in", in);
    if (strcmp(in, "path") == 0) json_kv_bool(b, "required", true);
    json_kv_str(b, "description", about);
    json_key(b, "schema");
    buf_str(b, schema);
    json_end(b, '}');
}

/* A page for people is a list, whatever its twins are. */
static void put_limit(buf *b, const route *r, unsigned form) {
    char schema[100];
    snprintf(schema, sizeof schema, "{\"type\":\"integer\",\"minimum\":1,\"maximum\":%u,\"default\":%u}", r->most,
             form == FORM_HTML ? LIST_STANDARD : r->standard);
    put_parameter(b, parameters[P_LIMIT].name, "query", parameters[P_LIMIT].about, schema);
}

/* A download holds the whole list and takes neither limit nor cursor; they are known all the same, so that endings can be
 * exchanged. */
static void put_parameters(buf *b, const route *r, unsigned form) {
    json_begin(b, "parameters", '[');
    if (strstr(r->path, "{id}")) put_parameter(b, "id", "path", "A content id or what stands for it", "{\"type\":\"string\"}");
    for (unsigned p = 0; p < PARAMETERS; p++)
        if (!(route_parameters(r, form) & PARAMETER(p)))
            continue;
        else if (p == P_LIMIT)
            put_limit(b, r, form);
        else
            put_parameter(b, parameters[p].name, "query", parameters[p].about, parameters[p].schema);
    json_end(b, ']');
}

static void put_responses(buf *b, const route *r, unsigned form) {
    json_begin(b, "responses", '{');
    json_begin(b, "200", '{');
    json_kv_str(b, "description", r->about);
    put_content(b, media_types[form], form == FORM_JSON ? r->schema : NULL);
    json_end(b, '}');
    json_begin(b, "default", '{');
    json_kv_str(b, "description", "What went wrong, and what to do (RFC 9457)");
    put_content(b, "application/problem+json", "Problem");
    json_end(b, '}');
    json_end(b, '}');
}

/* The schema of what is sent. */
static const char *body_of(const route *r) {
    static const char *const bodies[][2] = {
        {"review/decisions", "Decision"}, {"review/adopt", "Adoption"}, {"review/undo", "Undoing"}};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (strcmp(bodies[i][0], r->path) == 0) return bodies[i][1];
    return NULL;
}

static void put_operation(buf *b, const route *r, unsigned form) {
    const bool writes = strcmp(r->method, "POST") == 0;
    json_begin(b, writes ? "post" : "get", '{');
    json_kv_str(b, "summary", r->about);
    put_parameters(b, r, form);
    if (writes) {
        json_begin(b, "requestBody", '{');
        json_kv_bool(b, "required", true);
        put_content(b, "application/json", body_of(r));
        json_end(b, '}');
    }
    put_responses(b, r, form);
    json_end(b, '}');
}

static void put_paths(buf *b) {
    char path[64];
    for (size_t i = 0; i < route_count; i++) {
        const route *r = &routes[i];
        const bool writes = strcmp(r->method, "POST") == 0;
        for (unsigned form = writes ? FORM_JSON : 0; form < (writes ? FORM_JSON + 1u : FORMS); form++) {
            if (!(r->forms & ON(form))) continue;
            snprintf(path, sizeof path, "/%s%s", r->path, writes ? "" : form_ending(form));
            json_begin(b, path, '{');
            put_operation(b, r, form);
            json_end(b, '}');
        }
    }
}

void view_openapi(exchange *x) {
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    json_kv_str(b, "openapi", "3.1.0");
    json_begin(b, "info", '{');
    json_kv_str(b, "title", "depeche: who says that what happened, where and when");
    json_kv_str(b, "version", DP_VERSION);
    json_kv_str(b, "description", "A ledger of claims read from news dispatches. It tells who says what, never what is true.");
    json_end(b, '}');
    json_begin(b, "servers", '[');
    json_begin(b, NULL, '{');
    json_kv_str(b, "url", "/");
    json_end(b, '}');
    json_end(b, ']');
    json_begin(b, "paths", '{');
    put_paths(b);
    json_end(b, '}');
    json_begin(b, "components", '{');
    json_begin(b, "schemas", '{');
    schemas_write(b);
    json_end(b, '}');
    json_end(b, '}');
    buf_str(b, "}\n");
}
