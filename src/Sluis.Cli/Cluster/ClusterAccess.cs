using k8s;
using k8s.Exceptions;
using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Cluster;

/// <summary>
/// How to reach a cluster, found as kubectl finds it: <c>--kubeconfig</c>, KUBECONFIG, <c>~/.kube/config</c>. Of several files in
/// KUBECONFIG the first that has the context is used, with its cluster and user; they are not merged.
/// </summary>
internal static class ClusterAccess
{
    /// <summary>Null after a finding.</summary>
    public static Kubernetes? Open(IWorld world, string? file, string? context, Findings findings)
    {
        var files = Files(world, file);
        var shown = string.Join(':', files.Select(static f => f.FullName));
        try
        {
            if (files.FirstOrDefault(static f => !f.Exists) is { } missing)
            {
                findings.Add(ClusterDiagnostics.NoConfiguration(missing.FullName, "there is no such file"));
                return null;
            }
            var loaded = files.Select(static f => KubernetesClientConfiguration.LoadKubeConfig(f, useRelativePaths: true)).ToList();
            var chosen = loaded.Find(l => (context ?? l.CurrentContext) is { Length: > 0 } name && l.Contexts?.Any(c => c.Name == name) is true) ?? loaded[0];
            return new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigObject(chosen, context));
        }
        catch (Exception e) when (e is KubeConfigException or KubernetesClientException or IOException or UnauthorizedAccessException or FormatException
            or ArgumentException or InvalidOperationException or YamlDotNet.Core.YamlException or System.Security.Cryptography.CryptographicException)
        {
            // The library names the context or the file; it does not print credentials.
            findings.Add(ClusterDiagnostics.NoConfiguration(shown, e.Message.ReplaceLineEndings(" ")));
            return null;
        }
    }

    private static FileInfo[] Files(IWorld world, string? file)
    {
        if (file is not null)
            return [new(Path.GetFullPath(file, world.Sources.WorkingDirectory))];
        var named = (world.Sources.Environment("KUBECONFIG") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var present = named.Select(f => new FileInfo(Path.GetFullPath(f, world.Sources.WorkingDirectory))).Where(f => named.Length == 1 || f.Exists).ToArray();
        return present.Length > 0 ? present : [new(Path.Combine(world.Sources.Environment("HOME") ?? "/", ".kube", "config"))];
    }
}
