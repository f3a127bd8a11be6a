using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Proof.Connectivity;

/// <summary>Ways in from outside past the gateway, against the ports that Compose published. https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types</summary>
internal sealed class ExposureJudge(RenderedEnvironment environment, Claims.Claims claims, ClaimedPods claimed, PodIndex pods,
    HashSet<(ManifestObject Workload, Transport Protocol, int Port)> entered, Findings findings)
{
    private readonly HashSet<(ManifestObject Workload, Transport Protocol, int Port)> published = [];
    private readonly HashSet<(ManifestObject Workload, Transport Protocol, int Port)> exposed = [];

    public void Judge()
    {
        var routed = new HashSet<(ManifestObject, int)>();
        foreach (var entrance in claims.Entrances)
            if (claimed.Of(entrance.Service) is { } pod)
            {
                if (entrance.Kind == "published")
                    published.Add((pod.Workload, PolicyReader.Protocol(entrance.Protocol), entrance.Port));
                else
                    routed.Add((pod.Workload, entrance.Port));
            }
        foreach (var service in environment.OfKind("Service"))
            if (service.Spec.Text("type") is "LoadBalancer" or "NodePort" || service.Spec.Items("externalIPs").Count > 0)
                Service(service);
        foreach (var pod in environment.Pods)
            if (claimed.ServicesOf(pod).Count > 0)
                HostPorts(pod);
        foreach (var entrance in claims.Entrances)
            if (entrance.Kind == "published" && claimed.Of(entrance.Service) is { HostNetwork: false } pod && !routed.Contains((pod.Workload, entrance.Port))
                && !exposed.Contains((pod.Workload, PolicyReader.Protocol(entrance.Protocol), entrance.Port))
                && !entered.Contains((pod.Workload, PolicyReader.Protocol(entrance.Protocol), entrance.Port)))
                findings.Add(ConnectivityDiagnostics.PublishedWithoutRoute(pod.Workload, entrance.Service, Wording.Port(PolicyReader.Protocol(entrance.Protocol), entrance.Port)));
    }

    private void Service(ManifestObject service)
    {
        foreach (var pod in pods.Selected(service))
        {
            if (claimed.ServicesOf(pod).Count == 0)
                continue;
            var i = 0;
            foreach (var port in service.Spec.Maps("ports"))
            {
                var protocol = port.Text("protocol") ?? "TCP";
                if (port.Number("port") is { } number && ServicePorts.End(service, (int)number, protocol, pod) is { Pod: { } end })
                    Way(service, pod, PolicyReader.Protocol(protocol), end, $"spec.ports[{i}]", $"{service} of type {service.Spec.Text("type") ?? "ClusterIP with externalIPs"}");
                i++;
            }
        }
    }

    private void HostPorts(PodTemplate pod)
    {
        foreach (var container in pod.Running)
        {
            var i = 0;
            foreach (var port in container.Node.Maps("ports"))
            {
                if (!pod.HostNetwork && port.Number("hostPort") is not null && port.Number("containerPort") is { } number)
                    Way(pod.Workload, pod, PolicyReader.Protocol(port.Text("protocol")), (int)number, $"{container.Path}.ports[{i}].hostPort", "a port of the node");
                i++;
            }
        }
    }

    private void Way(ManifestObject at, PodTemplate pod, Transport protocol, int port, string field, string how)
    {
        exposed.Add((pod.Workload, protocol, port));
        if (!published.Contains((pod.Workload, protocol, port)))
            findings.Add(ConnectivityDiagnostics.Exposed(at, Wording.Short(pod), Wording.Port(protocol, port), field, how));
    }
}
