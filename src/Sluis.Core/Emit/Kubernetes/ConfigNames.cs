using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>A name for the ConfigMap or Secret behind each mounted file or folder, given before the parallel work begins.</summary>
internal sealed class ConfigNames
{
    private readonly Dictionary<(ServiceKey, string), string> names = [];

    public ConfigNames(MigrationPlan plan)
    {
        var scopes = new Dictionary<string, NameScope>(StringComparer.Ordinal);
        foreach (var workload in plan.Workloads)
            foreach (var mount in workload.Service.Mounts)
                if (mount is Mount.Files or Mount.Config)
                {
                    if (!scopes.TryGetValue(workload.Namespace, out var scope))
                        scopes.Add(workload.Namespace, scope = new NameScope());
                    var wanted = workload.Name + "-" + mount.Target.Trim('/');
                    names.TryAdd((workload.Service.Key, mount.Target), scope.Take($"{workload.Service.Key}:{mount.Target}", wanted, wanted + "-config", out _));
                }
    }

    public string this[WorkloadPlan workload, Mount mount] => names[(workload.Service.Key, mount.Target)];
}
