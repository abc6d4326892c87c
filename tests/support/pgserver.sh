#!/bin/sh
# A private PostgreSQL server for tests, from the distribution's programs. It ends with the process that called `start`
# (CTest, or a test run by hand), however that process ends.
#
#   pgserver.sh start FILE [durable]   makes and starts one; FILE gets its URL, its password and its folder, a line each
#   pgserver.sh crash FILE             ends it at once, as a power cut does; its data stay
#   pgserver.sh resume FILE            starts it again at the same address
#   pgserver.sh keep FILE              while it is down: keeps a copy of its data
#   pgserver.sh forget FILE            while it is down: puts that copy in their place, as a disk does that lied
#   pgserver.sh freeze FILE            it takes connections and answers nothing, as a machine does that hangs
#   pgserver.sh thaw FILE              it goes on
#   pgserver.sh stop FILE              ends it and removes its folder and FILE
set -eu
umask 077

fail() {
    echo "$1" >&2
    exit 1
}

command=${1:-}
file=${2:-}
[ -n "$file" ] || fail "usage: pgserver.sh start|crash|resume|keep|forget|freeze|thaw|stop FILE"

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
[ -n "$bin" ] && [ -x "$bin/initdb" ] ||
    fail "PostgreSQL's server programs are missing. Install the package postgresql (./dev test does)."

# initdb refuses to run as root.
as=
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u $user >/dev/null 2>&1 || user=nobody
    as="setpriv --reuid=$user --regid=$(id -g $user) --clear-groups --"
fi

postgres() {
    (cd "$folder" && $as "$bin/pg_ctl" -s -D "$folder/data" "$@" </dev/null >>"$folder/pg_ctl.log" 2>&1)
}

# To the server's process and all that it has started.
signal() {
    pid=$(head -n 1 "$folder/data/postmaster.pid")
    kill "-$1" "$pid" $(cat "/proc/$pid/task/$pid/children")
}

start() {
    folder=$(mktemp -d "${TMPDIR:-/tmp}/backroom-pg-XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    [ -z "$as" ] || chown "$user" "$folder"
    # A collation by language, which owners have: what must sort alike on both databases has to say so in its SQL.
    (cd "$folder" && $as "$bin/initdb" -D data -U admin --no-sync --encoding=UTF8 --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=en --auth-local=trust --auth-host=scram-sha-256 >initdb.log 2>&1) ||
        fail "initdb failed: $(cat "$folder/initdb.log")"
    cat >>"$folder/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 100
shared_buffers = 64MB
max_wal_size = 256MB
log_line_prefix = '%m [%p] %d '
EOF
    [ "$mode" = durable ] || printf 'fsync = off\nfull_page_writes = off\n' >>"$folder/data/postgresql.conf"

    tries=0
    while :; do
        port=$(shuf -i 20000-32000 -n 1)
        postgres start -w -t 60 -l "$folder/server.log" -o "-p $port" && break
        tries=$((tries + 1))
        [ $tries -lt 10 ] || fail "PostgreSQL does not start: $(tail -n 5 "$folder/server.log")"
    done
    echo "$port" >"$folder/port"

    # Tests work as an ordinary role, as an owner's hosting gives it.
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "CREATE ROLE backroom LOGIN CREATEDB PASSWORD '$password'" |
        "$bin/psql" -q -v ON_ERROR_STOP=1 -h "$folder" -p "$port" -U admin postgres ||
        fail "PostgreSQL starts, and does not take a role."
    # In a session of its own, so that Ctrl-C reaches the tests and not the one that cleans up after them.
    setsid "$0" watch "$file" "$PPID" "$folder" </dev/null >/dev/null 2>&1 &
    printf '%s\n' "postgresql://backroom@127.0.0.1:$port/postgres" "$password" "$folder" >"$file.new"
    mv "$file.new" "$file"
    trap - EXIT
}

case $command in
start)
    mode=${3:-fast}
    start
    ;;
watch)
    owner=$3 folder=$4
    while kill -0 "$owner" 2>/dev/null && [ ! -e "$folder/stop" ]; do sleep 0.3; done
    pid=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) || pid=
    # Its own processes end when they see that it is gone.
    postgres stop -m immediate -t 10 || [ -z "$pid" ] || kill -KILL "$pid" || true
    [ "$(sed -n 3p "$file" 2>/dev/null)" != "$folder" ] || rm -f "$file"
    # Who was just killed may write for a moment still, and a folder that is written to is not empty.
    tries=0
    until rm -rf "$folder" 2>/dev/null || [ $tries -ge 100 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    ;;
crash | resume | keep | forget | freeze | thaw | stop)
    folder=$(sed -n 3p "$file" 2>/dev/null) || folder=
    [ -d "$folder" ] || fail "No PostgreSQL server is known by $file."
    case $command in
    crash) postgres stop -m immediate ;;
    resume) postgres start -w -t 60 -l "$folder/server.log" -o "-p $(cat "$folder/port")" ;;
    keep) cp -a "$folder/data" "$folder/kept" ;;
    forget)
        rm -rf "$folder/data"
        mv "$folder/kept" "$folder/data"
        ;;
    freeze) signal STOP ;;
    thaw) signal CONT ;;
    stop)
        touch "$folder/stop"
        tries=0
        while [ -d "$folder" ]; do
            tries=$((tries + 1))
            [ $tries -lt 1800 ] || fail "PostgreSQL does not stop: $(tail -n 5 "$folder/pg_ctl.log" "$folder/server.log" 2>&1)"
            sleep 0.1
        done
        ;;
    esac
    ;;
*) fail "usage: pgserver.sh start|crash|resume|keep|forget|freeze|thaw|stop FILE" ;;
esac
