using System.Text.Json.Nodes;
using k8s.Models;
using Sluis.Core.Emit;
using Sluis.Core.Planning;
using Sluis.Core.Tests.Support;

namespace Sluis.Core.Tests.Emit.Secrets;

public class SecretStoreTests
{
    public static TheoryData<string> Backends() => [.. IntentWords.Backends.Select(static b => b.Word)];

    private static Emitted Emit(string backend, string more = "") => SecretShop.Emit($"external-secrets\n  backend: {backend}\n{more}".TrimEnd());

    [Theory]
    [MemberData(nameof(Backends))]
    public void Every_object_fits_its_definition(string backend)
    {
        var crds = CrdSchema.Load(SharedData.Require("crds/external-secrets"));
        var objects = Emit(backend).All<CustomResource>().Where(static r => r.ApiVersion.StartsWith("external-secrets", StringComparison.Ordinal)).ToList();
        Assert.Single(objects, static r => r.Kind == "ClusterSecretStore");
        Assert.Equal(4, objects.Count(static r => r.Kind == "ExternalSecret"));
        Assert.Empty(objects.SelectMany(r => crds.Check(JsonNode.Parse(r.ToJson())!.AsObject()).Select(f => $"{r.Kind} {r.Metadata.Name}: {f}")));
    }

    [Theory]
    [InlineData("openbao", "shop/dev/db-password")]
    [InlineData("vault", "shop/dev/db-password")]
    [InlineData("aws-secrets-manager", "shop/dev/db-password")]
    [InlineData("azure-key-vault", "shop-dev-db-password")]
    [InlineData("gcp-secret-manager", "shop-dev-db-password")]
    [InlineData("kubernetes", "shop-dev-db-password")]
    public void An_environment_has_entries_of_its_own_under_names_that_the_store_takes(string backend, string key)
    {
        var emitted = Emit(backend);
        Assert.Contains($"value: {key}\n", emitted.Text("apps/shop/overlays/dev/kustomization.yaml"), StringComparison.Ordinal);
        Assert.Contains(key.Replace("db-password", "<store key>", StringComparison.Ordinal), emitted.Text("docs/secrets.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openbao", "https://vault.example.com:8200")]
    [InlineData("azure-key-vault", "https://example.vault.azure.net")]
    [InlineData("gcp-secret-manager", "example-project")]
    [InlineData("aws-secrets-manager", "eu-west-1")]
    public void A_store_whose_address_is_not_known_is_a_finding(string backend, string placeholder)
    {
        var emitted = Emit(backend);
        Assert.Single(emitted.Codes, "SL3150");
        Assert.Contains(placeholder, emitted.Text("platform/secrets/base/clustersecretstore-shop-store.yaml"), StringComparison.Ordinal);
        var stated = Emit(backend, "  address: https://stated.example.com");
        Assert.DoesNotContain("SL3150", stated.Codes);
        Assert.Contains("https://stated.example.com", stated.Text("platform/secrets/base/clustersecretstore-shop-store.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_region_of_the_platform_is_that_of_its_store() =>
        Assert.Contains("region: eu-central-1\n", SecretShop.Emit("external-secrets\n  backend: aws-secrets-manager\nregion: eu-central-1").Text("platform/secrets/base/clustersecretstore-shop-store.yaml"), StringComparison.Ordinal);

    [Fact]
    public void A_namespace_that_serves_as_the_store_lets_the_operator_in()
    {
        var emitted = Emit("kubernetes");
        Assert.DoesNotContain("SL3150", emitted.Codes);
        Assert.NotNull(emitted.One<V1Namespace>("shop-secrets"));
        var binding = emitted.One<V1RoleBinding>("secret-store-reader");
        Assert.Equal(("shop-secrets", "external-secrets", "external-secrets"), (binding.Metadata.NamespaceProperty, binding.Subjects[0].Name, binding.Subjects[0].NamespaceProperty));
        Assert.Contains("remoteNamespace: shop-secrets\n", emitted.Text("platform/secrets/base/clustersecretstore-shop-store.yaml"), StringComparison.Ordinal);
    }
}
