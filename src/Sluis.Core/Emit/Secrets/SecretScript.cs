namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// The script that brings values into place. It runs in the bash of every Linux and macOS (3.2), reads one file of values and
/// the list of Secrets, and never writes a value where Git would see it. ShellCheck finds nothing in it; a test sees to that.
/// </summary>
internal static class SecretScript
{
    public static string Write(string path, string verb, string delivery) =>
        $"#!/usr/bin/env bash\n# {verb} the Secrets of an environment from its file of values; docs/secrets.md explains it. Written by Sluis.\n# usage: {path} [--force] ENVIRONMENT\n" + Common + "\n" + delivery + "\n" + Main;

    private const string Common =
        """
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

        """;

    /// <summary>A Secret as a manifest that never touches the disk, and what is written only when it has changed.</summary>
    private const string Manifests =
        """
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

        """;

    public const string Sealing = Manifests + "\n" +
        """
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

        """;

    public const string Encrypting = Manifests + "\n" +
        """
        tool=sops
        mark='ENC['
        if [ -z "${SOPS_AGE_RECIPIENTS:-}" ] && ! grep -qE '^ +(- )?(age|pgp|kms|gcp_kms|azure_keyvault|hc_vault_transit_uri|key_groups):' .sops.yaml; then
          fail "No recipient is known: set secrets.recipients in sluis.yaml and generate again, or state age in .sops.yaml."
        fi

        target() {
          printf %s "apps/$1/overlays/$environment/secrets/secret-$2.sops.yaml"
        }

        readers() {
          cat .sops.yaml
          printf '%s\n' "${SOPS_AGE_RECIPIENTS:-}"
        }

        encrypt() {
          sops --encrypt --input-type yaml --output-type yaml --filename-override "$1" /dev/stdin
        }

        """;

    /// <summary>What ends every kustomization that the script writes: the encrypted files that are there.</summary>
    public const string ListedResources =
        """
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

        """;

    /// <summary>https://github.com/viaduct-ai/kustomize-sops</summary>
    public const string ListedForKsops =
        """
        # names DOMAIN: the encrypted files, each once.
        names() {
          local file
          for file in "apps/$1/overlays/$environment/secrets/"secret-*.sops.yaml; do
            if [ -f "$file" ]; then printf '%s\n' "  - ./${file##*/}"; fi
          done
        }

        index() {
          local found at
          at=apps/$1/overlays/$environment/secrets
          found=$(names "$1")
          if [ -z "$found" ]; then
            return
          fi
          printf '%s\n' 'apiVersion: viaduct.ai/v1' 'kind: ksops' 'metadata:' "  name: $1-secrets" '  annotations:' '    config.kubernetes.io/function: |' \
            '      exec:' '        path: ksops' 'files:' "$found" >"$at/ksops.yaml"
          printf '%s\n' '# Written by the script that encrypts the Secrets.' 'apiVersion: kustomize.config.k8s.io/v1beta1' 'kind: Kustomization' 'generators:' '  - ksops.yaml' \
            >"$at/kustomization.yaml"
        }

        """;

    /// <summary>No tool in the cluster decrypts: listed, the ciphertext would be applied as if it were the values.</summary>
    public const string NotListed =
        """
        index() {
          :
        }

        """;

    public const string Plain =
        """
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

        """;

    private const string Main =
        """
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

        """;
}
