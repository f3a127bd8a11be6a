using Sluis.Core.Diagnostics;

namespace Sluis.Core.Tests.Proof.Rendering;

/// <summary>What kubectl refuses is found here too, with a place.</summary>
public class RefusedTests
{
    private const string Base = """
        # FILE base/kustomization.yaml
        resources: [all.yaml]
        # FILE base/all.yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        # FILE root/kustomization.yaml
        resources:
          - ../base

        """;

    public static TheoryData<string, int, int, string> Cases() => new()
    {
        { "SL5208", 3, 1, "resource: [x.yaml]" },
        { "SL5208", 4, 5, "images:\n  - nam: web" },
        { "SL5208", 3, 20, "commonAnnotations: [a]" },
        { "SL5208", 3, 24, "commonAnnotations: {a: 5}" },
        { "SL5208", 3, 10, "patches: {path: x.yaml}" },
        { "SL5202", 3, 18, "patches: [{path: x.yaml}]" },
        { "SL5202", 4, 5, "components:\n  - ../none" },
        { "SL5208", 4, 5, "components:\n  - ../base" },
        { "SL5205", 5, 7, "patches:\n  - patch: |\n      {apiVersion: v1, kind: Service, metadata: {name: wbe}}" },
        { "SL5205", 3, 12, "replicas: [{name: web, count: 2}]" },
        { "SL5206", 5, 68, "patches:\n  - patch: |\n      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: x}" },
        { "SL5206", 4, 38, "patches:\n  - {target: {kind: Service}, patch: '[{\"op\": \"test\", \"path\": \"/spec/ports/0/port\", \"value\": 81}]'}" },
        { "SL5207", 3, 11, "patches: [{target: {kind: Service}}]" },
        { "SL5207", 5, 7, "patches:\n  - patch: |\n      - {op: add, path: /a, value: b}" },
        { "SL5207", 3, 20, "patches: [{target: {kind: '('}, patch: '[{\"op\": \"add\", \"path\": \"/a\", \"value\": 1}]'}]" },
        { "SL5213", 3, 22, "configMapGenerator: [{name: other, behavior: merge, literals: [a=b]}]" },
        { "SL5204", 3, 22, "configMapGenerator: [{name: settings, literals: [a=b]}]" },
        { "SL5213", 3, 43, "configMapGenerator: [{name: c, literals: [ab]}]" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_found_where_it_stands(string code, int line, int column, string text)
    {
        var repository = new Repository(Base + text);
        repository.Render();
        var found = repository.Findings.Sorted();
        Assert.Contains((code, Repository.At("root/kustomization.yaml", line, column)), found.Select(static f => (f.Code, f.At)));
        Assert.All(found, static f => Assert.Equal(Severity.Error, f.Severity));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kubectl_refuses_it_too(string code, int line, int column, string text)
    {
        var (objects, error) = Kubectl.Kustomize(new Repository(Base + text).Files, Repository.Root);
        Assert.True(objects is null, $"{code} at {line}:{column} is accepted: {text}");
        Assert.NotEmpty(error);
    }

    [Fact]
    public void An_object_without_a_name_is_found() =>
        Assert.Equal("SL5210", new Repository("""
            # FILE root/kustomization.yaml
            resources: [a.yaml]
            # FILE root/a.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata: {nam: a}
            """).Finding().Code);

    [Fact]
    public void A_name_that_may_mean_two_objects_is_found_and_kubectl_refuses_it()
    {
        var repository = new Repository("""
            # FILE root/kustomization.yaml
            resources: [class.yaml]
            secretGenerator:
              - {name: s, namespace: a, literals: [a=1]}
              - {name: s, namespace: b, literals: [a=2]}
            # FILE root/class.yaml
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: fast}
            parameters: {secretName: s}
            """);
        var finding = repository.Finding();
        Assert.Equal(("SL5214", Repository.At("root/class.yaml", 4, 26)), (finding.Code, finding.At));
        Assert.Null(Kubectl.Kustomize(repository.Files, Repository.Root).Objects);
    }
}
