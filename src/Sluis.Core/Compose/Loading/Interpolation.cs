using System.Globalization;
using Sluis.Core.Compose.Interpolation;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>Interpolates every string of a document, and reads as a number or boolean what its attribute needs as one.</summary>
internal static class Interpolation
{
    private delegate ScalarNode? Cast(ScalarNode scalar);

    private sealed record Type(string Name, Cast Read);

    private static readonly Type Whole = new("a whole number", static s =>
        long.TryParse(s.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? Keep(s, ScalarKind.Integer) : null);

    private static readonly Type Real = new("a number", static s =>
        double.TryParse(s.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? Keep(s, ScalarKind.Float) : null);

    private static readonly Type Boolean = new("true or false", static s => s.Text.ToLowerInvariant() switch
    {
        "true" or "y" or "yes" or "on" => new ScalarNode(s.Span, "true", ScalarKind.Boolean, s.Parts),
        "false" or "n" or "no" or "off" => new ScalarNode(s.Span, "false", ScalarKind.Boolean, s.Parts),
        _ => null,
    });

    private static readonly Rules<Type> Casts = Build();

    private static Rules<Type> Build()
    {
        var rules = new Rules<Type>();
        void Add(Type type, string under, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                rules.Add(under + name, type);
        }

        Add(Whole, "services.*.", "cpu_count", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares",
            "deploy.replicas", "deploy.update_config.parallelism", "deploy.rollback_config.parallelism", "deploy.restart_policy.max_attempts",
            "deploy.placement.max_replicas_per_node", "healthcheck.retries", "oom_score_adj", "pids_limit", "ports.*.target", "scale",
            "ulimits.*", "ulimits.*.hard", "ulimits.*.soft");
        Add(Real, "services.*.", "cpu_percent", "cpus", "deploy.update_config.max_failure_ratio", "deploy.rollback_config.max_failure_ratio");
        Add(Boolean, "services.*.", "init", "depends_on.*.required", "depends_on.*.restart", "healthcheck.disable", "oom_kill_disable",
            "privileged", "read_only", "stdin_open", "tty", "volumes.*.read_only", "volumes.*.volume.nocopy");
        Add(Boolean, "networks.*.", "external", "internal", "attachable", "enable_ipv4", "enable_ipv6");
        Add(Boolean, "", "volumes.*.external", "secrets.*.external", "configs.*.external");
        return rules;
    }

    private static ScalarNode Keep(ScalarNode s, ScalarKind kind) => new(s.Span, s.Text, kind, s.Parts);

    public static Node Apply(Node node, Interpolator interpolator) => Apply(node, interpolator, Casts);

    private static Node Apply(Node node, Interpolator interpolator, Rules<Type>? rules)
    {
        switch (node)
        {
            case ScalarNode { Kind: ScalarKind.String } scalar:
                var (text, parts) = interpolator.Interpolate(scalar.Text, scalar.Span);
                var result = ReferenceEquals(text, scalar.Text) ? scalar : new(scalar.Span, text, ScalarKind.String, parts) { Tag = scalar.Tag };
                if (rules?.Rule is not { } type)
                    return result;
                return type.Read(result) ?? throw new ComposeFault(InterpolationDiagnostics.Cast(scalar.Span, "This value", type.Name));
            case MapNode map:
                Entry[]? entries = null;
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    var entry = map.Entries[i];
                    var value = Apply(entry.Value, interpolator, rules?.At(entry.Key));
                    if (entries is null && ReferenceEquals(value, entry.Value))
                        continue;
                    entries ??= [.. map.Entries];
                    entries[i] = entry with { Value = value };
                }
                return entries is null ? map : new MapNode(map.Span, entries) { Tag = map.Tag };
            case ListNode list:
                Node[]? items = null;
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var value = Apply(list.Items[i], interpolator, rules?.Each);
                    if (items is null && ReferenceEquals(value, list.Items[i]))
                        continue;
                    items ??= [.. list.Items];
                    items[i] = value;
                }
                return items is null ? list : new ListNode(list.Span, items) { Tag = list.Tag };
            default:
                return node;
        }
    }
}
