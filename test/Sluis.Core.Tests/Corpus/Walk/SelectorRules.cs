using System.Globalization;
using k8s.Models;

namespace Sluis.Core.Tests.Corpus.Walk;

/// <summary>What selects by label selects what is meant: one workload for a controller, a Service or a budget, something for a policy.</summary>
internal static class SelectorRules
{
    /// <summary>What a cluster brings along; its Pods are in no file of ours.</summary>
    private static readonly HashSet<string> Outside = ["kube-system", "ingress", "monitoring", "external-secrets", "cert-manager"];

    public static void Check(Written written)
    {
        foreach (var obj in written.Objects)
            switch (obj.Typed)
            {
                case V1Deployment d: Own(written, obj, d.Spec.Selector); break;
                case V1StatefulSet s: Own(written, obj, s.Spec.Selector); break;
                case V1DaemonSet d: Own(written, obj, d.Spec.Selector); break;
                case V1Service s: Service(written, obj, s); break;
                case V1PodDisruptionBudget b: One(written, obj, b.Spec.Selector.MatchLabels); break;
                case V2HorizontalPodAutoscaler h: Scaler(written, obj, h); break;
                case V1NetworkPolicy p: Policy(written, obj, p); break;
            }
    }

    private static void Own(Written written, WrittenObject obj, V1LabelSelector selector)
    {
        if (selector.MatchLabels is not { Count: > 0 } labels || !Matches(labels, obj.Template?.Metadata.Labels))
            written.Fault(obj, "its selector does not match its own template");
        else
            One(written, obj, labels);
    }

    private static WrittenObject? One(Written written, WrittenObject obj, IDictionary<string, string> labels)
    {
        var selected = Selected(written, obj.Namespace, labels);
        if (selected.Count != 1)
            written.Fault(obj, $"its selector matches {(selected.Count == 0 ? "nothing" : string.Join(", ", selected))}");
        return selected.Count == 1 ? selected[0] : null;
    }

    private static void Service(Written written, WrittenObject obj, V1Service service)
    {
        var spec = service.Spec;
        foreach (var port in spec.Ports ?? [])
            if (port.Port is < 1 or > 65535 || ((spec.Ports?.Count ?? 0) > 1 && string.IsNullOrEmpty(port.Name)))
                written.Fault(obj, $"port {port.Port} \"{port.Name}\" is not legal");
        if ((spec.Ports ?? []).GroupBy(static p => (p.Port, p.Protocol ?? "TCP")).Any(static g => g.Count() > 1) || (spec.Ports ?? []).GroupBy(static p => p.Name).Any(static g => g.Count() > 1))
            written.Fault(obj, "a port is there twice");
        if (spec.Type == "ExternalName")
        {
            var parts = spec.ExternalName.Split('.');
            if (parts is not [var name, var ns, "svc", "cluster", "local"])
                return;
            if (written.Find("Service", ns, name)?.Typed is not V1Service target)
                written.Fault(obj, $"there is no Service {ns}/{name}");
            else if (target.Spec.Type == "ExternalName")
                written.Fault(obj, $"Service {ns}/{name} is an alias itself");
            else
                foreach (var port in spec.Ports ?? [])
                    if ((target.Spec.Ports ?? []).All(p => p.Port != port.Port))
                        written.Fault(obj, $"Service {ns}/{name} has no port {port.Port}");
            return;
        }
        if (spec.ClusterIP != "None" && spec.Ports is not { Count: > 0 })
            written.Fault(obj, "a Service with an address needs a port");
        if (spec.Selector is not { Count: > 0 } || One(written, obj, spec.Selector) is not { Template.Spec: { } pod })
            return;
        foreach (var port in spec.Ports ?? [])
        {
            var target = port.TargetPort?.Value ?? port.Port.ToString(CultureInfo.InvariantCulture);
            if (!pod.Containers.SelectMany(static c => c.Ports ?? []).Any(p => (p.Name == target || p.ContainerPort.ToString(CultureInfo.InvariantCulture) == target) && (p.Protocol ?? "TCP") == (port.Protocol ?? "TCP")))
                written.Fault(obj, $"no container has the port {target}");
        }
    }

    private static void Scaler(Written written, WrittenObject obj, V2HorizontalPodAutoscaler scaler)
    {
        var target = written.Find(scaler.Spec.ScaleTargetRef.Kind, obj.Namespace, scaler.Spec.ScaleTargetRef.Name);
        if (target is null || target.ApiVersion != scaler.Spec.ScaleTargetRef.ApiVersion)
            written.Fault(obj, $"there is no {scaler.Spec.ScaleTargetRef.Kind} {scaler.Spec.ScaleTargetRef.Name}");
        if (scaler.Spec.MinReplicas > scaler.Spec.MaxReplicas)
            written.Fault(obj, "least is more than most");
        foreach (var metric in scaler.Spec.Metrics ?? [])
            if (metric.Resource is { } resource && target?.Template?.Spec.Containers.All(c => c.Resources?.Requests?.ContainsKey(resource.Name) is true) is false)
                written.Fault(obj, $"a container of its target requests no {resource.Name}");
    }

    private static void Policy(Written written, WrittenObject obj, V1NetworkPolicy policy)
    {
        if (policy.Spec.PodSelector.MatchLabels is { Count: > 0 } own)
            One(written, obj, own);
        foreach (var peer in (policy.Spec.Ingress ?? []).SelectMany(static r => r.FromProperty ?? []).Concat((policy.Spec.Egress ?? []).SelectMany(static r => r.To ?? [])))
        {
            if (peer.IpBlock is not null)
            {
                if (peer.PodSelector is not null || peer.NamespaceSelector is not null)
                    written.Fault(obj, "a peer has an address block and a selector");
                continue;
            }
            var ns = obj.Namespace;
            if (peer.NamespaceSelector is { } selector)
            {
                if (selector.MatchLabels is not { Count: 1 } one || !one.TryGetValue("kubernetes.io/metadata.name", out ns))
                    continue;
                if (Outside.Contains(ns) && written.Objects.TrueForAll(o => o.Namespace != ns || o.Template is null))
                    continue;
                if (written.Find("Namespace", null, ns) is null)
                    written.Fault(obj, $"a peer is in the namespace {ns}, which is not there");
            }
            if (peer.PodSelector?.MatchLabels is { Count: > 0 } labels && Selected(written, ns, labels).Count == 0)
                written.Fault(obj, $"a peer selects nothing: {string.Join(", ", labels.Select(static l => $"{l.Key}={l.Value}"))} in {ns}");
        }
    }

    private static List<WrittenObject> Selected(Written written, string? ns, IDictionary<string, string> labels) =>
        written.Objects.FindAll(o => o.Namespace == ns && Matches(labels, o.Template?.Metadata.Labels));

    private static bool Matches(IDictionary<string, string> selector, IDictionary<string, string>? labels) =>
        labels is not null && selector.All(s => labels.TryGetValue(s.Key, out var value) && value == s.Value);
}
