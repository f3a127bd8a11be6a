using System.Text;
using System.Text.Json.Nodes;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Compose;

/// <summary>Reads projects that lie in memory; the folder is /work/case and HOME is /root.</summary>
internal static class Reading
{
    public const string Folder = "/work/case";

    public static MemorySourceTree Tree(params (string Path, string Text)[] files)
    {
        var tree = new MemorySourceTree(Folder).Set("HOME", "/root");
        foreach (var (path, text) in files)
            tree.Add(path, text);
        return tree;
    }

    public static (ComposeProject? Project, IReadOnlyList<Diagnostic> Findings) Read(ISourceTree tree, params string[] files) =>
        Read(tree, new ComposeOptions { Files = files.Select(f => f == "-" ? f : $"{Folder}/{f}").ToEquatableArray() });

    public static (ComposeProject? Project, IReadOnlyList<Diagnostic> Findings) Read(ISourceTree tree, ComposeOptions options)
    {
        var findings = new Findings();
        var project = ComposeReader.Read(tree, options, findings);
        return (project, findings.Sorted());
    }

    /// <summary>The resolved JSON below a path such as <c>services.a.ports</c>, on one line; "nothing" when it is not there.</summary>
    public static string Json(ISourceTree tree, string path, params string[] files)
    {
        var (project, findings) = Read(tree, files);
        Assert.True(project is not null, string.Join('\n', findings));
        return At(project, path);
    }

    public static string At(ComposeProject project, string path)
    {
        var node = JsonNode.Parse(Encoding.UTF8.GetString(ComposeJson.Write(project)));
        foreach (var key in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            node = node is JsonArray list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] : node is JsonObject map && map.ContainsKey(key) ? map[key] ?? JsonValue.Create("null") : "nothing";
        return node?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace('"', '\'') ?? "null";
    }

    /// <summary>Service a of one file, at a path below it.</summary>
    public static string Service(string yaml, string path) =>
        Json(Tree(("compose.yaml", "services:\n  a:\n    image: x\n" + Indent(yaml))), "services.a." + path, "compose.yaml");

    /// <summary>Service a of two files laid over one another.</summary>
    public static string Merged(string under, string over, string path) => Json(
        Tree(("1.yaml", "services:\n  a:\n    image: x\n" + Indent(under)), ("2.yaml", "services:\n  a:\n" + Indent(over))),
        "services.a." + path, "1.yaml", "2.yaml");

    public static string Refused(ISourceTree tree, params string[] files)
    {
        var (project, findings) = Read(tree, files);
        Assert.Null(project);
        var error = findings.First(static f => f.Severity == Severity.Error);
        return $"{error.Code} {error.At.Line}:{error.At.Column}";
    }

    public static string Refused(string yaml) => Refused(Tree(("compose.yaml", yaml)), "compose.yaml");

    private static string Indent(string yaml) => string.Concat(yaml.Split('\n').Select(static l => $"    {l}\n"));
}
