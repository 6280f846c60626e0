/* Parameters of an address as the filter of a question. */
#include <string.h>

#include "serve/app.h"

#define STRING "{\"type\":\"string\"}"
#define DATE   "{\"type\":\"string\",\"pattern\":\"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$\"}"

const parameter_about parameters[PARAMETERS] = {
    [P_Q] = {"q",
             "Words that the sentence holds: \"a phrase\", begin*, AND, OR, NOT, brackets; of places, the beginning of a name",
             STRING},
    [P_PLACE] = {"place", "At this place: any name of it, a GeoNames number, a content id (L…), or a country", STRING},
    [P_ACTOR] = {"actor", "By or against this actor: a name, or the beginning of its code", STRING},
    [P_CLAIMANT] = {"claimant", "Put forward by this voice or outlet", STRING},
    [P_TYPE] = {"type", "PLOVER type, control state, casualty role, or the beginning of a CAMEO code", STRING},
    [P_FROM] = {"from", "On or after this day, month or year", DATE},
    [P_TO] = {"to", "On or before", DATE},
    [P_ON] = {"on", "On this day, month or year; goes without from and to", DATE},
    [P_LANG] = {"lang", "Of dispatches in this language (BCP 47)", STRING},
    [P_DISPATCH] = {"dispatch", "Of this dispatch: a content id, its beginning, or the given id", STRING},
    [P_EVENT] = {"event", "Of the event that this claim tells of", STRING},
    [P_SAME] = {"same", "That say the same as this claim", STRING},
    [P_REVIEWED] = {"reviewed", "By coders: accept, reject, disputed, any or none",
                    "{\"enum\":[\"accept\",\"reject\",\"disputed\",\"any\",\"none\"]}"},
    [P_RELATION] =
        {"relation", "Kind of conflict or the field at odds",
         "{\"enum\":[\"contradicts\",\"denies\",\"corrects\",\"holder\",\"status\",\"polarity\",\"count\",\"date\",\"place\"]}"},
    [P_LIMIT] = {"limit", "Items of an answer", NULL},
    [P_CURSOR] = {"cursor", "\"next\" of the page before, as it stands", STRING},
    [P_BBOX] = {"bbox", "west,south,east,north in degrees",
                "{\"type\":\"string\",\"pattern\":\"^-?[0-9.]+,-?[0-9.]+,-?[0-9.]+,-?[0-9.]+$\"}"},
    [P_UNPLACED] = {"unplaced", "1: claims that have no point on the map", STRING},
    [P_UNDATED] = {"undated", "1: claims whose days are not known; goes without days", STRING},
    [P_LEAST] = {"least", "Towns of at least so many inhabitants", "{\"type\":\"integer\",\"minimum\":0}"},
    [P_CODER] = {"coder", "Whose queue", STRING},
    [P_ORDER] = {"order", "What comes first in the queue",
                 "{\"enum\":[\"disagreement\",\"reach\",\"uncertainty\",\"day\"],\"default\":\"disagreement\"}"},
    [P_CLAIM] = {"claim", "The claim to show, or to choose for; without it, where the coder goes on", STRING},
    [P_BLIND] = {"blind", "1: without other coders' decisions", STRING},
    [P_FIRST] = {"first", "With second: the claims on which these two coders differ, to be adjudicated", STRING},
    [P_SECOND] = {"second", "The other coder", STRING},
    [P_KIND] = {"kind", "What is to be chosen", "{\"enum\":[\"type\",\"place\",\"actor\",\"claim\",\"dispatch\",\"coder\"]}"},
    [P_TYPED] = {"typed", "What was typed so far", STRING},
    [P_START] = {"start",
                 "The text from this character on (code points), with the spans that touch it and the claims that begin in it",
                 "{\"type\":\"integer\",\"minimum\":0,\"default\":0}"},
    [P_END] = {"end", "The text up to this character; without it, to its end", "{\"type\":\"integer\",\"minimum\":0}"},
    [P_UI] = {"ui", "The language of the page; without it, that of Accept-Language: ar, de, en, es, fr, ru, uk", STRING},
    [P_KEY] = {"key", "The key of the login link", STRING},
};

bool exchange_filter(exchange *x) {
    const request *q = x->q;
    x->filter = (ledger_filter){
        .text = request_value(q, "q"),
        .place = request_value(q, "place"),
        .actor = request_value(q, "actor"),
        .claimant = request_value(q, "claimant"),
        .type = request_value(q, "type"),
        .from = request_value(q, "from"),
        .to = request_value(q, "to"),
        .lang = request_value(q, "lang"),
        .dispatch = request_value(q, "dispatch"),
        .event = request_value(q, "event"),
        .same = request_value(q, "same"),
        .reviewed = request_value(q, "reviewed"),
        .relation = request_value(q, "relation"),
        .unplaced = request_value(q, "unplaced") != NULL,
        .undated = request_value(q, "undated") != NULL,
    };
    const char *on = request_value(q, "on");
    if (on && (x->filter.from || x->filter.to)) {
        answer_problem(x->out, 400, "\"on\" is one day: it goes without \"from\" and \"to\"", "leave out the one or the others");
        return false;
    }
    if (x->filter.undated && (on || x->filter.from || x->filter.to)) {
        answer_problem(x->out, 400, "\"undated\" asks for claims without days: it goes without them",
                       "leave out the one or the others");
        return false;
    }
    if (on) x->filter.from = x->filter.to = on;
    return true;
}
