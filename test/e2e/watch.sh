#!/bin/bash
# depeche watch and fetch from the command line, against a site on this machine: messages, exit statuses, signals, the lock, and a
# process that is killed. What sites do wrong is tested in test/watch. The outlet and its news are invented.
. "$(dirname "$0")/lib.sh"
echo "http://127.0.0.1:9/feed" > feeds.txt
if "$DEPECHE" watch --once feeds.txt 2>&1 | grep -q 'built without'; then
    expect 2 "$DEPECHE" watch --once feeds.txt
    expect 2 "$DEPECHE" fetch http://127.0.0.1:9/a
    finish
fi
rm -f depeche.db*

cat > site.py <<'PYTHON'
import http.server, ssl, sys
class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        me = f"{'https' if secure else 'http'}://127.0.0.1:{self.server.server_port}"
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        if self.path.startswith("/feed"):
            kind, items = "application/rss+xml", range(int(self.path[5:] or 2))
            body = "<rss version='2.0'><channel><title>Ostrava Courier</title>" + "".join(
                f"<item><title>n</title><link>{me}/page{self.path[5:]}-{i}</link></item>" for i in items) + "</channel></rss>"
        else:
            kind = "text/html"
            body = (f"<html><body><article><h1>Report {self.path}</h1><p>Soldiers captured the town of Antakya on 4 March 1993, "
                    f"a spokesman of the army said. Two of the guns of battery {self.path} were lost in the river.</p></article></body></html>")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())
    def log_message(self, form, *arguments):
        print(self.path, file=log, flush=True)
secure = len(sys.argv) > 1
log = open("asked-tls" if secure else "asked", "w")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
if secure:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
children=()
trap 'kill "${children[@]}" 2> /dev/null; rm -rf "$work"' EXIT

# until COMMAND…: waits until it succeeds, ten seconds at most
until_true() {
    for _ in $(seq 200); do
        "$@" > /dev/null 2>&1 && return 0
        sleep 0.05
    done
    fail "waited in vain for: $*"
}
python3 site.py > port 2> /dev/null & children+=($!)
until_true test -s port
site=http://127.0.0.1:$(cat port)
ask=(--allow-private --pause 0 --contact desk@courier.example)

# One pass, for people and for programs.
echo "$site/feed outlet=\"The Courier\"" > feeds.txt
expect 0 "$DEPECHE" watch --once "${ask[@]}" feeds.txt
out_has "2 dispatches added to depeche.db."
err_has "$site/feed: 2 items, 2 new"
err_has "$site/page-1: read as D"
[ -e depeche.db-watch ] && fail "the lock was left behind"
expect 0 "$DEPECHE" dispatches --json
out_has '"source":"The Courier"'
expect 0 "$DEPECHE" claims
out_has Antakya
expect 0 "$DEPECHE" watch --once --json "${ask[@]}" feeds.txt
out_has '"new":0'
python3 -c 'import json, sys; [json.loads(line) for line in open("out")]' || fail "--json gave lines that are no JSON"
[ "$(grep -c page asked)" -eq 2 ] || fail "a page was fetched twice"
expect 0 "$DEPECHE" fetch "${ask[@]}" "$site/page-0" "$site/alone"
out_has "1 dispatches added to depeche.db, 1 known before."
expect 0 "$DEPECHE" check

# What is refused.
expect 3 "$DEPECHE" watch --once --ledger other.db --contact desk@courier.example feeds.txt
err_has "its address is loopback"
expect 3 "$DEPECHE" fetch --ledger other.db "${ask[@]}" file:///etc/passwd "$site/page-0"
err_has "only http and https addresses are asked for"
expect 2 "$DEPECHE" watch --once --interval 5 feeds.txt
expect 2 "$DEPECHE" watch --once --pause 100000 feeds.txt
expect 2 "$DEPECHE" watch --once --contact "Jo (the intern)" feeds.txt
expect 2 "$DEPECHE" watch
expect 3 "$DEPECHE" watch --once missing.txt
printf 'nonsense\n%s/feed\n' "$site" > feeds.txt
expect 0 "$DEPECHE" watch --once "${ask[@]}" feeds.txt
err_has "feeds.txt:1: no address of the web: nonsense"

# A certificate that nobody vouches for.
if openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 \
    -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2> /dev/null; then
    python3 site.py tls > tls-port 2> /dev/null & children+=($!)
    until_true test -s tls-port
    expect 3 "$DEPECHE" fetch --ledger tls.db "${ask[@]}" "https://127.0.0.1:$(cat tls-port)/page-0"
    err_has "SSL"
    [ -s asked-tls ] && fail "something was asked of a server whose certificate is not vouched for"
fi

# Until it is ended: the lock, a list that grows, an end that loses nothing.
echo "$site/feed3" > feeds.txt
"$DEPECHE" watch "${ask[@]}" --ledger kept.db feeds.txt > watch.out 2> watch.err & pid=$!
children+=($pid)
until_true grep -q 'page3-2: read' watch.err
expect 4 "$DEPECHE" watch --once "${ask[@]}" --ledger kept.db feeds.txt
err_has "another depeche watch, process $pid, keeps this ledger"
expect 0 "$DEPECHE" claims --ledger kept.db
# Another command takes away what the watch has read, with the town and the army it names, while it goes on.
expect 0 "$DEPECHE" dispatches --json --ledger kept.db
mapfile -t read < <(jq -r .id out)
expect 0 "$DEPECHE" forget --yes --ledger kept.db "${read[@]}"
echo "$site/feed4" >> feeds.txt
kill -HUP $pid
until_true grep -q 'page4-3: read' watch.err
grep -q 'feeds.txt: 2 feeds' watch.err || fail "the list was not read anew"
kill -TERM $pid
wait $pid
status=$?
[ $status -eq 130 ] || fail "SIGTERM gave $status, not 130"
grep -q '7 dispatches added to kept.db' watch.out || fail "the end does not count right: $(cat watch.out)"
[ -e kept.db-watch ] && fail "the lock was left behind"
expect 0 "$DEPECHE" check --ledger kept.db

# Killed amid its work: the lock is free, what was reported is there, the rest comes.
echo "$site/feed40" > feeds.txt
"$DEPECHE" watch "${ask[@]}" --ledger cut.db feeds.txt > /dev/null 2> watch.err & pid=$!
until_true grep -q '40 new' watch.err
kill -KILL $pid
wait $pid 2> /dev/null
expect 0 "$DEPECHE" watch --once "${ask[@]}" --ledger cut.db feeds.txt
expect 0 "$DEPECHE" dispatches --limit 0 --json --ledger cut.db
[ "$(wc -l < out)" -eq 40 ] || fail "$(wc -l < out) of 40 pages are there after the kill"
expect 0 "$DEPECHE" check --ledger cut.db
finish
