using System.Text;
using k8s.Models;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Tests.Support;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Emit.Secrets;

public class SecretDeliveryTests
{
    public static TheoryData<string> Deliveries() => [.. IntentWords.Deliveries.Select(static d => d.Word)];

    public static TheoryData<string> WithoutStore() => ["sealed-secrets", "sops", "plain-file"];

    [Theory]
    [MemberData(nameof(WithoutStore))]
    public void Every_Secret_that_is_read_is_in_the_list_that_the_script_works_from(string delivery)
    {
        var emitted = SecretShop.Emit(delivery);
        Assert.Equal(
            """
            shop shop api-etc-app-yml app.yml platform/secrets/templates/shop/api-etc-app-yml/app.yml DB_PASSWORD
            shop shop api-secrets AUTH_USERS whole AUTH_USERS
            shop shop api-secrets DB_PASSWORD line DB_PASSWORD
            shop shop api-secrets JWT_SECRET line JWT_SECRET
            shop shop api-secrets TLS_KEY whole TLS_KEY
            shop shop auth-users auth whole AUTH_USERS
            shop shop db-secrets DB_PASSWORD line DB_PASSWORD

            """, emitted.Text("platform/secrets/secrets.list").Split('\n', 2)[1]);
        Assert.Equal("name: \"{{ x }}\"\npassword: {{ sluis:DB_PASSWORD }}\n", emitted.Text("platform/secrets/templates/shop/api-etc-app-yml/app.yml"));
        Assert.Contains("\nDB_PASSWORD=\n", emitted.Text("platform/secrets/secrets.env.example"), StringComparison.Ordinal);
        Assert.DoesNotContain(emitted.All<CustomResource>(), r => r.ApiVersion.StartsWith("external-secrets", StringComparison.Ordinal));
        var ignored = new GitIgnore(emitted.Tree);
        Assert.True(ignored.Ignores("platform/secrets/production.env"));
        Assert.True(ignored.Ignores("platform/secrets/production.files/TLS_KEY"));
        Assert.False(ignored.Ignores("platform/secrets/secrets.env.example"));
    }

    [Theory]
    [InlineData("sealed-secrets")]
    [InlineData("sops")]
    public void Folders_for_encrypted_Secrets_are_empty_until_the_operator_fills_them_and_then_theirs(string delivery)
    {
        var emitted = SecretShop.Emit(delivery);
        Assert.Contains("- secrets\n", emitted.Text("apps/shop/overlays/dev/kustomization.yaml"), StringComparison.Ordinal);
        Assert.Equal("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n", emitted.Text("apps/shop/overlays/dev/secrets/kustomization.yaml"));
        Assert.Equal(FileOwner.User, emitted.Tree["apps/shop/overlays/dev/secrets/kustomization.yaml"]?.Owner);
    }

    [Fact]
    public void Plain_files_are_listed_by_generators_and_ignored_by_Git()
    {
        var emitted = SecretShop.Emit("plain-file");
        Assert.EndsWith(
            """
            - name: api-secrets
              namespace: shop
              envs:
              - api-secrets.env
              files:
              - AUTH_USERS=api-secrets.files/AUTH_USERS
              - TLS_KEY=api-secrets.files/TLS_KEY
            - name: auth-users
              namespace: shop
              files:
              - auth=auth-users.files/auth
            - name: db-secrets
              namespace: shop
              envs:
              - db-secrets.env

            """, emitted.Text("apps/shop/overlays/production/secrets/kustomization.yaml"), StringComparison.Ordinal);
        var ignored = new GitIgnore(emitted.Tree);
        Assert.True(ignored.Ignores("apps/shop/overlays/production/secrets/api-secrets.env"));
        Assert.True(ignored.Ignores("apps/shop/overlays/production/secrets/api-secrets.files/TLS_KEY"));
        Assert.False(ignored.Ignores("apps/shop/overlays/production/secrets/kustomization.yaml"));
    }

    [Fact]
    public void Sops_encrypts_data_only_for_the_recipients_stated()
    {
        const string Recipient = "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq";
        var emitted = SecretShop.Emit("sops", $"gitops: flux\n").Text(".sops.yaml");
        Assert.DoesNotContain("    age:", emitted, StringComparison.Ordinal);
        Assert.EndsWith(
            $"""
            creation_rules:
              - path_regex: '/secrets/secret-[^/]+\.sops\.yaml$'
                encrypted_regex: '^(data|stringData)$'
                age: '{Recipient},{Recipient}'

            """, Emitted.From("services: { db: { image: postgres:16, environment: { POSTGRES_PASSWORD: '${P}' } } }",
                $"secrets: {{ delivery: sops, recipients: [{Recipient}, {Recipient}] }}").Text(".sops.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sops_without_a_recipient_is_a_finding() => Assert.Single(SecretShop.Emit("sops").Codes, "SL4003");

    [Fact]
    public void Plain_files_and_a_GitOps_tool_do_not_go_together()
    {
        Assert.Single(SecretShop.Emit("plain-file", "gitops: flux").Codes, "SL4004");
        Assert.DoesNotContain("SL4004", SecretShop.Emit("plain-file", "gitops: none").Codes);
        Assert.DoesNotContain("SL4004", SecretShop.Emit("plain-file").Codes);
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void The_page_names_every_secret_and_its_place(string delivery)
    {
        var page = SecretShop.Emit(delivery).Text("docs/secrets.md");
        foreach (var name in (string[])["AUTH_USERS", "DB_PASSWORD", "JWT_SECRET", "TLS_KEY"])
            Assert.Contains(delivery == "external-secrets" ? $"| `{name.Replace('_', '-').ToLowerInvariant()}` (`value`) |" : $"| `{name}` |", page, StringComparison.Ordinal);
        Assert.Contains("shop/api, shop/db |", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void Workloads_read_the_same_Secrets_whatever_the_delivery(string delivery)
    {
        var (with, reference) = (SecretShop.Emit(delivery), SecretShop.Emit("external-secrets"));
        Assert.Equal(reference.Text("apps/shop/base/deployment-api.yaml"), with.Text("apps/shop/base/deployment-api.yaml"));
        Assert.Equal(reference.Text("apps/shop/base/statefulset-db.yaml"), with.Text("apps/shop/base/statefulset-db.yaml"));
        Assert.Empty(with.All<V1Secret>());
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void No_value_of_the_reference_platform_is_in_any_file_and_every_leaf_is_accounted(string delivery)
    {
        var findings = new Findings();
        var intent = IntentReader.Read("sluis.yaml", Encoding.UTF8.GetBytes($"secrets: {{ delivery: {delivery} }}"), findings);
        var values = Compile(intent, []).Platform?.Secrets.Where(static s => s.Origin is not null).ToDictionary(static s => s.Origin ?? "", static s => $"value-of-{s.Name}-0123456789") ?? [];
        Assert.True(values.Count > 20);
        var compilation = Compile(intent, values);
        Assert.DoesNotContain(compilation.Findings, static f => f.Severity == Severity.Error);
        Assert.Empty(compilation.Ledger?.Unaccounted ?? []);
        var scanner = new SecretLeakScanner(values.Values.Select(static v => new SensitiveValue(v)));
        foreach (var file in compilation.Tree?.Files ?? [])
            Assert.True(scanner.Find(file.Content.Span) is null, file.Path);
    }

    private static Compilation Compile(Intent intent, Dictionary<string, string> environment) => SluisCompiler.Compile(
        new DiskTree(SharedData.ProjectRoot, environment), [Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")],
        new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true }, intent, new Findings());

    [Theory]
    [InlineData("external-secrets", true)]
    [InlineData("sealed-secrets", true)]
    [InlineData("sops", true)]
    [InlineData("plain-file", false)]
    public void Overlays_build_before_there_are_secrets_where_Git_is_the_source(string delivery, bool builds)
    {
        using var repository = new ScratchRepository(SecretShop.Emit(delivery).Tree);
        var (code, output, error) = repository.Run("kubectl", "kustomize", "clusters/dev");
        Assert.True(code == 0 == builds, error);
        if (builds)
            Assert.Contains("kind: StatefulSet", output, StringComparison.Ordinal);
        else
            Assert.Contains("no such file or directory", error, StringComparison.Ordinal);
    }
}
