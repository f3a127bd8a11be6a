using System.Text;
using Sluis.Core.Proof.References;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>Whatever stands at any place of an object, a proof gives findings and never breaks.</summary>
public class HostileObjectsTests
{
    public static TheoryData<string> Broken() => [.. BrokenObjects.All.Select(static b => b.Name)];

    [Theory]
    [MemberData(nameof(Broken))]
    public void Any_value_at_any_place_gives_findings_only(string name)
    {
        var yaml = BrokenObjects.All.Single(b => b.Name == name).Yaml;
        if (yaml.Length > 10_000)
            return;
        var root = (MapNode)YamlReader.ReadAll("a.yaml", Encoding.UTF8.GetBytes(yaml), new())![0];
        var objects = Variants(root).OfType<MapNode>().Select(static m => new ManifestObject(m)).ToList();
        var context = new Sluis.Core.Proof.ProofContext { Repository = new([]), Environments = [new("production", objects)], Claims = null, Findings = new() };
        SchemaProof.Check(context);
        ReferenceProof.Check(context);
        Assert.NotEmpty(context.Findings.Sorted());
    }

    /// <summary>The tree with each of its nodes replaced, one at a time.</summary>
    private static IEnumerable<Node> Variants(Node node)
    {
        foreach (var other in (ScalarKind[])[ScalarKind.Null, ScalarKind.String, ScalarKind.Integer, ScalarKind.Boolean])
            yield return new ScalarNode(node.Span, other switch { ScalarKind.Null => "", ScalarKind.String => "", ScalarKind.Integer => "-7", _ => "true" }, other);
        yield return new ScalarNode(node.Span, "99999999999999999999", ScalarKind.Float);
        yield return new ScalarNode(node.Span, "*/0 %:x../é", ScalarKind.String);
        yield return new ListNode(node.Span, []);
        yield return new ListNode(node.Span, [node, node]);
        yield return new MapNode(node.Span, []);
        yield return new MapNode(node.Span, [new("", node.Span, node)]);
        if (node is MapNode map)
            for (var i = 0; i < map.Entries.Count; i++)
                foreach (var variant in Variants(map.Entries[i].Value))
                    yield return new MapNode(map.Span, [.. map.Entries.Take(i), map.Entries[i] with { Value = variant }, .. map.Entries.Skip(i + 1)]);
        if (node is ListNode list)
            for (var i = 0; i < list.Items.Count; i++)
                foreach (var variant in Variants(list.Items[i]))
                    yield return new ListNode(list.Span, [.. list.Items.Take(i), variant, .. list.Items.Skip(i + 1)]);
    }
}
