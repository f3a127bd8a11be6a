using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Where a name and its value do not stand side by side: environment variables, and an option with its value as the next word.</summary>
internal static class ContainerValues
{
    public static void Check(RenderedEnvironment environment, Findings findings)
    {
        foreach (var pod in environment.Pods)
            foreach (var container in pod.All)
            {
                var variables = container.Node.Items("env");
                for (var i = 0; i < variables.Count; i++)
                    if (variables[i] is MapNode variable && variable.Text("name") is { } name && variable["value"] is ScalarNode { Kind: ScalarKind.String } value && IsSecret(name, value.Text))
                        findings.Add(SecretsDiagnostics.Likely(new(value.Span, pod.Workload, $"{container.Path}.env[{i}].value"), name));
                foreach (var list in (ReadOnlySpan<string>)["command", "args"])
                {
                    var words = container.Node.Items(list);
                    for (var i = 0; i + 1 < words.Count; i++)
                        if (words[i] is ScalarNode { Text: ['-', ..] option } && !option.Contains('=', StringComparison.Ordinal) && words[i + 1] is ScalarNode next && SensitiveNames.Is(option.AsSpan().TrimStart('-')) && PairScanner.IsSecret(option.AsSpan().TrimStart('-'), next.Text))
                            findings.Add(SecretsDiagnostics.Likely(new(next.Span, pod.Workload, $"{container.Path}.{list}[{i + 1}]"), option.TrimStart('-')));
                }
            }
    }

    /// <summary>By name, or a long random text under any name that does not say why it is one.</summary>
    private static bool IsSecret(string name, string value) =>
        SensitiveNames.Is(name) ? PairScanner.IsSecret(name, value) : !SensitiveNames.IsIdentifier(name) && !Plausible.IsPlaceholder(value) && Plausible.IsKey(value);
}
