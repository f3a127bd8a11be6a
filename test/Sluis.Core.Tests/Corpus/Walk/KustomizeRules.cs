using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Corpus.Walk;

/// <summary>A kustomization lists the files beside it and no others; a patch has a target, and each of its paths is there.</summary>
internal static class KustomizeRules
{
    public static void Check(Written written)
    {
        var folders = written.Tree.Files.Select(static f => f.Path)
            .Where(static p => p.StartsWith("apps/", StringComparison.Ordinal) || p.StartsWith("platform/", StringComparison.Ordinal) || p.StartsWith("clusters/", StringComparison.Ordinal))
            .Where(static p => !p.EndsWith("/.gitignore", StringComparison.Ordinal) && (!p.StartsWith("platform/secrets/", StringComparison.Ordinal) || p.Contains("/base/", StringComparison.Ordinal) || p.Contains("/overlays/", StringComparison.Ordinal)))
            .GroupBy(Folder, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.ToList(), StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, paths) in folders)
        {
            if (Read(written, $"{folder}/kustomization.yaml") is not { } kustomization)
            {
                written.Faults.Add($"{folder}: no kustomization");
                continue;
            }
            var resources = Texts(kustomization["resources"]).Concat(Texts(kustomization["components"])).ToList();
            var beside = paths.Select(p => p[(folder.Length + 1)..]).Where(static n => n != "kustomization.yaml").ToHashSet(StringComparer.Ordinal);
            foreach (var resource in resources)
                if (!beside.Remove(resource) && !folders.ContainsKey(Join(folder, resource)))
                    written.Faults.Add($"{folder}/kustomization.yaml: lists {resource}, which is not there");
                else if (folders.ContainsKey(Join(folder, resource)))
                    reached.Add(Join(folder, resource));
            foreach (var left in beside)
                written.Faults.Add($"{folder}/kustomization.yaml: does not list {left}");
            if (resources.Distinct(StringComparer.Ordinal).Count() != resources.Count)
                written.Faults.Add($"{folder}/kustomization.yaml: lists a file twice");
            foreach (var patch in kustomization["patches"]?.AsArray() ?? [])
                Patch(written, folder, patch!);
        }
        foreach (var folder in folders.Keys)
            if (!reached.Contains(folder) && !folder.StartsWith("clusters/", StringComparison.Ordinal))
                written.Faults.Add($"{folder}: no kustomization leads to it");
    }

    private static void Patch(Written written, string folder, JsonNode patch)
    {
        var bases = Join(folder, "../../base");
        var (kind, name, ns) = ((string?)patch["target"]?["kind"], (string?)patch["target"]?["name"], (string?)patch["target"]?["namespace"]);
        var targets = written.Objects.FindAll(o => Folder(o.Path) == bases && o.Kind == kind && o.Name == name && (ns is null || o.Namespace == ns));
        if (targets.Count != 1)
        {
            written.Faults.Add($"{folder}/kustomization.yaml: a patch for {kind} {name} has {targets.Count} targets");
            return;
        }
        var findings = new Findings();
        if (YamlReader.Read("patch", Encoding.UTF8.GetBytes((string?)patch["patch"] ?? ""), findings) is not ListNode operations)
            return;
        foreach (var operation in operations.Items)
        {
            var json = Written.ToJson(operation);
            var path = (string?)json?["path"] ?? "";
            var parent = path[..path.LastIndexOf('/')];
            if (Resolve(targets[0].Json, (string?)json?["op"] == "add" ? parent : path) is null)
                written.Faults.Add($"{folder}/kustomization.yaml: {targets[0]} has no {path}");
        }
    }

    private static JsonNode? Resolve(JsonNode? node, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject map => map[key],
                JsonArray list when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Count => list[at],
                _ => null,
            };
        }
        return node;
    }

    private static JsonObject? Read(Written written, string path) =>
        written.Tree[path] is { } file && YamlReader.Read(path, file.Content.Span, new Findings()) is { } node ? Written.ToJson(node) as JsonObject : null;

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(static i => (string?)i ?? "");

    private static string Folder(string path) => path[..path.LastIndexOf('/')];

    private static string Join(string folder, string relative)
    {
        var parts = folder.Split('/').ToList();
        foreach (var part in relative.Split('/'))
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        return string.Join('/', parts);
    }
}
