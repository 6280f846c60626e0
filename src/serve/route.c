/* Addresses: which there are, what they take, and who answers. */
#include <string.h>

#include "serve/app.h"

#define CLAIM_FILTER                                                                                                             \
    (PARAMETER(P_Q) | PARAMETER(P_PLACE) | PARAMETER(P_ACTOR) | PARAMETER(P_CLAIMANT) | PARAMETER(P_TYPE) | PARAMETER(P_FROM) |  \
     PARAMETER(P_TO) | PARAMETER(P_ON) | PARAMETER(P_LANG) | PARAMETER(P_DISPATCH) | PARAMETER(P_EVENT) | PARAMETER(P_SAME) |    \
     PARAMETER(P_REVIEWED) | PARAMETER(P_UNPLACED) | PARAMETER(P_UNDATED))
#define PAGE   (PARAMETER(P_LIMIT) | PARAMETER(P_CURSOR))
#define CODER  (PARAMETER(P_CODER) | PARAMETER(P_BLIND) | PARAMETER(P_FIRST) | PARAMETER(P_SECOND))
#define DAYS   (PARAMETER(P_FROM) | PARAMETER(P_TO) | PARAMETER(P_ON))
#define VIEW   (ON(FORM_HTML) | ON(FORM_JSON))
#define LISTED (VIEW | ON(FORM_CSV) | FORM_FEEDS)

const route routes[] = {
    {"", "GET", ON(FORM_HTML), CLAIM_FILTER | PAGE, view_claims, NULL, "The page: the newest of what is claimed", 0,
     LIST_STANDARD, LIST_MOST},
    {"claims", "GET", LISTED | ON(FORM_GEOJSON), CLAIM_FILTER | PAGE, view_claims, "ClaimList", "Claims by day, then id", 0,
     LIST_STANDARD, LIST_MOST},
    {"claims/{id}", "GET", VIEW, 0, view_claim, "ClaimDetail", "One claim: its words, why it was read so, what it stands against",
     0, 0, 0},
    {"events", "GET", LISTED, CLAIM_FILTER | PAGE, view_events, "EventList",
     "Events: claims of one happening, with the span of their counts", 0, LIST_STANDARD, LIST_MOST},
    {"events/{id}", "GET", VIEW, 0, view_event, "EventDetail", "One event with its claims, by the id of any of them", 0, 0, 0},
    {"dispatches", "GET", LISTED, CLAIM_FILTER | PAGE, view_dispatches, "DispatchList", "Dispatches by date, then id", 0,
     LIST_STANDARD, LIST_MOST},
    {"dispatches/{id}", "GET", VIEW, PARAMETER(P_START) | PARAMETER(P_END), view_dispatch, "DispatchDetail",
     "One dispatch: text, spans, claims, copies and shared passages", 0, 0, 0},
    {"places", "GET", VIEW | ON(FORM_CSV), PARAMETER(P_Q) | PAGE, view_places, "PlaceList", "Places, the most mentioned first",
     ROUTE_COUNTED, LIST_STANDARD, LIST_MOST},
    {"places/{id}", "GET", VIEW | ON(FORM_CSV), PARAMETER(P_CLAIMANT) | DAYS, view_place, "PlaceDetail",
     "Who held a place when, one lane a claimant", 0, 0, 0},
    {"actors", "GET", VIEW | ON(FORM_CSV), PARAMETER(P_Q) | PAGE, view_actors, "ActorList", "Actors, the most mentioned first",
     ROUTE_COUNTED, LIST_STANDARD, LIST_MOST},
    {"conflicts", "GET", LISTED,
     PARAMETER(P_PLACE) | PARAMETER(P_ACTOR) | PARAMETER(P_CLAIMANT) | PARAMETER(P_RELATION) | DAYS | PAGE, view_conflicts,
     "ConflictList", "Claims that contradict, deny or correct each other, side by side", 0, LIST_STANDARD, LIST_MOST},
    {"search", "GET", VIEW | ON(FORM_CSV),
     PARAMETER(P_Q) | PARAMETER(P_PLACE) | PARAMETER(P_ACTOR) | PARAMETER(P_CLAIMANT) | PARAMETER(P_TYPE) | PARAMETER(P_LANG) |
         DAYS | PAGE,
     view_search, "SearchList", "Sentences that hold the words, the best first", 0, LIST_STANDARD, LIST_MOST},
    {"map", "GET", VIEW, CLAIM_FILTER | PARAMETER(P_BBOX) | PARAMETER(P_LIMIT), view_map, "MapAnswer",
     "What is claimed of a day, with points; what has none is counted", 0, MARKS_STANDARD, MARKS_MOST},
    {"map/days", "GET", ON(FORM_JSON), CLAIM_FILTER, view_map_days, "MapDays",
     "How many claims that have a point begin on each day", 0, 0, 0},
    {"map/holders", "GET", ON(FORM_JSON), PARAMETER(P_LIMIT), view_map_holders, "HolderList",
     "Who is said to hold places, the most named first", 0, HOLDERS_STANDARD, LIST_MOST},
    {"voices", "GET", VIEW | ON(FORM_CSV), PARAMETER(P_Q) | PAGE, view_voices, "VoiceList", "Claimants and how much each says",
     ROUTE_COUNTED, LIST_STANDARD, LIST_MOST},
    {"voices/matrix", "GET", ON(FORM_JSON), PARAMETER(P_PLACE) | DAYS | PARAMETER(P_LIMIT), view_matrix, "MatrixAnswer",
     "Who contradicts whom, by field", 0, CLAIMANTS_STANDARD, CLAIMANTS_MOST},
    {"review", "GET", VIEW, CLAIM_FILTER | CODER | PARAMETER(P_ORDER) | PARAMETER(P_CLAIM), view_review, "ReviewAnswer",
     "A claim that a coder has to decide on, and where it stands in the queue", ROUTE_SECRET, 0, 0},
    {"review/choices", "GET", ON(FORM_JSON), CODER | PARAMETER(P_KIND) | PARAMETER(P_CLAIM) | PARAMETER(P_TYPED), view_choices,
     "ChoiceList", "Values to choose from for a claim, by what was typed so far; of coders, those who decided something",
     ROUTE_SECRET, 0, 0},
    {"review/decisions", "POST", ON(FORM_JSON) | ON(FORM_HTML), 0, view_decide, "Done", "Adds a decision", ROUTE_SECRET, 0, 0},
    {"review/adopt", "POST", ON(FORM_JSON) | ON(FORM_HTML), 0, view_adopt, "Done",
     "Takes over what one of the two coders decided of a claim, in the adjudicator's name", ROUTE_SECRET, 0, 0},
    {"review/undo", "POST", ON(FORM_JSON) | ON(FORM_HTML), 0, view_undo, "Undone", "Takes the coder's last decision back",
     ROUTE_SECRET, 0, 0},
    {"about", "GET", VIEW, 0, view_about, "AboutAnswer", "What the ledger holds, what read it, licences and limits", 0, 0, 0},
    {"outlines", "GET", ON(FORM_JSON), 0, view_outlines, "Outlines", "Outlines of countries (TopoJSON, Natural Earth 1:50m)",
     ROUTE_PLAIN, 0, 0},
    {"towns", "GET", ON(FORM_JSON), PARAMETER(P_BBOX) | PARAMETER(P_LEAST) | PARAMETER(P_LIMIT), view_towns, "TownList",
     "Towns of the gazetteer in a box, the most populous first", ROUTE_PLAIN, TOWNS_STANDARD, TOWNS_MOST},
    {"openapi", "GET", ON(FORM_JSON), 0, view_openapi, NULL, "This description", ROUTE_PLAIN, 0, 0},
    {"login", "GET", ON(FORM_HTML), PARAMETER(P_KEY), view_login, NULL, "Makes this browser the one that may write, once",
     ROUTE_PLAIN | ROUTE_SECRET, 0, 0},
};
const size_t route_count = sizeof routes / sizeof *routes;

/* "{id}" fits any segment. */
static bool path_fits(const char *path, const request *q) {
    uint32_t i = 0;
    for (const char *at = path; *at; i++) {
        const size_t n = strcspn(at, "/");
        if (i >= q->segment_count) return false;
        const char *segment = q->segments[i];
        const bool any = *at == '{';
        if (any ? !*segment : strlen(segment) != n || memcmp(segment, at, n) != 0) return false;
        at += n + (at[n] == '/');
    }
    return i == q->segment_count;
}

const route *route_of(const request *q) {
    const route *item = NULL;
    for (size_t i = 0; i < route_count; i++) {
        if (!path_fits(routes[i].path, q)) continue;
        if (!strchr(routes[i].path, '{')) return &routes[i];
        if (!item) item = &routes[i];
    }
    return item;
}

/* Views have words of their own, which are those of the page's language, and no part of the map is cut out for them. */
unsigned route_parameters(const route *r, unsigned form) {
    const bool is_view = form == FORM_HTML && strcmp(r->method, "GET") == 0 && strcmp(r->path, "login") != 0;
    return is_view ? (r->parameters & ~PARAMETER(P_BBOX)) | PARAMETER(P_UI) : r->parameters;
}

/* A parameter that the route does not know would be passed over in silence, and the answer be another than was asked for. */
bool route_takes(exchange *x) {
    const unsigned taken = route_parameters(x->route, x->q->form);
    for (uint32_t i = 0; i < x->q->parameter_count; i++) {
        bool known = false;
        for (unsigned p = 0; p < PARAMETERS && !known; p++)
            known = taken & PARAMETER(p) && strcmp(parameters[p].name, x->q->parameters[i].name) == 0;
        if (known) continue;
        error_set(&x->err, DP_E_USAGE, "this address takes no parameter \"%.40s\"", x->q->parameters[i].name);
        error_remedy(&x->err, "/openapi.json lists what each address takes");
        exchange_fail(x);
        return false;
    }
    return true;
}
