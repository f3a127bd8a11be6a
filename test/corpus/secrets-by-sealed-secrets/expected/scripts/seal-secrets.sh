#!/usr/bin/env bash
# Seals the Secrets of an environment from its file of values; docs/secrets.md explains it. Written by Sluis.
# usage: scripts/seal-secrets.sh [--force] ENVIRONMENT
set -euo pipefail
export LC_ALL=C

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

force=
if [ "${1:-}" = --force ]; then
  force=yes
  shift
fi
if [ $# -ne 1 ] || [ "${1#-}" != "$1" ]; then
  fail "usage: $0 [--force] ENVIRONMENT"
fi
environment=$1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=platform/secrets
list=$folder/secrets.list
values=$folder/$environment.env
files=$folder/$environment.files
if [ ! -d "clusters/$environment" ]; then
  fail "There is no environment $environment."
fi
if [ ! -f "$values" ] && [ ! -d "$files" ]; then
  fail "$values is missing: copy $folder/secrets.env.example to it and fill it in."
fi
if git rev-parse --is-inside-work-tree >/dev/null 2>&1 && ! git check-ignore -q "$values"; then
  fail "Git does not ignore $values: restore $folder/.gitignore first."
fi

# value NAME: prints it; fails when there is none.
value() {
  local line text='' found=1
  if [ -s "$files/$1" ]; then
    cat "$files/$1"
    return
  fi
  if [ ! -f "$values" ]; then
    return 1
  fi
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    case $line in
      "$1="?*)
        text=${line#*=}
        found=0
        ;;
    esac
  done <"$values"
  case $text in
    \"*\" | \'*\')
      text=${text#?}
      text=${text%?}
      ;;
  esac
  printf %s "$text"
  return "$found"
}

# fill TEMPLATE: its text with each {{ sluis:NAME }} replaced. A value is not looked at again.
fill() {
  local text
  text=$(cat "$1" && printf .)
  text=${text%.}
  while [[ $text == *'{{ sluis:'* ]]; do
    printf %s "${text%%'{{ sluis:'*}"
    text=${text#*'{{ sluis:'}
    printf %s "$(value "${text%%' }}'*}")"
    text=${text#*' }}'}
  done
  printf %s "$text"
}

# content FORM NAME: the text of a key.
content() {
  case $1 in
    line) printf %s "$(value "$2")" ;;
    whole) value "$2" ;;
    *) fill "$1" ;;
  esac
}

# keys DOMAIN SECRET: the keys of a Secret, each with its form and variables.
keys() {
  local domain secret rest
  while read -r domain _ secret rest; do
    if [ "$domain $secret" = "$1 $2" ]; then
      printf '%s\n' "$rest"
    fi
  done <"$list"
}

# absent DOMAIN SECRET: the variables that have no value yet.
absent() {
  local names name
  while read -r _ _ names; do
    for name in $names; do
      value "$name" >/dev/null || printf ' %s' "$name"
    done
  done < <(keys "$1" "$2")
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}

# manifest DOMAIN NAMESPACE SECRET
manifest() {
  local key form name
  printf '%s\n' 'apiVersion: v1' 'kind: Secret' 'metadata:' '  labels:' '    app.kubernetes.io/managed-by: sluis' \
    "    app.kubernetes.io/part-of: $1" "  name: $3" "  namespace: $2" 'type: Opaque' 'data:'
  while read -r key form name _; do
    printf '  "%s": "%s"\n' "$key" "$(content "$form" "$name" | base64 | tr -d '\n')"
  done < <(keys "$1" "$3")
}

# The stamp says whether a Secret has changed since it was encrypted; encrypting again would give other bytes.
deliver() {
  local target plain stamp record encrypted
  target=$(target "$1" "$3")
  plain=$(manifest "$@")
  stamp=$({ printf '%s\n' "$plain" && readers; } | digest)
  record=$folder/.sealed/$environment/$1/$3
  if [ -z "$force" ] && [ -f "$target" ] && [ -f "$record" ] && [ "$(cat "$record")" = "$stamp" ]; then
    same=$((same + 1))
    return
  fi
  encrypted=$(printf '%s\n' "$plain" | encrypt "$target")
  if [[ $encrypted != *"$mark"* ]]; then
    fail "What $tool gave for $2/$3 is not encrypted; nothing was written."
  fi
  mkdir -p "$(dirname "$target")" "$(dirname "$record")"
  printf '%s\n' "$encrypted" >"$target"
  printf '%s\n' "$stamp" >"$record"
  written=$((written + 1))
  printf '%s\n' "$target"
}

tool=kubeseal
mark='kind: SealedSecret'
certificate=$folder/$environment.cert.pem

target() {
  printf %s "apps/$1/overlays/$environment/secrets/sealedsecret-$2.yaml"
}

# The certificate is public. Without it kubeseal asks the controller of the current context.
readers() {
  if [ -f "$certificate" ]; then cat "$certificate"; fi
}

encrypt() {
  if [ -f "$certificate" ]; then
    kubeseal --format yaml --cert "$certificate"
  else
    kubeseal --format yaml
  fi
}

# names DOMAIN: the encrypted files, each once.
names() {
  local file
  for file in "apps/$1/overlays/$environment/secrets/"*secret-*.yaml; do
    if [ -f "$file" ]; then printf '%s\n' "  - ${file##*/}"; fi
  done
}

index() {
  local found
  found=$(names "$1")
  if [ -n "$found" ]; then
    printf '%s\n' '# Written by the script that encrypts the Secrets.' 'apiVersion: kustomize.config.k8s.io/v1beta1' 'kind: Kustomization' 'resources:' "$found" \
      >"apps/$1/overlays/$environment/secrets/kustomization.yaml"
  fi
}

written=0
same=0
incomplete=0
last=
domains=
while read -r domain namespace secret _ <&3; do
  if [ "${domain#\#}" != "$domain" ] || [ "$domain $secret" = "$last" ]; then
    continue
  fi
  last="$domain $secret"
  case " $domains " in
    *" $domain "*) ;;
    *) domains="$domains $domain" ;;
  esac
  names=$(absent "$domain" "$secret")
  if [ -n "$names" ]; then
    printf '%s\n' "$namespace/$secret waits for$names" >&2
    incomplete=$((incomplete + 1))
    continue
  fi
  deliver "$domain" "$namespace" "$secret"
done 3<"$list"
for domain in $domains; do
  index "$domain"
done
printf '%s\n' "$environment: $written written, $same unchanged, $incomplete without all of their values."
if [ "$incomplete" -gt 0 ]; then
  exit 1
fi
