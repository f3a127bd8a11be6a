using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing;

/// <summary>A Secret with one key that a middleware refers to: users as htpasswd lines.</summary>
internal sealed record RoutingSecret(string Domain, string Namespace, string Name, string Key, SecretText Value);

internal static class RoutingSecrets
{
    /// <summary>Traefik accepts a Secret with exactly one key, of any name; ingress-nginx wants it to be "auth".</summary>
    public const string Key = "auth";

    public static string NameOf(string middleware)
    {
        var at = middleware.IndexOf('@');
        return LegalNames.Label((at < 0 ? middleware : middleware[..at]) + "-users");
    }

    /// <summary>Each once for each namespace that needs it, in order: whoever delivers secrets fills these too.</summary>
    public static IEnumerable<RoutingSecret> Of(MigrationPlan plan)
    {
        var workloads = plan.Workloads.ToDictionary(static w => w.Service.Key);
        return plan.Platform.Routes
            .Where(r => r.InternalService is null && workloads.ContainsKey(r.Service))
            .SelectMany(r => r.Middlewares.Select(m => (Workload: workloads[r.Service], Middleware: m)))
            .Select(static x => x.Middleware switch
            {
                Middleware.BasicAuth { UsersFile: null } basic => Secret(x.Workload, basic.Name, basic.Users),
                Middleware.DigestAuth digest => Secret(x.Workload, digest.Name, digest.Users),
                _ => null,
            })
            .OfType<RoutingSecret>().DistinctBy(static s => (s.Namespace, s.Name))
            .OrderBy(static s => s.Namespace, StringComparer.Ordinal).ThenBy(static s => s.Name, StringComparer.Ordinal);
    }

    private static RoutingSecret Secret(WorkloadPlan workload, string middleware, SecretText users) => new(workload.Domain, workload.Namespace, NameOf(middleware), Key, users);
}
