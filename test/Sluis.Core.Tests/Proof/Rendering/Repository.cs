using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Rendering;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof.Rendering;

/// <summary>
/// A small repository as one text: a line <c># FILE path</c> begins each file. <c>root</c> is the folder that is rendered.
/// </summary>
internal sealed class Repository
{
    public const string Root = "root";

    private readonly List<KeyValuePair<string, byte[]>> files = [];

    public Repository(string text)
    {
        string? path = null;
        var content = new StringBuilder();
        foreach (var line in text.Split('\n'))
            if (line.StartsWith("# FILE ", StringComparison.Ordinal))
            {
                Keep();
                path = line["# FILE ".Length..].Trim();
            }
            else
                content.Append(line).Append('\n');
        Keep();

        void Keep()
        {
            if (path is not null)
                files.Add(new(path, Encoding.UTF8.GetBytes(content.ToString())));
            content.Clear();
        }
    }

    public IReadOnlyList<KeyValuePair<string, byte[]>> Files => files;

    public Findings Findings { get; } = new();

    public RepositorySnapshot Snapshot => field ??= new(files.Select(static f => new KeyValuePair<string, ReadOnlyMemory<byte>>(f.Key, f.Value)));

    public IReadOnlyList<ManifestObject>? Render(string root = Root) => Renderer.Render(Snapshot, root, Findings);

    /// <summary>Rendered without a finding.</summary>
    public IReadOnlyList<ManifestObject> Rendered()
    {
        var objects = Render();
        Assert.Empty(Findings.Sorted());
        Assert.NotNull(objects);
        return objects;
    }

    /// <summary>The one finding.</summary>
    public Diagnostic Finding()
    {
        Render();
        return Assert.Single(Findings.Sorted());
    }

    public static string Show(Node node)
    {
        var text = new StringBuilder();
        Show(node, text);
        return text.ToString();
    }

    /// <summary>As JSON with sorted keys.</summary>
    private static void Show(Node node, StringBuilder text)
    {
        switch (node)
        {
            case MapNode map:
                text.Append('{').AppendJoin(',', map.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => $"{e.Key}:{Show(e.Value)}")).Append('}');
                break;
            case ListNode list:
                text.Append('[').AppendJoin(',', list.Items.Select(Show)).Append(']');
                break;
            case ScalarNode scalar:
                text.Append(scalar.Kind switch { ScalarKind.String => $"\"{scalar.Text}\"", ScalarKind.Null => "null", _ => scalar.Text });
                break;
        }
    }

    public static SourceSpan At(string file, int line, int column) => new(file, line, column);
}
