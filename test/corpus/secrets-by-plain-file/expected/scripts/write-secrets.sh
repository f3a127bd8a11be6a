#!/usr/bin/env bash
# Writes the Secrets of an environment from its file of values; docs/secrets.md explains it. Written by Sluis.
# usage: scripts/write-secrets.sh [--force] ENVIRONMENT
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

umask 077

# settle NEW FILE: moves it there when it differs.
settle() {
  if [ -z "$force" ] && cmp -s "$1" "$2"; then
    rm "$1"
  else
    mv "$1" "$2"
    changed=yes
  fi
}

deliver() {
  local at key form name text env='' changed=''
  at=apps/$1/overlays/$environment/secrets
  while read -r key form name _; do
    if [ "$form" = line ]; then
      text=$(content "$form" "$name")
      if [[ $text == *$'\n'* ]]; then
        fail "$name has several lines, and an env file holds one for each key."
      fi
      env=$env$key=$text$'\n'
    else
      mkdir -p "$at/$3.files"
      content "$form" "$name" >"$at/$3.files/.new"
      settle "$at/$3.files/.new" "$at/$3.files/$key"
    fi
  done < <(keys "$1" "$3")
  if [ -n "$env" ]; then
    printf %s "$env" >"$at/$3.new.env"
    settle "$at/$3.new.env" "$at/$3.env"
  fi
  if [ -n "$changed" ]; then written=$((written + 1)); else same=$((same + 1)); fi
}

index() {
  :
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
