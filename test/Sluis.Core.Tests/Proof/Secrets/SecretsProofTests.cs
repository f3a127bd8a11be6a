using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Secrets;

namespace Sluis.Core.Tests.Proof.Secrets;

public class SecretsProofTests
{
    private const string Value = "b7Kq!x9$Lw2 z";

    // Put together here, so that this file does not look like a leak itself.
    private const string Pem = "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq98ZcYFxW2jEaW0zM9o8m3\n-----END " + "RSA PRIVATE KEY-----\n";
    private const string Jwt = "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    public static TheoryData<string, string> Forms()
    {
        var forms = new TheoryData<string, string>
        {
            { Value, "here." },
            { Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)), "Base64" },
            { Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + Value)), "Base64" },
            { Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Value + "\n")), "Base64" },
            { Uri.EscapeDataString(Value), "URL-encoded" },
            { Value.Replace("$", "$$", StringComparison.Ordinal), "doubled" },
        };
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_known_value_is_found_in_each_form_and_never_printed(string form, string said)
    {
        var found = Assert.Single(Known("docs/notes.md", "first line\nsee " + form + " there\n"));
        Assert.Equal(("SL5110", Severity.Error, "docs/notes.md:2:", true), (found.Code, found.Severity, found.At.ToString()[..16], found.Message.Contains(said, StringComparison.Ordinal)));
        Assert.Contains("DB_PASSWORD", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(form, found.Message + found.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_value_in_a_manifest_has_its_object_and_field()
    {
        var found = Assert.Single(Known("apps/shop/base/configmap-api.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api, namespace: shop}\ndata:\n  app.ini: |\n    [db]\n    pw " + Value + "\n"));
        Assert.Equal(("ConfigMap shop/api", "data[app.ini]", 7, 8), (found.Object, found.Field, found.At.Line, found.At.Column));
    }

    [Fact]
    public void A_line_of_a_known_key_is_found_where_it_is_indented() =>
        Assert.Equal(["SL5110"], new World { Options = new() { SecretValues = [new("KEY", Pem)] } }.File("a.txt", "    MIIEpAIBAAKCAQEA7bq98ZcYFxW2jEaW0zM9o8m3\n").Check(SecretsProof.Check).Select(static f => f.Code));

    [Fact]
    public void A_value_that_is_a_word_is_a_warning_once_and_a_short_one_nothing()
    {
        var world = new World { Options = new() { SecretValues = [new("A", "keycloak"), new("B", "hunter2")] } };
        Assert.Equal(["SL5111"], world.File("a.md", "keycloak keycloak hunter2").File("b.md", "keycloak").Check(SecretsProof.Check).Select(static f => f.Code));
    }

    [Theory]
    [InlineData("SL5112", "AKIA" + "Q3EGRZ7T2WNB5XVK")]
    [InlineData("SL5112", "token ghp" + "_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("SL5112", "glpat" + "-xYz9ab_QWERTYuiop123")]
    [InlineData("SL5112", "xoxb" + "-123456789012-abcdefABCDEF123456")]
    [InlineData("SL5112", "sk_live" + "_4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("SL5112", "AIza" + "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY")]
    [InlineData("SL5112", "https://hooks.slack.com" + "/services/T0A1B2C3D/B0A1B2C3D/a1B2c3D4e5F6g7H8i9J0k1L2")]
    [InlineData("SL5112", "x: " + Jwt)]
    [InlineData("SL5112", Pem)]
    [InlineData("SL5112", "{\"private_key\": \"-----BEGIN " + "PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\\n\"}")]
    [InlineData("SL5113", "DATABASE_URL=postgres://app:w3lk0m@db:5432/shop")]
    [InlineData("SL5113", "redis://:s3cr3t/with/slash@cache:6379/0")]
    [InlineData("SL5114", "DB_PASSWORD=w3lk0m!")]
    [InlineData("SL5114", "  password: \"Tr0ub4dor&3\"")]
    [InlineData("SL5114", "{\"clientSecret\": \"8Jx2mQ9vTz4LpR7wYc1N\"}")]
    [InlineData("SL5114", "redis-server --requirepass=Xk29dkQ1")]
    [InlineData("SL5114", "api_key: 9f86d081884c7d659a2feaa0c55ad015")]
    [InlineData("SL5114", "jwtSecret = 'q8W2eR5tY7uI0pA3sD6f'")]
    [InlineData("SL5115", "Authorization: Basic dXNlcjpwYTU1dzByZA==")]
    [InlineData("SL5114", "{\"auths\": {\"r\": {\"auth\": \"dXNlcjpwYTU1dzByZA==\"}}}")]
    [InlineData("SL5116", "admin:$2y$05$" + "c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC")]
    [InlineData("SL5116", "admin:$apr1$" + "lZL6V/ci$eIMz/iKDkbtys/uU7LEK00")]
    public void What_looks_like_a_secret_is_found_once(string code, string line)
    {
        var found = Assert.Single(new World().File("scripts/run.sh", "#!/bin/sh\n" + line + "\n").Check(SecretsProof.Check));
        Assert.Equal((code, "scripts/run.sh", 2), (found.Code, found.At.File, found.At.Line));
    }

    [Theory]
    [InlineData("password: $(DB_PASSWORD)")]
    [InlineData("password: ${DB_PASSWORD:-x1y2z3}")]
    [InlineData("PASSWORD=$DB_PASSWORD")]
    [InlineData("password: {{ .password }}")]
    [InlineData("password: changeme123")]
    [InlineData("password: <your password>")]
    [InlineData("password: ENC[AES256_GCM,data:p673w==,iv:YY,type:str]")]
    [InlineData("password_file: /run/secrets/db9")]
    [InlineData("password: /run/secrets/db9")]
    [InlineData("secretName: api-7f9c2b1d8e4a5f60")]
    [InlineData("secretKey: AI_DB_PASSWORD2")]
    [InlineData("secretKey: tls-p12.key")]
    [InlineData("  name: rentguy-redis-exporter-secrets")]
    [InlineData("token: true")]
    [InlineData("password: 12345678")]
    [InlineData("sluis.dev/config-hash: ab404e5682f78096")]
    [InlineData("\"apps/base/externalsecret-n8n-secrets.yaml\": \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\"")]
    [InlineData("postgres://app:$(DB_PASSWORD)@db:5432/shop")]
    [InlineData("postgres://user:password@host/db")]
    [InlineData("https://example.com/@scope/package:1.0")]
    [InlineData("http://localhost:3000/a@b")]
    [InlineData("AKIA" + "IOSFODNN7EXAMPLE")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC\n")]
    [InlineData("put the key between -----BEGIN PRIVATE KEY----- and its end")]
    [InlineData("Basic authentication is used")]
    [InlineData("'PASSWORD': _read_secret('db_password', environ.get('DB_PASSWORD1', '')),")]
    [InlineData("rate(http_requests_total{token=~\"a.+b9c8d7e6f5a4b3c2\"})")]
    [InlineData("if key == 9f86d081884c7d659a2feaa0c55ad015")]
    public void What_stands_for_a_secret_is_no_alarm(string line) => Assert.Empty(new World().File("a.yaml.md", line + "\n").Check(SecretsProof.Check));

    [Fact]
    public void What_Git_ignores_is_not_looked_into() =>
        Assert.Empty(new World().File(".gitignore", "*.local\n/overlays/dev/secrets.env\n.env/\n").File("a/b.local", "DB_PASSWORD=w3lk0m!").File("overlays/dev/secrets.env", "DB_PASSWORD=w3lk0m!").File("x/.env/y", "DB_PASSWORD=w3lk0m!").Check(SecretsProof.Check));

    [Fact]
    public void What_is_encrypted_looks_random_and_is_none() =>
        Assert.Empty(new World()
            .File("a.yaml", "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s}\nspec:\n  encryptedData:\n    DB_PASSWORD: AgBy3i4OJSWK9PiTySYZZA9rO43cGDEq1234\n")
            .File("b.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  DB_PASSWORD: ENC[AES256_GCM,data:abc=]\nsops:\n  mac: ENC[x]\n")
            .Check(SecretsProof.Check));

    [Theory]
    [InlineData("env: [{name: DB_PASSWORD, value: w3lk0m!}]", "spec.containers[0].env[0].value")]
    [InlineData("env: [{name: A, value: x}, {name: ERLANG_COOKIE, value: h5nm8rswehuxz7cu4gisd25fad45twwm}]", "spec.containers[0].env[1].value")]
    [InlineData("args: [serve, --admin-password, w3lk0m!]", "spec.containers[0].args[2]")]
    [InlineData("command: [redis-server, --requirepass, Xk29dkQ1]", "spec.containers[0].command[2]")]
    public void A_literal_beside_its_name_is_found_in_the_container(string line, string field)
    {
        var found = Assert.Single(World.Of("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers:\n  - name: c\n    " + line).Check(SecretsProof.Check));
        Assert.Equal(("SL5114", "Pod shop/p", field, 7), (found.Code, found.Object, found.Field, found.At.Line));
    }

    [Theory]
    [InlineData("env: [{name: CLUSTER_ID, value: MkU3OEVBNTcwNTJENDM2Qkxyz}]")]
    [InlineData("env: [{name: REDIS_HOST, value: rentguy-redis.rentguy.svc.cluster.local}]")]
    [InlineData("env: [{name: PASSWORD_POLICY, value: 'length(12) and digits(1)'}]")]
    [InlineData("args: [--config.file=/etc/prometheus/prometheus.yml, --web.console.templates=/etc/prometheus/consoles1]")]
    [InlineData("args: [--default-authentication-plugin=mysql_native_password, --character-set-server=utf8mb4]")]
    public void A_literal_of_another_kind_is_no_alarm(string line) =>
        Assert.Empty(World.Of("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers:\n  - name: c\n    " + line).Check(SecretsProof.Check));

    [Theory]
    [InlineData("data: {password: aHVudGVyMg==}", "data.password")]
    [InlineData("stringData: {password: hunter2}", "stringData.password")]
    [InlineData("stringData: {password: \"${DB_PASSWORD}\"}", null)]
    [InlineData("data: {ca.crt: LS0t}", null)]
    [InlineData("type: Opaque", null)]
    public void A_Secret_with_data_in_Git_is_an_error(string data, string? field)
    {
        var found = new World().File("secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\n" + data + "\n").Check(SecretsProof.Check);
        Assert.Equal(field is null ? [] : [("SL5120", "Secret shop/s", field)], found.Select(static f => (f.Code, f.Object ?? "", f.Field ?? "")));
    }

    [Theory]
    [InlineData("literals: [a=hunter2]", "secretGenerator[0].literals[0]")]
    [InlineData("envs: [secrets.env]", "secretGenerator[0].envs[0]")]
    [InlineData("envs: [ignored.env]", null)]
    [InlineData("files: [absent.txt]", null)]
    public void A_Secret_generated_from_Git_is_an_error(string from, string? field)
    {
        var found = new World().File(".gitignore", "ignored.env").File("app/secrets.env", "# mine\nA=hunter2\n").File("app/ignored.env", "A=hunter2\n")
            .File("app/kustomization.yaml", "kind: Kustomization\nsecretGenerator:\n- name: s\n  " + from + "\n").Check(SecretsProof.Check);
        Assert.Equal(field is null ? [] : [("SL5121", field)], found.Select(static f => (f.Code, f.Field ?? "")));
    }

    public static TheoryData<string, string?, string> References() => new()
    {
        { "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: a}}}]", null, "" },
        { "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: b}}}]", "SL5131", "spec.containers[0].env[0].valueFrom.secretKeyRef.key" },
        { "env: [{name: A, valueFrom: {secretKeyRef: {name: t, key: a}}}]", "SL5130", "spec.containers[0].env[0].valueFrom.secretKeyRef.name" },
        { "env: [{name: A, valueFrom: {secretKeyRef: {name: t, key: a, optional: true}}}]", null, "" },
        { "env: [{name: A, valueFrom: {secretKeyRef: {name: by-hand, key: a}}}]", null, "" },
        { "envFrom: [{secretRef: {name: t}}]", "SL5130", "spec.containers[0].envFrom[0].secretRef.name" },
        { "envFrom: [{secretRef: {name: sealed}}]", null, "" },
    };

    private const string Sources = """

        ---
        {apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: shop}, spec: {target: {name: s}, data: [{secretKey: a, remoteRef: {key: shop/production/a-key}}]}}
        ---
        {apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: sealed, namespace: shop}, spec: {encryptedData: {a-key: AgB}}}
        ---
        {apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: shop}, spec: {secretName: tls}}
        """;

    private const string Page = "| `A` | password | `a-key` (`value`) |\n\nMake Secret `by-hand` yourself.\n";

    [Theory]
    [MemberData(nameof(References))]
    public void Each_Secret_that_is_used_has_a_source_with_the_key(string container, string? code, string field) => Same(code, field, "  - name: c\n    " + container);

    [Theory]
    [InlineData("  volumes: [{name: v, secret: {secretName: tls, items: [{key: tls.key, path: k}]}}]", null, "")]
    [InlineData("  volumes: [{name: v, secret: {secretName: tls, items: [{key: tls.pem, path: k}]}}]", "SL5131", "spec.volumes[0].secret.items[0].key")]
    [InlineData("  volumes: [{name: v, secret: {secretName: t, items: [{key: x, path: k}]}}]", "SL5130", "spec.volumes[0].secret.secretName")]
    [InlineData("  volumes: [{name: v, projected: {sources: [{secret: {name: t}}]}}]", "SL5130", "spec.volumes[0].projected.sources[0].secret.name")]
    [InlineData("  imagePullSecrets: [{name: t}]", "SL5130", "spec.imagePullSecrets[0].name")]
    public void Each_Secret_of_a_Pod_has_a_source(string line, string? code, string field) => Same(code, field, "  - name: c\n" + line);

    [Theory]
    [InlineData("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: shop}, spec: {tls: [{secretName: t}]}}", "SL5130")]
    [InlineData("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: shop, annotations: {cert-manager.io/cluster-issuer: x}}, spec: {tls: [{secretName: t}]}}", null)]
    [InlineData("{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g, namespace: shop}, spec: {listeners: [{tls: {certificateRefs: [{name: t}]}}]}}", "SL5130")]
    [InlineData("{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g, namespace: shop}, spec: {listeners: [{tls: {certificateRefs: [{name: tls}]}}]}}", null)]
    [InlineData("{apiVersion: traefik.io/v1alpha1, kind: Middleware, metadata: {name: m, namespace: shop}, spec: {basicAuth: {secret: t}}}", "SL5130")]
    public void Each_Secret_of_a_route_has_a_source(string item, string? code) =>
        Assert.Equal(code is null ? [] : [code], World.Of(item + Sources).File("docs/secrets.md", Page).Check(SecretsProof.Check).Select(static f => f.Code));

    [Fact]
    public void A_template_replaces_the_keys_of_an_ExternalSecret()
    {
        const string pod = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {containers: [{name: c, env: [{name: A, valueFrom: {secretKeyRef: {name: e, key: a}}}]}]}}\n---\n";
        const string external = "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: shop}, spec: {target: {template: {POLICYdata: {file.ini: x}}}, data: [{secretKey: a, remoteRef: {key: a-key}}]}}";
        Assert.Equal(["SL5131"], World.Of(pod + external.Replace("POLICY", "", StringComparison.Ordinal)).File("docs/secrets.md", Page).Check(SecretsProof.Check).Select(static f => f.Code));
        Assert.Empty(World.Of(pod + external.Replace("POLICY", "mergePolicy: Merge, ", StringComparison.Ordinal)).File("docs/secrets.md", Page).Check(SecretsProof.Check));
    }

    [Fact]
    public void A_store_without_folders_has_the_environment_in_its_keys()
    {
        var flat = Sources.TrimStart('\n', '-').Replace("shop/production/a-key", "shop-production-a-key", StringComparison.Ordinal);
        Assert.Empty(World.Of(flat).File("docs/secrets.md", "| production | `shop-production-<store key>` |\n" + Page).Check(SecretsProof.Check));
        Assert.Equal(["SL5132"], World.Of(flat).File("docs/secrets.md", Page).Check(SecretsProof.Check).Select(static f => f.Code));
    }

    [Fact]
    public void Each_key_of_a_store_is_in_the_hand_over()
    {
        var found = Assert.Single(World.Of(Sources.TrimStart('\n', '-')).File("docs/secrets.md", Page.Replace("a-key", "b-key", StringComparison.Ordinal)).Check(SecretsProof.Check), static f => f.Object == "ExternalSecret shop/e");
        Assert.Equal(("SL5132", "spec.data[0].remoteRef.key"), (found.Code, found.Field));
        Assert.Equal(["SL5133"], World.Of(Sources.TrimStart('\n', '-')).Check(SecretsProof.Check).Select(static f => f.Code));
    }

    [Fact]
    public void Every_code_has_a_case_here()
    {
        var cases = File.ReadAllText(Path.Combine(SharedData.ProjectRoot, "test", "Sluis.Core.Tests", "Proof", "Secrets", "SecretsProofTests.cs"));
        Assert.All(SecretsDiagnostics.Help, help => Assert.Contains(help.Code, cases, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Diagnostic> Known(string path, string content) =>
        new World { Options = new ProofOptions { SecretValues = [new("DB_PASSWORD", Value)] } }.File(path, content).Check(SecretsProof.Check);

    private static void Same(string? code, string field, string pod)
    {
        var found = World.Of("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers:\n" + pod + Sources).File("docs/secrets.md", Page).Check(SecretsProof.Check);
        Assert.Equal(code is null ? [] : [(code, "Pod shop/p", field)], found.Select(static f => (f.Code, f.Object ?? "", f.Field ?? "")));
    }
}
