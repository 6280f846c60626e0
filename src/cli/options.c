/* GNU long options over tables: --name VALUE, --name=VALUE, -n VALUE, flags, "--" and "did you mean". */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* Every command has it. */
static const cli_option help_option = {"help", 'h', NULL, "this help"};

/* Options of a command, and --help behind them. */
static size_t option_count(const cli_command *command) {
    size_t n = 0;
    while (command->options && command->options[n].name) n++;
    return n;
}

static const cli_option *option_at(const cli_command *command, size_t i) {
    const size_t n = option_count(command);
    return i < n ? &command->options[i] : i == n ? &help_option : NULL;
}

static int option_by_name(const cli_command *command, const char *name, size_t n) {
    for (size_t i = 0; option_at(command, i); i++) {
        const char *known = option_at(command, i)->name;
        if (strncmp(known, name, n) == 0 && known[n] == '\0') return (int)i;
    }
    return -1;
}

const char *cli_value(const cli *c, const char *name) {
    const int i = option_by_name(c->command, name, strlen(name));
    return i < 0 || i >= CLI_OPTIONS_MAX ? NULL : c->values[i];
}

bool cli_number(const cli *c, const char *name, uint64_t otherwise, uint64_t *out) {
    const char *s = cli_value(c, name);
    *out = otherwise;
    if (!s) return true;
    if (*s == '\0' || strspn(s, "0123456789") != strlen(s) || strlen(s) > 15) {
        cli_message("--%s takes a whole number, not '%s'", name, s);
        return false;
    }
    *out = strtoull(s, NULL, 10);
    return true;
}

/* Edits between two short words: insertions, deletions, replacements, swaps of neighbours (optimal string alignment). */
static size_t edits(const char *a, const char *b) {
    enum { MOST = 24 };
    const size_t n = strlen(a), m = strlen(b);
    if (n >= MOST || m >= MOST) return MOST;
    size_t d[MOST][MOST];
    for (size_t i = 0; i <= n; i++) d[i][0] = i;
    for (size_t j = 0; j <= m; j++) d[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        for (size_t j = 1; j <= m; j++) {
            size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[n][m];
}

const char *cli_nearest(const char *word, const char *const *known, size_t n) {
    const size_t length = strlen(word), limit = length / 3 > 2 ? length / 3 : 2;
    const char *best = NULL;
    size_t least = limit + 1;
    for (size_t i = 0; i < n; i++) {
        const size_t e = edits(word, known[i]);
        if (e < least && e < length) {
            least = e;
            best = known[i];
        }
    }
    return best;
}

static bool unknown_option(const cli *c, const char *name, size_t n) {
    char word[64];
    const size_t keep = n < sizeof word - 1 ? n : sizeof word - 1;
    memcpy(word, name, keep);
    word[keep] = '\0';
    const char *names[CLI_OPTIONS_MAX + 1];
    size_t count = 0;
    for (size_t i = 0; option_at(c->command, i) && count <= CLI_OPTIONS_MAX; i++) names[count++] = option_at(c->command, i)->name;
    const char *near = cli_nearest(word, names, count);
    if (near)
        cli_message("'%s' has no option --%s; did you mean --%s?", c->command->name, word, near);
    else
        cli_message("'%s' has no option --%s; 'depeche %s --help' lists them", c->command->name, word, c->command->name);
    return false;
}

/* Sets option i; `value` is what stood behind '=' or NULL. Takes the next argument where one is needed. */
static bool set_option(cli *c, int i, const char *value, int argc, char **argv, int *at) {
    const cli_option *o = option_at(c->command, (size_t)i);
    if (!o->value) {
        if (value) {
            cli_message("--%s takes no value", o->name);
            return false;
        }
        c->values[i] = "";
        return true;
    }
    if (!value) {
        if (*at + 1 >= argc) {
            cli_message("--%s needs a value: --%s %s", o->name, o->name, o->value);
            return false;
        }
        value = argv[++*at];
    }
    c->values[i] = value;
    return true;
}

static bool set_letter(cli *c, const char *word, int argc, char **argv, int *at) {
    for (size_t i = 0; option_at(c->command, i) && i < CLI_OPTIONS_MAX; i++)
        if (option_at(c->command, i)->letter == word[1]) return set_option(c, (int)i, word[2] ? word + 2 : NULL, argc, argv, at);
    cli_message("'%s' has no option %s; 'depeche %s --help' lists them", c->command->name, word, c->command->name);
    return false;
}

bool cli_parse(cli *c, int argc, char **argv, arena *a) {
    c->arguments = arena_array(a, (size_t)argc + 1, sizeof *c->arguments);
    if (!c->arguments) {
        cli_message("memory ran out");
        return false;
    }
    bool only_arguments = false;
    for (int at = 0; at < argc; at++) {
        const char *word = argv[at];
        if (only_arguments || word[0] != '-' || word[1] == '\0') {
            c->arguments[c->argument_count++] = word;
        } else if (strcmp(word, "--") == 0) {
            only_arguments = true;
        } else if (word[1] == '-') {
            const char *name = word + 2, *equals = strchr(name, '=');
            const size_t n = equals ? (size_t)(equals - name) : strlen(name);
            const int i = option_by_name(c->command, name, n);
            if (i < 0) return unknown_option(c, name, n);
            if (!set_option(c, i, equals ? equals + 1 : NULL, argc, argv, &at)) return false;
        } else if (!set_letter(c, word, argc, argv, &at)) {
            return false;
        }
    }
    return true;
}

void cli_help(const cli_command *command, FILE *to) {
    fprintf(to, "%s\n\n%s\nUsage: depeche %s %s\n\nOptions:\n", command->summary, command->examples, command->name,
            command->usage);
    for (size_t i = 0; option_at(command, i); i++) {
        const cli_option *o = option_at(command, i);
        char left[48];
        if (o->letter)
            snprintf(left, sizeof left, "-%c, --%s%s%s", o->letter, o->name, o->value ? " " : "", o->value ? o->value : "");
        else
            snprintf(left, sizeof left, "    --%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
        fprintf(to, "  %-26s %s\n", left, o->help);
    }
}
