/* All commands, each in a file of its name. */
#ifndef DP_CLI_COMMANDS_H
#define DP_CLI_COMMANDS_H

#include "cli/cli.h"

extern const cli_command command_read;
extern const cli_command command_claims;
extern const cli_command command_place;
extern const cli_command command_actor;
extern const cli_command command_events;
extern const cli_command command_conflicts;
extern const cli_command command_why;
extern const cli_command command_search;
extern const cli_command command_dispatches;
extern const cli_command command_copies;
extern const cli_command command_upgrade;
extern const cli_command command_export;
extern const cli_command command_withhold;
extern const cli_command command_serve;
extern const cli_command command_info;
extern const cli_command command_extract;
extern const cli_command command_annotate;
extern const cli_command command_unmatched;
extern const cli_command command_review;
extern const cli_command command_decide;
extern const cli_command command_agree;
extern const cli_command command_decisions;
extern const cli_command command_suggest;
extern const cli_command command_forget;
extern const cli_command command_check;
extern const cli_command command_watch;
extern const cli_command command_fetch;

#endif
