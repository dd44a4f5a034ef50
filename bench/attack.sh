#!/usr/bin/env bash
# Two scanners that anybody can install (Debian: wapiti, sqlmap) against a running Kith of synthetic people on loopback, as a signed-in
# practitioner. docs/security.md says what they found. Usage: bench/attack.sh [folder for the reports] [who signs in]
set -euo pipefail
cd "$(dirname "$0")/.."
reports=${1:-/tmp/kith-attack}
who=${2:-amina@demo.example}
port=${KITH_ATTACK_PORT:-8765}
base=http://127.0.0.1:$port
export KITH_HOME=${KITH_ATTACK_HOME:-/tmp/kith-attack-home} KITH_SHARED_MB=256 KITH_PAGES_A_MINUTE=0
mkdir -p "$reports"
for tool in wapiti sqlmap curl; do command -v "$tool" >/dev/null || { echo "Install $tool first: apt-get install wapiti sqlmap curl"; exit 1; }; done

if ! curl -fsS "$base/health" >/dev/null 2>&1; then
  .venv/bin/kith run --port "$port" --people 300 >"$reports/server.log" 2>&1 &
  server=$!
  trap 'kill $server 2>/dev/null || true' EXIT
  for _ in $(seq 180); do
    curl -fsS "$base/health" >/dev/null 2>&1 && break
    kill -0 "$server" 2>/dev/null || { echo "The server ended by itself:"; tail -5 "$reports/server.log"; exit 1; }
    sleep 1
  done
  curl -fsS "$base/health" >/dev/null 2>&1 || { echo "The server is not up after 180 s:"; tail -5 "$reports/server.log"; exit 1; }
fi

sign_in() {  # a session as a browser gets it, in curl's jar
  rm -f "$reports/jar"
  curl -fsS -c "$reports/jar" -o /dev/null "$base/sign-in"
  token=$(awk '$6 == "csrftoken" {print $7}' "$reports/jar")
  curl -fsS -b "$reports/jar" -c "$reports/jar" -o /dev/null --data-urlencode "email=$who" --data-urlencode "password=kith-demo-2026" \
    --data-urlencode "csrfmiddlewaretoken=$token" "$base/sign-in"
  session=$(awk '$6 == "kith_session" {print $7}' "$reports/jar")
  token=$(awk '$6 == "csrftoken" {print $7}' "$reports/jar")
  [ -n "$session" ] || { echo "Nobody could sign in as $who"; exit 1; }
}

mine() { curl -fsS -b "$reports/jar" "$base/my-list" | grep -o '/people/[0-9]*' | head -1 | grep -o '[0-9]*$'; }

sign_in
person=$(mine)
echo "Signed in as $who; record $person"
printf '{"127.0.0.1": {"/": {"kith_session": {"value": "%s", "expires": null, "secure": false, "port": null, "version": 0}, "csrftoken": {"value": "%s", "expires": null, "secure": false, "port": null, "version": 0}}}}' \
  "$session" "$token" >"$reports/cookie.json"

# Not what ends the session, or shuts the record to the attacker.
without=()
for path in sign-out my-sign-in my-password people/*/i-know drafts/*/put-away; do without+=(-x "$base/$path*"); done
if [ -z "${KITH_ATTACK_ONLY:-}" ] || [ "$KITH_ATTACK_ONLY" = wapiti ]; then
  echo "wapiti"
  /usr/bin/python3 bench/as_wapiti.py -u "$base/my-list" -s "$base/people/$person" -s "$base/find?q=smith" -s "$base/find/entries?words=school" -s "$base/record-something?person=$person" \
    --scope domain -c "$reports/cookie.json" "${without[@]}" -d 6 --max-scan-time "${KITH_ATTACK_CRAWL_SECONDS:-900}" \
    -m "${KITH_ATTACK_MODULES:-backup,blindsql,brute_login_form,buster,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss}" \
    --max-attack-time "${KITH_ATTACK_SECONDS:-900}" --store-session "$reports/store" --store-config "$reports/store" --flush-session --no-bugreport -v 1 -f json -o "$reports/wapiti.json" >"$reports/wapiti.log" 2>&1 || true
fi

if [ -z "${KITH_ATTACK_ONLY:-}" ] || [ "$KITH_ATTACK_ONLY" = sqlmap ] || [ "$KITH_ATTACK_ONLY" = forms ]; then
  sign_in
  try() {  # address, and more of sqlmap's options
    echo "sqlmap $1"
    sqlmap -u "$base$1" --cookie "kith_session=$session; csrftoken=$token" --batch --level 2 --risk 1 --dbms postgresql --ignore-code 404 --flush-session \
      --output-dir "$reports/sqlmap" --disable-coloring "${@:2}" >>"$reports/sqlmap.log" 2>&1 || true
  }
  : >"$reports/sqlmap.log"
  if [ "${KITH_ATTACK_ONLY:-}" != forms ]; then
    try "/find?q=smith" -p q
    try "/find?q=smith" -p q --headers "HX-Request: true"
    try "/find/entries?words=school&scope=family&person=$person" -p words,scope,person
    try "/find/pick?q=smith&next=/&for=x" -p q,next,for
    try "/people/add?q=zed" -p q
    try "/record-something?person=$person" -p person
    try "/people/$person*"
    try "/people/$person/story?kind=visit&older=2026-01-01T10:00:00%2B00:00%7C5&since=last&significant=1" -p kind,older,since,significant
    try "/people/$person/end/Identifier*/1*"
  fi
  # The session's own token goes along: without it every form is refused before anything in it is read.
  try "/people/$person/why" --data "csrfmiddlewaretoken=$token&reason=x&next=/" -p reason,next
  try "/people/$person/add/name" --data "csrfmiddlewaretoken=$token&kind=alias&forenames=a&surname=b" -p kind,forenames,surname
  try "/people/$person/tasks/add" --data "csrfmiddlewaretoken=$token&title=a&worker=1&due_on_day=1&due_on_month=1&due_on_year=2027" -p title,worker
  try "/sign-in" --data "csrfmiddlewaretoken=$token&email=a@b.example&password=x&next=/" -p email,password,next
fi
echo "wapiti:"; .venv/bin/python - "$reports" <<'P'
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
if (folder / "wapiti.json").exists():
    found = json.loads((folder / "wapiti.json").read_text())
    for kind in ("vulnerabilities", "anomalies"):
        for name, each in found[kind].items():
            for one in each:
                print(f"  {name}, level {one['level']}: {one['method']} {one['path']} {one['info'][:150]}")
P
echo "sqlmap:"; grep -hE "is vulnerable|injectable|do not appear|heuristic .* might" "$reports/sqlmap.log" 2>/dev/null | sort | uniq -c || true
