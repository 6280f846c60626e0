/* The program from argv to exit status: finding the command, running it, and what every command says in the same way. */
#include "cli/cli.h"
#include "ledger/ledger.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/terminal.h"

/* The one thing that a signal handler may touch. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

bool cli_interrupted(void) {
    return interrupted != 0;
}

const volatile sig_atomic_t *cli_interrupt_flag(void) {
    return &interrupted;
}

void cli_message(const char *fmt, ...) {
    buf safe;
    buf_init(&safe);
    va_list args;
    va_start(args, fmt);
    char line[2048];
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    terminal_add(&safe, line, strlen(line));
    fprintf(stderr, "depeche: %s\n", buf_cstr(&safe) ? safe.at : "out of memory");
    buf_free(&safe);
}

int cli_report(const dp_error *err) {
    if (err->file[0] && err->line)
        cli_message("%s:%llu: %s", err->file, (unsigned long long)err->line, err->message);
    else if (err->file[0])
        cli_message("%s: %s", err->file, err->message);
    else
        cli_message("%s", err->message);
    if (err->remedy[0]) cli_message("  %s", err->remedy);
    switch (err->code) {
    case DP_OK:
        return CLI_DONE;
    case DP_E_USAGE:
        return CLI_USAGE;
    case DP_E_IO:
    case DP_E_FORMAT:
    case DP_E_TOO_LONG:
        return CLI_INPUT;
    case DP_E_LEDGER:
        return CLI_LEDGER;
    case DP_E_INTERRUPTED:
        return CLI_INTERRUPTED;
    default:
        return CLI_INTERNAL;
    }
}

/* Standard output failed once: said, unless the reader at the other end of a pipe just went away, which is no fault. */
static enum { OUTPUT_GOOD, OUTPUT_CLOSED, OUTPUT_FAILED } output_state;

static bool output_failed(void) {
    if (output_state == OUTPUT_GOOD) {
        output_state = errno == EPIPE ? OUTPUT_CLOSED : OUTPUT_FAILED;
        if (output_state == OUTPUT_FAILED) cli_message("standard output: %s", strerror(errno));
    }
    return false;
}

bool cli_write(const buf *b) {
    if (b->failed) {
        cli_message("memory ran out");
        return false;
    }
    return b->n == 0 || fwrite(b->at, 1, b->n, stdout) == b->n || output_failed();
}

bool cli_flush(void) {
    return fflush(stdout) == 0 || output_failed();
}

static void find_terminal(cli *c) {
    c->tty = isatty(STDOUT_FILENO) == 1;
    c->tty_error = isatty(STDERR_FILENO) == 1;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM"), *columns = getenv("COLUMNS");
    c->color = c->tty && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
    struct winsize size;
    if (columns && atoi(columns) > 0)
        c->width = (unsigned)atoi(columns);
    else if (c->tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        c->width = size.ws_col;
}

static const cli_command *find_command(const char *name) {
    for (size_t i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, name) == 0) return cli_commands[i];
    return NULL;
}

static void print_commands(FILE *to) {
    fputs("depeche reads news dispatches and keeps a ledger of claims: who says that what happened, where and when.\n\n"
          "  depeche read articles/             put text files, folders and JSONL into the ledger depeche.db\n"
          "  depeche claims --place \"Abu Kamal\"  what is claimed there, and by whom\n"
          "  depeche place \"Abu Kamal\"          who held it, according to whom\n"
          "  depeche conflicts                  claims that contradict each other, side by side\n"
          "  depeche why ID                     the words and the rules that a claim comes from\n\n"
          "Commands (depeche COMMAND --help tells more):\n",
          to);
    for (size_t i = 0; cli_commands[i]; i++) fprintf(to, "  %-12s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
}

static int unknown_command(const char *name) {
    const char *names[64];
    size_t n = 0;
    while (cli_commands[n] && n < 64) {
        names[n] = cli_commands[n]->name;
        n++;
    }
    const char *near = cli_nearest(name, names, n);
    if (near)
        cli_message("there is no command '%s'; did you mean '%s'?", name, near);
    else
        cli_message("there is no command '%s'; 'depeche --help' lists them", name);
    return CLI_USAGE;
}

/* Writes what is left of standard output and says so where the disk is full. */
static int finish_output(int status) {
    if (output_state == OUTPUT_GOOD && cli_flush() && ferror(stdout)) {
        cli_message("standard output could not be written to the end: is the disk full?");
        output_state = OUTPUT_FAILED;
    }
    return output_state == OUTPUT_FAILED && (status == CLI_DONE || status == CLI_NOTHING) ? CLI_INPUT : status;
}

static void wrong_count(const cli *c) {
    const cli_command *command = c->command;
    if (c->argument_count > command->arguments_most)
        cli_message("'%.100s' is one argument too many", c->arguments[command->arguments_most]);
    cli_message("usage: depeche %s %s", command->name, command->usage);
    cli_message("  depeche %s --help tells more", command->name);
}

static int run_command(const cli_command *command, int argc, char **argv) {
    arena a;
    arena_init(&a);
    cli c = {.command = command};
    find_terminal(&c);
    int status = CLI_USAGE;
    if (cli_parse(&c, argc, argv, &a)) {
        if (cli_flag(&c, "help")) {
            cli_help(command, stdout);
            status = CLI_DONE;
        } else if (c.argument_count < command->arguments_least || c.argument_count > command->arguments_most) {
            wrong_count(&c);
        } else {
            status = command->run(&c);
        }
    }
    arena_free(&a);
    return cli_interrupted() ? CLI_INTERRUPTED : finish_output(status);
}

int cli_main(int argc, char **argv) {
    setlocale(LC_CTYPE, "C.UTF-8"); /* wcwidth; nothing else depends on the locale */
    ledger_alone_in_process();
    signal(SIGPIPE, SIG_IGN);
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);

    if (argc < 2) {
        print_commands(stderr);
        return CLI_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        puts("depeche " DP_VERSION);
        return finish_output(CLI_DONE);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        const cli_command *about = argc > 2 ? find_command(argv[2]) : NULL;
        if (argc > 2 && !about) return unknown_command(argv[2]);
        if (about)
            cli_help(about, stdout);
        else
            print_commands(stdout);
        return finish_output(CLI_DONE);
    }
    const cli_command *command = find_command(name);
    return command ? run_command(command, argc - 2, argv + 2) : unknown_command(name);
}
