using Sluis.Core.Compose.EnvFiles;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>
/// <c>env_file</c> and <c>label_file</c> into environment and labels; what the service says itself wins. A value keeps the
/// place of its line in the file.
/// </summary>
internal sealed class AttachedFiles(ISourceTree sources, ComposeOptions options, Func<string, string?> environment, Findings findings, Func<string, string> shown)
{
    public MapNode Resolve(MapNode root)
    {
        if (root["services"] is not MapNode services || !services.Entries.Any(static e => e.Value is MapNode s && (s["env_file"] ?? s["label_file"]) is not null))
            return root;
        var draft = new MapDraft(root);
        draft.Set("services", new MapNode(services.Span, [.. services.Entries.Select(e => e.Value is MapNode s ? e with { Value = Service(s) } : e)]));
        return draft.ToNode();
    }

    private MapNode Service(MapNode service)
    {
        var draft = new MapDraft(service);
        if (service["env_file"] is ListNode envFiles)
            Attach(draft, "environment", envFiles, environment);
        if (service["label_file"] is ListNode labelFiles)
            Attach(draft, "labels", labelFiles, static _ => null);
        return new(service.Span, [.. draft.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal)]);
    }

    private void Attach(MapDraft service, string key, ListNode files, Func<string, string?> project)
    {
        var own = service[key] as MapNode;
        var values = new MapDraft(own?.Span ?? files.Span);
        string? Lookup(string name) => project(name) ?? own?[name].AsText() ?? values[name].AsText();
        foreach (var file in files.Items)
        {
            var (path, map) = (file as ScalarNode ?? (file as MapNode)?["path"] as ScalarNode, file as MapNode);
            if (path is null)
                continue;
            var content = sources.Read(path.Text);
            if (content.Content is not { } bytes)
            {
                if (map?["required"].AsText() != "false" || sources.Kind(path.Text) != SourceKind.Missing)
                    findings.Add(EnvFileDiagnostics.Missing(path.Span, shown(path.Text), content.Failure ?? "it cannot be read", options.MissingEnvFileIsWarning));
                continue;
            }
            foreach (var entry in EnvFileParser.Parse(shown(path.Text), bytes, map?["format"].AsText() == "raw", Lookup, findings))
                if (entry.Value is not null)
                    values.Set(entry.Name, Nodes.Text(entry.At, entry.Value, entry.Parts));
        }
        foreach (var (name, keySpan, value) in own?.Entries ?? [])
        {
            values.Remove(name);
            values.Set(name, value, keySpan);
        }
        if (values.Count > 0)
            service.Set(key, new MapNode(own?.Span ?? files.Span, [.. values.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal)]));
    }
}
