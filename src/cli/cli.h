/* The command line: one table of commands, one of options each; help, errors and "did you mean" come from the tables.
 *
 *   main ──▶ cli_main ──▶ command (cmd_<name>.c) ──▶ ledger / annotate ──▶ table.h, JSON Lines or CSV on standard output
 *
 * Data goes to standard output, messages to standard error. Exit statuses are docs/contract.md's. */
#ifndef DP_CLI_CLI_H
#define DP_CLI_CLI_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/error.h"

enum cli_exit {
    CLI_DONE = 0,
    CLI_NOTHING = 1, /* ran, nothing matched */
    CLI_USAGE = 2,
    CLI_INPUT = 3, /* some input could not be read; the rest was done */
    CLI_LEDGER = 4,
    CLI_INTERNAL = 5,
    CLI_INTERRUPTED = 130
};

/* An option: "--place NAME" (value = "NAME") or a flag (value = NULL). Ends with a NULL name. */
typedef struct cli_option {
    const char *name;
    char letter; /* 0: none */
    const char *value;
    const char *help;
} cli_option;

#define CLI_OPTIONS_MAX 32

typedef struct cli_command cli_command;

/* What the command was called with, and where its words go. */
typedef struct cli {
    const cli_command *command;
    const char *values[CLI_OPTIONS_MAX]; /* by index in command->options; "" for a flag that is set, NULL where not given */
    const char **arguments;              /* what is no option, in order; NULL-terminated */
    size_t argument_count;
    bool tty;       /* standard output is a terminal */
    bool tty_error; /* standard error is one: progress may be shown */
    bool color;     /* bold and dim may be used on standard output */
    unsigned width; /* of the terminal, or of $COLUMNS; 0: unlimited */
} cli;

struct cli_command {
    const char *name;
    const char *summary;  /* one line for the list of commands */
    const char *usage;    /* "[OPTION…] NAME" */
    const char *examples; /* lines of "  depeche …", shown first by --help */
    const cli_option *options;
    size_t arguments_least, arguments_most; /* SIZE_MAX: any number */
    int (*run)(cli *c);
};

/* All commands, NULL-terminated (commands.c). */
extern const cli_command *const cli_commands[];

/* Runs the program; gives the exit status. */
int cli_main(int argc, char **argv);

/* Value of an option by its long name; NULL where it was not given. */
const char *cli_value(const cli *c, const char *name);
static inline bool cli_flag(const cli *c, const char *name) {
    return cli_value(c, name) != NULL;
}
/* A whole number of 0 or more, or `otherwise` where the option is absent; false (and a message) where it is no number. */
bool cli_number(const cli *c, const char *name, uint64_t otherwise, uint64_t *out);

/* Parses argv after the command's name. False after a message on standard error. */
bool cli_parse(cli *c, int argc, char **argv, arena *a);
void cli_help(const cli_command *command, FILE *to);
/* The known word nearest to `word` (at most 2 edits, or one third of it), or NULL. */
const char *cli_nearest(const char *word, const char *const *known, size_t n);

/* "depeche: FILE:LINE: MESSAGE" and the remedy, control characters neutralised; gives the exit status that fits. */
int cli_report(const dp_error *err);
void cli_message(const char *fmt, ...) DP_PRINTF(1, 2);

/* Writes a buffer to standard output, or what standard output still holds; false (after one message, none for a closed pipe)
 * where that failed. */
bool cli_write(const buf *b);
bool cli_flush(void);

/* True once SIGINT came (the handler is set by cli_main); the flag itself for those who look at it in a loop. */
bool cli_interrupted(void);
const volatile sig_atomic_t *cli_interrupt_flag(void);

#endif
