/* depeche serve: the ledger as a page and an API, on this machine. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/dictionaries.h"
#include "cli/session.h"
#include "serve/serve.h"

static const cli_option options[] = {
    {"port", 0, "N", "the port (8017); 0: any that is free"},
    {"coder", 0, "NAME", "let one browser decide about claims, in this name: the address is then a link that works once"},
    {"no-open", 0, NULL, "do not open a browser"},
    {"host", 0, "ADDRESS", "listen on this address of the machine instead of 127.0.0.1; needs a token"},
    {"token", 0, "TOKEN", "ask everybody for this token ($DEPECHE_TOKEN)"},
    {"name", 0, "NAMES", "further names by which browsers call this machine, set apart by commas"},
    {"with-withheld", 0, NULL, "with --host: show others what is withheld from exports, too"},
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static bool read_options(const cli *c, serve_options *o) {
    uint64_t port;
    if (!cli_number(c, "port", SERVE_PORT, &port)) return false;
    if (port > UINT16_MAX) {
        cli_message("there is no port %llu: ports end at 65535", (unsigned long long)port);
        return false;
    }
    const char *token = cli_value(c, "token");
    if (!token) token = getenv("DEPECHE_TOKEN");
    *o = (serve_options){.port = (uint16_t)port,
                         .host = cli_value(c, "host"),
                         .token = token && *token ? token : NULL,
                         .names = cli_value(c, "name"),
                         .coder = cli_value(c, "coder"),
                         .withheld = cli_flag(c, "with-withheld")};
    if (!o->host || o->token) return true;
    cli_message("--host lets others reach this server: give a token too, --token TOKEN or $DEPECHE_TOKEN");
    return false;
}

/* The desktop's own opener, apart from us, so that it neither holds us up nor writes into our output. */
static void open_browser(const char *address) {
    const pid_t child = fork();
    if (child > 0) waitpid(child, NULL, 0);
    if (child != 0) return;
    if (fork() == 0) {
        if (freopen("/dev/null", "r", stdin) && freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr))
            execlp("xdg-open", "xdg-open", address, (char *)NULL);
    }
    _exit(0);
}

static int serve_until_interrupted(const cli *c, const serve_options *o) {
    server *s = NULL;
    dp_error err = {0};
    if (serve_start(o, &s, &err) != DP_OK) return cli_report(&err);
    buf line;
    buf_init(&line);
    buf_printf(&line, "%s\n", serve_address(s));
    const bool printed = cli_write(&line) && cli_flush();
    buf_free(&line);
    if (printed && c->tty && !cli_flag(c, "no-open") && (getenv("DISPLAY") || getenv("WAYLAND_DISPLAY")))
        open_browser(serve_address(s));
    while (printed && !cli_interrupted()) usleep(100000);
    serve_stop(s);
    return printed ? CLI_INTERRUPTED : CLI_INPUT;
}

static int run(cli *c) {
    serve_options o;
    cli_clock clock;
    knowledge k;
    int status;
    if (!read_options(c, &o) || !clock_open(&clock)) return CLI_USAGE;
    if (!dictionaries_open(c, &k, &status)) return status;
    o.ledger = c->argument_count ? c->arguments[0] : session_ledger_path(c);
    o.k = &k;
    o.now = clock_now;
    o.context = &clock;
    status = serve_until_interrupted(c, &o);
    knowledge_close(&k);
    return status;
}

const cli_command command_serve = {
    .name = "serve",
    .summary = "show the ledger as a page on this machine, and answer programs (JSON, CSV, feeds)",
    .usage = "[OPTION]… [LEDGER]",
    .examples = "  depeche serve                         # prints an address, opens the browser\n"
                "  depeche serve --coder ana             # one browser may decide about claims\n"
                "  depeche serve --port 0 --no-open war.db\n"
                "  curl -s 'http://127.0.0.1:8017/claims.json?place=Abu+Kamal&type=taken'\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = 1,
    .run = run,
};
