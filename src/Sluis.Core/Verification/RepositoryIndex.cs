using k8s.Models;
using Sluis.Core.Emit;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Verification;

/// <summary>Where a service's container is written.</summary>
internal sealed record WrittenContainer(string File, string PodPath, V1PodSpec Pod, V1Container Container, int Position)
{
    public string Field(string name) => $"{PodPath}.containers[{Position}].{name}";
}

/// <summary>The written objects by what they are for.</summary>
internal sealed class RepositoryIndex
{
    private readonly Dictionary<ServiceKey, WrittenContainer> containers = [];
    private readonly Dictionary<(string Namespace, string Kind, string Name), string> files = [];
    private readonly HashSet<string> secretValues = new(StringComparer.Ordinal);

    public RepositoryIndex(MigrationPlan plan, RepositoryTree tree)
    {
        Plan = plan;
        foreach (var file in tree.Files)
            if (file.Object is k8s.IKubernetesObject<V1ObjectMeta> written)
                files[(written.Metadata.NamespaceProperty ?? "", written.Kind, written.Metadata.Name)] = file.Path;
        var pods = Pods(tree);
        foreach (var workload in plan.Workloads)
        {
            Workloads[workload.Service.Key] = workload;
            if (pods.TryGetValue((workload.Namespace, workload.Name), out var written))
                containers[workload.Service.Key] = written;
        }
        foreach (var replaced in plan.Replaced)
            Replaced[replaced.Service] = replaced;
        Routed = plan.Platform.Routes.ToLookup(static r => r.Service);
        foreach (var secret in plan.Platform.Secrets)
            if (secret.Value?.Reveal() is { Length: > 3 } value)
                secretValues.Add(value);
    }

    public MigrationPlan Plan { get; }

    public Dictionary<ServiceKey, WorkloadPlan> Workloads { get; } = [];

    public Dictionary<ServiceKey, ReplacedService> Replaced { get; } = [];

    public ILookup<ServiceKey, Route> Routed { get; }

    public bool KnowsContainer(string name)
    {
        foreach (var service in Plan.Platform.Services)
            if (service.ContainerName == name)
                return true;
        return false;
    }

    public WrittenContainer? Container(ServiceKey key) => containers.GetValueOrDefault(key);

    public string? File(string ns, string kind, string name) => files.GetValueOrDefault((ns, kind, name));

    private static Dictionary<(string Namespace, string Container), WrittenContainer> Pods(RepositoryTree tree)
    {
        var found = new Dictionary<(string, string), WrittenContainer>();
        foreach (var file in tree.Files)
        {
            var (pod, path) = file.Object switch
            {
                V1Deployment d => (d.Spec.Template.Spec, "spec.template.spec"),
                V1StatefulSet s => (s.Spec.Template.Spec, "spec.template.spec"),
                V1DaemonSet d => (d.Spec.Template.Spec, "spec.template.spec"),
                V1Job j => (j.Spec.Template.Spec, "spec.template.spec"),
                V1CronJob c => (c.Spec.JobTemplate.Spec.Template.Spec, "spec.jobTemplate.spec.template.spec"),
                _ => (null, ""),
            };
            if (pod is null || file.Object is not k8s.IKubernetesObject<V1ObjectMeta> owner)
                continue;
            for (var i = 0; i < pod.Containers.Count; i++)
                // A scheduled task repeats its workload's container; the workload itself comes first by kind.
                if (owner is not V1CronJob || !found.ContainsKey((owner.Metadata.NamespaceProperty ?? "", pod.Containers[i].Name)))
                    found[(owner.Metadata.NamespaceProperty ?? "", pod.Containers[i].Name)] = new(file.Path, path, pod, pod.Containers[i], i);
        }
        return found;
    }

    /// <summary>The ledger is public: a value that came from a secret, or holds one, is not shown.</summary>
    public bool IsSecret(ScalarNode? leaf, List<string> keys)
    {
        if (leaf is null)
            return false;
        foreach (var part in leaf.Parts)
            if (part is TextPart.Variable { Name: var name } && Plan.Platform.Secrets.Any(s => s.Origin == name || s.Name.Value == name))
                return true;
        foreach (var value in secretValues)
            if (leaf.Text.Contains(value, StringComparison.Ordinal))
                return true;
        return keys is ["environment", var variable] && Understanding.Secrets.SecretNames.IsSecret(variable)
            && !Understanding.Secrets.SecretShapes.IsHarmless(leaf.Text, strongName: true);
    }
}
