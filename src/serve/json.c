#include "serve/json.h"

void json_begin(buf *b, const char *key, char bracket) {
    if (key)
        json_key(b, key);
    else
        json_sep(b);
    buf_char(b, bracket);
}

void json_end(buf *b, char bracket) {
    buf_char(b, bracket);
}

void json_kv_known(buf *b, const char *key, const char *value) {
    json_kv_str(b, key, value && *value ? value : NULL);
}

void json_kv_number(buf *b, const char *key, double value) {
    json_key(b, key);
    json_number(value, b);
}

void json_kv_span(buf *b, const char *key, uint32_t start, uint32_t end) {
    if (start >= end) {
        json_kv_null(b, key);
        return;
    }
    json_begin(b, key, '[');
    buf_int(b, start);
    buf_char(b, ',');
    buf_int(b, end);
    json_end(b, ']');
}
