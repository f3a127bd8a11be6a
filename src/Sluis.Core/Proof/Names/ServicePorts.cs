using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Names;

/// <summary>Where a port of a Service ends. <see cref="Pod"/> null: the Pod has no port of the name that the Service's port leads to.</summary>
public readonly record struct PortEnd(int? Pod, string? Name, string Field);

/// <summary>https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports</summary>
public static class ServicePorts
{
    public static bool IsHeadless(ManifestObject service) => service.Spec.Text("clusterIP") is "None";

    /// <summary>Null: the Service has no such port. A headless Service has the Pods' own addresses, so every port is the Pod's.</summary>
    public static PortEnd? End(ManifestObject service, int port, string protocol, PodTemplate pod)
    {
        if (IsHeadless(service))
            return new(port, null, "spec.ports");
        var i = -1;
        foreach (var own in service.Spec.Maps("ports"))
        {
            i++;
            if (own.Number("port") != port || !string.Equals(own.Text("protocol") ?? "TCP", protocol, StringComparison.OrdinalIgnoreCase))
                continue;
            var field = $"spec.ports[{i}].targetPort";
            if (own.Number("targetPort") is { } number)
                return new((int)number, null, field);
            return own.Text("targetPort") is { } name ? new(Named(pod, name, protocol), name, field) : new(port, null, $"spec.ports[{i}].port");
        }
        return null;
    }

    private static int? Named(PodTemplate pod, string name, string protocol)
    {
        foreach (var container in pod.Running)
            foreach (var port in container.Node.Maps("ports"))
                if (port.Text("name") == name && string.Equals(port.Text("protocol") ?? "TCP", protocol, StringComparison.OrdinalIgnoreCase))
                    return (int?)port.Number("containerPort");
        return null;
    }

    /// <summary>Whether a container says that it listens there; it need not say so.</summary>
    public static bool Declares(PodTemplate pod, int number, string protocol)
    {
        foreach (var container in pod.Running)
            foreach (var port in container.Node.Maps("ports"))
                if (port.Number("containerPort") == number && string.Equals(port.Text("protocol") ?? "TCP", protocol, StringComparison.OrdinalIgnoreCase))
                    return true;
        return false;
    }
}
