using System.Globalization;
using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Toml;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Routes;

/// <summary>Traefik's YAML and TOML files in the form of its labels: <c>http.routers.app.rule</c>.</summary>
internal static class TraefikFiles
{
    public static bool IsOne(string path) =>
        path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".toml", StringComparison.Ordinal);

    /// <summary>Null, with a warning, when it is neither YAML nor TOML: Traefik's files may be templates.</summary>
    public static MapNode? Read(string text, string path, Findings findings)
    {
        if (path.EndsWith(".toml", StringComparison.Ordinal))
        {
            var table = TomlReader.Read(text, path, out var place);
            if (table is null)
                findings.Add(RouteDiagnostics.UnreadableFile(place, path));
            return table;
        }
        var faults = new Findings();
        if (YamlReader.Read(path, Encoding.UTF8.GetBytes(text), faults) is MapNode root)
            return root;
        if (faults.Sorted() is [var fault, ..])
            findings.Add(RouteDiagnostics.UnreadableFile(fault.At, path));
        return null;
    }

    /// <summary>Lists of values become one with commas; lists of objects are numbered.</summary>
    public static void Flatten(Node? node, string prefix, Dictionary<string, string> into)
    {
        switch (node)
        {
            case MapNode map:
                if (prefix.Length > 0 && map.Entries.Count == 0)
                    into[prefix] = "true";
                foreach (var (key, _, value) in map.Entries)
                    Flatten(value, prefix.Length == 0 ? key : $"{prefix}.{key}", into);
                break;
            case ListNode list when list.Items.All(static i => i is ScalarNode):
                into[prefix] = string.Join(',', list.Items.Select(static i => ((ScalarNode)i).Text));
                break;
            case ListNode list:
                for (var i = 0; i < list.Items.Count; i++)
                    Flatten(list.Items[i], $"{prefix}.{i.ToString(CultureInfo.InvariantCulture)}", into);
                break;
            case ScalarNode scalar:
                into[prefix] = scalar.Text;
                break;
        }
    }
}
