using System.Text;
using Sluis.Core.Tests.Support;

namespace Sluis.Core.Tests.Emit.Secrets;

/// <summary>
/// The scripts of a generated repository, run by bash. In place of kubeseal and sops stand recorders, which show what the real
/// ones would be given.
/// </summary>
public class SecretScriptTests
{
    private const string Kubeseal = "cat >>\"$RECORD\"\nprintf 'arguments: %s\\n' \"$*\" >>\"$RECORD\"\nprintf 'kind: SealedSecret\\nmetadata: {name: x%s}\\n' $RANDOM\n";
    private const string Sops = "tee -a \"$RECORD\" <\"${!#}\" | sed 's/^  \"\\(.*\\)\": .*/  \\1: ENC[x]/'\nprintf 'arguments: %s\\n' \"$*\" >>\"$RECORD\"\n";
    private const string Recipient = "  recipients: [age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq]\n";

    /// <summary>Characters that a shell, YAML, sed or a template would trip over.</summary>
    private const string Awkward = "a=b $HOME `x` \\n \"q {{ sluis:JWT_SECRET }} #é";

    private const string Values = $"# a comment\nDB_PASSWORD={Awkward}\nJWT_SECRET=\"quoted value\"\r\nAUTH_USERS='admin:$apr1$x'\n";

    private static ScratchRepository Shop(string delivery, string more = "")
    {
        // What is under secrets comes first in the file, so that it can be added to.
        var repository = new ScratchRepository(SecretShop.Emit($"{delivery}\n{more}".TrimEnd()).Tree);
        repository.Tool("kubeseal", Kubeseal);
        repository.Tool("sops", Sops);
        return repository;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Fill(ScratchRepository repository)
    {
        repository.Write("platform/secrets/dev.env", Values);
        repository.Write("platform/secrets/dev.files/TLS_KEY", SecretShop.Key);
    }

    [Theory]
    [InlineData("sealed-secrets", "scripts/seal-secrets.sh")]
    [InlineData("sops", "scripts/encrypt-secrets.sh")]
    [InlineData("sops\ngitops: flux", "scripts/encrypt-secrets.sh")]
    [InlineData("sops\ngitops: none", "scripts/encrypt-secrets.sh")]
    [InlineData("plain-file", "scripts/write-secrets.sh")]
    public void ShellCheck_finds_nothing(string delivery, string script)
    {
        using var repository = Shop(delivery);
        var (code, output, _) = repository.Run("shellcheck", script);
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("sealed-secrets", "scripts/seal-secrets.sh", "sealedsecret-api-secrets.yaml")]
    [InlineData("sops", "scripts/encrypt-secrets.sh", "secret-api-secrets.sops.yaml")]
    public void Each_Secret_is_given_to_the_tool_as_a_manifest_with_its_values(string delivery, string script, string target)
    {
        using var repository = Shop(delivery, delivery == "sops" ? Recipient : "");
        Fill(repository);
        var (code, output, error) = repository.Run("bash", script, "dev");
        Assert.True(code == 0, error);
        Assert.Contains("dev: 4 written, 0 unchanged, 0 without all of their values.", output, StringComparison.Ordinal);
        Assert.True(repository.Has("apps/shop/overlays/dev/secrets/" + target));
        Assert.Contains(
            $"""
            apiVersion: v1
            kind: Secret
            metadata:
              labels:
                app.kubernetes.io/managed-by: sluis
                app.kubernetes.io/part-of: shop
              name: api-secrets
              namespace: shop
            type: Opaque
            data:
              "AUTH_USERS": "{Base64("admin:$apr1$x")}"
              "DB_PASSWORD": "{Base64(Awkward)}"
              "JWT_SECRET": "{Base64("quoted value")}"
              "TLS_KEY": "{Base64(SecretShop.Key)}"
            arguments: 
            """, repository.Recorded, StringComparison.Ordinal);
        Assert.Contains($"  \"app.yml\": \"{Base64($"name: \"{{{{ x }}}}\"\npassword: {Awkward}\n")}\"\n", repository.Recorded, StringComparison.Ordinal);
        Assert.Contains($"  \"auth\": \"{Base64("admin:$apr1$x")}\"\n", repository.Recorded, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sealed-secrets", "scripts/seal-secrets.sh")]
    [InlineData("sops", "scripts/encrypt-secrets.sh")]
    [InlineData("plain-file", "scripts/write-secrets.sh")]
    public void A_second_run_changes_nothing_and_a_changed_value_changes_what_holds_it(string delivery, string script)
    {
        using var repository = Shop(delivery, delivery == "sops" ? Recipient : "");
        Fill(repository);
        Assert.Equal(0, repository.Run("bash", script, "dev").Code);
        var before = Snapshot(repository);
        Assert.Contains("0 written, 4 unchanged", repository.Run("bash", script, "dev").Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(repository));
        repository.Write("platform/secrets/dev.env", Values.Replace("quoted value", "new value", StringComparison.Ordinal));
        Assert.Contains("1 written, 3 unchanged", repository.Run("bash", script, "dev").Output, StringComparison.Ordinal);
        Assert.Contains("4 written, 0 unchanged", repository.Run("bash", script, "--force", "dev").Output, StringComparison.Ordinal);
    }

    private static List<string> Snapshot(ScratchRepository repository) =>
        [.. Directory.EnumerateFiles(Path.Combine(repository.Folder, "apps"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => f + Convert.ToHexString(File.ReadAllBytes(f)))];

    [Theory]
    [InlineData("sealed-secrets", "scripts/seal-secrets.sh")]
    [InlineData("sops", "scripts/encrypt-secrets.sh")]
    [InlineData("plain-file", "scripts/write-secrets.sh")]
    public void What_has_no_value_yet_is_named_and_left_out(string delivery, string script)
    {
        using var repository = Shop(delivery, delivery == "sops" ? Recipient : "");
        Assert.Contains("platform/secrets/dev.env is missing", repository.Run("bash", script, "dev").Error, StringComparison.Ordinal);
        Assert.Contains("no environment prod", repository.Run("bash", script, "prod").Error, StringComparison.Ordinal);
        Assert.Contains("usage:", repository.Run("bash", script).Error, StringComparison.Ordinal);
        repository.Write("platform/secrets/dev.env", "DB_PASSWORD=one-two-three\nJWT_SECRET=\n");
        var (code, output, error) = repository.Run("bash", script, "dev");
        Assert.Equal(1, code);
        Assert.Equal("shop/api-secrets waits for AUTH_USERS JWT_SECRET TLS_KEY\nshop/auth-users waits for AUTH_USERS\n", error);
        Assert.Contains("2 written, 0 unchanged, 2 without", output, StringComparison.Ordinal);
        Assert.DoesNotContain("one-two-three", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sealed-secrets", "scripts/seal-secrets.sh")]
    [InlineData("sops", "scripts/encrypt-secrets.sh")]
    [InlineData("plain-file", "scripts/write-secrets.sh")]
    public void Git_sees_no_value_after_the_script(string delivery, string script)
    {
        using var repository = Shop(delivery, delivery == "sops" ? Recipient : "");
        repository.Run("git", "init", "-q");
        Fill(repository);
        Assert.Equal(0, repository.Run("bash", script, "dev").Code);
        repository.Run("git", "add", "-A");
        foreach (var value in (string[])[Awkward, "quoted value", "admin:$apr1$x", "MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDabc", Base64(Awkward), Base64("quoted value")])
            Assert.Equal(1, repository.Run("git", "grep", "--cached", "-q", "-F", "-e", value).Code);
        Assert.Equal(0, repository.Run("git", "grep", "--cached", "-q", "-F", "-e", "DB_PASSWORD").Code);
    }

    [Fact]
    public void A_file_of_values_that_Git_would_take_is_refused()
    {
        using var repository = Shop("plain-file");
        repository.Run("git", "init", "-q");
        Fill(repository);
        repository.Write("platform/secrets/.gitignore", "");
        Assert.Contains("Git does not ignore", repository.Run("bash", "scripts/write-secrets.sh", "dev").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_does_not_encrypt_is_caught_before_anything_is_written()
    {
        using var repository = Shop("sealed-secrets");
        repository.Tool("kubeseal", "cat\n");
        Fill(repository);
        var (code, _, error) = repository.Run("bash", "scripts/seal-secrets.sh", "dev");
        Assert.Equal(1, code);
        Assert.Contains("is not encrypted; nothing was written", error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(repository.Folder, "apps/shop/overlays/dev/secrets")));
    }

    [Fact]
    public void Sops_needs_a_recipient()
    {
        using var repository = Shop("sops");
        Fill(repository);
        Assert.Contains("No recipient is known", repository.Run("bash", "scripts/encrypt-secrets.sh", "dev").Error, StringComparison.Ordinal);
        Assert.Equal("", repository.Recorded);
    }

    [Fact]
    public void A_certificate_in_the_repository_seals_without_a_cluster()
    {
        using var repository = Shop("sealed-secrets");
        Fill(repository);
        repository.Write("platform/secrets/dev.cert.pem", "public");
        Assert.Equal(0, repository.Run("bash", "scripts/seal-secrets.sh", "dev").Code);
        Assert.Contains("arguments: --format yaml --cert platform/secrets/dev.cert.pem\n", repository.Recorded, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sealed-secrets", "scripts/seal-secrets.sh", "resources:\n  - sealedsecret-api-etc-app-yml.yaml\n  - sealedsecret-api-secrets.yaml\n")]
    [InlineData("sops\ngitops: flux", "scripts/encrypt-secrets.sh", "resources:\n  - secret-api-etc-app-yml.sops.yaml\n")]
    [InlineData("sops", "scripts/encrypt-secrets.sh", "generators:\n  - ksops.yaml\n")]
    [InlineData("sops\ngitops: none", "scripts/encrypt-secrets.sh", "resources: []\n")]
    public void What_is_encrypted_is_listed_as_the_GitOps_tool_asks(string delivery, string script, string listed)
    {
        using var repository = Shop(delivery);
        if (delivery.StartsWith("sops", StringComparison.Ordinal))
            repository.Write(".sops.yaml", "creation_rules:\n  - age: age1x\n");
        Fill(repository);
        var (code, _, error) = repository.Run("bash", script, "dev");
        Assert.True(code == 0, error);
        Assert.Contains(listed, repository.Read("apps/shop/overlays/dev/secrets/kustomization.yaml"), StringComparison.Ordinal);
        Assert.Equal(delivery == "sops", repository.Has("apps/shop/overlays/dev/secrets/ksops.yaml"));
    }

    [Fact]
    public void A_route_may_have_several_users()
    {
        const string Users = "admin:$apr1$x\nops:$apr1$y\n";
        using var repository = Shop("plain-file");
        Fill(repository);
        repository.Write("platform/secrets/dev.files/AUTH_USERS", Users);
        Assert.Equal(0, repository.Run("bash", "scripts/write-secrets.sh", "dev").Code);
        Assert.Contains($"  auth: {Base64(Users)}\n", repository.Run("kubectl", "kustomize", "clusters/dev").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Kustomize_makes_the_Secrets_from_plain_files()
    {
        using var repository = Shop("plain-file");
        Fill(repository);
        Assert.Equal(0, repository.Run("bash", "scripts/write-secrets.sh", "dev").Code);
        var (code, output, error) = repository.Run("kubectl", "kustomize", "clusters/dev");
        Assert.True(code == 0, error);
        foreach (var value in (string[])[Awkward, "quoted value", "admin:$apr1$x"])
            Assert.Contains(": " + Base64(value) + "\n", output, StringComparison.Ordinal);
        Assert.Contains("name: api-secrets\n  namespace: shop\n", output, StringComparison.Ordinal);
    }
}
