using System.Globalization;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// Environments with their hosts. Production keeps the hosts of today. Others get the host that sluis.yaml maps, else the
/// host's own part before the base domain with <c>hostSuffix</c>, else the environment's name before the host
/// (<c>staging.rentguy.sevensa.nl</c>), which stays unique whatever the hosts are.
/// </summary>
internal static class EnvironmentPlanner
{
    private const double SmallScale = 0.5;

    public static EquatableArray<string> ProductionHosts(PlatformModel platform)
    {
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var route in platform.Routes)
            foreach (var match in route.Matches)
                if (match is { Host: { Length: > 0 } host, HostIsRegex: false })
                    hosts.Add(host);
        return [.. hosts];
    }

    public static EquatableArray<EnvironmentPlan> Plan(PlanningContext context, string platform, string baseDomain, EquatableArray<string> hosts)
    {
        var stated = context.Intent.Environments;
        EquatableArray<EnvironmentIntent> all = stated.IsEmpty
            ? [new() { Name = "dev" }, new() { Name = "staging" }, new() { Name = "production" }]
            : stated;
        context.Decisions.Add(new("environments", string.Join(", ", all.Select(e => e.Name)),
            stated.IsEmpty ? "develop, rehearse, run" : "stated in sluis.yaml", !stated.IsEmpty));
        var production = Production(all);
        var plans = new List<EnvironmentPlan>(all.Count);
        var names = new NameScope(30);
        for (var i = 0; i < all.Count; i++)
            plans.Add(One(context, all[i], names.Take(all[i].Name, all[i].Name, all[i].Name, out _), i == production, platform, baseDomain, hosts));
        return [.. plans];
    }

    /// <summary>The one of that name, else the last.</summary>
    private static int Production(EquatableArray<EnvironmentIntent> all)
    {
        for (var i = 0; i < all.Count; i++)
            if (all[i].Name is "production" or "prod")
                return i;
        return all.Count - 1;
    }

    private static EnvironmentPlan One(PlanningContext context, EnvironmentIntent intent, string name, bool production, string platform, string baseDomain, EquatableArray<string> hosts)
    {
        var key = $"environments.{intent.Name}";
        var scale = intent.Scale ?? (production ? 1 : SmallScale);
        var storage = intent.StorageScale ?? (production ? 1 : SmallScale);
        int? replicas = intent.Replicas ?? (production ? null : 1);
        context.Decisions.Add(new($"{key}.scale", Text(scale), intent.Scale is null ? production ? "as sized" : "half of production's requests and limits" : "stated in sluis.yaml", intent.Scale is not null));
        context.Decisions.Add(new($"{key}.storageScale", Text(storage), intent.StorageScale is null ? production ? "as sized" : "half of production's volumes" : "stated in sluis.yaml", intent.StorageScale is not null));
        if (replicas is { } count)
            context.Decisions.Add(new($"{key}.replicas", count.ToString(CultureInfo.InvariantCulture), intent.Replicas is null ? "one of each is enough to try a change" : "stated in sluis.yaml", intent.Replicas is not null));
        var path = intent.SecretPath?.Trim('/') ?? $"{platform}/{intent.Name}";
        context.Decisions.Add(new($"{key}.secretPath", path, intent.SecretPath is null ? "each environment has secrets of its own" : "stated in sluis.yaml", intent.SecretPath is not null));
        return new EnvironmentPlan
        {
            Name = name,
            IsProduction = production,
            Scale = scale,
            StorageScale = storage,
            Replicas = replicas,
            StorageClass = intent.StorageClass,
            Hosts = Hosts(context, intent, production, baseDomain, hosts),
            ImageTags = intent.ImageTags,
            SecretPath = path,
        };
    }

    private static EquatableArray<KeyValuePair<string, string>> Hosts(PlanningContext context, EnvironmentIntent intent, bool production, string baseDomain, EquatableArray<string> hosts)
    {
        var mapped = new List<KeyValuePair<string, string>>(hosts.Count);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            var to = Stated(intent, host) ?? (intent.HostSuffix is { Length: > 0 } suffix ? Suffixed(host, baseDomain, suffix) : production ? host : Prefixed(host, intent.Name));
            if (!owners.TryAdd(to, host))
                context.Findings.Add(PlanningDiagnostics.HostClash(intent.At, intent.Name, owners[to], host, to));
            mapped.Add(new(host, to));
        }
        return [.. mapped];
    }

    private static string? Stated(EnvironmentIntent intent, string host)
    {
        foreach (var (from, to) in intent.Hosts)
            if (string.Equals(from, host, StringComparison.OrdinalIgnoreCase))
                return to;
        return null;
    }

    private static string Suffixed(string host, string baseDomain, string suffix)
    {
        var own = host == baseDomain ? ""
            : baseDomain.Length > 0 && host.EndsWith("." + baseDomain, StringComparison.Ordinal) ? host[..^(baseDomain.Length + 1)]
            : host.Replace('.', '-');
        var tail = suffix.TrimStart('.');
        return own.Length == 0 ? tail : $"{own}.{tail}";
    }

    private static string Prefixed(string host, string environment) => host.StartsWith("*.", StringComparison.Ordinal)
        ? $"*.{environment}.{host.AsSpan(2)}"
        : $"{environment}.{host}";

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
