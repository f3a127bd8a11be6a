using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>A service with both <c>scale</c> and <c>deploy</c> has its scale as <c>deploy.replicas</c> too.</summary>
internal static class Scaling
{
    public static MapNode Apply(MapNode root)
    {
        if (root["services"] is not MapNode services || !services.Entries.Any(static e => Missing(e.Value) is not null))
            return root;
        var draft = new MapDraft(root);
        draft.Set("services", new MapNode(services.Span, [.. services.Entries.Select(static e => Missing(e.Value) is { } scale ? e with { Value = With((MapNode)e.Value, scale) } : e)]));
        return draft.ToNode();
    }

    private static ScalarNode? Missing(Node service) =>
        service is MapNode map && map["deploy"] is MapNode deploy && deploy["replicas"] is null ? map["scale"] as ScalarNode : null;

    private static MapNode With(MapNode service, ScalarNode scale)
    {
        var deploy = (MapNode?)service["deploy"];
        var draft = new MapDraft(service);
        draft.Set("deploy", new MapNode(deploy?.Span ?? service.Span,
            [.. (deploy?.Entries ?? []).Append(new Entry("replicas", scale.Span, scale)).OrderBy(static e => e.Key, StringComparer.Ordinal)]));
        return draft.ToNode();
    }
}
