#!/bin/sh
# Makes the secrets compose.yaml needs, once: sudo ./prepare.sh portal.example.ch [folder]
# Every part gets a folder of its own with just the passwords it may know. Nothing is ever overwritten.
set -eu
umask 077

host=${1:?usage: prepare.sh PUBLIC_HOST [FOLDER]}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
secrets=${2:-$here}/secrets
services="registration placements casework billing notifications steering accounts"

if [ -e "$secrets" ]; then
    echo "prepare.sh: $secrets is there already; remove it yourself if you mean it" >&2
    exit 1
fi

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

mkdir -p "$secrets/postgres" "$secrets/rabbitmq"
random > "$secrets/postgres/password"
for service in $services; do
    echo "postgres:5432:ssip:ssip_$service:$(random)" >> "$secrets/postgres/pgpass"
done

key=$(random)
cp "$here/../rabbitmq/definitions.json" "$secrets/rabbitmq/definitions.json"
for part in $services portal scheduler setup; do
    mkdir "$secrets/$part"
    printf '%s' "$key" > "$secrets/$part/secret_key"
    # The portal asks every service's front desk; a worker knows no database but its own.
    case $part in
        portal) cp "$secrets/postgres/pgpass" "$secrets/$part/pgpass" ;;
        *) grep ":ssip_$part:" "$secrets/postgres/pgpass" > "$secrets/$part/pgpass" || true ;;
    esac
    password=$(random)
    echo "SSIP_BROKER_URL=amqp://ssip_$part:$password@rabbitmq:5672/ssip" > "$secrets/$part/broker.env"
    sed -i "s/@password of ssip_$part@/$password/" "$secrets/rabbitmq/definitions.json"
    if [ "$(id -u)" = 0 ]; then chown -R 10001 "$secrets/$part"; fi # the user in our image
done
echo "PUBLIC_HOST=$host" > "${2:-$here}/.env"

if [ "$(id -u)" = 0 ]; then
    chown -R 999 "$secrets/postgres" "$secrets/rabbitmq" # the users in their images
    chmod 711 "$secrets"
else
    echo "prepare.sh: not root, so give secrets/postgres and secrets/rabbitmq to user 999, the others to 10001" >&2
fi
