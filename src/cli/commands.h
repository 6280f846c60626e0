/* All commands, each in a file of its name. */
#ifndef DP_CLI_COMMANDS_H
#define DP_CLI_COMMANDS_H

#include "cli/cli.h"

extern const cli_command command_annotate, command_read, command_claims, command_place, command_actor, command_events,
    command_conflicts, command_why, command_dispatches, command_copies, command_export, command_info, command_unmatched,
    command_review, command_agree, command_decisions, command_forget, command_check, command_withhold;

#endif
