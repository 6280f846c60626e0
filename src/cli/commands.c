/* The list of commands, in the order in which a newcomer meets them. */
#include "cli/commands.h"

/* One a line, so that two changes seldom meet. */
/* clang-format off */
const cli_command *const cli_commands[] = {
    &command_read,
    &command_watch,
    &command_fetch,
    &command_claims,
    &command_place,
    &command_actor,
    &command_events,
    &command_conflicts,
    &command_why,
    &command_search,
    &command_dispatches,
    &command_copies,
    &command_export,
    &command_withhold,
    &command_serve,
    &command_info,
    &command_extract,
    &command_annotate,
    &command_unmatched,
    &command_review,
    &command_decide,
    &command_agree,
    &command_decisions,
    &command_suggest,
    &command_forget,
    &command_check,
    &command_upgrade,
    NULL,
};
/* clang-format on */
