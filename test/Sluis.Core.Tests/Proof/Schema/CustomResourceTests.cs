using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Schema;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>Custom resources against their definitions.</summary>
public class CustomResourceTests
{
    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: things.example.org }
        spec:
          group: example.org
          scope: Namespaced
          names:
            kind: Thing
            plural: things
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  required: [spec]
                  properties:
                    spec:
                      type: object
                      required: [name, mode]
                      properties:
                        name: { type: string, minLength: 2, maxLength: 5, pattern: "^[a-z]+$" }
                        mode: { type: string, default: fast, enum: [fast, slow] }
                        count: { type: integer, format: int32, minimum: 1, maximum: 9, nullable: true }
                        ratio: { type: number, exclusiveMinimum: true, minimum: 0, multipleOf: 0.5 }
                        port: { x-kubernetes-int-or-string: true }
                        open: { type: object, x-kubernetes-preserve-unknown-fields: true }
                        closed: { type: object }
                        labels: { type: object, additionalProperties: { type: string }, maxProperties: 1 }
                        tags: { type: array, x-kubernetes-list-type: set, items: { type: string }, minItems: 1 }
                        parts:
                          type: array
                          x-kubernetes-list-type: map
                          x-kubernetes-list-map-keys: [name, side]
                          items:
                            type: object
                            required: [name]
                            properties: { name: { type: string }, side: { type: string, default: left } }
                        template: { type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true }
                        timeout: { type: string, format: duration }
                        range: { type: string, format: cidr }
                        either:
                          type: object
                          properties: { a: { type: string }, b: { type: string } }
                          oneOf: [{ required: [a] }, { required: [b] }]
                        never:
                          type: object
                          properties: { a: { type: string } }
                          not: { required: [a] }
                        low: { type: integer }
                        high: { type: integer }
                      x-kubernetes-validations:
                        - rule: "!has(self.low) || !has(self.high) || self.low <= self.high"
                          message: low must not be above high
                        - rule: "self.mode != 'slow' || has(self.timeout)"
        """;

    private static void Holds(string spec) => Marked.Holds($"apiVersion: example.org/v1\nkind: Thing\nmetadata: {{ name: a, namespace: shop }}\n{spec}\n", SchemaProof.Check,
        new World { Options = new() { Definitions = [new("things.yaml", Encoding.UTF8.GetBytes(Definition))] } });

    [Theory]
    [InlineData("spec: { name: abc }")]
    [InlineData("spec: { name: abc, count: null, ratio: 1.5, port: 80, open: { x: { y: 1 } }, labels: { a: b }, tags: [a, b], low: 1, high: 2 }")]
    [InlineData("spec: { name: abc, port: http, template: { apiVersion: v1, kind: Pod, metadata: { name: a }, spec: {} }, timeout: 1h30m, range: 10.0.0.0/8, either: { b: x }, never: {} }")]
    [InlineData("spec: { name: abc, parts: [{ name: a }, { name: a, side: right }] }")]
    [InlineData("other: 1 # !SL5303 other\nspec:\n  mode: fast # !SL5304 spec")]
    [InlineData("spec: { name: abc, nmae: x } # !SL5303 spec.nmae")]
    [InlineData("spec: { name: abc, closed: { x: 1 } } # !SL5303 spec.closed.x")]
    [InlineData("spec: { name: a } # !SL5309 spec.name")]
    [InlineData("spec: { name: abcdef } # !SL5309 spec.name")]
    [InlineData("spec: { name: ABC } # !SL5308 spec.name")]
    [InlineData("spec: { name: abc, mode: medium } # !SL5306 spec.mode")]
    [InlineData("spec: { name: abc, count: 10 } # !SL5309 spec.count")]
    [InlineData("spec: { name: abc, count: 1.5 } # !SL5305 spec.count")]
    [InlineData("spec: { name: abc, ratio: 0 } # !SL5309 spec.ratio")]
    [InlineData("spec: { name: abc, ratio: 0.7 } # !SL5309 spec.ratio")]
    [InlineData("spec: { name: abc, port: [80] } # !SL5305 spec.port")]
    [InlineData("spec: { name: abc, labels: { a: b, c: d } } # !SL5309 spec.labels")]
    [InlineData("spec: { name: abc, tags: [] } # !SL5309 spec.tags")]
    [InlineData("spec: { name: abc, tags: [a, a] } # !SL5310 spec.tags[1]")]
    [InlineData("spec: { name: abc, parts: [{ name: a }, { name: a, side: left }] } # !SL5310 spec.parts[1]")]
    [InlineData("spec: { name: abc, template: { kind: Pod } } # !SL5304 spec.template")]
    [InlineData("spec: { name: abc, template: { apiVersion: v1, kind: Pod, metadata: { nam: a } } } # !SL5303 spec.template.metadata.nam")]
    [InlineData("spec: { name: abc, timeout: soon } # !SL5307 spec.timeout")]
    [InlineData("spec: { name: abc, range: 10.0.0.0 } # !SL5307 spec.range")]
    [InlineData("spec: { name: abc, either: {} } # !SL5311 spec.either")]
    [InlineData("spec: { name: abc, either: { a: x, b: x } } # !SL5311 spec.either")]
    [InlineData("spec: { name: abc, never: { a: x } } # !SL5311 spec.never")]
    [InlineData("spec: { name: abc, low: 3, high: 2 } # !SL5312 spec")]
    [InlineData("spec: { name: abc, mode: slow } # !SL5312 spec")]
    public void A_custom_resource_is_held_to_its_definition(string spec) => Holds(spec);

    [Fact]
    public void Definitions_are_also_taken_from_the_repository_and_from_what_is_applied()
    {
        const string Thing = "apiVersion: example.org/v1\nkind: Thing\nmetadata: { name: a, namespace: shop }\nspec: { nam: abc }\n";
        Assert.Contains(World.Of(Thing).File("platform/things/crds/things.yaml", Definition).Check(SchemaProof.Check), static f => f.Code == "SL5303");
        Assert.Contains(World.Of($"{Definition}\n---\n{Thing}").Check(SchemaProof.Check), static f => f.Code == "SL5303");
    }

    [Fact]
    public void A_version_that_is_not_served_is_refused()
    {
        var found = World.Of("apiVersion: example.org/v2\nkind: Thing\nmetadata: { name: a, namespace: shop }\n").File("platform/things/crds/things.yaml", Definition).Check(SchemaProof.Check);
        Assert.Equal("SL5314", Assert.Single(found).Code);
    }

    [Fact]
    public void A_definition_without_a_schema_is_named()
    {
        var definition = Definition[..Definition.IndexOf("      schema:", StringComparison.Ordinal)];
        var found = World.Of("apiVersion: example.org/v1\nkind: Thing\nmetadata: { name: a, namespace: shop }\n").File("platform/things/crds/things.yaml", definition).Check(SchemaProof.Check);
        Assert.Equal("SL5315", Assert.Single(found).Code);
    }

    [Fact]
    public void Rules_that_were_not_evaluated_are_counted()
    {
        var definition = Definition.Replace("self.mode != 'slow' || has(self.timeout)", "self == oldSelf", StringComparison.Ordinal);
        var world = World.Of("apiVersion: example.org/v1\nkind: Thing\nmetadata: { name: a, namespace: shop }\nspec: { name: abc }\n").File("platform/things/crds/things.yaml", definition);
        var result = world.Result(SchemaProof.Check);
        Assert.Equal("SL5316", Assert.Single(world.Findings.Sorted()).Code);
        Assert.Contains("1 of 2 rules of definitions evaluated", result.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^(?P<a>[[:alpha:]]+)$", "abc", true)]
    [InlineData("^[a-z-[0-9]+$", "a-[1", true)]
    [InlineData(@"^\d+$", "٣", false)]
    [InlineData("^a$", "a\n", false)]
    [InlineData(@"^\pL+\z", "é", true)]
    [InlineData(@"^\Q.*\E$", ".*", true)]
    [InlineData("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false)]
    public void Patterns_mean_what_they_mean_to_the_API_server(string pattern, string text, bool expected) => Assert.Equal(expected, new Patterns().IsMatch(pattern, text));

    [Theory]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "parentRefs: [{ name: g }]\n  hostname: [a.example.org] # !SL5303 spec.hostname")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "rules:\n    - filters:\n        - type: RequestRedirect # !SL5312 spec.rules[0].filters[0]")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "rules: [{ matches: [{ path: { type: PathPrefix, value: api } }] }] # !SL5312 spec.rules[0].matches[0].path")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "data: [{ secretKey: a }] # !SL5304 spec.data[0]")]
    [InlineData("traefik.io/v1alpha1", "IngressRoute", "routes:\n    - kind: Rule # !SL5304 spec.routes[0]")]
    [InlineData("monitoring.coreos.com/v1", "ServiceMonitor", "endpoints: [{ port: http, interval: often }] # !SL5308 spec.endpoints[0].interval\n  selector: {}")]
    [InlineData("cert-manager.io/v1", "Certificate", "secretName: a # !SL5304 spec")]
    public void Real_definitions_refuse_what_is_broken(string apiVersion, string kind, string spec) =>
        Marked.Holds($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{ name: a, namespace: shop }}\nspec:\n  {spec}\n", SchemaProof.Check, new World { Options = new() { Definitions = Shared() } });

    private static List<KeyValuePair<string, ReadOnlyMemory<byte>>> Shared() =>
        [.. Directory.EnumerateFiles(SharedData.Require("crds"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f, File.ReadAllBytes(f)))];
}
