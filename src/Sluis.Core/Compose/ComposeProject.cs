using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose;

/// <summary>
/// A Compose project, resolved as <c>docker compose config</c> resolves it: interpolated, merged, extended, included,
/// in canonical long form, with defaults and absolute paths. <see cref="Root"/> is the whole resolved model; its JSON
/// (see <c>ComposeJson</c>) is the reference implementation's. Every node carries the place it came from.
/// </summary>
public sealed record ComposeProject
{
    public required string Name { get; init; }

    /// <summary>
    /// The name that <c>docker compose</c> gives the project when nobody says <c>-p</c>: its volumes and networks on the old host begin
    /// with it.
    /// </summary>
    public required string EngineName { get; init; }

    /// <summary>Absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The Compose files that were read, absolute, in order, included and extended ones last.</summary>
    public required EquatableArray<string> Files { get; init; }

    /// <summary>Top-level keys: name, services, networks, volumes, secrets, configs, models, x-….</summary>
    public required MapNode Root { get; init; }

    /// <summary>
    /// Every variable that was looked up while reading, sorted by name, with its value if it had one. For finding secrets by origin;
    /// never printed.
    /// </summary>
    public EquatableArray<ReferencedVariable> Variables { get; init; }

    public MapNode Section(string name) => Root[name] as MapNode ?? new MapNode(Root.Span, []);

    public IEnumerable<(string Name, MapNode Node)> Services =>
        Section("services").Entries.Where(e => e.Value is MapNode).Select(e => (e.Key, (MapNode)e.Value));
}

public sealed record ReferencedVariable(string Name, string? Value);
