/* The description of the API against the API: every address that it names answers in the form that it tells, and documented keys
 * stay (golden/keys.txt). */
#include <jansson.h>

#include "place.h"

static place p;
static json_t *api;

static int set_up(void **state) {
    (void)state;
    place_open(&p, &(serve_options){.coder = "ana"});
    reply r = place_get(&p, "/openapi.json");
    api = json_loads(r.body, 0, NULL);
    reply_free(&r);
    return api ? 0 : -1;
}
static int tear_down(void **state) {
    (void)state;
    json_decref(api);
    place_close(&p);
    return 0;
}

/* ---- JSON Schema, as far as the description uses it
 * ----------------------------------------------------------------------------------- */

static const json_t *resolve(const json_t *schema) {
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    if (!ref) return schema;
    const json_t *found = json_object_get(json_object_get(json_object_get(api, "components"), "schemas"), strrchr(ref, '/') + 1);
    if (!found) fail_msg("%s is not described", ref);
    return found;
}

static bool is_type(const json_t *v, const char *type) {
    static const char *const names[] = {"object", "array", "string", "integer", "number", "boolean", "boolean", "null"};
    static const json_type types[] = {JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_INTEGER,
                                      JSON_REAL,   JSON_TRUE,  JSON_FALSE,  JSON_NULL};
    if (strcmp(type, "number") == 0) return json_is_number(v);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i] == json_typeof(v) && strcmp(names[i], type) == 0) return true;
    return false;
}

static bool type_fits(const json_t *v, const json_t *type) {
    if (!type) return true;
    if (json_is_string(type)) return is_type(v, json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (is_type(v, json_string_value(json_array_get(type, i)))) return true;
    return false;
}

static void assert_fits(const json_t *v, const json_t *schema, const char *where);

static void assert_object(const json_t *v, const json_t *schema, const char *where) {
    const json_t *properties = json_object_get(schema, "properties");
    size_t i;
    json_t *name, *value;
    const char *key;
    json_array_foreach(json_object_get(schema, "required"), i, name) {
        if (!json_object_get(v, json_string_value(name))) fail_msg("%s lacks %s", where, json_string_value(name));
    }
    json_object_foreach((json_t *)v, key, value) {
        char inside[256];
        const json_t *known = json_object_get(properties, key);
        snprintf(inside, sizeof inside, "%s.%s", where, key);
        if (properties && !known) fail_msg("%s is not described", inside);
        if (known) assert_fits(value, known, inside);
    }
}

static void assert_fits(const json_t *v, const json_t *schema, const char *where) {
    const json_t *any = json_object_get(schema, "anyOf"); /* a schema, or null */
    if (any && json_is_null(v)) return;
    schema = resolve(any ? json_array_get(any, 0) : schema);
    if (!type_fits(v, json_object_get(schema, "type"))) fail_msg("%s has another type than described", where);
    if (json_is_object(v)) assert_object(v, schema, where);
    const json_t *items = json_object_get(schema, "items");
    for (size_t i = 0; items && json_is_array(v) && i < json_array_size(v); i++) assert_fits(json_array_get(v, i), items, where);
}

/* ---- the test
 * ------------------------------------------------------------------------------------------------------------------------- */

static const char *first_of(const char *list, const char *key) {
    static char id[32];
    reply r = place_get(&p, list);
    json_t *j = json_loads(r.body, 0, NULL);
    snprintf(id, sizeof id, "%s", json_string_value(json_object_get(json_array_get(json_object_get(j, "items"), 0), key)));
    json_decref(j);
    reply_free(&r);
    return id;
}

/* An address that answers: what stands for {id}, and words to search for. */
static void target_of(const char *path, char out[200]) {
    static const char *const kinds[][2] = {{"/claims/", "/claims.json"},
                                           {"/events/", "/claims.json"},
                                           {"/dispatches/", "/dispatches.json"},
                                           {"/places/", "/places.json"}};
    const char *gap = strstr(path, "{id}");
    snprintf(out, 200, "%s%s", path, strncmp(path, "/search", 7) == 0 ? "?q=garrison" : "");
    if (strncmp(path, "/review/choices", 15) == 0)
        snprintf(out, 200, "%s?kind=type&claim=%s", path, first_of("/claims.json", "id"));
    for (size_t i = 0; gap && i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(path, kinds[i][0], strlen(kinds[i][0])) == 0)
            snprintf(out, 200, "%s%s%s", kinds[i][0], first_of(kinds[i][1], "id"), gap + 4);
}

static void test_every_address_answers_as_described(void **state) {
    (void)state;
    const char *path;
    json_t *item;
    unsigned met = 0;
    json_object_foreach(json_object_get(api, "paths"), path, item) {
        const json_t *get = json_object_get(item, "get");
        char target[200];
        if (!get || strcmp(path, "/login") == 0) continue;
        target_of(path, target);
        const json_t *content = json_object_get(json_object_get(json_object_get(get, "responses"), "200"), "content");
        const char *media = json_object_iter_key(json_object_iter((json_t *)content));
        reply r = place_get(&p, target);
        if (r.status != 200) fail_msg("%s: %u %s", target, r.status, r.body);
        if (strncmp(reply_header(&r, "Content-Type"), media, strlen(media)) != 0)
            fail_msg("%s is %s, not %s", target, reply_header(&r, "Content-Type"), media);
        if (strcmp(media, "application/json") == 0) {
            json_t *j = json_loads(r.body, 0, NULL);
            assert_non_null(j);
            assert_fits(j, json_object_get(json_object_get(content, media), "schema"), target);
            json_decref(j);
        }
        reply_free(&r);
        met++;
    }
    assert_true(met > 40);
}

static void test_errors_answer_as_described(void **state) {
    (void)state;
    reply r = place_get(&p, "/claims.json?nonsense=1");
    json_t *j = json_loads(r.body, 0, NULL), *schema = json_pack("{ss}", "$ref", "#/components/schemas/Problem");
    assert_fits(j, schema, "a problem");
    json_decref(j);
    json_decref(schema);
    reply_free(&r);
}

/* Each described parameter is taken, whatever it finds. */
static void test_described_parameters_are_known(void **state) {
    (void)state;
    const char *path;
    json_t *item, *parameter;
    size_t i;
    json_object_foreach(json_object_get(api, "paths"), path, item) {
        if (strstr(path, "{id}") || !strstr(path, ".json")) continue;
        json_array_foreach(json_object_get(json_object_get(item, "get"), "parameters"), i, parameter) {
            char target[200];
            snprintf(target, sizeof target, "%s?%s=1931-05", path, json_string_value(json_object_get(parameter, "name")));
            reply r = place_get(&p, target);
            if (r.body && strstr(r.body, "takes no parameter")) fail_msg("%s", target);
            reply_free(&r);
        }
    }
}

/* Keys that were once promised: none may go. A new one is added to the file, which this test names when it is missing. */
static void test_documented_keys_stay(void **state) {
    (void)state;
    char path[512], line[128], schema[64], key[64];
    const char *source = getenv("DEPECHE_SOURCE");
    snprintf(path, sizeof path, "%s/test/serve/golden/keys.txt", source ? source : ".");
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    const json_t *schemas = json_object_get(json_object_get(api, "components"), "schemas");
    unsigned known = 0, now = 0;
    while (fgets(line, sizeof line, f)) {
        assert_int_equal(sscanf(line, "%63s %63s", schema, key), 2);
        if (!json_object_get(json_object_get(json_object_get(schemas, schema), "properties"), key))
            fail_msg("%s has lost its key %s", schema, key);
        known++;
    }
    fclose(f);
    const char *name;
    json_t *one;
    json_object_foreach((json_t *)schemas, name, one) now += (unsigned)json_object_size(json_object_get(one, "properties"));
    if (now != known) fail_msg("%u keys are described, %u stand in %s: add the new ones", now, known, path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_address_answers_as_described),
        cmocka_unit_test(test_errors_answer_as_described),
        cmocka_unit_test(test_described_parameters_are_known),
        cmocka_unit_test(test_documented_keys_stay),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
