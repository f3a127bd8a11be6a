using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>The environments of a repository: the folders <c>clusters/&lt;environment&gt;</c>, which the GitOps tool applies.</summary>
public static class Environments
{
    /// <summary>The roots, such as <c>clusters/production</c>, sorted.</summary>
    public static IReadOnlyList<string> Discover(RepositorySnapshot repository)
    {
        var roots = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in repository.Paths)
            if (path.Split('/') is ["clusters", var environment, var file] && Kustomization.FileNames.Contains(file))
                roots.Add($"clusters/{environment}");
        return [.. roots];
    }

    /// <summary>Those that the options choose. What is beyond rendering in process comes from the options' Kustomize, or is a finding.</summary>
    /// <param name="expected">False: the claims say that nothing is deployed, so that there need not be one.</param>
    public static IReadOnlyList<RenderedEnvironment> Render(RepositorySnapshot repository, ProofOptions options, Findings findings, bool expected = true)
    {
        var roots = Chosen(repository, options, findings, expected);
        var environments = new List<RenderedEnvironment>(roots.Count);
        foreach (var rendered in Renderer.Render(repository, roots, findings))
        {
            var objects = rendered.Objects;
            if (rendered.Beyond.Count > 0)
            {
                if (options.Kustomize is { } kustomize)
                    objects = Parse(rendered.Root, kustomize(rendered.Root), findings);
                else
                    findings.AddRange(rendered.Beyond);
            }
            if (objects is not null)
                environments.Add(new(NameOf(rendered.Root), objects));
        }
        return environments;
    }

    private static string NameOf(string root) => root["clusters/".Length..];

    private static IReadOnlyList<string> Chosen(RepositorySnapshot repository, ProofOptions options, Findings findings, bool expected)
    {
        var roots = Discover(repository);
        if (roots.Count == 0 && expected)
            findings.Add(RenderingDiagnostics.NoEnvironment());
        if (options.Environments.Count == 0 || roots.Count == 0)
            return roots;
        foreach (var name in options.Environments)
            if (!roots.Contains($"clusters/{name}", StringComparer.Ordinal))
                findings.Add(RenderingDiagnostics.UnknownEnvironment(name, string.Join(", ", roots.Select(NameOf))));
        return [.. roots.Where(root => options.Environments.Contains(NameOf(root), StringComparer.Ordinal))];
    }

    private static List<ManifestObject>? Parse(string root, ExternalRendering output, Findings findings)
    {
        if (output.Content is not { } content)
        {
            findings.Add(RenderingDiagnostics.ExternalFailed(SourceSpan.StartOf(root), root, output.Failure ?? "it says nothing"));
            return null;
        }
        var own = new Findings();
        var resources = YamlReader.ReadAll(root, content.Span, own) is { } documents ? ResourceFile.Read(documents, own) : [];
        if (!own.HasErrors)
            return [.. resources.Select(static r => r.Manifest)];
        findings.Add(RenderingDiagnostics.ExternalFailed(SourceSpan.StartOf(root), root, "what it wrote is not YAML with Kubernetes objects"));
        return null;
    }
}
