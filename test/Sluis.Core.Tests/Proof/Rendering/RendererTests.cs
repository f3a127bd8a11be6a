using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Rendering;

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

    [Fact]
    public void A_value_merged_from_a_patch_file_has_its_place_there_and_the_rest_keeps_its_own()
    {
        var web = Assert.Single(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            patches: [{path: web.yaml}]
            # FILE root/web.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                spec:
                  containers:
                    - name: web
                      image: other
            """).Rendered());
        var container = PodTemplate.Of(web)?.All.Single().Node;
        Assert.Equal(Repository.At("root/web.yaml", 9, 18), container?["image"]?.Span);
        Assert.Equal(Repository.At("base/web.yaml", 6, 13), web.Spec?["replicas"]?.Span);
        Assert.Equal(Repository.At("base/web.yaml", 1, 1), web.At);
    }

    [Fact]
    public void An_image_set_by_the_overlay_has_its_place_at_the_entry()
    {
        var web = Assert.Single(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            images:
              - name: registry.example/web
                newTag: "2.0"
            """).Rendered());
        var image = PodTemplate.Of(web)?.All.Single().Node["image"];
        Assert.Equal("registry.example/web:2.0", image?.ToString());
        Assert.Equal(Repository.At("root/kustomization.yaml", 3, 5), image?.Span);
    }

    [Fact]
    public void A_finding_in_a_literal_patch_has_the_line_and_column_in_the_kustomization() =>
        Assert.Equal(("SL5206", Repository.At("root/kustomization.yaml", 8, 15)), Place(new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            patches:
              - target: {kind: Deployment, name: web}
                patch: |-

                  # what follows is wrong
                  - op: remove
                    path: /spec/strategy
            """)));

    [Fact]
    public void A_broken_operation_names_the_object_and_the_field()
    {
        var finding = new Repository(Web + """
            # FILE root/kustomization.yaml
            resources: [../base]
            namespace: shop
            patchesJson6902:
              - target: {kind: Deployment, name: web}
                patch: '[{"op": "replace", "path": "/spec/template/spec/containers/3/image", "value": "x"}]'
            """).Finding();
        Assert.Equal("Deployment shop/web", finding.Object);
        Assert.Equal("spec.template.spec.containers[3].image", finding.Field);
    }

    [Fact]
    public void The_same_fault_of_a_shared_base_is_found_once()
    {
        var repository = new Repository(Web + """
            # FILE clusters/a/kustomization.yaml
            resources: [../../middle]
            # FILE clusters/b/kustomization.yaml
            resources: [../../middle]
            # FILE middle/kustomization.yaml
            resources: [../base]
            patches: [{target: {kind: Service}, patch: '[{"op": "remove", "path": "/spec"}]'}]
            """);
        var environments = Environments.Render(repository.Snapshot, new ProofOptions(), repository.Findings);
        Assert.Equal("SL5205", Assert.Single(repository.Findings.Sorted()).Code);
        Assert.Equal(["a", "b"], environments.Select(static e => e.Name));
        Assert.Same(environments[0].Objects[0], environments[1].Objects[0]);
    }

    [Fact]
    public void Environments_can_be_chosen_and_an_unknown_one_is_named()
    {
        var repository = new Repository("""
            # FILE clusters/a/kustomization.yaml
            namePrefix: x
            # FILE clusters/b/kustomization.yaml
            namePrefix: x
            """);
        Assert.Equal(["b"], Environments.Render(repository.Snapshot, new ProofOptions { Environments = ["b", "c"] }, repository.Findings).Select(static e => e.Name));
        Assert.Equal("There is no environment \"c\", only a, b.", Assert.Single(repository.Findings.Sorted()).Message);
    }

    [Fact]
    public void A_folder_without_environments_is_said_so()
    {
        var findings = new Findings();
        Environments.Render(new([]), new ProofOptions(), findings);
        Assert.Equal("SL5200", Assert.Single(findings.Sorted()).Code);
    }

    [Fact]
    public void What_is_beyond_comes_from_the_real_command()
    {
        var repository = new Repository(Web + """
            # FILE clusters/a/kustomization.yaml
            resources: [../../base]
            replacements: [{source: {kind: Deployment}}]
            """);
        var asked = "";
        ExternalRendering Kustomize(string root)
        {
            asked = root;
            return new(Encoding.UTF8.GetBytes("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}"), null);
        }
        var objects = Environments.Render(repository.Snapshot, new ProofOptions { Kustomize = Kustomize }, repository.Findings).Single().Objects;
        Assert.Equal("clusters/a", asked);
        Assert.Equal("c", Assert.Single(objects).Name);
        Assert.Empty(repository.Findings.Sorted());
        Assert.Empty(Environments.Render(repository.Snapshot, new ProofOptions { Kustomize = static _ => new(null, "it is broken") }, repository.Findings));
        Assert.Equal("SL5212", Assert.Single(repository.Findings.Sorted()).Code);
    }

    [Fact]
    public void No_finding_shows_what_a_generator_was_given()
    {
        var repository = new Repository("""
            # FILE root/kustomization.yaml
            secretGenerator:
              - {name: s, literals: [correct-horse-battery, a=correct-horse-battery, a=correct-horse-battery]}
            """);
        repository.Render();
        Assert.Equal(["SL5213", "SL5213"], repository.Findings.Sorted().Select(static f => f.Code));
        Assert.DoesNotContain(repository.Findings.Sorted(), static f => f.ToString().Contains("battery", StringComparison.Ordinal));
    }

    private static (string, Sluis.Core.Text.SourceSpan) Place(Repository repository)
    {
        var finding = repository.Finding();
        return (finding.Code, finding.At);
    }
}
