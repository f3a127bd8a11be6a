using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Waves;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>
/// How calls cross while a wave is the last that has moved. Into the cluster: a NodePort. Out of it: a Service without a selector,
/// https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors, and a policy that lets them out.
/// </summary>
internal static class BridgeSteps
{
    public static void Write(StringBuilder text, Crossing crossing, Wave wave)
    {
        text.Append("\n## Bridges of this wave\n");
        var moved = crossing.Waves.Waves.AsSpan().ToArray().Where(w => w.Number < wave.Number).SelectMany(static w => w.Bridges).Where(static b => !b.IntoCluster).ToList();
        foreach (var target in moved.Select(static b => b.To).Distinct().Where(t => wave.Steps.Any(s => s.Service == t)).Order())
            text.Append(CultureInfo.InvariantCulture, $"\n{target} moves now: its bridge to the old host goes with `kubectl -n {crossing.Workload(target).Namespace} delete endpointslice/{crossing.Workload(target).Name}-old-host`, right after it has started.\n");
        if (wave.Bridges.IsEmpty)
        {
            text.Append(wave.Number == crossing.Waves.Waves[^1].Number ? "\nNo call crosses any more: this is the last wave.\n" : "\nNo call crosses after this wave.\n");
            return;
        }
        foreach (var group in wave.Bridges.AsSpan().ToArray().GroupBy(static b => (b.To, b.Port, b.IntoCluster)).OrderBy(static g => g.Key.To).ThenBy(static g => g.Key.Port))
        {
            var workload = crossing.Workload(group.Key.To);
            var callers = string.Join(", ", group.Select(static b => b.From));
            if (group.Key.IntoCluster)
                Into(text, workload, group.Key.Port, callers, group.Sum(static b => b.Risk));
            else
                OutOf(text, workload, group.Key.Port, callers, group.Sum(static b => b.Risk));
        }
        foreach (var callers in wave.Bridges.AsSpan().ToArray().Where(static b => !b.IntoCluster).Select(b => crossing.Workload(b.From).Namespace).Distinct().Order(StringComparer.Ordinal))
            Egress(text.Append(CultureInfo.InvariantCulture, $"\nThe Pods of {callers} may reach the old host:\n\n```sh\n"), callers).Append("```\n");
    }

    private static void Into(StringBuilder text, WorkloadPlan workload, int port, string callers, int risk)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nOld host → cluster, risk {risk}: {callers} on the old host {(callers.Contains(',', StringComparison.Ordinal) ? "call" : "calls")} {workload.Service.Key}:{port} in the cluster. They get the node of its Pod and the port that the last command prints in place of `{workload.Service.Key.Service}:{port}`.\n\n```sh\n");
        Door(text, workload, port);
        text.Append("```\n");
    }

    /// <summary>A port of the Pod's node that the old host may enter by, and what to call it.</summary>
    public static void Door(StringBuilder text, WorkloadPlan workload, int port)
    {
        var name = LegalNames.Label($"{workload.Name}-{port}-bridge");
        text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} expose service/{workload.Name} --name={name} --type=NodePort --port={port} --target-port={port} --overrides='{{\"spec\":{{\"externalTrafficPolicy\":\"Local\"}}}}'\n");
        text.Append(CultureInfo.InvariantCulture, $"kubectl apply -f - <<POLICY\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {name}\n  namespace: {workload.Namespace}\nspec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: {workload.Name}\n  policyTypes: [Ingress]\n  ingress:\n    - from:\n        - ipBlock:\n            cidr: $OLD_HOST/32\n      ports:\n        - port: {port}\nPOLICY\n");
        text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} get pod -l app.kubernetes.io/name={workload.Name} -o jsonpath='{{.items[0].status.hostIP}}:'; kubectl -n {workload.Namespace} get service/{name} -o jsonpath='{{.spec.ports[0].nodePort}}'\n");
    }

    private static void OutOf(StringBuilder text, WorkloadPlan workload, int port, string callers, int risk)
    {
        var published = Crossing.PublishedAt(workload, port);
        text.Append(CultureInfo.InvariantCulture, $"\nCluster → old host, risk {risk}: {callers} in the cluster {(callers.Contains(',', StringComparison.Ordinal) ? "call" : "calls")} {workload.Service.Key}:{port} on the old host. ");
        text.Append(published is { } there ? string.Create(CultureInfo.InvariantCulture, $"The old host publishes it at {there}.") : string.Create(CultureInfo.InvariantCulture, $"The old host does not publish it: add `ports: [\"{port}:{port}\"]` to `{workload.Service.Key.Service}` there, open to the cluster's nodes only."));
        text.Append(CultureInfo.InvariantCulture, $"\n\n```sh\nkubectl apply -f - <<BRIDGE\napiVersion: v1\nkind: Service\nmetadata:\n  name: {workload.Name}\n  namespace: {workload.Namespace}\nspec:\n  ports:\n    - name: p{port}\n      port: {port}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: {workload.Name}-old-host\n  namespace: {workload.Namespace}\n  labels:\n    kubernetes.io/service-name: {workload.Name}\naddressType: IPv4\nports:\n  - name: p{port}\n    port: {published ?? port}\nendpoints:\n  - addresses: [\"$OLD_HOST\"]\nBRIDGE\n```\n");
    }

    public static StringBuilder Egress(StringBuilder text, string @namespace) =>
        text.Append(CultureInfo.InvariantCulture, $"kubectl apply -f - <<POLICY\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: to-old-host\n  namespace: {@namespace}\nspec:\n  podSelector: {{}}\n  policyTypes: [Egress]\n  egress:\n    - to:\n        - ipBlock:\n            cidr: $OLD_HOST/32\nPOLICY\n");
}
