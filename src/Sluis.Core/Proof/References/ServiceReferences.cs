using System.Globalization;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Objects;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>Services, disruption budgets, autoscalers, monitors: who is found by selector or by name.</summary>
internal static class ServiceReferences
{
    public static void Service(EnvironmentIndex index, ManifestObject item)
    {
        var (by, spec) = (new Referrer(item), item.Spec);
        var selector = spec.Entries("selector");
        if (spec is null || selector.Count == 0 || spec.Text("type") == "ExternalName")
            return;
        var pods = index.Select(item.Namespace, selector);
        if (pods.Count == 0)
        {
            index.Report(ReferenceDiagnostics.NoEndpoints(by.At(spec, "spec", "selector"), item.Name));
            return;
        }
        var i = 0;
        foreach (var port in spec.Maps("ports"))
        {
            var path = $"spec.ports[{i++}]";
            var target = (port["targetPort"] ?? port["port"]) as ScalarNode;
            if (target is { Kind: ScalarKind.String or ScalarKind.Integer } && !Declares(pods, target, port.Text("protocol") ?? "TCP"))
                index.Report(ReferenceDiagnostics.NoTargetPort(by.At(port, path, port["targetPort"] is null ? "port" : "targetPort"), item.Name, target.Text, named: target.Kind == ScalarKind.String));
        }
    }

    /// <summary>A number counts as declared when a Pod declares no ports at all.</summary>
    private static bool Declares(List<PodTemplate> pods, ScalarNode target, string protocol)
    {
        foreach (var pod in pods)
        {
            var silent = true;
            foreach (var container in pod.Running)
                foreach (var port in container.Node.Maps("ports"))
                {
                    silent = false;
                    if (target.Kind == ScalarKind.String ? port.Text("name") == target.Text : port.Text("containerPort") == target.Text && (port.Text("protocol") ?? "TCP") == protocol)
                        return true;
                }
            if (silent && target.Kind == ScalarKind.Integer)
                return true;
        }
        return false;
    }

    public static void Budget(EnvironmentIndex index, ManifestObject item)
    {
        if (item.Spec is { } spec && spec.Map("selector") is { } selector && !index.SelectsAny(item.Namespace, selector))
            index.Report(ReferenceDiagnostics.NobodySelected(new Referrer(item).At(spec, "spec", "selector"), item.Kind));
    }

    /// <summary>HorizontalPodAutoscaler, and KEDA's ScaledObject, whose target is a Deployment unless it says otherwise.</summary>
    public static void Autoscaler(EnvironmentIndex index, ManifestObject item)
    {
        if (item.Spec.Map("scaleTargetRef") is { } target && target.Text("name") is { } name && (target.Text("kind") ?? "Deployment") is var kind && index.Find(kind, item.Namespace, name) is null)
            index.Report(ReferenceDiagnostics.NoTarget(new Referrer(item).At(target, "spec.scaleTargetRef", "name"), kind, name));
    }

    /// <summary>ServiceMonitor and PodMonitor. https://prometheus-operator.dev/docs/api-reference/api/</summary>
    public static void Monitor(EnvironmentIndex index, ManifestObject item)
    {
        if (item.Spec is not { } spec || spec.Map("selector") is not { } selector)
            return;
        var (by, ofPods) = (new Referrer(item), item.Kind == "PodMonitor");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var found = false;
        bool Covers(string? ns) => spec.Map("namespaceSelector") is not { } namespaces ? ns == item.Namespace
            : namespaces.Flag("any") is true || namespaces.Items("matchNames").Any(n => n is ScalarNode name && name.Text == ns) || namespaces.Items("matchNames").Count == 0 && ns == item.Namespace;
        if (ofPods)
            foreach (var pod in index.Environment.Pods)
            {
                if (!Covers(pod.Workload.Namespace) || !LabelSelectors.Matches(pod.Metadata.Map("labels"), selector))
                    continue;
                found = true;
                foreach (var container in pod.Running)
                    names.UnionWith(container.Node.Maps("ports").Select(static p => p.Text("name")).OfType<string>());
            }
        else
            foreach (var service in index.Environment.OfKind("Service"))
            {
                if (!Covers(service.Namespace) || !LabelSelectors.Matches(service.Metadata.Map("labels"), selector))
                    continue;
                found = true;
                names.UnionWith(service.Spec.Maps("ports").Select(static p => p.Text("name")).OfType<string>());
            }
        if (!found)
        {
            index.Report(ReferenceDiagnostics.NothingWatched(by.At(spec, "spec", "selector"), item.Kind, $"no {(ofPods ? "Pod" : "Service")} matches its selector"));
            return;
        }
        var field = ofPods ? "podMetricsEndpoints" : "endpoints";
        var i = 0;
        foreach (var endpoint in spec.Maps(field))
        {
            var path = $"spec.{field}[{i++}]";
            if (endpoint.Text("port") is { } port && !names.Contains(port))
                index.Report(ReferenceDiagnostics.NothingWatched(by.At(endpoint, path, "port"), item.Kind, $"no port is named \"{port}\""));
        }
    }

    /// <summary>Whether a Service has a port of this number or name; one without ports, such as an ExternalName, has every port.</summary>
    public static bool HasPort(ManifestObject service, string port)
    {
        var ports = service.Spec.Items("ports");
        if (ports.Count == 0)
            return true;
        var isNumber = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        foreach (var candidate in ports)
            if (candidate is MapNode map && map.Text(isNumber ? "port" : "name") == port)
                return true;
        return false;
    }
}
