using System.Diagnostics;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof.Rendering;

/// <summary>The real renderer, where it is installed; tests skip without it.</summary>
internal static class Kubectl
{
    private static readonly Lazy<string?> Program = new(() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists));

    /// <summary>The objects of a root, in the order of the output; or what it complains about.</summary>
    public static (IReadOnlyList<Node>? Objects, string Error) Kustomize(IEnumerable<KeyValuePair<string, byte[]>> files, string root)
    {
        var program = Require();
        var folder = Directory.CreateTempSubdirectory("sluis-kustomize-");
        try
        {
            Write(folder.FullName, files);
            return Kustomize(program, Path.Combine(folder.FullName, root));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static string Require()
    {
        if (Program.Value is null)
            Assert.Skip("kubectl is not installed; the renderer was not compared with it.");
        return Program.Value ?? "";
    }

    public static void Write(string folder, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach (var (path, content) in files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
            File.WriteAllBytes(full, content);
        }
    }

    public static (IReadOnlyList<Node>? Objects, string Error) Kustomize(string program, string folder)
    {
        var start = new ProcessStartInfo(program, ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        if (process.ExitCode != 0)
            return (null, error.GetAwaiter().GetResult());
        var findings = new Findings();
        var objects = YamlReader.ReadAll("kubectl", output.ToArray(), findings);
        Assert.False(findings.HasErrors, string.Join('\n', findings.Sorted()));
        return (objects, "");
    }
}
