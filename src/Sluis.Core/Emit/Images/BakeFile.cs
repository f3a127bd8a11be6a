using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Images;

/// <summary>
/// One target for each service that is built. Paths are relative to the variable SOURCE, the folder that holds the Compose
/// projects. https://docs.docker.com/build/bake/reference/
/// </summary>
internal static class BakeFile
{
    public const string Path = "docker-bake.hcl";

    public static List<WorkloadPlan> Built(MigrationPlan plan) => [.. plan.Workloads.Where(static w => w.Service.Build is not null)];

    public static string Write(MigrationPlan plan, IReadOnlyList<WorkloadPlan> built)
    {
        var root = Root(plan);
        var names = new NameScope();
        var targets = built.Select(w => names.Take(w.Service.Key.ToString(), $"{w.Service.Key.Project}-{w.Service.Key.Service}", w.Service.Key.ToString(), out _)).ToList();
        var text = new StringBuilder();
        text.Append("# The folder that holds the Compose projects.\nvariable \"SOURCE\" {\n  default = \".\"\n}\n\n");
        text.Append("# Empty: the tag that the manifests name.\nvariable \"TAG\" {\n  default = \"\"\n}\n");
        foreach (var secret in SecretArguments(built))
            text.Append("\n# A build argument with a secret: from the environment only.\nvariable ").Append(Quote(secret)).Append(" {\n  default = \"\"\n}\n");
        text.Append("\ngroup \"default\" {\n  targets = ").Append(List(targets)).Append("\n}\n");
        for (var i = 0; i < built.Count; i++)
            if (built[i].Service.Build is { } build)
                Target(text, targets[i], built[i], build, root);
        return text.ToString();
    }

    private static void Target(StringBuilder text, string name, WorkloadPlan workload, BuildSpec build, string root)
    {
        text.Append("\ntarget ").Append(Quote(name)).Append(" {\n");
        text.Append("  context = ").Append(Place(build.Context, root)).Append('\n');
        if (build.InlineDockerfile is { } inline)
            text.Append("  dockerfile-inline = ").Append(Quote(inline)).Append('\n');
        else if (build.Dockerfile is { } dockerfile)
            text.Append("  dockerfile = ").Append(Quote(dockerfile)).Append('\n');
        if (build.Target is { } stage)
            text.Append("  target = ").Append(Quote(stage)).Append('\n');
        if (!build.Arguments.IsEmpty)
        {
            text.Append("  args = {\n");
            foreach (var (key, value) in build.Arguments)
                text.Append("    ").Append(Quote(key)).Append(" = ").Append(Quote(value)).Append('\n');
            text.Append("  }\n");
        }
        if (!build.AdditionalContexts.IsEmpty)
        {
            text.Append("  contexts = {\n");
            foreach (var (key, value) in build.AdditionalContexts)
                text.Append("    ").Append(Quote(key)).Append(" = ").Append(Place(value, root)).Append('\n');
            text.Append("  }\n");
        }
        if (!build.Platforms.IsEmpty)
            text.Append("  platforms = ").Append(List(build.Platforms)).Append('\n');
        if (!build.CacheFrom.IsEmpty)
            text.Append("  cache-from = ").Append(List(build.CacheFrom)).Append('\n');
        text.Append("  tags = [").Append(Tag(workload.Image)).Append("]\n}\n");
    }

    private static string Tag(string image)
    {
        var colon = image.LastIndexOf(':');
        var (name, tag) = colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
        return $"\"{Escape(name)}:${{TAG == \"\" ? \"{Escape(tag)}\" : TAG}}\"";
    }

    private static SortedSet<string> SecretArguments(IReadOnlyList<WorkloadPlan> built)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var workload in built)
            foreach (var (_, value) in workload.Service.Build?.Arguments ?? [])
                foreach (var piece in value.Pieces)
                    if (piece is TextPiece.Secret(var secret))
                        names.Add(Variable(secret));
        return names;
    }

    private static string Variable(SecretName secret)
    {
        var text = new StringBuilder(secret.Value.Length);
        foreach (var c in secret.Value)
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return text.Length > 0 && char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }

    /// <summary>The deepest folder that holds every project.</summary>
    private static string Root(MigrationPlan plan)
    {
        string? root = null;
        foreach (var project in plan.Platform.Projects)
        {
            var directory = project.Directory.TrimEnd('/');
            while (root is not null && root != directory && !directory.StartsWith(root + "/", StringComparison.Ordinal))
                root = root[..Math.Max(0, root.LastIndexOf('/'))];
            root ??= directory;
        }
        return root ?? "";
    }

    private static string Place(string path, string root)
    {
        if (!path.StartsWith('/'))
            return Quote(path);
        if (path == root)
            return "SOURCE";
        var up = new StringBuilder();
        var from = root;
        while (from.Length > 0 && path != from && !path.StartsWith(from + "/", StringComparison.Ordinal))
        {
            up.Append("/..");
            from = from[..Math.Max(0, from.LastIndexOf('/'))];
        }
        return $"\"${{SOURCE}}{up}{Escape(path[from.Length..])}\"";
    }

    private static string List(IEnumerable<string> values) => "[" + string.Join(", ", values.Select(Quote)) + "]";

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Quote(SecretText text)
    {
        var result = new StringBuilder("\"");
        foreach (var piece in text.Pieces)
            result.Append(piece switch
            {
                TextPiece.Literal(var part) => Escape(part),
                TextPiece.Secret(var secret) => "${" + Variable(secret) + "}",
                _ => "",
            });
        return result.Append('"').ToString();
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
