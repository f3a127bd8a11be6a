namespace Sluis.Core.Tests.Proof.Rendering;

public class RendererTests
{
    private const string Web = """
        # FILE base/kustomization.yaml
        resources: [web.yaml]
        # FILE base/web.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          template:
            spec:
              containers:
                - name: web
                  image: registry.example/web:1.0

        """;

    [Fact]
    public void A_value_set_by_an_inline_patch_has_its_place_in_the_kustomization()
    {
        var objects = new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            patches:
              - target: {kind: Deployment, name: web}
                patch: |-
                  - op: replace
                    path: /spec/replicas
                    value: 5
            """).Rendered();
        var replicas = Assert.Single(objects).Spec?["replicas"];
        Assert.NotNull(replicas);
        Assert.Equal("5", replicas.ToString());
        Assert.Equal(Repository.At("root/kustomization.yaml", 7, 16), replicas.Span);
        Assert.Equal(Repository.At("base/web.yaml", 1, 1), objects[0].At);
    }

    [Fact]
    public void A_patch_without_target_object_is_found_at_its_target() =>
        Assert.Equal(("SL5205", Repository.At("root/kustomization.yaml", 3, 13)), Place(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            patches:
              - target: {kind: Deployment, name: wbe}
                patch: '[{"op": "remove", "path": "/spec/replicas"}]'
            """)));

    [Fact]
    public void A_path_that_does_not_exist_is_found_in_the_patch() =>
        Assert.Equal(("SL5206", Repository.At("root/fewer.yaml", 2, 9)), Place(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            patches:
              - target: {kind: Deployment, name: web}
                path: fewer.yaml
            # FILE root/fewer.yaml
            - op: replace
              path: /spec/template/spec/containers/1/image
              value: x
            """)));

    [Fact]
    public void A_missing_file_is_found_at_its_entry() =>
        Assert.Equal(("SL5202", Repository.At("root/kustomization.yaml", 3, 5)), Place(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources:
              - ../base
              - db.yaml
            """)));

    [Fact]
    public void A_cycle_is_found_and_the_rest_is_rendered()
    {
        var repository = new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base, ../other]
            # FILE other/kustomization.yaml
            resources: [../root]
            """);
        Assert.Equal("web", Assert.Single(repository.Render() ?? []).Name);
        Assert.Equal("SL5203", Assert.Single(repository.Findings.Sorted()).Code);
    }

    [Fact]
    public void An_object_defined_twice_is_found_at_the_second() =>
        Assert.Equal(("SL5204", Repository.At("root/web.yaml", 1, 1)), Place(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base, web.yaml]
            # FILE root/web.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            """)));

    [Fact]
    public void A_file_above_the_folder_is_refused_as_kustomize_does() =>
        Assert.Equal("SL5209", new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base/web.yaml]
            """).Finding().Code);

    [Fact]
    public void A_remote_base_needs_the_real_command() =>
        Assert.Equal("SL5201", new Repository("""
            # FILE root/kustomization.yaml
            resources: [https://example.com/base?ref=v1]
            """).Finding().Code);

    private static (string, Sluis.Core.Text.SourceSpan) Place(Repository repository)
    {
        var finding = repository.Finding();
        return (finding.Code, finding.At);
    }
}
