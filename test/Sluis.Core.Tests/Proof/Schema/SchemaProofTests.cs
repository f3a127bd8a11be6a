using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Schema;

namespace Sluis.Core.Tests.Proof.Schema;

public class SchemaProofTests
{
    private static IEnumerable<(string Name, string Yaml)> All => BrokenObjects.All;

    public static TheoryData<string> Broken() => [.. All.Select(static b => b.Name)];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_object_is_refused_at_its_place(string name) => Marked.Holds(All.Single(b => b.Name == name).Yaml, SchemaProof.Check);

    [Fact]
    public void There_are_many_broken_objects() => Assert.True(All.Count() >= 80);

    [Fact]
    public void An_object_that_environments_share_is_checked_once()
    {
        var objects = World.Objects("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { PORT: 80 }\n");
        var findings = new Findings();
        var result = SchemaProof.Check(new()
        {
            Repository = new([]),
            Environments = [new("staging", objects), new("production", objects)],
            Claims = null,
            Findings = findings,
        });
        Assert.Equal(1, result.Checked);
        Assert.Equal("SL5305", Assert.Single(findings.Sorted()).Code);
    }

    [Fact]
    public void No_value_of_a_variable_or_secret_is_shown()
    {
        var found = World.Of("""
            apiVersion: v1
            kind: Pod
            metadata: { name: a, namespace: shop }
            spec: { containers: [{ name: a, image: a:1, env: [{ name: PASSWORD, value: 314159265 }] }] }
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: b, namespace: shop }
            data: { key: "not base64 hunter2" }
            """).Check(SchemaProof.Check);
        Assert.Equal(2, found.Count);
        Assert.All(found, f => Assert.False(f.Message.Contains("314159265", StringComparison.Ordinal) || f.Message.Contains("hunter2", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_sops_encrypted_is_not_read() => Assert.Empty(World.Of("""
        apiVersion: v1
        kind: Secret
        metadata: { name: a, namespace: shop }
        data: { key: "ENC[AES256_GCM,data:abc=,type:str]" }
        sops: { mac: "ENC[x]", version: 3.9.0 }
        """).Check(SchemaProof.Check));

    [Theory]
    [InlineData("imagePulPolicy: Always", "Did you mean \"imagePullPolicy\"?")]
    [InlineData("runAsNonRoot: true", "Move it into securityContext.")]
    [InlineData("successThreshold: 1", "Move it into livenessProbe.")]
    [InlineData("something: 1", "Remove it, or move it to the level that it belongs to.")]
    public void An_unknown_field_comes_with_advice(string field, string advice)
    {
        var found = World.Of($"apiVersion: v1\nkind: Pod\nmetadata: {{ name: a, namespace: shop }}\nspec: {{ containers: [{{ name: a, image: a:1, {field} }}] }}\n").Check(SchemaProof.Check);
        Assert.Equal(advice, Assert.Single(found).Fix);
    }

    [Fact]
    public void A_custom_kind_without_a_definition_is_noted_once()
    {
        var found = World.Of("""
            apiVersion: example.org/v1
            kind: Thing
            metadata: { name: a, namespace: shop }
            ---
            apiVersion: example.org/v1
            kind: Thing
            metadata: { name: b, namespace: shop }
            """).Check(SchemaProof.Check);
        var note = Assert.Single(found);
        Assert.Equal(("SL5313", Severity.Note), (note.Code, note.Severity));
    }
}
